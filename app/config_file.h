// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

/// `<profile>/config.json`, readable by its owner alone. A load or save that fails leaves the file as it was,
/// byte for byte. Value: knows the path only; GUI thread.
class ConfigFile
{
public:
    explicit ConfigFile(const QString &profile);

    [[nodiscard]] QString path() const { return m_path; }
    /// No file: the defaults. Fails with a sentence that names file and line.
    [[nodiscard]] Result<RelayConfig> load() const;
    /// Durable once it returns success.
    [[nodiscard]] Result<> save(const RelayConfig &config) const;

private:
    QString m_path;
};

} // namespace byok
