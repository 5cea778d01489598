// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/usage_writer.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace byok {

namespace {

/// After a write or an opening that failed: a full disk is not asked twice a second.
constexpr std::chrono::milliseconds retryAfter = 5s;

} // namespace

UsageWriter::UsageWriter(QString path, qint64 retentionDays, std::shared_ptr<UsageInbox> inbox)
    : m_file(std::move(path))
    , m_retentionDays(retentionDays)
    , m_inbox(std::move(inbox))
{
    m_batch.setSingleShot(true);
    connect(&m_batch, &QTimer::timeout, this, &UsageWriter::writeNow);
    m_pruning.setInterval(6h);
    connect(&m_pruning, &QTimer::timeout, this, &UsageWriter::prune);
}

void UsageWriter::open()
{
    m_sinceOpening.start();
    const auto opened = m_file.open();
    if (!opened) {
        tell(opened.error().sentence);
        return;
    }
    if (!opened.value().notice.isEmpty())
        tell(opened.value().notice);
    prune();
    m_pruning.start();
}

void UsageWriter::writeSoon()
{
    if (!m_batch.isActive())
        m_batch.start(UsageLedger::batchMilliseconds);
}

Result<> UsageWriter::write()
{
    m_batch.stop();
    if (!m_file.isOpen() && m_sinceOpening.hasExpired(retryAfter.count()))
        open();
    if (!m_file.isOpen()) { // which has been told; rows wait in the inbox while there is room
        m_batch.start(retryAfter);
        return Failure{m_told};
    }
    const QList<UsageRow> rows = m_inbox->takeAll();
    if (rows.isEmpty())
        return Nothing{};
    auto written = m_file.append(rows);
    if (!written && written.error().kind == UsageFault::Kind::Damaged) {
        // Opening moves the file aside and begins a new one. Where another program merely holds the file it
        // is left open: it will be free again.
        open();
        if (m_file.isOpen())
            written = m_file.append(rows);
    }
    if (written)
        return Nothing{};
    tell(written.error().sentence);
    m_inbox->giveBack(rows);
    m_batch.start(retryAfter);
    return Failure{written.error().sentence};
}

void UsageWriter::writeNow()
{
    (void)write(); // what went wrong has been told
}

void UsageWriter::setRetentionDays(qint64 days)
{
    m_retentionDays = days;
    prune();
}

Result<UsageStats> UsageWriter::stats(const QString &app)
{
    writeNow();
    if (!m_file.isOpen())
        return Failure{m_told};
    return m_file.stats(app, QDateTime::currentDateTimeUtc());
}

Result<QList<UsageSum>> UsageWriter::sums(UsageGrouping by, const UsageDays &days)
{
    writeNow();
    if (!m_file.isOpen())
        return Failure{m_told};
    return m_file.sums(by, days);
}

Result<QList<UsageRow>> UsageWriter::rows(const UsageFilter &filter)
{
    writeNow();
    if (!m_file.isOpen())
        return Failure{m_told};
    return m_file.rows(filter);
}

Result<> UsageWriter::forget(const QString &app)
{
    // Rows that wait for the disk would come back from the dead.
    if (Result<> written = write(); !written)
        return written;
    return m_file.forget(app);
}

Result<> UsageWriter::erase()
{
    if (Result<> written = write(); !written)
        return written;
    return m_file.erase();
}

void UsageWriter::prune()
{
    if (!m_file.isOpen())
        return;
    if (const auto pruned = m_file.prune(m_retentionDays, QDateTime::currentDateTimeUtc()); !pruned)
        tell(pruned.error().sentence);
}

void UsageWriter::tell(const QString &sentence)
{
    if (sentence == m_told)
        return;
    m_told = sentence;
    emit problem(sentence);
}

} // namespace byok
