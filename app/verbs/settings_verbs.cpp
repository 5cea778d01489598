// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/settings.h"

namespace byok {

namespace {

Failure unknownSetting(const QString &name)
{
    return {QStringLiteral("There is no setting \"%1\". See them all: byok-relay settings list").arg(name)};
}

QJsonObject jsonOf(const SettingRow &row, const Settings &settings)
{
    return {{QStringLiteral("name"), QLatin1StringView(row.name)},
            {QStringLiteral("value"), settings.*row.member},
            {QStringLiteral("default"), row.fallback},
            {QStringLiteral("least"), row.least},
            {QStringLiteral("most"), row.most},
            {QStringLiteral("help"), QString::fromUtf8(row.help)}};
}

} // namespace

void Verbs::settingsList(const VerbRequest &request, const Done &done)
{
    const auto config = m_hands.keeper.current();
    QJsonArray all;
    QList<QStringList> lines{{QStringLiteral("NAME"), QStringLiteral("VALUE"), QStringLiteral("DEFAULT"),
                              QStringLiteral("MEANING")}};
    for (const SettingRow &row : settingRows()) {
        all += jsonOf(row, config->settings);
        lines += {QString::fromLatin1(row.name), QString::number(config->settings.*row.member),
                  QString::number(row.fallback), QString::fromUtf8(row.help)};
    }
    done(request.form == OutputForm::Json ? json({{QStringLiteral("settings"), all}})
                                          : VerbReply::said(columns(lines)));
}

void Verbs::settingsGet(const VerbRequest &request, const Done &done)
{
    const SettingRow *row = findSetting(request.arguments.constFirst());
    if (!row)
        return done(VerbReply::refused(unknownSetting(request.arguments.constFirst()).sentence));
    const Settings &settings = m_hands.keeper.current()->settings;
    done(request.form == OutputForm::Json ? json(jsonOf(*row, settings))
                                          : VerbReply::said(QString::number(settings.*row->member) + u'\n'));
}

void Verbs::settingsSet(const VerbRequest &request, const Done &done)
{
    const SettingRow *row = findSetting(request.arguments.at(0));
    if (!row)
        return done(VerbReply::refused(unknownSetting(request.arguments.at(0)).sentence));
    const Result<qint64> value = parseSetting(*row, request.arguments.at(1));
    if (!value)
        return done(VerbReply::refused(value.error().sentence));
    const Result<> applied = m_hands.keeper.apply([&](RelayConfig &config) -> Result<> {
        config.settings.*row->member = value.value();
        return Nothing{};
    });
    if (!applied)
        return done(VerbReply::refused(applied.error().sentence));
    done(request.form == OutputForm::Json
             ? json(jsonOf(*row, m_hands.keeper.current()->settings))
             : VerbReply::said(
                   QStringLiteral("%1 is %2.\n").arg(QLatin1StringView(row->name)).arg(value.value())));
}

} // namespace byok
