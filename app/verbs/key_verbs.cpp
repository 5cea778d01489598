// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/app_name.h"
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/access/key_edits.h"
#include "relay/key_binding.h"
#include "relay/providers/credential_injector.h"

namespace byok {

namespace {

constexpr qsizetype mostLabelCharacters = 64;

/// Which of the person's keys a verb means.
struct KeyName
{
    Provider provider;
    QString label;
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
    return KeyName{*provider, label};
}

const KeyEntry *findKey(const RelayConfig &config, const KeyName &name)
{
    for (const KeyEntry &key : config.keys) {
        if (key.appId.isEmpty() && key.provider == name.provider.id && key.label == name.label)
            return &key;
    }
    return nullptr;
}

/// Whether requests may use the key: the person can turn off those that apps store for themselves.
OwnKeyUse useOf(const KeyEntry &key, const RelayConfig &config)
{
    const AppEntry *app = config.findApp(key.appId);
    return app && app->ownKeysOff.contains(key.provider) ? OwnKeyUse::TurnedOff : OwnKeyUse::Allowed;
}

QString healthName(KeyHealth health)
{
    switch (health) {
    case KeyHealth::Untested:
        return QStringLiteral("untested");
    case KeyHealth::Works:
        return QStringLiteral("works");
    case KeyHealth::Refused:
        return QStringLiteral("refused");
    case KeyHealth::Quota:
        return QStringLiteral("quota");
    case KeyHealth::Unclear:
        return QStringLiteral("unclear");
    }
    Q_UNREACHABLE_RETURN({});
}

QString refusalInWords(int status)
{
    switch (status) {
    case 401:
        return QStringLiteral("401, the key is not known");
    case 402:
        return QStringLiteral("402, its money is used up");
    case 403:
        return QStringLiteral("403, the key may not do this");
    case 429:
        return QStringLiteral("429, too many requests");
    default:
        return {};
    }
}

/// "works", "refused; resting until 14:05 (429, too many requests)".
QString healthInWords(const KeyReport &report)
{
    const QString health = healthName(report.health);
    const QString refusal = refusalInWords(report.refusal);
    if (report.restsUntil > QDateTime::currentDateTimeUtc())
        return QStringLiteral("%1; resting until %2 (%3)")
            .arg(health, report.restsUntil.toLocalTime().time().toString(QStringLiteral("HH:mm")), refusal);
    return refusal.isEmpty() ? health : QStringLiteral("%1; last refused with %2").arg(health, refusal);
}

QJsonValue momentOrNull(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(moment.toUTC().toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

QString sentenceOf(const RelayError &error)
{
    if (error.code != ErrorCode::KeychainUnavailable)
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
                              QStringLiteral("STORED IN"), QStringLiteral("ADDED"), QStringLiteral("OF"),
                              QStringLiteral("STATE"), QStringLiteral("HEALTH")}};
    for (const KeyEntry &key : config->keys) {
        const bool turnedOff = useOf(key, *config) == OwnKeyUse::TurnedOff;
        // Of an app's own key nothing is kept.
        const KeyReport report =
            key.appId.isEmpty() ? m_hands.keyReport(key.provider, key.label) : KeyReport();
        keys += QJsonObject{{QStringLiteral("provider"), key.provider},
                            {QStringLiteral("label"), key.label},
                            {QStringLiteral("app"), key.appId},
                            {QStringLiteral("turned_off"), turnedOff},
                            {QStringLiteral("stored_in"), place},
                            {QStringLiteral("health"), healthName(report.health)},
                            {QStringLiteral("health_at"), momentOrNull(report.at)},
                            {QStringLiteral("last_refusal"),
                             report.refusal == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(report.refusal)},
                            {QStringLiteral("last_refusal_at"), momentOrNull(report.refusedAt)},
                            {QStringLiteral("rests_until"), momentOrNull(report.restsUntil)},
                            {QStringLiteral("added_at"), key.addedAt.toUTC().toString(Qt::ISODate)}};
        lines += {key.provider,
                  key.label,
                  place,
                  dayOf(key.addedAt),
                  key.appId.isEmpty() ? QStringLiteral("you") : key.appId,
                  turnedOff ? QStringLiteral("turned off") : QStringLiteral("in use"),
                  key.appId.isEmpty() ? healthInWords(report) : QString()};
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

    const KeyName &wanted = name.value();
    const QByteArray sentTo = originForKeys(wanted.provider);
    if (sentTo.isEmpty()) {
        return done(VerbReply::refused(
            QStringLiteral("%1 has no address yet that a key could be kept for: give it a base URL first.")
                .arg(wanted.provider.name)));
    }
    const bool replaced = findKey(*m_hands.keeper.current(), wanted) != nullptr;
    const KeyEntry entry{.account = {},
                         .provider = wanted.provider.id,
                         .label = wanted.label,
                         .appId = {},
                         .addedAt = QDateTime::currentDateTimeUtc(),
                         .sentTo = sentTo};
    m_hands.custodian.store(
        entry, key.value(), [](const RelayConfig &) -> Result<Nothing, RelayError> { return Nothing{}; },
        [wanted, replaced, sentTo, place = m_hands.store.description(),
         done](const Result<KeyEntry, RelayError> &stored) {
            if (!stored) {
                return done(VerbReply::refused(
                    QStringLiteral("The key was not stored: %1").arg(sentenceOf(stored.error()))));
            }
            done(VerbReply::said(
                QStringLiteral(
                    "%1 key for %2 (%3), kept in: %4. It goes to %5 alone.\nNext: byok-relay keys test %6\n")
                    .arg(replaced ? QStringLiteral("Replaced the") : QStringLiteral("Stored a"),
                         wanted.provider.name, wanted.label, place, QString::fromUtf8(sentTo),
                         wanted.provider.id)));
        });
}

void Verbs::keysTest(const VerbRequest &request, const Done &done)
{
    const Result<KeyName> name = keyNamed(request, m_hands.catalog);
    if (!name)
        return done(VerbReply::refused(name.error().sentence));
    const KeyName &wanted = name.value();
    const auto config = m_hands.keeper.current();
    const KeyEntry *key = findKey(*config, wanted);
    if (!key) {
        return done(VerbReply::refused(
            QStringLiteral("No key is stored for %1 (%2). Store one with: byok-relay keys set %3")
                .arg(wanted.provider.name, wanted.label, wanted.provider.id)));
    }
    m_hands.testKey(key->account, wanted.provider.id, [done](const Result<QString> &answer) {
        done(answer ? VerbReply::said(answer.value() + u'\n') : VerbReply::refused(answer.error().sentence));
    });
}

void Verbs::keysRemove(const VerbRequest &request, const Done &done)
{
    const Result<KeyName> name = keyNamed(request, m_hands.catalog);
    if (!name)
        return done(VerbReply::refused(name.error().sentence));

    const KeyName &wanted = name.value();
    if (!findKey(*m_hands.keeper.current(), wanted)) {
        return done(VerbReply::refused(
            QStringLiteral("No key is stored for %1 (%2).").arg(wanted.provider.name, wanted.label)));
    }
    m_hands.custodian.unlist(
        unlistKey(wanted.provider.id, wanted.label, {}), [wanted, done](const Result<UnlistedKeys> &outcome) {
            if (!outcome)
                return done(VerbReply::refused(outcome.error().sentence));
            if (const auto &left = outcome.value().leftBehind) {
                return done(VerbReply::refused(
                    QStringLiteral(
                        "The key for %1 (%2) is not used any more, but it is still in the keychain; "
                        "the relay removes it as soon as it can. %3")
                        .arg(wanted.provider.name, wanted.label, sentenceOf(*left))));
            }
            done(VerbReply::said(
                QStringLiteral("Removed the key for %1 (%2).\n").arg(wanted.provider.name, wanted.label)));
        });
}

void Verbs::keysSwitch(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    const QString id = appIdFrom(request.arguments.at(0), *config);
    const QString &providerId = request.arguments.at(1);
    const std::optional<Provider> provider = m_hands.catalog.find(providerId);
    if (!provider) {
        return done(VerbReply::refused(QStringLiteral("There is no provider \"%1\". Known: %2.")
                                           .arg(providerId, m_hands.catalog.idList())));
    }
    if (!provider->needsKey())
        return done(VerbReply::refused(QStringLiteral("%1 needs no key.").arg(provider->name)));
    const OwnKeyUse use = request.verb == Verb::KeysTurnOff ? OwnKeyUse::TurnedOff : OwnKeyUse::Allowed;
    if (const Result<> switched = m_hands.keeper.apply(switchOwnKey(id, provider->id, use)); !switched)
        return done(VerbReply::refused(switched.error().sentence));
    // Your own key for the provider is another matter, and stays as it is.
    done(VerbReply::said(
        use == OwnKeyUse::TurnedOff
            ? QStringLiteral(
                  "No key that %1 stores for %2 is used from now on. Your own keys are as they were.\n")
                  .arg(id, provider->name)
            : QStringLiteral("A key that %1 stores for %2 may be used again.\n").arg(id, provider->name)));
}

} // namespace byok
