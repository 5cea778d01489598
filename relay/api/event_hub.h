// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/event_stream.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace byok {

/// The open event streams, at most one an app, and who of them is told what. They are no exchanges: no limit
/// on requests under way counts them, and a relay that is about to leave does not wait for them. Owned by the
/// engine, lives on the relay's thread.
class EventHub final : public QObject
{
    Q_OBJECT

public:
    using Which = std::function<bool(const Caller &)>;

    /// `isWelcome`: whether a caller may still listen. Asked before each event, at each ping and now and then
    /// besides, since a token or an approval may simply run out.
    explicit EventHub(Which isWelcome);

    /// Time between two pings; 0: none.
    void setPingSeconds(qint64 seconds);
    /// Takes the stream and begins it with `hello`; the app's earlier one is told so and ends.
    void add(std::unique_ptr<EventStream> stream, const QJsonObject &hello);
    void tellIf(const Which &which, AppEvent event, const QJsonObject &data);
    void tellAll(AppEvent event, const QJsonObject &data);
    /// Ends those for whose caller there is a reason, with `revoked` and that.
    void endWhere(const std::function<std::optional<RelayError>(const Caller &)> &why);
    /// Ends all, without a word.
    void endAll();
    [[nodiscard]] qsizetype count() const { return m_streams.size(); }

private:
    void endUnwelcome();
    void tick();
    void remove(EventStream *stream);

    Which m_isWelcome;
    QList<EventStream *> m_streams; ///< children of this object
    QTimer m_ping;
    QTimer m_check; ///< whatever the pings are set to
};

} // namespace byok
