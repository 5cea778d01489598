// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/local_models.h"

#include "relay/access/provider_edits.h"
#include "relay/providers/provider_entries.h"
#include "ui/key_storing.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool isLocal(const Provider &provider)
{
    return provider.site == ProviderSite::Local && !provider.needsKey();
}

} // namespace

LocalModels::LocalModels(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_look(new QPushButton(tr("&Look for models on this computer")))
    , m_summary(new ToneLabel(Tone::Quiet))
{
    setObjectName(u"localModels"_s);
    m_look->setObjectName(u"localLook"_s);
    m_look->setAutoDefault(false);
    m_summary->setObjectName(u"localSummary"_s);
    m_summary->say({});
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    for (const Provider &provider : links.relay.catalog().all()) {
        if (!isLocal(provider))
            continue;
        const int row = grid->rowCount();
        const Row parts{new QCheckBox(QString(provider.name).replace(u'&', u"&&"_s)),
                        new ToneLabel(Tone::Quiet)};
        parts.tick->setObjectName(u"local_"_s + provider.id);
        parts.state->setObjectName(u"localState_"_s + provider.id);
        grid->addWidget(parts.tick, row, 0);
        grid->addWidget(parts.state, row, 1);
        m_rows.insert(provider.id, parts);
        connect(parts.tick, &QCheckBox::checkStateChanged, this,
                [this, id = provider.id](Qt::CheckState state) { turn(id, state); });
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_look, 0, Qt::AlignLeading);
    column->addLayout(grid);
    column->addWidget(m_summary);
    connect(m_look, &QPushButton::clicked, this, &LocalModels::look);
    connect(&links.relay, &RelayController::catalogChanged, this, &LocalModels::refresh);
    refresh();
}

void LocalModels::look()
{
    m_look->setEnabled(false);
    m_summary->setTone(Tone::Quiet);
    m_summary->say(tr("Looking …"));
    m_links.relay.findLocalProviders([self = QPointer(this)](const QStringList &ids) {
        if (self)
            self->found(ids);
    });
}

void LocalModels::found(const QStringList &ids)
{
    QStringList here = ids;
    here.removeIf([this](const QString &id) { return !m_rows.contains(id); });
    m_found = here;
    m_look->setEnabled(true);
    m_summary->setTone(here.isEmpty() ? Tone::Warning : Tone::Good);
    m_summary->say(here.isEmpty() ? tr("None of them answers. Start the one that you use, then look again.")
                                  : tr("Found %1. Tick what your apps may be allowed to use.")
                                        .arg(providersText(m_links.relay.catalog(), here)));
    refresh();
}

void LocalModels::turn(const QString &id, Qt::CheckState state)
{
    const std::optional<Provider> provider = m_links.relay.catalog().find(id);
    if (!provider)
        return;
    ProviderEntry entry = entryOf(m_links.relay.keeper().current()->providers, *provider);
    entry.enabled = state == Qt::Checked;
    if (const Result<> kept = m_links.relay.keeper().apply(setProvider(entry)); !kept) {
        m_summary->setTone(Tone::Bad);
        m_summary->say(kept.error().sentence);
    }
    refresh();
}

void LocalModels::refresh()
{
    for (auto row = m_rows.constBegin(); row != m_rows.constEnd(); ++row) {
        const std::optional<Provider> provider = m_links.relay.catalog().find(row.key());
        row->tick->setEnabled(provider.has_value());
        if (!provider)
            continue;
        const QSignalBlocker quiet(row->tick);
        row->tick->setChecked(provider->enabled);
        const QString address = QString::fromUtf8(provider->baseUrl);
        const bool answers = m_found && m_found->contains(row.key());
        row->state->setTone(answers ? Tone::Good : Tone::Quiet);
        row->state->setText(!m_found  ? address
                            : answers ? tr("answers at %1").arg(address)
                                      : tr("does not answer at %1").arg(address));
    }
}

} // namespace byok
