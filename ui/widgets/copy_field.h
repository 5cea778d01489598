// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace byok {

/// A text to be taken elsewhere, with a button that copies it. Never for keys. Owned by its page, GUI thread.
class CopyField final : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what a screen reader calls the text, and what objectNames begin with: "<objectName>Text",
    /// "<objectName>Copy".
    CopyField(const QString &objectName, const QString &name, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const;

private:
    void copy();

    QLineEdit *m_text;
    QPushButton *m_copy;
};

} // namespace byok
