// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QFormLayout;

namespace byok {

class ToneLabel;

/// The form of one section of the settings: fields with their labels, what each means, and what was wrong
/// with the last change, in a sentence beside it. Owned by its section, GUI thread.
class SectionForm final : public QWidget
{
    Q_OBJECT

public:
    explicit SectionForm(QWidget *parent = nullptr);

    void addHeading(const QString &text);
    /// A field with its label (its buddy, with a mnemonic) and a note, which may be empty. Gives the label
    /// for what is wrong, "<field's objectName>Problem".
    ToneLabel *addField(const QString &label, QWidget *field, const QString &note = {});
    /// The same for what needs no label: a check box, a button, a text.
    ToneLabel *addWide(QWidget *field, const QString &note = {});

private:
    ToneLabel *addBelow(QWidget *field, const QString &note);

    QFormLayout *m_form;
};

} // namespace byok
