// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/grant_editor.h"

#include "ui/widgets/fold.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QRegularExpression>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// The limits for all that an app's own take the place of.
qint64 limitForAll(const AppLimitRow &row, const Settings &settings)
{
    if (row.member == &AppLimits::requestsPerMinute)
        return settings.requestsPerMinute;
    if (row.member == &AppLimits::aiRequestsPerMinute)
        return settings.aiRequestsPerMinute;
    if (row.member == &AppLimits::registrationsPerHour)
        return settings.registrationsPerHour;
    return settings.exchangesPerApp;
}

QString limitName(const AppLimitRow &row)
{
    if (row.member == &AppLimits::requestsPerMinute)
        return GrantEditor::tr("&Requests of any kind, per minute:");
    if (row.member == &AppLimits::aiRequestsPerMinute)
        return GrantEditor::tr("Requests to &providers, per minute:");
    if (row.member == &AppLimits::registrationsPerHour)
        return GrantEditor::tr("T&okens it may ask for, per hour:");
    return GrantEditor::tr("Requests at the same &time:");
}

/// How far what belongs to a radio button stands in from it.
int indentOf(const QWidget &widget)
{
    return widget.style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
           widget.style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing);
}

QWidget *indented(QWidget *inner)
{
    auto *outer = new QWidget;
    auto *row = new QHBoxLayout(outer);
    row->setContentsMargins({});
    row->addSpacing(indentOf(*inner));
    row->addWidget(inner, 1);
    return outer;
}

} // namespace

GrantEditor::GrantEditor(const QList<ProviderChoice> &choices, const Settings &forAll, QWidget *parent)
    : QWidget(parent)
    , m_everyProvider(new QRadioButton(tr("&Every provider, also those you add later")))
    , m_theseProviders(new QRadioButton(tr("Only t&hese:")))
    , m_duration(new QComboBox)
    , m_allModels(new QRadioButton(tr("A&ll models")))
    , m_theseModels(new QRadioButton(tr("Only models with these na&mes:")))
    , m_models(new QLineEdit)
    , m_usualPaths(new QRadioButton(tr("&Usual requests: chat, images, speech, embeddings and the like")))
    , m_wholeApi(new QRadioButton(tr("The provider's &whole interface")))
    , m_wholeApiWarning(new ToneLabel(Tone::Warning))
    , m_fault(new ToneLabel(Tone::Bad))
{
    setObjectName(u"grantEditor"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(makeHeading(tr("What it may use")));
    column->addWidget(makeProviders(choices));

    column->addWidget(makeHeading(tr("For how long")));
    m_duration->setObjectName(u"grantDuration"_s);
    m_duration->setAccessibleName(tr("For how long"));
    m_duration->addItem(tr("Until Byok Relay is quit"), int(GrantDuration::ThisSession));
    m_duration->addItem(tr("One day"), int(GrantDuration::OneDay));
    m_duration->addItem(tr("90 days"), int(GrantDuration::NinetyDays));
    m_duration->addItem(tr("Until you revoke it"), int(GrantDuration::UntilRevoked));
    column->addWidget(m_duration, 0, Qt::AlignLeading);

    m_details = new Fold(u"grantDetails"_s, tr("Models, requests and limits"), makeDetails(forAll));
    column->addWidget(m_details);
    m_fault->setObjectName(u"grantFault"_s);
    column->addWidget(m_fault);

    for (QRadioButton *button : {m_everyProvider, m_allModels, m_wholeApi})
        connect(button, &QRadioButton::toggled, this, &GrantEditor::follow);
    connect(m_duration, &QComboBox::currentIndexChanged, this, &GrantEditor::follow);
    connect(m_models, &QLineEdit::textChanged, this, &GrantEditor::follow);
    setGrant({});
}

QWidget *GrantEditor::makeProviders(const QList<ProviderChoice> &choices)
{
    auto *all = new QWidget;
    auto *column = new QVBoxLayout(all);
    column->setContentsMargins({});
    m_everyProvider->setObjectName(u"grantEveryProvider"_s);
    m_theseProviders->setObjectName(u"grantTheseProviders"_s);
    column->addWidget(m_everyProvider);
    column->addWidget(m_theseProviders);

    auto *list = new QWidget;
    auto *lines = new QVBoxLayout(list);
    lines->setContentsMargins({});
    auto *first = new QGridLayout;
    lines->addLayout(first);
    auto *moreBox = new QWidget;
    auto *more = new QGridLayout(moreBox);
    more->setContentsMargins({});
    int moreCount = 0;
    for (const ProviderChoice &choice : choices) {
        const bool isFirst = choice.place == ProviderChoice::Place::First;
        addProvider(isFirst ? first : more, choice);
        moreCount += isFirst ? 0 : 1;
    }
    first->setColumnStretch(1, 1);
    more->setColumnStretch(1, 1);
    if (moreCount > 0) {
        lines->addWidget(
            new Fold(u"grantMoreProviders"_s, tr("%n more provider(s)", nullptr, moreCount), moreBox));
    } else {
        delete moreBox;
    }
    column->addWidget(indented(list));
    return all;
}

void GrantEditor::addProvider(QGridLayout *grid, const ProviderChoice &choice)
{
    QString text = choice.name;
    switch (choice.standing) {
    case ProviderChoice::Standing::Ready:
        if (choice.asked)
            text = tr("%1 (asked for)").arg(choice.name);
        break;
    case ProviderChoice::Standing::NeedsKey:
        text = choice.asked ? tr("%1 (asked for; you have stored no key yet)").arg(choice.name)
                            : tr("%1 (you have stored no key yet)").arg(choice.name);
        break;
    case ProviderChoice::Standing::TurnedOff:
        text = choice.asked ? tr("%1 (asked for; turned off)").arg(choice.name)
                            : tr("%1 (turned off)").arg(choice.name);
        break;
    }
    // A name of the person's own may have one.
    auto *box = new QCheckBox(text.replace(u'&', u"&&"_s));
    box->setObjectName(u"grantProvider_"_s + choice.id);
    connect(box, &QCheckBox::toggled, this, &GrantEditor::follow);
    const int line = grid->rowCount();
    grid->addWidget(box, line, 0);
    QComboBox *keys = nullptr;
    if (choice.keyLabels.size() > 1) {
        keys = new QComboBox;
        keys->setObjectName(u"grantKey_"_s + choice.id);
        keys->setAccessibleName(tr("Key for %1").arg(choice.name));
        keys->addItem(tr("Default key (%1)").arg(choice.keyLabels.first()), QString());
        for (const QString &label : choice.keyLabels)
            keys->addItem(label, label);
        connect(keys, &QComboBox::currentIndexChanged, this, &GrantEditor::follow);
        grid->addWidget(keys, line, 1, Qt::AlignLeading);
    }
    m_providers.append({choice.id, box, keys});
}

QWidget *GrantEditor::makeDetails(const Settings &forAll)
{
    auto *details = new QWidget;
    auto *column = new QVBoxLayout(details);
    column->addWidget(makeModels());
    column->addWidget(makePaths());
    column->addWidget(makeLimits(forAll));
    return details;
}

QWidget *GrantEditor::makeModels()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    m_allModels->setObjectName(u"grantAllModels"_s);
    m_theseModels->setObjectName(u"grantTheseModels"_s);
    m_models->setObjectName(u"grantModels"_s);
    m_models->setAccessibleName(tr("Names of models, with commas between them"));
    m_models->setPlaceholderText(tr("for example gpt-4o*, claude-3-5-haiku-latest"));
    m_models->setToolTip(tr("* stands for any characters, ? for one; commas between names"));
    column->addWidget(m_allModels);
    column->addWidget(m_theseModels);
    column->addWidget(indented(m_models));
    return box;
}

QWidget *GrantEditor::makePaths()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    m_usualPaths->setObjectName(u"grantUsualPaths"_s);
    m_wholeApi->setObjectName(u"grantWholeApi"_s);
    column->addWidget(m_usualPaths);
    column->addWidget(m_wholeApi);
    m_wholeApiWarning->setObjectName(u"grantWholeApiWarning"_s);
    m_wholeApiWarning->setText(
        tr("It could then also read and delete files and fine-tuned models that you keep at the provider, "
           "and change what your account holds. Few apps need this."));
    column->addWidget(indented(m_wholeApiWarning));
    return box;
}

QWidget *GrantEditor::makeLimits(const Settings &forAll)
{
    auto *box = new QWidget;
    auto *form = new QFormLayout(box);
    form->setContentsMargins({});
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(makeText(tr("Limits of its own; where one is empty, the limit for all apps holds. 0 means "
                             "no limit.")));
    for (const AppLimitRow &row : appLimitRows()) {
        auto *field = new QLineEdit;
        field->setObjectName(u"grantLimit_"_s + QLatin1StringView(row.name));
        field->setValidator(new QIntValidator(0, int(row.most), field));
        const qint64 usual = limitForAll(row, forAll);
        field->setPlaceholderText(usual > 0 ? tr("as for all: %L1").arg(usual) : tr("as for all: no limit"));
        connect(field, &QLineEdit::textChanged, this, &GrantEditor::follow);
        form->addRow(limitName(row), field);
        m_limits.append(field);
    }
    return box;
}

void GrantEditor::setGrant(const Grant &grant)
{
    const QSignalBlocker quiet(this);
    m_keptProviders = grant.providers;
    m_keptKeys = grant.keys;
    for (const ProviderRow &row : std::as_const(m_providers)) {
        row.box->setChecked(grant.providers.contains(row.id));
        m_keptProviders.removeAll(row.id);
        if (!row.keys)
            continue;
        const QString label = m_keptKeys.take(row.id);
        if (row.keys->findData(label) < 0)
            row.keys->addItem(tr("%1 (no longer stored)").arg(label), label);
        row.keys->setCurrentIndex(row.keys->findData(label));
    }
    (grant.providers.isEmpty() ? m_everyProvider : m_theseProviders)->setChecked(true);
    m_duration->setCurrentIndex(m_duration->findData(int(grant.duration)));
    (grant.models.isEmpty() ? m_allModels : m_theseModels)->setChecked(true);
    m_models->setText(grant.models.join(u", "_s));
    (grant.paths == PathScope::WholeApi ? m_wholeApi : m_usualPaths)->setChecked(true);
    for (qsizetype i = 0; i < m_limits.size(); ++i) {
        const std::optional<qint64> limit = grant.limits.*appLimitRows()[size_t(i)].member;
        m_limits[i]->setText(limit ? QString::number(*limit) : QString());
    }
    // What is not as usual must not be hidden.
    const bool usual =
        grant.models.isEmpty() && grant.paths == PathScope::InferenceOnly && grant.limits == AppLimits();
    if (!usual)
        m_details->setState(Fold::State::Open);
    follow();
}

void GrantEditor::tickOnly(const QStringList &providers)
{
    m_keptProviders.clear();
    for (const ProviderRow &row : std::as_const(m_providers))
        row.box->setChecked(providers.contains(row.id));
    m_theseProviders->setChecked(true);
    follow();
}

QStringList GrantEditor::models() const
{
    static const QRegularExpression between(u"[,\\s]+"_s);
    return m_models->text().split(between, Qt::SkipEmptyParts);
}

Grant GrantEditor::grant() const
{
    Grant grant;
    const bool every = m_everyProvider->isChecked();
    grant.keys = m_keptKeys;
    for (const ProviderRow &row : m_providers) {
        const bool may = every || row.box->isChecked();
        if (!every && may)
            grant.providers.append(row.id);
        if (may && row.keys && !row.keys->currentData().toString().isEmpty())
            grant.keys.insert(row.id, row.keys->currentData().toString());
    }
    if (!every)
        grant.providers.append(m_keptProviders);
    if (m_theseModels->isChecked())
        grant.models = models();
    grant.paths = m_wholeApi->isChecked() ? PathScope::WholeApi : PathScope::InferenceOnly;
    grant.duration = GrantDuration(m_duration->currentData().toInt());
    for (qsizetype i = 0; i < m_limits.size(); ++i) {
        if (!m_limits[i]->text().isEmpty())
            grant.limits.*appLimitRows()[size_t(i)].member = m_limits[i]->text().toLongLong();
    }
    return grant;
}

QString GrantEditor::fault() const
{
    if (!m_everyProvider->isChecked() && grant().providers.isEmpty())
        return tr("Tick at least one provider that it may use.");
    if (m_theseModels->isChecked() && models().isEmpty())
        return tr("Name at least one model, or choose “All models”.");
    // An empty field means what holds for all.
    const auto wrong = std::ranges::find_if(m_limits, [](const QLineEdit *field) {
        return !field->text().isEmpty() && !field->hasAcceptableInput();
    });
    if (wrong != m_limits.end())
        return tr("A limit is a number from 0 to %L1.")
            .arg(appLimitRows()[size_t(wrong - m_limits.begin())].most);
    return {};
}

void GrantEditor::follow()
{
    const bool every = m_everyProvider->isChecked();
    for (const ProviderRow &row : std::as_const(m_providers)) {
        row.box->setEnabled(!every);
        if (row.keys)
            row.keys->setEnabled(every || row.box->isChecked());
    }
    m_models->setEnabled(m_theseModels->isChecked());
    m_wholeApiWarning->setVisible(m_wholeApi->isChecked());
    m_fault->say(fault());
    emit changed();
}

} // namespace byok
