// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/import_keys_dialog.h"

#include "ui/key_storing.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

ImportKeysDialog::ImportKeysDialog(const WindowLinks &links, QWidget *parent)
    : GrowingDialog(parent)
    , m_links(links)
    , m_model(links.relay.catalog())
    , m_table(new QTableView)
    , m_message(new ToneLabel(Tone::Quiet))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Import keys"));
    m_table->setObjectName(u"importTable"_s);
    m_table->setAccessibleName(tr("Keys found on this computer"));
    dressTable(m_table);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::SelectedClicked);
    m_table->setModel(&m_model);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(FoundKeysModel::Place, QHeaderView::Stretch);
    header->setMaximumSectionSize(fontMetrics().averageCharWidth() * 34);
    m_message->setObjectName(u"importMessage"_s);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::ActionRole);
    m_import->setObjectName(u"importStart"_s);
    m_import->setDefault(true);
    QPushButton *file = buttons->addButton(tr("Look in a &file…"), QDialogButtonBox::ActionRole);
    file->setObjectName(u"importFile"_s);
    file->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Close)->setObjectName(u"importClose"_s);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);

    auto *column = new QVBoxLayout(this);
    column->addWidget(
        makeText(tr("Byok Relay looked at the environment and at the files where command line tools "
                    "keep their keys. Tick those that it shall store. The files stay as they are.")));
    column->addWidget(m_table, 1);
    column->addWidget(m_message);
    column->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, sizeHint().height());

    connect(buttons, &QDialogButtonBox::rejected, this, &ImportKeysDialog::reject);
    connect(m_import, &QPushButton::clicked, this, [this] {
        m_importing = true;
        importNext(0);
    });
    connect(file, &QPushButton::clicked, this, &ImportKeysDialog::chooseFile);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ImportKeysDialog::refresh);
    add(links.desktop.findKeys());
    if (m_model.rowCount() == 0)
        m_message->say(tr("No key was found. You can look in a file of your own, such as a project's .env."));
    else
        m_message->say({});
}

void ImportKeysDialog::add(const QList<FoundKey> &found)
{
    const int before = m_model.rowCount();
    m_model.add(found, *m_links.relay.keeper().current());
    for (int row = before; row < m_model.rowCount(); ++row)
        compare(row);
    refresh();
}

void ImportKeysDialog::compare(int row)
{
    const QString provider = m_model.rows().at(row).found.provider;
    for (const KeyEntry &key : m_links.relay.keeper().current()->keys) {
        if (key.provider != provider || !key.appId.isEmpty())
            continue;
        m_links.relay.store().read(key.account, [self = QPointer(this), row, label = key.label](
                                                    const Result<Secret, SecretError> &stored) {
            if (self && stored && self->m_model.rows().at(row).standing == FoundStanding::New &&
                stored.value().equals(self->m_model.rows().at(row).found.key))
                self->m_model.settle(row, FoundStanding::Known, label);
        });
    }
}

void ImportKeysDialog::chooseFile()
{
    auto *chooser = new QFileDialog(this, tr("Look in a file"));
    chooser->setObjectName(u"importChooser"_s);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setFilter(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); // .env is hidden
    connect(chooser, &QFileDialog::fileSelected, this, &ImportKeysDialog::readFile);
    chooser->open();
}

void ImportKeysDialog::readFile(const QString &path)
{
    const Result<QList<FoundKey>> found = m_links.desktop.keysInFile(path);
    m_message->setTone(found ? Tone::Quiet : Tone::Warning);
    m_message->say(found ? QString() : found.error().sentence);
    if (found)
        add(found.value());
}

void ImportKeysDialog::importNext(int row)
{
    const QList<FoundKeysModel::Row> &rows = m_model.rows();
    while (row < int(rows.size()) && !rows.at(row).wanted)
        ++row;
    if (row >= int(rows.size())) {
        m_importing = false;
        const auto stored = std::ranges::count(rows, FoundStanding::Stored, &FoundKeysModel::Row::standing);
        const bool refused =
            std::ranges::count(rows, FoundStanding::Refused, &FoundKeysModel::Row::standing) > 0;
        m_message->setTone(refused ? Tone::Warning : Tone::Good);
        m_message->say(tr("%n key(s) stored.", nullptr, int(stored)));
        refresh();
        return;
    }
    refresh();
    const FoundKeysModel::Row one = rows.at(row);
    const std::optional<Provider> provider = m_links.relay.catalog().find(one.found.provider);
    const auto settle = [self = QPointer(this), row](const Result<> &done) {
        if (!self)
            return;
        self->m_model.settle(row, done ? FoundStanding::Stored : FoundStanding::Refused,
                             done ? QString() : done.error().sentence);
        self->importNext(row + 1);
    };
    if (!provider)
        settle(Failure{tr("This provider is not known any more.")});
    else
        storePersonsKey(m_links.relay, *provider, one.label, one.found.key, settle);
}

void ImportKeysDialog::refresh()
{
    const QList<FoundKeysModel::Row> &rows = m_model.rows();
    const auto wanted = std::ranges::count(rows, true, &FoundKeysModel::Row::wanted);
    m_import->setEnabled(wanted > 0 && !m_importing);
    m_import->setText(wanted > 0 ? tr("&Import %n key(s)", nullptr, int(wanted)) : tr("&Import"));
    m_table->setEnabled(!m_importing);
}

} // namespace byok
