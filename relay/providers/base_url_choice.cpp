// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/base_url_choice.h"

#include <QUrl>

#include <optional>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

RelayError refused(const QString &sentence)
{
    return {ErrorCode::ProviderRefused, sentence};
}

/// An address, taken apart for comparing.
struct Place
{
    QString scheme;
    QString host; ///< lower-case
    int port = 0;
    QString path; ///< without a '/' at its end

    [[nodiscard]] bool isSameServer(const Place &other) const
    {
        return scheme == other.scheme && host == other.host && port == other.port;
    }
};

std::optional<Place> placeOf(QByteArrayView address)
{
    const QUrl url(QString::fromLatin1(address), QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.host().isEmpty() || (scheme != "https"_L1 && scheme != "http"_L1) ||
        !url.userInfo().isEmpty() || url.authority().contains(u'@') || url.hasQuery() || url.hasFragment())
        return std::nullopt;
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    return Place{scheme, url.host().toLower(), url.port(scheme == "https"_L1 ? 443 : 80), path};
}

enum class Match { No, Server, Exact };

Match match(const Place &wanted, const Provider &provider)
{
    const std::optional<Place> place = provider.baseUrl.isEmpty() ? std::nullopt : placeOf(provider.baseUrl);
    if (!place || !wanted.isSameServer(*place))
        return Match::No;
    if (wanted.path == place->path)
        return Match::Exact;
    return wanted.path.isEmpty() ? Match::Server : Match::No;
}

} // namespace

Result<Provider, RelayError> entryAt(QByteArrayView wanted, const Provider &named,
                                     const ProviderCatalog &catalog)
{
    const std::optional<Place> place = placeOf(wanted);
    if (!place || named.site == ProviderSite::BuiltIn)
        return refused(
            u"x-relay-base-url must be the address of a provider, such as https://api.example.com."_s);
    if (match(*place, named) != Match::No)
        return named;
    const bool isPersonsChoice = named.addressBy == AddressAuthor::Person || named.baseUrl.isEmpty();
    if (!isPersonsChoice) {
        return refused(
            u"x-relay-base-url names another address than %1's own. Leave it out, or use openai-compatible."_s
                .arg(named.name));
    }
    QList<Provider> exact;
    QList<Provider> sameServer;
    for (const Provider &provider : catalog.all()) {
        if (provider.addressBy != AddressAuthor::Person)
            continue;
        const Match found = match(*place, provider);
        if (found == Match::Exact)
            exact.append(provider);
        else if (found == Match::Server)
            sameServer.append(provider);
    }
    const QList<Provider> &fitting = exact.isEmpty() ? sameServer : exact;
    if (fitting.size() == 1)
        return fitting.first();
    const QString shown = QString::fromLatin1(wanted.first(std::min<qsizetype>(wanted.size(), 80)));
    if (fitting.isEmpty()) {
        return refused(
            u"x-relay-base-url names %1, which is no provider of this computer. The person adds one in the window, with byok-relay providers add, or in the file that --providers names."_s
                .arg(shown));
    }
    QStringList ids;
    for (const Provider &provider : fitting)
        ids.append(provider.id);
    return refused(
        u"x-relay-base-url names %1, where several providers are (%2). Call one by its name."_s.arg(
            shown, ids.join(", "_L1)));
}

} // namespace byok
