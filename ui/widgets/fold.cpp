// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/fold.h"

#include <QEvent>
#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QStyle>
#include <QStyleOptionToolButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace byok {

namespace {

/// The heading: a button that has its arrow where its text begins. Qt draws arrows at the left, also where
/// that is on top of the text's end; icons it mirrors.
class Heading final : public QToolButton
{
protected:
    void initStyleOption(QStyleOptionToolButton *option) const override
    {
        QToolButton::initStyleOption(option);
        if (option->direction != Qt::RightToLeft)
            return;
        option->features &= ~QStyleOptionToolButton::Arrow;
        option->icon = arrow(*option);
    }

private:
    [[nodiscard]] QPixmap arrow(const QStyleOptionToolButton &option) const
    {
        QPixmap picture(option.iconSize * devicePixelRatio());
        picture.setDevicePixelRatio(devicePixelRatio());
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        QStyleOption place = option;
        place.rect = QRect(QPoint(), option.iconSize);
        const bool isOpen = option.arrowType == Qt::DownArrow;
        style()->drawPrimitive(isOpen ? QStyle::PE_IndicatorArrowDown : QStyle::PE_IndicatorArrowLeft, &place,
                               &painter, this);
        return picture;
    }
};

} // namespace

Fold::Fold(const QString &objectName, const QString &heading, QWidget *content, QWidget *parent)
    : QWidget(parent)
    , m_heading(new Heading)
    , m_content(content)
{
    setObjectName(objectName);
    m_heading->setObjectName(objectName + QStringLiteral("Heading"));
    m_heading->setText(heading);
    m_heading->setCheckable(true);
    m_heading->setAutoRaise(true);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setFocusPolicy(Qt::StrongFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_heading, 0, Qt::AlignLeading);
    column->addWidget(m_content);
    connect(m_heading, &QToolButton::toggled, this, [this] {
        refresh();
        emit stateChanged();
    });
    refresh();
}

void Fold::setState(State state)
{
    m_heading->setChecked(state == State::Open);
}

Fold::State Fold::state() const
{
    return m_heading->isChecked() ? State::Open : State::Folded;
}

void Fold::setHeading(const QString &heading)
{
    m_heading->setText(heading);
}

void Fold::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        refresh();
}

void Fold::refresh()
{
    const Qt::ArrowType folded = layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow;
    m_heading->setArrowType(state() == State::Open ? Qt::DownArrow : folded);
    m_content->setVisible(state() == State::Open);
}

} // namespace byok
