// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/local_models_dialog.h"

#include "ui/widgets/local_models.h"
#include "ui/widgets/page_parts.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace byok {

LocalModelsDialog::LocalModelsDialog(const WindowLinks &links, QWidget *parent)
    : GrowingDialog(parent)
{
    setObjectName(QStringLiteral("localModelsDialog"));
    setWindowTitle(tr("Models on this computer"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("localClose"));
    connect(buttons, &QDialogButtonBox::rejected, this, &LocalModelsDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(
        makeText(tr("These programs run models on your own computer and need no key. An app uses "
                    "one only if you turn it on here and allow it to the app.")));
    column->addWidget(new LocalModels(links));
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
}

} // namespace byok
