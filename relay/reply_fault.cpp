// SPDX-License-Identifier: Apache-2.0
#include "relay/reply_fault.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool isRedirect(int status)
{
    switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return true;
    default:
        return false;
    }
}

bool isEncoded(const HeaderFields &fields)
{
    return std::ranges::any_of(fields, [](const HeaderField &field) {
        return field.name == "content-encoding" && !field.value.isEmpty() &&
               field.value.compare("identity", Qt::CaseInsensitive) != 0;
    });
}

} // namespace

std::optional<RelayError> replyFault(const UpstreamHead &head, const QString &provider)
{
    if (isRedirect(head.status))
        return RelayError{
            ErrorCode::UpstreamRedirect,
            u"%1 answered with a redirect, which the relay never follows, since it would carry the key elsewhere."_s
                .arg(provider)};
    if (isEncoded(head.fields))
        return RelayError{
            ErrorCode::UpstreamEncoded,
            u"%1 sent a compressed reply although it was asked not to; it cannot be checked for the key, so it was not passed on."_s
                .arg(provider)};
    return std::nullopt;
}

} // namespace byok
