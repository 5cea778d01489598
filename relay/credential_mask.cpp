// SPDX-License-Identifier: Apache-2.0
#include "relay/credential_mask.h"

namespace byok {

CredentialMask::CredentialMask(const Secret &key, const Credential &credential)
{
    m_masks.emplace_back(key);
    if (!credential.value.isEmpty() && !credential.value.equals(key))
        m_masks.emplace_back(credential.value);
    const QByteArrayView parameter = credential.queryParameter.expose();
    const qsizetype equals = parameter.indexOf('=');
    if (equals >= 0 && equals + 1 < parameter.size())
        m_masks.emplace_back(Secret::copyOf(parameter.sliced(equals + 1)));
}

QByteArray CredentialMask::pass(QByteArrayView bytes)
{
    QByteArray passed = m_masks.front().pass(bytes);
    for (std::size_t i = 1; i < m_masks.size(); ++i)
        passed = m_masks[i].pass(passed);
    return passed;
}

QByteArray CredentialMask::rest()
{
    QByteArray left;
    for (KeyMask &mask : m_masks)
        left = mask.pass(left) + mask.rest();
    return left;
}

QByteArray CredentialMask::maskWhole(QByteArrayView bytes) const
{
    QByteArray masked = bytes.toByteArray();
    for (const KeyMask &mask : m_masks)
        masked = mask.maskWhole(masked);
    return masked;
}

} // namespace byok
