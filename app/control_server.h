// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verb.h"

#include <QLocalServer>
#include <QObject>

#include <functional>

namespace byok {

/// Takes verbs from other starts of the program, one per connection, over a socket that only this user may
/// open. Owned by the Application, lives on the GUI thread.
class ControlServer final : public QObject
{
    Q_OBJECT

public:
    /// Called exactly once per request, at once or later, on the server's thread; after the server's end it
    /// does nothing.
    using Reply = std::function<void(const VerbReply &)>;
    using Handler = std::function<void(const VerbRequest &, Reply)>;

    explicit ControlServer(Handler handler, QObject *parent = nullptr);
    ~ControlServer() override;

    /// Replaces a socket that a dead program left behind; so only the holder of the profile's lock may call
    /// it.
    [[nodiscard]] Result<> listen(const QString &path);
    void close();

private:
    void accept();

    Handler m_handler;
    QLocalServer m_server;
};

} // namespace byok
