// SPDX-License-Identifier: Apache-2.0
#include "relay/access/key_edits.h"
#include "relay/keys/key_ring.h"
#include "tests/support/running_relay.h"
#include "ui/key_words.h"
#include "ui/models/providers_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

/// Each row in a line of its own, a key indented below its provider; without the test relay's provider that
/// takes no key.
QStringList told(const ProvidersModel &model, const QModelIndex &parent = {})
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < ProvidersModel::Added; ++column) {
            const QString cell = model.index(row, column, parent).data().toString();
            if (!cell.isEmpty())
                cells.append(cell);
        }
        if (cells.constFirst() == "Mine"_L1)
            continue;
        lines.append((parent.isValid() ? u"- "_s : QString()) + cells.join(u" | "_s));
        lines += told(model, model.index(row, 0, parent));
    }
    return lines;
}

KeyEntry entry(const QString &provider, const QString &label, const QByteArray &sentTo,
               const QString &app = {})
{
    return {.account = freshAccount(provider, label, app),
            .provider = provider,
            .label = label,
            .appId = app,
            .addedAt = QDateTime::currentDateTimeUtc(),
            .sentTo = sentTo};
}

ConfigEdit chooseDefault(const QString &provider, const QString &label)
{
    return [=](RelayConfig &config) {
        config.defaultKeys.insert(provider, label);
        return Result<>(Nothing{});
    };
}

} // namespace

class TestProvidersModel : public QObject
{
    Q_OBJECT

private slots:
    void itShowsWhatThereIsAndFollowsIt()
    {
        RunningRelay relay(RunningRelay::Key::None);
        const QByteArray home = relay.upstream().baseUrl();
        ProvidersModel model(relay.controller());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const auto apply = [&relay](const ConfigEdit &edit) {
            const Result<> done = relay.keeper().apply(edit);
            QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().sentence));
        };
        QCOMPARE(told(model), QStringList());

        apply(listKey(entry(u"openai"_s, u"default"_s, home)));
        QCOMPARE(told(model), QStringList({u"OpenAI | Not tested yet"_s, u"- default | Not tested yet"_s}));

        // A provider that stands before it in the catalog, and its row keeps its place in views.
        const QPersistentModelIndex place(model.indexOf(u"openai"_s, u"default"_s));
        apply(listKey(entry(u"anthropic"_s, u"home"_s, home)));
        apply(listKey(entry(u"openai"_s, u"work"_s, home)));
        QCOMPARE(told(model),
                 QStringList({u"Anthropic | Not tested yet"_s, u"- home | Not tested yet"_s,
                              u"OpenAI | Not tested yet"_s, u"- default | Not tested yet | By default"_s,
                              u"- work | Not tested yet"_s}));
        QVERIFY(place.isValid());
        QCOMPARE(place.data().toString(), u"default"_s);

        apply(chooseDefault(u"openai"_s, u"work"_s));
        QCOMPARE(told(model).sliced(3),
                 QStringList({u"- work | Not tested yet | By default"_s, u"- default | Not tested yet"_s}));
        QCOMPARE(place.row(), 1);

        // An address that has changed since.
        apply(listKey(entry(u"openai"_s, u"work"_s, "https://elsewhere.example")));
        QCOMPARE(told(model).sliced(2, 2), QStringList({u"OpenAI | For another address"_s,
                                                        u"- work | For another address | By default"_s}));

        apply(listKey(entry(u"openai"_s, u"default"_s, home, u"program:script"_s)));
        QCOMPARE(told(model).sliced(5),
                 QStringList({u"Apps' own keys"_s, u"- script (program) | In use | OpenAI"_s}));
        apply(switchOwnKey(u"program:script"_s, u"openai"_s, OwnKeyUse::TurnedOff));
        QCOMPARE(told(model).constLast(), u"- script (program) | Turned off | OpenAI"_s);

        apply(unlistKey(u"anthropic"_s, u"home"_s, {}));
        apply(unlistKey(u"openai"_s, u"work"_s, {}));
        apply(unlistKey(u"openai"_s, u"default"_s, u"program:script"_s));
        QCOMPARE(told(model), QStringList({u"OpenAI | Not tested yet"_s, u"- default | Not tested yet"_s}));
        QVERIFY(place.isValid());
        QCOMPARE(resets.size(), 0);
    }

    void aKeyWhoseProviderHasGoneIsStillListed()
    {
        RunningRelay relay(RunningRelay::Key::None);
        ProvidersModel model(relay.controller());
        QVERIFY(relay.keeper().apply(listKey(entry(u"gone"_s, u"default"_s, "https://gone.example"))).ok());
        QCOMPARE(told(model), QStringList({u"gone | Turned off"_s, u"- default | For another address"_s}));
    }

    void keysAndProvidersAreFoundByTheirRows()
    {
        RunningRelay relay;
        ProvidersModel model(relay.controller());
        const QModelIndex key = model.indexOf(u"openai"_s, u"default"_s);
        QVERIFY(key.isValid());
        QCOMPARE(model.keyAt(key)->account, RunningRelay::keyAccount(u"openai"_s));
        QCOMPARE(model.providerAt(key)->id, u"openai"_s);
        QVERIFY(!model.keyAt(key.parent()));
        QVERIFY(!model.providerAt({}));
        QVERIFY(!model.indexOf(u"openai"_s, u"work"_s).isValid());
    }

    void healthHasAWordAndATone_data()
    {
        QTest::addColumn<KeyHealth>("health");
        QTest::addColumn<QString>("word");
        QTest::addColumn<Tone>("tone");
        QTest::newRow("untested") << KeyHealth::Untested << u"Not tested yet"_s << Tone::Quiet;
        QTest::newRow("works") << KeyHealth::Works << u"Works"_s << Tone::Good;
        QTest::newRow("refused") << KeyHealth::Refused << u"Refused"_s << Tone::Bad;
        QTest::newRow("quota") << KeyHealth::Quota << u"Quota used up"_s << Tone::Warning;
        QTest::newRow("unclear") << KeyHealth::Unclear << u"Not clear"_s << Tone::Warning;
    }
    void healthHasAWordAndATone()
    {
        QFETCH(KeyHealth, health);
        KeyLine key;
        key.report.health = health;
        QTEST(stateOf(key).text, "word");
        QTEST(stateOf(key).tone, "tone");
    }

    void aKeyThatRestsSaysUntilWhen()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        KeyLine key;
        key.report = {.health = KeyHealth::Works,
                      .at = now,
                      .refusal = 429,
                      .refusedAt = now,
                      .restsUntil = now.addSecs(600)};
        const QString hour =
            QLocale().toString(key.report.restsUntil.toLocalTime().time(), QLocale::ShortFormat);
        QCOMPARE(stateOf(key).text, u"Resting until %1"_s.arg(hour));
        QCOMPARE(stateOf(key).tone, Tone::Warning);
        QVERIFY(refusalText(key.report).startsWith(u"429"));
        key.report.restsUntil = now.addSecs(-1);
        QCOMPARE(stateOf(key).text, u"Works"_s);
        key.report.refusal = 0;
        QCOMPARE(refusalText(key.report), QString());
    }

    void aProviderSaysWhatItLacks()
    {
        QCOMPARE(stateOf(ProviderLine{.needsKey = true}).text, u"No key yet"_s);
        QCOMPARE(stateOf(ProviderLine{.needsKey = false}).text, u"Turned on"_s);
        QCOMPARE(stateOf(ProviderLine{.needsKey = false, .isOn = false}).text, u"Turned off"_s);
    }

    void removingSaysWhatStopsWorking()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        RelayConfig config;
        config.keys = {entry(u"openai"_s, u"default"_s, "x")};
        const auto text = [&](const QString &label) {
            return removalText(config, u"openai"_s, u"OpenAI"_s, label, now);
        };
        QVERIFY(text(u"default"_s).startsWith("It is your only key for OpenAI. No app is allowed"_L1));
        config.apps = {{.id = u"https://a.example"_s},
                       {.id = u"https://b.example"_s, .endsAt = now.addDays(-1)},
                       {.id = u"https://c.example"_s}};
        config.apps[2].grant.providers = {u"anthropic"_s};
        QVERIFY(text(u"default"_s).contains("can no longer use OpenAI then: https://a.example."_L1));
        config.keys.append(entry(u"openai"_s, u"work"_s, "x"));
        QVERIFY(text(u"default"_s).contains(u"go on with your key “work”: https://a.example."_s));
        QVERIFY(text(u"work"_s).contains("No app is using it."_L1));
        config.apps[0].grant.keys.insert(u"openai"_s, u"work"_s);
        QVERIFY(text(u"work"_s).contains("until you choose another: https://a.example."_L1));
    }

    void namesOfKeysArePlain_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << u"work 2_b-c.d"_s << true;
        QTest::newRow("umlaut") << u"büro"_s << true;
        QTest::newRow("slash") << u"a/b"_s << false;
        QTest::newRow("blank at the end") << u"a "_s << false;
        QTest::newRow("line") << u"a\nb"_s << false;
        QTest::newRow("long") << QString(65, u'a') << false;
    }
    void namesOfKeysArePlain()
    {
        QFETCH(QString, label);
        QTEST(labelFault(label).isEmpty(), "good");
    }
};

QTEST_MAIN(TestProvidersModel)
#include "tst_providers_model.moc"
