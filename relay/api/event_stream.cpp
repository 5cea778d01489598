// SPDX-License-Identifier: Apache-2.0
#include "relay/api/event_stream.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 mostHeldBytes = 64 * 1024;

QByteArray eventName(AppEvent event)
{
    switch (event) {
    case AppEvent::Hello:
        return "hello"_ba;
    case AppEvent::Paused:
        return "paused"_ba;
    case AppEvent::Resumed:
        return "resumed"_ba;
    case AppEvent::Locked:
        return "locked"_ba;
    case AppEvent::Unlocked:
        return "unlocked"_ba;
    case AppEvent::KeysChanged:
        return "keys_changed"_ba;
    case AppEvent::Revoked:
        return "revoked"_ba;
    case AppEvent::Replaced:
        return "replaced"_ba;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

EventStream::EventStream(const ClientRequest &request, std::unique_ptr<ResponseWriter> writer)
    : m_writer(std::move(writer))
    , m_caller(request.admission.caller)
    , m_requestId(request.id)
{
    connect(m_writer.get(), &ResponseWriter::clientGone, this, &EventStream::finish);
}

void EventStream::begin()
{
    m_writer->begin(200,
                    {{"content-type"_ba, "text/event-stream; charset=utf-8"_ba},
                     {"cache-control"_ba, "no-store"_ba},
                     {"x-relay-request-id"_ba, m_requestId}},
                    std::nullopt);
}

void EventStream::tell(AppEvent event, const QJsonObject &data)
{
    write("event: " + eventName(event) + "\ndata: " + QJsonDocument(data).toJson(QJsonDocument::Compact) +
          "\n\n");
}

void EventStream::ping()
{
    write(": ping\n\n"_ba);
}

void EventStream::end()
{
    if (m_finished)
        return;
    m_writer->end();
    finish();
}

void EventStream::revoke(const RelayError &why)
{
    tell(AppEvent::Revoked,
         {{u"error"_s, why.sentence}, {u"code"_s, QString::fromLatin1(errorCodeName(why.code))}});
    end();
}

void EventStream::write(const QByteArray &bytes)
{
    if (m_finished)
        return;
    if (m_writer->bytesHeld() > mostHeldBytes) {
        m_writer->abort();
        finish();
        return;
    }
    m_writer->write(bytes);
}

void EventStream::finish()
{
    if (std::exchange(m_finished, true))
        return;
    emit finished();
}

} // namespace byok
