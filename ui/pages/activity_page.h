// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/activity_model.h"
#include "ui/usage_export.h"
#include "ui/window_links.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace byok {

class DayChart;
class ToneLabel;

/// A page of the window: what was done: the ledger. Owned by the SettingsWindow, GUI thread.
class ActivityPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityPage(const WindowLinks &links, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeFilters();
    [[nodiscard]] QWidget *makeFooter();
    void makeTable();
    void applyFilter();
    void clearFilter();
    [[nodiscard]] bool isFiltered() const;
    void refresh();
    void askForDays();
    void askForNames(UsageGrouping by);
    void showDays(const QList<UsageSum> &sums);
    void showNames(QComboBox *box, UsageGrouping by, const QList<UsageSum> &sums);
    void showCount();
    void showFailure(const QString &sentence);
    void chooseFile(ExportForm form);
    void exportTo(const QString &path, ExportForm form);
    void write(const QString &path, ExportForm form, const Result<QList<UsageRow>> &rows);
    void exported(const QString &path, const Result<> &outcome);

    WindowLinks m_links;
    ActivityModel m_model;
    QLineEdit *m_search;
    QComboBox *m_app;
    QComboBox *m_provider;
    QComboBox *m_status;
    QPushButton *m_all;
    DayChart *m_chart;
    QTableView *m_table;
    ToneLabel *m_nothing;
    ToneLabel *m_problem;
    ToneLabel *m_exportNote;
    QLabel *m_count;
    QPushButton *m_export;
    QTimer m_searchSoon;  ///< not a question for each letter
    QTimer m_refreshSoon; ///< nor for each request that ends
};

} // namespace byok
