// SPDX-License-Identifier: Apache-2.0
#include "app/application.h"
#include "app/console.h"
#include "app/control_client.h"
#include "app/desktop.h"
#include "app/process_hardening.h"
#include "app/profile.h"
#include "relay/build_info.h"
#include "relay/keys/secret.h"
#include "relay/logging.h"

#include <QApplication>
#include <QFile>

#include <memory>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QByteArray environmentValue(const char *name)
{
    return qgetenv(name);
}

int runVerb(VerbCall call, int &argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QString path =
        controlSocketPath(profilePath(call.profile.isEmpty() ? defaultProfileFolder() : call.profile));
    if (call.request.verb == Verb::KeysSet) {
        Result<Secret> key = readSecret(u"Paste the key for %1 (it is not shown), then press Enter: "_s.arg(
            call.request.arguments.constFirst()));
        if (!key) {
            complain(key.error().sentence);
            return 1;
        }
        call.request.secret = std::move(key).value();
    }
    const Result<VerbReply> reply = askRunningRelay(path, call.request);
    if (!reply) {
        complain(reply.error().sentence);
        return 1;
    }
    print(reply.value());
    return reply.value().exit;
}

int runRelay(StartOptions options, int &argc, char **argv)
{
    bool wantsWindows = options.face != Face::Headless;
    if (wantsWindows && findDesktop(environmentValue) == Desktop::Absent) {
        say(u"There is no display here, so Byok Relay runs without windows (as with --headless)."_s);
        wantsWindows = false;
    }
    std::unique_ptr<QCoreApplication> application;
    if (wantsWindows) {
        application = std::make_unique<QApplication>(argc, argv);
        QApplication::setQuitOnLastWindowClosed(false);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName(u"byok-relay"_s);
    QCoreApplication::setApplicationVersion(buildInfo().version);
    Application relay(std::move(options),
                      wantsWindows ? Application::Windows::Shown : Application::Windows::None);
    return relay.run();
}

int run(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    CommandLine line = parseCommandLine(arguments, environmentValue);
    if (const auto *information = std::get_if<Information>(&line)) {
        print(VerbReply::said(information->text));
        return 0;
    }
    if (const auto *refusal = std::get_if<Refusal>(&line)) {
        complain(refusal->sentence);
        return refusal->exit;
    }
    if (auto *call = std::get_if<VerbCall>(&line))
        return runVerb(std::move(*call), argc, argv);
    eraseVariable("APP_SECRET");
    auto options = std::get<StartOptions>(std::move(line));
    if (options.face == Face::Headless && QFile::exists(u".env"_s))
        options.notes +=
            u"The file .env in this folder is not read: keys live in the keychain (byok-relay keys set "
            "PROVIDER), and what else may be set comes from the environment."_s;
    return runRelay(std::move(options), argc, argv);
}

} // namespace

} // namespace byok

int main(int argc, char *argv[])
{
#ifdef Q_OS_UNIX
    ::umask(0077); // whatever we make is the person's alone
    std::signal(SIGPIPE, SIG_IGN);
#endif
    byok::hardenProcess();
    byok::prepareSecretMemory();
    byok::installLogging();
    return byok::run(argc, argv);
}
