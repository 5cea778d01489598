// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider.h"
#include "relay/relay_error.h"
#include "relay/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QRegularExpression>
#include <QStringList>

#include <functional>
#include <optional>
#include <span>

namespace byok {

/// What a model is asked for, which tells the path of its provider.
enum class ModelUse { Chat, Embeddings };

/// One row of the routing table: models that begin like this go there. Value.
struct ModelPattern
{
    QString pattern; ///< regular expression, matched from the model's first character, case-insensitive
    QString provider;
    std::optional<ModelUse> use; ///< none: as the model's name says

    friend bool operator==(const ModelPattern &, const ModelPattern &) = default;
};

/// The rows that every relay has, in their order: names that one provider alone uses, such as claude-*.
[[nodiscard]] QList<ModelPattern> builtInModelPatterns();

/// Where a model goes. Value.
struct RoutedModel
{
    QString provider;
    QByteArray model; ///< as the provider will see it: without the prefix
    ModelUse use = ModelUse::Chat;

    friend bool operator==(const RoutedModel &, const RoutedModel &) = default;
};

/// Which local providers, by id, have reported a model, in the catalog's order.
using LocalModels = QHash<QByteArray, QStringList>;

/// Names the provider of a model: by its prefix, else by the first pattern that fits, else by what the local
/// providers have. Immutable value, any thread.
class ModelRouter
{
public:
    /// Whether a caller could use this provider now: it may, it is on, and there is a key where one is
    /// needed.
    using Usable = std::function<bool(const QString &provider)>;

    /// Knows the built-in patterns alone.
    ModelRouter()
        : ModelRouter({}, {}, {})
    {
    }
    /// `providers`: ids that may stand as a prefix. `custom`: the person's own patterns, asked after the
    /// built-in ones; a pattern that is no regular expression is left out.
    ModelRouter(const QStringList &providers, const QList<ModelPattern> &custom,
                const LocalModels &localModels);
    /// The router of a catalog: every provider may stand as a prefix, and brings its own patterns.
    [[nodiscard]] static ModelRouter of(const QList<Provider> &providers,
                                        const LocalModels &localModels = {});

    /// Of a caller who can use what `usable` says (empty: everything): a model on this machine is found for
    /// them where they can use its provider, and goes before a pattern's provider where they cannot use that
    /// one. Fails (ModelNotFound) where no rule fits, and the sentence says how to name a provider;
    /// (InvalidArgument) for a prefix without a model.
    [[nodiscard]] Result<RoutedModel, RelayError> route(QByteArrayView model,
                                                        const Usable &usable = {}) const;
    /// Whether the model begins with a provider's id and '/'.
    [[nodiscard]] bool hasPrefix(QByteArrayView model) const;
    /// Every row in its order, for `GET /models`.
    [[nodiscard]] const QList<ModelPattern> &patterns() const { return m_patterns; }

private:
    [[nodiscard]] std::optional<RoutedModel> byPrefix(QByteArrayView model) const;
    [[nodiscard]] std::optional<RoutedModel> byPattern(QByteArrayView model) const;
    [[nodiscard]] std::optional<RoutedModel> onThisMachine(QByteArrayView model, const Usable &usable) const;

    QStringList m_providers;
    QList<ModelPattern> m_patterns;
    QList<QRegularExpression> m_expressions; ///< of m_patterns, in the same order
    LocalModels m_localModels;
};

/// The provider's path for a unified request: its chat path, or the embeddings path beside it, with `{model}`
/// filled in where the path names the model. Fails (400) where the provider has no such path, or the model
/// cannot stand in one. Pure.
[[nodiscard]] Result<QByteArray, RelayError> unifiedPath(const Provider &provider, const RoutedModel &routed);

/// The models that a raw path and query name (`/models/M:generateContent`, `/deployments/M/…`, `model=M`),
/// percent-decoded, as the provider will understand them. Pure.
[[nodiscard]] QList<QByteArray> modelsInTarget(QByteArrayView rawPath, QByteArrayView rawQuery);
/// Those of them that tell a provider which model to use: of the query only at paths that take it there
/// (`/v1/realtime`, Deepgram's `/v1/listen` and `/v1/speak`). Elsewhere a parameter that nobody reads must
/// not stand in for the model that the provider picks by itself. Pure.
[[nodiscard]] QList<QByteArray> modelsNamedByTarget(QByteArrayView rawPath, QByteArrayView rawQuery);

/// Whether a list of globs (`*` any text, `?` any one character, case-insensitive; empty list: everything)
/// allows a model. Google's "models/" in front of a model is not part of its name. Takes time in proportion
/// to glob times model. Pure.
[[nodiscard]] bool modelAllowed(const QStringList &globs, QByteArrayView model);

/// The models that a request names, or why they cannot be told. Value.
using NamedModels = Result<QList<QByteArray>, RelayError>;
/// What one reading of a request tells of its models. Value.
struct RequestModels
{
    NamedModels named;      ///< as modelsNamed()
    QList<QByteArray> path; ///< as modelsNamedByTarget()
    QByteArray plain;       ///< as BodyModels::plain
};
/// `contentType` tells a form from JSON; what it calls a form is read as one by everybody, since no form is
/// JSON too.
[[nodiscard]] RequestModels readModels(QByteArrayView rawPath, QByteArrayView rawQuery, QByteArrayView body,
                                       QByteArrayView contentEncoding, QByteArrayView contentType = {});
/// Every model in target and body; fails (400) where there is a body and no model can be read from it or the
/// target. Pure.
[[nodiscard]] NamedModels modelsNamed(QByteArrayView rawPath, QByteArrayView rawQuery, QByteArrayView body,
                                      QByteArrayView contentEncoding);
/// Judges named models by lists of globs that must each allow them. Without any rule everything passes. Pure.
[[nodiscard]] Result<Nothing, RelayError> judgeModels(std::span<const QStringList> rules,
                                                      const NamedModels &named);

/// Judges a whole request by lists of globs that must each allow it (those for all, those of the app): every
/// model in target and body. Refused (403) where one is not allowed, (400) where there is a body and no model
/// can be read from it or the target. Without any rule everything passes unread. Pure.
[[nodiscard]] Result<Nothing, RelayError> judgeModels(std::span<const QStringList> rules,
                                                      QByteArrayView rawPath, QByteArrayView rawQuery,
                                                      QByteArrayView body, QByteArrayView contentEncoding);

} // namespace byok
