// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

class QCoreApplication;

namespace byok {

/// A language that the windows speak. Value.
struct Language
{
    QString code; ///< "de"
    QString name; ///< in itself: "Deutsch"

    friend bool operator==(const Language &, const Language &) = default;
};

/// The translations that are compiled in, English among them, by name.
[[nodiscard]] QList<Language> availableLanguages();
/// Has everything that is built from here on speak `code`; empty: the system's language, where there is a
/// translation. Sets the direction of the layouts too. GUI thread.
void speak(QCoreApplication &application, const QString &code);

} // namespace byok
