// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/consent_question.h"
#include "relay/relay_controller.h"

#include <QList>
#include <QString>

namespace byok {

/// What the sign in the tray says at a glance.
enum class TraySign {
    Stopped, ///< not listening, or about to end
    Running,
    Paused,
    Locked,
    Asking,  ///< an app waits for the person's answer
    Problem, ///< something needs the person: keychain, a refused key, the ledger
};

/// An app that used the relay lately.
struct RecentApp
{
    QString id;
    QString name;
    QDateTime lastUse; ///< UTC

    friend bool operator==(const RecentApp &, const RecentApp &) = default;
};

/// All that the tray shows: a projection of what others hold. Value.
struct TrayView
{
    RelayStatus status;
    QList<ConsentQuestion> questions;
    QList<RecentApp> recent; ///< newest first
    QString problem;         ///< a sentence; empty: none
};

/// The sign for a state alone. Pure.
[[nodiscard]] TraySign signOf(RelayState state);
/// The sign for a view. What needs an answer goes before what is wrong, and that before what is so. Pure.
[[nodiscard]] TraySign traySign(const TrayView &view);

} // namespace byok
