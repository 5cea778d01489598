// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace byok {

/// Puts a token on the clipboard, marked so that clipboard managers keep no copy, and takes it off again
/// after a while, or at its own end, unless something else is there by then. Owned by the page that hands
/// tokens out, GUI thread.
class SensitiveClipboard final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds usualStay{30'000};

    explicit SensitiveClipboard(std::chrono::milliseconds stay = usualStay, QObject *parent = nullptr);
    ~SensitiveClipboard() override;

    void copy(const Secret &secret);

signals:
    /// What copy() put there has been taken off.
    void cleared();

private:
    void clear();

    QTimer m_stay;
    QByteArray m_hash; ///< SHA-256 of what was copied; empty: nothing is there
};

} // namespace byok
