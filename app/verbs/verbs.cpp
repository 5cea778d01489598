// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/verbs.h"

namespace byok {

Verbs::Verbs(VerbHands hands, QObject *parent)
    : QObject(parent)
    , m_hands(std::move(hands))
{
}

void Verbs::run(const VerbRequest &request, Done done)
{
    switch (request.verb) {
    case Verb::KeysList:
        return keysList(request, done);
    case Verb::KeysSet:
        return keysSet(request, done);
    case Verb::KeysTest:
        return keysTest(request, done);
    case Verb::KeysRemove:
        return keysRemove(request, done);
    case Verb::KeysTurnOff:
    case Verb::KeysTurnOn:
        return keysSwitch(request, done);
    case Verb::ProvidersList:
        return providersList(request, done);
    case Verb::ProvidersAdd:
        return providersAdd(request, done);
    case Verb::ProvidersRemove:
        return providersRemove(request, done);
    case Verb::ProvidersTurnOn:
    case Verb::ProvidersTurnOff:
        return providersSwitch(request, done);
    case Verb::AppsList:
        return appsList(request, done);
    case Verb::AppsAdd:
        return appsAdd(request, done);
    case Verb::AppsAddProgram:
        return appsAddProgram(request, done);
    case Verb::AppsRevoke:
        return appsRevoke(request, done);
    case Verb::AppsLimit:
        return appsLimit(request, done);
    case Verb::AppsKey:
        return appsKey(request, done);
    case Verb::FallbacksList:
        return fallbacksList(request, done);
    case Verb::FallbacksAdd:
        return fallbacksAdd(request, done);
    case Verb::FallbacksRemove:
        return fallbacksRemove(request, done);
    case Verb::RequestsList:
        return requestsList(request, done);
    case Verb::RequestsAllow:
        return requestsAllow(request, done);
    case Verb::RequestsDeny:
        return requestsDeny(request, done);
    case Verb::RequestsForgive:
        return requestsForgive(request, done);
    case Verb::SettingsList:
        return settingsList(request, done);
    case Verb::SettingsGet:
        return settingsGet(request, done);
    case Verb::SettingsSet:
        return settingsSet(request, done);
    case Verb::Usage:
        return usage(request, done);
    case Verb::Status:
        return status(request, done);
    case Verb::Pause:
    case Verb::Resume:
        return setPaused(request, done);
    case Verb::Lock:
    case Verb::Unlock:
        return setLocked(request, done);
    case Verb::Quit:
        return quit(request, done);
    case Verb::Show:
        return show(request, done);
    }
}

} // namespace byok
