// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace byok {

/// One header field. The name is lower-case (RFC 9110 §5.1: names are case-insensitive); the value has no
/// leading or trailing blanks and no control characters but tab. Value, any thread.
struct HeaderField
{
    QByteArray name;
    QByteArray value;

    friend bool operator==(const HeaderField &, const HeaderField &) = default;
};

using HeaderFields = QList<HeaderField>;

/// The value of the first field of that (lower-case) name; a null array where there is none.
[[nodiscard]] inline QByteArray headerValue(const HeaderFields &fields, QByteArrayView name)
{
    for (const HeaderField &field : fields) {
        if (field.name == name)
            return field.value.isNull() ? QByteArray("") : field.value;
    }
    return {};
}

/// How many fields of that (lower-case) name there are.
[[nodiscard]] inline qsizetype headerCount(const HeaderFields &fields, QByteArrayView name)
{
    qsizetype count = 0;
    for (const HeaderField &field : fields)
        count += field.name == name ? 1 : 0;
    return count;
}

/// Adds those of `more` whose names `fields` does not have.
inline void addMissing(HeaderFields &fields, const HeaderFields &more)
{
    for (const HeaderField &field : more) {
        if (headerCount(fields, field.name) == 0)
            fields.append(field);
    }
}

} // namespace byok
