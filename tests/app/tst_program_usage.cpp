// SPDX-License-Identifier: Apache-2.0
// What the built program keeps on disk of the requests that it relayed: after a kill, and after an app was
// forgotten.
#include "tests/relay/usage/ledger_bench.h"
#include "tests/support/fake_upstream.h"
#include "tests/support/patience.h"
#include "tests/support/running_program.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray plantedKey = "sk-planted-0123456789abcdefghijkl";

/// A relay whose openai is the fake, with a key and without limits on the rate of requests.
struct Home
{
    FakeUpstream upstream;
    Machine machine;

    bool start()
    {
        const bool started =
            machine.start({u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream)});
        return started && machine.run({u"keys"_s, u"set"_s, u"openai"_s}, plantedKey).exit == 0;
    }
    bool liftLimits()
    {
        return machine.run({u"settings"_s, u"set"_s, u"limits.requests-per-minute"_s, u"0"_s}).exit == 0 &&
               machine.run({u"settings"_s, u"set"_s, u"limits.ai-requests-per-minute"_s, u"0"_s}).exit == 0;
    }
    QString usagePath() const { return machine.profile() + u"/usage.sqlite"_s; }
    /// How often each model was asked for, as the program tells it.
    QHash<QString, int> models() const
    {
        QHash<QString, int> counts;
        const QJsonObject usage = jsonOf(machine.run({u"usage"_s, u"--by"_s, u"model"_s, u"--json"_s}));
        for (const QJsonValue group : usage.value("usage"_L1).toArray())
            counts.insert(group["model"_L1].toString(), group["requests"_L1].toInt());
        return counts;
    }
    /// The names of the profile's files that hold these bytes.
    QStringList filesWith(const QByteArray &bytes) const
    {
        QStringList names;
        QDirIterator files(machine.profile(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (Machine::bytesOf(path).contains(bytes))
                names.append(files.fileName());
        }
        names.sort();
        return names;
    }
};

QByteArray asking(const QByteArray &model)
{
    return R"({"model": ")" + model + "\"}";
}

} // namespace

class TestProgramUsage : public QObject
{
    Q_OBJECT

private slots:
    void aKillLosesAtMostTheLastSecond_data()
    {
        QTest::addColumn<int>("lifetime");
        for (const int lifetime : {600, 1400, 2100, 2900})
            QTest::addRow("after %d ms", lifetime) << lifetime;
    }
    void aKillLosesAtMostTheLastSecond()
    {
        QFETCH(int, lifetime);
        Home home;
        QVERIFY(home.start());
        QVERIFY(home.liftLimits());
        const QByteArray token = home.machine.programToken();
        QList<qint64> answeredAt; // of model i
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < lifetime) {
            QCOMPARE(
                home.machine.askFor(token, "openai", asking(QByteArray::number(answeredAt.size()))).status,
                200);
            answeredAt.append(clock.elapsed());
        }
        home.machine.relay.kill(); // SIGKILL
        const qint64 killedAt = clock.elapsed();
        (void)home.machine.ended();

        QVERIFY(home.start());
        const QHash<QString, int> models = home.models();
        qsizetype due = 0;
        for (qsizetype i = 0; i < answeredAt.size(); ++i) {
            const int found = models.value(QString::number(i));
            QVERIFY2(found <= 1, qPrintable(u"request %1 is there %2 times"_s.arg(i).arg(found)));
            if (answeredAt[i] > killedAt - 1000)
                continue;
            ++due;
            QVERIFY2(found == 1,
                     qPrintable(u"request %1 of %2, answered %3 ms before the kill, is lost"_s.arg(i)
                                    .arg(answeredAt.size())
                                    .arg(killedAt - answeredAt[i])));
        }
        if (lifetime > 1500)
            QVERIFY2(due > 10, "the test itself saw too little");
        qInfo("%lld requests answered, %lld of them due, %lld found", qlonglong(answeredAt.size()),
              qlonglong(due), qlonglong(models.size()));
        // It opened as it was: nothing was put aside, nothing is said, and the record goes on.
        QVERIFY(!home.machine.relay.readAllStandardError().contains("activity file"));
        QCOMPARE(QDir(home.machine.profile()).entryList({u"usage.sqlite.*"_s}), QStringList());
        QCOMPARE(sql(home.usagePath(), u"PRAGMA integrity_check"_s), QStringList(u"ok"_s));
        QCOMPARE(home.machine.askFor(token, "openai", asking("afterwards")).status, 200);
        QCOMPARE(home.models().value(u"afterwards"_s), 1);
    }

    void theRecordIsTheOwnersAlone()
    {
        Home home;
        QVERIFY(home.start());
        QCOMPARE(home.machine.askFor(home.machine.programToken()).status, 200);
        QCOMPARE(home.models().size(), 1);
        for (const QString &side : {u""_s, u"-wal"_s, u"-shm"_s}) {
            const auto rights = QFile::permissions(home.usagePath() + side);
            QVERIFY2(QFile::exists(home.usagePath() + side), qPrintable(side));
            QVERIFY2(!(rights & (QFile::ReadGroup | QFile::ReadOther)), qPrintable(side));
        }
    }

    void aForgottenAppIsInNoFile()
    {
        Home home;
        QVERIFY(home.start());
        const QByteArray token = home.machine.programToken();
        QCOMPARE(home.machine.askFor(token, "openai", asking("planted-model")).status, 200);
        QCOMPARE(home.models().value(u"planted-model"_s), 1);
        QVERIFY(!home.filesWith("planted-model").isEmpty()); // the search finds what is there
        QVERIFY(home.filesWith("program:script").contains(u"config.json"_s));

        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, home.machine.port);
        client.write("DELETE /users HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(home.machine.port) +
                     "\r\nConnection: close\r\nx-relay-token: " + token + "\r\n\r\n");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(client.readAll().startsWith("HTTP/1.1 200"));

        QCOMPARE(home.filesWith("planted-model"), QStringList());
        QVERIFY(!home.filesWith("program:script").contains(u"config.json"_s));
        const QJsonObject usage = jsonOf(home.machine.run({u"usage"_s, u"--json"_s}));
        const QJsonObject group = usage.value("usage"_L1).toArray().first().toObject();
        QCOMPARE(group.value("app"_L1).toString(), u"program:script"_s);
        QCOMPARE(group.value("requests"_L1).toInt(), 1);
        QCOMPARE(home.machine.askFor(token).status, 401);
    }
};

QTEST_GUILESS_MAIN(TestProgramUsage)
#include "tst_program_usage.moc"
