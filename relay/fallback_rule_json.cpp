// SPDX-License-Identifier: Apache-2.0
#include "relay/fallback_rule_json.h"

#include "relay/json_reader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QList<FallbackTarget> readTargets(JsonReader &reader, const JsonPath &path, const QJsonObject &rule)
{
    QList<FallbackTarget> targets;
    const QJsonArray array = rule.value("targets"_L1).toArray();
    if (!rule.value("targets"_L1).isArray() || array.size() > FallbackRule::mostTargets)
        reader.fail(JsonPath(path) << u"targets"_s,
                    u"“targets” must be a list in [ ] of at most %1 providers and their models."_s.arg(
                        FallbackRule::mostTargets));
    for (qsizetype i = 0; i < array.size(); ++i) {
        const JsonPath place = JsonPath(path) << u"targets"_s << i;
        if (!array.at(i).isObject())
            reader.fail(place, u"an entry of “targets” must be an object in { }."_s);
        const QJsonObject object = array.at(i).toObject();
        reader.allow(place, object, {"provider"_L1, "model"_L1});
        targets.append({reader.requiredString(place, object, "provider"_L1),
                        reader.requiredString(place, object, "model"_L1)});
    }
    return targets;
}

} // namespace

QString paidTargetsName(PaidTargets paid)
{
    switch (paid) {
    case PaidTargets::LocalOnly:
        return u"local-only"_s;
    case PaidTargets::Allowed:
        return u"allowed"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QList<FallbackRule> readFallbackRules(JsonReader &reader, const QJsonObject &root)
{
    QList<FallbackRule> rules;
    const QList<QJsonObject> objects = reader.objects(root, "fallbacks"_L1);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const QJsonObject &object = objects.at(i);
        const JsonPath path{u"fallbacks"_s, i};
        reader.allow(path, object, {"app"_L1, "model"_L1, "other_keys"_L1, "targets"_L1, "paid_targets"_L1});
        // Required, although empty ones mean all: forgetting them must not widen a rule.
        reader.require(path, object, {"app"_L1, "model"_L1, "other_keys"_L1});
        FallbackRule rule;
        rule.appId = reader.string(path, object, "app"_L1, {});
        rule.model = reader.string(path, object, "model"_L1, {});
        rule.otherKeys =
            reader.boolean(path, object, "other_keys"_L1, false) ? OtherKeys::Yes : OtherKeys::No;
        rule.targets = readTargets(reader, path, object);
        rule.paidTargets = reader.oneOf(path, object, "paid_targets"_L1,
                                        {PaidTargets::LocalOnly, PaidTargets::Allowed}, &paidTargetsName);
        if (std::ranges::any_of(rules, [&rule](const FallbackRule &one) {
                return one.appId == rule.appId && one.model == rule.model;
            }))
            reader.fail(path, u"there are two “fallbacks” for the same app and model; take one out."_s);
        rules.append(rule);
    }
    return rules;
}

QJsonArray fallbackRulesValue(const QList<FallbackRule> &rules)
{
    QJsonArray array;
    for (const FallbackRule &rule : rules) {
        QJsonArray targets;
        for (const FallbackTarget &target : rule.targets)
            targets.append(QJsonObject{{u"provider"_s, target.provider}, {u"model"_s, target.model}});
        array.append(QJsonObject{{u"app"_s, rule.appId},
                                 {u"model"_s, rule.model},
                                 {u"other_keys"_s, rule.otherKeys == OtherKeys::Yes},
                                 {u"targets"_s, targets},
                                 {u"paid_targets"_s, paidTargetsName(rule.paidTargets)}});
    }
    return array;
}

} // namespace byok
