// SPDX-License-Identifier: Apache-2.0
#include "app/own_desktop.h"

#include "app/config_file.h"
#include "app/key_search.h"
#include "app/profile.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// Built and started by a script from its sources: the program's own path is no way to start it.
bool isRunFromSources()
{
    return !qEnvironmentVariableIsEmpty("BYOK_RELAY_COMMAND");
}

} // namespace

OwnDesktop::OwnDesktop(Links links)
    : m_links(std::move(links))
{
}

DesktopAbilities::Autostart OwnDesktop::autostart() const
{
    if (isAutostartOn())
        return Autostart::On;
    return isRunFromSources() ? Autostart::Unsupported : Autostart::Off;
}

Result<> OwnDesktop::setAutostart(Autostart wanted)
{
    if (wanted != Autostart::On)
        return turnAutostartOff();
    if (isRunFromSources())
        return Failure{
            u"This Byok Relay runs from its sources; install it to have it start with your login."_s};
    return turnAutostartOn(
        {QCoreApplication::applicationFilePath(), QStringList{u"--hidden"_s} + m_links.startArguments});
}

QList<FoundKey> OwnDesktop::findKeys() const
{
    return findKeysOnThisMachine(QProcessEnvironment::systemEnvironment(), QDir::homePath(),
                                 m_links.relay.catalog());
}

Result<QList<FoundKey>> OwnDesktop::keysInFile(const QString &path) const
{
    return byok::keysInFile(path, m_links.relay.catalog());
}

ProgramPlaces OwnDesktop::places() const
{
    return {m_links.profile, ConfigFile(m_links.profile).path(), usagePath(m_links.profile),
            m_links.relay.store().description()};
}

} // namespace byok
