// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/look_alike.h"
#include "relay/access/program_description.h"
#include "relay/relay_config.h"

#include <QDateTime>

namespace byok {

/// What an app says of itself: shown as its own claim, never believed. Value.
struct AppClaim
{
    QString appId;
    QString name;
    QString reason;
    QStringList providers; ///< what it asks for; empty: it did not say

    /// Fit to show: no line breaks, control or direction-changing characters, blanks folded, each text cut to
    /// a length (ids 64, name 64, reason 240, 16 providers).
    [[nodiscard]] AppClaim cleaned() const;
    friend bool operator==(const AppClaim &, const AppClaim &) = default;
};

/// One pairing request, as the person sees it: a snapshot that nothing changes once it has been asked. Value,
/// any thread.
struct ConsentRequest
{
    QString id; ///< given by the queue, never used again while the program runs
    AppKind kind = AppKind::Origin;
    QByteArray origin;          ///< of a web app, as the browser sent it; empty for programs
    ProgramDescription program; ///< of a program, as the system tells
    AppClaim claim;
    QDateTime arrivedAt; ///< UTC, given by the queue
    QList<OriginNote> notes;

    /// Whom a question, a denial and a limit belong to: the origin, or "program:" with executable and user
    /// (not its process id, or a program that starts anew would be somebody new).
    [[nodiscard]] QString subject() const;
    /// What a sentence calls it: the origin or the executable.
    [[nodiscard]] QString displayName() const;
    /// Whether another request of the same subject may wait for this one's answer: any page of the origin,
    /// but of programs only the same process under the same app_id (many programs share one
    /// interpreter, and each gets a grant of its own).
    [[nodiscard]] bool answersAlsoFor(const ConsentRequest &other) const;

    friend bool operator==(const ConsentRequest &, const ConsentRequest &) = default;
};

} // namespace byok
