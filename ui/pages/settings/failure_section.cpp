// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings/failure_section.h"

#include "relay/access/fallback_edits.h"
#include "ui/widgets/fallback_list.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace byok {

FailureSection::FailureSection(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_rules(new FallbackList(links, {}))
    , m_problem(new ToneLabel(Tone::Bad))
{
    setObjectName(QStringLiteral("failureSection"));
    m_problem->setObjectName(QStringLiteral("failureProblem"));
    QVBoxLayout *body = addPageBody(this);
    body->addWidget(makeHeading(tr("If a request fails")));
    body->addWidget(makeText(tr(
        "Where a provider cannot be reached, is too busy or has a fault, Byok Relay can try another of your "
        "keys, or another model. These rules hold for every app; an app can have its own, under Apps. Only "
        "what the app may use is tried, and each answer says who gave it.")));
    body->addWidget(m_rules);
    body->addWidget(m_problem);
    body->addStretch(1);
    m_problem->hide();
    connect(m_rules, &FallbackList::changed, this, &FailureSection::keepRules);
    connect(&links.relay.keeper(), &ConfigKeeper::changed, this, &FailureSection::showConfig);
    showConfig();
}

void FailureSection::showConfig()
{
    QList<FallbackRule> rules;
    std::ranges::copy_if(m_links.relay.keeper().current()->fallbacks, std::back_inserter(rules),
                         [](const FallbackRule &rule) { return rule.appId.isEmpty(); });
    if (rules != m_rules->rules())
        m_rules->setRules(rules);
}

void FailureSection::keepRules()
{
    const Result<> applied = m_links.relay.keeper().apply(setFallbacks({}, m_rules->rules()));
    m_problem->say(applied ? QString() : applied.error().sentence);
    showConfig();
}

} // namespace byok
