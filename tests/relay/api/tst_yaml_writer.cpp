// SPDX-License-Identifier: Apache-2.0
#include "relay/api/yaml_writer.h"

#include <QJsonDocument>
#include <QTest>

using namespace byok;

class TestYamlWriter : public QObject
{
    Q_OBJECT

private slots:
    void eachValueHasOneSpelling_data()
    {
        QTest::addColumn<QByteArray>("json"); ///< the value is its only element
        QTest::addColumn<QByteArray>("yaml");
        const auto row = [](const char *name, const char *json, const char *yaml) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(yaml);
        };
        row("nothing", "[null]", "null\n");
        row("yes and no", "[[true, false]]", "- true\n- false\n");
        row("numbers", "[[0, -1, 1.5, 9007199254740991, 1e300]]",
            "- 0\n- -1\n- 1.5\n- 9007199254740991\n- 1e+300\n");
        row("a string that looks like something else",
            "[[\"no\", \"1.0\", \"~\", \"- x\", \"a: b # c\", \"\"]]",
            "- \"no\"\n- \"1.0\"\n- \"~\"\n- \"- x\"\n- \"a: b # c\"\n- \"\"\n");
        row("quotes and line ends", "[\" \\\"a\\\" \\\\ \\n\\t\\r \"]",
            "\" \\\"a\\\" \\\\ \\u000a\\u0009\\u000d \"\n");
        row("what is not visible", "[\"\\u0000\\u007f\\u0085\\u2028\\ufeff\"]",
            "\"\\u0000\\u007f\\u0085\\u2028\\ufeff\"\n");
        row("letters of all the world", "[\"é 鍵 😀\"]", "\"é 鍵 😀\"\n");
        row("empty ones", "[{\"a\": [], \"b\": {}, \"c\": [[], {}]}]",
            "\"a\": []\n\"b\": {}\n\"c\":\n  - []\n  - {}\n");
        row("names in one order, quoted", "[{\"no\": 1, \"200\": 2, \"a\\\"b\": 3}]",
            "\"200\": 2\n\"a\\\"b\": 3\n\"no\": 1\n");
        row("blocks in blocks", "[{\"a\": [{\"b\": 1, \"c\": [2]}, [3, [4]]]}]",
            "\"a\":\n  -\n    \"b\": 1\n    \"c\":\n      - 2\n  -\n    - 3\n    -\n      - 4\n");
    }
    void eachValueHasOneSpelling()
    {
        QFETCH(QByteArray, json);
        QTEST(toYaml(QJsonDocument::fromJson(json)[0]), "yaml");
    }
};

QTEST_APPLESS_MAIN(TestYamlWriter)
#include "tst_yaml_writer.moc"
