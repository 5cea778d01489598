// SPDX-License-Identifier: Apache-2.0
#include "relay/api/api_services.h"

#include "relay/api/record_facts.h"
#include "relay/providers/error_dialect.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace byok {

WholeReply jsonReply(int status, const QJsonObject &value)
{
    return {status,
            {{"content-type"_ba, "application/json"_ba}, {"cache-control"_ba, "no-store"_ba}},
            QJsonDocument(value).toJson(QJsonDocument::Compact)};
}

WholeReply tokenReply(const IssuedToken &issued)
{
    const QDateTime &end = issued.entry.expiresAt;
    return jsonReply(
        200, {{u"token"_s, QString::fromLatin1(issued.token.expose())},
              {u"expires_at"_s, end.isValid() ? QJsonValue(end.toMSecsSinceEpoch()) : QJsonValue::Null}});
}

void refuse(const ClientRequest &request, ResponseWriter &writer, const RelayError &error)
{
    writer.sendWhole(errorReplyIn(dialectFor(request.admission.caller.carrier, request.head), error));
}

void refuseRelay(const ClientRequest &request, ResponseWriter &writer, const RelayError &error,
                 const QString &provider, WayIn wayIn, ApiServices &services)
{
    refuse(request, writer, error);
    ExchangeRecord record =
        recordOf(request, request.admission.callersKey.isEmpty() ? wayIn : WayIn::Stateless);
    record.provider = provider;
    record.model = modelForRecord(request, request.head.target);
    record.path = request.head.path();
    record.status = error.status();
    record.outcome = ExchangeOutcome::Refused;
    record.bytesUp = request.body.size();
    services.exchanges->note(record);
}

QString stateName(const ApiServices &services, const QString &appId)
{
    const AppEntry *app = services.registry.byId(appId);
    if (services.config->paused || (app && app->paused))
        return u"paused"_s;
    return services.keys->isLocked() ? u"locked"_s : u"running"_s;
}

Result<QJsonObject, RelayError> jsonBody(const ClientRequest &request)
{
    if (request.body.isEmpty())
        return QJsonObject();
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &fault);
    if (fault.error != QJsonParseError::NoError) {
        return RelayError{
            ErrorCode::InvalidArgument,
            u"The body is not valid JSON: %1 at byte %2."_s.arg(fault.errorString()).arg(fault.offset)};
    }
    if (!document.isObject())
        return RelayError{ErrorCode::InvalidArgument,
                          u"The body must be a JSON object, such as {\"key\": \"…\"}."_s};
    return document.object();
}

} // namespace byok
