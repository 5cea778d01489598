// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/curl_multi_loop.h"

#include "relay/openssl_start.h"

#include <algorithm>
#include <climits>
#include <vector>

namespace byok {

namespace {

/// Idle connections kept for the next request, over all providers.
constexpr long keptConnections = 64;

CURLM *makeMulti()
{
    // Sets the library up once for the process; the compiler makes this safe between threads.
    static const CURLcode ready = [] {
        startOpenSsl();
        return curl_global_init(CURL_GLOBAL_DEFAULT);
    }();
    return ready == CURLE_OK ? curl_multi_init() : nullptr;
}

} // namespace

CurlMultiLoop::CurlMultiLoop(Done done, TurnOver turnOver)
    : m_multi(makeMulti())
    , m_watcher(makeSocketWatcher(
          [this](qintptr socket, SocketInterest what) {
              const int bits = static_cast<int>(what);
              int mask = 0;
              if (bits & static_cast<int>(SocketInterest::Read))
                  mask |= CURL_CSELECT_IN;
              if (bits & static_cast<int>(SocketInterest::Write))
                  mask |= CURL_CSELECT_OUT;
              if (bits & static_cast<int>(SocketInterest::Error))
                  mask |= CURL_CSELECT_ERR;
              act(static_cast<curl_socket_t>(socket), mask);
          },
          [this] { finishTurn(); }))
    , m_done(std::move(done))
    , m_turnOver(std::move(turnOver))
{
    Q_ASSERT(m_multi);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        act(CURL_SOCKET_TIMEOUT, 0);
        finishTurn();
    });
    m_flush.setSingleShot(true);
    QObject::connect(&m_flush, &QTimer::timeout, &m_flush, [this] { flush(); });
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlMultiLoop::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlMultiLoop::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, keptConnections);
}

CurlMultiLoop::~CurlMultiLoop()
{
    // Closing the connections calls back with sockets to forget: the watcher is still there.
    curl_multi_cleanup(m_multi);
}

bool CurlMultiLoop::add(CURL *easy)
{
    return curl_multi_add_handle(m_multi, easy) == CURLM_OK;
}

void CurlMultiLoop::remove(CURL *easy)
{
    curl_multi_remove_handle(m_multi, easy);
}

void CurlMultiLoop::flushSoon()
{
    m_flush.start(0);
}

void CurlMultiLoop::flush()
{
    const std::vector<curl_socket_t> sockets(m_watched.begin(), m_watched.end());
    for (const curl_socket_t socket : sockets)
        act(socket, CURL_CSELECT_IN);
    finishTurn();
}

int CurlMultiLoop::onSocket(CURL *, curl_socket_t socket, int what, void *self, void *)
{
    auto &loop = *static_cast<CurlMultiLoop *>(self);
    SocketWatcher &watcher = *loop.m_watcher;
    if (what == CURL_POLL_REMOVE)
        loop.m_watched.erase(socket);
    else
        loop.m_watched.insert(socket);
    switch (what) {
    case CURL_POLL_IN:
        watcher.watch(static_cast<qintptr>(socket), SocketInterest::Read);
        break;
    case CURL_POLL_OUT:
        watcher.watch(static_cast<qintptr>(socket), SocketInterest::Write);
        break;
    case CURL_POLL_INOUT:
        watcher.watch(static_cast<qintptr>(socket), SocketInterest::ReadWrite);
        break;
    case CURL_POLL_REMOVE:
        watcher.forget(static_cast<qintptr>(socket));
        break;
    default:
        break;
    }
    return 0;
}

int CurlMultiLoop::onTimer(CURLM *, long milliseconds, void *self)
{
    QTimer &timer = static_cast<CurlMultiLoop *>(self)->m_timer;
    if (milliseconds < 0)
        timer.stop();
    else
        timer.start(static_cast<int>(std::min<long>(milliseconds, INT_MAX)));
    return 0;
}

void CurlMultiLoop::act(curl_socket_t socket, int what)
{
    int running = 0;
    curl_multi_socket_action(m_multi, socket, what, &running);
}

void CurlMultiLoop::finishTurn()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURL *easy = message->easy_handle;
        const CURLcode result = message->data.result;
        m_done(easy, result);
    }
    m_turnOver();
}

} // namespace byok
