<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>NoticeBoard</name>
        <message numerus="yes">
            <source>%n app(s) ask to use your keys</source>
            <translation>
                <numerusform>%n app asks to use your keys</numerusform>
                <numerusform>%n apps ask to use your keys</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n key(s) were refused</source>
            <translation>
                <numerusform>%n key was refused</numerusform>
                <numerusform>%n keys were refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) have reached their limits</source>
            <translation>
                <numerusform>%n app has reached its limit</numerusform>
                <numerusform>%n apps have reached their limits</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n minute ago</numerusform>
                <numerusform>%n minutes ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::ActivityModel</name>
        <message numerus="yes">
            <source>%n other(s) were asked before and failed.</source>
            <translation>
                <numerusform>%n other was asked before and failed.</numerusform>
                <numerusform>%n others were asked before and failed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::ActivityPage</name>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n request</numerusform>
                <numerusform>%n requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The first %n request(s); scroll on for more</source>
            <translation>
                <numerusform>The first %n request; scroll on for more</numerusform>
                <numerusform>The first %n requests; scroll on for more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::AppsPage</name>
        <message numerus="yes">
            <source>%n app(s) may not ask</source>
            <translation>
                <numerusform>%n app may not ask</numerusform>
                <numerusform>%n apps may not ask</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::DayChart</name>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n request</numerusform>
                <numerusform>%n requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::ExchangesModel</name>
        <message numerus="yes">
            <source>Sent: %n byte(s)</source>
            <translation>
                <numerusform>Sent: %n byte</numerusform>
                <numerusform>Sent: %n bytes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Received: %n byte(s)</source>
            <translation>
                <numerusform>Received: %n byte</numerusform>
                <numerusform>Received: %n bytes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::GrantEditor</name>
        <message numerus="yes">
            <source>%n more provider(s)</source>
            <translation>
                <numerusform>%n more provider</numerusform>
                <numerusform>%n more providers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::ImportKeysDialog</name>
        <message numerus="yes">
            <source>%n key(s) stored.</source>
            <translation>
                <numerusform>%n key stored.</numerusform>
                <numerusform>%n keys stored.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Import %n key(s)</source>
            <translation>
                <numerusform>&amp;Import %n key</numerusform>
                <numerusform>&amp;Import %n keys</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::KeysPage</name>
        <message numerus="yes">
            <source>Apps can no longer use it, and its %n key(s) go with it.</source>
            <translation>
                <numerusform>Apps can no longer use it, and its %n key goes with it.</numerusform>
                <numerusform>Apps can no longer use it, and its %n keys go with it.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::OverviewPage</name>
        <message numerus="yes">
            <source>%n request(s) under way may still end, then the program leaves.</source>
            <translation>
                <numerusform>%n request under way may still end, then the program leaves.</numerusform>
                <numerusform>%n requests under way may still end, then the program leaves.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::SettingsWindow</name>
        <message numerus="yes">
            <source>%n app(s) ask to use your keys.</source>
            <translation>
                <numerusform>%n app asks to use your keys.</numerusform>
                <numerusform>%n apps ask to use your keys.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::TrayMenu</name>
        <message numerus="yes">
            <source>Running; %n request(s) under way</source>
            <translation>
                <numerusform>Running; %n request under way</numerusform>
                <numerusform>Running; %n requests under way</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Leaving; %n request(s) under way</source>
            <translation>
                <numerusform>Leaving; %n request under way</numerusform>
                <numerusform>Leaving; %n requests under way</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more app(s) ask…</source>
            <translation>
                <numerusform>%n more app asks…</numerusform>
                <numerusform>%n more apps ask…</numerusform>
            </translation>
        </message>
    </context>
</TS>
