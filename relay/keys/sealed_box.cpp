// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/sealed_box.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hpke.h>

namespace byok {

namespace {

constexpr OSSL_HPKE_SUITE suite{OSSL_HPKE_KEM_ID_P256, OSSL_HPKE_KDF_ID_HKDF_SHA256,
                                OSSL_HPKE_AEAD_ID_AES_GCM_128};

/// Leaves this thread's queue of OpenSSL errors as it was: TLS on the same thread takes what it finds there
/// for its own.
class QuietErrors
{
public:
    QuietErrors() { ERR_set_mark(); }
    ~QuietErrors() { ERR_pop_to_mark(); }
    Q_DISABLE_COPY_MOVE(QuietErrors)
};

struct ContextCloser
{
    void operator()(OSSL_HPKE_CTX *context) const { OSSL_HPKE_CTX_free(context); }
};
using Context = std::unique_ptr<OSSL_HPKE_CTX, ContextCloser>;

Context contextFor(int role)
{
    return Context(OSSL_HPKE_CTX_new(OSSL_HPKE_MODE_BASE, suite, role, nullptr, nullptr));
}

/// OpenSSL takes a null pointer for "none given" even where there are zero bytes of it.
const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.isEmpty() ? "" : view.data());
}

unsigned char *roomIn(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

std::size_t sizeOf(QByteArrayView view)
{
    return static_cast<std::size_t>(view.size());
}

} // namespace

struct SealedBox::PrivateKey
{
    explicit PrivateKey(EVP_PKEY *made)
        : key(made)
    {
    }
    ~PrivateKey() { EVP_PKEY_free(key); }
    Q_DISABLE_COPY_MOVE(PrivateKey)

    EVP_PKEY *key;
};

SealedBox::SealedBox(std::shared_ptr<const PrivateKey> privateKey, QByteArray publicKey)
    : m_privateKey(std::move(privateKey))
    , m_publicKey(std::move(publicKey))
{
}

std::optional<SealedBox> SealedBox::make(QByteArrayView seed)
{
    const QuietErrors quiet;
    QByteArray point(pointBytes, '\0');
    std::size_t size = sizeOf(point);
    EVP_PKEY *made = nullptr;
    if (OSSL_HPKE_keygen(suite, roomIn(point), &size, &made, seed.isEmpty() ? nullptr : bytesOf(seed),
                         sizeOf(seed), nullptr, nullptr) != 1)
        return std::nullopt;
    auto key = std::make_shared<const PrivateKey>(made);
    if (size != sizeOf(point))
        return std::nullopt;
    return SealedBox(std::move(key), std::move(point));
}

std::optional<SealedBox> SealedBox::generate()
{
    return make({});
}

std::optional<SealedBox> SealedBox::derivedFrom(const Secret &seed)
{
    constexpr qsizetype leastBytes = 32; // of entropy that the RFC wants; OpenSSL itself takes fewer
    return seed.size() < leastBytes ? std::nullopt : make(seed.expose());
}

std::optional<Secret> SealedBox::open(QByteArrayView sealed, QByteArrayView info, QByteArrayView aad) const
{
    if (sealed.size() <= pointBytes + tagBytes)
        return std::nullopt;
    const QuietErrors quiet;
    const QByteArrayView enc = sealed.first(pointBytes);
    const QByteArrayView ciphertext = sealed.sliced(pointBytes);
    const Context context = contextFor(OSSL_HPKE_ROLE_RECEIVER);
    if (!context || OSSL_HPKE_decap(context.get(), bytesOf(enc), sizeOf(enc), m_privateKey->key,
                                    bytesOf(info), sizeOf(info)) != 1)
        return std::nullopt;
    QByteArray plain(ciphertext.size(), '\0'); // a tag longer than needed, as OpenSSL's own examples have it
    std::size_t size = sizeOf(plain);
    if (OSSL_HPKE_open(context.get(), roomIn(plain), &size, bytesOf(aad), sizeOf(aad), bytesOf(ciphertext),
                       sizeOf(ciphertext)) != 1) {
        wipe(plain); // AES has written here before the tag was found wrong
        return std::nullopt;
    }
    Secret opened = Secret::copyOf(QByteArrayView(plain).first(static_cast<qsizetype>(size)));
    wipe(plain);
    return opened;
}

std::optional<QByteArray> sealTo(QByteArrayView publicKey, QByteArrayView plain, QByteArrayView info,
                                 QByteArrayView aad)
{
    const QuietErrors quiet;
    const Context context = contextFor(OSSL_HPKE_ROLE_SENDER);
    QByteArray enc(SealedBox::pointBytes, '\0');
    std::size_t encSize = sizeOf(enc);
    if (!context || OSSL_HPKE_encap(context.get(), roomIn(enc), &encSize, bytesOf(publicKey),
                                    sizeOf(publicKey), bytesOf(info), sizeOf(info)) != 1)
        return std::nullopt;
    QByteArray ciphertext(plain.size() + SealedBox::tagBytes, '\0');
    std::size_t size = sizeOf(ciphertext);
    if (OSSL_HPKE_seal(context.get(), roomIn(ciphertext), &size, bytesOf(aad), sizeOf(aad), bytesOf(plain),
                       sizeOf(plain)) != 1)
        return std::nullopt;
    return enc + ciphertext.first(static_cast<qsizetype>(size));
}

} // namespace byok
