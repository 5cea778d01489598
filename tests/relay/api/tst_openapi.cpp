// SPDX-License-Identifier: Apache-2.0
// Holds the OpenAPI document against the table of routes, both ways. What replies look like is held against
// it by tests/browser/openapi.test.js, which has a JSON Schema validator.
#include "relay/api/openapi_api.h"
#include "relay/api/yaml_writer.h"
#include "relay/build_info.h"
#include "tests/support/running_relay.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QStringList operations{u"get"_s, u"post"_s, u"put"_s, u"patch"_s, u"delete"_s};

/// "get /keys" for each operation of the document.
QSet<QString> documented(const QJsonObject &document)
{
    QSet<QString> found;
    const QJsonObject paths = document.value("paths"_L1).toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        for (const QString &operation : operations) {
            if (path.value().toObject().contains(operation))
                found.insert(operation + u' ' + path.key());
        }
    }
    return found;
}

/// The same for a row of the table. HEAD goes without saying where there is GET, and OPTIONS is the
/// browser's.
QStringList operationsOf(const RouteRow &row)
{
    QStringList found;
    for (const QString &operation : operations) {
        const bool taken = std::ranges::any_of(row.methods, [&operation](HttpMethod method) {
            return QString::fromLatin1(methodName(method)).toLower() == operation;
        });
        if (row.methods.isEmpty() || taken)
            found.append(operation + u' ' + QString::fromLatin1(row.path));
    }
    return found;
}

/// Whether an app may bring its user's own key to this row, in place of the token.
bool takesBroughtKey(const RouteRow &row)
{
    return isRelayed(row.resource) && row.resource != Resource::OpenAiRealtime;
}

QJsonObject operationNamed(const QJsonObject &document, const QString &name)
{
    return document.value("paths"_L1)
        .toObject()
        .value(name.section(u' ', 1))
        .toObject()
        .value(name.section(u' ', 0, 0))
        .toObject();
}

} // namespace

class TestOpenApi : public QObject
{
    Q_OBJECT

private slots:
    void everyRouteIsInTheDocument()
    {
        const QSet<QString> found = documented(openApiDocument(2965));
        for (const RouteRow &row : routeTable()) {
            for (const QString &operation : operationsOf(row))
                QVERIFY2(found.contains(operation), qPrintable(operation + u" is not in openapi.json"_s));
        }
    }

    void everyOperationOfTheDocumentIsARoute()
    {
        QSet<QString> routed;
        for (const RouteRow &row : routeTable()) {
            for (const QString &operation : operationsOf(row))
                routed.insert(operation);
        }
        for (const QString &operation : documented(openApiDocument(2965)))
            QVERIFY2(routed.contains(operation), qPrintable(operation + u" is not a route"_s));
    }

    void whatNeedsATokenSaysSo()
    {
        const QJsonObject document = openApiDocument(2965);
        QVERIFY(document.value("security"_L1).toArray().size() == 6); // the token, in each of its headers
        for (const RouteRow &row : routeTable()) {
            for (const QString &name : operationsOf(row)) {
                const QJsonValue security = operationNamed(document, name).value("security"_L1);
                const bool isOpen = security.isArray() && security.toArray().isEmpty();
                // The document's own; what takes a key with it repeats them, for JSON has no "and also".
                const bool needsToken = security.isUndefined() || takesBroughtKey(row);
                const bool agrees =
                    row.admittance == Admittance::Token ? needsToken : isOpen || !security.isUndefined();
                QVERIFY2(agrees, qPrintable(name));
            }
        }
    }

    /// A key that an app brings is for what goes to a provider, but for WebSockets; there the token stays
    /// another way, and nothing but either.
    void whatTakesABroughtKeySaysSo()
    {
        const QJsonObject document = openApiDocument(2965);
        const QJsonArray ownSecurity = document.value("security"_L1).toArray();
        QJsonArray both = ownSecurity;
        for (const QJsonObject &more :
             {QJsonObject{{u"broughtKey"_s, QJsonArray()}}, QJsonObject{{u"sealedKey"_s, QJsonArray()}},
              QJsonObject{{u"relayToken"_s, QJsonArray()}, {u"sealedKey"_s, QJsonArray()}}})
            both.append(more);
        const QJsonObject schemes =
            document.value("components"_L1).toObject().value("securitySchemes"_L1).toObject();
        QCOMPARE(schemes.value("broughtKey"_L1).toObject().value("name"_L1).toString(), u"X-API-Key"_s);
        QCOMPARE(schemes.value("sealedKey"_L1).toObject().value("name"_L1).toString(), u"X-API-Key-Sealed"_s);
        for (const RouteRow &row : routeTable()) {
            for (const QString &name : operationsOf(row)) {
                const QJsonArray security = operationNamed(document, name).value("security"_L1).toArray();
                QVERIFY2(takesBroughtKey(row) ? security == both : !security.contains(both.at(6)),
                         qPrintable(name));
            }
        }
    }

    void whatGoesToAProviderNamesTheBaseUrlHeader()
    {
        const QJsonObject paths = openApiDocument(2965).value("paths"_L1).toObject();
        const QJsonObject wanted{{u"$ref"_s, u"#/components/parameters/baseUrl"_s}};
        for (const RouteRow &row : routeTable()) {
            const QString path = QString::fromLatin1(row.path);
            QCOMPARE(paths.value(path).toObject().value("parameters"_L1).toArray().contains(wanted),
                     isRelayed(row.resource));
        }
    }

    void whatWantsJsonTakesJson()
    {
        const QJsonObject document = openApiDocument(2965);
        for (const RouteRow &row : routeTable()) {
            if (row.body != BodyKind::Json)
                continue;
            for (const QString &name : operationsOf(row)) {
                const QJsonObject content = operationNamed(document, name)
                                                .value("requestBody"_L1)
                                                .toObject()
                                                .value("content"_L1)
                                                .toObject();
                QCOMPARE(content.keys(), QStringList{u"application/json"_s});
            }
        }
    }

    void everyReferenceLeadsSomewhere()
    {
        const QJsonObject document = openApiDocument(2965);
        const QString text = QString::fromUtf8(QJsonDocument(document).toJson());
        static const QRegularExpression form(u"\"\\$ref\": \"#/components/([^/\"]+)/([^\"]+)\""_s);
        QSet<QString> named;
        for (const auto &match : form.globalMatch(text)) {
            const QJsonObject kind =
                document.value("components"_L1).toObject().value(match.captured(1)).toObject();
            QVERIFY2(kind.contains(match.captured(2)), qPrintable(match.captured()));
            named.insert(match.captured(1) + u'/' + match.captured(2));
        }
        const QJsonObject components = document.value("components"_L1).toObject();
        for (const QString &kind : components.keys()) {
            if (kind == "securitySchemes"_L1)
                continue; // these are named without $ref
            for (const QString &name : components.value(kind).toObject().keys())
                QVERIFY2(named.contains(kind + u'/' + name), qPrintable(u"nothing uses "_s + name));
        }
    }

    void bothSpellingsAreServedAndNameThisRelay()
    {
        RunningRelay relay;
        const QJsonObject document = openApiDocument(relay.port());
        QCOMPARE(document.value("info"_L1).toObject().value("version"_L1).toString(), buildInfo().version);
        QCOMPARE(document.value("servers"_L1).toArray().first().toObject().value("url"_L1).toString(),
                 u"http://127.0.0.1:%1"_s.arg(relay.port()));

        const auto asJson = relay.ask(relay.bareRequest("GET", "/openapi.json"));
        QVERIFY(asJson);
        QCOMPARE(asJson->status, 200);
        QCOMPARE(asJson->field("content-type"), QByteArray("application/json"));
        QCOMPARE(QJsonDocument::fromJson(asJson->body).object(), document);

        const auto asYaml = relay.ask(relay.bareRequest("GET", "/openapi.yaml"));
        QVERIFY(asYaml);
        QCOMPARE(asYaml->status, 200);
        QCOMPARE(asYaml->field("content-type"), QByteArray("application/yaml"));
        QCOMPARE(asYaml->body, toYaml(document));
    }
};

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
