// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

namespace byok {

class FallbackList;
class ToneLabel;

/// A section of the settings: what is tried where a request of any app fails. Every change is in force at
/// once. Owned by the SettingsPage, GUI thread.
class FailureSection final : public QWidget
{
    Q_OBJECT

public:
    explicit FailureSection(const WindowLinks &links, QWidget *parent = nullptr);

private:
    void showConfig();
    void keepRules();

    WindowLinks m_links;
    FallbackList *m_rules;
    ToneLabel *m_problem;
};

} // namespace byok
