// SPDX-License-Identifier: Apache-2.0
#include "relay/openssl_start.h"

#include <openssl/crypto.h>

namespace byok {

void startOpenSsl()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

} // namespace byok
