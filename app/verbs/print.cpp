// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"

#include <QDateTime>
#include <QJsonDocument>

namespace byok {

QString printable(const QString &text)
{
    QString safe = text;
    for (QChar &c : safe) {
        if (!c.isPrint() && !c.isSurrogate())
            c = u'?';
    }
    return safe;
}

QString columns(const QList<QStringList> &lines)
{
    QList<qsizetype> widths;
    for (const QStringList &line : lines) {
        widths.resize(qMax(widths.size(), line.size()));
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = qMax(widths[i], line[i].size());
    }
    QString text;
    for (const QStringList &line : lines) {
        QString row;
        for (qsizetype i = 0; i < line.size(); ++i) {
            row += printable(line[i]);
            if (i + 1 < line.size())
                row += QString(widths[i] - line[i].size() + 2, u' ');
        }
        text += row + u'\n';
    }
    return text;
}

VerbReply json(const QJsonObject &object)
{
    return {0, Secret::copyOf(QJsonDocument(object).toJson(QJsonDocument::Indented)), {}};
}

QString dayOf(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().date().toString(Qt::ISODate) : QStringLiteral("never");
}

QString providersOf(const QStringList &providers)
{
    return providers.isEmpty() ? QStringLiteral("all") : providers.join(u", ");
}

Result<> checkProviders(const QStringList &providers, const ProviderCatalog &catalog)
{
    for (const QString &id : providers) {
        if (!catalog.find(id))
            return Failure{
                QStringLiteral("There is no provider \"%1\". Known: %2.").arg(id, catalog.idList())};
    }
    return Nothing{};
}

QString grantInWords(const Grant &grant)
{
    QStringList more;
    if (!grant.models.isEmpty())
        more += QStringLiteral("models %1").arg(grant.models.join(u", "));
    if (grant.paths == PathScope::WholeApi)
        more += QStringLiteral("every path");
    const QString providers = grant.providers.isEmpty() ? QStringLiteral("every provider that has a key")
                                                        : grant.providers.join(u", ");
    return more.isEmpty() ? providers : QStringLiteral("%1 (%2)").arg(providers, more.join(u"; "));
}

QString lastsOf(const AppEntry &app, const QDateTime &now)
{
    if (!app.isInForce(now))
        return QStringLiteral("ended %1").arg(dayOf(app.endsAt));
    if (app.paused)
        return QStringLiteral("paused");
    if (app.endsAt.isValid())
        return QStringLiteral("until %1").arg(dayOf(app.endsAt));
    return app.grant.duration == GrantDuration::ThisSession ? QStringLiteral("this session")
                                                            : QStringLiteral("until revoked");
}

} // namespace byok
