// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/desktop_choices.h"
#include "relay/provider_entry.h"
#include "relay/proxy_choice.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace byok {

class JsonReader;

/// "system", "none", "fixed".
[[nodiscard]] QString proxyModeName(ProxyChoice::Mode mode);
/// "system", "light", "dark".
[[nodiscard]] QString themeName(Theme theme);

// How the parts of a RelayConfig that came with version 4 are written in its file. Faults go to the reader.

[[nodiscard]] QList<ProviderEntry> readProviderEntries(JsonReader &reader, const QJsonObject &root);
[[nodiscard]] QJsonArray providerEntriesValue(const QList<ProviderEntry> &entries);
[[nodiscard]] ProxyChoice readProxyChoice(JsonReader &reader, const QJsonObject &root);
[[nodiscard]] QJsonObject proxyChoiceValue(const ProxyChoice &choice);
[[nodiscard]] DesktopChoices readDesktopChoices(JsonReader &reader, const QJsonObject &root);
[[nodiscard]] QJsonObject desktopChoicesValue(const DesktopChoices &choices);

} // namespace byok
