// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/copy_field.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include <chrono>

namespace byok {

CopyField::CopyField(const QString &objectName, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit)
    , m_copy(new QPushButton(tr("&Copy")))
{
    setObjectName(objectName);
    m_text->setObjectName(objectName + QStringLiteral("Text"));
    m_text->setAccessibleName(name);
    m_text->setReadOnly(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_copy->setObjectName(objectName + QStringLiteral("Copy"));
    m_copy->setAccessibleName(tr("Copy: %1").arg(name));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_text, 1);
    row->addWidget(m_copy);
    setFocusProxy(m_text); // the first of the two, or Tab passes the other over
    connect(m_copy, &QPushButton::clicked, this, &CopyField::copy);
}

void CopyField::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setCursorPosition(0);
}

QString CopyField::text() const
{
    return m_text->text();
}

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(m_text->text());
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(std::chrono::seconds(2), m_copy, [this] { m_copy->setText(tr("&Copy")); });
}

} // namespace byok
