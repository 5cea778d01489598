// SPDX-License-Identifier: Apache-2.0
#include "relay/realtime_session.h"

#include "relay/access/request_credential.h"
#include "relay/credential_mask.h"
#include "relay/key_binding.h"
#include "relay/keyed_request.h"
#include "relay/providers/error_dialect.h"
#include "relay/reply_fault.h"
#include "relay/upstream/header_filter.h"
#include "relay/upstream/transfer_engine.h"
#include "relay/upstream/upstream_place.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 millisecondsPerSecond = 1000;
/// How long a provider may think about a handshake.
constexpr std::chrono::seconds mostForHead{30};
constexpr qsizetype pieceBytes = 16 * 1024;

bool isSafe(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void addField(QByteArray &head, QByteArrayView name, QByteArrayView value)
{
    if (isSafe(name) && isSafe(value))
        head.append(name).append(": ").append(value).append("\r\n");
}

QByteArray joined(const HeaderFields &fields, QByteArrayView name)
{
    QByteArrayList values;
    for (const HeaderField &field : fields) {
        if (field.name == name)
            values.append(field.value);
    }
    return values.join(", ");
}

} // namespace

RealtimeSession::RealtimeSession(ExchangePlan plan, WebSocketHandshake handshake,
                                 std::unique_ptr<ResponseWriter> writer, RealtimeLinks links)
    : m_plan(std::move(plan))
    , m_handshake(std::move(handshake))
    , m_writer(std::move(writer))
    , m_links(std::move(links))
{
    m_clock.start();
    m_record = recordOf(m_plan.request, m_plan.wayIn);
    noteIn(m_record, m_plan.attempt);
    // What carried the token is nobody's subprotocol.
    m_handshake.protocols.removeIf([](const QByteArray &protocol) { return isCredentialProtocol(protocol); });

    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        if (m_state == State::Tunnelling)
            watchIdle();
        else
            fail({ErrorCode::UpstreamTimeout,
                  u"%1 did not answer the WebSocket's handshake within %2 seconds."_s
                      .arg(m_plan.attempt.provider.name)
                      .arg(mostForHead.count())},
                 ExchangeOutcome::Failed);
    });
    connect(m_writer.get(), &ResponseWriter::clientGone, this,
            [this] { finish(State::ClientGone, ExchangeOutcome::ClientGone); });
}

RealtimeSession::~RealtimeSession() = default;

std::optional<LiveExchange> RealtimeSession::live() const
{
    return liveOf(m_record);
}

void RealtimeSession::begin()
{
    Q_ASSERT(m_state == State::New);
    m_state = State::AwaitingKey;
    if (m_plan.attempt.keyAccount.isEmpty()) {
        keyArrived(Secret());
        return;
    }
    m_links.keys.use(
        {m_plan.attempt.keyAccount, m_plan.attempt.provider.id, originForKeys(m_plan.attempt.provider)}, this,
        [this](Result<Secret, RelayError> key) { keyArrived(std::move(key)); });
}

void RealtimeSession::revoke(const RelayError &why)
{
    fail(why, ExchangeOutcome::Revoked);
}

// ------------------------------------------------------------------------------------------------------
// the handshake

void RealtimeSession::keyArrived(Result<Secret, RelayError> key)
{
    if (m_state != State::AwaitingKey)
        return;
    if (!key) {
        fail(key.error(), ExchangeOutcome::Refused);
        return;
    }
    // A keychain may have asked the person first: what they changed meanwhile holds.
    if (const std::optional<RelayError> fault = m_links.faultSincePlanned(m_plan)) {
        fail(*fault, ExchangeOutcome::Refused);
        return;
    }
    m_key = std::move(key).value();
    m_state = State::Connecting;
    m_upstream = m_links.engine.openTunnel(
        {.url = m_plan.attempt.provider.baseUrl,
         .reach = m_plan.attempt.provider.reach(),
         .connectMilliseconds = m_plan.settings.connectSeconds * millisecondsPerSecond},
        this);
}

void RealtimeSession::tunnelConnected()
{
    m_state = State::AwaitingHead;
    m_limit.start(mostForHead);
    QByteArray head = upstreamHead();
    m_upstream->write(head);
    wipe(head);
}

/// The whole upstream handshake, with the key in it: to be wiped.
QByteArray RealtimeSession::upstreamHead() const
{
    const Provider &provider = m_plan.attempt.provider;
    const Credential credential = credentialFor(provider, m_key, m_record.path);
    const HeaderFields fields = fieldsBesideKey(toUpstream(m_plan.request.head.fields), provider, credential,
                                                m_plan.attempt.appFields);

    QByteArray head;
    constexpr qsizetype enough = 32 * 1024; // so that it does not move, and leave a copy of the key behind
    head.reserve(enough);
    head.append("GET ").append(rawTarget(provider.baseUrl)).append(m_plan.attempt.target);
    if (!credential.queryParameter.isEmpty())
        head.append(m_plan.attempt.target.contains('?') ? '&' : '?')
            .append(credential.queryParameter.expose());
    head.append(" HTTP/1.1\r\n");
    addField(head, "Host", UpstreamPlace::of(provider.baseUrl).display());
    addField(head, "Upgrade", "websocket");
    addField(head, "Connection", "Upgrade");
    addField(head, "Sec-WebSocket-Key", m_handshake.key);
    addField(head, "Sec-WebSocket-Version", "13");
    if (!m_handshake.protocols.isEmpty())
        addField(head, "Sec-WebSocket-Protocol", m_handshake.protocols.join(", "));
    if (!m_handshake.extensions.isEmpty())
        addField(head, "Sec-WebSocket-Extensions", m_handshake.extensions);
    for (const HeaderField &field : fields)
        addField(head, field.name, field.value);
    if (!credential.fieldName.isEmpty() && !credential.value.isEmpty() && isSafe(credential.value.expose())) {
        head.append(credential.fieldName).append(": ").append(credential.prefix);
        head.append(credential.value.expose()).append("\r\n");
    }
    return head.append("\r\n");
}

void RealtimeSession::readReply(QByteArrayView bytes)
{
    const QByteArrayView rest = m_reply.feed(bytes);
    switch (m_reply.state()) {
    case HandshakeReply::State::InHead:
    case HandshakeReply::State::InBody:
        break;
    case HandshakeReply::State::Upgraded:
        openTunnel();
        if (m_state == State::Tunnelling && !rest.isEmpty())
            carryDown(rest);
        break;
    case HandshakeReply::State::Whole:
        answerWithReply();
        break;
    case HandshakeReply::State::Broken:
        fail(broken(u"sent no answer to a WebSocket's handshake that could be read"_s),
             ExchangeOutcome::Failed);
        break;
    }
}

/// Why what came is no answer to what was asked; none where it is.
std::optional<RelayError> RealtimeSession::faultOfUpgrade(const UpstreamHead &head) const
{
    if (headerValue(head.fields, "upgrade").compare("websocket", Qt::CaseInsensitive) != 0 ||
        headerCount(head.fields, "sec-websocket-accept") != 1 ||
        headerValue(head.fields, "sec-websocket-accept") != handshakeAccept(m_handshake.key))
        return broken(u"did not prove that it has understood the WebSocket's handshake"_s);
    const QByteArray chosen = joined(head.fields, "sec-websocket-protocol");
    if (!chosen.isEmpty() && !m_handshake.protocols.contains(chosen))
        return broken(u"chose a subprotocol that nobody offered"_s);
    if (m_handshake.extensions.isEmpty() && !joined(head.fields, "sec-websocket-extensions").isEmpty())
        return broken(u"chose an extension that nobody offered"_s);
    return std::nullopt;
}

/// What of the provider's head the caller gets, free of the key.
HeaderFields RealtimeSession::maskedFields(const UpstreamHead &head) const
{
    const CredentialMask mask(m_key, credentialFor(m_plan.attempt.provider, m_key, m_record.path));
    HeaderFields fields;
    for (const HeaderField &field : toDownstream(head.fields))
        fields.append({field.name, mask.maskWhole(field.value)});
    return fields;
}

void RealtimeSession::openTunnel()
{
    if (const std::optional<RelayError> fault = faultOfUpgrade(m_reply.head())) {
        fail(*fault, ExchangeOutcome::Failed);
        return;
    }
    HeaderFields fields = maskedFields(m_reply.head());
    fields.append({"x-relay-request-id", m_plan.request.id});
    m_record.status = m_reply.head().status;
    m_record.firstByteMilliseconds = m_clock.elapsed();
    m_key = {}; // from here on nothing needs it
    m_state = State::Tunnelling;
    m_quiet.start();
    m_limit.stop();
    m_client = m_writer->upgrade(fields);
    connect(m_client.get(), &ClientTunnel::readable, this, &RealtimeSession::carryUp);
    connect(m_client.get(), &ClientTunnel::drained, this, &RealtimeSession::callerDrained);
    connect(m_client.get(), &ClientTunnel::clientGone, this, &RealtimeSession::callerLeft);
    watchIdle();
}

/// The provider said no, or something else than yes: the caller gets it as an ordinary reply.
void RealtimeSession::answerWithReply()
{
    const UpstreamHead &head = m_reply.head();
    if (const std::optional<RelayError> fault = replyFault(head, m_plan.attempt.provider.name)) {
        fail(*fault, ExchangeOutcome::Failed);
        return;
    }
    CredentialMask mask(m_key, credentialFor(m_plan.attempt.provider, m_key, m_record.path));
    QByteArray body = mask.pass(m_reply.body());
    body.append(mask.rest());
    m_record.status = head.status;
    m_record.firstByteMilliseconds = m_clock.elapsed();
    m_record.bytesDown = body.size();
    m_writer->sendWhole({head.status, maskedFields(head), body});
    finish(State::Done, ExchangeOutcome::Completed);
}

// ------------------------------------------------------------------------------------------------------
// bytes

void RealtimeSession::tunnelData(QByteArrayView bytes)
{
    if (m_state == State::AwaitingHead)
        readReply(bytes);
    else if (m_state == State::Tunnelling)
        carryDown(bytes);
}

void RealtimeSession::carryDown(QByteArrayView bytes)
{
    noteActivity();
    m_toCaller.pass(bytes);
    m_record.bytesDown += bytes.size();
    m_client->write(bytes);
    const qint64 mayHold = m_plan.settings.heldBytesPerStream;
    if (mayHold == 0 || m_paused || m_client->bytesHeld() < mayHold / 2)
        return;
    // A caller that stops altogether is dropped by its connection, after stalled-reader-seconds.
    m_paused = true;
    m_upstream->pause();
}

void RealtimeSession::callerDrained()
{
    if (m_state != State::Tunnelling || !m_paused ||
        m_client->bytesHeld() > m_plan.settings.heldBytesPerStream / 4)
        return;
    m_paused = false;
    m_upstream->resume();
}

/// Takes from the caller only what the provider takes: the rest waits in the caller's connection, and when
/// that is full, with the caller.
void RealtimeSession::carryUp()
{
    while (m_state == State::Tunnelling && m_upstream->bytesHeld() == 0) {
        const QByteArray bytes = m_client->take(pieceBytes);
        if (bytes.isEmpty())
            return;
        noteActivity();
        m_record.bytesUp += bytes.size();
        m_upstream->write(bytes);
    }
}

void RealtimeSession::tunnelDrained()
{
    if (m_state == State::Tunnelling)
        carryUp();
}

void RealtimeSession::callerLeft()
{
    if (m_state != State::Tunnelling)
        return;
    // The last that it said, its close frame as a rule, is still the provider's to hear.
    for (QByteArray bytes = m_client->take(pieceBytes); !bytes.isEmpty();
         bytes = m_client->take(pieceBytes)) {
        m_record.bytesUp += bytes.size();
        m_upstream->write(bytes);
    }
    finish(State::ClientGone, ExchangeOutcome::ClientGone);
}

void RealtimeSession::tunnelEnded(const std::optional<RelayError> &error)
{
    switch (m_state) {
    case State::AwaitingHead:
        m_reply.finish();
        if (m_reply.state() == HandshakeReply::State::Whole)
            answerWithReply();
        else
            fail(error.value_or(broken(u"closed the connection instead of answering the handshake"_s)),
                 ExchangeOutcome::Failed);
        return;
    case State::Tunnelling:
        m_client->finish();
        finish(error ? State::Failed : State::Done,
               error ? ExchangeOutcome::Failed : ExchangeOutcome::Completed);
        return;
    case State::Connecting:
        fail(error.value_or(broken(u"closed the connection at once"_s)), ExchangeOutcome::Failed);
        return;
    case State::New:
    case State::AwaitingKey:
    case State::Done:
    case State::Failed:
    case State::ClientGone:
        return;
    }
}

// ------------------------------------------------------------------------------------------------------
// the end

/// Each byte only notes the time; the timer looks at it when it fires, and sleeps on for what is left.
void RealtimeSession::watchIdle()
{
    const qint64 most = m_plan.settings.idleSeconds * millisecondsPerSecond;
    if (most <= 0)
        return;
    const qint64 left = most - m_quiet.elapsed();
    if (left > 0) {
        m_limit.start(std::chrono::milliseconds(left));
        return;
    }
    closeCaller(CloseCode::GoingAway,
                u"Nothing was said for %1 seconds, the relay's limit."_s.arg(m_plan.settings.idleSeconds));
    finish(State::Failed, ExchangeOutcome::Failed);
}

/// Says why, where a frame of ours can be understood: between two of the provider's.
void RealtimeSession::closeCaller(CloseCode code, const QString &reason)
{
    if (m_toCaller.atBorder())
        m_client->write(closeFrame(code, reason));
    m_client->finish();
}

RelayError RealtimeSession::broken(const QString &what) const
{
    return {ErrorCode::UpstreamBroken, u"%1 %2."_s.arg(m_plan.attempt.provider.name, what)};
}

bool RealtimeSession::isOver() const
{
    return m_state == State::Done || m_state == State::Failed || m_state == State::ClientGone;
}

void RealtimeSession::fail(const RelayError &error, ExchangeOutcome outcome)
{
    if (isOver())
        return;
    if (m_state == State::Tunnelling) {
        closeCaller(CloseCode::PolicyViolation, error.sentence);
    } else {
        const WholeReply reply =
            errorReplyIn(dialectFor(m_plan.request.admission.caller.carrier, m_plan.request.head), error);
        m_record.status = reply.status;
        m_writer->sendWhole(reply);
    }
    finish(State::Failed, outcome);
}

void RealtimeSession::finish(State state, ExchangeOutcome outcome)
{
    if (isOver())
        return;
    m_state = state;
    m_limit.stop();
    m_upstream.reset(); // closes at once: a provider bills for what it goes on generating
    m_key = {};
    m_record.outcome = outcome;
    m_record.milliseconds = m_clock.elapsed();
    emit finished();
}

} // namespace byok
