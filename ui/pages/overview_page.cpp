// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/overview_page.h"

#include "relay/access/relay_edits.h"
#include "ui/tray/relay_icon.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/live_exchanges.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QStyle>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace byok {

namespace {

QFrame *makePanel(const QString &name)
{
    auto *panel = new QFrame;
    panel->setObjectName(name);
    panel->setFrameShape(QFrame::StyledPanel);
    return panel;
}

QLabel *makeLarge(const QString &name, double times)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setAlignment(leadingEdge());
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * times);
    font.setBold(true);
    label->setFont(font);
    return label;
}

bool hasOwnKey(const RelayConfig &config)
{
    return std::ranges::any_of(config.keys, [](const KeyEntry &key) { return key.appId.isEmpty(); });
}

} // namespace

OverviewPage::OverviewPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("overviewPage"));
    QVBoxLayout *body = addPageBody(this);
    body->setSpacing(style()->pixelMetric(QStyle::PM_LayoutTopMargin));
    body->addWidget(makeState());
    body->addWidget(makeFirstSteps());
    body->addWidget(makeAddress());
    body->addWidget(makeToday());
    auto *now = new QVBoxLayout;
    now->addWidget(makeHeading(tr("Happening now")));
    now->addWidget(new LiveExchanges(links.relay), 1);
    body->addLayout(now);
    body->addStretch(1);

    m_todaySoon.setSingleShot(true);
    m_todaySoon.setInterval(std::chrono::seconds(1));
    connect(&m_todaySoon, &QTimer::timeout, this, &OverviewPage::askForToday);
    connect(&links.relay, &RelayController::statusChanged, this, &OverviewPage::showStatus);
    connect(&links.relay.keeper(), &ConfigKeeper::changed, this, &OverviewPage::showFirstSteps);
    connect(&links.relay, &RelayController::exchangeFinished, this, [this] {
        if (isVisible() && !m_todaySoon.isActive())
            m_todaySoon.start();
    });
    showStatus();
    showFirstSteps();
}

QWidget *OverviewPage::makeState()
{
    constexpr double titleTimes = 1.6;
    auto *box = new QWidget;
    m_sign = new QLabel;
    m_sign->setObjectName(QStringLiteral("stateSign"));
    m_state = makeLarge(QStringLiteral("state"), titleTimes);
    m_meaning = makeText({});
    m_meaning->setObjectName(QStringLiteral("stateMeaning"));
    m_refusal = new ToneLabel(Tone::Bad);
    m_refusal->setObjectName(QStringLiteral("stateRefusal"));
    m_refusal->hide();
    m_pause = new QPushButton;
    m_pause->setObjectName(QStringLiteral("pause"));
    m_lock = new QPushButton;
    m_lock->setObjectName(QStringLiteral("lock"));
    connect(m_pause, &QPushButton::clicked, this, &OverviewPage::togglePause);
    connect(m_lock, &QPushButton::clicked, this, &OverviewPage::toggleLock);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_state);
    words->addWidget(m_meaning);
    words->addWidget(m_refusal);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addSpacing(style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing));
    row->addLayout(words, 1);
    row->addWidget(m_pause, 0, Qt::AlignTop);
    row->addWidget(m_lock, 0, Qt::AlignTop);
    return box;
}

QWidget *OverviewPage::makeFirstSteps()
{
    m_firstSteps = makePanel(QStringLiteral("firstSteps"));
    m_keyStep = makeText({});
    m_keyStep->setObjectName(QStringLiteral("keyStep"));
    m_appStep = makeText({});
    m_appStep->setObjectName(QStringLiteral("appStep"));
    m_addKey = new QPushButton(tr("Add a &key…"));
    m_addKey->setObjectName(QStringLiteral("addKey"));
    m_addApp = new QPushButton(tr("Add an &app…"));
    m_addApp->setObjectName(QStringLiteral("addApp"));
    connect(m_addKey, &QPushButton::clicked, this, &OverviewPage::keysWanted);
    connect(m_addApp, &QPushButton::clicked, this, &OverviewPage::appsWanted);
    auto *grid = new QGridLayout(m_firstSteps);
    grid->addWidget(makeHeading(tr("First steps")), 0, 0, 1, 2);
    grid->addWidget(m_keyStep, 1, 0);
    grid->addWidget(m_addKey, 1, 1);
    grid->addWidget(m_appStep, 2, 0);
    grid->addWidget(m_addApp, 2, 1);
    grid->setColumnStretch(0, 1);
    return m_firstSteps;
}

QWidget *OverviewPage::makeAddress()
{
    auto *box = new QWidget;
    m_address = new CopyField(QStringLiteral("address"), tr("Address for apps"));
    QLabel *heading = makeHeading(tr("Address for apps"));
    auto *use = new ToneLabel(Tone::Quiet,
                              tr("Paste it where an app asks for the address of its relay. Any web app that "
                                 "you approve can use it; the others are turned away."));
    m_portNote = new ToneLabel(Tone::Warning);
    m_portNote->setObjectName(QStringLiteral("portNote"));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->addWidget(heading);
    column->addWidget(m_address);
    column->addWidget(m_portNote);
    column->addWidget(use);
    return box;
}

QWidget *OverviewPage::makeToday()
{
    constexpr double figureTimes = 1.4;
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->addWidget(makeHeading(tr("Today")), 0, 0, 1, 3);
    const auto addFigure = [&](int column, const QString &name, const QString &caption) {
        QLabel *figure = makeLarge(name, figureTimes);
        figure->setAccessibleName(caption);
        grid->addWidget(figure, 1, column);
        grid->addWidget(new ToneLabel(Tone::Quiet, caption), 2, column);
        grid->setColumnStretch(column, 1);
        return figure;
    };
    m_requests = addFigure(0, QStringLiteral("todayRequests"), tr("Requests"));
    m_errors = addFigure(1, QStringLiteral("todayErrors"), tr("Errors"));
    m_bytes = addFigure(2, QStringLiteral("todayBytes"), tr("Sent and received"));
    m_todayProblem = new ToneLabel(Tone::Bad);
    m_todayProblem->setObjectName(QStringLiteral("todayProblem"));
    m_todayProblem->hide();
    grid->addWidget(m_todayProblem, 3, 0, 1, 3);
    return box;
}

void OverviewPage::showStatus()
{
    constexpr int signTimes = 3;
    const RelayStatus status = m_links.relay.status();
    QString title;
    QString meaning;
    switch (status.state) {
    case RelayState::Stopped:
        title = tr("Stopped");
        meaning = tr("The relay does not listen: no app can reach it.");
        break;
    case RelayState::Running:
        title = tr("Running");
        meaning = tr("Apps that you approved can use your keys, within what you allowed them.");
        break;
    case RelayState::Paused:
        title = tr("Paused");
        meaning = status.isLocked
                      ? tr("Nothing is relayed until you resume. It is locked, too: your keys have left the "
                           "memory.")
                      : tr("Nothing is relayed until you resume. Apps are told so; their approval stays.");
        break;
    case RelayState::Locked:
        title = tr("Locked");
        meaning = tr("Your keys have left the memory. What needs one is refused until you unlock; what was "
                     "under way goes on.");
        break;
    case RelayState::Draining:
        title = tr("Leaving");
        meaning = tr("%n request(s) under way may still end, then the program leaves.", nullptr,
                     status.liveExchanges);
        break;
    }
    const int size = fontMetrics().height() * signTimes;
    m_sign->setPixmap(relayIcon(signOf(status.state)).pixmap(QSize(size, size), devicePixelRatioF()));
    m_sign->setAccessibleName(title);
    m_state->setText(title);
    m_meaning->setText(meaning);
    const bool isUp = status.state == RelayState::Running || status.state == RelayState::Paused ||
                      status.state == RelayState::Locked;
    m_pause->setEnabled(isUp);
    m_pause->setText(status.state == RelayState::Paused ? tr("&Resume") : tr("&Pause"));
    m_pause->setToolTip(status.state == RelayState::Paused ? tr("Relay again")
                                                           : tr("Relay nothing until you resume"));
    m_lock->setEnabled(isUp);
    m_lock->setText(status.isLocked ? tr("&Unlock") : tr("&Lock"));
    m_lock->setToolTip(status.isLocked ? tr("Let apps use your keys again")
                                       : tr("Take the keys out of memory until you unlock"));
    m_address->setText(status.address());
    m_address->setEnabled(isUp);
    const bool moved = isUp && status.wantedPort != 0 && status.port != status.wantedPort;
    m_portNote->say(moved ? tr("Port %1 was taken by another program, so the relay listens on %2. Apps that "
                               "look for it at %1 do not find it: give them the address above, or end that "
                               "program and start the relay again.")
                                .arg(status.wantedPort)
                                .arg(status.port)
                          : QString());
}

void OverviewPage::showFirstSteps()
{
    const auto config = m_links.relay.keeper().current();
    const bool key = hasOwnKey(*config);
    const bool app = !config->apps.isEmpty();
    m_keyStep->setText(key ? tr("1. Done: a provider's key is stored.")
                           : tr("1. Store a key of a provider, such as OpenAI or Anthropic. It is kept in "
                                "the keychain and shown to no app."));
    m_appStep->setText(app ? tr("2. Done: an app is approved.")
                           : tr("2. Open a web app and have it connect: it asks here, and you answer. Or "
                                "add its address by hand."));
    m_addKey->setVisible(!key);
    m_addApp->setVisible(!app);
    m_firstSteps->setVisible(!key || !app);
}

void OverviewPage::askForToday()
{
    m_links.relay.usageSums(UsageGrouping::Day, {QDate::currentDate(), QTimeZone::LocalTime},
                            [self = QPointer(this)](const Result<QList<UsageSum>> &sums) {
                                if (self)
                                    self->showToday(sums);
                            });
}

void OverviewPage::showToday(const Result<QList<UsageSum>> &sums)
{
    m_todayProblem->say(sums ? QString() : sums.error().sentence);
    if (!sums)
        return;
    UsageSum total;
    for (const UsageSum &sum : sums.value()) {
        total.requests += sum.requests;
        total.errors += sum.errors;
        total.bytesUp += sum.bytesUp;
        total.bytesDown += sum.bytesDown;
    }
    const QLocale locale;
    m_requests->setText(locale.toString(total.requests));
    m_errors->setText(locale.toString(total.errors));
    m_bytes->setText(bytesText(total.bytesUp + total.bytesDown));
    m_bytes->setToolTip(
        tr("Sent: %1, received: %2").arg(bytesText(total.bytesUp), bytesText(total.bytesDown)));
}

void OverviewPage::togglePause()
{
    ConfigKeeper &keeper = m_links.relay.keeper();
    const Result<> applied =
        keeper.apply(pauseRelay(keeper.current()->paused ? RelayPause::Resumed : RelayPause::Paused));
    m_refusal->say(applied ? QString() : applied.error().sentence);
}

void OverviewPage::toggleLock()
{
    if (m_links.relay.status().isLocked)
        m_links.relay.unlock([] {});
    else
        m_links.relay.lock([] {});
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    askForToday();
}

} // namespace byok
