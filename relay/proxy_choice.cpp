// SPDX-License-Identifier: Apache-2.0
#include "relay/proxy_choice.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace byok {

Result<ProxyChoice> checkedProxy(const ProxyChoice &choice)
{
    if (choice.url.isEmpty()) {
        if (choice.mode == ProxyChoice::Mode::Fixed)
            return Failure{u"Give the proxy's address, such as http://proxy.example:8080."_s};
        return choice;
    }
    // Not repeated in the sentence: it would be a password on the screen and in a log.
    if (choice.url.contains('@'))
        return Failure{
            u"A proxy's address is kept in a plain file, so it must hold no user and no password; leave out everything up to the “@”."_s};
    static const QRegularExpression form(
        uR"(\A(http|socks5h)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}/?\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString text = QString::fromUtf8(choice.url);
    const QUrl url(text, QUrl::StrictMode);
    if (!form.match(text).hasMatch() || !url.isValid() || url.host().isEmpty() || url.port() <= 0)
        return Failure{
            u"A proxy's address must look like http://proxy.example:8080 or socks5h://127.0.0.1:1080, with a port and nothing after it."_s};
    ProxyChoice checked = choice;
    checked.url = url.toEncoded(QUrl::StripTrailingSlash | QUrl::RemovePath);
    return checked;
}

} // namespace byok
