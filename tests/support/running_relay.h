// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/config_keeper.h"
#include "relay/relay_controller.h"
#include "tests/support/fake_upstream.h"
#include "tests/support/gated_secret_store.h"
#include "tests/support/raw_client.h"

#include <QByteArray>
#include <QList>
#include <QTemporaryDir>

#include <memory>

namespace byok::test {

/// A whole relay on a free port, on a thread of its own as in the program, with keys and a config that are
/// kept in memory, and providers "openai", "anthropic" and, below /mine and without a key, "mine"
/// (whose x-next is an address of its own) that are a FakeUpstream on this thread. One approved origin with a
/// token, one program with a token, one key. For tests only; lives on the test's thread.
class RunningRelay
{
public:
    enum class Key { Stored, None };
    explicit RunningRelay(Key key = Key::Stored, const RelayConfig &config = {},
                          const StartPolicy &policy = {});

    static inline const QByteArray origin = "https://app.example";
    static inline const QByteArray otherOrigin = "https://evil.example";
    static inline const QByteArray key = "sk-planted-0123456789abcdefghijkl";

    /// The account of the person's key that Key::Stored stores.
    [[nodiscard]] static QString keyAccount(const QString &provider)
    {
        return QStringLiteral("key/") + provider;
    }

    [[nodiscard]] quint16 port() const { return m_controller->status().port; }
    [[nodiscard]] const QByteArray &token() const { return m_token; }
    [[nodiscard]] const QByteArray &programToken() const { return m_programToken; }
    [[nodiscard]] FakeUpstream &upstream() { return m_upstream; }
    [[nodiscard]] RelayController &controller() { return *m_controller; }
    [[nodiscard]] ConfigKeeper &keeper() { return m_keeper; }
    [[nodiscard]] GatedSecretStore &store() { return m_store; }
    [[nodiscard]] const QList<ExchangeRecord> &records() const { return m_records; }

    /// Gives page and program this grant, in force from the next request on.
    void setGrant(const Grant &grant);
    /// A request of the approved page with its token; `more` are whole lines, each with its CRLF.
    [[nodiscard]] QByteArray request(const QByteArray &method, const QByteArray &target,
                                     const QByteArray &body = {}, const QByteArray &more = {}) const;
    /// The same from the program.
    [[nodiscard]] QByteArray programRequest(const QByteArray &method, const QByteArray &target,
                                            const QByteArray &body = {}, const QByteArray &more = {}) const;
    /// A request with just these lines besides Host and, where there is a body, Content-Length.
    [[nodiscard]] QByteArray bareRequest(const QByteArray &method, const QByteArray &target,
                                         const QByteArray &lines = {}, const QByteArray &body = {}) const;
    /// Sends `bytes` on a connection of its own and gives the whole reply; none where none came.
    [[nodiscard]] std::optional<RawReply> ask(const QByteArray &bytes, ReplyTo to = ReplyTo::AnyMethod) const;

    /// The ledger's file.
    [[nodiscard]] QString usagePath() const { return m_folder.filePath(QStringLiteral("usage.sqlite")); }

private:
    QTemporaryDir m_folder;
    FakeUpstream m_upstream;
    GatedSecretStore m_store;
    ConfigKeeper m_keeper;
    QByteArray m_token;
    QByteArray m_programToken;
    QList<ExchangeRecord> m_records;
    std::unique_ptr<RelayController> m_controller;
};

} // namespace byok::test
