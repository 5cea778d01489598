// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/calm_watch.h"

#include <QEvent>
#include <QWidget>

#include <chrono>

namespace byok {

namespace {

/// A person who was about to click something else has noticed by then that another window is there.
constexpr std::chrono::milliseconds longEnough{1000};
/// A timer that is later than this tells that the program stood still: nothing was painted meanwhile, and the
/// clicks of that time are still to come.
constexpr std::chrono::milliseconds lateAtMost{250};

} // namespace

CalmWatch::CalmWatch(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    m_while.setSingleShot(true);
    m_while.setTimerType(Qt::PreciseTimer);
    m_while.setInterval(longEnough);
    connect(&m_while, &QTimer::timeout, this, [this] {
        if (m_since.durationElapsed() > longEnough + lateAtMost)
            beginAnew();
        else
            become(State::Calm);
    });
    window->installEventFilter(this);
}

bool CalmWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowActivate:
    case QEvent::WindowDeactivate:
    case QEvent::WindowStateChange:
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::ScreenChangeInternal:
    case QEvent::DevicePixelRatioChange:
        if (watched == m_window)
            beginAnew();
        break;
    default:
        break;
    }
    return false;
}

void CalmWatch::beginAnew()
{
    if (m_window->isVisible() && m_window->isActiveWindow()) {
        m_while.start();
        m_since.start();
        become(State::Waiting);
    } else {
        m_while.stop();
        become(State::Away);
    }
}

void CalmWatch::become(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit changed();
}

} // namespace byok
