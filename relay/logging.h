// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLoggingCategory>

namespace byok {

// What the program tells about itself: never a header, a body, a query, a key or a token.
Q_DECLARE_LOGGING_CATEGORY(logHttp)     // byok.http: the front door
Q_DECLARE_LOGGING_CATEGORY(logAccess)   // byok.access: who was refused, and why
Q_DECLARE_LOGGING_CATEGORY(logUpstream) // byok.upstream: the way to providers
Q_DECLARE_LOGGING_CATEGORY(logKeys)     // byok.keys: the keychain
Q_DECLARE_LOGGING_CATEGORY(logRelay)    // byok.relay: the engine
Q_DECLARE_LOGGING_CATEGORY(logApp)      // byok.app: the program

/// Sends messages to stderr, each on one line with time, level and category, and keeps Qt's own categories
/// that print requests, key presses or clipboard contents silent whatever QT_LOGGING_RULES says. Called once
/// in main(), before the application object is made.
void installLogging();

} // namespace byok
