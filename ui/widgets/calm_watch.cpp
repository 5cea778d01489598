// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/calm_watch.h"

#include <QEvent>
#include <QWidget>

#include <chrono>

namespace byok {

namespace {

/// A person who was about to click something else has noticed by then that another window is there.
constexpr std::chrono::milliseconds longEnough{1000};

} // namespace

CalmWatch::CalmWatch(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    m_while.setSingleShot(true);
    m_while.setTimerType(Qt::PreciseTimer);
    m_while.setInterval(longEnough);
    connect(&m_while, &QTimer::timeout, this, [this] { become(State::Calm); });
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
