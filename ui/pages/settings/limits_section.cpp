// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/limits_section.h"

#include "ui/widgets/page_parts.h"
#include "ui/widgets/setting_edit.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace byok {

LimitsSection::LimitsSection(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit)
    , m_nothing(new ToneLabel(Tone::Quiet, tr("No limit fits the search.")))
{
    setObjectName(QStringLiteral("limitsSection"));
    m_search->setObjectName(QStringLiteral("limitSearch"));
    m_search->setAccessibleName(tr("Search the limits"));
    m_search->setPlaceholderText(tr("Search the limits and timeouts"));
    m_search->setClearButtonEnabled(true);
    m_nothing->setObjectName(QStringLiteral("limitNothing"));
    m_nothing->hide();
    auto *list = new QWidget;
    list->setObjectName(QStringLiteral("limitList"));
    QVBoxLayout *rows = addPageBody(list);
    rows->addWidget(m_nothing);
    for (const SettingRow &row : settingRows()) {
        auto *edit = new SettingEdit(links.relay.keeper(), row, QString());
        m_edits.append(edit);
        rows->addWidget(edit);
    }
    rows->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(
        new ToneLabel(Tone::Quiet, tr("For all apps; an app may have narrower ones of its own, under Apps. "
                                      "A change is in force at once.")));
    column->addWidget(list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &LimitsSection::filter);
}

void LimitsSection::search(const QString &words)
{
    m_search->setText(words);
    m_search->setFocus();
}

void LimitsSection::filter()
{
    bool some = false;
    for (SettingEdit *edit : std::as_const(m_edits)) {
        const bool fits = edit->fits(m_search->text());
        edit->setVisible(fits);
        some = some || fits;
    }
    m_nothing->setVisible(!some);
}

} // namespace byok
