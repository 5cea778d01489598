// SPDX-License-Identifier: Apache-2.0
#include "relay/key_binding.h"
#include "ui/models/provider_choices.h"
#include "ui/widgets/fold.h"
#include "ui/widgets/grant_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestGrantEditor : public QObject
{
    Q_OBJECT

private:
    static KeyEntry key(const QString &provider, const QString &label, const QString &app = {})
    {
        return {.account = provider + u'/' + label,
                .provider = provider,
                .label = label,
                .appId = app,
                .addedAt = QDateTime::currentDateTimeUtc()};
    }
    static RelayConfig config()
    {
        RelayConfig config;
        config.keys = {key(u"openai"_s, u"default"_s), key(u"openai"_s, u"work"_s),
                       key(u"anthropic"_s, u"mine"_s),
                       key(u"groq"_s, u"default"_s, u"https://app.example"_s)};
        config.defaultKeys = {{u"openai"_s, u"work"_s}};
        return config;
    }
    static QList<ProviderChoice> choices(const QStringList &asked = {}, const QString &app = {})
    {
        return providerChoices(ProviderCatalog::builtIn(), config(), app, asked);
    }
    static ProviderChoice choice(const QList<ProviderChoice> &all, const QString &id)
    {
        for (const ProviderChoice &one : all) {
            if (one.id == id)
                return one;
        }
        return {};
    }
    template <typename T>
    static T *child(const QWidget &parent, const QString &name)
    {
        T *found = parent.findChild<T *>(name);
        if (!found)
            qFatal("there is no %s", qPrintable(name));
        return found;
    }

private slots:
    void thoseThatWorkComeFirst()
    {
        using Place = ProviderChoice::Place;
        using Standing = ProviderChoice::Standing;
        const QList<ProviderChoice> all = choices({u"mistral"_s, u"unheard-of"_s}, u"https://app.example"_s);
        QCOMPARE(choice(all, u"openai"_s).place, Place::First);
        QCOMPARE(choice(all, u"openai"_s).keyLabels, QStringList({u"work"_s, u"default"_s}));
        QCOMPARE(choice(all, u"mistral"_s).place, Place::First);
        QCOMPARE(choice(all, u"mistral"_s).standing, Standing::NeedsKey);
        QVERIFY(choice(all, u"mistral"_s).asked);
        QCOMPARE(choice(all, u"groq"_s).standing, Standing::Ready); // by the app's own key
        QCOMPARE(choice(choices(), u"groq"_s).standing, Standing::NeedsKey);
        QCOMPARE(choice(all, u"cohere"_s).place, Place::More);
        QCOMPARE(choice(all, u"ollama"_s).standing, Standing::TurnedOff);
        QVERIFY(choice(all, u"unheard-of"_s).id.isEmpty());
    }

    void aUsableKeyIsOneThatMayBeSentToAProviderThatIsOn()
    {
        const ProviderCatalog catalog = ProviderCatalog::builtIn();
        RelayConfig config = withKeysBound(TestGrantEditor::config(), catalog);
        const QString app = u"https://app.example"_s;
        QCOMPARE(providersWithUsableKey(catalog, config, {}), QStringList({u"anthropic"_s, u"openai"_s}));
        QCOMPARE(providersWithUsableKey(catalog, config, app),
                 QStringList({u"anthropic"_s, u"openai"_s, u"groq"_s}));
        for (KeyEntry &key : config.keys) {
            if (key.provider == u"anthropic"_s)
                key.sentTo = "https://elsewhere.example";
        }
        QCOMPARE(providersWithUsableKey(catalog, config, {}), QStringList{u"openai"_s});
        config.keys.append(key(u"ollama"_s, u"default"_s)); // turned off until the person says otherwise
        QCOMPARE(providersWithUsableKey(catalog, config, {}), QStringList{u"openai"_s});
    }

    void givesBackWhatItWasGiven_data()
    {
        QTest::addColumn<Grant>("grant");
        QTest::newRow("usual") << Grant();
        Grant some;
        some.providers = {u"anthropic"_s, u"openai"_s};
        some.keys = {{u"openai"_s, u"default"_s}};
        some.duration = GrantDuration::OneDay;
        QTest::newRow("some providers, a key") << some;
        Grant fine;
        fine.models = {u"gpt-4o*"_s, u"claude-?"_s};
        fine.paths = PathScope::WholeApi;
        fine.duration = GrantDuration::ThisSession;
        fine.limits.requestsPerMinute = 0;
        fine.limits.exchanges = 3;
        QTest::newRow("models, paths, limits") << fine;
        Grant lost;
        lost.providers = {u"openai"_s, u"gone-from-the-catalog"_s};
        lost.keys = {{u"openai"_s, u"removed"_s}, {u"gone-from-the-catalog"_s, u"x"_s}};
        lost.duration = GrantDuration::UntilRevoked;
        QTest::newRow("what cannot be chosen any more") << lost;
    }
    void givesBackWhatItWasGiven()
    {
        QFETCH(Grant, grant);
        GrantEditor editor(choices(), {});
        editor.setGrant(grant);
        QCOMPARE(editor.grant(), grant);
        QCOMPARE(editor.fault(), QString());
    }

    void whatIsNotUsualIsNotHidden()
    {
        GrantEditor editor(choices(), {});
        Fold *details = child<Fold>(editor, u"grantDetails"_s);
        QCOMPARE(details->state(), Fold::State::Folded);
        Grant grant;
        grant.paths = PathScope::WholeApi;
        editor.setGrant(grant);
        QCOMPARE(details->state(), Fold::State::Open);
        QVERIFY(!child<QLabel>(editor, u"grantWholeApiWarning"_s)->isHidden());
        child<QRadioButton>(editor, u"grantUsualPaths"_s)->click();
        QVERIFY(child<QLabel>(editor, u"grantWholeApiWarning"_s)->isHidden());
    }

    void aPersonSetsAGrant()
    {
        GrantEditor editor(choices({u"anthropic"_s}), {});
        const QSignalSpy changed(&editor, &GrantEditor::changed);
        editor.show();
        child<QRadioButton>(editor, u"grantTheseProviders"_s)->click();
        QVERIFY(!editor.fault().isEmpty());
        QVERIFY(child<QLabel>(editor, u"grantFault"_s)->isVisible());
        QTest::keyClick(child<QCheckBox>(editor, u"grantProvider_openai"_s), Qt::Key_Space);
        QCOMPARE(editor.fault(), QString());
        QVERIFY(!child<QLabel>(editor, u"grantFault"_s)->isVisible());
        QComboBox *keys = child<QComboBox>(editor, u"grantKey_openai"_s);
        QVERIFY(keys->isEnabled());
        QTest::keyClicks(keys, u"default"_s);
        QTest::keyClick(keys, Qt::Key_End);
        child<Fold>(editor, u"grantDetails"_s)->setState(Fold::State::Open);
        child<QRadioButton>(editor, u"grantTheseModels"_s)->click();
        QVERIFY(!editor.fault().isEmpty());
        QTest::keyClicks(child<QLineEdit>(editor, u"grantModels"_s), u"gpt-*,o3 , o4-mini,"_s);
        QTest::keyClicks(child<QLineEdit>(editor, u"grantLimit_ai-requests-per-minute"_s), u"x5"_s);
        const Grant grant = editor.grant();
        QCOMPARE(grant.providers, QStringList{u"openai"_s});
        QCOMPARE(grant.keys.value(u"openai"_s), u"default"_s);
        QCOMPARE(grant.models, QStringList({u"gpt-*"_s, u"o3"_s, u"o4-mini"_s}));
        QCOMPARE(grant.limits.aiRequestsPerMinute, std::optional<qint64>(5));
        QCOMPARE(grant.limits.requestsPerMinute, std::optional<qint64>());
        QVERIFY(changed.size() >= 5);
    }

    void aLimitBeyondItsRangeIsSaid()
    {
        GrantEditor editor(choices(), {});
        QLineEdit *field = child<QLineEdit>(editor, u"grantLimit_exchanges"_s);
        field->setText(u"99999"_s); // pasted
        QVERIFY2(editor.fault().contains(u"65"_s), qPrintable(editor.fault()));
    }

    void theLimitForAllIsToldAsWhatHoldsOtherwise()
    {
        Settings forAll;
        forAll.aiRequestsPerMinute = 37;
        forAll.exchangesPerApp = 0;
        const GrantEditor editor(choices(), forAll);
        QVERIFY(child<QLineEdit>(editor, u"grantLimit_ai-requests-per-minute"_s)
                    ->placeholderText()
                    .contains(u"37"_s));
        QVERIFY(
            child<QLineEdit>(editor, u"grantLimit_exchanges"_s)->placeholderText().contains(u"no limit"_s));
    }

    void askedOnesAreMarked()
    {
        const GrantEditor editor(choices({u"mistral"_s, u"openai"_s}), {});
        QVERIFY(child<QCheckBox>(editor, u"grantProvider_openai"_s)->text().contains(u"asked for"_s));
        QVERIFY(child<QCheckBox>(editor, u"grantProvider_mistral"_s)->text().contains(u"no key"_s));
        QVERIFY(!child<QCheckBox>(editor, u"grantProvider_anthropic"_s)->text().contains(u"asked for"_s));
    }
};

QTEST_MAIN(TestGrantEditor)
#include "tst_grant_editor.moc"
