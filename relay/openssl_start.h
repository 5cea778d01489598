// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace byok {

/// Has to come before any other use of OpenSSL, ours or a library's; again does nothing. Any thread.
///
/// OpenSSL tidies up when the program ends, and once more in every thread that ends, without a lock between
/// the two. A thread may still be ending while the program does, although it has been waited for: QThread
/// waits for its last function, not for what is destroyed after that. Both then free the same list. So the
/// program leaves its memory to the system, as https://docs.openssl.org/3.5/man3/OPENSSL_init_crypto/ lets
/// it.
void startOpenSsl();

} // namespace byok
