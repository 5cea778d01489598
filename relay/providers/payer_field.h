// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace byok {

/// Whether a header field (lower-case) says which organisation, project or account a provider is to bill for
/// a request: OpenAI-Organization, OpenAI-Project, x-goog-user-project, X-HF-Bill-To. That choice goes with
/// the key. Pure.
[[nodiscard]] bool isPayerField(QByteArrayView name);
/// Whether a WebSocket's subprotocol says the same, as OpenAI takes it from browsers:
/// `openai-organization.<id>`, `openai-project.<id>`. Pure.
[[nodiscard]] bool isPayerProtocol(QByteArrayView protocol);

} // namespace byok
