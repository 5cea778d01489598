// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"

#include "relay/access/edit_checks.h"
#include "relay/access/key_edits.h"
#include "relay/access/origin.h"
#include "relay/access/token_edits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr QLatin1StringView programPrefix = "program:"_L1;

Result<> checkProgramId(const QString &id)
{
    const QString name = id.startsWith(programPrefix) ? id.sliced(programPrefix.size()) : QString();
    if (name.isEmpty() || name != name.trimmed() || !isLabel(name))
        return Failure{u"A program needs a name of 1 to %1 characters of plain text."_s.arg(longestLabel)};
    return Nothing{};
}

bool isBySecret(const AppEntry &app)
{
    return app.kind == AppKind::Program && app.source == AppSource::BySecret;
}

/// "program:<wanted>", with a number after it where that is an app's that is not `isIts`, or a key is kept
/// for one that is gone.
template <typename IsIts>
QString freeProgramId(const RelayConfig &config, const QString &wanted, IsIts isIts)
{
    for (int number = 1;; ++number) {
        const QString id =
            programPrefix + (number == 1 ? wanted : u"%1 %2"_s.arg(wanted, QString::number(number)));
        const AppEntry *there = config.findApp(id);
        const bool hasKeys =
            std::ranges::any_of(config.keys, [&id](const KeyEntry &key) { return key.appId == id; });
        if (there ? isIts(*there) : !hasKeys)
            return id;
    }
}

Result<> checkGrant(const RelayConfig &config, const Grant &grant)
{
    if (Result<> checked = checkProviders(grant.providers); !checked)
        return checked;
    for (const QString &model : grant.models) {
        if (!isModel(model))
            return noModel(model);
    }
    for (auto key = grant.keys.begin(); key != grant.keys.end(); ++key) {
        if (Result<> checked = checkProviders({key.key()}); !checked)
            return checked;
        if (!isPersonsKey(config, key.key(), key.value()))
            return noSuchKey(key.key(), key.value());
    }
    return Nothing{};
}

AppLimits keptLimits(const RelayConfig &config, const QString &id)
{
    for (const KeptLimits &kept : config.keptLimits) {
        if (kept.appId == id)
            return kept.limits;
    }
    return {};
}

/// Remembers the limits that the person gave an app which goes.
void keepLimits(RelayConfig &config, const QString &id)
{
    constexpr qsizetype most = 1000;
    config.keptLimits.removeIf([&id](const KeptLimits &kept) { return kept.appId == id; });
    const AppEntry *app = config.findApp(id);
    if (!app || app->kind != AppKind::Origin || app->grant.limits == AppLimits())
        return;
    if (config.keptLimits.size() >= most)
        config.keptLimits.removeFirst();
    config.keptLimits.append({id, app->grant.limits});
}

/// Puts the app under its grant: as a new entry, or in place of the one that is there.
void approve(RelayConfig &config, AppEntry app, const Grant &grant, const QDateTime &now)
{
    app.grant = grant;
    app.grant.providers.removeDuplicates();
    app.grant.models.removeDuplicates();
    app.approvedAt = now.toUTC();
    app.endsAt = grantEnd(grant.duration, now);
    AppEntry *there = findApp(config, app.id);
    // The person's own limit outlives the approval: an app does not get rid of it by being forgotten.
    if (app.grant.limits == AppLimits())
        app.grant.limits = there ? there->grant.limits : keptLimits(config, app.id);
    if (!there) {
        config.apps.append(std::move(app));
        return;
    }
    if (!there->isInForce(now)) {
        // Whatever was handed out under the old approval has ended with it.
        config.tokens.removeIf([&](const TokenEntry &token) { return token.appId == app.id; });
        *there = std::move(app);
        return;
    }
    there->grant = app.grant;
    there->endsAt = app.endsAt;
}

} // namespace

ConfigEdit allowOrigin(const QByteArray &origin, const QString &name, const Grant &grant,
                       const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        if (!isWellFormedOrigin(origin))
            return Failure{u"“%1” is not the address of a web app; write it like https://app.example."_s.arg(
                QString::fromUtf8(origin.left(80)))};
        if (!isLabel(name))
            return Failure{
                u"The app's name must be at most %1 characters of plain text."_s.arg(longestLabel)};
        if (Result<> checked = checkGrant(config, grant); !checked)
            return checked;
        AppEntry app;
        app.id = QString::fromLatin1(origin);
        app.kind = AppKind::Origin;
        app.name = name;
        approve(config, std::move(app), grant, now);
        return Nothing{};
    };
}

ConfigEdit addProgram(const QString &name, const Grant &grant, const TokenEntry &token, const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry app;
        app.id = programPrefix + name;
        if (Result<> named = checkProgramId(app.id); !named)
            return named;
        if (Result<> checked = checkGrant(config, grant); !checked)
            return checked;
        app.kind = AppKind::Program;
        app.name = name;
        if (findApp(config, app.id))
            return Failure{
                u"There is a program “%1” already; choose another name or revoke it first."_s.arg(name)};
        if (token.appId != app.id)
            return Failure{u"This token was made for another app; make a new one."_s};
        if (Result<> checked = checkToken(config, token); !checked)
            return checked;
        approve(config, std::move(app), grant, now);
        config.tokens.append(token);
        return Nothing{};
    };
}

ConfigEdit allowProgram(const QString &id, const QString &executable, const Grant &grant,
                        const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        if (Result<> named = checkProgramId(id); !named)
            return named;
        const QString name = id.sliced(programPrefix.size());
        if (Result<> checked = checkGrant(config, grant); !checked)
            return checked;
        if (findApp(config, id))
            return Failure{u"There is another program “%1” already."_s.arg(name)};
        AppEntry app;
        app.id = id;
        app.kind = AppKind::Program;
        app.name = name;
        app.executable = executable;
        app.source = AppSource::Asked;
        approve(config, std::move(app), grant, now);
        return Nothing{};
    };
}

ConfigEdit admitProgram(const QString &id, const QString &label, const TokenEntry &token,
                        const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        if (Result<> named = checkProgramId(id); !named)
            return named;
        const AppEntry *there = config.findApp(id);
        if (there && !isBySecret(*there))
            return Failure{u"“%1” is another program on this computer; choose another app_id."_s.arg(id)};
        if (!there || !there->isInForce(now)) {
            // What the person has narrowed stays narrow: who shows the secret does not widen it.
            Grant grant = there ? there->grant : Grant();
            grant.duration = GrantDuration::UntilRevoked;
            AppEntry app;
            app.id = id;
            app.kind = AppKind::Program;
            app.name = !label.isEmpty() && isLabel(label) ? label : id.sliced(programPrefix.size());
            app.source = AppSource::BySecret;
            approve(config, std::move(app), grant, now);
        }
        return addToken(token, now)(config);
    };
}

QString programId(const RelayConfig &config, const QString &wanted)
{
    return freeProgramId(config, wanted, [](const AppEntry &) { return false; });
}

QString secretProgramId(const RelayConfig &config, const QString &wanted)
{
    return freeProgramId(config, wanted, isBySecret);
}

ConfigEdit setGrant(const QString &id, const Grant &grant, const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, id);
        if (!app)
            return noSuchApp(id);
        if (Result<> checked = checkGrant(config, grant); !checked)
            return checked;
        approve(config, AppEntry(*app), grant, now);
        findApp(config, id)->grant.limits = grant.limits;
        return Nothing{};
    };
}

ConfigEdit limitApp(const QString &id, const AppLimits &limits)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, id);
        if (!app)
            return noSuchApp(id);
        app->grant.limits = limits;
        return Nothing{};
    };
}

ConfigEdit renameApp(const QString &id, const QString &name)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, id);
        if (!app)
            return noSuchApp(id);
        const QString trimmed = name.trimmed();
        if (trimmed.isEmpty() || !isLabel(trimmed))
            return Failure{u"The app's name must be 1 to %1 characters of plain text."_s.arg(longestLabel)};
        app->name = trimmed;
        return Nothing{};
    };
}

ConfigEdit pauseApp(const QString &id, AppPause pause)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, id);
        if (!app)
            return noSuchApp(id);
        app->paused = pause == AppPause::Paused;
        return Nothing{};
    };
}

ConfigEdit revokeApp(const QString &id)
{
    return [=](RelayConfig &config) -> Result<> {
        keepLimits(config, id);
        if (config.apps.removeIf([&](const AppEntry &app) { return app.id == id; }) == 0)
            return noSuchApp(id);
        config.tokens.removeIf([&](const TokenEntry &token) { return token.appId == id; });
        if (!id.isEmpty())
            config.fallbacks.removeIf([&](const FallbackRule &rule) { return rule.appId == id; });
        // An app without an id would take the person's own keys with it.
        if (!id.isEmpty())
            unlistKeysIf(config, [&](const KeyEntry &key) { return key.appId == id; });
        return Nothing{};
    };
}

ConfigEdit forgetApp(const QString &id)
{
    return [=](RelayConfig &config) -> Result<> {
        if (Result<> revoked = revokeApp(id)(config); !revoked)
            return revoked;
        config.keptLimits.removeIf([&id](const KeptLimits &kept) { return kept.appId == id; });
        return Nothing{};
    };
}

ConfigEdit keepDenials(const QList<DenialEntry> &denials)
{
    return [=](RelayConfig &config) -> Result<> {
        config.denials = denials;
        return Nothing{};
    };
}

} // namespace byok
