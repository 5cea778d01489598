// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider.h"
#include "relay/relay_error.h"
#include "relay/result.h"

#include <optional>

namespace byok {

// Where a provider has its endpoints in OpenAI's manner. Pure.

/// What stands there for OpenAI's "/v1": "/openai/v1" where chats are at "/openai/v1/chat/completions" (its
/// chat path, else one that apps may use); may be empty. None where it has no such endpoint.
[[nodiscard]] std::optional<QByteArray> openAiRoot(const Provider &provider);
/// The provider's raw path for OpenAI's "/v1" and `rest` ("/embeddings"). Fails (400) where it has no
/// endpoints of that manner; whether it has this one is for whoever judges paths.
[[nodiscard]] Result<QByteArray, RelayError> openAiPath(const Provider &provider, QByteArrayView rest);

/// What a GET lists the provider's models from: its own path, else "/models" beside its endpoints in OpenAI's
/// manner, where apps may read that. None where there is no such, or the relay itself is the provider.
[[nodiscard]] std::optional<QByteArray> modelsTarget(const Provider &provider);

} // namespace byok
