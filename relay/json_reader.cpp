// SPDX-License-Identifier: Apache-2.0
#include "relay/json_reader.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

QString JsonReader::nameOf(const JsonPath &path)
{
    if (path.isEmpty())
        return u"this file"_s;
    const QString first = std::get<QString>(path.first());
    return path.size() == 1 ? u"“%1”"_s.arg(first) : u"an entry of “%1”"_s.arg(first);
}

void JsonReader::failAtLine(int line, const QString &what)
{
    if (!m_fault)
        m_fault = Failure{u"%1, line %2: %3"_s.arg(m_sourceName).arg(line).arg(what)};
}

void JsonReader::allow(const JsonPath &path, const QJsonObject &object, const QList<QLatin1StringView> &known)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (std::ranges::find(known, it.key()) == known.end())
            fail(JsonPath(path) << it.key(),
                 u"there is no field “%1” in %2; correct its name or take it out."_s.arg(it.key().left(60),
                                                                                         nameOf(path)));
    }
}

void JsonReader::require(const JsonPath &path, const QJsonObject &object,
                         std::initializer_list<QLatin1StringView> fields)
{
    for (const QLatin1StringView field : fields) {
        if (!object.contains(field))
            fail(JsonPath(path) << field, u"%1 needs “%2”."_s.arg(nameOf(path), QString(field)));
    }
}

QString JsonReader::string(const JsonPath &path, const QJsonObject &object, QLatin1StringView key,
                           const QString &fallback)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined())
        return fallback;
    if (!value.isString())
        fail(JsonPath(path) << key, u"“%1” must be a text in quotes."_s.arg(key));
    return value.toString();
}

QString JsonReader::requiredString(const JsonPath &path, const QJsonObject &object, QLatin1StringView key)
{
    const QString text = string(path, object, key, {});
    if (text.isEmpty())
        fail(JsonPath(path) << key, u"%1 needs a “%2”."_s.arg(nameOf(path), key));
    return text;
}

bool JsonReader::boolean(const JsonPath &path, const QJsonObject &object, QLatin1StringView key,
                         bool fallback)
{
    const QJsonValue value = object.contains(key) ? object.value(key) : QJsonValue(fallback);
    if (!value.isBool())
        fail(JsonPath(path) << key, u"“%1” must be true or false."_s.arg(key));
    return value.toBool(fallback);
}

QDateTime JsonReader::date(const JsonPath &path, const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined() || value.isNull())
        return {};
    const QString text = value.toString();
    const QDateTime date = QDateTime::fromString(text, Qt::ISODateWithMs);
    // Without a zone it would mean another moment on another machine.
    if (!date.isValid() || !text.endsWith(u'Z')) {
        fail(JsonPath(path) << key,
             u"“%1” must be a date in UTC such as \"2026-01-31T12:00:00.000Z\"."_s.arg(key));
        return {};
    }
    return date.toUTC();
}

qint64 JsonReader::integer(const JsonPath &path, const QJsonValue &value, qint64 least, qint64 most,
                           const QString &name)
{
    const qint64 number = value.toInteger(-1);
    if (value.isDouble() && number >= least && number <= most)
        return number;
    fail(path, u"“%1” must be a whole number from %2 to %3."_s.arg(name).arg(least).arg(most));
    return -1;
}

QStringList JsonReader::strings(const JsonPath &path, const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined())
        return {};
    const QJsonArray array = value.toArray();
    if (!value.isArray() || !std::ranges::all_of(array, [](const QJsonValue &one) {
            return one.isString() && !one.toString().isEmpty();
        }))
        fail(JsonPath(path) << key, u"“%1” must be a list of texts."_s.arg(key));
    QStringList list;
    for (const QJsonValue &one : array)
        list.append(one.toString());
    return list;
}

QMap<QString, QString> JsonReader::texts(const JsonPath &path, const QJsonObject &object,
                                         QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined())
        return {};
    const JsonPath here = JsonPath(path) << key;
    if (!value.isObject())
        fail(here, u"“%1” must be an object in { }."_s.arg(key));
    QMap<QString, QString> read;
    const QJsonObject pairs = value.toObject();
    for (auto it = pairs.begin(); it != pairs.end(); ++it) {
        if (it.key().isEmpty() || it.value().toString().isEmpty())
            fail(JsonPath(here) << it.key(), u"“%1” must be names with a text in quotes each."_s.arg(key));
        read.insert(it.key(), it.value().toString());
    }
    return read;
}

QList<QJsonObject> JsonReader::objects(const QJsonObject &root, QLatin1StringView key)
{
    const QJsonValue value = root.value(key);
    if (value.isUndefined())
        return {};
    if (!value.isArray()) {
        fail({key}, u"“%1” must be a list in [ ]."_s.arg(key));
        return {};
    }
    QList<QJsonObject> list;
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isObject())
            fail({key, i}, u"each of “%1” must be an object in { }."_s.arg(key));
        list.append(array.at(i).toObject());
    }
    return list;
}

} // namespace byok
