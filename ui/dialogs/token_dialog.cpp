// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/token_dialog.h"

#include "ui/sensitive_clipboard.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr int charactersInSight = 40;

} // namespace

TokenDialog::TokenDialog(const QString &program, const Secret &token, const QString &address,
                         SensitiveClipboard *clipboard, QWidget *parent)
    : QDialog(parent)
    , m_token(token)
    , m_clipboard(clipboard)
{
    setObjectName(u"tokenDialog"_s);
    setWindowTitle(tr("Token for a program"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    QLabel *heading = makeHeading(tr("The token for “%1”").arg(program));
    heading->setTextFormat(Qt::PlainText);
    column->addWidget(heading);
    column->addWidget(
        makeText(tr("Put it where the program expects an API key. It is shown this once and "
                    "cannot be read again; if it is lost, revoke the program and add it anew.")));

    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *field = new QLineEdit(QString::fromLatin1(token.expose()));
    field->setObjectName(u"tokenText"_s);
    field->setReadOnly(true);
    field->setLayoutDirection(Qt::LeftToRight);
    field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    field->setCursorPosition(0);
    field->setMinimumWidth(charactersInSight * field->fontMetrics().averageCharWidth());
    auto *copy = new QPushButton(tr("C&opy token"));
    copy->setObjectName(u"tokenCopy"_s);
    copy->setAccessibleName(tr("Copy the token"));
    auto *row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(copy);
    auto *tokenLabel = new QLabel(tr("&Token:"));
    tokenLabel->setBuddy(field);
    form->addRow(tokenLabel, row);
    auto *base = new CopyField(u"tokenAddress"_s, tr("Address for the program"));
    base->setText(address + u"/v1"_s);
    auto *baseLabel = new QLabel(tr("&Base URL:"));
    baseLabel->setBuddy(base);
    form->addRow(baseLabel, base);
    column->addLayout(form);

    auto *word = new ToneLabel(Tone::Quiet);
    word->setObjectName(u"tokenWord"_s);
    word->setText(tr("When you copy the token, it leaves the clipboard after 30 seconds."));
    column->addWidget(word);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(u"tokenClose"_s);
    column->addWidget(buttons);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    copy->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [this, word] {
        if (!m_clipboard)
            return;
        m_clipboard->copy(m_token);
        word->setText(tr("Copied. Paste it now: it leaves the clipboard after 30 seconds."));
    });
    if (clipboard) {
        connect(clipboard, &SensitiveClipboard::cleared, word,
                [word] { word->setText(tr("The token has left the clipboard.")); });
    }
}

} // namespace byok
