// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/growing_dialog.h"
#include "ui/window_links.h"

namespace byok {

/// Models on this computer, to be found and turned on. Owned by its page, which opens it; deletes itself when
/// closed; GUI thread.
class LocalModelsDialog final : public GrowingDialog
{
    Q_OBJECT

public:
    LocalModelsDialog(const WindowLinks &links, QWidget *parent);
};

} // namespace byok
