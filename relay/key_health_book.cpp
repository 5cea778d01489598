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

bool isRefusal(int status)
{
    switch (status) {
    case 401:
    case 402:
    case 403:
    case 429:
        return true;
    default:
        return false;
    }
}

KeyHealthBook::KeyHealthBook(QObject *parent)
    : QObject(parent)
{
    m_restTimer.setSingleShot(true);
    connect(&m_restTimer, &QTimer::timeout, this, &KeyHealthBook::endRests);
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
    const bool isNews =
        page.report.health != report.health || page.report.sentence != report.sentence ||
        page.report.refusal != report.refusal || page.report.restsUntil != report.restsUntil ||
        page.report.at.secsTo(report.at) >= 60 || page.report.refusedAt.secsTo(report.refusedAt) >= 60;
    page.report = report;
    if (isNews) // not at each of a thousand requests that work
        emit changed(name.first, name.second);
}

void KeyHealthBook::noteUse(const ExchangeRecord &record)
{
    // An answer of the relay itself says nothing of the key, nor one to a key that the caller brought.
    if (record.outcome != ExchangeOutcome::Completed || record.wayIn == WayIn::Stateless)
        return;
    const Name name{record.provider, record.keyLabel};
    const auto page = m_pages.find(name);
    const std::optional<KeyHealth> health = healthFromStatus(record.status);
    const bool isOfThisKey = page != m_pages.end() && record.startedAt >= page->addedAt;
    if (!isOfThisKey)
        return;
    const QDateTime at = record.startedAt.addMSecs(record.milliseconds);
    KeyReport report = page->report;
    if (isRefusal(record.status) && !(report.refusedAt > at)) {
        report.refusal = record.status;
        report.refusedAt = at;
    }
    if (health && !(report.at > at)) {
        report.health = *health;
        report.at = at;
        report.sentence.clear();
    }
    write(name, *page, report);
}

void KeyHealthBook::noteTest(const QString &account, const KeyVerdict &verdict, const QDateTime &at)
{
    const std::optional<KeyHealth> health = healthFromTest(verdict.standing);
    const auto page =
        std::ranges::find_if(m_pages, [&account](const Page &one) { return one.account == account; });
    if (!health || page == m_pages.end())
        return;
    KeyReport report = page->report;
    report.health = *health;
    report.at = at;
    report.sentence = verdict.sentence;
    write(page.key(), *page, report);
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
        KeyReport report = page->report;
        report.health = *health;
        report.at = row.startedAt.addMSecs(row.milliseconds);
        write(name, *page, report);
    }
}

void KeyHealthBook::noteRests(const QList<KeyRest> &rests)
{
    for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
        KeyReport report = page->report;
        report.restsUntil = {};
        const auto rest = std::ranges::find(rests, page->account, &KeyRest::account);
        if (rest != rests.end()) {
            report.restsUntil = rest->until;
            report.refusal = rest->status;
            report.refusedAt = rest->refusedAt;
        }
        if (report != page->report)
            write(page.key(), *page, report);
    }
    endRests();
}

void KeyHealthBook::endRests()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime next;
    for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
        const QDateTime until = page->report.restsUntil;
        if (!until.isValid())
            continue;
        if (until <= now) {
            KeyReport report = page->report;
            report.restsUntil = {};
            write(page.key(), *page, report);
        } else if (!next.isValid() || until < next) {
            next = until;
        }
    }
    if (next.isValid())
        m_restTimer.start(std::chrono::milliseconds(now.msecsTo(next) + 1));
    else
        m_restTimer.stop();
}

} // namespace byok
