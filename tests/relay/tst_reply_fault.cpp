// SPDX-License-Identifier: Apache-2.0
#include "relay/reply_fault.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestReplyFault : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNeverPassedOn_data()
    {
        using Code = std::optional<ErrorCode>;
        QTest::addColumn<UpstreamHead>("head");
        QTest::addColumn<Code>("fault");
        const auto row = [](const char *name, int status, const HeaderFields &fields, Code fault) {
            QTest::newRow(name) << UpstreamHead{status, fields} << fault;
        };
        row("an answer", 200, {{"content-type", "text/plain"}}, {});
        row("an error", 500, {}, {});
        row("not modified", 304, {}, {});
        row("a choice, which nobody follows", 300, {{"location", "https://evil.example"}}, {});
        for (const int status : {301, 302, 303, 307, 308})
            row(QByteArray::number(status).constData(), status, {{"location", "https://evil.example"}},
                ErrorCode::UpstreamRedirect);
        row("gzip", 200, {{"content-encoding", "gzip"}}, ErrorCode::UpstreamEncoded);
        row("gzip after identity", 200, {{"content-encoding", "identity"}, {"content-encoding", "gzip"}},
            ErrorCode::UpstreamEncoded);
        row("identity", 200, {{"content-encoding", "Identity"}}, {});
        row("no encoding named", 200, {{"content-encoding", ""}}, {});
        row("a compressed redirect", 302, {{"content-encoding", "gzip"}}, ErrorCode::UpstreamRedirect);
    }
    void whatIsNeverPassedOn()
    {
        QFETCH(UpstreamHead, head);
        const std::optional<RelayError> fault = replyFault(head, u"Acme"_s);
        QTEST(fault ? std::optional(fault->code) : std::nullopt, "fault");
        if (fault)
            QVERIFY2(fault->sentence.startsWith(u"Acme "), qPrintable(fault->sentence));
    }
};

QTEST_APPLESS_MAIN(TestReplyFault)
#include "tst_reply_fault.moc"
