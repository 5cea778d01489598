// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QLabel>

namespace byok {

/// A text that wraps and has a tone's colour, in light and dark. Owned by its page, GUI thread.
class ToneLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ToneLabel(Tone tone, const QString &text = {}, QWidget *parent = nullptr);

    void setTone(Tone tone);
    /// Shows a sentence, or hides the label where it is empty.
    void say(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    Tone m_tone;
};

} // namespace byok
