// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/upstream_place.h"

#include <QHostAddress>

#include <curl/curl.h>

namespace byok {

namespace {

QByteArray part(CURLU *url, CURLUPart what, unsigned flags)
{
    char *text = nullptr;
    if (curl_url_get(url, what, &text, flags) != CURLUE_OK)
        return {};
    const QByteArray copy(text);
    curl_free(text);
    return copy;
}

} // namespace

UpstreamPlace UpstreamPlace::of(const QByteArray &url)
{
    UpstreamPlace place;
    CURLU *parsed = curl_url();
    if (curl_url_set(parsed, CURLUPART_URL, url.constData(), CURLU_PATH_AS_IS | CURLU_DISALLOW_USER) ==
        CURLUE_OK) {
        place.scheme = part(parsed, CURLUPART_SCHEME, 0);
        place.host = part(parsed, CURLUPART_HOST, 0).toLower();
        place.port = part(parsed, CURLUPART_PORT, CURLU_DEFAULT_PORT).toUShort();
    }
    curl_url_cleanup(parsed);
    return place;
}

bool UpstreamPlace::isLoopback() const
{
    if (host == "localhost" || host.endsWith(".localhost"))
        return true;
    const QByteArray bare = host.startsWith('[') ? host.sliced(1).chopped(1) : host;
    QHostAddress address;
    return address.setAddress(QString::fromLatin1(bare)) && address.isLoopback();
}

QByteArray UpstreamPlace::origin() const
{
    return host.isEmpty() ? QByteArray() : scheme + "://" + display();
}

QByteArray UpstreamPlace::display() const
{
    const bool usual = (scheme == "https" && port == 443) || (scheme == "http" && port == 80);
    return usual ? host : host + ':' + QByteArray::number(port);
}

QByteArray rawTarget(const QByteArray &url)
{
    const qsizetype authority = url.indexOf("://") + 3;
    qsizetype at = authority;
    while (at < url.size() && url[at] != '/' && url[at] != '?' && url[at] != '#')
        ++at;
    const qsizetype fragment = url.indexOf('#', at);
    const QByteArray target = url.sliced(at, (fragment < 0 ? url.size() : fragment) - at);
    return target.startsWith('/') ? target : QByteArray();
}

} // namespace byok
