// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

class QDebug;

namespace byok {

/// A key or token in memory that cannot be printed, compared by == or turned into a QString, and is wiped
/// when the last handle to it goes. Copies share one buffer, in OpenSSL's secure heap (locked, left out of
/// core dumps) where main() set that up. Value, may be handed between threads.
class Secret
{
public:
    Secret() = default;
    /// Copies the bytes. The source stays the caller's to wipe.
    [[nodiscard]] static Secret copyOf(QByteArrayView bytes);
    /// Copies the bytes, then overwrites the source (also where other QByteArrays share it).
    [[nodiscard]] static Secret takeFrom(QByteArray &bytes);

    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] qsizetype size() const;
    /// The bytes, valid while this handle lives. Named so that every use of a key's bytes can be found by one
    /// grep.
    [[nodiscard]] QByteArrayView expose() const;
    /// In time that depends on the length only.
    [[nodiscard]] bool equals(const Secret &other) const;
    /// This key without white space at its ends.
    [[nodiscard]] Secret trimmed() const;

    friend bool operator==(const Secret &, const Secret &) = delete;
    friend QDebug operator<<(QDebug, const Secret &) = delete;

private:
    struct Buffer;
    std::shared_ptr<const Buffer> m_buffer;
};

/// Overwrites the bytes in a way that the compiler does not take out, whether or not the array is shared.
void wipe(QByteArray &bytes);

/// Sets up the locked memory that secrets live in; called once, first thing in main(). Without it, or where
/// the system refuses, secrets live in ordinary memory and are wiped all the same.
void prepareSecretMemory();

} // namespace byok
