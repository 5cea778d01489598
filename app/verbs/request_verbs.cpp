// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString timeLeft(const QDateTime &until)
{
    return QStringLiteral("%1 s").arg(std::max<qint64>(0, QDateTime::currentDateTimeUtc().secsTo(until)));
}

/// The origin, or the program as the system tells: never what the app says of itself.
QString whoOf(const ConsentRequest &request)
{
    if (request.kind == AppKind::Origin)
        return QString::fromLatin1(request.origin);
    return QStringLiteral("%1 (process %2, %3)")
        .arg(request.program.executable)
        .arg(request.program.processId)
        .arg(request.program.user);
}

/// What the app says of itself, marked as that.
QString claimOf(const AppClaim &claim)
{
    QString text = claim.name.isEmpty() ? claim.appId : claim.name;
    if (!claim.reason.isEmpty())
        text += u": "_s + claim.reason;
    return QStringLiteral("\"%1\"").arg(text);
}

QJsonObject jsonOf(const ConsentQuestion &question)
{
    const ConsentRequest &request = question.request;
    QJsonArray notes;
    for (const OriginNote &note : request.notes)
        notes += note.sentence;
    QJsonObject object{
        {QStringLiteral("id"), request.id},
        {QStringLiteral("kind"),
         request.kind == AppKind::Origin ? QStringLiteral("origin") : QStringLiteral("program")},
        {QStringLiteral("claim"),
         QJsonObject{{QStringLiteral("app_id"), request.claim.appId},
                     {QStringLiteral("app_name"), request.claim.name},
                     {QStringLiteral("reason"), request.claim.reason},
                     {QStringLiteral("providers"), QJsonArray::fromStringList(request.claim.providers)}}},
        {QStringLiteral("state"), question.state == ConsentState::Asking     ? QStringLiteral("asking")
                                  : question.state == ConsentState::Granting ? QStringLiteral("granting")
                                                                             : QStringLiteral("queued")},
        {QStringLiteral("callers"), question.callers},
        {QStringLiteral("arrived_at"), request.arrivedAt.toUTC().toString(Qt::ISODate)},
        {QStringLiteral("expires_at"), question.expiresAt.toUTC().toString(Qt::ISODate)},
        {QStringLiteral("warnings"), notes}};
    if (request.kind == AppKind::Origin) {
        object.insert(QStringLiteral("origin"), QString::fromLatin1(request.origin));
    } else {
        object.insert(QStringLiteral("program"),
                      QJsonObject{{QStringLiteral("executable"), request.program.executable},
                                  {QStringLiteral("process"), request.program.processId},
                                  {QStringLiteral("user"), request.program.user}});
    }
    return object;
}

QJsonObject jsonOf(const Grant &grant)
{
    const auto listOrAll = [](const QStringList &list) {
        return list.isEmpty() ? QJsonValue(QStringLiteral("all"))
                              : QJsonValue(QJsonArray::fromStringList(list));
    };
    return {{QStringLiteral("providers"), listOrAll(grant.providers)},
            {QStringLiteral("models"), listOrAll(grant.models)},
            {QStringLiteral("paths"), pathScopeName(grant.paths)},
            {QStringLiteral("duration"), durationName(grant.duration)}};
}

QString durationInWords(GrantDuration duration)
{
    switch (duration) {
    case GrantDuration::ThisSession:
        return QStringLiteral("until the relay ends");
    case GrantDuration::OneDay:
        return QStringLiteral("for a day");
    case GrantDuration::NinetyDays:
        return QStringLiteral("for 90 days");
    case GrantDuration::UntilRevoked:
        return QStringLiteral("until revoked");
    }
    Q_UNREACHABLE_RETURN({});
}

/// Who may not ask for days, or ever; a line each, nothing where there is nobody.
QString silencedInWords(const QList<DenialEntry> &denials)
{
    QString text;
    for (const DenialEntry &denial : denials) {
        text +=
            QStringLiteral("May not ask %1: %2\n")
                .arg(denial.silentUntil.isValid() ? QStringLiteral("until %1").arg(dayOf(denial.silentUntil))
                                                  : QStringLiteral("again"),
                     printable(denial.subject));
    }
    if (!text.isEmpty())
        text += QStringLiteral("Let one ask again: byok-relay requests forgive WHO\n");
    return text;
}

Failure noRequest(const QString &id)
{
    return {QStringLiteral("There is no request %1; it was answered, it expired, or the app left. See: "
                           "byok-relay requests list")
                .arg(id.left(40))};
}

/// What the app may have: what the person named, else what the app asked for.
Result<Grant> grantFor(Grant grant, const AppClaim &claim, const ProviderCatalog &catalog)
{
    if (grant.providers.isEmpty() && !claim.providers.isEmpty()) {
        std::ranges::copy_if(claim.providers, std::back_inserter(grant.providers),
                             [&catalog](const QString &id) { return catalog.find(id).has_value(); });
        if (grant.providers.isEmpty())
            return Failure{QStringLiteral("It asks for %1, which this relay does not know. Say what it may "
                                          "use: --providers openai,anthropic")
                               .arg(claim.providers.join(u", "))};
    }
    if (const Result<> known = checkProviders(grant.providers, catalog); !known)
        return known.error();
    return grant;
}

} // namespace

void Verbs::requestsList(const VerbRequest &request, const Done &done)
{
    const QList<ConsentQuestion> questions = m_hands.questions();
    if (request.form == OutputForm::Json) {
        QJsonArray list;
        for (const ConsentQuestion &question : questions)
            list += jsonOf(question);
        QJsonArray silenced;
        for (const DenialEntry &denial : m_hands.keeper.current()->denials) {
            silenced += QJsonObject{
                {QStringLiteral("who"), denial.subject},
                {QStringLiteral("until"), denial.silentUntil.isValid()
                                              ? QJsonValue(denial.silentUntil.toString(Qt::ISODate))
                                              : QJsonValue(QJsonValue::Null)}};
        }
        return done(json({{QStringLiteral("requests"), list}, {QStringLiteral("silenced"), silenced}}));
    }
    const QString silenced = silencedInWords(m_hands.keeper.current()->denials);
    if (questions.isEmpty())
        return done(VerbReply::said(QStringLiteral("No app waits for your answer.\n") + silenced));
    QList<QStringList> lines{{QStringLiteral("ID"), QStringLiteral("WHO"), QStringLiteral("ASKS FOR"),
                              QStringLiteral("SAYS OF ITSELF"), QStringLiteral("WAITS")}};
    QString warnings;
    for (const ConsentQuestion &question : questions) {
        const ConsentRequest &asked = question.request;
        lines += {asked.id, whoOf(asked), providersOf(asked.claim.providers), claimOf(asked.claim),
                  timeLeft(question.expiresAt)};
        for (const OriginNote &note : asked.notes)
            warnings += QStringLiteral("Request %1: %2\n").arg(asked.id, note.sentence);
    }
    done(VerbReply::said(columns(lines) + warnings + silenced));
}

void Verbs::requestsAllow(const VerbRequest &request, const Done &done)
{
    const QString id = request.arguments.constFirst();
    const QList<ConsentQuestion> questions = m_hands.questions();
    const auto found = std::ranges::find_if(
        questions, [&id](const ConsentQuestion &question) { return question.request.id == id; });
    if (found == questions.end())
        return done(VerbReply::refused(noRequest(id).sentence));
    const ConsentRequest asked = found->request;
    const Result<Grant> grant = grantFor(request.grant, asked.claim, m_hands.catalog);
    if (!grant)
        return done(VerbReply::refused(grant.error().sentence));
    m_hands.allowRequest(
        id, grant.value(),
        [self = QPointer(this), done, asked, grant = grant.value(),
         form = request.form](const Result<> &kept) {
            if (!self)
                return;
            if (!kept)
                return done(VerbReply::refused(kept.error().sentence));
            if (form == OutputForm::Json) {
                QJsonObject reply = jsonOf(grant);
                reply.insert(QStringLiteral("id"), asked.id);
                reply.insert(QStringLiteral("allowed"), true);
                return done(json(reply));
            }
            done(VerbReply::said(QStringLiteral("%1 may use %2, %3. See: byok-relay apps list\n")
                                     .arg(printable(asked.displayName()), grantInWords(grant),
                                          durationInWords(grant.duration))));
        });
}

void Verbs::requestsDeny(const VerbRequest &request, const Done &done)
{
    const QString id = request.arguments.constFirst();
    m_hands.denyRequest(
        id, request.denial,
        [self = QPointer(this), done, id, form = request.form,
         denial = request.denial](const Result<> &denied) {
            if (!self)
                return;
            if (!denied)
                return done(VerbReply::refused(denied.error().sentence));
            if (form == OutputForm::Json)
                return done(json({{QStringLiteral("id"), id}, {QStringLiteral("allowed"), false}}));
            done(VerbReply::said(denial == Denial::NeverAskAgain
                                     ? QStringLiteral("Denied; it will not ask again. To take that back: "
                                                      "byok-relay requests list, then requests forgive\n")
                                     : QStringLiteral("Denied.\n")));
        });
}

void Verbs::requestsForgive(const VerbRequest &request, const Done &done)
{
    const QString who = request.arguments.constFirst();
    const QList<DenialEntry> &denials = m_hands.keeper.current()->denials;
    if (std::ranges::find(denials, who, &DenialEntry::subject) == denials.end()) {
        return done(VerbReply::refused(
            QStringLiteral("%1 is not among those that may not ask. See: byok-relay requests list")
                .arg(printable(who.left(300)))));
    }
    m_hands.forgive(who);
    if (request.form == OutputForm::Json)
        return done(json({{QStringLiteral("who"), who}, {QStringLiteral("forgiven"), true}}));
    done(VerbReply::said(QStringLiteral("%1 may ask again.\n").arg(printable(who))));
}

} // namespace byok
