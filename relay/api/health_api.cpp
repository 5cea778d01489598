// SPDX-License-Identifier: Apache-2.0
#include "relay/api/health_api.h"

#include "relay/build_info.h"
#include "relay/json_or_null.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QJsonObject version()
{
    const BuildInfo build = buildInfo();
    return {{u"version"_s, build.version},
            {u"commit"_s, jsonOrNull(build.commit)},
            {u"buildTime"_s, jsonOrNull(build.builtAt)},
            {u"repoUrl"_s, QJsonValue::Null},
            {u"attestationUrl"_s, QJsonValue::Null}};
}

/// What keeps a relay that is well from relaying, or makes it other than the person wanted it.
QJsonArray warnings(const ApiServices &services)
{
    QJsonArray found;
    if (services.config->paused)
        found.append(u"The relay is paused and relays nothing; the person can resume it."_s);
    if (services.keys->isLocked())
        found.append(u"The relay is locked and uses no key; the person can unlock it."_s);
    if (services.wantedPort != 0 && services.port != services.wantedPort)
        found.append(
            u"Port %1 was taken by another program, so the relay listens on %2."_s.arg(services.wantedPort)
                .arg(services.port));
    if (services.extraCa == ApiServices::ExtraCa::Unreadable)
        found.append(u"The extra CA file could not be read, so the relay trusts the system's CAs alone."_s);
    return found;
}

} // namespace

QJsonObject healthBody(const ApiServices &services)
{
    const BuildInfo build = buildInfo();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QJsonArray providers;
    for (const Provider &provider : services.catalog.all()) {
        if (provider.enabled)
            providers.append(provider.id);
    }
    const QString state = stateName(services);
    QJsonObject answer{{u"ok"_s, true},
                       {u"version"_s, build.version},
                       {u"commit"_s, jsonOrNull(build.commit)},
                       {u"uptime"_s, services.startedAt.secsTo(now)},
                       {u"timestamp"_s, now.toString(Qt::ISODateWithMs)},
                       {u"providers"_s, providers},
                       {u"checks"_s, QJsonObject{{u"relay"_s, state == u"running"_s ? u"ok"_s : state}}}};
    if (const QJsonArray found = warnings(services); !found.isEmpty())
        answer.insert("warnings"_L1, found);
    return answer;
}

void serveHealth(const Route &route, ClientRequest, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services)
{
    writer->sendWhole(jsonReply(200, route.resource == Resource::Version ? version() : healthBody(services)));
}

} // namespace byok
