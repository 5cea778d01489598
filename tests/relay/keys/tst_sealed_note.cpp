// SPDX-License-Identifier: Apache-2.0
// Which texts are a sealed note, and what they say.
#include "relay/keys/sealed_note.h"

#include <QTest>

using namespace byok;

class TestSealedNote : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void TestSealedNote::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<qint64>("issuedAt");
    const QByteArray key = "sk-ant-0123456789";
    QTest::newRow("as JSON.stringify writes it")
        << QByteArray(R"({"key":"sk-ant-0123456789","iat":1760000000})") << key << qint64(1760000000);
    QTest::newRow("iat first") << QByteArray(R"({"iat":1760000000,"key":"sk-ant-0123456789"})") << key
                               << qint64(1760000000);
    QTest::newRow("blanks") << QByteArray(
                                   "\r\n { \"key\" :\t\"sk-ant-0123456789\" , \"iat\" : 1760000000 } \n")
                            << key << qint64(1760000000);
    QTest::newRow("escapes") << QByteArray(R"({"key":"sk\u002dant\u002D0123\u00345\/6789","iat":1})")
                             << QByteArray("sk-ant-012345/6789") << qint64(1);
    QTest::newRow("a name with an escape")
        << QByteArray(R"({"k\u0065y":"a","iat":1})") << QByteArray("a") << qint64(1);
    QTest::newRow("quotes and backslashes")
        << QByteArray(R"({"key":"\"\\\b\f\n\r\t","iat":1})") << QByteArray("\"\\\b\f\n\r\t") << qint64(1);
    QTest::newRow("zero") << QByteArray(R"({"key":"a","iat":0})") << QByteArray("a") << qint64(0);
    QTest::newRow("15 digits") << QByteArray(R"({"key":"a","iat":999999999999999})") << QByteArray("a")
                               << qint64(999'999'999'999'999);
}

void TestSealedNote::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, key);
    QFETCH(qint64, issuedAt);
    const std::optional<SealedNote> note = readSealedNote(Secret::copyOf(text));
    QVERIFY(note);
    QCOMPARE(note->key.expose().toByteArray(), key);
    QCOMPARE(note->issuedAt, issuedAt);
}

void TestSealedNote::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("nothing", "");
    row("a bare key", "sk-ant-0123456789");
    row("a JSON text", R"("sk-ant-0123456789")");
    row("an array", R"(["a",1])");
    row("empty object", "{}");
    row("no iat", R"({"key":"a"})");
    row("no key", R"({"iat":1})");
    row("two keys", R"({"key":"a","key":"b","iat":1})");
    row("two keys instead of iat", R"({"key":"a","key":"b"})");
    row("two iats", R"({"iat":1,"iat":2})");
    row("more than the two", R"({"key":"a","iat":1,"exp":2})");
    row("another name", R"({"Key":"a","iat":1})");
    row("key is empty", R"({"key":"","iat":1})");
    row("key is blank", R"({"key":" \t","iat":1})");
    row("key is a number", R"({"key":1,"iat":1})");
    row("key is null", R"({"key":null,"iat":1})");
    row("iat is a text", R"({"key":"a","iat":"1"})");
    row("iat is a fraction", R"({"key":"a","iat":1.5})");
    row("iat with an exponent", R"({"key":"a","iat":1e9})");
    row("iat is negative", R"({"key":"a","iat":-1})");
    row("iat with a plus", R"({"key":"a","iat":+1})");
    row("iat with a zero ahead", R"({"key":"a","iat":01})");
    row("iat of 16 digits", R"({"key":"a","iat":1000000000000000})");
    row("iat is missing", R"({"key":"a","iat":})");
    row("a comma too many", R"({"key":"a","iat":1,})");
    row("no comma", R"({"key":"a" "iat":1})");
    row("something behind it", R"({"key":"a","iat":1} x)");
    row("two notes", R"({"key":"a","iat":1}{"key":"a","iat":1})");
    row("not closed", R"({"key":"a","iat":1)");
    row("text not closed", R"({"key":"a)");
    row("a line break inside", "{\"key\":\"a\nb\",\"iat\":1}");
    row("a zero inside", QByteArray("{\"key\":\"a\0b\",\"iat\":1}", 20));
    row("an escape that is none", R"({"key":"\x61","iat":1})");
    row("an escape cut short", R"({"key":"\u00)");
    row("an escape with a letter beyond f", R"({"key":"\u00g1","iat":1})");
    row("an escape that is no ASCII", R"({"key":"\u00e4","iat":1})");
    row("UTF-8", "{\"key\":\"\xc3\xa4\",\"iat\":1}");
    row("a surrogate", R"({"key":"\ud800","iat":1})");
    row("a comment", R"({"key":"a",/**/"iat":1})");
    row("single quotes", R"({'key':'a','iat':1})");
    row("a byte order mark", "\xef\xbb\xbf{\"key\":\"a\",\"iat\":1}");
}

void TestSealedNote::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!readSealedNote(Secret::copyOf(text)));
}

QTEST_APPLESS_MAIN(TestSealedNote)
#include "tst_sealed_note.moc"
