// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/look_alike.h"

#include <QLabel>

namespace byok {

/// Who asks, large and exact: an origin in its ASCII form with the part that somebody had to register in
/// bold, or a program's path with its file name in bold. What does not fit is left out at the start, never at
/// the end, which is what counts; the tooltip and the accessible name have all of it. Always runs left to
/// right. Owned by its dialog or page, GUI thread.
class OriginLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit OriginLabel(const QString &objectName, QWidget *parent = nullptr);

    /// `origin` is serialised, as a browser sends it.
    void setOrigin(const QByteArray &origin);
    /// `path` as the system gives it. Characters that move or hide others, which a file name may hold, are
    /// shown as U+FFFD.
    void setProgram(const QString &path);
    /// What is painted at the present width; joined and without a leading "…" it is the end of the whole.
    [[nodiscard]] OriginDisplay shown() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setWhole(const OriginDisplay &whole);
    [[nodiscard]] QFont boldFont() const;

    OriginDisplay m_whole;
};

} // namespace byok
