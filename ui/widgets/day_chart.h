// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QList>
#include <QWidget>

namespace byok {

/// What was relayed on one day, as the person's calendar has it. Value.
struct DayFigures
{
    QDate day;
    qint64 requests = 0;
    qint64 errors = 0; ///< among them

    friend bool operator==(const DayFigures &, const DayFigures &) = default;
};

/// Requests and errors of each day as bars, of which one can be picked: by the mouse, by left and right, Home
/// and End; Escape picks none. Its description tells the figures to who does not see them. Owned by its page,
/// GUI thread.
class DayChart final : public QWidget
{
    Q_OBJECT

public:
    explicit DayChart(QWidget *parent = nullptr);

    /// One after the other, the oldest first, without gaps.
    void setDays(const QList<DayFigures> &days);
    /// An invalid one: none. Says nothing.
    void setPicked(const QDate &day);
    [[nodiscard]] QDate picked() const { return m_picked; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The person picked a day, or none.
    void dayPicked(const QDate &day);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] QRectF slotOf(int place) const;
    [[nodiscard]] int placeAt(const QPoint &point) const;
    [[nodiscard]] int placeOf(const QDate &day) const;
    [[nodiscard]] qint64 most() const;
    [[nodiscard]] QString textOf(const DayFigures &figures) const;
    void pick(int place);
    void describe();

    QList<DayFigures> m_days;
    QDate m_picked;
};

} // namespace byok
