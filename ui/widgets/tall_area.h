// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

namespace byok {

/// Scrolls what may be taller than its dialog, up and down only: always as wide as its content needs. Owned
/// by its dialog, GUI thread.
class TallArea final : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes `content`.
    TallArea(const QString &objectName, QWidget *content, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] int widthOf(int content) const;
};

} // namespace byok
