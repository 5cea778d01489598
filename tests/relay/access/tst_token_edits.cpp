// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/token_edits.h"
#include "tests/relay/access/edited_config.h"

#include <QTest>

#include <algorithm>

using namespace byok;
using namespace Qt::StringLiterals;

class TestTokenEdits : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotWellFormedIsRefusedAndChangesNothing_data()
    {
        QTest::addColumn<ConfigEdit>("edit");
        QTest::newRow("token for nobody") << addToken(token('c', u"https://c.example"_s), noon);
        QTest::newRow("token without a hash") << addToken({QByteArray(31, 'c'), appA, noon, {}}, noon);
        QTest::newRow("token without a date") << addToken({QByteArray(32, 'c'), appA, {}, {}}, noon);
        QTest::newRow("token twice") << addToken(token('a', appA), noon);
        QTest::newRow("another app's token") << addToken(token('b', appA), noon);
        QTest::newRow("renew nothing") << renewToken(QByteArray(32, 'z'), noon.addDays(1000));
    }
    void whatIsNotWellFormedIsRefusedAndChangesNothing()
    {
        QFETCH(ConfigEdit, edit);
        const QString fault = faultOfRefusal(edit);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void theTokenThatThePersonPutSomewhereStaysPutAtTheCap()
    {
        RelayConfig config = startConfig();
        const QString id = u"program:foo"_s;
        const IssuedToken byHand = issueToken(id, noon, 0);
        QVERIFY(addProgram(u"foo"_s, grantFor({}), byHand.entry, noon)(config).ok());
        for (int i = 1; i <= 30; ++i)
            QVERIFY(addToken(issueToken(id, noon.addSecs(i), 90).entry, noon.addSecs(i))(config).ok());
        QCOMPARE(std::ranges::count(config.tokens, id, &TokenEntry::appId), 20);
        QVERIFY(config.tokens.contains(byHand.entry));
    }

    void theOldestOfTwentyTokensGoesFirst()
    {
        RelayConfig config = startConfig();
        config.tokens = {token('x', appB, noon.addDays(-50))};
        // The oldest is neither first nor last in the list.
        for (int i = 0; i < 20; ++i)
            QVERIFY(addToken(token(static_cast<char>('A' + i), appA, noon.addSecs(i == 7 ? -100 : i)),
                             noon)(config)
                        .ok());
        QCOMPARE(tokenLetters(config), "xABCDEFGHIJKLMNOPQRST");
        QVERIFY(addToken(token('U', appA), noon)(config).ok());
        QCOMPARE(tokenLetters(config), "xABCDEFGIJKLMNOPQRSTU");
        QVERIFY(addToken(token('V', appA), noon)(config).ok());
        QCOMPARE(tokenLetters(config), "xBCDEFGIJKLMNOPQRSTUV");
    }

    void expiredTokensAreDroppedOnTheWay()
    {
        RelayConfig config = startConfig();
        config.tokens = {token('a', appA, noon, noon.addDays(1)), token('b', appB, noon, noon.addDays(2)),
                         token('c', appB, noon, {})};
        QVERIFY(addToken(token('d', appA, noon.addDays(1), noon.addDays(9)), noon.addDays(1))(config).ok());
        QCOMPARE(tokenLetters(config), "bcd");
    }

    void renewalNeverShortensALife()
    {
        RelayConfig config = startConfig();
        config.tokens.append(token('n', appA, noon, {}));
        QVERIFY(renewToken(QByteArray(32, 'a'), noon.addDays(100))(config).ok());
        QCOMPARE(config.tokens.at(0).expiresAt, noon.addDays(100));
        QVERIFY(renewToken(QByteArray(32, 'a'), noon.addDays(1))(config).ok());
        QCOMPARE(config.tokens.at(0).expiresAt, noon.addDays(100));
        QVERIFY(renewToken(QByteArray(32, 'a'), {})(config).ok());
        QCOMPARE(config.tokens.at(0).expiresAt, noon.addDays(100));
        QVERIFY(renewToken(QByteArray(32, 'n'), noon.addDays(1))(config).ok());
        QVERIFY(!config.tokens.last().expiresAt.isValid());
    }

    void droppingATokenThatIsGoneIsNoFault()
    {
        RelayConfig config = startConfig();
        QVERIFY(dropToken(QByteArray(32, 'a'))(config).ok());
        QVERIFY(dropToken(QByteArray(32, 'a'))(config).ok());
        QCOMPARE(tokenLetters(config), "b");
    }
};

QTEST_APPLESS_MAIN(TestTokenEdits)
#include "tst_token_edits.moc"
