// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/inference_path.h"

#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr char allBelow[] = "**";

/// Whether a part of a caller's path is what a part of the rule asks for.
bool partFits(const QByteArray &rule, const QByteArray &part)
{
    if (!rule.startsWith('*'))
        return part == rule;
    const QByteArray ending = rule.sliced(1);
    // Some servers take what follows ';' for parameters: ";x" is an empty part there, and so a list.
    return part.size() > ending.size() && part.endsWith(ending) && !part.startsWith(';');
}

bool methodFits(std::optional<HttpMethod> rule, HttpMethod method)
{
    switch (method) {
    case HttpMethod::Options:
        return true;
    case HttpMethod::Head:
    case HttpMethod::Get:
        return !rule || rule == HttpMethod::Get;
    case HttpMethod::Post:
        return !rule || rule == HttpMethod::Post;
    case HttpMethod::Put:
    case HttpMethod::Patch:
    case HttpMethod::Delete:
        return rule == method;
    }
    Q_UNREACHABLE_RETURN(false);
}

} // namespace

std::optional<InferencePath> InferencePath::fromText(QByteArrayView text)
{
    static const QRegularExpression form(
        uR"(\A(?:(GET|POST|PUT) )?(/|(?!.*/\.{1,2}(?:/|\z))(?:/(?:\*?[A-Za-z0-9._~:@!$&'()+,;=-]+|\*(?=/|\z)))+(?:/\*\*)?|/\*\*)\z)"_s);
    constexpr std::array<std::pair<QLatin1StringView, HttpMethod>, 3> methods{
        {{"GET"_L1, HttpMethod::Get}, {"POST"_L1, HttpMethod::Post}, {"PUT"_L1, HttpMethod::Put}}};
    const auto match = form.match(QString::fromLatin1(text));
    if (!match.hasMatch())
        return std::nullopt;
    std::optional<HttpMethod> method;
    for (const auto &[name, meaning] : methods) {
        if (match.captured(1) == name)
            method = meaning;
    }
    const QByteArray path = match.captured(2).toLatin1();
    QList<QByteArray> parts = path == "/" && !method ? QList<QByteArray>() : path.sliced(1).split('/');
    if (!method && (parts.isEmpty() || parts.last() != allBelow))
        parts.append(allBelow);
    return InferencePath(method, parts);
}

bool InferencePath::allows(HttpMethod method, QByteArrayView path) const
{
    if (!methodFits(m_method, method) || !path.startsWith('/'))
        return false;
    const QList<QByteArray> parts = path.sliced(1).toByteArray().split('/');
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i] == allBelow)
            return true;
        if (i >= parts.size() || !partFits(m_parts[i], parts[i]))
            return false;
    }
    return parts.size() == m_parts.size();
}

QByteArray InferencePath::stem() const
{
    QByteArray stem;
    for (const QByteArray &part : m_parts) {
        if (part.startsWith('*'))
            break;
        stem.append('/').append(part);
    }
    return stem.isEmpty() ? "/"_ba : stem;
}

} // namespace byok
