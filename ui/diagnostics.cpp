// SPDX-License-Identifier: Apache-2.0
#include "ui/diagnostics.h"

#include "relay/config_choices.h"
#include "relay/usage/sqlite_version.h"

#include <QDir>
#include <QGuiApplication>
#include <QLocale>
#include <QSysInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString stateWord(RelayState state)
{
    switch (state) {
    case RelayState::Stopped:
        return u"stopped"_s;
    case RelayState::Running:
        return u"running"_s;
    case RelayState::Paused:
        return u"paused"_s;
    case RelayState::Locked:
        return u"locked"_s;
    case RelayState::Draining:
        return u"draining"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString yesOrNo(bool yes)
{
    return yes ? u"yes"_s : u"no"_s;
}

/// A path without the person in it.
QString discreet(const QString &path, const DiagnosticFacts &facts)
{
    QString shown = path;
    if (!facts.home.isEmpty() && (path == facts.home || path.startsWith(facts.home + u'/')))
        shown = u'~' + path.sliced(facts.home.size());
    QStringList parts = shown.split(u'/');
    for (QString &part : parts) {
        if (!facts.user.isEmpty() && part.contains(facts.user))
            part = u"(user)"_s;
    }
    return parts.join(u'/');
}

qsizetype countKeys(const RelayConfig &config, bool (*which)(const KeyEntry &))
{
    return std::ranges::count_if(config.keys, which);
}

QStringList settingsNotAtDefault(const RelayConfig &config)
{
    QStringList lines;
    for (const SettingRow &row : settingRows()) {
        const qint64 value = config.settings.*row.member;
        if (value != row.fallback)
            lines +=
                u"  %1 = %2 (default %3)"_s.arg(QLatin1StringView(row.name)).arg(value).arg(row.fallback);
    }
    return lines.isEmpty() ? QStringList{u"  none"_s} : lines;
}

} // namespace

QString diagnosticsText(const DiagnosticFacts &facts)
{
    const RelayConfig &config = facts.config;
    const RelayStatus &status = facts.status;
    QStringList lines{
        u"Byok Relay %1%2"_s.arg(facts.build.version, facts.build.commit.isEmpty()
                                                          ? QString()
                                                          : u" (%1)"_s.arg(facts.build.commit)),
        u"Time: %1"_s.arg(facts.now.toUTC().toString(Qt::ISODate)),
        u"System: %1"_s.arg(facts.system),
        u"Windows: %1; session: %2; language: %3"_s.arg(facts.windowSystem, facts.session, facts.language),
    };
    QStringList libraries;
    for (const LibraryVersion &library : facts.libraries)
        libraries += library.name + u' ' + library.version;
    lines += u"Libraries: %1"_s.arg(libraries.join(u", "_s));
    lines += {
        u"State: %1%2; port %3 (configured: %4)"_s
            .arg(stateWord(status.state), status.isLocked ? u", locked"_s : QString())
            .arg(status.port)
            .arg(config.port),
        u"Running since: %1"_s.arg(status.startedAt.isValid() ? status.startedAt.toUTC().toString(Qt::ISODate)
                                                              : u"not running"_s),
        u"Requests: %1 under way, %2 since the start; connections: %3; questions waiting: %4"_s
            .arg(status.liveExchanges)
            .arg(status.exchangesSinceStart)
            .arg(status.connections)
            .arg(facts.questions),
        u"Apps: %1 (%2 paused, %3 ended); tokens: %4; denials: %5"_s.arg(config.apps.size())
            .arg(std::ranges::count_if(config.apps, &AppEntry::paused))
            .arg(std::ranges::count_if(config.apps,
                                       [&](const AppEntry &app) { return !app.isInForce(facts.now); }))
            .arg(config.tokens.size())
            .arg(config.denials.size()),
        u"Keys: %1 of the person, %2 of apps, %3 to be removed; kept in: %4"_s
            .arg(countKeys(config, [](const KeyEntry &key) { return key.appId.isEmpty(); }))
            .arg(countKeys(config, [](const KeyEntry &key) { return !key.appId.isEmpty(); }))
            .arg(config.unlistedAccounts.size())
            .arg(facts.places.keychain),
        u"Providers changed or added: %1"_s.arg(config.providers.size()),
        u"Discoverable: %1; proxy: %2; extra certificates: %3"_s.arg(yesOrNo(config.discoverable),
                                                                     proxyModeName(config.proxy.mode),
                                                                     yesOrNo(!config.extraCaFile.isEmpty())),
        u"Desktop: theme %1, starts hidden: %2, locks with the screen: %3, locks after %4 min (0: never)"_s
            .arg(themeName(config.desktop.theme), yesOrNo(config.desktop.startHidden),
                 yesOrNo(config.desktop.lockWithScreen))
            .arg(config.desktop.lockAfterIdleMinutes),
        u"Profile: %1"_s.arg(discreet(facts.places.folder, facts)),
        u"Settings that are not at their default:"_s,
    };
    lines += settingsNotAtDefault(config);
    return lines.join(u'\n') + u'\n';
}

QList<LibraryVersion> loadedLibraries()
{
    QList<LibraryVersion> libraries{{u"Qt"_s, QString::fromLatin1(qVersion())}};
    libraries += upstreamLibraries();
    libraries.append({u"SQLite"_s, sqliteVersion()});
    return libraries;
}

DiagnosticFacts gatherFacts(RelayController &relay, const DesktopAbilities &desktop)
{
    DiagnosticFacts facts;
    facts.build = buildInfo();
    facts.libraries = loadedLibraries();
    facts.system = u"%1, %2 %3, %4"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(),
                                          QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture());
    facts.windowSystem = QGuiApplication::platformName();
    facts.session = u"%1, %2"_s.arg(qEnvironmentVariable("XDG_SESSION_TYPE", u"unknown"_s),
                                    qEnvironmentVariable("XDG_CURRENT_DESKTOP", u"unknown"_s));
    facts.language = QLocale().name();
    facts.status = relay.status();
    facts.config = *relay.keeper().current();
    facts.questions = relay.questions().size();
    facts.places = desktop.places();
    facts.home = QDir::homePath();
    facts.user = QDir::home().dirName();
    facts.now = QDateTime::currentDateTimeUtc();
    return facts;
}

} // namespace byok
