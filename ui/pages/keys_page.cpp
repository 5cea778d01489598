// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/keys_page.h"

#include "relay/access/key_edits.h"
#include "relay/access/provider_edits.h"
#include "relay/providers/provider_entries.h"
#include "ui/desktop_abilities.h"
#include "ui/dialogs/import_keys_dialog.h"
#include "ui/dialogs/key_dialog.h"
#include "ui/dialogs/local_models_dialog.h"
#include "ui/dialogs/provider_dialog.h"
#include "ui/key_storing.h"
#include "ui/key_words.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// Fewer rows than this are looked through faster than searched.
constexpr int rowsWorthSearching = 6;

/// Rows with air, as high in each column.
class RoomyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + option.fontMetrics.averageCharWidth() * 2,
                size.height() + option.fontMetrics.height() / 2};
    }
};

QString emphasised(const QString &term, const QString &value)
{
    return u"%1 <b>%2</b>"_s.arg(term.toHtmlEscaped(), value.toHtmlEscaped());
}

} // namespace

KeysPage::KeysPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_model(links.relay)
    , m_list(new QTreeView)
    , m_search(new QLineEdit)
    , m_title(makeHeading({}))
    , m_facts(makeText({}))
    , m_state(new ToneLabel(Tone::Quiet))
{
    setObjectName(u"keysPage"_s);
    m_shown.setSourceModel(&m_model);
    m_shown.setRecursiveFilteringEnabled(true);
    m_shown.setAutoAcceptChildRows(true);
    m_shown.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown.setFilterKeyColumn(-1);

    m_list->setObjectName(u"keysList"_s);
    m_list->setAccessibleName(tr("Providers and keys"));
    m_list->setModel(&m_shown);
    m_list->setAllColumnsShowFocus(true);
    m_list->setItemDelegate(new RoomyDelegate(m_list));
    m_list->setUniformRowHeights(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    new RowMenu(m_list);
    constexpr int leastLines = 8;
    m_list->setMinimumHeight(fontMetrics().lineSpacing() * leastLines);
    QHeaderView *header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ProvidersModel::Name, QHeaderView::Stretch);

    QVBoxLayout *body = addPageBody(this);
    body->addWidget(makeBar());
    body->addWidget(m_empty = makeEmpty());
    body->addWidget(m_list, 1);
    body->addWidget(m_details = makeDetails());

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &KeysPage::refreshDetails);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &KeysPage::refresh);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &KeysPage::refresh);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &KeysPage::refreshDetails);
    connect(&m_shown, &QAbstractItemModel::rowsInserted, m_list, &QTreeView::expandAll);
    connect(m_list, &QTreeView::doubleClicked, this, [this] {
        if (m_test->isVisible())
            m_test->trigger();
    });
    // What is learnt later goes before what was said then.
    connect(&links.relay, &RelayController::keyReportChanged, this,
            [this](const QString &provider, const QString &label) {
                if (const auto key = m_model.keyAt(m_model.indexOf(provider, label)))
                    m_verdicts.remove(key->account);
                refreshDetails();
            });
    m_clock.setInterval(std::chrono::seconds(30));
    connect(&m_clock, &QTimer::timeout, this, [this] { m_model.setNow(QDateTime::currentDateTimeUtc()); });
    m_list->expandAll();
    refresh();
}

QWidget *KeysPage::makeBar()
{
    m_search->setObjectName(u"keysSearch"_s);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search providers and keys"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown.setFilterFixedString(text);
        m_list->expandAll();
    });
    auto *add = new QPushButton(tr("&Add a key…"));
    add->setObjectName(u"keysAdd"_s);
    connect(add, &QPushButton::clicked, this, &KeysPage::addKey);
    auto *more = new QToolButton;
    more->setObjectName(u"keysMore"_s);
    more->setText(tr("&More"));
    more->setAccessibleName(tr("More ways to add keys and providers"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    more->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(more);
    const auto offer = [this, menu](const QString &name, const QString &text, void (KeysPage::*act)()) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
    };
    offer(u"keysImport"_s, tr("&Import keys from this computer…"), &KeysPage::importKeys);
    offer(u"keysEnterProvider"_s, tr("&Enter another provider…"), &KeysPage::enterProvider);
    offer(u"keysLocal"_s, tr("Models on this &computer…"), &KeysPage::showLocalModels);
    more->setMenu(menu);
    auto *bar = new QWidget;
    bar->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->addWidget(add);
    row->addWidget(more);
    row->addStretch(1);
    row->addWidget(m_search);
    return bar;
}

QWidget *KeysPage::makeEmpty()
{
    auto *box = new QWidget;
    box->setObjectName(u"keysEmpty"_s);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("No keys yet")));
    column->addWidget(
        makeText(tr("A key is what a provider such as OpenAI, Anthropic or Google gives you for "
                    "programs. Add yours here: it stays in your keychain, and the apps that you allow "
                    "work with it without ever seeing it.")));
    auto *row = new QHBoxLayout;
    const auto offer = [this, row](const QString &name, const QString &text, void (KeysPage::*act)()) {
        auto *button = new QPushButton(text);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, act);
        row->addWidget(button);
    };
    offer(u"keysEmptyImport"_s, tr("&Import keys from this computer…"), &KeysPage::importKeys);
    offer(u"keysEmptyLocal"_s, tr("Use models on this &computer…"), &KeysPage::showLocalModels);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    return box;
}

QAction *KeysPage::addAction(const QString &name, const QString &text, void (KeysPage::*act)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, act);
    m_list->addAction(action);
    return action;
}

void KeysPage::addButton(QHBoxLayout *row, QAction *action)
{
    auto *button = new QPushButton;
    button->setObjectName(action->objectName() + u"Button"_s);
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setToolTip(action->toolTip() == action->iconText() ? QString() : action->toolTip());
        button->setVisible(action->isVisible());
        button->setEnabled(action->isEnabled());
    };
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    row->addWidget(button);
    follow();
}

QWidget *KeysPage::makeDetails()
{
    m_test = addAction(u"testKey"_s, tr("&Test"), &KeysPage::testKey);
    m_replace = addAction(u"replaceKey"_s, tr("&Replace…"), &KeysPage::replaceKey);
    m_default = addAction(u"defaultKey"_s, tr("&Use by default"), &KeysPage::makeDefault);
    m_remove = addAction(u"removeKey"_s, tr("Remo&ve…"), &KeysPage::removeKey);
    m_switchAppKey = addAction(u"switchAppKey"_s, {}, &KeysPage::switchAppKey);
    m_addOther = addAction(u"addOtherKey"_s, tr("Add another &key…"), &KeysPage::addKeyOfProvider);
    m_change = addAction(u"changeProvider"_s, tr("C&hange…"), &KeysPage::changeProvider);
    m_switchProvider = addAction(u"switchProvider"_s, {}, &KeysPage::switchProvider);
    m_removeProvider = addAction(u"removeProvider"_s, tr("Remove &provider…"), &KeysPage::removeProvider);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    m_test->setToolTip(tr("Asks the provider whether it accepts the key. It costs nothing."));

    auto *box = new QWidget;
    box->setObjectName(u"keyDetails"_s);
    m_title->setObjectName(u"keyTitle"_s);
    m_facts->setObjectName(u"keyFacts"_s);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setOpenExternalLinks(true);
    m_facts->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_state->setObjectName(u"keyVerdict"_s);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->addWidget(m_title);
    column->addWidget(m_state);
    column->addWidget(m_facts);
    auto *row = new QHBoxLayout;
    for (QAction *action : {m_test, m_replace, m_default, m_switchAppKey, m_addOther, m_change,
                            m_switchProvider, m_remove, m_removeProvider})
        addButton(row, action);
    row->addStretch(1);
    column->addLayout(row);
    return box;
}

void KeysPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model.setNow(QDateTime::currentDateTimeUtc());
    m_clock.start();
}

void KeysPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}

void KeysPage::showKey(const QString &provider, const QString &label)
{
    const QModelIndex place = m_shown.mapFromSource(m_model.indexOf(provider, label));
    if (!place.isValid())
        return;
    m_list->setCurrentIndex(place);
    m_list->scrollTo(place);
}

std::optional<ProviderLine> KeysPage::chosenProvider() const
{
    return m_model.providerAt(m_shown.mapToSource(m_list->currentIndex()));
}

std::optional<KeyLine> KeysPage::chosenKey() const
{
    return m_model.keyAt(m_shown.mapToSource(m_list->currentIndex()));
}

void KeysPage::refresh()
{
    const bool some = m_model.rowCount() > 0;
    const QList<KeyEntry> &keys = m_links.relay.keeper().current()->keys;
    const bool hasKeys = std::ranges::any_of(keys, [](const KeyEntry &key) { return key.appId.isEmpty(); });
    m_empty->setVisible(!hasKeys);
    m_list->setVisible(some);
    int rows = m_model.rowCount();
    for (int row = 0; row < m_model.rowCount(); ++row)
        rows += m_model.rowCount(m_model.index(row, 0));
    m_search->setVisible(rows >= rowsWorthSearching || !m_search->text().isEmpty());
    refreshDetails();
}

void KeysPage::refreshDetails()
{
    const std::optional<ProviderLine> provider = chosenProvider();
    const std::optional<KeyLine> key = chosenKey();
    m_details->setVisible(provider.has_value());
    const bool isPersons = key && key->appId.isEmpty();
    const bool isProvider = provider && !key && provider->kind != ProviderLine::Kind::OfApps;
    const bool isKnown = provider && m_links.relay.catalog().find(provider->id).has_value();
    m_test->setVisible(isPersons && isKnown);
    m_replace->setVisible(isPersons && isKnown);
    m_default->setVisible(isPersons && !key->isDefault);
    m_remove->setVisible(isPersons);
    m_switchAppKey->setVisible(key && !isPersons);
    m_addOther->setVisible(isProvider && provider->needsKey && isKnown);
    m_change->setVisible(isProvider && isKnown);
    m_switchProvider->setVisible(isProvider && isKnown);
    m_removeProvider->setVisible(isProvider && provider->kind == ProviderLine::Kind::Own);
    if (provider && key)
        describe(*provider, *key);
    else if (provider)
        describe(*provider);
}

void KeysPage::describe(const ProviderLine &provider, const KeyLine &key)
{
    const RelayConfig &config = *m_links.relay.keeper().current();
    QStringList facts;
    if (!key.appId.isEmpty()) {
        m_title->setText(
            tr("%1: key of %2")
                .arg(providerName(m_links.relay.catalog(), key.provider), appName(config, key.appId)));
        m_switchAppKey->setText(key.isTurnedOff ? tr("Turn &on") : tr("Turn &off"));
        m_state->setTone(key.isTurnedOff ? Tone::Warning : Tone::Quiet);
        m_state->say(
            key.isTurnedOff
                ? tr("You turned it off: this app works with your own key, if it may.")
                : tr("The app stored it for itself. No other app can use it, and you cannot read it."));
    } else {
        m_title->setText(tr("%1: %2").arg(provider.name, key.label));
        const Verdict verdict = m_verdicts.value(key.account);
        if (!key.fitsAddress) {
            m_state->setTone(Tone::Warning);
            m_state->say(
                tr("It was stored for %1, where it alone may go, and the provider has another address "
                   "now. Replace it to use it there.")
                    .arg(QString::fromUtf8(key.sentTo)));
        } else if (!verdict.sentence.isEmpty()) {
            m_state->setTone(verdict.tone);
            m_state->say(verdict.sentence);
        } else {
            m_state->setTone(healthTone(key.report.health));
            m_state->say(key.report.sentence.isEmpty() ? healthText(key.report.health) : key.report.sentence);
        }
    }
    facts.append(emphasised(tr("Kept in:"), m_links.relay.store().description()));
    facts.append(emphasised(tr("Goes only to:"), QString::fromUtf8(key.sentTo)));
    if (key.report.at.isValid())
        facts.append(emphasised(tr("Last tested or used:"),
                                momentText(key.report.at, QDateTime::currentDateTimeUtc())));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const QString refusal = refusalText(key.report); !refusal.isEmpty())
        facts.append(emphasised(tr("Last refused:"),
                                tr("%1 (%2)").arg(refusal, momentText(key.report.refusedAt, now))));
    if (const QString rest = restText(key.report, now); !rest.isEmpty())
        facts.append(emphasised(tr("Rest:"), tr("%1; rules for failing requests pass it over").arg(rest)));
    m_facts->setText(facts.join(u"<br>"_s));
}

void KeysPage::describe(const ProviderLine &provider)
{
    m_title->setText(provider.name);
    if (provider.kind == ProviderLine::Kind::OfApps) {
        m_state->setTone(Tone::Quiet);
        m_state->say(
            tr("Some apps bring a key of their own. Each may use its own, and no other app can. You can "
               "turn one off."));
        m_facts->setText({});
        return;
    }
    const StateWord state = stateOf(provider);
    m_state->setTone(state.tone);
    m_state->say(state.text);
    QStringList facts;
    if (!provider.address.isEmpty())
        facts.append(emphasised(tr("Address:"), QString::fromUtf8(provider.address)));
    facts.append(emphasised(tr("Apps ask for it as:"), u"/relay/%1"_s.arg(provider.id)));
    if (!provider.needsKey)
        facts.append(tr("It needs no key."));
    const std::optional<Provider> known = m_links.relay.catalog().find(provider.id);
    if (known && !known->keyPage.isEmpty())
        facts.append(tr("Get a key: %1")
                         .arg(u"<a href=\"%1\">%2</a>"_s.arg(
                             known->keyPage.toHtmlEscaped(),
                             QString(known->keyPage).remove(u"https://"_s).toHtmlEscaped())));
    m_facts->setText(facts.join(u"<br>"_s));
    m_switchProvider->setText(provider.isOn ? tr("Turn &off") : tr("Turn &on"));
    m_addOther->setText(provider.keys.isEmpty() ? tr("Add a &key…") : tr("Add another &key…"));
    m_change->setText(provider.kind == ProviderLine::Kind::Own ? tr("C&hange…") : tr("C&hange address…"));
}

void KeysPage::say(const Verdict &verdict)
{
    m_verdicts.insert(verdict.account, verdict);
    refreshDetails();
}

void KeysPage::openKeyDialog(const QString &provider, const QString &label)
{
    auto *dialog = new KeyDialog(m_links, {provider, label}, this);
    connect(dialog, &KeyDialog::stored, this, &KeysPage::showKey);
    dialog->open();
}

void KeysPage::addKey()
{
    openKeyDialog({}, {});
}

void KeysPage::addKeyOfProvider()
{
    if (const auto provider = chosenProvider())
        openKeyDialog(provider->id, {});
}

void KeysPage::replaceKey()
{
    if (const auto key = chosenKey())
        openKeyDialog(key->provider, key->label);
}

void KeysPage::importKeys()
{
    (new ImportKeysDialog(m_links, this))->open();
}

void KeysPage::showLocalModels()
{
    (new LocalModelsDialog(m_links, this))->open();
}

void KeysPage::enterProvider()
{
    auto *dialog = new ProviderDialog(m_links, {}, ProviderDialog::Purpose::Add, this);
    // Its key is what is wanted next.
    connect(dialog, &ProviderDialog::saved, this, [this](const QString &provider) {
        m_list->setCurrentIndex(m_shown.mapFromSource(m_model.indexOf(provider)));
    });
    dialog->open();
}

void KeysPage::changeProvider()
{
    const auto line = chosenProvider();
    const auto provider = line ? m_links.relay.catalog().find(line->id) : std::nullopt;
    if (!provider)
        return;
    (new ProviderDialog(m_links, entryOf(m_links.relay.keeper().current()->providers, *provider),
                        ProviderDialog::Purpose::Change, this))
        ->open();
}

void KeysPage::testKey()
{
    const auto key = chosenKey();
    if (!key || !key->appId.isEmpty())
        return;
    const QString account = key->account;
    say({account, tr("Asking %1 …").arg(providerName(m_links.relay.catalog(), key->provider)), Tone::Quiet});
    m_links.relay.testKey(account, key->provider,
                          [self = QPointer(this), account](const Result<QString> &answer) {
                              if (self)
                                  self->say({account, answer ? answer.value() : answer.error().sentence,
                                             answer ? Tone::Good : Tone::Bad});
                          });
}

void KeysPage::makeDefault()
{
    if (const auto key = chosenKey())
        apply(setDefaultKey(key->provider, key->label));
}

void KeysPage::switchAppKey()
{
    if (const auto key = chosenKey())
        apply(switchOwnKey(key->appId, key->provider,
                           key->isTurnedOff ? OwnKeyUse::Allowed : OwnKeyUse::TurnedOff));
}

void KeysPage::switchProvider()
{
    const auto line = chosenProvider();
    const auto provider = line ? m_links.relay.catalog().find(line->id) : std::nullopt;
    if (!provider)
        return;
    ProviderEntry entry = entryOf(m_links.relay.keeper().current()->providers, *provider);
    entry.enabled = !provider->enabled;
    apply(setProvider(entry));
}

void KeysPage::removeKey()
{
    const auto key = chosenKey();
    if (!key)
        return;
    const QString name = providerName(m_links.relay.catalog(), key->provider);
    ask(u"removeKeyQuestion"_s, tr("Remove the key “%1” for %2?").arg(key->label, name),
        removalText(*m_links.relay.keeper().current(), key->provider, name, key->label,
                    QDateTime::currentDateTimeUtc()),
        tr("&Remove"),
        [this, provider = key->provider, label = key->label] { unlist(unlistKey(provider, label, {})); });
}

void KeysPage::removeProvider()
{
    const auto line = chosenProvider();
    if (!line)
        return;
    ask(u"removeProviderQuestion"_s, tr("Remove %1?").arg(line->name),
        line->keys.isEmpty()
            ? tr("Apps can no longer use it.")
            : tr("Apps can no longer use it, and its %n key(s) go with it.", nullptr, int(line->keys.size())),
        tr("&Remove"), [this, id = line->id] { unlist(byok::removeProvider(id)); });
}

void KeysPage::ask(const QString &name, const QString &question, const QString &consequences,
                   const QString &verb, std::function<void()> yes)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Keys"), question, QMessageBox::Cancel, this);
    box->setObjectName(name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(consequences);
    // Programs choose their names; a box has no format of its own for the second text.
    for (QLabel *label : box->findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText);
    QPushButton *doIt = box->addButton(verb, QMessageBox::DestructiveRole);
    doIt->setObjectName(name + u"Yes"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(doIt, &QPushButton::clicked, this, std::move(yes));
    box->open();
}

void KeysPage::unlist(const ConfigEdit &edit)
{
    m_links.relay.custodian().unlist(edit, [self = QPointer(this)](const Result<UnlistedKeys> &outcome) {
        if (!self)
            return;
        const QString sentence = !outcome                     ? outcome.error().sentence
                                 : outcome.value().leftBehind ? outcome.value().leftBehind->sentence
                                                              : QString();
        if (sentence.isEmpty())
            return;
        self->m_details->show();
        self->m_state->setTone(Tone::Bad);
        self->m_state->say(sentence);
    });
}

void KeysPage::apply(const ConfigEdit &edit)
{
    if (const Result<> kept = m_links.relay.keeper().apply(edit); !kept) {
        m_state->setTone(Tone::Bad);
        m_state->say(kept.error().sentence);
    }
}

} // namespace byok
