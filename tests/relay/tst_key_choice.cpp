// SPDX-License-Identifier: Apache-2.0
#include "relay/key_choice.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QString ourApp = u"https://app.example"_s;
const QString otherApp = u"https://other.example"_s;

Provider openai()
{
    Provider provider;
    provider.id = u"openai"_s;
    provider.name = u"OpenAI"_s;
    provider.baseUrl = "https://api.openai.com";
    return provider;
}

KeyEntry key(const QString &account, const QString &label, const QString &appId = {},
             const QByteArray &sentTo = "https://api.openai.com")
{
    return {account, u"openai"_s, label, appId, QDateTime(), sentTo};
}

KeyEntry elsewhere(KeyEntry key)
{
    key.sentTo = "https://eu.api.openai.com";
    return key;
}

KeyEntry ofGroq(KeyEntry key)
{
    key.provider = u"groq"_s;
    return key;
}

/// What the person decided of the app's keys.
struct Decided
{
    QString chosenForApp = {};
    QString chosenForAll = {};
    QStringList ownKeysOff = {};
    QStringList providers = {}; ///< that the app may use; empty: all
};

RelayConfig configOf(const QList<KeyEntry> &keys, const Decided &decided)
{
    RelayConfig config;
    config.keys = keys;
    AppEntry app;
    app.id = ourApp;
    app.ownKeysOff = decided.ownKeysOff;
    app.grant.providers = decided.providers;
    if (!decided.chosenForApp.isEmpty())
        app.grant.keys.insert(u"openai"_s, decided.chosenForApp);
    config.apps.append(app);
    if (!decided.chosenForAll.isEmpty())
        config.defaultKeys.insert(u"openai"_s, decided.chosenForAll);
    return config;
}

} // namespace

class TestKeyChoice : public QObject
{
    Q_OBJECT

private slots:
    void oneKeyIsUsed_data()
    {
        QTest::addColumn<QList<KeyEntry>>("keys");
        QTest::addColumn<Decided>("decided");
        QTest::addColumn<QString>("account"); ///< empty: none
        const auto row = [](const char *name, const QList<KeyEntry> &keys, const Decided &decided,
                            const QString &account) { QTest::newRow(name) << keys << decided << account; };

        const KeyEntry standard = key(u"a"_s, u"default"_s);
        const KeyEntry work = key(u"b"_s, u"work"_s);
        const KeyEntry own = key(u"c"_s, u"default"_s, ourApp);
        const QStringList off{u"openai"_s};
        row("no key", {}, {}, {});
        row("another provider's", {ofGroq(standard)}, {}, {});
        row("another app's", {key(u"d"_s, u"default"_s, otherApp)}, {}, {});
        row("the person's", {standard}, {}, u"a"_s);
        row("the app's own", {own}, {}, u"c"_s);
        row("the person's before the app's own", {own, work}, {}, u"b"_s);
        row("the person's default before a named one", {work, standard}, {}, u"a"_s);
        row("an own one that is turned off", {own}, {.ownKeysOff = off}, {});
        row("the person's where the own is off", {own, work}, {.ownKeysOff = off}, u"b"_s);
        row("chosen for the app", {standard, work}, {.chosenForApp = u"work"_s}, u"b"_s);
        row("chosen for the app before for all", {standard, work},
            {.chosenForApp = u"default"_s, .chosenForAll = u"work"_s}, u"a"_s);
        row("chosen for the app, and gone", {standard}, {.chosenForApp = u"work"_s}, {});
        row("chosen by the label of the app's own", {own}, {.chosenForApp = u"default"_s}, {});
        row("chosen for all", {standard, work}, {.chosenForAll = u"work"_s}, u"b"_s);
        row("chosen for all, and gone", {standard}, {.chosenForAll = u"work"_s}, u"a"_s);
        row("of this address before default", {elsewhere(standard), work}, {}, u"b"_s);
        row("own of this address before the person's of another", {elsewhere(standard), own}, {}, u"c"_s);
        row("of another address where no other is there", {elsewhere(standard)}, {}, u"a"_s);
    }
    void oneKeyIsUsed()
    {
        QFETCH(QList<KeyEntry>, keys);
        QFETCH(Decided, decided);
        QTEST(keyAccountFor(configOf(keys, decided), ourApp, openai()), "account");
    }

    void usableAreTheOnesThatAChoiceLeaves_data()
    {
        QTest::addColumn<Decided>("decided");
        QTest::addColumn<QStringList>("accounts");
        QTest::newRow("nothing decided") << Decided{} << QStringList{u"a"_s, u"b"_s, u"c"_s};
        QTest::newRow("own turned off")
            << Decided{.ownKeysOff = {u"openai"_s}} << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("one chosen") << Decided{.chosenForApp = u"work"_s} << QStringList{u"b"_s};
        QTest::newRow("one chosen, and gone") << Decided{.chosenForApp = u"none"_s} << QStringList{};
        QTest::newRow("not this provider") << Decided{.providers = {u"groq"_s}} << QStringList{};
    }
    void usableAreTheOnesThatAChoiceLeaves()
    {
        QFETCH(Decided, decided);
        const RelayConfig config =
            configOf({key(u"a"_s, u"default"_s), key(u"b"_s, u"work"_s), key(u"c"_s, u"default"_s, ourApp),
                      key(u"d"_s, u"default"_s, otherApp)},
                     decided);
        QStringList accounts;
        for (const KeyEntry &usable : usableKeys(config, ourApp))
            accounts.append(usable.account);
        QTEST(accounts, "accounts");
        QVERIFY(usableKeys(config, u"https://unknown.example"_s).isEmpty());
    }

    void whyThereIsNoneIsSaid()
    {
        const KeyEntry own = key(u"c"_s, u"default"_s, ourApp);
        const KeyEntry persons = key(u"a"_s, u"default"_s);
        const Decided off{.ownKeysOff = {u"openai"_s}};
        QVERIFY(onlyHasKeyTurnedOff(configOf({own}, off), ourApp, openai()));
        QVERIFY(!onlyHasKeyTurnedOff(configOf({own}, {}), ourApp, openai()));
        QVERIFY(!onlyHasKeyTurnedOff(configOf({own, persons}, off), ourApp, openai()));
        QVERIFY(!onlyHasKeyTurnedOff(configOf({}, off), ourApp, openai()));

        const Decided chose{.chosenForApp = u"work"_s};
        const auto gone = chosenKeyGone(configOf({persons}, chose), ourApp, openai());
        QVERIFY(gone);
        QVERIFY2(gone->sentence.contains(u"“work”"), qPrintable(gone->sentence));
        QVERIFY(!chosenKeyGone(configOf({key(u"b"_s, u"work"_s)}, chose), ourApp, openai()));
        QVERIFY(!chosenKeyGone(configOf({}, {}), ourApp, openai()));
        Provider keyless = openai();
        keyless.auth = AuthScheme::None;
        QVERIFY(!chosenKeyGone(configOf({}, chose), ourApp, keyless));
    }
};

QTEST_APPLESS_MAIN(TestKeyChoice)
#include "tst_key_choice.moc"
