// SPDX-License-Identifier: Apache-2.0
#include "app/verb.h"

namespace byok {

namespace {

constexpr VerbRow rows[] = {
    {Verb::KeysList, "keys list", "", VerbOption::None, "which keys are stored, and where; never the keys"},
    {Verb::KeysSet, "keys set", "PROVIDER", VerbOption::Label, "store a key, read from standard input"},
    {Verb::KeysTest, "keys test", "PROVIDER", VerbOption::Label, "ask the provider whether its key works"},
    {Verb::KeysRemove, "keys remove", "PROVIDER", VerbOption::Label, "delete a key"},
    {Verb::KeysTurnOff, "keys turn-off", "APP PROVIDER", VerbOption::None,
     "use no key that the app stored for itself"},
    {Verb::KeysTurnOn, "keys turn-on", "APP PROVIDER", VerbOption::None, "use it again"},
    {Verb::ProvidersList, "providers list", "", VerbOption::None, "where keys can go, and what is there"},
    {Verb::ProvidersAdd, "providers add", "ID", VerbOption::Entry,
     "enter a gateway or another HTTP API; of a known one its address"},
    {Verb::ProvidersRemove, "providers remove", "ID", VerbOption::None,
     "take an entry of yours away, with its keys"},
    {Verb::ProvidersTurnOn, "providers turn-on", "ID", VerbOption::None,
     "let apps use it, such as ollama on this computer"},
    {Verb::ProvidersTurnOff, "providers turn-off", "ID", VerbOption::None, "let no app use it"},
    {Verb::AppsList, "apps list", "", VerbOption::None, "which apps may use the keys"},
    {Verb::AppsAdd, "apps add", "ORIGIN", VerbOption::Grant, "let a web app use the keys"},
    {Verb::AppsAddProgram, "apps add-program", "NAME", VerbOption::Grant,
     "make a token for a program; printed once"},
    {Verb::AppsRevoke, "apps revoke", "ID", VerbOption::None, "end an app's approval and its tokens"},
    {Verb::AppsLimit, "apps limit", "ID NAME VALUE", VerbOption::None,
     "an app's own limit; 0 means none, default that for all"},
    {Verb::AppsKey, "apps key", "ID PROVIDER", VerbOption::Label,
     "which of your keys an app uses; without --label the usual one"},
    {Verb::FallbacksList, "fallbacks list", "", VerbOption::None, "what is tried where a request fails"},
    {Verb::FallbacksAdd, "fallbacks add", "", VerbOption::Rule,
     "where a request fails, try other keys or models; of what the app may use"},
    {Verb::FallbacksRemove, "fallbacks remove", "", VerbOption::Place, "take such a rule away"},
    {Verb::RequestsList, "requests list", "", VerbOption::None, "which apps wait for your answer"},
    {Verb::RequestsAllow, "requests allow", "ID", VerbOption::Grant, "let the app that asks use the keys"},
    {Verb::RequestsDeny, "requests deny", "ID", VerbOption::Never, "say no to the app that asks"},
    {Verb::RequestsForgive, "requests forgive", "WHO", VerbOption::None,
     "let one that you refused ask again"},
    {Verb::SettingsList, "settings list", "", VerbOption::None, "every limit and timeout"},
    {Verb::SettingsGet, "settings get", "NAME", VerbOption::None, "one of them"},
    {Verb::SettingsSet, "settings set", "NAME VALUE", VerbOption::None, "change one; 0 means none"},
    {Verb::Usage, "usage", "", VerbOption::Usage, "what was relayed, added up"},
    {Verb::Status, "status", "", VerbOption::None, "what the relay is doing, and at which address"},
    {Verb::Pause, "pause", "", VerbOption::None, "relay nothing until resumed"},
    {Verb::Resume, "resume", "", VerbOption::None, "relay again"},
    {Verb::Lock, "lock", "", VerbOption::None, "use no key until unlocked"},
    {Verb::Unlock, "unlock", "", VerbOption::None, "use keys again"},
    {Verb::Quit, "quit", "", VerbOption::None, "let running streams end, then leave"},
    {Verb::Show, "show", "", VerbOption::None, "bring the running program to the front"},
};

constexpr bool rowsAreInOrder()
{
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        if (static_cast<std::size_t>(rows[i].verb) != i)
            return false;
    }
    return std::size(rows) == static_cast<std::size_t>(Verb::Show) + 1;
}
static_assert(rowsAreInOrder(), "one row per Verb, in the enum's order");

} // namespace

std::span<const VerbRow> verbRows()
{
    return rows;
}

const VerbRow &verbRow(Verb verb)
{
    return rows[static_cast<std::size_t>(verb)];
}

const VerbRow *findVerb(QStringView name)
{
    for (const VerbRow &row : rows) {
        if (name == QLatin1StringView(row.name))
            return &row;
    }
    return nullptr;
}

qsizetype argumentCount(const VerbRow &row)
{
    const QLatin1StringView words(row.arguments);
    return words.isEmpty() ? 0 : words.count(u' ') + 1;
}

VerbReply VerbReply::said(const QString &out)
{
    return {0, Secret::copyOf(out.toUtf8()), {}};
}

VerbReply VerbReply::refused(const QString &sentence)
{
    return {1, {}, sentence};
}

} // namespace byok
