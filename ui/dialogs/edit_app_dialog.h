// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace byok {

class FallbackList;
class GrantEditor;
class ToneLabel;

/// One approved app, to be changed: its name, what it may do, the keys that it stored for itself, its tokens.
/// Tokens are revoked at once, everything else by Save. Owned by its page, deletes itself when closed, GUI
/// thread.
class EditAppDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `app`: as it is in the config now.
    EditAppDialog(const WindowLinks &links, const AppEntry &app, QWidget *parent = nullptr);

    void accept() override;

private:
    void addFacts(QVBoxLayout *column);
    QWidget *makeBody();
    void addOwnKeys(QVBoxLayout *column);
    QWidget *makeTokens();
    [[nodiscard]] QList<FallbackRule> keptFallbacks() const;
    void listTokens();
    void revokeToken();
    void follow(const RelayConfig &config);
    void refresh();

    WindowLinks m_links;
    AppEntry m_app; ///< as it was when the dialog opened
    QLineEdit *m_name;
    GrantEditor *m_grant;
    FallbackList *m_fallbacks;
    QHash<QString, QCheckBox *> m_ownKeys; ///< by provider
    QTableWidget *m_tokens;
    QPushButton *m_revokeToken;
    ToneLabel *m_problem;
    QPushButton *m_save;
};

} // namespace byok
