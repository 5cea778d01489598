// SPDX-License-Identifier: Apache-2.0
#include "relay/api/body_model.h"

#include "relay/providers/form_model.h"

namespace byok {

QByteArray contentEncodingOf(const RequestHead &head)
{
    QByteArrayList values;
    for (const HeaderField &field : head.fields) {
        if (field.name == "content-encoding")
            values.append(field.value);
    }
    return values.join(", ");
}

QByteArray contentTypeOf(const RequestHead &head)
{
    return headerCount(head.fields, "content-type") == 1 ? head.field("content-type") : QByteArray();
}

Result<ModelField, RelayError> findBodyModel(const ClientRequest &request)
{
    const QByteArray type = contentTypeOf(request.head);
    const QByteArray encoding = contentEncodingOf(request.head);
    return isMultipartForm(type) ? findFormModel(request.body, type, encoding)
                                 : findModel(request.body, encoding);
}

} // namespace byok
