// SPDX-License-Identifier: Apache-2.0
// The built program with a real gnome-keyring, killed with SIGKILL at many points of each thing that changes
// what it remembers, and started again: what it had acknowledged holds, and nothing is half done. This test
// starts itself under tests/support/with_keyring.
#include "relay/access/app_registry.h"
#include "relay/relay_config.h"
#include "tests/support/fake_upstream.h"
#include "tests/support/patience.h"
#include "tests/support/running_program.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace byok;
using namespace Qt::StringLiterals;
using byok::test::FakeUpstream;
using byok::test::Machine;

namespace {

/// What is under way when the program is killed.
enum class Step {
    Allow,  ///< byok-relay apps add
    Pair,   ///< POST /users
    Store,  ///< POST /keys/openai
    Rotate, ///< POST /keys/openai/rotate
    Remove, ///< DELETE /keys/openai
    Forget, ///< DELETE /users
    Revoke, ///< byok-relay apps revoke
};

constexpr Step steps[] = {Step::Allow,  Step::Pair,   Step::Store, Step::Rotate,
                          Step::Remove, Step::Forget, Step::Revoke};
/// Points in time of each step; one more is right after its acknowledgement.
constexpr int pointsPerStep = 9;
constexpr int patienceMs = 20'000;

/// One app and what the program has acknowledged about it.
struct App
{
    QByteArray origin;
    QByteArray token; ///< empty: it has none
    bool approved = true;
    QByteArray key; ///< the one that it has stored; empty: none
};

QByteArray keyNamed(const QByteArray &name, qsizetype number)
{
    return "sk-" + name + QByteArray::number(number) + "0123456789abcdefghijkl";
}

/// One thing that the program was asked to do, by a request or by a verb.
class Asked
{
public:
    Asked(quint16 port, const QByteArray &bytes)
        : m_socket(std::make_unique<QTcpSocket>())
    {
        m_socket->connectToHost(QHostAddress::LocalHost, port);
        m_socket->write(bytes);
    }
    Asked(const QString &profile, const QStringList &verb)
        : m_process(std::make_unique<QProcess>())
    {
        m_process->start(Machine::binary(), QStringList{u"--profile"_s, profile} + verb);
    }
    ~Asked()
    {
        if (m_process)
            m_process->waitForFinished(patienceMs);
    }
    Q_DISABLE_COPY_MOVE(Asked)

    /// The status of a whole reply, 200 for a verb that has succeeded; 0: nothing yet, or never.
    [[nodiscard]] int status()
    {
        if (m_process)
            return m_process->state() == QProcess::NotRunning && m_process->exitCode() == 0 &&
                           m_process->exitStatus() == QProcess::NormalExit
                       ? 200
                       : 0;
        m_received += m_socket->readAll();
        const bool whole =
            m_received.contains("\r\n\r\n") && m_socket->state() == QAbstractSocket::UnconnectedState;
        return whole ? m_received.mid(9, 3).toInt() : 0;
    }
    [[nodiscard]] int wait()
    {
        (void)QTest::qWaitFor([this] { return status() != 0; }, patienceMs);
        return status();
    }
    [[nodiscard]] QJsonObject json() const
    {
        return QJsonDocument::fromJson(m_received.sliced(m_received.indexOf("\r\n\r\n") + 4)).object();
    }

private:
    std::unique_ptr<QTcpSocket> m_socket;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_received;
};

/// The program, its apps, and what must be true of them.
class House
{
public:
    /// One app for each point, as far as it has to be when its step begins.
    void prepare(int count)
    {
        RelayConfig config;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (int i = 0; i < count; ++i) {
            App app;
            app.origin = "https://app" + QByteArray::number(i) + ".example";
            app.approved = stepOf(i) != Step::Allow;
            if (app.approved) {
                AppEntry entry;
                entry.id = QString::fromLatin1(app.origin);
                entry.grant.duration = GrantDuration::UntilRevoked;
                entry.approvedAt = now;
                config.apps += entry;
                const IssuedToken issued = issueToken(entry.id, now, 90);
                config.tokens += issued.entry;
                app.token = issued.token.expose().toByteArray();
            }
            apps += app;
        }
        Machine::put(machine.config(), config.toJson());
    }
    [[nodiscard]] static Step stepOf(int number) { return steps[number % int(std::size(steps))]; }

    bool start()
    {
        return machine.start(
            {u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream, {u"openai"_s})});
    }
    void kill()
    {
        machine.relay.kill();
        machine.relay.waitForFinished(patienceMs);
    }

    [[nodiscard]] QByteArray bytes(const App &app, const QByteArray &method, const QByteArray &target,
                                   const QByteArray &body = {}) const
    {
        return method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(machine.port) +
               "\r\nConnection: close\r\nOrigin: " + app.origin +
               (app.token.isEmpty() ? QByteArray() : "\r\nx-relay-token: " + app.token) +
               "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
               "\r\n\r\n" + body;
    }
    [[nodiscard]] int ask(const App &app, const QByteArray &method, const QByteArray &target,
                          const QByteArray &body = {})
    {
        return Asked(machine.port, bytes(app, method, target, body)).wait();
    }
    /// The key that the app's requests carry; empty: none, and the program knows it. Else "status <n>".
    QByteArray keyInUse(const App &app)
    {
        const int status = ask(app, "POST", "/relay/openai/v1/chat/completions", "{}");
        if (status == 200)
            return upstream.requests().last().field("authorization").mid(7);
        return status == 400 ? QByteArray() : "status " + QByteArray::number(status);
    }
    bool storesKey(App &app, const QByteArray &key)
    {
        if (ask(app, "POST", "/keys/openai", "{\"key\": \"" + key + "\"}") != 200)
            return false;
        app.key = key;
        return true;
    }

    /// Begins the step; what is true of the app once it is acknowledged comes back.
    std::unique_ptr<Asked> begin(Step step, const App &app, App &after, int number)
    {
        after = app;
        const QString id = QString::fromLatin1(app.origin);
        const auto request = [&](const QByteArray &method, const QByteArray &target, const QByteArray &body) {
            return std::make_unique<Asked>(machine.port, bytes(app, method, target, body));
        };
        switch (step) {
        case Step::Allow:
            after.approved = true;
            return std::make_unique<Asked>(machine.profile(), QStringList{u"apps"_s, u"add"_s, id});
        case Step::Pair:
            return request("POST", "/users", "{\"app_id\": \"x\"}");
        case Step::Store:
            after.key = keyNamed("new", number);
            return request("POST", "/keys/openai", "{\"key\": \"" + after.key + "\"}");
        case Step::Rotate:
            after.key = keyNamed("new", number);
            return request("POST", "/keys/openai/rotate", "{\"key\": \"" + after.key + "\"}");
        case Step::Remove:
            after.key.clear();
            return request("DELETE", "/keys/openai", {});
        case Step::Forget:
            after = {app.origin, {}, false, {}};
            return request("DELETE", "/users", {});
        case Step::Revoke:
            after = {app.origin, {}, false, {}};
            return std::make_unique<Asked>(machine.profile(), QStringList{u"apps"_s, u"revoke"_s, id});
        }
        Q_UNREACHABLE_RETURN(nullptr);
    }

    /// What is wrong with the app, where it must be as `app` says; empty: nothing.
    QByteArray fault(const App &app)
    {
        const int keys = ask(app, "GET", "/keys");
        // An origin that is not approved is a stranger; one that is lacks a token at most.
        const int wanted = !app.approved ? 403 : app.token.isEmpty() ? 401 : 200;
        if (keys != wanted)
            return "GET /keys is " + QByteArray::number(keys) + ", not " + QByteArray::number(wanted);
        if (wanted != 200)
            return {};
        const QByteArray found = keyInUse(app);
        return found == app.key ? QByteArray() : "its key is \"" + found + "\", not \"" + app.key + '"';
    }

    /// The accounts that the keychain holds.
    [[nodiscard]] static QStringList keychain()
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"secret-tool"_s, {u"search"_s, u"--all"_s, u"server"_s, u"Byok Relay"_s});
        process.waitForFinished(patienceMs);
        QStringList accounts;
        for (const QByteArray &line : process.readAll().split('\n')) {
            if (line.startsWith("attribute.user = "))
                accounts += QString::fromUtf8(line.mid(17).trimmed());
        }
        accounts.sort();
        return accounts;
    }
    [[nodiscard]] Result<RelayConfig> config() const
    {
        return RelayConfig::fromJson(Machine::bytesOf(machine.config()), machine.config());
    }
    [[nodiscard]] QStringList listed() const
    {
        QStringList accounts;
        const Result<RelayConfig> read = config();
        if (!read)
            return {read.error().sentence};
        for (const KeyEntry &key : read.value().keys)
            accounts += key.account;
        for (const QString &account : read.value().unlistedAccounts)
            accounts += u"unlisted "_s + account;
        accounts.sort();
        return accounts;
    }

    FakeUpstream upstream;
    Machine machine{Machine::Vault::AsByDefault};
    QList<App> apps;
};

} // namespace

class TestProgramCrash : public QObject
{
    Q_OBJECT

private slots:
    void aKillAtAnyPointLosesNothingAcknowledgedAndLeavesNothingHalf()
    {
        constexpr int count = int(std::size(steps)) * (pointsPerStep + 1);
        House house;
        house.prepare(count + int(std::size(steps))); // the last round is to measure how long each takes
        QVERIFY(house.start());
        for (int i = 0; i < house.apps.size(); ++i) {
            const Step step = House::stepOf(i);
            if (step == Step::Rotate || step == Step::Remove || step == Step::Forget || step == Step::Revoke)
                QVERIFY(house.storesKey(house.apps[i], keyNamed("old", i)));
        }
        QHash<Step, qint64> took;
        for (int i = count; i < house.apps.size(); ++i) {
            App after;
            QElapsedTimer clock;
            clock.start();
            const auto asked = house.begin(House::stepOf(i), house.apps.at(i), after, i);
            QCOMPARE(asked->wait(), 200);
            took.insert(House::stepOf(i), clock.elapsed());
            house.apps[i] = after;
        }

        int acknowledged = 0;
        int changed = 0;
        for (int i = 0; i < count; ++i) {
            const Step step = House::stepOf(i);
            const int point = i / int(std::size(steps));
            App after;
            auto asked = house.begin(step, house.apps.at(i), after, i);
            // The points lie from the first moment to a little after the usual last one.
            const qint64 delay =
                point == pointsPerStep ? patienceMs : (took.value(step) + 4) * point / (pointsPerStep - 1);
            const bool acked = QTest::qWaitFor([&] { return asked->status() != 0; }, QDeadlineTimer(delay)) &&
                               asked->status() == 200;
            if (acked && step == Step::Pair)
                after.token = asked->json().value("token"_L1).toString().toLatin1();
            house.kill();
            asked.reset();
            const QByteArray where = "step " + QByteArray::number(int(step)) + ", point " +
                                     QByteArray::number(point) + (acked ? ", acknowledged" : "");

            const Result<RelayConfig> config = house.config();
            QVERIFY2(config, (where + ": " + (config ? "" : config.error().sentence.toUtf8())).constData());
            QVERIFY2(house.start(), (where + ": " + house.machine.relay.readAllStandardError()).constData());
            const QByteArray notAfter = house.fault(after);
            if (notAfter.isEmpty()) {
                house.apps[i] = after;
                ++changed;
            } else {
                QVERIFY2(!acked, (where + ": " + notAfter).constData());
                const QByteArray notBefore = house.fault(house.apps.at(i));
                QVERIFY2(notBefore.isEmpty(), (where + ": " + notAfter + ", and " + notBefore).constData());
            }
            acknowledged += acked ? 1 : 0;
            QTRY_VERIFY2(house.listed() == House::keychain(),
                         (where + ": listed " + house.listed().join(u' ').toUtf8() + "; in the keychain " +
                          House::keychain().join(u' ').toUtf8())
                             .constData());
        }
        // Everything, once more, of every app.
        for (const App &app : std::as_const(house.apps)) {
            const QByteArray fault = house.fault(app);
            QVERIFY2(fault.isEmpty(), (app.origin + ": " + fault).constData());
        }
        qInfo("%d kills, %d after the acknowledgement, %d found done", count, acknowledged, changed);
        // Else the points missed the step: all before its beginning, or all after its end.
        QVERIFY(changed > 0 && changed < count);
    }
};

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("BYOK_KEYRING_PID")) {
        TestProgramCrash test;
        return QTest::qExec(&test, QCoreApplication::arguments());
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(qEnvironmentVariable("BYOK_SOURCE_DIR") + u"/tests/support/with_keyring"_s,
                  QStringList{u"unlocked"_s, QCoreApplication::applicationFilePath()} +
                      QCoreApplication::arguments().mid(1));
    if (!process.waitForFinished(560'000)) {
        process.terminate(); // it cleans up
        process.waitForFinished(5'000);
        return 1;
    }
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 1;
}
#include "tst_program_crash.moc"
