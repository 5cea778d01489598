// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/autostart.h"
#include "relay/relay_controller.h"
#include "ui/desktop_abilities.h"

#include <functional>

namespace byok {

/// This computer, as windows ask for it. Owned by the Application, lives on the GUI thread.
class OwnDesktop final : public DesktopAbilities
{
public:
    struct Links
    {
        RelayController &relay; ///< outlives this
        QString profile;        ///< absolute path
        QStringList startArguments; ///< what a start at login needs besides --hidden
        std::function<void()> quit;
    };

    explicit OwnDesktop(Links links);

    [[nodiscard]] Autostart autostart() const override;
    [[nodiscard]] Result<> setAutostart(Autostart wanted) override;
    [[nodiscard]] QList<FoundKey> findKeys() const override;
    [[nodiscard]] Result<QList<FoundKey>> keysInFile(const QString &path) const override;
    [[nodiscard]] ProgramPlaces places() const override;
    void quit() override { m_links.quit(); }

private:
    Links m_links;
};

} // namespace byok
