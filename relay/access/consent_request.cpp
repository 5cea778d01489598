// SPDX-License-Identifier: Apache-2.0
#include "relay/access/consent_request.h"

#include "relay/shown_text.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString cleanedText(const QString &text, qsizetype most)
{
    QString clean;
    // The tail of a text of megabytes is not even looked at.
    for (const char32_t c : QStringView(text).left(most * 8).toUcs4())
        clean += isInvisible(c) ? u" "_s : QString::fromUcs4(&c, 1);
    return shortened(clean.simplified(), most);
}

} // namespace

AppClaim AppClaim::cleaned() const
{
    AppClaim clean{cleanedText(appId, 64), cleanedText(name, 64), cleanedText(reason, 240), {}};
    for (const QString &provider : providers.first(std::min<qsizetype>(providers.size(), 16))) {
        const QString id = cleanedText(provider, 64);
        if (!id.isEmpty() && !clean.providers.contains(id))
            clean.providers.append(id);
    }
    return clean;
}

QString ConsentRequest::subject() const
{
    if (kind == AppKind::Origin)
        return QString::fromLatin1(origin);
    return u"program:%1@%2"_s.arg(program.executable, program.user);
}

QString ConsentRequest::displayName() const
{
    if (kind == AppKind::Origin)
        return QString::fromLatin1(origin);
    return program.executable.isEmpty() ? u"a program that could not be identified"_s : program.executable;
}

bool ConsentRequest::answersAlsoFor(const ConsentRequest &other) const
{
    if (kind != other.kind || subject() != other.subject())
        return false;
    return kind == AppKind::Origin ||
           (!program.isNull() && program == other.program && claim.appId == other.claim.cleaned().appId);
}

} // namespace byok
