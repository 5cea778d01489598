// SPDX-License-Identifier: Apache-2.0
#include "app/config_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// More than any config is; a mistaken path must not fill the memory.
constexpr qint64 mostBytes = 16 * 1024 * 1024;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// A name in a folder outlives a power failure only once the folder itself is on the disk.
void syncFolderOf(const QString &path)
{
#ifdef Q_OS_UNIX
    const QByteArray folder = QFile::encodeName(QFileInfo(QFileInfo(path).canonicalFilePath()).path());
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    // Some file systems cannot; by then the new file is in its place, and nothing better can be done.
    (void)::fsync(descriptor);
    ::close(descriptor);
#else
    Q_UNUSED(path)
#endif
}

} // namespace

ConfigFile::ConfigFile(const QString &profile)
    : m_path(profile + u"/config.json"_s)
{
}

Result<RelayConfig> ConfigFile::load() const
{
    QFile file(m_path);
    // A link that leads nowhere is not "no config": a save would put a file in its place.
    if (!file.exists() && !QFileInfo(m_path).isSymLink())
        return RelayConfig{};
    if (!file.open(QIODevice::ReadOnly))
        return Failure{QStringLiteral("%1 could not be read: %2. Mend that, or move the file away to start "
                                      "with the defaults.")
                           .arg(m_path, file.errorString())};
    if (file.size() > mostBytes)
        return Failure{QStringLiteral("%1 is larger than a config can be (16 MiB); move the file away to "
                                      "start with the defaults.")
                           .arg(m_path)};
    const QByteArray json = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Failure{QStringLiteral("%1 could not be read: %2.").arg(m_path, file.errorString())};
    return RelayConfig::fromJson(json, m_path);
}

Result<> ConfigFile::save(const RelayConfig &config) const
{
    QSaveFile file(m_path);
    const QByteArray json = config.toJson();
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) ||
        file.write(json) != json.size() || !file.commit()) {
        return Failure{QStringLiteral("%1 could not be saved: %2. Nothing was changed.")
                           .arg(m_path, file.errorString())};
    }
    syncFolderOf(m_path);
    return Nothing{};
}

} // namespace byok
