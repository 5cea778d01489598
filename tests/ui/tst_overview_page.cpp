// SPDX-License-Identifier: Apache-2.0
#include "relay/access/config_edits.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/running_relay.h"
#include "ui/pages/overview_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto chatPath = "/relay/openai/v1/chat/completions";
const QByteArray chatBody = R"({"model": "gpt-4o", "stream": true, "messages": []})";

} // namespace

class TestOverviewPage : public QObject
{
    Q_OBJECT

private:
    FakeDesktop m_desktop;

    static QString text(const QWidget &page, const QString &name)
    {
        return page.findChild<QLabel *>(name)->text();
    }
    static QPushButton *button(const QWidget &page, const QString &name)
    {
        return page.findChild<QPushButton *>(name);
    }
    static void click(const QWidget &page, const QString &name)
    {
        QTest::mouseClick(button(page, name), Qt::LeftButton);
    }

private slots:
    void pausesAndResumes()
    {
        RunningRelay relay;
        OverviewPage page({relay.controller(), m_desktop});
        page.show();
        QCOMPARE(text(page, u"state"_s), u"Running"_s);
        click(page, u"pause"_s);
        QTRY_COMPARE(text(page, u"state"_s), u"Paused"_s);
        QCOMPARE(button(page, u"pause"_s)->text(), u"&Resume"_s);
        QTest::keyClick(button(page, u"pause"_s), Qt::Key_Space);
        QTRY_COMPARE(text(page, u"state"_s), u"Running"_s);
    }

    void locksAndUnlocks()
    {
        RunningRelay relay;
        OverviewPage page({relay.controller(), m_desktop});
        page.show();
        click(page, u"lock"_s);
        QTRY_COMPARE(text(page, u"state"_s), u"Locked"_s);
        QCOMPARE(relay.ask(relay.request("POST", chatPath, chatBody))->status, 423);
        click(page, u"lock"_s);
        QTRY_COMPARE(text(page, u"state"_s), u"Running"_s);
    }

    void copiesTheAddressInUse()
    {
        RunningRelay relay;
        OverviewPage page({relay.controller(), m_desktop});
        page.show();
        click(page, u"addressCopy"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:%1"_s.arg(relay.port()));
        QVERIFY(page.findChild<QLabel *>(u"portNote"_s)->isHidden()); // any port was asked for
    }

    void firstStepsLeadToKeysAndApps()
    {
        RunningRelay relay(RunningRelay::Key::None);
        OverviewPage page({relay.controller(), m_desktop});
        const QSignalSpy keys(&page, &OverviewPage::keysWanted);
        page.show();
        QVERIFY(page.findChild<QWidget *>(u"firstSteps"_s)->isVisible());
        QVERIFY(text(page, u"appStep"_s).contains(u"Done"_s));
        QVERIFY(!button(page, u"addApp"_s)->isVisible());
        click(page, u"addKey"_s);
        QCOMPARE(keys.size(), 1);
        QVERIFY(relay.keeper().apply(listKey({.account = u"a"_s,
                                              .provider = u"openai"_s,
                                              .label = u"default"_s,
                                              .appId = {},
                                              .addedAt = {}})));
        QVERIFY(!page.findChild<QWidget *>(u"firstSteps"_s)->isVisible());
    }

    void todayIsAddedUp()
    {
        RunningRelay relay;
        OverviewPage page({relay.controller(), m_desktop});
        page.show();
        QTRY_COMPARE(text(page, u"todayRequests"_s), u"0"_s);
        FakeReply refusal;
        refusal.status = 500;
        relay.upstream().next(FakeReply{});
        relay.upstream().next(refusal);
        QCOMPARE(relay.ask(relay.request("POST", chatPath, chatBody))->status, 200);
        QCOMPARE(relay.ask(relay.request("POST", chatPath, chatBody))->status, 500);
        QTRY_COMPARE(text(page, u"todayRequests"_s), u"2"_s);
        QCOMPARE(text(page, u"todayErrors"_s), u"1"_s);
    }
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overview_page.moc"
