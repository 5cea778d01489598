// SPDX-License-Identifier: Apache-2.0
#include "app/console.h"

#include "app/control_protocol.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace byok {

namespace {

void write(std::FILE *stream, QByteArrayView bytes)
{
    if (!bytes.isEmpty()) // fwrite takes no null pointer, not even for no bytes
        std::fwrite(bytes.data(), 1, std::size_t(bytes.size()), stream);
    std::fflush(stream);
}

Failure tooLong()
{
    return {
        QStringLiteral("That is too long to be a key (more than %1 bytes).").arg(control::mostSecretBytes)};
}

#ifdef Q_OS_UNIX

/// Takes the terminal's echo away and gives it back. Key by key, because a terminal's own line editing ends
/// at 4096 bytes and because Ctrl-C must not leave the person with a terminal that stays silent.
class SilentTerminal
{
public:
    explicit SilentTerminal(int terminal)
        : m_terminal(terminal)
    {
        m_isSilent = ::tcgetattr(terminal, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG);
        silent.c_cc[VMIN] = 1;
        silent.c_cc[VTIME] = 0;
        m_isSilent = m_isSilent && ::tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
    }
    ~SilentTerminal()
    {
        if (m_isSilent)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(SilentTerminal)

    [[nodiscard]] bool isSilent() const { return m_isSilent; }

private:
    int m_terminal;
    termios m_before{};
    bool m_isSilent = false;
};

Result<Secret> readTyped(QByteArray &bytes)
{
    const SilentTerminal terminal(STDIN_FILENO);
    if (!terminal.isSilent())
        return Failure{QStringLiteral("The terminal would show the key; give it on standard input instead.")};
    constexpr char controlC = 3, controlD = 4, backspace = 8, controlU = 21, erase = 127;
    for (;;) {
        char c = 0;
        if (::read(STDIN_FILENO, &c, 1) != 1 || c == '\n' || c == '\r' || c == controlD)
            return Secret::takeFrom(bytes);
        if (c == controlC)
            return Failure{QStringLiteral("Nothing was stored.")};
        if (c == controlU)
            bytes.resize(0);
        else if (c == backspace || c == erase)
            bytes.chop(1);
        else if (bytes.size() < control::mostSecretBytes)
            bytes += c;
        else
            return tooLong();
    }
}

#endif

Result<Secret> readPiped(QByteArray &bytes)
{
    bytes.resize(control::mostSecretBytes + 1);
    std::setvbuf(stdin, nullptr, _IONBF, 0); // no buffer of the library's that keeps the key
    const std::size_t count = std::fread(bytes.data(), 1, std::size_t(bytes.size()), stdin);
    if (qsizetype(count) > control::mostSecretBytes)
        return tooLong();
    return Secret::copyOf(QByteArrayView(bytes).first(qsizetype(count)));
}

} // namespace

void say(const QString &line)
{
    write(stdout, QString(line + u'\n').toLocal8Bit());
}

void complain(const QString &sentence)
{
    write(stderr, QString(u"byok-relay: "_s + sentence + u'\n').toLocal8Bit());
}

void print(const VerbReply &reply)
{
    write(stdout, reply.out.expose());
    if (!reply.err.isEmpty())
        complain(reply.err);
}

Result<Secret> readSecret(const QString &prompt)
{
    QByteArray bytes;
    bytes.reserve(control::mostSecretBytes + 1);
    Result<Secret> given = Failure{};
#ifdef Q_OS_UNIX
    if (::isatty(STDIN_FILENO)) {
        write(stderr, prompt.toLocal8Bit());
        given = readTyped(bytes);
        write(stderr, "\n");
    } else {
        given = readPiped(bytes);
    }
#else
    Q_UNUSED(prompt)
    given = readPiped(bytes);
#endif
    wipe(bytes);
    if (!given)
        return given;
    const Secret secret = given.value().trimmed();
    if (secret.isEmpty())
        return Failure{QStringLiteral("No key came on standard input; type or pipe one in.")};
    return secret;
}

QString ownCommand(const QString &profileAsGiven)
{
    // Set by a wrapper that starts the program for the person, such as ./dev.
    QString command = qEnvironmentVariable("BYOK_RELAY_COMMAND");
    if (command.isEmpty()) {
        const QString self = QFileInfo(QCoreApplication::applicationFilePath()).canonicalFilePath();
        const QString found = QStandardPaths::findExecutable(QStringLiteral("byok-relay"));
        command = QFileInfo(found).canonicalFilePath() == self ? QStringLiteral("byok-relay") : self;
    }
    if (!profileAsGiven.isEmpty())
        command += u" --profile "_s + profileAsGiven;
    return command;
}

} // namespace byok
