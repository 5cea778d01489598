// SPDX-License-Identifier: Apache-2.0
#include "relay/relay_error.h"

#include <QTest>

using namespace byok;

class TestRelayError : public QObject
{
    Q_OBJECT

private slots:
    void statusesAndNamesAreTheOnesOnTheWire_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("status");
        QTest::newRow("rebinding") << ErrorCode::MisdirectedRequest << QByteArray("misdirected_request")
                                   << 421;
        QTest::newRow("origin") << ErrorCode::OriginRefused << QByteArray("origin_refused") << 403;
        QTest::newRow("model") << ErrorCode::ModelNotFound << QByteArray("model_not_found") << 404;
        QTest::newRow("locked") << ErrorCode::KeyLocked << QByteArray("key_locked") << 423;
        QTest::newRow("timeout") << ErrorCode::UpstreamTimeout << QByteArray("upstream_timeout") << 504;
        QTest::newRow("last") << ErrorCode::Internal << QByteArray("internal") << 500;
    }
    void statusesAndNamesAreTheOnesOnTheWire()
    {
        QFETCH(ErrorCode, code);
        QTEST(errorCodeName(code).toByteArray(), "name");
        QTEST(errorStatus(code), "status");
    }
};

QTEST_APPLESS_MAIN(TestRelayError)
#include "tst_relay_error.moc"
