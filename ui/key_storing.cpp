// SPDX-License-Identifier: Apache-2.0
#include "ui/key_storing.h"

#include "relay/key_binding.h"
#include "relay/providers/credential_injector.h"
#include "relay/relay_controller.h"
#include "ui/key_words.h"

#include <QCoreApplication>

namespace byok {

void storePersonsKey(RelayController &relay, const Provider &provider, const QString &label,
                     const Secret &key, std::function<void(Result<>)> done)
{
    if (const QString fault = labelFault(label); !fault.isEmpty()) {
        done(Failure{fault});
        return;
    }
    const Result<Secret, RelayError> accepted = acceptKey(provider, key);
    if (!accepted) {
        done(Failure{accepted.error().sentence});
        return;
    }
    const QByteArray origin = originForKeys(provider);
    if (origin.isEmpty()) {
        done(Failure{
            QCoreApplication::translate(
                "KeyWords", "%1 has no address yet that a key could be kept for. Enter its address first.")
                .arg(provider.name)});
        return;
    }
    const KeyEntry entry{.account = {},
                         .provider = provider.id,
                         .label = label,
                         .appId = {},
                         .addedAt = QDateTime::currentDateTimeUtc(),
                         .sentTo = origin};
    relay.custodian().store(
        entry, accepted.value(), [](const RelayConfig &) -> Result<Nothing, RelayError> { return Nothing{}; },
        [done = std::move(done)](const Result<KeyEntry, RelayError> &stored) {
            done(stored ? Result<>(Nothing{}) : Result<>(Failure{stored.error().sentence}));
        });
}

} // namespace byok
