// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/curl_transfer.h"

#include <QHostAddress>

#include <openssl/crypto.h>

#include <algorithm>
#include <cstring>

namespace byok {

namespace {

constexpr qsizetype mostPiece = 16 * 1024;
/// Idle connections older than this are not used again: a provider that hangs up at the same moment costs a
/// request.
constexpr long idleConnectionSeconds = 50;
/// Any connection older than this is not used again, so that a provider's new addresses are found.
constexpr long connectionSeconds = 30 * 60;

/// Two lengths that differ leave open where the reply ends (RFC 9112 §6.3).
bool lengthsAgree(const HeaderFields &fields)
{
    QByteArray length;
    for (const HeaderField &field : fields) {
        if (field.name != "content-length")
            continue;
        if (!length.isNull() && field.value != length)
            return false;
        length = field.value;
    }
    return true;
}

bool isSafeLine(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

CurlTransfer::CurlTransfer(TransferHost *host, UpstreamRequest request, TransferObserver *observer,
                           std::shared_ptr<const TrustStore> trust, quint16 ownPort)
    : m_host(host)
    , m_request(std::move(request))
    , m_observer(observer)
    , m_connection(UpstreamPlace::of(m_request.url), m_request.reach, std::move(trust), ownPort)
{
    m_watch.setSingleShot(true);
    QObject::connect(&m_watch, &QTimer::timeout, &m_watch, [this] { onWatch(); });
}

CurlTransfer::~CurlTransfer()
{
    detach();
}

void CurlTransfer::startClock()
{
    enter(TransferPhase::Connecting);
}

void CurlTransfer::begin(const UpstreamProxy &proxy)
{
    if (m_over)
        return;
    if (const std::optional<RelayError> fault = m_connection.fault()) {
        fail(*fault);
        return;
    }
    m_easy = curl_easy_init();
    if (m_easy) {
        configure(proxy);
        m_inLoop = m_host->loop().add(m_easy);
    }
    if (!m_inLoop) {
        fail({ErrorCode::Internal, QStringLiteral("There is not enough memory for the request to %1.")
                                       .arg(QString::fromUtf8(place().display()))});
    }
}

void CurlTransfer::configure(const UpstreamProxy &proxy)
{
    const auto set = [this](CURLoption option, auto value) {
        const CURLcode accepted = curl_easy_setopt(m_easy, option, value);
        Q_ASSERT_X(accepted == CURLE_OK, "curl_easy_setopt", curl_easy_strerror(accepted));
        Q_UNUSED(accepted)
    };
    set(CURLOPT_PRIVATE, this);
    m_connection.configure(m_easy, proxy, m_request.timeouts.connect);
    set(CURLOPT_URL, m_request.url.constData());
    set(CURLOPT_PATH_AS_IS, 1L);
    // libcurl's own reading of the URL drops an empty query's '?'.
    if (const QByteArray target = rawTarget(m_request.url); !target.isEmpty())
        set(CURLOPT_REQUEST_TARGET, target.constData());
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_HTTP_CONTENT_DECODING, 0L);

    set(CURLOPT_BUFFERSIZE, static_cast<long>(mostPiece));
    set(CURLOPT_PIPEWAIT, place().scheme == "https" ? 1L : 0L);
    set(CURLOPT_MAXAGE_CONN, idleConnectionSeconds);
    set(CURLOPT_MAXLIFETIME_CONN, connectionSeconds);

    set(CURLOPT_HEADERFUNCTION, &CurlTransfer::onHeader);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &CurlTransfer::onBody);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_READFUNCTION, &CurlTransfer::onUpload);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_SEEKFUNCTION, &CurlTransfer::onRewind);
    set(CURLOPT_SEEKDATA, this);
    set(CURLOPT_PREREQFUNCTION, &CurlTransfer::onReady);
    set(CURLOPT_PREREQDATA, this);
    setMethod();
    setFields();
}

void CurlTransfer::setMethod()
{
    const HttpMethod method = m_request.method;
    if (method == HttpMethod::Head) {
        m_request.body.clear();
        curl_easy_setopt(m_easy, CURLOPT_NOBODY, 1L);
        return;
    }
    const bool announcesLength =
        method == HttpMethod::Post || method == HttpMethod::Put || method == HttpMethod::Patch;
    if (announcesLength || !m_request.body.isEmpty()) {
        curl_easy_setopt(m_easy, CURLOPT_POST, 1L);
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
    } else {
        curl_easy_setopt(m_easy, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, methodName(method).constData());
}

void CurlTransfer::setFields()
{
    const auto add = [this](const QByteArray &line) {
        if (isSafeLine(line))
            m_fields = curl_slist_append(m_fields, line.constData());
    };
    for (const HeaderField &field : std::as_const(m_request.fields)) {
        // To libcurl "name:" alone means to leave the field out; "name;" sends it empty.
        add(field.value.isEmpty() ? field.name + ';' : field.name + ": " + field.value);
    }
    // What libcurl would add by itself.
    for (const char *name : {"expect", "accept", "content-type", "user-agent"}) {
        if (headerCount(m_request.fields, name) == 0)
            add(QByteArray(name) + ':');
    }
    if (!m_request.credentialName.isEmpty() && !m_request.credential.isEmpty()) {
        const QByteArrayView value = m_request.credential.expose();
        QByteArray line;
        line.reserve(m_request.credentialName.size() + 2 + m_request.credentialPrefix.size() + value.size());
        line += m_request.credentialName + ": " + m_request.credentialPrefix;
        line += value;
        if (isSafeLine(line)) {
            m_fields = curl_slist_append(m_fields, line.constData());
            curl_slist *last = m_fields;
            while (last->next)
                last = last->next;
            m_credentialLine = last->data;
        }
        wipe(line);
    }
    m_request.credential = {};
    curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_fields);
}

void CurlTransfer::wipeCredential()
{
    if (m_credentialLine)
        OPENSSL_cleanse(m_credentialLine, std::strlen(m_credentialLine));
    m_credentialLine = nullptr;
}

void CurlTransfer::pause()
{
    m_paused = true;
    if (m_inLoop && !m_held && m_phase == TransferPhase::Streaming) {
        m_held = true;
        curl_easy_pause(m_easy, CURLPAUSE_RECV);
    }
    watch();
}

void CurlTransfer::resume()
{
    if (!m_paused)
        return;
    m_paused = false;
    m_activity = Clock::now();
    watch();
    if (m_inLoop && m_held) {
        m_held = false;
        curl_easy_pause(m_easy, CURLPAUSE_CONT);
    }
    announce();
}

void CurlTransfer::abandon()
{
    m_observer = nullptr;
    m_over = true;
    detach();
    if (TransferHost *host = std::exchange(m_host, nullptr))
        host->over(this);
}

void CurlTransfer::complete(CURLcode result)
{
    if (m_over)
        return;
    m_completed = true;
    if (result == CURLE_OK && m_headState != HeadState::Coming) {
        m_over = true;
        detach();
        announce();
        return;
    }
    fail(m_connection.errorOf(m_easy, result == CURLE_OK ? CURLE_GOT_NOTHING : result, m_phase));
}

void CurlTransfer::fail(const RelayError &error)
{
    m_over = true;
    m_error = error;
    detach();
    announce();
}

void CurlTransfer::detach()
{
    m_watch.stop();
    if (m_inLoop) {
        const bool cancelled = !m_completed;
        // libcurl queues the reset of an HTTP/2 stream without writing it. A connection without other streams
        // is closed instead (any HTTP/1 connection is anyway), one with others is made to write.
        if (cancelled)
            curl_easy_setopt(m_easy, CURLOPT_FORBID_REUSE, 1L);
        m_host->loop().remove(m_easy);
        if (cancelled && place().scheme == "https")
            m_host->loop().flushSoon();
    }
    m_inLoop = false;
    if (m_easy)
        curl_easy_cleanup(m_easy);
    m_easy = nullptr;
    wipeCredential();
    curl_slist_free_all(m_fields);
    m_fields = nullptr;
    m_request.body.clear();
}

void CurlTransfer::deliver()
{
    if (m_delivering)
        return;
    const std::shared_ptr<CurlTransfer> alive = shared_from_this();
    m_announced = false;
    m_delivering = true;
    if (m_observer && m_headState == HeadState::Complete) {
        m_headState = HeadState::Delivered;
        const UpstreamHead head = std::exchange(m_head, {});
        m_observer->transferHead(head);
    }
    // What comes while the observer is at work (it may resume) must not move the bytes it looks at.
    while (m_observer && !m_paused && !m_gathered.isEmpty()) {
        m_handing.swap(m_gathered);
        qsizetype at = 0;
        while (m_observer && !m_paused && at < m_handing.size()) {
            const qsizetype count = std::min(mostPiece, m_handing.size() - at);
            const QByteArrayView piece(m_handing.constData() + at, count);
            at += count;
            m_observer->transferData(piece);
        }
        if (at < m_handing.size())
            m_gathered.prepend(QByteArrayView(m_handing).sliced(at));
        m_handing.resize(0);
    }
    m_delivering = false;
    if (m_observer && m_over && m_gathered.isEmpty()) {
        TransferObserver *observer = std::exchange(m_observer, nullptr);
        if (TransferHost *host = std::exchange(m_host, nullptr))
            host->over(this);
        observer->transferFinished(m_error);
    }
}

void CurlTransfer::enter(TransferPhase phase)
{
    m_phase = phase;
    m_activity = Clock::now();
    watch();
}

qint64 CurlTransfer::limit() const
{
    switch (m_phase) {
    case TransferPhase::Connecting:
        return m_request.timeouts.connect;
    case TransferPhase::Sending:
        return m_request.timeouts.idle;
    case TransferPhase::Waiting:
        return m_request.timeouts.firstByte;
    case TransferPhase::Streaming:
        return m_paused ? 0 : m_request.timeouts.idle;
    }
    Q_UNREACHABLE_RETURN(0);
}

/// Each piece only notes the time; the timer looks at it when it fires, and sleeps on for what is left.
void CurlTransfer::watch()
{
    const qint64 most = limit();
    if (m_over || most <= 0) {
        m_watch.stop();
        return;
    }
    const qint64 passed =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_activity).count();
    m_watch.start(std::chrono::milliseconds(std::max<qint64>(1, most - passed)));
}

void CurlTransfer::onWatch()
{
    const qint64 most = limit();
    if (m_over || most <= 0)
        return;
    const qint64 passed =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_activity).count();
    if (passed < most) {
        watch();
        return;
    }
    fail(timeoutError(m_phase, place().display(), most));
}

void CurlTransfer::announce()
{
    if (!m_host || m_announced)
        return;
    m_announced = true;
    m_host->due(shared_from_this());
}

CurlTransfer::Resend CurlTransfer::resend() const
{
    switch (m_request.method) {
    case HttpMethod::Get:
    case HttpMethod::Head:
    case HttpMethod::Options:
        return m_uploaded == 0 && m_request.body.isEmpty() ? Resend::Harmless : Resend::Never;
    case HttpMethod::Post:
    case HttpMethod::Put:
    case HttpMethod::Patch:
    case HttpMethod::Delete:
        return Resend::Never;
    }
    Q_UNREACHABLE_RETURN(Resend::Never);
}

/// The connection stands and the request goes out next: once only, but for what may harmlessly be asked
/// again. libcurl would otherwise send again whatever a reused connection swallowed, and a provider bills for
/// both.
int CurlTransfer::onReady(void *self, char *address, char *, int port, int)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    // A connection that is used again was opened for another request, which may have had a wider reach.
    if (!transfer.m_connection.mayConnectTo(QHostAddress(QString::fromLatin1(address)),
                                            static_cast<quint16>(port)))
        return CURL_PREREQFUNC_ABORT;
    if (++transfer.m_attempts > 1 && transfer.resend() == Resend::Never)
        return CURL_PREREQFUNC_ABORT;
    transfer.enter(transfer.m_request.body.isEmpty() ? TransferPhase::Waiting : TransferPhase::Sending);
    return CURL_PREREQFUNC_OK;
}

int CurlTransfer::onRewind(void *, curl_off_t, int)
{
    return CURL_SEEKFUNC_FAIL;
}

size_t CurlTransfer::onUpload(char *bytes, size_t size, size_t count, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    const QByteArray &body = transfer.m_request.body;
    const qsizetype most = std::min(static_cast<qsizetype>(size * count), body.size() - transfer.m_uploaded);
    if (most > 0)
        std::memcpy(bytes, body.constData() + transfer.m_uploaded, static_cast<size_t>(most));
    transfer.m_uploaded += most;
    if (transfer.m_phase == TransferPhase::Sending) {
        transfer.m_activity = Clock::now();
        if (transfer.m_uploaded == body.size())
            transfer.enter(TransferPhase::Waiting);
    }
    return static_cast<size_t>(most);
}

size_t CurlTransfer::onHeader(char *bytes, size_t size, size_t count, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    return transfer.takeHeaderLine({bytes, static_cast<qsizetype>(size * count)}) == LineVerdict::Fine
               ? size * count
               : 0;
}

CurlTransfer::LineVerdict CurlTransfer::takeHeaderLine(QByteArrayView line)
{
    if (m_headState != HeadState::Coming)
        return LineVerdict::Fine; // trailers
    if (m_expectStatusLine) {
        // "HTTP/1.1 200 OK", "HTTP/2 200"
        const qsizetype space = line.indexOf(' ');
        m_head = {};
        m_head.status =
            space > 0 ? line.sliced(space + 1).first(std::min<qsizetype>(3, line.size() - space - 1)).toInt()
                      : 0;
        m_expectStatusLine = false;
        return LineVerdict::Fine;
    }
    const QByteArrayView text = line.trimmed();
    if (text.isEmpty()) {
        m_expectStatusLine = true;
        if (m_head.status / 100 == 1)
            return LineVerdict::Fine;
        constexpr int leastFinalStatus = 200;
        constexpr int mostStatus = 599;
        if (m_head.status < leastFinalStatus || m_head.status > mostStatus || !lengthsAgree(m_head.fields))
            return LineVerdict::Bad;
        m_headState = HeadState::Complete;
        wipeCredential();
        enter(TransferPhase::Streaming);
        announce();
        return LineVerdict::Fine;
    }
    if ((line.startsWith(' ') || line.startsWith('\t')) && !m_head.fields.isEmpty()) {
        m_head.fields.last().value += ' ' + text.toByteArray();
        return LineVerdict::Fine;
    }
    const qsizetype colon = text.indexOf(':');
    if (colon > 0)
        m_head.fields.append({text.first(colon).trimmed().toByteArray().toLower(),
                              text.sliced(colon + 1).trimmed().toByteArray()});
    return LineVerdict::Fine;
}

size_t CurlTransfer::onBody(char *bytes, size_t size, size_t count, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    if (transfer.m_paused) {
        transfer.m_held = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    transfer.m_activity = Clock::now();
    transfer.m_gathered.append(bytes, static_cast<qsizetype>(size * count));
    transfer.announce();
    return size * count;
}

} // namespace byok
