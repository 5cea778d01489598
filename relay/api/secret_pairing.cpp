// SPDX-License-Identifier: Apache-2.0
#include "relay/api/secret_pairing.h"

#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"

using namespace Qt::StringLiterals;

namespace byok {

std::optional<RelayError> appSecretRefusal(const ClientRequest &request, const QJsonObject &body,
                                           ApiServices &services)
{
    if (!services.appSecret->isSet() || request.admission.caller.appSecret == AppSecretProof::Valid)
        return std::nullopt;
    QByteArray shown = body.value("app_secret"_L1).toString().toUtf8();
    std::optional<RelayError> refusal = services.appSecret->judge(shown);
    wipe(shown);
    return refusal;
}

void pairBySecret(const AppClaim &claim, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services)
{
    const QString id = secretProgramId(*services.config, claim.appId);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const IssuedToken issued = issueToken(id, now, services.config->settings.tokenDays);
    const ConfigEdit admit = admitProgram(id, claim.name, issued.entry, now);
    // Tried first, so that what is wrong with the request is told from what is wrong here.
    RelayConfig trial = *services.config;
    if (const Result<> fits = admit(trial); !fits) {
        refuse(request, *writer, {ErrorCode::InvalidArgument, fits.error().sentence});
        return;
    }
    const AppEntry *app = services.registry.byId(id);
    const RateLimits limits =
        RateLimits::of(services.config->settings).with(app ? app->grant.limits : AppLimits());
    if (const RateVerdict rate = services.limiter->take(RequestClass::Registration, id, limits);
        !rate.allowed()) {
        refuse(request, *writer, rateLimitError(rate));
        return;
    }
    const std::shared_ptr<ResponseWriter> later = std::move(writer);
    services.commit(admit, [request, later, issued](const Result<> &kept) {
        if (!kept) {
            refuse(request, *later, {ErrorCode::Internal, kept.error().sentence});
            return;
        }
        later->sendWhole(tokenReply(issued));
    });
}

} // namespace byok
