// SPDX-License-Identifier: Apache-2.0
// The built program, as a person at a terminal meets it.
#include "tests/support/fake_upstream.h"
#include "tests/support/patience.h"
#include "tests/support/raw_client.h"
#include "tests/support/running_program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using byok::test::FakeReply;
using byok::test::FakeUpstream;
using byok::test::jsonOf;
using byok::test::Machine;
using byok::test::Outcome;
using byok::test::RawClient;

namespace {

const QByteArray plantedKey = "sk-planted-0123456789abcdefghijkl";

int modeOf(const QString &path)
{
    struct stat info{};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? int(info.st_mode & 0777) : -1;
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void itStartsSaysWhereItIsAndObeys()
    {
        Machine machine;
        QVERIFY2(machine.start(), machine.relay.readAllStandardError().constData());
        const QJsonObject status = jsonOf(machine.run({u"status"_s, u"--json"_s}));
        QCOMPARE(status.value("state"_L1).toString(), u"running"_s);
        QCOMPARE(status.value("port"_L1).toInt(), machine.port);
        QCOMPARE(machine.run({u"pause"_s}).exit, 0);
        QTRY_COMPARE(jsonOf(machine.run({u"status"_s, u"--json"_s})).value("state"_L1).toString(),
                     u"paused"_s);
        QCOMPARE(machine.run({u"resume"_s}).exit, 0);
        QTRY_COMPARE(jsonOf(machine.run({u"status"_s, u"--json"_s})).value("state"_L1).toString(),
                     u"running"_s);
        QCOMPARE(machine.run({u"settings"_s, u"set"_s, u"timeouts.idle-seconds"_s, u"60"_s}).exit, 0);
        QCOMPARE(machine.run({u"settings"_s, u"get"_s, u"timeouts.idle-seconds"_s}).out, QByteArray("60\n"));
        QCOMPARE(machine.run({u"settings"_s, u"set"_s, u"timeouts.idle-seconds"_s, u"-1"_s}).exit, 1);
        QCOMPARE(machine.run({u"settings"_s, u"set"_s, u"timeouts.idle-seconds"_s}).exit, 2);
        QCOMPARE(machine.run({u"apps"_s, u"add"_s, u"https://app.example"_s}).exit, 0);
        QCOMPARE(machine.run({u"apps"_s, u"add"_s, u"*"_s}).exit, 1);
        QVERIFY(machine.run({u"apps"_s, u"list"_s}).out.contains("https://app.example"));
        QCOMPARE(machine.run({u"apps"_s, u"revoke"_s, u"https://app.example"_s}).exit, 0);
        const Outcome quit = machine.run({u"quit"_s});
        QCOMPARE(quit.exit, 0);
        QCOMPARE(machine.ended().exit, 0);
        const Outcome gone = machine.run({u"status"_s});
        QCOMPARE(gone.exit, 1);
        QVERIFY(gone.err.contains("No Byok Relay is running"));
    }

    void whatItKeepsIsTheOwnersAlone()
    {
        Machine machine;
        QVERIFY(machine.start());
        QCOMPARE(machine.run({u"pause"_s}).exit, 0);
        QCOMPARE(modeOf(machine.profile()), 0700);
        const auto files = QDir(machine.profile()).entryInfoList(QDir::Files | QDir::System | QDir::Hidden);
        QVERIFY(files.size() >= 3);
        for (const QFileInfo &file : files)
            QVERIFY2((modeOf(file.filePath()) & 077) == 0, qPrintable(file.filePath()));
    }

    void keysAreTakenFromStandardInputOrRefused_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("exit");
        QTest::newRow("good") << u"openai"_s << plantedKey + '\n' << 0;
        QTest::newRow("newline inside")
            << u"openai"_s << QByteArray("sk-planted-0123456\n789abcdefghijkl\n") << 1;
        QTest::newRow("too short") << u"openai"_s << QByteArray("sk-plant\n") << 1;
        QTest::newRow("nothing") << u"openai"_s << QByteArray() << 1;
        QTest::newRow("blank") << u"openai"_s << QByteArray(" \n\n") << 1;
        QTest::newRow("endless") << u"openai"_s << QByteArray(100'000, 'x') << 1;
        QTest::newRow("unknown provider") << u"nonesuch"_s << plantedKey << 1;
    }
    void keysAreTakenFromStandardInputOrRefused()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, input);
        QFETCH(int, exit);
        Machine machine;
        QVERIFY(machine.start());
        const Outcome set = machine.run({u"keys"_s, u"set"_s, provider}, input);
        QCOMPARE(set.exit, exit);
        QCOMPARE(set.err.isEmpty(), exit == 0);
        QVERIFY2(!set.err.contains("plant") && !set.out.contains("plant"), set.err.constData());
        const Outcome list = machine.run({u"keys"_s, u"list"_s});
        QCOMPARE(list.out.contains("openai"), exit == 0);
        QCOMPARE(machine.run({u"keys"_s, u"remove"_s, provider}).exit, exit);
    }

    void aStoredKeyIsTestedAndUsed()
    {
        FakeUpstream upstream;
        Machine machine;
        QVERIFY(machine.start({u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream)}));
        QCOMPARE(machine.run({u"keys"_s, u"set"_s, u"openai"_s}, plantedKey).exit, 0);
        const Outcome tested = machine.run({u"keys"_s, u"test"_s, u"openai"_s});
        QVERIFY2(tested.exit == 0, tested.err.constData());
        QCOMPARE(upstream.requests().constLast().field("authorization"), "Bearer " + plantedKey);
    }

    void aSecondStartFindsTheFirst()
    {
        Machine machine;
        QVERIFY(machine.start());
        const Outcome second = machine.run({u"--headless"_s, u"--vault"_s, u"memory"_s});
        QCOMPARE(second.exit, 0);
        QVERIFY2(second.out.contains("already running") &&
                     second.out.contains(QByteArray::number(machine.port)),
                 second.out.constData());
    }

    void aTakenPortIsExchangedUnlessItWasAskedFor()
    {
        QTcpServer occupant;
        QVERIFY(occupant.listen(QHostAddress::LocalHost, 0));
        const QByteArray taken = QByteArray::number(occupant.serverPort());
        Machine machine;
        machine.put(machine.config(), "{\"version\": 1, \"port\": " + taken + "}");
        QVERIFY2(machine.start(QStringList{}), machine.relay.readAllStandardError().constData());
        QVERIFY2(machine.out.contains("Port " + taken + " is taken"), machine.out.constData());
        QVERIFY(machine.port != occupant.serverPort());

        Machine asked;
        const Outcome refused = asked.failedStart({u"--port"_s, QString::fromLatin1(taken)});
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains(taken), refused.err.constData());
    }

    void aMalformedConfigIsNamedAndKept()
    {
        Machine machine;
        const QByteArray broken = "{\"version\": 1,\n\"apps\": [{]\n}";
        machine.put(machine.config(), broken);
        const Outcome refused = machine.failedStart({u"--port"_s, u"0"_s});
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains("config.json") && refused.err.contains("line 2"),
                 refused.err.constData());
        QCOMPARE(Machine::bytesOf(machine.config()), broken);
    }

    void aMalformedProvidersFileIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("not JSON") << QByteArray("{\"providers\": [\n{]}") << QByteArray("line 2");
        QTest::newRow("a wrong type")
            << QByteArray("{\"providers\":\n\n[{\"id\": 5}]}") << QByteArray("line 3");
    }
    void aMalformedProvidersFileIsNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, says);
        Machine machine;
        const QString path = machine.folder.filePath(u"mine.json"_s);
        machine.put(path, bytes);
        const Outcome refused = machine.failedStart({u"--port"_s, u"0"_s, u"--providers"_s, path});
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains("mine.json") && refused.err.contains(says), refused.err.constData());
    }

    void onlyTheModelsOfTheStartAreRelayed()
    {
        FakeUpstream upstream;
        Machine machine;
        QProcessEnvironment variables = Machine::environment();
        variables.insert(u"ALLOWED_MODELS"_s, u"gpt-4o*, claude-*"_s);
        QVERIFY(machine.start({u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream)},
                              variables));
        QCOMPARE(machine.run({u"keys"_s, u"set"_s, u"openai"_s}, plantedKey).exit, 0);
        const QByteArray token = machine.programToken();
        const auto statusOf = [&](const QByteArray &body) {
            return machine.askFor(token, "openai", body).status;
        };
        QCOMPARE(statusOf(R"({"model":"gpt-4o-mini"})"), 200);
        const auto refused = machine.askFor(token, "openai", R"({"model":"o1-pro"})");
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.json().value("allowed_models"_L1).toArray(),
                 (QJsonArray{u"gpt-4o*"_s, u"claude-*"_s}));
        QCOMPARE(statusOf("{}"), 400);
        QCOMPARE(upstream.requestCount(), 1);
    }

    void whatAStartAllowsIsForTheSession()
    {
        Machine machine;
        QProcessEnvironment variables = Machine::environment();
        variables.insert(u"ALLOWED_ORIGINS"_s, u"https://env.example"_s);
        variables.insert(u"REQUEST_BODY_LIMIT_BYTES"_s, u"2048"_s);
        QVERIFY(
            machine.start({u"--port"_s, u"0"_s, u"--allow-origin"_s, u"https://flag.example"_s}, variables));
        const QByteArray list = machine.run({u"apps"_s, u"list"_s}).out;
        QVERIFY2(list.contains("https://env.example") && list.contains("https://flag.example"),
                 list.constData());
        QCOMPARE(machine.run({u"settings"_s, u"get"_s, u"limits.body-bytes"_s}).out, QByteArray("2048\n"));
        QCOMPARE(machine.run({u"pause"_s}).exit, 0);
        const QByteArray kept = Machine::bytesOf(machine.config());
        QVERIFY(kept.contains("\"paused\": true"));
        QVERIFY2(!kept.contains(".example") && !kept.contains("2048"), kept.constData());
    }

    void anAppThatAsksIsToldOfAndAnswered()
    {
        Machine machine;
        QVERIFY(machine.start());
        const QByteArray body = R"({"app_id":"my-app","app_name":"My App","providers":["openai"]})";
        RawClient page(machine.port);
        page.send(
            "POST /users HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(machine.port) +
            "\r\nOrigin: https://xn--pple-43d.com\r\nContent-Type: application/json\r\nContent-Length: " +
            QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QTRY_VERIFY2(machine.said().contains("requests allow 1"), machine.out.constData());
        QVERIFY2(machine.out.contains("https://xn--pple-43d.com asks to use your keys for openai"),
                 machine.out.constData());
        QVERIFY2(machine.out.contains("Look twice: "), machine.out.constData());
        const Outcome listed = machine.run({u"requests"_s, u"list"_s});
        QVERIFY2(listed.out.contains("https://xn--pple-43d.com"), listed.out.constData());
        const Outcome allowed = machine.run({u"requests"_s, u"allow"_s, u"1"_s, u"--for"_s, u"day"_s});
        QVERIFY2(allowed.exit == 0, allowed.err.constData());
        const auto answer = page.takeReply();
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QVERIFY(answer->body.contains("byok_"));
        const Outcome apps = machine.run({u"apps"_s, u"list"_s});
        QVERIFY2(apps.out.contains("xn--pple-43d.com") && apps.out.contains("until "), apps.out.constData());
        QCOMPARE(machine.run({u"requests"_s, u"allow"_s, u"1"_s}).exit, 1);
    }

    void aTerminationLetsAStreamEnd()
    {
        FakeUpstream upstream;
        upstream.setDefault(FakeReply::eventStream({"data: 1\n\n", "data: 2\n\n"}));
        Machine machine;
        QVERIFY(machine.start({u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream)}));
        QCOMPARE(machine.run({u"keys"_s, u"set"_s, u"openai"_s}, plantedKey).exit, 0);
        const QByteArray token = machine.programToken();
        QTcpSocket client;
        QByteArray received;
        QObject::connect(&client, &QTcpSocket::readyRead, &client, [&] { received += client.readAll(); });
        client.connectToHost(QHostAddress::LocalHost, machine.port);
        client.write(machine.chat(token));
        QTRY_VERIFY(received.contains("\r\n\r\n"));
        upstream.release();
        QTRY_VERIFY2(received.contains("data: 1"), received.constData());
        QTRY_VERIFY(machine.run({u"status"_s}).out.contains("1 under way"));

        QCOMPARE(::kill(pid_t(machine.relay.processId()), SIGTERM), 0);
        QTRY_VERIFY((machine.out += machine.relay.readAllStandardOutput()).contains("Leaving when 1"));
        QCOMPARE(machine.relay.state(), QProcess::Running);
        upstream.releaseAll();
        QTRY_VERIFY2(received.contains("data: 2") && received.endsWith("0\r\n\r\n"), received.constData());
        QCOMPARE(machine.ended().exit, 0);
    }

    void aSecondTerminationLeavesAtOnce()
    {
        FakeUpstream upstream;
        upstream.setDefault(FakeReply::eventStream({"data: 1\n\n", "data: 2\n\n"}));
        Machine machine;
        QVERIFY(machine.start({u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream)}));
        QCOMPARE(machine.run({u"keys"_s, u"set"_s, u"openai"_s}, plantedKey).exit, 0);
        QTcpSocket client;
        QByteArray received;
        QObject::connect(&client, &QTcpSocket::readyRead, &client, [&] { received += client.readAll(); });
        const QByteArray token = machine.programToken();
        client.connectToHost(QHostAddress::LocalHost, machine.port);
        client.write(machine.chat(token));
        QTRY_VERIFY(received.contains("\r\n\r\n"));
        upstream.release();
        QTRY_VERIFY2(received.contains("data: 1"), received.constData());
        QTRY_VERIFY(machine.run({u"status"_s}).out.contains("1 under way"));
        QCOMPARE(::kill(pid_t(machine.relay.processId()), SIGTERM), 0);
        QTRY_VERIFY((machine.out += machine.relay.readAllStandardOutput()).contains("Leaving when 1"));
        QCOMPARE(::kill(pid_t(machine.relay.processId()), SIGTERM), 0);
        QCOMPARE(machine.ended().exit, 0);
        QVERIFY(!received.contains("data: 2"));
    }

    void aKeyAndATokenAreFoundNowhere()
    {
        FakeUpstream upstream;
        Machine machine;
        QProcessEnvironment variables = Machine::environment();
        variables.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
        QVERIFY(machine.start({u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream),
                               u"--allow-origin"_s, u"https://app.example"_s},
                              variables));
        QCOMPARE(machine.run({u"keys"_s, u"set"_s, u"openai"_s}, plantedKey).exit, 0);
        const QByteArray token = machine.programToken();
        // A web app that brings its key, to where it is taken, to where it does not fit, and to nowhere.
        const QByteArray brought = "sk-proj-brought-0123456789abcdefghijkl";
        for (const QByteArray &path :
             {"/relay/openai/v1/chat/completions"_ba, "/relay/anthropic/v1/messages"_ba,
              "/relay/nothing/v1"_ba, "/keys"_ba}) {
            RawClient page(machine.port);
            page.send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(machine.port) +
                      "\r\nOrigin: https://app.example\r\nX-API-Key: " + brought +
                      "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            QVERIFY(page.takeReply());
            QVERIFY(!page.received().contains(brought));
        }
        QCOMPARE(upstream.requests().constLast().field("authorization"), "Bearer " + brought);
        QTcpSocket client;
        QByteArray received;
        QObject::connect(&client, &QTcpSocket::readyRead, &client, [&] { received += client.readAll(); });
        client.connectToHost(QHostAddress::LocalHost, machine.port);
        client.write(machine.chat(token));
        QTRY_VERIFY2(received.contains("{}"), received.constData());
        QCOMPARE(upstream.requests().constLast().field("authorization"), "Bearer " + plantedKey);

        const QString process = u"/proc/%1/"_s.arg(machine.relay.processId());
        QByteArray seen = Machine::bytesOf(process + u"environ"_s) + Machine::bytesOf(process + u"cmdline"_s);
        for (const QFileInfo &file : QDir(machine.profile()).entryInfoList(QDir::Files))
            seen += Machine::bytesOf(file.filePath());
        QVERIFY(seen.contains("\"version\": 5"));
        QCOMPARE(machine.run({u"quit"_s}).exit, 0);
        const Outcome ended = machine.ended();
        seen += ended.out + ended.err;
        QVERIFY(!ended.err.isEmpty()); // the logs were on
        for (const QByteArray &secret : {plantedKey, token, plantedKey.sliced(3, 20), token.sliced(5, 32),
                                         brought, brought.sliced(8, 20)})
            QVERIFY2(!seen.contains(secret), seen.mid(qMax(0, seen.indexOf(secret) - 200), 300).constData());
    }

    void anAppSecretIsHonouredAndFoundNowhere()
    {
        const QByteArray secret = "planted-app-secret-0123456789";
        Machine machine;
        QProcessEnvironment variables = Machine::environment();
        variables.insert(u"APP_SECRET"_s, QString::fromLatin1(secret));
        Machine::put(machine.folder.filePath(u".env"_s), "OPENAI_API_KEY=" + plantedKey + "\n");
        machine.relay.setWorkingDirectory(machine.folder.path());
        QVERIFY(machine.start({u"--port"_s, u"0"_s}, variables));
        QTRY_VERIFY(machine.said().contains(".env"));
        QCOMPARE(jsonOf(machine.run({u"keys"_s, u"list"_s, u"--json"_s})).value("keys"_L1).toArray().size(),
                 0);

        const auto statusOf = [&machine](const QByteArray &shown) {
            RawClient client(machine.port);
            client.send("POST /users HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(machine.port) +
                        "\r\nContent-Type: application/json\r\nContent-Length: 16\r\nAuthorization: Bearer " +
                        shown + "\r\n\r\n{\"app_id\":\"job\"}");
            const auto reply = client.takeReply();
            return reply ? reply->status : -1;
        };
        QCOMPARE(statusOf("wrong"), 401);
        QCOMPARE(statusOf(secret), 200);
        const QJsonArray apps =
            jsonOf(machine.run({u"apps"_s, u"list"_s, u"--json"_s})).value("apps"_L1).toArray();
        QCOMPARE(apps.size(), 1);
        QCOMPARE(apps.first()["id"_L1].toString(), u"program:job"_s);

#ifdef Q_OS_LINUX
        // Where the system would show it to whoever may look at all.
        QFile shown(u"/proc/%1/environ"_s.arg(machine.relay.processId()));
        if (shown.open(QIODevice::ReadOnly)) {
            const QByteArray all = shown.readAll();
            QVERIFY(!all.contains(secret));
        }
#endif
        QVERIFY(!Machine::bytesOf(machine.config()).contains(secret));
        machine.relay.terminate();
        const Outcome outcome = machine.ended();
        QVERIFY(!outcome.out.contains(secret) && !outcome.err.contains(secret));
    }

    void aStartThatCannotBeHonouredIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("any origin") << u"ALLOWED_ORIGINS"_s << u"*"_s;
        QTest::newRow("app secret") << u"APP_SECRET"_s << u"planted words"_s;
        QTest::newRow("no models") << u"ALLOWED_MODELS"_s << u","_s;
    }
    void aStartThatCannotBeHonouredIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        Machine machine;
        QProcessEnvironment variables = Machine::environment();
        variables.insert(name, value);
        const Outcome refused = machine.failedStart({u"--port"_s, u"0"_s}, variables);
        QCOMPARE(refused.exit, 1);
        QVERIFY(refused.err.contains(name.toLatin1()) && !refused.err.contains("planted"));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
