// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/key_form.h"

#include "relay/providers/key_shape.h"
#include "relay/relay_controller.h"
#include "ui/widgets/secret_edit.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace byok {

namespace {

/// Shorter than this nothing is said: the person is still typing.
constexpr qsizetype telling = 8;

QStringList ownersAmong(const ProviderCatalog &catalog, const Secret &key)
{
    QList<Provider> keyed;
    for (const Provider &provider : catalog.all()) {
        if (provider.needsKey())
            keyed.append(provider);
    }
    return ownersByShape(keyed, key);
}

QString namesOf(const ProviderCatalog &catalog, const QStringList &ids)
{
    QStringList names;
    for (const QString &id : ids)
        names.append(providerName(catalog, id));
    return QLocale().createSeparatedList(names);
}

} // namespace

KeyForm::KeyForm(RelayController &relay, QWidget *parent)
    : QWidget(parent)
    , m_relay(relay)
    , m_edit(new SecretEdit(QStringLiteral("keyEdit"), tr("Key")))
    , m_page(new QLabel)
    , m_hint(new ToneLabel(Tone::Quiet))
    , m_useOther(new QPushButton)
{
    m_edit->setPlaceholder(tr("Paste it here"));
    m_page->setObjectName(QStringLiteral("keyPageLink"));
    m_page->setOpenExternalLinks(true);
    m_page->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_page->setWordWrap(true);
    m_hint->setObjectName(QStringLiteral("keyHint"));
    m_useOther->setObjectName(QStringLiteral("keyUseOther"));
    m_useOther->setAutoDefault(false);
    m_useOther->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_edit);
    column->addWidget(m_hint);
    column->addWidget(m_useOther, 0, Qt::AlignLeading);
    column->addWidget(m_page);
    setFocusProxy(m_edit);
    setProvider(std::nullopt);
    connect(m_edit, &SecretEdit::changed, this, &KeyForm::judge);
    connect(m_useOther, &QPushButton::clicked, this, [this] { emit recognised(QString(m_other)); });
}

void KeyForm::setProvider(const std::optional<Provider> &provider)
{
    m_provider = provider;
    const QString page = provider ? provider->keyPage : QString();
    m_page->setVisible(!page.isEmpty());
    if (!page.isEmpty())
        m_page->setText(tr("Get a key from %1: %2")
                            .arg(provider->name.toHtmlEscaped(),
                                 QStringLiteral("<a href=\"%1\">%2</a>")
                                     .arg(page.toHtmlEscaped(),
                                          QString(page).remove(QStringLiteral("https://")).toHtmlEscaped())));
    judge();
}

void KeyForm::say(Tone tone, const QString &sentence)
{
    m_hint->setTone(tone);
    m_hint->say(sentence);
    m_edit->describe(sentence);
}

void KeyForm::judge()
{
    m_useOther->hide();
    m_other.clear();
    const Secret key = m_edit->held();
    if (key.size() < telling) {
        say(Tone::Quiet, {});
        return;
    }
    const QStringList owners = ownersAmong(m_relay.catalog(), key);
    if (m_provider) {
        judgeChosen(*m_provider, key, owners);
        return;
    }
    if (owners.size() == 1)
        emit recognised(owners.constFirst());
    else if (owners.isEmpty())
        say(Tone::Quiet,
            tr("This looks like the key of no provider that Byok Relay knows by its keys. Choose whose "
               "it is."));
    else
        say(Tone::Quiet,
            tr("This could be a key of: %1. Choose whose it is.").arg(namesOf(m_relay.catalog(), owners)));
}

void KeyForm::judgeChosen(const Provider &chosen, const Secret &key, const QStringList &owners)
{
    if (owners.contains(chosen.id)) {
        say(Tone::Good, tr("This looks like a key of %1.").arg(chosen.name));
        return;
    }
    const std::optional<Provider> other =
        owners.isEmpty() ? std::nullopt : m_relay.catalog().find(owners.constFirst());
    if (other && isNamedByShape(*other, key)) {
        m_other = other->id;
        say(Tone::Warning, tr("This looks like a key of %1, not of %2.").arg(other->name, chosen.name));
        m_useOther->setText(
            tr("&Use it for %1").arg(QString(other->name).replace(u'&', QStringLiteral("&&"))));
        m_useOther->show();
    } else if (!chosen.keyPatterns.isEmpty()) {
        say(Tone::Warning,
            chosen.keyHint.isEmpty()
                ? tr("This does not look like a key of %1.").arg(chosen.name)
                : tr("This does not look like a key of %1, which %2.").arg(chosen.name, chosen.keyHint));
    } else {
        say(Tone::Quiet, {});
    }
}

} // namespace byok
