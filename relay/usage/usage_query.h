// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QString>

#include <optional>

namespace byok {

/// By what requests are added up.
enum class UsageGrouping { App, Provider, Model, Day };

/// The requests of one group, added up. Value, any thread.
struct UsageSum
{
    /// The app's id, the provider's, the model, or the day ("2026-11-21", UTC). Empty: not known, as are
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

/// Which requests to list. Value, any thread.
struct UsageFilter
{
    QString app;      ///< empty: every one
    QString provider; ///< empty: every one
    StatusClass status = StatusClass::Any;
    QDate day; ///< UTC; invalid: every one
    /// How many at most, and how many of the newest to leave out. Between two questions new requests may have
    /// come in front.
    int limit = 100;
    int offset = 0;
};

} // namespace byok
