// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <optional>
#include <span>

namespace byok {

/// Which of a provider's paths an app may call.
enum class PathScope {
    InferenceOnly, ///< the provider's inference paths
    WholeApi,      ///< any path of the provider: files, fine-tuning, account data
};

/// How long a grant lasts.
enum class GrantDuration {
    ThisSession, ///< until the program ends; never written to disk
    OneDay,
    NinetyDays,
    UntilRevoked,
};

/// Limits of one app where they differ from those for all. Absent: as for all; 0: none. Value.
struct AppLimits
{
    std::optional<qint64> requestsPerMinute;
    std::optional<qint64> aiRequestsPerMinute;
    std::optional<qint64> registrationsPerHour;
    std::optional<qint64> exchanges; ///< relayed requests at one time

    friend bool operator==(const AppLimits &, const AppLimits &) = default;
};

/// What a person lets one app do: the answer to a pairing request. Value, any thread.
struct Grant
{
    QStringList providers; ///< provider ids; empty: every one
    QStringList models;    ///< globs (`*`, `?`) over the model that the provider will see; empty: all
    PathScope paths = PathScope::InferenceOnly;
    /// By provider, the label of the one of the person's keys that is used; absent: the provider's default.
    QMap<QString, QString> keys = {};
    GrantDuration duration = GrantDuration::NinetyDays;
    AppLimits limits;

    friend bool operator==(const Grant &, const Grant &) = default;
};

/// When a grant given at `now` ends; invalid where no date ends it (this session, until revoked).
[[nodiscard]] QDateTime grantEnd(GrantDuration duration, const QDateTime &now);

/// The words that files, the command line and replies use: "session", "day", "90-days", "until-revoked".
[[nodiscard]] QString durationName(GrantDuration duration);
[[nodiscard]] std::optional<GrantDuration> durationNamed(QStringView name);
/// "inference", "all".
[[nodiscard]] QString pathScopeName(PathScope scope);
[[nodiscard]] std::optional<PathScope> pathScopeNamed(QStringView name);

/// One limit of an app, by the name that files and the command line use, "requests-per-minute".
struct AppLimitRow
{
    const char *name;
    std::optional<qint64> AppLimits::*member;
    qint64 most;
    const char *help; ///< one line for people
};
[[nodiscard]] std::span<const AppLimitRow> appLimitRows();
[[nodiscard]] const AppLimitRow *findAppLimit(QStringView name);

} // namespace byok
