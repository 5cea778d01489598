// SPDX-License-Identifier: Apache-2.0
#include "relay/model_list_fetch.h"

#include "relay/key_binding.h"
#include "relay/keyed_request.h"
#include "relay/upstream/header_filter.h"
#include "relay/upstream/transfer_engine.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr std::chrono::milliseconds patience{5'000};
constexpr TransferTimeouts timeouts{
    .connect = patience.count(), .firstByte = patience.count(), .idle = patience.count()};
constexpr qsizetype mostBytes = 8 * 1024 * 1024;
constexpr qsizetype mostModels = 2'000;

RelayError noList(const Provider &provider)
{
    return {ErrorCode::UpstreamBroken, u"%1 sent no list of its models."_s.arg(provider.name)};
}

/// A status by which a provider says that it does not take the key.
RelayError statusError(const Provider &provider, int status)
{
    if (status == 401 || status == 403)
        return {ErrorCode::KeyRefused, u"%1 did not accept the key."_s.arg(provider.name)};
    return noList(provider);
}

} // namespace

ModelListFetch::ModelListFetch(Provider provider, QByteArray target, QString account, KeyRing &keys,
                               TransferEngine &engine, Done done)
    : m_provider(std::move(provider))
    , m_target(std::move(target))
    , m_account(std::move(account))
    , m_keys(keys)
    , m_engine(engine)
    , m_done(std::move(done))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        finish(RelayError{ErrorCode::UpstreamTimeout,
                          u"%1 did not tell its models within 5 seconds."_s.arg(m_provider.name)});
    });
}

void ModelListFetch::begin()
{
    m_patience.start();
    if (!m_provider.needsKey()) {
        askPage();
        return;
    }
    m_keys.use({m_account, m_provider.id, originForKeys(m_provider)}, this,
               [this](const Result<Secret, RelayError> &key) {
                   if (!key) {
                       finishLater(key.error());
                       return;
                   }
                   m_key = key.value();
                   askPage();
               });
}

void ModelListFetch::askPage()
{
    const qsizetype query = m_target.indexOf('?');
    const Credential credential =
        credentialFor(m_provider, m_key, query < 0 ? m_target : m_target.first(query));
    QByteArray target = m_target;
    if (!m_next.isEmpty())
        target += (query < 0 ? '?' : '&') + m_next;
    UpstreamRequest request = keyedRequest(m_provider, target, credential);
    request.fields = fieldsBesideKey(toUpstream({}), m_provider, credential);
    request.timeouts = timeouts;
    m_mask = KeyMask(m_key);
    m_body.clear();
    m_transfer = m_engine.start(std::move(request), this);
}

void ModelListFetch::transferHead(const UpstreamHead &head)
{
    if (head.status != 200)
        finish(statusError(m_provider, head.status));
}

void ModelListFetch::transferData(QByteArrayView bytes)
{
    m_bytes += bytes.size();
    if (m_bytes > mostBytes)
        finish(noList(m_provider));
    else
        m_body += m_mask.pass(bytes);
}

void ModelListFetch::transferFinished(const std::optional<RelayError> &error)
{
    if (error)
        finish(*error);
    else
        pageArrived();
}

void ModelListFetch::pageArrived()
{
    m_body += m_mask.rest();
    const Result<ModelPage> page = readModelPage(m_body);
    if (!page) {
        finish(noList(m_provider));
        return;
    }
    const qsizetype before = m_models.size();
    for (const ListedModel &model : page.value().models) {
        if (m_models.size() < mostModels && !m_models.contains(model))
            m_models.append(model);
    }
    const QByteArray next = page.value().next;
    // A page that brings nothing new is not followed: it may lead to itself.
    if (next.isEmpty() || m_models.size() == before || m_models.size() >= mostModels) {
        finish(m_models);
        return;
    }
    m_next = next;
    askPage();
}

void ModelListFetch::finish(Result<QList<ListedModel>, RelayError> found)
{
    if (!m_done)
        return;
    m_patience.stop();
    m_transfer.reset();
    std::exchange(m_done, nullptr)(std::move(found));
}

void ModelListFetch::finishLater(Result<QList<ListedModel>, RelayError> found)
{
    QTimer::singleShot(0, this, [this, found = std::move(found)] { finish(found); });
}

} // namespace byok
