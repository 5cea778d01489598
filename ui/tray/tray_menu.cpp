// SPDX-License-Identifier: Apache-2.0
#include "ui/tray/tray_menu.h"

#include "ui/words.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <utility>

namespace byok {

namespace {

/// More would be a list, and that is in the window.
constexpr qsizetype mostQuestions = 5;

/// A menu takes '&' for a mnemonic's mark.
QString plain(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

QAction *named(QAction *action, const QString &name)
{
    action->setObjectName(name);
    return action;
}

} // namespace

TrayMenu::TrayMenu(QWidget *parent)
    : QMenu(parent)
    , m_status(named(addAction(QString()), QStringLiteral("trayStatus")))
    , m_problem(named(addAction(QString()), QStringLiteral("trayProblem")))
    , m_beforeQuestions(addSeparator())
    , m_open(nullptr)
    , m_copy(nullptr)
    , m_recent(nullptr)
    , m_pause(nullptr)
    , m_lock(nullptr)
    , m_quit(nullptr)
{
    setObjectName(QStringLiteral("trayMenu"));
    m_status->setEnabled(false); // says, does nothing
    m_open = named(addAction(QString()), QStringLiteral("trayOpen"));
    m_copy = named(addAction(QString()), QStringLiteral("trayCopyAddress"));
    m_recent = addMenu(QString());
    m_recent->setObjectName(QStringLiteral("trayRecent"));
    addSeparator();
    m_pause = named(addAction(QString()), QStringLiteral("trayPauseOrResume"));
    m_lock = named(addAction(QString()), QStringLiteral("trayLockOrUnlock"));
    addSeparator();
    m_quit = named(addAction(QString()), QStringLiteral("trayQuit"));
    setDefaultAction(m_open);

    connect(m_problem, &QAction::triggered, this, &TrayMenu::problemChosen);
    connect(m_open, &QAction::triggered, this, &TrayMenu::openAsked);
    connect(m_copy, &QAction::triggered, this, &TrayMenu::copyAddress);
    connect(m_quit, &QAction::triggered, this, &TrayMenu::quitAsked);
    connect(m_pause, &QAction::triggered, this, [this] {
        if (m_view.status.state == RelayState::Paused)
            emit resumeAsked();
        else
            emit pauseAsked();
    });
    connect(m_lock, &QAction::triggered, this, [this] {
        if (m_view.status.isLocked)
            emit unlockAsked();
        else
            emit lockAsked();
    });
    // How long ago is said when the menu opens, not kept up to date by a clock.
    connect(this, &QMenu::aboutToShow, this, [this] {
        refreshQuestions();
        refreshRecent();
    });
    refresh();
    refreshRecent();
}

void TrayMenu::setView(const TrayView &view)
{
    const TrayView before = std::exchange(m_view, view);
    refresh();
    // Entries are not built anew, nor swapped, under the pointer that is about to press one of them.
    if (!std::ranges::equal(before.questions, m_view.questions, {}, &ConsentQuestion::request,
                            &ConsentQuestion::request))
        refreshQuestions();
    const bool isSame =
        std::ranges::equal(before.recent, m_view.recent, {}, &RecentApp::id, &RecentApp::id) &&
        std::ranges::equal(before.recent, m_view.recent, {}, &RecentApp::name, &RecentApp::name);
    if (!isSame && !m_recent->isVisible())
        refreshRecent();
}

QString TrayMenu::statusLine() const
{
    const RelayStatus &status = m_view.status;
    switch (status.state) {
    case RelayState::Stopped:
        return tr("Stopped");
    case RelayState::Running:
        return status.liveExchanges > 0
                   ? tr("Running; %n request(s) under way", nullptr, status.liveExchanges)
                   : tr("Running at %1").arg(status.address());
    case RelayState::Paused:
        return tr("Paused at %1").arg(status.address());
    case RelayState::Locked:
        return tr("Locked at %1").arg(status.address());
    case RelayState::Draining:
        return tr("Leaving; %n request(s) under way", nullptr, status.liveExchanges);
    }
    Q_UNREACHABLE_RETURN({});
}

void TrayMenu::refresh()
{
    const RelayState state = m_view.status.state;
    const bool isUp =
        state == RelayState::Running || state == RelayState::Paused || state == RelayState::Locked;
    m_status->setText(plain(statusLine()));
    m_problem->setText(plain(m_view.problem));
    m_problem->setVisible(!m_view.problem.isEmpty());
    // Here and not once: the menu outlives a change of the language.
    m_open->setText(tr("&Open Byok Relay"));
    m_copy->setText(tr("&Copy address"));
    m_recent->setTitle(tr("&Recent apps"));
    m_quit->setText(tr("&Quit"));
    m_copy->setEnabled(isUp);
    m_pause->setEnabled(isUp);
    m_pause->setText(state == RelayState::Paused ? tr("&Resume") : tr("&Pause"));
    m_lock->setEnabled(isUp);
    m_lock->setText(m_view.status.isLocked ? tr("&Unlock keys") : tr("&Lock keys"));
}

void TrayMenu::refreshQuestions()
{
    qDeleteAll(m_questions);
    m_questions.clear();
    qsizetype shown = 0;
    const auto add = [this](QAction *action) {
        insertAction(m_open, action);
        m_questions.append(action);
    };
    for (const ConsentQuestion &question : std::as_const(m_view.questions)) {
        if (shown == mostQuestions) {
            const int more = int(m_view.questions.size() - shown);
            auto *rest = new QAction(tr("%n more app(s) ask…", nullptr, more), this);
            connect(rest, &QAction::triggered, this, [this] { emit questionChosen(QString()); });
            add(rest);
            break;
        }
        const ConsentRequest &request = question.request;
        auto *action =
            new QAction(tr("%1 asks to use your keys…").arg(plain(shortName(request.displayName()))), this);
        action->setObjectName(QStringLiteral("trayQuestion%1").arg(shown++));
        connect(action, &QAction::triggered, this, [this, id = request.id] { emit questionChosen(id); });
        add(action);
    }
    if (!m_questions.isEmpty()) {
        auto *separator = new QAction(this);
        separator->setSeparator(true);
        add(separator);
    }
}

void TrayMenu::refreshRecent()
{
    // clear() takes a submenu's entry out and leaves the submenu; one of them may be on the stack.
    const QList<QMenu *> old = m_recent->findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
    m_recent->clear();
    for (QMenu *menu : old)
        menu->deleteLater();
    m_recent->setEnabled(!m_view.recent.isEmpty());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    int number = 0;
    for (const RecentApp &app : std::as_const(m_view.recent)) {
        QMenu *menu = m_recent->addMenu(plain(shortName(app.name)));
        menu->setObjectName(QStringLiteral("trayRecent%1").arg(number));
        menu->addAction(tr("Used %1").arg(momentText(app.lastUse, now)))->setEnabled(false);
        QAction *revoke = menu->addAction(tr("&Revoke"));
        revoke->setObjectName(QStringLiteral("trayRevoke%1").arg(number++));
        connect(revoke, &QAction::triggered, this, [this, id = app.id] { emit revokeAsked(id); });
    }
}

void TrayMenu::copyAddress()
{
    QGuiApplication::clipboard()->setText(m_view.status.address());
}

} // namespace byok
