// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/app_fields.h"

#include <algorithm>

namespace byok {

namespace {

constexpr qsizetype longestValue = 200;

bool isPlain(QByteArrayView value)
{
    return !value.isEmpty() && value.size() <= longestValue &&
           std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
}

QByteArray referrerOf(const RequestHead &head)
{
    QByteArray address = head.field("x-relay-referer");
    const bool isAddress = address.startsWith("https://") || address.startsWith("http://");
    return isAddress ? address : QByteArray();
}

QByteArray valueOf(AppFact fact, const RequestHead &head, const QString &appName)
{
    switch (fact) {
    case AppFact::Referrer:
        return referrerOf(head);
    case AppFact::Name:
        return appName.trimmed().toUtf8();
    }
    Q_UNREACHABLE_RETURN(QByteArray());
}

} // namespace

HeaderFields appFieldsFor(const Provider &provider, const RequestHead &head, const QString &appName)
{
    HeaderFields fields;
    for (const AppField &field : provider.appFields) {
        if (const QByteArray value = valueOf(field.from, head, appName); isPlain(value))
            fields.append({field.name, value});
    }
    return fields;
}

} // namespace byok
