// SPDX-License-Identifier: Apache-2.0
// bench_activity [ROWS]: the activity page over a ledger of so many rows (10 000), scrolled from end to end,
// searched letter by letter and sorted by every column, while a heartbeat on the same thread tells how long
// any other event would have had to wait. Draws off screen.
#include "relay/keys/memory_secret_store.h"
#include "relay/relay_controller.h"
#include "relay/usage/usage_ledger.h"
#include "tests/support/fake_desktop.h"
#include "ui/pages/activity_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

constexpr int beatMilliseconds = 2;

/// Measures how late its own events come: what everything else on this thread makes them wait.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const double gap = double(m_clock.nsecsElapsed()) / 1e6 - beatMilliseconds;
            m_clock.restart();
            m_late.push_back(std::max(0.0, gap));
        });
        m_clock.start();
        m_timer.start(beatMilliseconds);
    }

    /// Prints what came since the last time.
    void print(const char *phase)
    {
        std::sort(m_late.begin(), m_late.end());
        const auto at = [this](double part) {
            return m_late.empty() ? 0.0 : m_late[std::size_t(part * double(m_late.size() - 1))];
        };
        std::printf("%-18s p50 %6.2f ms   p99 %6.2f ms   slowest %6.2f ms   (%zu events)\n", phase, at(0.5),
                    at(0.99), at(1), m_late.size());
        m_late.clear();
        m_clock.restart();
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_late;
};

template <typename Done>
bool waitUntil(Done done)
{
    constexpr qint64 patience = 30'000;
    QElapsedTimer clock;
    clock.start();
    while (!done()) {
        if (clock.hasExpired(patience))
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void fill(const QString &path, int rows)
{
    UsageLedger ledger(path, 0);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int i = 0; i < rows; ++i) {
        UsageRow row;
        row.startedAt = now.addSecs(-250LL * i);
        row.app = u"https://app-%1.example"_s.arg(i % 40);
        row.provider = i % 3 ? u"openai"_s : u"anthropic"_s;
        row.model = u"model-%1"_s.arg(i % 97);
        row.keyLabel = u"default"_s;
        row.status = i % 20 ? 200 : 429;
        row.bytesUp = 400 + i;
        row.bytesDown = 37LL * i;
        row.milliseconds = i % 9000;
        ledger.append(row);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    constexpr int usualRows = 10'000;
    const int rows = argc > 1 ? std::atoi(argv[1]) : usualRows;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"usage.sqlite"_s);
    fill(path, rows);

    MemorySecretStore store;
    ConfigKeeper keeper(RelayConfig(), [](const RelayConfig &) { return Result<>(Nothing{}); });
    RelayController relay(store, keeper, ProviderCatalog::builtIn(), RelayPaths{path});
    if (const Result<> started = relay.start(0, RelayController::PortChoice::OnlyThis); !started) {
        std::fprintf(stderr, "bench_activity: %s\n", qPrintable(started.error().sentence));
        return 1;
    }
    test::FakeDesktop desktop;
    ActivityPage page({relay, desktop});
    page.resize(900, 640);
    auto *table = page.findChild<QTableView *>(u"activityTable"_s);
    auto *search = page.findChild<QLineEdit *>(u"search"_s);
    auto *model = qobject_cast<ActivityModel *>(table->model());
    int answers = 0;
    QObject::connect(model, &ActivityModel::loaded, &page, [&answers] { ++answers; });

    std::printf("rows               %d\n", rows);
    Heartbeat heartbeat;
    bool fine = true;
    page.show();
    fine = fine && waitUntil([&] { return answers >= 1; });
    heartbeat.print("open");

    QScrollBar *bar = table->verticalScrollBar();
    fine = fine && waitUntil([&] {
               bar->setValue(bar->value() + bar->pageStep());
               return model->isComplete() && bar->value() == bar->maximum();
           });
    fine = fine && model->rowCount() == rows;
    heartbeat.print("scroll to the end");

    for (const QString &word : {u"app-7"_s, u"model-42 429"_s, u"nothing of the kind"_s}) {
        for (const QChar letter : word) {
            search->setText(search->text() + letter);
            const int before = answers;
            emit search->returnPressed(); // each letter is a question, as if one typed slowly
            fine = fine && waitUntil([&] { return answers > before; });
        }
        search->clear();
    }
    heartbeat.print("search");

    for (int column = 0; column < ActivityModel::ColumnCount; ++column) {
        const int before = answers;
        table->sortByColumn(column, Qt::AscendingOrder);
        fine = fine && waitUntil([&] { return answers > before; });
    }
    heartbeat.print("sort");

    // With everything loaded, as requests end meanwhile.
    fine = fine && waitUntil([&] {
               table->scrollToBottom();
               return model->isComplete();
           });
    for (int i = 0; i < 20; ++i) {
        const int before = answers;
        model->reload();
        fine = fine && waitUntil([&] { return answers > before; });
    }
    heartbeat.print("refresh");
    if (!fine)
        std::fprintf(stderr, "bench_activity: the ledger did not answer, or not with all rows\n");
    return fine ? 0 : 1;
}
