// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QToolButton;

namespace byok {

/// A heading that folds what is below it away, and out again. Owned by its page or dialog, GUI thread.
class Fold final : public QWidget
{
    Q_OBJECT

public:
    enum class State { Folded, Open };

    /// Takes `content`. The heading's objectName is "<objectName>Heading".
    Fold(const QString &objectName, const QString &heading, QWidget *content, QWidget *parent = nullptr);

    void setState(State state);
    [[nodiscard]] State state() const;
    void setHeading(const QString &heading);

signals:
    void stateChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QToolButton *m_heading;
    QWidget *m_content;
};

} // namespace byok
