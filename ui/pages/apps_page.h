// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/sensitive_clipboard.h"
#include "ui/window_links.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;
class QVBoxLayout;

namespace byok {

class AppsModel;
class Fold;
class ToneLabel;

/// A page of the window: who may use the relay, and what each may do. Owned by the SettingsWindow, GUI
/// thread.
class AppsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit AppsPage(const WindowLinks &links, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    /// How an app goes.
    enum class Removal {
        Revoke, ///< what the person limited it to holds again, should it come back
        Forget, ///< without a trace
    };

    void addTopRow(QVBoxLayout *column);
    void addTable(QVBoxLayout *column);
    void addEmptyState(QVBoxLayout *column);
    void addButtons(QVBoxLayout *column);
    void addRefused(QVBoxLayout *column);
    QAction *addAction(QHBoxLayout *row, const QString &objectName, const QString &text);
    void refresh();
    void listRefused();
    void addApp(AppKind kind);
    void showToken(const QString &name, const Secret &token);
    void editChosen();
    void pauseChosen();
    void askToRemove(Removal removal);
    void remove(const QString &appId, Removal removal);
    void forgive();
    void choose(const QString &appId);
    /// Null where none is chosen.
    [[nodiscard]] const AppEntry *chosen() const;

    WindowLinks m_links;
    SensitiveClipboard m_clipboard;
    QTimer m_ages;
    AppsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QLineEdit *m_search;
    QTableView *m_table;
    QWidget *m_empty;
    QWidget *m_buttons;
    QAction *m_edit = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_revoke = nullptr;
    QAction *m_forget = nullptr;
    ToneLabel *m_problem;
    Fold *m_refusedFold;
    QListWidget *m_refused;
    QPushButton *m_forgive;
};

} // namespace byok
