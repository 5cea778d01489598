// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/earlier_attempt.h"

#include <QByteArrayList>
#include <QUrl>

#include <array>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr char between[] = ", ";
constexpr char keyField[] = "key=";
constexpr char statusField[] = "status=";
constexpr char errorField[] = "error=";

constexpr std::array<std::pair<AttemptEnd, QByteArrayView>, 3> errors{{
    {AttemptEnd::Unreachable, "unreachable"},
    {AttemptEnd::TimedOut, "timeout"},
    {AttemptEnd::TlsRefused, "tls"},
}};

QByteArray endText(const EarlierAttempt &attempt)
{
    for (const auto &[end, name] : errors) {
        if (end == attempt.end)
            return errorField + name.toByteArray();
    }
    return statusField + QByteArray::number(attempt.status);
}

std::optional<EarlierAttempt> attemptOf(const QByteArray &text)
{
    QByteArrayList fields = text.split(';');
    EarlierAttempt attempt{.provider = QString::fromUtf8(fields.takeFirst()), .keyLabel = {}};
    std::optional<AttemptEnd> end;
    for (const QByteArray &field : std::as_const(fields)) {
        if (field.startsWith(keyField))
            attempt.keyLabel = QUrl::fromPercentEncoding(field.mid(qstrlen(keyField)));
        if (field.startsWith(statusField)) {
            attempt.status = field.mid(qstrlen(statusField)).toInt();
            end = AttemptEnd::Answered;
        }
        for (const auto &[which, name] : errors) {
            if (field == errorField + name.toByteArray())
                end = which;
        }
    }
    if (attempt.provider.isEmpty() || !end)
        return std::nullopt;
    attempt.end = *end;
    return attempt;
}

} // namespace

QByteArray earlierAttemptsText(const QList<EarlierAttempt> &attempts)
{
    QByteArrayList texts;
    for (const EarlierAttempt &attempt : attempts) {
        QByteArrayList fields{attempt.provider.toUtf8()};
        if (!attempt.keyLabel.isEmpty())
            fields.append(keyField + QUrl::toPercentEncoding(attempt.keyLabel));
        fields.append(endText(attempt));
        texts.append(fields.join(';'));
    }
    return texts.join(between);
}

QList<EarlierAttempt> earlierAttemptsOf(QByteArrayView text)
{
    QList<EarlierAttempt> attempts;
    for (const QByteArray &one : text.toByteArray().split(',')) {
        if (const std::optional<EarlierAttempt> attempt = attemptOf(one.trimmed()))
            attempts.append(*attempt);
    }
    return attempts;
}

} // namespace byok
