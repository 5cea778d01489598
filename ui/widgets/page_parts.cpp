// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/page_parts.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

namespace byok {

QVBoxLayout *addPageBody(QWidget *page)
{
    auto *area = new QScrollArea;
    area->setObjectName(page->objectName() + QStringLiteral("Scroll"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus, and is scrolled to
    auto *content = new QWidget;
    area->setWidget(content);
    // The colour of the window, not that of a list.
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins({});
    outer->addWidget(area);
    return new QVBoxLayout(content);
}

Qt::Alignment leadingEdge()
{
    const bool mirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    return (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter;
}

QLabel *makeHeading(const QString &text)
{
    constexpr double larger = 1.15;
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(leadingEdge());
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * larger);
    label->setFont(font);
    return label;
}

QLabel *makeText(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(leadingEdge());
    label->setWordWrap(true);
    return label;
}

void dressTable(QTableView *table)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTextElideMode(Qt::ElideMiddle);
    table->setTabKeyNavigation(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
}

} // namespace byok
