// SPDX-License-Identifier: Apache-2.0
// No path that a caller can write leaves the provider's approved paths.
#include "relay/providers/provider_catalog.h"
#include "relay/providers/upstream_target.h"
#include "tests/fuzz/input.h"

using namespace byok;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Provider openai = ProviderCatalog::builtIn().find(u"openai").value_or(Provider{});
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const qsizetype mark = bytes.indexOf('?');
    const QByteArray path = mark < 0 ? bytes : bytes.left(mark);
    const QByteArray query = mark < 0 ? QByteArray() : bytes.mid(mark + 1);
    const Result<QByteArray, RelayError> target =
        upstreamTarget(openai, {HttpMethod::Post, path, query}, PathScope::InferenceOnly);
    if (!target)
        return 0;
    const QByteArray ours = target.value().split('?').constFirst();
    fuzz::mustHold(target.value().startsWith('/'));
    fuzz::mustHold(!ours.contains("..") || !ours.contains("/../"));
    fuzz::mustHold(!ours.contains('\\') && !target.value().contains('\n') && !target.value().contains('#'));
    bool covered = false;
    for (const InferencePath &one : openai.inferencePaths)
        covered = covered || ours == one.stem() || ours.startsWith(one.stem() + '/');
    fuzz::mustHold(covered);
    return 0;
}
