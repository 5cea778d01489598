// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/upstream/transfer_engine.h"

#include <QTest>

#include <chrono>
#include <functional>

namespace byok::test {

/// Follows one transfer and remembers what it was told. The test's own; destroys its transfer with itself.
class TransferRecorder : public TransferObserver
{
public:
    void start(TransferEngine &engine, UpstreamRequest request)
    {
        m_insideCall = true;
        transfer = engine.start(std::move(request), this);
        m_insideCall = false;
    }
    void pause()
    {
        m_insideCall = true;
        transfer->pause();
        m_insideCall = false;
    }
    void resume()
    {
        m_insideCall = true;
        transfer->resume();
        m_insideCall = false;
    }

    void transferHead(const UpstreamHead &received) override
    {
        calledFromInside = calledFromInside || m_insideCall;
        ++heads;
        head = received;
        if (const auto call = onHead) // a copy: the call may replace it
            call();
    }
    void transferData(QByteArrayView bytes) override
    {
        calledFromInside = calledFromInside || m_insideCall || heads != 1 || finishes != 0;
        largestPiece = qMax(largestPiece, bytes.size());
        ++pieces;
        size += bytes.size();
        if (keepBody)
            body += bytes;
        if (const auto call = onData) // a copy: the call may replace it
            call();
    }
    void transferFinished(const std::optional<RelayError> &failure) override
    {
        calledFromInside = calledFromInside || m_insideCall;
        ++finishes;
        error = failure;
        if (const auto call = onFinished) // a copy: the call may replace it
            call();
    }

    [[nodiscard]] bool whole() const { return finishes == 1 && !error; }
    [[nodiscard]] QString sentence() const { return error ? error->sentence : QString(); }
    [[nodiscard]] std::optional<ErrorCode> code() const
    {
        return error ? std::optional(error->code) : std::nullopt;
    }

    UpstreamHead head;
    QByteArray body;
    qint64 size = 0;
    qsizetype largestPiece = 0;
    int heads = 0;
    int pieces = 0;
    int finishes = 0;
    bool keepBody = true;
    bool calledFromInside = false; ///< from within start, pause or resume, or out of order
    std::optional<RelayError> error;
    std::function<void()> onHead;
    std::function<void()> onData;
    std::function<void()> onFinished;
    std::unique_ptr<Transfer> transfer;

private:
    bool m_insideCall = false;
};

inline UpstreamRequest requestTo(const QByteArray &url, HttpMethod method = HttpMethod::Get,
                                 const QByteArray &body = {})
{
    UpstreamRequest request;
    request.method = method;
    request.url = url;
    request.body = body;
    request.reach = AddressReach::Anywhere; // the fakes are on this computer
    return request;
}

inline qint64 millisecondsSince(std::chrono::steady_clock::time_point begin,
                                std::chrono::steady_clock::time_point end)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(end - begin).count();
}

} // namespace byok::test
