// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/key_dialog.h"

#include "relay/providers/credential_injector.h"
#include "relay/providers/provider_entries.h"
#include "ui/desktop_abilities.h"
#include "ui/dialogs/provider_dialog.h"
#include "ui/key_storing.h"
#include "ui/key_words.h"
#include "ui/widgets/key_form.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/secret_edit.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace byok {

KeyDialog::KeyDialog(const WindowLinks &links, const Subject &subject, QWidget *parent)
    : GrowingDialog(parent)
    , m_links(links)
    , m_subject(subject)
    , m_providers(new QComboBox)
    , m_name(new QLineEdit)
    , m_nameHint(new ToneLabel(Tone::Quiet))
    , m_key(new KeyForm(links.relay))
    , m_result(new ToneLabel(Tone::Quiet))
    , m_test(new QPushButton(tr("&Test")))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    setObjectName(QStringLiteral("keyDialog"));
    const bool replaces = !subject.label.isEmpty();
    setWindowTitle(replaces ? tr("Replace a key") : tr("Add a key"));

    m_providers->setObjectName(QStringLiteral("keyProvider"));
    m_providers->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_name->setObjectName(QStringLiteral("keyName"));
    m_nameHint->setObjectName(QStringLiteral("keyNameHint"));
    m_result->setObjectName(QStringLiteral("keyResult"));
    m_test->setObjectName(QStringLiteral("keyTest"));
    m_test->setToolTip(tr("Asks the provider whether it knows the key. Nothing is stored."));

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const auto addRow = [form](const QString &text, QWidget *field, QWidget *buddy) {
        auto *label = new QLabel(text);
        label->setBuddy(buddy);
        form->addRow(label, field);
    };
    addRow(tr("&Provider:"), m_providers, m_providers);
    addRow(tr("&Key:"), m_key, &m_key->edit());
    auto *nameColumn = new QVBoxLayout;
    nameColumn->setContentsMargins({});
    nameColumn->addWidget(m_name);
    nameColumn->addWidget(m_nameHint);
    auto *nameBox = new QWidget;
    nameBox->setLayout(nameColumn);
    addRow(tr("&Name:"), nameBox, m_name);

    auto *place = new ToneLabel(
        Tone::Quiet, tr("It is kept in: %1. Apps never see it.").arg(links.relay.store().description()));
    m_buttons->addButton(m_test, QDialogButtonBox::ActionRole);
    QPushButton *save = m_buttons->button(QDialogButtonBox::Save);
    save->setObjectName(QStringLiteral("keySave"));
    save->setDefault(true);
    m_test->setAutoDefault(false);
    QPushButton *cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("keyCancel"));
    cancel->setAutoDefault(false);

    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(place);
    column->addWidget(m_result);
    column->addStretch(1);
    column->addWidget(m_buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    m_result->say({});

    fillProviders();
    if (replaces) {
        m_name->setText(subject.label);
        m_name->setEnabled(false);
        m_providers->setEnabled(false);
        m_nameIsTheirs = true;
    }
    connect(m_buttons, &QDialogButtonBox::accepted, this, &KeyDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &KeyDialog::reject);
    connect(m_test, &QPushButton::clicked, this, &KeyDialog::test);
    connect(m_providers, &QComboBox::currentIndexChanged, this, &KeyDialog::providerChanged);
    connect(m_key, &KeyForm::recognised, this, &KeyDialog::chooseProvider);
    connect(&m_key->edit(), &SecretEdit::changed, this, [this] {
        if (m_state == State::Asking)
            m_result->say({});
        refresh();
    });
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameIsTheirs = true; });
    connect(m_name, &QLineEdit::textChanged, this, &KeyDialog::judgeName);
    connect(&links.relay, &RelayController::catalogChanged, this, &KeyDialog::providerChanged);
    chooseProvider(subject.provider);
    providerChanged();
    m_key->edit().setFocus();
}

/// The line for a key empties itself when it goes, and nobody is left to be told.
KeyDialog::~KeyDialog()
{
    m_key->disconnect(this);
    m_key->edit().disconnect(this);
}

void KeyDialog::fillProviders()
{
    m_providers->addItem(tr("Recognise it by the key"), QString());
    for (const Provider &one : m_links.relay.catalog().all()) {
        if (one.needsKey())
            m_providers->addItem(providerName(m_links.relay.catalog(), one.id), one.id);
    }
}

void KeyDialog::chooseProvider(const QString &id)
{
    m_providers->setCurrentIndex(std::max(0, m_providers->findData(id)));
}

std::optional<Provider> KeyDialog::provider() const
{
    const QString id = m_providers->currentData().toString();
    return id.isEmpty() ? std::nullopt : m_links.relay.catalog().find(id);
}

QString KeyDialog::label() const
{
    return m_name->text().trimmed();
}

void KeyDialog::providerChanged()
{
    const std::optional<Provider> chosen = provider();
    if (!m_nameIsTheirs)
        m_name->setText(freeLabel(*m_links.relay.keeper().current(), chosen ? chosen->id : QString()));
    m_key->setProvider(chosen);
    m_result->say({});
    if (chosen && chosen->baseUrl.isEmpty()) {
        m_result->setTone(Tone::Warning);
        m_result->say(tr("%1 has an address of your own. Save asks for it first.").arg(chosen->name));
    }
    judgeName();
}

void KeyDialog::judgeName()
{
    const std::optional<Provider> chosen = provider();
    const QString fault = labelFault(label());
    const bool taken = m_subject.label.isEmpty() && chosen &&
                       keyLabels(*m_links.relay.keeper().current(), chosen->id).contains(label());
    m_nameHint->setTone(fault.isEmpty() ? Tone::Warning : Tone::Bad);
    if (!fault.isEmpty())
        m_nameHint->say(fault);
    else if (taken)
        m_nameHint->say(
            tr("You have a key of this name for %1 already. Saving replaces it.").arg(chosen->name));
    else
        m_nameHint->say({});
    refresh();
}

void KeyDialog::setState(State state)
{
    m_state = state;
    refresh();
}

void KeyDialog::refresh()
{
    const std::optional<Provider> chosen = provider();
    const bool asking = m_state == State::Asking;
    const bool filled = asking && chosen && !m_key->edit().isEmpty();
    m_test->setEnabled(filled && !chosen->baseUrl.isEmpty());
    m_buttons->button(QDialogButtonBox::Save)
        ->setEnabled(filled && !label().isEmpty() && labelFault(label()).isEmpty());
    m_key->edit().setEnabled(asking);
    m_providers->setEnabled(asking && m_subject.label.isEmpty());
    m_name->setEnabled(asking && m_subject.label.isEmpty());
}

void KeyDialog::test()
{
    const std::optional<Provider> chosen = provider();
    if (!chosen)
        return;
    const Result<Secret, RelayError> key = acceptKey(*chosen, m_key->edit().held());
    if (!key) {
        m_result->setTone(Tone::Bad);
        m_result->say(key.error().sentence);
        return;
    }
    setState(State::Testing);
    m_result->setTone(Tone::Quiet);
    m_result->say(tr("Asking %1 …").arg(chosen->name));
    m_links.relay.testCandidate(key.value(), chosen->id,
                                [self = QPointer(this)](const Result<QString> &answer) {
                                    if (!self)
                                        return;
                                    self->setState(State::Asking);
                                    self->m_result->setTone(answer ? Tone::Good : Tone::Bad);
                                    self->m_result->say(answer ? answer.value() : answer.error().sentence);
                                });
}

void KeyDialog::save()
{
    const std::optional<Provider> chosen = provider();
    if (!chosen || m_state != State::Asking || !m_buttons->button(QDialogButtonBox::Save)->isEnabled())
        return;
    if (chosen->baseUrl.isEmpty()) {
        auto *dialog =
            new ProviderDialog(m_links, entryOf(m_links.relay.keeper().current()->providers, *chosen),
                               ProviderDialog::Purpose::Change, this);
        dialog->open();
        return;
    }
    setState(State::Storing);
    m_result->setTone(Tone::Quiet);
    m_result->say(tr("Storing it …"));
    storePersonsKey(m_links.relay, *chosen, label(), m_key->edit().held(),
                    [self = QPointer(this), id = chosen->id, name = label()](const Result<> &done) {
                        if (!self)
                            return;
                        self->setState(State::Asking);
                        if (!done) {
                            self->m_result->setTone(Tone::Bad);
                            self->m_result->say(done.error().sentence);
                            return;
                        }
                        self->m_key->edit().clear();
                        emit self->stored(id, name);
                        self->accept();
                    });
}

} // namespace byok
