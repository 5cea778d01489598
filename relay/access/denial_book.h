// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/denial.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace byok {

/// Who was refused, how often, and until when they may not ask again: 30 s after a denial, 7 days after three
/// in a row. Bounded: at most 1000 entries, the ones that end first go first. Value, one thread.
class DenialBook
{
public:
    DenialBook() = default;
    /// As an earlier lasting() gave them.
    explicit DenialBook(const QList<DenialEntry> &entries);

    /// Seconds until the subject may ask again; 0: it may. Nothing: never.
    [[nodiscard]] std::optional<qint64> secondsToWait(const QString &subject, const QDateTime &now) const;
    void deny(const QString &subject, Denial denial, const QDateTime &now);
    /// After an approval, or when a person takes a "never" back.
    void forgive(const QString &subject) { m_entries.remove(subject); }

    /// What has to survive a restart: the silences of days and the ones for ever. By subject.
    [[nodiscard]] QList<DenialEntry> lasting(const QDateTime &now) const;
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }

private:
    void makeRoom(const QDateTime &now);

    QHash<QString, DenialEntry> m_entries;
};

} // namespace byok
