// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/request_head.h"

namespace byok {

/// What a route expects of the browser that calls it.
enum class FetchUse {
    Script,   ///< called by a script that names its origin, or by no browser at all
    Document, ///< opened in a tab, or loaded by the relay's own page
    Library,  ///< called by a script as above, opened in a tab, or imported as a module
};

/// Whether what a browser says of its request (Sec-Fetch-Mode, -Dest, -Site) fits the use. What is absent
/// passes: older Safari and programs send none of the fields, Node sends the mode alone. Pure.
[[nodiscard]] bool fetchFits(const RequestHead &head, FetchUse use);
/// A browser's request that carries no Origin because the relay's own page makes it.
[[nodiscard]] bool isSameOriginFetch(const RequestHead &head);

} // namespace byok
