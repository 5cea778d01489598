// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/openai_paths.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr QByteArrayView chat = "/chat/completions";

bool isOpenAiChat(const QByteArray &path)
{
    return path.endsWith(chat) && !path.contains('{');
}

} // namespace

std::optional<QByteArray> openAiRoot(const Provider &provider)
{
    if (isOpenAiChat(provider.chatPath))
        return provider.chatPath.chopped(chat.size());
    for (const InferencePath &path : provider.inferencePaths) {
        if (const QByteArray stem = path.stem(); isOpenAiChat(stem) && path.allows(HttpMethod::Post, stem))
            return stem.chopped(chat.size());
    }
    return std::nullopt;
}

Result<QByteArray, RelayError> openAiPath(const Provider &provider, QByteArrayView rest)
{
    const std::optional<QByteArray> root = openAiRoot(provider);
    if (!root) {
        return RelayError{
            ErrorCode::InvalidArgument,
            u"%1 has no endpoints in OpenAI's manner; call its own paths below /relay/%2/."_s.arg(
                provider.name, provider.id)};
    }
    return *root + rest.toByteArray();
}

std::optional<QByteArray> modelsTarget(const Provider &provider)
{
    if (provider.site == ProviderSite::BuiltIn)
        return std::nullopt;
    if (!provider.modelsPath.isEmpty())
        return provider.modelsPath;
    const std::optional<QByteArray> root = openAiRoot(provider);
    const QByteArray path = root.value_or(QByteArray()) + "/models";
    const bool mayRead = std::ranges::any_of(provider.inferencePaths, [&path](const InferencePath &one) {
        return one.allows(HttpMethod::Get, path);
    });
    return root && mayRead ? std::optional(path) : std::nullopt;
}

} // namespace byok
