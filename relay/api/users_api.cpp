// SPDX-License-Identifier: Apache-2.0
#include "relay/api/users_api.h"

#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/peer_process.h"
#include "relay/access/token_edits.h"
#include "relay/api/forget_api.h"
#include "relay/api/secret_pairing.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

RelayError wrongField(const QString &sentence)
{
    return {ErrorCode::InvalidArgument, sentence};
}

/// A text field that may be left out.
Result<QString, RelayError> textField(const QJsonObject &body, QLatin1StringView name)
{
    const QJsonValue value = body.value(name);
    if (value.isUndefined() || value.isNull())
        return QString();
    if (!value.isString())
        return wrongField(u"%1 must be a text in quotes."_s.arg(name));
    return value.toString();
}

/// What the app says of itself and asks for. Some clients send their name in each request's head instead.
Result<AppClaim, RelayError> claimIn(const QJsonObject &body, const RequestHead &head,
                                     const ProviderCatalog &catalog)
{
    AppClaim claim;
    claim.appId = body.value("app_id"_L1).toString(QString::fromUtf8(head.field("x-app-id")));
    const Result<QString, RelayError> name = textField(body, "app_name"_L1);
    const Result<QString, RelayError> reason = textField(body, "reason"_L1);
    if (!name || !reason)
        return name ? reason.error() : name.error();
    claim.name = name.value();
    claim.reason = reason.value();
    const QJsonValue providers = body.value("providers"_L1);
    if (!providers.isUndefined() && !providers.isNull() && !providers.isArray())
        return wrongField(u"providers must be a list of provider names, such as [\"openai\"]."_s);
    const QJsonArray array = providers.toArray();
    for (const QJsonValue &one : array) {
        if (!one.isString())
            return wrongField(u"providers must be a list of provider names, such as [\"openai\"]."_s);
        // What is not a provider's name would be read as the relay's own words.
        if (catalog.find(one.toString()))
            claim.providers.append(one.toString());
    }
    if (!array.isEmpty() && claim.providers.isEmpty())
        return wrongField(u"None of these providers is known here. Supported: %1"_s.arg(catalog.idList()));
    claim = claim.cleaned();
    if (claim.appId.isEmpty())
        return wrongField(u"app_id is required"_s);
    return claim;
}

/// A token request that cannot be answered yet. Owned by whoever is to answer it; goes, and breaks the
/// connection off, with the last of them.
struct HeldRequest
{
    ClientRequest request;
    std::unique_ptr<ResponseWriter> writer;
};

/// Makes a token for an approved app, writes its hash down, and only then hands it out.
void issueTo(const QString &appId, const std::shared_ptr<HeldRequest> &held, ApiServices &services)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const AppEntry *app = services.registry.byId(appId);
    const IssuedToken issued =
        issueToken(appId, now, services.config->settings.tokenDays, app ? app->endsAt : QDateTime());
    services.commit(addToken(issued.entry, now), [held, issued](const Result<> &kept) {
        if (!kept) {
            refuse(held->request, *held->writer, {ErrorCode::Internal, kept.error().sentence});
            return;
        }
        held->writer->sendWhole(tokenReply(issued));
    });
}

QList<QByteArray> knownOrigins(const RelayConfig &config)
{
    QList<QByteArray> origins;
    for (const AppEntry &app : config.apps) {
        if (app.kind == AppKind::Origin)
            origins.append(app.id.toLatin1());
    }
    return origins;
}

/// Holds the request until the person has answered.
void askThePerson(ConsentRequest question, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services)
{
    const auto held = std::make_shared<HeldRequest>(HeldRequest{std::move(request), std::move(writer)});
    const Result<CallerId, RelayError> waiting = services.consent->ask(
        std::move(question), [held, &services](const Result<QString, RelayError> &answer) {
            if (answer)
                issueTo(answer.value(), held, services);
            else
                refuse(held->request, *held->writer, answer.error());
        });
    if (!waiting) {
        refuse(held->request, *held->writer, waiting.error());
        return;
    }
    // Queued, because withdrawing ends the writer that this signal comes from.
    ResponseWriter *const wire = held->writer.get();
    QObject::connect(
        wire, &ResponseWriter::clientGone, wire,
        [&services, life = services.consent->life(), caller = waiting.value()] {
            if (!life.expired())
                services.consent->withdraw(caller);
        },
        Qt::QueuedConnection);
}

void askForOrigin(AppClaim claim, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services)
{
    ConsentRequest question;
    question.kind = AppKind::Origin;
    question.origin = request.admission.caller.origin;
    question.claim = std::move(claim);
    question.notes = originNotes(question.origin, knownOrigins(*services.config));
    askThePerson(std::move(question), std::move(request), std::move(writer), services);
}

void askForProgram(AppClaim claim, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                   ApiServices &services)
{
    // Naming the program takes milliseconds in which no stream goes on: not for everybody at any time.
    // Twice as many a minute as one may ask in an hour, all programs together; none where that limit is
    // lifted.
    const RateLimits lookups{2 * services.config->settings.registrationsPerHour, 0, 0};
    const RateVerdict lookup = services.limiter->take(RequestClass::Plain, u"programs that ask"_s, lookups);
    if (!lookup.allowed()) {
        refuse(request, *writer, rateLimitError(lookup));
        return;
    }
    ConsentRequest question;
    question.kind = AppKind::Program;
    question.program = peerProcess(request.ends);
    question.claim = std::move(claim);
    if (question.program.isNull()) {
        // The person would be asked about a program that nobody can name.
        refuse(
            request, *writer,
            {ErrorCode::ConsentDenied,
             u"This computer does not say which program asks. The person can make its token with: byok-relay apps add-program NAME"_s});
        return;
    }
    askThePerson(std::move(question), std::move(request), std::move(writer), services);
}

/// Of an app that needs no question: the ConsentQueue counts those that do.
RateVerdict countRegistration(const Caller &caller, ApiServices &services)
{
    const RateLimits forAll = RateLimits::of(services.config->settings);
    const AppEntry *app = services.registry.byId(caller.appId);
    return services.limiter->take(RequestClass::Registration, rateSubject(caller),
                                  app ? forAll.with(app->grant.limits) : forAll);
}

void handOutToken(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    const Result<QJsonObject, RelayError> body = jsonBody(request);
    wipe(request.body); // it may be held for minutes
    if (!body) {
        refuse(request, *writer, body.error());
        return;
    }
    if (const std::optional<RelayError> refusal = appSecretRefusal(request, body.value(), services)) {
        refuse(request, *writer, *refusal);
        return;
    }
    Result<AppClaim, RelayError> claim = claimIn(body.value(), request.head, services.catalog);
    if (!claim) {
        refuse(request, *writer, claim.error());
        return;
    }
    switch (request.admission.caller.kind) {
    case CallerKind::BrowserApp:
    case CallerKind::Program: {
        if (const RateVerdict rate = countRegistration(request.admission.caller, services); !rate.allowed()) {
            refuse(request, *writer, rateLimitError(rate));
            return;
        }
        const QString appId = request.admission.caller.appId;
        issueTo(appId, std::make_shared<HeldRequest>(HeldRequest{std::move(request), std::move(writer)}),
                services);
        return;
    }
    case CallerKind::Guest:
        askForOrigin(std::move(claim).value(), std::move(request), std::move(writer), services);
        return;
    case CallerKind::Anonymous:
        if (services.appSecret->isSet()) {
            pairBySecret(claim.value(), std::move(request), std::move(writer), services);
            return;
        }
        askForProgram(std::move(claim).value(), std::move(request), std::move(writer), services);
        return;
    case CallerKind::OwnPage:
        break;
    }
    refuse(request, *writer,
           {ErrorCode::OriginRefused,
            u"The relay's own page needs no token: it may use the built-in echo provider only."_s});
}

} // namespace

void serveUsers(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services)
{
    if (request.head.method == HttpMethod::Delete)
        forgetApp(std::move(request), std::move(writer), services);
    else
        handOutToken(std::move(request), std::move(writer), services);
}

} // namespace byok
