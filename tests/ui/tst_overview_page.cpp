// SPDX-License-Identifier: Apache-2.0
#include "relay/access/key_edits.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "ui/models/exchanges_model.h"
#include "ui/pages/overview_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
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
    static std::unique_ptr<RawClient> stream(RunningRelay &relay)
    {
        relay.upstream().next(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        auto client = std::make_unique<RawClient>(relay.port());
        client->send(relay.request("POST", chatPath, chatBody));
        if (!QTest::qWaitFor([&] { return relay.upstream().requestCount() == 1; }, byok::test::patience))
            return nullptr;
        relay.upstream().release();
        return client->waitForText("data: one") ? std::move(client) : nullptr;
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

    void stopEndsARunningStream_data()
    {
        QTest::addColumn<bool>("byKey");
        QTest::newRow("its button") << false;
        QTest::newRow("the Delete key") << true;
    }
    void stopEndsARunningStream()
    {
        QFETCH(bool, byKey);
        RunningRelay relay;
        OverviewPage page({relay.controller(), m_desktop});
        page.show();
        const auto client = stream(relay);
        QVERIFY(client);
        auto *table = page.findChild<QTableView *>(u"liveExchanges"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->index(0, ExchangesModel::App).data().toString(),
                 QString::fromLatin1(RunningRelay::origin));
        if (byKey) {
            table->selectRow(0);
            table->setFocus();
            QTest::keyClick(table, Qt::Key_Delete);
        } else {
            const auto stops = table->findChildren<QPushButton *>(QRegularExpression(u"^stop_"_s));
            QCOMPARE(stops.size(), 1);
            QTest::mouseClick(stops.first(), Qt::LeftButton);
        }
        QVERIFY(client->waitForClose());
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QVERIFY(page.findChild<QLabel *>(u"liveNothing"_s)->isVisible());
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
