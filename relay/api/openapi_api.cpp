// SPDX-License-Identifier: Apache-2.0
#include "relay/api/openapi_api.h"

#include "relay/api/yaml_writer.h"
#include "relay/build_info.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace byok {

QJsonObject openApiDocument(quint16 port)
{
    QFile file(u":/openapi.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
    QJsonObject info = document.value("info"_L1).toObject();
    info.insert("version"_L1, buildInfo().version);
    document.insert("info"_L1, info);
    QJsonObject server = document.value("servers"_L1).toArray().first().toObject();
    server.insert("url"_L1, u"http://127.0.0.1:%1"_s.arg(port));
    document.insert("servers"_L1, QJsonArray{server});
    return document;
}

void serveOpenApi(const Route &route, ClientRequest, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services)
{
    const QJsonObject document = openApiDocument(services.port);
    if (route.resource == Resource::OpenApiYaml)
        writer->sendWhole({200,
                           {{"content-type"_ba, "application/yaml"_ba}, {"cache-control"_ba, "no-store"_ba}},
                           toYaml(document)});
    else
        writer->sendWhole(jsonReply(200, document));
}

} // namespace byok
