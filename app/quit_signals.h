// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QSocketNotifier;

namespace byok {

/// Turns SIGTERM, SIGINT and SIGHUP (the terminal was closed) into a Qt signal; what was ignored when the
/// program started (nohup) stays ignored. Nothing on Windows. One at a time; owned by the Application, lives
/// on the GUI thread.
class QuitSignals final : public QObject
{
    Q_OBJECT

public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

signals:
    /// Once per signal that came.
    void arrived();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace byok
