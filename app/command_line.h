// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verb.h"
#include "relay/start_policy.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <variant>

namespace byok {

/// Where keys are to be kept.
enum class Vault {
    Keychain, ///< the operating system's
    Memory,   ///< this process, until it ends
};

/// Whether windows and a tray are wanted.
enum class Face {
    Desktop,  ///< where there is one
    Hidden,   ///< the same, with no window until it is asked for
    Headless, ///< no windows, even where there could be
};

/// What a start of the relay was asked for. All of it is for this session only. Value.
struct StartOptions
{
    Face face = Face::Desktop;
    std::optional<quint16> port; ///< this one and no other; 0: any free one
    QString profile;             ///< as given; empty: the default
    Vault vault = Vault::Keychain;
    QList<QByteArray> origins;       ///< serialised
    QString providersFile;           ///< as given; empty: none
    std::optional<qint64> bodyBytes; ///< Settings::bodyBytes
    std::optional<qint64> tokenDays; ///< Settings::tokenDays
    StartPolicy policy;              ///< what it fixes for all apps
    QStringList notes;               ///< sentences to print at the start
};

/// A verb for the relay that is running.
struct VerbCall
{
    QString profile; ///< as given; empty: the default
    VerbRequest request;
};

/// Something to print, and leave with 0: --help, --version.
struct Information
{
    QString text;
};

/// Why not: 2 for a command line that does not parse, 1 for an environment that cannot be honoured.
struct Refusal
{
    int exit = 2;
    QString sentence;
};

using CommandLine = std::variant<StartOptions, VerbCall, Information, Refusal>;

/// Looks an environment variable up; a null array where it is not set. Asked for single names, so that keys
/// which happen to be in the environment are never copied.
using Environment = std::function<QByteArray(const char *name)>;

/// `arguments` without the program's own name. The environment counts under --headless only. Pure.
[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments, const Environment &environment);
[[nodiscard]] QString usageText();

} // namespace byok
