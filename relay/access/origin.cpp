// SPDX-License-Identifier: Apache-2.0
#include "relay/access/origin.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>

namespace byok {

namespace {

constexpr qsizetype longestOrigin = 300;

struct DefaultPort
{
    QByteArrayView scheme;
    QByteArrayView port;
};
constexpr std::array<DefaultPort, 5> defaultPorts{
    {{"http", "80"}, {"https", "443"}, {"ws", "80"}, {"wss", "443"}, {"ftp", "21"}}};

// Their documents have opaque origins: whatever follows the scheme tells nobody apart.
constexpr std::array<QByteArrayView, 6> opaqueSchemes{"file",  "data",       "blob",
                                                      "about", "javascript", "filesystem"};

constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isScheme(QByteArrayView scheme)
{
    return !scheme.isEmpty() && isLower(scheme.front()) && std::ranges::all_of(scheme, [](char c) {
        return isLower(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
    }) && std::ranges::find(opaqueSchemes, scheme) == opaqueSchemes.end();
}

bool isDottedQuad(QByteArrayView host)
{
    int parts = 0;
    while (true) {
        const qsizetype dot = host.indexOf('.');
        const QByteArrayView part = dot < 0 ? host : host.first(dot);
        ++parts;
        if (part.isEmpty() || part.size() > 3 || !std::ranges::all_of(part, isDigit) ||
            (part.size() > 1 && part.front() == '0') || part.toInt() > 255)
            return false;
        if (dot < 0)
            return parts == 4;
        host = host.sliced(dot + 1);
    }
}

bool isHostName(QByteArrayView host)
{
    if (host.isEmpty() || host.size() > 253)
        return false;
    qsizetype labelSize = 0;
    for (const char c : host) {
        if (c == '.') {
            if (labelSize == 0)
                return false;
            labelSize = 0;
        } else if (isLower(c) || isDigit(c) || c == '-' || c == '_') {
            if (++labelSize > 63)
                return false;
        } else {
            return false;
        }
    }
    if (labelSize == 0)
        return false;
    // A name whose last label is a number is an IPv4 address to a browser, written in one way only.
    const QByteArrayView last = host.last(labelSize);
    return !std::ranges::all_of(last, isDigit) || isDottedQuad(host);
}

bool isIpv6Literal(QByteArrayView host)
{
    if (host.size() < 4 || host.front() != '[' || host.back() != ']')
        return false;
    const QByteArrayView inner = host.sliced(1, host.size() - 2);
    const bool plain =
        std::ranges::all_of(inner, [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || c == ':'; });
    QHostAddress address;
    return plain && address.setAddress(QString::fromLatin1(inner)) &&
           address.protocol() == QAbstractSocket::IPv6Protocol;
}

bool isExtensionId(QByteArrayView host)
{
    return host.size() == 32 && std::ranges::all_of(host, [](char c) { return c >= 'a' && c <= 'p'; });
}

bool isPort(QByteArrayView scheme, QByteArrayView port)
{
    if (port.isEmpty() || port.size() > 5 || port.front() == '0' || !std::ranges::all_of(port, isDigit) ||
        port.toInt() > 65535)
        return false;
    return std::ranges::none_of(
        defaultPorts, [&](const DefaultPort &known) { return known.scheme == scheme && known.port == port; });
}

Failure notAnOrigin(const QString &text, const QString &why)
{
    return {QStringLiteral("“%1” is not the address of a web app: %2").arg(text.left(80), why)};
}

} // namespace

bool isWellFormedOrigin(QByteArrayView origin)
{
    const qsizetype mark = origin.indexOf("://");
    if (origin.size() > longestOrigin || mark < 0)
        return false;
    const QByteArrayView scheme = origin.first(mark);
    if (!isScheme(scheme))
        return false;
    QByteArrayView host = origin.sliced(mark + 3);
    const qsizetype bracket = host.lastIndexOf(']');
    const qsizetype colon = host.indexOf(':', bracket < 0 ? 0 : bracket);
    if (colon >= 0) {
        if (!isPort(scheme, host.sliced(colon + 1)))
            return false;
        host = host.first(colon);
    }
    if (scheme == "chrome-extension")
        return colon < 0 && isExtensionId(host);
    return isHostName(host) || isIpv6Literal(host);
}

Result<QByteArray> originFromInput(const QString &text)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty())
        return Failure{
            QStringLiteral("Give the address of a web app, such as https://app.example or localhost:5173.")};
    if (typed.contains(u'*'))
        return notAnOrigin(
            typed, QStringLiteral("wildcards are not accepted, approve each app by its own address."));
    if (typed == QLatin1StringView("null"))
        return notAnOrigin(
            typed, QStringLiteral("sandboxed pages and files share it, so it can never be approved."));
    if (typed.size() > 2000 || std::ranges::any_of(typed, [](QChar c) {
            return c.isSpace() || c.category() == QChar::Other_Control;
        }))
        return notAnOrigin(typed, QStringLiteral("it is too long or has blanks in it."));

    QUrl url(typed, QUrl::StrictMode);
    if (!typed.contains(QLatin1StringView("://"))) {
        // What people type without a scheme: a development server on this machine, else a site.
        const bool local = typed.startsWith(QLatin1StringView("localhost")) ||
                           typed.startsWith(QLatin1StringView("127.")) ||
                           typed.startsWith(QLatin1StringView("[::1]"));
        url =
            QUrl((local ? QStringLiteral("http://") : QStringLiteral("https://")) + typed, QUrl::StrictMode);
    }
    if (!url.isValid() || url.host().isEmpty())
        return notAnOrigin(typed,
                           QStringLiteral("write it like https://app.example or http://localhost:5173."));
    if (!url.userInfo().isEmpty() || url.authority().contains(u'@'))
        return notAnOrigin(typed, QStringLiteral("leave out what stands before the @."));
    if (url.hasQuery() || url.hasFragment() ||
        !(url.path().isEmpty() || url.path() == QLatin1StringView("/")))
        return notAnOrigin(typed, QStringLiteral("leave out what follows the host and port."));

    const QByteArray scheme = url.scheme().toLatin1();
    QByteArray origin = scheme + "://" + url.host(QUrl::FullyEncoded).toLatin1();
    if (url.host().contains(u':'))
        origin = scheme + "://[" + url.host().toLatin1() + ']';
    const QByteArray port = url.port() < 0 ? QByteArray() : QByteArray::number(url.port());
    if (!port.isEmpty() && isPort(scheme, port))
        origin += ':' + port;
    else if (url.port() == 0)
        return notAnOrigin(typed, QStringLiteral("0 is not a port."));
    if (!isWellFormedOrigin(origin))
        return notAnOrigin(typed,
                           QStringLiteral("write it like https://app.example or http://localhost:5173."));
    return origin;
}

} // namespace byok
