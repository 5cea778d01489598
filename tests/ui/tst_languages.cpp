// SPDX-License-Identifier: Apache-2.0
#include "ui/languages.h"
#include "ui/tray/tray_menu.h"
#include "ui/words.h"

#include <QAction>
#include <QApplication>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestLanguages : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { speak(*qApp, u"en"_s); }

    void thereAreThree()
    {
        QStringList names;
        for (const Language &language : availableLanguages())
            names.append(language.code + u' ' + language.name);
        QCOMPARE(names, (QStringList{u"de Deutsch"_s, u"en English"_s, u"he עברית"_s}));
    }

    void aLanguageIsOneThroughout_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("quit");
        QTest::addColumn<QString>("busy");
        QTest::addColumn<QString>("providers");
        QTest::addColumn<QString>("cancel");
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("English") << u"en"_s << u"&Quit"_s << u"Running; 2 requests under way"_s
                                 << u"OpenAI and Anthropic"_s << u"Cancel"_s << Qt::LeftToRight;
        QTest::newRow("German") << u"de"_s << u"B&eenden"_s << u"Läuft; 2 laufende Anfragen"_s
                                << u"OpenAI und Anthropic"_s << u"Abbrechen"_s << Qt::LeftToRight;
        QTest::newRow("Hebrew") << u"he"_s << u"&יציאה"_s << u"פועל; 2 בקשות בתהליך"_s
                                << u"OpenAI וAnthropic"_s << u"ביטול"_s << Qt::RightToLeft;
    }
    void aLanguageIsOneThroughout()
    {
        QFETCH(QString, language);
        speak(*qApp, language);
        TrayMenu menu;
        TrayView view;
        view.status.state = RelayState::Running;
        view.status.liveExchanges = 2;
        menu.setView(view);
        QTEST(menu.findChild<QAction *>(u"trayQuit"_s)->text(), "quit");
        QTEST(menu.findChild<QAction *>(u"trayStatus"_s)->text(), "busy");
        QTEST(providersText(ProviderCatalog::builtIn(), {u"openai"_s, u"anthropic"_s}), "providers");
        QTEST(QCoreApplication::translate("QPlatformTheme", "Cancel"), "cancel");
        QTEST(QApplication::layoutDirection(), "direction");
    }

    void oneIsOne()
    {
        speak(*qApp, u"en"_s);
        TrayMenu menu;
        TrayView view;
        view.status.state = RelayState::Running;
        view.status.liveExchanges = 1;
        menu.setView(view);
        QCOMPARE(menu.statusLine(), u"Running; 1 request under way"_s);
    }
};

QTEST_MAIN(TestLanguages)
#include "tst_languages.moc"
