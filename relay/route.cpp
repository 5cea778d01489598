// SPDX-License-Identifier: Apache-2.0
#include "relay/route.h"

#include <algorithm>
#include <optional>

namespace byok {

namespace {

/// What follows `prefix`, where the path begins with it and something follows.
std::optional<QByteArray> after(const QByteArray &path, QByteArrayView prefix)
{
    if (path.size() <= prefix.size() || !path.startsWith(prefix))
        return std::nullopt;
    return path.mid(prefix.size());
}

/// Letters, digits, '-', '_' and inner dots: no name can lead out of a folder.
bool isAssetName(const QByteArray &name)
{
    return !name.startsWith('.') && !name.contains("..") && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
}

Route reading(Resource resource, Admittance admittance)
{
    Route route;
    route.resource = resource;
    route.admittance = admittance;
    route.methods = {HttpMethod::Get, HttpMethod::Head};
    return route;
}

Route usersRoute(HttpMethod method)
{
    Route route;
    route.resource = Resource::Users;
    // Whoever is not known yet may ask to be, and read why not; forgetting an app is for the app alone.
    route.admittance = method == HttpMethod::Delete ? Admittance::Token : Admittance::Anyone;
    route.methods = {HttpMethod::Post, HttpMethod::Delete};
    route.wantsJson = method == HttpMethod::Post;
    return route;
}

Route keyRoute(HttpMethod method, const QByteArray &provider)
{
    Route route;
    route.resource = Resource::Key;
    route.admittance = Admittance::Token;
    route.methods = {HttpMethod::Post, HttpMethod::Put, HttpMethod::Delete};
    route.wantsJson = method == HttpMethod::Post || method == HttpMethod::Put;
    route.argument = provider;
    return route;
}

Route relayRoute(const QByteArray &providerAndRest)
{
    Route route;
    route.resource = Resource::Relay;
    route.admittance = Admittance::Token;
    const qsizetype slash = providerAndRest.indexOf('/');
    route.argument = slash < 0 ? providerAndRest : providerAndRest.left(slash);
    route.rest = slash < 0 ? QByteArray() : providerAndRest.mid(slash);
    return route;
}

} // namespace

Route findRoute(const RequestHead &head)
{
    // Raw bytes against exact spellings: what is not decoded cannot be read in two ways.
    const QByteArray path = head.path();
    if (path == "/")
        return reading(Resource::Page, Admittance::KnownOrigin);
    if (path == "/health")
        return reading(Resource::Health, Admittance::KnownOrigin);
    if (path == "/version")
        return reading(Resource::Version, Admittance::KnownOrigin);
    if (path == "/.well-known/byok-relay")
        return reading(Resource::Discovery, Admittance::Anyone);
    if (path == "/keys")
        return reading(Resource::Keys, Admittance::Token);
    if (path == "/users")
        return usersRoute(head.method);
    if (const auto name = after(path, "/assets/"); name && isAssetName(*name)) {
        Route route = reading(Resource::Asset, Admittance::KnownOrigin);
        route.argument = *name;
        return route;
    }
    if (const auto provider = after(path, "/keys/"); provider && !provider->contains('/'))
        return keyRoute(head.method, *provider);
    if (const auto rest = after(path, "/relay/"); rest && !rest->startsWith('/'))
        return relayRoute(*rest);
    return {};
}

} // namespace byok
