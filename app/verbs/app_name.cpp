// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/app_name.h"

#include "relay/access/origin.h"

using namespace Qt::StringLiterals;

namespace byok {

QString appIdFrom(const QString &text, const RelayConfig &config)
{
    if (config.findApp(text) || text.startsWith("program:"_L1))
        return text;
    const QString program = u"program:"_s + text;
    if (config.findApp(program))
        return program;
    const Result<QByteArray> origin = originFromInput(text);
    return origin ? QString::fromLatin1(origin.value()) : text;
}

} // namespace byok
