// SPDX-License-Identifier: Apache-2.0
#include "relay/api/page_api.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// The page's files: a closed list, so that no part of a request ever names a file.
struct PageFile
{
    const char *name; ///< as in /assets/<name>; empty: the page itself
    const char *resource;
    const char *type;
};

constexpr PageFile pageFiles[] = {
    {"", ":/page/index.html", "text/html; charset=utf-8"},
    {"page.css", ":/page/page.css", "text/css; charset=utf-8"},
    {"page.js", ":/page/page.js", "text/javascript; charset=utf-8"},
    {"icon.svg", ":/page/icon.svg", "image/svg+xml"},
};

// The page may call its siblings to find out which of them a browser reaches; a policy cannot name an IPv6
// address.
constexpr char contentPolicy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                 "connect-src 'self' http://127.0.0.1:* http://localhost:*; "
                                 "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

} // namespace

void servePage(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &)
{
    for (const PageFile &page : pageFiles) {
        if (route.argument != page.name)
            continue;
        QFile file(QString::fromLatin1(page.resource));
        if (!file.open(QIODevice::ReadOnly))
            break;
        writer->sendWhole({200,
                           {{"content-type"_ba, page.type},
                            {"content-security-policy"_ba, contentPolicy},
                            {"referrer-policy"_ba, "no-referrer"_ba},
                            {"cache-control"_ba, "no-cache"_ba}},
                           file.readAll()});
        return;
    }
    refuse(request, *writer,
           {ErrorCode::RouteUnknown, u"There is nothing here. The relay's page is at /."_s});
}

} // namespace byok
