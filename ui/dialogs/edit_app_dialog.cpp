// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/edit_app_dialog.h"

#include "relay/access/app_edits.h"
#include "relay/access/fallback_edits.h"
#include "relay/access/key_edits.h"
#include "relay/access/token_edits.h"
#include "ui/models/provider_choices.h"
#include "ui/widgets/fallback_list.h"
#include "ui/widgets/fold.h"
#include "ui/widgets/grant_editor.h"
#include "ui/widgets/origin_label.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tall_area.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

enum TokenColumn { Created, Expires, TokenColumnCount };

QString sourceText(const AppEntry &app)
{
    if (app.kind == AppKind::Origin)
        return EditAppDialog::tr("A web app, known by its address");
    switch (app.source) {
    case AppSource::ByHand:
        return EditAppDialog::tr("A program that you added by hand");
    case AppSource::Asked:
        return EditAppDialog::tr("A program that asked, and you allowed it");
    case AppSource::BySecret:
        return EditAppDialog::tr("A program that showed the APP_SECRET");
    }
    Q_UNREACHABLE_RETURN({});
}

QString endText(const AppEntry &app)
{
    if (app.endsAt.isValid())
        return EditAppDialog::tr("%1; a change that you save begins the time anew")
            .arg(QLocale().toString(app.endsAt.toLocalTime(), QLocale::ShortFormat));
    return app.grant.duration == GrantDuration::ThisSession ? EditAppDialog::tr("when Byok Relay is quit")
                                                            : EditAppDialog::tr("when you revoke it");
}

} // namespace

EditAppDialog::EditAppDialog(const WindowLinks &links, const AppEntry &app, QWidget *parent)
    : QDialog(parent)
    , m_links(links)
    , m_app(app)
    , m_name(new QLineEdit(app.name))
    , m_tokens(new QTableWidget)
    , m_revokeToken(new QPushButton(tr("Re&voke token")))
    , m_problem(new ToneLabel(Tone::Bad))
{
    setObjectName(u"editAppDialog"_s);
    setWindowTitle(tr("What an app may do"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    auto *who = new OriginLabel(u"editAppWho"_s);
    if (app.kind == AppKind::Origin)
        who->setOrigin(app.id.toLatin1());
    else
        who->setProgram(app.executable.isEmpty() ? app.id : app.executable);
    column->addWidget(who);
    addFacts(column);
    column->addWidget(new TallArea(u"editAppArea"_s, makeBody()), 1);
    m_problem->setObjectName(u"editAppProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    column->addWidget(m_problem);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(u"editAppSave"_s);
    m_save->setDefault(true);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(u"editAppCancel"_s);
    cancel->setAutoDefault(false); // Enter never means it, also while the other cannot be pressed
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &EditAppDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &EditAppDialog::reject);
    connect(m_grant, &GrantEditor::changed, this, &EditAppDialog::refresh);
    connect(&m_links.relay.keeper(), &ConfigKeeper::changed, this,
            [this](const std::shared_ptr<const RelayConfig> &config) { follow(*config); });
    refresh();
}

void EditAppDialog::addFacts(QVBoxLayout *column)
{
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_name->setObjectName(u"editAppName"_s);
    m_name->setMaxLength(100);
    auto *nameLabel = new QLabel(tr("&Name:"));
    nameLabel->setBuddy(m_name);
    form->addRow(nameLabel, m_name);
    const auto add = [form](const QString &name, const QString &objectName, const QString &value) {
        QLabel *label = makeText(value);
        label->setObjectName(objectName);
        form->addRow(name, label);
    };
    add(tr("Is:"), u"editAppSource"_s, sourceText(m_app));
    add(tr("Allowed since:"), u"editAppSince"_s,
        QLocale().toString(m_app.approvedAt.toLocalTime(), QLocale::ShortFormat));
    add(tr("Ends:"), u"editAppEnds"_s, endText(m_app));
    column->addLayout(form);
}

QWidget *EditAppDialog::makeBody()
{
    const std::shared_ptr<const RelayConfig> config = m_links.relay.keeper().current();
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    m_grant =
        new GrantEditor(providerChoices(m_links.relay.catalog(), *config, m_app.id, {}), config->settings);
    m_grant->setGrant(m_app.grant);
    column->addWidget(m_grant);
    addOwnKeys(column);
    m_fallbacks = new FallbackList(m_links, m_app.id);
    m_fallbacks->setRules(keptFallbacks());
    auto *failures = new Fold(u"editAppFallbacksFold"_s, tr("If a request fails"), m_fallbacks);
    if (!m_fallbacks->rules().isEmpty()) // what is not as usual must not be hidden
        failures->setState(Fold::State::Open);
    column->addWidget(failures);
    column->addWidget(new Fold(u"editAppTokensFold"_s, tr("Tokens"), makeTokens()));
    column->addStretch(1);
    return body;
}

void EditAppDialog::addOwnKeys(QVBoxLayout *column)
{
    QStringList providers;
    for (const KeyEntry &key : m_links.relay.keeper().current()->keys) {
        if (key.appId == m_app.id)
            providers.append(key.provider);
    }
    if (providers.isEmpty())
        return;
    column->addWidget(makeHeading(tr("Keys that it stored for itself")));
    for (const QString &provider : std::as_const(providers)) {
        auto *box = new QCheckBox(
            tr("It may use its own key for %1").arg(providerName(m_links.relay.catalog(), provider)));
        box->setObjectName(u"editAppOwnKey_"_s + provider);
        box->setChecked(!m_app.ownKeysOff.contains(provider));
        m_ownKeys.insert(provider, box);
        column->addWidget(box);
    }
}

QWidget *EditAppDialog::makeTokens()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->addWidget(makeText(tr("With a token it shows who it is. Without one it has to ask you again.")));
    m_tokens->setObjectName(u"editAppTokens"_s);
    m_tokens->setAccessibleName(tr("Tokens of this app"));
    m_tokens->setColumnCount(TokenColumnCount);
    m_tokens->setHorizontalHeaderLabels({tr("Created"), tr("Expires")});
    m_tokens->verticalHeader()->hide();
    m_tokens->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_tokens->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tokens->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tokens->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tokens->setTabKeyNavigation(false);
    m_tokens->setMinimumHeight(6 * fontMetrics().height());
    m_revokeToken->setObjectName(u"editAppRevokeToken"_s);
    m_revokeToken->setAutoDefault(false);
    column->addWidget(m_tokens);
    column->addWidget(m_revokeToken, 0, Qt::AlignLeading);
    connect(m_tokens, &QTableWidget::itemSelectionChanged, this, &EditAppDialog::refresh);
    connect(m_revokeToken, &QPushButton::clicked, this, &EditAppDialog::revokeToken);
    listTokens();
    return box;
}

/// As they are in the config.
QList<FallbackRule> EditAppDialog::keptFallbacks() const
{
    QList<FallbackRule> rules;
    std::ranges::copy_if(m_links.relay.keeper().current()->fallbacks, std::back_inserter(rules),
                         [this](const FallbackRule &rule) { return rule.appId == m_app.id; });
    return rules;
}

void EditAppDialog::listTokens()
{
    const QLocale locale;
    m_tokens->setRowCount(0);
    for (const TokenEntry &token : m_links.relay.keeper().current()->tokens) {
        if (token.appId != m_app.id)
            continue;
        const int row = m_tokens->rowCount();
        m_tokens->insertRow(row);
        auto *created =
            new QTableWidgetItem(locale.toString(token.createdAt.toLocalTime(), QLocale::ShortFormat));
        created->setData(Qt::UserRole, token.sha256);
        m_tokens->setItem(row, Created, created);
        m_tokens->setItem(
            row, Expires,
            new QTableWidgetItem(token.expiresAt.isValid()
                                     ? locale.toString(token.expiresAt.toLocalTime(), QLocale::ShortFormat)
                                     : tr("never")));
    }
}

void EditAppDialog::revokeToken()
{
    const QTableWidgetItem *item = m_tokens->item(m_tokens->currentRow(), Created);
    if (!item)
        return;
    const Result<> applied = m_links.relay.keeper().apply(dropToken(item->data(Qt::UserRole).toByteArray()));
    m_problem->say(applied ? QString() : applied.error().sentence);
}

void EditAppDialog::follow(const RelayConfig &config)
{
    if (!config.findApp(m_app.id)) {
        m_problem->say(tr("This app was revoked meanwhile."));
        refresh();
        return;
    }
    listTokens();
    refresh();
}

void EditAppDialog::refresh()
{
    const bool isThere = m_links.relay.keeper().current()->findApp(m_app.id) != nullptr;
    m_save->setEnabled(isThere && m_grant->fault().isEmpty());
    m_revokeToken->setEnabled(m_tokens->currentRow() >= 0);
}

void EditAppDialog::accept()
{
    const Grant grant = m_grant->grant();
    const QString name = m_name->text().trimmed();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    // Only what the person has changed: a new grant begins its time anew, unlike a new name.
    QList<ConfigEdit> edits;
    if (name != m_app.name)
        edits.append(renameApp(m_app.id, name));
    if (grant != m_app.grant || !m_app.isInForce(now))
        edits.append(setGrant(m_app.id, grant, now));
    if (m_fallbacks->rules() != keptFallbacks())
        edits.append(setFallbacks(m_app.id, m_fallbacks->rules()));
    for (auto own = m_ownKeys.cbegin(); own != m_ownKeys.cend(); ++own) {
        if (own.value()->isChecked() == m_app.ownKeysOff.contains(own.key()))
            edits.append(switchOwnKey(m_app.id, own.key(),
                                      own.value()->isChecked() ? OwnKeyUse::Allowed : OwnKeyUse::TurnedOff));
    }
    const Result<> applied = m_links.relay.keeper().apply([edits](RelayConfig &config) -> Result<> {
        for (const ConfigEdit &edit : edits) {
            if (Result<> made = edit(config); !made)
                return made;
        }
        return Nothing{};
    });
    if (!applied) {
        m_problem->say(applied.error().sentence);
        return;
    }
    QDialog::accept();
}

} // namespace byok
