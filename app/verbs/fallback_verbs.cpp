// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/app_name.h"
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/access/fallback_edits.h"
#include "relay/fallbacks.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// Whether some of what the rule names may cost money.
bool namesPaid(const FallbackRule &rule, const ProviderCatalog &catalog)
{
    return std::ranges::any_of(rule.targets, [&catalog](const FallbackTarget &target) {
        const auto provider = catalog.find(target.provider);
        return provider && byok::mayCostMoney(*provider);
    });
}

/// Whether it lets anything be asked that may cost money; another key of the same provider may.
bool mayCostMoney(const FallbackRule &rule)
{
    return rule.otherKeys == OtherKeys::Yes || rule.paidTargets == PaidTargets::Allowed;
}

QString targetsInWords(const FallbackRule &rule)
{
    QStringList names;
    if (rule.otherKeys == OtherKeys::Yes)
        names += QStringLiteral("your other keys");
    for (const FallbackTarget &target : rule.targets)
        names += target.provider + u'/' + target.model;
    return names.isEmpty() ? QStringLiteral("nothing") : names.join(u", then ");
}

QJsonObject object(const FallbackRule &rule)
{
    QJsonArray targets;
    for (const FallbackTarget &target : rule.targets)
        targets += QJsonObject{{u"provider"_s, target.provider}, {u"model"_s, target.model}};
    return {{u"app"_s, rule.appId},
            {u"model"_s, rule.model},
            {u"other_keys"_s, rule.otherKeys == OtherKeys::Yes},
            {u"try"_s, targets},
            {u"may_cost_money"_s, mayCostMoney(rule)}};
}

} // namespace

void Verbs::fallbacksList(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    QJsonArray rules;
    QList<QStringList> lines{{QStringLiteral("APP"), QStringLiteral("MODEL"),
                              QStringLiteral("IF IT FAILS, TRY"), QStringLiteral("MAY COST MONEY")}};
    for (const FallbackRule &rule : config->fallbacks) {
        rules += object(rule);
        const bool mayCost = mayCostMoney(rule);
        lines += {rule.appId.isEmpty() ? QStringLiteral("every app") : rule.appId,
                  rule.model.isEmpty() ? QStringLiteral("every model") : rule.model, targetsInWords(rule),
                  mayCost ? QStringLiteral("yes") : QStringLiteral("no")};
    }
    if (request.form == OutputForm::Json)
        return done(json({{QStringLiteral("fallbacks"), rules}}));
    if (rules.isEmpty())
        return done(VerbReply::said(
            QStringLiteral("A request that fails is not tried again. To change that: byok-relay fallbacks "
                           "add --other-keys, or --try PROVIDER/MODEL\n")));
    done(VerbReply::said(columns(lines)));
}

void Verbs::fallbacksAdd(const VerbRequest &request, const Done &done)
{
    FallbackRule rule = request.rule;
    if (!rule.appId.isEmpty())
        rule.appId = appIdFrom(rule.appId, *m_hands.keeper.current());
    const bool saysNothing = rule.otherKeys == OtherKeys::No && rule.targets.isEmpty();
    if (saysNothing && rule.appId.isEmpty() && rule.model.isEmpty())
        return done(VerbReply::refused(
            QStringLiteral("Say what to try: --other-keys, or --try PROVIDER/MODEL, or both.")));
    QStringList providers;
    for (const FallbackTarget &target : std::as_const(rule.targets))
        providers += target.provider;
    if (const Result<> known = checkProviders(providers, m_hands.catalog); !known)
        return done(VerbReply::refused(known.error().sentence));
    if (rule.paidTargets == PaidTargets::LocalOnly && namesPaid(rule, m_hands.catalog))
        return done(VerbReply::refused(QStringLiteral(
            "Some of these models may cost money. If you want that, say so with --may-cost-money.")));
    if (const Result<> applied = m_hands.keeper.apply(addFallback(rule)); !applied)
        return done(VerbReply::refused(applied.error().sentence));
    if (request.form == OutputForm::Json)
        return done(json(object(rule)));
    const QString whose = rule.appId.isEmpty() ? QStringLiteral("any app") : rule.appId;
    const QString what =
        rule.model.isEmpty() ? QStringLiteral("any model") : QStringLiteral("the model %1").arg(rule.model);
    done(
        VerbReply::said(QStringLiteral("Where a request of %1 for %2 fails before its answer begins: %3.%4\n")
                            .arg(whose, what, targetsInWords(rule),
                                 mayCostMoney(rule) ? QStringLiteral(" This may cost money.") : QString())));
}

void Verbs::fallbacksRemove(const VerbRequest &request, const Done &done)
{
    const QString appId =
        request.rule.appId.isEmpty() ? QString() : appIdFrom(request.rule.appId, *m_hands.keeper.current());
    if (const Result<> removed = m_hands.keeper.apply(removeFallback(appId, request.rule.model)); !removed)
        return done(VerbReply::refused(removed.error().sentence));
    done(VerbReply::said(QStringLiteral("The rule is gone.\n")));
}

} // namespace byok
