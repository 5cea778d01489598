// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/exchanges_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTableView;

namespace byok {

/// What is happening now, with a Stop for each request; says so where nothing is. Ages move once a second,
/// while there are rows and they are seen. Owned by its page, GUI thread.
class LiveExchanges final : public QWidget
{
    Q_OBJECT

public:
    /// `relay` outlives it.
    explicit LiveExchanges(RelayController &relay, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void addStopButtons(int first, int last);
    void stopSelected();
    void refresh();
    void tick();

    RelayController &m_relay;
    ExchangesModel m_model;
    QTableView *m_table;
    QLabel *m_nothing;
    QTimer m_clock;
};

} // namespace byok
