// SPDX-License-Identifier: Apache-2.0
#include "relay/access/fetch_metadata.h"

#include <algorithm>
#include <initializer_list>

namespace byok {

namespace {

constexpr auto modeName = "sec-fetch-mode";
constexpr auto destName = "sec-fetch-dest";
constexpr auto siteName = "sec-fetch-site";

bool isOneOf(const QByteArray &value, std::initializer_list<QByteArrayView> words)
{
    return std::ranges::find(words, QByteArrayView(value)) != words.end();
}

bool fitsScript(const RequestHead &head)
{
    // Only an extension fetches from another place without an Origin; it has no identity that could be
    // approved.
    if (head.has(siteName) && !head.has("origin") && !isSameOriginFetch(head))
        return false;
    const QByteArray mode = head.field(modeName);
    const QByteArray dest = head.field(destName);
    if (mode == "websocket") // the handshake is judged further on
        return !head.upgrade.isEmpty() && (dest.isNull() || isOneOf(dest, {"empty", "websocket"}));
    return (mode.isNull() || isOneOf(mode, {"cors", "same-origin"})) && (dest.isNull() || dest == "empty");
}

} // namespace

bool isSameOriginFetch(const RequestHead &head)
{
    return !head.has("origin") && headerCount(head.fields, siteName) == 1 &&
           head.field(siteName) == "same-origin";
}

bool fetchFits(const RequestHead &head, FetchUse use)
{
    for (const char *name : {modeName, destName, siteName}) {
        if (headerCount(head.fields, name) > 1)
            return false;
    }
    if (fitsScript(head))
        return true;
    if (use == FetchUse::Script)
        return false;
    const QByteArray dest = head.field(destName);
    if (head.field(modeName) == "navigate")
        return dest.isNull() || dest == "document";
    if (use == FetchUse::Library) // a module names its page's origin; a classic script or an image does not
        return head.field(modeName) == "cors" && dest == "script" &&
               (head.has("origin") || isSameOriginFetch(head));
    return isSameOriginFetch(head) &&
           isOneOf(dest, {"script", "style", "image", "font", "manifest", "empty"});
}

} // namespace byok
