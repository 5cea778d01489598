// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QLabel;
class QTableView;
class QVBoxLayout;
class QWidget;

namespace byok {

// What every page is built of, so that all look alike.

/// Makes `page` scroll where it is taller than the window, and returns the layout to fill, with the pages'
/// margins. Its content is never wider than the page.
[[nodiscard]] QVBoxLayout *addPageBody(QWidget *page);
/// A section's heading, which screen readers find as its label's text.
[[nodiscard]] QLabel *makeHeading(const QString &text);
/// A text that wraps.
[[nodiscard]] QLabel *makeText(const QString &text);
/// Whole rows, no grid, Tab leaves it; long texts are elided in the middle.
void dressTable(QTableView *table);

} // namespace byok
