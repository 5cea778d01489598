// SPDX-License-Identifier: Apache-2.0
// A config file, however broken, is refused with a sentence, or read such that writing and reading it again
// changes nothing.
#include "relay/relay_config.h"
#include "tests/fuzz/input.h"

using namespace byok;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString name = QStringLiteral("config.json");
    const Result<RelayConfig> read = RelayConfig::fromJson(fuzz::bytesOf(data, size), name);
    if (!read) {
        fuzz::mustHold(read.error().sentence.contains(name));
        return 0;
    }
    const QByteArray written = read.value().toJson();
    const Result<RelayConfig> again = RelayConfig::fromJson(written, name);
    fuzz::mustHold(again.ok());
    fuzz::mustHold(again.value().toJson() == written);
    return 0;
}
