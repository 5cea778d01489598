// SPDX-License-Identifier: Apache-2.0
#include "tests/support/running_relay.h"
#include "ui/models/exchanges_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

class TestExchangesModel : public QObject
{
    Q_OBJECT

private:
    static LiveExchange exchange(const QByteArray &id, qint64 bytesDown = 0)
    {
        LiveExchange exchange;
        exchange.id = id;
        exchange.startedAt = QDateTime(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
        exchange.appId = u"https://app.example"_s;
        exchange.provider = u"openai"_s;
        exchange.model = u"gpt-4o"_s;
        exchange.bytesDown = bytesDown;
        return exchange;
    }
    static QString text(const ExchangesModel &model, int row, ExchangesModel::Column column)
    {
        return model.index(row, column).data().toString();
    }

private slots:
    void saysWhoAsksWhom()
    {
        RunningRelay relay;
        ExchangesModel model(relay.controller());
        const QAbstractItemModelTester tester(&model);
        model.setExchanges({exchange("a", 12'500)});
        model.setNow(QDateTime(QDate(2026, 11, 21), QTime(12, 0, 42), QTimeZone::UTC));
        QCOMPARE(text(model, 0, ExchangesModel::App), u"https://app.example"_s);
        QCOMPARE(text(model, 0, ExchangesModel::ProviderColumn), u"OpenAI"_s);
        QCOMPARE(text(model, 0, ExchangesModel::Model), u"gpt-4o"_s);
        QCOMPARE(text(model, 0, ExchangesModel::Age), u"42 s"_s);
        QCOMPARE(text(model, 0, ExchangesModel::Received), u"12.5 kB"_s);
        QCOMPARE(model.idAt(0), "a");
        QCOMPARE(model.idAt(1), QByteArray());
        for (int column = 0; column < ExchangesModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void whyThoseBeforeGaveWayIsSaid()
    {
        RunningRelay relay;
        ExchangesModel model(relay.controller());
        LiveExchange second = exchange("a");
        second.attempts = 2;
        second.earlier = {{u"groq"_s, u"default"_s, AttemptEnd::TlsRefused}};
        model.setExchanges({second, exchange("b")});
        const auto tip = [&](int row) { return model.index(row, 0).data(Qt::ToolTipRole).toString(); };
        QVERIFY2(tip(0).contains(u"Groq (key: default); its certificate"_s), qPrintable(tip(0)));
        QVERIFY(!tip(1).contains(u"before"_s));
    }

    void aRowStaysWhatItIsWhileOthersComeAndGo()
    {
        RunningRelay relay;
        ExchangesModel model(relay.controller());
        const QAbstractItemModelTester tester(&model);
        model.setExchanges({exchange("a"), exchange("b"), exchange("c")});
        const QPersistentModelIndex b(model.index(1, 0));
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setExchanges({exchange("b", 10), exchange("c"), exchange("d")});
        QCOMPARE(b.row(), 0);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(changed.size(), 1); // of b alone
        QCOMPARE(text(model, 0, ExchangesModel::Received), u"10 bytes"_s);
        QCOMPARE(model.idAt(2), "d");
        QCOMPARE(reset.size(), 0);
        model.setExchanges({});
        QVERIFY(!b.isValid());
        QCOMPARE(model.rowCount(), 0);
    }

    void onlyAgesChangeWithTheClock()
    {
        RunningRelay relay;
        ExchangesModel model(relay.controller());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(QDateTime::currentDateTimeUtc());
        QCOMPARE(changed.size(), 0);
        model.setExchanges({exchange("a"), exchange("b")});
        model.setNow(QDateTime::currentDateTimeUtc());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().column(), int(ExchangesModel::Age));
        QCOMPARE(changed[0][1].toModelIndex().column(), int(ExchangesModel::Age));
    }

    void aModelThatIsNotKnownIsSaidToBeSo()
    {
        RunningRelay relay;
        ExchangesModel model(relay.controller());
        LiveExchange unknown = exchange("a");
        unknown.model.clear();
        model.setExchanges({unknown});
        QCOMPARE(text(model, 0, ExchangesModel::Model), u"unknown"_s);
    }
};

QTEST_MAIN(TestExchangesModel)
#include "tst_exchanges_model.moc"
