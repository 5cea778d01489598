// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QHash>
#include <QStringList>
#include <QWidget>

#include <optional>

class QCheckBox;
class QPushButton;

namespace byok {

class ToneLabel;

/// The programs with models of their own that the relay knows (Ollama and the like), each to be turned on or
/// off, and a search for those that answer on this computer. Owned by its dialog, GUI thread.
class LocalModels final : public QWidget
{
    Q_OBJECT

public:
    explicit LocalModels(const WindowLinks &links, QWidget *parent = nullptr);

    /// Asks each whether it answers.
    void look();

private:
    void found(const QStringList &ids);
    void turn(const QString &id, Qt::CheckState state);
    void refresh();

    struct Row
    {
        QCheckBox *tick = nullptr;
        ToneLabel *state = nullptr;
    };

    WindowLinks m_links;
    QPushButton *m_look;
    ToneLabel *m_summary;
    QHash<QString, Row> m_rows;
    std::optional<QStringList> m_found; ///< none: not looked yet
};

} // namespace byok
