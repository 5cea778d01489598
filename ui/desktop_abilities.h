// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/result.h"

#include <QList>
#include <QString>

namespace byok {

/// A provider's key that lies about on this machine, found for an import. Value; the key is wiped with it.
struct FoundKey
{
    QString provider; ///< id in the catalog
    QString place;    ///< for people: "OPENAI_API_KEY in the environment", "~/.env, line 3"
    Secret key;
};

/// Where the program keeps what it keeps, for people.
struct ProgramPlaces
{
    QString folder;     ///< the profile's
    QString configFile; ///< within it
    QString ledgerFile;
    QString keychain; ///< "GNOME keyring"
};

/// What windows may ask of the operating system: an interface, so that windows stay the same on each. Owned
/// by the Application, lives on the GUI thread, outlives every window. The program's one implementation is in
/// app/; tests bring their own.
class DesktopAbilities
{
public:
    /// Whether the program starts with the person's login.
    enum class Autostart {
        Off,
        On,
        Unsupported, ///< this system has no way that we know
    };

    virtual ~DesktopAbilities() = default;

    [[nodiscard]] virtual Autostart autostart() const = 0;
    /// `wanted`: Off or On.
    [[nodiscard]] virtual Result<> setAutostart(Autostart wanted) = 0;
    /// Keys in this program's environment and in the files where command line tools keep theirs. Nothing is
    /// changed; a file that cannot be read is passed over.
    [[nodiscard]] virtual QList<FoundKey> findKeys() const = 0;
    /// Keys in one file (`NAME=value` lines, JSON, YAML, TOML); fails with a sentence where it cannot be
    /// read, is larger than 1 MiB or holds none.
    [[nodiscard]] virtual Result<QList<FoundKey>> keysInFile(const QString &path) const = 0;
    [[nodiscard]] virtual ProgramPlaces places() const = 0;
    /// Lets streams end, then ends the program.
    virtual void quit() = 0;
};

} // namespace byok
