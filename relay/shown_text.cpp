// SPDX-License-Identifier: Apache-2.0
#include "relay/shown_text.h"

#include <algorithm>

namespace byok {

bool isPlainText(QStringView text)
{
    return std::ranges::none_of(text, [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
}

bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

QString shortened(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    QString beginning = text.first(most - 1);
    if (!beginning.isEmpty() && beginning.back().isHighSurrogate())
        beginning.chop(1);
    return beginning + u'…';
}

QString shownName(QByteArrayView name)
{
    constexpr qsizetype most = 80;
    return shortened(QString::fromUtf8(name), most);
}

} // namespace byok
