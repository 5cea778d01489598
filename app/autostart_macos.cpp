// SPDX-License-Identifier: Apache-2.0
#include "app/autostart.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString agentPath()
{
    return QDir::homePath() + u"/Library/LaunchAgents/app.byok-relay.plist"_s;
}

Failure cannotWrite(const QString &why)
{
    return Failure{u"The launch agent %1 could not be changed: %2."_s.arg(agentPath(), why)};
}

} // namespace

bool isAutostartOn()
{
    return QFile::exists(agentPath());
}

Result<> turnAutostartOn(const AutostartEntry &entry)
{
    QDir().mkpath(QFileInfo(agentPath()).path());
    QSaveFile file(agentPath());
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(file.errorString());
    QXmlStreamWriter xml(&file);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeDTD(u"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                 "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"_s);
    xml.writeStartElement(u"plist"_s);
    xml.writeAttribute(u"version"_s, u"1.0"_s);
    xml.writeStartElement(u"dict"_s);
    xml.writeTextElement(u"key"_s, u"Label"_s);
    xml.writeTextElement(u"string"_s, u"app.byok-relay"_s);
    xml.writeTextElement(u"key"_s, u"RunAtLoad"_s);
    xml.writeEmptyElement(u"true"_s);
    xml.writeTextElement(u"key"_s, u"ProgramArguments"_s);
    xml.writeStartElement(u"array"_s);
    xml.writeTextElement(u"string"_s, entry.program);
    for (const QString &argument : entry.arguments)
        xml.writeTextElement(u"string"_s, argument);
    xml.writeEndDocument();
    if (xml.hasError() || !file.commit())
        return cannotWrite(file.errorString());
    return Nothing{};
}

Result<> turnAutostartOff()
{
    QFile file(agentPath());
    if (file.exists() && !file.remove())
        return cannotWrite(file.errorString());
    return Nothing{};
}

} // namespace byok
