// SPDX-License-Identifier: Apache-2.0
#include "relay/json_place.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace byok {

namespace {

/// Walks a JSON text that is known to be well-formed. Never reads beyond the end, whatever it is given.
class Walker
{
public:
    explicit Walker(QByteArrayView json)
        : m_json(json)
    {
    }

    /// Offset of the deepest value of `path` that is there.
    qsizetype find(const JsonPath &path)
    {
        qsizetype place = (skipBlanks(), m_at);
        for (const auto &step : path) {
            const bool entered = std::holds_alternative<QString>(step)
                                     ? enterKey(std::get<QString>(step), &place)
                                     : enterIndex(std::get<qsizetype>(step), &place);
            if (!entered)
                break;
        }
        return place;
    }

    std::optional<JsonDoubledKey> doubledKey()
    {
        skipValue();
        return m_doubled;
    }

private:
    [[nodiscard]] char here() const { return m_at < m_json.size() ? m_json[m_at] : '\0'; }
    void skipBlanks()
    {
        while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r')
            ++m_at;
    }
    bool take(char c)
    {
        skipBlanks();
        if (here() != c)
            return false;
        ++m_at;
        return true;
    }
    QString takeString()
    {
        skipBlanks();
        const qsizetype begin = m_at;
        skipString();
        const QByteArray raw = m_json.sliced(begin, m_at - begin).toByteArray();
        return QJsonDocument::fromJson('[' + raw + ']').array().at(0).toString();
    }
    void skipString()
    {
        for (++m_at; m_at < m_json.size(); ++m_at) {
            if (m_json[m_at] == '\\')
                ++m_at;
            else if (m_json[m_at] == '"') {
                ++m_at;
                break;
            }
        }
        m_at = std::min(m_at, m_json.size());
    }
    void skipValue()
    {
        skipBlanks();
        if (here() == '"') {
            skipString();
        } else if (take('{')) {
            QSet<QString> seen;
            while (!take('}') && m_at < m_json.size()) {
                skipBlanks();
                const qsizetype place = m_at;
                const QString key = takeString();
                if (seen.contains(key) && !m_doubled)
                    m_doubled = JsonDoubledKey{key, jsonLineAt(m_json, place)};
                seen.insert(key);
                take(':');
                skipValue();
                take(',');
            }
        } else if (take('[')) {
            while (!take(']') && m_at < m_json.size()) {
                skipValue();
                take(',');
            }
        } else {
            do {
                ++m_at;
            } while (m_at < m_json.size() && QByteArrayView(",]} \t\r\n").indexOf(m_json[m_at]) < 0);
        }
    }
    bool enterKey(const QString &wanted, qsizetype *place)
    {
        if (!take('{'))
            return false;
        while (!take('}') && m_at < m_json.size()) {
            skipBlanks();
            const qsizetype keyPlace = m_at;
            const bool found = takeString() == wanted;
            take(':');
            if (found) {
                *place = keyPlace;
                return true;
            }
            skipValue();
            take(',');
        }
        return false;
    }
    bool enterIndex(qsizetype wanted, qsizetype *place)
    {
        if (!take('['))
            return false;
        for (qsizetype i = 0; !take(']') && m_at < m_json.size(); ++i) {
            skipBlanks();
            if (i == wanted) {
                *place = m_at;
                return true;
            }
            skipValue();
            take(',');
        }
        return false;
    }

    QByteArrayView m_json;
    qsizetype m_at = 0;
    std::optional<JsonDoubledKey> m_doubled;
};

} // namespace

int jsonLineAt(QByteArrayView json, qsizetype offset)
{
    const QByteArrayView before = json.first(std::clamp<qsizetype>(offset, 0, json.size()));
    return 1 + static_cast<int>(std::ranges::count(before, '\n'));
}

int jsonLineOf(QByteArrayView json, const JsonPath &path)
{
    return jsonLineAt(json, Walker(json).find(path));
}

std::optional<JsonDoubledKey> jsonDoubledKey(QByteArrayView json)
{
    return Walker(json).doubledKey();
}

} // namespace byok
