// SPDX-License-Identifier: Apache-2.0
#include "app/autostart.h"

#include <QDir>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

// Not what `reg` calls HKEY_LOCAL_MACHINE: of this person alone.
QSettings runKey()
{
    return QSettings(u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"_s,
                     QSettings::NativeFormat);
}

constexpr QStringView valueName = u"ByokRelay";

} // namespace

bool isAutostartOn()
{
    return runKey().contains(valueName);
}

Result<> turnAutostartOn(const AutostartEntry &entry)
{
    QString command = u'"' + QDir::toNativeSeparators(entry.program) + u'"';
    for (const QString &argument : entry.arguments)
        command += u" \""_s + argument + u'"';
    QSettings settings = runKey();
    settings.setValue(valueName, command);
    settings.sync();
    if (settings.status() != QSettings::NoError)
        return Failure{u"The autostart entry in the registry could not be written."_s};
    return Nothing{};
}

Result<> turnAutostartOff()
{
    QSettings settings = runKey();
    settings.remove(valueName);
    settings.sync();
    if (settings.status() != QSettings::NoError)
        return Failure{u"The autostart entry in the registry could not be removed."_s};
    return Nothing{};
}

} // namespace byok
