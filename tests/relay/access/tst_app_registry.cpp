// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_registry.h"

#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);

QByteArray text(const IssuedToken &issued)
{
    return issued.token.expose().toByteArray();
}

} // namespace

class TestAppRegistry : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_config.apps = {
            {u"https://a.example"_s, AppKind::Origin, {}, {}, noon},
            {u"https://b.example"_s, AppKind::Origin, {}, {}, noon},
            {u"chrome-extension://abcdefghijklmnopabcdefghijklmnop"_s, AppKind::Origin, {}, {}, noon},
            {u"program:backup"_s, AppKind::Program, {}, {}, noon},
            {u"null"_s, AppKind::Origin, {}, {}, noon},
            {u"*"_s, AppKind::Origin, {}, {}, noon}};
        m_config.tokens = {m_a.entry, m_program.entry, m_forEver.entry, m_null.entry, m_orphan.entry};
        m_config.tokens.append(
            {QByteArray(), u"https://a.example"_s, noon, {}}); // a fault in the config opens nothing
    }

    void tokensAreFreshLongAndKeptAsHashesOnly()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i) {
            const IssuedToken issued = issueToken(u"https://a.example"_s, noon, 90);
            const QByteArray token = text(issued);
            QCOMPARE(token.size(), 5 + 64);
            QVERIFY(token.startsWith("byok_"));
            QCOMPARE(QByteArray::fromHex(token.mid(5)).toHex(), token.mid(5));
            QVERIFY(!seen.contains(token));
            seen.insert(token);
            QCOMPARE(issued.entry.sha256, tokenHash(token));
            QCOMPARE(issued.entry.sha256.size(), 32);
            QVERIFY(!m_config.toJson().contains(token.mid(5)));
        }
        QCOMPARE(m_a.entry.createdAt, noon);
        QCOMPARE(m_a.entry.expiresAt, noon.addDays(90));
        QVERIFY(!m_forEver.entry.expiresAt.isValid());
        const auto end = [](qint64 days, const QDateTime &latest) {
            return issueToken(u"https://a.example"_s, noon, days, latest).entry.expiresAt;
        };
        QCOMPARE(end(90, noon.addDays(1)), noon.addDays(1));
        QCOMPARE(end(0, noon.addDays(1)), noon.addDays(1));
        QCOMPARE(end(90, noon.addDays(91)), noon.addDays(90));
    }

    void theHashIsSha256()
    {
        QCOMPARE(tokenHash("abc").toHex(),
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    void aTokenIsToldByItsPrefix()
    {
        QVERIFY(looksLikeToken("byok_"));
        QVERIFY(looksLikeToken("byok_x"));
        QVERIFY(!looksLikeToken("sk-byok_"));
        QVERIFY(!looksLikeToken(""));
    }

    void aTokenWorksFromItsOwnPlaceOnly_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("app"); // empty: refused
        const auto row = [](const char *name, const QByteArray &token, const char *origin, const QString &app,
                            int days = 0) {
            QTest::newRow(name) << token << QByteArray(origin) << days << app;
        };
        row("from its origin", text(m_a), "https://a.example", u"https://a.example"_s);
        row("from another origin", text(m_a), "https://b.example", {});
        row("without Origin", text(m_a), "", {});
        row("from a look-alike", text(m_a), "https://a.example.", {});
        row("from another port", text(m_a), "https://a.example:444", {});
        row("from another scheme", text(m_a), "http://a.example", {});
        row("program without Origin", text(m_program), "", u"program:backup"_s);
        row("program with an Origin", text(m_program), "https://a.example", {});
        row("program with its id as Origin", text(m_program), "program:backup", {});
        row("last day", text(m_a), "https://a.example", u"https://a.example"_s, 89);
        row("the moment it expires", text(m_a), "https://a.example", {}, 90);
        row("long expired", text(m_a), "https://a.example", {}, 900);
        row("one without expiry", text(m_forEver), "https://b.example", u"https://b.example"_s, 36500);
        row("unknown", "byok_" + QByteArray(64, '0'), "https://a.example", {});
        row("empty", "", "https://a.example", {});
        row("cut short", text(m_a).chopped(1), "https://a.example", {});
        row("longer", text(m_a) + '0', "https://a.example", {});
        row("upper case", text(m_a).toUpper(), "https://a.example", {});
        row("its own hash", m_a.entry.sha256, "https://a.example", {});
        row("its own hash in hex", m_a.entry.sha256.toHex(), "https://a.example", {});
        row("of an app that is gone", text(m_orphan), "https://gone.example", {});
        row("of an app that can never be approved", text(m_null), "null", {});
    }
    void aTokenWorksFromItsOwnPlaceOnly()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, origin);
        QFETCH(int, days);
        QFETCH(QString, app);
        const AppRegistry registry(m_config);
        const Result<const AppEntry *, RelayError> found =
            registry.authenticate(token, origin, noon.addDays(days));
        QCOMPARE(found.ok(), !app.isEmpty());
        if (found) {
            QCOMPARE(found.value()->id, app);
            return;
        }
        QCOMPARE(found.error().code, ErrorCode::TokenInvalid);
        const auto unknown = registry.authenticate("byok_unknown", "https://a.example", noon);
        QCOMPARE(found.error().sentence, unknown.error().sentence);
    }

    void aRevokedTokenIsGone()
    {
        RelayConfig config = m_config;
        config.tokens.removeFirst();
        QVERIFY(AppRegistry(m_config).authenticate(text(m_a), "https://a.example", noon).ok());
        QVERIFY(!AppRegistry(config).authenticate(text(m_a), "https://a.example", noon).ok());
        config = m_config;
        config.apps.removeFirst();
        QVERIFY(!AppRegistry(config).authenticate(text(m_a), "https://a.example", noon).ok());
    }

    void originsAreFoundByteByByte_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("found");
        QTest::newRow("approved") << QByteArray("https://a.example") << true;
        QTest::newRow("extension a") << QByteArray("chrome-extension://abcdefghijklmnopabcdefghijklmnop")
                                     << true;
        QTest::newRow("extension b") << QByteArray("chrome-extension://bbcdefghijklmnopabcdefghijklmnop")
                                     << false;
        QTest::newRow("extension's scheme") << QByteArray("chrome-extension://") << false;
        QTest::newRow("tail") << QByteArray("https://a.example.evil") << false;
        QTest::newRow("upper case") << QByteArray("https://A.example") << false;
        QTest::newRow("program's id") << QByteArray("program:backup") << false;
        QTest::newRow("null, though the file names it") << QByteArray("null") << false;
        QTest::newRow("star, though the file names it") << QByteArray("*") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void originsAreFoundByteByByte()
    {
        QFETCH(QByteArray, origin);
        QTEST(AppRegistry(m_config).byOrigin(origin) != nullptr, "found");
    }

    void tokensAreFoundByTheirHash()
    {
        const AppRegistry registry(m_config);
        QVERIFY(registry.tokenByHash(m_program.entry.sha256));
        QCOMPARE(registry.tokenByHash(m_program.entry.sha256)->appId, u"program:backup"_s);
        QVERIFY(!registry.tokenByHash(tokenHash("byok_unknown")));
        QVERIFY(registry.byId(u"program:backup"_s));
        QVERIFY(!registry.byId(u"program:other"_s));
    }

private:
    const IssuedToken m_a = issueToken(u"https://a.example"_s, noon, 90);
    const IssuedToken m_program = issueToken(u"program:backup"_s, noon, 90);
    const IssuedToken m_forEver = issueToken(u"https://b.example"_s, noon, 0);
    const IssuedToken m_null = issueToken(u"null"_s, noon, 90);
    const IssuedToken m_orphan = issueToken(u"https://gone.example"_s, noon, 90);
    RelayConfig m_config;
};

QTEST_APPLESS_MAIN(TestAppRegistry)
#include "tst_app_registry.moc"
