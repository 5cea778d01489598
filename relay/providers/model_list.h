// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QByteArray>
#include <QList>

namespace byok {

/// One model of a provider's list. Value.
struct ListedModel
{
    QByteArray id;      ///< as requests name it there, without Google's "models/"; visible ASCII
    qint64 created = 0; ///< seconds since 1970; 0: not told

    friend bool operator==(const ListedModel &, const ListedModel &) = default;
};

/// One page of a provider's list of models. Value.
struct ModelPage
{
    QList<ListedModel> models; ///< each id once, in the provider's order
    QByteArray
        next; ///< the query parameter that asks for the next page, "after_id=…"; empty: this is the last
};

/// Reads what a provider answers to a GET of its models, in each of the forms that there are: OpenAI's
/// `data[].id` (Ollama's null for none), Anthropic's with `has_more`, Google's `models[].name` with
/// `nextPageToken`, Cohere's with `next_page_token`, Together's bare array. Entries without a name that a
/// request could have are left out. Fails where it is none of these. Pure.
[[nodiscard]] Result<ModelPage> readModelPage(QByteArrayView body);

} // namespace byok
