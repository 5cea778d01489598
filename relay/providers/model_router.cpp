// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/model_router.h"

#include "relay/providers/form_model.h"
#include "relay/providers/model_field.h"
#include "relay/shown_text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

RelayError refused(const QString &sentence)
{
    return {ErrorCode::InvalidArgument, sentence};
}

/// Letters, digits and what model names have between them; nothing that means something in a URL.
bool canStandInPath(QByteArrayView model)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.' || c == '@';
    };
    return !model.isEmpty() && model.front() != '.' && std::ranges::all_of(model, plain);
}

/// A prefix tells whose model it is, not what it is for: embedding models say so in their names.
ModelUse useByName(QByteArrayView model)
{
    return model.contains(QByteArrayView("embed")) ? ModelUse::Embeddings : ModelUse::Chat;
}

QByteArrayView withoutModels(QByteArrayView model)
{
    return model.startsWith("models/") ? model.sliced(7) : model;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// A glob matcher that goes back to the last `*` only, so that no pattern is slow.
bool globMatches(QByteArrayView glob, QByteArrayView text)
{
    qsizetype g = 0, t = 0, star = -1, mark = 0;
    while (t < text.size()) {
        if (g < glob.size() && glob[g] == '*') {
            star = g++;
            mark = t;
        } else if (g < glob.size() && (glob[g] == '?' || lower(glob[g]) == lower(text[t]))) {
            ++g;
            ++t;
        } else if (star >= 0) {
            g = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*')
        ++g;
    return g == glob.size();
}

bool haveRule(std::span<const QStringList> rules)
{
    return std::ranges::any_of(rules, [](const QStringList &globs) { return !globs.isEmpty(); });
}

QList<QByteArray> modelsInPath(QByteArrayView rawPath)
{
    QList<QByteArray> models;
    const QList<QByteArray> parts = rawPath.toByteArray().split('/');
    for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
        const QByteArray part = QByteArray::fromPercentEncoding(parts[i]);
        const QByteArray next = QByteArray::fromPercentEncoding(parts[i + 1]);
        const qsizetype colon = next.lastIndexOf(':');
        if (part == "deployments" || part == "engines") {
            models.append(next);
        } else if ((part == "models" || part == "tunedModels") && !next.isEmpty()) {
            // `models/M:verb` calls it. `models/M` only describes it, but for hosts where that path is the
            // call.
            models.append(colon > 0 ? next.first(colon)
                                    : QByteArray::fromPercentEncoding(parts.mid(i + 1).join('/')));
            break;
        }
    }
    return models;
}

QList<QByteArray> modelsInQuery(QByteArrayView rawQuery)
{
    QList<QByteArray> models;
    // Some servers part parameters at ';' too.
    for (const QByteArray &pair : rawQuery.toByteArray().replace(';', '&').split('&')) {
        const qsizetype equals = pair.indexOf('=');
        QByteArray name = pair.left(equals < 0 ? pair.size() : equals);
        QByteArray value = equals < 0 ? QByteArray() : pair.mid(equals + 1);
        name = QByteArray::fromPercentEncoding(name.replace('+', ' ')).toLower();
        if (name == "model" || name == "model_id" || name == "deployment")
            models.append(QByteArray::fromPercentEncoding(value.replace('+', ' ')));
    }
    return models;
}

/// Whether what is asked at this path takes its model in the query.
bool takesModelInQuery(QByteArrayView rawPath)
{
    constexpr std::array endings{"/realtime", "/listen", "/speak"};
    return std::ranges::any_of(endings, [rawPath](const char *ending) { return rawPath.endsWith(ending); });
}

} // namespace

QList<ModelPattern> builtInModelPatterns()
{
    return {
        {u"^(gpt-|o[1-9]|chatgpt-)"_s, u"openai"_s, ModelUse::Chat},
        {u"^text-embedding-"_s, u"openai"_s, ModelUse::Embeddings},
        {u"^claude-"_s, u"anthropic"_s, ModelUse::Chat},
        {u"^gemini-"_s, u"google"_s, ModelUse::Chat},
        {u"^(llama|mixtral-|gemma-|qwen-)"_s, u"groq"_s, ModelUse::Chat},
        {u"^(mistral-|codestral-|open-mistral)"_s, u"mistral"_s, ModelUse::Chat},
    };
}

ModelRouter::ModelRouter(const QStringList &providers, const QList<ModelPattern> &custom,
                         const LocalModels &localModels)
    : m_providers(providers)
    , m_localModels(localModels)
{
    for (const ModelPattern &row : builtInModelPatterns() + custom) {
        QRegularExpression expression(row.pattern, QRegularExpression::CaseInsensitiveOption);
        if (!expression.isValid())
            continue;
        m_patterns.append(row);
        m_expressions.append(std::move(expression));
    }
}

ModelRouter ModelRouter::of(const QList<Provider> &providers, const LocalModels &localModels)
{
    QStringList ids;
    QList<ModelPattern> custom;
    for (const Provider &provider : providers) {
        ids.append(provider.id);
        for (const QString &pattern : provider.modelPatterns)
            // Anchored, so that whoever reads GET /models matches as we do.
            custom.append({u"^(?:"_s + pattern + u')', provider.id, std::nullopt});
    }
    return {ids, custom, localModels};
}

std::optional<RoutedModel> ModelRouter::byPrefix(QByteArrayView model) const
{
    const qsizetype slash = model.indexOf('/');
    const QString prefix = slash > 0 ? QString::fromUtf8(model.first(slash)) : QString();
    if (!m_providers.contains(prefix))
        return std::nullopt;
    const QByteArray rest = model.sliced(slash + 1).toByteArray();
    return RoutedModel{prefix, rest, useByName(rest)};
}

std::optional<RoutedModel> ModelRouter::byPattern(QByteArrayView model) const
{
    const QString text = QString::fromUtf8(model);
    for (qsizetype i = 0; i < m_patterns.size(); ++i) {
        const auto match = m_expressions[i].match(text, 0, QRegularExpression::NormalMatch,
                                                  QRegularExpression::AnchorAtOffsetMatchOption);
        if (match.hasMatch())
            return RoutedModel{m_patterns[i].provider, model.toByteArray(),
                               m_patterns[i].use.value_or(useByName(model))};
    }
    return std::nullopt;
}

std::optional<RoutedModel> ModelRouter::onThisMachine(QByteArrayView model, const Usable &usable) const
{
    for (const QString &provider : m_localModels.value(model.toByteArray())) {
        if (!usable || usable(provider))
            return RoutedModel{provider, model.toByteArray(), useByName(model)};
    }
    return std::nullopt;
}

bool ModelRouter::hasPrefix(QByteArrayView model) const
{
    return byPrefix(model).has_value();
}

Result<RoutedModel, RelayError> ModelRouter::route(QByteArrayView model, const Usable &usable) const
{
    if (const auto named = byPrefix(model)) {
        if (named->model.isEmpty())
            return refused(u"“%1” names a provider and no model."_s.arg(shownName(model)));
        return *named;
    }
    const auto matched = byPattern(model);
    if (matched && (!usable || usable(matched->provider)))
        return *matched;
    if (const auto local = onThisMachine(model, usable))
        return *local;
    if (matched)
        return *matched; // what is missing there is told by whoever asks there
    return RelayError{
        ErrorCode::ModelNotFound,
        u"Cannot tell which provider has the model “%1”. Put the provider in front of it, as in \"openai/%1\". Providers: %2."_s
            .arg(shownName(model), m_providers.join(u", "_s))};
}

Result<QByteArray, RelayError> unifiedPath(const Provider &provider, const RoutedModel &routed)
{
    QByteArray path = provider.chatPath;
    if (routed.use == ModelUse::Embeddings) {
        static constexpr QByteArrayView chat = "/chat/completions";
        static constexpr QByteArrayView generate = ":generateContent";
        if (path.endsWith(chat))
            path = path.chopped(chat.size()) + "/embeddings";
        else if (path.endsWith(generate))
            path = path.chopped(generate.size()) + ":embedContent";
        else
            path.clear();
    }
    if (path.isEmpty())
        return refused(u"%1 has no %2 endpoint; call its own path below /relay/%3/."_s.arg(
            provider.name, routed.use == ModelUse::Chat ? u"chat"_s : u"embeddings"_s, provider.id));
    if (!path.contains("{model}"))
        return path;
    const QByteArrayView model = withoutModels(routed.model);
    if (!canStandInPath(model))
        return refused(
            u"“%1” is not a model's name that %2 takes."_s.arg(shownName(routed.model), provider.name));
    return path.replace("{model}", model.toByteArray());
}

QList<QByteArray> modelsInTarget(QByteArrayView rawPath, QByteArrayView rawQuery)
{
    return modelsInPath(rawPath) + modelsInQuery(rawQuery);
}

QList<QByteArray> modelsNamedByTarget(QByteArrayView rawPath, QByteArrayView rawQuery)
{
    return takesModelInQuery(rawPath) ? modelsInTarget(rawPath, rawQuery) : modelsInPath(rawPath);
}

bool modelAllowed(const QStringList &globs, QByteArrayView model)
{
    return globs.isEmpty() || std::ranges::any_of(globs, [&](const QString &glob) {
               const QByteArray bytes = glob.trimmed().toUtf8();
               return globMatches(bytes, model) || globMatches(bytes, withoutModels(model));
           });
}

RequestModels readModels(QByteArrayView rawPath, QByteArrayView rawQuery, QByteArrayView body,
                         QByteArrayView contentEncoding, QByteArrayView contentType)
{
    const QList<QByteArray> inTarget = modelsInTarget(rawPath, rawQuery); // each may forbid
    const QList<QByteArray> byTarget = modelsNamedByTarget(rawPath, rawQuery);
    if (body.isEmpty())
        return {.named = inTarget, .path = byTarget, .plain = {}};
    const BodyModels inBody = isMultipartForm(contentType)
                                  ? readFormModels(body, contentType, contentEncoding)
                                  : readModels(body, contentEncoding);
    if (!inBody.all)
        return {.named = inBody.all.error(), .path = byTarget, .plain = inBody.plain};
    if (byTarget.isEmpty() && inBody.all.value().isEmpty())
        return {.named = refused(u"Only certain models may be used here, and this request names none."_s),
                .path = byTarget,
                .plain = inBody.plain};
    return {.named = inTarget + inBody.all.value(), .path = byTarget, .plain = inBody.plain};
}

NamedModels modelsNamed(QByteArrayView rawPath, QByteArrayView rawQuery, QByteArrayView body,
                        QByteArrayView contentEncoding)
{
    return readModels(rawPath, rawQuery, body, contentEncoding).named;
}

Result<Nothing, RelayError> judgeModels(std::span<const QStringList> rules, const NamedModels &named)
{
    if (!haveRule(rules))
        return Nothing{};
    if (!named)
        return named.error();
    for (const QByteArray &model : named.value()) {
        for (const QStringList &globs : rules) {
            if (!modelAllowed(globs, model))
                return RelayError{ErrorCode::ModelRefused,
                                  u"The model “%1” is not allowed here. Allowed: %2."_s.arg(
                                      shownName(model), globs.join(u", "_s)),
                                  -1, AllowedModels{globs}};
        }
    }
    return Nothing{};
}

Result<Nothing, RelayError> judgeModels(std::span<const QStringList> rules, QByteArrayView rawPath,
                                        QByteArrayView rawQuery, QByteArrayView body,
                                        QByteArrayView contentEncoding)
{
    if (!haveRule(rules)) // what nobody asks about is not read
        return Nothing{};
    return judgeModels(rules, modelsNamed(rawPath, rawQuery, body, contentEncoding));
}

} // namespace byok
