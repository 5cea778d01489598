// SPDX-License-Identifier: Apache-2.0
#include "relay/access/edit_checks.h"

#include "relay/providers/provider_rules.h"
#include "relay/shown_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype longestModel = 200;

} // namespace

bool isLabel(const QString &text)
{
    return text.size() <= longestLabel && isPlainText(text);
}

bool isModel(const QString &model)
{
    return !model.isEmpty() && model.trimmed() == model && model.size() <= longestModel && isPlainText(model);
}

Failure noModel(const QString &model)
{
    return {u"“%1” is not the name of a model; write it like gpt-* or claude-3-5-haiku-latest."_s.arg(
        model.left(60))};
}

Result<> checkProviders(const QStringList &providers)
{
    for (const QString &id : providers) {
        if (!isProviderId(id))
            return Failure{u"“%1” is not the name of a provider."_s.arg(id.left(60))};
    }
    return Nothing{};
}

Result<> checkToken(const RelayConfig &config, const TokenEntry &token)
{
    if (token.sha256.size() != 32 || !token.createdAt.isValid())
        return Failure{u"This token has no hash or no date; make a new one."_s};
    if (std::ranges::any_of(config.tokens, [&](const TokenEntry &one) { return one.sha256 == token.sha256; }))
        return Failure{u"This token was handed out already; make a new one."_s};
    return Nothing{};
}

bool isPersonsKey(const RelayConfig &config, const QString &provider, const QString &label)
{
    return std::ranges::any_of(config.keys, [&](const KeyEntry &key) {
        return key.provider == provider && key.label == label && key.appId.isEmpty();
    });
}

Failure noSuchKey(const QString &provider, const QString &label)
{
    return {
        u"You have no key “%1” for %2; choose one that is there."_s.arg(label.left(longestLabel), provider)};
}

AppEntry *findApp(RelayConfig &config, const QString &id)
{
    const auto found = std::ranges::find_if(config.apps, [&](const AppEntry &app) { return app.id == id; });
    return found == config.apps.end() ? nullptr : &*found;
}

Failure noSuchApp(const QString &id)
{
    return {u"There is no app “%1”; see: byok-relay apps list"_s.arg(id.left(300))};
}

} // namespace byok
