// SPDX-License-Identifier: Apache-2.0
#include "app/key_search.h"

#include "relay/providers/key_shape.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 largestFile = 1024 * 1024;
constexpr qsizetype shortestKey = 10;
constexpr qsizetype deepestJson = 64;

/// By which names people know a provider, besides its id.
constexpr std::array<std::pair<QLatin1StringView, QLatin1StringView>, 16> aliases{{
    {"anthropic"_L1, "CLAUDE"_L1},
    {"azure-openai"_L1, "AZURE"_L1},
    {"cohere"_L1, "CO"_L1},
    {"elevenlabs"_L1, "ELEVEN"_L1},
    {"elevenlabs"_L1, "XI"_L1},
    {"google"_L1, "GEMINI"_L1},
    {"google"_L1, "GOOGLE_GENERATIVE_AI"_L1},
    {"huggingface"_L1, "HF"_L1},
    {"huggingface"_L1, "HUGGINGFACEHUB"_L1},
    {"huggingface"_L1, "HUGGING_FACE"_L1},
    {"huggingface"_L1, "HUGGING_FACE_HUB"_L1},
    {"mistral"_L1, "MISTRALAI"_L1},
    {"perplexity"_L1, "PERPLEXITYAI"_L1},
    {"perplexity"_L1, "PPLX"_L1},
    {"together"_L1, "TOGETHERAI"_L1},
    {"xai"_L1, "GROK"_L1},
}};

constexpr std::array<QLatin1StringView, 6> endings{
    {"_API_KEY"_L1, "_API_TOKEN"_L1, "_APIKEY"_L1, "_KEY"_L1, "_TOKEN"_L1, ""_L1}};

/// Where tools keep keys, below the home folder. `names`: what the one value of a file that is nothing else
/// is called; empty: the file says.
struct KnownFile
{
    QLatin1StringView path;
    QLatin1StringView names = {};
};
constexpr std::array<KnownFile, 24> knownFiles{{
    {".env"_L1},
    {".codex/auth.json"_L1},
    {".claude/settings.json"_L1},
    {".gemini/.env"_L1},
    {".aider.conf.yml"_L1},
    {".config/io.datasette.llm/keys.json"_L1},
    {"Library/Application Support/io.datasette.llm/keys.json"_L1},
    {".local/share/opencode/auth.json"_L1},
    {".config/aichat/config.yaml"_L1},
    {".config/mods/mods.yml"_L1},
    {".config/shell_gpt/.sgptrc"_L1},
    {".config/crush/crush.json"_L1},
    {".config/goose/config.yaml"_L1},
    {".continue/.env"_L1},
    {".continue/config.yaml"_L1},
    {".continue/config.json"_L1},
    {".cache/huggingface/token"_L1, "HF_TOKEN"_L1},
    {".profile"_L1},
    {".bash_profile"_L1},
    {".bashrc"_L1},
    {".zshenv"_L1},
    {".zprofile"_L1},
    {".zshrc"_L1},
    {".config/fish/config.fish"_L1},
}};

QString say(const char *text)
{
    return QCoreApplication::translate("KeySearch", text);
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

/// "openai-api-key" and "OPENAI_API_KEY" are one name.
QString plainName(const QString &name)
{
    QString plain = name.toUpper();
    for (QChar &c : plain) {
        if (!c.isLetterOrNumber())
            c = u'_';
    }
    return plain;
}

QStringList stemsOf(const Provider &provider)
{
    QStringList stems{plainName(provider.id)};
    for (const auto &[id, stem] : aliases) {
        if (id == provider.id)
            stems.append(stem);
    }
    return stems;
}

/// How much of `plain` names this provider, from its end: the longer the surer; 0: it does not.
qsizetype namedBy(const QString &plain, const Provider &provider)
{
    qsizetype best = 0;
    for (const QString &stem : stemsOf(provider)) {
        for (const QLatin1StringView ending : endings) {
            const QString whole = stem + ending;
            if (plain == whole || plain.endsWith(u'_' + whole))
                best = std::max(best, whole.size());
        }
    }
    return best;
}

/// "sk-your-key-here" has every provider's shape and is nobody's key: real ones have digits and many letters.
bool looksReal(const Secret &value)
{
    std::array<bool, 256> seen{};
    bool digit = false;
    for (const char c : value.expose()) {
        const auto code = static_cast<unsigned char>(c);
        if (code <= 0x20 || code >= 0x7f)
            return false;
        seen.at(code) = true;
        digit = digit || (c >= '0' && c <= '9');
    }
    return digit && std::ranges::count(seen, true) >= 8;
}

/// Of providers that say nothing of their keys: a word of letters, digits, dashes, dots and underscores.
bool looksLikeSomeKey(const Secret &value)
{
    return value.size() >= 20 && std::ranges::all_of(value.expose(), isNameCharacter);
}

bool canHaveKey(const Provider &provider)
{
    return provider.needsKey() && !provider.baseUrl.isEmpty();
}

/// Splits lines of "name = value" in the manners of many tools.
class LineReader
{
public:
    explicit LineReader(QByteArrayView bytes)
        : m_rest(bytes)
    {
        constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
        if (m_rest.startsWith(byteOrderMark))
            m_rest = m_rest.sliced(byteOrderMark.size());
    }

    QList<NamedValue> values()
    {
        int line = 0;
        while (!m_rest.isEmpty()) {
            ++line;
            const qsizetype end = m_rest.indexOf('\n');
            read(end < 0 ? m_rest : m_rest.first(end), line);
            m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
        }
        return m_values;
    }

private:
    void read(QByteArrayView text, int line)
    {
        const auto solid = std::ranges::find_if(text, [](char c) { return c != ' ' && c != '\t'; });
        const auto indent = solid - text.begin();
        text = text.trimmed();
        if (text.isEmpty() || text.startsWith('#') || text.startsWith(';'))
            return;
        if (text.startsWith('[') && text.endsWith(']')) { // a table of TOML
            m_table = QString::fromUtf8(text.sliced(1, text.size() - 2));
            return;
        }
        bool wordsAlone = false; // fish and csh: a blank stands between name and value
        for (const QByteArrayView start :
             {QByteArrayView("export "), QByteArrayView("declare -x "), QByteArrayView("typeset -x "),
              QByteArrayView("$env:"), QByteArrayView("- ")}) {
            if (text.startsWith(start))
                text = text.sliced(start.size()).trimmed();
        }
        for (const QByteArrayView start : {QByteArrayView("set "), QByteArrayView("setenv ")}) {
            if (!text.startsWith(start))
                continue;
            text = text.sliced(start.size()).trimmed();
            wordsAlone = true;
            while (text.startsWith('-') && text.contains(' ')) // -gx, --export
                text = text.sliced(text.indexOf(' ')).trimmed();
        }
        const char quote =
            !text.isEmpty() && (text.front() == '"' || text.front() == '\'') ? text.front() : '\0';
        if (quote)
            text = text.sliced(1);
        const auto after = std::ranges::find_if_not(text, isNameCharacter);
        const QByteArrayView name = text.first(after - text.begin());
        text = text.sliced(name.size());
        if (quote && text.startsWith(quote))
            text = text.sliced(1);
        const QByteArrayView spaced = text.trimmed();
        const bool isMember = spaced.startsWith(':');
        if (name.isEmpty() || !(isMember || spaced.startsWith('=') || (wordsAlone && text != spaced)))
            return;
        const QByteArrayView value =
            valueOf(isMember || spaced.startsWith('=') ? spaced.sliced(1).trimmed() : spaced);
        while (!m_parents.isEmpty() && m_parents.constLast().first >= indent)
            m_parents.removeLast();
        if (value.isEmpty() && isMember)
            m_parents.append({indent, QString::fromUtf8(name)}); // YAML: what is indented below belongs to it
        else if (value.size() >= shortestKey)
            m_values.append({path(QString::fromUtf8(name)), line, Secret::copyOf(value)});
    }

    static QByteArrayView valueOf(QByteArrayView text)
    {
        if (text.isEmpty())
            return text;
        if (const char quote = text.front(); quote == '"' || quote == '\'') {
            const qsizetype end = text.indexOf(quote, 1);
            return end < 0 ? QByteArrayView() : text.sliced(1, end - 1);
        }
        const auto end = std::ranges::find_if(
            text, [](char c) { return c == ' ' || c == '\t' || c == '#' || c == ';' || c == ','; });
        return text.first(end - text.begin());
    }

    [[nodiscard]] QString path(const QString &name) const
    {
        QStringList parts;
        if (!m_table.isEmpty())
            parts.append(m_table);
        for (const auto &parent : m_parents)
            parts.append(parent.second);
        parts.append(name);
        return parts.join(u'.');
    }

    QByteArrayView m_rest;
    QString m_table;
    QList<std::pair<qsizetype, QString>> m_parents;
    QList<NamedValue> m_values;
};

/// Walks over JSON without a copy of it: QJsonDocument would leave one behind.
class JsonReader
{
public:
    explicit JsonReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    QList<NamedValue> values()
    {
        while (m_at < m_bytes.size() && m_names.size() < deepestJson) {
            const char c = m_bytes.at(m_at++);
            if (c == '\n')
                ++m_line;
            else if (c == '{' || c == '[')
                open(c == '{');
            else if (c == '}' || c == ']')
                close();
            else if (c == ',')
                m_wantsName = !m_inObject.isEmpty() && m_inObject.constLast();
            else if (c == '"')
                string();
        }
        return m_values;
    }

private:
    void open(bool object)
    {
        m_names.append(m_name);
        m_inObject.append(object);
        m_wantsName = object;
        m_name.clear();
    }
    void close()
    {
        if (m_names.isEmpty())
            return;
        m_names.removeLast();
        m_inObject.removeLast();
        m_wantsName = false;
    }
    void string()
    {
        const qsizetype start = m_at;
        bool escaped = false;
        while (m_at < m_bytes.size() && m_bytes.at(m_at) != '"') {
            const bool escape = m_bytes.at(m_at) == '\\';
            escaped = escaped || escape;
            m_at += escape ? 2 : 1;
        }
        const QByteArrayView text = m_bytes.sliced(start, std::min(m_at, m_bytes.size()) - start);
        ++m_at;
        if (m_wantsName) {
            m_name = QString::fromUtf8(text);
            m_wantsName = false;
        } else if (!escaped && text.size() >= shortestKey) { // no key has anything to escape
            m_values.append({path(), m_line, Secret::copyOf(text)});
        }
    }
    [[nodiscard]] QString path() const
    {
        QStringList parts = m_names + QStringList{m_name};
        parts.removeAll(QString());
        return parts.join(u'.');
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    int m_line = 1;
    QStringList m_names; ///< of the values that m_at is within
    QList<bool> m_inObject;
    QString m_name;
    bool m_wantsName = false;
    QList<NamedValue> m_values;
};

/// Keys found so far, each once for its provider.
class Finds
{
public:
    explicit Finds(const ProviderCatalog &catalog)
        : m_catalog(catalog)
    {
    }

    void add(const NamedValue &value, const QString &place)
    {
        const Secret key = value.value.trimmed();
        const QString provider = providerOfNamedKey(value.name, key, m_catalog);
        const bool known = std::ranges::any_of(m_found, [&](const FoundKey &other) {
            return other.provider == provider && other.key.equals(key);
        });
        if (!provider.isEmpty() && !known)
            m_found.append({provider, place, key});
    }
    [[nodiscard]] const QList<FoundKey> &found() const { return m_found; }

private:
    const ProviderCatalog &m_catalog;
    QList<FoundKey> m_found;
};

/// Hands the bytes of a regular file to `use` and overwrites them.
template <typename Use>
Result<> withFile(const QString &path, Use use)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Failure{
            say(QT_TRANSLATE_NOOP("KeySearch", "There is no file %1.")).arg(QDir::toNativeSeparators(path))};
    if (!info.isFile())
        return Failure{say(QT_TRANSLATE_NOOP("KeySearch", "%1 is not a file that could be read."))
                           .arg(QDir::toNativeSeparators(path))};
    if (info.size() > largestFile)
        return Failure{
            say(QT_TRANSLATE_NOOP("KeySearch", "%1 is larger than 1 MiB, and is not searched for keys."))
                .arg(QDir::toNativeSeparators(path))};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Failure{say(QT_TRANSLATE_NOOP("KeySearch", "%1 could not be read: %2."))
                           .arg(QDir::toNativeSeparators(path), file.errorString())};
    QByteArray bytes = file.read(largestFile);
    const auto wipeBytes = qScopeGuard([&bytes] { wipe(bytes); });
    use(QByteArrayView(bytes));
    return Nothing{};
}

void addFile(Finds &finds, QByteArrayView bytes, const QString &path, const QString &shownPath)
{
    for (const NamedValue &value : namedValues(bytes, keyFileForm(path)))
        finds.add(
            value,
            say(QT_TRANSLATE_NOOP("KeySearch", "%1, line %2")).arg(shownPath, QString::number(value.line)));
}

} // namespace

KeyFileForm keyFileForm(const QString &path)
{
    return path.endsWith(".json"_L1, Qt::CaseInsensitive) ? KeyFileForm::Json : KeyFileForm::Lines;
}

QList<NamedValue> namedValues(QByteArrayView bytes, KeyFileForm form)
{
    switch (form) {
    case KeyFileForm::Lines:
        return LineReader(bytes).values();
    case KeyFileForm::Json:
        return JsonReader(bytes).values();
    }
    Q_UNREACHABLE_RETURN({});
}

QString providerOfNamedKey(const QString &name, const Secret &value, const ProviderCatalog &catalog)
{
    if (value.size() < shortestKey || !looksReal(value))
        return {};
    const QString plain = plainName(name);
    std::optional<Provider> named;
    qsizetype best = 0;
    for (const Provider &provider : catalog.all()) {
        const qsizetype length = canHaveKey(provider) ? namedBy(plain, provider) : 0;
        if (length > best) {
            best = length;
            named = provider;
        }
    }
    if (!named)
        return {};
    if (!named->keyPatterns.isEmpty() && hasShapeOf(*named, value))
        return named->id;
    QStringList owners;
    for (const Provider &provider : catalog.all()) {
        if (canHaveKey(provider) && isNamedByShape(provider, value))
            owners.append(provider.id);
    }
    if (owners.size() == 1)
        return owners.constFirst();
    const bool couldBeAny = named->keyPatterns.isEmpty() && owners.isEmpty() && looksLikeSomeKey(value);
    return couldBeAny ? named->id : QString();
}

QList<FoundKey> findKeysOnThisMachine(const QProcessEnvironment &environment, const QString &homeFolder,
                                      const ProviderCatalog &catalog)
{
    Finds finds(catalog);
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        QByteArray bytes = environment.value(name).toUtf8();
        finds.add({name, 0, Secret::takeFrom(bytes)},
                  say(QT_TRANSLATE_NOOP("KeySearch", "%1 in the environment")).arg(name));
    }
    const QDir home(homeFolder);
    for (const KnownFile &known : knownFiles) {
        const QString path = home.filePath(known.path);
        const QString shownPath = QDir::toNativeSeparators(u"~/"_s + known.path);
        // What is not there, or not to be read, is passed over.
        (void)withFile(path, [&](QByteArrayView bytes) {
            if (known.names.isEmpty())
                addFile(finds, bytes, path, shownPath);
            else
                finds.add({known.names, 0, Secret::copyOf(bytes)}, shownPath);
        });
    }
    return finds.found();
}

Result<QList<FoundKey>> keysInFile(const QString &path, const ProviderCatalog &catalog)
{
    Finds finds(catalog);
    const QString shownPath = QDir::toNativeSeparators(path);
    const Result<> read =
        withFile(path, [&](QByteArrayView bytes) { addFile(finds, bytes, path, shownPath); });
    if (!read)
        return Failure{read.error().sentence};
    if (finds.found().isEmpty())
        return Failure{
            say(QT_TRANSLATE_NOOP(
                    "KeySearch",
                    "No key was found in %1. A key is found where its name says whose it is, as in "
                    "OPENAI_API_KEY=…, and where it looks like that provider's keys."))
                .arg(shownPath)};
    return finds.found();
}

} // namespace byok
