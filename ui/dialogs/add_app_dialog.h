// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/app_registry.h"
#include "ui/window_links.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace byok {

class GrantEditor;
class ToneLabel;

/// Lets the person allow a web app by its address, or make a program with a token, before either has asked.
/// Owned by its page, deletes itself when closed, GUI thread.
class AddAppDialog final : public QDialog
{
    Q_OBJECT

public:
    AddAppDialog(const WindowLinks &links, AppKind kind, QWidget *parent = nullptr);

    void accept() override;

signals:
    /// The app is in the config.
    void added(const QString &appId);
    /// ... and this is the one time that its token is there to be shown.
    void tokenMade(const QString &name, const byok::Secret &token);

private:
    void addNameField(QVBoxLayout *column);
    void follow();
    [[nodiscard]] Result<> addOrigin();
    [[nodiscard]] Result<> makeProgram();

    WindowLinks m_links;
    AppKind m_kind;
    QLineEdit *m_name;
    ToneLabel *m_notes;
    GrantEditor *m_grant;
    ToneLabel *m_problem;
    QPushButton *m_add;
};

} // namespace byok
