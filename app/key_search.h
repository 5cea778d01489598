// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider_catalog.h"
#include "relay/result.h"
#include "ui/desktop_abilities.h"

#include <QByteArrayView>
#include <QList>
#include <QProcessEnvironment>
#include <QString>

namespace byok {

// Finds providers' keys that lie about on this machine, for an import that the person looks through first.
// Nothing is changed, nothing is written anywhere, and what was read is overwritten.

/// A value that a file or the environment gives a name: "OPENAI_API_KEY" in "NAME=value" lines and shell
/// scripts, "openai.key" in JSON, where a dot stands between an object's name and its member's.
struct NamedValue
{
    QString name;
    int line = 0; ///< from 1; 0: not known
    Secret value;
};

/// How a file says which value has which name.
enum class KeyFileForm {
    Lines, ///< NAME=value, export NAME="value", set -x NAME value, name: value, name = "value"; # comments
    Json,  ///< objects within objects; the values that are strings
};

/// What a file of this name is. Pure.
[[nodiscard]] KeyFileForm keyFileForm(const QString &path);
/// Every value with a name in `bytes`, in their order; what cannot be read is passed over. Pure.
[[nodiscard]] QList<NamedValue> namedValues(QByteArrayView bytes, KeyFileForm form);
/// Whose key a value of that name is: the catalog's id; empty where the name names no provider or the value
/// does not have the shape of its keys (or, for a provider that says none, of any key). A value whose shape
/// names one other provider is that one's: many put an OpenRouter key into OPENAI_API_KEY. Pure.
[[nodiscard]] QString providerOfNamedKey(const QString &name, const Secret &value,
                                         const ProviderCatalog &catalog);

/// The keys in `environment` and in the files below `homeFolder` where command line tools keep theirs; each
/// key once for a provider, at the first place it was found.
[[nodiscard]] QList<FoundKey> findKeysOnThisMachine(const QProcessEnvironment &environment,
                                                    const QString &homeFolder,
                                                    const ProviderCatalog &catalog);
/// The keys in one file; fails with a sentence where it cannot be read, is no regular file, is larger than
/// 1 MiB or holds none.
[[nodiscard]] Result<QList<FoundKey>> keysInFile(const QString &path, const ProviderCatalog &catalog);

} // namespace byok
