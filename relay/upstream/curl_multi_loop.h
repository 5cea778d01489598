// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/upstream/socket_watcher.h"

#include <QTimer>

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <unordered_set>

namespace byok {

/// Drives one libcurl multi handle from this thread's event loop. Owned by the TransferEngine, lives on its
/// thread, outlives every handle added to it.
class CurlMultiLoop
{
public:
    /// A transfer is over; called outside of libcurl, so that anything may be done with the handle.
    using Done = std::function<void(CURL *easy, CURLcode result)>;
    /// libcurl has done what there was to do in this event-loop turn; also called outside of it.
    using TurnOver = std::function<void()>;

    CurlMultiLoop(Done done, TurnOver turnOver);
    ~CurlMultiLoop();
    Q_DISABLE_COPY_MOVE(CurlMultiLoop)

    [[nodiscard]] bool add(CURL *easy);
    /// Cancels the transfer if it is still under way; its connection is closed (HTTP/2: its stream is reset)
    /// at once.
    void remove(CURL *easy);
    /// Makes libcurl look at every watched connection in the next event-loop turn, so that what it has only
    /// queued is written: the reset of a cancelled HTTP/2 stream otherwise waits for the next byte that a
    /// neighbour gets.
    void flushSoon();

private:
    static int onSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *);
    static int onTimer(CURLM *multi, long milliseconds, void *self);
    void act(curl_socket_t socket, int what);
    void flush();
    void finishTurn();

    CURLM *m_multi;
    std::unique_ptr<SocketWatcher> m_watcher;
    std::unordered_set<curl_socket_t> m_watched;
    QTimer m_timer;
    QTimer m_flush;
    Done m_done;
    TurnOver m_turnOver;
};

} // namespace byok
