// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/model_list.h"

#include <QDateTime>
#include <QSet>

#include <simdjson.h>

#include <algorithm>
#include <string_view>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

using Dom = simdjson::dom::element;

constexpr qsizetype longestId = 256;

QByteArray textOf(const Dom &object, std::string_view name)
{
    std::string_view text;
    if (object[name].get(text))
        return {};
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

/// What a body's `model` could say, and a person could read.
bool isId(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= longestId &&
           std::ranges::all_of(id, [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

QByteArray idOf(const Dom &entry)
{
    const QByteArray id = textOf(entry, "id");
    if (!id.isEmpty())
        return id;
    const QByteArray name = textOf(entry, "name");
    return name.startsWith("models/") ? name.sliced(7) : name;
}

qint64 createdOf(const Dom &entry)
{
    if (int64_t seconds = 0; !entry["created"].get(seconds))
        return std::max<int64_t>(0, seconds);
    const QByteArray written = textOf(entry, "created_at");
    const QDateTime moment =
        written.isEmpty() ? QDateTime() : QDateTime::fromString(QString::fromLatin1(written), Qt::ISODate);
    return moment.isValid() ? std::max<qint64>(0, moment.toSecsSinceEpoch()) : 0;
}

QByteArray parameter(const char *name, const QByteArray &value)
{
    return value.isEmpty() ? QByteArray() : name + QByteArray("=") + value.toPercentEncoding();
}

QByteArray nextPageOf(const Dom &root)
{
    if (bool more = false; !root["has_more"].get(more) && more)
        return parameter("after_id", textOf(root, "last_id"));
    if (const QByteArray google = parameter("pageToken", textOf(root, "nextPageToken")); !google.isEmpty())
        return google;
    return parameter("page_token", textOf(root, "next_page_token"));
}

/// The list itself; none where the answer has none.
std::optional<simdjson::dom::array> entriesOf(const Dom &root)
{
    simdjson::dom::array entries;
    if (!root.get(entries))
        return entries;
    for (const char *name : {"data", "models"}) {
        if (!root[name].get(entries))
            return entries;
    }
    return std::nullopt;
}

bool saysNone(const Dom &root)
{
    Dom data;
    return !root["data"].get(data) && data.is_null();
}

} // namespace

Result<ModelPage> readModelPage(QByteArrayView body)
{
    simdjson::dom::parser parser;
    Dom root;
    const simdjson::padded_string text(body.data(), static_cast<std::size_t>(body.size()));
    if (parser.parse(text).get(root))
        return Failure{u"The list of models is not valid JSON."_s};
    ModelPage page;
    if (saysNone(root))
        return page;
    const auto entries = entriesOf(root);
    if (!entries)
        return Failure{u"The answer has no list of models."_s};
    QSet<QByteArray> seen;
    for (const Dom entry : *entries) {
        const QByteArray id = idOf(entry);
        if (!isId(id) || seen.contains(id))
            continue;
        seen.insert(id);
        page.models.append({id, createdOf(entry)});
    }
    if (root.is_object())
        page.next = nextPageOf(root);
    return page;
}

} // namespace byok
