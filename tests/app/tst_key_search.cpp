// SPDX-License-Identifier: Apache-2.0
#include "app/key_search.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QByteArray openai = "sk-proj-0123456789abcdefgh";
const QByteArray anthropic = "sk-ant-api03-0123456789ab";
const QByteArray openrouter = "sk-or-v1-0123456789abcdef";

/// "name@line=value" of each, for one comparison.
QStringList told(const QList<NamedValue> &values)
{
    QStringList lines;
    for (const NamedValue &value : values)
        lines += u"%1@%2=%3"_s.arg(value.name, QString::number(value.line),
                                   QString::fromUtf8(value.value.expose()));
    return lines;
}

QStringList told(const QList<FoundKey> &found)
{
    QStringList lines;
    for (const FoundKey &key : found)
        lines += u"%1: %2"_s.arg(key.provider, key.place);
    return lines;
}

} // namespace

class TestKeySearch : public QObject
{
    Q_OBJECT

private:
    void put(const QString &path, const QByteArray &bytes)
    {
        const QString whole = m_home->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    [[nodiscard]] QStringList found(const QProcessEnvironment &environment = {}) const
    {
        return told(findKeysOnThisMachine(environment, m_home->path(), ProviderCatalog::builtIn()));
    }

    std::unique_ptr<QTemporaryDir> m_home;

private slots:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void everyTidyAndUntidyFormIsRead_data()
    {
        QTest::addColumn<KeyFileForm>("form");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("values");
        const auto lines = [](const char *name, const QByteArray &bytes, const QStringList &values) {
            QTest::newRow(name) << KeyFileForm::Lines << bytes << values;
        };
        const QStringList one{u"A_KEY@1=0123456789ab"_s};
        lines("plain", "A_KEY=0123456789ab", one);
        lines("with a line end", "A_KEY=0123456789ab\n", one);
        lines("CRLF", "A_KEY=0123456789ab\r\nB=0123456789cd\r\n", one + QStringList{u"B@2=0123456789cd"_s});
        lines("double quotes", "A_KEY=\"0123456789ab\" # mine", one);
        lines("single quotes", "A_KEY='0123456789ab'", one);
        lines("a quote that never ends", "A_KEY='0123456789ab\n", {});
        lines("export", "export A_KEY=0123456789ab", one);
        lines("export, indented, quoted", "  export A_KEY=\"0123456789ab\"; echo", one);
        lines("declare", "declare -x A_KEY=\"0123456789ab\"", one);
        lines("fish", "set -gx A_KEY 0123456789ab", one);
        lines("fish in words", "set --global --export A_KEY '0123456789ab'", one);
        lines("csh", "setenv A_KEY 0123456789ab", one);
        lines("PowerShell", "$env:A_KEY = \"0123456789ab\"", one);
        lines("a comment behind", "A_KEY=0123456789ab # not this", one);
        lines("a comment", "# A_KEY=0123456789ab\n; A_KEY=0123456789ab", {});
        lines("a byte order mark",
              "\xEF\xBB\xBF"
              "A_KEY=0123456789ab",
              one);
        lines("blanks around", "A_KEY = 0123456789ab", one);
        lines("too short for a key", "A_KEY=012345678", {});
        lines("no name", "=0123456789ab", {});
        lines("words", "This is not a file of keys at all", {});
        lines("YAML", "a-key: 0123456789ab", {u"a-key@1=0123456789ab"_s});
        lines("YAML, quoted, a comment", "a-key: '0123456789ab' # x", {u"a-key@1=0123456789ab"_s});
        lines("YAML within", "x:\n  openai:\n    key: 0123456789ab\n  other: 0123456789cd\ny: 0123456789ef",
              {u"x.openai.key@3=0123456789ab"_s, u"x.other@4=0123456789cd"_s, u"y@5=0123456789ef"_s});
        lines("YAML, a list of pairs", "api-key:\n  - gemini=0123456789ab",
              {u"api-key.gemini@2=0123456789ab"_s});
        lines("TOML", "[openai]\napi_key = \"0123456789ab\"\n", {u"openai.api_key@2=0123456789ab"_s});
        lines("nothing", "", {});

        const auto json = [](const char *name, const QByteArray &bytes, const QStringList &values) {
            QTest::newRow(name) << KeyFileForm::Json << bytes << values;
        };
        json("JSON", R"({"openai": "0123456789ab"})", {u"openai@1=0123456789ab"_s});
        json("JSON within",
             "{\n \"a\": {\"type\": \"api\", \"key\": \"0123456789ab\"},\n \"b\": {\"key\": "
             "\"0123456789cd\"}}",
             {u"a.key@2=0123456789ab"_s, u"b.key@3=0123456789cd"_s});
        json("JSON, other values between",
             R"({"n": 1, "t": [true, {"k": "0123456789ab"}], "z": null, "q": "0123456789cd"})",
             {u"t.k@1=0123456789ab"_s, u"q@1=0123456789cd"_s});
        json("JSON, escapes", R"({"a\"b": "01234\"56789ab", "c": "0123456789cd"})", {u"c@1=0123456789cd"_s});
        json("JSON, cut off", R"({"a": "0123456789ab)", {u"a@1=0123456789ab"_s});
        json("JSON, too many ends", "}}]]{\"a\": \"0123456789ab\"}", {u"a@1=0123456789ab"_s});
        json("JSON, without end", QByteArray(100000, '['), {});
    }
    void everyTidyAndUntidyFormIsRead()
    {
        QFETCH(KeyFileForm, form);
        QFETCH(QByteArray, bytes);
        QTEST(told(namedValues(bytes, form)), "values");
    }

    void aNameAndAShapeTellWhoseKeyItIs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("provider");
        const auto row = [](const QString &name, const QByteArray &value, const QString &provider) {
            QTest::newRow(qPrintable(name + u' ' + QString::fromLatin1(value.first(6))))
                << name << value << provider;
        };
        row(u"OPENAI_API_KEY"_s, openai, u"openai"_s);
        row(u"VITE_OPENAI_API_KEY"_s, openai, u"openai"_s);
        row(u"openai-api-key"_s, openai, u"openai"_s);
        row(u"openai"_s, openai, u"openai"_s);
        row(u"env.ANTHROPIC_API_KEY"_s, anthropic, u"anthropic"_s);
        row(u"anthropic.key"_s, anthropic, u"anthropic"_s);
        row(u"OPENAI_API_KEY"_s, openrouter, u"openrouter"_s);
        row(u"OPENAI_API_KEY"_s, anthropic, u"anthropic"_s);
        row(u"OPENAI_API_KEY"_s, "sk-your-key-goes-here", {});
        row(u"OPENAI_API_KEY"_s, "sk-xxxxxxxxxxxxxxxx11", {});
        row(u"OPENAI_API_KEY"_s, "correct-horse-battery-7", {});
        row(u"DATABASE_PASSWORD"_s, openai, {});
        row(u"GEMINI_API_KEY"_s, "AIza0123456789abcdefghijklmnopqrstuvwxyz", u"google"_s);
        row(u"GOOGLE_API_KEY"_s, "AIza0123456789abcdefghijklmnopqrstuvwxyz", u"google"_s);
        row(u"GOOGLE_MAPS_API_KEY"_s, "AIza0123456789abcdefghijklmnopqrstuvwxyz", {});
        row(u"GROQ_API_KEY"_s, "gsk_0123456789abcdef", u"groq"_s);
        row(u"HF_TOKEN"_s, "hf_0123456789abcdef", u"huggingface"_s);
        row(u"DEEPSEEK_API_KEY"_s, "sk-0123456789abcdef", u"deepseek"_s);
        row(u"MISTRAL_API_KEY"_s, "0123456789abcdefghijklmnopqrstuv", u"mistral"_s);
        row(u"TOGETHER_API_KEY"_s, "0123456789abcdefghijklmnopqrstuv", u"together"_s);
        row(u"TOGETHER_API_KEY"_s, "short-0123456", {});
        row(u"CO_API_KEY"_s, "0123456789abcdefghijklmnopqrstuv", u"cohere"_s);
        row(u"AZURE_OPENAI_API_KEY"_s, "0123456789abcdefghijklmnopqrstuv", {}); // it has no address yet
        row(u"OLLAMA_API_KEY"_s, "0123456789abcdefghijklmnopqrstuv", {});
        row(QString(), openai, {});
    }
    void aNameAndAShapeTellWhoseKeyItIs()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, value);
        QTEST(providerOfNamedKey(name, Secret::copyOf(value), ProviderCatalog::builtIn()), "provider");
    }

    void theEnvironmentAndTheToolsFilesAreSearched()
    {
        QProcessEnvironment environment;
        environment.insert(u"ANTHROPIC_API_KEY"_s, QString::fromLatin1(anthropic));
        environment.insert(u"PATH"_s, u"/usr/bin"_s);
        put(u".codex/auth.json"_s, "{\"OPENAI_API_KEY\": \"" + openai + "\", \"tokens\": {\"id\": \"x\"}}");
        put(u".zshrc"_s, "# mine\nexport OPENROUTER_API_KEY=" + openrouter + "\n");
        put(u".cache/huggingface/token"_s, "hf_0123456789abcdef\n");
        put(u".aider.conf.yml"_s, "anthropic-api-key: " + anthropic); // once is enough
        QCOMPARE(found(environment), QStringList({u"anthropic: ANTHROPIC_API_KEY in the environment"_s,
                                                  u"openai: ~/.codex/auth.json, line 1"_s,
                                                  u"huggingface: ~/.cache/huggingface/token"_s,
                                                  u"openrouter: ~/.zshrc, line 2"_s}));
    }

    void anEmptyHomeHasNoKeys() { QCOMPARE(found(), QStringList()); }

    void twoKeysOfOneProviderAreBothFound()
    {
        put(u".env"_s, "OPENAI_API_KEY=" + openai + "\n");
        put(u".bashrc"_s, "export OPENAI_API_KEY=" + openai + "2\n");
        QCOMPARE(found(), QStringList({u"openai: ~/.env, line 1"_s, u"openai: ~/.bashrc, line 1"_s}));
    }

    void whatIsNoFileOrTooLargeIsPassedOver()
    {
        QVERIFY(QDir(m_home->path()).mkdir(u".env"_s));
        put(u".bashrc"_s, "export OPENAI_API_KEY=" + openai + "\n" + QByteArray(1024 * 1024, '#'));
        QCOMPARE(found(), QStringList());
    }

    void aFileIsSearchedOrSaysWhyNot()
    {
        const auto search = [this](const QString &name) {
            return keysInFile(m_home->filePath(name), ProviderCatalog::builtIn());
        };
        put(u"my.env"_s, "\nOPENAI_API_KEY=" + openai);
        const Result<QList<FoundKey>> keys = search(u"my.env"_s);
        QVERIFY(keys.ok());
        QCOMPARE(told(keys.value()), QStringList{u"openai: %1, line 2"_s.arg(m_home->filePath(u"my.env"_s))});
        QVERIFY(keys.value().constFirst().key.equals(Secret::copyOf(openai)));

        put(u"empty.env"_s, "A=b\n");
        put(u"large.env"_s, QByteArray(1024 * 1024 + 1, 'x'));
        QVERIFY(search(u"empty.env"_s).error().sentence.startsWith("No key was found in"_L1));
        QVERIFY(search(u"large.env"_s).error().sentence.contains("larger than 1 MiB"_L1));
        QVERIFY(search(u"none.env"_s).error().sentence.startsWith("There is no file"_L1));
        QVERIFY(search(u"."_s).error().sentence.contains("is not a file"_L1));
    }
};

QTEST_GUILESS_MAIN(TestKeySearch)
#include "tst_key_search.moc"
