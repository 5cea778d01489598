// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/section_form.h"

#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QFormLayout>
#include <QPushButton>

namespace byok {

SectionForm::SectionForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins({});
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_form->setFormAlignment(Qt::AlignLeading | Qt::AlignTop);
}

void SectionForm::addHeading(const QString &text)
{
    m_form->addRow(makeHeading(text));
}

ToneLabel *SectionForm::addField(const QString &label, QWidget *field, const QString &note)
{
    m_form->addRow(label, field);
    return addBelow(field, note);
}

ToneLabel *SectionForm::addWide(QWidget *field, const QString &note)
{
    if (qobject_cast<QPushButton *>(field)) // as wide as its text, not as the page
        field->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_form->addRow(field);
    return addBelow(field, note);
}

ToneLabel *SectionForm::addBelow(QWidget *field, const QString &note)
{
    auto *problem = new ToneLabel(Tone::Bad);
    problem->setObjectName(field->objectName() + QStringLiteral("Problem"));
    problem->hide();
    m_form->addRow(problem);
    if (!note.isEmpty()) {
        m_form->addRow(new ToneLabel(Tone::Quiet, note));
        field->setAccessibleDescription(note);
    }
    return problem;
}

} // namespace byok
