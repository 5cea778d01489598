// SPDX-License-Identifier: Apache-2.0
#include "tests/relay/http/wire_cases.h"

namespace byok::test {

namespace {

const QByteArray host("Host: 127.0.0.1:2965\r\n");

QByteArray get(const QByteArray &target, const QByteArray &fields = {},
               const QByteArray &version = "HTTP/1.1")
{
    return "GET " + target + ' ' + version + "\r\n" + host + fields + "\r\n";
}

QByteArray post(const QByteArray &fields, const QByteArray &body, const QByteArray &version = "HTTP/1.1")
{
    return "POST /x " + version + "\r\n" + host + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

QByteArray manyFields(int count)
{
    QByteArray fields;
    for (int i = 0; i < count; ++i)
        fields += "X-" + QByteArray::number(i) + ": v\r\n";
    return fields;
}

QByteArray nul(QByteArray bytes)
{
    return bytes.replace('@', QByteArray(1, '\0'));
}

} // namespace

QList<WireCase> wireCases()
{
    const QByteArray smuggled = "GET /smuggled HTTP/1.1\r\n" + host + "\r\n";
    return {
        // ------------------------------------------------------------------------------------------- taken
        {"plain GET", get("/"), 0, {}},
        {"query", get("/health?deep=1&provider=openai"), 0, {}},
        {"escapes are left alone", get("/a%2fb%00?c=%0d%0a"), 0, {}},
        {"colon in path", get("/v1beta/models/gemini:streamGenerateContent?alt=sse"), 0, {}},
        {"braces in query", get("/x?q={a|b}"), 0, {}},
        {"HEAD", "HEAD / HTTP/1.1\r\n" + host + "\r\n", 0, {}},
        {"OPTIONS with a path", "OPTIONS /relay HTTP/1.1\r\n" + host + "\r\n", 0, {}},
        {"PUT", "PUT /keys/x HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\nok", 0, "ok"},
        {"PATCH", "PATCH /x HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\nok", 0, "ok"},
        {"DELETE without body", "DELETE /keys/x HTTP/1.1\r\n" + host + "\r\n", 0, {}},
        {"DELETE with body", "DELETE /x HTTP/1.1\r\n" + host + "Content-Length: 1\r\n\r\nz", 0, "z"},
        {"POST without length", post({}, {}), 0, {}},
        {"POST of length 0", post("Content-Length: 0\r\n", {}), 0, {}},
        {"POST", post("Content-Length: 5\r\n", "hello"), 0, "hello"},
        {"length with zeros in front", post("Content-Length: 0000000005\r\n", "hello"), 0, "hello"},
        {"body that looks like a request",
         post("Content-Length: " + QByteArray::number(smuggled.size()) + "\r\n", smuggled), 0, smuggled},
        {"body with NUL and bare line ends", nul(post("Content-Length: 4\r\n", "@\r\n\n")), 0,
         nul("@\r\n\n")},
        {"chunked", chunked("5\r\nhello\r\n0\r\n\r\n"), 0, "hello"},
        {"two chunks", chunked("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), 0, "hello"},
        {"hex chunk size", chunked("A\r\n0123456789\r\n0\r\n\r\n"), 0, "0123456789"},
        {"empty chunked body", chunked("0\r\n\r\n"), 0, {}},
        {"GET with a chunked body",
         "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", 0, "x"},
        {"HTTP/1.0", get("/", {}, "HTTP/1.0"), 0, {}},
        {"HTTP/1.0 with a body", post("Content-Length: 2\r\n", "ok", "HTTP/1.0"), 0, "ok"},
        {"names in any case", "GET / HTTP/1.1\r\nhOsT: 127.0.0.1:2965\r\n\r\n", 0, {}},
        {"no blank behind the colon", "GET / HTTP/1.1\r\nHost:127.0.0.1:2965\r\nX:1\r\n\r\n", 0, {}},
        {"blanks around a value", get("/", "X: \t v \t\r\n"), 0, {}},
        {"empty value", get("/", "X:\r\n"), 0, {}},
        {"Latin-1 in a value", get("/", "X: caf\xe9\r\n"), 0, {}},
        {"63 further headers", get("/", manyFields(63)), 0, {}},
        {"long target within the limit", get('/' + QByteArray(8000, 'a')), 0, {}},
        {"close", get("/", "Connection: close\r\n"), 0, {}},
        // --------------------------------------------------------------------------------- the request line
        {"TLS hello", QByteArray::fromHex("160301020001000001fc0303") + QByteArray(40, 'x'), 400, {}},
        {"empty line first", "\r\n" + get("/"), 400, {}},
        {"blank first", ' ' + get("/"), 400, {}},
        {"two blanks before the target", "GET  / HTTP/1.1\r\n" + host + "\r\n", 400, {}},
        {"two blanks before the version", "GET /  HTTP/1.1\r\n" + host + "\r\n", 400, {}},
        {"blank behind the version", "GET / HTTP/1.1 \r\n" + host + "\r\n", 400, {}},
        {"tab for a blank", "GET\t/ HTTP/1.1\r\n" + host + "\r\n", 400, {}},
        {"HTTP/0.9", "GET /\r\n\r\n", 400, {}},
        {"no target", "GET HTTP/1.1\r\n" + host + "\r\n", 400, {}},
        {"HTTP/1.2", get("/", {}, "HTTP/1.2"), 505, {}},
        {"HTTP/0.9 named", get("/", {}, "HTTP/0.9"), 505, {}},
        {"HTTP/2.0 preface", "PRI * HTTP/2.0\r\n\r\n", 505, {}},
        {"HTTP/3.0", get("/", {}, "HTTP/3.0"), 505, {}},
        {"HTTP/1.10", get("/", {}, "HTTP/1.10"), 400, {}},
        {"HTTP/01.1", get("/", {}, "HTTP/01.1"), 400, {}},
        {"http/1.1", get("/", {}, "http/1.1"), 400, {}},
        {"ICE/1.0", get("/", {}, "ICE/1.0 "), 400, {}},
        {"RTSP/1.0", get("/", {}, "RTSP/1.0"), 400, {}},
        {"TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 405, {}},
        {"CONNECT", "CONNECT evil:443 HTTP/1.1\r\n" + host + "\r\n", 405, {}},
        {"lower-case method", "get / HTTP/1.1\r\n" + host + "\r\n", 405, {}},
        {"unknown method", "FOO / HTTP/1.1\r\n" + host + "\r\n", 405, {}},
        {"WebDAV method", "PROPFIND / HTTP/1.1\r\n" + host + "\r\n", 405, {}},
        {"absolute form", get("http://127.0.0.1:2965/"), 400, {}},
        {"authority form", get("127.0.0.1:2965"), 400, {}},
        {"asterisk form", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400, {}},
        {"two slashes", get("//evil/x"), 400, {}},
        {"backslash", get("/..\\files"), 400, {}},
        {"fragment", get("/x#y"), 400, {}},
        {"quote in target", get("/x\"y"), 400, {}},
        {"brace in path", get("/{x}"), 400, {}},
        {"non-ASCII target", get("/caf\xc3\xa9"), 400, {}},
        {"NUL in target", nul(get("/x@y")), 400, {}},
        {"control in target", get("/x\x01y"), 400, {}},
        {"DEL in target", get("/x\x7fy"), 400, {}},
        {"line of 9 KiB", get('/' + QByteArray(9 * 1024, 'a')), 414, {}},
        {"line without end", "GET /" + QByteArray(20'000, 'a'), 414, {}},
        // ------------------------------------------------------------------------------------ line structure
        {"bare LF everywhere", "GET / HTTP/1.1\nHost: 127.0.0.1:2965\n\n", 400, {}},
        {"bare LF behind a field", "GET / HTTP/1.1\r\n" + host + "X: 1\n\r\n", 400, {}},
        {"bare LF for the empty line", "GET / HTTP/1.1\r\n" + host + "\n", 400, {}},
        {"bare CR in a value", get("/", "X: a\rb\r\n"), 400, {}},
        {"CR CR LF", get("/", "X: a\r\r\n"), 400, {}},
        {"bare CR for the empty line", "GET / HTTP/1.1\r\n" + host + "\rX\r\n\r\n", 400, {}},
        {"LF CR", "GET / HTTP/1.1\n\r" + host + "\r\n", 400, {}},
        {"obs-fold with a blank", get("/", "X: a\r\n b\r\n"), 400, {}},
        {"obs-fold with a tab", get("/", "X: a\r\n\tb\r\n"), 400, {}},
        {"blank before the first field", "GET / HTTP/1.1\r\n " + host + "\r\n", 400, {}},
        {"NUL in a value", nul(get("/", "X: a@b\r\n")), 400, {}},
        {"NUL in a name", nul(get("/", "X@Y: a\r\n")), 400, {}},
        {"control in a value",
         get("/", "X: a\x0b"
                  "b\r\n"),
         400,
         {}},
        {"DEL in a value", get("/", "X: a\x7f\r\n"), 400, {}},
        {"no colon", get("/", "Xyz\r\n"), 400, {}},
        {"no name", get("/", ": v\r\n"), 400, {}},
        {"blank before the colon", get("/", "X : v\r\n"), 400, {}},
        {"tab before the colon", get("/", "X\t: v\r\n"), 400, {}},
        {"blank within a name", get("/", "X Y: v\r\n"), 400, {}},
        {"bracket in a name", get("/", "X[]: v\r\n"), 400, {}},
        {"non-ASCII name", get("/", "X\xe9: v\r\n"), 400, {}},
        {"65 headers", get("/", manyFields(65)), 431, {}},
        {"1 000 headers", get("/", manyFields(1000)), 431, {}},
        {"head of 17 KiB", get("/", "X: " + QByteArray(17 * 1024, 'a') + "\r\n"), 431, {}},
        {"140 KB of cookies before a request",
         get("/", "Cookie: " + QByteArray(140'000, 'c') + "\r\n") + smuggled,
         431,
         {}},
        // ---------------------------------------------------------------------------------------------- Host
        {"no Host", "GET / HTTP/1.1\r\nX: 1\r\n\r\n", 421, {}},
        {"no field at all", "GET / HTTP/1.1\r\n\r\n", 421, {}},
        {"no Host on HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 421, {}},
        {"two Hosts", get("/", "Host: evil\r\n"), 421, {}},
        {"the same Host twice", get("/", host), 421, {}},
        // ------------------------------------------------------------------------------------ Content-Length
        {"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), 400, {}},
        {"the same length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400, {}},
        {"comma length", post("Content-Length: 5, 5\r\n", "hello"), 400, {}},
        {"signed length", post("Content-Length: +5\r\n", "hello"), 400, {}},
        {"negative length", post("Content-Length: -1\r\n", "hello"), 400, {}},
        {"hex length", post("Content-Length: 0x5\r\n", "hello"), 400, {}},
        {"empty length", post("Content-Length:\r\n", "hello"), 400, {}},
        {"length with a blank", post("Content-Length: 5 5\r\n", "hello"), 400, {}},
        {"fractional length", post("Content-Length: 5.0\r\n", "hello"), 400, {}},
        {"length of 11 digits", post("Content-Length: 00000000005\r\n", "hello"), 400, {}},
        {"length that overflows", post("Content-Length: 18446744073709551621\r\n", "hello"), 400, {}},
        {"length above the limit", post("Content-Length: 10485761\r\n", {}), 413, {}},
        {"length of 10 digits", post("Content-Length: 9999999999\r\n", {}), 413, {}},
        // --------------------------------------------------------------------------------- Transfer-Encoding
        {"chunked and a length",
         post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
         400,
         {}},
        {"a length and chunked",
         post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         400,
         {}},
        {"chunked twice",
         post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         400,
         {}},
        {"chunked, chunked", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 400, {}},
        {"Chunked", post("Transfer-Encoding: Chunked\r\n", "0\r\n\r\n"), 400, {}},
        {"xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400, {}},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400, {}},
        {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 400, {}},
        {"identity", post("Transfer-Encoding: identity\r\n", {}), 400, {}},
        {"quoted chunked", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 400, {}},
        {"chunked with a parameter", post("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"), 400, {}},
        {"empty encoding", post("Transfer-Encoding:\r\n", {}), 400, {}},
        {"chunked on HTTP/1.0", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "HTTP/1.0"), 400, {}},
        // -------------------------------------------------------------------------------------- chunked body
        {"chunk extension", chunked("5;a=b\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"empty chunk extension", chunked("5;\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"extension of the last chunk", chunked("0;a\r\n\r\n"), 400, {}},
        {"trailer", chunked("5\r\nhello\r\n0\r\nX: 1\r\n\r\n"), 400, {}},
        {"trailer that forges a token", chunked("0\r\nx-relay-token: t\r\n\r\n"), 400, {}},
        {"chunk size with 0x", chunked("0x5\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"signed chunk size", chunked("+5\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"negative chunk size", chunked("-5\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"empty chunk size", chunked("\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"blank before the chunk size", chunked(" 5\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"blank behind the chunk size", chunked("5 \r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"chunk size that overflows", chunked("10000000000000005\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"chunk above the limit", chunked("A00001\r\n"), 413, {}},
        {"chunks above the limit together", chunked("1\r\nx\r\nA00000\r\n"), 413, {}},
        {"chunk longer than it says", chunked("4\r\nhello\r\n0\r\n\r\n"), 400, {}},
        {"chunk size ended by LF", chunked("5\nhello\r\n0\r\n\r\n"), 400, {}},
        {"chunk ended by LF", chunked("5\r\nhello\n0\r\n\r\n"), 400, {}},
        {"last chunk ended by LF", chunked("0\r\n\n"), 400, {}},
        // -------------------------------------------------------------------------------- Expect and Upgrade
        {"Expect of something else", post("Expect: 200-ok\r\nContent-Length: 5\r\n", "hello"), 417, {}},
        {"Expect twice",
         post("Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 5\r\n", "hello"),
         417,
         {}},
        {"empty Upgrade", get("/", "Upgrade:\r\n"), 400, {}},
        // --------------------------------------------------------------------------------------- behind it
        {"two requests at once", get("/") + smuggled, 400, {}},
        {"line end behind a body", post("Content-Length: 5\r\n", "hello\r\n"), 400, {}},
        {"request behind a body", post("Content-Length: 5\r\n", "hello") + smuggled, 400, {}},
        {"request behind the last chunk", chunked("0\r\n\r\n") + smuggled, 400, {}},
        {"body without a length", post({}, "hello"), 400, {}},
    };
}

} // namespace byok::test
