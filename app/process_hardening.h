// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace byok {

/// Keeps this process's memory to itself: no core dumps, and no other program of the same person may attach
/// to it or read its memory (root still may). Called first in main(). Where the system has no such switch it
/// does nothing.
void hardenProcess();

/// Overwrites an environment variable where the system shows it (/proc/PID/environ), and takes it away.
void eraseVariable(const char *name);

} // namespace byok
