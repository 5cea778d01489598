// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/payer_field.h"

#include <algorithm>

namespace byok {

bool isPayerField(QByteArrayView name)
{
    constexpr QByteArrayView names[] = {"openai-organization", "openai-project", "x-goog-user-project",
                                        "x-hf-bill-to"};
    return std::ranges::find(names, name) != std::end(names);
}

bool isPayerProtocol(QByteArrayView protocol)
{
    constexpr QByteArrayView prefixes[] = {"openai-organization.", "openai-project."};
    return std::ranges::any_of(prefixes, [protocol](QByteArrayView prefix) {
        return protocol.first(std::min(prefix.size(), protocol.size()))
                   .compare(prefix, Qt::CaseInsensitive) == 0;
    });
}

} // namespace byok
