// SPDX-License-Identifier: Apache-2.0
#include "relay/api/forget_api.h"

#include "relay/access/config_edits.h"
#include "relay/usage/usage_ledger.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// One app on its way out, kept by the callback of the step under way. The token goes last, so that a step
/// that fails can be asked for again.
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
            for (const KeyEntry &key : self->m_services.config->keys) {
                if (key.appId == self->m_appId)
                    self->m_accounts.append(key.account);
            }
            self->removeKeys();
        });
    }

private:
    void removeKeys()
    {
        if (m_accounts.isEmpty())
            return revoke();
        const QString account = m_accounts.takeFirst();
        m_services.removeSecret(
            account, [self = shared_from_this(), account](const Result<Nothing, SecretError> &removed) {
                if (!removed)
                    return self->fail(errorFrom(removed.error()));
                self->m_services.keys->drop(account);
                self->removeKeys();
            });
    }

    void revoke()
    {
        m_services.commit(revokeApp(m_appId), [self = shared_from_this()](const Result<> &kept) {
            if (!kept)
                return self->fail({ErrorCode::Internal, kept.error().sentence});
            self->forgetTheLast();
        });
    }

    /// What ended meanwhile, the app's last streams among it, has been written down since.
    void forgetTheLast()
    {
        m_services.usage->forgetApp(m_appId, [self = shared_from_this()](const Result<> &forgotten) {
            if (!forgotten)
                return self->fail({ErrorCode::Internal, forgotten.error().sentence});
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
    QStringList m_accounts;
};

} // namespace

void forgetApp(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    std::make_shared<Farewell>(std::move(request), std::move(writer), services)->begin();
}

} // namespace byok
