// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider.h"
#include "relay/result.h"

#include <QHash>

#include <optional>

namespace byok {

/// The providers the relay knows: those it ships (resources/providers.json) with the person's own entries and
/// overrides laid over them. Immutable value, any thread.
class ProviderCatalog
{
public:
    /// Reads `{"providers": [{"id": …, "base_url": …}]}`. Fails with a sentence that names `sourceName`, the
    /// line and the field.
    [[nodiscard]] static Result<ProviderCatalog> fromJson(const QByteArray &json, const QString &sourceName);
    /// This catalog with `json` laid over it: a known id overrides just the fields that it names, an unknown
    /// one is added. The person's own word: loopback and plain http are allowed.
    [[nodiscard]] Result<ProviderCatalog> overlaid(const QByteArray &json, const QString &sourceName) const;
    /// The shipped catalog (compiled in).
    [[nodiscard]] static ProviderCatalog builtIn();

    /// Of providers that have been checked, each id once.
    [[nodiscard]] static ProviderCatalog of(QList<Provider> providers);

    [[nodiscard]] std::optional<Provider> find(QStringView id) const;
    /// In the order of the files.
    [[nodiscard]] const QList<Provider> &all() const { return m_providers; }
    /// Ids joined by ", ", for "Unsupported provider. Supported: …".
    [[nodiscard]] QString idList() const;

private:
    QList<Provider> m_providers;
};

} // namespace byok
