// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace byok {

/// One line above the pages that says what needs the person, with at most one button. Hidden while it has no
/// text. Owned by its window, GUI thread.
class MessageBar final : public QFrame
{
    Q_OBJECT

public:
    /// "<objectName>Text" and "<objectName>Button" are its parts.
    MessageBar(const QString &objectName, Tone tone, QWidget *parent = nullptr);

    /// Empty text: nothing to say. Empty `button`: none.
    void say(const QString &text, const QString &button = {});
    [[nodiscard]] QString text() const;

signals:
    void chosen();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paint();

    Tone m_tone;
    QLabel *m_text;
    QPushButton *m_button;
    bool m_painting = false;
};

} // namespace byok
