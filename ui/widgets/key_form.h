// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/providers/provider.h"
#include "ui/theme.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace byok {

class RelayController;
class SecretEdit;
class ToneLabel;

/// A line for a key that says whose key it looks like, with a link to the page where one is got. Owned by its
/// dialog, GUI thread; the controller outlives it.
class KeyForm final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyForm(RelayController &relay, QWidget *parent = nullptr);

    /// For whom the key is meant; none: not chosen yet.
    void setProvider(const std::optional<Provider> &provider);
    [[nodiscard]] SecretEdit &edit() { return *m_edit; }

signals:
    /// The key looks like that provider's and no provider was chosen, or the person says that it is.
    void recognised(const QString &provider);

private:
    void judge();
    void say(Tone tone, const QString &sentence);
    void judgeChosen(const Provider &chosen, const Secret &key, const QStringList &owners);

    RelayController &m_relay;
    std::optional<Provider> m_provider;
    SecretEdit *m_edit;
    QLabel *m_page;
    ToneLabel *m_hint;
    QPushButton *m_useOther;
    QString m_other; ///< whose key it looks like, where that is not the chosen one
};

} // namespace byok
