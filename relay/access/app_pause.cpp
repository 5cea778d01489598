// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_pause.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool isStopped(const Route &route, HttpMethod method)
{
    switch (route.resource) {
    case Resource::DeepHealth:
    case Resource::KeyRotation:
    case Resource::Unified:
    case Resource::Relay:
    case Resource::OpenAi:
    case Resource::OpenAiModels:
    case Resource::OpenAiRealtime:
        return true;
    case Resource::Users:
    case Resource::Key:
        return method != HttpMethod::Delete;
    case Resource::Page:
    case Resource::Asset:
    case Resource::Health:
    case Resource::Version:
    case Resource::OpenApiJson:
    case Resource::OpenApiYaml:
    case Resource::Discovery:
    case Resource::Session:
    case Resource::Revocation:
    case Resource::Events:
    case Resource::Models:
    case Resource::Keys:
    case Resource::Stats:
    case Resource::AppStats:
    case Resource::SealingKey:
    case Resource::PublicFile:
    case Resource::Unknown:
        break;
    }
    return false;
}

} // namespace

std::optional<RelayError> pauseRefusal(const AppEntry *app, const Route &route, HttpMethod method)
{
    return app && app->paused && isStopped(route, method) ? std::optional(appPaused()) : std::nullopt;
}

RelayError appPaused()
{
    return {ErrorCode::Paused, u"The person has paused this app."_s};
}

} // namespace byok
