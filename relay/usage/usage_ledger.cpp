// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/usage_ledger.h"

#include "relay/usage/usage_writer.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

UsageInbox::Put UsageInbox::put(UsageRow row)
{
    const QMutexLocker lock(&m_mutex);
    if (m_rows.size() >= capacity) {
        ++m_dropped;
        return Put::Dropped;
    }
    m_rows.append(std::move(row));
    return m_rows.size() == 1 ? Put::First : Put::Another;
}

QList<UsageRow> UsageInbox::takeAll()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_rows, {});
}

void UsageInbox::giveBack(const QList<UsageRow> &rows)
{
    const QMutexLocker lock(&m_mutex);
    QList<UsageRow> all = rows + m_rows;
    if (all.size() > capacity) {
        m_dropped += all.size() - capacity;
        all.resize(capacity);
    }
    m_rows = all;
}

qint64 UsageInbox::dropped() const
{
    const QMutexLocker lock(&m_mutex);
    return m_dropped;
}

UsageLedger::UsageLedger(const QString &path, qint64 retentionDays, QObject *parent)
    : QObject(parent)
    , m_inbox(std::make_shared<UsageInbox>())
    , m_writer(new UsageWriter(path, retentionDays, m_inbox))
{
    m_thread.setObjectName(u"usage"_s);
    m_writer->moveToThread(&m_thread);
    connect(m_writer, &UsageWriter::problem, this, &UsageLedger::problem);
    connect(&m_thread, &QThread::started, m_writer, &UsageWriter::open);
    // Its timers and its database connection belong to the thread: it ends there.
    connect(&m_thread, &QThread::finished, m_writer, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

UsageLedger::~UsageLedger()
{
    QMetaObject::invokeMethod(m_writer, &UsageWriter::writeNow, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void UsageLedger::append(const UsageRow &row)
{
    if (m_inbox->put(row) == UsageInbox::Put::First)
        QMetaObject::invokeMethod(m_writer, &UsageWriter::writeSoon, Qt::QueuedConnection);
}

void UsageLedger::setRetentionDays(qint64 days)
{
    QMetaObject::invokeMethod(
        m_writer, [writer = m_writer, days] { writer->setRetentionDays(days); }, Qt::QueuedConnection);
}

template <typename T>
void UsageLedger::ask(std::function<Result<T>(UsageWriter &)> question, std::function<void(Result<T>)> done)
{
    // Carried over and back without leaving a copy behind: what it owns (a reply that is being written)
    // belongs to the home thread and must end there.
    const auto carried = std::make_shared<std::function<void(Result<T>)>>(std::move(done));
    QMetaObject::invokeMethod(
        m_writer,
        [this, writer = m_writer, question, carried] {
            const auto answer = std::make_shared<Result<T>>(question(*writer));
            // To the home thread; the ledger outlives its writer, and its queued events go with it.
            QMetaObject::invokeMethod(
                this, [answer, done = std::move(*carried)] { done(*answer); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void UsageLedger::stats(const QString &app, std::function<void(Result<UsageStats>)> done)
{
    ask<UsageStats>([app](UsageWriter &writer) { return writer.stats(app); }, std::move(done));
}

void UsageLedger::sums(UsageGrouping by, const UsageDays &days,
                       std::function<void(Result<QList<UsageSum>>)> done)
{
    ask<QList<UsageSum>>([by, days](UsageWriter &writer) { return writer.sums(by, days); }, std::move(done));
}

void UsageLedger::rows(const UsageFilter &filter, std::function<void(Result<QList<UsageRow>>)> done)
{
    ask<QList<UsageRow>>([filter](UsageWriter &writer) { return writer.rows(filter); }, std::move(done));
}

void UsageLedger::forgetApp(const QString &app, std::function<void(Result<>)> done)
{
    ask<Nothing>([app](UsageWriter &writer) { return writer.forget(app); }, std::move(done));
}

void UsageLedger::erase(std::function<void(Result<>)> done)
{
    ask<Nothing>([](UsageWriter &writer) { return writer.erase(); }, std::move(done));
}

} // namespace byok
