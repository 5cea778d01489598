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
constexpr long defaultConnectMilliseconds = 24L * 3600 * 1000;

/// Path and query as they stand in the URL; empty where it has no path.
QByteArray targetOf(const QByteArray &url)
{
    const qsizetype authority = url.indexOf("://") + 3;
    qsizetype at = authority;
    while (at < url.size() && url[at] != '/' && url[at] != '?' && url[at] != '#')
        ++at;
    const qsizetype fragment = url.indexOf('#', at);
    const QByteArray target = url.sliced(at, (fragment < 0 ? url.size() : fragment) - at);
    return target.startsWith('/') ? target : QByteArray();
}

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

#ifdef SOCK_CLOEXEC
constexpr int closeOnExec = SOCK_CLOEXEC;
#else
constexpr int closeOnExec = 0;
#endif

/// In both families the port stands at the same place, right behind the family, the higher byte first.
quint16 portOf(const curl_sockaddr &address)
{
    const auto byteAt = [&address](int at) { return static_cast<quint8>(address.addr.sa_data[at]); };
    return static_cast<quint16>((byteAt(0) << 8) | byteAt(1));
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
    , m_trust(std::move(trust))
    , m_place(UpstreamPlace::of(m_request.url))
    , m_ownPort(ownPort)
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
    if (m_place.host.isEmpty() || (m_place.scheme != "https" && m_place.scheme != "http")) {
        fail(
            {ErrorCode::Internal,
             QStringLiteral(
                 "The provider's address is not an http or https URL. Check its base URL in the settings.")});
        return;
    }
    m_proxy = proxy.url.sliced(proxy.url.isEmpty() ? 0 : proxy.url.indexOf("://") + 3);
    m_easy = curl_easy_init();
    if (m_easy) {
        configure(proxy);
        m_inLoop = m_host->loop().add(m_easy);
    }
    if (!m_inLoop) {
        fail({ErrorCode::Internal, QStringLiteral("There is not enough memory for the request to %1.")
                                       .arg(QString::fromUtf8(m_place.display()))});
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
    set(CURLOPT_ERRORBUFFER, m_detail.data());
    set(CURLOPT_NOSIGNAL, 1L);
    // A cancelled name lookup is left to end by itself; otherwise cancelling would wait for the resolver.
    set(CURLOPT_QUICK_EXIT, 1L);

    set(CURLOPT_URL, m_request.url.constData());
    set(CURLOPT_PATH_AS_IS, 1L);
    // libcurl's own reading of the URL drops an empty query's '?'.
    if (const QByteArray target = targetOf(m_request.url); !target.isEmpty())
        set(CURLOPT_REQUEST_TARGET, target.constData());
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_HTTP_CONTENT_DECODING, 0L);

    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_BUFFERSIZE, static_cast<long>(mostPiece));
    set(CURLOPT_PIPEWAIT, m_place.scheme == "https" ? 1L : 0L);
    set(CURLOPT_MAXAGE_CONN, idleConnectionSeconds);
    set(CURLOPT_MAXLIFETIME_CONN, connectionSeconds);
    // Ours runs too, and covers the proxy's lookup; this one lets libcurl share the time among several
    // addresses.
    set(CURLOPT_CONNECTTIMEOUT_MS, m_request.timeouts.connect > 0
                                       ? static_cast<long>(m_request.timeouts.connect)
                                       : defaultConnectMilliseconds);

    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    const UpstreamTls &tls = m_trust->tls;
    if (!m_trust->blob.isEmpty()) {
        curl_blob blob{const_cast<char *>(m_trust->blob.constData()),
                       static_cast<size_t>(m_trust->blob.size()), CURL_BLOB_COPY};
        set(CURLOPT_CAINFO_BLOB, &blob);
    } else if (!tls.systemCaFile.isEmpty()) {
        set(CURLOPT_CAINFO, tls.systemCaFile.constData());
    }
    // Without a folder, libcurl keeps the parsed bundle for later connections.
    set(CURLOPT_CAPATH, tls.systemCaPath.isEmpty() ? nullptr : tls.systemCaPath.constData());
    if (tls.systemCaFile.isEmpty() && tls.systemCaPath.isEmpty())
        set(CURLOPT_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_NATIVE_CA));

    // Always set, or libcurl reads them from the environment.
    set(CURLOPT_PROXY, proxy.url.constData() ? proxy.url.constData() : "");
    set(CURLOPT_NOPROXY, "");
    if (!proxy.url.isEmpty()) {
        set(CURLOPT_HTTPPROXYTUNNEL, 1L);
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
        if (!proxy.user.isEmpty()) {
            set(CURLOPT_PROXYUSERNAME, proxy.user.constData());
            set(CURLOPT_PROXYPASSWORD, proxy.password.constData());
            set(CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_BASIC));
        }
    }

    set(CURLOPT_HEADERFUNCTION, &CurlTransfer::onHeader);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &CurlTransfer::onBody);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_READFUNCTION, &CurlTransfer::onUpload);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_SEEKFUNCTION, &CurlTransfer::onRewind);
    set(CURLOPT_SEEKDATA, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::onSocket);
    set(CURLOPT_OPENSOCKETDATA, this);
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
    if (m_refused && (result == CURLE_COULDNT_CONNECT || result == CURLE_ABORTED_BY_CALLBACK)) {
        fail(refusedAddressError());
        return;
    }
    TransferFailure failure;
    failure.result = result == CURLE_OK ? CURLE_GOT_NOTHING : result;
    failure.phase = m_phase;
    failure.host = m_place.display();
    failure.proxy = m_proxy;
    failure.detail = QByteArray(m_detail.data());
    curl_easy_getinfo(m_easy, CURLINFO_SSL_VERIFYRESULT, &failure.verifyResult);
    curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &failure.systemError);
    curl_easy_getinfo(m_easy, CURLINFO_HTTP_CONNECTCODE, &failure.proxyStatus);
    fail(errorFor(failure));
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
        if (cancelled && m_place.scheme == "https")
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
    fail(timeoutError(m_phase, m_place.display(), most));
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
    if (!transfer.mayConnectTo(QHostAddress(QString::fromLatin1(address)), static_cast<quint16>(port)))
        return CURL_PREREQFUNC_ABORT;
    if (++transfer.m_attempts > 1 && transfer.resend() == Resend::Never)
        return CURL_PREREQFUNC_ABORT;
    transfer.enter(transfer.m_request.body.isEmpty() ? TransferPhase::Waiting : TransferPhase::Sending);
    return CURL_PREREQFUNC_OK;
}

/// libcurl is about to connect: the name has become an address, and nothing has been sent there yet. Refusing
/// one address leaves libcurl the others that the name has.
curl_socket_t CurlTransfer::onSocket(void *self, curlsocktype, curl_sockaddr *address)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    if (!transfer.mayConnectTo(QHostAddress(&address->addr), portOf(*address)))
        return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | closeOnExec, address->protocol);
}

bool CurlTransfer::mayConnectTo(const QHostAddress &address, quint16 port)
{
    if (!m_proxy.isEmpty()) // the address is the proxy's, which the person's system names
        return true;
    const AddressKind kind = addressKind(address);
    const bool isThisRelay = kind == AddressKind::Loopback && port == m_ownPort && m_ownPort != 0;
    if (isWithinReach(m_request.reach, kind) && !isThisRelay)
        return true;
    m_refused = address;
    return false;
}

RelayError CurlTransfer::refusedAddressError() const
{
    const QString host = QString::fromUtf8(m_place.display());
    const QString address = m_refused->toString();
    const AddressKind kind = addressKind(*m_refused);
    if (kind == AddressKind::Never) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to %2, where no provider is (cloud machines keep their own "
                               "credentials at such addresses), so nothing was sent.")
                    .arg(host, address)};
    }
    if (isWithinReach(m_request.reach, kind)) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to this relay itself, so nothing was sent.").arg(host)};
    }
    if (kind == AddressKind::Public && m_request.reach == AddressReach::OwnNetwork) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to %2 in the internet, where http:// would show the key to everyone "
                               "on the way, so nothing was sent. Use https:// for it.")
                    .arg(host, address)};
    }
    if (kind == AddressKind::Public) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to %2, which is not this computer, so nothing was sent.")
                    .arg(host, address)};
    }
    return {ErrorCode::UpstreamAddress,
            QStringLiteral(
                "%1 leads to %2, an address of this computer or its own network, so nothing was "
                "sent. If it is meant to be there, allow private addresses for it in the window, or name its "
                "base URL in a providers file of your own.")
                .arg(host, address)};
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
