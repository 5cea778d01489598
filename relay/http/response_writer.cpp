// SPDX-License-Identifier: Apache-2.0
#include "relay/http/response_writer.h"

namespace byok {

ResponseWriter::ResponseWriter(WireGuard *guard, const RequestHead &head, HeaderFields replyFields)
    : m_guard(guard)
    , m_replyFields(std::move(replyFields))
{
    m_head.method = head.method;
    m_head.versionMinor = head.versionMinor;
    m_head.keepAlive = head.keepAlive;
    if (guard)
        guard->attach(this);
}

ResponseWriter::~ResponseWriter()
{
    if (!m_finished)
        abort();
}

void ResponseWriter::sendWhole(const WholeReply &reply)
{
    Q_ASSERT(!m_begun && !m_finished);
    m_begun = true;
    if (m_guard) {
        m_persistence = m_guard->persistence();
        const WholeReply whole{reply.status, mergeReplyFields(reply.fields, m_replyFields), reply.body};
        m_guard->outbox().append(frameWhole(whole, &m_head, m_persistence));
    }
    finish();
}

void ResponseWriter::begin(int status, const HeaderFields &fields, std::optional<qint64> length)
{
    Q_ASSERT(!m_begun && !m_finished);
    m_begun = true;
    m_framing = bodyFraming(status, length, &m_head);
    if (m_framing == BodyFraming::Length)
        m_lengthLeft = length;
    if (!m_guard)
        return;
    m_persistence = m_framing == BodyFraming::UntilClose ? Persistence::Close : m_guard->persistence();
    m_guard->outbox().append(
        frameHead(status, mergeReplyFields(fields, m_replyFields), m_framing, length, m_persistence));
    m_guard->flushSoon();
}

void ResponseWriter::write(QByteArrayView bytes)
{
    Q_ASSERT(m_begun);
    if (!m_guard || m_finished || bytes.isEmpty())
        return;
    switch (m_framing) {
    case BodyFraming::None:
        return;
    case BodyFraming::Chunked:
        appendChunk(m_guard->outbox(), bytes);
        break;
    case BodyFraming::UntilClose:
        m_guard->outbox().append(bytes);
        break;
    case BodyFraming::Length:
        if (bytes.size() > m_lengthLeft.value_or(0)) {
            // More than was promised would be read as the next reply.
            abort();
            return;
        }
        m_lengthLeft = m_lengthLeft.value_or(0) - bytes.size();
        m_guard->outbox().append(bytes);
        break;
    }
    m_guard->flushSoon();
}

void ResponseWriter::end()
{
    Q_ASSERT(m_begun);
    if (m_finished)
        return;
    if (m_lengthLeft.value_or(0) > 0) {
        abort();
        return;
    }
    if (m_guard && m_framing == BodyFraming::Chunked)
        m_guard->outbox().append(lastChunk());
    finish();
}

void ResponseWriter::finish()
{
    m_finished = true;
    if (m_guard)
        m_guard->finishReply(m_persistence);
}

std::unique_ptr<ClientTunnel> ResponseWriter::upgrade(const HeaderFields &fields)
{
    Q_ASSERT(!m_begun && !m_finished);
    m_begun = m_finished = true;
    if (m_guard)
        m_guard->beginTunnel(frameSwitch(fields));
    return std::make_unique<ClientTunnel>(m_guard);
}

void ResponseWriter::abort()
{
    if (m_finished)
        return;
    m_finished = true;
    if (m_guard)
        m_guard->breakReply(m_framing);
}

void ResponseWriter::wireLost()
{
    // A guard whose connection has ended has no use for what may still be written.
    m_guard.clear();
    if (!m_finished)
        emit clientGone();
}

} // namespace byok
