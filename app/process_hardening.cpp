// SPDX-License-Identifier: Apache-2.0
#include "app/process_hardening.h"

#include <QtGlobal>

#include <cstdlib>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace byok {

void hardenProcess()
{
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#ifdef Q_OS_LINUX
    // The limit alone does not hold where cores go to a crash handler by a pipe.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void eraseVariable(const char *name)
{
#ifdef Q_OS_UNIX
    if (char *value = std::getenv(name)) {
        // Volatile, so that no compiler finds it needless.
        for (volatile char *c = value; *c != '\0'; ++c)
            *c = '\0';
    }
#endif
    qunsetenv(name);
}

} // namespace byok
