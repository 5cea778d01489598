// SPDX-License-Identifier: Apache-2.0
#include "relay/keyed_request.h"

namespace byok {

UpstreamRequest keyedRequest(const Provider &provider, const QByteArray &target, const Credential &credential)
{
    UpstreamRequest request;
    request.url = provider.baseUrl + target;
    if (!credential.queryParameter.isEmpty()) {
        request.url += target.contains('?') ? '&' : '?';
        request.url += credential.queryParameter.expose();
    }
    request.credentialName = credential.fieldName;
    request.credentialPrefix = credential.prefix;
    request.credential = credential.value;
    request.reach = provider.reach();
    return request;
}

HeaderFields fieldsBesideKey(HeaderFields fields, const Provider &provider, const Credential &credential,
                             const HeaderFields &more)
{
    fields.removeIf([&credential](const HeaderField &field) { return field.name == credential.fieldName; });
    addMissing(fields, provider.extraFields);
    addMissing(fields, more);
    return fields;
}

} // namespace byok
