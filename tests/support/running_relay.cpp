// SPDX-License-Identifier: Apache-2.0
#include "tests/support/running_relay.h"

#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/key_edits.h"
#include "relay/access/token_edits.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace byok::test {

namespace {

ProviderCatalog catalogWith(const FakeUpstream &upstream)
{
    const QByteArray base = upstream.baseUrl();
    const Result<ProviderCatalog> catalog = ProviderCatalog::builtIn().overlaid(
        "{\"providers\": [{\"id\": \"openai\", \"base_url\": \"" + base +
            "\"}, {\"id\": \"anthropic\", \"base_url\": \"" + base +
            "\"}, {\"id\": \"nowhere\", \"name\": \"Nowhere\", "
            "\"base_url\": \"http://127.0.0.1:9\", \"auth\": \"bearer\", "
            "\"inference_paths\": [\"/v1\"]}, {\"id\": \"mine\", "
            "\"name\": \"Mine\", \"base_url\": \"" +
            base +
            "/mine\", \"auth\": \"none\", "
            "\"chat_path\": \"/v1/chat/completions\", "
            "\"inference_paths\": [\"/v1\"], "
            "\"model_patterns\": [\"mine-\"], \"own_url_fields\": [\"x-next\"], "
            "\"app_fields\": "
            "{\"http-referer\": \"referrer\", \"x-title\": \"name\"}}]}",
        u"test"_s);
    if (!catalog)
        qFatal("%s", qPrintable(catalog.error().sentence));
    return catalog.value();
}

void mustBe(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().sentence));
}

} // namespace

RunningRelay::RunningRelay(Key withKey, const RelayConfig &config, const StartPolicy &policy)
    : m_keeper(config, [](const RelayConfig &) { return Result<>(Nothing{}); })
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    mustBe(m_keeper.apply(allowOrigin(origin, u"App"_s, {}, now)));
    const IssuedToken page = issueToken(QString::fromLatin1(origin), now, 90);
    mustBe(m_keeper.apply(addToken(page.entry, now)));
    m_token = page.token.expose().toByteArray();
    const IssuedToken program = issueToken(u"program:script"_s, now, 90);
    mustBe(m_keeper.apply(addProgram(u"script"_s, {}, program.entry, now)));
    m_programToken = program.token.expose().toByteArray();
    if (withKey == Key::Stored) {
        for (const QString &provider : {u"openai"_s, u"anthropic"_s, u"nowhere"_s}) {
            const QString account = keyAccount(provider);
            const QByteArray sentTo =
                provider == "nowhere"_L1 ? "http://127.0.0.1:9"_ba : m_upstream.baseUrl();
            m_store.write(account, Secret::copyOf(key), [](const Result<Nothing, SecretError> &) {});
            mustBe(m_keeper.apply(listKey({.account = account,
                                           .provider = provider,
                                           .label = u"default"_s,
                                           .appId = {},
                                           .addedAt = now,
                                           .sentTo = sentTo})));
        }
    }
    m_controller = std::make_unique<RelayController>(m_store, m_keeper, catalogWith(m_upstream),
                                                     RelayPaths{usagePath()}, policy);
    QObject::connect(m_controller.get(), &RelayController::exchangeFinished, m_controller.get(),
                     [this](const ExchangeRecord &record) { m_records.append(record); });
    mustBe(m_controller->start(0, RelayController::PortChoice::OnlyThis));
}

void RunningRelay::setGrant(const Grant &grant)
{
    mustBe(m_keeper.apply([&grant](RelayConfig &config) {
        for (AppEntry &app : config.apps)
            app.grant = grant;
        return Result<>(Nothing{});
    }));
}

QByteArray RunningRelay::bareRequest(const QByteArray &method, const QByteArray &target,
                                     const QByteArray &lines, const QByteArray &body) const
{
    QByteArray head =
        method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port()) + "\r\n" + lines;
    if (!body.isEmpty())
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return head + "\r\n" + body;
}

QByteArray RunningRelay::request(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                                 const QByteArray &more) const
{
    const QByteArray type = body.isEmpty() || more.toLower().contains("content-type:")
                                ? QByteArray()
                                : "Content-Type: application/json\r\n";
    return bareRequest(method, target,
                       "Origin: " + origin + "\r\nAuthorization: Bearer " + m_token + "\r\n" + type + more,
                       body);
}

QByteArray RunningRelay::programRequest(const QByteArray &method, const QByteArray &target,
                                        const QByteArray &body, const QByteArray &more) const
{
    const QByteArray type = body.isEmpty() || more.toLower().contains("content-type:")
                                ? QByteArray()
                                : "Content-Type: application/json\r\n";
    return bareRequest(method, target, "x-relay-token: " + m_programToken + "\r\n" + type + more, body);
}

std::optional<RawReply> RunningRelay::ask(const QByteArray &bytes, ReplyTo to) const
{
    RawClient client(port());
    client.send(bytes);
    return client.takeReply(to);
}

} // namespace byok::test
