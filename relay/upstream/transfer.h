// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/header_field.h"
#include "relay/http/request_head.h"
#include "relay/keys/secret.h"
#include "relay/network_address.h"
#include "relay/relay_error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace byok {

/// How long one upstream request may take, in milliseconds; 0: no limit. There is no limit on the whole.
struct TransferTimeouts
{
    qint64 connect = 10'000;
    qint64 firstByte = 600'000; ///< from the request's end to the reply's status line
    qint64 idle = 600'000; ///< between two pieces of the reply; does not run while the transfer is paused
};

/// One upstream request, complete. Value; the credential is wiped with it.
struct UpstreamRequest
{
    HttpMethod method = HttpMethod::Get;
    QByteArray url;      ///< absolute, http or https, already judged; sent byte for byte (no normalisation)
    HeaderFields fields; ///< already filtered; no Host, no framing fields
    QByteArray credentialName;   ///< header that carries the credential, lower-case; empty for none
    QByteArray credentialPrefix; ///< e.g. "Bearer "
    Secret credential;           ///< the header's value after the prefix
    QByteArray body;
    TransferTimeouts timeouts;
    AddressReach reach = AddressReach::Public; ///< judged by the address that the name turns out to be
};

/// A reply's status line and fields as the provider sent them (final ones: 1xx are swallowed). Value.
struct UpstreamHead
{
    int status = 0;
    HeaderFields fields; ///< names lower-case, order kept
};

/// Who follows a transfer. Every call comes on the engine's thread, never from inside start(), pause() or
/// resume().
class TransferObserver
{
public:
    virtual ~TransferObserver() = default;
    virtual void transferHead(const UpstreamHead &head) = 0;
    /// A piece of the body, at most 16 KiB, valid during the call.
    virtual void transferData(QByteArrayView bytes) = 0;
    /// The last call: empty when the reply is whole, else why it is not. Not called after Transfer is
    /// destroyed.
    virtual void transferFinished(const std::optional<RelayError> &error) = 0;
};

/// One upstream request under way. Owned by its Exchange; destroying it cancels the request at once. Lives on
/// the engine's thread; must not outlive the engine.
class Transfer
{
public:
    virtual ~Transfer() = default;
    /// Stops reading from the provider (back-pressure); at most one more piece that was already read may
    /// arrive.
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Whether anything of the request may have reached the provider, which may bill for it. Holds after the
    /// transfer has finished too.
    [[nodiscard]] virtual bool mayHaveSent() const = 0;
};

} // namespace byok
