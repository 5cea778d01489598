// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/own_url_field.h"

#include "relay/upstream/upstream_place.h"

#include <algorithm>

namespace byok {

namespace {

/// Whether parsers could differ about what `url` names.
bool isAmbiguous(QByteArrayView url)
{
    return std::ranges::any_of(url, [](char character) {
        const auto c = static_cast<unsigned char>(character);
        return c <= 0x20 || c >= 0x7f || character == '\\' || character == '#';
    });
}

/// From the slash behind the authority on; empty where there is none.
QByteArray pathAndQuery(const QByteArray &url)
{
    const qsizetype authority = url.indexOf("://");
    const qsizetype end = authority < 0 ? -1 : url.indexOf('/', authority + 3);
    const qsizetype query = url.indexOf('?');
    return end < 0 || (query >= 0 && query < end) ? QByteArray() : url.sliced(end);
}

/// `url` below the relay; empty where it is not below the provider's base URL.
QByteArray throughRelay(const QByteArray &url, const RelayedPlace &place)
{
    if (isAmbiguous(url))
        return {};
    const QByteArray origin = UpstreamPlace::of(url).origin();
    if (origin.isEmpty() || origin != UpstreamPlace::of(place.providerUrl).origin())
        return {};
    const QByteArray base = pathAndQuery(place.providerUrl);
    const QByteArray whole = pathAndQuery(url);
    return whole.startsWith(base + '/') ? place.relayUrl + whole.sliced(base.size()) : QByteArray();
}

} // namespace

HeaderFields leadingBack(const HeaderFields &fields, const QList<QByteArray> &names,
                         const RelayedPlace &place)
{
    HeaderFields kept;
    kept.reserve(fields.size());
    for (const HeaderField &field : fields) {
        if (!names.contains(field.name)) {
            kept.append(field);
            continue;
        }
        if (const QByteArray url = throughRelay(field.value, place); !url.isEmpty())
            kept.append({field.name, url});
    }
    return kept;
}

} // namespace byok
