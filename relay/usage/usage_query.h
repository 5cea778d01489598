// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace byok {

/// By what requests are added up.
enum class UsageGrouping { App, Provider, Model, Day };

/// Of which days requests are added up. Value, any thread.
struct UsageDays
{
    QDate since = {};                ///< invalid: all
    QTimeZone zone = QTimeZone::UTC; ///< whose days they are
};

/// The requests of one group, added up. Value, any thread.
struct UsageSum
{
    /// The app's id, the provider's, the model, or the day ("2026-11-21"). Empty: not known, as are
    /// provider and model of what an app did before it was forgotten.
    QString key;
    qint64 requests = 0;
    qint64 errors = 0;
    qint64 bytesUp = 0;
    qint64 bytesDown = 0;
    std::optional<qint64> tokensIn; ///< absent: of no request were they measured
    std::optional<qint64> tokensOut;
    std::optional<qint64> costMicros; ///< millionths of a US dollar

    friend bool operator==(const UsageSum &, const UsageSum &) = default;
};

/// Statuses as a person sorts them.
enum class StatusClass {
    Any,
    Success,     ///< 2xx and 3xx
    ClientError, ///< 4xx
    ServerError, ///< 5xx
    None,        ///< the caller saw no status
};

/// By what requests are sorted.
enum class UsageColumn {
    Time,
    App,
    Provider,
    Model,
    Key,
    WayIn,
    Status,
    Outcome,
    BytesUp,
    BytesDown,
    Duration,
    TokensIn,
    TokensOut,
    Cost,
};

/// Which requests to list, in which order. Value, any thread.
struct UsageFilter
{
    QString app;      ///< empty: every one
    QString provider; ///< empty: every one
    StatusClass status = StatusClass::Any;
    QDate day;                       ///< invalid: every one
    QTimeZone zone = QTimeZone::UTC; ///< whose day it is
    /// Each of its words (the first eight) is in the app's id, the provider's, the model, the key's label or
    /// is the status; case of ASCII letters does not count. Empty: every one.
    QString search;
    /// How many at most, and how many of the first to leave out. Between two questions new requests may have
    /// come in front.
    int limit = 100;
    int offset = 0;
    UsageColumn sortBy = UsageColumn::Time;
    /// Of equals the newest come first either way; what was not measured comes last either way.
    Qt::SortOrder order = Qt::DescendingOrder;
};

} // namespace byok
