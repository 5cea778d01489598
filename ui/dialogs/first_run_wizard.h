// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "ui/desktop_abilities.h"
#include "ui/window_links.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace byok {

class CopyField;
class KeyForm;
class LocalModels;
class ToneLabel;

/// What a person sees when the program runs for the first time: three steps from nothing to a key that works
/// and the address for apps. It can be left at any step; what was stored stays. However it ends, it has been
/// seen and does not come again by itself. Owned by whoever opens it; deletes itself when closed; GUI thread.
class FirstRunWizard final : public QDialog
{
    Q_OBJECT

public:
    explicit FirstRunWizard(const WindowLinks &links, QWidget *parent = nullptr);
    ~FirstRunWizard() override;

    void done(int result) override;

private:
    /// Where the person is. In the order of the pages.
    enum class Step {
        Choose, ///< a provider, and a key of it
        Try,    ///< whether the key works; leaving it forward stores the key
        Ready,  ///< the address, and how it goes on
    };
    /// What the wizard waits for.
    enum class Work {
        None,    ///< the person
        Testing, ///< the provider
        Storing, ///< the keychain
    };
    /// What the provider said of m_key.
    enum class Trial { None, Accepted, Refused };
    /// What can be chosen in the first step.
    enum class Choice { Provider, Local, Later };

    QWidget *makeChoose();
    QWidget *makeTry();
    QWidget *makeReady();
    void fillProviders();
    void choose(const QString &provider);
    void choiceChanged();
    void showFound();
    void go(Step step);
    void next();
    void back();
    void leaveChoose();
    void test();
    void store();
    void finish();
    void refresh();
    [[nodiscard]] Choice choice() const;
    [[nodiscard]] QString providerId() const;
    [[nodiscard]] bool hasKey() const;
    [[nodiscard]] QString nextText() const;

    WindowLinks m_links;
    Step m_step = Step::Choose;
    Work m_work = Work::None;
    Secret m_key;          ///< taken from the line or found, until it is stored
    QString m_keyProvider; ///< whose m_key is
    Trial m_trial = Trial::None;
    QList<FoundKey> m_lying; ///< keys that lie about on this computer

    QStackedWidget *m_pages;
    QLabel *m_where;
    QListWidget *m_providers = nullptr;
    QStackedWidget *m_side = nullptr;
    QLabel *m_sideTitle = nullptr;
    KeyForm *m_form = nullptr;
    QVBoxLayout *m_found = nullptr;
    ToneLabel *m_chooseState = nullptr;
    QLabel *m_tryText = nullptr;
    QPushButton *m_test = nullptr;
    ToneLabel *m_result = nullptr;
    QLabel *m_readyText = nullptr;
    CopyField *m_address = nullptr;
    QCheckBox *m_autostart = nullptr;
    ToneLabel *m_autostartState = nullptr;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_cancel;
};

} // namespace byok
