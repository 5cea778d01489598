// SPDX-License-Identifier: Apache-2.0
#include "relay/api/record_facts.h"

#include "relay/api/body_model.h"
#include "relay/providers/target_parts.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostBodyBytes = 1024 * 1024;
/// As long as a name in a body may be; a target could carry more.
constexpr qsizetype mostModelBytes = 256;

} // namespace

QString modelForRecord(const ClientRequest &request, QByteArrayView target)
{
    const TargetParts parts(target);
    RequestModels models{
        .named = QList<QByteArray>(), .path = modelsNamedByTarget(parts.path, parts.query), .plain = {}};
    // Most of what names none is not looked at twice.
    const QByteArrayView text = QByteArrayView(request.body).trimmed();
    const bool mayNameOne = text.startsWith('{') || text.startsWith("--");
    if (models.path.isEmpty() && mayNameOne && request.body.size() <= mostBodyBytes) {
        const auto field = findBodyModel(request);
        models.plain = field ? field.value().model : QByteArray();
    }
    return modelForRecord(models, request.body.size());
}

QString modelForRecord(const RequestModels &models, qsizetype bodyBytes)
{
    if (models.path.size() == 1 && models.path.first().size() <= mostModelBytes)
        return QString::fromUtf8(models.path.first());
    if (!models.path.isEmpty() || bodyBytes > mostBodyBytes)
        return {};
    return QString::fromUtf8(models.plain);
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
