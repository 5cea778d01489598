// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/secret_edit.h"

#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace byok {

namespace {

/// Overwrites what a line shows and holds. Setting a text drops the line's undo history.
void wipeLine(QLineEdit *line)
{
    QString text = line->text();
    line->setText({});
    // The line has let go of the buffer: it is ours alone now, and overwritten where it lies.
    if (text.isDetached() && !text.isEmpty()) {
        volatile char16_t *place = &text.data()->unicode();
        for (qsizetype i = 0; i < text.size(); ++i)
            place[i] = 0;
    }
}

/// The line inside: a QLineEdit without the ways out.
class Line final : public QLineEdit
{
public:
    Line()
    {
        setDragEnabled(false);
        // Selecting copies a text on X11: while it can be read it cannot be selected.
        connect(this, &QLineEdit::selectionChanged, this, [this] {
            if (echoMode() == QLineEdit::Normal)
                deselect();
        });
    }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::ShortcutOverride && leaks(static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
        return QLineEdit::event(event);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (!leaks(event))
            QLineEdit::keyPressEvent(event);
    }
    void contextMenuEvent(QContextMenuEvent *event) override
    {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        QAction *insert = menu->addAction(SecretEdit::tr("&Paste"));
        connect(insert, &QAction::triggered, this, &QLineEdit::paste);
        QAction *empty = menu->addAction(SecretEdit::tr("C&lear"));
        empty->setEnabled(!text().isEmpty());
        connect(empty, &QAction::triggered, this, [this] { wipeLine(this); });
        menu->popup(event->globalPos());
    }

private:
    static bool leaks(const QKeyEvent *event)
    {
        return event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut) ||
               event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo);
    }
};

} // namespace

SecretEdit::SecretEdit(const QString &objectName, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_line(new Line)
    , m_show(new QToolButton)
{
    setObjectName(objectName);
    m_line->setObjectName(objectName + QStringLiteral("Line"));
    m_line->setAccessibleName(name);
    m_line->setMaxLength(longestKey);
    m_line->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_show->setObjectName(objectName + QStringLiteral("Show"));
    m_show->setCheckable(true);
    m_show->setFocusPolicy(Qt::TabFocus);
    setEcho(Echo::Dots);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_line, 1);
    row->addWidget(m_show);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &SecretEdit::changed);
    connect(m_line, &QLineEdit::returnPressed, this, &SecretEdit::returnPressed);
    connect(m_show, &QToolButton::toggled, this,
            [this](bool shown) { setEcho(shown ? Echo::Plain : Echo::Dots); });
}

SecretEdit::~SecretEdit()
{
    const QSignalBlocker quiet(m_line);
    wipeLine(m_line);
}

void SecretEdit::setEcho(Echo echo)
{
    const bool plain = echo == Echo::Plain;
    m_line->deselect();
    m_line->setEchoMode(plain ? QLineEdit::Normal : QLineEdit::Password);
    m_line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase |
                                (plain ? Qt::ImhNone : Qt::ImhHiddenText));
    m_show->setText(plain ? tr("Hide") : tr("Show"));
    m_show->setAccessibleName(plain ? tr("Hide the key") : tr("Show the key"));
    m_show->setToolTip(m_show->accessibleName());
}

bool SecretEdit::isEmpty() const
{
    return m_line->text().isEmpty();
}

Secret SecretEdit::held() const
{
    QByteArray bytes = m_line->text().toUtf8();
    return Secret::takeFrom(bytes).trimmed();
}

Secret SecretEdit::take()
{
    Secret secret = held();
    clear();
    return secret;
}

void SecretEdit::clear()
{
    wipeLine(m_line);
    m_show->setChecked(false);
}

void SecretEdit::setPlaceholder(const QString &text)
{
    m_line->setPlaceholderText(text);
}

void SecretEdit::describe(const QString &text)
{
    m_line->setAccessibleDescription(text);
}

void SecretEdit::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    // A window that is only minimised keeps what was typed, in dots.
    m_show->setChecked(false);
    if (!event->spontaneous())
        clear();
}

} // namespace byok
