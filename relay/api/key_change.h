// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/key_check.h"
#include "relay/live_stream.h"

#include <memory>

namespace byok {

/// What an app may do to a key of its own.
enum class KeyAction { Store, Rotate, Remove };

/// One change as it was asked for, already checked as far as the relay alone can. Value; the key is wiped
/// with it.
struct KeyChangePlan
{
    ClientRequest request; ///< without its body
    Provider provider;
    KeyAction action = KeyAction::Store;
    Secret key;       ///< the new one; empty for Remove
    QString replaces; ///< Rotate: the account of the key that goes
};

/// One change that an app makes to a key of its own, up to its answer: it waits for the keychain, a rotation
/// for the provider before that. A live stream, so that it is ended when the app is revoked and waited for
/// when the relay leaves. Owned by the ExchangeTable, lives on the relay's thread.
class KeyChange final : public LiveStream
{
    Q_OBJECT

public:
    enum class State {
        New,      ///< begin() has not been called
        Checking, ///< the provider is asked about the new key; nothing has been written, leaving cancels it
        Changing, ///< the keychain and the config are being changed; that goes on whoever leaves
        Done,     ///< answered
    };

    KeyChange(KeyChangePlan plan, std::unique_ptr<ResponseWriter> writer, ApiServices &services);

    void begin() override;
    void revoke(const RelayError &why) override;
    [[nodiscard]] const Caller &caller() const override { return m_plan.request.admission.caller; }
    [[nodiscard]] std::optional<ExchangeRecord> recorded() const override { return std::nullopt; }

private:
    void checked(const KeyVerdict &verdict);
    void store();
    void stored(const Result<KeyEntry, RelayError> &outcome);
    void remove();
    void removed(const Result<UnlistedKeys> &outcome);
    void answer(const QJsonObject &value);
    void fail(const RelayError &error);

    KeyChangePlan m_plan;
    std::unique_ptr<ResponseWriter> m_writer;
    ApiServices &m_services;
    std::unique_ptr<KeyCheck> m_check;
    State m_state = State::New;
};

/// Whether this caller may keep a key of its own for the provider now. Pure.
[[nodiscard]] Result<Nothing, RelayError> mayKeepOwnKey(const RelayConfig &config, const Caller &caller,
                                                        const Provider &provider);
/// Why a rotation has to wait for the person.
[[nodiscard]] RelayError rotationWhileLocked();

} // namespace byok
