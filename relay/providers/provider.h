// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/auth_scheme.h"
#include "relay/http/header_field.h"
#include "relay/network_address.h"
#include "relay/providers/inference_path.h"

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace byok {

/// Where a provider's requests are answered.
enum class ProviderSite {
    Remote,  ///< over https
    Local,   ///< on this machine; plain http allowed
    BuiltIn, ///< by the relay itself (`echo`)
};

/// Who says where a provider is.
enum class AddressAuthor {
    Shipped, ///< the relay, in its own list
    Person,  ///< the person, in a file of their own or in the config
};

/// What an app field tells of the app that asks.
enum class AppFact {
    Referrer, ///< the address in its `x-relay-referer`
    Name,     ///< its name, as the person knows it
};

/// A header field by which a provider is told which app asks. Value.
struct AppField
{
    QByteArray name; ///< lower-case
    AppFact from = AppFact::Name;
};

/// One provider as data. Value, any thread.
struct Provider
{
    QString id;   ///< "openai"
    QString name; ///< "OpenAI"
    ProviderSite site = ProviderSite::Remote;
    QByteArray baseUrl; ///< scheme://host[:port][/path], no trailing '/', e.g. "https://api.openai.com";
                        ///< empty: the person has to give it
    AddressAuthor addressBy = AddressAuthor::Shipped;
    AddressReach personsReach = AddressReach::Anywhere; ///< of an address by the person
    AuthScheme auth = AuthScheme::Bearer;
    QByteArray authField;           ///< header or query parameter name for Header and Query
    HeaderFields extraFields;       ///< added where the caller sent none of that name, e.g. anthropic-version
    QList<AppField> appFields;      ///< added likewise
    QList<QByteArray> ownUrlFields; ///< fields of its replies (lower-case) with addresses of its own that a
                                    ///< client goes on at, e.g. x-goog-upload-url
    QList<QByteArray> bearerPaths;  ///< paths, each with all below it, that take the key as Authorization:
                                    ///< Bearer whatever `auth` says (endpoints in OpenAI's manner)
    QByteArray chatPath;            ///< path of its chat endpoint; empty where it has none
    QList<InferencePath> inferencePaths; ///< what an ordinary grant covers
    QList<QByteArray> realtimePaths; ///< GET paths that are WebSockets; an ordinary grant needs them among
                                     ///< the inference paths too
    QList<QByteArray> keyPatterns; ///< regular expressions, one of which a key matches as a whole; empty: any
    QString keyHint; ///< the shape of a key in words, to follow "a key that", e.g. "begins with sk-ant-"; may
                     ///< be empty
    QStringList modelPatterns; ///< regular expressions; a model that begins like one of them is this
                               ///< provider's, where no built-in pattern takes it
    QByteArray checkPath;      ///< GET path that tells whether a key works, e.g. "/v1/models"; empty: none
    QByteArray modelsPath; ///< GET path, with a query where pages are small, that lists its models; empty: as
                           ///< OpenAI has it, where it is in OpenAI's manner
    QString keyPage;       ///< where a person gets a key
    QByteArray docsUrl;
    bool enabled = true; ///< local ones are off until the person turns them on

    [[nodiscard]] bool needsKey() const { return auth != AuthScheme::None; }
    /// Where its requests may connect to, whatever its name leads to.
    [[nodiscard]] AddressReach reach() const
    {
        if (addressBy == AddressAuthor::Person)
            return personsReach;
        return site == ProviderSite::Local ? AddressReach::ThisComputer : AddressReach::Public;
    }
};

} // namespace byok
