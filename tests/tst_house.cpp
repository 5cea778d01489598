// SPDX-License-Identifier: Apache-2.0
// Holds every source against the house's plan: which layer and room may include what, which Qt modules a
// layer may use, who may name QHttpServer, and what each file must carry. Each rule is also shown a planted
// fault that it has to find.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// One file of the checkout. `path` is relative to its top.
struct Source
{
    QString path;
    QString text;
};

struct Include
{
    int line = 0;
    QString name;
    bool quoted = false;
};

const QSet<QString> &httpValues()
{
    static const QSet<QString> names{
        u"header_field"_s,     u"request_head"_s,       u"caller"_s,          u"reply"_s,
        u"client_request"_s,   u"request_judge"_s,      u"connection_ends"_s, u"upgrade"_s,
        u"websocket_frames"_s, u"websocket_handshake"_s};
    return names;
}

const QSet<QString> &baseFiles()
{
    static const QSet<QString> names{u"result"_s,
                                     u"relay_error"_s,
                                     u"settings"_s,
                                     u"json_place"_s,
                                     u"relay_config"_s,
                                     u"route"_s,
                                     u"logging"_s,
                                     u"grant"_s,
                                     u"random_hex"_s,
                                     u"network_address"_s,
                                     u"denial"_s,
                                     u"peer_socket"_s,
                                     u"auth_scheme"_s,
                                     u"provider_entry"_s,
                                     u"proxy_choice"_s,
                                     u"desktop_choices"_s,
                                     u"json_reader"_s,
                                     u"config_choices"_s,
                                     u"peer_socket_linux"_s,
                                     u"fallback_rule"_s,
                                     u"fallback_rule_json"_s,
                                     u"shown_text"_s,
                                     u"steady_clock"_s,
                                     u"openssl_start"_s};
    return names;
}

QString stem(const QString &path)
{
    return path.section(u'/', -1).section(u'.', 0, 0);
}

/// The room a file belongs to: "base", "values", "http", … "relay" (the top files of relay/), "ui", "app".
QString roomOf(const QString &path)
{
    const QStringList parts = path.split(u'/');
    if (parts.first() != "relay"_L1)
        return parts.first();
    if (parts.size() == 2)
        return baseFiles().contains(stem(path)) ? u"base"_s : u"relay"_s;
    if (parts.at(1) == "http"_L1 && httpValues().contains(stem(path)))
        return u"values"_s;
    if (path == "relay/keys/secret.h"_L1) // whatever carries a key or token carries it as this
        return u"values"_s;
    return parts.at(1);
}

/// The arrows. Every room may include itself.
const QHash<QString, QSet<QString>> &arrows()
{
    static const QSet<QString> everyRoom{u"base"_s,     u"values"_s, u"http"_s,  u"access"_s, u"providers"_s,
                                         u"upstream"_s, u"keys"_s,   u"usage"_s, u"api"_s,    u"relay"_s};
    static const QSet<QString> ground{u"base"_s, u"values"_s};
    static const QHash<QString, QSet<QString>> table{
        {u"base"_s, ground},
        {u"values"_s, ground},
        {u"http"_s, ground},
        {u"keys"_s, ground},
        {u"usage"_s, ground},
        {u"providers"_s, ground + QSet{u"keys"_s}},
        {u"upstream"_s, ground + QSet{u"keys"_s}},
        {u"access"_s, ground + QSet{u"keys"_s, u"providers"_s}},
        {u"api"_s, everyRoom},
        {u"relay"_s, everyRoom},
        {u"ui"_s, everyRoom},
        {u"app"_s, everyRoom + QSet{u"ui"_s}},
    };
    return table;
}

const QHash<QString, QSet<QString>> &qtModules()
{
    static const QHash<QString, QSet<QString>> table{
        {u"relay"_s, {u"QtCore"_s, u"QtNetwork"_s, u"QtHttpServer"_s, u"QtSql"_s}},
        {u"ui"_s, {u"QtCore"_s, u"QtGui"_s, u"QtWidgets"_s, u"QtSvg"_s, u"QtSvgWidgets"_s}},
        {u"app"_s, {u"QtCore"_s, u"QtGui"_s, u"QtWidgets"_s, u"QtNetwork"_s, u"QtDBus"_s, u"QtSvg"_s}},
    };
    return table;
}

/// Which rooms may know a library that is neither Qt nor the system's.
const QHash<QString, QSet<QString>> &libraries()
{
    static const QHash<QString, QSet<QString>> table{
        {u"curl"_s, {u"upstream"_s}},
        {u"llhttp"_s, {u"http"_s, u"upstream"_s}},
        {u"openssl"_s, {u"base"_s, u"keys"_s, u"upstream"_s, u"access"_s, u"api"_s}},
        {u"simdjson"_s, {u"providers"_s, u"usage"_s, u"api"_s, u"relay"_s}},
        {u"qt6keychain"_s, {u"app"_s}},
        {u"libsecret"_s, {u"app"_s}},
        {u"glib"_s, {}},
        {u"gtk"_s, {}},
    };
    return table;
}

/// The Qt module that has a header, by looking where the headers are; empty where none has.
QString moduleOf(const QString &header)
{
    static QHash<QString, QString> known;
    if (const auto found = known.constFind(header); found != known.constEnd())
        return *found;
    const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
    const QString first = header.section(u'/', 0, 0);
    QString module;
    if (header.contains(u'/') && first.startsWith(u'Q')) {
        module = first;
    } else if (headers.exists(header + u'/' + header)) {
        module = header; // <QtCore>, the whole module
    } else {
        for (const QString &candidate : headers.entryList({u"Qt*"_s}, QDir::Dirs)) {
            if (headers.exists(candidate + u'/' + header)) {
                module = candidate;
                break;
            }
        }
    }
    known.insert(header, module);
    return module;
}

QList<Include> includesOf(const QString &text)
{
    static const QRegularExpression form(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    QList<Include> includes;
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        if (const auto match = form.match(line); match.hasMatch())
            includes.append({number, match.captured(2), match.captured(1) == "\""_L1});
    }
    return includes;
}

/// The text with comments and string literals blanked, so that prose may name what code must not.
QString codeOf(QString text)
{
    static const QRegularExpression prose(uR"(//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*")"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    return text.replace(prose, u" "_s);
}

bool isCode(const QString &path)
{
    return path.endsWith(".cpp"_L1) || path.endsWith(".h"_L1);
}

bool isInLayers(const QString &path)
{
    return path.startsWith("relay/"_L1) || path.startsWith("ui/"_L1) || path.startsWith("app/"_L1);
}

QString fault(const Source &source, int line, const QString &what)
{
    return u"%1:%2: %3"_s.arg(source.path).arg(line).arg(what);
}

QStringList arrowFaults(const Source &source)
{
    if (!isCode(source.path) || !isInLayers(source.path))
        return {};
    QStringList faults;
    const QString from = roomOf(source.path);
    if (!arrows().contains(from))
        return {fault(source, 1, u"the room '%1' is not in the plan"_s.arg(from))};
    for (const Include &include : includesOf(source.text)) {
        if (!include.quoted)
            continue;
        if (include.name.endsWith(".moc"_L1))
            continue;
        if (!isInLayers(include.name)) {
            faults += fault(source, include.line, u"\"%1\" is not a path from the top"_s.arg(include.name));
            continue;
        }
        const QString to = roomOf(include.name);
        if (to != from && !arrows().value(from).contains(to))
            faults +=
                fault(source, include.line, u"%1 must not include %2 (%3)"_s.arg(from, to, include.name));
    }
    return faults;
}

QStringList libraryFaults(const Source &source)
{
    if (!isCode(source.path) || !isInLayers(source.path))
        return {};
    QStringList faults;
    const QString layer = source.path.section(u'/', 0, 0);
    const QString room = roomOf(source.path);
    for (const Include &include : includesOf(source.text)) {
        if (include.quoted)
            continue;
        const QString library = include.name.section(u'/', 0, 0).section(u'.', 0, 0);
        if (libraries().contains(library)) {
            if (!libraries().value(library).contains(room))
                faults += fault(source, include.line, u"%1 must not use %2"_s.arg(room, include.name));
        } else if (include.name.contains("private/"_L1) || include.name.endsWith("_p.h"_L1)) {
            faults += fault(source, include.line, u"%1 is private to Qt"_s.arg(include.name));
        } else if (include.name.startsWith(u'Q')) {
            const QString module = moduleOf(include.name);
            if (module.isEmpty())
                faults += fault(source, include.line, u"no Qt module has <%1>"_s.arg(include.name));
            else if (!qtModules().value(layer).contains(module))
                faults += fault(source, include.line,
                                u"%1 must not use %2 (%3)"_s.arg(layer, module, include.name));
        } else if (layer == "ui"_L1 &&
                   (include.name.startsWith("sys/"_L1) || include.name == "unistd.h"_L1)) {
            faults += fault(source, include.line, u"ui leaves <%1> to app"_s.arg(include.name));
        }
    }
    return faults;
}

QStringList httpServerFaults(const Source &source)
{
    if (!isCode(source.path) || !isInLayers(source.path))
        return {};
    const QString name = stem(source.path);
    if (source.path.startsWith("relay/http/"_L1) &&
        (name == "relay_server"_L1 || name == "response_writer"_L1))
        return {};
    static const QRegularExpression types(uR"(\b(QHttpServer\w*|QAbstractHttpServer\w*)\b)"_s);
    const QString code = codeOf(source.text);
    const auto match = types.match(code);
    if (!match.hasMatch())
        return {};
    const auto line = int(code.left(match.capturedStart()).count(u'\n')) + 1;
    return {fault(source, line, u"only RelayServer and ResponseWriter may name %1"_s.arg(match.captured(1)))};
}

QStringList headerFaults(const Source &source)
{
    static const QSet<QString> kinds{u"cpp"_s, u"h"_s,   u"cmake"_s,   u"sh"_s,  u"py"_s,
                                     u"js"_s,  u"mjs"_s, u"ts"_s,      u"css"_s, u"html"_s,
                                     u"svg"_s, u"xml"_s, u"desktop"_s, u"in"_s,  u"qrc"_s};
    // A translation is written anew by lupdate, which keeps no comment.
    const bool isTranslation = source.path.startsWith("resources/i18n/"_L1);
    const bool wanted = (kinds.contains(source.path.section(u'.', -1)) && !isTranslation) ||
                        stem(source.path) == "CMakeLists"_L1 || source.text.startsWith("#!"_L1);
    QStringList faults;
    const QString top = source.text.section(u'\n', 0, 3);
    if (wanted && !top.contains(u"SPDX-License-Identifier: Apache-2.0"_s) &&
        !top.contains(u"SPDX-License-Identifier: CC0-1.0"_s))
        faults += fault(source, 1, u"no SPDX header in the first lines"_s);
    if (source.path.endsWith(".h"_L1) && !source.text.contains(u"\n#pragma once\n"_s))
        faults += fault(source, 1, u"a header without #pragma once"_s);
    if (source.path.endsWith(".h"_L1) && codeOf(source.text).contains(u"using namespace"_s))
        faults += fault(source, 1, u"a header that opens a namespace for everyone who includes it"_s);
    return faults;
}

QStringList buildFaults(const Source &source)
{
    if (stem(source.path) != "CMakeLists"_L1)
        return {};
    static const QRegularExpression privateModule(uR"(Qt6?::\w+Private\b)"_s);
    if (const auto match = privateModule.match(source.text); match.hasMatch())
        return {fault(source, 1, u"%1 is private to Qt"_s.arg(match.captured()))};
    return {};
}

/// Paths that only exist on somebody's own machine.
QStringList machineFaults(const Source &source)
{
    static const QRegularExpression place(
        uR"((?<![\w$}.\-/])(/(?:home|root|work|Users|workspace|builds|mnt)/[\w.\-]+|[A-Z]:\\Users\\\w+))"_s);
    if (source.path == "tests/tst_house.cpp"_L1)
        return {};
    QStringList faults;
    int number = 0;
    for (const QString &line : source.text.split(u'\n')) {
        ++number;
        if (const auto match = place.match(line); match.hasMatch())
            faults += fault(source, number, u"%1 is a place on one machine"_s.arg(match.captured()));
    }
    return faults;
}

/// QtTest's QTRY_… and qWaitFor() give up after 5 s, which a busy machine may need.
QStringList patienceFaults(const Source &source)
{
    static const QRegularExpression tries(uR"(\bQTRY_\w+|\bqWaitFor\([^;]*; \}\))"_s);
    if (!isCode(source.path) || !source.path.startsWith("tests/"_L1) ||
        source.text.contains("#include \"tests/support/patience.h\""_L1))
        return {};
    const QString code = codeOf(source.text);
    const auto match = tries.match(code);
    if (!match.hasMatch() || source.path == "tests/support/patience.h"_L1)
        return {};
    const auto line = int(code.left(match.capturedStart()).count(u'\n')) + 1;
    return {fault(source, line, u"%1 without tests/support/patience.h"_s.arg(match.captured()))};
}

QString topFolder()
{
    return qEnvironmentVariable("BYOK_SOURCE_DIR");
}

QList<Source> readSources()
{
    QList<Source> sources;
    const auto add = [&sources](const QString &path) {
        QFile file(topFolder() + u'/' + path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        const QByteArray bytes = file.read(2'000'000);
        if (!bytes.contains('\0'))
            sources.append({path, QString::fromUtf8(bytes)});
    };
    for (const QString &folder :
         {u"app"_s, u"relay"_s, u"ui"_s, u"resources"_s, u"installer"_s, u"tests"_s, u".ci"_s}) {
        QDirIterator files(topFolder() + u'/' + folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = QDir(topFolder()).relativeFilePath(files.next());
            static const QRegularExpression notOurs(
                uR"((^|/)(node_modules|__pycache__|build|corpus|package-lock\.json)(/|$))"_s);
            if (!notOurs.match(path).hasMatch())
                add(path);
        }
    }
    for (const QString &path : {u"CMakeLists.txt"_s, u"CMakePresets.json"_s, u"dev"_s, u"README.md"_s})
        add(path);
    return sources;
}

using Rule = QStringList (*)(const Source &);

} // namespace

class TestHouse : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_sources = readSources();
        QVERIFY2(m_sources.size() > 40, "the sources were not found; is BYOK_SOURCE_DIR set?");
    }

    void sourcesKeepTheRule_data()
    {
        QTest::addColumn<Rule>("rule");
        QTest::newRow("arrows between layers and rooms") << Rule(arrowFaults);
        QTest::newRow("Qt modules and libraries of each layer") << Rule(libraryFaults);
        QTest::newRow("who names QHttpServer") << Rule(httpServerFaults);
        QTest::newRow("licence header and include guard") << Rule(headerFaults);
        QTest::newRow("no private parts of Qt") << Rule(buildFaults);
        QTest::newRow("no paths of somebody's machine") << Rule(machineFaults);
        QTest::newRow("no test that gives up early") << Rule(patienceFaults);
    }

    void sourcesKeepTheRule()
    {
        QFETCH(Rule, rule);
        QStringList faults;
        for (const Source &source : std::as_const(m_sources))
            faults += rule(source);
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
    }

    void plantedFaultIsFound_data()
    {
        QTest::addColumn<Rule>("rule");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word"); ///< of the fault; empty: the source is in order

        const auto row = [](const char *name, Rule rule, const QString &path, const QString &text,
                            const QString &word) { QTest::newRow(name) << rule << path << text << word; };

        row("relay includes ui", arrowFaults, u"relay/exchange.cpp"_s, u"#include \"ui/tray_icon.h\"\n"_s,
            u"ui"_s);
        row("relay includes app", arrowFaults, u"relay/api/keys_api.cpp"_s,
            u"#include \"app/application.h\"\n"_s, u"app"_s);
        row("ui includes app", arrowFaults, u"ui/tray_icon.cpp"_s, u"#include \"app/application.h\"\n"_s,
            u"app"_s);
        row("http includes access", arrowFaults, u"relay/http/wire_guard.cpp"_s,
            u"#include \"relay/access/host_policy.h\"\n"_s, u"access"_s);
        row("keys include providers", arrowFaults, u"relay/keys/key_ring.h"_s,
            u"#include \"relay/providers/provider.h\"\n"_s, u"providers"_s);
        row("upstream includes access", arrowFaults, u"relay/upstream/header_filter.cpp"_s,
            u"#include \"relay/access/origin.h\"\n"_s, u"access"_s);
        row("providers include http's inside", arrowFaults, u"relay/providers/provider.h"_s,
            u"#include \"relay/http/wire_guard.h\"\n"_s, u"http"_s);
        row("base includes a room", arrowFaults, u"relay/relay_error.h"_s,
            u"#include \"relay/keys/key_ring.h\"\n"_s, u"keys"_s);
        row("an include by neighbourhood", arrowFaults, u"relay/keys/key_ring.cpp"_s,
            u"#include \"key_ring.h\"\n"_s, u"from the top"_s);
        row("an unknown room", arrowFaults, u"relay/misc/helpers.h"_s, u""_s, u"misc"_s);
        row("providers include http's values", arrowFaults, u"relay/providers/provider.h"_s,
            u"#include \"relay/http/header_field.h\"\n"_s, {});
        row("api includes everything", arrowFaults, u"relay/api/keys_api.cpp"_s,
            u"#include \"relay/upstream/transfer.h\"\n#include \"relay/exchange.h\"\n"_s, {});
        row("app includes ui", arrowFaults, u"app/main.cpp"_s, u"#include \"ui/tray_icon.h\"\n"_s, {});

        row("Widgets in relay", libraryFaults, u"relay/relay_controller.cpp"_s, u"#include <QWidget>\n"_s,
            u"QtWidgets"_s);
        row("Gui in relay", libraryFaults, u"relay/relay_controller.cpp"_s, u"#include <QtGui/QIcon>\n"_s,
            u"QtGui"_s);
        row("D-Bus in relay", libraryFaults, u"relay/keys/key_ring.cpp"_s, u"#include <QDBusConnection>\n"_s,
            u"QtDBus"_s);
        row("keychain in relay", libraryFaults, u"relay/keys/key_ring.cpp"_s,
            u"#include <qt6keychain/keychain.h>\n"_s, u"qt6keychain"_s);
        row("curl outside upstream", libraryFaults, u"relay/exchange.cpp"_s, u"#include <curl/curl.h>\n"_s,
            u"curl"_s);
        row("a socket in ui", libraryFaults, u"ui/tray_icon.cpp"_s, u"#include <QTcpSocket>\n"_s,
            u"QtNetwork"_s);
        row("a system call in ui", libraryFaults, u"ui/tray_icon.cpp"_s, u"#include <sys/socket.h>\n"_s,
            u"sys/socket.h"_s);
        row("a private header", libraryFaults, u"app/main.cpp"_s,
            u"#include <QtCore/private/qobject_p.h>\n"_s, u"private"_s);
        row("a header nobody has", libraryFaults, u"app/main.cpp"_s, u"#include <QNoSuchThing>\n"_s,
            u"QNoSuchThing"_s);
        row("curl in upstream", libraryFaults, u"relay/upstream/transfer_engine.cpp"_s,
            u"#include <curl/curl.h>\n"_s, {});
        row("Core and Network in relay", libraryFaults, u"relay/http/wire_guard.h"_s,
            u"#include <QTcpSocket>\n#include <QtCore/qglobal.h>\n#include <memory>\n"_s, {});

        row("QHttpServer outside its two files", httpServerFaults, u"relay/api/keys_api.cpp"_s,
            u"#include <QHttpServerRequest>\n"_s, u"QHttpServerRequest"_s);
        row("QAbstractHttpServer forward declared", httpServerFaults, u"app/application.h"_s,
            u"class QAbstractHttpServer;\n"_s, u"QAbstractHttpServer"_s);
        row("QHttpServer in prose", httpServerFaults, u"relay/http/dispatch_socket.h"_s,
            u"/// The socket that QHttpServer sees.\n"_s, {});
        row("QHttpServer in RelayServer", httpServerFaults, u"relay/http/relay_server.cpp"_s,
            u"#include <QHttpServerRequest>\n"_s, {});

        row("no licence", headerFaults, u"relay/exchange.cpp"_s, u"int x;\n"_s, u"SPDX"_s);
        row("no licence in a script", headerFaults, u"installer/package"_s, u"#!/bin/sh\necho\n"_s,
            u"SPDX"_s);
        row("no include guard", headerFaults, u"relay/exchange.h"_s,
            u"// SPDX-License-Identifier: Apache-2.0\n"_s, u"#pragma once"_s);
        row("using namespace in a header", headerFaults, u"relay/exchange.h"_s,
            u"// SPDX-License-Identifier: Apache-2.0\n#pragma once\nusing namespace Qt;\n"_s, u"namespace"_s);

        row("a private module", buildFaults, u"relay/CMakeLists.txt"_s,
            u"target_link_libraries(relay PRIVATE Qt6::CorePrivate)\n"_s, u"CorePrivate"_s);
        row("somebody's home", machineFaults, u"tests/run"_s, u"cd /home/ann/src\n"_s, u"/home/ann"_s);
        row("a home by variable", machineFaults, u"tests/run"_s, u"cd $HOME/src; cd \"$top/work/x\"\n"_s, {});

        row("a hasty test", patienceFaults, u"tests/relay/tst_x.cpp"_s, u"QTRY_COMPARE(a, b);\n"_s,
            u"QTRY_COMPARE"_s);
        row("a patient test", patienceFaults, u"tests/relay/tst_x.cpp"_s,
            u"#include \"tests/support/patience.h\"\nQTRY_COMPARE(a, b);\n"_s, {});
    }

    void plantedFaultIsFound()
    {
        QFETCH(Rule, rule);
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(QString, word);
        const QStringList faults = rule({path, text});
        if (word.isEmpty()) {
            QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
        } else {
            QCOMPARE(faults.size(), 1);
            QVERIFY2(faults.first().contains(word), qPrintable(faults.first()));
        }
    }

    void everySourceIsBuilt()
    {
        QString lists;
        for (const Source &source : std::as_const(m_sources)) {
            if (stem(source.path) == "CMakeLists"_L1)
                lists += source.text;
        }
        QStringList forgotten;
        for (const Source &source : std::as_const(m_sources)) {
            if (!source.path.endsWith(".cpp"_L1))
                continue;
            const QRegularExpression named(
                uR"((?<!\w)%1(?!\w))"_s.arg(QRegularExpression::escape(stem(source.path))));
            if (!named.match(lists).hasMatch())
                forgotten += source.path;
        }
        QVERIFY2(forgotten.isEmpty(), qPrintable(u"in no CMakeLists.txt: "_s + forgotten.join(u", "_s)));
    }

private:
    QList<Source> m_sources;
};

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"
