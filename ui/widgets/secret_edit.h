// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace byok {

/// A line for a key. What is typed leaves it as a Secret only: it cannot be copied, dragged, undone or
/// searched for, shows dots unless the person asks to see it, and is overwritten once it was taken, cleared
/// or hidden with its page. Owned by its dialog, GUI thread.
class SecretEdit final : public QWidget
{
    Q_OBJECT

public:
    /// A key is at most this many characters long (what the smallest keychain takes).
    static constexpr int longestKey = 2500;

    /// `name` is what a screen reader calls the line; objectNames: "<objectName>Line", "<objectName>Show".
    SecretEdit(const QString &objectName, const QString &name, QWidget *parent = nullptr);
    ~SecretEdit() override;

    [[nodiscard]] bool isEmpty() const;
    /// What the line holds, without white space at its ends; it stays there.
    [[nodiscard]] Secret held() const;
    /// What the line held; it is empty afterwards.
    [[nodiscard]] Secret take();
    void clear();
    /// What a screen reader says of the line besides its name, such as whose key it looks like.
    void describe(const QString &text);
    /// In the empty line; never a key.
    void setPlaceholder(const QString &text);

signals:
    /// By typing, pasting or clearing.
    void changed();
    void returnPressed();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    enum class Echo { Dots, Plain };
    void setEcho(Echo echo);

    QLineEdit *m_line;
    QToolButton *m_show;
};

} // namespace byok
