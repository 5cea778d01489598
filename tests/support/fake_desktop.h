// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/desktop_abilities.h"

namespace byok::test {

/// An operating system that does what a test says. For tests only; lives on the test's thread.
class FakeDesktop final : public DesktopAbilities
{
public:
    [[nodiscard]] Autostart autostart() const override { return m_autostart; }
    [[nodiscard]] Result<> setAutostart(Autostart wanted) override
    {
        if (!m_autostartRefusal.isEmpty())
            return Failure{m_autostartRefusal};
        m_autostart = wanted;
        return Nothing{};
    }
    [[nodiscard]] QList<FoundKey> findKeys() const override { return m_found; }
    [[nodiscard]] Result<QList<FoundKey>> keysInFile(const QString &path) const override
    {
        if (m_inFile.isEmpty())
            return Failure{QStringLiteral("%1 holds no key.").arg(path)};
        return m_inFile;
    }
    [[nodiscard]] ProgramPlaces places() const override
    {
        return {QStringLiteral("~/.config/byok-relay"),
                QStringLiteral("~/.config/byok-relay/config.json"),
                QStringLiteral("~/.config/byok-relay/usage.sqlite"), QStringLiteral("GNOME keyring")};
    }
    void quit() override { ++m_quits; }

    void setFound(const QList<FoundKey> &found) { m_found = found; }
    void setInFile(const QList<FoundKey> &found) { m_inFile = found; }
    void setAutostartState(Autostart autostart) { m_autostart = autostart; }
    void refuseAutostart(const QString &sentence) { m_autostartRefusal = sentence; }
    [[nodiscard]] int quits() const { return m_quits; }

private:
    Autostart m_autostart = Autostart::Off;
    QString m_autostartRefusal;
    QList<FoundKey> m_found;
    QList<FoundKey> m_inFile;
    int m_quits = 0;
};

} // namespace byok::test
