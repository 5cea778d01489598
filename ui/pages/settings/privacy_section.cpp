// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/privacy_section.h"

#include "relay/access/relay_edits.h"
#include "ui/pages/settings/section_form.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace byok {

PrivacySection::PrivacySection(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_discoverable(new QCheckBox(tr("New web apps may &find the relay and ask")))
    , m_lockWithScreen(new QCheckBox(tr("&Lock the keys when the screen is locked")))
    , m_idleMinutes(new QSpinBox)
{
    setObjectName(QStringLiteral("privacySection"));
    m_discoverable->setObjectName(QStringLiteral("discoverable"));
    m_lockWithScreen->setObjectName(QStringLiteral("lockWithScreen"));
    m_idleMinutes->setObjectName(QStringLiteral("idleMinutes"));
    m_idleMinutes->setRange(0, int(DesktopChoices::mostIdleMinutes));
    m_idleMinutes->setSpecialValueText(tr("never"));
    m_idleMinutes->setSuffix(tr(" min"));
    m_idleMinutes->setKeyboardTracking(false); // a number half typed is not meant

    auto *form = new SectionForm;
    form->addHeading(tr("Being found"));
    m_discoverableProblem = form->addWide(
        m_discoverable,
        tr("Off, a web page that you have not approved cannot even learn that the relay runs, and a "
           "new app has to be added by hand under Apps."));
    form->addHeading(tr("Locking"));
    form->addWide(
        m_lockWithScreen,
        tr("Locked, the keys are out of memory and apps are refused until you unlock. What is under way "
           "goes on."));
    m_desktopProblem = form->addField(tr("Lock when &unused for:"), m_idleMinutes,
                                      tr("Counted from the last time that an app used a key."));
    QVBoxLayout *body = addPageBody(this);
    body->addWidget(form);
    body->addStretch(1);

    connect(m_discoverable, &QCheckBox::clicked, this, &PrivacySection::switchDiscoverable);
    connect(m_lockWithScreen, &QCheckBox::clicked, this, &PrivacySection::changeDesktop);
    connect(m_idleMinutes, &QSpinBox::valueChanged, this, &PrivacySection::changeDesktop);
    connect(&links.relay.keeper(), &ConfigKeeper::changed, this, &PrivacySection::showConfig);
    showConfig();
}

void PrivacySection::showConfig()
{
    const auto config = m_links.relay.keeper().current();
    const QSignalBlocker quiet(m_idleMinutes);
    m_discoverable->setChecked(config->discoverable);
    m_lockWithScreen->setChecked(config->desktop.lockWithScreen);
    m_idleMinutes->setValue(int(config->desktop.lockAfterIdleMinutes));
}

void PrivacySection::switchDiscoverable()
{
    const bool wanted = m_discoverable->isChecked();
    const Result<> applied = m_links.relay.keeper().apply([wanted](RelayConfig &config) -> Result<> {
        config.discoverable = wanted;
        return Nothing{};
    });
    m_discoverableProblem->say(applied ? QString() : applied.error().sentence);
    showConfig();
}

void PrivacySection::changeDesktop()
{
    DesktopChoices choices = m_links.relay.keeper().current()->desktop;
    choices.lockWithScreen = m_lockWithScreen->isChecked();
    choices.lockAfterIdleMinutes = m_idleMinutes->value();
    const Result<> applied = m_links.relay.keeper().apply(setDesktop(choices));
    m_desktopProblem->say(applied ? QString() : applied.error().sentence);
    showConfig();
}

} // namespace byok
