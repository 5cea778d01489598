// SPDX-License-Identifier: Apache-2.0
// How often providers are asked whether they can be reached: against a fake one, by a clock that the test
// turns.
#include "relay/provider_prober.h"
#include "relay/upstream/transfer_engine.h"
#include "tests/support/fake_upstream.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

struct Lookout
{
    Provider provider(const QString &id, const QByteArray &path = {})
    {
        Provider made;
        made.id = id;
        made.baseUrl = upstream.baseUrl() + path;
        made.addressBy = AddressAuthor::Person;
        return made;
    }
    void ask(const Provider &one)
    {
        prober.ask(one, &here, [this](Reachability found) { answers.append(found); });
    }

    qint64 now = 1'000;
    FakeUpstream upstream;
    TransferEngine engine;
    ProviderProber prober{engine, [this] { return now; }};
    QObject here;
    QList<Reachability> answers;
};

} // namespace

class TestProviderProber : public QObject
{
    Q_OBJECT

private slots:
    void anAnswerHoldsForSixtySecondsAfterItCame()
    {
        Lookout lookout;
        const Provider one = lookout.provider(u"one"_s);
        lookout.ask(one);
        QTRY_COMPARE(lookout.answers.size(), 1);
        lookout.now += 59'999;
        lookout.ask(one);
        QCOMPARE(lookout.answers.size(), 2);
        QCOMPARE(lookout.upstream.requestCount(), 1);
        lookout.now += 1;
        lookout.ask(one);
        QTRY_COMPARE(lookout.answers.size(), 3);
        QCOMPARE(lookout.upstream.requestCount(), 2);
    }

    void anotherAddressIsAnotherQuestion()
    {
        Lookout lookout;
        lookout.ask(lookout.provider(u"one"_s));
        lookout.ask(lookout.provider(u"one"_s, "/moved"));
        QTRY_COMPARE(lookout.answers.size(), 2);
        QCOMPARE(lookout.upstream.requestCount("/"), 1);
        QCOMPARE(lookout.upstream.requestCount("/moved/"), 1);
    }

    void fourAreAskedAtOnceAndTheOthersAfterThem()
    {
        Lookout lookout;
        FakeReply silent;
        silent.cutHeadAt = 0;
        silent.ending = FakeEnding::Stall;
        lookout.upstream.setDefault(silent);
        for (int i = 0; i < 7; ++i)
            lookout.ask(lookout.provider(QString::number(i)));
        QTRY_COMPARE(lookout.upstream.requestCount(), 4);
        QCOMPARE(lookout.engine.activeCount(), 4);
        lookout.upstream.finish(FakeEnding::Close);
        QTRY_COMPARE(lookout.upstream.requestCount(), 7);
        QTRY_COMPARE(lookout.answers.size(), 4);
        lookout.upstream.finish(FakeEnding::Close);
        QTRY_COMPARE(lookout.answers, QList<Reachability>(7, Reachability::Unreachable));
    }

    void whoHasLeftIsNotCalled()
    {
        Lookout lookout;
        auto leaver = std::make_unique<QObject>();
        const Provider one = lookout.provider(u"one"_s);
        lookout.prober.ask(one, leaver.get(), [](Reachability) { QFAIL("called"); });
        leaver.reset();
        lookout.ask(one);
        QTRY_COMPARE(lookout.answers, QList{Reachability::Reachable});
        QCOMPARE(lookout.upstream.requestCount(), 1);
    }

    /// Shipped entries lead to the open internet alone, whatever their name turns out to be.
    void aNameThatLeadsInwardIsNotFollowed()
    {
        Lookout lookout;
        Provider shipped = lookout.provider(u"one"_s);
        shipped.addressBy = AddressAuthor::Shipped;
        lookout.ask(shipped);
        QTRY_COMPARE(lookout.answers, QList{Reachability::Unreachable});
        QCOMPARE(lookout.upstream.requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProviderProber)
#include "tst_provider_prober.moc"
