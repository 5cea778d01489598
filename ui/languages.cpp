// SPDX-License-Identifier: Apache-2.0
#include "ui/languages.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

const auto folder = u":/i18n"_s;
const auto prefix = u"byok-relay_"_s;

/// What Qt's own dialogs and message boxes have on their buttons: translated with ours, since Qt's
/// translations are not on every machine.
[[maybe_unused]] constexpr const char *buttons[] = {
    QT_TRANSLATE_NOOP("QPlatformTheme", "OK"),    QT_TRANSLATE_NOOP("QPlatformTheme", "Save"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Open"),  QT_TRANSLATE_NOOP("QPlatformTheme", "&Yes"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "&No"),   QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Close"), QT_TRANSLATE_NOOP("QPlatformTheme", "Apply"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Reset"), QT_TRANSLATE_NOOP("QPlatformTheme", "Discard"),
};

/// A translator that goes with the application, found again by its name.
QTranslator *translatorOf(QCoreApplication &application, const QString &name)
{
    auto *translator = application.findChild<QTranslator *>(name, Qt::FindDirectChildrenOnly);
    if (!translator) {
        translator = new QTranslator(&application);
        translator->setObjectName(name);
    }
    return translator;
}

} // namespace

QList<Language> availableLanguages()
{
    QList<Language> languages;
    const QStringList files = QDir(folder).entryList({prefix + u"*.qm"_s}, QDir::Files);
    for (const QString &file : files) {
        const QString code = file.sliced(prefix.size()).chopped(3);
        // English calls itself by its country otherwise.
        languages.append({code, code == "en"_L1 ? u"English"_s : QLocale(code).nativeLanguageName()});
    }
    std::ranges::sort(languages, {}, &Language::name);
    return languages;
}

void speak(QCoreApplication &application, const QString &code)
{
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    QTranslator *own = translatorOf(application, u"ownTranslator"_s);
    QTranslator *qt = translatorOf(application, u"qtTranslator"_s);
    QCoreApplication::removeTranslator(own);
    QCoreApplication::removeTranslator(qt);
    const bool known = own->load(locale, u"byok-relay"_s, u"_"_s, folder);
    // English in full where there is no translation: the sources alone say "1 app(s)".
    if (known || own->load(QLocale(QLocale::English), u"byok-relay"_s, u"_"_s, folder))
        QCoreApplication::installTranslator(own);
    // Qt's own dialogs follow only where we do: two languages in one window are worse than one.
    if (known && qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    QGuiApplication::setLayoutDirection(known ? locale.textDirection() : Qt::LeftToRight);
}

} // namespace byok
