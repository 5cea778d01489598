// SPDX-License-Identifier: Apache-2.0
#include "relay/access/look_alike.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype longHost = 60;

/// The parts of a serialised origin; no port where it has none.
struct Parts
{
    QByteArray scheme;
    QByteArray host; ///< with the brackets of an IPv6 address
    QByteArray port;
};

Parts partsOf(const QByteArray &origin)
{
    Parts parts;
    const qsizetype mark = origin.indexOf("://");
    if (mark < 0)
        return {{}, origin, {}};
    parts.scheme = origin.left(mark);
    parts.host = origin.mid(mark + 3);
    const qsizetype colon = parts.host.lastIndexOf(':');
    if (colon > parts.host.lastIndexOf(']')) {
        parts.port = parts.host.mid(colon + 1);
        parts.host.truncate(colon);
    }
    return parts;
}

bool isAddress(const QByteArray &host)
{
    if (host.startsWith('['))
        return true;
    return !host.isEmpty() && !QHostAddress(QString::fromLatin1(host)).isNull();
}

bool isWebScheme(const QByteArray &scheme)
{
    return scheme == "http" || scheme == "https";
}

/// Suffixes below which anybody can have a name for the asking; a name there is one label longer.
constexpr auto sharedSuffixes = std::to_array<const char *>({
    "github.io",
    "gitlab.io",
    "pages.dev",
    "workers.dev",
    "netlify.app",
    "vercel.app",
    "now.sh",
    "web.app",
    "firebaseapp.com",
    "appspot.com",
    "run.app",
    "herokuapp.com",
    "onrender.com",
    "fly.dev",
    "railway.app",
    "surge.sh",
    "glitch.me",
    "replit.app",
    "replit.dev",
    "repl.co",
    "codesandbox.io",
    "csb.app",
    "stackblitz.io",
    "webcontainer.io",
    "cloudfront.net",
    "amazonaws.com",
    "azurewebsites.net",
    "azurestaticapps.net",
    "blogspot.com",
    "ngrok.io",
    "ngrok.app",
    "ngrok-free.app",
    "trycloudflare.com",
    "loca.lt",
    "lovable.app",
    "bolt.host",
    "streamlit.app",
    "hf.space",
    "deno.dev",
    "val.run",
    "framer.app",
    "webflow.io",
    "bubbleapps.io",
});

/// Second labels that stand for a whole country's registry: example.co.uk.
constexpr auto registryLabels =
    std::to_array<const char *>({"co", "com", "org", "net", "ac", "gov", "edu", "ne", "or", "go", "gob",
                                 "gov", "nom", "mil", "ltd", "plc"});

bool endsInSharedSuffix(const QByteArray &host)
{
    return std::ranges::any_of(sharedSuffixes, [&](const char *suffix) {
        return host.endsWith('.' + QByteArray(suffix)) || host == suffix;
    });
}

/// How many labels at the end of the host somebody had to register as one name.
qsizetype registrableLabels(const QByteArray &host)
{
    const QList<QByteArray> labels = host.split('.');
    if (isAddress(host) || labels.size() <= 2)
        return labels.size();
    for (const char *suffix : sharedSuffixes) {
        if (host.endsWith('.' + QByteArray(suffix)))
            return std::min<qsizetype>(labels.size(), QByteArray(suffix).count('.') + 2);
    }
    const QByteArray &last = labels.last();
    const QByteArray &second = labels.at(labels.size() - 2);
    const bool registry = last.size() == 2 && std::ranges::any_of(registryLabels, [&](const char *label) {
                              return second == label;
                          });
    return registry ? 3 : 2;
}

QByteArray registrableOf(const QByteArray &host)
{
    if (isAddress(host))
        return host;
    const QList<QByteArray> labels = host.split('.');
    return labels.mid(labels.size() - registrableLabels(host)).join('.');
}

QString unicodeOf(const QByteArray &host)
{
    return QUrl::fromAce(host, QUrl::IgnoreIDNWhitelist);
}

/// Letters that look like an ASCII one. Not Unicode's whole table: those that make readable Latin words.
char32_t asciiLike(char32_t c)
{
    static constexpr auto pairs = std::to_array<std::pair<char32_t, char>>({
        {U'а', 'a'}, {U'ɑ', 'a'}, {U'α', 'a'}, {U'в', 'b'}, {U'ь', 'b'}, {U'с', 'c'}, {U'ϲ', 'c'},
        {U'ԁ', 'd'}, {U'ɗ', 'd'}, {U'е', 'e'}, {U'ҽ', 'e'}, {U'є', 'e'}, {U'ε', 'e'}, {U'ƒ', 'f'},
        {U'ɡ', 'g'}, {U'ց', 'g'}, {U'һ', 'h'}, {U'н', 'h'}, {U'ı', 'i'}, {U'і', 'i'}, {U'ɩ', 'i'},
        {U'ι', 'i'}, {U'ӏ', 'i'}, {U'ј', 'j'}, {U'к', 'k'}, {U'κ', 'k'}, {U'ʟ', 'l'}, {U'ł', 'l'},
        {U'м', 'm'}, {U'п', 'n'}, {U'η', 'n'}, {U'ո', 'n'}, {U'о', 'o'}, {U'ο', 'o'}, {U'օ', 'o'},
        {U'ө', 'o'}, {U'ø', 'o'}, {U'р', 'p'}, {U'ρ', 'p'}, {U'ԛ', 'q'}, {U'г', 'r'}, {U'ѕ', 's'},
        {U'т', 't'}, {U'τ', 't'}, {U'υ', 'u'}, {U'ս', 'u'}, {U'ѵ', 'v'}, {U'ν', 'v'}, {U'ԝ', 'w'},
        {U'ω', 'w'}, {U'х', 'x'}, {U'χ', 'x'}, {U'у', 'y'}, {U'γ', 'y'}, {U'ʏ', 'y'}, {U'ᴢ', 'z'},
        {U'đ', 'd'}, {U'ß', 'b'},
    });
    const auto found = std::ranges::find(pairs, c, &std::pair<char32_t, char>::first);
    return found == pairs.end() ? c : static_cast<char32_t>(found->second);
}

/// What a name looks like to a quick eye: accents gone, look-alike letters and digits folded together.
QString skeletonOf(const QByteArray &name)
{
    QString folded;
    const QString plain = unicodeOf(name).normalized(QString::NormalizationForm_KD).toLower();
    for (const char32_t c : plain.toUcs4()) {
        if (QChar::category(c) == QChar::Mark_NonSpacing)
            continue;
        folded += QString::fromUcs4(std::array{asciiLike(c)}.data(), 1);
    }
    folded.replace(u"rn"_s, u"m"_s).replace(u"vv"_s, u"w"_s).replace(u"cl"_s, u"d"_s);
    for (QChar &c : folded) {
        if (c == u'0')
            c = u'o';
        else if (c == u'1' || c == u'l' || c == u'|')
            c = u'i';
        else if (c == u'5')
            c = u's';
        else if (c == u'3')
            c = u'e';
    }
    return folded;
}

/// Insertions, deletions, exchanges and swaps of neighbours; stops caring above `most`.
qsizetype editDistance(const QString &a, const QString &b, qsizetype most)
{
    if (qAbs(a.size() - b.size()) > most)
        return most + 1;
    QList<qsizetype> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype other = a[i - 1] == b[j - 1] ? 0 : 1;
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + other});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        std::swap(before, row);
        std::swap(row, next);
    }
    return row[b.size()];
}

/// "openai" of "chat.openai.com".
QByteArray nameOf(const QByteArray &host)
{
    return registrableOf(host).split('.').first();
}

bool looksLike(const QByteArray &host, const QByteArray &other)
{
    const QString a = skeletonOf(registrableOf(host));
    const QString b = skeletonOf(registrableOf(other));
    if (a == b)
        return true;
    const QString name = skeletonOf(nameOf(host));
    const QString otherName = skeletonOf(nameOf(other));
    if (otherName.size() < 4)
        return false; // among short names nearly everything is near
    if (name == otherName)
        return true; // the same name under another ending
    return editDistance(name, otherName, 2) <= (otherName.size() >= 9 ? 2 : 1);
}

/// An approved name as a label, or part of a hyphenated label, of another site: openai.com.evil.net,
/// openai-login.net.
bool hasNameInside(const QByteArray &host, const QByteArray &other)
{
    const QString name = skeletonOf(nameOf(other));
    if (name.size() < 4)
        return false;
    QList<QByteArray> labels = host.split('.');
    labels.removeLast(); // the ending is nobody's name
    for (const QByteArray &label : std::as_const(labels)) {
        const QString folded = skeletonOf(label);
        if (folded == name || folded.split(u'-').contains(name))
            return true;
    }
    return false;
}

} // namespace

bool isLoopbackHost(QByteArrayView host)
{
    if (host == "localhost" || host.endsWith(".localhost"))
        return true;
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.sliced(1, host.size() - 2);
    const QHostAddress address(QString::fromLatin1(host));
    return !address.isNull() && address.isLoopback();
}

OriginDisplay displayOf(const QByteArray &origin)
{
    const Parts parts = partsOf(origin);
    const QByteArray bold = isWebScheme(parts.scheme) ? registrableOf(parts.host) : parts.host;
    QByteArray before = parts.scheme.isEmpty() ? QByteArray() : parts.scheme + "://";
    before += parts.host.chopped(bold.size());
    const QByteArray after = parts.port.isEmpty() ? QByteArray() : ':' + parts.port;
    return {QString::fromLatin1(before), QString::fromLatin1(bold), QString::fromLatin1(after)};
}

QList<OriginNote> originNotes(const QByteArray &origin, const QList<QByteArray> &known)
{
    const Parts parts = partsOf(origin);
    QList<OriginNote> notes;
    if (!isWebScheme(parts.scheme) || isLoopbackHost(parts.host))
        return notes;

    const bool address = isAddress(parts.host);
    if (!address) {
        for (const QByteArray &other : known) {
            const Parts theirs = partsOf(other);
            if (!isWebScheme(theirs.scheme) || isAddress(theirs.host) || isLoopbackHost(theirs.host) ||
                registrableOf(theirs.host) == registrableOf(parts.host))
                continue;
            const QString name = QString::fromLatin1(other);
            if (looksLike(parts.host, theirs.host))
                notes.append({OriginWarning::NearDuplicate,
                              u"This is not %1, although it looks like it."_s.arg(name)});
            else if (hasNameInside(parts.host, theirs.host))
                notes.append(
                    {OriginWarning::NameInside, u"This has the name of %1 in it, but belongs to “%2”."_s.arg(
                                                    name, QString::fromLatin1(registrableOf(parts.host)))});
        }
    }
    if (parts.host.startsWith("xn--") || parts.host.contains(".xn--"))
        notes.append(
            {OriginWarning::Punycode,
             u"This name has letters beyond a–z; a browser may show it as “%1”, which can imitate another name."_s
                 .arg(unicodeOf(parts.host))});
    if (address)
        notes.append({OriginWarning::IpLiteral,
                      u"This is a bare network address, not a name: any machine may have it tomorrow."_s});
    if (parts.scheme == "http")
        notes.append({OriginWarning::PlainHttp,
                      u"This page is not encrypted: anyone between you and it can change what it does."_s});
    if (!parts.port.isEmpty())
        notes.append({OriginWarning::UnusualPort, u"It uses port %1, which is unusual for a website."_s.arg(
                                                      QString::fromLatin1(parts.port))});
    if (parts.host.size() > longHost)
        notes.append({OriginWarning::VeryLong, u"This name is very long; what counts is its end, “%1”."_s.arg(
                                                   QString::fromLatin1(registrableOf(parts.host)))});
    if (endsInSharedSuffix(parts.host))
        notes.append(
            {OriginWarning::SharedHosting,
             u"Anyone can have a name at this host for free; make sure that this is the app you mean."_s});
    return notes;
}

} // namespace byok
