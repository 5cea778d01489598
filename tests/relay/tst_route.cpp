// SPDX-License-Identifier: Apache-2.0
#include "relay/route.h"

#include <QTest>

using namespace byok;

using M = HttpMethod;
using R = Resource;
using A = Admittance;

class TestRoute : public QObject
{
    Q_OBJECT

private slots:
    void eachRouteHasOneSpelling_data()
    {
        QTest::addColumn<HttpMethod>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<Resource>("resource");
        QTest::addColumn<Admittance>("admittance");
        QTest::addColumn<bool>("taken");
        QTest::addColumn<bool>("json");
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](M method, const char *target, R resource, A admittance = A::KnownOrigin,
                            const char *flags = "taken", const char *argument = "", const char *rest = "") {
            const QByteArray words(flags);
            QTest::addRow("%s %s", methodName(method).constData(), target)
                << method << QByteArray(target) << resource << admittance << words.contains("taken")
                << words.contains("json") << QByteArray(argument) << QByteArray(rest);
        };
        row(M::Get, "/", R::Page);
        row(M::Head, "/", R::Page);
        row(M::Get, "/?from=tray", R::Page);
        row(M::Post, "/", R::Page, A::KnownOrigin, "");
        row(M::Get, "/assets/page.js", R::Asset, A::KnownOrigin, "taken", "page.js");
        row(M::Delete, "/assets/page.js", R::Asset, A::KnownOrigin, "", "page.js");
        row(M::Get, "/assets/", R::Unknown);
        row(M::Get, "/assets/../secret", R::Unknown);
        row(M::Get, "/assets/..", R::Unknown);
        row(M::Get, "/assets/.hidden", R::Unknown);
        row(M::Get, "/assets/a/b", R::Unknown);
        row(M::Get, "/assets/a%2fb", R::Unknown);
        row(M::Get, "/health", R::Health);
        row(M::Get, "/health?deep=0&provider=openai", R::Health);
        row(M::Head, "/health?deep=1", R::DeepHealth, A::Token);
        row(M::Get, "/health?provider=openai&d%65ep=1", R::DeepHealth, A::Token);
        row(M::Put, "/health", R::Health, A::KnownOrigin, "");
        row(M::Get, "/version", R::Version);
        row(M::Get, "/models", R::Models);
        row(M::Post, "/models", R::Models, A::KnownOrigin, "");
        row(M::Get, "/models/gpt-4o", R::Unknown);
        row(M::Get, "/openapi.json", R::OpenApiJson);
        row(M::Head, "/openapi.yaml", R::OpenApiYaml);
        row(M::Post, "/openapi.json", R::OpenApiJson, A::KnownOrigin, "");
        row(M::Get, "/openapi", R::Unknown);
        row(M::Get, "/.well-known/byok-relay", R::Discovery, A::Anyone);
        row(M::Post, "/.well-known/byok-relay", R::Discovery, A::Anyone, "");
        row(M::Get, "/client.js", R::PublicFile, A::Anyone);
        row(M::Get, "/client.js?v=1", R::PublicFile, A::Anyone);
        row(M::Head, "/client.d.ts", R::PublicFile, A::Anyone);
        row(M::Get, "/llms.txt", R::PublicFile, A::Anyone);
        row(M::Get, "/skill.md", R::PublicFile, A::Anyone);
        row(M::Post, "/skill.md", R::PublicFile, A::Anyone, "");
        row(M::Get, "/client.js/x", R::Unknown);
        row(M::Post, "/users", R::Users, A::Anyone, "taken json");
        row(M::Delete, "/users", R::Users, A::Token);
        row(M::Get, "/users", R::Users, A::Anyone, "");
        row(M::Options, "/users", R::Users, A::Anyone, "");
        row(M::Get, "/keys", R::Keys, A::Token);
        row(M::Post, "/keys", R::Keys, A::Token, "");
        row(M::Post, "/keys/openai", R::Key, A::Token, "taken json", "openai");
        row(M::Put, "/keys/openai", R::Key, A::Token, "taken json", "openai");
        row(M::Delete, "/keys/openai", R::Key, A::Token, "taken", "openai");
        row(M::Get, "/keys/openai", R::Key, A::Token, "", "openai");
        row(M::Post, "/keys/%6fpenai", R::Key, A::Token, "taken json", "%6fpenai");
        row(M::Post, "/keys/", R::Unknown);
        row(M::Post, "/keys/openai/", R::Unknown);
        row(M::Post, "/keys/openai/rotate", R::KeyRotation, A::Token, "taken json", "openai");
        row(M::Get, "/keys/openai/rotate", R::KeyRotation, A::Token, "", "openai");
        row(M::Post, "/keys/openai/rotate/", R::Unknown);
        row(M::Get, "/relay/openai", R::Relay, A::Token, "taken", "openai");
        row(M::Post, "/relay/openai/v1/chat/completions?x=/y", R::Relay, A::Token, "taken", "openai",
            "/v1/chat/completions");
        row(M::Patch, "/relay/openai/v1/x", R::Relay, A::Token, "taken", "openai", "/v1/x");
        row(M::Options, "/relay/openai/v1/x", R::Relay, A::Token, "taken", "openai", "/v1/x");
        row(M::Get, "/relay/openai/", R::Relay, A::Token, "taken", "openai", "/");
        row(M::Get, "/relay/openai/a%2f..%2fb", R::Relay, A::Token, "taken", "openai", "/a%2f..%2fb");
        row(M::Get, "/relay/openai?q=/relay/anthropic", R::Relay, A::Token, "taken", "openai");
        row(M::Get, "/stats", R::Stats, A::Token);
        row(M::Head, "/stats?days=7", R::Stats, A::Token);
        row(M::Post, "/stats", R::Stats, A::Token, "");
        row(M::Post, "/relay", R::Unified, A::Token);
        row(M::Post, "/relay?a=/b", R::Unified, A::Token);
        row(M::Get, "/relay", R::Unified, A::Token, "");
        row(M::Get, "/relay/", R::Unknown);
        row(M::Post, "/v1/chat/completions", R::OpenAi, A::Token, "taken", "", "/chat/completions");
        row(M::Delete, "/v1/files/f?x=1", R::OpenAi, A::Token, "taken", "", "/files/f");
        row(M::Get, "/v1/modelsx", R::OpenAi, A::Token, "taken", "", "/modelsx");
        row(M::Get, "/v1/models", R::OpenAiModels, A::Token);
        row(M::Head, "/v1/models?limit=3", R::OpenAiModels, A::Token);
        row(M::Get, "/v1/models/openai%2Fgpt-4o", R::OpenAiModels, A::Token, "taken", "", "/openai%2Fgpt-4o");
        row(M::Get, "/v1/models/groq/openai/gpt-oss-20b", R::OpenAiModels, A::Token, "taken", "",
            "/groq/openai/gpt-oss-20b");
        row(M::Post, "/v1/models", R::OpenAiModels, A::Token, "");
        row(M::Get, "/v1", R::Unknown);
        row(M::Get, "/v2/models", R::Unknown);
        row(M::Get, "/relay//openai", R::Unknown);
        row(M::Get, "//relay/openai", R::Unknown);
        row(M::Get, "/Relay/openai", R::Unknown);
        row(M::Get, "/%72elay/openai", R::Unknown);
        row(M::Get, "/health/", R::Unknown);
        row(M::Get, "/HEALTH", R::Unknown);
        row(M::Get, "/health%3f", R::Unknown);
        row(M::Get, "/.well-known/byok-relay/", R::Unknown);
        row(M::Get, "/nothing", R::Unknown);
    }
    void eachRouteHasOneSpelling()
    {
        RequestHead head;
        QFETCH(HttpMethod, method);
        head.method = method;
        QFETCH(QByteArray, target);
        head.target = target;
        const Route route = findRoute(head);
        QTEST(route.resource, "resource");
        QTEST(route.admittance, "admittance");
        QTEST(route.takes(method), "taken");
        QTEST(route.wantsJson, "json");
        QTEST(route.argument, "argument");
        QTEST(route.rest, "rest");
    }

    void everyRowOfTheTableIsFoundByItsOwnPath()
    {
        for (const RouteRow &row : routeTable()) {
            RequestHead head;
            head.method = row.methods.value(0, M::Patch);
            head.target = QByteArray(row.path).replace("{path}", "v1/x").replace('{', "a").replace('}', "z");
            const Route route = findRoute(head);
            QVERIFY2(route.resource == row.resource, row.path.constData());
            QCOMPARE(route.admittance, row.admittance);
            QCOMPARE(route.wantsJson, row.body == BodyKind::Json);
            QVERIFY(route.takes(head.method));
        }
    }
};

QTEST_APPLESS_MAIN(TestRoute)
#include "tst_route.moc"
