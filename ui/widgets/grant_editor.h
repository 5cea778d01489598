// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/grant.h"
#include "relay/settings.h"
#include "ui/models/provider_choices.h"

#include <QMap>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QRadioButton;

namespace byok {

class Fold;
class ToneLabel;

/// What one app may do, to be set by a person: providers and which key of each, how long, and, folded away,
/// models, paths and limits. Knows no relay: it is given what may be chosen, and read out by grant(). Owned
/// by its dialog, GUI thread.
class GrantEditor final : public QWidget
{
    Q_OBJECT

public:
    /// `forAll`: the limits that hold where an app has none of its own.
    GrantEditor(const QList<ProviderChoice> &choices, const Settings &forAll, QWidget *parent = nullptr);

    /// Shows this grant. What is in it and cannot be chosen here (a provider that the catalog has lost) stays
    /// in it.
    void setGrant(const Grant &grant);
    /// Chooses “only these” and ticks just those of `providers` that are among the choices, be they none.
    void tickOnly(const QStringList &providers);
    /// As it stands. Only worth giving where fault() is empty.
    [[nodiscard]] Grant grant() const;
    /// Why this cannot be given, in a sentence; empty: it can.
    [[nodiscard]] QString fault() const;

signals:
    void changed();

private:
    struct ProviderRow
    {
        QString id;
        QCheckBox *box;
        QComboBox *keys; ///< null where there is nothing to choose
    };

    QWidget *makeProviders(const QList<ProviderChoice> &choices);
    void addProvider(QGridLayout *grid, const ProviderChoice &choice);
    QWidget *makeDetails(const Settings &forAll);
    QWidget *makeModels();
    QWidget *makePaths();
    QWidget *makeLimits(const Settings &forAll);
    void follow();
    [[nodiscard]] QStringList models() const;

    QRadioButton *m_everyProvider;
    QRadioButton *m_theseProviders;
    QList<ProviderRow> m_providers;
    QStringList m_keptProviders; ///< granted, and not among the choices
    QMap<QString, QString> m_keptKeys;
    QComboBox *m_duration;
    Fold *m_details;
    QRadioButton *m_allModels;
    QRadioButton *m_theseModels;
    QLineEdit *m_models;
    QRadioButton *m_usualPaths;
    QRadioButton *m_wholeApi;
    ToneLabel *m_wholeApiWarning;
    QList<QLineEdit *> m_limits; ///< by appLimitRows()
    ToneLabel *m_fault;
};

} // namespace byok
