// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/fallback_rule.h"
#include "ui/window_links.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace byok {

class ToneLabel;

/// One rule for failing requests: for which models, and what is tried then, in which order. Knows nothing of
/// other rules. Owned by the list that opens it, deletes itself when closed, GUI thread.
class FallbackDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `rule`: what is shown at first; its app stays as it is.
    FallbackDialog(const WindowLinks &links, const FallbackRule &rule, QWidget *parent = nullptr);

    /// Saves, with a model that was typed and not added yet; stays open where there is a fault.
    void accept() override;

signals:
    /// The person has pressed Save.
    void saved(const byok::FallbackRule &rule);

private:
    void addTargets(QVBoxLayout *column);
    void fillProviders();
    void addTarget();
    void removeTarget();
    void moveTargetUp();
    void listTargets(int current);
    void refresh();
    [[nodiscard]] bool saysNothing() const;
    [[nodiscard]] bool mayCost(const FallbackTarget &target) const;
    [[nodiscard]] QString fault() const;

    WindowLinks m_links;
    FallbackRule m_rule; ///< its targets are kept as they change, the rest as it was
    QLineEdit *m_models;
    QCheckBox *m_otherKeys;
    QListWidget *m_targets;
    QPushButton *m_remove;
    QPushButton *m_up;
    QComboBox *m_provider;
    QLineEdit *m_model;
    QPushButton *m_add;
    QCheckBox *m_paid;
    ToneLabel *m_fault;
    QPushButton *m_save;
};

} // namespace byok
