// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <Qt>

class QLabel;
class QTableView;
class QVBoxLayout;
class QWidget;

namespace byok {

// What every page is built of, so that all look alike.

/// Makes `page` scroll where it is taller than the window, and returns the layout to fill, with the pages'
/// margins. Its content is never wider than the page.
[[nodiscard]] QVBoxLayout *addPageBody(QWidget *page);
/// Where a line begins in the person's language, whatever it is written in: a label left to itself puts a
/// number or a name in Latin letters at the left, in Hebrew too, far from what it belongs to.
[[nodiscard]] Qt::Alignment leadingEdge();
/// A section's heading, which screen readers find as its label's text.
[[nodiscard]] QLabel *makeHeading(const QString &text);
/// A text that wraps.
[[nodiscard]] QLabel *makeText(const QString &text);
/// Whole rows, no grid, Tab leaves it; long texts are elided in the middle.
void dressTable(QTableView *table);

} // namespace byok
