// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/network_section.h"

#include "relay/access/relay_edits.h"
#include "relay/upstream/upstream_tls.h"
#include "ui/pages/settings/section_form.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace byok {

NetworkSection::NetworkSection(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_mode(new QComboBox)
    , m_url(new QLineEdit)
    , m_caFile(new QLineEdit)
    , m_removeCa(new QPushButton(tr("&Remove")))
{
    setObjectName(QStringLiteral("networkSection"));
    m_mode->setObjectName(QStringLiteral("proxyMode"));
    m_mode->addItem(tr("As the system says"), int(ProxyChoice::Mode::System));
    m_mode->addItem(tr("None: straight to the provider"), int(ProxyChoice::Mode::None));
    m_mode->addItem(tr("Always this one"), int(ProxyChoice::Mode::Fixed));
    m_url->setObjectName(QStringLiteral("proxyUrl"));
    m_url->setPlaceholderText(QStringLiteral("http://proxy.example:3128"));
    m_caFile->setObjectName(QStringLiteral("caFile"));
    m_caFile->setAccessibleName(tr("File of more certificates"));
    m_caFile->setReadOnly(true);
    m_caFile->setPlaceholderText(tr("none"));
    auto *choose = new QPushButton(tr("&Choose…"));
    choose->setObjectName(QStringLiteral("chooseCaFile"));
    choose->setAccessibleName(tr("Choose a file of certificates"));
    m_removeCa->setObjectName(QStringLiteral("removeCaFile"));
    m_removeCa->setAccessibleName(tr("Trust the system's authorities alone"));
    auto *timeouts = new QPushButton(tr("Show the &timeouts"));
    timeouts->setObjectName(QStringLiteral("showTimeouts"));
    auto *ca = new QWidget;
    ca->setObjectName(QStringLiteral("caRow"));
    auto *row = new QHBoxLayout(ca);
    row->setContentsMargins({});
    row->addWidget(m_caFile, 1);
    row->addWidget(choose);
    row->addWidget(m_removeCa);
    ca->setFocusProxy(m_caFile);

    auto *form = new SectionForm;
    form->addHeading(tr("Proxy"));
    form->addField(tr("&Proxy:"), m_mode);
    m_proxyProblem = form->addField(tr("&Address:"), m_url,
                                    tr("http://host:port or socks5h://host:port, without a password. "
                                       "Providers on this computer are always "
                                       "called straight."));
    form->addHeading(tr("Trust"));
    m_caProblem = form->addField(
        tr("&More certificates:"), ca,
        tr("A PEM file of certificate authorities to trust besides the system's, such as your company's."));
    form->addHeading(tr("Timeouts"));
    form->addWide(timeouts, tr("How long to wait for a provider is among the limits."));
    QVBoxLayout *body = addPageBody(this);
    body->addWidget(form);
    body->addStretch(1);

    connect(m_mode, &QComboBox::currentIndexChanged, this, &NetworkSection::chooseMode);
    connect(m_url, &QLineEdit::editingFinished, this, &NetworkSection::changeProxy);
    connect(choose, &QPushButton::clicked, this, &NetworkSection::chooseCaFile);
    connect(m_removeCa, &QPushButton::clicked, this, [this] { setCaFile({}); });
    connect(timeouts, &QPushButton::clicked, this, &NetworkSection::timeoutsWanted);
    connect(&links.relay.keeper(), &ConfigKeeper::changed, this, &NetworkSection::showConfig);
    showConfig();
}

void NetworkSection::showConfig()
{
    const auto config = m_links.relay.keeper().current();
    const QSignalBlocker quiet(m_mode);
    m_mode->setCurrentIndex(m_mode->findData(int(config->proxy.mode)));
    m_url->setText(QString::fromLatin1(config->proxy.url));
    m_url->setEnabled(config->proxy.mode == ProxyChoice::Mode::Fixed);
    m_caFile->setText(config->extraCaFile);
    m_removeCa->setEnabled(!config->extraCaFile.isEmpty());
}

void NetworkSection::chooseMode()
{
    const auto mode = static_cast<ProxyChoice::Mode>(m_mode->currentData().toInt());
    m_url->setEnabled(mode == ProxyChoice::Mode::Fixed);
    if (mode == ProxyChoice::Mode::Fixed && m_url->text().trimmed().isEmpty()) {
        // In force once there is an address; until then all stays as it was.
        m_proxyProblem->say(tr("Enter the proxy's address and press Enter; until then nothing changes."));
        m_url->setFocus();
        return;
    }
    changeProxy();
}

void NetworkSection::changeProxy()
{
    ProxyChoice choice;
    choice.mode = static_cast<ProxyChoice::Mode>(m_mode->currentData().toInt());
    if (choice.mode == ProxyChoice::Mode::Fixed)
        choice.url = m_url->text().trimmed().toUtf8();
    const Result<> applied = m_links.relay.keeper().apply(setProxy(choice));
    // What was typed stays, so that it can be mended.
    m_proxyProblem->say(applied ? QString() : applied.error().sentence);
}

void NetworkSection::chooseCaFile()
{
    auto *dialog = new QFileDialog(this, tr("Certificates to trust"));
    dialog->setObjectName(QStringLiteral("caDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &NetworkSection::setCaFile);
    dialog->open();
}

void NetworkSection::setCaFile(const QString &path)
{
    if (!path.isEmpty()) {
        if (const Result<UpstreamTls> tls = UpstreamTls::withExtraCa(path); !tls) {
            m_caProblem->say(tls.error().sentence);
            return;
        }
    }
    const Result<> applied = m_links.relay.keeper().apply([path](RelayConfig &config) -> Result<> {
        config.extraCaFile = path;
        return Nothing{};
    });
    m_caProblem->say(applied ? QString() : applied.error().sentence);
}

} // namespace byok
