// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/near_names.h"

#include <QElapsedTimer>
#include <QTest>

using namespace byok;

class TestNearNames : public QObject
{
    Q_OBJECT

    const QList<QByteArray> m_known{"openai/gpt-4o",
                                    "openai/gpt-4o-mini",
                                    "openai/gpt-5",
                                    "openai/whisper-1",
                                    "anthropic/claude-sonnet-4-5",
                                    "openrouter/openai/gpt-4o",
                                    "groq/llama-3.3-70b-versatile",
                                    "ollama/llama3.2:3b",
                                    "mistral/mistral-large-latest",
                                    "openai/o1"};

private slots:
    void whatWasMeantIsNamedNearestFirst_data()
    {
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QList<QByteArray>>("names");
        const auto row = [](const char *wanted, const QList<QByteArray> &names) {
            QTest::newRow(wanted) << QByteArray(wanted) << names;
        };
        row("whisper-1", {"openai/whisper-1"});
        row("gpt4o", {"openai/gpt-4o", "openrouter/openai/gpt-4o"});
        row("opnai/gpt-4o",
            {"openai/gpt-4o", "openrouter/openai/gpt-4o", "openai/gpt-4o-mini", "openai/gpt-5"});
        row("claude-sonet-4-5", {"anthropic/claude-sonnet-4-5"});
        row("CLAUDE-SONNET", {"anthropic/claude-sonnet-4-5"});
        row("llama3.2:1b", {"ollama/llama3.2:3b"});
        row("mistral-large-latset", {"mistral/mistral-large-latest"});
        row("versatile", {"groq/llama-3.3-70b-versatile"});
        row("o1", {"openai/o1"});
        row("x", {});
        row("", {});
        row("something-else-entirely", {});
    }
    void whatWasMeantIsNamedNearestFirst()
    {
        QFETCH(QByteArray, wanted);
        QTEST(nearNames(wanted, m_known, 5), "names");
    }

    void noMoreThanAskedFor()
    {
        QCOMPARE(nearNames("opnai/gpt-4o", m_known, 1), QList<QByteArray>{"openai/gpt-4o"});
        QCOMPARE(nearNames("gpt-4o", {}, 5), QList<QByteArray>());
    }

    void longListsAndNamesTakeNoLongTime()
    {
        QList<QByteArray> known;
        for (int i = 0; i < 20'000; ++i)
            known.append("provider/" + QByteArray(200, 'a') + QByteArray::number(i));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(nearNames(QByteArray(256, 'a'), known, 5).size() <= 5);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(TestNearNames)
#include "tst_near_names.moc"
