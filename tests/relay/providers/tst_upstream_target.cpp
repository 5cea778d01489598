// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/provider_catalog.h"
#include "relay/providers/upstream_target.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

Result<QByteArray, RelayError> targetOf(const QString &provider, const QByteArray &path,
                                        const QByteArray &query = {}, HttpMethod method = HttpMethod::Post,
                                        PathScope scope = PathScope::InferenceOnly)
{
    return upstreamTarget(ProviderCatalog::builtIn().find(provider).value(), {method, path, query}, scope);
}

} // namespace

class TestUpstreamTarget : public QObject
{
    Q_OBJECT

private slots:
    void whatAnAppMayAskGoesUpstreamByteForByte_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("target");
        const auto same = [](const char *name, const QString &provider, const QByteArray &path,
                             const QByteArray &query = {}) {
            QTest::newRow(name) << provider << path << query << (query.isEmpty() ? path : path + '?' + query);
        };
        same("openai chat", u"openai"_s, "/v1/chat/completions");
        same("openai response's tokens", u"openai"_s, "/v1/responses/input_tokens");
        same("openai audio", u"openai"_s, "/v1/audio/speech");
        same("a model with a colon", u"google"_s, "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
             "alt=sse");
        same("an encoded umlaut stays encoded", u"google"_s, "/v1beta/models/%C3%BC:countTokens");
        same("google upload", u"google"_s, "/upload/v1beta/files", "uploadType=resumable&upload_id=abc");
        same("anthropic counts tokens", u"anthropic"_s, "/v1/messages/count_tokens", "beta=true");
        same("an encoded slash in a query is data", u"openai"_s, "/v1/responses", "next=%2Fa%3Fb%00");
        same("an empty parameter", u"openai"_s, "/v1/responses", "&&a");
        same("monkey is not key", u"openai"_s, "/v1/responses", "monkey=1&key_id=2");
        same("three dots are a name", u"openai"_s, "/v1/images/...");
        same("groq has its root in front", u"groq"_s, "/openai/v1/chat/completions");
        same("huggingface models", u"huggingface"_s, "/models/org/name");
        same("ollama's own", u"ollama"_s, "/api/chat");
    }
    void whatAnAppMayAskGoesUpstreamByteForByte()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        const Result<QByteArray, RelayError> target = targetOf(provider, path, query);
        QVERIFY2(target.ok(), target.ok() ? "" : qPrintable(target.error().sentence));
        QTEST(target.value(), "target");
    }

    void shortPathsMeanTheProvidersOwn_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](const QString &provider, const QByteArray &path, const QByteArray &target) {
            QTest::addRow("%s %s", qPrintable(provider), path.constData()) << provider << path << target;
        };
        row(u"openai"_s, "", "/v1/chat/completions");
        row(u"openai"_s, "/", "/v1/chat/completions");
        row(u"anthropic"_s, "", "/v1/messages");
        row(u"groq"_s, "", "/openai/v1/chat/completions");
        row(u"openai"_s, "/chat/completions", "/v1/chat/completions");
        row(u"openai"_s, "/completions", "/v1/completions");
        row(u"openai"_s, "/embeddings", "/v1/embeddings");
        row(u"openai"_s, "/responses", "/v1/responses");
        row(u"openai"_s, "/responses/input_tokens", "/v1/responses/input_tokens");
        row(u"anthropic"_s, "/messages", "/v1/messages");
        row(u"anthropic"_s, "/messages/count_tokens", "/v1/messages/count_tokens");
        row(u"groq"_s, "/chat/completions", "/openai/v1/chat/completions");
        row(u"openrouter"_s, "/chat/completions", "/api/v1/chat/completions");
        row(u"fireworks"_s, "/chat/completions", "/inference/v1/chat/completions");
        row(u"cohere"_s, "/chat/completions", "/compatibility/v1/chat/completions");
        row(u"google"_s, "/models/gemini-2.5-pro:generateContent",
            "/v1beta/models/gemini-2.5-pro:generateContent");
        row(u"google"_s, "/chat/completions", "/v1beta/openai/chat/completions");
        row(u"google"_s, "/embeddings", "/v1beta/openai/embeddings");
        row(u"huggingface"_s, "/embeddings", "/v1/embeddings");
        row(u"ollama"_s, "/chat/completions", "/v1/chat/completions");
        row(u"perplexity"_s, "/chat/completions", "/chat/completions");
        row(u"echo"_s, "/chat/completions", "/v1/chat/completions");
    }
    void shortPathsMeanTheProvidersOwn()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, path);
        const Result<QByteArray, RelayError> target = targetOf(provider, path);
        QVERIFY2(target.ok(), target.ok() ? "" : qPrintable(target.error().sentence));
        QTEST(target.value(), "target");
    }

    void aShortPathIsReadToo()
    {
        const auto read = [](const QString &provider, const QByteArray &path) {
            return targetOf(provider, path, "limit=5&after_id=x%2Fy", HttpMethod::Get).value();
        };
        QCOMPARE(read(u"openai"_s, "/models"), "/v1/models?limit=5&after_id=x%2Fy");
        QCOMPARE(read(u"google"_s, "/models/gemini-x"), "/v1beta/models/gemini-x?limit=5&after_id=x%2Fy");
        QCOMPARE(read(u"azure-openai"_s, "/models"), "/openai/v1/models?limit=5&after_id=x%2Fy");
    }

    void aQueryStaysOnAnExpandedPath()
    {
        QCOMPARE(targetOf(u"google"_s, "/models/g:streamGenerateContent", "alt=sse").value(),
                 "/v1beta/models/g:streamGenerateContent?alt=sse");
    }

    void pathTricksAreRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        const QByteArray good = "/v1/models";
        const auto row = [](const char *name, const QByteArray &path) { QTest::newRow(name) << path; };
        row("two dots", good + "/../files");
        row("two dots at the end", good + "/..");
        row("two dots in front", "/../v1/models");
        row("one dot", good + "/./x");
        row("one dot at the end", good + "/.");
        row("dots with a parameter", good + "/..;a=b/files");
        row("dots with an empty parameter", good + "/..;/files");
        row("encoded dots", good + "/%2e%2e/files");
        row("encoded dots, capitals", good + "/%2E%2E/files");
        row("one dot encoded", good + "/.%2e/files");
        row("any encoded dot", good + "/gpt-4%2e1");
        row("twice encoded dots", good + "/%252e%252e/files");
        row("encoded slash", good + "%2f..%2ffiles");
        row("encoded backslash", good + "/..%5c..%5cfiles");
        row("backslash", good + "\\..\\files");
        row("empty part", "/v1//models");
        row("empty part in front", "//evil.example/v1/models");
        row("empty part at the end", good + "//");
        row("encoded question mark", good + "%3Fkey=x");
        row("encoded hash", good + "%23x");
        row("hash", good + "#x");
        row("question mark", good + "?x");
        row("encoded NUL", good + "/%00");
        row("encoded line feed", good + "/%0a");
        row("encoded DEL", good + "/%7F");
        row("NUL", good + QByteArray(1, '\0'));
        row("line break", good + "\r\nHost: evil");
        row("blank", good + "/a b");
        row("tab", good + "/a\tb");
        row("a byte above ASCII", good + "/\xc3\xbc");
        row("percent without digits", good + "/%zz");
        row("percent with one digit", good + "/%4");
        row("percent with a sign", good + "/%+4");
        row("percent at the end", good + "/%");
        row("no slash in front", "v1/models");
        row("an authority", "@evil.example/v1/models");
        row("an absolute URL", "https://evil.example/v1/models");
    }
    void pathTricksAreRefused()
    {
        QFETCH(QByteArray, path);
        // Also where every path is granted, so that it is the trick that is refused and not merely the path.
        Provider open = ProviderCatalog::builtIn().find(u"openai"_s).value();
        open.inferencePaths = {InferencePath::fromText("/").value()};
        for (const Provider &provider : {ProviderCatalog::builtIn().find(u"openai"_s).value(), open}) {
            for (const PathScope scope : {PathScope::InferenceOnly, PathScope::WholeApi}) {
                const Result<QByteArray, RelayError> target =
                    upstreamTarget(provider, {HttpMethod::Get, path, {}}, scope);
                QVERIFY2(!target.ok(), target.ok() ? target.value().constData() : "");
                QCOMPARE(target.error().code, ErrorCode::PathRefused);
                QVERIFY(!target.error().sentence.isEmpty());
            }
        }
    }

    void pathsBeyondTheGrantAreRefused_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("files") << u"openai"_s << "/v1/files"_ba;
        QTest::newRow("fine-tuning") << u"openai"_s << "/v1/fine_tuning/jobs"_ba;
        QTest::newRow("organisation") << u"openai"_s << "/v1/organization/admin_api_keys"_ba;
        QTest::newRow("a longer word") << u"openai"_s << "/v1/modelsx"_ba;
        QTest::newRow("a longer word behind a hyphen") << u"openai"_s << "/v1/models-admin"_ba;
        QTest::newRow("another case") << u"openai"_s << "/V1/models"_ba;
        QTest::newRow("an encoded letter") << u"openai"_s << "/v1/%6dodels"_ba;
        QTest::newRow("the root of the grant") << u"openai"_s << "/v1"_ba;
        QTest::newRow("another provider's") << u"anthropic"_s << "/v1/embeddings"_ba;
        QTest::newRow("a short path that it does not have") << u"anthropic"_s << "/embeddings"_ba;
        QTest::newRow("a short path that is not one") << u"openai"_s << "/audio/speech"_ba;
        QTest::newRow("anthropic admin") << u"anthropic"_s << "/v1/organizations/api_keys"_ba;
        QTest::newRow("google tuned models") << u"google"_s << "/v1beta/tunedModels"_ba;
        QTest::newRow("no chat endpoint") << u"deepgram"_s << QByteArray();
    }
    void pathsBeyondTheGrantAreRefused()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, path);
        const Result<QByteArray, RelayError> target = targetOf(provider, path);
        QVERIFY2(!target.ok(), target.ok() ? target.value().constData() : "");
        QCOMPARE(target.error().code, ErrorCode::PathRefused);
        QVERIFY2(target.error().sentence.contains(QString::fromLatin1(
                     ProviderCatalog::builtIn().find(provider)->inferencePaths.first().stem())),
                 "the sentence says what is permitted");
    }

    void theWholeApiIsForThoseWhoAreGrantedIt_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<HttpMethod>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("ordinary"); ///< empty: refused
        QTest::addColumn<QByteArray>("whole");
        using M = HttpMethod;
        const auto row = [](const QString &provider, M method, const QByteArray &path,
                            const QByteArray &ordinary, const QByteArray &whole) {
            QTest::addRow("%s %s %s", qPrintable(provider), methodName(method).constData(), path.constData())
                << provider << method << path << ordinary << whole;
        };
        const auto both = [&row](const QString &provider, M method, const QByteArray &path) {
            row(provider, method, path, path, path);
        };
        const auto wide = [&row](const QString &provider, M method, const QByteArray &path) {
            row(provider, method, path, {}, path);
        };
        both(u"openai"_s, M::Get, "/v1/models/gpt-4o");
        both(u"openai"_s, M::Head, "/v1/models");
        both(u"openai"_s, M::Options, "/v1/models");
        both(u"openai"_s, M::Get, "/v1/models/org/model");
        both(u"openai"_s, M::Post, "/v1/images/edits");
        both(u"openai"_s, M::Post, "/v1/audio/transcriptions");
        both(u"openai"_s, M::Get, "/v1/realtime");
        // Credentials that work at the provider itself, past limits, ledger and revocation.
        for (const QString &provider : {u"openai"_s, u"openai-compatible"_s}) {
            for (const char *minting : {"client_secrets", "sessions", "transcription_sessions", "calls"})
                wide(provider, M::Post, "/v1/realtime/"_ba + minting);
            wide(provider, M::Post, "/v1/realtime");
            wide(provider, M::Get, "/v1/realtime/calls");
        }
        wide(u"xai"_s, M::Post, "/v1/realtime/client_secrets");
        wide(u"azure-openai"_s, M::Post, "/openai/v1/realtime/client_secrets");
        wide(u"azure-openai"_s, M::Post, "/openai/realtimeapi/sessions");
        wide(u"elevenlabs"_s, M::Post, "/v1/single-use-token/realtime_scribe");
        wide(u"deepgram"_s, M::Post, "/v1/auth/grant");
        wide(u"google"_s, M::Post, "/v1alpha/auth_tokens");
        wide(u"google"_s, M::Post, "/v1beta/auth_tokens");
        // What other apps left with the provider under the same key.
        for (const QString &provider : {u"openai"_s, u"openai-compatible"_s, u"xai"_s}) {
            wide(provider, M::Get, "/v1/chat/completions");
            wide(provider, M::Get, "/v1/responses/resp_1");
            wide(provider, M::Get, "/v1/responses/resp_1/input_items");
            wide(provider, M::Head, "/v1/responses/resp_1");
            wide(provider, M::Post, "/v1/responses/resp_1/cancel");
        }
        wide(u"openai"_s, M::Get, "/v1/chat/completions/chatcmpl-1/messages");
        wide(u"openai"_s, M::Post, "/v1/chat/completions/chatcmpl-1");
        wide(u"openai"_s, M::Get, "/v1/audio/voices");
        wide(u"openai"_s, M::Post, "/v1/audio/voices");
        wide(u"fireworks"_s, M::Get, "/inference/v1/responses");
        wide(u"huggingface"_s, M::Get, "/v1/responses/resp_1");
        wide(u"together"_s, M::Post, "/v1/models");
        wide(u"anthropic"_s, M::Get, "/v1/messages/batches");
        wide(u"anthropic"_s, M::Post, "/v1/messages/batches"); // runs on for a day
        wide(u"anthropic"_s, M::Get, "/v1/messages/batches/b1/results");
        wide(u"anthropic"_s, M::Post, "/v1/messages/batches/b1/cancel");
        both(u"anthropic"_s, M::Get, "/v1/models/claude-x");
        both(u"google"_s, M::Get, "/v1beta/models");
        both(u"google"_s, M::Post, "/v1beta/models/g:generateContent");
        both(u"google"_s, M::Post, "/v1beta/models/g:streamGenerateContent");
        both(u"google"_s, M::Post, "/v1beta/models/g:countTokens");
        both(u"google"_s, M::Post, "/v1beta/models/g:embedContent");
        both(u"google"_s, M::Post, "/v1beta/models/g:batchEmbedContents");
        wide(u"google"_s, M::Post, "/v1beta/models/g:batchGenerateContent");
        both(u"google"_s, M::Get, "/v1beta/models/g/operations/o1");
        wide(u"google"_s, M::Get, "/v1beta/models/g/operations");
        both(u"google"_s, M::Post, "/upload/v1beta/files");
        both(u"google"_s, M::Get, "/v1beta/files/f1"); // who knows its name: an upload is asked after
        both(u"google"_s, M::Post, "/upload/v1/files");
        both(u"google"_s, M::Get, "/v1/files/f1");
        wide(u"google"_s, M::Get, "/v1beta/files");
        wide(u"google"_s, M::Get, "/v1/files");
        wide(u"google"_s, M::Get, "/v1beta/files/");
        wide(u"google"_s, M::Get, "/v1beta/openai/batches");
        both(u"elevenlabs"_s, M::Get, "/v1/voices");
        both(u"elevenlabs"_s, M::Post, "/v1/text-to-speech/v1/stream/with-timestamps");
        wide(u"elevenlabs"_s, M::Post, "/v1/voices/add");
        wide(u"elevenlabs"_s, M::Post, "/v1/voices/v1/edit");
        wide(u"elevenlabs"_s, M::Get, "/v1/voices/v1/samples/s1/audio");
        wide(u"elevenlabs"_s, M::Post, "/v1/voice-generation/create-voice");
        both(u"deepgram"_s, M::Post, "/v1/listen");
        both(u"deepgram"_s, M::Get, "/v1/listen");
        both(u"azure-openai"_s, M::Post, "/openai/deployments/d1/chat/completions");
        wide(u"azure-openai"_s, M::Post, "/openai/deployments");
        wide(u"azure-openai"_s, M::Get, "/openai/deployments/d1");
        wide(u"azure-openai"_s, M::Get, "/openai/files");
        wide(u"azure-openai"_s, M::Post, "/openai/fine_tuning/jobs");
        wide(u"azure-openai"_s, M::Get, "/openai/v1/responses/resp_1");
        wide(u"azure-openai"_s, M::Post, "/openai/batches");
        both(u"ollama"_s, M::Post, "/api/generate");
        both(u"ollama"_s, M::Get, "/api/tags");
        for (const char *path : {"pull", "push", "create", "copy", "blobs/sha256:x"})
            wide(u"ollama"_s, M::Post, "/api/"_ba + path);
        wide(u"lm-studio"_s, M::Post, "/api/v1/models/load");
        both(u"huggingface"_s, M::Post, "/models/org/name");
        both(u"cohere"_s, M::Post, "/v2/rerank");
        wide(u"openai"_s, M::Delete, "/v1/models/ft:gpt-4o:mine");
        wide(u"openai"_s, M::Delete, "/v1/responses/resp_1");
        wide(u"openai"_s, M::Patch, "/v1/models/x");
        wide(u"openai"_s, M::Put, "/v1/models/x");
        wide(u"openai"_s, M::Get, "/v1/files");
        wide(u"openai"_s, M::Post, "/v1/fine_tuning/jobs");
        wide(u"openai"_s, M::Delete, "/v1/files/file-1");
        wide(u"anthropic"_s, M::Delete, "/v1/messages/batches/b1");
        wide(u"elevenlabs"_s, M::Delete, "/v1/voices/v1");
        wide(u"elevenlabs"_s, M::Get, "/v1/user");
        wide(u"google"_s, M::Delete, "/v1beta/files/f1");
        wide(u"google"_s, M::Delete, "/upload/v1beta/files");
        both(u"google"_s, M::Put, "/upload/v1beta/files");
        wide(u"ollama"_s, M::Delete, "/api/delete");
        row(u"openai"_s, M::Delete, "/responses/resp_1", {}, "/v1/responses/resp_1");
        row(u"openai"_s, M::Post, "/chat/completions", "/v1/chat/completions", "/v1/chat/completions");
        row(u"openai"_s, M::Get, "/files", {}, "/files"); // no short path: as it was written
        row(u"openai"_s, M::Post, "", "/v1/chat/completions", "/v1/chat/completions");
        both(u"echo"_s, M::Delete, "/v1/models"); // answers for itself
    }
    void theWholeApiIsForThoseWhoAreGrantedIt()
    {
        QFETCH(QString, provider);
        QFETCH(HttpMethod, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, ordinary);
        QFETCH(QByteArray, whole);
        const auto narrow = targetOf(provider, path, {}, method);
        QCOMPARE(narrow.ok() ? narrow.value() : QByteArray(), ordinary);
        if (!narrow)
            QCOMPARE(narrow.error().code, ErrorCode::PathRefused);
        const auto wide = targetOf(provider, path, {}, method, PathScope::WholeApi);
        QVERIFY2(wide.ok(), wide.ok() ? "" : qPrintable(wide.error().sentence));
        QCOMPARE(wide.value(), whole);
    }

    void aQueryCannotStandForTheMethod_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *query : {"$httpMethod=DELETE", "alt=sse&%24httpMethod=DELETE", "$HTTPHEADERS=x",
                                  "_method=delete", "a=1;_method=delete", "X-HTTP-Method-Override=DELETE"})
            QTest::newRow(query) << QByteArray(query);
    }
    void aQueryCannotStandForTheMethod()
    {
        QFETCH(QByteArray, query);
        const auto target = targetOf(u"google"_s, "/v1beta/files/f1", query, HttpMethod::Get);
        QVERIFY(!target.ok());
        QCOMPARE(target.error().code, ErrorCode::PathRefused);
    }

    void keysInTheQueryAreRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *query :
             {"key=AIzaPlanted", "alt=sse&key=AIzaPlanted", "KEY=AIzaPlanted", "k%65y=AIzaPlanted",
              "api_key=AIzaPlanted", "API%5FKEY=AIzaPlanted", "access_token=AIzaPlanted",
              "a=1;key=AIzaPlanted", "key", "key=", "+key=AIzaPlanted"})
            QTest::newRow(query) << QByteArray(query);
    }
    void keysInTheQueryAreRefused()
    {
        QFETCH(QByteArray, query);
        const Result<QByteArray, RelayError> target =
            targetOf(u"google"_s, "/v1beta/models/g:generateContent", query);
        QVERIFY(!target.ok());
        QCOMPARE(target.error().code, ErrorCode::CredentialInQuery);
        QVERIFY(!target.error().sentence.contains(u"AIzaPlanted"_s));
    }

    void queriesThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("line break") << "a=b\r\nHost: evil"_ba;
        QTest::newRow("blank") << "a=b c"_ba;
        QTest::newRow("hash") << "a=b#c"_ba;
        QTest::newRow("backslash") << "a=\\b"_ba;
        QTest::newRow("NUL") << QByteArray("a=\0", 3);
        QTest::newRow("above ASCII") << "a=\xc3\xbc"_ba;
    }
    void queriesThatAreNoneAreRefused()
    {
        QFETCH(QByteArray, query);
        const Result<QByteArray, RelayError> target = targetOf(u"openai"_s, "/v1/models", query);
        QVERIFY(!target.ok());
        QCOMPARE(target.error().code, ErrorCode::PathRefused);
    }

    void aCallerCannotSetTheParameterThatTakesTheKey()
    {
        Provider weather;
        weather.name = u"Weather"_s;
        weather.auth = AuthScheme::Query;
        weather.authField = "appid";
        weather.inferencePaths = {InferencePath::fromText("/data").value()};
        const auto asked = [&weather](QByteArrayView query) {
            return upstreamTarget(weather, {HttpMethod::Get, "/data/2.5/weather", query},
                                  PathScope::InferenceOnly);
        };
        QCOMPARE(asked("q=Bern").value(), "/data/2.5/weather?q=Bern");
        QCOMPARE(asked("APPID=x").error().code, ErrorCode::CredentialInQuery);
    }
};

QTEST_APPLESS_MAIN(TestUpstreamTarget)
#include "tst_upstream_target.moc"
