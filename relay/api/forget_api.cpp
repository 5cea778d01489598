// SPDX-License-Identifier: Apache-2.0
#include "relay/api/forget_api.h"

#include "relay/access/app_edits.h"
#include "relay/usage/usage_ledger.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// One app on its way out, kept by the callback of the step under way. The approval, its tokens and its keys
/// go by one commit, whatever the keychain says; what fails before that can be asked for again.
class Farewell : public std::enable_shared_from_this<Farewell>
{
public:
    Farewell(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
        : m_request(std::move(request))
        , m_writer(std::move(writer))
        , m_services(services)
        , m_appId(m_request.admission.caller.appId)
    {
    }

    void begin()
    {
        m_services.usage->forgetApp(m_appId, [self = shared_from_this()](const Result<> &forgotten) {
            if (!forgotten)
                return self->fail({ErrorCode::Internal, forgotten.error().sentence});
            self->revoke();
        });
    }

private:
    void revoke()
    {
        m_services.unlistKeys(revokeApp(m_appId),
                              [self = shared_from_this()](const Result<UnlistedKeys> &outcome) {
                                  if (!outcome)
                                      return self->fail({ErrorCode::Internal, outcome.error().sentence});
                                  self->m_leftBehind = outcome.value().leftBehind;
                                  self->forgetTheLast();
                              });
    }

    /// What ended meanwhile, the app's last streams among it, has been written down since.
    void forgetTheLast()
    {
        m_services.usage->forgetApp(m_appId, [self = shared_from_this()](const Result<> &forgotten) {
            if (!forgotten)
                return self->fail({ErrorCode::Internal, forgotten.error().sentence});
            if (const std::optional<RelayError> &left = self->m_leftBehind) {
                return self->fail(
                    {left->code,
                     u"The approval and its tokens are gone, but a key that the app stored is still in the keychain, from which the relay removes it as soon as it can: %1"_s
                         .arg(left->sentence)});
            }
            self->m_writer->sendWhole(jsonReply(
                200, {{u"ok"_s, true},
                      {u"message"_s, u"The approval, its tokens and its own keys are gone; of what was used "
                                     "remain the days and totals."_s}}));
        });
    }

    void fail(const RelayError &error) { refuse(m_request, *m_writer, error); }

    ClientRequest m_request;
    std::unique_ptr<ResponseWriter> m_writer;
    ApiServices &m_services;
    QString m_appId;
    std::optional<RelayError> m_leftBehind;
};

} // namespace

void forgetApp(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    std::make_shared<Farewell>(std::move(request), std::move(writer), services)->begin();
}

} // namespace byok
