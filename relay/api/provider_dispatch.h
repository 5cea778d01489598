// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/providers/provider.h"

namespace byok {

struct ExchangePlan;
struct UpstreamAttempt;

/// The entry that a request is for: `named`, or the one that its x-relay-base-url selects.
[[nodiscard]] Result<Provider, RelayError> entryFor(const Provider &named, const RequestHead &head,
                                                    const ApiServices &services);

/// Judges whether the caller may have `provider` at `rawPath`, with every model that the provider would see,
/// and chooses the key: what every way in has to ask before anything goes upstream, whatever carries it then.
[[nodiscard]] Result<ExchangePlan, RelayError> planExchange(const Provider &provider, QByteArrayView rawPath,
                                                            WayIn wayIn, ClientRequest request,
                                                            const ApiServices &services);

/// The last steps of every way in over HTTP: judges whether the caller may have the provider `named` (or the
/// entry that its x-relay-base-url selects) at `rawPath` (as the caller wrote it, below the provider; the
/// query is the request's own) and every model that the provider would see, chooses the key, and begins the
/// exchange. `request.body` is what goes upstream, byte for byte. `wayIn` is for the record alone. Answers by
/// `writer`, now or later.
void sendToProvider(const Provider &named, QByteArrayView rawPath, WayIn wayIn, ClientRequest request,
                    std::unique_ptr<ResponseWriter> writer, ApiServices &services);

/// Why the caller's app (null: none) may not have this provider, or why it is not there to be had; none where
/// it may. `ownPort`: the one at which this relay listens. Pure.
[[nodiscard]] std::optional<RelayError> providerFault(const Provider &provider, const AppEntry *app,
                                                      quint16 ownPort);

/// Whether a request that was let through would be let through now, as `app` (nullptr: gone) may do what it
/// may: the provider, the path and method, every model.
[[nodiscard]] Result<Nothing, RelayError> mayGoOn(const ExchangePlan &plan, const AppEntry *app,
                                                  const ApiServices &services);
/// Why a request that was planned may not be sent, as things are now: its key may have come only after the
/// person was asked for it, and they may have paused the relay or the app meanwhile, taken something from the
/// app, or chosen another key for it. None: it may.
[[nodiscard]] std::optional<RelayError> faultSincePlanned(const ExchangePlan &plan,
                                                          const ApiServices &services);
/// mayGoOn() of one attempt of such a request.
[[nodiscard]] Result<Nothing, RelayError> mayGoOn(const UpstreamAttempt &attempt, HttpMethod method,
                                                  const AppEntry *app, const ApiServices &services);

} // namespace byok
