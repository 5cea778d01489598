// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/provider_entry.h"
#include "ui/dialogs/growing_dialog.h"
#include "ui/window_links.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace byok {

class ToneLabel;

/// Takes a provider of the person's own, or another address for a shipped one. Owned by its page, which opens
/// it; deletes itself when closed; GUI thread.
class ProviderDialog final : public GrowingDialog
{
    Q_OBJECT

public:
    enum class Purpose { Add, Change };

    ProviderDialog(const WindowLinks &links, const ProviderEntry &entry, Purpose purpose, QWidget *parent);

signals:
    void saved(const QString &provider);

private:
    /// What a provider of the person's own is.
    enum class What {
        Gateway, ///< in OpenAI's manner: its paths go without saying
        OtherApi,
    };

    /// The explanation's own widget; null where there is none.
    QWidget *addRow(QFormLayout *form, const QString &text, QWidget *field, const QString &explanation = {});
    /// A row that only another API than a gateway has.
    void addApiRow(QFormLayout *form, const QString &text, QWidget *field, const QString &explanation);
    void fill();
    void showRows();
    [[nodiscard]] What what() const;
    void refresh();
    void save();
    [[nodiscard]] ProviderEntry entered() const;
    [[nodiscard]] bool isOwn() const;
    [[nodiscard]] QString shortName() const;

    WindowLinks m_links;
    ProviderEntry m_entry;
    Purpose m_purpose;
    QFormLayout *m_form;
    QComboBox *m_what;
    QLineEdit *m_name;
    QLineEdit *m_id;
    QLineEdit *m_address;
    ToneLabel *m_addressWords;
    ToneLabel *m_warning;
    QCheckBox *m_private;
    QComboBox *m_auth;
    QLineEdit *m_field;
    QWidget *m_fieldWords = nullptr;
    QPlainTextEdit *m_paths;
    QLineEdit *m_checkPath;
    ToneLabel *m_fault;
    QPushButton *m_save;
    QList<QWidget *> m_apiRows; ///< one widget of each
    bool m_idIsTheirs = false;  ///< the person has typed one
};

} // namespace byok
