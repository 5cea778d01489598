// SPDX-License-Identifier: Apache-2.0
#include "ui/sensitive_clipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>

namespace byok {

namespace {

QByteArray hashOf(QByteArrayView text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

} // namespace

SensitiveClipboard::SensitiveClipboard(std::chrono::milliseconds stay, QObject *parent)
    : QObject(parent)
{
    m_stay.setSingleShot(true);
    m_stay.setInterval(stay);
    connect(&m_stay, &QTimer::timeout, this, &SensitiveClipboard::clear);
}

SensitiveClipboard::~SensitiveClipboard()
{
    clear();
}

void SensitiveClipboard::copy(const Secret &secret)
{
    auto *data = new QMimeData; // the clipboard takes it
    data->setText(QString::fromLatin1(secret.expose()));
    // Heeded by KDE's Klipper and by those that came after it.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    QGuiApplication::clipboard()->setMimeData(data);
    m_hash = hashOf(secret.expose());
    m_stay.start();
}

void SensitiveClipboard::clear()
{
    m_stay.stop();
    if (m_hash.isEmpty() || !qGuiApp)
        return;
    QByteArray there = QGuiApplication::clipboard()->text().toLatin1();
    const bool isOurs = hashOf(there) == m_hash;
    wipe(there);
    m_hash.clear();
    if (!isOurs)
        return;
    QGuiApplication::clipboard()->clear();
    emit cleared();
}

} // namespace byok
