// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fake_upstream.h"

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace byok::test {

/// What one start of the program said, and how it ended. Value.
struct Outcome
{
    int exit = -1;
    QByteArray out;
    QByteArray err;
};

[[nodiscard]] QJsonObject jsonOf(const Outcome &outcome);

/// What a relay answered to one request, to the connection's end. Value.
struct Answer
{
    int status = 0;
    QByteArray body; ///< as on the wire
    [[nodiscard]] QJsonObject json() const;
};

/// One profile, and what is started with it: the built program ($BYOK_BINARY) as a relay, and its verbs. On
/// the test's stack; ends its relay. Wherever it waits this thread's event loop runs, so that fakes answer.
class Machine
{
public:
    /// Where the relay keeps its keys.
    enum class Vault {
        Memory,     ///< by --vault memory
        AsByDefault ///< nothing is said of it
    };

    explicit Machine(Vault vault = Vault::Memory);
    ~Machine();
    Q_DISABLE_COPY_MOVE(Machine)

    [[nodiscard]] QString profile() const;
    [[nodiscard]] QString config() const;
    [[nodiscard]] static QString binary();
    /// This process's, without what the program takes from it.
    [[nodiscard]] static QProcessEnvironment environment();

    /// Starts the relay and waits until it listens; false where it ended instead.
    bool start(const QStringList &more = {QStringLiteral("--port"), QStringLiteral("0")},
               const QProcessEnvironment &variables = environment());
    /// One more start of the program, to its end.
    [[nodiscard]] Outcome run(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Like run(), of a start that is not to come up.
    [[nodiscard]] Outcome failedStart(const QStringList &more,
                                      const QProcessEnvironment &variables = environment());
    /// Waits until the relay has ended: what it has said up to then.
    [[nodiscard]] Outcome ended();
    /// What the relay has said up to now.
    const QByteArray &said();

    static void put(const QString &path, const QByteArray &bytes);
    [[nodiscard]] static QByteArray bytesOf(const QString &path);
    /// A providers file that sends the requests of these providers to the fake.
    [[nodiscard]] QString providersFor(const FakeUpstream &upstream,
                                       const QStringList &ids = {QStringLiteral("openai")}) const;
    [[nodiscard]] QByteArray programToken() const;
    /// A request of a program with this token.
    [[nodiscard]] QByteArray chat(const QByteArray &token, const QByteArray &provider = "openai",
                                  const QByteArray &body = "{}") const;
    /// Sends chat(…) and waits for the whole answer; a status of 0 where none came in 20 s.
    [[nodiscard]] Answer askFor(const QByteArray &token, const QByteArray &provider = "openai",
                                const QByteArray &body = "{}") const;

    QTemporaryDir folder;
    QProcess relay;
    QByteArray out;
    quint16 port = 0;

private:
    /// Of the relay that has ended; what a crash said is printed.
    [[nodiscard]] Outcome outcome();

    Vault m_vault;
};

} // namespace byok::test
