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

} // namespace byok
