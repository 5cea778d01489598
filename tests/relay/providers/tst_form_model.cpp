// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/form_model.h"
#include "relay/providers/model_router.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QByteArray type = "multipart/form-data; boundary=----Form7";

QByteArray field(const QByteArray &name, const QByteArray &content)
{
    return "------Form7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
}

QByteArray file(const QByteArray &content)
{
    return "------Form7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.wav\"\r\n"
           "Content-Type: audio/wav\r\n\r\n" +
           content + "\r\n";
}

const QByteArray end = "------Form7--\r\n";

} // namespace

class TestFormModel : public QObject
{
    Q_OBJECT

private slots:
    void theModelAndItsPlaceAreFound_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("changed");
        const QByteArray noise("\0\xff\r\n--\r\nmodel\r\n\r\n", 18);
        QTest::newRow("behind the file") << file(noise) + field("model", "openai/whisper-1") + end << type
                                         << file(noise) + field("model", "X") + end;
        QTest::newRow("before it") << field("model", "whisper-1") + file("") + end << type
                                   << field("model", "X") + file("") + end;
        QTest::newRow("without a last line break")
            << field("model", "m") + "------Form7--" << type << field("model", "X") + "------Form7--";
        QTest::newRow("a boundary in quotes, as Node writes it")
            << field("model", "m") + end << "Multipart/Form-Data; charset=utf-8;boundary=\"----Form7\""_ba
            << field("model", "X") + end;
        const QByteArray odd =
            "------Form7\r\ncontent-type: text/plain\r\nContent-disposition:form-data;name=model\r\n"
            "\r\n";
        QTest::newRow("a name without quotes") << odd + "m\r\n" + end << type << odd + "X\r\n" + end;
    }
    void theModelAndItsPlaceAreFound()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, contentType);
        const auto found = findFormModel(body, contentType, {});
        QVERIFY2(found.ok(), found.ok() ? "" : qPrintable(found.error().sentence));
        QTEST(withModel(body, found.value(), "X"), "changed");
    }

    void whatTwoReadersCouldReadInTwoWaysIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("encoding");
        const auto row = [](const char *name, const QByteArray &body, const QByteArray &contentType = type,
                            const char *encoding = "") {
            QTest::newRow(name) << body << contentType << QByteArray(encoding);
        };
        const QByteArray model = field("model", "m");
        row("nothing", "");
        row("JSON", R"({"model":"m"})");
        row("no boundary", model + end, "multipart/form-data");
        row("an empty one", model + end, "multipart/form-data; boundary=");
        row("two", model + end, type + "; boundary=----Other");
        row("an escaped one", model + end, "multipart/form-data; boundary=\"----\\Form7\"");
        row("another one", model + end, "multipart/form-data; boundary=----Form8");
        row("compressed", model + end, type, "gzip");
        row("text before", "x\r\n" + model + end);
        row("text behind", model + end + "x");
        row("no end", model);
        row("no model", field("prompt", "x") + end);
        row("two models", model + field("model", "n") + end);
        row("another spelling", field("Model", "m") + end);
        row("both spellings", model + field("MODEL", "n") + end);
        row("an empty model", field("model", "") + end);
        row("a line break in it", field("model", "m\r\nx") + end);
        row("a quote in it", field("model", "m\"") + end);
        row("too long", field("model", QByteArray(257, 'm')) + end);
        row("a file",
            "------Form7\r\nContent-Disposition: form-data; name=\"model\"; filename=\"m\"\r\n\r\nm\r\n" +
                end);
        row("a second name",
            "------Form7\r\nContent-Disposition: form-data; name=\"a\"; name=\"model\"\r\n\r\nm\r\n" + end);
        row("a starred name",
            "------Form7\r\nContent-Disposition: form-data; name=\"model\"; name*=utf-8''x\r\n\r\nm\r\n" +
                end);
        row("an encoded name",
            "------Form7\r\nContent-Disposition: form-data; name=\"%6dodel\"\r\n\r\nm\r\n" + model + end);
        row("an escaped name",
            "------Form7\r\nContent-Disposition: form-data; name=\"mo\\del\"\r\n\r\nm\r\n" + model + end);
        row("two dispositions", "------Form7\r\nContent-Disposition: form-data; "
                                "name=\"x\"\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n" +
                                    end);
        row("an attachment",
            "------Form7\r\nContent-Disposition: attachment; name=\"model\"\r\n\r\nm\r\n" + end);
        row("a folded line",
            "------Form7\r\nContent-Disposition: form-data;\r\n name=\"model\"\r\n\r\nm\r\n" + end);
        row("a transfer encoding", "------Form7\r\nContent-Disposition: form-data; "
                                   "name=\"model\"\r\nContent-Transfer-Encoding: base64\r\n\r\nbQ==\r\n" +
                                       end);
        row("a bare line feed in a head",
            "------Form7\r\nX: y\nContent-Disposition: form-data; name=\"x\"\r\n\r\nm\r\n" + model + end);
        row("a boundary behind a bare line feed",
            file("a\n------Form7\nContent-Disposition: form-data; name=\"model\"\n\nn") + model + end);
        row("a boundary within a line", file("a------Form7") + model + end);
        row("blanks behind a boundary",
            "------Form7 \r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n" + end);
        row("a longer boundary",
            "------Form77\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n" + end);
        row("a boundary in a head",
            "------Form7\r\nContent-Disposition: form-data; name=\"model\"\r\nX: ------Form7\r\n\r\nm\r\n" +
                end);
        const auto disposed = [](const QByteArray &how) {
            return "------Form7\r\n" + how + "\r\n\r\nm\r\n" + end;
        };
        row("a second name with a blank behind it",
            disposed("Content-Disposition: form-data; name=\"model\"; name =\"x\""));
        row("a name in pieces", disposed("Content-Disposition: form-data; name=\"mo\"; name*1=\"del\""));
        row("a name and a piece of one",
            disposed("Content-Disposition: form-data; name=\"model\"; name*0=\"x\""));
        row("a name in single quotes", disposed("Content-Disposition: form-data; name='model'"));
        row("single quotes within", model + field("'model'", "y") + end);
        row("a blank behind a head's name",
            disposed("Content-Disposition : form-data; name=\"x\"\r\nContent-Disposition: form-data; "
                     "name=\"model\""));
        row("too many parts", field("x", "y").repeated(300) + model + end);
    }
    void whatTwoReadersCouldReadInTwoWaysIsRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, contentType);
        QFETCH(QByteArray, encoding);
        const auto found = findFormModel(body, contentType, encoding);
        QVERIFY(!found.ok());
        QCOMPARE(found.error().status(), 400);
        QVERIFY(!found.error().sentence.isEmpty());
    }

    void rulesAreHeldAgainstEveryFieldThatTellsAModel()
    {
        const QStringList globs{u"whisper-*"_s};
        const auto judged = [&globs](const QByteArray &body) {
            const auto models = readModels("/v1/audio/transcriptions", {}, body, {}, type);
            return judgeModels(std::span(&globs, 1), models.named).ok();
        };
        QVERIFY(judged(field("model", "whisper-1") + file("x") + end));
        QVERIFY(!judged(field("model", "gpt-4o-transcribe") + file("x") + end));
        QVERIFY(!judged(field("model", "whisper-1") + field("models[]", "gpt-4o") + end));
        QVERIFY(!judged(field("model_id", "scribe") + file("x") + end));
        QVERIFY(!judged(file("x") + end)); // names none
        QVERIFY(!judged(R"({"model":"whisper-1"})"));
        QVERIFY(!judged(field("Model", "whisper-1") + end));
    }

    void onlyTheTypeOfFormsIsOne_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        QTest::newRow("plain") << "multipart/form-data; boundary=x"_ba << true;
        QTest::newRow("capitals") << "Multipart/FORM-data"_ba << true;
        QTest::newRow("mixed") << "multipart/mixed; boundary=x"_ba << false;
        QTest::newRow("JSON") << "application/json"_ba << false;
        QTest::newRow("none") << ""_ba << false;
    }
    void onlyTheTypeOfFormsIsOne()
    {
        QFETCH(QByteArray, text);
        QTEST(isMultipartForm(text), "is");
    }
};

QTEST_APPLESS_MAIN(TestFormModel)
#include "tst_form_model.moc"
