// SPDX-License-Identifier: Apache-2.0
#include "relay/access/config_edits.h"

#include "relay/access/origin.h"
#include "relay/providers/provider_entries.h"
#include "relay/shown_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostTokensPerApp = 20;
constexpr qsizetype longestName = 100;
constexpr qsizetype longestModel = 200;
constexpr QLatin1StringView programPrefix = "program:"_L1;

bool isLabel(const QString &text)
{
    return text.size() <= longestName && isPlainText(text);
}

Result<> checkProgramId(const QString &id)
{
    const QString name = id.startsWith(programPrefix) ? id.sliced(programPrefix.size()) : QString();
    if (name.isEmpty() || name != name.trimmed() || !isLabel(name))
        return Failure{u"A program needs a name of 1 to %1 characters of plain text."_s.arg(longestName)};
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

bool isProviderId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 64 && std::ranges::all_of(id, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_' || c == u'.';
    });
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

/// Whether `label` is one of the person's own keys.
bool isPersonsKey(const RelayConfig &config, const QString &provider, const QString &label)
{
    return std::ranges::any_of(config.keys, [&](const KeyEntry &key) {
        return key.provider == provider && key.label == label && key.appId.isEmpty();
    });
}

Failure noSuchKey(const QString &provider, const QString &label)
{
    return {
        u"You have no key “%1” for %2; choose one that is there."_s.arg(label.left(longestName), provider)};
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

Failure noSuchApp(const QString &id)
{
    return {u"There is no app “%1”; see: byok-relay apps list"_s.arg(id.left(300))};
}

AppEntry *findApp(RelayConfig &config, const QString &id)
{
    const auto found = std::ranges::find_if(config.apps, [&](const AppEntry &app) { return app.id == id; });
    return found == config.apps.end() ? nullptr : &*found;
}

Result<> checkFallback(const FallbackRule &rule)
{
    constexpr QLatin1StringView breaking =
        "\"\\"_L1; // what would have to be escaped where it is put in a body
    if (!rule.model.isEmpty() && !isModel(rule.model))
        return noModel(rule.model);
    if (rule.targets.size() > FallbackRule::mostTargets)
        return Failure{
            u"At most %1 models can be tried one after the other."_s.arg(FallbackRule::mostTargets)};
    for (const FallbackTarget &target : rule.targets) {
        if (Result<> checked = checkProviders({target.provider}); !checked)
            return checked;
        const bool breaks = std::ranges::any_of(target.model, [&](QChar c) { return breaking.contains(c); });
        if (!isModel(target.model) || breaks || target.model.contains(u'*'))
            return Failure{
                u"“%1” is not the name of a model to try; write it as the provider names it, like llama3.2:3b."_s
                    .arg(target.model.left(60))};
    }
    return Nothing{};
}

/// A target at a provider that is gone is none; a rule that had no other purpose goes with it, since what is
/// left of it would keep the rule for every app away.
void dropTargetsAt(RelayConfig &config, const QString &provider)
{
    QList<FallbackRule> kept;
    for (FallbackRule rule : std::as_const(config.fallbacks)) {
        const auto gone = rule.targets.removeIf(
            [&provider](const FallbackTarget &target) { return target.provider == provider; });
        const bool saysNothing = rule.targets.isEmpty() && rule.otherKeys == OtherKeys::No;
        if (gone == 0 || !saysNothing)
            kept.append(rule);
    }
    config.fallbacks = kept;
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

/// A choice of a key that is gone would wait for another one of that name.
void dropDefaultsWithoutKey(RelayConfig &config)
{
    config.defaultKeys.removeIf([&config](const QMap<QString, QString>::iterator &choice) {
        return !isPersonsKey(config, choice.key(), choice.value());
    });
}

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

ConfigEdit allowOrigin(const QByteArray &origin, const QString &name, const Grant &grant,
                       const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        if (!isWellFormedOrigin(origin))
            return Failure{u"“%1” is not the address of a web app; write it like https://app.example."_s.arg(
                QString::fromUtf8(origin.left(80)))};
        if (!isLabel(name))
            return Failure{u"The app's name must be at most %1 characters of plain text."_s.arg(longestName)};
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

ConfigEdit keepDenials(const QList<DenialEntry> &denials)
{
    return [=](RelayConfig &config) -> Result<> {
        config.denials = denials;
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

ConfigEdit listKey(const KeyEntry &key)
{
    return [=](RelayConfig &config) -> Result<> {
        if (key.account.isEmpty() || !isPlainText(key.account))
            return Failure{u"A key needs an account to be kept under."_s};
        if (!isProviderId(key.provider))
            return Failure{u"“%1” is not the name of a provider."_s.arg(key.provider.left(60))};
        if (key.label.isEmpty() || !isLabel(key.label))
            return Failure{u"A key's label must be 1 to %1 characters of plain text."_s.arg(longestName)};
        // Stored by an app that was revoked meanwhile: the key must not stay behind as somebody else's.
        if (!key.appId.isEmpty() && !findApp(config, key.appId))
            return noSuchApp(key.appId);
        if (std::ranges::any_of(config.keys, [&](const KeyEntry &one) { return one.account == key.account; }))
            return Failure{u"The account “%1” holds a key already."_s.arg(key.account.left(300))};
        unlistKeysIf(config, [&](const KeyEntry &one) { return one.isSameKeyAs(key); });
        config.unlistedAccounts.removeAll(key.account);
        config.keys.append(key);
        return Nothing{};
    };
}

ConfigEdit unlistKey(const QString &provider, const QString &label, const QString &appId)
{
    return [=](RelayConfig &config) -> Result<> {
        unlistKeysIf(config, [&](const KeyEntry &one) {
            return one.provider == provider && one.label == label && one.appId == appId;
        });
        dropDefaultsWithoutKey(config);
        return Nothing{};
    };
}

ConfigEdit announceAccount(const QString &account)
{
    return [=](RelayConfig &config) -> Result<> {
        if (!config.unlistedAccounts.contains(account))
            config.unlistedAccounts.append(account);
        return Nothing{};
    };
}

ConfigEdit forgetAccount(const QString &account)
{
    return [=](RelayConfig &config) -> Result<> {
        config.unlistedAccounts.removeAll(account);
        return Nothing{};
    };
}

void unlistKeysIf(RelayConfig &config, const std::function<bool(const KeyEntry &)> &unwanted)
{
    for (const KeyEntry &key : std::as_const(config.keys)) {
        if (unwanted(key) && !config.unlistedAccounts.contains(key.account))
            config.unlistedAccounts.append(key.account);
    }
    config.keys.removeIf(unwanted);
}

ConfigEdit setProvider(const ProviderEntry &entry)
{
    return [=](RelayConfig &config) -> Result<> {
        const Result<ProviderEntry> checked = checkedEntry(entry);
        if (!checked)
            return checked.error();
        const auto there = std::ranges::find(config.providers, entry.id, &ProviderEntry::id);
        if (there == config.providers.end())
            config.providers.append(checked.value());
        else
            *there = checked.value();
        return Nothing{};
    };
}

ConfigEdit removeProvider(const QString &id)
{
    return [=](RelayConfig &config) -> Result<> {
        const auto there = std::ranges::find(config.providers, id, &ProviderEntry::id);
        if (there == config.providers.end())
            return Failure{u"There is no provider “%1” of your own."_s.arg(id.left(60))};
        const ProviderEntry::Kind kind = there->kind;
        config.providers.erase(there);
        if (kind == ProviderEntry::Kind::OfShipped)
            return Nothing{};
        unlistKeysIf(config, [&](const KeyEntry &key) { return key.provider == id; });
        dropDefaultsWithoutKey(config);
        dropTargetsAt(config, id);
        for (AppEntry &app : config.apps)
            app.grant.keys.remove(id);
        return Nothing{};
    };
}

ConfigEdit setDefaultKey(const QString &provider, const QString &label)
{
    return [=](RelayConfig &config) -> Result<> {
        if (label.isEmpty()) {
            config.defaultKeys.remove(provider);
            return Nothing{};
        }
        if (!isPersonsKey(config, provider, label))
            return noSuchKey(provider, label);
        config.defaultKeys.insert(provider, label);
        return Nothing{};
    };
}

ConfigEdit setFallbacks(const QString &appId, const QList<FallbackRule> &rules)
{
    return [=](RelayConfig &config) -> Result<> {
        if (!appId.isEmpty() && !findApp(config, appId))
            return noSuchApp(appId);
        config.fallbacks.removeIf([&](const FallbackRule &rule) { return rule.appId == appId; });
        for (const FallbackRule &rule : rules) {
            if (rule.appId != appId)
                return Failure{u"This rule is for another app."_s};
            if (Result<> checked = checkFallback(rule); !checked)
                return checked;
            if (std::ranges::any_of(config.fallbacks, [&](const FallbackRule &one) {
                    return one.appId == appId && one.model == rule.model;
                }))
                return Failure{
                    rule.model.isEmpty()
                        ? u"There are two rules for every model; take one out."_s
                        : u"There are two rules for the model “%1”; take one out."_s.arg(rule.model)};
            config.fallbacks.append(rule);
        }
        return Nothing{};
    };
}

ConfigEdit addFallback(const FallbackRule &rule)
{
    return [=](RelayConfig &config) -> Result<> {
        QList<FallbackRule> rules;
        std::ranges::copy_if(config.fallbacks, std::back_inserter(rules),
                             [&](const FallbackRule &one) { return one.appId == rule.appId; });
        const auto there = std::ranges::find(rules, rule.model, &FallbackRule::model);
        if (there == rules.end())
            rules.append(rule);
        else
            *there = rule;
        return setFallbacks(rule.appId, rules)(config);
    };
}

ConfigEdit removeFallback(const QString &appId, const QString &model)
{
    return [=](RelayConfig &config) -> Result<> {
        if (config.fallbacks.removeIf(
                [&](const FallbackRule &rule) { return rule.appId == appId && rule.model == model; }) == 0)
            return Failure{u"There is no such rule; see: byok-relay fallbacks list"_s};
        return Nothing{};
    };
}

ConfigEdit pauseRelay(RelayPause pause)
{
    return [pause](RelayConfig &config) -> Result<> {
        config.paused = pause == RelayPause::Paused;
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

ConfigEdit chooseKey(const QString &id, const QString &provider, const QString &label)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, id);
        if (!app)
            return noSuchApp(id);
        if (label.isEmpty()) {
            app->grant.keys.remove(provider);
            return Nothing{};
        }
        if (!isPersonsKey(config, provider, label))
            return noSuchKey(provider, label);
        app->grant.keys.insert(provider, label);
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
            return Failure{u"The app's name must be 1 to %1 characters of plain text."_s.arg(longestName)};
        app->name = trimmed;
        return Nothing{};
    };
}

ConfigEdit setPort(quint16 port)
{
    return [=](RelayConfig &config) -> Result<> {
        config.port = port;
        return Nothing{};
    };
}

ConfigEdit setProxy(const ProxyChoice &choice)
{
    return [=](RelayConfig &config) -> Result<> {
        const Result<ProxyChoice> checked = checkedProxy(choice);
        if (!checked)
            return checked.error();
        config.proxy = checked.value();
        return Nothing{};
    };
}

ConfigEdit setDesktop(const DesktopChoices &choices)
{
    return [=](RelayConfig &config) -> Result<> {
        if (choices.lockAfterIdleMinutes < 0 ||
            choices.lockAfterIdleMinutes > DesktopChoices::mostIdleMinutes)
            return Failure{u"Lock after 1 to %1 minutes without use, or 0 for never."_s.arg(
                DesktopChoices::mostIdleMinutes)};
        config.desktop = choices;
        return Nothing{};
    };
}

ConfigEdit switchOwnKey(const QString &appId, const QString &provider, OwnKeyUse use)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, appId);
        if (!app)
            return noSuchApp(appId);
        if (!isProviderId(provider))
            return Failure{u"“%1” is not the name of a provider."_s.arg(provider.left(60))};
        app->ownKeysOff.removeAll(provider);
        if (use == OwnKeyUse::TurnedOff)
            app->ownKeysOff.append(provider);
        return Nothing{};
    };
}

} // namespace byok
