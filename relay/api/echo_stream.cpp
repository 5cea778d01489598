// SPDX-License-Identifier: Apache-2.0
#include "relay/api/echo_stream.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr std::chrono::milliseconds betweenWords{25};
constexpr qsizetype mostPrompt = 64 * 1024;

/// The text of the last message, whose content is a string or a list of typed parts (OpenAI, "Create chat
/// completion").
QString lastPrompt(const QJsonObject &body)
{
    const QJsonValue content = body.value("messages"_L1).toArray().last().toObject().value("content"_L1);
    if (content.isString())
        return content.toString();
    QString text;
    const QJsonArray parts = content.toArray();
    for (const QJsonValue &part : parts)
        text += part.toObject().value("text"_L1).toString();
    return text;
}

/// Pieces that put together give the text again, each a word with the blanks behind it.
QStringList words(const QString &text)
{
    QStringList pieces;
    qsizetype begin = 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i - 1).isSpace() && !text.at(i).isSpace()) {
            pieces.append(text.mid(begin, i - begin));
            begin = i;
        }
    }
    if (begin < text.size())
        pieces.append(text.mid(begin));
    return pieces;
}

QString answerId(const ClientRequest &request)
{
    return u"chatcmpl-echo-"_s + QString::fromLatin1(request.id);
}

} // namespace

EchoStream::EchoStream(const QString &prompt, const ClientRequest &request,
                       std::unique_ptr<ResponseWriter> writer)
    : m_writer(std::move(writer))
    , m_caller(request.admission.caller)
    , m_words(words(prompt))
    , m_id(answerId(request))
    , m_created(QDateTime::currentSecsSinceEpoch())
{
    connect(m_writer.get(), &ResponseWriter::clientGone, this, &EchoStream::finish);
    connect(&m_timer, &QTimer::timeout, this, &EchoStream::next);
}

void EchoStream::begin()
{
    m_writer->begin(
        200,
        {{"content-type"_ba, "text/event-stream; charset=utf-8"_ba}, {"cache-control"_ba, "no-store"_ba}},
        std::nullopt);
    send({{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}}, QJsonValue::Null);
    m_timer.start(betweenWords);
}

void EchoStream::revoke(const RelayError &)
{
    m_writer->abort();
    finish();
}

void EchoStream::finish()
{
    m_timer.stop();
    emit finished();
}

void EchoStream::next()
{
    if (m_writer->bytesHeld() > 0)
        return; // a reader that does not read gets no more until it does
    if (!m_words.isEmpty()) {
        send({{u"content"_s, m_words.takeFirst()}}, QJsonValue::Null);
        return;
    }
    send({}, u"stop"_s);
    m_writer->write("data: [DONE]\n\n");
    m_writer->end();
    finish();
}

void EchoStream::send(const QJsonObject &delta, const QJsonValue &finishReason)
{
    const QJsonObject choice{{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finishReason}};
    const QJsonObject event{{u"id"_s, m_id},
                            {u"object"_s, u"chat.completion.chunk"_s},
                            {u"created"_s, m_created},
                            {u"model"_s, u"echo"_s},
                            {u"choices"_s, QJsonArray{choice}}};
    m_writer->write("data: " + QJsonDocument(event).toJson(QJsonDocument::Compact) + "\n\n");
}

void serveEcho(const QByteArray &target, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services)
{
    const QByteArray path = target.split('?').first();
    if (path == "/v1/models" || path == "/v1/models/echo") {
        if (request.head.method != HttpMethod::Get && request.head.method != HttpMethod::Head) {
            refuse(request, *writer, {ErrorCode::MethodNotAllowed, u"Models are read by GET."_s});
            return;
        }
        const QJsonObject model{
            {u"id"_s, u"echo"_s}, {u"object"_s, u"model"_s}, {u"owned_by"_s, u"byok-relay"_s}};
        writer->sendWhole(jsonReply(
            200, path == "/v1/models" ? QJsonObject{{u"object"_s, u"list"_s}, {u"data"_s, QJsonArray{model}}}
                                      : model));
        return;
    }
    if (path != "/v1/chat/completions") {
        refuse(request, *writer,
               {ErrorCode::RouteUnknown,
                u"Echo has /v1/chat/completions and /v1/models, and one model: echo."_s});
        return;
    }
    if (request.head.method != HttpMethod::Post) {
        refuse(request, *writer, {ErrorCode::MethodNotAllowed, u"Chat completions are asked for by POST."_s});
        return;
    }
    const Result<QJsonObject, RelayError> body = jsonBody(request);
    if (!body) {
        refuse(request, *writer, body.error());
        return;
    }
    const QString prompt = lastPrompt(body.value());
    if (prompt.isEmpty()) {
        refuse(
            request, *writer,
            {ErrorCode::InvalidArgument,
             u"messages must end with a message that has text, such as {\"role\": \"user\", \"content\": \"Hello\"}."_s});
        return;
    }
    if (prompt.size() > mostPrompt) {
        refuse(request, *writer,
               {ErrorCode::BodyTooLarge, u"Echo gives back at most %1 characters."_s.arg(mostPrompt)});
        return;
    }
    if (body.value().value("stream"_L1).toBool()) {
        services.exchanges->add(std::make_unique<EchoStream>(prompt, request, std::move(writer)));
        return;
    }
    const QJsonObject message{{u"role"_s, u"assistant"_s}, {u"content"_s, prompt}};
    const QJsonObject choice{{u"index"_s, 0}, {u"message"_s, message}, {u"finish_reason"_s, u"stop"_s}};
    writer->sendWhole(jsonReply(200, {{u"id"_s, answerId(request)},
                                      {u"object"_s, u"chat.completion"_s},
                                      {u"created"_s, QDateTime::currentSecsSinceEpoch()},
                                      {u"model"_s, u"echo"_s},
                                      {u"choices"_s, QJsonArray{choice}}}));
}

} // namespace byok
