// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/access/provider_edits.h"
#include "relay/providers/provider_entries.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool isOwn(const RelayConfig &config, const QString &id)
{
    return std::ranges::any_of(config.providers, [&id](const ProviderEntry &entry) {
        return entry.id == id && entry.kind == ProviderEntry::Kind::Own;
    });
}

bool hasKey(const RelayConfig &config, const QString &id)
{
    return std::ranges::any_of(
        config.keys, [&id](const KeyEntry &key) { return key.provider == id && key.appId.isEmpty(); });
}

QString stateOf(const RelayConfig &config, const Provider &provider)
{
    if (provider.baseUrl.isEmpty() && provider.site != ProviderSite::BuiltIn)
        return u"no address yet"_s;
    if (!provider.enabled)
        return u"turned off"_s;
    if (!provider.needsKey())
        return u"needs no key"_s;
    return hasKey(config, provider.id) ? u"has a key"_s : u"no key yet"_s;
}

QJsonObject jsonOf(const RelayConfig &config, const Provider &provider)
{
    return {{u"id"_s, provider.id},
            {u"name"_s, provider.name},
            {u"base_url"_s, QString::fromUtf8(provider.baseUrl)},
            {u"enabled"_s, provider.enabled},
            {u"own"_s, isOwn(config, provider.id)},
            {u"needs_key"_s, provider.needsKey()},
            {u"has_key"_s, hasKey(config, provider.id)},
            {u"chat_path"_s, QString::fromUtf8(provider.chatPath)}};
}

/// Whether it was entered without a word about what apps may call there.
bool opensEveryPath(const ProviderEntry &entry)
{
    return entry.kind == ProviderEntry::Kind::Own && entry.paths.isEmpty();
}

QString everyPathInWords(const QString &id)
{
    return u"Every path of that API is open to apps that may use %1, also to those that may use every "
           u"provider. "
           "To narrow it: byok-relay providers remove %1, then add it again with --allow-path \"POST "
           "/v1/customers\", "
           "once for each path that apps may call.\n"_s.arg(id);
}

VerbReply unknown(const QString &id)
{
    return VerbReply::refused(
        u"There is no provider \"%1\". See: byok-relay providers list"_s.arg(id.left(60)));
}

} // namespace

void Verbs::providersList(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    QJsonArray all;
    QList<QStringList> lines{{u"ID"_s, u"NAME"_s, u"ADDRESS"_s, u"STATE"_s}};
    for (const Provider &provider : m_hands.catalog.all()) {
        all += jsonOf(*config, provider);
        lines +=
            {provider.id, provider.name, QString::fromUtf8(provider.baseUrl), stateOf(*config, provider)};
    }
    done(request.form == OutputForm::Json ? json({{u"providers"_s, all}}) : VerbReply::said(columns(lines)));
}

void Verbs::providersAdd(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    ProviderEntry entry = request.provider;
    entry.id = request.arguments.constFirst();
    if (isOwn(*config, entry.id))
        return done(VerbReply::refused(
            u"There is a provider \"%1\" already. To enter it anew: byok-relay providers remove %1"_s.arg(
                entry.id)));
    if (const std::optional<Provider> shipped = m_hands.catalog.find(entry.id)) {
        if (shipped->site == ProviderSite::BuiltIn)
            return done(unknown(entry.id));
        // Only an address can be given to one that comes with the relay: the rest is known.
        if (!request.ownOptions.isEmpty())
            return done(VerbReply::refused(
                u"The relay knows %1 already, all of it but the address: leave out %2, or choose another ID for an API of your own."_s
                    .arg(entry.id, request.ownOptions.join(u", "))));
        ProviderEntry address = entryOf(config->providers, *shipped);
        address.baseUrl = entry.baseUrl;
        address.privateAddresses = entry.privateAddresses;
        address.enabled = true;
        entry = address;
    }
    const Result<ProviderEntry> checked = checkedEntry(entry);
    if (!checked)
        return done(VerbReply::refused(checked.error().sentence));
    if (const Result<> kept = m_hands.keeper.apply(setProvider(checked.value())); !kept)
        return done(VerbReply::refused(kept.error().sentence));
    const std::optional<Provider> provider =
        withEntries(m_hands.catalog, {checked.value()}).find(checked.value().id);
    Q_ASSERT(provider); // an entry that was checked is laid
    const bool isOpen = opensEveryPath(checked.value());
    if (request.form == OutputForm::Json) {
        QJsonObject object = jsonOf(*m_hands.keeper.current(), *provider);
        object.insert(u"every_path"_s, isOpen);
        return done(json(object));
    }
    const QString next =
        provider->needsKey() ? u" Next: byok-relay keys set %1"_s.arg(provider->id) : QString();
    done(VerbReply::said(u"%1 is at %2. Apps reach it below /relay/%1%3.%4\n%5"_s.arg(
        provider->id, QString::fromUtf8(provider->baseUrl),
        provider->chatPath.isEmpty() ? QString() : u", and as %1/MODEL at /v1"_s.arg(provider->id), next,
        isOpen ? everyPathInWords(provider->id) : QString())));
}

void Verbs::providersRemove(const VerbRequest &request, const Done &done)
{
    const QString id = request.arguments.constFirst();
    // Its keys go with it, the person's and the apps'.
    m_hands.custodian.unlist(removeProvider(id), [id, done](const Result<UnlistedKeys> &outcome) {
        if (!outcome)
            return done(VerbReply::refused(outcome.error().sentence));
        VerbReply reply =
            VerbReply::said(u"What you entered of %1 is gone, and so are its keys.\n"_s.arg(id));
        if (const auto &left = outcome.value().leftBehind) {
            reply.exit = 1;
            reply.err =
                u"A key of it is still in the keychain, where nothing uses it; the relay removes it as soon as it can. %1"_s
                    .arg(left->sentence);
        }
        done(reply);
    });
}

void Verbs::providersSwitch(const VerbRequest &request, const Done &done)
{
    const QString id = request.arguments.constFirst();
    const std::optional<Provider> provider = m_hands.catalog.find(id);
    if (!provider || provider->site == ProviderSite::BuiltIn)
        return done(unknown(id));
    ProviderEntry entry = entryOf(m_hands.keeper.current()->providers, *provider);
    entry.enabled = request.verb == Verb::ProvidersTurnOn;
    if (const Result<> kept = m_hands.keeper.apply(setProvider(entry)); !kept)
        return done(VerbReply::refused(kept.error().sentence));
    if (request.form == OutputForm::Json)
        return done(json({{u"id"_s, id}, {u"enabled"_s, entry.enabled}}));
    done(VerbReply::said(u"%1 is turned %2.\n"_s.arg(id, entry.enabled ? u"on"_s : u"off"_s)));
}

} // namespace byok
