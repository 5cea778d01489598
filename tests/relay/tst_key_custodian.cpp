// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
#include "relay/key_custodian.h"
#include "tests/support/patience.h"

#include <QTest>

#include <optional>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QString app = u"https://app.example"_s;

/// A keychain that does what it is told when the test says so, and may do it although it said that it could
/// not.
class SlowKeychain final : public SecretStore
{
    Q_OBJECT

public:
    struct Job
    {
        QString account;
        Secret secret; ///< empty: a removal
        Done done;
    };

    void read(const QString &, ReadDone) override {}
    void probe(Done) override {}
    void write(const QString &account, const Secret &secret, Done done) override
    {
        jobs.append({account, secret, std::move(done)});
    }
    void remove(const QString &account, Done done) override { jobs.append({account, {}, std::move(done)}); }
    [[nodiscard]] QString description() const override { return u"the drawer"_s; }

    /// The oldest job is done, and says so.
    void work()
    {
        const Job job = jobs.takeFirst();
        land(job);
        job.done(Nothing{});
    }
    /// The oldest job fails; `job` can still land.
    Job fail(SecretFault fault = SecretFault::Unavailable)
    {
        const Job job = jobs.takeFirst();
        job.done(SecretError{fault, u"The drawer sticks."_s});
        return job;
    }
    void land(const Job &job)
    {
        if (job.secret.isEmpty())
            held.remove(job.account);
        else
            held.insert(job.account, job.secret.expose().toByteArray());
    }
    void workAll()
    {
        while (!jobs.isEmpty())
            work();
    }

    QList<Job> jobs;
    QHash<QString, QByteArray> held;
};

/// A custodian with its keychain and its config, and an app that has a token.
struct House
{
    House()
        : keeper(approved(),
                 [this](const RelayConfig &config) -> Result<> {
                     if (saveFails)
                         return Failure{u"The disk is full."_s};
                     saved = config;
                     return Nothing{};
                 })
        , custodian(keychain, keeper)
    {
    }
    static RelayConfig approved()
    {
        RelayConfig config;
        config.apps = {{app, AppKind::Origin, u"App"_s, {}, QDateTime::currentDateTimeUtc()}};
        return config;
    }
    static KeyEntry entry(const QString &owner = app)
    {
        return {.account = {},
                .provider = u"openai"_s,
                .label = u"default"_s,
                .appId = owner,
                .addedAt = QDateTime::currentDateTimeUtc(),
                .sentTo = "https://api.openai.com"};
    }
    static Result<Nothing, RelayError> always(const RelayConfig &) { return Nothing{}; }

    struct Outcome
    {
        std::optional<Result<KeyEntry, RelayError>> stored;
        std::optional<Result<UnlistedKeys>> unlisted;
    };
    std::shared_ptr<Outcome> store(const QByteArray &key, KeyCustodian::Condition may = &always,
                                   const QString &owner = app)
    {
        auto outcome = std::make_shared<Outcome>();
        custodian.store(entry(owner), Secret::copyOf(key), std::move(may),
                        [outcome](Result<KeyEntry, RelayError> stored) { outcome->stored = stored; });
        return outcome;
    }
    std::shared_ptr<Outcome> unlist(const ConfigEdit &edit)
    {
        auto outcome = std::make_shared<Outcome>();
        custodian.unlist(edit, [outcome](Result<UnlistedKeys> unlisted) { outcome->unlisted = unlisted; });
        return outcome;
    }
    /// As a rotation does: only while the key that it replaces is the one there.
    KeyCustodian::Condition whileListed() const
    {
        return [account = listed()](const RelayConfig &config) -> Result<Nothing, RelayError> {
            for (const KeyEntry &key : config.keys) {
                if (key.account == account)
                    return Nothing{};
            }
            return RelayError{ErrorCode::KeyChanged, u"changed"_s};
        };
    }
    QString listed() const
    {
        const QList<KeyEntry> &keys = keeper.current()->keys;
        return keys.isEmpty() ? QString() : keys.constFirst().account;
    }
    /// The app's key as its requests get it; empty: none.
    QByteArray inUse() const { return keychain.held.value(listed()); }
    /// What a start after a crash at this moment would find: a listed key that is there, and no other that is
    /// not written down.
    bool survivesACrash() const
    {
        for (const KeyEntry &key : saved.keys) {
            if (!keychain.held.contains(key.account))
                return false;
        }
        for (const QString &account : keychain.held.keys()) {
            const bool isListed =
                std::ranges::any_of(saved.keys, [&](const KeyEntry &key) { return key.account == account; });
            if (!isListed && !saved.unlistedAccounts.contains(account))
                return false;
        }
        return true;
    }

    bool saveFails = false;
    RelayConfig saved = approved();
    SlowKeychain keychain;
    ConfigKeeper keeper;
    KeyCustodian custodian;
};

bool isTidy(const House &house)
{
    return house.keychain.held.size() == house.saved.keys.size() && house.saved.unlistedAccounts.isEmpty();
}

} // namespace

class TestKeyCustodian : public QObject
{
    Q_OBJECT

private slots:
    void thereIsNoMomentWithoutAKey()
    {
        House house;
        const auto first = house.store("sk-old");
        QVERIFY(house.survivesACrash());
        house.keychain.work();
        QVERIFY(first->stored && first->stored->ok());
        QCOMPARE(house.inUse(), "sk-old");
        QVERIFY(isTidy(house));

        const auto second = house.store("sk-new");
        QVERIFY(!second->stored);
        QCOMPARE(house.inUse(), "sk-old");
        QVERIFY(house.survivesACrash());
        house.keychain.land(house.keychain.jobs.first()); // there, and not said yet
        QCOMPARE(house.inUse(), "sk-old");
        QVERIFY(house.survivesACrash());
        house.keychain.work();
        QVERIFY(second->stored && second->stored->ok());
        QCOMPARE(house.inUse(), "sk-new");
        QCOMPARE(house.keychain.held.size(), 2); // the old one goes last
        QVERIFY(house.survivesACrash());
        house.keychain.workAll();
        QCOMPARE(house.inUse(), "sk-new");
        QVERIFY(isTidy(house));
    }

    void aKeyThatCannotBeWrittenLeavesTheOldOne_data()
    {
        QTest::addColumn<SecretFault>("fault");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("landsLater");
        QTest::newRow("locked") << SecretFault::Locked << ErrorCode::KeyLocked << false;
        QTest::newRow("refused") << SecretFault::Refused << ErrorCode::KeyLocked << false;
        QTest::newRow("gone") << SecretFault::Unavailable << ErrorCode::KeychainUnavailable << false;
        QTest::newRow("failed") << SecretFault::Failed << ErrorCode::KeychainUnavailable << false;
        QTest::newRow("too slow, and it lands later")
            << SecretFault::Unavailable << ErrorCode::KeychainUnavailable << true;
    }
    void aKeyThatCannotBeWrittenLeavesTheOldOne()
    {
        QFETCH(SecretFault, fault);
        QFETCH(bool, landsLater);
        House house;
        house.store("sk-old");
        house.keychain.workAll();
        const auto outcome = house.store("sk-new");
        const SlowKeychain::Job job = house.keychain.fail(fault);
        QVERIFY(outcome->stored && !outcome->stored->ok());
        QTEST(outcome->stored->error().code, "code");
        house.keychain.fail(fault); // its removal does not work either
        if (landsLater)
            house.keychain.land(job);
        QCOMPARE(house.inUse(), "sk-old");
        QVERIFY(house.survivesACrash());
        house.custodian.tidy();
        house.keychain.workAll();
        QCOMPARE(house.inUse(), "sk-old");
        QVERIFY(isTidy(house));
    }

    void aConfigThatCannotBeSavedLeavesTheOldOne_data()
    {
        QTest::addColumn<bool>("beforeTheKeychain");
        QTest::newRow("before the keychain is asked") << true;
        QTest::newRow("after it") << false;
    }
    void aConfigThatCannotBeSavedLeavesTheOldOne()
    {
        QFETCH(bool, beforeTheKeychain);
        House house;
        house.store("sk-old");
        house.keychain.workAll();
        house.saveFails = beforeTheKeychain;
        const auto outcome = house.store("sk-new");
        house.saveFails = true;
        if (beforeTheKeychain)
            QVERIFY(house.keychain.jobs.isEmpty());
        else
            house.keychain.work();
        QVERIFY(outcome->stored && !outcome->stored->ok());
        QVERIFY(outcome->stored->error().sentence.contains(u"The disk is full."_s));
        QCOMPARE(house.inUse(), "sk-old");
        QVERIFY(house.survivesACrash());
        house.saveFails = false;
        house.keychain.workAll();
        house.custodian.tidy();
        house.keychain.workAll();
        QCOMPARE(house.inUse(), "sk-old");
        QVERIFY(isTidy(house));
    }

    void whatComesBetweenAKeyAndItsListing_data()
    {
        QTest::addColumn<QString>("between");
        QTest::addColumn<QByteArray>("inUse");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("nothing") << u"nothing"_s << "sk-new"_ba << true;
        QTest::newRow("deleted") << u"delete"_s << ""_ba << false;
        QTest::newRow("deleted and stored anew") << u"store"_s << "sk-other"_ba << false;
        QTest::newRow("the app revoked") << u"revoke"_s << ""_ba << false;
        QTest::newRow("the app revoked and approved again") << u"again"_s << ""_ba << false;
        QTest::newRow("rotated by another request") << u"rotate"_s << "sk-other"_ba << false;
    }
    void whatComesBetweenAKeyAndItsListing()
    {
        QFETCH(QString, between);
        House house;
        house.store("sk-old");
        house.keychain.workAll();
        const auto rotation = house.store("sk-new", house.whileListed());
        SlowKeychain::Job ours = house.keychain.jobs.takeFirst(); // slow: the others overtake it
        const QDateTime now = QDateTime::currentDateTimeUtc();
        if (between == "delete"_L1 || between == "store"_L1)
            house.unlist(unlistKey(u"openai"_s, u"default"_s, app));
        if (between == "store"_L1)
            house.store("sk-other");
        if (between == "rotate"_L1)
            house.store("sk-other", house.whileListed());
        if (between == "revoke"_L1 || between == "again"_L1)
            house.unlist(revokeApp(app));
        if (between == "again"_L1)
            QVERIFY(house.keeper.apply(allowOrigin(app.toLatin1(), u"App"_s, {}, now)).ok());
        house.keychain.workAll();
        QVERIFY(house.survivesACrash());
        house.keychain.land(ours);
        QVERIFY(house.survivesACrash());
        ours.done(Nothing{});
        QVERIFY(rotation->stored);
        QTEST(rotation->stored->ok(), "accepted");
        QVERIFY(house.survivesACrash());
        house.keychain.workAll();
        QTEST(house.inUse(), "inUse");
        QVERIFY(isTidy(house));
    }

    void ofTwoRotationsAtOnceOneWins()
    {
        House house;
        house.store("sk-old");
        house.keychain.workAll();
        const auto first = house.store("sk-first", house.whileListed());
        const auto second = house.store("sk-second", house.whileListed());
        house.keychain.work();
        house.keychain.work();
        QVERIFY(first->stored->ok());
        QVERIFY(!second->stored->ok());
        QCOMPARE(second->stored->error().code, ErrorCode::KeyChanged);
        house.keychain.workAll();
        QCOMPARE(house.inUse(), "sk-first");
        QVERIFY(isTidy(house));
    }

    void whatMayNotBeStoredIsNotEvenWritten()
    {
        House house;
        const auto outcome = house.store("sk-new", house.whileListed());
        QVERIFY(outcome->stored && !outcome->stored->ok());
        QVERIFY(house.keychain.jobs.isEmpty());
        QVERIFY(house.saved.unlistedAccounts.isEmpty());
    }

    void aRemovalIsAnsweredWhenTheKeyIsGone()
    {
        House house;
        house.store("sk-old");
        house.keychain.workAll();
        const auto outcome = house.unlist(unlistKey(u"openai"_s, u"default"_s, app));
        QVERIFY(!outcome->unlisted);
        QVERIFY(house.saved.keys.isEmpty());
        QVERIFY(house.survivesACrash());
        house.keychain.work();
        QVERIFY(outcome->unlisted && outcome->unlisted->ok());
        QCOMPARE(outcome->unlisted->value().count, 1);
        QVERIFY(!outcome->unlisted->value().leftBehind);
        QVERIFY(isTidy(house));

        const auto again = house.unlist(unlistKey(u"openai"_s, u"default"_s, app));
        QVERIFY(again->unlisted && again->unlisted->ok());
        QCOMPARE(again->unlisted->value().count, 0);
    }

    void aRemovalThatTheKeychainRefusesIsTriedAgain()
    {
        House house;
        house.store("sk-old");
        house.keychain.workAll();
        const auto outcome = house.unlist(revokeApp(app));
        house.keychain.fail(SecretFault::Locked);
        QVERIFY(outcome->unlisted && outcome->unlisted->ok());
        QVERIFY(outcome->unlisted->value().leftBehind);
        QCOMPARE(outcome->unlisted->value().leftBehind->code, ErrorCode::KeyLocked);
        QVERIFY(house.saved.keys.isEmpty());
        QVERIFY(house.survivesACrash());
        house.custodian.tidy();
        house.keychain.workAll();
        QVERIFY(isTidy(house));
    }

    void keysThatAnotherEditTakesOffTheListGoToo()
    {
        House house;
        house.store("sk-old");
        house.keychain.workAll();
        QVERIFY(house.keeper.apply(revokeApp(app)).ok());
        QTRY_COMPARE(house.keychain.jobs.size(), 1);
        house.keychain.workAll();
        QVERIFY(isTidy(house));
    }

    void whatACrashLeftIsRemovedAtTheStart()
    {
        House house;
        house.keychain.held.insert(u"left"_s, "sk-left");
        QVERIFY(house.keeper.apply(announceAccount(u"left"_s)).ok());
        QVERIFY(house.keeper.apply(announceAccount(u"never written"_s)).ok());
        house.custodian.tidy();
        house.keychain.workAll();
        QVERIFY(isTidy(house));
    }

    void aLockedKeychainIsNotPiledUpOn()
    {
        House house;
        for (int i = 0; i < 200; ++i) {
            const auto outcome = house.store("sk-" + QByteArray::number(i));
            while (!house.keychain.jobs.isEmpty())
                house.keychain.fail(SecretFault::Locked);
            QVERIFY(outcome->stored && !outcome->stored->ok());
        }
        QCOMPARE(house.saved.unlistedAccounts.size(), 32);
        // No app keeps another or the person from storing.
        for (const QString &owner : {u"program:other/app"_s, QString()}) {
            QVERIFY(
                house.keeper
                    .apply([&owner](RelayConfig &config) -> Result<> {
                        if (!owner.isEmpty())
                            config.apps.append(
                                {owner, AppKind::Program, u"Other"_s, {}, QDateTime::currentDateTimeUtc()});
                        return Nothing{};
                    })
                    .ok());
            const auto outcome = house.store("sk-others", &House::always, owner);
            while (!outcome->stored)
                house.keychain.work();
            QVERIFY(outcome->stored->ok());
        }
        house.custodian.tidy();
        house.keychain.workAll();
        const auto last = house.store("sk-last");
        house.keychain.workAll();
        QVERIFY(last->stored && last->stored->ok());
        QCOMPARE(house.keychain.held.value(last->stored->value().account), "sk-last");
        QVERIFY(isTidy(house));
    }
};

QTEST_GUILESS_MAIN(TestKeyCustodian)
#include "tst_key_custodian.moc"
