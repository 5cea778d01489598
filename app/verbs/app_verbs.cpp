// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/app_name.h"
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/key_edits.h"
#include "relay/access/origin.h"

#include <QJsonDocument>

#include <memory>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// By provider, the label of the key that was chosen for the app.
QJsonObject keysObject(const QMap<QString, QString> &keys)
{
    QJsonObject object;
    for (auto key = keys.begin(); key != keys.end(); ++key)
        object.insert(key.key(), key.value());
    return object;
}

} // namespace

void Verbs::appsList(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QJsonArray apps;
    QList<QStringList> lines{{QStringLiteral("ID"), QStringLiteral("MAY USE"), QStringLiteral("TOKENS"),
                              QStringLiteral("APPROVED"), QStringLiteral("LASTS")}};
    for (const AppEntry &app : config->apps) {
        const auto tokens = std::ranges::count_if(config->tokens, [&app, &now](const TokenEntry &token) {
            return token.appId == app.id && (!token.expiresAt.isValid() || token.expiresAt > now);
        });
        apps += QJsonObject{
            {QStringLiteral("id"), app.id},
            {QStringLiteral("kind"),
             app.kind == AppKind::Origin ? QStringLiteral("origin") : QStringLiteral("program")},
            {QStringLiteral("name"), app.name},
            {QStringLiteral("providers"), QJsonArray::fromStringList(app.grant.providers)},
            {QStringLiteral("models"), QJsonArray::fromStringList(app.grant.models)},
            {QStringLiteral("paths"), pathScopeName(app.grant.paths)},
            {QStringLiteral("keys"), keysObject(app.grant.keys)},
            {QStringLiteral("duration"), durationName(app.grant.duration)},
            {QStringLiteral("ends_at"), app.endsAt.isValid() ? QJsonValue(app.endsAt.toString(Qt::ISODate))
                                                             : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("in_force"), app.isInForce(now)},
            {QStringLiteral("paused"), app.paused},
            {QStringLiteral("executable"), app.executable},
            {QStringLiteral("tokens"), qint64(tokens)},
            {QStringLiteral("approved_at"), app.approvedAt.toUTC().toString(Qt::ISODate)},
            {QStringLiteral("session_only"), app.grant.duration == GrantDuration::ThisSession}};
        lines += {app.id, grantInWords(app.grant), QString::number(tokens), dayOf(app.approvedAt),
                  lastsOf(app, now)};
    }
    if (request.form == OutputForm::Json)
        return done(json({{QStringLiteral("apps"), apps}}));
    if (apps.isEmpty())
        return done(
            VerbReply::said(QStringLiteral("No apps are approved. Next: byok-relay apps add ORIGIN\n")));
    done(VerbReply::said(columns(lines)));
}

void Verbs::appsAdd(const VerbRequest &request, const Done &done)
{
    const Result<QByteArray> origin = originFromInput(request.arguments.constFirst());
    if (!origin)
        return done(VerbReply::refused(origin.error().sentence));
    if (const Result<> known = checkProviders(request.grant.providers, m_hands.catalog); !known)
        return done(VerbReply::refused(known.error().sentence));

    const QString id = QString::fromLatin1(origin.value());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Result<> applied = m_hands.keeper.apply(allowOrigin(origin.value(), id, request.grant, now));
    if (!applied)
        return done(VerbReply::refused(applied.error().sentence));
    if (request.form == OutputForm::Json) {
        return done(
            json({{QStringLiteral("id"), id},
                  {QStringLiteral("providers"), QJsonArray::fromStringList(request.grant.providers)}}));
    }
    done(
        VerbReply::said(QStringLiteral("%1 may use %2. It gets its token by POST /users from its own page.\n")
                            .arg(id, grantInWords(request.grant))));
}

void Verbs::appsAddProgram(const VerbRequest &request, const Done &done)
{
    const QString name = request.arguments.constFirst().trimmed();
    if (const Result<> known = checkProviders(request.grant.providers, m_hands.catalog); !known)
        return done(VerbReply::refused(known.error().sentence));

    const QString id = u"program:"_s + name;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const IssuedToken issued = issueToken(id, now, m_hands.keeper.current()->settings.tokenDays,
                                          grantEnd(request.grant.duration, now));
    const QDateTime until = issued.entry.expiresAt;
    const Result<> added = m_hands.keeper.apply(addProgram(name, request.grant, issued.entry, now));
    if (!added)
        return done(VerbReply::refused(added.error().sentence));

    VerbReply reply;
    QByteArray out;
    if (request.form == OutputForm::Json) {
        // By hand, so that no JSON writer keeps a copy of the token.
        QByteArray quoted = QJsonDocument(QJsonArray{id}).toJson(QJsonDocument::Compact);
        quoted = quoted.sliced(1, quoted.size() - 2);
        out.reserve(quoted.size() + issued.token.size() + 64);
        out += "{\"id\": " + quoted + ", \"token\": \"";
        out += issued.token.expose();
        out += "\"}\n";
    } else {
        // The token alone on standard output, so that a script can take it.
        out.reserve(issued.token.size() + 1);
        out += issued.token.expose();
        out += '\n';
        reply.err =
            QStringLiteral("This is the token of \"%1\"; it may use %2 until %3. It is shown this once: put "
                           "it where the program has its key.")
                .arg(name, grantInWords(request.grant),
                     until.isValid() ? dayOf(until) : QStringLiteral("it is revoked"));
    }
    reply.out = Secret::takeFrom(out);
    done(reply);
}

void Verbs::appsRevoke(const VerbRequest &request, const Done &done)
{
    const auto before = m_hands.keeper.current();
    const QString id = appIdFrom(request.arguments.constFirst(), *before);
    // The approval goes first, and whatever the keychain says: an app that is revoked must be out at once.
    m_hands.custodian.unlist(revokeApp(id), [id, done](const Result<UnlistedKeys> &outcome) {
        if (!outcome)
            return done(VerbReply::refused(outcome.error().sentence));
        VerbReply reply = VerbReply::said(
            QStringLiteral("%1 is revoked: its approval and all its tokens are gone.\n").arg(id));
        if (const auto &left = outcome.value().leftBehind) {
            reply.exit = 1;
            reply.err =
                QStringLiteral("A key that it had stored is still in the keychain, where nothing uses "
                               "it; the relay removes it as soon as it can. %1")
                    .arg(left->sentence);
        }
        done(reply);
    });
}

void Verbs::appsLimit(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    const QString id = appIdFrom(request.arguments.at(0), *config);
    const AppEntry *app = config->findApp(id);
    const AppLimitRow *row = findAppLimit(request.arguments.at(1));
    const QString &text = request.arguments.at(2);
    if (!app)
        return done(VerbReply::refused(
            QStringLiteral("There is no app \"%1\". See: byok-relay apps list").arg(id.left(300))));
    if (!row) {
        QStringList names;
        for (const AppLimitRow &one : appLimitRows())
            names += QLatin1StringView(one.name);
        return done(VerbReply::refused(QStringLiteral("There is no limit \"%1\". There are: %2.")
                                           .arg(request.arguments.at(1).left(60), names.join(u", "))));
    }
    AppLimits limits = app->grant.limits;
    if (text == u"default") {
        limits.*row->member = std::nullopt;
    } else {
        bool number = false;
        const qint64 value = text.toLongLong(&number);
        if (!number || value < 0 || value > row->most)
            return done(VerbReply::refused(
                QStringLiteral("%1 is a whole number from 1 to %2, 0 for none, or default.")
                    .arg(QLatin1StringView(row->name))
                    .arg(row->most)));
        limits.*row->member = value;
    }
    if (const Result<> applied = m_hands.keeper.apply(limitApp(id, limits)); !applied)
        return done(VerbReply::refused(applied.error().sentence));
    const std::optional<qint64> now = limits.*row->member;
    if (request.form == OutputForm::Json) {
        return done(json({{QStringLiteral("id"), id},
                          {QStringLiteral("limit"), QLatin1StringView(row->name)},
                          {QStringLiteral("value"), now ? QJsonValue(*now) : QJsonValue(QJsonValue::Null)}}));
    }
    const QString value = !now        ? QStringLiteral("as for all apps")
                          : *now == 0 ? QStringLiteral("none")
                                      : QString::number(*now);
    done(VerbReply::said(QStringLiteral("%1, %2: %3.\n").arg(id, QLatin1StringView(row->name), value)));
}

void Verbs::appsKey(const VerbRequest &request, const Done &done)
{
    const QString id = appIdFrom(request.arguments.at(0), *m_hands.keeper.current());
    const QString &provider = request.arguments.at(1);
    if (const Result<> known = checkProviders({provider}, m_hands.catalog); !known)
        return done(VerbReply::refused(known.error().sentence));
    if (const Result<> applied = m_hands.keeper.apply(chooseKey(id, provider, request.label)); !applied)
        return done(VerbReply::refused(applied.error().sentence));
    if (request.form == OutputForm::Json) {
        return done(json({{QStringLiteral("id"), id},
                          {QStringLiteral("provider"), provider},
                          {QStringLiteral("label"), request.label.isEmpty() ? QJsonValue(QJsonValue::Null)
                                                                            : QJsonValue(request.label)}}));
    }
    done(
        VerbReply::said(request.label.isEmpty()
                            ? QStringLiteral("%1 uses your usual key for %2 from now on.\n").arg(id, provider)
                            : QStringLiteral("%1 uses your key \"%2\" for %3 from now on.\n")
                                  .arg(id, request.label, provider)));
}

} // namespace byok
