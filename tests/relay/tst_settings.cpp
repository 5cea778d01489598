// SPDX-License-Identifier: Apache-2.0
#include "relay/settings.h"

#include <QSet>
#include <QTest>

using namespace byok;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultsAreThePromisedOnes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("value");
        const auto row = [](const char *name, qint64 value) {
            QTest::newRow(name) << QString::fromLatin1(name) << value;
        };
        row("limits.request-line-bytes", 8192);
        row("limits.head-bytes", 16384);
        row("limits.head-fields", 64);
        row("timeouts.head-seconds", 10);
        row("limits.body-bytes", 10485760);
        row("limits.body-bytes-in-flight", 67108864);
        row("limits.body-bytes-per-second", 8192);
        row("timeouts.body-grace-seconds", 5);
        row("timeouts.keep-alive-seconds", 15);
        row("limits.connections", 256);
        row("limits.exchanges", 128);
        row("limits.exchanges-per-app", 32);
        row("limits.requests-per-minute", 100);
        row("limits.ai-requests-per-minute", 20);
        row("limits.registrations-per-hour", 10);
        row("limits.bad-tokens-per-minute", 10);
        row("limits.held-bytes-per-stream", 262144);
        row("timeouts.stalled-reader-seconds", 30);
        row("timeouts.connect-seconds", 10);
        row("timeouts.first-byte-seconds", 600);
        row("timeouts.idle-seconds", 600);
        row("timeouts.event-ping-seconds", 25);
        row("timeouts.drain-seconds", 30);
        row("tokens.days", 90);
        row("usage.retention-days", 365);
    }
    void theDefaultsAreThePromisedOnes()
    {
        QFETCH(QString, name);
        const SettingRow *row = findSetting(name);
        QVERIFY(row);
        QTEST(row->fallback, "value");
        QTEST(Settings().*(row->member), "value");
    }

    void eachRowHasItsOwnNameMemberAndHelp()
    {
        QSet<QByteArray> names;
        Settings settings;
        for (const SettingRow &row : settingRows())
            settings.*row.member = -1;
        for (const SettingRow &row : settingRows()) {
            QVERIFY2(settings.*row.member == -1, row.name); // no other row wrote it
            settings.*row.member = 1;
            QVERIFY2(!names.contains(row.name), row.name);
            names.insert(row.name);
            QVERIFY2(qstrlen(row.help) > 10, row.name);
        }
        QCOMPARE(qsizetype(settingRows().size() * sizeof(qint64)), qsizetype(sizeof(Settings)));
    }

    void anUnknownNameIsNotFound_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << QString();
        QTest::newRow("other case") << QStringLiteral("Limits.body-bytes");
        QTest::newRow("part") << QStringLiteral("limits.body");
    }
    void anUnknownNameIsNotFound()
    {
        QFETCH(QString, name);
        QVERIFY(!findSetting(name));
    }

    void aValueIsAWholeNumberInRange_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("value"); // -1: refused
        QTest::newRow("zero means none") << QStringLiteral("0") << qint64(0);
        QTest::newRow("in range") << QStringLiteral("2048") << qint64(2048);
        QTest::newRow("blanks around") << QStringLiteral(" 2048\n") << qint64(2048);
        QTest::newRow("least") << QStringLiteral("1024") << qint64(1024);
        QTest::newRow("most") << QStringLiteral("4294967296") << qint64(4294967296);
        QTest::newRow("too small") << QStringLiteral("1023") << qint64(-1);
        QTest::newRow("too large") << QStringLiteral("4294967297") << qint64(-1);
        QTest::newRow("wraps around") << QStringLiteral("18446744073709553664") << qint64(-1);
        QTest::newRow("negative") << QStringLiteral("-1") << qint64(-1);
        QTest::newRow("signed") << QStringLiteral("+2048") << qint64(-1);
        QTest::newRow("fraction") << QStringLiteral("2048.5") << qint64(-1);
        QTest::newRow("hexadecimal") << QStringLiteral("0x1000") << qint64(-1);
        QTest::newRow("unit") << QStringLiteral("10MiB") << qint64(-1);
        QTest::newRow("empty") << QString() << qint64(-1);
        QTest::newRow("inner blank") << QStringLiteral("20 48") << qint64(-1);
        QTest::newRow("other digits") << QStringLiteral("٢٠٤٨") << qint64(-1);
    }
    void aValueIsAWholeNumberInRange()
    {
        QFETCH(QString, text);
        QFETCH(qint64, value);
        const SettingRow *row = findSetting(u"limits.body-bytes");
        const Result<qint64> result = parseSetting(*row, text);
        QCOMPARE(result.ok(), value >= 0);
        if (result) {
            QCOMPARE(result.value(), value);
        } else {
            QVERIFY(result.error().sentence.contains(QStringLiteral("limits.body-bytes")));
            QVERIFY(result.error().sentence.contains(QStringLiteral("from 1024 to 4294967296")));
        }
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
