// SPDX-License-Identifier: Apache-2.0
#include "app/desktop.h"

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace byok {

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)

namespace {

/// `path` as connect() wants it: a leading NUL names an abstract socket.
bool answers(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= qsizetype(sizeof(address.sun_path)))
        return false;
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + std::size_t(path.size()));
    const bool connected = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), length) == 0;
    ::close(descriptor);
    return connected;
}

} // namespace

Desktop findDesktop(const Environment &environment)
{
    if (!environment("QT_QPA_PLATFORM").isEmpty())
        return Desktop::Present; // the person's own word
    if (const QByteArray wayland = environment("WAYLAND_DISPLAY"); !wayland.isEmpty()) {
        const QByteArray path =
            wayland.startsWith('/') ? wayland : environment("XDG_RUNTIME_DIR") + '/' + wayland;
        if (answers(path))
            return Desktop::Present;
    }
    const QByteArray display = environment("DISPLAY");
    const qsizetype colon = display.lastIndexOf(':');
    if (colon < 0)
        return Desktop::Absent;
    const QByteArray host = display.first(colon);
    if (!host.isEmpty() && host != "unix")
        return Desktop::Present; // over the network, e.g. ssh -X: not ours to try
    const QByteArray number = display.sliced(colon + 1).split('.').constFirst();
    const QByteArray path = "/tmp/.X11-unix/X" + number;
    return answers('\0' + path) || answers(path) ? Desktop::Present : Desktop::Absent;
}

#else

Desktop findDesktop(const Environment &)
{
    return Desktop::Present;
}

#endif

} // namespace byok
