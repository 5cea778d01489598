// SPDX-License-Identifier: Apache-2.0
#include "app/notifiers.h"

namespace byok {

namespace {

/// Leaves all to the tray's sign, which on Windows and macOS shows the system's own notifications.
class TrayNotifier final : public Notifier
{
public:
    void show(const Notice &notice) override { emit notShown(notice); }
    void withdraw(NoticeKind) override {}
};

} // namespace

std::unique_ptr<Notifier> makeNotifier()
{
    return std::make_unique<TrayNotifier>();
}

} // namespace byok
