// SPDX-License-Identifier: Apache-2.0
#include "relay/access/consent_queue.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

/// A queue with a clock of its own, and everything that it asked for and answered.
struct Bench
{
    QDateTime now = QDateTime(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC);
    int changes = 0;
    int mostAsking = 0;
    int denialChanges = 0;
    QStringList durable;                ///< ids in the order in which they were to be saved
    std::function<void(Result<QString>)> save; ///< the last one's `done`, where saving is slow
    enum class Saving { AtOnce, Later, Fails } saving = Saving::AtOnce;
    QStringList answers; ///< "200", or the status and Retry-After
    RateLimiter limiter{[this] { return now.toMSecsSinceEpoch(); }};
    std::unique_ptr<ConsentQueue> queue;

    explicit Bench(const QList<DenialEntry> &denials = {})
    {
        ConsentHooks hooks;
        hooks.changed = [this] {
            ++changes;
            int asking = 0;
            for (const ConsentQuestion &question : queue->questions())
                asking += question.state == ConsentState::Asking ? 1 : 0;
            mostAsking = std::max(mostAsking, asking);
        };
        hooks.makeDurable = [this](const ConsentRequest &request, const Grant &grant,
                                   const std::function<void(Result<QString>)> &done) {
            durable += request.id;
            switch (saving) {
            case Saving::AtOnce:
                done(grant.providers.join(u','));
                break;
            case Saving::Later:
                save = done;
                break;
            case Saving::Fails:
                done(Failure{u"The disk is full."_s});
                break;
            }
        };
        hooks.denialsChanged = [this] { ++denialChanges; };
        queue = std::make_unique<ConsentQueue>(hooks, limiter, [this] { return now; }, denials);
    }

    static ConsentRequest page(const QByteArray &origin, const QString &name = {})
    {
        ConsentRequest request;
        request.origin = origin;
        request.claim.name = name;
        return request;
    }
    static ConsentRequest program(const QString &executable, qint64 process)
    {
        ConsentRequest request;
        request.kind = AppKind::Program;
        request.program = {executable, process, u"ann"_s};
        return request;
    }

    Result<CallerId, RelayError> ask(const ConsentRequest &request)
    {
        return queue->ask(request, [this](const Result<QString, RelayError> &answer) {
            answers += answer ? u"200 %1"_s.arg(answer.value()) : QString::number(answer.error().status());
        });
    }
    Result<CallerId, RelayError> ask(const QByteArray &origin) { return ask(page(origin)); }
    /// Status and Retry-After of an ask that is refused at once; empty where it is held.
    QString refusal(const QByteArray &origin)
    {
        const auto asked = ask(origin);
        return asked ? QString()
                     : u"%1 %2"_s.arg(asked.error().status()).arg(asked.error().retryAfterSeconds);
    }
    [[nodiscard]] QString currentId() const
    {
        return queue->current() ? queue->current()->request.id : QString();
    }
    Result<> allow(const QString &id, const Grant &grant = {})
    {
        const auto result =
            std::make_shared<Result<>>(Failure{u"no answer yet"_s}); // may come after this returns
        queue->allow(id, grant, [result](const Result<> &saved) { *result = saved; });
        return *result;
    }
    /// Asks and says no.
    void denyOnce(const QByteArray &origin, Denial denial = Denial::ThisTime)
    {
        QVERIFY(ask(origin).ok());
        QVERIFY(queue->deny(queue->questions().last().request.id, denial).ok());
    }
};

const QByteArray origin = "https://writer.example";

} // namespace

class TestConsentQueue : public QObject
{
    Q_OBJECT

private slots:
    void allRequestsOfAnOriginShareOneQuestionAndOneAnswer()
    {
        Bench bench;
        for (int i = 0; i < 5; ++i)
            QVERIFY(bench.ask(origin).ok());
        QCOMPARE(bench.queue->questions().size(), 1);
        QCOMPARE(bench.queue->current()->callers, 5);
        QVERIFY(bench.answers.isEmpty());
        Grant grant;
        grant.providers = {u"openai"_s};
        QVERIFY(bench.allow(bench.currentId(), grant).ok());
        QCOMPARE(bench.answers, QStringList(5, u"200 openai"_s));
        QVERIFY(bench.queue->questions().isEmpty());
    }

    void whatNobodyAnsweredIsNotAskedAgainAtOnce()
    {
        Bench bench;
        QVERIFY(bench.ask(origin).ok());
        bench.now = bench.now.addSecs(120);
        bench.queue->expire();
        QCOMPARE(bench.answers, QStringList{u"408"_s});
        // A browser that sends its request once more by itself is told the same without a new question.
        QCOMPARE(bench.refusal(origin), u"408 -1"_s);
        QVERIFY(bench.queue->questions().isEmpty());
        bench.now = bench.now.addSecs(10);
        QVERIFY(bench.ask(origin).ok());
    }

    void whatIsApprovedInAnotherWayIsAnsweredWithThat()
    {
        Bench bench;
        QVERIFY(bench.ask(origin).ok());
        QVERIFY(bench.ask("https://other.example").ok());
        bench.queue->settle(QString::fromLatin1(origin), u"that"_s);
        QCOMPARE(bench.answers, QStringList{u"200 that"_s});
        QCOMPARE(bench.queue->questions().size(), 1);
        QCOMPARE(bench.queue->current()->request.origin, QByteArray("https://other.example"));
    }

    void programsOfOneInterpreterAreAskedAboutEach()
    {
        Bench bench;
        ConsentRequest one = Bench::program(u"/usr/bin/python3"_s, 77);
        one.claim.appId = u"a"_s;
        ConsentRequest other = one;
        other.claim.appId = u"b"_s;
        QVERIFY(bench.ask(one).ok());
        QVERIFY(bench.ask(one).ok());
        QVERIFY(!bench.ask(other).ok()); // one question a subject at a time
        QCOMPARE(bench.queue->questions().size(), 1);
        QCOMPARE(bench.queue->current()->callers, 2);
    }

    void theSnapshotStaysWhatWasAskedFirst()
    {
        Bench bench;
        QVERIFY(bench.ask(Bench::page(origin, u"Writer"_s)).ok());
        const ConsentRequest shown = bench.queue->current()->request;
        ConsentRequest second = Bench::page(origin, u"Your Bank"_s);
        second.claim.providers = {u"openai"_s, u"anthropic"_s};
        QVERIFY(bench.ask(second).ok());
        QCOMPARE(bench.queue->current()->request, shown);
        QCOMPARE(shown.claim.name, u"Writer"_s);
    }

    void questionsAreAskedOneAfterTheOther()
    {
        Bench bench;
        QVERIFY(bench.ask("https://a.example").ok());
        QVERIFY(bench.ask("https://b.example").ok());
        QVERIFY(bench.ask("https://c.example").ok());
        QCOMPARE(bench.queue->current()->request.origin, "https://a.example");
        QVERIFY(bench.queue->deny(bench.currentId(), Denial::ThisTime).ok());
        QCOMPARE(bench.queue->current()->request.origin, "https://b.example");
        // A list answers any of them, by id.
        QVERIFY(bench.allow(bench.queue->questions().last().request.id).ok());
        QCOMPARE(bench.queue->questions().size(), 1);
        QCOMPARE(bench.queue->current()->request.origin, "https://b.example");
        QCOMPARE(bench.answers, QStringList({u"403"_s, u"200 "_s}));
        QCOMPARE(bench.mostAsking, 1);
    }

    void nobodyAnswers()
    {
        Bench bench;
        QVERIFY(bench.ask(origin).ok());
        bench.now = bench.now.addSecs(60);
        QVERIFY(bench.ask(origin).ok());
        QCOMPARE(*bench.queue->nextDeadline(), bench.now.addSecs(60));
        bench.now = bench.now.addMSecs(59'999);
        bench.queue->expire();
        QVERIFY(bench.answers.isEmpty());
        bench.now = bench.now.addMSecs(1);
        bench.queue->expire();
        QCOMPARE(bench.answers, QStringList(u"408"_s));
        QCOMPARE(bench.queue->current()->callers, 1);
        bench.now = bench.now.addSecs(60);
        bench.queue->expire();
        QCOMPARE(bench.answers, QStringList({u"408"_s, u"408"_s}));
        QVERIFY(!bench.queue->current());
        QVERIFY(!bench.queue->nextDeadline());
        QCOMPARE(bench.refusal(origin), u"408 -1"_s);
    }

    void aQuestionWhoseCallersLeaveIsWithdrawn()
    {
        Bench bench;
        const auto first = bench.ask(origin);
        const auto second = bench.ask(origin);
        QVERIFY(bench.ask("https://b.example").ok());
        const QString id = bench.currentId();
        bench.queue->withdraw(first.value());
        QCOMPARE(bench.currentId(), id);
        bench.queue->withdraw(second.value());
        QCOMPARE(bench.queue->current()->request.origin, "https://b.example");
        QVERIFY(!bench.allow(id).ok()); // a dialog that was open on it
        QVERIFY(!bench.queue->deny(id, Denial::ThisTime).ok());
        QVERIFY(bench.durable.isEmpty());
        QVERIFY(bench.answers.isEmpty());
        bench.queue->withdraw(second.value()); // again: nothing
    }

    void denialsAreFollowedBySilence()
    {
        Bench bench;
        bench.denyOnce(origin);
        QCOMPARE(bench.refusal(origin), u"429 30"_s);
        QCOMPARE(bench.refusal("https://other.example"), QString());
        bench.now = bench.now.addMSecs(29'500);
        QCOMPARE(bench.refusal(origin), u"429 1"_s);
        bench.now = bench.now.addMSecs(500);
        bench.denyOnce(origin);
        QCOMPARE(bench.denialChanges, 0);
        bench.now = bench.now.addSecs(30);
        bench.denyOnce(origin);
        QCOMPARE(bench.denialChanges, 1);
        QCOMPARE(bench.refusal(origin), u"429 604800"_s);
        bench.now = bench.now.addDays(7);
        QCOMPARE(bench.refusal(origin), QString());
    }

    void longSilenceSurvivesARestart()
    {
        Bench before;
        for (int i = 0; i < 3; ++i) {
            before.denyOnce(origin);
            before.now = before.now.addSecs(30);
        }
        before.denyOnce("https://once.example");
        before.denyOnce("https://never.example", Denial::NeverAskAgain);
        const QList<DenialEntry> kept = before.queue->lastingDenials();
        QCOMPARE(kept.size(), 2);

        Bench after(kept);
        after.now = before.now.addDays(6);
        QVERIFY(after.refusal(origin).startsWith("429 "_L1));
        QCOMPARE(after.refusal("https://once.example"), QString());
        QCOMPARE(after.refusal("https://never.example"), u"403 -1"_s);
        after.now = after.now.addDays(4000);
        QCOMPARE(after.refusal("https://never.example"), u"403 -1"_s);
        after.queue->forgive(u"https://never.example"_s);
        QCOMPARE(after.denialChanges, 1);
        QCOMPARE(after.refusal("https://never.example"), QString());
    }

    void anApprovalForgetsEarlierDenials()
    {
        Bench bench;
        for (int i = 0; i < 2; ++i) {
            bench.denyOnce(origin);
            bench.now = bench.now.addSecs(30);
        }
        QVERIFY(bench.ask(origin).ok());
        QVERIFY(bench.allow(bench.currentId()).ok());
        bench.denyOnce(origin);
        QCOMPARE(bench.refusal(origin), u"429 30"_s);
    }

    void tenAnHour()
    {
        Bench bench;
        for (int i = 0; i < 10; ++i)
            bench.queue->withdraw(bench.ask(origin).value());
        const auto refused = bench.ask(origin);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().status(), 429);
        QVERIFY(refused.error().retryAfterSeconds > 3000);
        QCOMPARE(bench.refusal("https://other.example"), QString());
        bench.now = bench.now.addSecs(refused.error().retryAfterSeconds);
        QCOMPARE(bench.refusal(origin), QString());
    }

    void aFullQueueSaysWhenToComeBack()
    {
        Bench bench;
        for (int i = 0; i < 16; ++i)
            QCOMPARE(bench.refusal("https://n" + QByteArray::number(i) + ".example"), QString());
        QCOMPARE(bench.refusal(origin), u"429 120"_s);
        QCOMPARE(bench.refusal("https://n3.example"), QString()); // it has its question already
        bench.now = bench.now.addSecs(110);
        QCOMPARE(bench.refusal(origin), u"429 10"_s);
        bench.now = bench.now.addSecs(10);
        bench.queue->expire();
        QCOMPARE(bench.refusal(origin), QString());
    }

    void aThousandRequestsOfAHundredOriginsAskOnce()
    {
        Bench bench;
        int held = 0;
        for (int i = 0; i < 1000; ++i) {
            held += bench.ask("https://n" + QByteArray::number(i % 100) + ".example").ok() ? 1 : 0;
            QVERIFY(bench.queue->questions().size() <= 16);
        }
        QCOMPARE(held, 160);
        QCOMPARE(bench.mostAsking, 1);
        QCOMPARE(bench.queue->current()->request.origin, "https://n0.example");
        int answered = 0;
        while (bench.queue->current()) {
            QVERIFY(bench.queue->deny(bench.currentId(), Denial::ThisTime).ok());
            ++answered;
        }
        QCOMPARE(answered, 16);
        QCOMPARE(bench.answers, QStringList(160, u"403"_s));
    }

    void nobodyIsToldBeforeItIsOnDisk()
    {
        Bench bench;
        bench.saving = Bench::Saving::Later;
        const auto first = bench.ask(origin);
        QVERIFY(bench.ask(origin).ok());
        const QString id = bench.currentId();
        QVERIFY(!bench.allow(id).ok());
        QCOMPARE(bench.queue->questions().first().state, ConsentState::Granting);
        QVERIFY(bench.answers.isEmpty());
        QVERIFY(!bench.allow(id).ok()); // a second click, a second window
        QVERIFY(!bench.queue->deny(id, Denial::ThisTime).ok());
        QCOMPARE(bench.durable, QStringList(id));
        bench.now = bench.now.addSecs(500);
        bench.queue->expire(); // the yes was in time
        QVERIFY(bench.answers.isEmpty());
        bench.queue->withdraw(first.value());
        QVERIFY(bench.ask(origin).ok()); // comes just in time
        bench.save(u"app"_s);
        QCOMPARE(bench.answers, QStringList({u"200 app"_s, u"200 app"_s}));
        QVERIFY(bench.queue->questions().isEmpty());
    }

    void aYesStaysAYesWhenThePageIsClosedMeanwhile()
    {
        Bench bench;
        bench.saving = Bench::Saving::Later;
        const auto only = bench.ask(origin);
        QVERIFY(!bench.allow(bench.currentId()).ok());
        bench.queue->withdraw(only.value());
        QCOMPARE(bench.queue->questions().size(), 1);
        QVERIFY(bench.ask(origin).ok()); // the page was only loaded anew
        bench.save(u"app"_s);
        QCOMPARE(bench.answers, QStringList(u"200 app"_s));
    }

    void aYesThatCannotBeSavedLeavesTheQuestion()
    {
        Bench bench;
        QVERIFY(bench.ask(origin).ok());
        bench.saving = Bench::Saving::Fails;
        const auto saved = bench.allow(bench.currentId());
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().sentence, u"The disk is full."_s);
        QVERIFY(bench.answers.isEmpty());
        QCOMPARE(bench.queue->current()->state, ConsentState::Asking);
        bench.saving = Bench::Saving::AtOnce;
        QVERIFY(bench.allow(bench.currentId()).ok());
        QCOMPARE(bench.answers, QStringList(u"200 "_s));
    }

    void aSaveThatEndsAfterTheQueueIsHarmless()
    {
        Bench bench;
        bench.saving = Bench::Saving::Later;
        Result<> told = Nothing{};
        QVERIFY(bench.ask(origin).ok());
        bench.queue->allow(bench.currentId(), {}, [&told](const Result<> &saved) { told = saved; });
        bench.queue.reset();
        bench.save(Failure{u"late"_s});
        QVERIFY(!told.ok());
        QVERIFY(bench.answers.isEmpty());
    }

    void aProgramIsAskedAboutByProcess()
    {
        Bench bench;
        QVERIFY(bench.ask(Bench::program(u"/usr/bin/python3"_s, 100)).ok());
        QVERIFY(bench.ask(Bench::program(u"/usr/bin/python3"_s, 100)).ok());
        // Another script of the same interpreter must not slip in under the first one's answer.
        const auto other = bench.ask(Bench::program(u"/usr/bin/python3"_s, 101));
        QVERIFY(!other.ok());
        QCOMPARE(other.error().status(), 429);
        QVERIFY(bench.ask(Bench::program(u"/usr/bin/curl"_s, 102)).ok());
        QCOMPARE(bench.queue->questions().size(), 2);
        // Nor may two that nothing is known of share one.
        QVERIFY(bench.ask(Bench::program({}, 0)).ok());
        QVERIFY(!bench.ask(Bench::program({}, 0)).ok());
        QVERIFY(bench.queue->deny(bench.currentId(), Denial::ThisTime).ok());
        QVERIFY(
            !bench.ask(Bench::program(u"/usr/bin/python3"_s, 103)).ok()); // a new process is not a new start
    }

    void theChangesAreTold()
    {
        Bench bench;
        QVERIFY(bench.ask(origin).ok() && bench.ask(origin).ok());
        QCOMPARE(bench.changes, 2);
        QVERIFY(bench.queue->deny(bench.currentId(), Denial::ThisTime).ok());
        QCOMPARE(bench.changes, 3);
        bench.queue->expire();
        QVERIFY(!bench.ask(origin).ok()); // neither changes anything
        QCOMPARE(bench.changes, 3);
    }

    void whoeverWasAnsweredMayAskAgainAtOnce()
    {
        Bench bench;
        int asked = 0;
        QVERIFY(bench.queue
                    ->ask(Bench::page(origin),
                          [&](const Result<QString, RelayError> &) {
                              asked += bench.ask("https://again.example").ok() ? 1 : 0;
                          })
                    .ok());
        QVERIFY(bench.queue->deny(bench.currentId(), Denial::ThisTime).ok());
        QCOMPARE(asked, 1);
        QCOMPARE(bench.queue->current()->request.origin, "https://again.example");
    }
};

QTEST_APPLESS_MAIN(TestConsentQueue)
#include "tst_consent_queue.moc"
