// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/request_head.h"
#include "relay/http/upgrade.h"

#include <QByteArray>
#include <QList>

namespace byok {

/// Every resource the relay answers for.
enum class Resource {
    Page,           ///< GET /
    Asset,          ///< GET /assets/<name> of the page
    Health,         ///< GET /health
    DeepHealth,     ///< GET /health?deep=1
    Version,        ///< GET /version
    OpenApiJson,    ///< GET /openapi.json
    OpenApiYaml,    ///< GET /openapi.yaml
    Discovery,      ///< GET /.well-known/byok-relay
    Users,          ///< POST, DELETE /users
    Session,        ///< GET, DELETE /session
    Revocation,     ///< POST /tokens/revoke
    Events,         ///< GET /events
    Models,         ///< GET /models
    Keys,           ///< GET /keys
    Key,            ///< POST, PUT, DELETE /keys/<provider>
    KeyRotation,    ///< POST /keys/<provider>/rotate
    Stats,          ///< GET /stats
    AppStats,       ///< GET /stats/<app id>
    Unified,        ///< POST /relay
    Relay,          ///< any method, /relay/<provider>/*
    OpenAi,         ///< /v1/*: OpenAI's API over all providers
    OpenAiModels,   ///< GET /v1/models and /v1/models/<model>: what all of them have
    SealingKey,     ///< GET /keys/public
    OpenAiRealtime, ///< a WebSocket at /v1/realtime: OpenAI's, by its model
    PublicFile,     ///< GET /client.js, /llms.txt and the like: what developers and their tools read
    Unknown,
};

/// Whether requests for it go on to a provider (or echo): they are what pausing stops, what the limits on
/// requests under way count, and what carries an `x-relay-request-id`.
[[nodiscard]] bool isRelayed(Resource resource);

/// What a caller must be to get in.
enum class Admittance {
    Anyone,      ///< any well-formed origin or none: pairing, discovery, what developers read
    KnownOrigin, ///< an approved origin, our own page, or no origin at all
    Token,       ///< as KnownOrigin, and a valid token
    AppSecret,   ///< as KnownOrigin, and the APP_SECRET of this start
};

/// What a (method, raw path) means. Value.
struct Route
{
    Resource resource = Resource::Unknown;
    Admittance admittance = Admittance::KnownOrigin;
    QList<HttpMethod> methods;          ///< those it takes; empty: all
    bool wantsJson = false;             ///< a body, where there is one, must be application/json
    Upgrade upgrade = Upgrade::Refused; ///< what its connection may become
    QByteArray argument;                ///< what stands where the table's path has its first placeholder, raw
    QByteArray rest; ///< what stands where it has {path}, raw, with the '/' before it; or empty

    [[nodiscard]] bool takes(HttpMethod method) const
    {
        return methods.isEmpty() || methods.contains(method);
    }
};

/// Whether a route's body, where there is one, must be application/json.
enum class BodyKind { Any, Json };

/// One row of the table of routes: methods of one path that are let in alike. Value.
struct RouteRow
{
    Resource resource = Resource::Unknown;
    QByteArray
        path; ///< "{provider}" and the like stand for one segment; a last "{path}" for all that follows
    Admittance admittance = Admittance::KnownOrigin;
    QList<HttpMethod> methods; ///< those it takes; empty: all
    BodyKind body = BodyKind::Any;
    Upgrade upgrade = Upgrade::Refused;
};

/// The one table of routes: everything the relay answers for, the more exact of two paths first.
[[nodiscard]] const QList<RouteRow> &routeTable();

/// What the table says of a request: asked at the head by the gatekeeper and again for dispatch. Pure.
[[nodiscard]] Route findRoute(const RequestHead &head);

} // namespace byok
