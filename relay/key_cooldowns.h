// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMetaType>
#include <QSet>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace byok {

/// How a provider has refused a key, and until when rules for failing requests pass it over. Value, any
/// thread.
struct KeyRest
{
    QString account;
    QDateTime until;     ///< UTC
    QDateTime refusedAt; ///< UTC
    int status = 0;      ///< 401 or 429

    friend bool operator==(const KeyRest &, const KeyRest &) = default;
};

/// How long an answer asks that nothing more be sent, as it came; each empty where it is not there. Refers to
/// bytes that outlive it.
struct RetryAdvice
{
    QByteArrayView retryAfter;   ///< RFC 9110 §10.2.3: seconds, or an HTTP date
    QByteArrayView retryAfterMs; ///< OpenAI's and Azure's `retry-after-ms`: milliseconds, perhaps with a
                                 ///< fraction; goes before the other, as in their SDKs
};

/// How long a key rests after an answer of that status; none where the status says nothing of the key. A 429
/// as long as it advises (a date is held against `now`), between a second and an hour, 30 s where it says
/// nothing; a 401 five minutes. A 403 as likely speaks of the prompt or the model, and one app's must not
/// have all others pass the key over. Pure.
[[nodiscard]] std::optional<std::chrono::milliseconds> restFor(int status, const RetryAdvice &advice,
                                                               const QDateTime &now);

/// The keys that their providers have refused a moment ago. Knows all keys, the person's and the apps';
/// whether a resting one is passed over is for fallbacks.h to say. Owned by the engine, lives on the relay's
/// thread.
class KeyCooldowns
{
public:
    using SteadyClock = std::function<std::chrono::milliseconds()>;
    using Publish = std::function<void(const QList<KeyRest> &)>;

    /// `steady` decides when a rest is over, whatever is done to the computer's clock. `publish` is told of
    /// all that rest whenever one begins or is ended early; one that is over is not told.
    KeyCooldowns(SteadyClock steady, Publish publish);

    /// A provider's answer to a request with the key of `account`. A success ends its rest.
    void note(const QString &account, int status, const RetryAdvice &advice);
    /// Knows no keys but these from now on: one that was replaced begins rested.
    void keepOnly(const QSet<QString> &accounts);
    [[nodiscard]] bool isResting(const QString &account) const;

private:
    struct Entry
    {
        KeyRest rest;
        std::chrono::milliseconds end{}; ///< of the steady clock
    };
    void tell();

    SteadyClock m_steady;
    Publish m_publish;
    QHash<QString, Entry> m_entries;
};

} // namespace byok

Q_DECLARE_METATYPE(byok::KeyRest)
