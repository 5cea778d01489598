// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/config_keeper.h"
#include "relay/settings.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace byok {

class ToneLabel;

/// One limit or timeout: what it is for, its value and unit, its default and a way back to it. A change is in
/// force at once, or what is wrong with it is said beside it and nothing changes. Follows the config. Owned
/// by its page, GUI thread; the keeper outlives it.
class SettingEdit final : public QWidget
{
    Q_OBJECT

public:
    /// `row` is of settingRows(). objectNames begin with `prefix` and the setting's name.
    SettingEdit(ConfigKeeper &keeper, const SettingRow &row, const QString &prefix,
                QWidget *parent = nullptr);

    /// Whether each of the words is in what is shown of it.
    [[nodiscard]] bool fits(const QString &search) const;

private:
    void showConfig();
    void change();
    void reset();
    void set(qint64 value);

    ConfigKeeper &m_keeper;
    const SettingRow &m_row;
    QLineEdit *m_value;
    QPushButton *m_reset;
    ToneLabel *m_explained;
    ToneLabel *m_problem;
};

/// "bytes", "seconds", "per minute": what a setting's number counts, from its name.
[[nodiscard]] QString settingUnit(const SettingRow &row);
/// What it is for, in the person's language.
[[nodiscard]] QString settingHelp(const SettingRow &row);

} // namespace byok
