// SPDX-License-Identifier: Apache-2.0
#include "relay/config_keeper.h"

namespace byok {

ConfigKeeper::ConfigKeeper(RelayConfig initial, Save save, QObject *parent)
    : QObject(parent)
    , m_current(std::make_shared<const RelayConfig>(std::move(initial)))
    , m_save(std::move(save))
{
}

Result<> ConfigKeeper::apply(const ConfigEdit &edit)
{
    RelayConfig next = *m_current;
    if (Result<> edited = edit(next); !edited)
        return edited;
    if (next == *m_current)
        return Nothing{};
    if (Result<> saved = m_save(next); !saved)
        return saved;
    m_current = std::make_shared<const RelayConfig>(std::move(next));
    emit changed(m_current);
    return Nothing{};
}

} // namespace byok
