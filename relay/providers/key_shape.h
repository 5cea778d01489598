// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/providers/provider.h"

#include <QStringList>

namespace byok {

/// Whether the provider says what its keys look like and this one, as a whole, does. Pure.
[[nodiscard]] bool hasShapeOf(const Provider &provider, const Secret &key);
/// The same by those patterns alone that begin with letters of the provider's own, "sk-ant-": a key of 32
/// digits could be anybody's. Pure.
[[nodiscard]] bool isNamedByShape(const Provider &provider, const Secret &key);
/// The id of the one provider of `all` that this key's first characters name: it has the shape of a pattern
/// whose plain beginning ("sk-ant-", "gsk_") no other provider's pattern has, and no longer one fits. A bare
/// "sk-" names nobody, since several begin so. Empty: none. Pure.
[[nodiscard]] QString providerNamedByKey(const QList<Provider> &all, const Secret &key);
/// The ids of those of `all` whose key this could be, in their order: by the patterns that name a provider;
/// where none does, by the others. Empty where it looks like nobody's. Pure.
[[nodiscard]] QStringList ownersByShape(const QList<Provider> &all, const Secret &key);

} // namespace byok
