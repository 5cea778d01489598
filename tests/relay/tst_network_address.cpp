// SPDX-License-Identifier: Apache-2.0
#include "relay/network_address.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestNetworkAddress : public QObject
{
    Q_OBJECT

private slots:
    void everyAddressIsOfOneKind_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<AddressKind>("kind");
        const auto rows = [](AddressKind kind, const QStringList &addresses) {
            for (const QString &address : addresses)
                QTest::newRow(qPrintable(address)) << address << kind;
        };
        rows(AddressKind::Public, {u"1.1.1.1"_s, u"104.18.7.192"_s, u"172.15.0.1"_s, u"172.32.0.1"_s,
                                   u"192.169.0.1"_s, u"100.63.0.1"_s, u"100.128.0.1"_s, u"198.18.0.1"_s,
                                   u"2606:4700::6812:7c0"_s, u"64:ff9b::1.1.1.1"_s, u"2002:101:101::1"_s});
        rows(AddressKind::Private,
             {u"10.0.0.1"_s, u"172.16.0.1"_s, u"172.31.255.255"_s, u"192.168.1.1"_s, u"100.64.0.1"_s,
              u"100.127.0.1"_s, u"fc00::1"_s, u"fd12:3456::1"_s, u"fec0::1"_s, u"::ffff:10.0.0.1"_s,
              u"64:ff9b::192.168.1.1"_s, u"2002:a00:1::1"_s, u"::10.0.0.1"_s});
        rows(AddressKind::Loopback, {u"127.0.0.1"_s, u"127.255.255.254"_s, u"::1"_s, u"::ffff:127.0.0.1"_s,
                                     u"64:ff9b::7f00:1"_s, u"2002:7f00:1::1"_s, u"::127.0.0.1"_s});
        rows(AddressKind::Never, {u"169.254.169.254"_s,
                                  u"169.254.0.1"_s,
                                  u"100.100.100.200"_s,
                                  u"168.63.129.16"_s,
                                  u"0.0.0.0"_s,
                                  u"0.0.0.1"_s,
                                  u"224.0.0.1"_s,
                                  u"240.0.0.1"_s,
                                  u"255.255.255.255"_s,
                                  u"::"_s,
                                  u"fe80::1"_s,
                                  u"febf::1"_s,
                                  u"ff02::1"_s,
                                  u"fd00:ec2::254"_s,
                                  u"fd20:ce::254"_s,
                                  u"::ffff:169.254.169.254"_s,
                                  u"64:ff9b::a9fe:a9fe"_s,
                                  u"2002:a9fe:a9fe::1"_s,
                                  u"::169.254.169.254"_s,
                                  u"fe80::1%lo"_s,
                                  u"no address"_s});
    }
    void everyAddressIsOfOneKind()
    {
        QFETCH(QString, address);
        QTEST(addressKind(QHostAddress(address)), "kind");
    }

    void noReachHoldsWhatNobodyMayCall()
    {
        using Reach = AddressReach;
        using Kind = AddressKind;
        for (const Reach reach : {Reach::Public, Reach::ThisComputer, Reach::OwnNetwork, Reach::Anywhere}) {
            QVERIFY(!isWithinReach(reach, Kind::Never));
            QCOMPARE(isWithinReach(reach, Kind::Public), reach == Reach::Public || reach == Reach::Anywhere);
            QCOMPARE(isWithinReach(reach, Kind::Loopback), reach != Reach::Public);
            QCOMPARE(isWithinReach(reach, Kind::Private),
                     reach == Reach::OwnNetwork || reach == Reach::Anywhere);
        }
    }
};

QTEST_APPLESS_MAIN(TestNetworkAddress)
#include "tst_network_address.moc"
