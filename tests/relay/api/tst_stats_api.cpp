// SPDX-License-Identifier: Apache-2.0
#include "relay/api/stats_api.h"

#include <QJsonArray>
#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace Qt::StringLiterals;

class TestStatsApi : public QObject
{
    Q_OBJECT

private slots:
    void anAppIsNamedByItsEncodedId_data()
    {
        QTest::addColumn<QByteArray>("segment");
        QTest::addColumn<QString>("app"); // null: refused
        const auto row = [](const char *name, const QByteArray &segment, const QString &app) {
            QTest::newRow(name) << segment << app;
        };
        row("an origin", "https%3A%2F%2Fapp.example%3A8443", u"https://app.example:8443"_s);
        row("lower case digits", "https%3a%2f%2fapp.example", u"https://app.example"_s);
        row("a program", "program:my%20script", u"program:my script"_s);
        row("a program's bare name", "script", u"program:script"_s);
        row("other letters", "program:caf%C3%A9", u"program:caf\u00e9"_s);
        row("a plus is a plus", "program:a+b", u"program:a+b"_s);
        row("decoded once", "a%2541", u"program:a%41"_s);
        row("empty", "", {});
        row("cut off", "https%3", {});
        row("a sign alone", "100%", {});
        row("no hex", "a%zz", {});
        row("a sign and a half", "a%4", {});
        row("no UTF-8", "a%ff", {});
        row("overlong UTF-8", "a%c0%af", {});
        row("a line break", "a%0ab", {});
        row("a zero", "a%00", {});
        row("a C1 control", "a%c2%85", {});
        row("too long", QByteArray(1025, 'a'), {});
    }
    void anAppIsNamedByItsEncodedId()
    {
        QFETCH(QByteArray, segment);
        QFETCH(QString, app);
        const Result<QString, RelayError> found = appIdFromSegment(segment);
        QCOMPARE(found.ok(), !app.isNull());
        if (found.ok())
            QCOMPARE(found.value(), app);
        else
            QCOMPARE(found.error().status(), 400);
    }

    void statsHaveTheFormOfTheServer()
    {
        UsageStats stats;
        stats.total = 3;
        stats.last7Days = 2;
        stats.last30Days = 3;
        stats.errors = 2;
        stats.providers = {{u"openai"_s, 3, 2}};
        stats.topModels = {{u"gpt-4o"_s, 2, 10, 20, 1'500}, {u"o3"_s, 1}};
        stats.lastRequest = QDateTime::fromMSecsSinceEpoch(1'700'000'000'007, QTimeZone::UTC);
        stats.tokensIn = 10;
        stats.costMicros = 0;
        const QJsonValue null = QJsonValue::Null;
        QCOMPARE(statsJson(stats),
                 (QJsonObject{{u"total"_s, 3},
                              {u"last_7d"_s, 2},
                              {u"last_30d"_s, 3},
                              {u"error_count"_s, 2},
                              {u"error_rate"_s, 0.6667},
                              {u"providers"_s,
                               QJsonObject{{u"openai"_s, QJsonObject{{u"total"_s, 3}, {u"errors"_s, 2}}}}},
                              {u"top_models"_s, QJsonArray{QJsonObject{{u"model"_s, u"gpt-4o"_s},
                                                                       {u"total"_s, 2},
                                                                       {u"input_tokens"_s, 10},
                                                                       {u"output_tokens"_s, 20},
                                                                       {u"estimated_cost_usd"_s, 0.0015}},
                                                           QJsonObject{{u"model"_s, u"o3"_s},
                                                                       {u"total"_s, 1},
                                                                       {u"input_tokens"_s, null},
                                                                       {u"output_tokens"_s, null},
                                                                       {u"estimated_cost_usd"_s, null}}}},
                              {u"total_input_tokens"_s, 10},
                              {u"total_output_tokens"_s, null},
                              {u"estimated_cost_usd"_s, 0},
                              {u"last_request"_s, u"2023-11-14T22:13:20.007Z"_s}}));
    }
};

QTEST_GUILESS_MAIN(TestStatsApi)
#include "tst_stats_api.moc"
