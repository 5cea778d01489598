// SPDX-License-Identifier: Apache-2.0
#include "app/autostart.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString entryPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           u"/autostart/byok-relay.desktop"_s;
}

/// An argument in a desktop entry's Exec: in quotes, with what is special there behind a backslash, '%'
/// doubled; then once more as a string of the file, where a backslash is special too and a line
/// break would begin a line of its own
/// (https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html).
QString quoted(const QString &argument)
{
    QString text;
    for (const QChar c : argument) {
        if (u"\"`$\\"_s.contains(c))
            text += u'\\';
        text += c;
        if (c == u'%')
            text += c;
    }
    text.replace(u"\\"_s, u"\\\\"_s);
    return u'"' + text.replace(u"\n"_s, u"\\n"_s).replace(u"\r"_s, u"\\r"_s).replace(u"\t"_s, u"\\t"_s) +
           u'"';
}

Failure cannotWrite(const QString &path, const QString &why)
{
    return Failure{
        u"The autostart entry %1 could not be changed: %2."_s.arg(QDir::toNativeSeparators(path), why)};
}

} // namespace

bool isAutostartOn()
{
    QFile file(entryPath());
    if (!file.open(QIODevice::ReadOnly))
        return false;
    // A desktop's own tool switches an entry off in one of these two ways.
    const QList<QByteArray> lines = file.readAll().split('\n');
    return std::ranges::none_of(lines, [](const QByteArray &line) {
        const QByteArray plain = QByteArray(line).replace(' ', "").toLower();
        return plain == "hidden=true" || plain == "x-gnome-autostart-enabled=false";
    });
}

Result<> turnAutostartOn(const AutostartEntry &entry)
{
    const QString path = entryPath();
    QString command = quoted(entry.program);
    for (const QString &argument : entry.arguments)
        command += u' ' + quoted(argument);
    if (!QDir().mkpath(QFileInfo(path).path()))
        return cannotWrite(path, u"its folder cannot be made"_s);
    QSaveFile file(path);
    const QByteArray text = u"[Desktop Entry]\nType=Application\nName=Byok Relay\nExec=%1\nIcon=byok-relay\n"
                            "Terminal=false\nX-GNOME-Autostart-enabled=true\n"_s.arg(command)
                                .toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return cannotWrite(path, file.errorString());
    return Nothing{};
}

Result<> turnAutostartOff()
{
    QFile file(entryPath());
    if (file.exists() && !file.remove())
        return cannotWrite(file.fileName(), file.errorString());
    return Nothing{};
}

} // namespace byok
