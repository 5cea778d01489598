// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/consent_question.h"
#include "ui/window_links.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace byok {

class CalmWatch;
class GrantEditor;
class TallArea;
class ToneLabel;

/// Asks the person about one pairing request: who asks, as browser or system tell; what it says of itself, as
/// its own claim; what it may do, if it is allowed. Shows the one snapshot that it was made with, and answers
/// exactly that. Never takes the focus when it appears; Deny is the default; Allow works once the window has
/// been in front, unmoved, for a second, and held keys press nothing. Escape and closing decide nothing: the
/// question waits until it expires. Owned by the ConsentPrompter, deletes itself when closed, GUI thread.
class ConsentDialog final : public QDialog
{
    Q_OBJECT

public:
    /// How a dialog ends.
    enum class End {
        Answered, ///< the relay has the person's answer
        SetAside, ///< closed without one
    };

    ConsentDialog(const WindowLinks &links, const ConsentQuestion &question, QWidget *parent = nullptr);
    ~ConsentDialog() override;

    [[nodiscard]] QString questionId() const { return m_asked.id; }
    /// Whether there is nothing left to answer, and it only says so.
    [[nodiscard]] bool isOver() const { return m_phase == Phase::Over; }

    void reject() override;

signals:
    void ended(byok::ConsentDialog::End how);
    /// isOver() from now on.
    void over();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Phase {
        Asking,    ///< waits for the person
        Answering, ///< the answer is on its way to the relay
        Over,      ///< expired, withdrawn or answered elsewhere
    };

    void addWho(QVBoxLayout *column);
    void addProgram(QVBoxLayout *column);
    void addWarning(QVBoxLayout *column, const QString &sentence);
    void addClaim(QVBoxLayout *column);
    [[nodiscard]] QStringList suggestedProviders() const;
    void addGrant(QVBoxLayout *column);
    void addButtons(QVBoxLayout *column);
    void follow(const QList<ConsentQuestion> &questions);
    void refresh();
    void allow();
    void deny(Denial denial);
    void answered(const Result<> &outcome);
    void endWith(const QString &sentence);
    [[nodiscard]] QString whyGone() const;

    WindowLinks m_links;
    const ConsentRequest m_asked;
    QDateTime m_expiresAt;
    Phase m_phase = Phase::Asking;
    int m_warnings = 0;
    CalmWatch *m_calm;
    QLabel *m_heading;
    GrantEditor *m_grant;
    TallArea *m_grantArea;
    ToneLabel *m_problem;
    ToneLabel *m_later;
    QPushButton *m_never;
    QPushButton *m_deny;
    QPushButton *m_allow;
    QPushButton *m_close;
};

} // namespace byok
