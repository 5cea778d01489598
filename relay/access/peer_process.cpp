// SPDX-License-Identifier: Apache-2.0
#include "relay/access/peer_process.h"

#ifdef Q_OS_LINUX
#include "relay/peer_socket.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>
#endif

using namespace Qt::StringLiterals;

namespace byok {

#ifdef Q_OS_LINUX

namespace {

/// A folder's entries whose names are numbers, ascending.
std::vector<qint64> numbersIn(const QByteArray &folder)
{
    std::vector<qint64> numbers;
    DIR *stream = ::opendir(folder.constData());
    if (!stream)
        return numbers;
    while (const dirent *entry = ::readdir(stream)) {
        bool numeric = false;
        const qint64 number = QByteArrayView(entry->d_name).toLongLong(&numeric);
        if (numeric && number >= 0)
            numbers.push_back(number);
    }
    ::closedir(stream);
    std::ranges::sort(numbers);
    return numbers;
}

QByteArray linkAt(const QByteArray &path)
{
    std::array<char, 4096> target;
    const ssize_t length = ::readlink(path.constData(), target.data(), target.size());
    return length <= 0 ? QByteArray() : QByteArray(target.data(), length);
}

/// Whether a process has the socket open. Only our own processes (all of them, for the superuser) let us
/// look.
bool holds(qint64 process, const QByteArray &socketName)
{
    const QByteArray folder = "/proc/" + QByteArray::number(process) + "/fd";
    return std::ranges::any_of(numbersIn(folder), [&](qint64 fd) {
        return linkAt(folder + '/' + QByteArray::number(fd)) == socketName;
    });
}

QString userName(uid_t user)
{
    std::vector<char> buffer(16'384);
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QString::number(user);
}

bool belongsTo(qint64 process, uid_t user)
{
    struct stat facts{};
    return ::stat(("/proc/" + QByteArray::number(process)).constData(), &facts) == 0 && facts.st_uid == user;
}

} // namespace

ProgramDescription peerProcess(const ConnectionEnds &ends)
{
    const std::optional<PeerSocket> socket = peerSocket(ends);
    if (!socket)
        return {};
    const QByteArray name = "socket:[" + QByteArray::number(socket->inode) + ']';
    for (const qint64 process : numbersIn("/proc")) {
        // A process that may not be dumped shows as the superuser's; it does not let us look in either.
        if (!belongsTo(process, socket->user) || !holds(process, name))
            continue;
        const QByteArray executable = linkAt("/proc/" + QByteArray::number(process) + "/exe");
        // The number may have gone to another process since: whoever has the socket now is meant.
        if (executable.isEmpty() || !holds(process, name))
            continue;
        return {QString::fromLocal8Bit(executable), process, userName(socket->user)};
    }
    return {};
}

#else

ProgramDescription peerProcess(const ConnectionEnds &)
{
    return {};
}

#endif

} // namespace byok
