// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"

#include <QDialog>
#include <QPointer>

namespace byok {

class SensitiveClipboard;
class ToneLabel;

/// Shows the token of a new program, once: it is kept nowhere as it is. Owned by its page, deletes itself
/// when closed, GUI thread.
class TokenDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `address`: where the relay listens, "http://127.0.0.1:2965". `clipboard` belongs to the page.
    TokenDialog(const QString &program, const Secret &token, const QString &address,
                SensitiveClipboard *clipboard, QWidget *parent = nullptr);

private:
    void copyToken();

    Secret m_token;
    QPointer<SensitiveClipboard> m_clipboard;
    ToneLabel *m_word;
};

} // namespace byok
