// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/form_model.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype longestModel = 256;
constexpr qsizetype longestPartHead = 4096;
constexpr qsizetype longestBoundary = 70; // RFC 2046
constexpr qsizetype mostParts = 256;

RelayError refused(const QString &sentence)
{
    return {ErrorCode::InvalidArgument, sentence};
}

/// One field or file of a form; the views are the body's.
struct Part
{
    QByteArray name;
    QByteArrayView content;
    qsizetype begin = 0; ///< of the content
    enum class Kind { Field, File } kind = Kind::Field;
};

bool isBoundaryText(QByteArrayView text)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArrayView("'()+_,-./:=?").contains(c);
    };
    return !text.isEmpty() && text.size() <= longestBoundary && std::ranges::all_of(text, fits);
}

/// Letters, digits and what names have between them; of all that a token may be nothing that some reader
/// takes for a mark: no blank, quotation mark or star (RFC 2231's pieces).
bool isPlainName(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
}

/// The parameters behind a value's first ';': `name=token` or `name="text"`. None where they are not just
/// that, have a backslash (readers differ in what it means), or one is there twice.
std::optional<QList<std::pair<QByteArray, QByteArray>>> parametersOf(QByteArrayView text)
{
    QList<std::pair<QByteArray, QByteArray>> found;
    for (;;) {
        text = text.trimmed();
        if (text.isEmpty())
            return found;
        if (!text.startsWith(';'))
            return std::nullopt;
        text = text.sliced(1).trimmed();
        const qsizetype equals = text.indexOf('=');
        if (equals <= 0)
            return std::nullopt;
        const QByteArray name = text.first(equals).toByteArray().toLower();
        if (!isPlainName(name) && name != "filename*") // which alone has a use, and does not name a field
            return std::nullopt;
        text = text.sliced(equals + 1);
        QByteArrayView value;
        if (text.startsWith('"')) {
            const qsizetype end = text.indexOf('"', 1);
            if (end < 0)
                return std::nullopt;
            value = text.sliced(1, end - 1);
            text = text.sliced(end + 1);
        } else {
            const qsizetype end = text.indexOf(';');
            value = (end < 0 ? text : text.first(end)).trimmed();
            text = end < 0 ? QByteArrayView() : text.sliced(end);
            if (value.contains('"') || value.contains('\'') || value.contains(' '))
                return std::nullopt;
        }
        const bool isThere =
            std::ranges::any_of(found, [&name](const auto &one) { return one.first == name; });
        if (isThere || value.contains('\\'))
            return std::nullopt;
        found.append({name, value.toByteArray()});
    }
}

QByteArrayView withoutParameters(QByteArrayView value)
{
    const qsizetype semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.first(semicolon)).trimmed();
}

std::optional<QByteArray> boundaryOf(QByteArrayView contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const auto parameters = parametersOf(semicolon < 0 ? QByteArrayView() : contentType.sliced(semicolon));
    if (!parameters)
        return std::nullopt;
    for (const auto &[name, value] : *parameters) {
        if (name == "boundary" && isBoundaryText(value))
            return value;
    }
    return std::nullopt;
}

/// What the one Content-Disposition of a part's head says. Each line of it ends with its '\r'.
std::optional<Part> partOf(QByteArrayView head)
{
    std::optional<Part> part;
    for (const QByteArray &line : head.toByteArray().split('\n')) {
        const QByteArray field = line.endsWith('\r') ? line.chopped(1) : line;
        const qsizetype colon = field.indexOf(':');
        const bool isFolded = field.startsWith(' ') || field.startsWith('\t');
        if (!line.endsWith('\r') || field.contains('\r') || field.contains('\0') || colon <= 0 || isFolded)
            return std::nullopt;
        const QByteArray name = field.first(colon).toLower();
        if (!isPlainName(name)) // a blank behind it is cut off by some readers
            return std::nullopt;
        if (name == "content-transfer-encoding") // RFC 7578: not used; who obeys it reads another text
            return std::nullopt;
        if (name != "content-disposition")
            continue;
        const QByteArray value = field.sliced(colon + 1).trimmed();
        const qsizetype semicolon = value.indexOf(';');
        const auto parameters =
            parametersOf(QByteArrayView(value).sliced(semicolon < 0 ? value.size() : semicolon));
        if (part || !parameters || withoutParameters(value).compare("form-data", Qt::CaseInsensitive) != 0)
            return std::nullopt;
        part.emplace();
        for (const auto &[parameter, text] : *parameters) {
            if (parameter == "name")
                part->name = text;
            else if (parameter.startsWith("filename"))
                part->kind = Part::Kind::File;
        }
        QByteArray plain = part->name;
        if (!isPlainName(
                plain.replace('[', '_').replace(']', '_'))) // of others some readers make another name
            return std::nullopt;
    }
    return part;
}

RelayError broken()
{
    return refused(
        u"The body is not a whole multipart/form-data form with the boundary that its Content-Type names."_s);
}

Result<QList<Part>, RelayError> partsOf(QByteArrayView body, QByteArrayView contentType,
                                        QByteArrayView contentEncoding)
{
    if (!contentEncoding.isEmpty() &&
        contentEncoding.trimmed().compare("identity", Qt::CaseInsensitive) != 0) {
        return refused(
            u"This request's body is compressed; send it without Content-Encoding, so that its model can be read."_s);
    }
    const std::optional<QByteArray> boundary = boundaryOf(contentType);
    if (!boundary)
        return refused(u"The Content-Type of a form must name its boundary, once and in plain characters."_s);
    const QByteArray mark = "--" + *boundary;
    if (!body.startsWith(mark))
        return broken();
    QList<Part> parts;
    for (qsizetype at = mark.size();;) {
        // Behind each boundary: the form's end, or a line break and a part.
        const QByteArrayView after = body.sliced(at);
        if (after == "--" || after == "--\r\n")
            return parts;
        if (!after.startsWith("\r\n") || parts.size() == mostParts)
            return broken();
        const qsizetype headBegin = at + 2;
        const qsizetype headEnd = body.indexOf("\r\n\r\n", headBegin);
        if (headEnd < 0 || headEnd - headBegin > longestPartHead)
            return broken();
        std::optional<Part> part = partOf(body.sliced(headBegin, headEnd + 1 - headBegin));
        // The next place where the boundary stands at all, so that no reader finds one that another does not.
        const qsizetype next = body.indexOf(mark, headBegin);
        const qsizetype begin = headEnd + 4;
        if (!part || next < begin + 2 || body.sliced(next - 2, 2) != QByteArrayView("\r\n"))
            return broken();
        part->begin = begin;
        part->content = body.sliced(begin, next - 2 - begin);
        parts.append(*part);
        at = next + mark.size();
    }
}

std::optional<RelayError> modelFault(const Part &part)
{
    if (part.kind == Part::Kind::File)
        return refused(u"The form's model must be a plain field, not a file."_s);
    const bool odd = std::ranges::any_of(part.content, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '"' || c == '\\';
    });
    if (part.content.isEmpty())
        return refused(u"The model's name is empty."_s);
    if (odd || part.content.size() > longestModel)
        return refused(
            u"The model's name has characters that no model has, or is longer than %1 bytes."_s.arg(
                longestModel));
    return std::nullopt;
}

/// Some readers match names in any case, some take "[]" for the mark of a list.
bool tellsModels(const QByteArray &field)
{
    QByteArray name = field.toLower();
    while (name.endsWith("[]"))
        name.chop(2);
    constexpr std::array endings{"model", "models", "model_id", "model_ids", "modelid", "modelids"};
    return std::ranges::any_of(endings, [&name](const char *ending) { return name.endsWith(ending); });
}

Result<ModelField, RelayError> plainModel(const QList<Part> &parts)
{
    const Part *found = nullptr;
    for (const Part &part : parts) {
        if (part.name.compare("model", Qt::CaseInsensitive) != 0)
            continue;
        if (part.name != "model")
            return refused(u"The form has “%1” where “model” is meant; write it in small letters."_s.arg(
                QString::fromUtf8(part.name)));
        if (found)
            return refused(u"The form names its model twice; readers differ in which of two they take."_s);
        found = &part;
    }
    if (!found)
        return refused(u"model is required: the form has no field “model”."_s);
    if (const auto fault = modelFault(*found))
        return *fault;
    return ModelField{found->content.toByteArray(), found->begin};
}

} // namespace

bool isMultipartForm(QByteArrayView contentType)
{
    return withoutParameters(contentType).compare("multipart/form-data", Qt::CaseInsensitive) == 0;
}

Result<ModelField, RelayError> findFormModel(QByteArrayView body, QByteArrayView contentType,
                                             QByteArrayView contentEncoding)
{
    const Result<QList<Part>, RelayError> parts = partsOf(body, contentType, contentEncoding);
    return parts ? plainModel(parts.value()) : parts.error();
}

BodyModels readFormModels(QByteArrayView body, QByteArrayView contentType, QByteArrayView contentEncoding)
{
    const Result<QList<Part>, RelayError> parts = partsOf(body, contentType, contentEncoding);
    if (!parts)
        return {{}, parts.error()};
    QByteArray plain;
    QList<QByteArray> models;
    for (const Part &part : parts.value()) {
        if (!tellsModels(part.name))
            continue;
        if (const auto fault = modelFault(part))
            return {plain, *fault};
        models.append(part.content.toByteArray());
    }
    if (const auto field = plainModel(parts.value()))
        plain = field.value().model;
    else if (std::ranges::any_of(parts.value(), [](const Part &part) {
                 return part.name.compare("model", Qt::CaseInsensitive) == 0;
             }))
        return {plain, field.error()};
    return {plain, models};
}

} // namespace byok
