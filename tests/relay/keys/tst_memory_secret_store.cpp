// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/memory_secret_store.h"

#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace byok;

class TestMemorySecretStore : public QObject
{
    Q_OBJECT

private slots:
    void whatWasWrittenIsRead();
    void anAbsentEntryIsAbsent();
    void removingTwiceIsSuccess();
    void probeSucceeds();
};

void TestMemorySecretStore::whatWasWrittenIsRead()
{
    MemorySecretStore store;
    int answers = 0;
    for (const QByteArrayView key : {"sk-one", "sk-two"}) {
        store.write(u"key/openai/default"_s, Secret::copyOf(key),
                    [&](const auto &done) { answers += done.ok() ? 1 : 0; });
        store.read(u"key/openai/default"_s, [&](const auto &read) {
            QVERIFY(read.ok());
            QCOMPARE(read.value().expose(), key);
            ++answers;
        });
    }
    QCOMPARE(answers, 4);
}

void TestMemorySecretStore::anAbsentEntryIsAbsent()
{
    MemorySecretStore store;
    std::optional<SecretFault> fault;
    store.read(u"key/openai/default"_s, [&](const auto &read) {
        if (!read.ok())
            fault = read.error().fault;
    });
    QVERIFY(fault == SecretFault::Absent);
}

void TestMemorySecretStore::removingTwiceIsSuccess()
{
    MemorySecretStore store;
    store.write(u"a"_s, Secret::copyOf("sk"), [](const auto &) {});
    int removed = 0;
    for (int i = 0; i < 2; ++i)
        store.remove(u"a"_s, [&](const auto &done) { removed += done.ok() ? 1 : 0; });
    QCOMPARE(removed, 2);
    bool found = true;
    store.read(u"a"_s, [&](const auto &read) { found = read.ok(); });
    QVERIFY(!found);
}

void TestMemorySecretStore::probeSucceeds()
{
    MemorySecretStore store;
    bool works = false;
    store.probe([&](const auto &done) { works = done.ok(); });
    QVERIFY(works);
    QVERIFY(store.description().contains(u"memory"_s));
}

QTEST_GUILESS_MAIN(TestMemorySecretStore)
#include "tst_memory_secret_store.moc"
