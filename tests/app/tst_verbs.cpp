// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/verbs.h"
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/key_edits.h"
#include "relay/keys/key_ring.h"
#include "relay/keys/memory_secret_store.h"
#include "relay/providers/provider_entries.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <optional>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

/// A store that can be told to refuse, as a keychain does when it is locked or gone.
class MoodyStore final : public SecretStore
{
public:
    std::optional<SecretError> mood;

    void read(const QString &account, ReadDone done) override
    {
        mood ? done(*mood) : m_memory.read(account, std::move(done));
    }
    void write(const QString &account, const Secret &secret, Done done) override
    {
        ++writes;
        mood ? done(*mood) : m_memory.write(account, secret, std::move(done));
    }
    void remove(const QString &account, Done done) override
    {
        mood ? done(*mood) : m_memory.remove(account, std::move(done));
    }
    void probe(Done done) override { mood ? done(*mood) : m_memory.probe(std::move(done)); }
    [[nodiscard]] QString description() const override { return u"the drawer"_s; }

    int writes = 0;

private:
    MemorySecretStore m_memory;
};

ConsentQuestion question(const QString &id)
{
    ConsentQuestion question;
    question.request.id = id;
    question.request.origin = "https://xn--pple-43d.com";
    question.request.claim = {u"apple"_s, u"Apple"_s, u"I am the real one"_s, {u"openai"_s}};
    question.request.notes = {{OriginWarning::Punycode, u"look twice"_s}};
    question.state = ConsentState::Asking;
    question.expiresAt = QDateTime::currentDateTimeUtc().addSecs(100);
    return question;
}

/// Verbs on a real keeper, whose saves can be made to fail, and everything they touched.
class Desk
{
public:
    explicit Desk(const StartOptions &start = {})
        : session(start, QDateTime::currentDateTimeUtc())
        , keeper(session.laidOver({}),
                 [this](const RelayConfig &config) -> Result<> {
                     if (saveFails)
                         return Failure{u"The disk is full."_s};
                     saved = session.withoutSession(config);
                     return Nothing{};
                 })
        , custodian(store, keeper)
        , verbs(VerbHands{
              keeper, store, custodian, catalog, session, [this] { return status; },
              [this](const QString &account, const QString &, std::function<void(Result<QString>)> done) {
                  testedKeys += account;
                  done(QString(u"It works."_s));
              },
              [this](std::function<void()> done) { locking.append(Verb::Lock), done(); },
              [this](std::function<void()> done) { locking.append(Verb::Unlock), done(); },
              [this] { return questions; },
              [this](const QString &id, const Grant &grant, std::function<void(Result<>)> done) {
                  allowed += {id, grant};
                  done(Nothing{});
              },
              [this](const QString &id, Denial denial, std::function<void(Result<>)> done) {
                  denied += {id, denial};
                  done(Nothing{});
              },
              [this](const QString &subject) { forgiven += subject; },
              [this](std::function<void()> done) { quitDone = std::move(done); }, [this] { ++shown; },
              [this](UsageGrouping by, const QDate &since,
                     const std::function<void(Result<QList<UsageSum>>)> &done) {
                  askedUsage = groupingName(by) + u' ' + since.toString(Qt::ISODate);
                  done(usage);
              },
              [this](const QString &provider, const QString &label) {
                  return reports.value(provider + u'/' + label);
              }})
    {
    }

    VerbReply run(Verb verb, const QStringList &arguments = {}, const QByteArray &secret = {})
    {
        VerbRequest request;
        request.verb = verb;
        request.arguments = arguments;
        request.secret = Secret::copyOf(secret);
        request.grant.duration = GrantDuration::UntilRevoked; // as the command line has it for `apps`
        return run(request);
    }
    VerbReply run(const VerbRequest &request)
    {
        std::optional<VerbReply> reply;
        verbs.run(request, [&reply](const VerbReply &given) { reply = given; });
        return reply.value_or(VerbReply{-1, {}, u"no reply"_s});
    }
    /// The person's key for openai, as the store gives it by the list.
    QByteArray keptKey()
    {
        for (const KeyEntry &key : keeper.current()->keys) {
            if (key.provider == "openai"_L1 && key.label == "default"_L1 && key.appId.isEmpty())
                return keptKey(key.account);
        }
        return {};
    }
    QByteArray keptKey(const QString &account)
    {
        QByteArray kept;
        const auto mood = std::exchange(store.mood, std::nullopt);
        store.read(account, [&kept](Result<Secret, SecretError> answer) {
            if (answer)
                kept = answer.value().expose().toByteArray();
        });
        store.mood = mood;
        return kept;
    }

    bool saveFails = false;
    RelayConfig saved;
    SessionOverlay session;
    ConfigKeeper keeper;
    MoodyStore store;
    KeyCustodian custodian;
    ProviderCatalog catalog = ProviderCatalog::builtIn();
    RelayStatus status;
    QStringList testedKeys;
    QList<Verb> locking;
    QList<ConsentQuestion> questions;
    QList<std::pair<QString, Grant>> allowed;
    QList<std::pair<QString, Denial>> denied;
    QStringList forgiven;
    std::function<void()> quitDone;
    int shown = 0;
    QString askedUsage;
    Result<QList<UsageSum>> usage = QList<UsageSum>();
    QHash<QString, KeyReport> reports; ///< by "provider/label"
    Verbs verbs;
};

QString outOf(const VerbReply &reply)
{
    return QString::fromUtf8(reply.out.expose());
}

QJsonObject jsonOf(const VerbReply &reply)
{
    return QJsonDocument::fromJson(reply.out.expose().toByteArray()).object();
}

const QByteArray goodKey = "sk-planted-0123456789abcdefghijkl";

} // namespace

class TestVerbs : public QObject
{
    Q_OBJECT

private slots:
    void aGatewayIsEnteredListedAndRemoved()
    {
        Desk desk;
        VerbRequest add;
        add.verb = Verb::ProvidersAdd;
        add.arguments = {u"team"_s};
        add.provider.name = u"Team"_s;
        add.provider.baseUrl = "https://llm.team.example/v1";
        add.provider = asGateway(add.provider);
        const VerbReply added = desk.run(add);
        QVERIFY2(added.exit == 0, qPrintable(added.err));
        QVERIFY2(outOf(added).contains(u"keys set team"), qPrintable(outOf(added)));
        QVERIFY(outOf(added).contains(u"team/MODEL"));
        QCOMPARE(desk.saved.providers.size(), 1);
        const ProviderEntry kept = desk.saved.providers.constFirst();
        QCOMPARE(kept.chatPath, "/chat/completions");
        QCOMPARE(kept.id, u"team"_s);
        QVERIFY(kept.enabled);
        QCOMPARE(desk.run(add).exit, 1); // there already

        desk.catalog = withEntries(ProviderCatalog::builtIn(), desk.saved.providers);
        QVERIFY(outOf(desk.run(Verb::ProvidersList)).contains(u"https://llm.team.example/v1"));
        VerbRequest list;
        list.verb = Verb::ProvidersList;
        list.form = OutputForm::Json;
        const QJsonObject last = jsonOf(desk.run(list)).value("providers"_L1).toArray().last().toObject();
        QCOMPARE(last.value("id"_L1).toString(), u"team"_s);
        QVERIFY(last.value("own"_L1).toBool());
        QVERIFY(!last.value("has_key"_L1).toBool());
        QCOMPARE(desk.run(Verb::KeysSet, {u"team"_s}, goodKey).exit, 0);

        QCOMPARE(desk.run(Verb::ProvidersTurnOff, {u"team"_s}).exit, 0);
        QVERIFY(!desk.saved.providers.constFirst().enabled);
        QCOMPARE(desk.run(Verb::ProvidersRemove, {u"team"_s}).exit, 0);
        QVERIFY(desk.saved.providers.isEmpty());
        QVERIFY(desk.saved.keys.isEmpty());
        QCOMPARE(desk.run(Verb::ProvidersRemove, {u"team"_s}).exit, 1);
    }

    void whatApisOpenIsSaidAndNarrowed()
    {
        Desk desk;
        VerbRequest add;
        add.verb = Verb::ProvidersAdd;
        add.arguments = {u"stripe"_s};
        add.provider.name = u"Stripe"_s;
        add.provider.baseUrl = "https://api.stripe.com";
        const VerbReply open = desk.run(add);
        QVERIFY2(outOf(open).contains(u"Every path"), qPrintable(outOf(open)));
        QVERIFY2(outOf(open).contains(u"--allow-path \"POST /v1/customers\""), qPrintable(outOf(open)));

        QCOMPARE(desk.run(Verb::ProvidersRemove, {u"stripe"_s}).exit, 0);
        add.provider.paths = {"POST /v1/customers", "GET /v1/customers/*"};
        const VerbReply narrow = desk.run(add);
        QVERIFY2(!outOf(narrow).contains(u"Every path"), qPrintable(outOf(narrow)));
        QCOMPARE(desk.saved.providers.constFirst().paths, add.provider.paths);

        QCOMPARE(desk.run(Verb::ProvidersRemove, {u"stripe"_s}).exit, 0);
        add.form = OutputForm::Json;
        QCOMPARE(jsonOf(desk.run(add)).value("every_path"_L1), QJsonValue(false));
        QCOMPARE(desk.run(Verb::ProvidersRemove, {u"stripe"_s}).exit, 0);
        add.provider.paths = {"DANCE /v1"};
        QVERIFY(desk.run(add).err.contains(u"DANCE"));
        QVERIFY(desk.saved.providers.isEmpty());
    }

    void ofWhatComesWithTheRelayOnlyTheAddressIsSaid()
    {
        Desk desk;
        VerbRequest add;
        add.verb = Verb::ProvidersAdd;
        add.arguments = {u"azure-openai"_s};
        add.provider.name = u"House"_s;
        add.provider.baseUrl = "https://house.openai.azure.com";
        add.ownOptions = {u"--name"_s, u"--auth"_s};
        const VerbReply refused = desk.run(add);
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains(u"knows azure-openai already") &&
                     refused.err.contains(u"--name, --auth"),
                 qPrintable(refused.err));
        QVERIFY(desk.saved.providers.isEmpty());
        add.ownOptions.clear();
        const VerbReply moved = desk.run(add);
        QCOMPARE(moved.exit, 0);
        QVERIFY2(!outOf(moved).contains(u"Every path"), qPrintable(outOf(moved))); // its paths are known
    }

    void whatComesWithTheRelayIsTurnedOnAndGivenAnAddress()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::ProvidersTurnOn, {u"ollama"_s}).exit, 0);
        QCOMPARE(desk.saved.providers.size(), 1);
        QCOMPARE(desk.saved.providers.constFirst().kind, ProviderEntry::Kind::OfShipped);
        QVERIFY(desk.saved.providers.constFirst().enabled);
        VerbRequest add;
        add.verb = Verb::ProvidersAdd;
        add.arguments = {u"azure-openai"_s};
        add.provider.name = u"azure-openai"_s;
        add.provider.baseUrl = "https://house.openai.azure.com";
        QCOMPARE(desk.run(add).exit, 0);
        QCOMPARE(desk.saved.providers.constLast().kind, ProviderEntry::Kind::OfShipped);
        QCOMPARE(desk.saved.providers.constLast().baseUrl, "https://house.openai.azure.com");
        for (const QString &id : {u"echo"_s, u"nobody"_s}) {
            QCOMPARE(desk.run(Verb::ProvidersTurnOff, {id}).exit, 1);
            QVERIFY(desk.run(Verb::ProvidersTurnOff, {id}).err.contains(id));
        }
        add.arguments = {u"echo"_s};
        QCOMPARE(desk.run(add).exit, 1);
        add.arguments = {u"near"_s};
        add.provider.baseUrl = "http://127.0.0.1:4000";
        QVERIFY(desk.run(add).err.contains(u"https://"));
    }

    void aKeyIsStoredListedAndRemoved()
    {
        Desk desk;
        const VerbReply set = desk.run(Verb::KeysSet, {u"openai"_s}, "  " + goodKey + "\n");
        QCOMPARE(set.exit, 0);
        QCOMPARE(desk.keptKey(), goodKey);
        QCOMPARE(desk.saved.keys.size(), 1);
        const KeyEntry stored = desk.saved.keys.constFirst();
        QCOMPARE(stored.sentTo, "https://api.openai.com"_ba);
        QVERIFY(outOf(set).contains(u"https://api.openai.com"));

        const QString list = outOf(desk.run(Verb::KeysList));
        QVERIFY2(list.contains(u"openai") && list.contains(u"default") && list.contains(u"the drawer"),
                 qPrintable(list));
        for (const QString &text : {list, outOf(set), set.err})
            QVERIFY(!text.contains(u"planted"));

        QCOMPARE(desk.run(Verb::KeysTest, {u"openai"_s}).exit, 0);
        QCOMPARE(desk.testedKeys, QStringList{stored.account});

        QCOMPARE(desk.run(Verb::KeysRemove, {u"openai"_s}).exit, 0);
        QVERIFY(desk.keptKey(stored.account).isEmpty());
        QVERIFY(desk.saved.keys.isEmpty());
        QVERIFY(desk.saved.unlistedAccounts.isEmpty());
        QCOMPARE(desk.run(Verb::KeysRemove, {u"openai"_s}).exit, 1);
    }

    void anAppsOwnKeyIsTurnedOffAndOnAgain()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://a.example"_s}).exit, 0);
        const QString app = u"https://a.example"_s;
        QVERIFY(desk.keeper.apply(listKey({u"app/x#1"_s, u"openai"_s, u"default"_s, app, {}, {}})).ok());
        const auto row = [&desk] {
            return jsonOf(desk.run([] {
                       VerbRequest request;
                       request.verb = Verb::KeysList;
                       request.form = OutputForm::Json;
                       return request;
                   }()))
                .value("keys"_L1)
                .toArray()
                .first()
                .toObject();
        };
        QCOMPARE(row().value("app"_L1).toString(), app);
        QCOMPARE(row().value("turned_off"_L1), QJsonValue(false));
        QVERIFY(outOf(desk.run(Verb::KeysList)).contains(u"in use"));

        QCOMPARE(desk.run(Verb::KeysTurnOff, {u"a.example"_s, u"openai"_s}).exit, 0);
        QCOMPARE(desk.saved.findApp(app)->ownKeysOff, QStringList{u"openai"_s});
        QCOMPARE(row().value("turned_off"_L1), QJsonValue(true));
        const QString list = outOf(desk.run(Verb::KeysList));
        QVERIFY2(list.contains(app) && list.contains(u"turned off"), qPrintable(list));

        QCOMPARE(desk.run(Verb::KeysTurnOn, {app, u"openai"_s}).exit, 0);
        QVERIFY(desk.saved.findApp(app)->ownKeysOff.isEmpty());
        QCOMPARE(row().value("turned_off"_L1), QJsonValue(false));

        QCOMPARE(desk.run(Verb::KeysTurnOff, {u"https://b.example"_s, u"openai"_s}).exit, 1);
        QCOMPARE(desk.run(Verb::KeysTurnOff, {app, u"nonesuch"_s}).exit, 1);
        QCOMPARE(desk.run(Verb::KeysTurnOff, {app, u"echo"_s}).exit, 1);
    }

    void aLabelMakesASecondKey()
    {
        Desk desk;
        VerbRequest request;
        request.verb = Verb::KeysSet;
        request.arguments = {u"openai"_s};
        request.secret = Secret::copyOf(goodKey);
        QCOMPARE(desk.run(request).exit, 0);
        request.label = u"work"_s;
        QCOMPARE(desk.run(request).exit, 0);
        QCOMPARE(desk.saved.keys.size(), 2);
        request.verb = Verb::KeysRemove;
        QCOMPARE(desk.run(request).exit, 0);
        QCOMPARE(desk.saved.keys.size(), 1);
        QCOMPARE(desk.saved.keys.constFirst().label, u"default"_s);
    }

    void aBadKeyIsRefusedAndNothingChanges_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown provider") << u"nonesuch"_s << goodKey << QString() << u"\"nonesuch\""_s;
        QTest::newRow("needs none") << u"echo"_s << goodKey << QString() << u"no key"_s;
        QTest::newRow("newline inside")
            << u"openai"_s << QByteArray("sk-planted-01234\n56789abcdefgh") << QString() << QString();
        QTest::newRow("too short") << u"openai"_s << QByteArray("sk-plant") << QString() << u"valid"_s;
        QTest::newRow("empty") << u"openai"_s << QByteArray() << QString() << QString();
        QTest::newRow("control character") << u"openai"_s
                                           << QByteArray("sk-planted-0123\x01"
                                                         "456789abcd")
                                           << QString() << QString();
        QTest::newRow("label with a slash") << u"openai"_s << goodKey << u"a/b"_s << u"label"_s;
        QTest::newRow("label too long") << u"openai"_s << goodKey << QString(65, u'x') << u"label"_s;
        QTest::newRow("label of spaces") << u"openai"_s << goodKey << u" "_s << u"label"_s;
    }
    void aBadKeyIsRefusedAndNothingChanges()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, key);
        QFETCH(QString, label);
        QFETCH(QString, says);
        Desk desk;
        VerbRequest request;
        request.verb = Verb::KeysSet;
        request.arguments = {provider};
        request.label = label;
        request.secret = Secret::copyOf(key);
        const VerbReply reply = desk.run(request);
        QCOMPARE(reply.exit, 1);
        QVERIFY2(reply.err.contains(says) && !reply.err.isEmpty(), qPrintable(reply.err));
        QVERIFY(!reply.err.contains(u"plant"));
        QVERIFY(desk.keeper.current()->keys.isEmpty());
        QVERIFY(desk.saved.unlistedAccounts.isEmpty());
    }

    void aKeychainThatRefusesChangesNothing_data()
    {
        QTest::addColumn<SecretFault>("fault");
        QTest::addColumn<bool>("offersMemory");
        QTest::newRow("locked") << SecretFault::Locked << false;
        QTest::newRow("gone") << SecretFault::Unavailable << true;
        QTest::newRow("refused") << SecretFault::Refused << false;
    }
    void aKeychainThatRefusesChangesNothing()
    {
        QFETCH(SecretFault, fault);
        QFETCH(bool, offersMemory);
        Desk desk;
        QCOMPARE(desk.run(Verb::KeysSet, {u"openai"_s}, goodKey).exit, 0);
        const QList<KeyEntry> before = desk.saved.keys;
        desk.store.mood = SecretError{fault, u"The drawer says no."_s};
        const VerbReply reply = desk.run(Verb::KeysSet, {u"openai"_s}, "sk-another-0123456789abcdefghijkl");
        QCOMPARE(reply.exit, 1);
        QVERIFY(reply.err.contains(u"The drawer says no."));
        QCOMPARE(reply.err.contains(u"--vault memory"), offersMemory);
        QVERIFY(desk.saved.keys == before);
        QCOMPARE(desk.keptKey(), goodKey);
        QCOMPARE(desk.run(Verb::KeysList).exit, 0);
    }

    void aRemovedKeyIsOutOfUseWhateverTheKeychainSays()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::KeysSet, {u"openai"_s}, goodKey).exit, 0);
        const QString account = desk.saved.keys.constFirst().account;
        desk.store.mood = SecretError{SecretFault::Locked, u"The drawer says no."_s};
        const VerbReply reply = desk.run(Verb::KeysRemove, {u"openai"_s});
        QCOMPARE(reply.exit, 1);
        QVERIFY2(reply.err.contains(u"The drawer says no.") && reply.err.contains(u"still in the keychain"),
                 qPrintable(reply.err));
        QVERIFY(desk.saved.keys.isEmpty());
        QCOMPARE(desk.keptKey(account), goodKey);
        desk.store.mood.reset();
        desk.custodian.tidy();
        QVERIFY(desk.keptKey(account).isEmpty());
        QVERIFY(desk.saved.unlistedAccounts.isEmpty());
    }

    void aKeyWhoseListCannotBeSavedIsNotWritten()
    {
        Desk desk;
        desk.saveFails = true;
        const VerbReply reply = desk.run(Verb::KeysSet, {u"openai"_s}, goodKey);
        QCOMPARE(reply.exit, 1);
        QVERIFY(reply.err.contains(u"The disk is full."));
        QCOMPARE(desk.store.writes, 0);
    }

    void aRemovalThatCannotBeSavedChangesNothing()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::KeysSet, {u"openai"_s}, goodKey).exit, 0);
        desk.saveFails = true;
        const VerbReply reply = desk.run(Verb::KeysRemove, {u"openai"_s});
        QCOMPARE(reply.exit, 1);
        QVERIFY(reply.err.contains(u"The disk is full."));
        QCOMPARE(desk.keptKey(), goodKey);
        desk.saveFails = false;
        QCOMPARE(desk.run(Verb::KeysRemove, {u"openai"_s}).exit, 0);
        QVERIFY(desk.saved.keys.isEmpty());
    }

    void aTestOfAMissingKeySaysHowToStoreOne()
    {
        Desk desk;
        const VerbReply reply = desk.run(Verb::KeysTest, {u"openai"_s});
        QCOMPARE(reply.exit, 1);
        QVERIFY(reply.err.contains(u"keys set openai"));
        QVERIFY(desk.testedKeys.isEmpty());
    }

    void anAppIsAddedAsTypedAndRevoked()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://App.example/"_s}).exit, 0);
        QVERIFY(desk.saved.findApp(u"https://app.example"));
        QVERIFY(outOf(desk.run(Verb::AppsList)).contains(u"https://app.example"));
        QCOMPARE(desk.run(Verb::AppsRevoke, {u"https://App.example/"_s}).exit, 0);
        QVERIFY(desk.saved.apps.isEmpty());
        QCOMPARE(desk.run(Verb::AppsRevoke, {u"https://app.example"_s}).exit, 1);
    }

    void anAppCannotBeGivenNonsense_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QStringList>("providers");
        QTest::newRow("any") << u"*"_s << QStringList();
        QTest::newRow("null") << u"null"_s << QStringList();
        QTest::newRow("scheme alone") << u"chrome-extension://"_s << QStringList();
        QTest::newRow("a path") << u"https://a.example/app"_s << QStringList();
        QTest::newRow("unknown provider")
            << u"https://a.example"_s << QStringList{u"openai"_s, u"nonesuch"_s};
    }
    void anAppCannotBeGivenNonsense()
    {
        QFETCH(QString, origin);
        QFETCH(QStringList, providers);
        Desk desk;
        VerbRequest request;
        request.verb = Verb::AppsAdd;
        request.arguments = {origin};
        request.grant.providers = providers;
        const VerbReply reply = desk.run(request);
        QCOMPARE(reply.exit, 1);
        QVERIFY(!reply.err.isEmpty());
        QVERIFY(desk.keeper.current()->apps.isEmpty());
    }

    void aProgramsTokenIsAloneOnStandardOutputAndNotInTheConfig()
    {
        Desk desk;
        const VerbReply reply = desk.run(Verb::AppsAddProgram, {u"my script"_s});
        QCOMPARE(reply.exit, 0);
        const QByteArray token = reply.out.expose().toByteArray().trimmed();
        QVERIFY(token.startsWith("byok_"));
        QCOMPARE(token.size(), 5 + 64);
        QVERIFY(!reply.err.contains(QLatin1StringView(token)));
        QVERIFY(!desk.saved.toJson().contains(token));
        QCOMPARE(desk.saved.tokens.constFirst().sha256, tokenHash(token));
        QCOMPARE(desk.run(Verb::AppsAddProgram, {u"my script"_s}).exit, 1);
        QVERIFY(!outOf(desk.run(Verb::AppsList)).contains(QLatin1StringView(token)));
        QCOMPARE(desk.run(Verb::AppsRevoke, {u"my script"_s}).exit, 0);
        QVERIFY(desk.saved.tokens.isEmpty() && desk.saved.apps.isEmpty());
    }

    void aProgramsNameIsWhatItShows()
    {
        Desk desk;
        for (const QString &name : {QString(), u" "_s, u"a\u202Eb"_s, u"a\u001Bb"_s, QString(101, u'x')}) {
            const VerbReply reply = desk.run(Verb::AppsAddProgram, {name});
            QCOMPARE(reply.exit, 1);
            QVERIFY(reply.err.contains(u"1 to 100 characters of plain text"));
            QVERIFY(reply.out.isEmpty());
        }
        QVERIFY(desk.keeper.current()->apps.isEmpty());
    }

    void aProgramsTokenIsProperJson()
    {
        Desk desk;
        VerbRequest request;
        request.verb = Verb::AppsAddProgram;
        request.arguments = {u"with \"quotes\""_s};
        request.form = OutputForm::Json;
        const QJsonObject object = jsonOf(desk.run(request));
        QCOMPARE(object.value("id"_L1).toString(), u"program:with \"quotes\""_s);
        QVERIFY(object.value("token"_L1).toString().startsWith(u"byok_"));
    }

    void aRevokedAppsOwnKeysLeaveTheKeychain()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://a.example"_s}).exit, 0);
        const QString account = u"app/https://a.example/openai#1"_s;
        desk.store.write(account, Secret::copyOf(goodKey), [](const auto &) {});
        QVERIFY(desk.keeper
                    .apply(listKey({.account = account,
                                    .provider = u"openai"_s,
                                    .label = u"default"_s,
                                    .appId = u"https://a.example"_s,
                                    .addedAt = QDateTime::currentDateTimeUtc()}))
                    .ok());
        QCOMPARE(desk.run(Verb::AppsRevoke, {u"https://a.example"_s}).exit, 0);
        QVERIFY(desk.keptKey(account).isEmpty());
        QVERIFY(desk.saved.keys.isEmpty());
        QVERIFY(desk.saved.unlistedAccounts.isEmpty());
    }

    void aLockedKeychainDoesNotKeepAnAppApproved()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://a.example"_s}).exit, 0);
        const QString account = u"app/https://a.example/openai#1"_s;
        QVERIFY(desk.keeper
                    .apply(listKey({.account = account,
                                    .provider = u"openai"_s,
                                    .label = u"default"_s,
                                    .appId = u"https://a.example"_s,
                                    .addedAt = QDateTime::currentDateTimeUtc()}))
                    .ok());
        desk.store.mood = SecretError{SecretFault::Locked, u"It is locked."_s};
        const VerbReply reply = desk.run(Verb::AppsRevoke, {u"https://a.example"_s});
        QCOMPARE(reply.exit, 1);
        QVERIFY(reply.err.contains(u"It is locked."));
        QVERIFY(desk.saved.apps.isEmpty());
    }

    void aSessionsAppBecomesLastingWhenItIsAdded()
    {
        StartOptions start;
        start.origins = {"https://s.example"};
        Desk desk(start);
        QVERIFY(outOf(desk.run(Verb::AppsList)).contains(u"this session"));
        desk.saveFails = true;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://s.example"_s}).exit, 1);
        QVERIFY(outOf(desk.run(Verb::AppsList)).contains(u"this session"));
        desk.saveFails = false;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://s.example"_s}).exit, 0);
        QVERIFY(desk.saved.findApp(u"https://s.example"));
        QVERIFY(outOf(desk.run(Verb::AppsList)).contains(u"until revoked"));
    }

    void aRequestIsListedAsWhatItIsAndWhatItClaims()
    {
        Desk desk;
        QCOMPARE(outOf(desk.run(Verb::RequestsList)), u"No app waits for your answer.\n"_s);
        desk.questions = {question(u"4"_s)};
        const QString list = outOf(desk.run(Verb::RequestsList));
        QVERIFY2(list.contains(u"https://xn--pple-43d.com"), qPrintable(list));
        QVERIFY2(list.contains(u"\"Apple: I am the real one\""), qPrintable(list));
        QVERIFY2(list.contains(u"Request 4: look twice"), qPrintable(list));
        VerbRequest request;
        request.verb = Verb::RequestsList;
        request.form = OutputForm::Json;
        const QJsonObject one = QJsonDocument::fromJson(desk.run(request).out.expose().toByteArray())
                                    .object()
                                    .value("requests"_L1)
                                    .toArray()
                                    .first()
                                    .toObject();
        QCOMPARE(one.value("origin"_L1).toString(), u"https://xn--pple-43d.com"_s);
        QCOMPARE(one.value("state"_L1).toString(), u"asking"_s);
        QCOMPARE(one.value("claim"_L1).toObject().value("app_name"_L1).toString(), u"Apple"_s);
    }

    void whatIsAllowedIsWhatWasAskedForUnlessThePersonSaysOtherwise()
    {
        Desk desk;
        desk.questions = {question(u"4"_s)};
        QCOMPARE(desk.run(Verb::RequestsAllow, {u"4"_s}).exit, 0);
        QCOMPARE(desk.allowed.first().second.providers, QStringList{u"openai"_s});
        VerbRequest request;
        request.verb = Verb::RequestsAllow;
        request.arguments = {u"4"_s};
        request.grant.providers = {u"anthropic"_s, u"groq"_s};
        QCOMPARE(desk.run(request).exit, 0);
        QCOMPARE(desk.allowed.last().second.providers, request.grant.providers);
        request.grant.providers = {u"nonesuch"_s};
        QVERIFY(desk.run(request).err.contains(u"nonesuch"));
        // Of what it asks for nothing is known: that must not come to mean everything.
        desk.questions.first().request.claim.providers = {u"nonesuch"_s};
        QCOMPARE(desk.run(Verb::RequestsAllow, {u"4"_s}).exit, 1);
        QCOMPARE(desk.run(Verb::RequestsAllow, {u"5"_s}).exit, 1);
        QCOMPARE(desk.allowed.size(), 2);
    }

    void aNoIsForThisTimeOrForGood()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::RequestsDeny, {u"4"_s}).exit, 0);
        VerbRequest request;
        request.verb = Verb::RequestsDeny;
        request.arguments = {u"4"_s};
        request.denial = Denial::NeverAskAgain;
        QVERIFY(outOf(desk.run(request)).contains(u"not ask again"));
        QCOMPARE(desk.denied.first().second, Denial::ThisTime);
        QCOMPARE(desk.denied.last().second, Denial::NeverAskAgain);
    }

    void oneThatWasRefusedForGoodIsForgiven()
    {
        Desk desk;
        QVERIFY(desk.keeper.apply(keepDenials({{u"program:/usr/bin/curl@ann"_s, 1, {}}})).ok());
        const QString list = outOf(desk.run(Verb::RequestsList));
        QVERIFY2(list.contains(u"May not ask again: program:/usr/bin/curl@ann"), qPrintable(list));
        QCOMPARE(desk.run(Verb::RequestsForgive, {u"https://a.example"_s}).exit, 1);
        QCOMPARE(desk.run(Verb::RequestsForgive, {u"program:/usr/bin/curl@ann"_s}).exit, 0);
        QCOMPARE(desk.forgiven, QStringList{u"program:/usr/bin/curl@ann"_s});
    }

    void whatWasAllowedIsSaidWhole()
    {
        Desk desk;
        desk.questions = {question(u"4"_s)};
        VerbRequest request;
        request.verb = Verb::RequestsAllow;
        request.arguments = {u"4"_s};
        request.grant.models = {u"gpt-4o*"_s};
        request.grant.duration = GrantDuration::OneDay;
        const QString said = outOf(desk.run(request));
        QVERIFY2(said.contains(u"openai (models gpt-4o*), for a day"), qPrintable(said));
    }

    void aProgramsTokenIsSaidToEndWithItsGrant()
    {
        Desk desk;
        VerbRequest request;
        request.verb = Verb::AppsAddProgram;
        request.arguments = {u"job"_s};
        request.grant.duration = GrantDuration::OneDay;
        const VerbReply reply = desk.run(request);
        QCOMPARE(reply.exit, 0);
        const QString day = QDateTime::currentDateTime().addDays(1).toString(u"yyyy-MM-dd"_s);
        QVERIFY2(reply.err.contains(u"until "_s + day), qPrintable(reply.err));
    }

    void rulesForFailingRequestsAreMadeListedAndTakenAway()
    {
        Desk desk;
        QVERIFY(outOf(desk.run(Verb::FallbacksList)).contains(u"not tried again"));
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://a.example"_s}).exit, 0);
        VerbRequest request;
        request.verb = Verb::FallbacksAdd;
        QCOMPARE(desk.run(request).exit, 1); // says nothing
        request.rule.targets = {{u"nobody"_s, u"x"_s}};
        QVERIFY(desk.run(request).err.contains(u"nobody"_s));
        request.rule.targets = {{u"groq"_s, u"llama-3.1"_s}};
        QVERIFY(desk.run(request).err.contains(u"--may-cost-money"_s));
        QVERIFY(desk.saved.fallbacks.isEmpty());
        request.rule.paidTargets = PaidTargets::Allowed;
        request.rule.appId = u"https://A.example/"_s; // as a person may type it
        request.rule.model = u"gpt-*"_s;
        const VerbReply added = desk.run(request);
        QCOMPARE(added.exit, 0);
        QVERIFY(outOf(added).contains(u"may cost money"));
        QCOMPARE(desk.saved.fallbacks.size(), 1);
        QCOMPARE(desk.saved.fallbacks.first().appId, u"https://a.example"_s);

        request.rule = {{}, {}, OtherKeys::No, {{u"ollama"_s, u"llama3.2:3b"_s}}, PaidTargets::LocalOnly};
        const VerbReply local = desk.run(request);
        QCOMPARE(local.exit, 0);
        QVERIFY(!outOf(local).contains(u"money"));
        const QString list = outOf(desk.run(Verb::FallbacksList));
        QVERIFY(list.contains(u"https://a.example"));
        QVERIFY(list.contains(u"groq/llama-3.1"));
        QVERIFY(list.contains(u"every app"));
        request.verb = Verb::FallbacksList;
        request.form = OutputForm::Json;
        const QJsonArray rules = jsonOf(desk.run(request))["fallbacks"_L1].toArray();
        QCOMPARE(rules.size(), 2);
        QCOMPARE(rules[0].toObject()["may_cost_money"_L1], true);
        QCOMPARE(rules[1].toObject()["try"_L1].toArray()[0].toObject()["model"_L1], u"llama3.2:3b"_s);

        VerbRequest removal;
        removal.verb = Verb::FallbacksRemove;
        removal.rule.appId = u"https://a.example"_s;
        QCOMPARE(desk.run(removal).exit, 1); // that one is for gpt-*
        removal.rule.model = u"gpt-*"_s;
        QCOMPARE(desk.run(removal).exit, 0);
        QCOMPARE(desk.saved.fallbacks.size(), 1);
    }

    void anAppGetsOneOfThePersonsKeys()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://a.example"_s}).exit, 0);
        VerbRequest set;
        set.verb = Verb::KeysSet;
        set.arguments = {u"openai"_s};
        set.label = u"work"_s;
        set.secret = Secret::copyOf(goodKey);
        QCOMPARE(desk.run(set).exit, 0);
        VerbRequest request;
        request.verb = Verb::AppsKey;
        request.arguments = {u"https://a.example"_s, u"openai"_s};
        request.label = u"private"_s;
        QVERIFY(desk.run(request).err.contains(u"private"_s)); // no such key
        request.label = u"work"_s;
        QCOMPARE(desk.run(request).exit, 0);
        QCOMPARE(desk.saved.apps.first().grant.keys.value(u"openai"_s), u"work"_s);
        request.label.clear();
        QCOMPARE(desk.run(request).exit, 0);
        QVERIFY(desk.saved.apps.first().grant.keys.isEmpty());
    }

    void aKeysHealthAndRestAreListed()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::KeysSet, {u"openai"_s}, goodKey).exit, 0);
        QVERIFY(outOf(desk.run(Verb::KeysList)).contains(u"untested"));
        KeyReport report;
        report.health = KeyHealth::Works;
        report.refusal = 429;
        report.refusedAt = QDateTime::currentDateTimeUtc();
        report.restsUntil = report.refusedAt.addSecs(600);
        desk.reports.insert(u"openai/default"_s, report);
        const QString list = outOf(desk.run(Verb::KeysList));
        QVERIFY2(list.contains(u"works; resting until "), qPrintable(list));
        QVERIFY(list.contains(u"429, too many requests"));
        VerbRequest request;
        request.verb = Verb::KeysList;
        request.form = OutputForm::Json;
        const QJsonObject key = jsonOf(desk.run(request))["keys"_L1].toArray()[0].toObject();
        QCOMPARE(key["health"_L1], u"works"_s);
        QCOMPARE(key["last_refusal"_L1], 429);
        QCOMPARE(key["rests_until"_L1], report.restsUntil.toString(Qt::ISODate));
        desk.reports["openai/default"_L1].restsUntil = QDateTime::currentDateTimeUtc().addSecs(-1);
        QVERIFY(outOf(desk.run(Verb::KeysList)).contains(u"last refused with 429"));
    }

    void anAppsLimitIsSetAndTakenBack()
    {
        Desk desk;
        const QString app = u"https://a.example"_s;
        QCOMPARE(desk.run(Verb::AppsAdd, {app}).exit, 0);
        QCOMPARE(desk.run(Verb::AppsLimit, {app, u"ai-requests-per-minute"_s, u"5"_s}).exit, 0);
        QCOMPARE(desk.saved.findApp(app)->grant.limits.aiRequestsPerMinute, 5);
        QCOMPARE(desk.run(Verb::AppsLimit, {app, u"exchanges"_s, u"0"_s}).exit, 0);
        QCOMPARE(desk.saved.findApp(app)->grant.limits.exchanges, 0);
        QCOMPARE(desk.run(Verb::AppsLimit, {app, u"ai-requests-per-minute"_s, u"default"_s}).exit, 0);
        QVERIFY(!desk.saved.findApp(app)->grant.limits.aiRequestsPerMinute);
        for (const QStringList &odd :
             {QStringList{app, u"exchanges"_s, u"-1"_s}, QStringList{app, u"exchanges"_s, u"many"_s},
              QStringList{app, u"exchanges"_s, u"9999999"_s}, QStringList{app, u"fun"_s, u"1"_s},
              QStringList{u"https://nobody.example"_s, u"exchanges"_s, u"1"_s}}) {
            const VerbReply reply = desk.run(Verb::AppsLimit, odd);
            QCOMPARE(reply.exit, 1);
            QVERIFY(!reply.err.isEmpty());
        }
        QCOMPARE(desk.saved.findApp(app)->grant.limits.exchanges, 0);
    }

    void aNameThatWouldSteerATerminalIsPrintedHarmless()
    {
        Desk desk;
        QVERIFY(desk.keeper
                    .apply([](RelayConfig &config) -> Result<> {
                        AppEntry app;
                        app.id = u"x\x1b[31m\n"_s;
                        config.apps += app;
                        return Nothing{};
                    })
                    .ok());
        const QString list = outOf(desk.run(Verb::AppsList));
        QVERIFY(!list.contains(u'\x1b'));
        QCOMPARE(list.count(u'\n'), 2);
    }

    void settingsKeepTheirBounds()
    {
        Desk desk;
        const SettingRow &row = settingRows().front();
        const QString name = QString::fromLatin1(row.name);
        QVERIFY(outOf(desk.run(Verb::SettingsList)).contains(name));
        QCOMPARE(outOf(desk.run(Verb::SettingsGet, {name})), QString::number(row.fallback) + u'\n');
        QCOMPARE(desk.run(Verb::SettingsSet, {name, QString::number(row.most)}).exit, 0);
        QCOMPARE(desk.saved.settings.*row.member, row.most);
        for (const QString &bad :
             {QString::number(row.most + 1), u"-1"_s, u"many"_s, u"1.5"_s, u"99999999999999999999"_s}) {
            const VerbReply reply = desk.run(Verb::SettingsSet, {name, bad});
            QCOMPARE(reply.exit, 1);
            QVERIFY2(reply.err.contains(name), qPrintable(reply.err));
        }
        QCOMPARE(desk.saved.settings.*row.member, row.most);
        QCOMPARE(desk.run(Verb::SettingsGet, {u"no.such"_s}).exit, 1);
        QCOMPARE(desk.run(Verb::SettingsSet, {u"no.such"_s, u"1"_s}).exit, 1);
    }

    void pauseAndResumeAreRemembered()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::Pause).exit, 0);
        QVERIFY(desk.saved.paused);
        QCOMPARE(desk.run(Verb::Resume).exit, 0);
        QVERIFY(!desk.saved.paused);
    }

    void lockAndUnlockReachTheRelayAndAreNotRemembered()
    {
        Desk desk;
        QVERIFY(outOf(desk.run(Verb::Lock)).contains(u"unlock"));
        QCOMPARE(desk.run(Verb::Unlock).exit, 0);
        QCOMPARE(desk.locking, (QList<Verb>{Verb::Lock, Verb::Unlock}));
        QCOMPARE(desk.saved, RelayConfig());
    }

    void statusIsJsonWhereAsked()
    {
        Desk desk;
        desk.status.state = RelayState::Running;
        desk.status.port = 12965;
        desk.status.wantedPort = 2965;
        const QString text = outOf(desk.run(Verb::Status));
        QVERIFY2(text.contains(u"http://127.0.0.1:12965") && text.contains(u"2965 was taken"),
                 qPrintable(text));
        VerbRequest request;
        request.verb = Verb::Status;
        request.form = OutputForm::Json;
        const QJsonObject object = jsonOf(desk.run(request));
        QCOMPARE(object.value("state"_L1).toString(), u"running"_s);
        QCOMPARE(object.value("port"_L1).toInt(), 12965);
        QCOMPARE(object.value("keys_kept_in"_L1).toString(), u"the drawer"_s);
    }

    void usageIsToldInEachForm()
    {
        Desk desk;
        desk.usage = QList<UsageSum>{
            {.key = u"=cmd,\"x\""_s, .requests = 3, .errors = 1, .bytesUp = 1500, .bytesDown = 20},
            {.key = {}, .requests = 2, .tokensIn = 7, .costMicros = 1'500'000}};
        VerbRequest request;
        request.verb = Verb::Usage;
        request.usage = {UsageGrouping::Model, u"2026-11-01"_s};

        const QString text = outOf(desk.run(request));
        QCOMPARE(desk.askedUsage, u"model 2026-11-01"_s);
        const QStringList lines = text.split(u'\n');
        QCOMPARE(lines.at(0).simplified(), u"MODEL REQUESTS ERRORS SENT RECEIVED TOKENS IN US$"_s);
        QCOMPARE(lines.at(1).simplified(), u"=cmd,\"x\" 3 1 1.5 KiB 20 bytes"_s);
        QCOMPARE(lines.at(2).simplified(), u"(not known) 2 0 0 bytes 0 bytes 7 1.500000"_s);
        QCOMPARE(lines.at(3).simplified(), u"all 5 1 1.5 KiB 20 bytes 7 1.500000"_s);

        request.form = OutputForm::Csv;
        QCOMPARE(outOf(desk.run(request)),
                 u"model,requests,errors,bytes_up,bytes_down,input_tokens,output_tokens,estimated_cost_usd\n"
                 "\"'=cmd,\"\"x\"\"\",3,1,1500,20,,,\n"
                 ",2,0,0,0,7,,1.500000\n"_s);

        request.form = OutputForm::Json;
        const QJsonObject object = jsonOf(desk.run(request));
        QCOMPARE(object.value("by"_L1), u"model"_s);
        QCOMPARE(object.value("since"_L1), u"2026-11-01"_s);
        const QJsonObject first = object.value("usage"_L1).toArray().first().toObject();
        QCOMPARE(first.value("model"_L1), u"=cmd,\"x\""_s);
        QCOMPARE(first.value("requests"_L1), 3);
        QVERIFY(first.value("input_tokens"_L1).isNull());
        QCOMPARE(object.value("total"_L1).toObject().value("requests"_L1), 5);
        QCOMPARE(object.value("total"_L1).toObject().value("estimated_cost_usd"_L1), 1.5);
    }

    void usageThatCannotBeHadIsARefusal()
    {
        Desk desk;
        VerbRequest request;
        request.verb = Verb::Usage;
        QVERIFY(outOf(desk.run(request)).contains(u"Nothing has been relayed yet"_s));
        QCOMPARE(desk.askedUsage, u"app "_s);
        desk.usage = Failure{u"The disk is full."_s};
        const VerbReply reply = desk.run(request);
        QCOMPARE(reply.exit, 1);
        QCOMPARE(reply.err, u"The disk is full."_s);
        request.usage.since = u"last-week"_s; // from a caller of the socket that did not check
        QCOMPARE(desk.run(request).exit, 1);
    }

    void quitAnswersWhenAllHasEnded()
    {
        Desk desk;
        std::optional<VerbReply> reply;
        VerbRequest request;
        request.verb = Verb::Quit;
        desk.verbs.run(request, [&reply](const VerbReply &given) { reply = given; });
        QVERIFY(!reply);
        desk.quitDone();
        QVERIFY(reply && reply->exit == 0);
    }

    void aSecondStartIsShownTheFirst()
    {
        Desk desk;
        desk.status.state = RelayState::Running;
        desk.status.port = 2965;
        const VerbReply reply = desk.run(Verb::Show);
        QCOMPARE(desk.shown, 1);
        QVERIFY(outOf(reply).contains(u"http://127.0.0.1:2965"));
    }

    void aPausedAppIsListedAsSuch()
    {
        Desk desk;
        QCOMPARE(desk.run(Verb::AppsAdd, {u"https://app.example"_s}).exit, 0);
        QVERIFY(desk.keeper.apply(pauseApp(u"https://app.example"_s, AppPause::Paused)));
        QVERIFY(desk.run(Verb::AppsList).out.expose().toByteArray().contains("paused"));
        QVERIFY(desk.keeper.apply(pauseApp(u"https://app.example"_s, AppPause::Resumed)));
        QVERIFY(!desk.run(Verb::AppsList).out.expose().toByteArray().contains("paused"));
    }
};

QTEST_GUILESS_MAIN(TestVerbs)
#include "tst_verbs.moc"
