// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/error_dialect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// The names by which OpenAI's errors go, per status. The SDK chooses its exception by the status; people
/// read the type.
QString openAiType(int status)
{
    switch (status) {
    case 401:
        return u"authentication_error"_s;
    case 402:
        return u"insufficient_quota"_s;
    case 403:
    case 423:
        return u"permission_error"_s;
    case 429:
        return u"rate_limit_error"_s;
    default:
        return status >= 500 ? u"server_error"_s : u"invalid_request_error"_s;
    }
}

QString anthropicType(int status)
{
    switch (status) {
    case 401:
        return u"authentication_error"_s;
    case 402:
        return u"billing_error"_s;
    case 403:
    case 423:
        return u"permission_error"_s;
    case 404:
        return u"not_found_error"_s;
    case 413:
        return u"request_too_large"_s;
    case 429:
        return u"rate_limit_error"_s;
    case 503:
        return u"overloaded_error"_s;
    case 504:
        return u"timeout_error"_s;
    default:
        return status >= 500 ? u"api_error"_s : u"invalid_request_error"_s;
    }
}

/// google.rpc.Code, which Google's APIs send as `status`.
QString googleStatus(int status)
{
    switch (status) {
    case 401:
        return u"UNAUTHENTICATED"_s;
    case 403:
        return u"PERMISSION_DENIED"_s;
    case 404:
        return u"NOT_FOUND"_s;
    case 423:
        return u"FAILED_PRECONDITION"_s;
    case 402:
    case 429:
        return u"RESOURCE_EXHAUSTED"_s;
    case 500:
        return u"INTERNAL"_s;
    case 502:
    case 503:
        return u"UNAVAILABLE"_s;
    case 408:
    case 504:
        return u"DEADLINE_EXCEEDED"_s;
    default:
        return u"INVALID_ARGUMENT"_s;
    }
}

QJsonObject envelope(Dialect dialect, const RelayError &error)
{
    const QString code = QString::fromLatin1(errorCodeName(error.code));
    const int status = error.status();
    switch (dialect) {
    case Dialect::Plain:
        return {{u"error"_s, error.sentence}, {u"code"_s, code}};
    case Dialect::OpenAi:
        return {{u"error"_s, QJsonObject{{u"message"_s, error.sentence},
                                         {u"type"_s, openAiType(status)},
                                         {u"param"_s, QJsonValue::Null},
                                         {u"code"_s, code}}}};
    case Dialect::Anthropic:
        return {{u"type"_s, u"error"_s},
                {u"error"_s, QJsonObject{{u"type"_s, anthropicType(status)},
                                         {u"message"_s, error.sentence},
                                         {u"code"_s, code}}}};
    case Dialect::Google: {
        // google.rpc.ErrorInfo is where Google's own errors carry a name that programs can switch on.
        const QJsonObject info{{u"@type"_s, u"type.googleapis.com/google.rpc.ErrorInfo"_s},
                               {u"reason"_s, code.toUpper()},
                               {u"domain"_s, u"byok-relay"_s}};
        return {{u"error"_s, QJsonObject{{u"code"_s, status},
                                         {u"message"_s, error.sentence},
                                         {u"status"_s, googleStatus(status)},
                                         {u"details"_s, QJsonArray{info}}}}};
    }
    }
    Q_UNREACHABLE_RETURN(QJsonObject());
}

} // namespace

Dialect dialectFor(CredentialCarrier carrier, const RequestHead &head)
{
    switch (carrier) {
    case CredentialCarrier::Authorization:
        return head.has("anthropic-version") ? Dialect::Anthropic : Dialect::OpenAi;
    case CredentialCarrier::ApiKey:
    case CredentialCarrier::Subprotocol:
        return Dialect::OpenAi; // `api-key` is how OpenAI's SDK calls Azure
    case CredentialCarrier::XApiKey:
        return Dialect::Anthropic;
    case CredentialCarrier::XGoogApiKey:
    case CredentialCarrier::KeyParameter:
        return Dialect::Google;
    case CredentialCarrier::None:
    case CredentialCarrier::RelayToken:
    case CredentialCarrier::XiApiKey:
        return Dialect::Plain;
    }
    Q_UNREACHABLE_RETURN(Dialect::Plain);
}

QByteArray errorBody(Dialect dialect, const RelayError &error)
{
    QJsonObject body = envelope(dialect, error);
    // Beside the envelope in every dialect: SDKs pass over what they do not know.
    if (const auto *allowed = std::get_if<AllowedModels>(&error.detail))
        body.insert("allowed_models"_L1, QJsonArray::fromStringList(allowed->globs));
    if (const auto *hint = std::get_if<Hint>(&error.detail))
        body.insert("hint"_L1, hint->sentence);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

WholeReply errorReplyIn(Dialect dialect, const RelayError &error)
{
    WholeReply reply{
        .status = error.status(),
        .fields = {{"content-type"_ba, "application/json"_ba}, {"cache-control"_ba, "no-store"_ba}},
        .body = errorBody(dialect, error)};
    if (error.retryAfterSeconds >= 0)
        reply.fields.append({"retry-after"_ba, QByteArray::number(error.retryAfterSeconds)});
    // The official SDKs try 408, 409, 429 and 5xx again by themselves unless told so.
    if (!errorIsRetryable(error.code))
        reply.fields.append({"x-should-retry"_ba, "false"_ba});
    return reply;
}

QByteArray errorEvent(Dialect dialect, const RelayError &error)
{
    // Google's events have no names; its SDK reads just those that begin with their data.
    const QByteArray name = dialect == Dialect::Google ? QByteArray() : "event: error\n"_ba;
    return name + "data: " + errorBody(dialect, error) + "\n\n";
}

} // namespace byok
