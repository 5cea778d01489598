// SPDX-License-Identifier: Apache-2.0
#include "relay/access/relay_edits.h"
#include "tests/relay/access/edited_config.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestRelayEdits : public QObject
{
    Q_OBJECT

private slots:
    void proxyAndDesktopAreKeptWhereTheyAreSound()
    {
        RelayConfig config;
        QVERIFY(!setProxy({ProxyChoice::Mode::Fixed, ""})(config).ok());
        const Result<> refused =
            setProxy({ProxyChoice::Mode::Fixed, "http://me:pass@proxy.example:1"})(config);
        QVERIFY(!refused.ok());
        QVERIFY(!refused.error().sentence.contains(u"pass@"_s));
        QVERIFY(setProxy({ProxyChoice::Mode::Fixed, "http://proxy.example:8080/"})(config).ok());
        QCOMPARE(config.proxy.url, "http://proxy.example:8080"_ba);
        DesktopChoices desktop;
        desktop.lockAfterIdleMinutes = -1;
        QVERIFY(!setDesktop(desktop)(config).ok());
        desktop.lockAfterIdleMinutes = 5;
        desktop.theme = Theme::Dark;
        QVERIFY(setDesktop(desktop)(config).ok());
        QCOMPARE(config.desktop, desktop);
    }
};

QTEST_APPLESS_MAIN(TestRelayEdits)
#include "tst_relay_edits.moc"
