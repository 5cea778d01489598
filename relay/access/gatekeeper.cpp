// SPDX-License-Identifier: Apache-2.0
#include "relay/access/gatekeeper.h"

#include "relay/access/app_pause.h"
#include "relay/access/cors_policy.h"
#include "relay/access/fetch_metadata.h"
#include "relay/access/origin.h"
#include "relay/http/websocket_handshake.h"
#include "relay/providers/error_dialect.h"
#include "relay/random_hex.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 badTokenWindowSeconds = 60;
/// What the relay's own routes take: names and keys. Whoever is not approved yet must not fill the memory.
constexpr qint64 ownBodyBytes = 64 * 1024;
constexpr char requestIdField[] = "x-relay-request-id";

FetchUse fetchUseOf(const Route &route)
{
    if (route.resource == Resource::PublicFile)
        return FetchUse::Library;
    return route.resource == Resource::Page || route.resource == Resource::Asset ? FetchUse::Document
                                                                                 : FetchUse::Script;
}

/// application/json, in whatever case, with parameters; a charset only if it is the one that JSON has.
bool isJson(const RequestHead &head)
{
    if (headerCount(head.fields, "content-type") != 1)
        return false;
    const QByteArrayList parts = head.field("content-type").toLower().split(';');
    if (parts.first().trimmed() != "application/json")
        return false;
    return std::all_of(parts.begin() + 1, parts.end(), [](const QByteArray &part) {
        const QByteArray parameter = part.trimmed();
        return !parameter.startsWith("charset") || parameter == "charset=utf-8" ||
               parameter == "charset=\"utf-8\"";
    });
}

/// Where the relay's own page may go: what it shows, and `echo` to try the way through.
bool isOpenToOwnPage(const Route &route)
{
    switch (route.resource) {
    case Resource::Page:
    case Resource::Asset:
    case Resource::Health:
    case Resource::Version:
    case Resource::OpenApiJson:
    case Resource::OpenApiYaml:
    case Resource::Models:
    case Resource::Discovery:
    case Resource::PublicFile:
        return true;
    case Resource::Relay:
        return route.argument == "echo";
    case Resource::DeepHealth:
    case Resource::Users:
    case Resource::Session:
    case Resource::Revocation:
    case Resource::Events:
    case Resource::Keys:
    case Resource::Key:
    case Resource::Stats:
    case Resource::AppStats:
    case Resource::Unified:
    case Resource::KeyRotation:
    case Resource::OpenAi:
    case Resource::OpenAiModels:
    case Resource::OpenAiRealtime:
    case Resource::SealingKey:
    case Resource::Unknown:
        break;
    }
    return false;
}

/// What goes to a provider, `echo` included, counts as such.
RequestClass requestClass(const Route &route)
{
    return isRelayed(route.resource) ? RequestClass::Ai : RequestClass::Plain;
}

/// Where Authorization may hold an APP_SECRET, so that it tells nothing of the caller's dialect.
bool takesAppSecret(const Route &route)
{
    return route.admittance == Admittance::AppSecret ||
           (route.resource == Resource::Users && route.admittance == Admittance::Anyone);
}

QByteArray allowedMethods(const Route &route)
{
    QByteArrayList names;
    for (const HttpMethod method : route.methods)
        names.append(methodName(method));
    return names.join(", ");
}

/// What a head carries as its credential: a WebSocket's may stand where a browser can put it.
RequestCredential credentialOf(const RequestHead &head, const Route &route)
{
    return route.upgrade == Upgrade::WebSocket && !head.upgrade.isEmpty() ? handshakeCredential(head)
                                                                          : requestCredential(head);
}

/// Why a head that asks for an upgrade does not get it, as far as the head alone tells.
std::optional<RelayError> upgradeFault(const RequestHead &head, const Route &route)
{
    if (route.upgrade == Upgrade::Refused)
        return RelayError{
            ErrorCode::UpgradeRefused,
            u"There is nothing to upgrade to at this path; send the request without Upgrade."_s};
    const Result<WebSocketHandshake, RelayError> handshake = readHandshake(head);
    if (!handshake)
        return handshake.error();
    const QList<QByteArray> &protocols = handshake.value().protocols;
    if (!protocols.isEmpty() && std::ranges::all_of(protocols, isCredentialProtocol)) {
        // The provider would have none to choose, and a browser gives up where none of its own is chosen.
        return RelayError{
            ErrorCode::UpgradeRefused,
            u"The only subprotocol offered is the one that carries the token, which goes no further: offer another beside it, e.g. new WebSocket(url, [\"realtime\", \"openai-insecure-api-key.<token>\"])."_s};
    }
    return std::nullopt;
}

/// The key that this caller may bring to this route; none where a key of its own is not asked for.
BroughtKey keyBroughtTo(const Route &route, const RequestHead &head, const Caller &caller)
{
    const bool isForKeys = isRelayed(route.resource) && head.upgrade.isEmpty();
    return isForKeys && caller.kind != CallerKind::OwnPage ? broughtKey(head) : BroughtKey();
}

/// The one answer for every stranger: it depends on nothing that was asked, so that it tells nothing.
WholeReply strangerReply()
{
    WholeReply reply =
        errorReplyIn(Dialect::Plain, {ErrorCode::OriginRefused, u"This origin is not approved."_s});
    addMissing(reply.fields, commonReplyFields());
    return reply;
}

} // namespace

Gatekeeper::Gatekeeper(quint16 port, Clock clock, RateLimiter &limiter, AppSecretDoor &appSecret,
                       SealingKeys &sealing)
    : m_host(port)
    , m_clock(std::move(clock))
    , m_limiter(limiter)
    , m_appSecret(appSecret)
    , m_sealing(sealing)
    , m_config(std::make_shared<const RelayConfig>())
{
}

void Gatekeeper::setConfig(std::shared_ptr<const RelayConfig> config)
{
    m_config = std::move(config);
    m_registry = AppRegistry(*m_config);
}

HeadVerdict Gatekeeper::judgeHead(const RequestHead &head)
{
    if (!isForUs(head)) {
        return errorReply(
            {ErrorCode::MisdirectedRequest,
             u"This request is meant for another host: Host must be one of the relay's own addresses."_s},
            &head, nullptr);
    }
    const Route route = findRoute(head);
    std::optional<Caller> caller = identify(head, route);
    if (!caller) // before what the browser says of the request: that rule differs by route, this answer must
                 // not
        return strangerReply();
    if (!fetchFits(head, fetchUseOf(route))) {
        return errorReply(
            {ErrorCode::CrossSiteRefused,
             u"This address is called by a web app's script, not opened, embedded or posted to."_s},
            &head, nullptr);
    }
    if (isPreflight(head)) {
        Result<WholeReply, RelayError> reply = preflightReply(head);
        return reply ? reply.value() : errorReply(reply.error(), &head, nullptr);
    }
    std::optional<RelayError> refusal = judgeRequest(head, route, *caller);
    const bool byAppSecret = isByAppSecret(route);
    const BroughtKey brought = keyBroughtTo(route, head, *caller);
    if (!refusal && !byAppSecret)
        refusal = authenticate(head, route, brought, *caller);
    Admission admission;
    if (!refusal && brought.form == BroughtKey::Form::Plain)
        admission.callersKey = takePlainKey(head);
    if (!refusal && m_config->paused && isRelayed(route.resource))
        refusal =
            RelayError{ErrorCode::Paused,
                       u"The relay is paused; resume it from its tray icon or with: byok-relay resume"_s};
    if (!refusal)
        refusal = pauseRefusal(m_registry.byId(caller->appId), route, head.method);
    if (refusal) {
        WholeReply reply = errorReply(*refusal, &head, nullptr);
        if (refusal->code == ErrorCode::MethodNotAllowed)
            reply.fields.append({"allow"_ba, allowedMethods(route)});
        return reply;
    }
    const RateVerdict rate = m_limiter.take(requestClass(route), rateSubject(*caller), limitsOf(*caller));
    if (!rate.allowed()) {
        const bool actsForApp = caller->authenticated || brought.form != BroughtKey::Form::None;
        if (actsForApp && m_limitReached)
            m_limitReached(caller->appId);
        WholeReply reply = errorReply(rateLimitError(rate), &head, nullptr);
        reply.fields.append(rateLimitFields(rate));
        return reply;
    }
    if (byAppSecret)
        refusal = judgeAppSecret(head, route, *caller);
    if (refusal) {
        WholeReply reply = errorReply(*refusal, &head, nullptr);
        reply.fields.append(rateLimitFields(rate));
        return reply;
    }
    if (brought.form == BroughtKey::Form::Sealed) {
        Result<Secret, RelayError> key = m_sealing.open(brought.sealed, caller->origin);
        if (!key) {
            WholeReply reply = errorReply(key.error(), &head, nullptr);
            reply.fields.append(rateLimitFields(rate));
            return reply;
        }
        admission.callersKey = std::move(key).value();
    }
    admission.replyFields = caller->origin.isEmpty() ? commonReplyFields() : corsReplyFields(caller->origin);
    admission.replyFields.append(rateLimitFields(rate));
    if (isRelayed(route.resource)) {
        admission.requestId = newRequestId();
        admission.replyFields.append({requestIdField, admission.requestId});
    }
    admission.bodyLimit = isRelayed(route.resource) ? m_config->settings.bodyBytes : ownBodyBytes;
    if (!head.upgrade.isEmpty()) // judgeRequest() has let through none but well-formed handshakes
        admission.upgrade = Upgrade::WebSocket;
    admission.caller = *std::move(caller);
    return admission;
}

WholeReply Gatekeeper::errorReply(const RelayError &error, const RequestHead *head,
                                  const Admission *admission) const
{
    CredentialCarrier carrier = CredentialCarrier::None;
    if (admission)
        carrier = admission->caller.carrier;
    else if (const Route route = head ? findRoute(*head) : Route(); head && !takesAppSecret(route))
        carrier = credentialOf(*head, route).carrier;
    WholeReply reply = errorReplyIn(dialectFor(carrier, head ? *head : RequestHead()), error);
    if (admission)
        addMissing(reply.fields, admission->replyFields);
    else
        addMissing(reply.fields, head ? replyFieldsFor(*head) : commonReplyFields());
    return reply;
}

bool Gatekeeper::isForUs(const RequestHead &head) const
{
    return headerCount(head.fields, "host") == 1 && m_host.accepts(head.field("host"));
}

Admittance Gatekeeper::admittanceOf(const Route &route) const
{
    // Not discoverable: pairing would give the relay away just as discovery does.
    if (route.admittance == Admittance::Anyone && !m_config->discoverable)
        return Admittance::KnownOrigin;
    return route.admittance;
}

std::optional<Caller> Gatekeeper::identify(const RequestHead &head, const Route &route) const
{
    Caller caller;
    if (!head.has("origin")) {
        caller.kind = isSameOriginFetch(head) ? CallerKind::OwnPage : CallerKind::Anonymous;
        return caller;
    }
    caller.origin = head.field("origin");
    if (headerCount(head.fields, "origin") != 1 || !isWellFormedOrigin(caller.origin))
        return std::nullopt;
    if (m_host.ownOrigins().contains(caller.origin)) {
        caller.kind = CallerKind::OwnPage;
    } else if (const AppEntry *app = m_registry.byOrigin(caller.origin); app && app->isInForce(m_clock())) {
        caller.kind = CallerKind::BrowserApp;
        caller.appId = app->id;
    } else if (admittanceOf(route) == Admittance::Anyone) {
        caller.kind = CallerKind::Guest;
    } else {
        return std::nullopt;
    }
    return caller;
}

std::optional<RelayError> Gatekeeper::judgeRequest(const RequestHead &head, const Route &route,
                                                   const Caller &caller) const
{
    if (route.resource == Resource::Unknown)
        return RelayError{ErrorCode::RouteUnknown,
                          u"There is nothing at this path; GET / shows what the relay offers."_s};
    if (!route.takes(head.method)) {
        return RelayError{ErrorCode::MethodNotAllowed, u"This path does not take %1; it takes %2."_s.arg(
                                                           QString::fromLatin1(methodName(head.method)),
                                                           QString::fromLatin1(allowedMethods(route)))};
    }
    const bool isHandshake = !head.upgrade.isEmpty();
    if (std::optional<RelayError> fault = isHandshake ? upgradeFault(head, route) : std::nullopt)
        return fault;
    if (caller.kind == CallerKind::OwnPage && !isOpenToOwnPage(route))
        return RelayError{ErrorCode::OriginRefused,
                          u"The relay's own page may use the built-in echo provider and nothing else."_s};
    if (route.wantsJson && (head.hasBody() || head.has("content-type")) && !isJson(head))
        return RelayError{ErrorCode::UnsupportedMediaType,
                          u"Send the body as JSON, with Content-Type: application/json."_s};
    const bool takesCredential = route.admittance == Admittance::Token || route.resource == Resource::Users;
    if (takesCredential &&
        queryHasCredential(isHandshake ? withoutKeyParameter(head.query()) : head.query())) {
        return RelayError{
            ErrorCode::CredentialInQuery,
            u"A key or token must not stand in the URL, where histories and logs keep it; send it in a header, e.g. x-relay-token."_s};
    }
    return std::nullopt;
}

std::optional<RelayError> Gatekeeper::authenticate(const RequestHead &head, const Route &route,
                                                   const BroughtKey &brought, Caller &caller)
{
    using Presence = RequestCredential::Presence;
    using Form = BroughtKey::Form;
    const RequestCredential credential = credentialOf(head, route);
    caller.carrier = takesAppSecret(route) ? CredentialCarrier::None : credential.carrier;
    if (caller.kind == CallerKind::OwnPage || caller.kind == CallerKind::Guest)
        return std::nullopt;
    const bool needed = route.admittance == Admittance::Token;
    if (brought.form == Form::Ambiguous)
        return RelayError{ErrorCode::CredentialsAmbiguous,
                          u"This request brings two keys; send one, in X-API-Key-Sealed or X-API-Key."_s};
    const bool bringsItAlone = brought.form == Form::Plain ||
                               (brought.form == Form::Sealed && credential.presence == Presence::None);
    if (bringsItAlone && caller.kind == CallerKind::BrowserApp)
        return std::nullopt; // its Origin says who it is, and that the person let it in
    if (credential.presence == Presence::Ambiguous && needed)
        return RelayError{ErrorCode::CredentialsAmbiguous,
                          u"This request carries two different credentials; send the relay's token alone."_s};
    if (credential.presence == Presence::None && needed) {
        return RelayError{
            ErrorCode::TokenMissing,
            brought.form == Form::Sealed
                ? u"A program that seals a key sends its token too, as x-relay-token. Programs get one from the person, or at POST /users."_s
                : u"This needs the relay's token: send it as x-relay-token, or wherever your client puts its API key. Apps get one at POST /users."_s};
    }
    if (credential.presence != Presence::One)
        return std::nullopt;
    if (!looksLikeToken(credential.value)) {
        if (!needed)
            return std::nullopt;
        return countBadToken(
            caller.origin,
            {ErrorCode::TokenInvalid,
             brought.form == Form::Plain
                 ? u"What came as X-API-Key is not a token of this relay (they begin with byok_). Only web apps bring a provider's key with nothing else; a program sends its token, as x-relay-token, and may seal a key in X-API-Key-Sealed beside it."_s
                 : u"What came as API key is not a token of this relay (they begin with byok_): put the token there instead of a provider's key."_s});
    }
    const Result<const AppEntry *, RelayError> app =
        m_registry.authenticate(credential.value, caller.origin, m_clock());
    if (!app)
        return needed ? std::optional(countBadToken(caller.origin, app.error())) : std::nullopt;
    caller.appId = app.value()->id;
    caller.authenticated = true;
    caller.tokenHash = tokenHash(credential.value);
    if (caller.kind == CallerKind::Anonymous)
        caller.kind = CallerKind::Program;
    return std::nullopt;
}

bool Gatekeeper::isByAppSecret(const Route &route) const
{
    return route.admittance == Admittance::AppSecret || (takesAppSecret(route) && m_appSecret.isSet());
}

std::optional<RelayError> Gatekeeper::judgeAppSecret(const RequestHead &head, const Route &route,
                                                     Caller &caller)
{
    if (!m_appSecret.isSet())
        return RelayError{
            ErrorCode::AppSecretUnset,
            u"This is for whoever holds the relay's APP_SECRET, and it was started without one."_s};
    const bool isPairing = route.admittance != Admittance::AppSecret;
    if (isPairing && !head.has("authorization"))
        return std::nullopt; // its body may bring it
    if (std::optional<RelayError> refusal = m_appSecret.judge(bearerCredential(head)))
        return refusal;
    caller.appSecret = AppSecretProof::Valid;
    return std::nullopt;
}

RelayError Gatekeeper::countBadToken(const QByteArray &origin, const RelayError &error)
{
    const QDateTime now = m_clock();
    const auto isOver = [&now](const BadTokens &window) {
        const qint64 age = window.windowStart.secsTo(now);
        return age < 0 || age >= badTokenWindowSeconds;
    };
    m_badTokens.removeIf([&](const auto &entry) { return isOver(entry.value()); });
    BadTokens &window = m_badTokens[origin];
    if (window.count == 0)
        window.windowStart = now;
    const qint64 most = m_config->settings.badTokensPerMinute;
    // Counted no further than the limit: a flood must not run the counter over.
    if (most == 0 || window.count < most) {
        window.count = std::min(window.count + 1, 1'000'000);
        return error;
    }
    const qint64 left = badTokenWindowSeconds - window.windowStart.secsTo(now);
    return {ErrorCode::TooManyRequests,
            u"Too many wrong tokens; wait %1 seconds. A valid token works at once."_s.arg(left),
            static_cast<int>(left)};
}

RateLimits Gatekeeper::limitsOf(const Caller &caller) const
{
    const RateLimits forAll = RateLimits::of(m_config->settings);
    const AppEntry *app = m_registry.byId(caller.appId);
    return app ? forAll.with(app->grant.limits) : forAll;
}

HeaderFields Gatekeeper::replyFieldsFor(const RequestHead &head) const
{
    if (!isForUs(head))
        return commonReplyFields();
    const Route route = findRoute(head);
    const std::optional<Caller> caller = identify(head, route);
    if (!caller)
        return commonReplyFields();
    HeaderFields fields = caller->origin.isEmpty() ? commonReplyFields() : corsReplyFields(caller->origin);
    if (isRelayed(route.resource))
        fields.append({requestIdField, newRequestId()});
    return fields;
}

} // namespace byok
