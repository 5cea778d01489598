// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/key_ring.h"

#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace byok;

namespace {

using Answer = Result<Secret, SecretError>;

/// A store on the other side of a queue: holds questions until the test answers them.
struct SlowStore
{
    struct Question
    {
        QString account;
        SecretStore::ReadDone done;
    };
    QList<Question> questions;

    KeyRing::Fetch fetch()
    {
        return [this](const QString &account, SecretStore::ReadDone done) {
            questions.append({account, std::move(done)});
        };
    }
    void answer(qsizetype index, Answer answer) { questions.at(index).done(std::move(answer)); }
};

/// What one caller of use() got.
struct Caller
{
    QByteArray key;
    std::optional<RelayError> error;
    int calls = 0;

    KeyRing::Use use()
    {
        return [this](const Result<Secret, RelayError> &result) {
            ++calls;
            if (result.ok())
                key = result.value().expose().toByteArray();
            else
                error = result.error();
        };
    }
};

const QString account = u"key/openai/default"_s;
const QString openai = u"openai"_s;

Answer key(QByteArrayView bytes)
{
    return Secret::copyOf(bytes);
}

} // namespace

class TestKeyRing : public QObject
{
    Q_OBJECT

private slots:
    void readersOfOneKeyShareOneRead();
    void faultsBecomeHonestErrors_data();
    void faultsBecomeHonestErrors();
    void aFaultIsNotRemembered();
    void anAnswerFromBeforeTheLockIsNotKept();
    void aReplacedKeyReachesWhoeverWaits();
    void aKeyTakenOffTheIndexIsForgotten();
    void aReadUnderWayDoesNotBringBackAKeyTakenOffTheIndex();
    void aDeadContextIsNotCalled();
    void aContextThatDiesAmongTheCallsIsNotCalled();
    void aCallerMayDropAndAskAgain();
    void aCallerMayEndTheRing();
    void anAnswerAfterTheRingsEndIsHarmless();
    void aSecondAnswerIsIgnored();
    void aStoreThatAnswersAtOnceWorks();
    void droppedKeysLeaveMemory();
    void aLockedRingGivesNoKeyToAnybody();
};

void TestKeyRing::aLockedRingGivesNoKeyToAnybody()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex({account});
    Caller before;
    ring.use(account, openai, nullptr, before.use());
    store.answer(0, key("k"));
    QCOMPARE(ring.heldCount(), 1);
    ring.drop(account);
    Caller waiting;
    ring.use(account, openai, nullptr, waiting.use());
    QCOMPARE(store.questions.size(), 2);

    ring.lock();
    QVERIFY(ring.isLocked());
    QCOMPARE(ring.heldCount(), 0);
    QVERIFY(waiting.error && waiting.error->code == ErrorCode::Locked);
    Caller asking;
    ring.use(account, openai, nullptr, asking.use());
    QVERIFY(asking.error && asking.error->code == ErrorCode::Locked);
    QCOMPARE(asking.error->status(), 423);
    QCOMPARE(store.questions.size(), 2); // the store is not even asked
    store.answer(1, key("k"));           // the read that was under way
    QCOMPARE(ring.heldCount(), 0);
    QCOMPARE(waiting.calls, 1);

    ring.unlock();
    Caller after;
    ring.use(account, openai, nullptr, after.use());
    QCOMPARE(store.questions.size(), 3);
    store.answer(2, key("k"));
    QCOMPARE(after.key, "k");
}

void TestKeyRing::readersOfOneKeyShareOneRead()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller first, second, third, other;
    ring.use(account, openai, this, first.use());
    ring.use(account, openai, this, second.use());
    ring.use(u"key/groq/default"_s, u"groq"_s, this, other.use());
    QCOMPARE(store.questions.size(), 2);
    store.answer(0, key("sk-one"));
    QCOMPARE(first.key, "sk-one");
    QCOMPARE(second.key, "sk-one");
    QCOMPARE(other.calls, 0);
    ring.use(account, openai, this, third.use()); // from memory, at once
    QCOMPARE(third.key, "sk-one");
    QCOMPARE(store.questions.size(), 2);
    QCOMPARE(ring.heldCount(), 1);
}

void TestKeyRing::faultsBecomeHonestErrors_data()
{
    QTest::addColumn<SecretFault>("fault");
    QTest::addColumn<bool>("indexed");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("absent") << SecretFault::Absent << false << ErrorCode::KeyMissing
                            << u"No API key stored for provider \"openai\". POST /keys/openai first."_s;
    QTest::newRow("absent, but stored once")
        << SecretFault::Absent << true << ErrorCode::KeyLocked << u"does not show"_s;
    QTest::newRow("locked") << SecretFault::Locked << true << ErrorCode::KeyLocked
                            << u"The keychain is locked. Unlock it"_s;
    QTest::newRow("locked, not indexed")
        << SecretFault::Locked << false << ErrorCode::KeyLocked << u"is locked"_s;
    QTest::newRow("no keychain") << SecretFault::Unavailable << true << ErrorCode::KeychainUnavailable
                                 << u"of the store"_s;
    QTest::newRow("refused") << SecretFault::Refused << true << ErrorCode::KeyLocked << u"Allow"_s;
    QTest::newRow("failed") << SecretFault::Failed << true << ErrorCode::KeychainUnavailable
                            << u"of the store"_s;
}

void TestKeyRing::faultsBecomeHonestErrors()
{
    QFETCH(SecretFault, fault);
    QFETCH(bool, indexed);
    QFETCH(ErrorCode, code);
    QFETCH(QString, sentence);
    SlowStore store;
    KeyRing ring(store.fetch());
    if (indexed)
        ring.setIndex({account});
    Caller caller;
    ring.use(account, openai, this, caller.use());
    store.answer(0, SecretError{fault, u"the sentence of the store"_s});
    QCOMPARE(caller.calls, 1);
    QVERIFY(caller.error.has_value());
    QCOMPARE(caller.error->code, code);
    QVERIFY2(caller.error->sentence.contains(sentence), qPrintable(caller.error->sentence));
}

void TestKeyRing::aFaultIsNotRemembered()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller before, after;
    ring.use(account, openai, this, before.use());
    store.answer(0, SecretError{SecretFault::Locked, {}});
    ring.use(account, openai, this, after.use());
    store.answer(1, key("sk-one"));
    QVERIFY(before.error.has_value());
    QCOMPARE(after.key, "sk-one");
}

void TestKeyRing::anAnswerFromBeforeTheLockIsNotKept()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller caller;
    ring.use(account, openai, this, caller.use());
    ring.dropAll();
    store.answer(0, key("sk-old"));
    QCOMPARE(ring.heldCount(), 0);
    QCOMPARE(caller.calls, 0);
    QCOMPARE(store.questions.size(), 2);
    store.answer(1, SecretError{SecretFault::Locked, {}});
    QCOMPARE(caller.calls, 1);
    QCOMPARE(caller.error->code, ErrorCode::KeyLocked);
    QCOMPARE(ring.heldCount(), 0);
}

void TestKeyRing::aReplacedKeyReachesWhoeverWaits()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller caller;
    ring.use(account, openai, this, caller.use());
    ring.drop(account);
    store.answer(1, key("sk-new"));
    store.answer(0, key("sk-old")); // late
    QCOMPARE(caller.key, "sk-new");
    QCOMPARE(caller.calls, 1);
    Caller later;
    ring.use(account, openai, this, later.use());
    QCOMPARE(later.key, "sk-new");
}

void TestKeyRing::aKeyTakenOffTheIndexIsForgotten()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex({account, u"key/groq/default"_s});
    Caller caller;
    ring.use(account, openai, this, caller.use());
    store.answer(0, key("sk-one"));
    ring.setIndex({account});
    QCOMPARE(ring.heldCount(), 1);
    ring.setIndex({});
    QCOMPARE(ring.heldCount(), 0);
}

void TestKeyRing::aReadUnderWayDoesNotBringBackAKeyTakenOffTheIndex()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex({account});
    Caller caller;
    ring.use(account, openai, this, caller.use());
    ring.setIndex({});
    store.answer(0, key("sk-removed"));
    QCOMPARE(ring.heldCount(), 0);
    store.answer(1, SecretError{SecretFault::Absent, {}});
    QCOMPARE(caller.error->code, ErrorCode::KeyMissing);
}

void TestKeyRing::aDeadContextIsNotCalled()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller dead, alive;
    auto context = std::make_unique<QObject>();
    ring.use(account, openai, context.get(), dead.use());
    ring.use(account, openai, this, alive.use());
    context.reset();
    store.answer(0, key("sk-one"));
    QCOMPARE(dead.calls, 0);
    QCOMPARE(alive.calls, 1);
}

void TestKeyRing::aContextThatDiesAmongTheCallsIsNotCalled()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller dead;
    auto context = std::make_unique<QObject>();
    ring.use(account, openai, this, [&](const auto &) { context.reset(); });
    ring.use(account, openai, context.get(), dead.use());
    store.answer(0, key("sk-one"));
    QCOMPARE(dead.calls, 0);
}

void TestKeyRing::aCallerMayDropAndAskAgain()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller again, second;
    ring.use(account, openai, this, [&](const auto &) {
        ring.dropAll();
        ring.use(account, openai, this, again.use());
    });
    ring.use(account, openai, this, second.use());
    store.answer(0, key("sk-one"));
    QCOMPARE(second.key, "sk-one");
    QCOMPARE(again.calls, 0);
    QCOMPARE(store.questions.size(), 2);
    QCOMPARE(ring.heldCount(), 0);
    store.answer(1, key("sk-two"));
    QCOMPARE(again.key, "sk-two");
}

void TestKeyRing::aCallerMayEndTheRing()
{
    // Both ways: from an answer that comes later, and from one that comes while the ring is still asking.
    SlowStore store;
    auto ring = std::make_unique<KeyRing>(store.fetch());
    Caller second;
    ring->use(account, openai, this, [&](const auto &) { ring.reset(); });
    ring->use(account, openai, this, second.use());
    store.answer(0, key("sk-one"));
    QVERIFY(!ring);
    QCOMPARE(second.key, "sk-one");

    const auto held = std::make_shared<QByteArray>("held by the asker");
    QByteArray seen;
    ring = std::make_unique<KeyRing>([held, &seen](const QString &, const SecretStore::ReadDone &done) {
        done(key("sk-one"));
        seen = *held; // still there although the ring that owned this function is gone
    });
    ring->use(account, openai, this, [&](const auto &) { ring.reset(); });
    QVERIFY(!ring);
    QCOMPARE(seen, "held by the asker");

    // And from one key's answer while dropAll() still has other keys to ask for.
    bool atOnce = false;
    ring = std::make_unique<KeyRing>([&](const QString &, const SecretStore::ReadDone &done) {
        if (atOnce)
            done(key("sk-one"));
    });
    for (int i = 0; i < 8; ++i)
        ring->use(keyAccount(openai, QString::number(i)), openai, this, [&](const auto &) { ring.reset(); });
    atOnce = true;
    ring->dropAll();
    QVERIFY(!ring);
}

void TestKeyRing::anAnswerAfterTheRingsEndIsHarmless()
{
    SlowStore store;
    Caller caller;
    {
        KeyRing ring(store.fetch());
        ring.use(account, openai, this, caller.use());
    }
    store.answer(0, key("sk-one"));
    QCOMPARE(caller.calls, 0);
}

void TestKeyRing::aSecondAnswerIsIgnored()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller caller;
    ring.use(account, openai, this, caller.use());
    store.answer(0, key("sk-one"));
    ring.dropAll();
    store.answer(0, key("sk-one"));
    QCOMPARE(caller.calls, 1);
    QCOMPARE(ring.heldCount(), 0);
}

void TestKeyRing::aStoreThatAnswersAtOnceWorks()
{
    int reads = 0;
    KeyRing ring([&](const QString &, const SecretStore::ReadDone &done) {
        ++reads;
        done(key("sk-one"));
    });
    Caller first, second;
    ring.use(account, openai, nullptr, first.use());
    ring.use(account, openai, nullptr, second.use());
    QCOMPARE(first.key, "sk-one");
    QCOMPARE(second.key, "sk-one");
    QCOMPARE(reads, 1);
}

void TestKeyRing::droppedKeysLeaveMemory()
{
    prepareSecretMemory();
    SlowStore store;
    KeyRing ring(store.fetch());
    const char *bytes = nullptr;
    const QByteArray plain("sk-live-0123456789abcdefghijklmnopqrstuvwxyz");
    ring.use(account, openai, this,
             [&](const Result<Secret, RelayError> &result) { bytes = result.value().expose().data(); });
    store.answer(0, key(plain));
    QCOMPARE(QByteArray(bytes, plain.size()), plain);
    ring.dropAll();
    QVERIFY(!QByteArray(bytes, plain.size()).contains("0123456789abcdef"));
}

QTEST_GUILESS_MAIN(TestKeyRing)
#include "tst_key_ring.moc"
