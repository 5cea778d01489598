// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/consent_dialog.h"

#include "ui/models/provider_choices.h"
#include "ui/widgets/calm_watch.h"
#include "ui/widgets/grant_editor.h"
#include "ui/widgets/origin_label.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tall_area.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QApplication>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// A text that a caller had a hand in: never markup.
QLabel *makeForeignText(const QString &text)
{
    QLabel *label = makeText(text);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// For what stands in our quotation marks: its own would end them, and the rest would read as our words.
QString quotable(QString claim)
{
    for (QChar &c : claim) {
        const QChar::Category category = c.category();
        if (category == QChar::Punctuation_InitialQuote || category == QChar::Punctuation_FinalQuote ||
            u"\"\u201a\u201e\u2033\u301d\u301e\u301f\uff02"_s.contains(c))
            c = u'\'';
    }
    return breakable(claim);
}

} // namespace

ConsentDialog::ConsentDialog(const WindowLinks &links, const ConsentQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_links(links)
    , m_asked(question.request)
    , m_expiresAt(question.expiresAt)
    , m_calm(new CalmWatch(this))
    , m_heading(makeHeading(m_asked.kind == AppKind::Origin
                                ? tr("A website asks to use your AI keys")
                                : tr("A program on this computer asks to use your AI keys")))
    , m_problem(new ToneLabel(Tone::Bad))
    , m_later(new ToneLabel(Tone::Quiet))
    , m_never(new QPushButton(tr("&Never ask again")))
    , m_deny(new QPushButton(tr("&Deny")))
    , m_allow(new QPushButton(tr("&Allow")))
    , m_close(new QPushButton(tr("&Close")))
{
    setObjectName(u"consentDialog"_s);
    setWindowTitle(tr("Byok Relay: may it use your keys?"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    m_heading->setObjectName(u"consentHeading"_s);
    m_heading->setWordWrap(true);
    column->addWidget(m_heading);
    addWho(column);
    addClaim(column);
    addGrant(column);
    m_problem->setObjectName(u"consentProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    column->addWidget(m_problem);
    m_later->setObjectName(u"consentLater"_s);
    column->addWidget(m_later);
    addButtons(column);
    setAccessibleDescription(visibleText(m_asked.displayName()));

    connect(&m_links.relay, &RelayController::questionsChanged, this, &ConsentDialog::follow);
    connect(m_calm, &CalmWatch::changed, this, &ConsentDialog::refresh);
    connect(m_grant, &GrantEditor::changed, this, &ConsentDialog::refresh);
    follow(m_links.relay.questions());
}

ConsentDialog::~ConsentDialog()
{
    delete m_calm; // or it tells of the window's last hiding when there is no dialog any more
}

void ConsentDialog::addWho(QVBoxLayout *column)
{
    auto *who = new OriginLabel(u"consentWho"_s);
    column->addWidget(who);
    if (m_asked.kind == AppKind::Program) {
        who->setProgram(m_asked.displayName());
        addProgram(column);
    } else {
        who->setOrigin(m_asked.origin);
    }
    for (const OriginNote &note : m_asked.notes)
        addWarning(column, note.sentence);
}

void ConsentDialog::addProgram(QVBoxLayout *column)
{
    const ProgramDescription &program = m_asked.program;
    if (program.isNull() || program.executable.isEmpty()) {
        addWarning(column, tr("The system does not say which program this is. Allow it only if you have just "
                              "started it yourself."));
    } else if (program.executable.endsWith(" (deleted)"_L1)) {
        addWarning(column, tr("Its file was replaced or removed after it started, as an update does; what "
                              "runs is not what is there now."));
    }
    auto *facts = new QFormLayout;
    facts->setContentsMargins({});
    const auto add = [&](const QString &name, const QString &objectName, const QString &value) {
        QLabel *label = makeForeignText(value.isEmpty() ? tr("not known") : value);
        label->setObjectName(objectName);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        facts->addRow(name, label);
    };
    add(tr("Runs as user:"), u"consentUser"_s, program.user);
    add(tr("Process number:"), u"consentProcess"_s,
        program.processId > 0 ? QString::number(program.processId) : QString());
    column->addLayout(facts);
}

void ConsentDialog::addWarning(QVBoxLayout *column, const QString &sentence)
{
    auto *row = new QHBoxLayout;
    auto *sign = new QLabel;
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    sign->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxWarning).pixmap(size));
    auto *text = new ToneLabel(Tone::Warning, breakable(sentence));
    text->setTextFormat(Qt::PlainText);
    text->setObjectName(u"consentWarning%1"_s.arg(m_warnings++));
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    column->addLayout(row);
}

void ConsentDialog::addClaim(QVBoxLayout *column)
{
    const AppClaim &claim = m_asked.claim;
    const QString name = claim.name.isEmpty() ? claim.appId : claim.name;
    QStringList lines;
    lines.append(name.isEmpty() ? tr("It does not say what it is called.")
                                : tr("It calls itself “%1”. Nobody has checked that.").arg(quotable(name)));
    if (!claim.reason.isEmpty())
        lines.append(tr("It gives this reason: “%1”").arg(quotable(claim.reason)));
    if (!claim.providers.isEmpty())
        lines.append(tr("It asks for: %1").arg(providersText(m_links.relay.catalog(), claim.providers)));
    else if (suggestedProviders().isEmpty())
        lines.append(tr("It does not say which providers it needs, and you have stored no key that it could "
                        "use. Close this window and add one on the page “Keys”, or tick what it may use "
                        "later."));
    else
        lines.append(tr("It does not say which providers it needs; those that you have a key for are "
                        "ticked."));
    QLabel *label = makeForeignText(lines.join(u'\n'));
    label->setObjectName(u"consentClaim"_s);
    label->setToolTip(claim.appId.isEmpty() ? QString() : tr("app_id: %1").arg(claim.appId).toHtmlEscaped());
    column->addWidget(label);
}

/// What is ticked when the dialog opens: what the app named, else what it could use at once.
QStringList ConsentDialog::suggestedProviders() const
{
    if (!m_asked.claim.providers.isEmpty())
        return m_asked.claim.providers;
    return providersWithUsableKey(m_links.relay.catalog(), *m_links.relay.keeper().current(),
                                  m_asked.subject());
}

void ConsentDialog::addGrant(QVBoxLayout *column)
{
    const std::shared_ptr<const RelayConfig> config = m_links.relay.keeper().current();
    m_grant = new GrantEditor(
        providerChoices(m_links.relay.catalog(), *config, m_asked.subject(), m_asked.claim.providers),
        config->settings);
    // “Every provider” also means those of next year: that is for the person to choose.
    m_grant->tickOnly(suggestedProviders());
    m_grantArea = new TallArea(u"consentGrantArea"_s, m_grant);
    column->addWidget(m_grantArea, 1);
}

void ConsentDialog::addButtons(QVBoxLayout *column)
{
    m_never->setObjectName(u"consentNever"_s);
    m_deny->setObjectName(u"consentDeny"_s);
    m_allow->setObjectName(u"consentAllow"_s);
    m_close->setObjectName(u"consentClose"_s);
    m_never->setToolTip(tr("Denies it, and every later request of its, until you take that back on the page "
                           "“Apps”"));
    m_allow->setToolTip(tr("Can be pressed once this window has been in front for a second"));
    column->addStretch(0);
    auto *row = new QHBoxLayout;
    row->addWidget(m_never);
    row->addStretch(1);
    for (QPushButton *button : {m_deny, m_allow, m_close})
        row->addWidget(button);
    column->addLayout(row);
    for (QPushButton *button : {m_never, m_deny, m_allow, m_close}) {
        button->setAutoDefault(false);
        button->installEventFilter(this);
    }
    m_close->hide();
    m_deny->setDefault(true);
    m_deny->setFocus();
    connect(m_never, &QPushButton::clicked, this, [this] { deny(Denial::NeverAskAgain); });
    connect(m_deny, &QPushButton::clicked, this, [this] { deny(Denial::ThisTime); });
    connect(m_allow, &QPushButton::clicked, this, &ConsentDialog::allow);
    connect(m_close, &QPushButton::clicked, this, &ConsentDialog::reject);
}

/// The queue as it is now: is what was asked still there, and until when?
void ConsentDialog::follow(const QList<ConsentQuestion> &questions)
{
    const auto ours = std::ranges::find_if(
        questions, [this](const ConsentQuestion &one) { return one.request.id == m_asked.id; });
    if (m_phase != Phase::Asking)
        return;
    if (ours == questions.end()) {
        endWith(whyGone());
        return;
    }
    m_expiresAt = ours->expiresAt;
    refresh();
}

QString ConsentDialog::whyGone() const
{
    if (m_asked.kind == AppKind::Origin && m_links.relay.keeper().current()->findApp(m_asked.subject()))
        return tr("This was allowed in another place meanwhile.");
    // The queue drops a question a moment after its time; a clock is not more exact than that.
    if (QDateTime::currentDateTimeUtc().secsTo(m_expiresAt) <= 1)
        return tr("Nobody answered in time, and it was told so. It may ask again.");
    return tr("It no longer waits for an answer: it was closed, or the question was answered in another "
              "place.");
}

void ConsentDialog::endWith(const QString &sentence)
{
    m_phase = Phase::Over;
    m_heading->setText(sentence);
    m_heading->setAccessibleName(sentence);
    m_later->hide();
    m_problem->hide();
    m_grantArea->hide();
    for (QPushButton *button : {m_never, m_deny, m_allow})
        button->hide();
    m_close->show();
    m_close->setDefault(true);
    m_close->setFocus();
    emit over();
}

void ConsentDialog::refresh()
{
    const bool asking = m_phase == Phase::Asking;
    m_never->setEnabled(asking);
    m_deny->setEnabled(asking);
    m_allow->setEnabled(asking && m_calm->isCalm() && m_grant->fault().isEmpty());
    m_later->setText(
        tr("Close this window to decide later. The question waits until %1; then it is told that "
           "nobody answered.")
            .arg(QLocale().toString(m_expiresAt.toLocalTime().time(), QLocale::ShortFormat)));
}

void ConsentDialog::allow()
{
    if (m_phase != Phase::Asking || !m_calm->isCalm())
        return;
    // What the person has read is what they allow, or nothing is.
    const QList<ConsentQuestion> questions = m_links.relay.questions();
    if (std::ranges::none_of(questions,
                             [this](const ConsentQuestion &one) { return one.request == m_asked; })) {
        endWith(tr("What asks is no longer what you see here, so nothing was allowed. It may ask again."));
        return;
    }
    m_phase = Phase::Answering;
    refresh();
    m_links.relay.allowRequest(m_asked.id, m_grant->grant(),
                               [self = QPointer(this)](const Result<> &outcome) {
                                   if (self)
                                       self->answered(outcome);
                               });
}

void ConsentDialog::deny(Denial denial)
{
    if (m_phase != Phase::Asking)
        return;
    m_phase = Phase::Answering;
    refresh();
    m_links.relay.denyRequest(m_asked.id, denial, [self = QPointer(this)](const Result<> &outcome) {
        if (self)
            self->answered(outcome);
    });
}

void ConsentDialog::answered(const Result<> &outcome)
{
    if (outcome) {
        accept();
        emit ended(End::Answered);
        return;
    }
    m_phase = Phase::Asking;
    m_problem->say(breakable(outcome.error().sentence));
    follow(m_links.relay.questions());
}

void ConsentDialog::reject()
{
    QDialog::reject();
    emit ended(End::SetAside);
}

bool ConsentDialog::event(QEvent *event)
{
    // A mnemonic whose key is held down: taken here, it becomes a key press, which presses nothing.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->isAutoRepeat()) {
        event->accept();
        return true;
    }
    return QDialog::event(event);
}

bool ConsentDialog::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (isKey && qobject_cast<QPushButton *>(watched) && static_cast<QKeyEvent *>(event)->isAutoRepeat())
        return true;
    return QDialog::eventFilter(watched, event);
}

void ConsentDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->isAutoRepeat())
        return;
    // Enter ends the typing of a model's name; it is no answer.
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !qobject_cast<QPushButton *>(focusWidget()))
        return;
    QDialog::keyPressEvent(event);
}

} // namespace byok
