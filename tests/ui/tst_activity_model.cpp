// SPDX-License-Identifier: Apache-2.0
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/ui/ledger_filling.h"
#include "ui/models/activity_model.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

class TestActivityModel : public QObject
{
    Q_OBJECT

private:
    /// `count` rows, each a second older than the one before; models are "m0", "m1", …
    static QList<UsageRow> manyRows(int count)
    {
        QList<UsageRow> rows;
        for (int i = 0; i < count; ++i)
            rows.append(usageRow(u"https://a.example"_s, i % 2 ? u"openai"_s : u"anthropic"_s,
                                 u"m%1"_s.arg(i), i % 10 ? 200 : 429, i + 60));
        return rows;
    }
    static QString text(const ActivityModel &model, int row, ActivityModel::Column column)
    {
        return model.index(row, column).data().toString();
    }

private slots:
    void rowsComePieceByPiece()
    {
        RunningRelay relay;
        fillLedger(relay, manyRows(ActivityModel::pageRows + 50));
        ActivityModel model(relay.controller());
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        QVERIFY(!model.canFetchMore({}));
        model.setFilter({});
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(model.rowCount(), ActivityModel::pageRows);
        QVERIFY(!model.isComplete());
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({})); // it is under way
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(model.rowCount(), ActivityModel::pageRows + 50);
        QVERIFY(model.isComplete());
        QCOMPARE(text(model, 0, ActivityModel::Model), u"m0"_s);
        QCOMPARE(text(model, 249, ActivityModel::Model), u"m249"_s);
    }

    void anAnswerFromSomebodyElseSaysSo()
    {
        RunningRelay relay;
        UsageRow row = usageRow(u"https://a.example"_s, u"openai"_s, u"m"_s, 200, 1);
        row.keyLabel = u"work"_s;
        row.attempts = 2;
        fillLedger(relay, {row, usageRow(u"https://a.example"_s, u"openai"_s, u"m"_s, 200, 2)});
        ActivityModel model(relay.controller());
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        model.setFilter({});
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(text(model, 0, ActivityModel::Key), u"work (try no. 2)"_s);
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"before and failed"_s));
        QCOMPARE(text(model, 1, ActivityModel::Key), u"default"_s);
        QVERIFY(!model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"failed"_s));
    }

    void whyThoseBeforeGaveWayIsSaid()
    {
        RunningRelay relay;
        UsageRow row = usageRow(u"https://a.example"_s, u"openai"_s, u"m"_s, 200, 1);
        row.attempts = 5;
        row.earlier = {{u"openai"_s, u"work"_s, AttemptEnd::Answered, 429},
                       {u"groq"_s, u"default"_s, AttemptEnd::TlsRefused},
                       {u"ollama"_s, {}, AttemptEnd::TimedOut},
                       {u"mine"_s, {}, AttemptEnd::Unreachable}};
        fillLedger(relay, {row});
        ActivityModel model(relay.controller());
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        model.setFilter({});
        QVERIFY(loaded.wait(byok::test::patience));
        const QString tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
        for (const QString &line :
             {u"OpenAI (key: work) answered 429."_s,
              u"Groq (key: default); its certificate or TLS version was not accepted"_s,
              u"Ollama could not be reached in time."_s, u"Mine could not be reached."_s})
            QVERIFY2(tip.contains(line), qPrintable(tip));
        QVERIFY2(!tip.contains(u"other"_s), qPrintable(tip)); // each has been named
    }

    void newRowsComeInFrontAndSelectedOnesStaySelected()
    {
        RunningRelay relay;
        fillLedger(relay, manyRows(3));
        ActivityModel model(relay.controller());
        const QAbstractItemModelTester tester(&model);
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        model.setFilter({});
        QVERIFY(loaded.wait(byok::test::patience));
        QItemSelectionModel selection(&model);
        selection.select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        fillLedger(relay, {usageRow(u"https://b.example"_s, u"openai"_s, u"new"_s, 200, 0),
                           usageRow(u"https://b.example"_s, u"openai"_s, u"between"_s, 200, 61)});
        model.reload();
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(text(model, 0, ActivityModel::Model), u"new"_s);
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first().siblingAtColumn(ActivityModel::Model).data(), u"m1"_s);
        QCOMPARE(reset.size(), 0);
    }

    void whatAnAppHadForgottenGoes()
    {
        RunningRelay relay;
        fillLedger(relay, manyRows(3) + QList{usageRow(u"https://b.example"_s, u"openai"_s, u"b"_s, 200, 1)});
        ActivityModel model(relay.controller());
        const QAbstractItemModelTester tester(&model);
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        model.setFilter({});
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(model.rowCount(), 4);
        {
            UsageLedger beside(relay.usagePath(), 0);
            bool done = false;
            beside.forgetApp(u"https://a.example"_s, [&done](const Result<> &) { done = true; });
            QTRY_VERIFY(done);
        }
        model.reload();
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(text(model, 0, ActivityModel::Model), u"b"_s);
    }

    void filterAndOrderAreTheLedgers()
    {
        RunningRelay relay;
        fillLedger(relay, manyRows(20));
        ActivityModel model(relay.controller());
        const QAbstractItemModelTester tester(&model);
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        UsageFilter filter;
        filter.provider = u"openai"_s;
        filter.search = u"m1"_s;
        model.setFilter(filter);
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(model.rowCount(), 6); // m1, m11, m13, …, m19
        model.sort(ActivityModel::Model, Qt::AscendingOrder);
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(text(model, 1, ActivityModel::Model), u"m11"_s);
        model.sort(ActivityModel::Time, Qt::AscendingOrder);
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(text(model, 0, ActivityModel::Model), u"m19"_s);
    }

    void onlyTheLastQuestionIsAnswered()
    {
        RunningRelay relay;
        fillLedger(relay, manyRows(20));
        ActivityModel model(relay.controller());
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        UsageFilter filter;
        filter.search = u"m19"_s;
        model.setFilter({});
        model.setFilter(filter);
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(model.rowCount(), 1);
        bool later = false; // answers come in the order of their questions
        relay.controller().usageSums(UsageGrouping::Day, {}, [&later](const auto &) { later = true; });
        QTRY_VERIFY(later);
        QCOMPARE(loaded.size(), 1);
    }

    void whatIsNotMeasuredIsUnknown()
    {
        RunningRelay relay;
        UsageRow measured = usageRow(u"https://a.example"_s, u"openai"_s, {}, 0, 1);
        measured.outcome = UsageOutcome::ClientGone;
        measured.tokensIn = 1200;
        measured.costMicros = 1500;
        fillLedger(relay, {measured});
        ActivityModel model(relay.controller());
        QSignalSpy loaded(&model, &ActivityModel::loaded);
        model.setFilter({});
        QVERIFY(loaded.wait(byok::test::patience));
        QCOMPARE(text(model, 0, ActivityModel::Model), u"unknown"_s);
        QCOMPARE(text(model, 0, ActivityModel::TokensIn), QLocale().toString(1200));
        QCOMPARE(text(model, 0, ActivityModel::TokensOut), u"unknown"_s);
        QCOMPARE(text(model, 0, ActivityModel::Cost), u"US$ 0.0015"_s);
        QCOMPARE(text(model, 0, ActivityModel::Status), u"none"_s);
        QCOMPARE(text(model, 0, ActivityModel::Outcome), u"App left"_s);
    }
};

QTEST_MAIN(TestActivityModel)
#include "tst_activity_model.moc"
