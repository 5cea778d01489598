// SPDX-License-Identifier: Apache-2.0
#include "app/control_client.h"
#include "app/control_protocol.h"
#include "app/control_server.h"
#include "app/profile.h"
#include "app/single_instance.h"
#include "tests/support/patience.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace byok;
using namespace Qt::StringLiterals;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private:
    /// Asks as the command line does, which blocks, while this thread serves.
    static Result<VerbReply> ask(const QString &path, const VerbRequest &request)
    {
        Result<VerbReply> reply = Failure{};
        const std::unique_ptr<QThread> thread(
            QThread::create([&] { reply = askRunningRelay(path, request); }));
        QSignalSpy finished(thread.get(), &QThread::finished);
        thread->start();
        if (finished.isEmpty())
            finished.wait(20'000);
        thread->wait();
        return reply;
    }

private slots:
    void oneProfileHasOneHolder()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        SingleInstance second(folder.path());
        QCOMPARE(first.claim().value(), SingleInstance::Claim::First);
        QCOMPARE(second.claim().value(), SingleInstance::Claim::Second);
        first.release();
        QCOMPARE(second.claim().value(), SingleInstance::Claim::First);
    }

    void twoProfilesHaveTwoHolders()
    {
        const QTemporaryDir one;
        const QTemporaryDir other;
        SingleInstance first(one.path());
        SingleInstance second(other.path());
        QCOMPARE(first.claim().value(), SingleInstance::Claim::First);
        QCOMPARE(second.claim().value(), SingleInstance::Claim::First);
    }

    void aLockOfADeadProgramIsTakenOver()
    {
        const QTemporaryDir folder;
        const pid_t child = ::fork();
        if (child == 0) {
            SingleInstance dying(folder.path());
            const auto claim = dying.claim();
            ::_exit(claim.ok() && claim.value() == SingleInstance::Claim::First ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QVERIFY(QFile::exists(folder.filePath(u"lock"_s)));
        SingleInstance next(folder.path());
        QCOMPARE(next.claim().value(), SingleInstance::Claim::First);
    }

    void aFolderThatIsNotThereIsASentence()
    {
        SingleInstance nowhere(u"/nonexistent/folder"_s);
        const auto claim = nowhere.claim();
        QVERIFY(!claim.ok());
        QVERIFY(claim.error().sentence.contains(u"/nonexistent/folder"_s));
    }

    void aVerbAndItsSecretArriveAndTheReplyComesBack()
    {
        const QTemporaryDir folder;
        const QString path = controlSocketPath(folder.path());
        VerbRequest seen;
        ControlServer server([&seen](const VerbRequest &request, ControlServer::Reply reply) {
            seen = request;
            // Later, as from a keychain.
            QTimer::singleShot(0, QCoreApplication::instance(),
                               [reply] { reply(VerbReply{3, Secret::copyOf("out\n"), u"err"_s}); });
        });
        QVERIFY(server.listen(path).ok());
        struct stat info{};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0700);

        VerbRequest request;
        request.verb = Verb::KeysSet;
        request.arguments = {u"openai"_s};
        request.label = u"work"_s;
        request.form = OutputForm::Json;
        request.secret = Secret::copyOf("sk-with\nline and \"quotes\"");
        const auto reply = ask(path, request);
        QVERIFY2(reply.ok(), reply.ok() ? "" : qPrintable(reply.error().sentence));
        QCOMPARE(reply.value().exit, 3);
        QCOMPARE(reply.value().out.expose(), QByteArrayView("out\n"));
        QCOMPARE(reply.value().err, u"err"_s);
        QCOMPARE(seen.verb, Verb::KeysSet);
        QCOMPARE(seen.arguments, QStringList{u"openai"_s});
        QCOMPARE(seen.label, u"work"_s);
        QCOMPARE(seen.form, OutputForm::Json);
        QVERIFY(seen.secret.equals(request.secret));
    }

    void aLongReplyComesWhole()
    {
        const QTemporaryDir folder;
        const QString path = controlSocketPath(folder.path());
        const QByteArray out(3'000'000, 'x');
        ControlServer server([&out](const VerbRequest &, const ControlServer::Reply &reply) {
            reply(VerbReply{0, Secret::copyOf(out), {}});
        });
        QVERIFY(server.listen(path).ok());
        const auto reply = ask(path, {});
        QVERIFY2(reply.ok(), reply.ok() ? "" : qPrintable(reply.error().sentence));
        QCOMPARE(reply.value().out.expose(), QByteArrayView(out));
    }

    void nobodyThereIsASentence()
    {
        const QTemporaryDir folder;
        const auto reply = ask(controlSocketPath(folder.path()), {});
        QVERIFY(!reply.ok());
        QVERIFY(reply.error().sentence.contains(u"No Byok Relay is running"_s));
    }

    void aSocketThatADeadProgramLeftIsReplaced()
    {
        const QTemporaryDir folder;
        const QString path = controlSocketPath(folder.path());
        const pid_t child = ::fork();
        if (child == 0) {
            ControlServer dying([](const VerbRequest &, const ControlServer::Reply &) {});
            ::_exit(dying.listen(path).ok() ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QVERIFY(QFile::exists(path));
        ControlServer server(
            [](const VerbRequest &, const ControlServer::Reply &reply) { reply(VerbReply::said(u"ok"_s)); });
        QVERIFY(server.listen(path).ok());
        QVERIFY(ask(path, {}).ok());
    }

    void nonsenseNeverReachesAVerb_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good =
            R"({"verb":"status","arguments":[],"label":"","providers":[],"json":false,"secret_bytes":0})";
        QTest::newRow("not JSON") << QByteArray("hello\n");
        QTest::newRow("http") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTest::newRow("unknown verb") << QByteArray(good).replace("status", "format") + '\n';
        QTest::newRow("too many arguments")
            << QByteArray(good).replace("\"arguments\":[]", "\"arguments\":[\"x\"]") + '\n';
        QTest::newRow("a huge secret") << QByteArray(good).replace(":0}", ":99999999}") + '\n';
        QTest::newRow("more than announced") << good + "\nextra";
        QTest::newRow("a line without end") << QByteArray(control::mostLineBytes + 10, 'x');
    }
    void nonsenseNeverReachesAVerb()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        int calls = 0;
        ControlServer server([&calls](const VerbRequest &, const ControlServer::Reply &) { ++calls; });
        QVERIFY(server.listen(controlSocketPath(folder.path())).ok());
        QLocalSocket socket;
        QSignalSpy gone(&socket, &QLocalSocket::disconnected);
        socket.connectToServer(controlSocketPath(folder.path()));
        socket.write(bytes);
        QVERIFY(!gone.isEmpty() || gone.wait(byok::test::patience));
        QCOMPARE(calls, 0);
    }

    void aRequestInPiecesIsOneRequest()
    {
        const QTemporaryDir folder;
        VerbRequest seen;
        ControlServer server([&seen](const VerbRequest &request, const ControlServer::Reply &reply) {
            seen = request;
            reply(VerbReply::said(u"done"_s));
        });
        QVERIFY(server.listen(controlSocketPath(folder.path())).ok());
        VerbRequest request;
        request.verb = Verb::KeysSet;
        request.arguments = {u"openai"_s};
        request.secret = Secret::copyOf("sk-0123456789");
        const QByteArray bytes = requestLine(request) + "sk-0123456789";
        QLocalSocket socket;
        QSignalSpy gone(&socket, &QLocalSocket::disconnected);
        socket.connectToServer(controlSocketPath(folder.path()));
        for (const char c : bytes) {
            socket.write(&c, 1);
            socket.flush();
            QCoreApplication::processEvents();
        }
        QVERIFY(!gone.isEmpty() || gone.wait(byok::test::patience));
        QVERIFY(seen.secret.equals(request.secret));
    }

    void anAnswerAfterTheServersEndDoesNothing()
    {
        const QTemporaryDir folder;
        ControlServer::Reply kept;
        auto server = std::make_unique<ControlServer>(
            [&kept](const VerbRequest &, ControlServer::Reply reply) { kept = std::move(reply); });
        QVERIFY(server->listen(controlSocketPath(folder.path())).ok());
        QLocalSocket socket;
        socket.connectToServer(controlSocketPath(folder.path()));
        socket.write(requestLine({}));
        QTRY_VERIFY(kept);
        server.reset();
        kept(VerbReply::said(u"late"_s));
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
