// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/header_filter.h"

#include <QByteArrayView>

#include <algorithm>
#include <span>
#include <string_view>

namespace byok {

namespace {

/// Fields of one connection, not of the message (RFC 9110 §7.6.1 and what is still met in the wild).
constexpr QByteArrayView hopByHop[] = {
    "connection",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
};

/// Where callers put the relay's token or a provider's key.
constexpr QByteArrayView credentials[] = {
    "api-key",        "authorization", "x-api-key",  "x-api-key-sealed",
    "x-goog-api-key", "x-relay-token", "xi-api-key",
};

/// What says who and where the person is, what the relay sets itself, and what only a browser means.
constexpr QByteArrayView keptFromProviders[] = {
    "accept-encoding",
    "accept-language",
    "anthropic-dangerous-direct-browser-access",
    "content-length",
    "cookie",
    "cookie2",
    "expect",
    "forwarded",
    "host",
    "origin",
    "referer",
    "user-agent",
    "via",
    "x-app-id", // of a client of the relay, for the relay
    // Some servers take these for the method or the path, which were judged as they stand in the request
    // line.
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-original-url",
    "x-real-ip",
    "x-rewrite-url",
};
constexpr QByteArrayView prefixesKeptFromProviders[] = {"access-control-", "sec-", "x-forwarded-",
                                                        "x-relay-"};

/// What would make the browser act on the relay's own origin, what the relay says itself, and what names the
/// server.
constexpr QByteArrayView keptFromCallers[] = {
    "accept-ch",
    "alt-svc",
    "clear-site-data",
    "content-length",
    "critical-ch",
    "date",
    "nel",
    "origin-agent-cluster",
    "origin-trial",
    "refresh",
    "report-to",
    "reporting-endpoints",
    "server",
    "service-worker-allowed",
    "set-cookie",
    "set-cookie2",
    "speculation-rules",
    "strict-transport-security",
    "vary",
    "www-authenticate",
    "x-powered-by",
};
constexpr QByteArrayView prefixesKeptFromCallers[] = {"access-control-", "x-relay-"};

/// What tells how to read the body, and in what form the answer is wanted.
constexpr QByteArrayView saidToAnyProvider[] = {"accept", "content-type"};

constexpr QByteArrayView ourUserAgent = "byok-relay";

bool contains(std::span<const QByteArrayView> names, QByteArrayView name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool startsWithAny(std::span<const QByteArrayView> prefixes, QByteArrayView name)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [name](QByteArrayView prefix) { return name.startsWith(prefix); });
}

bool isTokenByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c != 0 && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool isName(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isTokenByte);
}

bool isValue(QByteArrayView value)
{
    return std::none_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

/// The names that the message's Connection fields list, lower-case.
QList<QByteArray> namedInConnection(const HeaderFields &fields)
{
    QList<QByteArray> names;
    for (const HeaderField &field : fields) {
        if (field.name != "connection")
            continue;
        for (const QByteArray &name : field.value.split(','))
            names.append(name.trimmed().toLower());
    }
    return names;
}

HeaderFields without(const HeaderFields &fields, std::span<const QByteArrayView> names,
                     std::span<const QByteArrayView> prefixes)
{
    const QList<QByteArray> connectionNames = namedInConnection(fields);
    HeaderFields kept;
    kept.reserve(fields.size() + 2);
    for (const HeaderField &field : fields) {
        // Names are lower-case by contract; one that slipped through must not slip past the tables.
        const QByteArray name = field.name.toLower();
        if (!isName(name) || !isValue(field.value) || contains(hopByHop, name) || contains(names, name) ||
            startsWithAny(prefixes, name) || connectionNames.contains(name))
            continue;
        kept.append({name, field.value});
    }
    return kept;
}

void addOurs(HeaderFields &fields)
{
    fields.append(HeaderField{"user-agent", ourUserAgent.toByteArray()});
    fields.append(HeaderField{"accept-encoding", "identity"});
}

} // namespace

bool isCredentialField(QByteArrayView name)
{
    return contains(credentials, name);
}

HeaderFields toUpstream(const HeaderFields &fields)
{
    HeaderFields kept = without(fields, keptFromProviders, prefixesKeptFromProviders);
    kept.removeIf([](const HeaderField &field) { return isCredentialField(field.name); });
    addOurs(kept);
    return kept;
}

HeaderFields toStandIn(const HeaderFields &fields)
{
    HeaderFields kept = without(fields, keptFromProviders, prefixesKeptFromProviders);
    kept.removeIf([](const HeaderField &field) { return !contains(saidToAnyProvider, field.name); });
    addOurs(kept);
    return kept;
}

HeaderFields toDownstream(const HeaderFields &fields)
{
    return without(fields, keptFromCallers, prefixesKeptFromCallers);
}

} // namespace byok
