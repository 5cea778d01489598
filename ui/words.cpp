// SPDX-License-Identifier: Apache-2.0
#include "ui/words.h"

#include "relay/shown_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextDocument>

namespace byok {

namespace {

constexpr qint64 secondMilliseconds = 1000;
constexpr qint64 minuteSeconds = 60;
constexpr qint64 hourSeconds = 60 * minuteSeconds;

QString say(const char *text, int count = -1)
{
    return QCoreApplication::translate("Words", text, nullptr, count);
}

} // namespace

QString bytesText(qint64 bytes)
{
    if (bytes < 0)
        return say(QT_TRANSLATE_NOOP("Words", "unknown"));
    return QLocale().formattedDataSize(bytes, bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 0)
        return say(QT_TRANSLATE_NOOP("Words", "unknown"));
    const qint64 seconds = milliseconds / secondMilliseconds;
    const QLocale locale;
    if (milliseconds < 10 * secondMilliseconds)
        return say(QT_TRANSLATE_NOOP("Words", "%1 s"))
            .arg(locale.toString(double(milliseconds) / secondMilliseconds, 'f', 1));
    if (seconds < minuteSeconds)
        return say(QT_TRANSLATE_NOOP("Words", "%1 s")).arg(locale.toString(seconds));
    if (seconds < hourSeconds)
        return say(QT_TRANSLATE_NOOP("Words", "%1 min")).arg(locale.toString(seconds / minuteSeconds));
    return say(QT_TRANSLATE_NOOP("Words", "%1 h %2 min"))
        .arg(locale.toString(seconds / hourSeconds), locale.toString(seconds % hourSeconds / minuteSeconds));
}

QString momentText(const QDateTime &moment, const QDateTime &now)
{
    if (!moment.isValid())
        return say(QT_TRANSLATE_NOOP("Words", "never"));
    const qint64 seconds = moment.secsTo(now);
    if (seconds >= 0 && seconds < minuteSeconds)
        return say(QT_TRANSLATE_NOOP("Words", "just now"));
    if (seconds >= 0 && seconds < hourSeconds)
        return say(QT_TRANSLATE_N_NOOP("Words", "%n minute(s) ago"), int(seconds / minuteSeconds));
    const QLocale locale;
    const QDateTime local = moment.toLocalTime();
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return say(QT_TRANSLATE_NOOP("Words", "today %1")).arg(time);
    if (days == 1)
        return say(QT_TRANSLATE_NOOP("Words", "yesterday %1")).arg(time);
    return say(QT_TRANSLATE_NOOP("Words", "%1 %2"))
        .arg(locale.toString(local.date(), QLocale::ShortFormat), time);
}

QString providerName(const ProviderCatalog &catalog, const QString &id)
{
    const std::optional<Provider> provider = catalog.find(id);
    return provider ? provider->name : id;
}

QString earlierText(const ProviderCatalog &catalog, const EarlierAttempt &attempt)
{
    const QString provider = providerName(catalog, attempt.provider);
    const QString asked =
        attempt.keyLabel.isEmpty()
            ? provider
            : say(QT_TRANSLATE_NOOP("Words", "%1 (key: %2)")).arg(provider, attempt.keyLabel);
    switch (attempt.end) {
    case AttemptEnd::Answered:
        return say(QT_TRANSLATE_NOOP("Words", "Asked before: %1 answered %2."))
            .arg(asked, QString::number(attempt.status));
    case AttemptEnd::Unreachable:
        return say(QT_TRANSLATE_NOOP("Words", "Asked before: %1 could not be reached.")).arg(asked);
    case AttemptEnd::TimedOut:
        return say(QT_TRANSLATE_NOOP("Words", "Asked before: %1 could not be reached in time.")).arg(asked);
    case AttemptEnd::TlsRefused:
        return say(QT_TRANSLATE_NOOP(
                       "Words", "Asked before: %1; its certificate or TLS version was not accepted, so it "
                                "may have been somebody else. Nothing was sent."))
            .arg(asked);
    }
    Q_UNREACHABLE_RETURN({});
}

QString appName(const RelayConfig &config, const QString &appId)
{
    const AppEntry *app = config.findApp(appId);
    if (!app)
        return appId;
    // A program names itself, and might call itself by somebody's address.
    return app->kind == AppKind::Program ? say(QT_TRANSLATE_NOOP("Words", "%1 (program)"))
                                               .arg(app->name.isEmpty() ? app->id : app->name)
                                         : app->id;
}

QString providersText(const ProviderCatalog &catalog, const QStringList &ids)
{
    if (ids.isEmpty())
        return say(QT_TRANSLATE_NOOP("Words", "every provider"));
    QStringList names;
    for (const QString &id : ids)
        names.append(providerName(catalog, id));
    return QLocale().createSeparatedList(names);
}

QString visibleText(const QString &text)
{
    QString plain;
    for (const char32_t c : text.toUcs4()) {
        plain += isInvisible(c) ? QString(QChar::ReplacementCharacter) : QString::fromUcs4(&c, 1);
    }
    return plain;
}

QString shortName(const QString &name)
{
    constexpr qsizetype most = 80;
    const QString visible = visibleText(name);
    return visible.size() <= most ? visible : QChar(0x2026) + visible.last(most - 1);
}

QString breakable(const QString &text)
{
    constexpr int most = 30;
    constexpr char16_t mayBreak = 0x200b;
    QString broken;
    int length = 0;
    for (const QChar c : text) {
        if (length >= most && !c.isLowSurrogate() && !c.isMark()) {
            broken += mayBreak;
            length = 0;
        }
        broken += c;
        length = c.isSpace() ? 0 : length + 1;
    }
    return broken;
}

QString plainTip(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    return QStringLiteral("<span>%1</span>")
        .arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

} // namespace byok
