// SPDX-License-Identifier: Apache-2.0
#include "ui/key_words.h"

#include "ui/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype longestLabel = 64;

QString say(const char *text, int count = -1)
{
    return QCoreApplication::translate("KeyWords", text, nullptr, count);
}

bool usesKey(const AppEntry &app, const QString &provider, const QString &label, const QString &fallback)
{
    return app.grant.keys.value(provider, fallback) == label;
}

} // namespace

QString healthText(KeyHealth health)
{
    switch (health) {
    case KeyHealth::Untested:
        return say(QT_TRANSLATE_NOOP("KeyWords", "Not tested yet"));
    case KeyHealth::Works:
        return say(QT_TRANSLATE_NOOP("KeyWords", "Works"));
    case KeyHealth::Refused:
        return say(QT_TRANSLATE_NOOP("KeyWords", "Refused"));
    case KeyHealth::Quota:
        return say(QT_TRANSLATE_NOOP("KeyWords", "Quota used up"));
    case KeyHealth::Unclear:
        return say(QT_TRANSLATE_NOOP("KeyWords", "Not clear"));
    }
    Q_UNREACHABLE_RETURN({});
}

Tone healthTone(KeyHealth health)
{
    switch (health) {
    case KeyHealth::Untested:
        return Tone::Quiet;
    case KeyHealth::Works:
        return Tone::Good;
    case KeyHealth::Refused:
        return Tone::Bad;
    case KeyHealth::Quota:
    case KeyHealth::Unclear:
        return Tone::Warning;
    }
    Q_UNREACHABLE_RETURN(Tone::Quiet);
}

QString refusalText(const KeyReport &report)
{
    switch (report.refusal) {
    case 401:
        return say(QT_TRANSLATE_NOOP("KeyWords", "401: the provider does not know the key"));
    case 402:
        return say(QT_TRANSLATE_NOOP("KeyWords", "402: its money is used up"));
    case 403:
        return say(QT_TRANSLATE_NOOP("KeyWords", "403: the key may not do what was asked"));
    case 429:
        return say(QT_TRANSLATE_NOOP("KeyWords", "429: too many requests, or its allowance is used up"));
    default:
        return {};
    }
}

QString restText(const KeyReport &report, const QDateTime &now)
{
    if (!(report.restsUntil > now))
        return {};
    return say(QT_TRANSLATE_NOOP("KeyWords", "Resting until %1"))
        .arg(QLocale().toString(report.restsUntil.toLocalTime().time(), QLocale::ShortFormat));
}

QStringList keyLabels(const RelayConfig &config, const QString &provider)
{
    QStringList labels;
    for (const KeyEntry &key : config.keys) {
        if (key.provider == provider && key.appId.isEmpty())
            labels.append(key.label);
    }
    labels.sort();
    const qsizetype first = labels.indexOf(config.defaultKeys.value(provider, u"default"_s));
    if (first > 0)
        labels.move(first, 0);
    return labels;
}

QString labelFault(const QString &label)
{
    // It becomes part of the keychain entry's name, whose parts are set apart by '/'.
    const bool plain = std::ranges::all_of(label, [](QChar c) {
        return c.isLetterOrNumber() || c == u' ' || c == u'.' || c == u'_' || c == u'-';
    });
    if (plain && label == label.trimmed() && label.size() <= longestLabel)
        return {};
    return say(QT_TRANSLATE_NOOP(
                   "KeyWords", "A name has at most %1 letters, digits, spaces, dots, dashes or underscores."))
        .arg(longestLabel);
}

QString freeLabel(const RelayConfig &config, const QString &provider)
{
    const QStringList taken = keyLabels(config, provider);
    QString label = u"default"_s;
    for (int number = 2; taken.contains(label); ++number)
        label = say(QT_TRANSLATE_NOOP("KeyWords", "key %1")).arg(number);
    return label;
}

QString removalText(const RelayConfig &config, const QString &provider, const QString &providerName,
                    const QString &label, const QDateTime &now)
{
    const QStringList labels = keyLabels(config, provider);
    const QString fallback = labels.value(0);
    QStringList chose; // this very key was chosen for them: nothing takes its place
    QStringList follow;
    for (const AppEntry &app : config.apps) {
        if (!app.isInForce(now) || !app.mayUse(provider) || !usesKey(app, provider, label, fallback))
            continue;
        const bool hasOwn = std::ranges::any_of(config.keys, [&](const KeyEntry &key) {
            return key.provider == provider && key.appId == app.id;
        });
        if (hasOwn && !app.ownKeysOff.contains(provider))
            continue;
        (app.grant.keys.contains(provider) ? chose : follow).append(appName(config, app.id));
    }
    QStringList sentences;
    if (labels.size() < 2) {
        const QStringList all = chose + follow;
        sentences.append(
            all.isEmpty()
                ? say(QT_TRANSLATE_NOOP("KeyWords",
                                        "It is your only key for %1. No app is allowed to use it now."))
                      .arg(providerName)
                : say(QT_TRANSLATE_NOOP("KeyWords",
                                        "It is your only key for %1. These can no longer use %1 then: %2."))
                      .arg(providerName, QLocale().createSeparatedList(all)));
    } else {
        if (!chose.isEmpty())
            sentences.append(
                say(QT_TRANSLATE_NOOP("KeyWords", "These were given this very key, and stop "
                                                  "working with %1 until you choose another: %2."))
                    .arg(providerName, QLocale().createSeparatedList(chose)));
        if (!follow.isEmpty())
            sentences.append(
                say(QT_TRANSLATE_NOOP("KeyWords", "These go on with your key “%1”: %2."))
                    .arg(labels.value(label == fallback ? 1 : 0), QLocale().createSeparatedList(follow)));
        if (sentences.isEmpty())
            sentences.append(say(QT_TRANSLATE_NOOP("KeyWords", "No app is using it.")));
    }
    sentences.append(
        say(QT_TRANSLATE_NOOP("KeyWords", "The key stays valid at %1: withdraw it on their page for keys if "
                                          "nobody shall use it any more."))
            .arg(providerName));
    return sentences.join(u"\n\n"_s);
}

} // namespace byok
