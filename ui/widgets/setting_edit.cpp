// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/setting_edit.h"

#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace byok {

QString settingUnit(const SettingRow &row)
{
    const QLatin1StringView name(row.name);
    if (name.endsWith(QLatin1StringView("-per-second")))
        return SettingEdit::tr("bytes a second");
    if (name.endsWith(QLatin1StringView("-per-minute")))
        return SettingEdit::tr("a minute");
    if (name.endsWith(QLatin1StringView("-per-hour")))
        return SettingEdit::tr("an hour");
    if (name.contains(QLatin1StringView("bytes")))
        return SettingEdit::tr("bytes");
    if (name.endsWith(QLatin1StringView("-seconds")))
        return SettingEdit::tr("seconds");
    if (name.endsWith(QLatin1StringView("days")))
        return SettingEdit::tr("days");
    return SettingEdit::tr("at most");
}

QString settingHelp(const SettingRow &row)
{
    QString help = QCoreApplication::translate("Settings", row.help);
    if (!help.isEmpty())
        help[0] = help[0].toUpper();
    return help;
}

SettingEdit::SettingEdit(ConfigKeeper &keeper, const SettingRow &row, const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_keeper(keeper)
    , m_row(row)
    , m_value(new QLineEdit)
    , m_reset(new QPushButton(tr("Reset")))
    , m_explained(new ToneLabel(Tone::Quiet))
    , m_problem(new ToneLabel(Tone::Bad))
{
    constexpr int digits = 14;
    const QString name = prefix + QString::fromLatin1(row.name);
    setObjectName(name);
    m_value->setObjectName(name + QStringLiteral("Value"));
    m_value->setInputMethodHints(Qt::ImhDigitsOnly);
    m_value->setAlignment(Qt::AlignTrailing);
    m_value->setFixedWidth(m_value->fontMetrics().horizontalAdvance(QLatin1Char('0')) * digits);
    m_value->setAccessibleName(settingHelp(row));
    m_reset->setObjectName(name + QStringLiteral("Reset"));
    m_reset->setAccessibleName(tr("Reset: %1").arg(settingHelp(row)));
    m_problem->setObjectName(name + QStringLiteral("Problem"));
    m_problem->hide();
    auto *help = new QLabel(settingHelp(row));
    help->setWordWrap(true);
    help->setBuddy(m_value);
    auto *unit = new QLabel(settingUnit(row));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setVerticalSpacing(0);
    grid->addWidget(help, 0, 0, 1, 4);
    grid->addWidget(m_value, 1, 0);
    grid->addWidget(unit, 1, 1);
    grid->addWidget(m_reset, 1, 2);
    grid->addWidget(m_problem, 2, 0, 1, 4);
    grid->addWidget(m_explained, 3, 0, 1, 4);
    grid->setColumnStretch(3, 1);
    grid->setColumnMinimumWidth(1, fontMetrics().averageCharWidth() * digits); // resets in one line

    connect(m_value, &QLineEdit::editingFinished, this, &SettingEdit::change);
    connect(m_reset, &QPushButton::clicked, this, &SettingEdit::reset);
    connect(&keeper, &ConfigKeeper::changed, this, &SettingEdit::showConfig);
    showConfig();
}

bool SettingEdit::fits(const QString &search) const
{
    const QString all = QString::fromLatin1(m_row.name) + QLatin1Char(' ') + settingHelp(m_row) +
                        QLatin1Char(' ') + settingUnit(m_row);
    return std::ranges::all_of(search.split(QLatin1Char(' '), Qt::SkipEmptyParts),
                               [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

void SettingEdit::showConfig()
{
    const qint64 value = m_keeper.current()->settings.*m_row.member;
    const QLocale locale;
    m_reset->setEnabled(value != m_row.fallback);
    m_explained->setText(tr("%1 · by default %2 · from %3 to %4, 0 for none")
                             .arg(QLatin1StringView(m_row.name), locale.toString(m_row.fallback),
                                  locale.toString(m_row.least), locale.toString(m_row.most)));
    // What is being mended is left alone.
    if (m_problem->text().isEmpty() && m_value->text() != QString::number(value))
        m_value->setText(QString::number(value));
}

void SettingEdit::change()
{
    const Result<qint64> value = parseSetting(m_row, m_value->text());
    if (!value) {
        m_problem->say(value.error().sentence);
        return;
    }
    set(value.value());
}

void SettingEdit::reset()
{
    set(m_row.fallback);
    m_value->setText(QString::number(m_keeper.current()->settings.*m_row.member));
}

void SettingEdit::set(qint64 value)
{
    const Result<> applied = m_keeper.apply([this, value](RelayConfig &config) -> Result<> {
        config.settings.*m_row.member = value;
        return Nothing{};
    });
    m_problem->say(applied ? QString() : applied.error().sentence);
    if (applied)
        showConfig();
}

} // namespace byok
