// SPDX-License-Identifier: Apache-2.0
#include "relay/access/relay_edits.h"

using namespace Qt::StringLiterals;

namespace byok {

ConfigEdit pauseRelay(RelayPause pause)
{
    return [pause](RelayConfig &config) -> Result<> {
        config.paused = pause == RelayPause::Paused;
        return Nothing{};
    };
}

ConfigEdit setPort(quint16 port)
{
    return [=](RelayConfig &config) -> Result<> {
        config.port = port;
        return Nothing{};
    };
}

ConfigEdit setProxy(const ProxyChoice &choice)
{
    return [=](RelayConfig &config) -> Result<> {
        const Result<ProxyChoice> checked = checkedProxy(choice);
        if (!checked)
            return checked.error();
        config.proxy = checked.value();
        return Nothing{};
    };
}

ConfigEdit setDesktop(const DesktopChoices &choices)
{
    return [=](RelayConfig &config) -> Result<> {
        if (choices.lockAfterIdleMinutes < 0 ||
            choices.lockAfterIdleMinutes > DesktopChoices::mostIdleMinutes)
            return Failure{u"Lock after 1 to %1 minutes without use, or 0 for never."_s.arg(
                DesktopChoices::mostIdleMinutes)};
        config.desktop = choices;
        return Nothing{};
    };
}

} // namespace byok
