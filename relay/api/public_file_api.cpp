// SPDX-License-Identifier: Apache-2.0
#include "relay/api/public_file_api.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// The files: a closed list, so that no part of a request ever names one.
struct PublicFile
{
    const char *path; ///< as in the table of routes
    const char *resource;
    const char *type; ///< one that browsers show in a tab, where there is a choice
};

constexpr PublicFile publicFiles[] = {
    {"/client.js", ":/client/client.js", "text/javascript; charset=utf-8"},
    {"/client.d.ts", ":/client/client.d.ts", "text/plain; charset=utf-8"},
    {"/llms.txt", ":/agents/llms.txt", "text/plain; charset=utf-8"},
    {"/skill.md", ":/agents/skill.md", "text/markdown; charset=utf-8"},
};

// They are read or imported; opened in a tab they are text that runs and loads nothing.
constexpr char contentPolicy[] = "default-src 'none'; sandbox; frame-ancestors 'none'";

} // namespace

void servePublicFile(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &)
{
    const QByteArray path = request.head.path();
    for (const PublicFile &publicFile : publicFiles) {
        if (path != publicFile.path)
            continue;
        QFile file(QString::fromLatin1(publicFile.resource));
        if (!file.open(QIODevice::ReadOnly))
            break;
        writer->sendWhole({200,
                           {{"content-type"_ba, publicFile.type},
                            {"content-security-policy"_ba, contentPolicy},
                            {"cache-control"_ba, "no-cache"_ba}},
                           file.readAll()});
        return;
    }
    refuse(request, *writer,
           {ErrorCode::RouteUnknown, u"There is nothing at this path; GET / shows what the relay offers."_s});
}

} // namespace byok
