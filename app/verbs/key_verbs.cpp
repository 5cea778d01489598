// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/access/config_edits.h"
#include "relay/keys/key_ring.h"
#include "relay/providers/credential_injector.h"

#include <QPointer>

namespace byok {

namespace {

constexpr qsizetype mostLabelCharacters = 64;

/// Which of the person's keys a verb means.
struct KeyName
{
    Provider provider;
    QString label;
    QString account;
};

Result<KeyName> keyNamed(const VerbRequest &request, const ProviderCatalog &catalog)
{
    const QString &id = request.arguments.constFirst();
    const std::optional<Provider> provider = catalog.find(id);
    if (!provider)
        return Failure{QStringLiteral("There is no provider \"%1\". Known: %2.").arg(id, catalog.idList())};
    if (!provider->needsKey())
        return Failure{QStringLiteral("%1 needs no key.").arg(provider->name)};
    const QString label = request.label.isEmpty() ? QStringLiteral("default") : request.label;
    // It becomes part of the keychain entry's name, whose parts are set apart by '/'.
    const bool plain = std::ranges::all_of(label, [](QChar c) {
        return c.isLetterOrNumber() || c == u' ' || c == u'.' || c == u'_' || c == u'-';
    });
    if (!plain || label != label.trimmed() || label.size() > mostLabelCharacters)
        return Failure{
            QStringLiteral("A label is at most %1 letters, digits, spaces, dots, dashes or underscores.")
                .arg(mostLabelCharacters)};
    return KeyName{*provider, label, keyAccount(provider->id, label)};
}

const KeyEntry *findKey(const RelayConfig &config, const QString &account)
{
    for (const KeyEntry &key : config.keys) {
        if (key.account == account)
            return &key;
    }
    return nullptr;
}

QString sentenceOf(const SecretError &error)
{
    if (error.fault != SecretFault::Unavailable)
        return error.sentence;
    return error.sentence +
           QStringLiteral(" Or start the relay with --vault memory, which keeps keys until it ends.");
}

} // namespace

void Verbs::keysList(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    const QString place = m_hands.store.description();
    QJsonArray keys;
    QList<QStringList> lines{{QStringLiteral("PROVIDER"), QStringLiteral("LABEL"),
                              QStringLiteral("STORED IN"), QStringLiteral("ADDED"), QStringLiteral("OF")}};
    for (const KeyEntry &key : config->keys) {
        keys += QJsonObject{{QStringLiteral("provider"), key.provider},
                            {QStringLiteral("label"), key.label},
                            {QStringLiteral("app"), key.appId},
                            {QStringLiteral("stored_in"), place},
                            {QStringLiteral("added_at"), key.addedAt.toUTC().toString(Qt::ISODate)}};
        lines += {key.provider, key.label, place, dayOf(key.addedAt),
                  key.appId.isEmpty() ? QStringLiteral("you") : key.appId};
    }
    if (request.form == OutputForm::Json)
        return done(json({{QStringLiteral("keys"), keys}}));
    if (keys.isEmpty())
        return done(
            VerbReply::said(QStringLiteral("No keys are stored. Next: byok-relay keys set PROVIDER\n")));
    done(VerbReply::said(columns(lines)));
}

void Verbs::keysSet(const VerbRequest &request, const Done &done)
{
    const Result<KeyName> name = keyNamed(request, m_hands.catalog);
    if (!name)
        return done(VerbReply::refused(name.error().sentence));
    const auto key = acceptKey(name.value().provider, request.secret);
    if (!key)
        return done(VerbReply::refused(key.error().sentence));

    // The key first, then the index: a crash in between leaves a key that the next `keys set` or `keys
    // remove` finds, where the other order would leave an entry that reads as "the keychain is locked".
    const KeyName wanted = name.value();
    m_hands.store.write(wanted.account, key.value(), [self = QPointer(this), wanted, done](auto written) {
        if (!self)
            return;
        VerbHands &hands = self->m_hands;
        if (!written)
            return done(VerbReply::refused(sentenceOf(written.error())));
        const bool replaced = findKey(*hands.keeper.current(), wanted.account) != nullptr;
        KeyEntry entry;
        entry.account = wanted.account;
        entry.provider = wanted.provider.id;
        entry.label = wanted.label;
        entry.addedAt = QDateTime::currentDateTimeUtc();
        const Result<> listed = hands.keeper.apply(listKey(entry));
        hands.keyChanged(wanted.account);
        if (!listed && !replaced) {
            // A key that no list shows would be forgotten in the keychain.
            hands.store.remove(wanted.account, [](const auto &) {});
            return done(VerbReply::refused(
                QStringLiteral("The key was not stored: %1").arg(listed.error().sentence)));
        }
        if (!listed) {
            return done(
                VerbReply::refused(QStringLiteral("The new key is stored, but the list still shows the old "
                                                  "one's day: %1")
                                       .arg(listed.error().sentence)));
        }
        done(VerbReply::said(
            QStringLiteral("%1 key for %2 (%3), kept in: %4.\nNext: byok-relay keys test %5\n")
                .arg(replaced ? QStringLiteral("Replaced the") : QStringLiteral("Stored a"),
                     wanted.provider.name, wanted.label, hands.store.description(), wanted.provider.id)));
    });
}

void Verbs::keysTest(const VerbRequest &request, const Done &done)
{
    const Result<KeyName> name = keyNamed(request, m_hands.catalog);
    if (!name)
        return done(VerbReply::refused(name.error().sentence));
    const KeyName &wanted = name.value();
    if (!findKey(*m_hands.keeper.current(), wanted.account)) {
        return done(VerbReply::refused(
            QStringLiteral("No key is stored for %1 (%2). Store one with: byok-relay keys set %3")
                .arg(wanted.provider.name, wanted.label, wanted.provider.id)));
    }
    m_hands.testKey(wanted.account, wanted.provider.id, [done](const Result<QString> &answer) {
        done(answer ? VerbReply::said(answer.value() + u'\n') : VerbReply::refused(answer.error().sentence));
    });
}

void Verbs::keysRemove(const VerbRequest &request, const Done &done)
{
    const Result<KeyName> name = keyNamed(request, m_hands.catalog);
    if (!name)
        return done(VerbReply::refused(name.error().sentence));

    // The key first: where the keychain refuses, nothing has changed and the list still tells the truth. A
    // key that is not listed is removed as well: a crash may have left it.
    const KeyName wanted = name.value();
    m_hands.store.remove(wanted.account, [self = QPointer(this), wanted, done](auto removed) {
        if (!self)
            return;
        VerbHands &hands = self->m_hands;
        if (!removed)
            return done(VerbReply::refused(sentenceOf(removed.error())));
        hands.keyChanged(wanted.account);
        if (!findKey(*hands.keeper.current(), wanted.account)) {
            return done(VerbReply::refused(
                QStringLiteral("No key is stored for %1 (%2).").arg(wanted.provider.name, wanted.label)));
        }
        if (const Result<> unlisted = hands.keeper.apply(unlistKey(wanted.account)); !unlisted) {
            return done(VerbReply::refused(
                QStringLiteral("The key is gone, but the list still shows it: %1 Then type "
                               "the same again.")
                    .arg(unlisted.error().sentence)));
        }
        done(VerbReply::said(
            QStringLiteral("Removed the key for %1 (%2).\n").arg(wanted.provider.name, wanted.label)));
    });
}

} // namespace byok
