// SPDX-License-Identifier: Apache-2.0
#include "relay/logging.h"

#include <QDateTime>

#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

Q_LOGGING_CATEGORY(logHttp, "byok.http", QtInfoMsg)
Q_LOGGING_CATEGORY(logAccess, "byok.access", QtInfoMsg)
Q_LOGGING_CATEGORY(logUpstream, "byok.upstream", QtInfoMsg)
Q_LOGGING_CATEGORY(logKeys, "byok.keys", QtInfoMsg)
Q_LOGGING_CATEGORY(logRelay, "byok.relay", QtInfoMsg)
Q_LOGGING_CATEGORY(logApp, "byok.app", QtInfoMsg)

namespace {

bool isWithin(QByteArrayView category, QByteArrayView family)
{
    return category == family || (category.startsWith(family) && category.at(family.size()) == '.');
}

/// Qt filters a category by a plain function, so the one before ours has to be kept here.
QLoggingCategory::CategoryFilter &filterBefore()
{
    static QLoggingCategory::CategoryFilter filter = nullptr;
    return filter;
}

void filterCategory(QLoggingCategory *category)
{
    // First Qt's own filter, which applies QT_LOGGING_RULES; then ours, so that it has the last word.
    if (filterBefore() != nullptr)
        filterBefore()(category);
    const QByteArrayView name(category->categoryName());

    // These print requests, and their warnings quote them.
    for (const QByteArrayView family : {"qt.httpserver", "qt.network", "qt.websockets"}) {
        if (isWithin(name, family)) {
            for (const QtMsgType level : {QtDebugMsg, QtInfoMsg, QtWarningMsg, QtCriticalMsg})
                category->setEnabled(level, false);
            return;
        }
    }
    // The rest of Qt prints key presses, pasted text and D-Bus arguments, but only as debugging.
    if (isWithin(name, "qt") && !isWithin(name, "qt.qpa.plugin") && !isWithin(name, "qt.core.plugin")) {
        category->setEnabled(QtDebugMsg, false);
        category->setEnabled(QtInfoMsg, false);
    }
}

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        break;
    }
    return "fatal";
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    line += ' ';
    line += levelName(type);
    line += ' ';
    line += context.category != nullptr ? context.category : "default";
    line += ' ';
    // One message stays one line, so that no text can pass for another message or speak to the terminal.
    QString plain = text;
    for (QChar &c : plain) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    line += plain.toUtf8();
    line += '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void installLogging()
{
    const auto before = QLoggingCategory::installFilter(filterCategory);
    if (before != filterCategory) {
        filterBefore() = before;
        QLoggingCategory::installFilter(
            filterCategory); // again over all that exist, now that Qt's own is known
    }
    qInstallMessageHandler(writeMessage);
}

} // namespace byok
