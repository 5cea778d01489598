// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/add_app_dialog.h"

#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/look_alike.h"
#include "relay/access/origin.h"
#include "ui/models/provider_choices.h"
#include "ui/widgets/grant_editor.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tall_area.h"
#include "ui/widgets/tone_label.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace byok {

AddAppDialog::AddAppDialog(const WindowLinks &links, AppKind kind, QWidget *parent)
    : QDialog(parent)
    , m_links(links)
    , m_kind(kind)
    , m_name(new QLineEdit)
    , m_notes(new ToneLabel(Tone::Warning))
    , m_problem(new ToneLabel(Tone::Bad))
{
    setObjectName(u"addAppDialog"_s);
    setWindowTitle(kind == AppKind::Origin ? tr("Allow a web app") : tr("Add a program"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    addNameField(column);

    const std::shared_ptr<const RelayConfig> config = m_links.relay.keeper().current();
    m_grant = new GrantEditor(providerChoices(m_links.relay.catalog(), *config, {}, {}), config->settings);
    column->addWidget(new TallArea(u"addAppGrantArea"_s, m_grant), 1);
    m_problem->setObjectName(u"addAppProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    column->addWidget(m_problem);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(u"addAppCancel"_s);
    cancel->setAutoDefault(false); // Enter never means it, also while the other cannot be pressed
    m_add =
        buttons->addButton(kind == AppKind::Origin ? tr("&Allow") : tr("&Add"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(u"addAppAdd"_s);
    m_add->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddAppDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AddAppDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &AddAppDialog::follow);
    connect(m_grant, &GrantEditor::changed, this, &AddAppDialog::follow);
    m_name->setFocus();
    follow();
}

void AddAppDialog::addNameField(QVBoxLayout *column)
{
    const bool isOrigin = m_kind == AppKind::Origin;
    auto *label = new QLabel(isOrigin ? tr("A&ddress of the web app:") : tr("&Name of the program:"));
    label->setBuddy(m_name);
    m_name->setObjectName(u"addAppName"_s);
    m_name->setMaxLength(isOrigin ? 2000 : 100);
    m_name->setPlaceholderText(isOrigin ? tr("for example https://app.example or localhost:5173")
                                        : tr("for example my editor"));
    if (isOrigin)
        m_name->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    column->addWidget(label);
    column->addWidget(m_name);
    m_notes->setObjectName(u"addAppNotes"_s);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->hide();
    column->addWidget(m_notes);
    column->addWidget(makeText(
        isOrigin ? tr("What the browser's address bar shows up to the first single slash. The app then need "
                      "not ask.")
                 : tr("You will get a token to put where the program expects an API key.")));
}

void AddAppDialog::follow()
{
    m_problem->say({});
    m_add->setEnabled(!m_name->text().trimmed().isEmpty() && m_grant->fault().isEmpty());
    if (m_kind != AppKind::Origin)
        return;
    QStringList notes;
    if (const Result<QByteArray> origin = originFromInput(m_name->text())) {
        QList<QByteArray> known;
        for (const AppEntry &app : m_links.relay.keeper().current()->apps) {
            if (app.kind == AppKind::Origin)
                known.append(app.id.toLatin1());
        }
        for (const OriginNote &note : originNotes(origin.value(), known))
            notes.append(note.sentence);
    }
    m_notes->say(notes.join(u'\n'));
}

void AddAppDialog::accept()
{
    const Result<> done = m_kind == AppKind::Origin ? addOrigin() : makeProgram();
    if (!done) {
        m_problem->say(done.error().sentence);
        m_name->setFocus();
        return;
    }
    QDialog::accept();
}

Result<> AddAppDialog::addOrigin()
{
    const Result<QByteArray> origin = originFromInput(m_name->text());
    if (!origin)
        return origin.error();
    const QString id = QString::fromLatin1(origin.value());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const AppEntry *there = m_links.relay.keeper().current()->findApp(id);
    if (there && there->isInForce(now))
        return Failure{tr("%1 is allowed already; edit it in the list.").arg(id)};
    if (Result<> applied =
            m_links.relay.keeper().apply(allowOrigin(origin.value(), id, m_grant->grant(), now));
        !applied)
        return applied;
    emit added(id);
    return Nothing{};
}

Result<> AddAppDialog::makeProgram()
{
    const QString name = m_name->text().trimmed();
    const QString id = u"program:"_s + name;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Grant grant = m_grant->grant();
    const IssuedToken issued = issueToken(id, now, m_links.relay.keeper().current()->settings.tokenDays,
                                          grantEnd(grant.duration, now));
    if (Result<> applied = m_links.relay.keeper().apply(addProgram(name, grant, issued.entry, now)); !applied)
        return applied;
    emit added(id);
    emit tokenMade(name, issued.token);
    return Nothing{};
}

} // namespace byok
