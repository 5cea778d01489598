// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_secret.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestAppSecret : public QObject
{
    Q_OBJECT

private slots:
    void fiveWrongOnesAMinuteThenSlowAndTheRightOneAtOnce()
    {
        qint64 now = 1'000'000;
        AppSecretDoor door(Secret::copyOf("right"), [&now] { return now; });
        QVERIFY(door.isSet());
        for (int i = 0; i < 5; ++i) {
            const auto refusal = door.judge("wrong");
            QVERIFY(refusal);
            QCOMPARE(refusal->status(), 401);
            now += 1000;
        }
        for (int i = 0; i < 3; ++i) {
            const auto slowed = door.judge("wrong");
            QCOMPARE(slowed->status(), 429);
            QCOMPARE(slowed->retryAfterSeconds, 55);
        }
        QVERIFY(!door.judge("right"));
        now += 54'999;
        QCOMPARE(door.judge("wrong")->status(), 429);
        now += 1; // the first of them is a minute ago
        QCOMPARE(door.judge("wrong")->status(), 401);
        QCOMPARE(door.judge("wrong")->status(), 429);
    }

    void noFloodOfWrongOnesShutsTheRightOneOut()
    {
        qint64 now = 1'000'000;
        AppSecretDoor door(Secret::copyOf("right"), [&now] { return now; });
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(door.judge("wrong"));
            QVERIFY(!door.judge("right"));
        }
    }

    void nothingShownIsRefusedButIsNoGuess()
    {
        AppSecretDoor door(Secret::copyOf("right"), [] { return qint64(0); });
        for (int i = 0; i < 20; ++i)
            QCOMPARE(door.judge({})->status(), 401);
        QCOMPARE(door.judge("wrong")->status(), 401);
    }

    void withoutOneNothingIsRight()
    {
        AppSecretDoor door({}, [] { return qint64(0); });
        QVERIFY(!door.isSet());
        for (const char *shown : {"", "right"})
            QVERIFY(door.judge(shown));
    }

    void itHasToFitIntoAHeader_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<bool>("fits");
        QTest::newRow("hex") << QByteArray("0123456789abcdef") << true;
        QTest::newRow("signs") << QByteArray("!#$%&'()*+,-./:;<=>?@[]^_`{|}~") << true;
        QTest::newRow("none") << QByteArray() << true;
        QTest::newRow("one too short") << QByteArray("0123456789abcde") << false;
        QTest::newRow("blank") << QByteArray("two words of some length") << false;
        QTest::newRow("line break") << QByteArray("0123456789abcdef\nb") << false;
        QTest::newRow("beyond ASCII") << QByteArray("geheimnisträger") << false;
    }
    void itHasToFitIntoAHeader()
    {
        QFETCH(QByteArray, secret);
        QTEST(!appSecretFault(secret).has_value(), "fits");
    }
};

QTEST_APPLESS_MAIN(TestAppSecret)
#include "tst_app_secret.moc"
