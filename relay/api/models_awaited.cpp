// SPDX-License-Identifier: Apache-2.0
#include "relay/api/models_awaited.h"

#include "relay/api/known_models.h"

#include <utility>

namespace byok {

ModelsAwaited::ModelsAwaited(QList<ModelListOf> lists, qint64 newest, ClientRequest request,
                             std::unique_ptr<ResponseWriter> writer, ApiServices &services, Then then)
    : m_lists(std::move(lists))
    , m_newest(newest)
    , m_request(std::move(request))
    , m_caller(m_request.admission.caller)
    , m_writer(std::move(writer))
    , m_services(services)
    , m_then(std::move(then))
{
    connect(m_writer.get(), &ResponseWriter::clientGone, this, [this] {
        if (std::exchange(m_state, State::Done) != State::Done)
            emit finished();
    });
}

void ModelsAwaited::begin()
{
    Q_ASSERT(m_state == State::New);
    m_state = State::Asking;
    if (m_lists.isEmpty())
        handOn();
    for (const ModelListOf &list : std::as_const(m_lists)) {
        const auto heard = [this, id = list.provider.id](const ModelLists::Found &found) {
            heardOf(id, found);
        };
        if (m_newest < 0)
            m_services.models->ask(list, this, heard);
        else
            m_services.models->askAnew(list, m_newest, this, heard);
    }
}

void ModelsAwaited::revoke(const RelayError &why)
{
    if (std::exchange(m_state, State::Done) == State::Done)
        return;
    refuse(m_request, *m_writer, why);
    emit finished();
}

void ModelsAwaited::heardOf(const QString &id, const ModelLists::Found &found)
{
    m_found.insert(id, found);
    if (m_state == State::Asking && m_found.size() == m_lists.size())
        handOn();
}

void ModelsAwaited::handOn()
{
    m_state = State::Done;
    disconnect(m_writer.get(), nullptr, this, nullptr);
    // No longer under way when it is answered: what comes of it counts for itself.
    emit finished();
    std::exchange(m_then, nullptr)(std::move(m_request), std::move(m_writer), m_found);
}

void awaitModels(QList<ModelListOf> lists, qint64 newest, ClientRequest request,
                 std::unique_ptr<ResponseWriter> writer, ApiServices &services, ModelsAwaited::Then then)
{
    const QString appId = request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    if (const Result<Nothing, RelayError> may = services.exchanges->mayBegin(
            appId, services.config->settings, app ? app->grant.limits : AppLimits());
        !may) {
        refuse(request, *writer, may.error());
        return;
    }
    services.exchanges->add(std::make_unique<ModelsAwaited>(std::move(lists), newest, std::move(request),
                                                            std::move(writer), services, std::move(then)));
}

void afterLocalLists(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services,
                     std::function<void(ClientRequest, std::unique_ptr<ResponseWriter>)> then)
{
    QList<ModelListOf> lists = localListsToAsk(request, services);
    if (lists.isEmpty()) {
        then(std::move(request), std::move(writer));
        return;
    }
    awaitModels(
        std::move(lists), 0, std::move(request), std::move(writer), services,
        [then = std::move(then)](ClientRequest from, std::unique_ptr<ResponseWriter> to,
                                 const ModelsAwaited::Lists &) { then(std::move(from), std::move(to)); });
}

} // namespace byok
