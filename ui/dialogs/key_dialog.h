// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/growing_dialog.h"
#include "ui/window_links.h"

#include <optional>

class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QPushButton;

namespace byok {

class KeyForm;
class ToneLabel;

/// Takes a key, new or in place of another: provider, name, key; tries it before it is stored if the person
/// wants. Owned by its page, which opens it; deletes itself when closed; GUI thread.
class KeyDialog final : public GrowingDialog
{
    Q_OBJECT

public:
    /// Which key is meant.
    struct Subject
    {
        QString provider; ///< empty: the person chooses
        QString label;    ///< empty: a new one
    };

    KeyDialog(const WindowLinks &links, const Subject &subject, QWidget *parent);
    ~KeyDialog() override;

signals:
    void stored(const QString &provider, const QString &label);

private:
    /// What the dialog is doing.
    enum class State {
        Asking,  ///< the person fills it in
        Testing, ///< the provider is asked about the key
        Storing, ///< the keychain is being written; the dialog waits
    };

    void fillProviders();
    void chooseProvider(const QString &id);
    void providerChanged();
    void judgeName();
    void test();
    void save();
    void setState(State state);
    void refresh();
    [[nodiscard]] std::optional<Provider> provider() const;
    [[nodiscard]] QString label() const;

    WindowLinks m_links;
    Subject m_subject;
    State m_state = State::Asking;
    QComboBox *m_providers;
    QLineEdit *m_name;
    ToneLabel *m_nameHint;
    KeyForm *m_key;
    ToneLabel *m_result;
    QPushButton *m_test;
    QDialogButtonBox *m_buttons;
    bool m_nameIsTheirs = false; ///< the person has typed one
};

} // namespace byok
