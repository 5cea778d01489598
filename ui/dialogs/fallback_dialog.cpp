// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/fallback_dialog.h"

#include "relay/fallbacks.h"
#include "ui/models/provider_choices.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

FallbackDialog::FallbackDialog(const WindowLinks &links, const FallbackRule &rule, QWidget *parent)
    : QDialog(parent)
    , m_links(links)
    , m_rule(rule)
    , m_models(new QLineEdit(rule.model))
    , m_otherKeys(new QCheckBox(tr("My &other keys for the same provider (may cost money)")))
    , m_targets(new QListWidget)
    , m_remove(new QPushButton(tr("&Remove")))
    , m_up(new QPushButton(tr("Move &up")))
    , m_provider(new QComboBox)
    , m_model(new QLineEdit)
    , m_add(new QPushButton(tr("A&dd")))
    , m_paid(new QCheckBox(tr("Also those that may &cost money")))
    , m_fault(new ToneLabel(Tone::Bad))
{
    setObjectName(u"fallbackDialog"_s);
    setWindowTitle(tr("If a request fails"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->addWidget(makeText(
        tr("Where a provider cannot be reached, is too busy or has a fault, these are tried, one after the "
           "other. Once an answer has begun, nothing else is tried.")));
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_models->setObjectName(u"fallbackModels"_s);
    m_models->setMaxLength(200);
    m_models->setPlaceholderText(tr("every model"));
    m_models->setToolTip(tr("For example gpt-4o* or openai/*: * stands for any characters, ? for one"));
    m_models->setLayoutDirection(Qt::LeftToRight);
    form->addRow(tr("Requests for &model:"), m_models);
    column->addLayout(form);
    column->addWidget(makeHeading(tr("If it fails, try")));
    m_otherKeys->setObjectName(u"fallbackOtherKeys"_s);
    m_otherKeys->setChecked(rule.otherKeys == OtherKeys::Yes);
    column->addWidget(m_otherKeys);
    addTargets(column);
    m_paid->setObjectName(u"fallbackPaid"_s);
    m_paid->setChecked(rule.paidTargets == PaidTargets::Allowed);
    column->addWidget(m_paid);
    m_fault->setObjectName(u"fallbackFault"_s);
    column->addWidget(m_fault);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(u"fallbackSave"_s);
    m_save->setDefault(true);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(u"fallbackCancel"_s);
    cancel->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &FallbackDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &FallbackDialog::reject);
    connect(m_models, &QLineEdit::textChanged, this, &FallbackDialog::refresh);
    connect(m_otherKeys, &QCheckBox::toggled, this, &FallbackDialog::refresh);
    connect(m_paid, &QCheckBox::toggled, this, &FallbackDialog::refresh);
    listTargets(0);
}

void FallbackDialog::addTargets(QVBoxLayout *column)
{
    auto *label = new QLabel(tr("T&hese models of other providers:"));
    label->setBuddy(m_targets);
    column->addWidget(label);
    m_targets->setObjectName(u"fallbackTargets"_s);
    m_targets->setAccessibleName(tr("Models that are tried, the first one in front"));
    constexpr int linesShown = 4;
    m_targets->setMinimumHeight(linesShown * fontMetrics().height() + 2 * m_targets->frameWidth());
    column->addWidget(m_targets, 1);
    auto *order = new QHBoxLayout;
    m_remove->setObjectName(u"fallbackRemoveTarget"_s);
    m_up->setObjectName(u"fallbackMoveUp"_s);
    order->addWidget(m_up);
    order->addWidget(m_remove);
    order->addStretch(1);
    column->addLayout(order);

    auto *entry = new QHBoxLayout;
    m_provider->setObjectName(u"fallbackProvider"_s);
    m_provider->setAccessibleName(tr("Provider"));
    m_model->setObjectName(u"fallbackModel"_s);
    m_model->setAccessibleName(tr("Model, as the provider names it"));
    m_model->setPlaceholderText(tr("model, as the provider names it"));
    m_model->setMaxLength(200);
    m_model->setMinimumWidth(fontMetrics().horizontalAdvance(m_model->placeholderText() + u"  mm"_s));
    m_model->setLayoutDirection(Qt::LeftToRight);
    m_add->setObjectName(u"fallbackAddTarget"_s);
    entry->addWidget(m_provider);
    entry->addWidget(m_model, 1);
    entry->addWidget(m_add);
    column->addLayout(entry);
    for (QPushButton *button : {m_remove, m_up, m_add})
        button->setAutoDefault(false);
    fillProviders();
    connect(m_targets, &QListWidget::currentRowChanged, this, &FallbackDialog::refresh);
    connect(m_remove, &QPushButton::clicked, this, &FallbackDialog::removeTarget);
    connect(m_up, &QPushButton::clicked, this, &FallbackDialog::moveTargetUp);
    connect(m_model, &QLineEdit::textChanged, this, &FallbackDialog::refresh);
    connect(m_add, &QPushButton::clicked, this, &FallbackDialog::addTarget);
}

/// Those that work now and take such requests.
void FallbackDialog::fillProviders()
{
    const ProviderCatalog &catalog = m_links.relay.catalog();
    for (const ProviderChoice &choice :
         providerChoices(catalog, *m_links.relay.keeper().current(), m_rule.appId, {})) {
        const auto provider = catalog.find(choice.id);
        const bool takes = provider && provider->site != ProviderSite::BuiltIn &&
                           !standInPath(*provider, "/chat/completions").isEmpty();
        if (takes && choice.standing == ProviderChoice::Standing::Ready)
            m_provider->addItem(choice.name, choice.id);
    }
}

bool FallbackDialog::mayCost(const FallbackTarget &target) const
{
    const auto provider = m_links.relay.catalog().find(target.provider);
    return !provider || mayCostMoney(*provider);
}

void FallbackDialog::listTargets(int current)
{
    const QSignalBlocker quiet(m_targets);
    m_targets->clear();
    for (const FallbackTarget &target : std::as_const(m_rule.targets)) {
        const QString name = providerName(m_links.relay.catalog(), target.provider);
        m_targets->addItem(mayCost(target) ? tr("%1: %2 (may cost money)").arg(name, target.model)
                                           : tr("%1: %2").arg(name, target.model));
    }
    m_targets->setCurrentRow(std::min(current, m_targets->count() - 1));
    refresh();
}

void FallbackDialog::addTarget()
{
    const FallbackTarget target{m_provider->currentData().toString(), m_model->text().trimmed()};
    if (m_rule.targets.contains(target))
        m_rule.targets.removeOne(target);
    m_rule.targets.append(target);
    m_model->clear();
    listTargets(int(m_rule.targets.size()) - 1);
}

void FallbackDialog::removeTarget()
{
    const int row = m_targets->currentRow();
    if (row < 0)
        return;
    m_rule.targets.removeAt(row);
    listTargets(row);
}

void FallbackDialog::moveTargetUp()
{
    const int row = m_targets->currentRow();
    if (row < 1)
        return;
    m_rule.targets.swapItemsAt(row, row - 1);
    listTargets(row - 1);
}

/// Whether it would say for every app and every model what holds without it.
bool FallbackDialog::saysNothing() const
{
    return m_rule.appId.isEmpty() && m_models->text().trimmed().isEmpty() && !m_otherKeys->isChecked() &&
           m_rule.targets.isEmpty();
}

QString FallbackDialog::fault() const
{
    // A model that can be added will be, at the latest on Save.
    if (saysNothing() && !m_add->isEnabled())
        return tr("This says nothing to try: allow your other keys, or name a model of another provider.");
    if (!m_paid->isChecked() &&
        std::ranges::any_of(m_rule.targets, [this](const FallbackTarget &one) { return mayCost(one); }))
        return tr("Some of these models may cost money. Say below the list that they may, or remove them.");
    return {};
}

void FallbackDialog::refresh()
{
    const int row = m_targets->currentRow();
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    const bool isFull = m_rule.targets.size() >= FallbackRule::mostTargets;
    // Nothing is typed there that could not be added: it would be lost.
    m_model->setEnabled(!isFull && m_provider->count() > 0);
    m_add->setEnabled(m_model->isEnabled() && !m_model->text().trimmed().isEmpty());
    // Enter in the model's field means Add, not Save.
    m_add->setDefault(m_add->isEnabled());
    m_save->setDefault(!m_add->isEnabled());
    m_fault->say(fault());
    m_save->setEnabled(fault().isEmpty());
}

void FallbackDialog::accept()
{
    // What was typed and not added is meant as well; it may cost money, which has to be said first.
    if (m_add->isEnabled())
        addTarget();
    if (!fault().isEmpty())
        return;
    FallbackRule rule = m_rule;
    rule.model = m_models->text().trimmed();
    rule.otherKeys = m_otherKeys->isChecked() ? OtherKeys::Yes : OtherKeys::No;
    rule.paidTargets = m_paid->isChecked() ? PaidTargets::Allowed : PaidTargets::LocalOnly;
    emit saved(rule);
    QDialog::accept();
}

} // namespace byok
