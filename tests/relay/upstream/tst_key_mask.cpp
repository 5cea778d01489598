// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/key_mask.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace byok;

namespace {

const QByteArray key = "sk-live-0123456789abcdef";

QByteArray masked(const QByteArray &keyBytes, const QList<QByteArray> &pieces)
{
    KeyMask mask(Secret::copyOf(keyBytes));
    QByteArray out;
    for (const QByteArray &piece : pieces)
        out += mask.pass(piece);
    return out + mask.rest();
}

/// The rule, said plainly: each occurrence from the left, not overlapping, becomes stars.
QByteArray naive(QByteArray text, const QByteArray &keyBytes)
{
    for (qsizetype at = text.indexOf(keyBytes); at >= 0; at = text.indexOf(keyBytes, at + keyBytes.size()))
        text.replace(at, keyBytes.size(), QByteArray(keyBytes.size(), '*'));
    return text;
}

} // namespace

class TestKeyMask : public QObject
{
    Q_OBJECT

private slots:
    void aKeySplitAnywhereIsMasked();
    void aKeyInSinglesBytesIsMasked();
    void onlyATailThatBeginsLikeTheKeyIsHeldBack_data();
    void onlyATailThatBeginsLikeTheKeyIsHeldBack();
    void whatIsHeldBackComesAtTheEnd();
    void trickyRepeats_data();
    void trickyRepeats();
    void agreesWithTheNaiveRuleOnRandomPieces();
    void anEmptyKeyMasksNothing();
    void headerValuesAreMaskedWhole();
    void badInputIsReadInLinearTime();
};

void TestKeyMask::aKeySplitAnywhereIsMasked()
{
    const QByteArray text = "{\"echo\": \"" + key + "\", \"again\": \"" + key + "\"}";
    const QByteArray expected = naive(text, key);
    QVERIFY(!expected.contains(key));
    for (qsizetype first = 0; first <= text.size(); ++first) {
        for (qsizetype second = first; second <= text.size(); ++second)
            QCOMPARE(
                masked(key, {text.first(first), text.sliced(first, second - first), text.sliced(second)}),
                expected);
    }
}

void TestKeyMask::aKeyInSinglesBytesIsMasked()
{
    const QByteArray text = "a" + key + "b";
    QList<QByteArray> pieces;
    for (const char c : text)
        pieces.append(QByteArray(1, c));
    QCOMPARE(masked(key, pieces), naive(text, key));
}

void TestKeyMask::onlyATailThatBeginsLikeTheKeyIsHeldBack_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("nothing of it") << QByteArray("data: hello\n\n") << QByteArray("data: hello\n\n");
    QTest::newRow("its first byte") << QByteArray("tokens") << QByteArray("token");
    QTest::newRow("its first four") << QByteArray("x sk-l") << QByteArray("x ");
    QTest::newRow("not quite") << QByteArray("x sk-lo") << QByteArray("x sk-lo");
    QTest::newRow("all but one") << key.chopped(1) << QByteArray();
    QTest::newRow("whole") << key << QByteArray(key.size(), '*');
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestKeyMask::onlyATailThatBeginsLikeTheKeyIsHeldBack()
{
    QFETCH(QByteArray, piece);
    KeyMask mask(Secret::copyOf(key));
    QTEST(mask.pass(piece), "sent");
}

void TestKeyMask::whatIsHeldBackComesAtTheEnd()
{
    KeyMask mask(Secret::copyOf(key));
    QCOMPARE(mask.pass("ends with sk-live"), "ends with ");
    QCOMPARE(mask.rest(), "sk-live");
    QCOMPARE(mask.rest(), "");
}

void TestKeyMask::trickyRepeats_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("repeated prefix") << QByteArray("aaab") << QByteArray("aaaaaaabaab");
    QTest::newRow("border") << QByteArray("abab") << QByteArray("ababab abab");
    QTest::newRow("nested borders") << QByteArray("abacabad") << QByteArray("abacabacabad");
    QTest::newRow("one byte") << QByteArray("x") << QByteArray("axxb");
    QTest::newRow("all the same") << QByteArray("aaaa") << QByteArray("aaaaaaaaaaa");
    QTest::newRow("false start within") << QByteArray("sk-sk-x") << QByteArray("sk-sk-sk-x");
    QTest::newRow("binary") << QByteArray("\0\xff\0", 3) << QByteArray("\0\0\xff\0\xff\0", 6);
}

void TestKeyMask::trickyRepeats()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, text);
    for (qsizetype cut = 0; cut <= text.size(); ++cut)
        QCOMPARE(masked(secret, {text.first(cut), text.sliced(cut)}), naive(text, secret));
}

void TestKeyMask::agreesWithTheNaiveRuleOnRandomPieces()
{
    const quint32 seed = QRandomGenerator::system()->generate();
    QRandomGenerator random(seed);
    for (int round = 0; round < 20'000; ++round) {
        const int letters = random.bounded(1, 4);
        const auto word = [&](int least, int most) {
            QByteArray bytes(random.bounded(least, most), 'a');
            for (char &c : bytes)
                c = static_cast<char>('a' + random.bounded(letters));
            return bytes;
        };
        const QByteArray secret = word(1, 9);
        QList<QByteArray> pieces;
        QByteArray text;
        for (int i = random.bounded(1, 8); i > 0; --i) {
            pieces.append(random.bounded(4) == 0 ? secret : word(0, 12));
            text += pieces.last();
        }
        const QByteArray got = masked(secret, pieces);
        QVERIFY2(got == naive(text, secret),
                 QByteArray("seed " + QByteArray::number(seed) + ", key " + secret + ", text " + text)
                     .constData());
    }
}

void TestKeyMask::anEmptyKeyMasksNothing()
{
    KeyMask mask{Secret()};
    QCOMPARE(mask.pass("anything"), "anything");
    QCOMPARE(mask.rest(), "");
    QCOMPARE(mask.maskWhole("anything"), "anything");
}

void TestKeyMask::headerValuesAreMaskedWhole()
{
    const KeyMask mask(Secret::copyOf(key));
    QCOMPARE(mask.maskWhole("Bearer " + key + key + "."), "Bearer " + QByteArray(2 * key.size(), '*') + ".");
    QCOMPARE(mask.maskWhole("sk-live"), "sk-live");
}

void TestKeyMask::badInputIsReadInLinearTime()
{
    // The worst case for a search that starts over: a long run of what the key begins with.
    const QByteArray secret = QByteArray(2'000, 'a') + 'b';
    const QByteArray text(16 * 1024 * 1024, 'a');
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(masked(secret, {text}).size(), text.size());
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestKeyMask)
#include "tst_key_mask.moc"
