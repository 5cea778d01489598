// SPDX-License-Identifier: Apache-2.0
#include "ui/consent_prompter.h"

#include <QApplication>

#include <algorithm>
#include <optional>

namespace byok {

namespace {

bool isOpen(const ConsentQuestion &question)
{
    return question.state == ConsentState::Queued || question.state == ConsentState::Asking;
}

} // namespace

ConsentPrompter::ConsentPrompter(const WindowLinks &links, QObject *parent)
    : QObject(parent)
    , m_links(links)
{
    connect(&m_links.relay, &RelayController::questionsChanged, this, &ConsentPrompter::follow);
    follow(m_links.relay.questions());
}

ConsentPrompter::~ConsentPrompter()
{
    delete m_dialog;
}

void ConsentPrompter::follow(const QList<ConsentQuestion> &questions)
{
    QSet<QString> there;
    int waiting = 0;
    for (const ConsentQuestion &question : questions) {
        there.insert(question.request.id);
        waiting += isOpen(question) ? 1 : 0;
    }
    m_setAside.intersect(there);
    if (m_waiting != waiting) {
        m_waiting = waiting;
        emit waitingChanged(m_waiting);
    }
    const std::optional<ConsentQuestion> question = next();
    if (!m_dialog && question && !m_setAside.contains(question->request.id) && QApplication::activeWindow())
        show(question, Entrance::Quiet);
}

/// The first that was not set aside, else the first.
std::optional<ConsentQuestion> ConsentPrompter::next() const
{
    std::optional<ConsentQuestion> first;
    const QList<ConsentQuestion> questions = m_links.relay.questions();
    for (const ConsentQuestion &question : questions) {
        if (!isOpen(question))
            continue;
        if (!m_setAside.contains(question.request.id))
            return question;
        if (!first)
            first = question;
    }
    return first;
}

void ConsentPrompter::showNext()
{
    if (m_dialog && m_dialog->isOver())
        m_dialog->close();
    if (m_dialog) {
        m_dialog->showNormal();
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    show(next(), Entrance::InFront);
}

void ConsentPrompter::showQuestion(const QString &id)
{
    const QList<ConsentQuestion> questions = m_links.relay.questions();
    const auto chosen = std::ranges::find_if(questions, [&id](const ConsentQuestion &question) {
        return question.request.id == id && isOpen(question);
    });
    if (chosen == questions.end() || (m_dialog && m_dialog->questionId() == id)) {
        showNext();
        return;
    }
    if (m_dialog)
        m_dialog->close(); // sets the other one aside
    show(*chosen, Entrance::InFront);
}

void ConsentPrompter::show(const std::optional<ConsentQuestion> &question, Entrance entrance)
{
    if (!question)
        return;
    m_setAside.remove(question->request.id);
    m_dialog = new ConsentDialog(m_links, *question);
    connect(m_dialog, &ConsentDialog::ended, this,
            [this, id = question->request.id](ConsentDialog::End how) { dialogEnded(id, how); });
    m_dialog->show();
    if (entrance == Entrance::InFront) {
        m_dialog->raise();
        m_dialog->activateWindow();
    }
}

void ConsentPrompter::dialogEnded(const QString &questionId, ConsentDialog::End how)
{
    m_dialog.clear(); // deletes itself
    switch (how) {
    case ConsentDialog::End::Answered:
        // The person is there and answering; what comes next is guarded by its own second.
        if (const std::optional<ConsentQuestion> question = next();
            question && !m_setAside.contains(question->request.id))
            show(question, Entrance::InFront);
        break;
    case ConsentDialog::End::SetAside:
        m_setAside.insert(questionId);
        break;
    }
}

} // namespace byok
