// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/upstream/curl_connection.h"
#include "relay/upstream/curl_error.h"
#include "relay/upstream/curl_multi_loop.h"
#include "relay/upstream/proxy_finder.h"
#include "relay/upstream/transfer.h"

#include <QTimer>

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <optional>

namespace byok {

class CurlTransfer;

/// Who runs the transfers: tells them when to hand out what they gathered.
class TransferHost
{
public:
    virtual ~TransferHost() = default;
    [[nodiscard]] virtual CurlMultiLoop &loop() = 0;
    /// `transfer` has something for its observer: its deliver() is wanted, soon, from outside libcurl and of
    /// any caller.
    virtual void due(const std::shared_ptr<CurlTransfer> &transfer) = 0;
    /// `transfer` is over.
    virtual void over(CurlTransfer *transfer) = 0;
};

/// One request on one easy handle. libcurl's callbacks only gather; the observer is called from deliver()
/// alone, where everything is allowed, destroying this transfer too. Kept alive by its handle and, for the
/// length of a delivery, by the engine. Lives on the engine's thread.
class CurlTransfer : public std::enable_shared_from_this<CurlTransfer>
{
public:
    CurlTransfer(TransferHost *host, UpstreamRequest request, TransferObserver *observer,
                 std::shared_ptr<const TrustStore> trust, quint16 ownPort);
    ~CurlTransfer();
    Q_DISABLE_COPY_MOVE(CurlTransfer)

    [[nodiscard]] const UpstreamPlace &place() const { return m_connection.place(); }
    /// The connect limit runs from here.
    void startClock();
    /// Hands the request to libcurl.
    void begin(const UpstreamProxy &proxy);
    void pause();
    void resume();
    /// Transfer::mayHaveSent().
    [[nodiscard]] bool mayHaveSent() const { return m_phase != TransferPhase::Connecting; }
    /// Nobody wants the answer any more: cancels at once.
    void abandon();
    /// libcurl is done with it.
    void complete(CURLcode result);
    void deliver();

private:
    using Clock = std::chrono::steady_clock;

    enum class Resend { Harmless, Never };
    enum class LineVerdict { Fine, Bad };

    void configure(const UpstreamProxy &proxy);
    void setFields();
    void setMethod();
    void wipeCredential();
    void fail(const RelayError &error);
    void detach();
    void enter(TransferPhase phase);
    void watch();
    void onWatch();
    [[nodiscard]] qint64 limit() const;
    void announce();
    [[nodiscard]] Resend resend() const;
    LineVerdict takeHeaderLine(QByteArrayView line);

    static size_t onHeader(char *bytes, size_t size, size_t count, void *self);
    static size_t onBody(char *bytes, size_t size, size_t count, void *self);
    static size_t onUpload(char *bytes, size_t size, size_t count, void *self);
    static int onRewind(void *self, curl_off_t offset, int origin);
    static int onReady(void *self, char *address, char *, int port, int);

    TransferHost *m_host;
    UpstreamRequest m_request;
    TransferObserver *m_observer;
    CurlConnection m_connection;

    CURL *m_easy = nullptr;
    bool m_inLoop = false;
    curl_slist *m_fields = nullptr;
    char *m_credentialLine = nullptr; ///< into m_fields
    qsizetype m_uploaded = 0;
    int m_attempts = 0;

    TransferPhase m_phase = TransferPhase::Connecting;
    Clock::time_point m_activity = Clock::now();
    QTimer m_watch;

    bool m_expectStatusLine = true;
    UpstreamHead m_head;
    enum class HeadState { Coming, Complete, Delivered } m_headState = HeadState::Coming;
    QByteArray m_gathered;
    QByteArray m_handing; ///< kept for its memory only
    bool m_paused = false;
    bool m_held = false;      ///< libcurl has been told to stop reading
    bool m_announced = false; ///< a deliver() is on its way
    bool m_delivering = false;
    bool m_completed = false; ///< libcurl came to an end by itself
    bool m_over = false;
    std::optional<RelayError> m_error;
};

} // namespace byok
