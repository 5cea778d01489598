// SPDX-License-Identifier: Apache-2.0
#include "relay/http/reply_framing.h"

#include <chrono>

namespace byok {

namespace {

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 423:
        return "Locked";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

void appendTwoDigits(QByteArray &to, unsigned number)
{
    to.append(static_cast<char>('0' + number / 10 % 10));
    to.append(static_cast<char>('0' + number % 10));
}

/// RFC 9110 §5.6.7, e.g. "Sun, 06 Nov 1994 08:49:37 GMT".
void appendDate(QByteArray &to)
{
    using namespace std::chrono;
    static constexpr const char *days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char *months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto now = floor<seconds>(system_clock::now());
    const auto today = floor<std::chrono::days>(now);
    const year_month_day date(today);
    const hh_mm_ss time(now - today);
    to.append("date: ");
    to.append(days[weekday(today).c_encoding()]).append(", ");
    appendTwoDigits(to, unsigned(date.day()));
    to.append(' ').append(months[unsigned(date.month()) - 1]).append(' ');
    to.append(QByteArray::number(int(date.year()))).append(' ');
    appendTwoDigits(to, static_cast<unsigned>(time.hours().count()));
    to.append(':');
    appendTwoDigits(to, static_cast<unsigned>(time.minutes().count()));
    to.append(':');
    appendTwoDigits(to, static_cast<unsigned>(time.seconds().count()));
    to.append(" GMT\r\n");
}

/// Fields that belong to the framing, or that we never send.
bool isOurs(QByteArrayView name)
{
    return name == "content-length" || name == "transfer-encoding" || name == "connection" ||
           name == "keep-alive" || name == "trailer" || name == "upgrade" || name == "server";
}

/// A name or value with such a character would end the line, and with it our head.
bool breaksLine(QByteArrayView text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

} // namespace

BodyFraming bodyFraming(int status, std::optional<qint64> length, const RequestHead *request)
{
    if ((request && request->method == HttpMethod::Head) || status < 200 || status == 204 || status == 304)
        return BodyFraming::None;
    if (length)
        return BodyFraming::Length;
    return request && request->versionMinor >= 1 ? BodyFraming::Chunked : BodyFraming::UntilClose;
}

QByteArray frameHead(int status, const HeaderFields &fields, BodyFraming framing,
                     std::optional<qint64> length, Persistence persistence)
{
    QByteArray head;
    head.reserve(1024);
    head.append("HTTP/1.1 ")
        .append(QByteArray::number(status))
        .append(' ')
        .append(reasonPhrase(status))
        .append("\r\n");
    bool dated = false;
    for (const HeaderField &field : fields) {
        if (isOurs(field.name) || field.name.isEmpty() || breaksLine(field.name) || breaksLine(field.value))
            continue;
        dated = dated || field.name == "date";
        head.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    if (!dated)
        appendDate(head);
    if (length && status >= 200 && status != 204)
        head.append("content-length: ").append(QByteArray::number(*length)).append("\r\n");
    else if (framing == BodyFraming::Chunked)
        head.append("transfer-encoding: chunked\r\n");
    if (persistence == Persistence::Close || framing == BodyFraming::UntilClose)
        head.append("connection: close\r\n");
    return head.append("\r\n");
}

QByteArray frameSwitch(const HeaderFields &fields)
{
    QByteArray head("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n");
    for (const HeaderField &field : fields) {
        if (!isOurs(field.name) && !breaksLine(field.name) && !breaksLine(field.value))
            head.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    appendDate(head);
    return head.append("\r\n");
}

QByteArray frameWhole(const WholeReply &reply, const RequestHead *request, Persistence persistence)
{
    const BodyFraming framing = bodyFraming(reply.status, reply.body.size(), request);
    // A 304 need not name the length that a 200 would have had, and an empty array here does not know it.
    const std::optional<qint64> length =
        reply.status == 304 ? std::nullopt : std::optional<qint64>(reply.body.size());
    QByteArray bytes = frameHead(reply.status, reply.fields, framing, length, persistence);
    if (framing == BodyFraming::Length)
        bytes.append(reply.body);
    return bytes;
}

void appendChunk(QByteArray &to, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    to.append(QByteArray::number(bytes.size(), 16)).append("\r\n").append(bytes).append("\r\n");
}

QByteArrayView lastChunk()
{
    return "0\r\n\r\n";
}

HeaderFields mergeReplyFields(const HeaderFields &own, const HeaderFields &extra)
{
    const auto mayRepeat = [](QByteArrayView name) {
        return name == "vary" || name == "content-security-policy";
    };
    HeaderFields merged;
    merged.reserve(own.size() + extra.size());
    for (const HeaderField &field : own) {
        const bool replaced =
            mayRepeat(field.name) ? extra.contains(field) : headerCount(extra, field.name) > 0;
        if (!replaced)
            merged.append(field);
    }
    merged.append(extra);
    return merged;
}

} // namespace byok
