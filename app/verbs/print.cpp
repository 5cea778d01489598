// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"

#include <QDateTime>
#include <QJsonDocument>

namespace byok {

namespace {

QString printable(const QString &text)
{
    QString safe = text;
    for (QChar &c : safe) {
        if (!c.isPrint() && !c.isSurrogate())
            c = u'?';
    }
    return safe;
}

} // namespace

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

} // namespace byok
