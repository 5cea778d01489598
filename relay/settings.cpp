// SPDX-License-Identifier: Apache-2.0
#include "relay/settings.h"

#include <QtTranslation>

#include <algorithm>

namespace byok {

namespace {

constexpr qint64 KiB = 1024;
constexpr qint64 MiB = 1024 * KiB;
constexpr qint64 day = 24 * 60 * 60;

// One row a setting; `least` is the smallest value but 0, which always means none.
constexpr SettingRow rows[] = {
    {"limits.request-line-bytes", &Settings::requestLineBytes, 8 * KiB, 64, 1 * MiB,
     QT_TRANSLATE_NOOP("Settings", "longest request line in bytes; longer ones get 414")},
    {"limits.head-bytes", &Settings::headBytes, 16 * KiB, 512, 4 * MiB,
     QT_TRANSLATE_NOOP("Settings", "largest request head in bytes; larger ones get 431")},
    {"limits.head-fields", &Settings::headFields, 64, 8, 10'000,
     QT_TRANSLATE_NOOP("Settings", "most header fields in a request; more get 431")},
    {"timeouts.head-seconds", &Settings::headSeconds, 10, 1, 3600,
     QT_TRANSLATE_NOOP("Settings", "time for a request's head to arrive")},
    {"limits.body-bytes", &Settings::bodyBytes, 10 * MiB, 1 * KiB, 4096 * MiB,
     QT_TRANSLATE_NOOP("Settings", "largest request body in bytes; larger ones get 413")},
    {"limits.body-bytes-in-flight", &Settings::bodyBytesInFlight, 64 * MiB, 1 * KiB, 65'536 * MiB,
     QT_TRANSLATE_NOOP("Settings", "request bodies held at one time, over all connections, in bytes")},
    {"limits.body-bytes-per-second", &Settings::bodyMinimumBytesPerSecond, 8 * KiB, 1, 1024 * MiB,
     QT_TRANSLATE_NOOP("Settings", "slowest rate at which a request body may arrive, in bytes a second")},
    {"timeouts.body-grace-seconds", &Settings::bodyGraceSeconds, 5, 1, 3600,
     QT_TRANSLATE_NOOP("Settings", "time before the rate of a request body is looked at")},
    {"timeouts.keep-alive-seconds", &Settings::keepAliveSeconds, 15, 1, 3600,
     QT_TRANSLATE_NOOP("Settings", "time that a connection may wait for its next request")},
    {"limits.connections", &Settings::connections, 256, 1, 65'536,
     QT_TRANSLATE_NOOP("Settings", "open connections; the oldest idle one goes first")},
    {"limits.exchanges", &Settings::exchanges, 128, 1, 65'536,
     QT_TRANSLATE_NOOP("Settings", "relayed requests at one time; more get 429")},
    {"limits.exchanges-per-app", &Settings::exchangesPerApp, 32, 1, 65'536,
     QT_TRANSLATE_NOOP("Settings", "relayed requests of one app at one time; more get 429")},
    {"limits.requests-per-minute", &Settings::requestsPerMinute, 100, 1, 1'000'000,
     QT_TRANSLATE_NOOP("Settings", "requests of one app a minute, with whatever token; more get 429")},
    {"limits.ai-requests-per-minute", &Settings::aiRequestsPerMinute, 20, 1, 1'000'000,
     QT_TRANSLATE_NOOP("Settings", "those of them that go to a provider; more get 429")},
    {"limits.registrations-per-hour", &Settings::registrationsPerHour, 10, 1, 1'000'000,
     QT_TRANSLATE_NOOP("Settings", "times an hour that one app may ask for a token; more get 429")},
    {"limits.key-rotations-per-hour", &Settings::keyRotationsPerHour, 5, 1, 1'000'000,
     QT_TRANSLATE_NOOP("Settings", "keys of its own that one app may rotate in an hour; more get 429")},
    {"limits.bad-tokens-per-minute", &Settings::badTokensPerMinute, 10, 1, 1'000'000,
     QT_TRANSLATE_NOOP("Settings",
                       "wrong tokens a minute from one origin before further wrong ones get 429")},
    {"limits.held-bytes-per-stream", &Settings::heldBytesPerStream, 256 * KiB, 16 * KiB, 1024 * MiB,
     QT_TRANSLATE_NOOP("Settings", "bytes of a reply held for a slow reader before the provider is paused")},
    {"timeouts.stalled-reader-seconds", &Settings::stalledReaderSeconds, 30, 1, day,
     QT_TRANSLATE_NOOP("Settings", "time after which a reader that takes nothing is dropped")},
    {"timeouts.connect-seconds", &Settings::connectSeconds, 10, 1, 3600,
     QT_TRANSLATE_NOOP("Settings", "time to reach a provider")},
    {"timeouts.first-byte-seconds", &Settings::firstByteSeconds, 600, 1, day,
     QT_TRANSLATE_NOOP("Settings", "time for a provider's reply to begin")},
    {"timeouts.idle-seconds", &Settings::idleSeconds, 600, 1, day,
     QT_TRANSLATE_NOOP("Settings", "longest silence within a provider's reply")},
    {"timeouts.event-ping-seconds", &Settings::eventPingSeconds, 25, 1, 3600,
     QT_TRANSLATE_NOOP("Settings", "time between two signs of life on an event stream")},
    {"timeouts.drain-seconds", &Settings::drainSeconds, 30, 1, 3600,
     QT_TRANSLATE_NOOP("Settings", "time that running streams get to end when the program leaves")},
    {"timeouts.consent-seconds", &Settings::consentSeconds, 120, 1, 3600,
     QT_TRANSLATE_NOOP("Settings", "time that an app's request waits for your answer")},
    {"tokens.days", &Settings::tokenDays, 90, 1, 36'500,
     QT_TRANSLATE_NOOP("Settings", "days that a token stays valid after its last use")},
    {"usage.retention-days", &Settings::usageRetentionDays, 365, 1, 36'500,
     QT_TRANSLATE_NOOP("Settings", "days that the record of a request is kept; 0 keeps it for ever")},
};

constexpr bool defaultsAreInRange()
{
    return std::ranges::all_of(rows, [](const SettingRow &row) {
        return row.least >= 1 && row.least <= row.fallback && row.fallback <= row.most;
    });
}
static_assert(defaultsAreInRange());

} // namespace

Settings::Settings()
{
    for (const SettingRow &row : rows)
        this->*row.member = row.fallback;
}

std::span<const SettingRow> settingRows()
{
    return rows;
}

const SettingRow *findSetting(QStringView name)
{
    const auto found = std::ranges::find_if(
        rows, [name](const SettingRow &row) { return name == QLatin1StringView(row.name); });
    return found == std::end(rows) ? nullptr : &*found;
}

Result<qint64> parseSetting(const SettingRow &row, QStringView text)
{
    const QStringView digits = text.trimmed();
    const bool allDigits = !digits.isEmpty() && digits.size() <= 18 &&
                           std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const qint64 value = allDigits ? digits.toLongLong() : -1;
    if (value == 0 || (value >= row.least && value <= row.most))
        return value;
    return Failure{QStringLiteral("%1 must be a whole number from %2 to %3, or 0 for none; “%4” is not.")
                       .arg(QLatin1StringView(row.name))
                       .arg(row.least)
                       .arg(row.most)
                       .arg(digits.left(40))};
}

} // namespace byok
