// SPDX-License-Identifier: Apache-2.0
#include "relay/access/gatekeeper.h"

#include <QTest>
#include <QTimeZone>

#include <deque>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
const QByteArray chat = "/relay/openai/v1/chat/completions";
constexpr char own[] = "sk-ant-api03-0123456789"; ///< a key that a caller brings
const QByteArray extensionA = "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const QByteArray extensionB = "chrome-extension://bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

RequestHead request(HttpMethod method, const QByteArray &target, const HeaderFields &fields = {})
{
    RequestHead head;
    head.method = method;
    head.target = target;
    head.fields = HeaderFields{{"host", "127.0.0.1:2965"}} + fields;
    const QByteArray upgrade = headerValue(fields, "upgrade");
    head.upgrade = upgrade;
    return head;
}

RequestHead withBody(RequestHead head)
{
    head.contentLength = 17;
    return head;
}

int statusOf(const HeadVerdict &verdict)
{
    const WholeReply *reply = std::get_if<WholeReply>(&verdict);
    return reply ? reply->status : 200;
}

QByteArray codeOf(const HeadVerdict &verdict)
{
    const WholeReply *reply = std::get_if<WholeReply>(&verdict);
    if (!reply || reply->body.isEmpty())
        return {};
    const qsizetype place = reply->body.indexOf("\"code\":\"");
    return place < 0 ? QByteArray("?")
                     : reply->body.mid(place + 8, reply->body.indexOf('"', place + 8) - place - 8);
}

const HeaderFields &fieldsOf(const HeadVerdict &verdict)
{
    const WholeReply *reply = std::get_if<WholeReply>(&verdict);
    return reply ? reply->fields : std::get<Admission>(verdict).replyFields;
}

QByteArray bytesOf(const WholeReply &reply)
{
    QByteArray bytes = QByteArray::number(reply.status) + '\n';
    for (const HeaderField &field : reply.fields)
        bytes += field.name + ": " + field.value + '\n';
    return bytes + '\n' + reply.body;
}

} // namespace

Q_DECLARE_METATYPE(byok::RequestHead)

class TestGatekeeper : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_now = noon;
        m_milliseconds = 0;
        m_limiters.clear();
        m_appSecrets.clear();
        m_appSecret = {};
        m_config = RelayConfig();
        m_config.apps = {{u"https://ok.com"_s, AppKind::Origin, {}, {}, noon},
                         {u"https://b.example"_s, AppKind::Origin, {}, {}, noon},
                         {QString::fromLatin1(extensionA), AppKind::Origin, {}, {}, noon},
                         {u"program:backup"_s, AppKind::Program, {}, {}, noon}};
        m_config.tokens = {m_okIssued.entry, m_bIssued.entry, m_programIssued.entry};
    }

    // ----------------------------------------------------------------------------------------------------
    // Host

    void aRequestForAnotherHostIsMisdirected_data()
    {
        QTest::addColumn<QList<QByteArray>>("hosts");
        using Hosts = QList<QByteArray>;
        QTest::newRow("none") << Hosts{};
        QTest::newRow("empty") << Hosts{""};
        QTest::newRow("two equal") << Hosts{"127.0.0.1:2965", "127.0.0.1:2965"};
        QTest::newRow("ours and evil") << Hosts{"127.0.0.1:2965", "evil.example"};
        for (const char *host :
             {"evil.example", "evil.example:2965", "127.0.0.1@evil", "127.0.0.1:2965@evil", "localhost.:2965",
              "0.0.0.0:2965", "127.0.0.1", "127.0.0.1:2966", "LOCALHOST:2965", "http://127.0.0.1:2965/",
              "127.1:2965", "[::ffff:7f00:1]:2965"})
            QTest::newRow(host) << Hosts{host};
    }
    void aRequestForAnotherHostIsMisdirected()
    {
        QFETCH(QList<QByteArray>, hosts);
        for (const QByteArray &target :
             {QByteArray("/"), QByteArray("/.well-known/byok-relay"), QByteArray("/users"), chat}) {
            for (const HttpMethod method : {HttpMethod::Get, HttpMethod::Post, HttpMethod::Options}) {
                RequestHead head = request(method, target,
                                           {{"origin", "https://ok.com"},
                                            {"access-control-request-method", "POST"},
                                            {"x-relay-token", m_ok}});
                head.fields.removeFirst();
                for (const QByteArray &host : hosts)
                    head.fields.prepend(HeaderField{"host", host});
                const HeadVerdict verdict = judge(head);
                QCOMPARE(statusOf(verdict), 421);
                QCOMPARE(headerCount(fieldsOf(verdict), "access-control-allow-origin"), 0);
                QCOMPARE(headerValue(fieldsOf(verdict), "vary"), "Origin");
            }
        }
    }

    void everyLoopbackNameWithOurPortIsOurs_data()
    {
        QTest::addColumn<QByteArray>("host");
        for (const char *host : {"127.0.0.1:2965", "localhost:2965", "[::1]:2965"})
            QTest::newRow(host) << QByteArray(host);
    }
    void everyLoopbackNameWithOurPortIsOurs()
    {
        QFETCH(QByteArray, host);
        RequestHead head = request(HttpMethod::Get, "/health");
        head.fields.first().value = host;
        QCOMPARE(statusOf(judge(head)), 200);
    }

    // --------------------------------------------------------------------------------------------------
    // Origin

    void aStrangerGetsTheSameBytesEverywhere_data()
    {
        QTest::addColumn<QList<QByteArray>>("origins");
        using Origins = QList<QByteArray>;
        for (const char *origin :
             {"https://evil.example", "https://ok.com.evil", "https://ok.com:8443", "http://ok.com",
              "https://OK.com", "https://ok.com/", "https://sub.ok.com", "https://ok.com.", "null", "", "*",
              "file://", "https://ok.com https://evil.example", "https://ok.com,https://ok.com",
              "http://127.0.0.1:2966", "https://127.0.0.1:2965", "http://127.0.0.1", "chrome-extension://",
              "program:backup"})
            QTest::newRow(*origin ? origin : "(empty)") << Origins{origin};
        QTest::newRow("extension b") << Origins{extensionB};
        QTest::newRow("two equal ones") << Origins{"https://ok.com", "https://ok.com"};
        QTest::newRow("approved, then evil") << Origins{"https://ok.com", "https://evil.example"};
        QTest::newRow("evil, then approved") << Origins{"https://evil.example", "https://ok.com"};
        QTest::newRow("5 KB") << Origins{"https://" + QByteArray(5 * 1024, 'a') + ".example"};
    }
    void aStrangerGetsTheSameBytesEverywhere()
    {
        QFETCH(QList<QByteArray>, origins);
        HeaderFields fields;
        for (const QByteArray &origin : origins)
            fields.append(HeaderField{"origin", origin});
        const QList<HeaderFields> extras{
            {},
            {{"x-relay-token", m_ok}},
            {{"authorization", "Bearer " + m_ok}},
            {{"x-api-key", "sk-ant-1"}, {"authorization", "Bearer sk-2"}},
            {{"x-goog-api-key", "AIza"}},
            {{"x-api-key", "sk-ant-api03-0123456789"}},
            {{"x-api-key-sealed", "AAAA"}},
            {{"access-control-request-method", "POST"}, {"access-control-request-headers", "authorization"}},
            {{"access-control-request-method", "TRACE"},
             {"access-control-request-headers", QByteArray(115 * 1024, ',')}},
            {{"sec-fetch-mode", "navigate"},
             {"sec-fetch-dest", "document"},
             {"sec-fetch-site", "cross-site"}},
            {{"sec-fetch-mode", "cors"}, {"sec-fetch-dest", "empty"}, {"sec-fetch-site", "same-origin"}},
            {{"sec-fetch-mode", "websocket"}, {"upgrade", "websocket"}},
            {{"upgrade", "h2c"}},
            {{"content-type", "text/plain"}},
        };
        const QByteArrayList targets{"/",
                                     "/?key=x",
                                     "/assets/page.js",
                                     "/assets/none",
                                     "/health",
                                     "/version",
                                     "/keys",
                                     "/keys/openai",
                                     "/relay/openai/v1/models",
                                     "/relay/echo/v1/chat/completions",
                                     "/relay/nothing",
                                     "/nothing",
                                     "/users/x",
                                     "/keys?key=x",
                                     chat + "?key=x"};
        using enum HttpMethod;
        QByteArray first;
        m_config.paused = false;
        for (const bool paused : {false, true}) {
            m_config.paused = paused;
            Gatekeeper keeper = makeKeeper();
            for (const QByteArray &target : targets) {
                for (const HttpMethod method : {Get, Head, Post, Put, Patch, Delete, Options}) {
                    for (const HeaderFields &extra : extras) {
                        const RequestHead head = request(method, target, fields + extra);
                        const HeadVerdict verdict = keeper.judgeHead(withBody(head));
                        QVERIFY2(std::holds_alternative<WholeReply>(verdict), target.constData());
                        const QByteArray bytes = bytesOf(std::get<WholeReply>(verdict));
                        if (first.isNull())
                            first = bytes;
                        QCOMPARE(bytes, first);
                        // Nor does an error that the front door makes of such a head let the page read it.
                        const WholeReply error =
                            keeper.errorReply({ErrorCode::ExpectationFailed, u"x"_s}, &head, nullptr);
                        QCOMPARE(headerCount(error.fields, "access-control-allow-origin"), 0);
                    }
                }
            }
        }
        QVERIFY(first.startsWith("403\n"));
        QVERIFY(first.contains("vary: Origin\n"));
        QVERIFY(first.contains("x-content-type-options: nosniff\n"));
        QVERIFY(!first.contains("access-control"));
        QVERIFY(!first.contains("server:"));
        QVERIFY(first.contains("\"origin_refused\""));
        // And the same for each stranger.
        static QByteArray everyones;
        if (everyones.isNull())
            everyones = first;
        QCOMPARE(first, everyones);
    }

    void pairingAndDiscoveryAnswerEveryWellFormedOrigin_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("discoverable");
        QTest::addColumn<bool>("answered");
        QTest::newRow("unknown") << QByteArray("https://evil.example") << true << true;
        QTest::newRow("extension") << extensionB << true << true;
        QTest::newRow("approved") << QByteArray("https://ok.com") << true << true;
        QTest::newRow("null") << QByteArray("null") << true << false;
        QTest::newRow("malformed") << QByteArray("https://evil.example/") << true << false;
        QTest::newRow("unknown, hidden") << QByteArray("https://evil.example") << false << false;
        QTest::newRow("approved, hidden") << QByteArray("https://ok.com") << false << true;
    }
    void pairingAndDiscoveryAnswerEveryWellFormedOrigin()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, discoverable);
        QFETCH(bool, answered);
        m_config.discoverable = discoverable;
        const HeaderFields fields{{"origin", origin}};
        const HeaderFields asking = fields + HeaderFields{{"access-control-request-method", "POST"}};
        const QList<RequestHead> heads{
            request(HttpMethod::Get, "/.well-known/byok-relay", fields),
            request(HttpMethod::Options, "/.well-known/byok-relay", asking),
            withBody(request(HttpMethod::Post, "/users",
                             fields + HeaderFields{{"content-type", "application/json"}})),
            request(HttpMethod::Options, "/users", asking),
            withBody(request(HttpMethod::Post, "/users", fields)),
            request(HttpMethod::Get, "/users", fields),
            request(HttpMethod::Get, "/client.js", fields),
            request(HttpMethod::Get, "/skill.md", fields)};
        const QList<int> statuses{200, 204, 200, 204, 415, 405, 200, 200};
        for (qsizetype i = 0; i < heads.size(); ++i) {
            const HeadVerdict verdict = judge(heads.at(i));
            QCOMPARE(statusOf(verdict), answered ? statuses.at(i) : 403);
            QCOMPARE(headerValue(fieldsOf(verdict), "access-control-allow-origin"),
                     answered ? origin : QByteArray());
            QCOMPARE(headerValue(fieldsOf(verdict), "vary"), "Origin");
        }
        // To be forgotten is for an app alone.
        const HeadVerdict forget = judge(request(HttpMethod::Delete, "/users", fields));
        QCOMPARE(statusOf(forget), origin == "https://ok.com" ? 401 : 403);
    }

    void aGuestIsNeverMoreThanAGuest()
    {
        const HeadVerdict verdict = judge(withBody(request(HttpMethod::Post, "/users",
                                                           {{"origin", "https://evil.example"},
                                                            {"content-type", "application/json"},
                                                            {"x-relay-token", m_ok}})));
        const Caller caller = std::get<Admission>(verdict).caller;
        QCOMPARE(caller.kind, CallerKind::Guest);
        QVERIFY(!caller.authenticated);
        QVERIFY(caller.appId.isEmpty());
        QVERIFY(caller.tokenHash.isEmpty());
    }

    void anApprovedOriginReadsErrorsToo_data()
    {
        QTest::addColumn<RequestHead>("head");
        QTest::addColumn<int>("status");
        const HeaderFields ok{{"origin", "https://ok.com"}};
        QTest::newRow("no such path") << request(HttpMethod::Get, "/nothing", ok) << 404;
        QTest::newRow("method") << request(HttpMethod::Delete, "/health", ok) << 405;
        QTest::newRow("no token") << request(HttpMethod::Get, "/keys", ok) << 401;
        QTest::newRow("fine") << request(HttpMethod::Get, "/health", ok) << 200;
        QTest::newRow("extension") << request(HttpMethod::Get, "/health", {{"origin", extensionA}}) << 200;
        QTest::newRow("own page from a sibling name")
            << request(HttpMethod::Get, "/health", {{"origin", "http://localhost:2965"}}) << 200;
    }
    void anApprovedOriginReadsErrorsToo()
    {
        QFETCH(RequestHead, head);
        const HeadVerdict verdict = judge(head);
        QTEST(statusOf(verdict), "status");
        QCOMPARE(headerValue(fieldsOf(verdict), "access-control-allow-origin"), head.field("origin"));
        QCOMPARE(headerCount(fieldsOf(verdict), "access-control-allow-credentials"), 0);
    }

    // -----------------------------------------------------------------------------------------------
    // Sec-Fetch

    void whatABrowserSaysOfItsRequestMustFit_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("origin"); // null: none
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QByteArray>("dest");
        QTest::addColumn<QByteArray>("site");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *target, const char *origin, const char *mode,
                            const char *dest, const char *site, int status) {
            QTest::newRow(name) << QByteArray(target) << QByteArray(origin) << QByteArray(mode)
                                << QByteArray(dest) << QByteArray(site) << status;
        };
        const char *const none = nullptr;
        row("a program", "/health", none, none, none, none, 200);
        row("Node, mode alone", "/health", none, "cors", none, none, 200);
        row("older Safari, Origin alone", "/health", "https://ok.com", none, none, none, 200);
        row("fetch", "/health", "https://ok.com", "cors", "empty", "cross-site", 200);
        row("own page's fetch", "/health", none, "cors", "empty", "same-origin", 200);
        row("own page's same-origin fetch", "/health", none, "same-origin", "empty", "same-origin", 200);
        row("typed into the address bar", "/health", none, "navigate", "document", "none", 403);
        row("navigation", "/health", none, "navigate", "document", "cross-site", 403);
        row("iframe", "/health", none, "navigate", "iframe", "cross-site", 403);
        row("iframe of an approved origin", "/health", "https://ok.com", "navigate", "iframe", "cross-site",
            403);
        row("form post of an approved origin", "/users", "https://ok.com", "navigate", "document",
            "cross-site", 403);
        row("no-cors fetch", "/health", none, "no-cors", "empty", "cross-site", 403);
        row("no-cors fetch of an approved origin", "/health", "https://ok.com", "no-cors", "empty",
            "cross-site", 403);
        row("image", "/health", none, "no-cors", "image", "cross-site", 403);
        row("script", "/health", none, "no-cors", "script", "cross-site", 403);
        row("module script", "/health", "https://ok.com", "cors", "script", "cross-site", 403);
        row("mode missing, image all the same", "/health", none, none, "image", none, 403);
        row("unknown mode", "/health", "https://ok.com", "CORS", "empty", "cross-site", 403);
        row("empty mode", "/health", "https://ok.com", "", "empty", "cross-site", 403);
        row("extension's fetch without Origin", "/health", none, "cors", "empty", "none", 403);
        row("same site without Origin", "/health", none, "cors", "empty", "same-site", 403);
        row("web socket without handshake", "/health", "https://ok.com", "websocket", "empty", "cross-site",
            403);
        row("discovery by image", "/.well-known/byok-relay", none, "no-cors", "image", "cross-site", 403);
        row("relay by navigation", "/relay/echo/x", none, "navigate", "document", "same-origin", 403);
        row("unknown path by navigation", "/nothing", none, "navigate", "document", "none", 403);
        row("page typed into the address bar", "/", none, "navigate", "document", "none", 200);
        row("page by a link", "/", none, "navigate", "document", "cross-site", 200);
        row("page reloaded", "/", none, "navigate", "document", "same-origin", 200);
        row("page in an iframe", "/", none, "navigate", "iframe", "cross-site", 403);
        row("page in a frame", "/", none, "navigate", "frame", "same-origin", 403);
        row("page as an object", "/", none, "navigate", "object", "cross-site", 403);
        row("page as an image", "/", none, "no-cors", "image", "cross-site", 403);
        row("page by no-cors fetch", "/", none, "no-cors", "empty", "cross-site", 403);
        row("page to a program", "/", none, none, none, none, 200);
        row("page's script", "/assets/page.js", none, "no-cors", "script", "same-origin", 200);
        row("page's module script", "/assets/page.js", none, "cors", "script", "same-origin", 200);
        row("page's style", "/assets/page.css", none, "no-cors", "style", "same-origin", 200);
        row("another site takes the script", "/assets/page.js", none, "no-cors", "script", "cross-site", 403);
        row("another site takes the picture", "/assets/logo.svg", none, "no-cors", "image", "same-site", 403);
        row("client as a module", "/client.js", "https://ok.com", "cors", "script", "cross-site", 200);
        row("client as a stranger's module", "/client.js", "https://new.example", "cors", "script",
            "cross-site", 200);
        row("client as the own page's module", "/client.js", none, "cors", "script", "same-origin", 200);
        row("client by fetch", "/client.js", "https://ok.com", "cors", "empty", "cross-site", 200);
        row("client to a program", "/client.js", none, none, none, none, 200);
        row("client opened in a tab", "/client.js", none, "navigate", "document", "none", 200);
        row("client as a classic script", "/client.js", none, "no-cors", "script", "cross-site", 403);
        row("client as a classic script of an approved origin", "/client.js", "https://ok.com", "no-cors",
            "script", "cross-site", 403);
        row("client as a module without an origin", "/client.js", none, "cors", "script", "cross-site", 403);
        row("client in an iframe", "/client.js", none, "navigate", "iframe", "cross-site", 403);
        row("client as a style", "/client.js", "https://ok.com", "cors", "style", "cross-site", 403);
        row("instructions as an image", "/skill.md", none, "no-cors", "image", "cross-site", 403);
    }
    void whatABrowserSaysOfItsRequestMustFit()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, mode);
        QFETCH(QByteArray, dest);
        QFETCH(QByteArray, site);
        HeaderFields fields;
        const auto add = [&fields](const char *name, const QByteArray &value) {
            if (!value.isNull())
                fields.append({name, value});
        };
        add("origin", origin);
        add("sec-fetch-mode", mode);
        add("sec-fetch-dest", dest);
        add("sec-fetch-site", site);
        QTEST(statusOf(judge(request(HttpMethod::Get, target, fields))), "status");
    }

    void fieldsThatComeTwiceDoNotFit()
    {
        for (const char *name : {"sec-fetch-mode", "sec-fetch-dest", "sec-fetch-site"}) {
            HeaderFields fields{{"origin", "https://ok.com"},
                                {"sec-fetch-mode", "cors"},
                                {"sec-fetch-dest", "empty"},
                                {"sec-fetch-site", "cross-site"}};
            QCOMPARE(statusOf(judge(request(HttpMethod::Get, "/health", fields))), 200);
            fields.append({name, headerValue(fields, name)});
            QCOMPARE(statusOf(judge(request(HttpMethod::Get, "/health", fields))), 403);
        }
    }

    // -----------------------------------------------------------------------------------------------
    // preflight

    void preflightsOfApprovedOriginsAreAnswered_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<int>("status");
        const QByteArray ok("https://ok.com");
        QTest::newRow("chat") << ok << chat << QByteArray("authorization,x-stainless-os") << 204;
        QTest::newRow("path that is not there, to be told so")
            << ok << QByteArray("/nothing") << QByteArray("a") << 204;
        QTest::newRow("extension") << extensionA << chat << QByteArray("a") << 204;
        QTest::newRow("own page from a sibling name")
            << QByteArray("http://localhost:2965") << QByteArray("/relay/echo/v1/chat/completions")
            << QByteArray("content-type") << 204;
        QTest::newRow("4 KB") << ok << chat << QByteArray(4096, 'a') << 204;
        QTest::newRow("above 4 KB") << ok << chat << QByteArray(4097, 'a') << 400;
        QTest::newRow("115 KB") << ok << chat << QByteArray(115 * 1024, 'a') << 400;
        QTest::newRow("65 names") << ok << chat << QByteArray("a,").repeated(64) + "a" << 400;
        QTest::newRow("no names") << ok << chat << QByteArray("a b") << 400;
        QTest::newRow("unapproved") << QByteArray("https://evil.example") << chat << QByteArray("a") << 403;
    }
    void preflightsOfApprovedOriginsAreAnswered()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, names);
        QFETCH(int, status);
        m_config.paused = true; // the page is to read that from the request itself
        const HeadVerdict verdict = judge(request(HttpMethod::Options, target,
                                                  {{"origin", origin},
                                                   {"access-control-request-method", "POST"},
                                                   {"access-control-request-headers", names},
                                                   {"sec-fetch-mode", "cors"},
                                                   {"sec-fetch-dest", "empty"},
                                                   {"sec-fetch-site", "cross-site"}}));
        QCOMPARE(statusOf(verdict), status);
        QVERIFY(std::holds_alternative<WholeReply>(verdict));
        QCOMPARE(headerValue(fieldsOf(verdict), "access-control-allow-origin"),
                 status == 403 ? QByteArray() : origin);
    }

    void anOptionsThatIsNoPreflightNeedsAToken()
    {
        QCOMPARE(statusOf(judge(request(HttpMethod::Options, chat, {{"origin", "https://ok.com"}}))), 401);
        QCOMPARE(
            statusOf(judge(request(HttpMethod::Options, chat, {{"access-control-request-method", "POST"}}))),
            401);
        QCOMPARE(statusOf(judge(request(HttpMethod::Options, chat,
                                        {{"origin", "https://ok.com"}, {"x-relay-token", m_ok}}))),
                 200);
    }

    // --------------------------------------------------------------------------------- route, upgrade,
    // content type

    void pathsMethodsUpgradesAndTypesAreJudgedInThisOrder_data()
    {
        QTest::addColumn<RequestHead>("head");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *name, const RequestHead &head, int status, const char *code) {
            QTest::newRow(name) << head << status << QByteArray(code);
        };
        using enum HttpMethod;
        const HeaderField ok{"origin", "https://ok.com"};
        row("no such path", request(Get, "/nothing"), 404, "route_unknown");
        row("no such path, by POST with upgrade", request(Post, "/nothing", {{"upgrade", "h2c"}}), 404,
            "route_unknown");
        row("method", request(Post, "/health"), 405, "method_not_allowed");
        row("method before upgrade", request(Post, "/health", {{"upgrade", "h2c"}}), 405,
            "method_not_allowed");
        row("OPTIONS", request(Options, "/keys"), 405, "method_not_allowed");
        row("h2c", request(Get, "/health", {{"upgrade", "h2c"}}), 400, "upgrade_refused");
        row("web socket", request(Get, chat, {{"upgrade", "websocket"}, {"x-relay-token", m_program}}), 400,
            "upgrade_refused");
        row("web socket from a browser",
            request(Get, chat,
                    {ok,
                     {"upgrade", "websocket"},
                     {"sec-fetch-mode", "websocket"},
                     {"sec-fetch-dest", "websocket"},
                     {"sec-fetch-site", "cross-site"}}),
            400, "upgrade_refused");
        row("web socket from a stranger",
            request(Get, chat,
                    {{"origin", "https://evil.example"},
                     {"upgrade", "websocket"},
                     {"sec-fetch-mode", "websocket"}}),
            403, "origin_refused");
        const auto users = [](const HeaderFields &fields) {
            return withBody(request(Post, "/users", fields));
        };
        row("json", users({ok, {"content-type", "application/json"}}), 200, "");
        row("json with charset", users({ok, {"content-type", "application/json; charset=utf-8"}}), 200, "");
        row("json with quoted charset", users({ok, {"content-type", "application/json;charset=\"UTF-8\""}}),
            200, "");
        row("Application/JSON", users({ok, {"content-type", "Application/JSON"}}), 200, "");
        row("json with another parameter", users({ok, {"content-type", "application/json; version=1"}}), 200,
            "");
        row("simple: text", users({ok, {"content-type", "text/plain"}}), 415, "unsupported_media_type");
        row("simple: text that names json", users({ok, {"content-type", "text/plain; application/json"}}),
            415, "unsupported_media_type");
        row("simple: form", users({ok, {"content-type", "application/x-www-form-urlencoded"}}), 415,
            "unsupported_media_type");
        row("simple: multipart", users({ok, {"content-type", "multipart/form-data; boundary=x"}}), 415,
            "unsupported_media_type");
        row("simple: none", users({ok}), 415, "unsupported_media_type");
        row("empty type", users({ok, {"content-type", ""}}), 415, "unsupported_media_type");
        row("two types", users({ok, {"content-type", "application/json"}, {"content-type", "text/plain"}}),
            415, "unsupported_media_type");
        row("a list of types", users({ok, {"content-type", "application/json, text/plain"}}), 415,
            "unsupported_media_type");
        row("other charset", users({ok, {"content-type", "application/json; charset=utf-16"}}), 415,
            "unsupported_media_type");
        row("look-alike type", users({ok, {"content-type", "application/jsonp"}}), 415,
            "unsupported_media_type");
        row("wrong type without a body", request(Post, "/users", {ok, {"content-type", "text/plain"}}), 415,
            "unsupported_media_type");
        row("program pairs", users({{"content-type", "application/json"}}), 200, "");
        row("browser pairs without Origin",
            users({{"content-type", "application/json"},
                   {"sec-fetch-mode", "cors"},
                   {"sec-fetch-dest", "empty"},
                   {"sec-fetch-site", "cross-site"}}),
            403, "cross_site_refused");
        row("own page pairs",
            users({{"content-type", "application/json"},
                   {"sec-fetch-mode", "cors"},
                   {"sec-fetch-dest", "empty"},
                   {"sec-fetch-site", "same-origin"}}),
            403, "origin_refused");
        row("storing a key as text comes before its token",
            withBody(request(Post, "/keys/openai", {ok, {"content-type", "text/plain"}})), 415,
            "unsupported_media_type");
        row("any type to a provider",
            withBody(request(Post, chat, {ok, {"x-relay-token", m_ok}, {"content-type", "audio/wav"}})), 200,
            "");
        row("removing a key needs no type", request(Delete, "/keys/openai", {ok, {"x-relay-token", m_ok}}),
            200, "");
    }
    void pathsMethodsUpgradesAndTypesAreJudgedInThisOrder()
    {
        QFETCH(RequestHead, head);
        const HeadVerdict verdict = judge(head);
        QTEST(statusOf(verdict), "status");
        QTEST(codeOf(verdict), "code");
        if (statusOf(verdict) == 405)
            QVERIFY(headerCount(fieldsOf(verdict), "allow") == 1);
    }

    void aHandshakeIsARequestLikeAnyOther_data()
    {
        QTest::addColumn<RequestHead>("head");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        const QByteArray realtime = "/relay/openai/v1/realtime?model=m";
        const auto row = [&](const char *name, const QByteArray &target, const HeaderFields &more, int status,
                             const char *code) {
            const HeaderFields handshake{{"upgrade", "websocket"},
                                         {"connection", "Upgrade"},
                                         {"sec-websocket-version", "13"},
                                         {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="}};
            QTest::newRow(name) << request(HttpMethod::Get, target, handshake + more) << status
                                << QByteArray(code);
        };
        const HeaderField ok{"origin", "https://ok.com"};
        const HeaderField spoken{"sec-websocket-protocol", "realtime, openai-insecure-api-key." + m_ok};
        row("a page's, by subprotocol", realtime, {ok, spoken}, 200, "");
        row("as Chromium marks it", realtime,
            {ok,
             spoken,
             {"sec-fetch-mode", "websocket"},
             {"sec-fetch-dest", "websocket"},
             {"sec-fetch-site", "cross-site"}},
            200, "");
        row("as Chromium marked it before", realtime,
            {ok, spoken, {"sec-fetch-mode", "websocket"}, {"sec-fetch-dest", "empty"}}, 200, "");
        row("a navigation that upgrades", realtime, {ok, spoken, {"sec-fetch-mode", "navigate"}}, 403,
            "cross_site_refused");
        row("an image that upgrades", realtime,
            {ok, spoken, {"sec-fetch-mode", "websocket"}, {"sec-fetch-dest", "image"}}, 403,
            "cross_site_refused");
        row("key=", realtime + "&key=" + m_ok, {ok}, 200, "");
        row("a program's", realtime, {{"x-relay-token", m_program}}, 200, "");
        row("a page's token without its origin", realtime, {spoken}, 401, "token_invalid");
        row("a program's token from a page", realtime, {ok, {"x-relay-token", m_program}}, 401,
            "token_invalid");
        row("another origin", realtime, {{"origin", "https://evil.example"}, spoken}, 403, "origin_refused");
        row("no origin that could be approved", realtime, {{"origin", "null"}, spoken}, 403,
            "origin_refused");
        row("own page", realtime, {{"origin", "http://127.0.0.1:2965"}, spoken}, 403, "origin_refused");
        row("no token", realtime, {ok}, 401, "token_missing");
        row("two that differ", realtime + "&key=" + m_program, {ok, spoken}, 400, "credentials_ambiguous");
        row("the token's subprotocol alone", realtime,
            {ok, {"sec-websocket-protocol", "openai-insecure-api-key." + m_ok}}, 400, "upgrade_refused");
        row("a second key=, in Google's words", realtime + "&key=" + m_ok + "&key=" + m_ok, {ok}, 400, "?");
        row("access_token=", realtime + "&access_token=x", {ok, spoken}, 400, "credential_in_query");
        row("the token under another name", realtime + "&t=" + m_ok, {ok, spoken}, 400,
            "credential_in_query");
        row("where there are none", "/events", {ok, {"x-relay-token", m_ok}}, 400, "upgrade_refused");
        row("POST /relay's neighbour", "/relay/openai", {ok, {"x-relay-token", m_ok}}, 400,
            "upgrade_refused");
        row("/v1/realtime", "/v1/realtime?model=m", {ok, spoken}, 200, "");
    }
    void aHandshakeIsARequestLikeAnyOther()
    {
        QFETCH(RequestHead, head);
        const HeadVerdict verdict = judge(head);
        QTEST(codeOf(verdict), "code");
        QTEST(statusOf(verdict), "status");
        if (const auto *admission = std::get_if<Admission>(&verdict)) {
            QCOMPARE(admission->upgrade, Upgrade::WebSocket);
            QVERIFY(admission->caller.authenticated);
        }
        // The same head without Upgrade gets nothing for a token in its URL.
        head.upgrade.clear();
        head.fields.removeIf([](const HeaderField &field) { return field.name == "upgrade"; });
        if (head.query().contains("key="))
            QCOMPARE(codeOf(judge(head)),
                     head.field("origin") == "https://ok.com" ? "credential_in_query" : "origin_refused");
    }

    void aWrongMethodIsToldTheRightOnes()
    {
        QCOMPARE(headerValue(fieldsOf(judge(request(HttpMethod::Patch, "/keys/openai"))), "allow"),
                 "POST, PUT, DELETE");
        QCOMPARE(headerValue(fieldsOf(judge(request(HttpMethod::Post, "/version"))), "allow"), "GET, HEAD");
    }

    // ------------------------------------------------------------------------------------------------- own
    // page

    void theOwnPageMayUseEchoAndNothingElse_data()
    {
        QTest::addColumn<HttpMethod>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        using enum HttpMethod;
        const auto row = [](HttpMethod method, const char *target, int status) {
            QTest::addRow("%s %s", methodName(method).constData(), target)
                << method << QByteArray(target) << status;
        };
        row(Get, "/", 200);
        row(Get, "/assets/page.js", 200);
        row(Get, "/health", 200);
        row(Get, "/version", 200);
        row(Get, "/.well-known/byok-relay", 200);
        row(Post, "/relay/echo/v1/chat/completions", 200);
        row(Post, "/relay/echo", 200);
        row(Post, "/relay/echo2/v1/chat/completions", 403);
        row(Post, "/relay/ECHO/v1/chat/completions", 403);
        row(Post, "/relay/openai/v1/chat/completions", 403);
        row(Get, "/relay/openai/v1/models", 403);
        row(Get, "/keys", 403);
        row(Post, "/keys/openai", 403);
        row(Delete, "/keys/openai", 403);
        row(Post, "/users", 403);
        row(Delete, "/users", 403);
        row(Get, "/nothing", 404);
    }
    void theOwnPageMayUseEchoAndNothingElse()
    {
        QFETCH(HttpMethod, method);
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        const HeaderFields fetch{{"sec-fetch-mode", "cors"}, {"sec-fetch-dest", "empty"}};
        QList<HeaderFields> ways;
        for (const char *origin : {"http://127.0.0.1:2965", "http://localhost:2965", "http://[::1]:2965"})
            ways.append(HeaderFields{{"origin", origin}, {"sec-fetch-site", "cross-site"}} + fetch);
        ways.append(HeaderFields{{"sec-fetch-site", "same-origin"}} + fetch);
        ways.append(ways.last() + HeaderFields{{"x-relay-token", m_program}});
        ways.append(ways.first() + HeaderFields{{"x-relay-token", m_ok}});
        for (const HeaderFields &fields : ways) {
            const HeadVerdict verdict = judge(request(method, target, fields));
            QCOMPARE(statusOf(verdict), status);
            if (const Admission *admission = std::get_if<Admission>(&verdict)) {
                QCOMPARE(admission->caller.kind, CallerKind::OwnPage);
                QVERIFY(!admission->caller.authenticated);
            }
        }
    }

    void anApprovedOriginCannotTakeTheOwnPagesPlace()
    {
        m_config.apps.append({u"http://localhost:2965"_s, AppKind::Origin, {}, {}, noon});
        QCOMPARE(statusOf(judge(request(HttpMethod::Get, "/keys", {{"origin", "http://localhost:2965"}}))),
                 403);
        // On another port it is an app like others.
        m_config.apps.append({u"http://localhost:5173"_s, AppKind::Origin, {}, {}, noon});
        QCOMPARE(statusOf(judge(request(HttpMethod::Get, "/keys", {{"origin", "http://localhost:5173"}}))),
                 401);
    }

    void thePortInUseDecidesWhatIsOurs()
    {
        Gatekeeper keeper = makeKeeper();
        keeper.setPort(12965);
        QCOMPARE(statusOf(keeper.judgeHead(request(HttpMethod::Get, "/health"))), 421);
        RequestHead head = request(HttpMethod::Get, "/health");
        head.fields.first().value = "localhost:12965";
        QCOMPARE(statusOf(keeper.judgeHead(head)), 200);
    }

    // ----------------------------------------------------------------------------------------------
    // credentials

    void onlyWhatIsRelayedMayBeLarge()
    {
        const HeaderFields page{{"origin", "https://ok.com"}, {"x-relay-token", m_ok}};
        const HeaderFields json{{"content-type", "application/json"}};
        const auto limit = [this](const RequestHead &head) {
            const HeadVerdict verdict = judge(head);
            const auto *admission = std::get_if<Admission>(&verdict);
            return admission ? admission->bodyLimit : -1;
        };
        QCOMPARE(limit(request(HttpMethod::Post, chat, page)), m_config.settings.bodyBytes);
        QCOMPARE(limit(request(HttpMethod::Post, "/keys/openai", page + json)), 64 * 1024);
        // Anybody at all may send this one, and have it held.
        QCOMPARE(limit(request(HttpMethod::Post, "/users",
                               HeaderFields{{"origin", "https://new.example"}} + json)),
                 64 * 1024);
    }

    void theTokenIsTakenWhereverAClientPutsItsKey_data()
    {
        QTest::addColumn<HeaderFields>("fields");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<CredentialCarrier>("carrier");
        const auto row = [](const char *name, const HeaderFields &fields, int status = 200,
                            const char *code = "", CredentialCarrier carrier = CredentialCarrier::None) {
            QTest::newRow(name) << fields << status << QByteArray(code) << carrier;
        };
        using enum CredentialCarrier;
        row("x-relay-token", {{"x-relay-token", m_ok}}, 200, "", RelayToken);
        row("Bearer", {{"authorization", "Bearer " + m_ok}}, 200, "", Authorization);
        row("bearer", {{"authorization", "bearer   " + m_ok}}, 200, "", Authorization);
        row("x-api-key", {{"x-api-key", m_ok}}, 200, "", XApiKey);
        row("x-goog-api-key", {{"x-goog-api-key", m_ok}}, 200, "", XGoogApiKey);
        row("api-key", {{"api-key", m_ok}}, 200, "", ApiKey);
        row("xi-api-key", {{"xi-api-key", m_ok}}, 200, "", XiApiKey);
        row("the same in two places", {{"authorization", "Bearer " + m_ok}, {"x-api-key", m_ok}}, 200, "",
            Authorization);
        row("the same twice", {{"x-api-key", m_ok}, {"x-api-key", m_ok}}, 200, "", XApiKey);
        row("an empty field beside it", {{"authorization", "Bearer "}, {"x-api-key", m_ok}}, 200, "",
            XApiKey);
        row("another field beside it", {{"x-other-key", "sk-1"}, {"x-api-key", m_ok}}, 200, "", XApiKey);
        row("none", {}, 401, "token_missing");
        row("empty ones", {{"x-relay-token", ""}, {"authorization", "Bearer"}}, 401, "token_missing");
        row("token and key", {{"x-relay-token", m_ok}, {"x-api-key", "sk-ant-1"}}, 400,
            "credentials_ambiguous");
        row("key and token", {{"x-api-key", "sk-ant-1"}, {"authorization", "Bearer " + m_ok}}, 400,
            "credentials_ambiguous");
        row("two in one name", {{"authorization", "Bearer " + m_ok}, {"authorization", "Bearer " + m_b}}, 400,
            "credentials_ambiguous");
        row("two equal and one other", {{"x-relay-token", m_ok}, {"x-api-key", m_ok}, {"xi-api-key", "x"}},
            400, "credentials_ambiguous");
        row("token and Basic", {{"x-relay-token", m_ok}, {"authorization", "Basic eDp5"}}, 400,
            "credentials_ambiguous");
        row("unknown token", {{"x-api-key", "byok_" + QByteArray(64, '0')}}, 401, "token_invalid");
        row("a provider's key", {{"authorization", "Bearer sk-proj-1"}}, 401, "token_invalid");
        row("Basic", {{"authorization", "Basic " + m_ok}}, 401, "token_invalid");
        row("Bearer without a blank", {{"authorization", "Bearer" + m_ok}}, 401, "token_invalid");
        row("Bearer in another field", {{"x-api-key", "Bearer " + m_ok}}, 401, "token_invalid");
        row("two tokens in one field", {{"x-api-key", m_ok + ", " + m_ok}}, 401, "token_invalid");
    }
    void theTokenIsTakenWhereverAClientPutsItsKey()
    {
        QFETCH(HeaderFields, fields);
        const HeadVerdict verdict =
            judge(request(HttpMethod::Post, chat, HeaderFields{{"origin", "https://ok.com"}} + fields));
        QTEST(statusOf(verdict), "status");
        QTEST(codeOf(verdict), "code");
        if (const Admission *admission = std::get_if<Admission>(&verdict)) {
            QTEST(admission->caller.carrier, "carrier");
            QVERIFY(admission->caller.authenticated);
            QCOMPARE(admission->caller.kind, CallerKind::BrowserApp);
            QCOMPARE(admission->caller.appId, u"https://ok.com"_s);
            QCOMPARE(admission->caller.origin, "https://ok.com");
            QCOMPARE(admission->caller.tokenHash, m_okIssued.entry.sha256);
            QCOMPARE(admission->bodyLimit, m_config.settings.bodyBytes);
        } else {
            const QByteArray body = std::get<WholeReply>(verdict).body;
            QVERIFY(!body.contains(m_ok.mid(5)));
            QVERIFY(!body.contains("sk-"));
        }
    }

    void aKeyOfTheCallersOwnIsTakenFromWebAppsAlone_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<HeaderFields>("fields");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("key");
        const QByteArray app = "https://ok.com";
        // Each copy is its own: the one in a head is overwritten.
        const auto row = [](const char *name, const QByteArray &origin, const QByteArray &target,
                            const HeaderFields &fields, int status, const char *code,
                            const QByteArray &key = {}) {
            QTest::newRow(name) << origin << target << fields << status << QByteArray(code) << key;
        };
        const auto plain = [](const QByteArray &more = {}) {
            return HeaderFields{{"x-api-key", own + more}};
        };
        const auto seal = [this](const QByteArray &origin) {
            return HeaderFields{{"x-api-key-sealed", sealedFor(origin)}};
        };
        const HeaderFields token{{"x-relay-token", m_ok}};
        const HeaderFields programToken{{"x-relay-token", m_program}};
        row("an app", app, chat, plain(), 200, "", own);
        row("an app at /relay", app, "/relay", plain(), 200, "", own);
        row("an app, sealed", app, chat, seal(app), 200, "", own);
        row("an app with its token, sealed", app, chat, seal(app) + token, 200, "", own);
        row("a program with its token, sealed", {}, chat, seal({}) + programToken, 200, "", own);
        row("the key in two fields", app, chat, plain() + plain(), 200, "", own);
        row("the key behind an empty field", app, chat, HeaderFields{{"x-api-key", ""}} + plain(), 200, "",
            own);
        row("an empty field", app, chat, {{"x-api-key", ""}}, 401, "token_missing");
        row("a sealed note of an empty key", app, chat, {{"x-api-key-sealed", sealedFor(app, "")}}, 400,
            "sealed_key_refused");
        row("a sealed note of blanks", app, chat, {{"x-api-key-sealed", sealedFor(app, "  ")}}, 400,
            "sealed_key_refused");
        row("a token is no key", app, chat, {{"x-api-key", m_ok}}, 200, "");
        row("an unknown token", app, chat, {{"x-api-key", "byok_0123456789"}}, 401, "token_invalid");
        row("a token with something before it", app, chat, {{"x-api-key", "Bearer " + m_ok}}, 401,
            "token_invalid");
        row("another app's token, sealed", app, chat, seal(app) + HeaderFields{{"x-relay-token", m_b}}, 401,
            "token_invalid");
        row("a program", {}, chat, plain(), 401, "token_invalid");
        row("a program, sealed", {}, chat, seal({}), 401, "token_missing");
        row("a program that pretends, sealed", {}, chat, seal(app) + programToken, 400, "sealed_key_refused");
        row("sealed for another app", app, chat, seal("https://b.example"), 400, "sealed_key_refused");
        row("sealed for a program", app, chat, seal({}), 400, "sealed_key_refused");
        row("sealed, empty", app, chat, {{"x-api-key-sealed", ""}}, 400, "sealed_key_refused");
        row("sealed, anything", app, chat, {{"x-api-key-sealed", own}}, 400, "sealed_key_refused");
        row("sealed twice", app, chat, seal(app) + seal(app), 400, "credentials_ambiguous");
        row("sealed and plain", app, chat, seal(app) + plain(), 400, "credentials_ambiguous");
        row("token and key", app, chat, token + plain(), 400, "credentials_ambiguous");
        row("two keys", app, chat, plain() + plain("x"), 400, "credentials_ambiguous");
        row("in Authorization", app, chat, {{"authorization", QByteArray("Bearer ") + own}}, 401,
            "token_invalid");
        row("in Authorization too", app, chat,
            plain() + HeaderFields{{"authorization", QByteArray("Bearer ") + own}}, 401, "token_invalid");
        row("in api-key", app, chat, {{"api-key", own}}, 401, "token_invalid");
        row("for the relay's own affairs", app, "/keys", plain(), 401, "token_invalid");
        row("for them, sealed", app, "/keys", seal(app), 401, "token_missing");
        row("a WebSocket", app, chat, plain() + HeaderFields{{"upgrade", "websocket"}}, 400,
            "upgrade_refused");
    }
    void aKeyOfTheCallersOwnIsTakenFromWebAppsAlone()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, target);
        QFETCH(HeaderFields, fields);
        if (!origin.isEmpty())
            fields.prepend({"origin", origin});
        const HeadVerdict verdict =
            judge(request(target == "/keys" ? HttpMethod::Get : HttpMethod::Post, target, fields));
        QTEST(statusOf(verdict), "status");
        QTEST(codeOf(verdict), "code");
        if (const Admission *admission = std::get_if<Admission>(&verdict)) {
            QTEST(admission->callersKey.expose().toByteArray(), "key");
            QVERIFY(admission->caller.authenticated || !admission->callersKey.isEmpty());
            QVERIFY(std::ranges::none_of(fields, [](const HeaderField &field) {
                return field.name == "x-api-key" && field.value.contains(own);
            }));
            QCOMPARE(admission->caller.appId,
                     origin.isEmpty() ? u"program:backup"_s : QString::fromLatin1(origin));
        } else {
            QVERIFY(!std::get<WholeReply>(verdict).body.contains("0123456789"));
        }
    }

    void aKeyOfTheCallersOwnIsWipedFromTheHead()
    {
        QByteArray own = "sk-ant-api03-0123456789";
        own.detach(); // a literal's bytes cannot be written
        const RequestHead head =
            request(HttpMethod::Post, chat, {{"origin", "https://ok.com"}, {"x-api-key", own}});
        const QByteArray shared = head.field("x-api-key");
        const HeadVerdict verdict = judge(head);
        QCOMPARE(std::get<Admission>(verdict).callersKey.size(), shared.size());
        QVERIFY(!shared.contains("sk-ant"));
        QVERIFY(!head.field("x-api-key").contains("0123456789"));
    }

    void aSealedKeyWorksOnceAndCountsBeforeItIsOpened()
    {
        m_config.settings.aiRequestsPerMinute = 2;
        Gatekeeper keeper = makeKeeper();
        const QByteArray sealed = sealedFor("https://ok.com");
        const RequestHead head =
            request(HttpMethod::Post, chat, {{"origin", "https://ok.com"}, {"x-api-key-sealed", sealed}});
        QCOMPARE(statusOf(keeper.judgeHead(head)), 200);
        QCOMPARE(codeOf(keeper.judgeHead(head)), "sealed_key_refused");
        QCOMPARE(statusOf(keeper.judgeHead(head)), 429);
        // What was refused for its rate was not opened.
        const RequestHead later =
            request(HttpMethod::Post, chat,
                    {{"origin", "https://ok.com"}, {"x-api-key-sealed", sealedFor("https://ok.com")}});
        QCOMPARE(statusOf(keeper.judgeHead(later)), 429);
        m_milliseconds += 66'000;
        QCOMPARE(statusOf(keeper.judgeHead(later)), 200);
    }

    void whoSendsAProvidersKeyIsToldWhatToSendInstead()
    {
        const HeadVerdict verdict =
            judge(request(HttpMethod::Get, "/keys", {{"authorization", "Bearer sk-proj-1"}}));
        QVERIFY(std::get<WholeReply>(verdict).body.contains("begin with byok_"));
    }

    void aTokenWorksFromItsOwnPlaceOnly_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("origin"); // null: none
        QTest::addColumn<int>("days");
        QTest::addColumn<int>("status");
        QTest::newRow("own origin") << m_ok << QByteArray("https://ok.com") << 0 << 200;
        QTest::newRow("token A from origin B") << m_ok << QByteArray("https://b.example") << 0 << 401;
        QTest::newRow("browser token without Origin") << m_ok << QByteArray() << 0 << 401;
        QTest::newRow("program token") << m_program << QByteArray() << 0 << 200;
        QTest::newRow("program token with an Origin")
            << m_program << QByteArray("https://ok.com") << 0 << 401;
        QTest::newRow("expired") << m_ok << QByteArray("https://ok.com") << 91 << 401;
        QTest::newRow("expired program token") << m_program << QByteArray() << 91 << 401;
    }
    void aTokenWorksFromItsOwnPlaceOnly()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, origin);
        QFETCH(int, days);
        QFETCH(int, status);
        m_now = noon.addDays(days);
        HeaderFields fields{{"x-relay-token", token}};
        if (!origin.isNull())
            fields.append(HeaderField{"origin", origin});
        for (const QByteArray &target : {chat, QByteArray("/keys")}) {
            const HeadVerdict verdict = judge(request(HttpMethod::Get, target, fields));
            QCOMPARE(statusOf(verdict), status);
            if (const Admission *admission = std::get_if<Admission>(&verdict); admission && origin.isNull()) {
                QCOMPARE(admission->caller.kind, CallerKind::Program);
                QCOMPARE(admission->caller.appId, u"program:backup"_s);
                QCOMPARE(headerCount(admission->replyFields, "access-control-allow-origin"), 0);
            }
        }
    }

    void revokingTakesEffectWithTheNextConfig()
    {
        Gatekeeper keeper = makeKeeper();
        const RequestHead head =
            request(HttpMethod::Get, "/keys", {{"origin", "https://ok.com"}, {"x-relay-token", m_ok}});
        QCOMPARE(statusOf(keeper.judgeHead(head)), 200);
        m_config.tokens.removeFirst();
        keeper.setConfig(std::make_shared<const RelayConfig>(m_config));
        QCOMPARE(statusOf(keeper.judgeHead(head)), 401);
        m_config.apps.removeFirst();
        keeper.setConfig(std::make_shared<const RelayConfig>(m_config));
        QCOMPARE(statusOf(keeper.judgeHead(head)), 403);
        QVERIFY(!keeper.registry().byOrigin("https://ok.com"));
    }

    void beforeAnyConfigNobodyIsKnown()
    {
        RateLimiter limiter([] { return qint64(0); });
        AppSecretDoor appSecret({}, [] { return qint64(0); });
        SealingKeys sealing([] { return noon; });
        Gatekeeper keeper(2965, [] { return noon; }, limiter, appSecret, sealing);
        QCOMPARE(
            statusOf(keeper.judgeHead(request(HttpMethod::Get, "/health", {{"origin", "https://ok.com"}}))),
            403);
        QCOMPARE(
            statusOf(keeper.judgeHead(request(HttpMethod::Get, "/keys", {{"x-relay-token", m_program}}))),
            401);
    }

    void aTokenHelpsButIsNotNeededWhereAnyoneKnownMayCome()
    {
        const auto caller = [this](const HeaderFields &fields) {
            return std::get<Admission>(judge(request(HttpMethod::Get, "/health", fields))).caller;
        };
        QCOMPARE(caller({}).kind, CallerKind::Anonymous);
        QVERIFY(!caller({}).authenticated);
        QCOMPARE(caller({{"authorization", "Bearer " + m_program}}).kind, CallerKind::Program);
        QVERIFY(caller({{"origin", "https://ok.com"}, {"x-relay-token", m_ok}}).authenticated);
        for (const HeaderFields &fields :
             {HeaderFields{{"x-relay-token", "byok_stale"}},
              HeaderFields{{"authorization", "Bearer app-secret"}}, HeaderFields{{"x-relay-token", m_ok}},
              HeaderFields{{"x-relay-token", m_program}, {"x-api-key", "x"}}}) {
            QCOMPARE(caller(fields).kind, CallerKind::Anonymous);
            QVERIFY(!caller(fields).authenticated);
        }
        // A program that shows its APP_SECRET when it pairs is not told that this is no token.
        const RequestHead pairing =
            withBody(request(HttpMethod::Post, "/users",
                             {{"authorization", "Bearer s3cret"}, {"content-type", "application/json"}}));
        QCOMPARE(statusOf(judge(pairing)), 200);
    }

    void noCredentialComesInTheUrl_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("status");
        for (const char *query : {"key=x", "a=b&key=x", "api_key=x", "access_token=x", "KEY=x", "Api_Key=x",
                                  "k%65y=x", "%6b%65%79=x", "key", "key=", "a;key=x", "api-key=x", "apikey=x",
                                  "+key=x", "anything=byok_0123", "anything=%62yok_0123"})
            QTest::newRow(query) << QByteArray(query) << 400;
        for (const char *query :
             {"", "alt=sse", "keys=x", "monkey=x", "pageToken=x", "q=key", "q=a%3Dkey", "max_tokens=3"})
            QTest::newRow(*query ? query : "(empty)") << QByteArray(query) << 200;
    }
    void noCredentialComesInTheUrl()
    {
        QFETCH(QByteArray, query);
        for (const QByteArray &path : {QByteArray("/relay/google/v1beta/models"), QByteArray("/keys")}) {
            const HeadVerdict verdict =
                judge(request(HttpMethod::Get, path + '?' + query,
                              {{"origin", "https://ok.com"}, {"x-relay-token", m_ok}}));
            QTEST(statusOf(verdict), "status");
            if (statusOf(verdict) == 400)
                QCOMPARE(codeOf(verdict), "credential_in_query");
        }
    }

    // ----------------------------------------------------------------------------------------------------
    // limits

    void wrongTokensAreSlowedDownAndRightOnesNever()
    {
        m_config.settings.badTokensPerMinute = 10;
        Gatekeeper keeper = makeKeeper();
        const auto ask = [&keeper](const char *origin, const QByteArray &token) {
            HeaderFields fields{{"x-relay-token", token}};
            if (origin)
                fields.append(HeaderField{"origin", origin});
            return keeper.judgeHead(request(HttpMethod::Get, "/keys", fields));
        };
        for (int i = 0; i < 10; ++i)
            QCOMPARE(statusOf(ask("https://ok.com", "byok_wrong")), 401);
        m_now = noon.addSecs(20);
        const HeadVerdict slowed = ask("https://ok.com", "byok_wrong");
        QCOMPARE(statusOf(slowed), 429);
        QCOMPARE(headerValue(fieldsOf(slowed), "retry-after"), "40");
        QCOMPARE(headerValue(fieldsOf(slowed), "access-control-allow-origin"), "https://ok.com");
        QCOMPARE(statusOf(ask("https://ok.com", "sk-no-token")), 429);
        // Nobody else is held up, nor who has the right one.
        QCOMPARE(statusOf(ask("https://ok.com", m_ok)), 200);
        QCOMPARE(statusOf(ask("https://b.example", "byok_wrong")), 401);
        QCOMPARE(statusOf(ask(nullptr, "byok_wrong")), 401);
        QCOMPARE(statusOf(ask(nullptr, m_program)), 200);
        m_now = noon.addSecs(59);
        QCOMPARE(headerValue(fieldsOf(ask("https://ok.com", "byok_wrong")), "retry-after"), "1");
        m_now = noon.addSecs(60);
        QCOMPARE(statusOf(ask("https://ok.com", "byok_wrong")), 401);
        for (int i = 1; i < 10; ++i)
            QCOMPARE(statusOf(ask("https://ok.com", "byok_wrong")), 401);
        QCOMPARE(statusOf(ask("https://ok.com", "byok_wrong")), 429);
        m_now = noon.addSecs(-3600); // the clock was set back: nobody waits for it to catch up
        QCOMPARE(statusOf(ask("https://ok.com", "byok_wrong")), 401);
    }

    void anAppSecretIsJudgedAtTheHeadAndTellsNoDialect()
    {
        const auto stats = [this](const HeaderFields &fields) {
            return judge(request(HttpMethod::Get, "/stats/my-app", fields));
        };
        QCOMPARE(statusOf(stats({{"authorization", "Bearer s3cret"}})), 503);
        QCOMPARE(codeOf(stats({{"authorization", "Bearer s3cret"}})), "app_secret_unset");
        m_appSecret = Secret::copyOf("s3cret");
        QCOMPARE(statusOf(stats({{"authorization", "Bearer s3cret"}})), 200);
        for (const HeaderFields &fields :
             {HeaderFields{}, HeaderFields{{"authorization", "s3cret"}},
              HeaderFields{{"authorization", "Bearer s3cre"}}, HeaderFields{{"authorization", "Bearer "}},
              HeaderFields{{"authorization", "Bearer s3cret"}, {"authorization", "Bearer s3cret"}},
              HeaderFields{{"x-relay-token", "s3cret"}},
              HeaderFields{{"origin", "https://ok.com"}, {"x-relay-token", m_ok}}}) {
            const HeadVerdict verdict = stats(fields);
            QCOMPARE(statusOf(verdict), 401);
            QVERIFY(std::get<WholeReply>(verdict).body.startsWith("{\"code\"")); // plain
        }
        QCOMPARE(statusOf(stats({{"origin", "https://evil.example"}, {"authorization", "Bearer s3cret"}})),
                 403);

        const auto pair = [this](HeaderFields fields) {
            fields.append(HeaderField{"content-type", "application/json"});
            return judge(withBody(request(HttpMethod::Post, "/users", fields)));
        };
        const HeadVerdict shown = pair({{"authorization", "Bearer s3cret"}});
        QCOMPARE(std::get<Admission>(shown).caller.appSecret, AppSecretProof::Valid);
        QCOMPARE(std::get<Admission>(shown).caller.carrier, CredentialCarrier::None);
        QCOMPARE(statusOf(pair({{"authorization", "Bearer wrong"}})), 401);
        // Its body may bring it; a token is none.
        const HeadVerdict open = pair({{"x-relay-token", m_program}});
        QCOMPARE(std::get<Admission>(open).caller.appSecret, AppSecretProof::None);
        QCOMPARE(statusOf(pair({{"origin", "https://ok.com"}, {"authorization", "Bearer " + m_ok}})), 401);
    }

    void guessesAtTheAppSecretCountAsRequests()
    {
        m_appSecret = Secret::copyOf("s3cret");
        m_config.settings.requestsPerMinute = 3;
        Gatekeeper keeper = makeKeeper();
        const auto ask = [&keeper](const char *secret) {
            return keeper.judgeHead(
                request(HttpMethod::Get, "/stats/a", {{"authorization", QByteArray("Bearer ") + secret}}));
        };
        for (int i = 0; i < 3; ++i)
            QCOMPARE(codeOf(ask("wrong")), "app_secret_refused");
        QCOMPARE(codeOf(ask("s3cret")), "too_many_requests"); // not even looked at
    }

    void zeroMeansNoLimitOnWrongTokens()
    {
        m_config.settings.badTokensPerMinute = 0;
        Gatekeeper keeper = makeKeeper();
        for (int i = 0; i < 100; ++i)
            QCOMPARE(statusOf(keeper.judgeHead(
                         request(HttpMethod::Get, "/keys", {{"x-relay-token", "byok_wrong"}}))),
                     401);
    }

    void everyAppHasItsRequestsAMinuteHoweverManyTokens()
    {
        m_config.settings.requestsPerMinute = 3;
        const IssuedToken second = issueToken(u"https://ok.com"_s, noon, 90);
        m_config.tokens.append(second.entry);
        Gatekeeper keeper = makeKeeper();
        const auto ask = [&keeper](const QByteArray &origin, const QByteArray &token) {
            HeaderFields fields{{"x-relay-token", token}};
            if (!origin.isEmpty())
                fields.append(HeaderField{"origin", origin});
            return keeper.judgeHead(request(HttpMethod::Get, "/keys", fields));
        };
        const QByteArray secondToken = second.token.expose().toByteArray();
        const HeadVerdict first = ask("https://ok.com", m_ok);
        QCOMPARE(statusOf(first), 200);
        QCOMPARE(headerValue(fieldsOf(first), "ratelimit-policy"), "3;w=60");
        QCOMPARE(headerValue(fieldsOf(first), "ratelimit-limit"), "3");
        QCOMPARE(headerValue(fieldsOf(first), "ratelimit-remaining"), "2");
        QVERIFY(headerValue(fieldsOf(first), "ratelimit-reset").toInt() > 0);
        QCOMPARE(statusOf(ask("https://ok.com", secondToken)), 200);
        QCOMPARE(statusOf(ask("https://ok.com", "byok_wrong")), 401); // not let in, so not counted
        QCOMPARE(statusOf(ask("https://ok.com", m_ok)), 200);
        m_milliseconds = 20'000;
        for (const QByteArray &token : {m_ok, secondToken}) {
            const HeadVerdict refused = ask("https://ok.com", token);
            QCOMPARE(statusOf(refused), 429);
            QCOMPARE(codeOf(refused), "too_many_requests");
            QCOMPARE(headerValue(fieldsOf(refused), "retry-after"), "45");
            QCOMPARE(headerValue(fieldsOf(refused), "ratelimit-remaining"), "0");
            QCOMPARE(headerValue(fieldsOf(refused), "access-control-allow-origin"), "https://ok.com");
        }
        // What has no token yet counts for the app too; others are not held up.
        QCOMPARE(
            statusOf(keeper.judgeHead(request(HttpMethod::Get, "/health", {{"origin", "https://ok.com"}}))),
            429);
        QCOMPARE(statusOf(ask("https://b.example", m_b)), 200);
        QCOMPARE(statusOf(ask({}, m_program)), 200);
        m_milliseconds = 65'000;
        QCOMPARE(statusOf(ask("https://ok.com", m_ok)), 200);
    }

    void preflightsDoNotCount()
    {
        m_config.settings.requestsPerMinute = 1;
        Gatekeeper keeper = makeKeeper();
        const RequestHead preflight =
            request(HttpMethod::Options, chat,
                    {{"origin", "https://ok.com"}, {"access-control-request-method", "POST"}});
        for (int i = 0; i < 5; ++i) {
            const HeadVerdict verdict = keeper.judgeHead(preflight);
            QCOMPARE(std::get<WholeReply>(verdict).status, 204);
            QCOMPARE(headerCount(fieldsOf(verdict), "ratelimit-limit"), 0);
        }
        const RequestHead call =
            request(HttpMethod::Post, chat, {{"origin", "https://ok.com"}, {"x-relay-token", m_ok}});
        QCOMPARE(statusOf(keeper.judgeHead(call)), 200);
        QCOMPARE(statusOf(keeper.judgeHead(preflight)), 204);
    }

    void whatGoesToAProviderHasALimitOfItsOwn()
    {
        m_config.settings.aiRequestsPerMinute = 2;
        Gatekeeper keeper = makeKeeper();
        const HeaderFields ok{{"origin", "https://ok.com"}, {"x-api-key", m_ok}};
        for (int i = 0; i < 2; ++i)
            QCOMPARE(statusOf(keeper.judgeHead(request(HttpMethod::Post, chat, ok))), 200);
        const HeadVerdict refused = keeper.judgeHead(request(HttpMethod::Post, chat, ok));
        QCOMPARE(statusOf(refused), 429);
        QCOMPARE(headerValue(fieldsOf(refused), "ratelimit-policy"), "100;w=60, 2;w=60");
        QVERIFY(std::get<WholeReply>(refused).body.contains("rate_limit_error")); // as Anthropic says it
        QCOMPARE(statusOf(keeper.judgeHead(request(HttpMethod::Get, "/keys", ok))), 200);
        // The relay's own page and its echo, by themselves.
        const RequestHead echo = request(HttpMethod::Post, "/relay/echo/v1/chat/completions",
                                         {{"origin", "http://localhost:2965"}});
        for (int i = 0; i < 2; ++i)
            QCOMPARE(statusOf(keeper.judgeHead(echo)), 200);
        QCOMPARE(statusOf(keeper.judgeHead(echo)), 429);
    }

    void anAppsOwnLimitsAreLaidOverThoseForAll()
    {
        m_config.settings.requestsPerMinute = 5;
        m_config.apps[0].grant.limits.requestsPerMinute = 1;
        m_config.apps[1].grant.limits.requestsPerMinute = 0; // none
        Gatekeeper keeper = makeKeeper();
        const auto ask = [&keeper](const QByteArray &origin, const QByteArray &token) {
            return keeper.judgeHead(
                request(HttpMethod::Get, "/keys", {{"origin", origin}, {"x-relay-token", token}}));
        };
        QCOMPARE(statusOf(ask("https://ok.com", m_ok)), 200);
        QCOMPARE(statusOf(ask("https://ok.com", m_ok)), 429);
        for (int i = 0; i < 200; ++i)
            QCOMPARE(statusOf(ask("https://b.example", m_b)), 200);
        QCOMPARE(headerCount(fieldsOf(ask("https://b.example", m_b)), "ratelimit-limit"), 0);
    }

    void aPausedAppAsksNobodyForAnything_data()
    {
        QTest::addColumn<HttpMethod>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("stopped");
        using M = HttpMethod;
        QTest::newRow("relay") << M::Post << chat << true;
        QTest::newRow("unified") << M::Post << "/relay"_ba << true;
        QTest::newRow("echo") << M::Post << "/relay/echo/v1/chat/completions"_ba << true;
        QTest::newRow("another token") << M::Post << "/users"_ba << true;
        QTest::newRow("a key") << M::Post << "/keys/openai"_ba << true;
        QTest::newRow("rotation") << M::Post << "/keys/openai/rotate"_ba << true;
        QTest::newRow("deep health") << M::Get << "/health?deep=1"_ba << true;
        QTest::newRow("its session") << M::Get << "/session"_ba << false;
        QTest::newRow("its events") << M::Get << "/events"_ba << false;
        QTest::newRow("its figures") << M::Get << "/stats"_ba << false;
        QTest::newRow("taking its key back") << M::Delete << "/keys/openai"_ba << false;
        QTest::newRow("leaving") << M::Delete << "/users"_ba << false;
    }
    void aPausedAppAsksNobodyForAnything()
    {
        QFETCH(HttpMethod, method);
        QFETCH(QByteArray, target);
        QFETCH(bool, stopped);
        m_config.apps.first().paused = true;
        const auto as = [&](const QByteArray &origin, const IssuedToken &issued) {
            return judge(request(method, target,
                                 {{"origin", origin},
                                  {"content-type", "application/json"},
                                  {"x-relay-token", issued.token.expose().toByteArray()}}));
        };
        const HeadVerdict verdict = as("https://ok.com", m_okIssued);
        QCOMPARE(codeOf(verdict), stopped ? "paused"_ba : QByteArray());
        QCOMPARE(statusOf(verdict), stopped ? 503 : 200);
        if (stopped)
            QVERIFY(std::get<WholeReply>(verdict).body.contains("The person has paused this app."));
        QCOMPARE(statusOf(as("https://b.example", m_bIssued)), 200);
    }

    void pausedRelaysNothingButAnswers()
    {
        m_config.paused = true;
        const HeaderFields ok{{"origin", "https://ok.com"}, {"x-relay-token", m_ok}};
        QCOMPARE(statusOf(judge(request(HttpMethod::Post, chat, ok))), 503);
        QCOMPARE(codeOf(judge(request(HttpMethod::Post, chat, ok))), "paused");
        QCOMPARE(statusOf(judge(
                     request(HttpMethod::Post, "/relay/echo/x", {{"origin", "http://localhost:2965"}}))),
                 503);
        // Who has no token does not learn it.
        QCOMPARE(statusOf(judge(request(HttpMethod::Post, chat, {{"origin", "https://ok.com"}}))), 401);
        for (const char *target : {"/", "/health", "/version", "/.well-known/byok-relay", "/keys"})
            QCOMPARE(statusOf(judge(request(HttpMethod::Get, target, ok))), 200);
    }

    // ----------------------------------------------------------------------------------------------------
    // errors

    void errorsAnswerInTheCallersDialectAndWithItsFields()
    {
        m_config.settings.requestsPerMinute = 0; // whose fields only a request that was let in has
        m_config.settings.aiRequestsPerMinute = 0;
        Gatekeeper keeper = makeKeeper();
        const RelayError error{ErrorCode::BodyTooLarge, u"Too much."_s};
        const WholeReply bare = keeper.errorReply(error, nullptr, nullptr);
        QCOMPARE(bare.status, 413);
        QVERIFY(bare.body.contains("\"error\":\"Too much.\""));
        QCOMPARE(headerValue(bare.fields, "vary"), "Origin");
        QCOMPARE(headerValue(bare.fields, "content-security-policy"), "frame-ancestors 'none'");
        QCOMPARE(headerCount(bare.fields, "cache-control"), 1);

        const RequestHead head =
            request(HttpMethod::Post, chat, {{"origin", "https://ok.com"}, {"x-api-key", m_ok}});
        const WholeReply early = keeper.errorReply(error, &head, nullptr);
        QCOMPARE(headerValue(early.fields, "access-control-allow-origin"), "https://ok.com");
        QVERIFY(early.body != bare.body); // an envelope of the provider's own

        const HeadVerdict verdict = keeper.judgeHead(head);
        const WholeReply late = keeper.errorReply(error, &head, &std::get<Admission>(verdict));
        const auto unnamed = [](WholeReply reply) {
            reply.fields.removeIf(
                [](const HeaderField &field) { return field.name == "x-relay-request-id"; });
            return bytesOf(reply);
        };
        QCOMPARE(unnamed(late), unnamed(early));

        RequestHead rebound = head;
        rebound.fields.first().value = "evil.example";
        QCOMPARE(
            headerCount(keeper.errorReply(error, &rebound, nullptr).fields, "access-control-allow-origin"),
            0);
    }

private:
    Gatekeeper makeKeeper()
    {
        m_limiters.emplace_back([this] { return m_milliseconds; });
        Gatekeeper keeper(
            2965, [this] { return m_now; }, m_limiters.back(),
            m_appSecrets.emplace_back(m_appSecret, [this] { return m_milliseconds; }), m_sealing);
        keeper.setConfig(std::make_shared<const RelayConfig>(m_config));
        return keeper;
    }
    QByteArray sealedFor(const QByteArray &origin, const QByteArray &key = "sk-ant-api03-0123456789")
    {
        const SealingPublicKey to = m_sealing.current().value();
        const QByteArray note =
            "{\"key\":\"" + key + "\",\"iat\":" + QByteArray::number(m_now.toSecsSinceEpoch()) + '}';
        return sealTo(to.point, note, "byok-relay v1", to.id + '|' + origin)
            ->toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    HeadVerdict judge(const RequestHead &head) { return makeKeeper().judgeHead(head); }

    const IssuedToken m_okIssued = issueToken(u"https://ok.com"_s, noon, 90);
    const IssuedToken m_bIssued = issueToken(u"https://b.example"_s, noon, 90);
    const IssuedToken m_programIssued = issueToken(u"program:backup"_s, noon, 90);
    const QByteArray m_ok = m_okIssued.token.expose().toByteArray();
    const QByteArray m_b = m_bIssued.token.expose().toByteArray();
    const QByteArray m_program = m_programIssued.token.expose().toByteArray();
    QDateTime m_now = noon;
    qint64 m_milliseconds = 0; ///< of the clock that the limits go by
    std::deque<RateLimiter> m_limiters;
    Secret m_appSecret;
    std::deque<AppSecretDoor> m_appSecrets;
    SealingKeys m_sealing{[this] { return m_now; }};
    RelayConfig m_config;
};

QTEST_APPLESS_MAIN(TestGatekeeper)
#include "tst_gatekeeper.moc"
