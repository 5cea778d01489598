// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verb.h"

#include <QString>

namespace byok {

/// A line on standard output, at once.
void say(const QString &line);
/// A line on standard error, with the program's name before it.
void complain(const QString &sentence);
/// Writes a verb's reply to the two streams.
void print(const VerbReply &reply);

/// A key from standard input: where that is a terminal, prompted for and not shown; else all of it. White
/// space at the ends goes; fails where there is none, too much, or where the person pressed Ctrl-C.
[[nodiscard]] Result<Secret> readSecret(const QString &prompt);

/// How this program can be called from the person's shell, for "type this next".
[[nodiscard]] QString ownCommand(const QString &profileAsGiven);

} // namespace byok
