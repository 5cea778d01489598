// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings_page.h"

#include "ui/pages/settings/data_section.h"
#include "ui/pages/settings/failure_section.h"
#include "ui/pages/settings/general_section.h"
#include "ui/pages/settings/limits_section.h"
#include "ui/pages/settings/network_section.h"
#include "ui/pages/settings/privacy_section.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace byok {

SettingsPage::SettingsPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("settingsPage"));
    auto *sections = new QTabWidget;
    sections->setObjectName(QStringLiteral("settingsSections"));
    sections->setAccessibleName(tr("Sections of the settings"));
    sections->setDocumentMode(true);
    auto *network = new NetworkSection(links);
    auto *limits = new LimitsSection(links);
    auto *kept = new DataSection(links);
    sections->addTab(new GeneralSection(links), tr("General"));
    sections->addTab(new PrivacySection(links), tr("Privacy"));
    sections->addTab(network, tr("Network"));
    sections->addTab(limits, tr("Limits"));
    sections->addTab(kept, tr("Data"));
    sections->addTab(new FailureSection(links), tr("Failures"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(sections);
    connect(network, &NetworkSection::timeoutsWanted, this, [sections, limits] {
        sections->setCurrentWidget(limits);
        limits->search(QStringLiteral("timeouts."));
    });
    connect(kept, &DataSection::activityWanted, this, &SettingsPage::activityWanted);
}

} // namespace byok
