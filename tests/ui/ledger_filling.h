// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/usage/usage_ledger.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QTest>

namespace byok::test {

/// Writes rows into a relay's ledger file from beside it; they are there when it returns.
inline void fillLedger(RunningRelay &relay, const QList<UsageRow> &rows)
{
    bool isOpen = false; // the relay makes the file
    relay.controller().usageSums(UsageGrouping::Day, {}, [&isOpen](const auto &) { isOpen = true; });
    if (!QTest::qWaitFor([&isOpen] { return isOpen; }, byok::test::patience))
        qFatal("the ledger does not answer");
    UsageLedger ledger(relay.usagePath(), 0);
    for (const UsageRow &row : rows)
        ledger.append(row);
} // its end writes what waits

/// One row, `secondsAgo` before now.
inline UsageRow usageRow(const QString &app, const QString &provider, const QString &model, int status,
                         qint64 secondsAgo)
{
    UsageRow row;
    row.startedAt = QDateTime::currentDateTimeUtc().addSecs(-secondsAgo);
    row.app = app;
    row.provider = provider;
    row.model = model;
    row.keyLabel = QStringLiteral("default");
    row.status = status;
    row.bytesUp = 10;
    row.bytesDown = 1000;
    row.milliseconds = 50;
    return row;
}

} // namespace byok::test
