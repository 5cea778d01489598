// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/provider_catalog.h"

#include "relay/json_place.h"
#include "relay/providers/provider_rules.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// Whose file is read: what the relay ships is held to https, the person may point a provider anywhere.
enum class Author { Shipped, Person };

constexpr std::array<std::pair<const char *, ProviderSite>, 3> sites{{
    {"remote", ProviderSite::Remote},
    {"local", ProviderSite::Local},
    {"built-in", ProviderSite::BuiltIn},
}};

constexpr std::array<std::pair<const char *, AuthScheme>, 6> schemes{{
    {"none", AuthScheme::None},
    {"bearer", AuthScheme::Bearer},
    {"token", AuthScheme::Token},
    {"header", AuthScheme::Header},
    {"query", AuthScheme::Query},
    {"basic", AuthScheme::Basic},
}};

constexpr std::array<std::pair<const char *, AppFact>, 2> appFacts{{
    {"referrer", AppFact::Referrer},
    {"name", AppFact::Name},
}};

bool fits(const QString &text, const QRegularExpression &form)
{
    return form.match(text).hasMatch();
}

/// Reads one file into providers; remembers the first fault, after which everything else is of no
/// consequence.
class Reader
{
public:
    Reader(const QByteArray &json, const QString &sourceName, Author author)
        : m_json(json)
        , m_sourceName(sourceName)
        , m_author(author)
    {
    }

    /// `providers` with the file laid over it.
    Result<QList<Provider>> over(QList<Provider> providers)
    {
        const QJsonArray entries = readEntries();
        QSet<QString> seen;
        for (m_index = 0; m_index < entries.size() && !m_fault; ++m_index)
            readEntry(entries.at(m_index), seen, providers);
        if (m_fault)
            return *m_fault;
        return providers;
    }

private:
    void failAtLine(int line, const QString &what)
    {
        if (!m_fault)
            m_fault = Failure{u"%1, line %2: %3"_s.arg(m_sourceName).arg(line).arg(what)};
    }
    void fail(const QString &field, const QString &what)
    {
        const QString who =
            m_id.isEmpty() ? u"entry %1 of “providers”"_s.arg(m_index + 1) : u"provider “%1”"_s.arg(m_id);
        failAtLine(jsonLineOf(m_json, {u"providers"_s, m_index, field}),
                   u"%1: “%2” %3."_s.arg(who, field.left(60), what));
    }

    QJsonArray readEntries()
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(m_json, &error);
        if (error.error != QJsonParseError::NoError) {
            failAtLine(jsonLineAt(m_json, error.offset), u"this is not JSON: %1."_s.arg(error.errorString()));
            return {};
        }
        if (const std::optional<JsonDoubledKey> doubled = jsonDoubledKey(m_json)) {
            failAtLine(doubled->line,
                       u"the field “%1” is there twice; take one out."_s.arg(doubled->key.left(60)));
            return {};
        }
        const QJsonObject root = document.object();
        for (const QString &key : root.keys()) {
            if (key != "providers"_L1 && key != "$schema"_L1)
                failAtLine(
                    jsonLineOf(m_json, {key}),
                    u"the field “%1” is not known here; there is only “providers”."_s.arg(key.left(60)));
        }
        if (root.contains("$schema"_L1) && !root.value("$schema"_L1).isString())
            failAtLine(jsonLineOf(m_json, {u"$schema"_s}), u"“$schema” must be a text."_s);
        if (!root.value("providers"_L1).isArray())
            failAtLine(jsonLineOf(m_json, {u"providers"_s}),
                       u"“providers” must be a list: {\"providers\": [ … ]}."_s);
        return root.value("providers"_L1).toArray();
    }

    void readEntry(const QJsonValue &value, QSet<QString> &seen, QList<Provider> &providers)
    {
        m_id.clear();
        if (!value.isObject()) {
            failAtLine(jsonLineOf(m_json, {u"providers"_s, m_index}),
                       u"entry %1 of “providers” must be an object in { }."_s.arg(m_index + 1));
            return;
        }
        m_entry = value.toObject();
        const QString id = m_entry.value("id"_L1).toString();
        if (!isProviderId(id)) {
            fail(u"id"_s,
                 u"must be a name of 1 to 40 small letters, digits and '-', such as \"my-provider\""_s);
            return;
        }
        m_id = id;
        if (seen.contains(id))
            fail(u"id"_s, u"is there twice"_s);
        seen.insert(id);

        const auto known = std::ranges::find(providers, id, &Provider::id);
        if (known != providers.end()) {
            if (known->site == ProviderSite::BuiltIn)
                fail(u"id"_s, u"names the relay's own provider, which cannot be changed"_s);
            readFields(*known);
            return;
        }
        Provider provider;
        provider.id = id;
        provider.name = id;
        readFields(provider);
        if (provider.inferencePaths.isEmpty())
            fail(u"inference_paths"_s, u"is missing: list the paths that apps may use, such as [\"/v1\"]"_s);
        providers.append(provider);
    }

    void readFields(Provider &provider)
    {
        for (const QString &field : m_entry.keys()) {
            if (m_fault)
                return;
            readField(provider, field, m_entry.value(field));
        }
        if (provider.auth != AuthScheme::Header && provider.auth != AuthScheme::Query)
            provider.authField.clear();
        else if (m_entry.contains("auth"_L1) && !m_entry.contains("auth_field"_L1))
            fail(u"auth"_s,
                 u"“%1” needs “auth_field”, the name that the key goes under"_s.arg(text("auth"_L1)));
        if (provider.auth == AuthScheme::Header)
            provider.authField = provider.authField.toLower();
        if (provider.auth == AuthScheme::Header && isFramingField(provider.authField))
            fail(u"auth_field"_s, u"cannot be a field that the connection itself needs"_s);
        if (m_entry.contains("base_url"_L1) || m_entry.contains("site"_L1))
            checkPlace(provider);
    }

    void readField(Provider &provider, const QString &field, const QJsonValue &value)
    {
        if (field == "id"_L1)
            return;
        if (field == "name"_L1)
            provider.name = readText(field, value, 60);
        else if (field == "site"_L1)
            provider.site = oneOf(field, value, sites);
        else if (field == "base_url"_L1)
            provider.baseUrl = readBaseUrl(value);
        else if (field == "auth"_L1)
            provider.auth = oneOf(field, value, schemes);
        else if (field == "auth_field"_L1)
            provider.authField = readFieldName(field, value);
        else if (field == "extra_fields"_L1)
            provider.extraFields = readExtraFields(value);
        else if (field == "app_fields"_L1)
            provider.appFields = readAppFields(field, value);
        else if (field == "own_url_fields"_L1)
            provider.ownUrlFields = readFieldNames(field, value);
        else if (field == "bearer_paths"_L1)
            provider.bearerPaths = readPaths(field, value);
        else if (field == "chat_path"_L1)
            provider.chatPath = readPath(field, value);
        else if (field == "inference_paths"_L1)
            provider.inferencePaths = readInferencePaths(field, value);
        else if (field == "realtime_paths"_L1)
            provider.realtimePaths = readRealtimePaths(field, value);
        else if (field == "key_patterns"_L1)
            provider.keyPatterns = readPatterns(field, value);
        else if (field == "key_hint"_L1)
            provider.keyHint = readText(field, value, 120);
        else if (field == "model_patterns"_L1)
            provider.modelPatterns = readModelPatterns(field, value);
        else if (field == "check_path"_L1)
            provider.checkPath = readPath(field, value);
        else if (field == "models_path"_L1)
            provider.modelsPath = readTarget(field, value);
        else if (field == "key_page"_L1)
            provider.keyPage = readPage(field, value);
        else if (field == "docs_url"_L1)
            provider.docsUrl = readPage(field, value).toLatin1();
        else if (field == "enabled"_L1)
            provider.enabled = readTruth(field, value);
        else
            fail(field, u"is not a field of a provider"_s);
    }

    /// Rules that need more than one field.
    void checkPlace(Provider &provider)
    {
        const QUrl url(QString::fromLatin1(provider.baseUrl));
        const bool onThisMachine = isLoopbackHost(url.host());
        switch (m_author) {
        case Author::Person:
            if (m_entry.contains("base_url"_L1))
                provider.addressBy = AddressAuthor::Person;
            if (provider.site == ProviderSite::BuiltIn)
                fail(u"site"_s, u"“built-in” is for the relay's own provider only"_s);
            if (!m_entry.contains("site"_L1))
                provider.site = onThisMachine ? ProviderSite::Local : ProviderSite::Remote;
            break;
        case Author::Shipped:
            if (!provider.baseUrl.isEmpty() && url.scheme() != "https"_L1 &&
                !(provider.site == ProviderSite::Local && onThisMachine))
                fail(u"base_url"_s, u"must begin with https://"_s);
            break;
        }
        if (provider.site == ProviderSite::Local && !provider.baseUrl.isEmpty() && !onThisMachine)
            fail(u"site"_s, u"“local” means this machine, but “base_url” names another"_s);
    }

    [[nodiscard]] QString text(QLatin1StringView field) const { return m_entry.value(field).toString(); }

    QString readText(const QString &field, const QJsonValue &value, qsizetype most)
    {
        const QString read = value.toString();
        if (read.isEmpty() || read.size() > most)
            fail(field, u"must be a text of 1 to %1 characters"_s.arg(most));
        return read;
    }

    bool readTruth(const QString &field, const QJsonValue &value)
    {
        if (!value.isBool())
            fail(field, u"must be true or false"_s);
        return value.toBool();
    }

    template <typename T, std::size_t n>
    T oneOf(const QString &field, const QJsonValue &value,
            const std::array<std::pair<const char *, T>, n> &table)
    {
        QStringList names;
        for (const auto &[name, meaning] : table) {
            if (value.toString() == QLatin1StringView(name))
                return meaning;
            names.append(QString::fromLatin1(name));
        }
        fail(field, u"must be one of: %1"_s.arg(names.join(", "_L1)));
        return table.front().second;
    }

    QByteArray readPath(const QString &field, const QJsonValue &value)
    {
        if (!isProviderPath(value.toString()))
            fail(field, u"must be a path such as \"/v1/models\""_s);
        return value.toString().toLatin1();
    }

    /// A path that may have a query of plain parameters.
    QByteArray readTarget(const QString &field, const QJsonValue &value)
    {
        static const QRegularExpression query(
            uR"(\A[A-Za-z0-9._~-]+=[A-Za-z0-9._~-]+(&[A-Za-z0-9._~-]+=[A-Za-z0-9._~-]+)*\z)"_s);
        const QString text = value.toString();
        const qsizetype mark = text.indexOf(u'?');
        if (!isProviderPath(mark < 0 ? text : text.first(mark)) ||
            (mark >= 0 && !fits(text.sliced(mark + 1), query)))
            fail(field, u"must be a path such as \"/v1/models\" or \"/v1/models?limit=1000\""_s);
        return text.toLatin1();
    }

    QList<AppField> readAppFields(const QString &field, const QJsonValue &value)
    {
        if (!value.isObject())
            fail(field, u"must be an object of header names and what they tell"_s);
        QList<AppField> fields;
        const QJsonObject object = value.toObject();
        for (const QString &key : object.keys()) {
            const QByteArray name = key.toLatin1().toLower();
            if (!isFieldName(key))
                fail(field, u"must be header names such as \"x-title\""_s);
            else if (isFramingField(name))
                fail(field, u"cannot have “%1”, which the connection itself needs"_s.arg(key));
            fields.append({name, oneOf(field, object.value(key), appFacts)});
        }
        return fields;
    }

    QList<QByteArray> readPaths(const QString &field, const QJsonValue &value)
    {
        QList<QByteArray> paths;
        for (const QJsonValue one : value.toArray()) {
            if (one.toString() != "/"_L1 && !isProviderPath(one.toString()))
                fail(field, u"must be a list of paths such as [\"/v1/chat/completions\"]"_s);
            paths.append(one.toString().toLatin1());
        }
        if (paths.isEmpty())
            fail(field, u"must be a list of at least one path, such as [\"/v1\"]"_s);
        return paths;
    }

    QList<InferencePath> readInferencePaths(const QString &field, const QJsonValue &value)
    {
        QList<InferencePath> paths;
        for (const QJsonValue one : value.toArray()) {
            const QString text = one.toString();
            const auto path = InferencePath::fromText(text.toUtf8());
            if (!path) {
                fail(
                    field,
                    u"must be a list of paths, each alone or behind GET, POST or PUT, such as [\"POST /v1/chat/completions\", \"GET /v1/models/**\"]"_s);
                return {};
            }
            paths.append(*path);
        }
        if (paths.isEmpty())
            fail(field, u"must be a list of at least one path, such as [\"/v1\"]"_s);
        return paths;
    }

    QList<QByteArray> readRealtimePaths(const QString &field, const QJsonValue &value)
    {
        QList<QByteArray> paths;
        if (!value.isArray())
            fail(field, u"must be a list of paths such as [\"/v1/realtime\"], or an empty one"_s);
        for (const QJsonValue one : value.toArray())
            paths.append(readPath(field, one));
        return paths;
    }

    QStringList readModelPatterns(const QString &field, const QJsonValue &value)
    {
        QStringList patterns;
        for (const QByteArray &pattern : readPatterns(field, value))
            patterns.append(QString::fromUtf8(pattern));
        return patterns;
    }

    QList<QByteArray> readPatterns(const QString &field, const QJsonValue &value)
    {
        if (!value.isArray())
            fail(field, u"must be a list of regular expressions"_s);
        QList<QByteArray> patterns;
        for (const QJsonValue one : value.toArray()) {
            const QRegularExpression pattern(one.toString());
            if (one.toString().isEmpty())
                fail(field, u"must be a list of regular expressions"_s);
            else if (!pattern.isValid())
                fail(field, u"has a regular expression that cannot be read: %1 at character %2"_s
                                .arg(pattern.errorString())
                                .arg(pattern.patternErrorOffset()));
            patterns.append(one.toString().toUtf8());
        }
        return patterns;
    }

    QByteArray readFieldName(const QString &field, const QJsonValue &value)
    {
        if (!isFieldName(value.toString()))
            fail(field, u"must be a name such as \"x-api-key\""_s);
        return value.toString().toLatin1();
    }

    QList<QByteArray> readFieldNames(const QString &field, const QJsonValue &value)
    {
        if (!value.isArray())
            fail(field, u"must be a list of header names such as [\"x-upload-url\"]"_s);
        QList<QByteArray> names;
        for (const QJsonValue one : value.toArray())
            names.append(readFieldName(field, one).toLower());
        return names;
    }

    HeaderFields readExtraFields(const QJsonValue &value)
    {
        const QString field = u"extra_fields"_s;
        if (!value.isObject())
            fail(field, u"must be an object of header names and values"_s);
        static const QRegularExpression valueForm(uR"(\A[!-~]([ -~]*[!-~])?\z)"_s);
        HeaderFields fields;
        const QJsonObject object = value.toObject();
        for (const QString &key : object.keys()) {
            const QString content = object.value(key).toString();
            const QByteArray name = key.toLatin1().toLower();
            if (!isFieldName(key) || !fits(content, valueForm))
                fail(field, u"must be header names with plain ASCII values"_s);
            else if (isFramingField(name))
                fail(field, u"cannot have “%1”, which the connection itself needs"_s.arg(key));
            fields.append({name, content.toLatin1()});
        }
        return fields;
    }

    QString readPage(const QString &field, const QJsonValue &value)
    {
        static const QRegularExpression form(uR"(\Ahttps://[A-Za-z0-9][!-~]*\z)"_s);
        if (!fits(value.toString(), form))
            fail(field, u"must be an address that begins with https://"_s);
        return value.toString();
    }

    QByteArray readBaseUrl(const QJsonValue &value)
    {
        const Result<QByteArray> base = checkedBaseUrl(value.toString());
        if (!base)
            fail(u"base_url"_s, base.error().sentence);
        return base ? base.value() : QByteArray();
    }

    const QByteArray &m_json;
    QString m_sourceName;
    Author m_author;
    std::optional<Failure> m_fault;
    qsizetype m_index = 0;
    QString m_id;
    QJsonObject m_entry;
};

} // namespace

Result<ProviderCatalog> ProviderCatalog::fromJson(const QByteArray &json, const QString &sourceName)
{
    Result<QList<Provider>> read = Reader(json, sourceName, Author::Shipped).over({});
    if (!read)
        return read.error();
    ProviderCatalog catalog;
    catalog.m_providers = std::move(read).value();
    return catalog;
}

Result<ProviderCatalog> ProviderCatalog::overlaid(const QByteArray &json, const QString &sourceName) const
{
    Result<QList<Provider>> read = Reader(json, sourceName, Author::Person).over(m_providers);
    if (!read)
        return read.error();
    ProviderCatalog catalog;
    catalog.m_providers = std::move(read).value();
    return catalog;
}

ProviderCatalog ProviderCatalog::builtIn()
{
    QFile file(u":/providers/providers.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program lacks its list of providers: it was not built whole.");
    Result<ProviderCatalog> catalog = fromJson(file.readAll(), u"providers.json"_s);
    if (!catalog)
        qFatal("%s", qPrintable(catalog.error().sentence));
    return std::move(catalog).value();
}

ProviderCatalog ProviderCatalog::of(QList<Provider> providers)
{
    ProviderCatalog catalog;
    catalog.m_providers = std::move(providers);
    return catalog;
}

std::optional<Provider> ProviderCatalog::find(QStringView id) const
{
    const auto found =
        std::ranges::find_if(m_providers, [id](const Provider &provider) { return provider.id == id; });
    if (found == m_providers.end())
        return std::nullopt;
    return *found;
}

QString ProviderCatalog::idList() const
{
    QStringList ids;
    for (const Provider &provider : m_providers)
        ids.append(provider.id);
    return ids.join(", "_L1);
}

} // namespace byok
