// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QLockFile>

namespace byok {

/// The right to be the one running relay of a profile, held from claim() until destroyed; a lock left by a
/// program that died is taken over. Owned by the Application, lives on the GUI thread.
class SingleInstance
{
public:
    enum class Claim {
        First,  ///< we hold the profile
        Second, ///< another program does
    };

    explicit SingleInstance(const QString &profile);

    /// Fails where the lock file cannot be made.
    [[nodiscard]] Result<Claim> claim();
    /// Lets the next start have the profile. Does nothing where it is not held.
    void release() { m_lock.unlock(); }

private:
    QLockFile m_lock;
};

} // namespace byok
