// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/provider_rules.h"

#include "relay/network_address.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool fits(const QString &text, const QRegularExpression &form)
{
    return form.match(text).hasMatch();
}

/// Why a key must never be sent to `host`; empty where it may.
QString hostFault(const QString &host)
{
    // What a URL parser takes for an IPv4 address although it does not look like one (decimal, hexadecimal,
    // short forms).
    static const QRegularExpression lastPartIsNumber(uR"((\A|\.)(\d+|0[xX][0-9A-Fa-f]*)\.?\z)"_s);
    static const QRegularExpression dottedQuad(uR"(\A((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.|\z)){4}\z)"_s);
    const bool isIpv6 = host.contains(u':');
    if (!isIpv6 && fits(host, lastPartIsNumber) && !(fits(host, dottedQuad) && !host.endsWith(u'.')))
        return u"an IPv4 address must be written as four numbers from 0 to 255"_s;
    bool isIpv4 = false;
    const QHostAddress address(host);
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4 && ipv4 == 0)
        return u"0.0.0.0 is not the address of any machine; use 127.0.0.1 for this one"_s;
    if ((!address.isNull() && addressKind(address) == AddressKind::Never) ||
        host == "metadata.google.internal"_L1)
        return u"this is where cloud machines keep their own credentials, or no machine's address, and no provider"_s;
    return {};
}

} // namespace

bool isProviderId(const QString &text)
{
    static const QRegularExpression form(uR"(\A[a-z0-9][a-z0-9-]{0,39}\z)"_s);
    return fits(text, form);
}

bool isProviderPath(const QString &text)
{
    static const QRegularExpression form(
        uR"(\A(?!.*(^|/)\.{1,2}(/|\z))(/[A-Za-z0-9._~:@!$&'()*+,;=-]+)+\z)"_s);
    return fits(text, form);
}

bool isFieldName(const QString &text)
{
    static const QRegularExpression form(uR"(\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z)"_s);
    return fits(text, form);
}

bool isFramingField(const QByteArray &name)
{
    constexpr std::array names{
        "host", "content-length", "transfer-encoding", "connection",          "upgrade", "expect",
        "te",   "trailer",        "keep-alive",        "proxy-authorization", "cookie",  "origin"};
    return std::ranges::any_of(names, [&name](const char *one) { return name == one; });
}

bool isLoopbackHost(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

Result<QByteArray> checkedBaseUrl(const QString &text)
{
    static const QRegularExpression form(
        uR"(\Ahttps?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/?\z)"_s);
    QByteArray base = text.toLatin1();
    const QUrl url(text, QUrl::StrictMode);
    if (!fits(text, form) || !url.isValid() || url.host().isEmpty() || url.port() == 0)
        return Failure{
            u"must be an address such as \"https://api.example.com\", without user, query or fragment"_s};
    if (base.contains("/./") || base.contains("/../") || base.endsWith("/.") || base.endsWith("/.."))
        return Failure{u"must not have . or .. parts"_s};
    // The host as it is written: QUrl already turns odd forms of an address into the one they stand for.
    const QString written = text.section(u'/', 2, 2).section(u':', 0, 0).toLower();
    if (const QString fault = hostFault(written.startsWith(u'[') ? url.host() : written); !fault.isEmpty())
        return Failure{u"cannot be used: %1"_s.arg(fault)};
    while (base.endsWith('/'))
        base.chop(1);
    return base;
}

} // namespace byok
