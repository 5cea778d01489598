// SPDX-License-Identifier: Apache-2.0
#include "relay/access/host_policy.h"

#include <QTest>

using namespace byok;

class TestHostPolicy : public QObject
{
    Q_OBJECT

private slots:
    void onlyOurLoopbackNamesWithOurPortAreAccepted_data()
    {
        QTest::addColumn<int>("port");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("accepted");
        const auto row = [](int port, const char *host, bool accepted) {
            QTest::addRow("%d %s", port, host) << port << QByteArray(host) << accepted;
        };
        row(2965, "127.0.0.1:2965", true);
        row(2965, "localhost:2965", true);
        row(2965, "[::1]:2965", true);
        row(2965, "", false);
        row(2965, "127.0.0.1", false);
        row(2965, "localhost", false);
        row(2965, "127.0.0.1:80", false);
        row(2965, "127.0.0.1:02965", false);
        row(2965, "127.0.0.1:2965 ", false);
        row(2965, "127.0.0.1:2965,127.0.0.1:2965", false);
        row(2965, "127.0.0.1:2965@evil.example", false);
        row(2965, "127.0.0.1@evil.example:2965", false);
        row(2965, "evil.example:2965", false);
        row(2965, "localhost.evil.example:2965", false);
        row(2965, "localhost.:2965", false);
        row(2965, "LOCALHOST:2965", false);
        row(2965, "0.0.0.0:2965", false);
        row(2965, "127.1:2965", false);
        row(2965, "127.0.0.2:2965", false);
        row(2965, "2130706433:2965", false);
        row(2965, "0x7f000001:2965", false);
        row(2965, "::1:2965", false);
        row(2965, "[::ffff:127.0.0.1]:2965", false);
        row(2965, "[0:0:0:0:0:0:0:1]:2965", false);
        row(2965, "[::1%25lo]:2965", false);
        row(2965, "http://127.0.0.1:2965", false);
        row(2965, "127.0.0.1:2965/", false);
        row(80, "127.0.0.1", true);
        row(80, "localhost", true);
        row(80, "[::1]", true);
        row(80, "localhost:80", true);
        row(80, "localhost:2965", false);
        row(12965, "localhost:12965", true);
        row(12965, "localhost:2965", false);
    }
    void onlyOurLoopbackNamesWithOurPortAreAccepted()
    {
        QFETCH(int, port);
        QFETCH(QByteArray, host);
        QTEST(HostPolicy(static_cast<quint16>(port)).accepts(host), "accepted");
    }

    void aNullByteOrATailIsNotOverlooked()
    {
        QVERIFY(!HostPolicy(2965).accepts(QByteArrayView("localhost:2965\0evil", 19)));
        QVERIFY(!HostPolicy(2965).accepts(QByteArrayView()));
    }

    void ourOriginsAreWrittenAsABrowserWritesThem()
    {
        const QList<QByteArray> withPort{"http://127.0.0.1:2965", "http://localhost:2965",
                                         "http://[::1]:2965"};
        QCOMPARE(HostPolicy(2965).ownOrigins(), withPort);
        const QList<QByteArray> without{"http://127.0.0.1", "http://localhost", "http://[::1]"};
        QCOMPARE(HostPolicy(80).ownOrigins(), without);
    }
};

QTEST_APPLESS_MAIN(TestHostPolicy)
#include "tst_host_policy.moc"
