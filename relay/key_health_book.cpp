// SPDX-License-Identifier: Apache-2.0
#include "relay/key_health_book.h"

#include <algorithm>

namespace byok {

std::optional<KeyHealth> healthFromStatus(int status)
{
    if (status >= 200 && status < 300)
        return KeyHealth::Works;
    switch (status) {
    case 401:
    case 403:
        return KeyHealth::Refused;
    case 402:
        return KeyHealth::Quota;
    default:
        return std::nullopt;
    }
}

std::optional<KeyHealth> healthFromTest(KeyStanding standing)
{
    switch (standing) {
    case KeyStanding::Works:
        return KeyHealth::Works;
    case KeyStanding::Refused:
        return KeyHealth::Refused;
    case KeyStanding::OverQuota:
        return KeyHealth::Quota;
    case KeyStanding::Unclear:
    case KeyStanding::Unreachable:
    case KeyStanding::TimedOut:
        return KeyHealth::Unclear;
    case KeyStanding::Uncheckable:
    case KeyStanding::NoKey:
        return std::nullopt;
    }
    Q_UNREACHABLE_RETURN(std::nullopt);
}

KeyReport KeyHealthBook::report(const QString &provider, const QString &label) const
{
    return m_pages.value({provider, label}).report;
}

void KeyHealthBook::setKeys(const QList<KeyEntry> &keys)
{
    const QHash<Name, Page> before = std::exchange(m_pages, {});
    for (const KeyEntry &key : keys) {
        if (!key.appId.isEmpty())
            continue;
        const Name name{key.provider, key.label};
        const Page old = before.value(name);
        m_pages.insert(name, old.account == key.account ? old : Page{key.account, key.addedAt, {}});
    }
    for (auto old = before.begin(); old != before.end(); ++old) {
        if (old->report != report(old.key().first, old.key().second))
            emit changed(old.key().first, old.key().second);
    }
}

void KeyHealthBook::write(const Name &name, Page &page, const KeyReport &report)
{
    const bool isNews = page.report.health != report.health || page.report.sentence != report.sentence ||
                        page.report.at.secsTo(report.at) >= 60;
    page.report = report;
    if (isNews) // not at each of a thousand requests that work
        emit changed(name.first, name.second);
}

void KeyHealthBook::noteUse(const ExchangeRecord &record)
{
    // An answer of the relay itself says nothing of the key.
    if (record.outcome != ExchangeOutcome::Completed)
        return;
    const Name name{record.provider, record.keyLabel};
    const auto page = m_pages.find(name);
    const std::optional<KeyHealth> health = healthFromStatus(record.status);
    const bool isOfThisKey = page != m_pages.end() && record.startedAt >= page->addedAt;
    if (!health || !isOfThisKey || page->report.at > record.startedAt.addMSecs(record.milliseconds))
        return;
    write(name, *page, {*health, record.startedAt.addMSecs(record.milliseconds), {}});
}

void KeyHealthBook::noteTest(const QString &account, const KeyVerdict &verdict, const QDateTime &at)
{
    const std::optional<KeyHealth> health = healthFromTest(verdict.standing);
    const auto page =
        std::ranges::find_if(m_pages, [&account](const Page &one) { return one.account == account; });
    if (health && page != m_pages.end())
        write(page.key(), *page, {*health, at, verdict.sentence});
}

void KeyHealthBook::noteHistory(const QList<UsageRow> &rows)
{
    for (const UsageRow &row : rows) {
        const Name name{row.provider, row.keyLabel};
        const auto page = m_pages.find(name);
        const std::optional<KeyHealth> health = healthFromStatus(row.status);
        if (!health || page == m_pages.end() || row.outcome != UsageOutcome::Completed ||
            row.startedAt < page->addedAt || page->report.health != KeyHealth::Untested)
            continue;
        write(name, *page, {*health, row.startedAt.addMSecs(row.milliseconds), {}});
    }
}

} // namespace byok
