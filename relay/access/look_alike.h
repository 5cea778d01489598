// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace byok {

/// What may make a person take one origin for another.
enum class OriginWarning {
    Punycode,      ///< an `xn--` label: what it would look like is not what it is
    IpLiteral,     ///< a bare address that is not this computer
    NearDuplicate, ///< a letter or so away from an approved origin, or the same to the eye
    NameInside,    ///< an approved origin's name within another site's
    UnusualPort,   ///< a port, where it is not this computer
    PlainHttp,     ///< unencrypted, where it is not this computer: anyone on the way can be this origin
    VeryLong,      ///< so long that its end, which counts, is easily out of sight
    SharedHosting, ///< everybody can have a name like this
};

/// One warning, as a sentence for a person. Value.
struct OriginNote
{
    OriginWarning warning;
    QString sentence;

    friend bool operator==(const OriginNote &, const OriginNote &) = default;
};

/// An origin cut for display: `before` and `after` plain, `bold` the part that somebody had to register.
/// Joined, they are the origin in its ASCII form; elide on the left. Value.
struct OriginDisplay
{
    QString before;
    QString bold;
    QString after;
};

/// Cuts a serialised origin. The registrable part is a guess by common suffixes (this program carries no
/// public suffix list); of an address, an extension or a one-label name it is the whole host. Pure.
[[nodiscard]] OriginDisplay displayOf(const QByteArray &origin);

/// Everything about `origin` that a person should look at twice, worst first. `known` are the origins and
/// names it could be mistaken for: the approved ones, and whichever else the caller adds. Both serialised.
/// Pure.
[[nodiscard]] QList<OriginNote> originNotes(const QByteArray &origin, const QList<QByteArray> &known);

/// True for this computer's own names and addresses: localhost and below, 127.0.0.0/8, [::1].
[[nodiscard]] bool isLoopbackHost(QByteArrayView host);

} // namespace byok
