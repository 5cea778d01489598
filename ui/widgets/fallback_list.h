// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/fallback_rule.h"
#include "ui/window_links.h"

#include <QWidget>

class QPushButton;
class QTableWidget;

namespace byok {

class ToneLabel;

/// The rules for failing requests of one app, or of every app, to be edited by a person. Holds what is shown,
/// and leaves it to its owner to keep it. Owned by its dialog or page, GUI thread.
class FallbackList final : public QWidget
{
    Q_OBJECT

public:
    /// `appId`: whose rules these are; empty: every app's.
    FallbackList(const WindowLinks &links, QString appId, QWidget *parent = nullptr);

    void setRules(const QList<FallbackRule> &rules);
    [[nodiscard]] QList<FallbackRule> rules() const { return m_rules; }

signals:
    /// The person has changed rules().
    void changed();

private:
    enum class Edit { Add, Change };

    void open(Edit edit);
    void keep(Edit edit, const FallbackRule &rule);
    void remove();
    void moveUp();
    void list(int current);
    void refresh();
    [[nodiscard]] QString triesOf(const FallbackRule &rule) const;

    WindowLinks m_links;
    QString m_appId;
    QList<FallbackRule> m_rules;
    QTableWidget *m_table;
    QPushButton *m_add;
    QPushButton *m_change;
    QPushButton *m_remove;
    QPushButton *m_up;
    ToneLabel *m_empty;
};

} // namespace byok
