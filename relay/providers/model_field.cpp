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

class ModelCollector
{
public:
    QList<QByteArray> models;
    std::optional<RelayError> fault;

    void collect(const Dom &element, int depth)
    {
        if (fault)
            return;
        if (depth > deepestForm) {
            fault = refused(u"The body's list of requests is nested too deeply."_s);
            return;
        }
        simdjson::dom::array items;
        simdjson::dom::object members;
        if (!element.get(items)) {
            for (const Dom item : items)
                collect(item, depth + 1);
        } else if (!element.get(members)) {
            fault = fault ? fault : doubledModel(element);
            for (const auto member : members) {
                if (isNamed(member.key, "model") || isNamed(member.key, "models") ||
                    isNamed(member.key, "model_id"))
                    add(member.value);
                else if (std::ranges::any_of(carriers,
                                             [&](const char *name) { return isNamed(member.key, name); }))
                    collect(member.value, depth + 1);
            }
        }
    }

private:
    /// Members in which a request puts other requests.
    static constexpr auto carriers =
        std::to_array<const char *>({"requests", "request", "params", "body", "session", "batch",
                                     "input_config", "inputconfig", "fallbacks"});

    void add(const Dom &value)
    {
        if (fault)
            return;
        std::string_view text;
        simdjson::dom::array items;
        if (!value.get(text)) {
            fault = modelFault(text);
            models.append(bytesOf(text));
        } else if (!value.get(items)) {
            for (const Dom item : items)
                add(item);
        } else {
            fault = refused(u"The model must be a text."_s);
        }
    }
};

} // namespace

Result<ModelField, RelayError> findModel(QByteArrayView body, QByteArrayView contentEncoding)
{
    if (const auto fault = encodingFault(contentEncoding))
        return *fault;
    const simdjson::padded_string text(body.data(), static_cast<std::size_t>(body.size()));
    WholeJson whole;
    if (const auto fault = whole.read(text))
        return *fault;
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

QByteArray withModel(const QByteArray &body, const ModelField &field, QByteArrayView model)
{
    QByteArray changed = body;
    changed.replace(field.begin, field.model.size(), model.toByteArray());
    return changed;
}

Result<QList<QByteArray>, RelayError> modelsInBody(QByteArrayView body, QByteArrayView contentEncoding)
{
    if (const auto fault = encodingFault(contentEncoding))
        return *fault;
    const simdjson::padded_string text(body.data(), static_cast<std::size_t>(body.size()));
    WholeJson whole;
    if (const auto fault = whole.read(text))
        return *fault;
    simdjson::dom::element value;
    if (!whole.root["model"].get(value)) {
        // A plain one is asked for wherever a rule depends on it, also with escapes that this reader
        // understands.
        if (const auto place = findModel(body, contentEncoding); !place)
            return place.error();
    }
    ModelCollector collector;
    collector.collect(whole.root, 0);
    if (collector.fault)
        return *collector.fault;
    return collector.models;
}

} // namespace byok
