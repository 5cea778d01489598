// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/provider_dialog.h"

#include "relay/access/provider_edits.h"
#include "relay/providers/provider_entries.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tall_area.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextOption>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// "My LLM (home)" → "my-llm-home".
QString slugOf(const QString &name)
{
    constexpr qsizetype longest = 40;
    QString slug;
    for (const QChar c : name.toLower()) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (plain)
            slug += c;
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    slug.truncate(longest);
    while (slug.endsWith(u'-'))
        slug.chop(1);
    return slug;
}

QString warningText(AddressKind kind)
{
    switch (kind) {
    case AddressKind::Loopback:
        return ProviderDialog::tr("This address is on this computer. Apps that may use this provider reach "
                                  "whatever answers there.");
    case AddressKind::Private:
        return ProviderDialog::tr(
            "This address is in your own network. Apps that may use this provider reach "
            "whatever answers there: a router or a printer too, if it is theirs.");
    case AddressKind::Never:
        return ProviderDialog::tr("Byok Relay never sends anything to this address: machines keep their "
                                  "credentials at such places.");
    case AddressKind::Public:
        break;
    }
    return {};
}

} // namespace

ProviderDialog::ProviderDialog(const WindowLinks &links, const ProviderEntry &entry, Purpose purpose,
                               QWidget *parent)
    : GrowingDialog(parent)
    , m_links(links)
    , m_entry(entry)
    , m_purpose(purpose)
    , m_form(new QFormLayout)
    , m_what(new QComboBox)
    , m_name(new QLineEdit)
    , m_id(new QLineEdit)
    , m_address(new QLineEdit)
    , m_addressWords(new ToneLabel(Tone::Quiet))
    , m_warning(new ToneLabel(Tone::Warning))
    , m_private(new QCheckBox(tr("&Allow private addresses: this computer and your own network")))
    , m_auth(new QComboBox)
    , m_field(new QLineEdit)
    , m_paths(new QPlainTextEdit)
    , m_checkPath(new QLineEdit)
    , m_fault(new ToneLabel(Tone::Bad))
{
    setObjectName(u"providerDialog"_s);
    setWindowTitle(purpose == Purpose::Add ? tr("Enter a provider")
                   : isOwn()               ? tr("Change a provider")
                             : tr("Address of %1").arg(providerName(links.relay.catalog(), entry.id)));
    m_what->setObjectName(u"providerWhat"_s);
    m_name->setObjectName(u"providerName"_s);
    m_id->setObjectName(u"providerId"_s);
    m_address->setObjectName(u"providerAddress"_s);
    m_warning->setObjectName(u"providerWarning"_s);
    m_private->setObjectName(u"providerPrivate"_s);
    m_auth->setObjectName(u"providerAuth"_s);
    m_field->setObjectName(u"providerField"_s);
    m_paths->setObjectName(u"providerPaths"_s);
    m_checkPath->setObjectName(u"providerCheckPath"_s);
    m_fault->setObjectName(u"providerFault"_s);
    m_address->setPlaceholderText(u"https://api.example.com"_s);
    m_field->setPlaceholderText(u"x-api-key"_s);
    m_paths->setPlaceholderText(u"POST /v1/chat/completions\nGET /v1/models/**"_s);
    m_paths->setTabChangesFocus(true);
    QTextOption leftToRight = m_paths->document()->defaultTextOption();
    leftToRight.setTextDirection(Qt::LeftToRight);
    m_paths->document()->setDefaultTextOption(leftToRight);
    constexpr int linesOfPaths = 4;
    m_paths->setFixedHeight(m_paths->fontMetrics().lineSpacing() * linesOfPaths + 2 * m_paths->frameWidth() +
                            int(2 * m_paths->document()->documentMargin()));
    m_checkPath->setPlaceholderText(u"/v1/models"_s);
    for (QWidget *ltr : std::initializer_list<QWidget *>{m_id, m_address, m_field, m_paths, m_checkPath})
        ltr->setLayoutDirection(Qt::LeftToRight); // technical in every language
    m_what->addItem(tr("AI gateway or server that speaks OpenAI's API"), int(What::Gateway));
    m_what->addItem(tr("Another HTTP API"), int(What::OtherApi));
    m_auth->addItem(tr("No key"), int(AuthScheme::None));
    m_auth->addItem(tr("Authorization: Bearer (most providers)"), int(AuthScheme::Bearer));
    m_auth->addItem(tr("Authorization: Token"), int(AuthScheme::Token));
    m_auth->addItem(tr("In a header of its own"), int(AuthScheme::Header));
    m_auth->addItem(tr("In the address, as a parameter"), int(AuthScheme::Query));
    m_auth->addItem(tr("User name and password (Basic)"), int(AuthScheme::Basic));

    auto *fields = new QWidget;
    fields->setLayout(m_form);
    QFormLayout *form = m_form;
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    if (isOwn()) {
        addRow(form, tr("&What it is:"), m_what,
               tr("Gateways are byok-relay, LiteLLM, OpenRouter, vLLM and the like."));
        addRow(form, tr("&Name:"), m_name);
        addRow(form, tr("Sho&rt name:"), m_id, tr("Apps ask for it by this name."));
    }
    addRow(form, tr("A&ddress:"), m_address);
    form->addRow(QString(), m_addressWords);
    form->addRow(m_warning);
    form->addRow(m_private);
    if (isOwn()) {
        addRow(form, tr("&Key goes in:"), m_auth);
        m_fieldWords = addRow(form, tr("&Field:"), m_field, tr("What the header or parameter is called."));
        addApiRow(form, tr("&Paths:"), m_paths,
                  tr("What apps may call there, one in each line. Empty: everything."));
        addApiRow(form, tr("Path for &testing:"), m_checkPath,
                  tr("A GET to it tells whether a key works. May be empty."));
    } else {
        for (QWidget *unused :
             std::initializer_list<QWidget *>{m_what, m_name, m_id, m_auth, m_field, m_paths, m_checkPath}) {
            unused->setParent(this);
            unused->hide();
        }
    }

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(u"providerSave"_s);
    m_save->setDefault(true);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(u"providerCancel"_s);
    cancel->setAutoDefault(false);
    auto *column = new QVBoxLayout(this);
    column->addWidget(new TallArea(u"providerScroll"_s, fields), 1);
    column->addWidget(m_fault);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 75);

    fill();
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        if (!m_idIsTheirs && m_id->isEnabled())
            m_id->setText(slugOf(m_name->text()));
    });
    connect(m_id, &QLineEdit::textEdited, this, [this] { m_idIsTheirs = true; });
    for (QLineEdit *line : {m_name, m_id, m_address, m_field, m_checkPath})
        connect(line, &QLineEdit::textChanged, this, &ProviderDialog::refresh);
    connect(m_private, &QCheckBox::toggled, this, &ProviderDialog::refresh);
    connect(m_auth, &QComboBox::currentIndexChanged, this, &ProviderDialog::refresh);
    connect(m_what, &QComboBox::currentIndexChanged, this, &ProviderDialog::showRows);
    connect(m_paths, &QPlainTextEdit::textChanged, this, &ProviderDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &ProviderDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &ProviderDialog::reject);
    showRows();
}

void ProviderDialog::addApiRow(QFormLayout *form, const QString &text, QWidget *field,
                               const QString &explanation)
{
    QWidget *words = addRow(form, text, field, explanation);
    m_apiRows.append({field, words});
}

QWidget *ProviderDialog::addRow(QFormLayout *form, const QString &text, QWidget *field,
                                const QString &explanation)
{
    auto *label = new QLabel(text);
    label->setBuddy(field);
    form->addRow(label, field);
    if (explanation.isEmpty())
        return nullptr;
    auto *words = new ToneLabel(Tone::Quiet, explanation);
    field->setAccessibleDescription(explanation);
    form->addRow(QString(), words);
    return words;
}

ProviderDialog::What ProviderDialog::what() const
{
    return static_cast<What>(m_what->currentData().toInt());
}

void ProviderDialog::showRows()
{
    const bool isGateway = isOwn() && what() == What::Gateway;
    for (QWidget *one : std::as_const(m_apiRows))
        m_form->setRowVisible(one, !isGateway);
    const QString words =
        isGateway ? tr("Where its API begins, with /v1 at its end or without.")
        : isOwn() ? tr("Where its API begins, without the path of a single request.")
                  : tr("Empty: the one that it comes with. A stored key is used for its old address only: "
                       "store it again after a change.");
    m_addressWords->say(words);
    m_address->setAccessibleDescription(words);
    m_address->setPlaceholderText(isGateway ? u"https://llm.example.com"_s : u"https://api.example.com"_s);
    refresh();
}

bool ProviderDialog::isOwn() const
{
    return m_entry.kind == ProviderEntry::Kind::Own;
}

QString ProviderDialog::shortName() const
{
    return m_purpose == Purpose::Change ? m_entry.id : m_id->text().trimmed();
}

void ProviderDialog::fill()
{
    const bool isOther = m_purpose == Purpose::Change && !isGateway(m_entry);
    m_what->setCurrentIndex(m_what->findData(int(isOther ? What::OtherApi : What::Gateway)));
    m_name->setText(m_entry.name);
    m_id->setText(m_entry.id);
    m_id->setEnabled(m_purpose == Purpose::Add); // apps and keys know it by this
    m_address->setText(QString::fromUtf8(m_entry.baseUrl));
    m_private->setChecked(m_entry.privateAddresses == PrivateAddresses::Allowed);
    m_auth->setCurrentIndex(std::max(0, m_auth->findData(int(m_entry.auth))));
    m_field->setText(QString::fromUtf8(m_entry.authField));
    m_paths->setPlainText(QString::fromUtf8(m_entry.paths.join('\n')));
    m_checkPath->setText(QString::fromUtf8(m_entry.checkPath));
}

ProviderEntry ProviderDialog::entered() const
{
    ProviderEntry entry = m_entry;
    entry.baseUrl = m_address->text().trimmed().toUtf8();
    entry.privateAddresses = m_private->isChecked() ? PrivateAddresses::Allowed : PrivateAddresses::Refused;
    if (!isOwn())
        return entry;
    entry.id = shortName();
    entry.name = m_name->text().trimmed();
    entry.auth = AuthScheme(m_auth->currentData().toInt());
    entry.authField = m_field->text().trimmed().toUtf8();
    if (what() == What::Gateway)
        return asGateway(entry);
    entry.paths.clear();
    for (const QString &line : m_paths->toPlainText().split(u'\n', Qt::SkipEmptyParts))
        entry.paths.append(line.trimmed().toUtf8());
    entry.checkPath = m_checkPath->text().trimmed().toUtf8();
    if (entry.paths != m_entry.paths || isGateway(m_entry)) // else what a file says of it stays
        entry.chatPath.clear();
    return entry;
}

void ProviderDialog::refresh()
{
    const ProviderEntry entry = entered();
    const std::optional<AddressKind> kind = addressWarning(entry);
    m_warning->say(kind ? warningText(*kind) : QString());
    // Offered where it matters: for a name too, which may lead into the own network.
    m_private->setEnabled(kind != AddressKind::Never);
    const bool takesField = entry.auth == AuthScheme::Header || entry.auth == AuthScheme::Query;
    m_field->setEnabled(takesField);
    if (m_fieldWords) { // seldom with a gateway: not shown before it is
        for (QWidget *one : {static_cast<QWidget *>(m_field), m_fieldWords})
            m_form->setRowVisible(one, takesField || what() == What::OtherApi);
    }
    m_fault->say({});
    const bool filled =
        isOwn() ? !entry.name.isEmpty() && !entry.id.isEmpty() && !entry.baseUrl.isEmpty() : true;
    m_save->setEnabled(filled);
}

void ProviderDialog::save()
{
    const ProviderEntry entry = entered();
    if (m_purpose == Purpose::Add && m_links.relay.catalog().find(entry.id)) {
        m_fault->say(
            tr("There is a provider of the short name “%1” already. Choose another one.").arg(entry.id));
        return;
    }
    const Result<ProviderEntry> checked = checkedEntry(entry);
    if (!checked) {
        m_fault->say(checked.error().sentence);
        return;
    }
    if (const Result<> kept = m_links.relay.keeper().apply(setProvider(checked.value())); !kept) {
        m_fault->say(kept.error().sentence);
        return;
    }
    emit saved(checked.value().id);
    accept();
}

} // namespace byok
