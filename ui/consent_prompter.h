// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/consent_question.h"
#include "ui/dialogs/consent_dialog.h"
#include "ui/window_links.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace byok {

/// Puts the apps' questions before the person, one at a time, when the person comes for them: from the tray,
/// a notification or the window, by showNext(). Unasked, and without taking the focus, only while a window of
/// the program is active. Owned by the Application, GUI thread.
class ConsentPrompter final : public QObject
{
    Q_OBJECT

public:
    explicit ConsentPrompter(const WindowLinks &links, QObject *parent = nullptr);
    ~ConsentPrompter() override;

    /// How many questions wait for an answer, the one that is shown among them.
    [[nodiscard]] int waiting() const { return m_waiting; }
    /// Null while nothing is shown.
    [[nodiscard]] ConsentDialog *dialog() const { return m_dialog; }

public slots:
    /// Brings the question that is shown to the front, or shows the next one; nothing where none waits.
    void showNext();
    /// Shows this very question, whichever is first; showNext() where it does not wait any more.
    void showQuestion(const QString &id);

signals:
    void waitingChanged(int waiting);

private:
    enum class Entrance {
        Quiet,   ///< appears, and leaves the focus where it is
        InFront, ///< the person came for it
    };

    void follow(const QList<ConsentQuestion> &questions);
    void show(const std::optional<ConsentQuestion> &question, Entrance entrance);
    void dialogEnded(const QString &questionId, ConsentDialog::End how);
    [[nodiscard]] std::optional<ConsentQuestion> next() const;

    WindowLinks m_links;
    QPointer<ConsentDialog> m_dialog;
    QSet<QString> m_setAside; ///< ids of questions that the person closed without an answer
    int m_waiting = 0;
};

} // namespace byok
