// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/usage_writer.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace byok {

namespace {

/// After a write that failed: a full disk is not asked twice a second.
constexpr auto retryAfter = 5s;

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

void UsageWriter::writeNow()
{
    m_batch.stop();
    const QList<UsageRow> rows = m_inbox->takeAll();
    if (rows.isEmpty() || !m_file.isOpen())
        return; // a file that could not be opened has been told of; rows are not kept for it
    auto written = m_file.append(rows);
    if (!written) {
        // Opening looks the file over; where it broke, that moves it aside and begins a new one.
        const auto reopened = m_file.open();
        if (reopened && !reopened.value().notice.isEmpty()) {
            tell(reopened.value().notice);
            written = m_file.append(rows);
        }
    }
    if (written)
        return;
    tell(written.error().sentence);
    m_inbox->giveBack(rows);
    m_batch.start(retryAfter);
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

Result<> UsageWriter::forget(const QString &app)
{
    writeNow();
    if (!m_file.isOpen())
        return Failure{m_told};
    return m_file.forget(app);
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
