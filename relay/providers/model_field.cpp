// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/model_field.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

using Dom = simdjson::dom::element;

/// How deep batch forms put their models: batch.input_config.requests.requests[].request.model.
constexpr int deepestForm = 8;
constexpr std::size_t longestModel = 256;

RelayError refused(const QString &sentence)
{
    return {ErrorCode::InvalidArgument, sentence};
}

std::optional<RelayError> encodingFault(QByteArrayView contentEncoding)
{
    if (contentEncoding.isEmpty() || contentEncoding.trimmed().compare("identity", Qt::CaseInsensitive) == 0)
        return {};
    return refused(
        u"This request's body is compressed; send it without Content-Encoding, so that its model can be read."_s);
}

QByteArray bytesOf(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

/// Some readers (Go's) match names in any case, so each spelling counts.
bool isNamed(std::string_view key, std::string_view name)
{
    return std::ranges::equal(key, name,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

/// A name that a provider will see as it is written here, byte for byte.
std::optional<RelayError> modelFault(std::string_view model)
{
    const bool odd = std::ranges::any_of(model, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '"' || c == '\\';
    });
    if (model.empty())
        return refused(u"The model's name is empty."_s);
    if (odd || model.size() > longestModel)
        return refused(
            u"The model's name has characters that no model has, or is longer than %1 bytes."_s.arg(
                longestModel));
    return {};
}

/// The whole text, checked to its last byte: the other reader skips what it is not asked for unseen.
struct WholeJson
{
    simdjson::dom::parser parser;
    Dom root;

    [[nodiscard]] std::optional<RelayError> read(const simdjson::padded_string &text)
    {
        if (const auto error = parser.parse(text).get(root))
            return refused(
                u"The body is not valid JSON: %1"_s.arg(QString::fromUtf8(simdjson::error_message(error))));
        if (!root.is_object())
            return refused(u"The body must be a JSON object."_s);
        return {};
    }
};

/// Exactly one member is called `model`, in that spelling.
std::optional<RelayError> doubledModel(const Dom &root)
{
    simdjson::dom::object members;
    if (root.get(members))
        return refused(u"The body must be a JSON object."_s);
    int count = 0;
    for (const auto member : members) {
        if (!isNamed(member.key, "model"))
            continue;
        ++count;
        if (member.key != "model")
            return refused(u"The body has “%1” where “model” is meant; write it in small letters."_s.arg(
                QString::fromUtf8(bytesOf(member.key))));
    }
    if (count > 1)
        return refused(u"The body names its model twice; readers differ in which of two they take."_s);
    return {};
}

/// A name in small letters.
QByteArray folded(std::string_view key)
{
    return bytesOf(key).toLower();
}

/// Whether a member of this name tells a model, or several: "model", "fallback_models", "model_id".
bool tellsModels(const QByteArray &name)
{
    constexpr std::array endings{"model", "models", "model_id", "model_ids", "modelid", "modelids"};
    return std::ranges::any_of(endings, [&name](const char *ending) { return name.endsWith(ending); });
}

/// Whether `name` must hold a model or a list of them, so that anything else there is refused.
bool mustBeAModel(const QByteArray &name)
{
    return name == "model" || name == "models" || name == "model_id";
}

/// Gathers the models of a request, and refuses what puts one where it cannot be seen.
class ModelCollector
{
public:
    QList<QByteArray> models;
    std::optional<RelayError> fault;

    void collect(const Dom &element, int depth) { walk(element, depth, Place::Request); }

private:
    /// What an object stands for in its request, and so which of its members can carry models.
    enum class Place {
        Request,        ///< a request, or a part of one
        Audio,          ///< how a session hears and speaks
        Tool,           ///< a tool or plugin that the model may use
        ToolParameters, ///< what a tool is set to; or the schema of a function's arguments
        ModelTable,     ///< each member is a model's name
        Fallback,       ///< what is asked where the first model fails: a request, or a model's name
    };

    /// Where a member of `place` leads; none where it carries no models.
    static std::optional<Place> within(Place place, const QByteArray &name)
    {
        const auto isOneOf = [&name](auto names) {
            return std::ranges::any_of(names, [&name](const char *one) { return name == one; });
        };
        switch (place) {
        case Place::ModelTable:
        case Place::ToolParameters:
            return std::nullopt;
        case Place::Tool: // no deeper, or an argument of a function that is called "model" would count
            return name == "parameters" ? std::optional(Place::ToolParameters) : std::nullopt;
        case Place::Audio:
            if (name == "input")
                return Place::Audio;
            break;
        case Place::Request:
        case Place::Fallback:
            break;
        }
        if (name == "audio")
            return Place::Audio;
        if (name == "tools" || name == "plugins")
            return Place::Tool;
        if (name.endsWith("fallbacks"))
            return Place::Fallback;
        if (isOneOf(std::to_array<const char *>(
                {"requests", "request", "params", "body", "session", "batch", "input_config", "inputconfig",
                 "generatecontentrequest", "transcription", "input_audio_transcription", "compound_custom"})))
            return Place::Request;
        return std::nullopt;
    }

    void refuse(const QString &sentence)
    {
        if (!fault)
            fault = refused(sentence);
    }

    void walk(const Dom &element, int depth, Place place)
    {
        if (fault)
            return;
        if (depth > deepestForm) {
            refuse(u"The body's list of requests is nested too deeply."_s);
            return;
        }
        std::string_view text;
        simdjson::dom::array items;
        simdjson::dom::object members;
        if (!element.get(items)) {
            for (const Dom item : items)
                walk(item, depth + 1, place);
        } else if (!element.get(members)) {
            readMembers(element, members, depth, place);
        } else if (place == Place::Fallback && !element.get(text)) {
            add(text);
        }
    }

    void readMembers(const Dom &element, const simdjson::dom::object &members, int depth, Place place)
    {
        if (place != Place::ModelTable && place != Place::ToolParameters)
            fault = doubledModel(element);
        bool namesOne = false;
        for (const auto member : members) {
            if (fault)
                return;
            const QByteArray name = folded(member.key);
            if (place != Place::ToolParameters)
                judgeUnseen(name, member.value);
            if (place == Place::ModelTable || tellsModels(name)) {
                namesOne = true;
                addAll(member.value, name, depth, place);
            } else if (const auto next = within(place, name)) {
                walk(member.value, depth + 1, *next);
            }
        }
        if (place == Place::Fallback && !namesOne)
            refuse(
                u"The models to fall back on must be named as texts, or as requests with a “model”, where only certain models may be used."_s);
    }

    /// Refuses what leads to a model that is kept with the provider.
    void judgeUnseen(const QByteArray &name, const Dom &value)
    {
        simdjson::dom::object members;
        if (name == "prompt" && !value.get(members)) {
            for (const auto member : members) {
                if (isNamed(member.key, "id"))
                    refuse(
                        u"A stored prompt (prompt.id) may name a model that cannot be seen here, and only certain models may be used: write the prompt into the request."_s);
            }
        } else if (name == "preset" && !value.is_null()) {
            refuse(
                u"A preset may name a model that cannot be seen here, and only certain models may be used: write what it says into the request."_s);
        } else if (name == "input_file_id" && !value.is_null()) {
            refuse(
                u"A file of requests (input_file_id) may name models that cannot be seen here, and only certain models may be used: send the requests one by one."_s);
        }
    }

    void add(std::string_view model)
    {
        if (const auto wrong = modelFault(model); wrong && !fault)
            fault = wrong;
        if (model.find("@preset/") != std::string_view::npos)
            refuse(
                u"A preset (@preset/) may name a model that cannot be seen here, and only certain models may be used: name the model alone."_s);
        models.append(bytesOf(model));
    }

    /// The models of a member that is called `name`: a text, a list of texts, or a table of them.
    void addAll(const Dom &value, const QByteArray &name, int depth, Place place)
    {
        if (fault)
            return;
        std::string_view text;
        simdjson::dom::array items;
        if (!value.get(text)) {
            add(text);
        } else if (!value.get(items)) {
            for (const Dom item : items)
                addAll(item, name, depth, place);
        } else if (name.endsWith("models") && value.is_object()) {
            walk(value, depth + 1, Place::ModelTable);
        } else if (mustBeAModel(name) && place != Place::ToolParameters) {
            refuse(u"The model must be a text."_s);
        }
    }
};

/// The one plain top-level model of a text that has been read whole.
Result<ModelField, RelayError> plainModel(const WholeJson &whole, const simdjson::padded_string &text)
{
    if (const auto fault = doubledModel(whole.root))
        return *fault;
    Dom value;
    if (whole.root["model"].get(value))
        return refused(u"model is required: the body has no “model”."_s);
    std::string_view model;
    if (value.get(model))
        return refused(u"The model must be a text, like \"gpt-4o\"."_s);
    if (const auto fault = modelFault(model))
        return *fault;

    // The same field again, now for its place: the text is known to be valid, and to have one model.
    simdjson::ondemand::parser placer;
    simdjson::ondemand::document document;
    simdjson::ondemand::object members;
    if (placer.iterate(text).get(document) || document.get_object().get(members))
        return RelayError{ErrorCode::Internal, u"The body could not be read twice."_s};
    for (auto member : members) {
        std::string_view key;
        simdjson::ondemand::value found;
        if (member.escaped_key().get(key) || member.value().get(found))
            return RelayError{ErrorCode::Internal, u"The body could not be read twice."_s};
        if (key != "model")
            continue;
        const std::string_view token = found.raw_json_token(); // with its quotes, and blanks behind
        if (token.size() < model.size() + 2 || token.substr(1, model.size()) != model ||
            token[model.size() + 1] != '"')
            return refused(u"The model's name must be written without escapes."_s);
        return ModelField{bytesOf(model), static_cast<qsizetype>(token.data() + 1 - text.data())};
    }
    // Only a key with escapes in it is equal to "model" there and not here.
    return refused(u"The name “model” must be written without escapes."_s);
}

} // namespace

Result<ModelField, RelayError> findModel(QByteArrayView body, QByteArrayView contentEncoding)
{
    if (const auto fault = encodingFault(contentEncoding))
        return *fault;
    const simdjson::padded_string text(body.data(), static_cast<std::size_t>(body.size()));
    WholeJson whole;
    if (const auto fault = whole.read(text))
        return *fault;
    return plainModel(whole, text);
}

QByteArray withModel(QByteArray body, const ModelField &field, QByteArrayView model)
{
    body.replace(field.begin, field.model.size(), model);
    return body;
}

BodyModels readModels(QByteArrayView body, QByteArrayView contentEncoding)
{
    if (const auto fault = encodingFault(contentEncoding))
        return {{}, *fault};
    const simdjson::padded_string text(body.data(), static_cast<std::size_t>(body.size()));
    WholeJson whole;
    if (const auto fault = whole.read(text))
        return {{}, *fault};
    QByteArray plain;
    if (simdjson::dom::element value; !whole.root["model"].get(value)) {
        // A plain one is asked for wherever a rule depends on it, also with escapes that this reader
        // understands.
        const auto field = plainModel(whole, text);
        if (!field)
            return {{}, field.error()};
        plain = field.value().model;
    }
    ModelCollector collector;
    collector.collect(whole.root, 0);
    if (collector.fault)
        return {plain, *collector.fault};
    return {plain, collector.models};
}

Result<QList<QByteArray>, RelayError> modelsInBody(QByteArrayView body, QByteArrayView contentEncoding)
{
    return readModels(body, contentEncoding).all;
}

} // namespace byok
