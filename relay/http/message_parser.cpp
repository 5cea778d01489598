// SPDX-License-Identifier: Apache-2.0
#include "relay/http/message_parser.h"

#include "relay/keys/secret.h"

#include <llhttp.h>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool isTokenCharacter(char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return true;
    return c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

/// Control characters that no line of a head may hold: all but tab.
bool isForbiddenControl(char c)
{
    const auto code = static_cast<unsigned char>(c);
    return (code < 0x20 && c != '\t') || code == 0x7f;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Origin form, visible ASCII, and nothing that a browser would have escaped in that place.
bool isPlainTarget(QByteArrayView target)
{
    if (!target.startsWith('/') || target.startsWith("//"))
        return false;
    bool inQuery = false;
    for (const char c : target) {
        const auto code = static_cast<unsigned char>(c);
        if (code <= 0x20 || code >= 0x7f || QByteArrayView("\\#\"<>").contains(c))
            return false;
        if (!inQuery && QByteArrayView("`{}|^").contains(c))
            return false;
        inQuery = inQuery || c == '?';
    }
    return true;
}

std::optional<HttpMethod> knownMethod(QByteArrayView name)
{
    for (const HttpMethod method : {HttpMethod::Get, HttpMethod::Head, HttpMethod::Post, HttpMethod::Put,
                                    HttpMethod::Patch, HttpMethod::Delete, HttpMethod::Options}) {
        if (name == methodName(method))
            return method;
    }
    return {};
}

} // namespace

/// llhttp's state and what its callbacks have seen of the message under way.
struct MessageParser::Machine
{
    explicit Machine(MessageParser &owner)
        : parser(owner)
    {
        llhttp_settings_init(&settings);
        settings.on_method = [](llhttp_t *p, const char *at, size_t n) {
            return of(p).append(of(p).method, at, n);
        };
        settings.on_url = [](llhttp_t *p, const char *at, size_t n) {
            return of(p).append(of(p).target, at, n);
        };
        settings.on_header_field = [](llhttp_t *p, const char *at, size_t n) {
            Machine &self = of(p);
            if (!self.headComplete)
                return self.append(self.name, at, n);
            self.parser.refuseForm("a field behind the body");
            return static_cast<int>(HPE_USER);
        };
        settings.on_header_value = [](llhttp_t *p, const char *at, size_t n) {
            return of(p).append(of(p).value, at, n);
        };
        settings.on_header_value_complete = [](llhttp_t *p) {
            Machine &self = of(p);
            self.parser.m_head.fields.append(
                {std::exchange(self.name, {}).toLower(), std::exchange(self.value, {}).trimmed()});
            return 0;
        };
        settings.on_headers_complete = [](llhttp_t *p) {
            of(p).headComplete = true;
            of(p).keepAlive = llhttp_should_keep_alive(p) != 0;
            return 0;
        };
        settings.on_chunk_extension_name = [](llhttp_t *p, const char *, size_t) {
            of(p).parser.refuseForm("a chunk extension");
            return static_cast<int>(HPE_USER);
        };
        settings.on_chunk_header = [](llhttp_t *p) {
            return of(p).chunkFits(p->content_length) ? 0 : static_cast<int>(HPE_USER);
        };
        settings.on_body = [](llhttp_t *p, const char *at, size_t n) {
            const QByteArrayView piece(at, static_cast<qsizetype>(n));
            return of(p).parser.takeBodyPiece(piece) ? 0 : static_cast<int>(HPE_USER);
        };
        settings.on_message_complete = [](llhttp_t *p) {
            of(p).messageComplete = true;
            return static_cast<int>(HPE_PAUSED);
        };
        restart();
    }

    void restart()
    {
        llhttp_init(&state, HTTP_REQUEST, &settings);
        state.data = this;
        method.clear();
        target.clear();
        name.clear();
        value.clear();
        headComplete = messageComplete = false;
        keepAlive = true;
    }

    static Machine &of(llhttp_t *p) { return *static_cast<Machine *>(p->data); }

    int append(QByteArray &to, const char *at, size_t n)
    {
        to.append(at, static_cast<qsizetype>(n));
        return 0;
    }

    bool chunkFits(quint64 size)
    {
        const qint64 limit = parser.m_bodyLimit;
        if (limit <= 0 || size <= static_cast<quint64>(qMax<qint64>(0, limit - parser.m_bodyBytes)))
            return true;
        return parser.refuse(ErrorCode::BodyTooLarge,
                             u"The body is larger than the %1 bytes that are taken."_s.arg(limit));
    }

    MessageParser &parser;
    llhttp_settings_t settings;
    llhttp_t state;
    QByteArray method;
    QByteArray target;
    QByteArray name;
    QByteArray value;
    bool headComplete = false;
    bool messageComplete = false;
    bool keepAlive = true;
};

MessageParser::MessageParser(const WireLimits &limits, BodyBudget *budget)
    : m_limits(limits)
    , m_budget(budget)
    , m_machine(std::make_unique<Machine>(*this))
{
}

MessageParser::~MessageParser()
{
    if (m_budget)
        m_budget->giveBack(m_bodyBytes);
}

void MessageParser::reset(const WireLimits &limits)
{
    if (m_budget)
        m_budget->giveBack(m_bodyBytes);
    m_limits = limits;
    m_machine->restart();
    m_rawHead.clear();
    m_head = {};
    m_body.clear();
    m_error = {};
    m_bodyLimit = m_bodyBytes = 0;
    m_lineStart = 0;
    m_requestLineEnd = -1;
    m_fieldLines = 0;
    m_state = State::InHead;
    m_headKnown = false;
}

bool MessageParser::refuse(ErrorCode code, const QString &sentence)
{
    // The first reason counts: it is the same however the bytes were cut.
    if (m_state != State::Refused) {
        m_state = State::Refused;
        m_error = {code, sentence};
    }
    return false;
}

bool MessageParser::refuseForm(const char *what)
{
    return refuse(ErrorCode::MalformedRequest,
                  u"The request is not well-formed HTTP/1.1: %1."_s.arg(QLatin1StringView(what)));
}

qsizetype MessageParser::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(used);
        switch (m_state) {
        case State::InHead:
            used += feedHead(rest);
            break;
        case State::InBody:
            used += feedBody(rest);
            break;
        case State::Complete:
            refuseForm("bytes behind the message, before its reply");
            return used;
        case State::AwaitingVerdict:
        case State::Refused:
            return used;
        }
    }
    return used;
}

qsizetype MessageParser::feedHead(QByteArrayView bytes)
{
    const qsizetype before = m_rawHead.size();
    char last = before > 0 ? m_rawHead.back() : '\0';
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        const qsizetype at = before + i;
        const bool lineBegins = at == m_lineStart;
        if (at == 0 && !isTokenCharacter(c)) {
            refuseForm("it does not begin with a method");
        } else if ((last == '\r') != (c == '\n')) {
            refuseForm("a line that does not end with CR LF");
        } else if (isForbiddenControl(c) && c != '\r' && c != '\n') {
            refuseForm("a control character in the head");
        } else if (lineBegins && (c == ' ' || c == '\t')) {
            refuseForm("a folded line");
        } else if (m_requestLineEnd < 0 && c != '\r' && c != '\n' && m_limits.lineBytes > 0 &&
                   at >= m_limits.lineBytes) {
            refuse(ErrorCode::TargetTooLong,
                   u"The request line is longer than the %1 bytes that are taken."_s.arg(m_limits.lineBytes));
        } else if (m_limits.headBytes > 0 && at >= m_limits.headBytes) {
            refuse(ErrorCode::HeadTooLarge,
                   u"The headers are larger than the %1 bytes that are taken."_s.arg(m_limits.headBytes));
        }
        if (m_state == State::Refused)
            return i;
        last = c;
        if (c != '\n')
            continue;
        const bool emptyLine = at == m_lineStart + 1;
        m_lineStart = at + 1;
        if (emptyLine) {
            m_rawHead.append(bytes.first(i + 1));
            readHead();
            return i + 1;
        }
        if (m_requestLineEnd < 0) {
            m_requestLineEnd = at - 1;
        } else if (++m_fieldLines > m_limits.headFields && m_limits.headFields > 0) {
            refuse(ErrorCode::HeadTooLarge,
                   u"There are more than the %1 headers that are taken."_s.arg(m_limits.headFields));
            return i;
        }
    }
    m_rawHead.append(bytes);
    return bytes.size();
}

void MessageParser::readHead()
{
    if (readRequestLine() && runMachineOverHead() && readFields()) {
        m_headKnown = true;
        m_state = State::AwaitingVerdict;
    }
    wipe(m_rawHead); // a caller's key may stand in it, which is to be had from the head alone from here on
    m_rawHead.clear();
}

bool MessageParser::readRequestLine()
{
    const QByteArrayView line = QByteArrayView(m_rawHead).first(m_requestLineEnd);
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0 || line.indexOf(' ', second + 1) >= 0 || line.contains('\t'))
        return refuseForm("a request line that is not METHOD TARGET VERSION");
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, second - first - 1);
    const QByteArrayView version = line.sliced(second + 1);
    if (!isToken(method) || version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5]) ||
        version[6] != '.' || !isDigit(version[7]))
        return refuseForm("a request line that is not METHOD TARGET VERSION");
    if (version[5] != '1' || version[7] > '1')
        return refuse(ErrorCode::VersionNotSupported, u"Only HTTP/1.1 and HTTP/1.0 are spoken here."_s);
    const std::optional<HttpMethod> known = knownMethod(method);
    if (!known)
        return refuse(ErrorCode::MethodNotAllowed, u"This method is not known here."_s);
    if (!isPlainTarget(target))
        return refuseForm("a target that is not a plain path and query");
    m_head.method = *known;
    m_head.target = target.toByteArray();
    m_head.versionMinor = version[7] - '0';
    return true;
}

bool MessageParser::runMachineOverHead()
{
    Machine &machine = *m_machine;
    const llhttp_errno_t code =
        llhttp_execute(&machine.state, m_rawHead.constData(), static_cast<size_t>(m_rawHead.size()));
    const bool stopped = machine.messageComplete && (code == HPE_PAUSED || code == HPE_PAUSED_UPGRADE);
    if (code != HPE_OK && !stopped)
        return refuseForm("a header that cannot be read");
    // Both walls must have read the same request line, and llhttp must have seen the head's end where we did.
    if (!machine.headComplete || machine.method != methodName(m_head.method) ||
        machine.target != m_head.target || llhttp_get_http_minor(&machine.state) != m_head.versionMinor ||
        m_head.fields.size() != m_fieldLines)
        return refuseForm("a head that can be read in two ways");
    return true;
}

bool MessageParser::readFields()
{
    qsizetype hosts = 0;
    qsizetype expectations = 0;
    for (const HeaderField &field : std::as_const(m_head.fields)) {
        if (!isToken(field.name))
            return refuseForm("a header name with forbidden characters");
        if (std::any_of(field.value.begin(), field.value.end(), isForbiddenControl))
            return refuseForm("a control character in a header");
        if (field.name == "content-length") {
            constexpr qsizetype mostDigits = 10;
            if (m_head.contentLength || field.value.isEmpty() || field.value.size() > mostDigits ||
                !std::all_of(field.value.begin(), field.value.end(), isDigit))
                return refuseForm("a Content-Length that is not one plain number");
            m_head.contentLength = field.value.toLongLong();
        } else if (field.name == "transfer-encoding") {
            if (m_head.chunked || field.value != "chunked")
                return refuseForm("a Transfer-Encoding other than chunked");
            m_head.chunked = true;
        } else if (field.name == "host") {
            ++hosts;
        } else if (field.name == "expect") {
            ++expectations;
            m_head.expectContinue = field.value.compare("100-continue", Qt::CaseInsensitive) == 0;
        } else if (field.name == "upgrade") {
            m_head.upgrade += (m_head.upgrade.isEmpty() ? QByteArray() : QByteArray(", ")) + field.value;
        }
    }
    if (m_head.has("upgrade") && m_head.upgrade.isEmpty())
        return refuseForm("an empty Upgrade");
    if (m_head.chunked && (m_head.contentLength || m_head.versionMinor == 0))
        return refuseForm("a Transfer-Encoding where there may be none");
    if (hosts != 1)
        return refuse(ErrorCode::MisdirectedRequest, u"A request names exactly one Host."_s);
    if (expectations > 1 || (expectations == 1 && !m_head.expectContinue))
        return refuse(ErrorCode::ExpectationFailed, u"The only Expect that is met here is 100-continue."_s);
    m_head.expectContinue = m_head.expectContinue && m_head.versionMinor == 1;
    m_head.keepAlive = m_head.versionMinor == 1 && m_machine->keepAlive;
    return true;
}

MessageParser::State MessageParser::admit(qint64 bodyLimit, Upgrade upgrade)
{
    if (m_state != State::AwaitingVerdict)
        return m_state;
    if (!m_head.upgrade.isEmpty() && upgrade == Upgrade::Refused) {
        refuse(ErrorCode::UpgradeRefused, u"There is nothing to upgrade to here."_s);
        return m_state;
    }
    m_bodyLimit = m_limits.bodyBytes <= 0 ? bodyLimit
                  : bodyLimit <= 0        ? m_limits.bodyBytes
                                          : qMin(bodyLimit, m_limits.bodyBytes);
    const qint64 promised = m_head.contentLength.value_or(0);
    if (m_bodyLimit > 0 && promised > m_bodyLimit) {
        refuse(ErrorCode::BodyTooLarge,
               u"The body is larger than the %1 bytes that are taken."_s.arg(m_bodyLimit));
        return m_state;
    }
    m_state = m_machine->messageComplete ? State::Complete : State::InBody;
    return m_state;
}

bool MessageParser::takeBodyPiece(QByteArrayView piece)
{
    // A piece by a Content-Length is within the limit since admit(), a chunk since its header.
    if (m_budget && !m_budget->take(piece.size(), m_limits.bodyBytesInFlight)) {
        refuse(ErrorCode::TooManyRequests,
               u"The relay holds as many request bodies as it may; try again in a moment."_s);
        m_error.retryAfterSeconds = 1;
        return false;
    }
    if (m_body.isNull() && m_head.contentLength)
        m_body.reserve(*m_head.contentLength);
    m_bodyBytes += piece.size();
    m_body.append(piece);
    return true;
}

qsizetype MessageParser::feedBody(QByteArrayView bytes)
{
    llhttp_t &state = m_machine->state;
    const llhttp_errno_t code = llhttp_execute(&state, bytes.data(), static_cast<size_t>(bytes.size()));
    if (code == HPE_OK)
        return bytes.size();
    const char *stop = llhttp_get_error_pos(&state);
    const qsizetype used =
        stop ? qBound(qsizetype(0), qsizetype(stop - bytes.data()), bytes.size()) : bytes.size();
    if (m_machine->messageComplete && code == HPE_PAUSED) {
        if (m_state != State::Refused)
            m_state = State::Complete;
        return used;
    }
    refuseForm("a body that is not framed as its head says");
    return used;
}

} // namespace byok
