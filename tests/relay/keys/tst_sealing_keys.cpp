// SPDX-License-Identifier: Apache-2.0
// Which sealed keys open, when, from where, and how often; how the relay's own key changes from day to day.
#include "relay/keys/sealing_keys.h"

#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 begin = 1'760'000'000;
constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
const QByteArray origin = "https://app.example";
const QByteArray key = "sk-ant-planted-0123456789";

/// SealingKeys and a clock that a test sets.
struct Desk
{
    qint64 now = begin;
    SealingKeys keys;

    explicit Desk(qsizetype most = SealingKeys::mostRemembered)
        : keys([this] { return QDateTime::fromSecsSinceEpoch(now, QTimeZone::UTC); }, most)
    {
    }
    Q_DISABLE_COPY_MOVE(Desk)

    SealingPublicKey current() { return keys.current().value(); }

    static QByteArray note(qint64 issuedAt)
    {
        return "{\"key\":\"" + key + "\",\"iat\":" + QByteArray::number(issuedAt) + '}';
    }
    static QByteArray sealedTo(const SealingPublicKey &to, const QByteArray &plain,
                               const QByteArray &from = origin, const QByteArray &info = "byok-relay v1")
    {
        return sealTo(to.point, plain, info, to.id + '|' + from)->toBase64(base64Url);
    }
    QByteArray sealed() { return sealedTo(current(), note(now)); }

    /// The opened key, or the refusal's name.
    QByteArray opened(const QByteArray &blob, const QByteArray &from = origin)
    {
        const Result<Secret, RelayError> result = keys.open(blob, from);
        return result ? result.value().expose().toByteArray()
                      : errorCodeName(result.error().code).toByteArray();
    }
    QString sentence(const QByteArray &blob, const QByteArray &from = origin)
    {
        const Result<Secret, RelayError> result = keys.open(blob, from);
        return result ? QString() : result.error().sentence;
    }
};

} // namespace

class TestSealingKeys : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatIsSealedToTheKeyItGives();
    void opensForAProgramWithoutOrigin();
    void refuses_data();
    void refuses();
    void doesNotTellAnotherOriginFromBrokenBytes();
    void refusesEveryBlobWithOneCharacterChanged();
    void saysNothingOfWhatWasSealed();
    void agesByItsClock_data();
    void agesByItsClock();
    void opensEachBlobOnce();
    void opensABlobOnceHoweverItIsSpelled();
    void remembersNoMoreThanItsBound();
    void refusedBlobsTakeNoRoom();
    void changesItsKeyEveryDay();
    void opensWithYesterdaysKeyForADayMore();
    void dropsItsKeysWithoutBeingAsked();
    void forgetsAllKeysWhenTheClockIsSetBack();
};

void TestSealingKeys::opensWhatIsSealedToTheKeyItGives()
{
    Desk desk;
    const SealingPublicKey first = desk.current();
    QCOMPARE(first.id.size(), 16);
    QCOMPARE(first.point.size(), SealedBox::pointBytes);
    QCOMPARE(first.expiresAt.toSecsSinceEpoch(), begin + 48 * hour);
    QCOMPARE(desk.current().id, first.id);
    QCOMPARE(desk.opened(desk.sealed()), key);
}

void TestSealingKeys::opensForAProgramWithoutOrigin()
{
    Desk desk;
    const QByteArray blob = Desk::sealedTo(desk.current(), Desk::note(begin), {});
    QCOMPARE(desk.opened(blob), "sealed_key_refused");
    QCOMPARE(desk.opened(blob, {}), key);
}

void TestSealingKeys::refuses_data()
{
    QTest::addColumn<QByteArray>("blob"); // PUB stands for a good one's base64url
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("info");
    const auto asIs = [](const char *name, const QByteArray &blob) {
        QTest::newRow(name) << blob << QByteArray() << QByteArray();
    };
    asIs("nothing", "");
    asIs("padding", "PUB=");
    asIs("blanks", "PUB ");
    asIs("not the URL's alphabet", "PUB+/");
    asIs("a character that stands for no whole byte", "PUBA");
    asIs("short", QByteArray("short").toBase64(base64Url));
    asIs("zeros", QByteArray(200, '\0').toBase64(base64Url));
    asIs("too long", QByteArray(SealingKeys::mostCharacters + 1, 'A'));
    asIs("two of them", "PUB,PUB");
    const QByteArray v1 = "byok-relay v1";
    QTest::newRow("other info") << QByteArray() << Desk::note(begin) << QByteArray("byok-relay v2");
    QTest::newRow("a bare key") << QByteArray() << key << v1;
    QTest::newRow("no iat") << QByteArray() << QByteArray("{\"key\":\"" + key + "\"}") << v1;
    QTest::newRow("iat as a text") << QByteArray()
                                   << QByteArray("{\"key\":\"" + key + "\",\"iat\":\"1760000000\"}") << v1;
    QTest::newRow("iat in milliseconds") << QByteArray() << Desk::note(begin * 1000) << v1;
}

void TestSealingKeys::refuses()
{
    QFETCH(QByteArray, blob);
    QFETCH(QByteArray, plain);
    QFETCH(QByteArray, info);
    Desk desk;
    const QByteArray sent = plain.isEmpty() ? QByteArray(blob).replace("PUB", desk.sealed())
                                            : Desk::sealedTo(desk.current(), plain, origin, info);
    QCOMPARE(desk.opened(sent), "sealed_key_refused");
}

void TestSealingKeys::doesNotTellAnotherOriginFromBrokenBytes()
{
    Desk desk;
    const QByteArray blob = desk.sealed();
    const QString broken = desk.sentence(QByteArray(200, '\0').toBase64(base64Url));
    QVERIFY(!broken.isEmpty());
    for (const QByteArray &other :
         {"https://evil.example"_ba, "https://app.example:444"_ba, "http://app.example"_ba, ""_ba})
        QCOMPARE(desk.sentence(blob, other), broken);
    // A key_id that is another's.
    SealingPublicKey renamed = desk.current();
    renamed.id = "0000000000000000";
    QCOMPARE(desk.sentence(Desk::sealedTo(renamed, Desk::note(begin))), broken);
    QCOMPARE(desk.opened(blob), key); // nothing of this has used it up
}

void TestSealingKeys::refusesEveryBlobWithOneCharacterChanged()
{
    Desk desk;
    const QByteArray good = desk.sealed();
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray bad = good;
        bad[at] = bad.at(at) == 'A' ? 'B' : 'A';
        QCOMPARE(desk.opened(bad), "sealed_key_refused");
    }
    QCOMPARE(desk.opened(good), key);
}

void TestSealingKeys::saysNothingOfWhatWasSealed()
{
    Desk desk;
    for (const QByteArray &plain : {key, Desk::note(begin - hour), Desk::note(begin + hour),
                                    "{\"key\":\"" + key + "\",\"iat\":1,\"x\":\"seen\"}"}) {
        const QString said = desk.sentence(Desk::sealedTo(desk.current(), plain));
        QVERIFY(!said.isEmpty());
        QVERIFY(!said.contains("sk-ant"_L1) && !said.contains("seen"_L1) && !said.contains("176"_L1));
    }
}

void TestSealingKeys::agesByItsClock_data()
{
    QTest::addColumn<qint64>("issuedAt");
    QTest::addColumn<bool>("opens");
    QTest::newRow("now") << begin << true;
    QTest::newRow("ten minutes old") << begin - 10 * minute << true;
    QTest::newRow("a second more") << begin - 10 * minute - 1 << false;
    QTest::newRow("a day old") << begin - 24 * hour << false;
    QTest::newRow("1970") << qint64(0) << false;
    QTest::newRow("a minute ahead") << begin + minute << true;
    QTest::newRow("a second more ahead") << begin + minute + 1 << false;
}

void TestSealingKeys::agesByItsClock()
{
    QFETCH(qint64, issuedAt);
    QFETCH(bool, opens);
    Desk desk;
    QCOMPARE(desk.opened(Desk::sealedTo(desk.current(), Desk::note(issuedAt))),
             opens ? key : "sealed_key_refused"_ba);
}

void TestSealingKeys::opensEachBlobOnce()
{
    Desk desk;
    const QByteArray blob =
        Desk::sealedTo(desk.current(), Desk::note(begin + minute)); // by a clock that is ahead
    QCOMPARE(desk.opened(blob), key);
    for (const qint64 later : {qint64(0), minute, 10 * minute, 11 * minute, 11 * minute + 1, hour}) {
        desk.now = begin + later;
        QCOMPARE(desk.opened(blob), "sealed_key_refused");
    }
}

void TestSealingKeys::opensABlobOnceHoweverItIsSpelled()
{
    Desk desk;
    // Of this length the last character has bits to spare.
    QByteArray blob;
    for (int blanks = 0; blob.isEmpty() || blob.size() % 4 == 0; ++blanks)
        blob = Desk::sealedTo(desk.current(), Desk::note(begin) + QByteArray(blanks, ' '));
    QCOMPARE(desk.opened(blob), key);
    const QByteArray bytes = QByteArray::fromBase64(blob, base64Url);
    for (char c = 'A'; c <= 'Z'; ++c) {
        const QByteArray other = blob.chopped(1) + c;
        if (QByteArray::fromBase64(other, base64Url) == bytes)
            QCOMPARE(desk.opened(other), "sealed_key_refused");
    }
}

void TestSealingKeys::remembersNoMoreThanItsBound()
{
    Desk desk(3);
    QByteArrayList used;
    for (int i = 0; i < 3; ++i) {
        used.append(desk.sealed());
        QCOMPARE(desk.opened(used.last()), key);
    }
    const QByteArray another = desk.sealed();
    const Result<Secret, RelayError> refused = desk.keys.open(another, origin);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::TooManyRequests);
    QVERIFY(refused.error().retryAfterSeconds > 0);
    for (const QByteArray &blob : used) // none of them has made room
        QCOMPARE(desk.opened(blob), "sealed_key_refused");
    desk.now += 10 * minute + 1;
    QCOMPARE(desk.opened(desk.sealed()), key);
}

void TestSealingKeys::refusedBlobsTakeNoRoom()
{
    Desk desk(1);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(desk.opened(desk.sealed(), "https://evil.example"), "sealed_key_refused");
        QCOMPARE(desk.opened(Desk::sealedTo(desk.current(), Desk::note(begin - hour))), "sealed_key_refused");
    }
    QCOMPARE(desk.opened(desk.sealed()), key);
}

void TestSealingKeys::changesItsKeyEveryDay()
{
    Desk desk;
    const SealingPublicKey first = desk.current();
    desk.now = begin + 24 * hour - 1;
    QCOMPARE(desk.current().point, first.point);
    desk.now = begin + 24 * hour;
    const SealingPublicKey second = desk.current();
    QVERIFY(second.point != first.point);
    QVERIFY(second.id != first.id);
    QCOMPARE(second.expiresAt, first.expiresAt.addSecs(24 * hour));
}

void TestSealingKeys::opensWithYesterdaysKeyForADayMore()
{
    Desk desk;
    const SealingPublicKey first = desk.current();
    for (const qint64 later : {24 * hour, 36 * hour, 48 * hour - 1}) {
        desk.now = begin + later;
        QVERIFY(desk.current().id != first.id);
        QCOMPARE(desk.opened(Desk::sealedTo(first, Desk::note(desk.now))), key);
    }
    desk.now = begin + 48 * hour;
    QCOMPARE(desk.opened(Desk::sealedTo(first, Desk::note(desk.now))), "sealed_key_refused");
    QCOMPARE(desk.opened(desk.sealed()), key);
}

void TestSealingKeys::dropsItsKeysWithoutBeingAsked()
{
    Desk desk;
    const SealingPublicKey first = desk.current();
    desk.now = begin + 50 * hour; // the computer slept
    desk.keys.renew();
    desk.now = begin; // nobody's clock: only to show that the key is gone
    QCOMPARE(desk.opened(Desk::sealedTo(first, Desk::note(begin))), "sealed_key_refused");
}

void TestSealingKeys::forgetsAllKeysWhenTheClockIsSetBack()
{
    Desk desk;
    const SealingPublicKey first = desk.current();
    const QByteArray blob = desk.sealed();
    QCOMPARE(desk.opened(blob), key);
    desk.now = begin + hour; // the blob is too old to be remembered
    QCOMPARE(desk.opened(desk.sealed()), key);
    desk.now = begin; // and young again
    QCOMPARE(desk.opened(blob), "sealed_key_refused");
    QVERIFY(desk.current().id != first.id);
    QCOMPARE(desk.opened(desk.sealed()), key);
    // A small step is none.
    const SealingPublicKey now = desk.current();
    desk.now -= minute;
    QCOMPARE(desk.current().id, now.id);
    QCOMPARE(desk.opened(desk.sealed()), key);
}

QTEST_APPLESS_MAIN(TestSealingKeys)
#include "tst_sealing_keys.moc"
