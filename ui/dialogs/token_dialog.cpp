// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/token_dialog.h"

#include "ui/sensitive_clipboard.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr int charactersInSight = 40;

/// The token to be read. Copied from here it is copied as by the button: whole, marked and not for long; and
/// it gets nowhere else, neither by the mouse's selection, which is a clipboard of its own on X11, nor by
/// dragging.
class TokenLine final : public QLineEdit
{
public:
    TokenLine(const QString &text, std::function<void()> copy)
        : QLineEdit(text)
        , m_copy(std::move(copy))
    {
        setReadOnly(true);
        setDragEnabled(false);
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut))
            m_copy();
        else
            QLineEdit::keyPressEvent(event);
    }
    void contextMenuEvent(QContextMenuEvent *event) override
    {
        auto *menu = new QMenu(this);
        menu->setObjectName(u"tokenMenu"_s);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        QAction *copy = menu->addAction(TokenDialog::tr("C&opy token"));
        connect(copy, &QAction::triggered, this, [this] { m_copy(); });
        menu->popup(event->globalPos());
    }
    void mousePressEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton)
            selectAll();
    }
    void mouseMoveEvent(QMouseEvent * /*event*/) override {}
    void mouseReleaseEvent(QMouseEvent * /*event*/) override {}
    void mouseDoubleClickEvent(QMouseEvent * /*event*/) override {}

private:
    std::function<void()> m_copy;
};

} // namespace

TokenDialog::TokenDialog(const QString &program, const Secret &token, const QString &address,
                         SensitiveClipboard *clipboard, QWidget *parent)
    : QDialog(parent)
    , m_token(token)
    , m_clipboard(clipboard)
    , m_word(new ToneLabel(Tone::Quiet))
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
    auto *field = new TokenLine(QString::fromLatin1(token.expose()), [this] { copyToken(); });
    field->setObjectName(u"tokenText"_s);
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

    m_word->setObjectName(u"tokenWord"_s);
    m_word->setText(tr("When you copy the token, it leaves the clipboard after 30 seconds."));
    column->addWidget(m_word);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(u"tokenClose"_s);
    column->addWidget(buttons);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    copy->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, &TokenDialog::copyToken);
    if (clipboard) {
        connect(clipboard, &SensitiveClipboard::cleared, m_word,
                [this] { m_word->setText(tr("The token has left the clipboard.")); });
    }
}

void TokenDialog::copyToken()
{
    if (!m_clipboard)
        return;
    m_clipboard->copy(m_token);
    m_word->setText(tr("Copied. Paste it now: it leaves the clipboard after 30 seconds."));
}

} // namespace byok
