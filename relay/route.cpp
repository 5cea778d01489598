// SPDX-License-Identifier: Apache-2.0
#include "relay/route.h"

#include <QUrlQuery>

#include <algorithm>

namespace byok {

namespace {

/// Letters, digits, '-', '_' and inner dots: no name can lead out of a folder.
bool isAssetName(QByteArrayView name)
{
    return !name.startsWith('.') && !name.contains(QByteArrayView("..")) &&
           std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
           });
}

bool isPlaceholder(QByteArrayView segment)
{
    return segment.startsWith('{');
}

/// The segment that begins at `at`, which is just behind a '/'.
QByteArrayView segmentAt(QByteArrayView path, qsizetype at)
{
    const qsizetype slash = path.indexOf('/', at);
    return slash < 0 ? path.sliced(at) : path.sliced(at, slash - at);
}

/// Whether `path` has the form of `pattern`; takes what stands for its placeholders into `route`.
bool matches(QByteArrayView pattern, QByteArrayView path, Route &route)
{
    QByteArrayView argument;
    qsizetype inPattern = 1;
    qsizetype inPath = 1;
    for (;;) {
        const QByteArrayView wanted = segmentAt(pattern, inPattern);
        if (wanted == "{path}") {
            route.argument = argument.toByteArray();
            route.rest = path.sliced(inPath - 1).toByteArray();
            return true;
        }
        const QByteArrayView found = segmentAt(path, inPath);
        if (isPlaceholder(wanted) ? found.isEmpty() : found != wanted)
            return false;
        if (isPlaceholder(wanted) && argument.isEmpty())
            argument = found;
        inPattern += wanted.size() + 1;
        inPath += found.size() + 1;
        const bool patternEnds = inPattern > pattern.size();
        const bool pathEnds = inPath > path.size();
        if (patternEnds != pathEnds)
            return false;
        if (pathEnds) {
            route.argument = argument.toByteArray();
            return true;
        }
    }
}

/// Whether a request for /health asks about the providers too. Whoever has them asked needs a token.
bool asksDeep(const RequestHead &head)
{
    const QUrlQuery query(QString::fromLatin1(head.query()));
    return query.queryItemValue(QStringLiteral("deep"), QUrl::FullyDecoded) == QLatin1StringView("1");
}

} // namespace

bool isRelayed(Resource resource)
{
    return resource == Resource::Unified || resource == Resource::Relay || resource == Resource::OpenAi ||
           resource == Resource::OpenAiRealtime;
}

const QList<RouteRow> &routeTable()
{
    using enum Resource;
    using enum Admittance;
    using M = HttpMethod;
    static const QList<HttpMethod> reading{M::Get, M::Head};
    static const QList<RouteRow> rows{
        {Page, "/", KnownOrigin, reading},
        {Asset, "/assets/{name}", KnownOrigin, reading},
        {Health, "/health", KnownOrigin, reading},
        {Version, "/version", KnownOrigin, reading},
        {OpenApiJson, "/openapi.json", KnownOrigin, reading},
        {OpenApiYaml, "/openapi.yaml", KnownOrigin, reading},
        {Models, "/models", KnownOrigin, reading},
        {Discovery, "/.well-known/byok-relay", Anyone, reading},
        {PublicFile, "/client.js", Anyone, reading},
        {PublicFile, "/client.d.ts", Anyone, reading},
        {PublicFile, "/llms.txt", Anyone, reading},
        {PublicFile, "/skill.md", Anyone, reading},
        // Whoever is not known yet may ask to be, and read why not; forgetting an app is for the app alone.
        {Users, "/users", Anyone, {M::Post}, BodyKind::Json},
        {Users, "/users", Token, {M::Delete}},
        {Session, "/session", Token, {M::Get, M::Head, M::Delete}},
        {Revocation, "/tokens/revoke", Token, {M::Post}},
        {Events, "/events", Token, {M::Get}},
        {Keys, "/keys", Token, reading},
        {SealingKey, "/keys/public", KnownOrigin, reading},
        {Key, "/keys/{provider}", Token, {M::Post, M::Put}, BodyKind::Json},
        {Key, "/keys/{provider}", Token, {M::Delete}},
        {KeyRotation, "/keys/{provider}/rotate", Token, {M::Post}, BodyKind::Json},
        {Stats, "/stats", Token, reading},
        {AppStats, "/stats/{app_id}", AppSecret, reading},
        {Unified, "/relay", Token, {M::Post}},
        {Relay, "/relay/{provider}", Token, {}},
        // Which paths of a provider are WebSockets is its own data, read once the caller is known.
        {Relay, "/relay/{provider}/{path}", Token, {}, BodyKind::Any, Upgrade::WebSocket},
        {OpenAiModels, "/v1/models", Token, reading},
        {OpenAiModels, "/v1/models/{path}", Token, reading},
        {OpenAiRealtime, "/v1/realtime", Token, {M::Get}, BodyKind::Any, Upgrade::WebSocket},
        {OpenAi, "/v1/{path}", Token, {}},
    };
    return rows;
}

Route findRoute(const RequestHead &head)
{
    // Raw bytes against exact spellings: what is not decoded cannot be read in two ways.
    const QByteArray path = head.path();
    if (!path.startsWith('/'))
        return {};
    Route route;
    const RouteRow *first = nullptr;
    for (const RouteRow &row : routeTable()) {
        if (first ? row.path != first->path : !matches(row.path, path, route))
            continue;
        const bool takes = row.methods.isEmpty() || row.methods.contains(head.method);
        if (!first || takes) {
            route.resource = row.resource;
            route.admittance = row.admittance;
        }
        if (takes) {
            route.wantsJson = row.body == BodyKind::Json;
            route.upgrade = row.upgrade;
        }
        route.methods += row.methods;
        first = first ? first : &row;
    }
    if (route.resource == Resource::Asset && !isAssetName(route.argument))
        return {};
    if (route.resource == Resource::Health && asksDeep(head)) {
        route.resource = Resource::DeepHealth;
        route.admittance = Admittance::Token;
    }
    return route;
}

} // namespace byok
