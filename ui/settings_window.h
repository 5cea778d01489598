// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QMainWindow>

class QListWidget;
class QStackedWidget;

namespace byok {

/// The program's one window: a list of pages at its side, and the page. Closing it hides it, unless there is
/// no tray to bring it back. Owned by the Desktop part of the program, GUI thread.
class SettingsWindow final : public QMainWindow
{
    Q_OBJECT

public:
    enum class Page { Overview, Keys, Apps, Activity, Settings, About };

    explicit SettingsWindow(const WindowLinks &links, QWidget *parent = nullptr);

    void showPage(Page page);
    [[nodiscard]] Page page() const;

private:
    void addPage(Page page, const QString &title, QWidget *widget);

    QListWidget *m_list;
    QStackedWidget *m_stack;
};

} // namespace byok
