// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/handshake_reply.h"

#include <llhttp.h>

#include <algorithm>

namespace byok {

struct HandshakeReply::Machine
{
    explicit Machine(HandshakeReply &owner)
        : reply(owner)
    {
        llhttp_settings_init(&settings);
        settings.on_header_field = [](llhttp_t *p, const char *at, size_t n) {
            if (!of(p).headComplete) // else a trailer
                of(p).name.append(at, static_cast<qsizetype>(n));
            return 0;
        };
        settings.on_header_value = [](llhttp_t *p, const char *at, size_t n) {
            if (!of(p).headComplete)
                of(p).value.append(at, static_cast<qsizetype>(n));
            return 0;
        };
        settings.on_header_value_complete = [](llhttp_t *p) {
            Machine &self = of(p);
            if (!self.headComplete)
                self.reply.m_head.fields.append(
                    {std::exchange(self.name, {}).toLower(), std::exchange(self.value, {}).trimmed()});
            return 0;
        };
        settings.on_headers_complete = [](llhttp_t *p) {
            of(p).headComplete = true;
            of(p).reply.m_head.status = llhttp_get_status_code(p);
            return 0;
        };
        settings.on_body = [](llhttp_t *p, const char *at, size_t n) {
            QByteArray &body = of(p).reply.m_body;
            if (body.size() + static_cast<qsizetype>(n) > mostBodyBytes)
                return static_cast<int>(HPE_USER);
            body.append(at, static_cast<qsizetype>(n));
            return 0;
        };
        settings.on_message_complete = [](llhttp_t *p) {
            of(p).messageComplete = true;
            return static_cast<int>(HPE_PAUSED);
        };
        restart();
    }

    void restart()
    {
        llhttp_init(&state, HTTP_RESPONSE, &settings);
        state.data = this;
        name.clear();
        value.clear();
        headComplete = messageComplete = false;
    }

    static Machine &of(llhttp_t *p) { return *static_cast<Machine *>(p->data); }

    HandshakeReply &reply;
    llhttp_settings_t settings;
    llhttp_t state;
    QByteArray name;
    QByteArray value;
    bool headComplete = false;
    bool messageComplete = false;
};

HandshakeReply::HandshakeReply()
    : m_machine(std::make_unique<Machine>(*this))
{
}

HandshakeReply::~HandshakeReply() = default;

QByteArrayView HandshakeReply::feed(QByteArrayView bytes)
{
    while (m_state == State::InHead && !bytes.isEmpty())
        bytes = bytes.sliced(takeHead(bytes));
    if (m_state == State::Upgraded)
        return bytes;
    if (m_state == State::InBody && !bytes.isEmpty())
        feedBody(bytes);
    return {};
}

/// Takes bytes up to the head's empty line, found by count so that not one byte of a tunnel is read as HTTP.
qsizetype HandshakeReply::takeHead(QByteArrayView bytes)
{
    constexpr QByteArrayView emptyLine("\r\n\r\n");
    const qsizetype before = m_rawHead.size();
    const qsizetype most = std::min(bytes.size(), mostHeadBytes - before);
    m_rawHead.append(bytes.first(most));
    const qsizetype end = m_rawHead.indexOf(emptyLine, std::max<qsizetype>(0, before - emptyLine.size() + 1));
    if (end < 0) {
        if (m_rawHead.size() >= mostHeadBytes)
            m_state = State::Broken;
        return bytes.size();
    }
    m_rawHead.truncate(end + emptyLine.size());
    const qsizetype used = m_rawHead.size() - before;
    readHead();
    return used;
}

void HandshakeReply::readHead()
{
    constexpr int switching = 101;
    constexpr int leastFinal = 200;
    m_head = {};
    Machine &machine = *m_machine;
    const llhttp_errno_t code =
        llhttp_execute(&machine.state, m_rawHead.constData(), static_cast<size_t>(m_rawHead.size()));
    const bool stopped = machine.messageComplete && (code == HPE_PAUSED || code == HPE_PAUSED_UPGRADE);
    if (!machine.headComplete || (code != HPE_OK && !stopped && code != HPE_PAUSED_UPGRADE)) {
        m_state = State::Broken;
    } else if (m_head.status == switching) {
        m_state = State::Upgraded;
    } else if (m_head.status < leastFinal) {
        m_rawHead.clear();
        machine.restart();
    } else {
        m_state = machine.messageComplete ? State::Whole : State::InBody;
    }
}

void HandshakeReply::feedBody(QByteArrayView bytes)
{
    const llhttp_errno_t code =
        llhttp_execute(&m_machine->state, bytes.data(), static_cast<size_t>(bytes.size()));
    if (m_machine->messageComplete)
        m_state = State::Whole;
    else if (code != HPE_OK)
        m_state = State::Broken;
}

void HandshakeReply::finish()
{
    if (m_state != State::InBody) {
        if (m_state == State::InHead)
            m_state = State::Broken;
        return;
    }
    llhttp_finish(&m_machine->state);
    m_state = m_machine->messageComplete ? State::Whole : State::Broken;
}

} // namespace byok
