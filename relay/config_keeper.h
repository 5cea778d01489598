// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

#include <QObject>

#include <functional>
#include <memory>

namespace byok {

/// Holds the one current config and is the only one to change it: an edit is applied to a copy, saved, and
/// only then becomes current. Owned by the Application, lives on the GUI thread.
class ConfigKeeper final : public QObject
{
    Q_OBJECT

public:
    /// Makes a config durable, or says why not; after a failure the old file must still be whole.
    using Save = std::function<Result<>(const RelayConfig &)>;

    ConfigKeeper(RelayConfig initial, Save save, QObject *parent = nullptr);

    [[nodiscard]] std::shared_ptr<const RelayConfig> current() const { return m_current; }
    /// Fails, with nothing changed, where the edit refuses or the save fails. An edit that changes nothing
    /// saves nothing.
    [[nodiscard]] Result<> apply(const ConfigEdit &edit);

signals:
    /// After each durable change.
    void changed(std::shared_ptr<const byok::RelayConfig> config);

private:
    std::shared_ptr<const RelayConfig> m_current;
    Save m_save;
};

} // namespace byok
