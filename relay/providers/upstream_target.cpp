// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/upstream_target.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

RelayError refusedPath(const QString &because)
{
    return {ErrorCode::PathRefused, because};
}

/// The text up to the first `mark`; all of it where there is none.
QByteArray upTo(const QByteArray &text, char mark)
{
    const qsizetype place = text.indexOf(mark);
    return place < 0 ? text : text.first(place);
}

/// The byte that the two digits after a '%' at `at` stand for; none where they are not two hexadecimal
/// digits.
std::optional<unsigned char> encodedByte(QByteArrayView text, qsizetype at)
{
    if (at + 2 >= text.size())
        return std::nullopt;
    bool isHexadecimal = false;
    const QByteArray digits = text.sliced(at + 1, 2).toByteArray();
    const uint value = digits.toUInt(&isHexadecimal, 16);
    if (!isHexadecimal || digits.at(0) == '+' || digits.at(0) == '-')
        return std::nullopt;
    return static_cast<unsigned char>(value);
}

bool isControl(unsigned char c)
{
    return c < 0x20 || c == 0x7f;
}

/// What must not stand in a path or query at all, encoded or not: what is not visible ASCII, and what parsers
/// differ about.
bool isForeign(char character)
{
    const auto c = static_cast<unsigned char>(character);
    return c <= 0x20 || c >= 0x7f || character == '\\' || character == '#';
}

/// Why the provider might read `path` as another path than the one that is judged here; empty where it
/// cannot.
QString ambiguity(QByteArrayView path)
{
    if (!path.startsWith('/'))
        return u"The path must begin with /."_s;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (isForeign(path[i]) || path[i] == '?')
            return u"The path has a character that a URL's path cannot have."_s;
        if (path[i] != '%')
            continue;
        const std::optional<unsigned char> byte = encodedByte(path, i);
        if (!byte)
            return u"The path has a % without two hexadecimal digits behind it."_s;
        if (isControl(*byte) || QByteArrayView("/\\.%?#").contains(static_cast<char>(*byte)))
            return u"The path has an encoded / \\ . % ? # or control character, which servers read differently."_s;
    }
    if (path.contains("//"))
        return u"The path has an empty part (//)."_s;
    for (const QByteArray &segment : path.toByteArray().split('/')) {
        // Some servers take what follows ';' for parameters: "..;" is ".." there.
        const QByteArray name = upTo(segment, ';');
        if (name == "." || name == "..")
            return u"The path has a . or .. part."_s;
    }
    return {};
}

QByteArray decodedName(QByteArray rawName)
{
    rawName.replace('+', ' ');
    return QByteArray::fromPercentEncoding(rawName).trimmed().toLower();
}

/// Parameter names by which providers take keys.
bool namesACredential(const Provider &provider, const QByteArray &rawName)
{
    const QByteArray name = decodedName(rawName);
    if (provider.auth == AuthScheme::Query && name == provider.authField.toLower())
        return true;
    constexpr std::array names{"key", "api_key", "access_token"};
    return std::ranges::any_of(names, [&name](const char *one) { return name == one; });
}

/// Parameters by which some servers (Google's, Rails') take a request for one of another method or with other
/// fields than its head says.
bool standsForTheHead(const QByteArray &rawName)
{
    const QByteArray name = decodedName(rawName);
    constexpr std::array names{"$httpmethod", "$httpheaders", "_method", "x-http-method-override"};
    return std::ranges::any_of(names, [&name](const char *one) { return name == one; });
}

std::optional<RelayError> queryFault(const Provider &provider, QByteArrayView query)
{
    if (std::ranges::any_of(query, isForeign))
        return refusedPath(u"The query has a character that a URL's query cannot have."_s);
    // Some servers part parameters at ';' too.
    QByteArray parted = query.toByteArray();
    parted.replace(';', '&');
    for (const QByteArray &parameter : parted.split('&')) {
        if (namesACredential(provider, upTo(parameter, '=')))
            return RelayError{
                ErrorCode::CredentialInQuery,
                u"A key or token must not be in the URL, where histories and logs keep it. Send it in a header."_s};
        if (standsForTheHead(upTo(parameter, '=')))
            return refusedPath(
                u"The query must not name a method or header fields: they are judged as they stand in the request itself."_s);
    }
    return std::nullopt;
}

/// Whether `path` is `stem`, or below it.
bool covers(QByteArrayView stem, QByteArrayView path)
{
    if (stem == "/" || path == stem)
        return true;
    return path.size() > stem.size() && path.startsWith(stem) && path[stem.size()] == '/';
}

/// What an ordinary grant is for, each once: "/v1/chat/completions", "/v1/models".
QList<QByteArray> stemsOf(const Provider &provider)
{
    QList<QByteArray> stems;
    for (const InferencePath &one : provider.inferencePaths) {
        if (const QByteArray stem = one.stem(); !stems.contains(stem))
            stems.append(stem);
    }
    return stems;
}

/// Whether `path` is about what an ordinary grant is for; not yet whether that grants it.
bool isAbout(const QList<QByteArray> &stems, QByteArrayView path)
{
    return std::ranges::any_of(stems, [path](const QByteArray &stem) { return covers(stem, path); });
}

/// Whether an app with an ordinary grant may use `method` at `path`.
bool isOrdinary(const Provider &provider, HttpMethod method, QByteArrayView path)
{
    return std::ranges::any_of(provider.inferencePaths,
                               [&](const InferencePath &one) { return one.allows(method, path); });
}

/// Whether a path's segment ends the part that all endpoints of an API have in common: "v1", "v1beta",
/// "openai".
bool endsRoot(const QByteArray &segment)
{
    return segment == "openai" ||
           (segment.size() > 1 && segment.at(0) == 'v' && segment.at(1) >= '0' && segment.at(1) <= '9');
}

/// Length of the root that `path` begins with: "/openai/v1" of "/openai/v1/chat/completions"; 0 where it has
/// none.
qsizetype rootLength(const QByteArray &path)
{
    qsizetype length = 0;
    for (qsizetype begin = 1; begin < path.size();) {
        const qsizetype slash = path.indexOf('/', begin);
        const qsizetype end = slash < 0 ? path.size() : slash;
        if (endsRoot(path.sliced(begin, end - begin)))
            length = end;
        begin = end + 1;
    }
    return length;
}

/// The provider's full path for one without its root ("/chat/completions"); empty where there is no such.
QByteArray expanded(const Provider &provider, const QList<QByteArray> &stems, const QByteArray &path)
{
    // What clients of the byok-relay server, version 1.5, leave the root off of.
    constexpr std::array shortPaths{"/chat/completions", "/messages", "/embeddings",
                                    "/responses",        "/models",   "/completions"};
    if (std::ranges::none_of(shortPaths, [&path](const char *one) { return covers(one, path); }))
        return {};
    for (const QByteArray &full : QList<QByteArray>{provider.chatPath} + stems) {
        const qsizetype root = rootLength(full);
        if (root == 0)
            continue;
        const QByteArray operation = full.sliced(root);
        if (operation.isEmpty() || covers(operation, path))
            return full.first(root) + path;
    }
    return {};
}

} // namespace

Result<QByteArray, RelayError> upstreamTarget(const Provider &provider, const PathRequest &request,
                                              PathScope scope)
{
    const QList<QByteArray> stems = stemsOf(provider);
    QByteArray path = request.path.toByteArray();
    if (path.isEmpty() || path == "/") {
        if (provider.chatPath.isEmpty())
            return refusedPath(
                u"%1 has no chat endpoint to stand in for an empty path: name the path, such as %2."_s.arg(
                    provider.name, QString::fromLatin1(stems.value(0))));
        path = provider.chatPath;
    }
    if (const QString fault = ambiguity(path); !fault.isEmpty())
        return refusedPath(fault);
    if (const std::optional<RelayError> fault = queryFault(provider, request.query))
        return *fault;
    if (!isAbout(stems, path)) {
        const QByteArray full = expanded(provider, stems, path);
        if (!full.isEmpty() && isAbout(stems, full))
            path = full;
        else if (scope != PathScope::WholeApi)
            return refusedPath(u"This path of %1 is not permitted. Apps may use: %2."_s.arg(
                provider.name, QString::fromLatin1(stems.join(", "))));
    }
    // Echo answers itself, and says which methods it knows.
    if (scope != PathScope::WholeApi && provider.site != ProviderSite::BuiltIn &&
        !isOrdinary(provider, request.method, path)) {
        return refusedPath(
            u"This app may ask %1 and read what it offers to all. %2 at this path is more than that: it takes the whole API, which the person can grant."_s
                .arg(provider.name, QString::fromLatin1(methodName(request.method))));
    }
    if (!request.query.isEmpty())
        path.append('?').append(request.query);
    return path;
}

} // namespace byok
