// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QByteArray>
#include <QString>

namespace byok {

// The forms that the parts of a provider have, whoever wrote it down. Pure.

/// 1 to 40 small letters, digits and dashes, such as "my-provider".
[[nodiscard]] bool isProviderId(const QString &text);
/// A path such as "/v1/models", without dot segments.
[[nodiscard]] bool isProviderPath(const QString &text);
/// The name of a header field or a query parameter, such as "x-api-key".
[[nodiscard]] bool isFieldName(const QString &text);
/// Fields that would change how a request is framed or where it goes. `name` is in small letters.
[[nodiscard]] bool isFramingField(const QByteArray &name);
/// "localhost", or an address of this computer.
[[nodiscard]] bool isLoopbackHost(const QString &host);
/// A base URL as Provider::baseUrl keeps it (http or https, without a '/' at its end); or what is wrong, as
/// the end of a sentence whose subject is the address: "must be an address such as …".
[[nodiscard]] Result<QByteArray> checkedBaseUrl(const QString &text);

} // namespace byok
