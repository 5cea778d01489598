// SPDX-License-Identifier: Apache-2.0
// A providers file, however broken, is taken whole or refused with a sentence.
#include "relay/providers/provider_catalog.h"
#include "tests/fuzz/input.h"

using namespace byok;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ProviderCatalog shipped = ProviderCatalog::builtIn();
    const QByteArray json = fuzz::bytesOf(data, size);
    const QString name = QStringLiteral("providers.json");
    const Result<ProviderCatalog> overlaid = shipped.overlaid(json, name);
    if (overlaid)
        fuzz::mustHold(overlaid.value().all().size() >= shipped.all().size());
    else
        fuzz::mustHold(overlaid.error().sentence.contains(name));
    const Result<ProviderCatalog> alone = ProviderCatalog::fromJson(json, name);
    if (!alone)
        fuzz::mustHold(alone.error().sentence.contains(name));
    return 0;
}
