// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/secret.h"

#include <QDebug>
#include <QString>
#include <QTest>

#include <openssl/crypto.h>

#include <concepts>
#include <cstring>
#include <sstream>

using namespace byok;

namespace {

template <typename T>
concept Printable = requires(QDebug debug, const T &value) { debug << value; };
template <typename T>
concept Streamable = requires(std::ostream &stream, const T &value) { stream << value; };
template <typename T>
concept Comparable = requires(const T &a, const T &b) { a == b; };
template <typename T>
concept Ordered = requires(const T &a, const T &b) { a < b; };

static_assert(Printable<int> && Streamable<int> && Comparable<int> && Ordered<int>,
              "the concepts find what there is");
static_assert(!Printable<Secret>);
static_assert(!Streamable<Secret>);
static_assert(!Comparable<Secret>);
static_assert(!Ordered<Secret>);
static_assert(!std::convertible_to<Secret, QString> && !std::constructible_from<QString, Secret>);
static_assert(!std::convertible_to<Secret, QByteArray> && !std::constructible_from<QByteArray, Secret>);
static_assert(!std::convertible_to<Secret, QByteArrayView> && !std::convertible_to<Secret, bool>);

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void livesInTheSecureHeap();
    void isWipedWhenTheLastHandleGoes();
    void takingWipesTheSource();
    void takingFromALiteralDoesNotWriteToIt();
    void equalsComparesTheBytes_data();
    void equalsComparesTheBytes();
    void trimsWhiteSpaceAtItsEnds();
    void worksBeyondTheSecureHeap();
};

void TestSecret::initTestCase()
{
    prepareSecretMemory();
    prepareSecretMemory(); // a second call is harmless
    QCOMPARE(CRYPTO_secure_malloc_initialized(), 1);
}

void TestSecret::livesInTheSecureHeap()
{
    const Secret secret = Secret::copyOf("sk-live-0123456789");
    QCOMPARE(CRYPTO_secure_allocated(secret.expose().data()), 1);
    const Secret copy(secret);
    QCOMPARE(copy.expose().data(), secret.expose().data());
    QCOMPARE(secret.size(), 18);
}

void TestSecret::isWipedWhenTheLastHandleGoes()
{
    // The secure heap stays mapped after a piece is freed, so that its bytes may still be read here. It hands
    // out a freed piece's first bytes for its own list, hence the look beyond them.
    const QByteArray key("sk-live-0123456789abcdefghijklmnopqrstuvwxyz-0123456789");
    const char *bytes = nullptr;
    {
        Secret last;
        {
            const Secret secret = Secret::copyOf(key);
            bytes = secret.expose().data();
            last = secret;
        }
        QCOMPARE(QByteArray(bytes, key.size()), key);
    }
    const qsizetype links = 2 * qsizetype(sizeof(void *));
    QCOMPARE(QByteArray(bytes + links, key.size() - links), QByteArray(key.size() - links, '\0'));
}

void TestSecret::takingWipesTheSource()
{
    QByteArray source("sk-live-0123456789");
    const QByteArray sharer = source;
    const Secret secret = Secret::takeFrom(source);
    QCOMPARE(secret.expose(), QByteArrayView("sk-live-0123456789"));
    QVERIFY(source.isEmpty());
    QCOMPARE(sharer, QByteArray(18, '\0'));
}

void TestSecret::takingFromALiteralDoesNotWriteToIt()
{
    using namespace Qt::StringLiterals;
    QByteArray literal = "sk-literal"_ba;
    const Secret secret = Secret::takeFrom(literal);
    QCOMPARE(secret.expose(), QByteArrayView("sk-literal"));
    QVERIFY(literal.isEmpty());
}

void TestSecret::equalsComparesTheBytes_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("equal");
    QTest::newRow("same") << QByteArray("sk-1") << QByteArray("sk-1") << true;
    QTest::newRow("last byte differs") << QByteArray("sk-1") << QByteArray("sk-2") << false;
    QTest::newRow("longer") << QByteArray("sk-1") << QByteArray("sk-11") << false;
    QTest::newRow("differs after a zero byte") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << false;
    QTest::newRow("both empty") << QByteArray() << QByteArray() << true;
    QTest::newRow("one empty") << QByteArray() << QByteArray("x") << false;
}

void TestSecret::equalsComparesTheBytes()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, equal);
    QCOMPARE(Secret::copyOf(a).equals(Secret::copyOf(b)), equal);
    QCOMPARE(Secret::copyOf(b).equals(Secret::copyOf(a)), equal);
}

void TestSecret::trimsWhiteSpaceAtItsEnds()
{
    QCOMPARE(Secret::copyOf(" \tsk a\r\n").trimmed().expose(), QByteArrayView("sk a"));
    QCOMPARE(Secret::copyOf("sk").trimmed().expose(), QByteArrayView("sk"));
    QVERIFY(Secret::copyOf(" \n").trimmed().isEmpty());
    QVERIFY(Secret().trimmed().isEmpty());
}

void TestSecret::worksBeyondTheSecureHeap()
{
    const QByteArray large(4 * 1024 * 1024, 'x');
    const Secret secret = Secret::copyOf(large);
    QCOMPARE(CRYPTO_secure_allocated(secret.expose().data()), 0);
    QCOMPARE(secret.expose(), large);
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
