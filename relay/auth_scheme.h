// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace byok {

/// How a provider wants its key: a closed set, one switch in CredentialInjector.
enum class AuthScheme {
    None,   ///< no key (models on this machine, echo)
    Bearer, ///< Authorization: Bearer <key>
    Token,  ///< Authorization: Token <key>
    Header, ///< the key alone in a header of its own
    Query,  ///< the key as a query parameter (custom APIs only)
    Basic,  ///< Authorization: Basic base64(<key>), the key being user:password
};

} // namespace byok
