// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace byok {

/// A page of the window: version, licences, diagnostics. Owned by the SettingsWindow, GUI thread.
class AboutPage final : public QWidget
{
    Q_OBJECT

public:
    explicit AboutPage(const WindowLinks &links, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTitle();
    [[nodiscard]] QWidget *makeLicences();
    [[nodiscard]] QWidget *makeDiagnostics();
    void refresh();
    void copy();

    WindowLinks m_links;
    QPlainTextEdit *m_diagnostics;
    QPushButton *m_copy;
};

} // namespace byok
