// SPDX-License-Identifier: Apache-2.0
#include "app/secret_service_status.h"

#ifdef Q_OS_LINUX
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QLibrary>
#endif

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// For systems where nothing can be asked.
class NoStatus final : public SecretServiceStatus
{
public:
    void ask(StateKnown done) override { done(KeychainState::Unknown); }
    void unlock(SecretStore::Done done) override { done(Nothing()); }
};

#ifdef Q_OS_LINUX

const auto serviceName = "org.freedesktop.secrets"_L1;
const auto servicePath = "/org/freedesktop/secrets"_L1;
const auto serviceInterface = "org.freedesktop.Secret.Service"_L1;
const auto promptInterface = "org.freedesktop.Secret.Prompt"_L1;
constexpr int patienceMs = 2'000;

QDBusMessage call(const QString &path, const QString &interface, const QString &method,
                  const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(serviceName, path, interface, method);
    message.setArguments(arguments);
    return message;
}

/// One prompt that is on the screen. Ends itself when it is answered.
class Prompt final : public QObject
{
    Q_OBJECT

public:
    Prompt(const QString &path, SecretStore::Done done, QObject *parent)
        : QObject(parent)
        , m_done(std::move(done))
    {
        auto bus = QDBusConnection::sessionBus();
        bus.connect(serviceName, path, promptInterface, u"Completed"_s, this, SLOT(completed(bool)));
        auto *watcher = new QDBusPendingCallWatcher(
            bus.asyncCall(call(path, promptInterface, u"Prompt"_s, {QString()}), patienceMs), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [this](const QDBusPendingCallWatcher *reply) {
                    if (reply->isError())
                        completed(true);
                });
    }

public slots:
    void completed(bool dismissed)
    {
        const auto done = std::exchange(m_done, {});
        deleteLater();
        if (!done)
            return;
        if (dismissed)
            done(SecretError{SecretFault::Locked,
                             u"The keychain stayed locked. Unlock it, then try again."_s});
        else
            done(Nothing());
    }

private:
    SecretStore::Done m_done;
};

class SecretServiceOnBus final : public SecretServiceStatus
{
public:
    SecretServiceOnBus()
        : m_watcher(serviceName, QDBusConnection::sessionBus(), QDBusServiceWatcher::WatchForUnregistration)
    {
        connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this,
                &SecretServiceOnBus::forgetSession);
    }

    void ask(StateKnown done) override
    {
        findDefault([this, done](KeychainState state, const QString &collection) {
            if (state != KeychainState::Open || collection == "/"_L1)
                done(state); // without a default collection the first write makes one
            else
                askLocked(collection, done);
        });
    }

    void unlock(SecretStore::Done done) override
    {
        findDefault([this, done](KeychainState state, const QString &collection) {
            if (state != KeychainState::Open)
                done(SecretError{SecretFault::Unavailable,
                                 u"No keychain answers. Start it, then try again."_s});
            else if (collection == "/"_L1)
                done(Nothing());
            else
                unlockCollection(collection, done);
        });
    }

private:
    void send(const QDBusMessage &message, std::function<void(const QDBusMessage &)> done)
    {
        auto *watcher =
            new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, patienceMs), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [watcher, done = std::move(done)](const QDBusPendingCallWatcher *) {
                    watcher->deleteLater();
                    done(watcher->reply());
                });
    }

    /// The default collection's path: "/" where there is none.
    void findDefault(std::function<void(KeychainState, const QString &)> done)
    {
        if (!QDBusConnection::sessionBus().isConnected()) {
            done(KeychainState::Gone, {});
            return;
        }
        send(call(servicePath, serviceInterface, u"ReadAlias"_s, {u"default"_s}),
             [done](const QDBusMessage &reply) {
                 if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) {
                     done(KeychainState::Gone, {});
                     return;
                 }
                 done(KeychainState::Open, reply.arguments().first().value<QDBusObjectPath>().path());
             });
    }

    /// libsecret, through which QtKeychain works, goes on using its session with a service that has ended,
    /// also when that has been started anew, and fails for good. This makes it forget the session.
    static void forgetSession()
    {
        QLibrary library(u"secret-1"_s, 0);
        if (const auto forget = reinterpret_cast<void (*)()>(library.resolve("secret_service_disconnect")))
            forget();
    }

    void askLocked(const QString &collection, StateKnown done)
    {
        send(call(collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                  {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s}),
             [done = std::move(done)](const QDBusMessage &reply) {
                 if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty())
                     done(KeychainState::Gone);
                 else if (reply.arguments().first().value<QDBusVariant>().variant().toBool())
                     done(KeychainState::Locked);
                 else
                     done(KeychainState::Open);
             });
    }

    void unlockCollection(const QString &collection, SecretStore::Done done)
    {
        const QVariant paths = QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(collection)});
        send(call(servicePath, serviceInterface, u"Unlock"_s, {paths}), [this, done = std::move(done)](
                                                                            const QDBusMessage &reply) {
            if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().size() < 2) {
                done(SecretError{SecretFault::Unavailable, u"The keychain did not answer. Try again."_s});
                return;
            }
            const QString prompt = reply.arguments().at(1).value<QDBusObjectPath>().path();
            if (prompt == "/"_L1)
                done(Nothing());
            else
                new Prompt(prompt, done, this);
        });
    }

    QDBusServiceWatcher m_watcher;
};

#endif

} // namespace

std::unique_ptr<SecretServiceStatus> SecretServiceStatus::create()
{
#ifdef Q_OS_LINUX
    // On KDE QtKeychain keeps keys in KWallet, of which this service says nothing.
    const bool kde = qEnvironmentVariable("XDG_CURRENT_DESKTOP").contains(u"KDE"_s) ||
                     qEnvironmentVariable("DESKTOP_SESSION").startsWith(u"kde"_s);
    if (!kde)
        return std::make_unique<SecretServiceOnBus>();
#endif
    return std::make_unique<NoStatus>();
}

} // namespace byok

#ifdef Q_OS_LINUX
#include "secret_service_status.moc"
#endif
