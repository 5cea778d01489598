<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>KeyWords</name>
    <message>
        <source>%1 has no address yet that a key could be kept for. Enter its address first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quota used up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has at most %1 letters, digits, spaces, dots, dashes or underscores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is your only key for %1. No app is allowed to use it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is your only key for %1. These can no longer use %1 then: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These were given this very key, and stop working with %1 until you choose another: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These go on with your key “%1”: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No app is using it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key stays valid at %1: withdraw it on their page for keys if nobody shall use it any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBoard</name>
    <message>
        <source>An app asks to use your keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n app(s) ask to use your keys</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A key was refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) were refused</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The keychain gives no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another port is used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An app has reached its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n app(s) have reached their limits</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Usage is not written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UsageExport</name>
    <message>
        <source>%1 could not be written: %2. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>today %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every provider</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::ActivityModel</name>
    <message>
        <source>Provider&apos;s API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenAI&apos;s API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key sent along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused by the relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>US$ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes sent: %1, received: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds to the first byte: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::ActivityPage</name>
    <message>
        <source>Search the activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search app, provider, model, key or status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the search and every filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;pp:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rovider:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Status:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered (200 to 399)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused (400 to 499)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken (500 to 599)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: the app left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As &amp;CSV, for spreadsheets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As &amp;JSON, for programs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the selected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request fits. “Show all” ends the search and the filters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been relayed yet. What your apps ask appears here: when, whom, how it ended – never what was asked or answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n request(s); scroll on for more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Export activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::AddAppDialog</name>
    <message>
        <source>Allow a web app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;ddress of the web app:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name of the program:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for example https://app.example or localhost:5173</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for example my editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the browser&apos;s address bar shows up to the first single slash. The app then need not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You will get a token to put where the program expects an API key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is allowed already; edit it in the list.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::AppsModel</name>
    <message>
        <source>App</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (program)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until revoked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May use the providers&apos; whole interface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has limits of its own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::AppsPage</name>
    <message>
        <source>Program %1, user %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it ask a&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow a &amp;web app…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;program…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps that may use the relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No app may use your keys yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a web app that works with Byok Relay and let it connect: it asks, and you decide here on this computer. Or allow one before it asks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow a web app…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Revoke…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forget…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revokes it, and forgets its limits and that you ever refused it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These may not ask, because you said so or because you denied them several times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps that may not ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (until %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (never)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n app(s) may not ask</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Revoke an app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget an app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can no longer use your keys, what it is doing now ends at once, and the keys that it stored for itself are removed. It may ask again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can no longer use your keys, what it is doing now ends at once, and the keys that it stored for itself are removed. The limits you gave it and your refusals are forgotten too. It may ask again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::ConsentDialog</name>
    <message>
        <source>A website asks to use your AI keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program on this computer asks to use your AI keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Never ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay: may it use your keys?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not say which program this is. Allow it only if you have just started it yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file was replaced or removed after it started, as an update does; what runs is not what is there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs as user:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process number:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not say what it is called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It calls itself “%1”. Nobody has checked that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gives this reason: “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not say which providers it needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>app_id: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denies it, and every later request of its, until you take that back on the page “Apps”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be pressed once this window has been in front for a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was allowed in another place meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered in time, and it was told so. It may ask again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It no longer waits for an answer: it was closed, or the question was answered in another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window to decide later. The question waits until %1; then it is told that nobody answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What asks is no longer what you see here, so nothing was allowed. It may ask again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::CopyField</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::DataSection</name>
    <message>
        <source>&amp;Erase the record…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport the record under Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never in a file of the relay&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings and apps:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Record of requests:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record of requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When, which app, provider, model and key label, how it ended, bytes and times. Never what was asked or answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program of this desktop opens folders. It is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase the record of every request?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What apps used, and what is counted against their limits by day, is gone for good. Keys, apps and settings stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is erased.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::DayChart</name>
    <message>
        <source>Requests per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>day: requests</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>day: requests, errors</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No day is picked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was relayed in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most on a day: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests and, in red, errors</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::EditAppDialog</name>
    <message>
        <source>A web app, known by its address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program that you added by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program that asked, and you allowed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program that showed the APP_SECRET</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; a change that you save begins the time anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when Byok Relay is quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when you revoke it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke t&amp;oken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an app may do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed since:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys that it stored for itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may use its own key for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a token it shows who it is. Whoever revokes the last one makes it ask for another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of this app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This app was revoked meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::ExchangesModel</name>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Sent: %n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Received: %n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Request id: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::FirstRunWizard</name>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to Byok Relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your &amp;key:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept in: %1. The apps that you allow work with it and never see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs such as Ollama run models on this computer and need no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can add keys whenever you like, on the page “Keys”. Until then the built-in provider “echo” answers apps by repeating what they say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose models shall your apps use?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay lets web apps work with your own key, without giving it to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Test it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does the key work?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address for apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start Byok Relay when I log in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay does not know how to do that on this system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this address to a web app that asks for a relay, or a base URL:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first time an app calls, it has to ask you: a window here shows who it is and what it wants, and you allow it or not. You can take that back at any time, on the page “Apps”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key is still here. Go on with it, or paste another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the key found: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay can ask %1 whether it accepts the key. That costs nothing. The key is stored when you go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storing it …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key for %1 is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it &amp;untested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::FoundKeysModel</name>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored already as “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::GeneralSection</name>
    <message>
        <source>&amp;Start when I log in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start without this &amp;window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;ort:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps look for the relay at 2965. After a change give them the new address; what is under way goes on. Press Enter to move it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It then opens from the tray.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;lours:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lan&amp;guage:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop offers no way that the relay knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A port is a whole number from 1 to 65535. The relay stays on %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::GrantEditor</name>
    <message>
        <source>&amp;Requests of any kind, per minute:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests to &amp;providers, per minute:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;okens it may ask for, per hour:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests at the same &amp;time:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Every provider, also those you add later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only t&amp;hese:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;ll models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only models with these na&amp;mes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Usual requests: chat, images, speech, embeddings and the like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider&apos;s &amp;whole interface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it may use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until Byok Relay is quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until you revoke it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models, requests and limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more provider(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (asked for)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (asked for; you have stored no key yet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (you have stored no key yet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (asked for; turned off)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (turned off)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default key (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of models, with commas between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for example gpt-4o*, claude-3-5-haiku-latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>* stands for any characters, ? for one; commas between names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could then also read and delete files and fine-tuned models that you keep at the provider, and change what your account holds. Few apps need this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits of its own; where one is empty, the limit for all apps holds. 0 means no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as for all: %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as for all: no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (no longer stored)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick at least one provider that it may use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name at least one model, or choose “All models”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A limit is a number from 0 to %L1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::ImportKeysDialog</name>
    <message>
        <source>Import keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys found on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look in a &amp;file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay looked at the environment and at the files where command line tools keep their keys. Tick those that it shall store. The files stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key was found. You can look in a file of your own, such as a project&apos;s .env.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look in a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) stored.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This provider is not known any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n key(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>byok::KeyDialog</name>
    <message>
        <source>&amp;Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the provider whether it knows the key. Nothing is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Provider:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept in: %1. Apps never see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known by the key&apos;s look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has an address of your own. Save asks for it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have a key of this name for %1 already. Saving replaces it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storing it …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::KeyForm</name>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste it here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get a key from %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like the key of no provider that Byok Relay knows by its keys. Choose whose it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could be a key of: %1. Choose whose it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like a key of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like a key of %1, not of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use it for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not look like a key of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not look like a key of %1, which %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::KeysPage</name>
    <message>
        <source>Providers and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search providers and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add a key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More ways to add keys and providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import keys from this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Enter another provider…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models on this &amp;computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key is what a provider such as OpenAI, Anthropic or Google gives you for programs. Add yours here: it stays in your keychain, and the apps that you allow work with it without ever seeing it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use models on this &amp;computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use by default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remo&amp;ve…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add another &amp;key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove &amp;provider…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the provider whether it accepts the key. It costs nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: key of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn &amp;on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn &amp;off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You turned it off: this app works with your own key, if it may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app stored it for itself. No other app can use it, and you cannot read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stored for %1, where it alone may go, and the provider has another address now. Replace it to use it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes only to:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last tested or used:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some apps bring a key of their own. Each may use its own, and no other app can. You can turn one off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps ask for it as:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get a key: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;hange address…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the key “%1” for %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps can no longer use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Apps can no longer use it, and its %n key(s) go with it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::LimitsSection</name>
    <message>
        <source>No limit fits the search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the limits and timeouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For all apps; an app may have narrower ones of its own, under Apps. A change is in force at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::Line</name>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::LiveExchanges</name>
    <message>
        <source>Nothing is under way. Requests of your apps appear here while they run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the request of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::LocalModels</name>
    <message>
        <source>&amp;Look for models on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of them answers. Start the one that you use, then look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found %1. Tick what your apps may be allowed to use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not answer at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::LocalModelsDialog</name>
    <message>
        <source>Models on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These programs run models on your own computer and need no key. An app uses one only if you turn it on here and allow it to the app.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::NetworkSection</name>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: straight to the provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file of certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust the system&apos;s authorities alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;timeouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Proxy:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>http://host:port or socks5h://host:port, without a password. Providers on this computer are always called straight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More certificates:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PEM file of certificate authorities to trust besides the system&apos;s, such as your company&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long to wait for a provider is among the limits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the proxy&apos;s address and press Enter; until then nothing changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates to trust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::OverviewPage</name>
    <message>
        <source>Happening now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an &amp;app…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address for apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste it where an app asks for the address of its relay. Any web app that you approve can use it; the others are turned away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record counts days from midnight UTC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent and received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay does not listen: no app can reach it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps that you approved can use your keys, within what you allowed them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is relayed until you resume. It is locked, too: your keys have left the memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is relayed until you resume. Apps are told so; their approval stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keys have left the memory. What needs one is refused until you unlock; what was under way goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaving</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) under way may still end, then the program leaves.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay nothing until you resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let apps use your keys again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the keys out of memory until you unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 was taken by another program, so the relay listens on %2. Apps that look for it at %1 do not find it: give them the address above, or end that program and start the relay again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Done: a provider&apos;s key is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Store a key of a provider, such as OpenAI or Anthropic. It is kept in the keychain and shown to no app.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. Done: an app is approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. Open a web app and have it connect: it asks here, and you answer. Or add its address by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent: %1, received: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::PrivacySection</name>
    <message>
        <source>New web apps may &amp;find the relay and ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lock the keys when the screen is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off, a web page that you have not approved cannot even learn that the relay runs, and a new app has to be added by hand under Apps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked, the keys are out of memory and apps are refused until you unlock. What is under way goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock when &amp;unused for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted from the last time that an app used a key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::ProviderDialog</name>
    <message>
        <source>This address is on this computer. Apps that may use this provider reach whatever answers there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address is in your own network. Apps that may use this provider reach whatever answers there: a router or a printer too, if it is theirs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byok Relay never sends anything to this address: machines keep their credentials at such places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Allow private addresses: this computer and your own network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorization: Bearer (most providers)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorization: Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a header of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the address, as a parameter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name and password (Basic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Short name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps ask for it by this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;ddress:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where its API begins, without the path of a single request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: the one that it comes with. A stored key is used for its old address only: store it again after a change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key goes in:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Field:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the header or parameter is called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paths:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What apps may call there, one in each line. Empty: everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path for &amp;testing:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A GET to it tells whether a key works. May be empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a provider of the short name “%1” already. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::ProvidersModel</name>
    <message>
        <source>Turned off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For another address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored by apps for themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last tested or used: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider and key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::SecretEdit</name>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::SettingEdit</name>
    <message>
        <source>bytes a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · by default %2 · from %3 to %4, 0 for none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::SettingsPage</name>
    <message>
        <source>Sections of the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::SettingsWindow</name>
    <message>
        <source>Byok Relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop has no tray, so closing this window minimises it instead of hiding it. The relay runs until you choose Quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n app(s) ask to use your keys.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Look at it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::TokenDialog</name>
    <message>
        <source>Token for a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token for “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it where the program expects an API key. It is shown this once and cannot be read again; if it is lost, revoke the program and add it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address for the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Base URL:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When you copy the token, it leaves the clipboard after 30 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied. Paste it now: it leaves the clipboard after 30 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token has left the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::TrayIcon</name>
    <message>
        <source>Byok Relay
%1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::TrayMenu</name>
    <message>
        <source>&amp;Open Byok Relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Running; %n request(s) under way</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Running at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Leaving; %n request(s) under way</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unlock keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lock keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more app(s) ask…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 asks to use your keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>byok::WindowShell</name>
    <message>
        <source>The window is closed and the relay goes on. Open it again, or quit, from the tray.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has reached one of its limits and was refused. You can change them under Apps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not take your key “%2” any more. Replace it under Keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 says that the allowance of your key “%2” is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asks to use your AI keys. Nothing is allowed until you say so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 is taken by another program, so the address is now %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
