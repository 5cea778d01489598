// SPDX-License-Identifier: Apache-2.0
#include "relay/access/consent_request.h"
#include "relay/access/denial_book.h"
#include "relay/grant.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestConsentRequest : public QObject
{
    Q_OBJECT

private slots:
    void claimsAreFitToShow_data()
    {
        QTest::addColumn<QString>("claimed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"My Writer"_s << u"My Writer"_s;
        QTest::newRow("blanks") << u"  My\t Writer "_s << u"My Writer"_s;
        QTest::newRow("lines") << u"Writer\n\nAllow this: yes\r\n"_s << u"Writer Allow this: yes"_s;
        QTest::newRow("right to left override") << u"Writer \u202Egro.live\u202C"_s << u"Writer gro.live"_s;
        QTest::newRow("zero width") << u"Op\u200Ben\u200DAI\uFEFF"_s << u"Op en AI"_s;
        QTest::newRow("NUL") << QString(u"a\0b"_s) << u"a b"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s << u"a b"_s;
        QTest::newRow("other scripts") << u"مفاتيح – キー – 🔑"_s << u"مفاتيح – キー – 🔑"_s;
        QTest::newRow("long") << QString(100'000, u'x') << QString(63, u'x') + u'…';
        QTest::newRow("long, of pairs")
            << QString(u"🔑"_s).repeated(50) << QString(u"🔑"_s).repeated(31) + u'…';
    }
    void claimsAreFitToShow()
    {
        QFETCH(QString, claimed);
        const AppClaim claim = AppClaim{claimed, claimed, {}, QStringList(1000, claimed)}.cleaned();
        QTEST(claim.appId, "shown");
        QTEST(claim.name, "shown");
        QTEST(claim.providers.join(u'|'), "shown");
    }

    void grantsEndWhenTheySay()
    {
        const QDateTime now(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
        QCOMPARE(grantEnd(GrantDuration::OneDay, now), now.addDays(1));
        QCOMPARE(grantEnd(GrantDuration::NinetyDays, now), now.addDays(90));
        QVERIFY(!grantEnd(GrantDuration::ThisSession, now).isValid());
        QVERIFY(!grantEnd(GrantDuration::UntilRevoked, now).isValid());
    }

    void aClockSetBackMakesNoSilenceLonger()
    {
        DenialBook book;
        const QDateTime now(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
        book.deny(u"a"_s, Denial::ThisTime, now);
        QVERIFY(*book.secondsToWait(u"a"_s, now.addYears(-10)) <= 7 * 24 * 3600);
    }

    void aBookOfDenialsStaysBounded()
    {
        DenialBook book;
        const QDateTime now(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
        book.deny(u"never"_s, Denial::NeverAskAgain, now);
        for (int i = 0; i < 3000; ++i)
            book.deny(QString::number(i), Denial::ThisTime, now.addMSecs(i));
        QVERIFY(book.size() <= 1000);
        QVERIFY(!book.secondsToWait(u"never"_s, now));
        book.deny(u"later"_s, Denial::ThisTime, now.addDays(2));
        QCOMPARE(book.size(), 2);
    }
};

QTEST_APPLESS_MAIN(TestConsentRequest)
#include "tst_consent_request.moc"
