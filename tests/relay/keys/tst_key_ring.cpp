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
    void answer(qsizetype number, Answer answer) { questions.at(number).done(std::move(answer)); }
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
const QByteArray home = "https://api.openai.com";
const KeyUse wanted{account, openai, home};
const KeyUse groq{u"key/groq/default"_s, u"groq"_s, "https://api.groq.com"};
const KeyIndex listed{{account, home}, {groq.account, groq.sendTo}};

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
    void aKeyGoesWhereItWasStoredForAndNowhereElse_data();
    void aKeyGoesWhereItWasStoredForAndNowhereElse();
    void aKeyBoundAnewWhileItIsReadDoesNotGoToTheOldPlace();
    void aKeyThatNoListNamesIsNobodys();
    void noAccountIsGivenTwice();
};

void TestKeyRing::aLockedRingGivesNoKeyToAnybody()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller before;
    ring.use(wanted, nullptr, before.use());
    store.answer(0, key("k"));
    QCOMPARE(ring.heldCount(), 1);
    ring.drop(account);
    Caller waiting;
    ring.use(wanted, nullptr, waiting.use());
    QCOMPARE(store.questions.size(), 2);

    ring.lock();
    QVERIFY(ring.isLocked());
    QCOMPARE(ring.heldCount(), 0);
    QVERIFY(waiting.error && waiting.error->code == ErrorCode::Locked);
    Caller asking;
    ring.use(wanted, nullptr, asking.use());
    QVERIFY(asking.error && asking.error->code == ErrorCode::Locked);
    QCOMPARE(asking.error->status(), 423);
    QCOMPARE(store.questions.size(), 2); // the store is not even asked
    store.answer(1, key("k"));           // the read that was under way
    QCOMPARE(ring.heldCount(), 0);
    QCOMPARE(waiting.calls, 1);

    ring.unlock();
    Caller after;
    ring.use(wanted, nullptr, after.use());
    QCOMPARE(store.questions.size(), 3);
    store.answer(2, key("k"));
    QCOMPARE(after.key, "k");
}

void TestKeyRing::readersOfOneKeyShareOneRead()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller first, second, third, other;
    ring.use(wanted, this, first.use());
    ring.use(wanted, this, second.use());
    ring.use(groq, this, other.use());
    QCOMPARE(store.questions.size(), 2);
    store.answer(0, key("sk-one"));
    QCOMPARE(first.key, "sk-one");
    QCOMPARE(second.key, "sk-one");
    QCOMPARE(other.calls, 0);
    ring.use(wanted, this, third.use()); // from memory, at once
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
    ring.setIndex(listed);
    if (!indexed)
        ring.setIndex({});
    Caller caller;
    ring.use(wanted, this, caller.use());
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
    ring.setIndex(listed);
    Caller before, after;
    ring.use(wanted, this, before.use());
    store.answer(0, SecretError{SecretFault::Locked, {}});
    ring.use(wanted, this, after.use());
    store.answer(1, key("sk-one"));
    QVERIFY(before.error.has_value());
    QCOMPARE(after.key, "sk-one");
}

void TestKeyRing::anAnswerFromBeforeTheLockIsNotKept()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller caller;
    ring.use(wanted, this, caller.use());
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
    ring.setIndex(listed);
    Caller caller;
    ring.use(wanted, this, caller.use());
    ring.drop(account);
    store.answer(1, key("sk-new"));
    store.answer(0, key("sk-old")); // late
    QCOMPARE(caller.key, "sk-new");
    QCOMPARE(caller.calls, 1);
    Caller later;
    ring.use(wanted, this, later.use());
    QCOMPARE(later.key, "sk-new");
}

void TestKeyRing::aKeyTakenOffTheIndexIsForgotten()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller caller;
    ring.use(wanted, this, caller.use());
    store.answer(0, key("sk-one"));
    ring.setIndex({{account, home}});
    QCOMPARE(ring.heldCount(), 1);
    ring.setIndex({});
    QCOMPARE(ring.heldCount(), 0);
}

void TestKeyRing::aReadUnderWayDoesNotBringBackAKeyTakenOffTheIndex()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    ring.setIndex({{account, home}});
    Caller caller;
    ring.use(wanted, this, caller.use());
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
    ring.setIndex(listed);
    Caller dead, alive;
    auto context = std::make_unique<QObject>();
    ring.use(wanted, context.get(), dead.use());
    ring.use(wanted, this, alive.use());
    context.reset();
    store.answer(0, key("sk-one"));
    QCOMPARE(dead.calls, 0);
    QCOMPARE(alive.calls, 1);
}

void TestKeyRing::aContextThatDiesAmongTheCallsIsNotCalled()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller dead;
    auto context = std::make_unique<QObject>();
    ring.use(wanted, this, [&](const auto &) { context.reset(); });
    ring.use(wanted, context.get(), dead.use());
    store.answer(0, key("sk-one"));
    QCOMPARE(dead.calls, 0);
}

void TestKeyRing::aCallerMayDropAndAskAgain()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller again, second;
    ring.use(wanted, this, [&](const auto &) {
        ring.dropAll();
        ring.use(wanted, this, again.use());
    });
    ring.use(wanted, this, second.use());
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
    ring->setIndex(listed);
    Caller second;
    ring->use(wanted, this, [&](const auto &) { ring.reset(); });
    ring->use(wanted, this, second.use());
    store.answer(0, key("sk-one"));
    QVERIFY(!ring);
    QCOMPARE(second.key, "sk-one");

    const auto held = std::make_shared<QByteArray>("held by the asker");
    QByteArray seen;
    ring = std::make_unique<KeyRing>([held, &seen](const QString &, const SecretStore::ReadDone &done) {
        done(key("sk-one"));
        seen = *held; // still there although the ring that owned this function is gone
    });
    ring->setIndex(listed);
    ring->use(wanted, this, [&](const auto &) { ring.reset(); });
    QVERIFY(!ring);
    QCOMPARE(seen, "held by the asker");

    // And from one key's answer while dropAll() still has other keys to ask for.
    bool atOnce = false;
    ring = std::make_unique<KeyRing>([&](const QString &, const SecretStore::ReadDone &done) {
        if (atOnce)
            done(key("sk-one"));
    });
    ring->setIndex(listed);
    KeyIndex many;
    for (int i = 0; i < 8; ++i)
        many.insert(QString::number(i), home);
    ring->setIndex(many);
    for (const QString &one : many.keys())
        ring->use({one, openai, home}, this, [&](const auto &) { ring.reset(); });
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
        ring.setIndex(listed);
        ring.use(wanted, this, caller.use());
    }
    store.answer(0, key("sk-one"));
    QCOMPARE(caller.calls, 0);
}

void TestKeyRing::aSecondAnswerIsIgnored()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller caller;
    ring.use(wanted, this, caller.use());
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
    ring.setIndex(listed);
    Caller first, second;
    ring.use(wanted, nullptr, first.use());
    ring.use(wanted, nullptr, second.use());
    QCOMPARE(first.key, "sk-one");
    QCOMPARE(second.key, "sk-one");
    QCOMPARE(reads, 1);
}

void TestKeyRing::droppedKeysLeaveMemory()
{
    prepareSecretMemory();
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    const char *bytes = nullptr;
    const QByteArray plain("sk-live-0123456789abcdefghijklmnopqrstuvwxyz");
    ring.use(wanted, this,
             [&](const Result<Secret, RelayError> &result) { bytes = result.value().expose().data(); });
    store.answer(0, key(plain));
    QCOMPARE(QByteArray(bytes, plain.size()), plain);
    ring.dropAll();
    QVERIFY(!QByteArray(bytes, plain.size()).contains("0123456789abcdef"));
}

void TestKeyRing::aKeyGoesWhereItWasStoredForAndNowhereElse_data()
{
    QTest::addColumn<QByteArray>("storedFor");
    QTest::addColumn<QByteArray>("sendTo");
    QTest::addColumn<bool>("given");
    QTest::newRow("the same") << home << home << true;
    QTest::newRow("another host") << home << "https://evil.example"_ba << false;
    QTest::newRow("a host that begins alike") << home << "https://api.openai.com.evil.example"_ba << false;
    QTest::newRow("another port") << home << "https://api.openai.com:8443"_ba << false;
    QTest::newRow("another scheme") << home << "http://api.openai.com"_ba << false;
    QTest::newRow("no place") << home << ""_ba << false;
    QTest::newRow("bound to none") << ""_ba << home << false;
}

void TestKeyRing::aKeyGoesWhereItWasStoredForAndNowhereElse()
{
    QFETCH(QByteArray, storedFor);
    QFETCH(QByteArray, sendTo);
    QFETCH(bool, given);
    int reads = 0;
    KeyRing ring([&](const QString &, const SecretStore::ReadDone &done) {
        ++reads;
        done(key("sk-one"));
    });
    ring.setIndex({{account, storedFor}});
    // Asked twice: also where it is held by then.
    for (int i = 0; i < 2; ++i) {
        Caller caller;
        ring.use({account, openai, sendTo}, this, caller.use());
        QCOMPARE(caller.calls, 1);
        QCOMPARE(!caller.key.isEmpty(), given);
        if (given)
            continue;
        QCOMPARE(caller.error->code, ErrorCode::KeyBoundElsewhere);
        for (const QByteArray &named : {storedFor, sendTo, "keys set openai"_ba})
            QVERIFY2(caller.error->sentence.contains(QString::fromUtf8(named)),
                     qPrintable(caller.error->sentence));
    }
    QCOMPARE(reads, given ? 1 : 0);
}

void TestKeyRing::aKeyBoundAnewWhileItIsReadDoesNotGoToTheOldPlace()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    ring.setIndex(listed);
    Caller caller;
    ring.use(wanted, this, caller.use());
    ring.setIndex({{account, "https://elsewhere.example"}});
    store.answer(0, key("sk-one"));
    QCOMPARE(caller.calls, 1);
    QVERIFY(caller.key.isEmpty());
    QCOMPARE(caller.error->code, ErrorCode::KeyBoundElsewhere);
}

void TestKeyRing::aKeyThatNoListNamesIsNobodys()
{
    SlowStore store;
    KeyRing ring(store.fetch());
    Caller caller;
    ring.use(wanted, this, caller.use());
    store.answer(0, key("sk-left-by-a-crash"));
    QVERIFY(caller.key.isEmpty());
    QCOMPARE(caller.error->code, ErrorCode::KeyMissing);
    QCOMPARE(ring.heldCount(), 0);
}

void TestKeyRing::noAccountIsGivenTwice()
{
    const QString first = freshAccount(openai, u"work"_s, {});
    QVERIFY2(first.startsWith(u"key/openai/work#"_s), qPrintable(first));
    QVERIFY(first != freshAccount(openai, u"work"_s, {}));
    const QString apps = freshAccount(openai, u"default"_s, u"https://app.example"_s);
    QVERIFY2(apps.startsWith(u"app/https://app.example/openai#"_s), qPrintable(apps));
}

QTEST_GUILESS_MAIN(TestKeyRing)
#include "tst_key_ring.moc"
