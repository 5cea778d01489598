// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_desktop.h"
#include "tests/support/running_relay.h"
#include "ui/diagnostics.h"
#include "ui/pages/about_page.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

class TestAboutPage : public QObject
{
    Q_OBJECT

private:
    FakeDesktop m_desktop;

private slots:
    void saysWhichBuildItIsAndOnWhatItStands()
    {
        RunningRelay relay;
        AboutPage page({relay.controller(), m_desktop});
        page.show();
        QVERIFY(page.findChild<QLabel *>(u"version"_s)->text().contains(buildInfo().version));
        QVERIFY(page.findChild<QLabel *>(u"licence"_s)->text().contains(u"Apache"_s));
        const QList<LibraryVersion> loaded = loadedLibraries();
        for (const QString &name : {u"Qt"_s, u"libcurl"_s, u"OpenSSL"_s, u"SQLite"_s}) {
            const bool isTold = std::ranges::any_of(loaded, [&](const LibraryVersion &library) {
                return library.name == name && !library.version.isEmpty();
            });
            QVERIFY2(isTold, qPrintable(name));
        }
    }

    void copiesTheDiagnostics()
    {
        RunningRelay relay;
        AboutPage page({relay.controller(), m_desktop});
        page.show();
        QTest::mouseClick(page.findChild<QPushButton *>(u"copyDiagnostics"_s), Qt::LeftButton);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.startsWith(u"Byok Relay "_s));
        QVERIFY2(copied.contains(u"State: running; port %1"_s.arg(relay.port())), qPrintable(copied));
        QVERIFY(copied.contains(u"Apps: 2"_s));
        QVERIFY(copied.contains(u"Keys: 3 of the person"_s));
        QVERIFY(copied.contains(u"GNOME keyring"_s));
    }

    void tellsWhatIsNotAtItsDefault()
    {
        DiagnosticFacts facts;
        facts.config.settings.exchanges = 7;
        const QString text = diagnosticsText(facts);
        QVERIFY(text.contains(u"  limits.exchanges = 7 (default 128)\n"_s));
        QCOMPARE(text.count(u" = "_s), 1);
        QVERIFY(diagnosticsText({}).contains(u"default:\n  none\n"_s));
    }

    void holdsNoSecretAndNobodysName()
    {
        RunningRelay relay; // with a key and tokens in use
        const QString home = QDir::homePath();
        QVERIFY(relay.keeper().apply([](RelayConfig &config) -> Result<> {
            config.apps[0].name = u"planted-label"_s;
            config.proxy = {ProxyChoice::Mode::Fixed, "http://planted-proxy.example:3128"};
            config.extraCaFile = u"/people/planted-user/ca.pem"_s;
            config.keys[0].label = u"planted-key-label"_s;
            config.unlistedAccounts.append(u"key/planted-account"_s);
            config.denials.append({.subject = u"https://planted-denial.example"_s});
            return Nothing{};
        }));
        DiagnosticFacts facts = gatherFacts(relay.controller(), m_desktop);
        facts.home = u"/people/planted-user"_s;
        facts.user = u"planted-user"_s;
        facts.places.folder = u"/people/planted-user/.config/byok-relay"_s;
        const QString text = diagnosticsText(facts);
        QVERIFY(text.contains(u"Profile: ~/.config/byok-relay"_s));
        facts.places.folder = u"/srv/planted-user/relay"_s;
        const QString elsewhere = diagnosticsText(facts);
        QVERIFY(elsewhere.contains(u"Profile: /srv/(user)/relay"_s));
        for (const QString &all : {text, elsewhere}) {
            for (const QByteArray &secret :
                 {RunningRelay::key, relay.token(), relay.programToken(), RunningRelay::origin,
                  relay.keeper().current()->tokens.first().sha256.toHex(), "planted"_ba, "script"_ba})
                QVERIFY2(!all.contains(QString::fromLatin1(secret)), secret.constData());
        }
    }
};

QTEST_MAIN(TestAboutPage)
#include "tst_about_page.moc"
