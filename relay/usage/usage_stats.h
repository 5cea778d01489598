// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace byok {

/// Requests and errors to one provider.
struct ProviderUsage
{
    QString provider;
    qint64 total = 0;
    qint64 errors = 0;

    friend bool operator==(const ProviderUsage &, const ProviderUsage &) = default;
};

/// Requests of one model.
struct ModelUsage
{
    QString model;
    qint64 total = 0;
    std::optional<qint64> tokensIn{}; ///< absent: of no request were they measured
    std::optional<qint64> tokensOut{};
    std::optional<qint64> costMicros{};

    friend bool operator==(const ModelUsage &, const ModelUsage &) = default;
};

/// What `GET /stats` says of one app, or of all. The days of an app that was forgotten and came back count in
/// the totals, but name no provider and no model. Value, any thread.
struct UsageStats
{
    qint64 total = 0;
    qint64 last7Days = 0;
    qint64 last30Days = 0;
    qint64 errors = 0;
    QList<ProviderUsage> providers; ///< by id
    QList<ModelUsage> topModels;    ///< at most ten, the busiest first
    QDateTime lastRequest;          ///< UTC; invalid: none
    std::optional<qint64> tokensIn; ///< absent: of no request were they measured
    std::optional<qint64> tokensOut;
    std::optional<qint64> costMicros;

    /// Errors by requests, from 0 to 1; 0 where there were none.
    [[nodiscard]] double errorRate() const { return total == 0 ? 0.0 : double(errors) / double(total); }
};

} // namespace byok
