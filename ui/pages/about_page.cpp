// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/about_page.h"

#include "relay/build_info.h"
#include "ui/diagnostics.h"
#include "ui/tray/relay_icon.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// What the program stands on, by SPDX names. A version is empty where the library does not tell it.
struct Part
{
    QString name;
    QString licence;
};

QList<Part> parts()
{
    return {{u"Qt"_s, u"LGPL-3.0-only"_s},
            {u"Qt HTTP Server"_s, u"GPL-3.0-only"_s},
            {u"libcurl"_s, u"curl"_s},
            {u"OpenSSL"_s, u"Apache-2.0"_s},
            {u"SQLite"_s, u"public domain"_s},
            {u"llhttp"_s, u"MIT"_s},
            {u"simdjson"_s, u"Apache-2.0 OR MIT"_s},
            {u"QtKeychain"_s, u"modified BSD"_s}};
}

} // namespace

AboutPage::AboutPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("aboutPage"));
    QVBoxLayout *body = addPageBody(this);
    body->addWidget(makeTitle());
    body->addWidget(makeLicences());
    body->addWidget(makeDiagnostics(), 1);
    refresh();
}

QWidget *AboutPage::makeTitle()
{
    constexpr int signTimes = 3;
    constexpr double titleTimes = 1.6;
    const BuildInfo build = buildInfo();
    auto *box = new QWidget;
    auto *sign = new QLabel;
    const int size = fontMetrics().height() * signTimes;
    sign->setPixmap(relayIcon(TraySign::Running).pixmap(QSize(size, size), devicePixelRatioF()));
    sign->setAccessibleName(tr("The relay's sign"));
    auto *name = new QLabel(tr("Byok Relay %1").arg(build.version));
    name->setObjectName(QStringLiteral("version"));
    name->setAlignment(leadingEdge());
    QFont font = name->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * titleTimes);
    name->setFont(font);
    auto *commit = new ToneLabel(Tone::Quiet, build.commit.isEmpty()
                                                  ? tr("Built outside of a git checkout.")
                                                  : tr("Commit %1 of %2").arg(build.commit, build.builtAt));
    commit->setObjectName(QStringLiteral("commit"));
    commit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(commit);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->addWidget(sign);
    row->addLayout(words, 1);
    return box;
}

QWidget *AboutPage::makeLicences()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("Licences")));
    QLabel *text =
        makeText(tr("The sources of Byok Relay are under the Apache License 2.0. The program links Qt HTTP "
                    "Server, which is under the GNU General Public License 3.0, so that this program as a "
                    "whole is under that licence. It comes without any warranty."));
    text->setObjectName(QStringLiteral("licence"));
    column->addWidget(text);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(fontMetrics().averageCharWidth() * 3);
    grid->setVerticalSpacing(0);
    const QList<LibraryVersion> loaded = loadedLibraries();
    int row = 0;
    for (const Part &part : parts()) {
        QString version;
        for (const LibraryVersion &library : loaded) {
            if (library.name == part.name)
                version = library.version;
        }
        int place = 0;
        for (const QString &word : {part.name, version}) {
            auto *cell = new QLabel(word);
            cell->setAlignment(leadingEdge());
            grid->addWidget(cell, row, place++);
        }
        grid->addWidget(new ToneLabel(Tone::Quiet, part.licence), row, 2);
        ++row;
    }
    grid->setColumnStretch(2, 1);
    column->addLayout(grid);
    return box;
}

QWidget *AboutPage::makeDiagnostics()
{
    constexpr int linesHigh = 9;
    auto *box = new QWidget;
    m_diagnostics = new QPlainTextEdit;
    m_diagnostics->setObjectName(QStringLiteral("diagnostics"));
    m_diagnostics->setAccessibleName(tr("Diagnostics"));
    m_diagnostics->setReadOnly(true);
    m_diagnostics->setTabChangesFocus(true);
    m_diagnostics->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_diagnostics->setLayoutDirection(Qt::LeftToRight); // always English
    m_diagnostics->setMinimumHeight(m_diagnostics->fontMetrics().lineSpacing() * linesHigh);
    m_copy = new QPushButton(tr("&Copy the diagnostics"));
    m_copy->setObjectName(QStringLiteral("copyDiagnostics"));
    auto *head = new QHBoxLayout;
    head->addWidget(makeHeading(tr("Diagnostics")), 1);
    head->addWidget(m_copy);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->addLayout(head);
    column->addWidget(
        new ToneLabel(Tone::Quiet, tr("For whoever helps you, in English. No key, no token, no app's "
                                      "name and not yours are in it.")));
    column->addWidget(m_diagnostics, 1);
    connect(m_copy, &QPushButton::clicked, this, &AboutPage::copy);
    return box;
}

void AboutPage::refresh()
{
    m_diagnostics->setPlainText(diagnosticsText(gatherFacts(m_links.relay, m_links.desktop)));
}

void AboutPage::copy()
{
    refresh();
    QGuiApplication::clipboard()->setText(m_diagnostics->toPlainText());
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(std::chrono::seconds(2), m_copy,
                       [this] { m_copy->setText(tr("&Copy the diagnostics")); });
}

void AboutPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace byok
