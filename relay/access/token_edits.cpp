// SPDX-License-Identifier: Apache-2.0
#include "relay/access/token_edits.h"

#include "relay/access/edit_checks.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostTokensPerApp = 20;

/// The oldest go until there is room for one more. Of a program that was made by hand the very oldest stays:
/// the person has put it where the program reads it.
void makeRoomForToken(RelayConfig &config, const AppEntry &app)
{
    QList<TokenEntry> ours;
    for (const TokenEntry &one : std::as_const(config.tokens)) {
        if (one.appId == app.id)
            ours.append(one);
    }
    const qsizetype tooMany = ours.size() + 1 - mostTokensPerApp;
    std::ranges::stable_sort(ours, {}, &TokenEntry::createdAt);
    if (app.kind == AppKind::Program && app.source == AppSource::ByHand && !ours.isEmpty())
        ours.removeFirst();
    for (qsizetype i = 0; i < tooMany; ++i)
        config.tokens.removeIf([&](const TokenEntry &one) { return one.sha256 == ours[i].sha256; });
}

} // namespace

ConfigEdit addToken(const TokenEntry &token, const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        // Asked for by an app that was revoked meanwhile, for instance.
        const AppEntry *app = config.findApp(token.appId);
        if (!app)
            return noSuchApp(token.appId);
        if (Result<> checked = checkToken(config, token); !checked)
            return checked;
        config.tokens.removeIf(
            [&](const TokenEntry &one) { return one.expiresAt.isValid() && one.expiresAt <= now; });
        makeRoomForToken(config, *app);
        config.tokens.append(token);
        return Nothing{};
    };
}

ConfigEdit renewToken(const QByteArray &sha256, const QDateTime &expiresAt)
{
    return [=](RelayConfig &config) -> Result<> {
        const auto found =
            std::ranges::find_if(config.tokens, [&](const TokenEntry &one) { return one.sha256 == sha256; });
        if (found == config.tokens.end())
            return Failure{u"This token is no longer valid."_s};
        // Use makes a token live longer, never shorter and never for ever.
        if (found->expiresAt.isValid() && expiresAt.isValid() && expiresAt > found->expiresAt)
            found->expiresAt = expiresAt.toUTC();
        return Nothing{};
    };
}

ConfigEdit dropToken(const QByteArray &sha256)
{
    return [=](RelayConfig &config) -> Result<> {
        config.tokens.removeIf([&](const TokenEntry &one) { return one.sha256 == sha256; });
        return Nothing{};
    };
}

} // namespace byok
