// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/json_place.h"
#include "relay/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace byok {

/// Reads the fields of a JSON text and remembers the first thing that is wrong with it, with its place. After
/// a fault every read yields a default, so that the code that reads stays straight. Made and used within one
/// function; views the text and the name that it is given.
class JsonReader
{
public:
    /// `json` must have been accepted by QJsonDocument before a field is read of it.
    JsonReader(const QByteArray &json, const QString &sourceName)
        : m_json(json)
        , m_sourceName(sourceName)
    {
    }

    [[nodiscard]] bool failed() const { return m_fault.has_value(); }
    /// The first thing that was wrong.
    [[nodiscard]] Failure failure() const { return m_fault.value_or(Failure{}); }

    void failAtLine(int line, const QString &what);
    void fail(const JsonPath &path, const QString &what) { failAtLine(jsonLineOf(m_json, path), what); }

    /// Nothing but these fields.
    void allow(const JsonPath &path, const QJsonObject &object, const QList<QLatin1StringView> &known);
    /// These fields, whatever is in them.
    void require(const JsonPath &path, const QJsonObject &object,
                 std::initializer_list<QLatin1StringView> fields);
    QString string(const JsonPath &path, const QJsonObject &object, QLatin1StringView key,
                   const QString &fallback);
    QString requiredString(const JsonPath &path, const QJsonObject &object, QLatin1StringView key);
    /// Missing: `fallback`.
    bool boolean(const JsonPath &path, const QJsonObject &object, QLatin1StringView key, bool fallback);
    /// Missing or null: an invalid date.
    QDateTime date(const JsonPath &path, const QJsonObject &object, QLatin1StringView key);
    /// A whole number from `least` to `most`; -1 after a fault.
    qint64 integer(const JsonPath &path, const QJsonValue &value, qint64 least, qint64 most,
                   const QString &name);
    /// The texts of a list, none of them empty; none where it is missing.
    QStringList strings(const JsonPath &path, const QJsonObject &object, QLatin1StringView key);
    /// The texts of an object by their names, neither of them empty; none where it is missing.
    QMap<QString, QString> texts(const JsonPath &path, const QJsonObject &object, QLatin1StringView key);
    /// The objects of a list; none where it is missing.
    QList<QJsonObject> objects(const QJsonObject &root, QLatin1StringView key);

    /// The one of `values` whose name(value) stands there; the first one where none does, which is a fault.
    template <typename T>
    T oneOf(const JsonPath &path, const QJsonObject &object, QLatin1StringView key,
            std::initializer_list<T> values, QString (*name)(T))
    {
        const QString text = requiredString(path, object, key);
        QStringList names;
        for (const T value : values) {
            names.append(QLatin1Char('"') + name(value) + QLatin1Char('"'));
            if (text == name(value))
                return value;
        }
        fail(JsonPath(path) << key, QStringLiteral("“%1” must be one of: %2.")
                                        .arg(QString(key), names.join(QLatin1StringView(", "))));
        return *values.begin();
    }

private:
    static QString nameOf(const JsonPath &path);

    const QByteArray &m_json;
    const QString &m_sourceName;
    std::optional<Failure> m_fault;
};

} // namespace byok
