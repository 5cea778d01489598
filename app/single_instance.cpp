// SPDX-License-Identifier: Apache-2.0
#include "app/single_instance.h"

using namespace Qt::StringLiterals;

namespace byok {

SingleInstance::SingleInstance(const QString &profile)
    : m_lock(profile + u"/lock"_s)
{
    // A relay runs for weeks: age says nothing, only whether the process still lives.
    m_lock.setStaleLockTime(0);
}

Result<SingleInstance::Claim> SingleInstance::claim()
{
    if (m_lock.tryLock(0))
        return Claim::First;
    if (m_lock.error() == QLockFile::LockFailedError)
        return Claim::Second;
    return Failure{
        QStringLiteral("The lock file %1 could not be made; check the folder's permissions and free "
                       "space, or give another one with --profile.")
            .arg(m_lock.fileName())};
}

} // namespace byok
