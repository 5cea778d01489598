// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QString>

#include <span>

namespace byok {

/// Every limit and timeout a person may adjust. 0 means none. Declared once, in the table of settings.cpp,
/// with name, unit, range, default and one line of explanation. Immutable value within a RelayConfig.
struct Settings
{
    qint64 requestLineBytes = 0;
    qint64 headBytes = 0;
    qint64 headFields = 0;
    qint64 headSeconds = 0;
    qint64 bodyBytes = 0;
    qint64 bodyBytesInFlight = 0;
    qint64 bodyMinimumBytesPerSecond = 0;
    qint64 bodyGraceSeconds = 0;
    qint64 keepAliveSeconds = 0;
    qint64 connections = 0;
    qint64 exchanges = 0;
    qint64 exchangesPerApp = 0;
    qint64 requestsPerMinute = 0;
    qint64 aiRequestsPerMinute = 0;
    qint64 registrationsPerHour = 0;
    qint64 keyRotationsPerHour = 0;
    qint64 badTokensPerMinute = 0;
    qint64 heldBytesPerStream = 0;
    qint64 stalledReaderSeconds = 0;
    qint64 connectSeconds = 0;
    qint64 firstByteSeconds = 0;
    qint64 idleSeconds = 0;
    qint64 eventPingSeconds = 0;
    qint64 drainSeconds = 0;
    qint64 consentSeconds = 0;
    qint64 tokenDays = 0;
    qint64 usageRetentionDays = 0;

    /// All at their defaults.
    Settings();
    friend bool operator==(const Settings &, const Settings &) = default;
};

/// One row of the table.
struct SettingRow
{
    const char *name; ///< "limits.body-bytes", "timeouts.connect-seconds"
    qint64 Settings::*member;
    qint64 fallback; ///< the default
    qint64 least;    ///< the smallest value but 0, which always means none
    qint64 most;
    const char *help; ///< one line for people
};

[[nodiscard]] std::span<const SettingRow> settingRows();
[[nodiscard]] const SettingRow *findSetting(QStringView name);
/// Checks range and form; the sentence names the setting and its range.
[[nodiscard]] Result<qint64> parseSetting(const SettingRow &row, QStringView text);

} // namespace byok
