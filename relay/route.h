// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/request_head.h"

#include <QByteArray>
#include <QList>

namespace byok {

/// Every resource the relay answers for.
enum class Resource {
    Page,      ///< GET /
    Asset,     ///< GET /assets/<name> of the page
    Health,    ///< GET /health
    Version,   ///< GET /version
    Discovery, ///< GET /.well-known/byok-relay
    Users,     ///< POST, DELETE /users
    Keys,      ///< GET /keys
    Key,       ///< POST, PUT, DELETE /keys/<provider>
    Relay,     ///< any method, /relay/<provider>/*
    Unknown,
};

/// What a caller must be to get in.
enum class Admittance {
    Anyone,      ///< any well-formed origin or none: pairing and discovery
    KnownOrigin, ///< an approved origin, our own page, or no origin at all
    Token,       ///< as KnownOrigin, and a valid token
};

/// What a (method, raw path) means. Value.
struct Route
{
    Resource resource = Resource::Unknown;
    Admittance admittance = Admittance::KnownOrigin;
    QList<HttpMethod> methods; ///< those it takes; empty: all
    bool wantsJson = false;    ///< a body, where there is one, must be application/json
    QByteArray argument;       ///< <provider> or <name>, raw
    QByteArray rest;           ///< for Relay: the raw path after the provider, starts with '/' or is empty

    [[nodiscard]] bool takes(HttpMethod method) const
    {
        return methods.isEmpty() || methods.contains(method);
    }
};

/// The one table of routes, asked at the head by the gatekeeper and again for dispatch. Pure.
[[nodiscard]] Route findRoute(const RequestHead &head);

} // namespace byok
