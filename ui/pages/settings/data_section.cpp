// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/data_section.h"

#include "ui/desktop_abilities.h"
#include "ui/pages/settings/section_form.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/setting_edit.h"
#include "ui/widgets/tone_label.h"

#include <QDesktopServices>
#include <QDir>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace byok {

namespace {

/// A path to be read, selected and copied.
QLineEdit *makePath(const QString &name, const QString &path)
{
    auto *edit = new QLineEdit(QDir::toNativeSeparators(path));
    edit->setObjectName(name);
    edit->setReadOnly(true);
    edit->setCursorPosition(0);
    return edit;
}

} // namespace

DataSection::DataSection(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_erase(new QPushButton(tr("&Erase the record…")))
{
    setObjectName(QStringLiteral("dataSection"));
    const ProgramPlaces places = links.desktop.places();
    auto *open = new QPushButton(tr("&Open the folder"));
    open->setObjectName(QStringLiteral("openFolder"));
    auto *activity = new QPushButton(tr("E&xport the record under Activity"));
    activity->setObjectName(QStringLiteral("showActivity"));
    m_erase->setObjectName(QStringLiteral("eraseUsage"));
    auto *keychain = makeText(places.keychain);
    keychain->setObjectName(QStringLiteral("keychain"));
    keychain->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *form = new SectionForm;
    form->addHeading(tr("Where it is kept"));
    form->addField(tr("&Keys:"), keychain, tr("Never in a file of the relay's own."));
    form->addField(tr("&Settings and apps:"), makePath(QStringLiteral("configFile"), places.configFile));
    form->addField(tr("&Record of requests:"), makePath(QStringLiteral("ledgerFile"), places.ledgerFile));
    m_folderProblem = form->addWide(open);
    form->addHeading(tr("Record of requests"));
    form->addWide(
        makeText(tr("When, which app, provider, model and key label, how it ended, bytes and times. "
                    "Never what was asked or answered.")));
    form->addWide(new SettingEdit(links.relay.keeper(), *findSetting(u"usage.retention-days"),
                                  QStringLiteral("data.")));
    form->addWide(activity);
    m_eraseNote = form->addWide(m_erase);
    QVBoxLayout *body = addPageBody(this);
    body->addWidget(form);
    body->addStretch(1);

    connect(open, &QPushButton::clicked, this, &DataSection::openFolder);
    connect(activity, &QPushButton::clicked, this, &DataSection::activityWanted);
    connect(m_erase, &QPushButton::clicked, this, &DataSection::askToErase);
}

void DataSection::openFolder()
{
    const QString folder = m_links.desktop.places().folder;
    const bool opened = QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    m_folderProblem->say(opened ? QString()
                                : tr("No program of this desktop opens folders. It is %1.")
                                      .arg(QDir::toNativeSeparators(folder)));
}

void DataSection::askToErase()
{
    auto *question = new QMessageBox(QMessageBox::Warning, tr("Erase the record"),
                                     tr("Erase the record of every request?"), QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("eraseQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("What apps used, and what is counted against their limits by day, is gone for "
           "good. Keys, apps and settings stay."));
    QPushButton *erase = question->addButton(tr("&Erase"), QMessageBox::DestructiveRole);
    erase->setObjectName(QStringLiteral("eraseYes"));
    QPushButton *keep = question->addButton(tr("&Keep it"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("eraseNo"));
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    connect(erase, &QPushButton::clicked, this, &DataSection::erase);
    question->open();
}

void DataSection::erase()
{
    m_erase->setEnabled(false);
    m_links.relay.eraseUsage([self = QPointer(this)](const Result<> &erased) {
        if (!self)
            return;
        self->m_erase->setEnabled(true);
        self->m_eraseNote->setTone(erased ? Tone::Good : Tone::Bad);
        self->m_eraseNote->say(erased ? tr("The record is erased.") : erased.error().sentence);
    });
}

} // namespace byok
