// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWidget;

namespace byok {

/// Tells whether a person can have seen what they are about to click: whether a window has been shown and
/// active, at one place and in one size, for a while. Any of it changing begins the while anew, and so does a
/// program that stood still for a part of it. A page can neither pop a question under the pointer nor push it
/// there. Owned by what it watches, GUI thread.
class CalmWatch final : public QObject
{
    Q_OBJECT

public:
    /// `window`: a top-level widget, which is this object's parent.
    explicit CalmWatch(QWidget *window);

    [[nodiscard]] bool isCalm() const { return m_state == State::Calm; }

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class State {
        Away,    ///< hidden, or another window is active
        Waiting, ///< shown and active, not long enough
        Calm,    ///< long enough
    };

    void beginAnew();
    void become(State state);

    QWidget *m_window;
    QTimer m_while;
    QElapsedTimer m_since; ///< m_while's beginning
    State m_state = State::Away;
};

} // namespace byok
