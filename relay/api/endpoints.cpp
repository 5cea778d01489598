// SPDX-License-Identifier: Apache-2.0
#include "relay/api/endpoints.h"

#include "relay/api/deep_health.h"
#include "relay/api/discovery_api.h"
#include "relay/api/events_api.h"
#include "relay/api/health_api.h"
#include "relay/api/keys_api.h"
#include "relay/api/models_api.h"
#include "relay/api/openai_api.h"
#include "relay/api/openai_models_api.h"
#include "relay/api/openapi_api.h"
#include "relay/api/page_api.h"
#include "relay/api/public_file_api.h"
#include "relay/api/realtime_api.h"
#include "relay/api/relay_api.h"
#include "relay/api/sealing_api.h"
#include "relay/api/session_api.h"
#include "relay/api/stats_api.h"
#include "relay/api/unified_api.h"
#include "relay/api/users_api.h"

namespace byok {

Endpoint endpointFor(Resource resource)
{
    switch (resource) {
    case Resource::Page:
    case Resource::Asset:
    case Resource::Unknown:
        return &servePage;
    case Resource::Health:
    case Resource::Version:
        return &serveHealth;
    case Resource::DeepHealth:
        return &serveDeepHealth;
    case Resource::OpenApiJson:
    case Resource::OpenApiYaml:
        return &serveOpenApi;
    case Resource::Discovery:
        return &serveDiscovery;
    case Resource::Users:
        return &serveUsers;
    case Resource::Models:
        return &serveModels;
    case Resource::Session:
    case Resource::Revocation:
        return &serveSession;
    case Resource::Events:
        return &serveEvents;
    case Resource::Keys:
    case Resource::Key:
        return &serveKeys;
    case Resource::Stats:
    case Resource::AppStats:
        return &serveStats;
    case Resource::Unified:
        return &serveUnified;
    case Resource::KeyRotation:
        return &serveKeyRotation;
    case Resource::Relay:
        return &serveRelay;
    case Resource::OpenAi:
        return &serveOpenAi;
    case Resource::OpenAiModels:
        return &serveOpenAiModels;
    case Resource::OpenAiRealtime:
        return &serveOpenAiRealtime;
    case Resource::SealingKey:
        return &serveSealingKey;
    case Resource::PublicFile:
        return &servePublicFile;
    }
    Q_UNREACHABLE_RETURN(&servePage);
}

} // namespace byok
