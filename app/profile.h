// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QString>

namespace byok {

/// The folder that holds all state where no `--profile` was given, e.g. ~/.config/byok-relay.
[[nodiscard]] QString defaultProfileFolder();
/// The profile's absolute path, links resolved as far as it exists: two spellings of one folder are one
/// profile.
[[nodiscard]] QString profilePath(const QString &asked);
/// Makes the folder where it is missing, and sees to it that it is ours alone (0700). Fails with a sentence.
[[nodiscard]] Result<> prepareProfile(const QString &path);
/// The ledger's file of a profile.
[[nodiscard]] QString usagePath(const QString &profile);
/// Where the running relay of a profile listens for verbs. Inside the folder, so that two profiles coexist;
/// where that path is too long for a socket, under a hashed name in the runtime (or temporary) folder. On
/// Windows a pipe's name.
[[nodiscard]] QString controlSocketPath(const QString &profile);

} // namespace byok
