// SPDX-License-Identifier: Apache-2.0
#include "relay/access/cors_policy.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostRequestedNames = 64;
constexpr qsizetype mostRequestedBytes = 4096;

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

/// The front door knows no others, so no call with another could follow.
bool isKnownMethod(QByteArrayView name)
{
    using enum HttpMethod;
    const auto all = {Get, Head, Post, Put, Patch, Delete, Options};
    return std::ranges::any_of(all, [name](HttpMethod method) { return methodName(method) == name; });
}

RelayError badPreflight(const QString &why)
{
    return {ErrorCode::MalformedRequest, u"This preflight request is malformed: %1"_s.arg(why)};
}

/// The names of the list, tidied: "a, b".
Result<QByteArray, RelayError> requestedNames(const RequestHead &head)
{
    constexpr auto name = "access-control-request-headers";
    if (headerCount(head.fields, name) > 1)
        return badPreflight(u"Access-Control-Request-Headers is there twice."_s);
    const QByteArray list = head.field(name);
    if (list.isEmpty()) // some browsers send the field without a name in it
        return QByteArray();
    if (list.size() > mostRequestedBytes)
        return badPreflight(u"its list of header names is above 4 KB."_s);
    QByteArrayList names = list.split(',');
    if (names.size() > mostRequestedNames)
        return badPreflight(u"it asks for more than 64 headers."_s);
    for (QByteArray &one : names) {
        one = one.trimmed();
        if (!isToken(one))
            return badPreflight(u"what it asks for are not header names."_s);
    }
    return names.join(", ");
}

} // namespace

HeaderFields commonReplyFields()
{
    static const HeaderFields fields{
        {"vary"_ba, "Origin"_ba},
        {"x-content-type-options"_ba, "nosniff"_ba},
        {"content-security-policy"_ba, "frame-ancestors 'none'"_ba},
        {"cross-origin-resource-policy"_ba, "same-origin"_ba},
        {"cache-control"_ba, "no-store"_ba},
    };
    return fields;
}

HeaderFields corsReplyFields(QByteArrayView origin)
{
    HeaderFields fields = commonReplyFields();
    fields.append({"access-control-allow-origin"_ba, origin.toByteArray()});
    fields.append({"access-control-expose-headers"_ba, "*"_ba});
    return fields;
}

bool isPreflight(const RequestHead &head)
{
    return head.method == HttpMethod::Options && head.has("origin") &&
           head.has("access-control-request-method");
}

Result<WholeReply, RelayError> preflightReply(const RequestHead &head)
{
    const QByteArray method = head.field("access-control-request-method");
    if (headerCount(head.fields, "access-control-request-method") != 1 || !isToken(method))
        return badPreflight(u"it must ask for exactly one method."_s);
    if (!isKnownMethod(method))
        return RelayError{ErrorCode::MethodNotAllowed,
                          u"The relay takes no requests of the method that this preflight asks for."_s};
    const Result<QByteArray, RelayError> names = requestedNames(head);
    if (!names)
        return names.error();

    WholeReply reply;
    reply.status = 204;
    reply.fields = corsReplyFields(head.field("origin"));
    reply.fields.append({"access-control-allow-methods"_ba, method});
    if (!names.value().isEmpty())
        reply.fields.append({"access-control-allow-headers"_ba, names.value()});
    reply.fields.append({"access-control-max-age"_ba, "7200"_ba});
    if (head.field("access-control-request-private-network") == "true")
        reply.fields.append({"access-control-allow-private-network"_ba, "true"_ba});
    return reply;
}

} // namespace byok
