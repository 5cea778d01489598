// SPDX-License-Identifier: Apache-2.0
#include "app/profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace byok {

QString defaultProfileFolder()
{
    // Not AppConfigLocation: that depends on the names the application object was given, which the command
    // line interface does not have.
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/byok-relay"_s;
}

QString profilePath(const QString &asked)
{
    QString rest;
    QFileInfo info(QDir::cleanPath(QDir::current().absoluteFilePath(asked)));
    while (!info.exists() && !info.isRoot()) {
        rest = u'/' + info.fileName() + rest;
        info = QFileInfo(info.path());
    }
    return QDir::cleanPath(info.canonicalFilePath() + rest);
}

Result<> prepareProfile(const QString &path)
{
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const QFileInfo info(path);
    if (info.exists() && !info.isDir())
        return Failure{QStringLiteral("The profile %1 is a file; --profile wants a folder.").arg(path)};
    if (!info.exists()) {
        if (!QDir().mkpath(info.path()) || !QDir(info.path()).mkdir(info.fileName(), ownerOnly)) {
            return Failure{
                QStringLiteral("The profile folder %1 could not be made; check that its parent folder "
                               "may be written to, or give another one with --profile.")
                    .arg(path)};
        }
        return Nothing{};
    }
    // Nobody means their home folder when they name a profile, and making it 0700 might shut others out.
    if (info.isRoot() || path == QDir::home().canonicalPath())
        return Failure{
            QStringLiteral("%1 cannot be a profile; give a folder of its own with --profile.").arg(path)};
#ifdef Q_OS_UNIX
    if (info.ownerId() != ::geteuid())
        return Failure{QStringLiteral("The profile folder %1 belongs to another user; give one of your own "
                                      "with --profile.")
                           .arg(path)};
    if (!QFile::setPermissions(path, ownerOnly))
        return Failure{QStringLiteral("The profile folder %1 could not be closed to other users.").arg(path)};
#endif
    if (!info.isWritable())
        return Failure{QStringLiteral("The profile folder %1 may not be written to.").arg(path)};
    return Nothing{};
}

QString usagePath(const QString &profile)
{
    return profile + u"/usage.sqlite"_s;
}

QString controlSocketPath(const QString &profile)
{
    const QByteArray digest =
        QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
#ifdef Q_OS_UNIX
    // QLocalServer first binds in a temporary folder beside the final place, whose name is longer by these.
    constexpr qsizetype temporaryNameBytes = sizeof("/XXXXXX/s4294967295");
    constexpr auto roomBytes = qsizetype(sizeof(sockaddr_un::sun_path)) - temporaryNameBytes;
    if (QFile::encodeName(profile).size() <= roomBytes)
        return profile + u"/control"_s;
    QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (folder.isEmpty() || QFile::encodeName(folder).size() > roomBytes)
        folder = QDir::tempPath();
    return QStringLiteral("%1/byok-relay-%2").arg(folder, QLatin1StringView(digest));
#else
    return QStringLiteral("byok-relay-%1").arg(QLatin1StringView(digest));
#endif
}

} // namespace byok
