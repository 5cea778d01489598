// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/general_section.h"

#include "relay/access/relay_edits.h"
#include "ui/desktop_abilities.h"
#include "ui/languages.h"
#include "ui/pages/settings/section_form.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace byok {

GeneralSection::GeneralSection(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_port(new QLineEdit)
    , m_autostart(new QCheckBox(tr("&Start when I log in")))
    , m_startHidden(new QCheckBox(tr("Start without this &window")))
    , m_theme(new QComboBox)
    , m_language(new QComboBox)
{
    setObjectName(QStringLiteral("generalSection"));
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setInputMethodHints(Qt::ImhDigitsOnly);
    m_autostart->setObjectName(QStringLiteral("autostart"));
    m_startHidden->setObjectName(QStringLiteral("startHidden"));
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItem(tr("As the desktop"), int(Theme::System));
    m_theme->addItem(tr("Light"), int(Theme::Light));
    m_theme->addItem(tr("Dark"), int(Theme::Dark));
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("As the desktop"), QString());
    for (const Language &language : availableLanguages())
        m_language->addItem(language.name, language.code);

    auto *form = new SectionForm;
    form->addHeading(tr("Relay"));
    m_portProblem = form->addField(tr("P&ort:"), m_port,
                                   tr("Apps look for the relay at 2965. After a change give them the new "
                                      "address; what is under way goes "
                                      "on. Press Enter to move it."));
    m_autostartProblem = form->addWide(m_autostart);
    form->addWide(m_startHidden, tr("It then opens from the tray."));
    form->addHeading(tr("Windows"));
    form->addField(tr("Co&lours:"), m_theme);
    m_desktopProblem = form->addField(tr("Lan&guage:"), m_language);
    QVBoxLayout *body = addPageBody(this);
    body->addWidget(form);
    body->addStretch(1);

    connect(m_port, &QLineEdit::editingFinished, this, &GeneralSection::movePort);
    connect(m_autostart, &QCheckBox::clicked, this, &GeneralSection::switchAutostart);
    connect(m_startHidden, &QCheckBox::clicked, this, &GeneralSection::changeDesktop);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &GeneralSection::changeDesktop);
    connect(m_language, &QComboBox::currentIndexChanged, this, &GeneralSection::changeDesktop);
    connect(&links.relay.keeper(), &ConfigKeeper::changed, this, &GeneralSection::showConfig);
    showConfig();
    showAutostart();
}

void GeneralSection::showConfig()
{
    const auto config = m_links.relay.keeper().current();
    const QSignalBlocker theme(m_theme);
    const QSignalBlocker language(m_language);
    if (!m_moving && !m_port->hasFocus())
        m_port->setText(QString::number(config->port));
    m_startHidden->setChecked(config->desktop.startHidden);
    m_theme->setCurrentIndex(m_theme->findData(int(config->desktop.theme)));
    if (m_language->findData(config->desktop.language) < 0) // a translation that this build does not have
        m_language->addItem(config->desktop.language, config->desktop.language);
    m_language->setCurrentIndex(m_language->findData(config->desktop.language));
}

void GeneralSection::showAutostart()
{
    const DesktopAbilities::Autostart now = m_links.desktop.autostart();
    m_autostart->setChecked(now == DesktopAbilities::Autostart::On);
    const bool able = now != DesktopAbilities::Autostart::Unsupported;
    m_autostart->setEnabled(able);
    if (!able) {
        m_autostartProblem->setTone(Tone::Quiet);
        m_autostartProblem->say(tr("This desktop offers no way that the relay knows."));
    }
}

void GeneralSection::movePort()
{
    const auto config = m_links.relay.keeper().current();
    const QString text = m_port->text().trimmed();
    // Where the relay had to take another port, typing the configured one again tries for it.
    const bool isThere = config->port == m_links.relay.status().port || !m_port->isModified();
    if (m_moving || (text == QString::number(config->port) && isThere)) {
        m_portProblem->say({});
        return;
    }
    bool isNumber = false;
    const uint port = text.toUInt(&isNumber);
    constexpr uint most = 65'535;
    if (!isNumber || port == 0 || port > most) {
        m_portProblem->say(tr("A port is a whole number from 1 to 65535. The relay stays on %1.")
                               .arg(m_links.relay.status().port));
        return;
    }
    m_moving = true;
    m_portProblem->say({});
    m_links.relay.movePort(quint16(port), [self = QPointer(this)](const Result<> &moved) {
        if (!self)
            return;
        self->m_moving = false;
        self->m_portProblem->say(moved ? QString() : moved.error().sentence);
        if (moved)
            self->showConfig();
    });
}

void GeneralSection::switchAutostart()
{
    const auto wanted =
        m_autostart->isChecked() ? DesktopAbilities::Autostart::On : DesktopAbilities::Autostart::Off;
    const Result<> set = m_links.desktop.setAutostart(wanted);
    m_autostartProblem->say(set ? QString() : set.error().sentence);
    showAutostart();
}

void GeneralSection::changeDesktop()
{
    DesktopChoices choices = m_links.relay.keeper().current()->desktop;
    choices.startHidden = m_startHidden->isChecked();
    choices.theme = static_cast<Theme>(m_theme->currentData().toInt());
    choices.language = m_language->currentData().toString();
    const Result<> applied = m_links.relay.keeper().apply(setDesktop(choices));
    m_desktopProblem->say(applied ? QString() : applied.error().sentence);
    if (!applied)
        showConfig();
}

void GeneralSection::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showAutostart(); // the desktop's own settings may have changed it
}

} // namespace byok
