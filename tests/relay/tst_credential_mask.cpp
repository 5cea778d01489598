// SPDX-License-Identifier: Apache-2.0
#include "relay/credential_mask.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

/// A key is masked in each form in which it went upstream, wherever the reply is cut.
class TestCredentialMask : public QObject
{
    Q_OBJECT

private slots:
    void noFormOfTheKeyComesBack_data()
    {
        QTest::addColumn<AuthScheme>("auth");
        QTest::addColumn<QByteArray>("reflected");
        const QByteArray key = "user:pass word0123/+";
        QTest::newRow("bearer") << AuthScheme::Bearer << key;
        QTest::newRow("basic, as it is") << AuthScheme::Basic << key;
        QTest::newRow("basic, as it was sent") << AuthScheme::Basic << key.toBase64();
        QTest::newRow("query, as it is") << AuthScheme::Query << key;
        QTest::newRow("query, as it was sent") << AuthScheme::Query << key.toPercentEncoding();
    }
    void noFormOfTheKeyComesBack()
    {
        QFETCH(AuthScheme, auth);
        QFETCH(QByteArray, reflected);
        Provider provider;
        provider.auth = auth;
        provider.authField = "api_key"_ba;
        const Secret key = Secret::copyOf("user:pass word0123/+");
        const Credential credential = credentialFor(provider, key, "/v1");
        const QByteArray text = "before " + reflected + " after " + reflected.chopped(1);
        const QByteArray expected =
            "before " + QByteArray(reflected.size(), '*') + " after " + reflected.chopped(1);
        QCOMPARE(CredentialMask(key, credential).maskWhole(text), expected);
        for (qsizetype at = 0; at <= text.size(); ++at) {
            CredentialMask mask(key, credential);
            QByteArray out = mask.pass(text.left(at));
            out += mask.pass(text.mid(at));
            out += mask.rest();
            QCOMPARE(out, expected);
        }
    }
};

QTEST_APPLESS_MAIN(TestCredentialMask)
#include "tst_credential_mask.moc"
