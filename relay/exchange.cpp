// SPDX-License-Identifier: Apache-2.0
#include "relay/exchange.h"

#include "relay/credential_mask.h"
#include "relay/key_binding.h"
#include "relay/keyed_request.h"
#include "relay/providers/credential_injector.h"
#include "relay/providers/error_dialect.h"
#include "relay/providers/model_field.h"
#include "relay/providers/payer_field.h"
#include "relay/reply_fault.h"
#include "relay/upstream/header_filter.h"
#include "relay/upstream/own_url_field.h"
#include "relay/upstream/transfer_engine.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 millisecondsPerSecond = 1000;

/// Where `provider` is to be found through this relay, by the name that the caller of `head` used for it.
RelayedPlace placeAsCalled(const Provider &provider, const RequestHead &head)
{
    return {.providerUrl = provider.baseUrl,
            .relayUrl = "http://" + head.field("host") + "/relay/" + provider.id.toLatin1()};
}

/// RFC 9110 §15.6, RFC 6585 §4: the provider says that it did not do what was asked, and somebody else might.
bool isWorthAnotherTry(const UpstreamHead &head)
{
    return head.status == 429 || head.status / 100 == 5;
}

/// The reply's length, where the provider promised one that a caller can be promised too.
std::optional<qint64> promisedLength(const UpstreamHead &head)
{
    bool isNumber = false;
    const qint64 length = headerValue(head.fields, "content-length").toLongLong(&isNumber);
    if (!isNumber || length < 0 || headerCount(head.fields, "transfer-encoding") > 0)
        return std::nullopt;
    return length;
}

/// Whether the provider could not be reached, so that nothing can have been billed.
bool neverLeft(const Transfer &transfer, const RelayError &error)
{
    if (transfer.mayHaveSent())
        return false;
    switch (error.code) {
    case ErrorCode::UpstreamUnreachable:
    case ErrorCode::UpstreamTls:
    case ErrorCode::UpstreamTimeout:
        return true;
    default:
        return false;
    }
}

/// How an attempt ended that never left.
AttemptEnd endOf(const RelayError &error)
{
    switch (error.code) {
    case ErrorCode::UpstreamTls:
        return AttemptEnd::TlsRefused;
    case ErrorCode::UpstreamTimeout:
        return AttemptEnd::TimedOut;
    default:
        return AttemptEnd::Unreachable;
    }
}

/// The same for people: the middle of a sentence. `provider`: its name.
QString sentenceOf(const EarlierAttempt &attempt, const QString &provider)
{
    switch (attempt.end) {
    case AttemptEnd::Answered:
        return u"%1 answered %2"_s.arg(provider, QString::number(attempt.status));
    case AttemptEnd::Unreachable:
        return u"%1 could not be reached"_s.arg(provider);
    case AttemptEnd::TimedOut:
        return u"%1 could not be reached in time"_s.arg(provider);
    case AttemptEnd::TlsRefused:
        return u"the certificate or TLS version of %1 was not accepted"_s.arg(provider);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

Exchange::Exchange(ExchangePlan plan, std::unique_ptr<ResponseWriter> writer, ExchangeLinks links)
    : m_plan(std::move(plan))
    , m_writer(std::move(writer))
    , m_links(std::move(links))
{
    m_clock.start();
    m_record = recordOf(m_plan.request, m_plan.wayIn);
    m_record.attempts = 0;
    noteAttempt();

    m_stalledReader.setSingleShot(true);
    connect(&m_stalledReader, &QTimer::timeout, this, [this] {
        m_writer->abort();
        finish(State::Failed, ExchangeOutcome::ClientGone);
    });
    connect(m_writer.get(), &ResponseWriter::clientGone, this,
            [this] { finish(State::ClientGone, ExchangeOutcome::ClientGone); });
    connect(m_writer.get(), &ResponseWriter::drained, this, &Exchange::readerDrained);
}

Exchange::~Exchange() = default;

std::optional<LiveExchange> Exchange::live() const
{
    return liveOf(m_record);
}

void Exchange::begin()
{
    Q_ASSERT(m_state == State::New);
    m_state = State::AwaitingKey;
    askForKey(m_plan.attempt, &Exchange::keyArrived);
}

void Exchange::askForKey(const UpstreamAttempt &attempt,
                         void (Exchange::*arrived)(Result<Secret, RelayError>))
{
    if (attempt.keyAccount.isEmpty()) {
        (this->*arrived)(m_plan.callersKey);
        return;
    }
    m_links.keys.use({attempt.keyAccount, attempt.provider.id, originForKeys(attempt.provider)}, this,
                     [this, arrived](Result<Secret, RelayError> key) { (this->*arrived)(std::move(key)); });
}

void Exchange::revoke(const RelayError &why)
{
    fail(why, ExchangeOutcome::Revoked);
}

void Exchange::keyArrived(Result<Secret, RelayError> key)
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
    send(key.value());
}

void Exchange::noteAttempt()
{
    ++m_record.attempts;
    noteIn(m_record, m_plan.attempt);
    m_record.bytesUp = m_plan.request.body.size();
}

void Exchange::send(const Secret &key)
{
    const Credential credential = credentialFor(m_plan.attempt.provider, key, m_record.path);
    m_mask = std::make_unique<CredentialMask>(key, credential);

    const bool wasAsked = !m_plan.askedFor || m_plan.askedFor->provider == m_plan.attempt.provider.id;
    const HeaderFields &asked = m_plan.request.head.fields;
    UpstreamRequest request = keyedRequest(m_plan.attempt.provider, m_plan.attempt.target, credential);
    request.method = m_plan.request.head.method;
    request.fields = fieldsBesideKey(wasAsked ? toUpstream(asked) : toStandIn(asked), m_plan.attempt.provider,
                                     credential, m_plan.attempt.appFields);
    request.body = m_plan.request.body;
    if (m_plan.fallbacks.isEmpty()) // else it may be wanted again
        forgetBody();
    request.timeouts = {.connect = m_plan.settings.connectSeconds * millisecondsPerSecond,
                        .firstByte = m_plan.settings.firstByteSeconds * millisecondsPerSecond,
                        .idle = m_plan.settings.idleSeconds * millisecondsPerSecond};
    m_state = State::AwaitingHead;
    m_transfer = m_links.engine.start(std::move(request), this);
}

void Exchange::transferHead(const UpstreamHead &head)
{
    if (m_state != State::AwaitingHead)
        return;
    m_links.keyAnswered(m_plan.attempt.keyAccount, head);
    if (isWorthAnotherTry(head) && !m_plan.fallbacks.isEmpty()) {
        m_transfer->pause();
        chooseNext({.provider = m_plan.attempt.provider.name, .head = head});
        return;
    }
    passHead(head);
}

void Exchange::chooseNext(Refusal refusal)
{
    m_state = State::ChoosingNext;
    m_refusal = std::move(refusal);
    askNextKey();
}

void Exchange::askNextKey()
{
    while (!m_plan.fallbacks.isEmpty()) {
        m_next = m_plan.fallbacks.takeFirst();
        if (!m_links.mayTry(*m_next, m_plan))
            continue;
        askForKey(*m_next, &Exchange::nextKeyArrived);
        return;
    }
    letRefusalStand();
}

void Exchange::nextKeyArrived(Result<Secret, RelayError> key)
{
    if (m_state != State::ChoosingNext)
        return;
    // A keychain may have asked the person first: what they took back meanwhile holds. A key that is locked,
    // or gone, is as if the rule did not name it.
    if (!key || !m_links.mayTry(*m_next, m_plan)) {
        askNextKey();
        return;
    }
    m_record.earlier.append(
        {.provider = m_record.provider,
         .keyLabel = m_record.keyLabel,
         .end = m_refusal->head ? AttemptEnd::Answered : endOf(m_refusal->error.value_or(RelayError{})),
         .status = m_refusal->head ? m_refusal->head->status : 0});
    m_earlier.append(sentenceOf(m_record.earlier.last(), m_refusal->provider));
    m_refusal.reset();
    m_transfer.reset(); // nothing of what it answered is read
    m_plan.attempt = *std::exchange(m_next, std::nullopt);
    // Whom another key bills is not for the caller to say.
    m_plan.request.head.fields.removeIf([](const HeaderField &field) { return isPayerField(field.name); });
    nameModelInBody();
    noteAttempt();
    send(key.value());
}

/// Puts the attempt's model into the body, in place: nobody else holds it by now, it may be large, and a copy
/// would be in no budget for bodies.
void Exchange::nameModelInBody()
{
    if (!m_plan.attempt.modelPlace)
        return;
    const QByteArray model = m_plan.attempt.model.toUtf8();
    m_plan.request.body = withModel(std::move(m_plan.request.body), *m_plan.attempt.modelPlace, model);
    for (UpstreamAttempt &later : m_plan.fallbacks) {
        Q_ASSERT(later.modelPlace); // or it would get a model that it did not ask for
        later.modelPlace->model = model;
    }
}

void Exchange::letRefusalStand()
{
    const Refusal refusal = *std::exchange(m_refusal, std::nullopt);
    m_state = State::AwaitingHead;
    if (!refusal.head) {
        fail(refusal.error.value_or(RelayError{}), ExchangeOutcome::Failed);
        return;
    }
    passHead(*refusal.head);
    if (m_state != State::Streaming)
        return;
    if (refusal.isOver)
        transferFinished(refusal.error);
    else
        m_transfer->resume();
}

HeaderFields Exchange::answererFields() const
{
    if (!m_plan.askedFor)
        return {};
    HeaderFields fields{{"x-relay-provider"_ba, m_record.provider.toUtf8()},
                        {"x-relay-attempts"_ba, QByteArray::number(m_record.attempts)}};
    if (!m_record.keyLabel.isEmpty())
        fields.append({"x-relay-key"_ba, QUrl::toPercentEncoding(m_record.keyLabel)});
    // A key's name is up to 900 bytes there, and callers read 16 KiB of head; the record has them all.
    constexpr qsizetype mostTold = 8;
    if (!m_record.earlier.isEmpty())
        fields.append({"x-relay-earlier"_ba, earlierAttemptsText(m_record.earlier.last(
                                                 std::min(m_record.earlier.size(), mostTold)))});
    return fields;
}

RelayError Exchange::withEarlier(RelayError error) const
{
    if (!m_earlier.isEmpty())
        error.sentence += u" Before that: %1."_s.arg(m_earlier.join(u", "_s));
    return error;
}

void Exchange::forgetBody()
{
    m_plan.request.body.clear();
}

void Exchange::passHead(const UpstreamHead &head)
{
    m_plan.fallbacks.clear(); // who begins to answer is who answers
    forgetBody();
    if (const std::optional<RelayError> fault = replyFault(head, m_plan.attempt.provider.name)) {
        fail(*fault, ExchangeOutcome::Failed);
        return;
    }
    m_record.status = head.status;
    m_record.firstByteMilliseconds = m_clock.elapsed();
    m_eventStream = headerValue(head.fields, "content-type").toLower().startsWith("text/event-stream");

    HeaderFields fields;
    const Provider &provider = m_plan.attempt.provider;
    for (const HeaderField &field : leadingBack(toDownstream(head.fields), provider.ownUrlFields,
                                                placeAsCalled(provider, m_plan.request.head)))
        fields.append({field.name, m_mask->maskWhole(field.value)});
    fields += answererFields();
    m_state = State::Streaming;
    // On an event stream no length is promised, so that an error event can still follow what was sent.
    m_writer->begin(head.status, fields, m_eventStream ? std::nullopt : promisedLength(head));
}

void Exchange::transferData(QByteArrayView bytes)
{
    if (m_state != State::Streaming)
        return;
    writeOn(m_mask->pass(bytes));
}

void Exchange::writeOn(const QByteArray &bytes)
{
    m_record.bytesDown += bytes.size();
    m_writer->write(bytes);
    if (m_writer->finished()) { // it broke off: the provider sent more than it had promised
        finish(State::Failed, ExchangeOutcome::Failed);
        return;
    }
    const qint64 mayHold = m_plan.settings.heldBytesPerStream;
    if (mayHold == 0 || m_paused || m_writer->bytesHeld() < mayHold / 2)
        return;
    // Half of the cap: what curl and the kernel had already read when the pause takes effect still fits under
    // it.
    m_paused = true;
    m_transfer->pause();
    if (m_plan.settings.stalledReaderSeconds > 0)
        m_stalledReader.start(std::chrono::seconds(m_plan.settings.stalledReaderSeconds));
}

void Exchange::readerDrained()
{
    if (m_state != State::Streaming || !m_paused)
        return;
    if (m_writer->bytesHeld() > m_plan.settings.heldBytesPerStream / 4) {
        // It reads, if slowly: the limit is for readers that stopped.
        if (m_stalledReader.isActive())
            m_stalledReader.start();
        return;
    }
    m_stalledReader.stop();
    m_paused = false;
    m_transfer->resume();
}

void Exchange::transferFinished(const std::optional<RelayError> &error)
{
    if (m_state == State::ChoosingNext && m_refusal) { // the answer that is held back is shorter than a pause
        m_refusal->isOver = true;
        m_refusal->error = error;
        return;
    }
    if (m_state != State::AwaitingHead && m_state != State::Streaming)
        return;
    if (error && m_state == State::AwaitingHead && neverLeft(*m_transfer, *error) &&
        !m_plan.fallbacks.isEmpty()) {
        chooseNext({.provider = m_plan.attempt.provider.name, .error = error, .isOver = true});
        return;
    }
    if (error) {
        fail(*error, ExchangeOutcome::Failed);
        return;
    }
    if (const QByteArray rest = m_mask->rest(); !rest.isEmpty()) {
        m_record.bytesDown += rest.size();
        m_writer->write(rest);
    }
    if (m_writer->finished()) {
        finish(State::Failed, ExchangeOutcome::Failed);
        return;
    }
    m_writer->end();
    finish(State::Done, ExchangeOutcome::Completed);
}

void Exchange::fail(const RelayError &error, ExchangeOutcome outcome)
{
    const Dialect dialect = dialectFor(m_plan.request.admission.caller.carrier, m_plan.request.head);
    switch (m_state) {
    case State::New:
    case State::AwaitingKey:
    case State::AwaitingHead:
    case State::ChoosingNext: {
        WholeReply reply = errorReplyIn(dialect, withEarlier(error));
        reply.fields += answererFields();
        m_record.status = reply.status;
        m_writer->sendWhole(reply);
        break;
    }
    case State::Streaming:
        if (m_eventStream) {
            m_writer->write(m_mask->rest());
            m_writer->write("\n\n"); // ends an event that was cut off, so that ours is read as one of its own
            m_writer->write(errorEvent(dialect, error));
        }
        m_writer->abort();
        break;
    case State::Done:
    case State::Failed:
    case State::ClientGone:
        return;
    }
    finish(State::Failed, outcome);
}

void Exchange::finish(State state, ExchangeOutcome outcome)
{
    if (m_state == State::Done || m_state == State::Failed || m_state == State::ClientGone)
        return;
    m_state = state;
    m_stalledReader.stop();
    m_transfer.reset(); // cancels what is still under way: a provider bills for what it goes on generating
    m_record.outcome = outcome;
    m_record.milliseconds = m_clock.elapsed();
    emit finished();
}

} // namespace byok
