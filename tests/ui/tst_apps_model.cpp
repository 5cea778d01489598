// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "ui/models/apps_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

class TestAppsModel : public QObject
{
    Q_OBJECT

    struct Scene
    {
        Scene()
            : links{relay.controller(), desktop}
            , model(links)
            , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
        {
        }
        [[nodiscard]] QString text(const QString &app, AppsModel::Column column) const
        {
            return model.index(model.rowOf(app), column).data().toString();
        }
        void apply(const ConfigEdit &edit)
        {
            const Result<> applied = relay.keeper().apply(edit);
            if (!applied)
                qFatal("%s", qPrintable(applied.error().sentence));
        }

        RunningRelay relay;
        FakeDesktop desktop;
        WindowLinks links;
        AppsModel model;
        QAbstractItemModelTester tester;
    };
    static inline const QString page = QString::fromLatin1(RunningRelay::origin);
    static inline const QString script = u"program:script"_s;

private slots:
    void listsOriginsAndPrograms()
    {
        Scene scene;
        QCOMPARE(scene.model.rowCount(), 2);
        QCOMPARE(scene.text(page, AppsModel::App), page);
        QVERIFY(scene.text(script, AppsModel::App).startsWith(u"script"_s));
        QCOMPARE(scene.text(page, AppsModel::MayUse), u"every provider"_s);
        for (int column = 0; column < AppsModel::ColumnCount; ++column)
            QVERIFY(!scene.model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void followsTheConfigRowByRow()
    {
        Scene scene;
        const QSignalSpy inserted(&scene.model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&scene.model, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy changed(&scene.model, &QAbstractItemModel::dataChanged);
        const QSignalSpy reset(&scene.model, &QAbstractItemModel::modelReset);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        scene.apply(allowOrigin("https://new.example", u"New"_s, {}, now));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(changed.size(), 0);
        Grant grant;
        grant.providers = {u"openai"_s};
        grant.duration = GrantDuration::UntilRevoked;
        scene.apply(setGrant(page, grant, now));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(scene.text(page, AppsModel::MayUse), u"OpenAI"_s);
        QCOMPARE(scene.text(page, AppsModel::State), u"until revoked"_s);
        scene.apply(pauseApp(page, AppPause::Paused));
        QCOMPARE(scene.text(page, AppsModel::State), u"paused"_s);
        scene.apply(revokeApp(page));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(scene.model.rowOf(page), -1);
        QCOMPARE(scene.model.rowOf(u"https://new.example"_s), 1);
        QCOMPARE(reset.size(), 0);
    }

    void anAppThatIsNewHasAskedNothingYet()
    {
        Scene scene;
        scene.apply(allowOrigin("https://new.example", u"New"_s, {}, QDateTime::currentDateTimeUtc()));
        QTRY_COMPARE(scene.text(u"https://new.example"_s, AppsModel::Requests), u"0"_s);
    }

    void aGrantThatIsOverIsSaid()
    {
        Scene scene;
        scene.apply([](RelayConfig &config) {
            config.apps.first().endsAt = QDateTime::currentDateTimeUtc().addSecs(-60);
            return Result<>(Nothing{});
        });
        QCOMPARE(scene.text(page, AppsModel::State), u"ended"_s);
    }

    void countsWhatAppsDo()
    {
        Scene scene;
        QCOMPARE(scene.text(page, AppsModel::Requests), u"unknown"_s);
        scene.model.refreshUsage();
        QTRY_COMPARE(scene.text(page, AppsModel::Requests), u"0"_s);
        QCOMPARE(scene.text(page, AppsModel::LastUse), u"never"_s);
        QVERIFY(scene.relay.ask(scene.relay.request("POST", "/relay/openai/v1/chat/completions",
                                                    R"({"model":"gpt-4o","messages":[]})")));
        QTRY_COMPARE(scene.text(page, AppsModel::Requests), u"1"_s);
        QCOMPARE(scene.text(page, AppsModel::LastUse), u"just now"_s);
        QCOMPARE(scene.text(script, AppsModel::Requests), u"0"_s);
        // A window that opens later reads the same from the ledger.
        AppsModel later(scene.links);
        QTRY_VERIFY([&] {
            later.refreshUsage();
            return later.index(later.rowOf(page), AppsModel::Requests).data().toString() == "1"_L1 &&
                   later.index(later.rowOf(page), AppsModel::LastUse).data().toString() == "just now"_L1;
        }());
    }
};

QTEST_MAIN(TestAppsModel)
#include "tst_apps_model.moc"
