// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/grant.h"
#include "relay/live_stream.h"
#include "relay/result.h"
#include "relay/settings.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace byok {

/// The exchanges (and other live streams) under way, the limits on how many there may be, and what ends them
/// early. Owned by the engine room, lives on the relay's thread.
class ExchangeTable final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Whether `appId` may begin one more now; its `own` limits are laid over those for each app.
    [[nodiscard]] Result<Nothing, RelayError> mayBegin(const QString &appId, const Settings &settings,
                                                       const AppLimits &own) const;
    /// Takes the stream and begins it.
    void add(std::unique_ptr<LiveStream> stream);
    /// Publishes the record of a request that was refused before there was a stream.
    void note(const ExchangeRecord &record) { emit exchangeFinished(record); }
    /// Why a stream ends now; none: it goes on.
    using WhyEnd = std::function<std::optional<RelayError>(const LiveStream &)>;
    /// Ends those for which there is a reason; it is what their callers are told.
    void endWhere(const WhyEnd &why);
    void endAll(const RelayError &why);

    /// The relayed requests among them, oldest first.
    [[nodiscard]] QList<LiveExchange> live() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_live.size()); }
    [[nodiscard]] int countOf(const QString &appId) const { return m_perApp.value(appId); }

signals:
    void exchangeFinished(const byok::ExchangeRecord &record);
    void countChanged();

private:
    void remove(LiveStream *stream);

    QList<LiveStream *> m_live; ///< children of this object
    QHash<QString, int> m_perApp;
};

} // namespace byok
