// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/earlier_attempt.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

/// How those who gave way are written, for replies, exports and the ledger's file.
class TestEarlierAttempt : public QObject
{
    Q_OBJECT

private slots:
    void isWrittenAndRead_data()
    {
        QTest::addColumn<QList<EarlierAttempt>>("attempts");
        QTest::addColumn<QByteArray>("text"); // as it stands in files that exist: never to change
        const auto row = [](const char *name, const QList<EarlierAttempt> &attempts, const QByteArray &text) {
            QTest::newRow(name) << attempts << text;
        };
        row("none", {}, "");
        row("a status", {{u"openai"_s, u"work"_s, AttemptEnd::Answered, 429}}, "openai;key=work;status=429");
        row("no key", {{u"ollama"_s, {}, AttemptEnd::Answered, 503}}, "ollama;status=503");
        row("unreachable", {{u"ollama"_s, {}, AttemptEnd::Unreachable}}, "ollama;error=unreachable");
        row("in no time", {{u"ollama"_s, {}, AttemptEnd::TimedOut}}, "ollama;error=timeout");
        row("TLS", {{u"ollama"_s, {}, AttemptEnd::TlsRefused}}, "ollama;error=tls");
        row("two, and a name that could be taken for more",
            {{u"openai"_s, u"Büro, a;status=1"_s, AttemptEnd::TlsRefused},
             {u"lm-studio"_s, u"app:x"_s, AttemptEnd::Answered, 500}},
            "openai;key=B%C3%BCro%2C%20a%3Bstatus%3D1;error=tls, lm-studio;key=app%3Ax;status=500");
    }
    void isWrittenAndRead()
    {
        QFETCH(QList<EarlierAttempt>, attempts);
        QFETCH(QByteArray, text);
        QCOMPARE(earlierAttemptsText(attempts), text);
        QCOMPARE(earlierAttemptsOf(text), attempts);
    }

    void whatCannotBeReadIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const QByteArray &text : {"openai"_ba, "openai;key=work"_ba, ";status=429"_ba,
                                       "openai;error=of a later version"_ba, ", ,"_ba})
            QTest::newRow(text.constData()) << text;
    }
    void whatCannotBeReadIsLeftOut()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(earlierAttemptsOf(text + ", groq;error=tls"),
                 (QList<EarlierAttempt>{{u"groq"_s, {}, AttemptEnd::TlsRefused}}));
    }
};

QTEST_GUILESS_MAIN(TestEarlierAttempt)
#include "tst_earlier_attempt.moc"
