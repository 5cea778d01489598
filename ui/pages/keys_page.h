// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/providers_model.h"
#include "ui/window_links.h"

#include <QSortFilterProxyModel>
#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QTreeView;

namespace byok {

class ToneLabel;

/// A page of the window: providers, their keys and their health; what can be done with the chosen one stands
/// below the list. Owned by the SettingsWindow, GUI thread.
class KeysPage final : public QWidget
{
    Q_OBJECT

public:
    explicit KeysPage(const WindowLinks &links, QWidget *parent = nullptr);

    /// Chooses one of the person's keys, if it is there.
    void showKey(const QString &provider, const QString &label);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    /// What was said of a key since the page was made, beside it until something else is known.
    struct Verdict
    {
        QString account;
        QString sentence;
        Tone tone = Tone::Quiet;
    };

    QWidget *makeBar();
    QWidget *makeEmpty();
    QWidget *makeDetails();
    QAction *addAction(const QString &name, const QString &text, void (KeysPage::*act)());
    void addButton(QHBoxLayout *row, QAction *action);

    void addKey();
    void importKeys();
    void enterProvider();
    void showLocalModels();
    void testKey();
    void replaceKey();
    void makeDefault();
    void removeKey();
    void switchAppKey();
    void addKeyOfProvider();
    void changeProvider();
    void switchProvider();
    void removeProvider();

    void openKeyDialog(const QString &provider, const QString &label);
    void ask(const QString &name, const QString &question, const QString &consequences, const QString &verb,
             std::function<void()> yes);
    void unlist(const ConfigEdit &edit);
    void apply(const ConfigEdit &edit);
    void say(const Verdict &verdict);
    void refresh();
    void refreshDetails();
    void describe(const ProviderLine &provider, const KeyLine &key);
    void describe(const ProviderLine &provider);
    [[nodiscard]] std::optional<ProviderLine> chosenProvider() const;
    [[nodiscard]] std::optional<KeyLine> chosenKey() const;

    WindowLinks m_links;
    ProvidersModel m_model;
    QSortFilterProxyModel m_shown;
    QTreeView *m_list;
    QLineEdit *m_search;
    QWidget *m_empty;
    QWidget *m_details;
    QLabel *m_title;
    QLabel *m_facts;
    ToneLabel *m_state;
    QHash<QString, Verdict> m_verdicts; ///< by account
    QTimer m_clock;                     ///< ages, while the page is in sight
    QAction *m_test = nullptr;
    QAction *m_replace = nullptr;
    QAction *m_default = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_switchAppKey = nullptr;
    QAction *m_addOther = nullptr;
    QAction *m_change = nullptr;
    QAction *m_switchProvider = nullptr;
    QAction *m_removeProvider = nullptr;
};

} // namespace byok
