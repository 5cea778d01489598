// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/first_run_wizard.h"

#include "relay/access/relay_edits.h"
#include "relay/providers/credential_injector.h"
#include "ui/key_storing.h"
#include "ui/key_words.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/key_form.h"
#include "ui/widgets/local_models.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/secret_edit.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// Those that most people have come first; the others follow in the catalog's order.
constexpr std::array<QLatin1StringView, 6> commonFirst{
    {"openai"_L1, "anthropic"_L1, "google"_L1, "openrouter"_L1, "mistral"_L1, "groq"_L1}};
constexpr int choiceRole = Qt::UserRole;
constexpr int providerRole = Qt::UserRole + 1;
/// More of them would hide the line for the key.
constexpr qsizetype mostFoundShown = 3;

QString plainText(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

} // namespace

FirstRunWizard::FirstRunWizard(const WindowLinks &links, QWidget *parent)
    : QDialog(parent)
    , m_links(links)
    , m_lying(links.desktop.findKeys())
    , m_pages(new QStackedWidget)
    , m_where(new ToneLabel(Tone::Quiet))
    , m_back(new QPushButton(tr("&Back")))
    , m_next(new QPushButton(tr("&Next")))
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setObjectName(u"firstRun"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Welcome to Byok Relay"));
    m_pages->addWidget(makeChoose());
    m_pages->addWidget(makeTry());
    m_pages->addWidget(makeReady());
    m_where->setObjectName(u"firstWhere"_s);
    m_where->setWordWrap(false);
    m_back->setObjectName(u"firstBack"_s);
    m_next->setObjectName(u"firstNext"_s);
    m_cancel->setObjectName(u"firstCancel"_s);
    m_back->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_next->setDefault(true);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_where);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_pages, 1);
    column->addLayout(buttons);

    connect(m_back, &QPushButton::clicked, this, &FirstRunWizard::back);
    connect(m_next, &QPushButton::clicked, this, &FirstRunWizard::next);
    connect(m_cancel, &QPushButton::clicked, this, &FirstRunWizard::reject);
    connect(&links.relay, &RelayController::statusChanged, this, &FirstRunWizard::refresh);
    constexpr double mostOfScreen = 0.9;
    resize(fontMetrics().averageCharWidth() * 100,
           std::min(fontMetrics().lineSpacing() * 30,
                    int(screen()->availableGeometry().height() * mostOfScreen)));
    go(Step::Choose);
}

/// The line for a key empties itself when it goes, and nobody is left to be told.
FirstRunWizard::~FirstRunWizard()
{
    m_form->disconnect(this);
    m_form->edit().disconnect(this);
}

QWidget *FirstRunWizard::makeChoose()
{
    m_providers = new QListWidget;
    m_providers->setObjectName(u"firstProviders"_s);
    m_providers->setAccessibleName(tr("Providers"));
    m_providers->setSpacing(fontMetrics().height() / 8);
    fillProviders();
    m_sideTitle = makeHeading({});
    m_form = new KeyForm(m_links.relay);
    m_chooseState = new ToneLabel(Tone::Quiet);
    m_chooseState->setObjectName(u"firstChooseState"_s);

    auto *key = new QWidget;
    auto *keyColumn = new QVBoxLayout(key);
    keyColumn->setContentsMargins({});
    auto *label = new QLabel(tr("Your &key:"));
    label->setBuddy(&m_form->edit());
    keyColumn->addWidget(label);
    keyColumn->addWidget(m_form);
    m_found = new QVBoxLayout;
    keyColumn->addLayout(m_found);
    keyColumn->addStretch(1);
    keyColumn->addWidget(new ToneLabel(
        Tone::Quiet, tr("It is kept in: %1. The apps that you allow work with it and never see it.")
                         .arg(m_links.relay.store().description())));

    auto *local = new QWidget;
    auto *localColumn = new QVBoxLayout(local);
    localColumn->setContentsMargins({});
    localColumn->addWidget(
        makeText(tr("Programs such as Ollama run models on this computer and need no key.")));
    localColumn->addWidget(new LocalModels(m_links));
    localColumn->addStretch(1);

    auto *later = new QWidget;
    auto *laterColumn = new QVBoxLayout(later);
    laterColumn->setContentsMargins({});
    laterColumn->addWidget(
        makeText(tr("You can add keys whenever you like, on the page “Keys”. Until then the "
                    "built-in provider “echo” answers apps by repeating what they say.")));
    laterColumn->addStretch(1);

    m_side = new QStackedWidget;
    m_side->addWidget(key); // in the order of Choice
    m_side->addWidget(local);
    m_side->addWidget(later);

    auto *side = new QVBoxLayout;
    side->addWidget(m_sideTitle);
    side->addWidget(m_side, 1);
    side->addWidget(m_chooseState);
    auto *row = new QHBoxLayout;
    row->addWidget(m_providers, 2);
    row->addLayout(side, 3);

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("Whose models shall your apps use?")));
    column->addWidget(
        makeText(tr("Byok Relay lets web apps work with your own key, without giving it to them.")));
    column->addLayout(row, 1);

    connect(m_providers, &QListWidget::currentRowChanged, this, &FirstRunWizard::choiceChanged);
    connect(m_providers, &QListWidget::itemActivated, this, [this] { m_form->edit().setFocus(); });
    connect(m_form, &KeyForm::recognised, this, &FirstRunWizard::choose);
    connect(&m_form->edit(), &SecretEdit::changed, this, [this] {
        m_chooseState->say({});
        refresh();
    });
    return page;
}

QWidget *FirstRunWizard::makeTry()
{
    m_tryText = makeText({});
    m_tryText->setObjectName(u"firstTryText"_s);
    m_test = new QPushButton(tr("&Test it now"));
    m_test->setObjectName(u"firstTest"_s);
    m_test->setAutoDefault(false);
    m_result = new ToneLabel(Tone::Quiet);
    m_result->setObjectName(u"firstResult"_s);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("Does the key work?")));
    column->addWidget(m_tryText);
    column->addWidget(m_test, 0, Qt::AlignLeading);
    column->addWidget(m_result);
    column->addStretch(1);
    connect(m_test, &QPushButton::clicked, this, &FirstRunWizard::test);
    return page;
}

QWidget *FirstRunWizard::makeReady()
{
    m_readyText = makeText({});
    m_readyText->setObjectName(u"firstReadyText"_s);
    m_address = new CopyField(u"firstAddress"_s, tr("Address for apps"));
    m_autostart = new QCheckBox(tr("&Start Byok Relay when I log in"));
    m_autostart->setObjectName(u"firstAutostart"_s);
    m_autostartState = new ToneLabel(Tone::Quiet);
    m_autostartState->setObjectName(u"firstAutostartState"_s);
    const DesktopAbilities::Autostart now = m_links.desktop.autostart();
    m_autostart->setChecked(now == DesktopAbilities::Autostart::On);
    m_autostart->setEnabled(now != DesktopAbilities::Autostart::Unsupported);
    m_autostartState->say(
        m_autostart->isEnabled()
            ? QString()
            : tr("Not possible here: that takes an installed Byok Relay, on a system that can start "
                 "programs with your login."));
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("Ready")));
    column->addWidget(m_readyText);
    column->addSpacing(fontMetrics().lineSpacing() / 2);
    column->addWidget(makeText(tr("Give this address to a web app that asks for a relay, or a base URL:")));
    column->addWidget(m_address);
    column->addSpacing(fontMetrics().lineSpacing() / 2);
    column->addWidget(
        makeText(tr("The first time an app calls, it has to ask you: a window here shows who it is "
                    "and what it wants, and you allow it or not. You can take that back at any "
                    "time, on the page “Apps”.")));
    column->addSpacing(fontMetrics().lineSpacing() / 2);
    column->addWidget(m_autostart);
    column->addWidget(m_autostartState);
    column->addStretch(1);
    return page;
}

void FirstRunWizard::fillProviders()
{
    const ProviderCatalog &catalog = m_links.relay.catalog();
    QStringList ids;
    for (const QLatin1StringView id : commonFirst)
        ids.append(id);
    for (const Provider &provider : catalog.all()) {
        if (!ids.contains(provider.id))
            ids.append(provider.id);
    }
    const auto add = [this](const QString &text, Choice kind, const QString &provider) {
        auto *item = new QListWidgetItem(text, m_providers);
        item->setData(choiceRole, int(kind));
        item->setData(providerRole, provider);
    };
    for (const QString &id : std::as_const(ids)) {
        const std::optional<Provider> provider = catalog.find(id);
        // One without an address is for the page "Keys", where it can be given one.
        if (provider && provider->needsKey() && !provider->baseUrl.isEmpty())
            add(providerName(catalog, id), Choice::Provider, id);
    }
    add(tr("Models on this computer"), Choice::Local, {});
    add(tr("Later"), Choice::Later, {});
    m_providers->setCurrentRow(0);
}

FirstRunWizard::Choice FirstRunWizard::choice() const
{
    const QListWidgetItem *item = m_providers->currentItem();
    return item ? Choice(item->data(choiceRole).toInt()) : Choice::Later;
}

QString FirstRunWizard::providerId() const
{
    const QListWidgetItem *item = m_providers->currentItem();
    return item ? item->data(providerRole).toString() : QString();
}

bool FirstRunWizard::hasKey() const
{
    return !m_key.isEmpty() && m_keyProvider == providerId();
}

void FirstRunWizard::choose(const QString &provider)
{
    for (int row = 0; row < m_providers->count(); ++row) {
        if (m_providers->item(row)->data(providerRole).toString() == provider) {
            m_providers->setCurrentRow(row);
            return;
        }
    }
}

void FirstRunWizard::choiceChanged()
{
    m_side->setCurrentIndex(int(choice()));
    m_sideTitle->setText(m_providers->currentItem() ? m_providers->currentItem()->text() : QString());
    m_form->setProvider(choice() == Choice::Provider ? m_links.relay.catalog().find(providerId())
                                                     : std::nullopt);
    m_chooseState->setTone(Tone::Good);
    m_chooseState->say(hasKey() ? tr("Your key is still here. Go on with it, or paste another one.")
                                : QString());
    showFound();
    refresh();
}

void FirstRunWizard::showFound()
{
    while (QLayoutItem *item = m_found->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    if (choice() != Choice::Provider)
        return;
    int number = 0;
    for (const FoundKey &found : std::as_const(m_lying)) {
        if (found.provider != providerId() || number >= mostFoundShown)
            continue;
        auto *use = new QPushButton(tr("Use the key found: %1").arg(QChar(0x200e) + plainText(found.place)));
        use->setObjectName(u"firstFound%1"_s.arg(number++));
        use->setAutoDefault(false);
        connect(use, &QPushButton::clicked, this, [this, found] {
            m_form->edit().clear();
            m_key = found.key;
            m_keyProvider = found.provider;
            m_trial = Trial::None;
            go(Step::Try);
        });
        m_found->addWidget(use, 0, Qt::AlignLeading);
    }
}

void FirstRunWizard::go(Step step)
{
    m_step = step;
    m_pages->setCurrentIndex(int(step));
    refresh(); // what is to have the focus must be enabled
    switch (step) {
    case Step::Choose:
        choiceChanged();
        m_providers->setFocus();
        break;
    case Step::Try: {
        const QString name = providerName(m_links.relay.catalog(), m_keyProvider);
        m_tryText->setText(
            tr("Byok Relay can ask %1 whether it accepts the key. That costs nothing. The key is "
               "stored when you go on.")
                .arg(name));
        if (m_trial == Trial::None)
            m_result->say({});
        m_test->setFocus();
        break;
    }
    case Step::Ready:
        m_next->setFocus();
        break;
    }
}

void FirstRunWizard::next()
{
    switch (m_step) {
    case Step::Choose:
        leaveChoose();
        break;
    case Step::Try:
        store();
        break;
    case Step::Ready:
        finish();
        break;
    }
}

void FirstRunWizard::back()
{
    if (m_work == Work::None && m_step == Step::Try)
        go(Step::Choose);
}

void FirstRunWizard::leaveChoose()
{
    if (choice() != Choice::Provider) {
        go(Step::Ready);
        return;
    }
    const std::optional<Provider> provider = m_links.relay.catalog().find(providerId());
    if (!provider)
        return;
    if (!m_form->edit().isEmpty()) {
        const Result<Secret, RelayError> key = acceptKey(*provider, m_form->edit().held());
        if (!key) {
            m_chooseState->setTone(Tone::Bad);
            m_chooseState->say(key.error().sentence);
            return;
        }
        m_form->edit().clear();
        m_key = key.value();
        m_keyProvider = provider->id;
        m_trial = Trial::None;
    }
    if (hasKey())
        go(Step::Try);
}

void FirstRunWizard::test()
{
    m_work = Work::Testing;
    m_result->setTone(Tone::Quiet);
    m_result->say(tr("Asking %1 …").arg(providerName(m_links.relay.catalog(), m_keyProvider)));
    refresh();
    m_links.relay.testCandidate(m_key, m_keyProvider, [self = QPointer(this)](const Result<QString> &answer) {
        if (!self)
            return;
        self->m_work = Work::None;
        self->m_trial = answer ? Trial::Accepted : Trial::Refused;
        self->m_result->setTone(answer ? Tone::Good : Tone::Bad);
        self->m_result->say(answer ? answer.value() : answer.error().sentence);
        self->refresh();
        if (answer)
            self->m_next->setFocus();
    });
}

void FirstRunWizard::store()
{
    const std::optional<Provider> provider = m_links.relay.catalog().find(m_keyProvider);
    if (!provider)
        return;
    m_work = Work::Storing;
    m_result->setTone(Tone::Quiet);
    m_result->say(tr("Storing it …"));
    refresh();
    const QString label = freeLabel(*m_links.relay.keeper().current(), provider->id);
    storePersonsKey(m_links.relay, *provider, label, m_key,
                    [self = QPointer(this), name = provider->name](const Result<> &done) {
                        if (!self)
                            return;
                        self->m_work = Work::None;
                        if (!done) {
                            self->m_result->setTone(Tone::Bad);
                            self->m_result->say(done.error().sentence);
                            self->refresh();
                            return;
                        }
                        self->m_key = {};
                        self->m_readyText->setText(tr("Your key for %1 is stored.").arg(name));
                        self->go(Step::Ready);
                    });
}

void FirstRunWizard::finish()
{
    using Autostart = DesktopAbilities::Autostart;
    const Autostart wanted = m_autostart->isChecked() ? Autostart::On : Autostart::Off;
    if (m_autostart->isEnabled() && wanted != m_links.desktop.autostart()) {
        if (const Result<> set = m_links.desktop.setAutostart(wanted); !set) {
            m_autostartState->setTone(Tone::Bad);
            m_autostartState->say(set.error().sentence);
            m_autostart->setChecked(m_links.desktop.autostart() == Autostart::On);
            return;
        }
    }
    accept();
}

void FirstRunWizard::done(int result)
{
    DesktopChoices choices = m_links.relay.keeper().current()->desktop;
    choices.welcomed = true;
    // Where it cannot be written down the wizard comes again, which is no harm.
    (void)m_links.relay.keeper().apply(setDesktop(choices));
    QDialog::done(result);
}

QString FirstRunWizard::nextText() const
{
    switch (m_trial) {
    case Trial::None:
        return tr("Keep it &untested");
    case Trial::Refused:
        return tr("&Keep it anyway");
    case Trial::Accepted:
        break;
    }
    return tr("&Next");
}

void FirstRunWizard::refresh()
{
    const bool idle = m_work == Work::None;
    const QString address = m_links.relay.status().address();
    m_address->setText(address);
    m_address->setEnabled(!address.isEmpty());
    m_readyText->setVisible(!m_readyText->text().isEmpty());
    m_where->setText(tr("Step %1 of %2").arg(int(m_step) + 1).arg(m_pages->count()));
    m_back->setVisible(m_step != Step::Ready);
    m_back->setEnabled(m_step == Step::Try && idle);
    m_cancel->setVisible(m_step != Step::Ready);
    m_test->setEnabled(idle);
    switch (m_step) {
    case Step::Choose:
        m_next->setText(tr("&Next"));
        m_next->setEnabled(choice() != Choice::Provider || !m_form->edit().isEmpty() || hasKey());
        break;
    case Step::Try:
        m_next->setText(nextText());
        m_next->setEnabled(idle);
        break;
    case Step::Ready:
        m_next->setText(tr("&Finish"));
        m_next->setEnabled(true);
        break;
    }
}

} // namespace byok
