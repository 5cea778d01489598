// SPDX-License-Identifier: Apache-2.0
#include "relay/api/yaml_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace byok {

namespace {

/// What YAML's double quotes cannot hold as it is, or what editors take for the end of a line
/// (YAML 1.2, 5.1).
bool wantsEscape(QChar c)
{
    const char16_t code = c.unicode();
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029 ||
           code == 0xfeff || code == 0xfffe || code == 0xffff;
}

QByteArray quoted(const QString &text)
{
    QString inside;
    inside.reserve(text.size() + 2);
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            inside.append(u'\\').append(c);
        else if (wantsEscape(c))
            inside.append(QStringLiteral("\\u%1").arg(ushort(c.unicode()), 4, 16, QLatin1Char('0')));
        else
            inside.append(c);
    }
    return '"' + inside.toUtf8() + '"';
}

/// A value that stands on the line where its name or its dash is.
QByteArray onOneLine(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return quoted(value.toString());
    case QJsonValue::Bool:
        return value.toBool() ? "true" : "false";
    case QJsonValue::Double: // JSON writes numbers as YAML reads them
        return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).chopped(1).sliced(1);
    case QJsonValue::Array:
        return "[]";
    case QJsonValue::Object:
        return "{}";
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return "null";
}

bool isBlock(const QJsonValue &value)
{
    return (value.isArray() && !value.toArray().isEmpty()) ||
           (value.isObject() && !value.toObject().isEmpty());
}

void writeBlock(const QJsonValue &value, qsizetype indent, QByteArray &out);

/// What follows a name or a dash: on its line, or as a block below it.
void writeAfter(const QJsonValue &value, qsizetype indent, QByteArray &out)
{
    if (isBlock(value)) {
        out += '\n';
        writeBlock(value, indent, out);
    } else {
        out += ' ' + onOneLine(value) + '\n';
    }
}

void writeBlock(const QJsonValue &value, qsizetype indent, QByteArray &out)
{
    constexpr qsizetype step = 2;
    const QByteArray margin(indent, ' ');
    if (value.isArray()) {
        for (const QJsonValue element : value.toArray()) {
            out += margin + '-';
            writeAfter(element, indent + step, out);
        }
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field) {
        out += margin + quoted(field.key()) + ':';
        writeAfter(field.value(), indent + step, out);
    }
}

} // namespace

QByteArray toYaml(const QJsonValue &value)
{
    QByteArray out;
    if (isBlock(value))
        writeBlock(value, 0, out);
    else
        out = onOneLine(value) + '\n';
    return out;
}

} // namespace byok
