// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/notices/notice.h"

#include <QObject>

namespace byok {

/// Shows notices in the desktop's own way. At most one of each kind is on the screen: a newer one takes the
/// place of an older. Owned by the Application, lives on the GUI thread.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void show(const byok::Notice &notice) = 0;
    /// What it told of is settled; the notice goes, where the desktop can take it back.
    virtual void withdraw(byok::NoticeKind kind) = 0;

signals:
    /// The person clicked it.
    void chosen(byok::NoticeKind kind);
    /// The desktop has no way of its own to show this: to be shown as a message of the tray's sign.
    void notShown(const byok::Notice &notice);
};

} // namespace byok
