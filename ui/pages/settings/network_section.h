// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace byok {

class ToneLabel;

/// The way to providers: the proxy, and whom to trust besides the system's authorities. Owned by the
/// SettingsPage, GUI thread.
class NetworkSection final : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkSection(const WindowLinks &links, QWidget *parent = nullptr);

signals:
    /// The person wants to see the timeouts among the limits.
    void timeoutsWanted();

private:
    void showConfig();
    void chooseMode();
    void changeProxy();
    void chooseCaFile();
    void setCaFile(const QString &path);

    WindowLinks m_links;
    QComboBox *m_mode;
    QLineEdit *m_url;
    ToneLabel *m_proxyProblem;
    QLineEdit *m_caFile;
    QPushButton *m_removeCa;
    ToneLabel *m_caProblem;
};

} // namespace byok
