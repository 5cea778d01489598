// SPDX-License-Identifier: Apache-2.0
// No credential, cookie, origin or framing passes the filter, whatever stands beside it.
#include "relay/upstream/header_filter.h"
#include "tests/fuzz/input.h"

using namespace byok;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    HeaderFields fields;
    for (const QByteArray &line : fuzz::bytesOf(data, size).split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            fields.append({line.left(colon).toLower(), line.mid(colon + 1).trimmed()});
    }
    for (const HeaderField &field : toUpstream(fields)) {
        fuzz::mustHold(!isCredentialField(field.name));
        for (const char *never :
             {"cookie", "origin", "host", "content-length", "transfer-encoding", "connection", "referer"})
            fuzz::mustHold(field.name != never);
        fuzz::mustHold(!field.name.startsWith("sec-") && !field.name.startsWith("x-relay-"));
    }
    for (const HeaderField &field : toDownstream(fields)) {
        for (const char *never :
             {"set-cookie", "content-length", "transfer-encoding", "connection", "alt-svc"})
            fuzz::mustHold(field.name != never);
        fuzz::mustHold(!field.name.startsWith("access-control-"));
    }
    return 0;
}
