// SPDX-License-Identifier: Apache-2.0
#include "relay/api/record_facts.h"

#include "relay/api/provider_dispatch.h"
#include "relay/providers/model_field.h"
#include "relay/providers/model_router.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostBodyBytes = 1024 * 1024;
/// As long as a name in a body may be; a target could carry more.
constexpr qsizetype mostModelBytes = 256;

} // namespace

QString modelForRecord(const ClientRequest &request, QByteArrayView target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path = mark < 0 ? target : target.first(mark);
    const QByteArrayView query = mark < 0 ? QByteArrayView() : target.sliced(mark + 1);
    const QList<QByteArray> inTarget = modelsInTarget(path, query);
    if (inTarget.size() == 1 && inTarget.first().size() <= mostModelBytes)
        return QString::fromUtf8(inTarget.first());
    if (!inTarget.isEmpty() || request.body.size() > mostBodyBytes)
        return {};
    if (!QByteArrayView(request.body)
             .trimmed()
             .startsWith('{')) // most of what is no JSON is not looked at twice
        return {};
    const Result<ModelField, RelayError> field = findModel(request.body, contentEncodingOf(request.head));
    return field ? QString::fromUtf8(field.value().model) : QString();
}

QString keyLabelForRecord(const RelayConfig &config, const QString &account)
{
    for (const KeyEntry &key : config.keys) {
        if (key.account == account)
            return key.appId.isEmpty() ? key.label : u"app:"_s + key.label;
    }
    return {};
}

} // namespace byok
