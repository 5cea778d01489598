// SPDX-License-Identifier: Apache-2.0
// A windows' thread that does nothing for two seconds (a modal dialog, a slow keychain) holds up no stream.
#include "relay/access/provider_edits.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/support/written_notices.h"
#include "ui/window_shell.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int pieces = 40;
constexpr int millisecondsBetween = 50;

/// A provider or a client, on a thread of its own, made and destroyed there.
template <typename Thing>
struct Side
{
    Side()
    {
        root.moveToThread(&thread);
        thread.start();
    }
    ~Side()
    {
        run([this] { thing.reset(); });
        thread.quit();
        thread.wait();
    }
    template <typename Do>
    void run(Do what)
    {
        QMetaObject::invokeMethod(&root, std::move(what), Qt::BlockingQueuedConnection);
    }

    QThread thread;
    QObject root;
    std::unique_ptr<Thing> thing;
};

} // namespace

class TestBlockedGui : public QObject
{
    Q_OBJECT

private slots:
    void aBlockedWindowsThreadStallsNoStream()
    {
        RunningRelay relay;
        FakeDesktop desktop;
        WrittenNotices notices;
        WindowShell shell({relay.controller(), desktop}, notices, [] { return true; });
        shell.start(WindowShell::Start::Shown);

        Side<FakeUpstream> provider;
        QByteArray baseUrl;
        provider.run([&] {
            provider.thing = std::make_unique<FakeUpstream>();
            FakeUpstream *upstream = provider.thing.get();
            baseUrl = upstream->baseUrl();
            FakeReply reply;
            reply.fields = {{"content-type", "text/event-stream"}};
            reply.pieces = {};
            for (int i = 0; i < pieces; ++i)
                reply.pieces.append("data: piece " + QByteArray::number(i) + "\n\n");
            reply.framing = FakeFraming::Chunked;
            reply.pace = FakePace::Gated;
            upstream->next(reply);
        });
        ProviderEntry entry;
        entry.id = u"slow"_s;
        entry.name = u"Slow"_s;
        entry.baseUrl = baseUrl;
        entry.auth = AuthScheme::None;
        entry.privateAddresses = PrivateAddresses::Allowed;
        QVERIFY(relay.keeper().apply(setProvider(entry)));

        QList<qint64> arrivals;
        QElapsedTimer clock;
        clock.start();
        std::atomic<int> arrived = 0;
        Side<RawClient> caller;
        const QByteArray request = relay.request("POST", "/relay/slow/v1/chat/completions", "{}");
        caller.run([&] {
            caller.thing = std::make_unique<RawClient>(relay.port());
            RawClient *client = caller.thing.get();
            QObject::connect(client, &RawClient::changed, client, [&, client] {
                const int now = int(client->received().count("data: piece"));
                for (; arrived < now; ++arrived)
                    arrivals.append(clock.elapsed());
            });
            client->send(request);
        });
        const auto isAsked = [&] {
            bool asked = false;
            provider.run([&] { asked = !provider.thing->requests().isEmpty(); });
            return asked;
        };
        QTRY_VERIFY(isAsked());
        provider.run([&] { provider.thing->release(); });
        QTRY_COMPARE(arrived, 1); // the stream runs

        provider.run([&] {
            FakeUpstream *upstream = provider.thing.get();
            auto *beat = new QTimer(upstream);
            QObject::connect(beat, &QTimer::timeout, upstream, [upstream] { upstream->release(); });
            beat->start(millisecondsBetween);
        });
        const qint64 blockedAt = clock.elapsed();
        QThread::sleep(std::chrono::seconds(2)); // what the test is about
        const qint64 freeAt = clock.elapsed();
        const int whileBlocked = arrived;
        QTRY_COMPARE(arrived, pieces);

        qint64 longest = 0;
        qint64 before = blockedAt;
        for (const qint64 at : std::as_const(arrivals)) {
            if (at < blockedAt || at > freeAt)
                continue;
            longest = std::max(longest, at - before);
            before = at;
        }
        qInfo("blocked %lld ms: %d pieces came meanwhile, at most %lld ms apart (sent every %d ms)",
              freeAt - blockedAt, whileBlocked, longest, millisecondsBetween);
        QVERIFY(whileBlocked >= pieces / 2);
        QVERIFY(longest < 500);
    }
};

QTEST_MAIN(TestBlockedGui)
#include "tst_blocked_gui.moc"
