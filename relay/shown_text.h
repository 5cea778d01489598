// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

// How text that somebody else wrote is judged and cut before people read it. Pure, any thread.

/// Whether no character moves or hides others: neither control characters nor those that format, which can
/// turn the text after them around, so that a name shows people something else than it is.
[[nodiscard]] bool isPlainText(QStringView text);
/// Whether this character is seen as nothing, or not alike everywhere: Unicode's Other categories and the
/// separators of lines and paragraphs.
[[nodiscard]] bool isInvisible(char32_t c);
/// `text`, where it is longer than `most` (1 or more) UTF-16 units its beginning with an ellipsis, so long
/// together.
[[nodiscard]] QString shortened(const QString &text, qsizetype most);
/// A name as a request brings it, in UTF-8, cut to what a sentence can hold.
[[nodiscard]] QString shownName(QByteArrayView name);

} // namespace byok
