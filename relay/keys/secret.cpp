// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/secret.h"

#include "relay/openssl_start.h"

#include <openssl/crypto.h>

#include <cstring>

namespace byok {

namespace {

// TLS keeps its own short-lived keys in this heap as well, and fails when it is full: room for a thousand
// connections. It is below the 8 MiB that Linux lets a process lock by default.
constexpr std::size_t secureHeapBytes = 1024 * 1024;
constexpr std::size_t secureHeapSmallestPiece = 32;

} // namespace

struct Secret::Buffer
{
    explicit Buffer(QByteArrayView source)
        : size(source.size())
    {
        const auto count = static_cast<std::size_t>(size);
        bytes = static_cast<char *>(OPENSSL_secure_malloc(count));
        if (bytes == nullptr) // the secure heap is full, or too small for a secret of this size
            bytes = static_cast<char *>(OPENSSL_malloc(count));
        if (bytes == nullptr)
            qFatal("out of memory");
        std::memcpy(bytes, source.data(), count);
    }
    // Frees ordinary memory too, after overwriting it.
    ~Buffer() { OPENSSL_secure_clear_free(bytes, static_cast<std::size_t>(size)); }
    Q_DISABLE_COPY_MOVE(Buffer)

    char *bytes = nullptr;
    qsizetype size = 0;
};

Secret Secret::copyOf(QByteArrayView bytes)
{
    Secret secret;
    if (!bytes.isEmpty())
        secret.m_buffer = std::make_shared<const Buffer>(bytes);
    return secret;
}

Secret Secret::takeFrom(QByteArray &bytes)
{
    Secret secret = copyOf(bytes);
    wipe(bytes);
    return secret;
}

qsizetype Secret::size() const
{
    return m_buffer ? m_buffer->size : 0;
}

QByteArrayView Secret::expose() const
{
    return m_buffer ? QByteArrayView(m_buffer->bytes, m_buffer->size) : QByteArrayView();
}

bool Secret::equals(const Secret &other) const
{
    return size() == other.size() && (isEmpty() || CRYPTO_memcmp(m_buffer->bytes, other.m_buffer->bytes,
                                                                 static_cast<std::size_t>(size())) == 0);
}

Secret Secret::trimmed() const
{
    const QByteArrayView core = expose().trimmed();
    return core.size() == size() ? *this : copyOf(core);
}

void wipe(QByteArray &bytes)
{
    // No capacity: the array only borrows its bytes, from a literal perhaps, which cannot be written.
    if (bytes.capacity() > 0)
        OPENSSL_cleanse(const_cast<char *>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

void prepareSecretMemory()
{
    startOpenSsl();
    if (CRYPTO_secure_malloc_initialized() == 0)
        CRYPTO_secure_malloc_init(secureHeapBytes, secureHeapSmallestPiece);
}

} // namespace byok
