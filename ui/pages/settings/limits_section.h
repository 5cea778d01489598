// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QList>
#include <QWidget>

class QLineEdit;

namespace byok {

class SettingEdit;
class ToneLabel;

/// Every limit and timeout, searched. Owned by the SettingsPage, GUI thread.
class LimitsSection final : public QWidget
{
    Q_OBJECT

public:
    explicit LimitsSection(const WindowLinks &links, QWidget *parent = nullptr);

    /// Shows those that have all the words.
    void search(const QString &words);

private:
    void filter();

    QLineEdit *m_search;
    ToneLabel *m_nothing;
    QList<SettingEdit *> m_edits;
};

} // namespace byok
