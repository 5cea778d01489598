// SPDX-License-Identifier: Apache-2.0
// HPKE against the figures of RFC 9180, and against blobs that are not as they were sealed.
#include "relay/keys/sealed_box.h"

#include <QTest>

#include <openssl/err.h>

using namespace byok;

namespace {

// RFC 9180, Appendix A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode. Each text is the
// RFC's with its line breaks taken out.
const QByteArray ikmR =
    QByteArray::fromHex("668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550");
const QByteArray pkRm =
    QByteArray::fromHex("04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf9"
                        "69b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0");
const QByteArray enc =
    QByteArray::fromHex("04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1a"
                        "f4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4");
const QByteArray info = QByteArray::fromHex("4f6465206f6e2061204772656369616e2055726e");
const QByteArray plainText =
    QByteArray::fromHex("4265617574792069732074727574682c20747275746820626561757479");
const QByteArray aad = QByteArray::fromHex("436f756e742d30"); // sequence number 0
const QByteArray ciphertext =
    QByteArray::fromHex("5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac"
                        "232e3ab2523f39513434");

SealedBox boxOfTheRfc()
{
    const std::optional<SealedBox> box = SealedBox::derivedFrom(Secret::copyOf(ikmR));
    return box ? *box : *SealedBox::generate();
}

QByteArray opened(const SealedBox &box, const QByteArray &blob, const QByteArray &withInfo,
                  const QByteArray &withAad)
{
    const std::optional<Secret> plain = box.open(blob, withInfo, withAad);
    return plain ? plain->expose().toByteArray() : QByteArray();
}

} // namespace

class TestSealedBox : public QObject
{
    Q_OBJECT

private slots:
    void derivesTheKeyOfTheRfc();
    void opensTheCiphertextOfTheRfc();
    void opensNothingElse_data();
    void opensNothingElse();
    void opensNoBlobWithAnyByteChanged();
    void opensNoBlobThatWasCutOrContinued();
    void opensWhatWasSealedToIt_data();
    void opensWhatWasSealedToIt();
    void eachKeyAndEachSealIsItsOwn();
    void sealsToNothingThatIsNoPoint();
    void leavesNoErrorsForTls();
    void wantsSeedsOfFullLength();
};

void TestSealedBox::derivesTheKeyOfTheRfc()
{
    QCOMPARE(boxOfTheRfc().publicKey().toHex(), pkRm.toHex());
}

void TestSealedBox::opensTheCiphertextOfTheRfc()
{
    QCOMPARE(opened(boxOfTheRfc(), enc + ciphertext, info, aad), plainText);
}

void TestSealedBox::opensNothingElse_data()
{
    QTest::addColumn<QByteArray>("blob");
    QTest::addColumn<QByteArray>("withInfo");
    QTest::addColumn<QByteArray>("withAad");
    const QByteArray good = enc + ciphertext;
    QTest::newRow("other info") << good << info + "x" << aad;
    QTest::newRow("no info") << good << QByteArray() << aad;
    QTest::newRow("other aad") << good << info << QByteArray("Count-1");
    QTest::newRow("no aad") << good << info << QByteArray();
    QTest::newRow("empty") << QByteArray() << info << aad;
    QTest::newRow("enc alone") << enc << info << aad;
    QTest::newRow("no enc") << ciphertext << info << aad;
    QTest::newRow("the ciphertext first") << ciphertext + enc << info << aad;
    QTest::newRow("the point at infinity") << QByteArray(65, '\0') + ciphertext << info << aad;
    QTest::newRow("no point of the curve") << "\x04" + QByteArray(64, '\1') + ciphertext << info << aad;
    QTest::newRow("the point, compressed") << "\x02" + enc.mid(1, 32) + ciphertext << info << aad;
    QTest::newRow("our own public key as enc") << pkRm + ciphertext << info << aad;
}

void TestSealedBox::opensNothingElse()
{
    QFETCH(QByteArray, blob);
    QFETCH(QByteArray, withInfo);
    QFETCH(QByteArray, withAad);
    QVERIFY(!boxOfTheRfc().open(blob, withInfo, withAad));
}

void TestSealedBox::opensNoBlobWithAnyByteChanged()
{
    const SealedBox box = boxOfTheRfc();
    const QByteArray good = enc + ciphertext;
    for (qsizetype at = 0; at < good.size(); ++at) {
        for (const unsigned char change : {0x01, 0x80, 0xff}) {
            QByteArray bad = good;
            bad[at] = static_cast<char>(static_cast<unsigned char>(bad.at(at)) ^ change);
            QVERIFY2(!box.open(bad, info, aad), qPrintable(QStringLiteral("byte %1").arg(at)));
        }
    }
}

void TestSealedBox::opensNoBlobThatWasCutOrContinued()
{
    const SealedBox box = boxOfTheRfc();
    const QByteArray good = enc + ciphertext;
    for (qsizetype size = 0; size < good.size(); ++size) {
        QVERIFY2(!box.open(good.first(size), info, aad), qPrintable(QStringLiteral("cut to %1").arg(size)));
        QVERIFY2(!box.open(good.last(size), info, aad), qPrintable(QStringLiteral("the last %1").arg(size)));
    }
    QVERIFY(!box.open(good + '\0', info, aad));
    QVERIFY(!box.open(good + good, info, aad));
}

void TestSealedBox::opensWhatWasSealedToIt_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("one byte") << QByteArray("k");
    QTest::newRow("with zeros") << QByteArray("a\0b", 3);
    QTest::newRow("much") << QByteArray(100'000, 'x');
}

void TestSealedBox::opensWhatWasSealedToIt()
{
    QFETCH(QByteArray, plain);
    const std::optional<SealedBox> box = SealedBox::generate();
    QVERIFY(box);
    QCOMPARE(box->publicKey().size(), SealedBox::pointBytes);
    QCOMPARE(box->publicKey().front(), '\x04');
    const std::optional<QByteArray> blob = sealTo(box->publicKey(), plain, info, aad);
    QVERIFY(blob);
    QCOMPARE(blob->size(), SealedBox::pointBytes + plain.size() + SealedBox::tagBytes);
    const std::optional<Secret> back = box->open(*blob, info, aad);
    QVERIFY(back);
    QCOMPARE(back->expose().toByteArray(), plain);
}

void TestSealedBox::eachKeyAndEachSealIsItsOwn()
{
    const std::optional<SealedBox> one = SealedBox::generate();
    const std::optional<SealedBox> other = SealedBox::generate();
    QVERIFY(one && other);
    QVERIFY(one->publicKey() != other->publicKey());
    const std::optional<QByteArray> blob = sealTo(one->publicKey(), plainText, info, aad);
    QVERIFY(blob);
    QVERIFY(!other->open(*blob, info, aad));
    QVERIFY(*blob != *sealTo(one->publicKey(), plainText, info, aad));
    const SealedBox copy = *one;
    QCOMPARE(opened(copy, *blob, info, aad), plainText);
}

void TestSealedBox::sealsToNothingThatIsNoPoint()
{
    QVERIFY(!sealTo({}, plainText, info, aad));
    QVERIFY(!sealTo(QByteArray(65, '\1'), plainText, info, aad));
    QVERIFY(!sealTo(pkRm.first(64), plainText, info, aad));
}

void TestSealedBox::leavesNoErrorsForTls()
{
    ERR_clear_error();
    QVERIFY(!boxOfTheRfc().open(QByteArray(65, '\1') + ciphertext, info, aad));
    QVERIFY(!boxOfTheRfc().open(enc + QByteArray(40, '\1'), info, aad));
    QVERIFY(!sealTo(QByteArray(65, '\1'), plainText, info, aad));
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestSealedBox::wantsSeedsOfFullLength()
{
    QVERIFY(!SealedBox::derivedFrom(Secret()));
    QVERIFY(!SealedBox::derivedFrom(Secret::copyOf(ikmR.first(31))));
}

QTEST_APPLESS_MAIN(TestSealedBox)
#include "tst_sealed_box.moc"
