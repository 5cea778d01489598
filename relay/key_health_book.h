// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/exchange_record.h"
#include "relay/key_check.h"
#include "relay/key_cooldowns.h"
#include "relay/key_health.h"
#include "relay/relay_config.h"
#include "relay/usage/usage_row.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>
#include <utility>

namespace byok {

/// What a provider's own answer to a relayed request says of the key that it came with; nothing where a
/// status cannot tell (a plain 429 may be a rate limit, a 404 a model), so that what was known stays. Pure.
[[nodiscard]] std::optional<KeyHealth> healthFromStatus(int status);
/// What a test says of the key; nothing where it says nothing of it (the key could not be had, the provider
/// has no way to test one). Pure.
[[nodiscard]] std::optional<KeyHealth> healthFromTest(KeyStanding standing);

/// Whether a provider's answer of that status refuses the key or what is asked with it. Pure.
[[nodiscard]] bool isRefusal(int status);

/// How the person's keys have fared: learnt from tests, from use, and at a start from what the ledger
/// remembers of use. A key that is replaced begins untested, and what still comes of the old one says nothing
/// of it. Apps' own keys are not in it. Owned by the RelayController, lives on the GUI thread.
class KeyHealthBook final : public QObject
{
    Q_OBJECT

public:
    explicit KeyHealthBook(QObject *parent = nullptr);

    [[nodiscard]] KeyReport report(const QString &provider, const QString &label) const;

    /// Which keys there are. Those of another account than before begin untested.
    void setKeys(const QList<KeyEntry> &keys);
    /// A relayed request has ended.
    void noteUse(const ExchangeRecord &record);
    /// The key that is kept under `account` was tested at `at` (UTC).
    void noteTest(const QString &account, const KeyVerdict &verdict, const QDateTime &at);
    /// What the ledger says, newest first: counts only for keys of which nothing is known yet.
    void noteHistory(const QList<UsageRow> &rows);
    /// Which keys rest from now on, each until its moment has come.
    void noteRests(const QList<KeyRest> &rests);

signals:
    /// report() of this key has changed.
    void changed(const QString &provider, const QString &label);

private:
    using Name = std::pair<QString, QString>; ///< provider and label
    struct Page
    {
        QString account;
        QDateTime addedAt; ///< UTC
        KeyReport report;
    };

    void write(const Name &name, Page &page, const KeyReport &report);
    void endRests();

    QHash<Name, Page> m_pages;
    QTimer m_restTimer; ///< when the next rest is over
};

} // namespace byok
