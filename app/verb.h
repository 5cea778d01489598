// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/usage_options.h"
#include "relay/denial.h"
#include "relay/fallback_rule.h"
#include "relay/grant.h"
#include "relay/keys/secret.h"
#include "relay/provider_entry.h"
#include "relay/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <span>

namespace byok {

/// Everything that one program start can ask of the relay that is already running.
enum class Verb {
    KeysList,
    KeysSet,
    KeysTest,
    KeysRemove,
    KeysTurnOff,
    KeysTurnOn,
    ProvidersList,
    ProvidersAdd,
    ProvidersRemove,
    ProvidersTurnOn,
    ProvidersTurnOff,
    AppsList,
    AppsAdd,
    AppsAddProgram,
    AppsRevoke,
    AppsLimit,
    AppsKey,
    FallbacksList,
    FallbacksAdd,
    FallbacksRemove,
    RequestsList,
    RequestsAllow,
    RequestsDeny,
    RequestsForgive,
    SettingsList,
    SettingsGet,
    SettingsSet,
    Usage,
    Status,
    Pause,
    Resume,
    Lock,
    Unlock,
    Quit,
    Show, ///< what a second start of the program sends: bring yourself to the front
};

/// For whose eyes a verb prints.
enum class OutputForm { Text, Json, Csv };

/// Options that a verb may take.
enum class VerbOption : quint8 {
    None,
    Label, ///< --label
    Grant, ///< --providers, --models, --paths, --for
    Never, ///< --never-ask-again
    Usage, ///< --since, --by, --csv
    Rule,  ///< --app, --model, --other-keys, --try, --may-cost-money
    Place, ///< --app, --model: those that name a rule
    Entry, ///< --base-url, --name, --auth, --openai, --allow-path, --allow-private
};

/// One verb as it is typed and as it travels. Lives as long as the program.
struct VerbRow
{
    Verb verb;
    const char *name;      ///< "keys set"
    const char *arguments; ///< for the usage text, one word each: "NAME VALUE"
    VerbOption option;
    const char *help; ///< one line for people
};

[[nodiscard]] std::span<const VerbRow> verbRows();
[[nodiscard]] const VerbRow &verbRow(Verb verb);
[[nodiscard]] const VerbRow *findVerb(QStringView name);
/// How many arguments the verb takes, neither more nor fewer.
[[nodiscard]] qsizetype argumentCount(const VerbRow &row);

/// A verb with what it needs. Value; the secret is wiped with it.
struct VerbRequest
{
    Verb verb = Verb::Status;
    QStringList arguments;
    QString label; ///< keys: which of a provider's keys; empty: "default"
    Grant grant;   ///< apps, requests allow: what the app may do; its limits are not asked for
    Denial denial = Denial::ThisTime; ///< requests deny
    UsageQuestion usage;              ///< usage: of what, since when
    FallbackRule rule;                ///< fallbacks: the rule; its app as the person typed it
    ProviderEntry provider;           ///< providers add: what was entered, without its id
    QStringList ownOptions;           ///< providers add: those given that only an own provider has, "--name"
    OutputForm form = OutputForm::Text;
    Secret secret; ///< keys set: the key
};

/// What comes back. `out` is a Secret because a token that is shown once may be in it. Value.
struct VerbReply
{
    int exit = 0;
    Secret out;  ///< for standard output, byte for byte (UTF-8)
    QString err; ///< sentences for standard error, without a line break at the end; may be empty

    [[nodiscard]] static VerbReply said(const QString &out);
    /// Exit 1.
    [[nodiscard]] static VerbReply refused(const QString &sentence);
};

} // namespace byok
