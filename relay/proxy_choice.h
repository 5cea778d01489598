// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QByteArray>

namespace byok {

/// Which proxy requests to providers go through.
struct ProxyChoice
{
    enum class Mode {
        System, ///< what the system says for each address
        None,   ///< straight to the provider
        Fixed,  ///< always `url`
    };
    Mode mode = Mode::System;
    QByteArray url; ///< "http://host:port" or "socks5h://host:port", without user or password

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

/// The choice as it is kept, or a sentence that says what is wrong with its address: its form, that it is
/// missing, or a user or password in it, which would be a secret in a plain file. Pure.
[[nodiscard]] Result<ProxyChoice> checkedProxy(const ProxyChoice &choice);

} // namespace byok
