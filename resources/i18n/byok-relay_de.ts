<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>KeySearch</name>
        <message>
            <source>There is no file %1.</source>
            <translation>Die Datei %1 gibt es nicht.</translation>
        </message>
        <message>
            <source>%1 is not a file that could be read.</source>
            <translation>%1 ist keine Datei, die gelesen werden kann.</translation>
        </message>
        <message>
            <source>%1 is larger than 1 MiB, and is not searched for keys.</source>
            <translation>%1 ist größer als 1 MiB und wird nicht nach Schlüsseln durchsucht.</translation>
        </message>
        <message>
            <source>%1 could not be read: %2.</source>
            <translation>%1 konnte nicht gelesen werden: %2.</translation>
        </message>
        <message>
            <source>%1, line %2</source>
            <translation>%1, Zeile %2</translation>
        </message>
        <message>
            <source>%1 in the environment</source>
            <translation>%1 in der Umgebung</translation>
        </message>
        <message>
            <source>No key was found in %1. A key is found where its name says whose it is, as in OPENAI_API_KEY=…, and where it looks like that provider's keys.</source>
            <translation>In %1 wurde kein Schlüssel gefunden. Ein Schlüssel wird gefunden, wo sein Name sagt, wem er gehört, wie in OPENAI_API_KEY=…, und wo er wie die Schlüssel dieses Anbieters aussieht.</translation>
        </message>
    </context>
    <context>
        <name>KeyWords</name>
        <message>
            <source>%1 has no address yet that a key could be kept for. Enter its address first.</source>
            <translation>%1 hat noch keine Adresse, für die ein Schlüssel aufbewahrt werden könnte. Geben Sie zuerst die Adresse ein.</translation>
        </message>
        <message>
            <source>Not tested yet</source>
            <translation>Noch nicht getestet</translation>
        </message>
        <message>
            <source>Works</source>
            <translation>Funktioniert</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Quota used up</source>
            <translation>Guthaben aufgebraucht</translation>
        </message>
        <message>
            <source>Not clear</source>
            <translation>Unklar</translation>
        </message>
        <message>
            <source>A name has at most %1 letters, digits, spaces, dots, dashes or underscores.</source>
            <translation>Ein Name hat höchstens %1 Buchstaben, Ziffern, Leerzeichen, Punkte, Binde- oder Unterstriche.</translation>
        </message>
        <message>
            <source>key %1</source>
            <translation>Schlüssel %1</translation>
        </message>
        <message>
            <source>It is your only key for %1. No app is allowed to use it now.</source>
            <translation>Es ist Ihr einziger Schlüssel für %1. Keine App darf ihn zurzeit benutzen.</translation>
        </message>
        <message>
            <source>It is your only key for %1. These can no longer use %1 then: %2.</source>
            <translation>Es ist Ihr einziger Schlüssel für %1. Diese können %1 dann nicht mehr benutzen: %2.</translation>
        </message>
        <message>
            <source>These were given this very key, and stop working with %1 until you choose another: %2.</source>
            <translation>Diese haben genau diesen Schlüssel bekommen und funktionieren mit %1 erst wieder, wenn Sie einen anderen wählen: %2.</translation>
        </message>
        <message>
            <source>These go on with your key “%1”: %2.</source>
            <translation>Diese machen mit Ihrem Schlüssel „%1“ weiter: %2.</translation>
        </message>
        <message>
            <source>No app is using it.</source>
            <translation>Keine App benutzt ihn.</translation>
        </message>
        <message>
            <source>The key stays valid at %1: withdraw it on their page for keys if nobody shall use it any more.</source>
            <translation>Bei %1 bleibt der Schlüssel gültig: Ziehen Sie ihn dort auf der Seite für Schlüssel zurück, wenn ihn niemand mehr benutzen soll.</translation>
        </message>
        <message>
            <source>401: the provider does not know the key</source>
            <translation>401: Der Anbieter kennt den Schlüssel nicht</translation>
        </message>
        <message>
            <source>402: its money is used up</source>
            <translation>402: Sein Guthaben ist aufgebraucht</translation>
        </message>
        <message>
            <source>403: the key may not do what was asked</source>
            <translation>403: Der Schlüssel darf das Verlangte nicht</translation>
        </message>
        <message>
            <source>429: too many requests, or its allowance is used up</source>
            <translation>429: Zu viele Anfragen, oder sein Kontingent ist aufgebraucht</translation>
        </message>
        <message>
            <source>Resting until %1</source>
            <translation>Ruht bis %1</translation>
        </message>
    </context>
    <context>
        <name>NoticeBoard</name>
        <message>
            <source>An app asks to use your keys</source>
            <translation>Eine App möchte Ihre Schlüssel benutzen</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) ask to use your keys</source>
            <translation>
                <numerusform>%n App möchte Ihre Schlüssel benutzen</numerusform>
                <numerusform>%n Apps möchten Ihre Schlüssel benutzen</numerusform>
            </translation>
        </message>
        <message>
            <source>A key was refused</source>
            <translation>Ein Schlüssel wurde abgelehnt</translation>
        </message>
        <message numerus="yes">
            <source>%n key(s) were refused</source>
            <translation>
                <numerusform>%n Schlüssel wurde abgelehnt</numerusform>
                <numerusform>%n Schlüssel wurden abgelehnt</numerusform>
            </translation>
        </message>
        <message>
            <source>The keychain gives no key</source>
            <translation>Der Schlüsselbund gibt keinen Schlüssel heraus</translation>
        </message>
        <message>
            <source>Another port is used</source>
            <translation>Ein anderer Port wird benutzt</translation>
        </message>
        <message>
            <source>An app has reached its limit</source>
            <translation>Eine App hat ihre Grenze erreicht</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) have reached their limits</source>
            <translation>
                <numerusform>%n App hat ihre Grenze erreicht</numerusform>
                <numerusform>%n Apps haben ihre Grenzen erreicht</numerusform>
            </translation>
        </message>
        <message>
            <source>Usage is not written down</source>
            <translation>Die Nutzung wird nicht festgehalten</translation>
        </message>
        <message>
            <source>Byok Relay goes on</source>
            <translation>Byok Relay läuft weiter</translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n weitere</numerusform>
                <numerusform>%n weitere</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>&amp;Ja</translation>
        </message>
        <message>
            <source>&amp;No</source>
            <translation>&amp;Nein</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>longest request line in bytes; longer ones get 414</source>
            <translation>längste Anfragezeile in Byte; längere erhalten 414</translation>
        </message>
        <message>
            <source>largest request head in bytes; larger ones get 431</source>
            <translation>größter Anfragekopf in Byte; größere erhalten 431</translation>
        </message>
        <message>
            <source>most header fields in a request; more get 431</source>
            <translation>höchste Zahl der Kopffelder einer Anfrage; mehr erhalten 431</translation>
        </message>
        <message>
            <source>time for a request's head to arrive</source>
            <translation>Zeit, in der der Kopf einer Anfrage eintreffen muss</translation>
        </message>
        <message>
            <source>largest request body in bytes; larger ones get 413</source>
            <translation>größter Anfragerumpf in Byte; größere erhalten 413</translation>
        </message>
        <message>
            <source>request bodies held at one time, over all connections, in bytes</source>
            <translation>zugleich gehaltene Anfragerümpfe aller Verbindungen, in Byte</translation>
        </message>
        <message>
            <source>slowest rate at which a request body may arrive, in bytes a second</source>
            <translation>langsamste Geschwindigkeit, mit der ein Anfragerumpf eintreffen darf, in Byte pro Sekunde</translation>
        </message>
        <message>
            <source>time before the rate of a request body is looked at</source>
            <translation>Zeit, bevor auf die Geschwindigkeit eines Anfragerumpfs geachtet wird</translation>
        </message>
        <message>
            <source>time that a connection may wait for its next request</source>
            <translation>Zeit, die eine Verbindung auf ihre nächste Anfrage warten darf</translation>
        </message>
        <message>
            <source>open connections; the oldest idle one goes first</source>
            <translation>offene Verbindungen; die älteste unbenutzte geht zuerst</translation>
        </message>
        <message>
            <source>relayed requests at one time; more get 429</source>
            <translation>zugleich weitergeleitete Anfragen; mehr erhalten 429</translation>
        </message>
        <message>
            <source>relayed requests of one app at one time; more get 429</source>
            <translation>zugleich weitergeleitete Anfragen einer App; mehr erhalten 429</translation>
        </message>
        <message>
            <source>requests of one app a minute, with whatever token; more get 429</source>
            <translation>Anfragen einer App pro Minute, mit welchem Token auch immer; mehr erhalten 429</translation>
        </message>
        <message>
            <source>those of them that go to a provider; more get 429</source>
            <translation>davon die, die zu einem Anbieter gehen; mehr erhalten 429</translation>
        </message>
        <message>
            <source>times an hour that one app may ask for a token; more get 429</source>
            <translation>wie oft eine App in der Stunde um ein Token bitten darf; mehr erhalten 429</translation>
        </message>
        <message>
            <source>keys of its own that one app may rotate in an hour; more get 429</source>
            <translation>eigene Schlüssel, die eine App in der Stunde wechseln darf; mehr erhalten 429</translation>
        </message>
        <message>
            <source>wrong tokens a minute from one origin before further wrong ones get 429</source>
            <translation>falsche Token pro Minute von einer Adresse, bevor weitere falsche 429 erhalten</translation>
        </message>
        <message>
            <source>bytes of a reply held for a slow reader before the provider is paused</source>
            <translation>Byte einer Antwort, die für einen langsamen Leser gehalten werden, bevor der Anbieter angehalten wird</translation>
        </message>
        <message>
            <source>time after which a reader that takes nothing is dropped</source>
            <translation>Zeit, nach der ein Leser, der nichts abnimmt, getrennt wird</translation>
        </message>
        <message>
            <source>time to reach a provider</source>
            <translation>Zeit, um einen Anbieter zu erreichen</translation>
        </message>
        <message>
            <source>time for a provider's reply to begin</source>
            <translation>Zeit, bis die Antwort eines Anbieters beginnt</translation>
        </message>
        <message>
            <source>longest silence within a provider's reply</source>
            <translation>längste Stille innerhalb der Antwort eines Anbieters</translation>
        </message>
        <message>
            <source>time between two signs of life on an event stream</source>
            <translation>Zeit zwischen zwei Lebenszeichen in einem Ereignisstrom</translation>
        </message>
        <message>
            <source>time that running streams get to end when the program leaves</source>
            <translation>Zeit, die laufende Ströme zum Ende haben, wenn das Programm beendet wird</translation>
        </message>
        <message>
            <source>time that an app's request waits for your answer</source>
            <translation>Zeit, die die Anfrage einer App auf Ihre Antwort wartet</translation>
        </message>
        <message>
            <source>days that a token stays valid after its last use</source>
            <translation>Tage, die ein Token nach seiner letzten Benutzung gültig bleibt</translation>
        </message>
        <message>
            <source>days that the record of a request is kept; 0 keeps it for ever</source>
            <translation>Tage, die das Protokoll einer Anfrage aufbewahrt wird; 0 behält es für immer</translation>
        </message>
    </context>
    <context>
        <name>UsageExport</name>
        <message>
            <source>%1 could not be written: %2. Choose another folder.</source>
            <translation>%1 konnte nicht geschrieben werden: %2. Wählen Sie einen anderen Ordner.</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>vor %n Minute</numerusform>
                <numerusform>vor %n Minuten</numerusform>
            </translation>
        </message>
        <message>
            <source>today %1</source>
            <translation>heute %1</translation>
        </message>
        <message>
            <source>yesterday %1</source>
            <translation>gestern %1</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>every provider</source>
            <translation>alle Anbieter</translation>
        </message>
        <message>
            <source>%1 (program)</source>
            <translation>%1 (Programm)</translation>
        </message>
        <message>
            <source>%1 (key: %2)</source>
            <translation>%1 (Schlüssel: %2)</translation>
        </message>
        <message>
            <source>Asked before: %1 answered %2.</source>
            <translation>Vorher gefragt: %1 antwortete %2.</translation>
        </message>
        <message>
            <source>Asked before: %1 could not be reached.</source>
            <translation>Vorher gefragt: %1 war nicht zu erreichen.</translation>
        </message>
        <message>
            <source>Asked before: %1 could not be reached in time.</source>
            <translation>Vorher gefragt: %1 war nicht rechtzeitig zu erreichen.</translation>
        </message>
        <message>
            <source>Asked before: %1; its certificate or TLS version was not accepted, so it may have been somebody else. Nothing was sent.</source>
            <translation>Vorher gefragt: %1; Zertifikat oder TLS-Version wurde nicht angenommen, es war also womöglich jemand anderes. Gesendet wurde nichts.</translation>
        </message>
    </context>
    <context>
        <name>byok::AboutPage</name>
        <message>
            <source>The relay's sign</source>
            <translation>Das Zeichen des Relays</translation>
        </message>
        <message>
            <source>Byok Relay %1</source>
            <translation>Byok Relay %1</translation>
        </message>
        <message>
            <source>Built outside of a git checkout.</source>
            <translation>Außerhalb eines Git-Verzeichnisses gebaut.</translation>
        </message>
        <message>
            <source>Commit %1 of %2</source>
            <translation>Commit %1 vom %2</translation>
        </message>
        <message>
            <source>Licences</source>
            <translation>Lizenzen</translation>
        </message>
        <message>
            <source>The sources of Byok Relay are under the Apache License 2.0. The program links Qt HTTP Server, which is under the GNU General Public License 3.0, so that this program as a whole is under that licence. It comes without any warranty.</source>
            <translation>Die Quelltexte von Byok Relay stehen unter der Apache-Lizenz 2.0. Das Programm verwendet Qt HTTP Server, der unter der GNU General Public License 3.0 steht, sodass das Programm als Ganzes unter dieser Lizenz steht. Es kommt ohne jede Gewährleistung.</translation>
        </message>
        <message>
            <source>Diagnostics</source>
            <translation>Diagnose</translation>
        </message>
        <message>
            <source>&amp;Copy the diagnostics</source>
            <translation>Diagnose &amp;kopieren</translation>
        </message>
        <message>
            <source>For whoever helps you, in English. No key, no token, no app's name and not yours are in it.</source>
            <translation>Für alle, die Ihnen helfen, auf Englisch. Kein Schlüssel, kein Token, weder der Name einer App noch Ihrer steht darin.</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
    </context>
    <context>
        <name>byok::ActivityModel</name>
        <message>
            <source>Provider's API</source>
            <translation>API des Anbieters</translation>
        </message>
        <message>
            <source>By model</source>
            <translation>Nach Modell</translation>
        </message>
        <message>
            <source>OpenAI's API</source>
            <translation>API wie OpenAI</translation>
        </message>
        <message>
            <source>Key sent along</source>
            <translation>Schlüssel mitgeschickt</translation>
        </message>
        <message>
            <source>WebSocket</source>
            <translation>WebSocket</translation>
        </message>
        <message>
            <source>Answered</source>
            <translation>Beantwortet</translation>
        </message>
        <message>
            <source>Refused by the relay</source>
            <translation>Vom Relay abgewiesen</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>App left</source>
            <translation>Von der App beendet</translation>
        </message>
        <message>
            <source>Stopped by you</source>
            <translation>Von Ihnen abgebrochen</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>US$ %1</source>
            <translation>US$ %1</translation>
        </message>
        <message>
            <source>App: %1</source>
            <translation>App: %1</translation>
        </message>
        <message>
            <source>Bytes sent: %1, received: %2</source>
            <translation>Byte gesendet: %1, empfangen: %2</translation>
        </message>
        <message>
            <source>Milliseconds: %1</source>
            <translation>Millisekunden: %1</translation>
        </message>
        <message>
            <source>Milliseconds to the first byte: %1</source>
            <translation>Millisekunden bis zum ersten Byte: %1</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>App</source>
            <translation>App</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>Anbieter</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Way in</source>
            <translation>Zugang</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Gesendet</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Tokens in</source>
            <translation>Tokens hin</translation>
        </message>
        <message>
            <source>Tokens out</source>
            <translation>Tokens zurück</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Kosten</translation>
        </message>
        <message>
            <source>%1 (try no. %L2)</source>
            <translation>%1 (Versuch %L2)</translation>
        </message>
        <message numerus="yes">
            <source>%n other(s) were asked before and failed.</source>
            <translation>
                <numerusform>%n anderer wurde vorher gefragt und scheiterte.</numerusform>
                <numerusform>%n andere wurden vorher gefragt und scheiterten.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::ActivityPage</name>
        <message>
            <source>Search the activity</source>
            <translation>Aktivität durchsuchen</translation>
        </message>
        <message>
            <source>Search app, provider, model, key or status</source>
            <translation>App, Anbieter, Modell, Schlüssel oder Status suchen</translation>
        </message>
        <message>
            <source>Show &amp;all</source>
            <translation>&amp;Alle zeigen</translation>
        </message>
        <message>
            <source>Ends the search and every filter</source>
            <translation>Beendet die Suche und alle Filter</translation>
        </message>
        <message>
            <source>A&amp;pp:</source>
            <translation>A&amp;pp:</translation>
        </message>
        <message>
            <source>P&amp;rovider:</source>
            <translation>An&amp;bieter:</translation>
        </message>
        <message>
            <source>&amp;Status:</source>
            <translation>&amp;Status:</translation>
        </message>
        <message>
            <source>Every app</source>
            <translation>Jede App</translation>
        </message>
        <message>
            <source>Every provider</source>
            <translation>Jeder Anbieter</translation>
        </message>
        <message>
            <source>Every status</source>
            <translation>Jeder Status</translation>
        </message>
        <message>
            <source>Answered (200 to 399)</source>
            <translation>Beantwortet (200 bis 399)</translation>
        </message>
        <message>
            <source>Refused (400 to 499)</source>
            <translation>Abgelehnt (400 bis 499)</translation>
        </message>
        <message>
            <source>Broken (500 to 599)</source>
            <translation>Gestört (500 bis 599)</translation>
        </message>
        <message>
            <source>None: the app left</source>
            <translation>Keiner: von der App beendet</translation>
        </message>
        <message>
            <source>&amp;Export</source>
            <translation>&amp;Exportieren</translation>
        </message>
        <message>
            <source>As &amp;CSV, for spreadsheets…</source>
            <translation>Als &amp;CSV, für Tabellen…</translation>
        </message>
        <message>
            <source>As &amp;JSON, for programs…</source>
            <translation>Als &amp;JSON, für Programme…</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>&amp;Copy the selected rows</source>
            <translation>Ausgewählte Zeilen &amp;kopieren</translation>
        </message>
        <message>
            <source>No request fits. “Show all” ends the search and the filters.</source>
            <translation>Keine Anfrage passt. „Alle zeigen“ beendet die Suche und die Filter.</translation>
        </message>
        <message>
            <source>Nothing has been relayed yet. What your apps ask appears here: when, whom, how it ended – never what was asked or answered.</source>
            <translation>Noch wurde nichts weitergeleitet. Hier erscheint, was Ihre Apps anfragen: wann, bei wem, wie es ausging – nie, was gefragt oder geantwortet wurde.</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n Anfrage</numerusform>
                <numerusform>%n Anfragen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The first %n request(s); scroll on for more</source>
            <translation>
                <numerusform>Die erste %n Anfrage; weiterblättern für mehr</numerusform>
                <numerusform>Die ersten %n Anfragen; weiterblättern für mehr</numerusform>
            </translation>
        </message>
        <message>
            <source>Export activity</source>
            <translation>Aktivität exportieren</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV-Dateien (*.csv)</translation>
        </message>
        <message>
            <source>JSON files (*.json)</source>
            <translation>JSON-Dateien (*.json)</translation>
        </message>
        <message>
            <source>Exporting…</source>
            <translation>Wird exportiert…</translation>
        </message>
        <message>
            <source>Exported to %1.</source>
            <translation>Exportiert nach %1.</translation>
        </message>
    </context>
    <context>
        <name>byok::AddAppDialog</name>
        <message>
            <source>Allow a web app</source>
            <translation>Eine Web-App erlauben</translation>
        </message>
        <message>
            <source>Add a program</source>
            <translation>Ein Programm hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Allow</source>
            <translation>&amp;Erlauben</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>A&amp;ddress of the web app:</source>
            <translation>A&amp;dresse der Web-App:</translation>
        </message>
        <message>
            <source>&amp;Name of the program:</source>
            <translation>&amp;Name des Programms:</translation>
        </message>
        <message>
            <source>for example https://app.example or localhost:5173</source>
            <translation>zum Beispiel https://app.example oder localhost:5173</translation>
        </message>
        <message>
            <source>for example my editor</source>
            <translation>zum Beispiel mein Editor</translation>
        </message>
        <message>
            <source>What the browser's address bar shows up to the first single slash. The app then need not ask.</source>
            <translation>Was in der Adresszeile des Browsers bis zum ersten einzelnen Schrägstrich steht. Die App muss dann nicht mehr fragen.</translation>
        </message>
        <message>
            <source>You will get a token to put where the program expects an API key.</source>
            <translation>Sie bekommen ein Token. Setzen Sie es dort ein, wo das Programm einen API-Schlüssel erwartet.</translation>
        </message>
        <message>
            <source>%1 is allowed already; edit it in the list.</source>
            <translation>%1 ist schon erlaubt; bearbeiten Sie den Eintrag in der Liste.</translation>
        </message>
    </context>
    <context>
        <name>byok::AppsModel</name>
        <message>
            <source>App</source>
            <translation>App</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>May use</source>
            <translation>Darf benutzen</translation>
        </message>
        <message>
            <source>Last use</source>
            <translation>Zuletzt benutzt</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>beendet</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>pausiert</translation>
        </message>
        <message>
            <source>until quit</source>
            <translation>bis zum Beenden</translation>
        </message>
        <message>
            <source>until revoked</source>
            <translation>bis zum Entziehen</translation>
        </message>
        <message>
            <source>until %1</source>
            <translation>bis %1</translation>
        </message>
        <message>
            <source>Allowed on %1</source>
            <translation>Erlaubt am %1</translation>
        </message>
        <message>
            <source>Ends on %1</source>
            <translation>Endet am %1</translation>
        </message>
        <message>
            <source>Models: %1</source>
            <translation>Modelle: %1</translation>
        </message>
        <message>
            <source>May use the providers' whole interface</source>
            <translation>Darf die ganze Schnittstelle der Anbieter benutzen</translation>
        </message>
        <message>
            <source>Has limits of its own</source>
            <translation>Hat eigene Grenzen</translation>
        </message>
    </context>
    <context>
        <name>byok::AppsPage</name>
        <message>
            <source>Program %1, user %2</source>
            <translation>Programm %1, Benutzer %2</translation>
        </message>
        <message>
            <source>Let it ask a&amp;gain</source>
            <translation>Wie&amp;der fragen lassen</translation>
        </message>
        <message>
            <source>Search the apps</source>
            <translation>Apps durchsuchen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Allow a &amp;web app…</source>
            <translation>&amp;Web-App erlauben…</translation>
        </message>
        <message>
            <source>Add a &amp;program…</source>
            <translation>&amp;Programm hinzufügen…</translation>
        </message>
        <message>
            <source>Apps that may use the relay</source>
            <translation>Apps, die das Relay benutzen dürfen</translation>
        </message>
        <message>
            <source>No app may use your keys yet</source>
            <translation>Noch darf keine App Ihre Schlüssel benutzen</translation>
        </message>
        <message>
            <source>Open a web app that works with Byok Relay and let it connect: it asks, and you decide here on this computer. Or allow one before it asks.</source>
            <translation>Öffnen Sie eine Web-App, die mit Byok Relay arbeitet, und lassen Sie sie verbinden: Sie fragt, und Sie entscheiden hier auf diesem Computer. Oder erlauben Sie eine, bevor sie fragt.</translation>
        </message>
        <message>
            <source>Allow a web app…</source>
            <translation>Web-App erlauben…</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>&amp;Bearbeiten…</translation>
        </message>
        <message>
            <source>Pa&amp;use</source>
            <translation>Pa&amp;usieren</translation>
        </message>
        <message>
            <source>&amp;Revoke…</source>
            <translation>&amp;Entziehen…</translation>
        </message>
        <message>
            <source>&amp;Forget…</source>
            <translation>&amp;Vergessen…</translation>
        </message>
        <message>
            <source>Revokes it, and forgets its limits and that you ever refused it</source>
            <translation>Entzieht die Erlaubnis und vergisst die Grenzen und frühere Ablehnungen</translation>
        </message>
        <message>
            <source>These may not ask, because you said so or because you denied them several times.</source>
            <translation>Diese dürfen nicht fragen, weil Sie es so wollten oder weil Sie mehrmals abgelehnt haben.</translation>
        </message>
        <message>
            <source>Apps that may not ask</source>
            <translation>Apps, die nicht fragen dürfen</translation>
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation>&amp;Fortsetzen</translation>
        </message>
        <message>
            <source>%1 (until %2)</source>
            <translation>%1 (bis %2)</translation>
        </message>
        <message>
            <source>%1 (never)</source>
            <translation>%1 (für immer)</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) may not ask</source>
            <translation>
                <numerusform>%n App darf nicht fragen</numerusform>
                <numerusform>%n Apps dürfen nicht fragen</numerusform>
            </translation>
        </message>
        <message>
            <source>Revoke an app</source>
            <translation>Einer App die Erlaubnis entziehen</translation>
        </message>
        <message>
            <source>Forget an app</source>
            <translation>Eine App vergessen</translation>
        </message>
        <message>
            <source>Revoke %1?</source>
            <translation>%1 die Erlaubnis entziehen?</translation>
        </message>
        <message>
            <source>Forget %1?</source>
            <translation>%1 vergessen?</translation>
        </message>
        <message>
            <source>It can no longer use your keys, what it is doing now ends at once, and the keys that it stored for itself are removed. It may ask again.</source>
            <translation>Die App kann Ihre Schlüssel nicht mehr benutzen, was sie gerade tut, endet sofort, und die Schlüssel, die sie für sich gespeichert hat, werden entfernt. Sie darf wieder fragen.</translation>
        </message>
        <message>
            <source>It can no longer use your keys, what it is doing now ends at once, and the keys that it stored for itself are removed. The limits you gave it and your refusals are forgotten too. It may ask again.</source>
            <translation>Die App kann Ihre Schlüssel nicht mehr benutzen, was sie gerade tut, endet sofort, und die Schlüssel, die sie für sich gespeichert hat, werden entfernt. Auch ihre Grenzen und Ihre Ablehnungen werden vergessen. Sie darf wieder fragen.</translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>&amp;Entziehen</translation>
        </message>
        <message>
            <source>&amp;Forget</source>
            <translation>&amp;Vergessen</translation>
        </message>
    </context>
    <context>
        <name>byok::ConsentDialog</name>
        <message>
            <source>A website asks to use your AI keys</source>
            <translation>Eine Website möchte Ihre KI-Schlüssel benutzen</translation>
        </message>
        <message>
            <source>A program on this computer asks to use your AI keys</source>
            <translation>Ein Programm auf diesem Computer möchte Ihre KI-Schlüssel benutzen</translation>
        </message>
        <message>
            <source>&amp;Never ask again</source>
            <translation>&amp;Nie wieder fragen</translation>
        </message>
        <message>
            <source>&amp;Deny</source>
            <translation>&amp;Ablehnen</translation>
        </message>
        <message>
            <source>&amp;Allow</source>
            <translation>&amp;Erlauben</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>Byok Relay: may it use your keys?</source>
            <translation>Byok Relay: Ihre Schlüssel freigeben?</translation>
        </message>
        <message>
            <source>The system does not say which program this is. Allow it only if you have just started it yourself.</source>
            <translation>Das System verrät nicht, welches Programm das ist. Erlauben Sie es nur, wenn Sie es gerade selbst gestartet haben.</translation>
        </message>
        <message>
            <source>Its file was replaced or removed after it started, as an update does; what runs is not what is there now.</source>
            <translation>Seine Datei wurde nach dem Start ersetzt oder entfernt, wie bei einem Update; was läuft, ist nicht das, was jetzt dort liegt.</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>Runs as user:</source>
            <translation>Läuft als Benutzer:</translation>
        </message>
        <message>
            <source>Process number:</source>
            <translation>Prozessnummer:</translation>
        </message>
        <message>
            <source>It does not say what it is called.</source>
            <translation>Hat keinen Namen genannt.</translation>
        </message>
        <message>
            <source>It calls itself “%1”. Nobody has checked that.</source>
            <translation>Nennt sich selbst „%1“. Das hat niemand geprüft.</translation>
        </message>
        <message>
            <source>It gives this reason: “%1”</source>
            <translation>Angegebener Grund: „%1“</translation>
        </message>
        <message>
            <source>It does not say which providers it needs; those that you have a key for are ticked.</source>
            <translation>Hat nicht gesagt, welche Anbieter gebraucht werden; angekreuzt sind die, für die Sie einen Schlüssel haben.</translation>
        </message>
        <message>
            <source>It does not say which providers it needs, and you have stored no key that it could use. Close this window and add one on the page “Keys”, or tick what it may use later.</source>
            <translation>Hat nicht gesagt, welche Anbieter gebraucht werden, und Sie haben keinen passenden Schlüssel gespeichert. Schließen Sie dieses Fenster und fügen Sie auf der Seite „Schlüssel“ einen hinzu, oder kreuzen Sie an, was später benutzt werden darf.</translation>
        </message>
        <message>
            <source>It asks for: %1</source>
            <translation>Möchte benutzen: %1</translation>
        </message>
        <message>
            <source>app_id: %1</source>
            <translation>app_id: %1</translation>
        </message>
        <message>
            <source>Denies it, and every later request of its, until you take that back on the page “Apps”</source>
            <translation>Lehnt diese und jede spätere Anfrage ab, bis Sie das auf der Seite „Apps“ zurücknehmen</translation>
        </message>
        <message>
            <source>Can be pressed once this window has been in front for a second</source>
            <translation>Lässt sich drücken, sobald dieses Fenster eine Sekunde lang vorne war</translation>
        </message>
        <message>
            <source>This was allowed in another place meanwhile.</source>
            <translation>Das wurde inzwischen an anderer Stelle erlaubt.</translation>
        </message>
        <message>
            <source>Nobody answered in time, and it was told so. It may ask again.</source>
            <translation>Niemand hat rechtzeitig geantwortet, und das wurde mitgeteilt. Es darf wieder gefragt werden.</translation>
        </message>
        <message>
            <source>It no longer waits for an answer: it was closed, or the question was answered in another place.</source>
            <translation>Hier wartet niemand mehr auf Antwort: Die App wurde geschlossen, oder die Frage wurde an anderer Stelle beantwortet.</translation>
        </message>
        <message>
            <source>Close this window to decide later. The question waits until %1; then it is told that nobody answered.</source>
            <translation>Schließen Sie dieses Fenster, um später zu entscheiden. Die Frage wartet bis %1; danach wird mitgeteilt, dass niemand geantwortet hat.</translation>
        </message>
        <message>
            <source>What asks is no longer what you see here, so nothing was allowed. It may ask again.</source>
            <translation>Wer fragt, ist nicht mehr, was Sie hier sehen. Darum wurde nichts erlaubt. Es darf wieder gefragt werden.</translation>
        </message>
    </context>
    <context>
        <name>byok::CopyField</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>Copy: %1</source>
            <translation>Kopieren: %1</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
    </context>
    <context>
        <name>byok::DataSection</name>
        <message>
            <source>&amp;Erase the record…</source>
            <translation>Protokoll &amp;löschen…</translation>
        </message>
        <message>
            <source>&amp;Open the folder</source>
            <translation>&amp;Ordner öffnen</translation>
        </message>
        <message>
            <source>E&amp;xport the record under Activity</source>
            <translation>Protokoll unter „Aktivität“ e&amp;xportieren</translation>
        </message>
        <message>
            <source>Where it is kept</source>
            <translation>Wo was aufbewahrt wird</translation>
        </message>
        <message>
            <source>&amp;Keys:</source>
            <translation>&amp;Schlüssel:</translation>
        </message>
        <message>
            <source>Never in a file of the relay's own.</source>
            <translation>Nie in einer Datei des Relays.</translation>
        </message>
        <message>
            <source>&amp;Settings and apps:</source>
            <translation>&amp;Einstellungen und Apps:</translation>
        </message>
        <message>
            <source>&amp;Record of requests:</source>
            <translation>&amp;Protokoll der Anfragen:</translation>
        </message>
        <message>
            <source>Record of requests</source>
            <translation>Protokoll der Anfragen</translation>
        </message>
        <message>
            <source>When, which app, provider, model and key label, how it ended, bytes and times. Never what was asked or answered.</source>
            <translation>Wann, welche App, welcher Anbieter, welches Modell und welcher Schlüsselname, wie es ausging, Byte und Zeiten. Nie, was gefragt oder geantwortet wurde.</translation>
        </message>
        <message>
            <source>No program of this desktop opens folders. It is %1.</source>
            <translation>Kein Programm auf diesem Desktop öffnet Ordner. Er ist hier: %1.</translation>
        </message>
        <message>
            <source>Erase the record</source>
            <translation>Protokoll löschen</translation>
        </message>
        <message>
            <source>Erase the record of every request?</source>
            <translation>Das Protokoll aller Anfragen löschen?</translation>
        </message>
        <message>
            <source>What apps used, and what is counted against their limits by day, is gone for good. Keys, apps and settings stay.</source>
            <translation>Was Apps benutzt haben und was pro Tag auf ihre Grenzen angerechnet wird, ist dann endgültig weg. Schlüssel, Apps und Einstellungen bleiben.</translation>
        </message>
        <message>
            <source>&amp;Erase</source>
            <translation>&amp;Löschen</translation>
        </message>
        <message>
            <source>&amp;Keep it</source>
            <translation>&amp;Behalten</translation>
        </message>
        <message>
            <source>The record is erased.</source>
            <translation>Das Protokoll ist gelöscht.</translation>
        </message>
    </context>
    <context>
        <name>byok::DayChart</name>
        <message>
            <source>Requests per day</source>
            <translation>Anfragen pro Tag</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n Anfrage</numerusform>
                <numerusform>%n Anfragen</numerusform>
            </translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>day: requests</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1: %2, %3</source>
            <comment>day: requests, errors</comment>
            <translation>%1: %2, %3</translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n Fehler</numerusform>
                <numerusform>%n Fehler</numerusform>
            </translation>
        </message>
        <message>
            <source>No day is picked.</source>
            <translation>Kein Tag ist ausgewählt.</translation>
        </message>
        <message>
            <source>Picked: %1.</source>
            <translation>Ausgewählt: %1.</translation>
        </message>
        <message>
            <source>Nothing was relayed in these days.</source>
            <translation>In diesen Tagen wurde nichts weitergeleitet.</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Most on a day: %1</source>
            <translation>Meiste an einem Tag: %1</translation>
        </message>
        <message>
            <source>Requests and, in red, errors</source>
            <translation>Anfragen und, in Rot, Fehler</translation>
        </message>
    </context>
    <context>
        <name>byok::DesktopNotifier</name>
        <message>
            <source>Show</source>
            <translation>Anzeigen</translation>
        </message>
        <message>
            <source>Byok Relay</source>
            <translation>Byok Relay</translation>
        </message>
    </context>
    <context>
        <name>byok::EditAppDialog</name>
        <message>
            <source>A web app, known by its address</source>
            <translation>Eine Web-App, bekannt durch ihre Adresse</translation>
        </message>
        <message>
            <source>A program that you added by hand</source>
            <translation>Ein Programm, das Sie selbst hinzugefügt haben</translation>
        </message>
        <message>
            <source>A program that asked, and you allowed it</source>
            <translation>Ein Programm, das gefragt hat und das Sie erlaubt haben</translation>
        </message>
        <message>
            <source>A program that showed the APP_SECRET</source>
            <translation>Ein Programm, das APP_SECRET vorgezeigt hat</translation>
        </message>
        <message>
            <source>%1; a change that you save begins the time anew</source>
            <translation>%1; eine gespeicherte Änderung lässt die Zeit neu beginnen</translation>
        </message>
        <message>
            <source>when Byok Relay is quit</source>
            <translation>wenn Byok Relay beendet wird</translation>
        </message>
        <message>
            <source>when you revoke it</source>
            <translation>wenn Sie die Erlaubnis entziehen</translation>
        </message>
        <message>
            <source>What an app may do</source>
            <translation>Was eine App darf</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;Name:</translation>
        </message>
        <message>
            <source>Is:</source>
            <translation>Ist:</translation>
        </message>
        <message>
            <source>Allowed since:</source>
            <translation>Erlaubt seit:</translation>
        </message>
        <message>
            <source>Ends:</source>
            <translation>Endet:</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Tokens</translation>
        </message>
        <message>
            <source>Keys that it stored for itself</source>
            <translation>Schlüssel, die die App für sich gespeichert hat</translation>
        </message>
        <message>
            <source>It may use its own key for %1</source>
            <translation>Darf den eigenen Schlüssel für %1 benutzen</translation>
        </message>
        <message>
            <source>Tokens of this app</source>
            <translation>Tokens dieser App</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Erstellt</translation>
        </message>
        <message>
            <source>Expires</source>
            <translation>Läuft ab</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source>This app was revoked meanwhile.</source>
            <translation>Die Erlaubnis dieser App wurde inzwischen entzogen.</translation>
        </message>
        <message>
            <source>Re&amp;voke token</source>
            <translation>Token &amp;entziehen</translation>
        </message>
        <message>
            <source>With a token it shows who it is. Without one it has to ask you again.</source>
            <translation>Mit einem Token zeigt es, wer es ist. Ohne eines muss es Sie erneut fragen.</translation>
        </message>
        <message>
            <source>If a request fails</source>
            <translation>Wenn eine Anfrage scheitert</translation>
        </message>
    </context>
    <context>
        <name>byok::ExchangesModel</name>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>App: %1</source>
            <translation>App: %1</translation>
        </message>
        <message>
            <source>Key: %1</source>
            <translation>Schlüssel: %1</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>Started: %1</source>
            <translation>Begonnen: %1</translation>
        </message>
        <message numerus="yes">
            <source>Sent: %n byte(s)</source>
            <translation>
                <numerusform>Gesendet: %n Byte</numerusform>
                <numerusform>Gesendet: %n Byte</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Received: %n byte(s)</source>
            <translation>
                <numerusform>Empfangen: %n Byte</numerusform>
                <numerusform>Empfangen: %n Byte</numerusform>
            </translation>
        </message>
        <message>
            <source>Request id: %1</source>
            <translation>Kennung der Anfrage: %1</translation>
        </message>
        <message>
            <source>App</source>
            <translation>App</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>Anbieter</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>For</source>
            <translation>Seit</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>byok::FailureSection</name>
        <message>
            <source>If a request fails</source>
            <translation>Wenn eine Anfrage scheitert</translation>
        </message>
        <message>
            <source>Where a provider cannot be reached, is too busy or has a fault, Byok Relay can try another of your keys, or another model. These rules hold for every app; an app can have its own, under Apps. Only what the app may use is tried, and each answer says who gave it.</source>
            <translation>Wo ein Anbieter nicht erreichbar ist, überlastet ist oder einen Fehler hat, kann Byok Relay einen anderen Ihrer Schlüssel oder ein anderes Modell versuchen. Diese Regeln gelten für jede App; eine App kann eigene haben, unter „Apps“. Versucht wird nur, was die App benutzen darf, und jede Antwort sagt, von wem sie kommt.</translation>
        </message>
    </context>
    <context>
        <name>byok::FallbackDialog</name>
        <message>
            <source>My &amp;other keys for the same provider (may cost money)</source>
            <translation>Meine &amp;anderen Schlüssel für denselben Anbieter (kann Geld kosten)</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation>Nach &amp;oben</translation>
        </message>
        <message>
            <source>A&amp;dd</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>Also those that may &amp;cost money</source>
            <translation>Auch solche, die &amp;Geld kosten können</translation>
        </message>
        <message>
            <source>If a request fails</source>
            <translation>Wenn eine Anfrage scheitert</translation>
        </message>
        <message>
            <source>Where a provider cannot be reached, is too busy or has a fault, these are tried, one after the other. Once an answer has begun, nothing else is tried.</source>
            <translation>Wo ein Anbieter nicht erreichbar ist, überlastet ist oder einen Fehler hat, werden diese nacheinander versucht. Sobald eine Antwort begonnen hat, wird nichts anderes mehr versucht.</translation>
        </message>
        <message>
            <source>every model</source>
            <translation>jedes Modell</translation>
        </message>
        <message>
            <source>For example gpt-4o* or openai/*: * stands for any characters, ? for one</source>
            <translation>Zum Beispiel gpt-4o* oder openai/*: * steht für beliebige Zeichen, ? für eines</translation>
        </message>
        <message>
            <source>Requests for &amp;model:</source>
            <translation>Anfragen an &amp;Modell:</translation>
        </message>
        <message>
            <source>If it fails, try</source>
            <translation>Wenn sie scheitert, versuche</translation>
        </message>
        <message>
            <source>T&amp;hese models of other providers:</source>
            <translation>&amp;Diese Modelle anderer Anbieter:</translation>
        </message>
        <message>
            <source>Models that are tried, the first one in front</source>
            <translation>Modelle, die versucht werden, das erste vorn</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>Anbieter</translation>
        </message>
        <message>
            <source>Model, as the provider names it</source>
            <translation>Modell, wie der Anbieter es nennt</translation>
        </message>
        <message>
            <source>model, as the provider names it</source>
            <translation>Modell, wie der Anbieter es nennt</translation>
        </message>
        <message>
            <source>%1: %2 (may cost money)</source>
            <translation>%1: %2 (kann Geld kosten)</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>This says nothing to try: allow your other keys, or name a model of another provider.</source>
            <translation>Das nennt nichts, was versucht werden soll: Erlauben Sie Ihre anderen Schlüssel, oder nennen Sie ein Modell eines anderen Anbieters.</translation>
        </message>
        <message>
            <source>Some of these models may cost money. Say below the list that they may, or remove them.</source>
            <translation>Manche dieser Modelle können Geld kosten. Sagen Sie unter der Liste, dass sie das dürfen, oder entfernen Sie sie.</translation>
        </message>
    </context>
    <context>
        <name>byok::FallbackList</name>
        <message>
            <source>A&amp;dd a rule…</source>
            <translation>&amp;Regel hinzufügen…</translation>
        </message>
        <message>
            <source>&amp;Change…</source>
            <translation>Än&amp;dern…</translation>
        </message>
        <message>
            <source>Ta&amp;ke out</source>
            <translation>&amp;Herausnehmen</translation>
        </message>
        <message>
            <source>Move h&amp;igher</source>
            <translation>Nach &amp;oben</translation>
        </message>
        <message>
            <source>A request that fails is not tried again.</source>
            <translation>Eine Anfrage, die scheitert, wird nicht noch einmal versucht.</translation>
        </message>
        <message>
            <source>This app has no rule of its own: those for every app, in the settings, hold.</source>
            <translation>Diese App hat keine eigene Regel: Es gelten die für jede App, in den Einstellungen.</translation>
        </message>
        <message>
            <source>What is tried if a request fails</source>
            <translation>Was versucht wird, wenn eine Anfrage scheitert</translation>
        </message>
        <message>
            <source>Requests for</source>
            <translation>Anfragen an</translation>
        </message>
        <message>
            <source>If they fail, try</source>
            <translation>Wenn sie scheitern, versuche</translation>
        </message>
        <message>
            <source>your other keys</source>
            <translation>Ihre anderen Schlüssel</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>, then </source>
            <translation>, dann </translation>
        </message>
        <message>
            <source>every model</source>
            <translation>jedes Modell</translation>
        </message>
    </context>
    <context>
        <name>byok::FirstRunWizard</name>
        <message>
            <source>&amp;Back</source>
            <translation>&amp;Zurück</translation>
        </message>
        <message>
            <source>&amp;Next</source>
            <translation>&amp;Weiter</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Welcome to Byok Relay</source>
            <translation>Willkommen bei Byok Relay</translation>
        </message>
        <message>
            <source>Providers</source>
            <translation>Anbieter</translation>
        </message>
        <message>
            <source>Your &amp;key:</source>
            <translation>Ihr &amp;Schlüssel:</translation>
        </message>
        <message>
            <source>It is kept in: %1. The apps that you allow work with it and never see it.</source>
            <translation>Er wird hier aufbewahrt: %1. Die Apps, die Sie erlauben, arbeiten mit ihm und sehen ihn nie.</translation>
        </message>
        <message>
            <source>Programs such as Ollama run models on this computer and need no key.</source>
            <translation>Programme wie Ollama führen Modelle auf diesem Computer aus und brauchen keinen Schlüssel.</translation>
        </message>
        <message>
            <source>You can add keys whenever you like, on the page “Keys”. Until then the built-in provider “echo” answers apps by repeating what they say.</source>
            <translation>Schlüssel können Sie jederzeit auf der Seite „Schlüssel“ hinzufügen. Bis dahin antwortet der eingebaute Anbieter „echo“ den Apps, indem er wiederholt, was sie sagen.</translation>
        </message>
        <message>
            <source>Whose models shall your apps use?</source>
            <translation>Wessen Modelle sollen Ihre Apps benutzen?</translation>
        </message>
        <message>
            <source>Byok Relay lets web apps work with your own key, without giving it to them.</source>
            <translation>Mit Byok Relay arbeiten Web-Apps mit Ihrem eigenen Schlüssel, ohne dass Sie ihn hergeben.</translation>
        </message>
        <message>
            <source>&amp;Test it now</source>
            <translation>Jetzt &amp;testen</translation>
        </message>
        <message>
            <source>Does the key work?</source>
            <translation>Funktioniert der Schlüssel?</translation>
        </message>
        <message>
            <source>Address for apps</source>
            <translation>Adresse für Apps</translation>
        </message>
        <message>
            <source>&amp;Start Byok Relay when I log in</source>
            <translation>Byok Relay beim &amp;Anmelden starten</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Give this address to a web app that asks for a relay, or a base URL:</source>
            <translation>Geben Sie diese Adresse einer Web-App, die nach einem Relay oder einer Basis-URL fragt:</translation>
        </message>
        <message>
            <source>The first time an app calls, it has to ask you: a window here shows who it is and what it wants, and you allow it or not. You can take that back at any time, on the page “Apps”.</source>
            <translation>Beim ersten Mal muss eine App Sie fragen: Ein Fenster zeigt hier, wer sie ist und was sie möchte, und Sie erlauben es oder nicht. Auf der Seite „Apps“ können Sie das jederzeit zurücknehmen.</translation>
        </message>
        <message>
            <source>Models on this computer</source>
            <translation>Modelle auf diesem Computer</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Später</translation>
        </message>
        <message>
            <source>Your key is still here. Go on with it, or paste another one.</source>
            <translation>Ihr Schlüssel ist noch hier. Machen Sie mit ihm weiter oder fügen Sie einen anderen ein.</translation>
        </message>
        <message>
            <source>Use the key found: %1</source>
            <translation>Den gefundenen Schlüssel verwenden: %1</translation>
        </message>
        <message>
            <source>Byok Relay can ask %1 whether it accepts the key. That costs nothing. The key is stored when you go on.</source>
            <translation>Byok Relay kann %1 fragen, ob der Schlüssel angenommen wird. Das kostet nichts. Gespeichert wird er, wenn Sie weitergehen.</translation>
        </message>
        <message>
            <source>Asking %1 …</source>
            <translation>%1 wird gefragt …</translation>
        </message>
        <message>
            <source>Storing it …</source>
            <translation>Wird gespeichert …</translation>
        </message>
        <message>
            <source>Your key for %1 is stored.</source>
            <translation>Ihr Schlüssel für %1 ist gespeichert.</translation>
        </message>
        <message>
            <source>Step %1 of %2</source>
            <translation>Schritt %1 von %2</translation>
        </message>
        <message>
            <source>Keep it &amp;untested</source>
            <translation>&amp;Ungetestet behalten</translation>
        </message>
        <message>
            <source>&amp;Finish</source>
            <translation>&amp;Fertig</translation>
        </message>
        <message>
            <source>Not possible here: that takes an installed Byok Relay, on a system that can start programs with your login.</source>
            <translation>Hier nicht möglich: Dazu muss Byok Relay installiert sein, auf einem System, das Programme bei der Anmeldung starten kann.</translation>
        </message>
        <message>
            <source>&amp;Keep it anyway</source>
            <translation>Trotzdem &amp;behalten</translation>
        </message>
    </context>
    <context>
        <name>byok::FoundKeysModel</name>
        <message>
            <source>New</source>
            <translation>Neu</translation>
        </message>
        <message>
            <source>Stored already as “%1”</source>
            <translation>Schon gespeichert als „%1“</translation>
        </message>
        <message>
            <source>Stored</source>
            <translation>Gespeichert</translation>
        </message>
        <message>
            <source>Key of</source>
            <translation>Schlüssel von</translation>
        </message>
        <message>
            <source>Found in</source>
            <translation>Gefunden in</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
    </context>
    <context>
        <name>byok::GeneralSection</name>
        <message>
            <source>&amp;Start when I log in</source>
            <translation>Beim &amp;Anmelden starten</translation>
        </message>
        <message>
            <source>Start without this &amp;window</source>
            <translation>&amp;Ohne dieses Fenster starten</translation>
        </message>
        <message>
            <source>As the desktop</source>
            <translation>Wie der Desktop</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Relay</source>
            <translation>Relay</translation>
        </message>
        <message>
            <source>P&amp;ort:</source>
            <translation>&amp;Port:</translation>
        </message>
        <message>
            <source>Apps look for the relay at 2965. After a change give them the new address; what is under way goes on. Press Enter to move it.</source>
            <translation>Apps suchen das Relay unter 2965. Geben Sie ihnen nach einer Änderung die neue Adresse; Laufendes geht weiter. Drücken Sie die Eingabetaste, um zu wechseln.</translation>
        </message>
        <message>
            <source>It then opens from the tray.</source>
            <translation>Es öffnet sich dann über den Infobereich.</translation>
        </message>
        <message>
            <source>Windows</source>
            <translation>Fenster</translation>
        </message>
        <message>
            <source>Co&amp;lours:</source>
            <translation>&amp;Farben:</translation>
        </message>
        <message>
            <source>Lan&amp;guage:</source>
            <translation>&amp;Sprache:</translation>
        </message>
        <message>
            <source>This desktop offers no way that the relay knows.</source>
            <translation>Dieser Desktop bietet keinen Weg, den das Relay kennt.</translation>
        </message>
        <message>
            <source>A port is a whole number from 1 to 65535. The relay stays on %1.</source>
            <translation>Ein Port ist eine ganze Zahl von 1 bis 65535. Das Relay bleibt bei %1.</translation>
        </message>
    </context>
    <context>
        <name>byok::GrantEditor</name>
        <message>
            <source>&amp;Requests of any kind, per minute:</source>
            <translation>An&amp;fragen jeder Art, pro Minute:</translation>
        </message>
        <message>
            <source>Requests to &amp;providers, per minute:</source>
            <translation>Anfragen an An&amp;bieter, pro Minute:</translation>
        </message>
        <message>
            <source>T&amp;okens it may ask for, per hour:</source>
            <translation>Erlaubte To&amp;kens, pro Stunde:</translation>
        </message>
        <message>
            <source>Requests at the same &amp;time:</source>
            <translation>&amp;Gleichzeitige Anfragen:</translation>
        </message>
        <message>
            <source>&amp;Every provider, also those you add later</source>
            <translation>&amp;Jeder Anbieter, auch später hinzugefügte</translation>
        </message>
        <message>
            <source>Only t&amp;hese:</source>
            <translation>Nur d&amp;iese:</translation>
        </message>
        <message>
            <source>A&amp;ll models</source>
            <translation>A&amp;lle Modelle</translation>
        </message>
        <message>
            <source>Only models with these na&amp;mes:</source>
            <translation>Nur Modelle mit diesen Na&amp;men:</translation>
        </message>
        <message>
            <source>&amp;Usual requests: chat, images, speech, embeddings and the like</source>
            <translation>Übli&amp;che Anfragen: Chat, Bilder, Sprache, Embeddings und Ähnliches</translation>
        </message>
        <message>
            <source>The provider's &amp;whole interface</source>
            <translation>Die gan&amp;ze Schnittstelle des Anbieters</translation>
        </message>
        <message>
            <source>What it may use</source>
            <translation>Was erlaubt ist</translation>
        </message>
        <message>
            <source>For how long</source>
            <translation>Wie lange</translation>
        </message>
        <message>
            <source>Until Byok Relay is quit</source>
            <translation>Bis Byok Relay beendet wird</translation>
        </message>
        <message>
            <source>One day</source>
            <translation>Einen Tag</translation>
        </message>
        <message>
            <source>90 days</source>
            <translation>90 Tage</translation>
        </message>
        <message>
            <source>Until you revoke it</source>
            <translation>Bis Sie die Erlaubnis entziehen</translation>
        </message>
        <message>
            <source>Models, requests and limits</source>
            <translation>Modelle, Anfragen und Grenzen</translation>
        </message>
        <message numerus="yes">
            <source>%n more provider(s)</source>
            <translation>
                <numerusform>%n weiterer Anbieter</numerusform>
                <numerusform>%n weitere Anbieter</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (asked for)</source>
            <translation>%1 (gewünscht)</translation>
        </message>
        <message>
            <source>%1 (asked for; you have stored no key yet)</source>
            <translation>%1 (gewünscht; Sie haben noch keinen Schlüssel gespeichert)</translation>
        </message>
        <message>
            <source>%1 (you have stored no key yet)</source>
            <translation>%1 (Sie haben noch keinen Schlüssel gespeichert)</translation>
        </message>
        <message>
            <source>%1 (asked for; turned off)</source>
            <translation>%1 (gewünscht; ausgeschaltet)</translation>
        </message>
        <message>
            <source>%1 (turned off)</source>
            <translation>%1 (ausgeschaltet)</translation>
        </message>
        <message>
            <source>Key for %1</source>
            <translation>Schlüssel für %1</translation>
        </message>
        <message>
            <source>Default key (%1)</source>
            <translation>Standardschlüssel (%1)</translation>
        </message>
        <message>
            <source>Names of models, with commas between them</source>
            <translation>Namen von Modellen, durch Kommas getrennt</translation>
        </message>
        <message>
            <source>for example gpt-4o*, claude-3-5-haiku-latest</source>
            <translation>zum Beispiel gpt-4o*, claude-3-5-haiku-latest</translation>
        </message>
        <message>
            <source>* stands for any characters, ? for one; commas between names</source>
            <translation>* steht für beliebig viele Zeichen, ? für eines; Namen durch Kommas trennen</translation>
        </message>
        <message>
            <source>It could then also read and delete files and fine-tuned models that you keep at the provider, and change what your account holds. Few apps need this.</source>
            <translation>Die App könnte dann auch Dateien und angepasste Modelle, die Sie beim Anbieter haben, lesen und löschen und ändern, was zu Ihrem Konto gehört. Wenige Apps brauchen das.</translation>
        </message>
        <message>
            <source>Limits of its own; where one is empty, the limit for all apps holds. 0 means no limit.</source>
            <translation>Eigene Grenzen; wo keine steht, gilt die Grenze für alle Apps. 0 heißt: keine Grenze.</translation>
        </message>
        <message>
            <source>as for all: %L1</source>
            <translation>wie für alle: %L1</translation>
        </message>
        <message>
            <source>as for all: no limit</source>
            <translation>wie für alle: keine Grenze</translation>
        </message>
        <message>
            <source>%1 (no longer stored)</source>
            <translation>%1 (nicht mehr gespeichert)</translation>
        </message>
        <message>
            <source>Tick at least one provider that it may use.</source>
            <translation>Kreuzen Sie mindestens einen Anbieter an, der benutzt werden darf.</translation>
        </message>
        <message>
            <source>Name at least one model, or choose “All models”.</source>
            <translation>Nennen Sie mindestens ein Modell, oder wählen Sie „Alle Modelle“.</translation>
        </message>
        <message>
            <source>A limit is a number from 0 to %L1.</source>
            <translation>Eine Grenze ist eine Zahl von 0 bis %L1.</translation>
        </message>
    </context>
    <context>
        <name>byok::ImportKeysDialog</name>
        <message>
            <source>Import keys</source>
            <translation>Schlüssel importieren</translation>
        </message>
        <message>
            <source>Keys found on this computer</source>
            <translation>Auf diesem Computer gefundene Schlüssel</translation>
        </message>
        <message>
            <source>&amp;Import</source>
            <translation>&amp;Importieren</translation>
        </message>
        <message>
            <source>Look in a &amp;file…</source>
            <translation>In einer &amp;Datei suchen…</translation>
        </message>
        <message>
            <source>Byok Relay looked at the environment and at the files where command line tools keep their keys. Tick those that it shall store. The files stay as they are.</source>
            <translation>Byok Relay hat in den Umgebungsvariablen und in den Dateien gesucht, in denen Befehlszeilenprogramme ihre Schlüssel aufbewahren. Kreuzen Sie an, welche gespeichert werden sollen. Die Dateien bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>No key was found. You can look in a file of your own, such as a project's .env.</source>
            <translation>Kein Schlüssel wurde gefunden. Sie können in einer eigenen Datei suchen, etwa der .env eines Projekts.</translation>
        </message>
        <message>
            <source>Look in a file</source>
            <translation>In einer Datei suchen</translation>
        </message>
        <message numerus="yes">
            <source>%n key(s) stored.</source>
            <translation>
                <numerusform>%n Schlüssel gespeichert.</numerusform>
                <numerusform>%n Schlüssel gespeichert.</numerusform>
            </translation>
        </message>
        <message>
            <source>This provider is not known any more.</source>
            <translation>Dieser Anbieter ist nicht mehr bekannt.</translation>
        </message>
        <message numerus="yes">
            <source>&amp;Import %n key(s)</source>
            <translation>
                <numerusform>%n Schlüssel &amp;importieren</numerusform>
                <numerusform>%n Schlüssel &amp;importieren</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::KeyDialog</name>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>Replace a key</source>
            <translation>Einen Schlüssel ersetzen</translation>
        </message>
        <message>
            <source>Add a key</source>
            <translation>Einen Schlüssel hinzufügen</translation>
        </message>
        <message>
            <source>Asks the provider whether it knows the key. Nothing is stored.</source>
            <translation>Fragt den Anbieter, ob er den Schlüssel kennt. Gespeichert wird nichts.</translation>
        </message>
        <message>
            <source>&amp;Provider:</source>
            <translation>&amp;Anbieter:</translation>
        </message>
        <message>
            <source>&amp;Key:</source>
            <translation>&amp;Schlüssel:</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;Name:</translation>
        </message>
        <message>
            <source>It is kept in: %1. Apps never see it.</source>
            <translation>Er wird hier aufbewahrt: %1. Apps sehen ihn nie.</translation>
        </message>
        <message>
            <source>%1 has an address of your own. Save asks for it first.</source>
            <translation>%1 hat eine Adresse von Ihnen. „Speichern“ fragt zuerst danach.</translation>
        </message>
        <message>
            <source>You have a key of this name for %1 already. Saving replaces it.</source>
            <translation>Sie haben schon einen Schlüssel dieses Namens für %1. Speichern ersetzt ihn.</translation>
        </message>
        <message>
            <source>Asking %1 …</source>
            <translation>%1 wird gefragt …</translation>
        </message>
        <message>
            <source>Storing it …</source>
            <translation>Wird gespeichert …</translation>
        </message>
        <message>
            <source>Recognise it by the key</source>
            <translation>Am Schlüssel erkennen</translation>
        </message>
    </context>
    <context>
        <name>byok::KeyForm</name>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Paste it here</source>
            <translation>Hier einfügen</translation>
        </message>
        <message>
            <source>Get a key from %1: %2</source>
            <translation>Einen Schlüssel von %1 bekommen: %2</translation>
        </message>
        <message>
            <source>This looks like the key of no provider that Byok Relay knows by its keys. Choose whose it is.</source>
            <translation>Byok Relay erkennt nicht, von welchem Anbieter dieser Schlüssel ist. Wählen Sie, zu wem er gehört.</translation>
        </message>
        <message>
            <source>This could be a key of: %1. Choose whose it is.</source>
            <translation>Das könnte ein Schlüssel von einem dieser Anbieter sein: %1. Wählen Sie, zu wem er gehört.</translation>
        </message>
        <message>
            <source>This looks like a key of %1.</source>
            <translation>Das sieht nach einem Schlüssel von %1 aus.</translation>
        </message>
        <message>
            <source>This looks like a key of %1, not of %2.</source>
            <translation>Das sieht nach einem Schlüssel von %1 aus, nicht von %2.</translation>
        </message>
        <message>
            <source>&amp;Use it for %1</source>
            <translation>Für %1 &amp;verwenden</translation>
        </message>
        <message>
            <source>This does not look like a key of %1.</source>
            <translation>Das sieht nicht nach einem Schlüssel von %1 aus.</translation>
        </message>
        <message>
            <source>This does not look like a key of %1, which %2.</source>
            <translation>Das sieht nicht nach einem Schlüssel von %1 aus (%2).</translation>
        </message>
    </context>
    <context>
        <name>byok::KeysPage</name>
        <message>
            <source>Providers and keys</source>
            <translation>Anbieter und Schlüssel</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Search providers and keys</source>
            <translation>Anbieter und Schlüssel durchsuchen</translation>
        </message>
        <message>
            <source>&amp;Add a key…</source>
            <translation>Schlüssel &amp;hinzufügen…</translation>
        </message>
        <message>
            <source>&amp;More</source>
            <translation>&amp;Mehr</translation>
        </message>
        <message>
            <source>More ways to add keys and providers</source>
            <translation>Weitere Wege, Schlüssel und Anbieter hinzuzufügen</translation>
        </message>
        <message>
            <source>&amp;Import keys from this computer…</source>
            <translation>Schlüssel von diesem Computer &amp;importieren…</translation>
        </message>
        <message>
            <source>&amp;Enter another provider…</source>
            <translation>Anderen Anbieter &amp;eingeben…</translation>
        </message>
        <message>
            <source>Models on this &amp;computer…</source>
            <translation>Modelle auf diesem &amp;Computer…</translation>
        </message>
        <message>
            <source>No keys yet</source>
            <translation>Noch keine Schlüssel</translation>
        </message>
        <message>
            <source>A key is what a provider such as OpenAI, Anthropic or Google gives you for programs. Add yours here: it stays in your keychain, and the apps that you allow work with it without ever seeing it.</source>
            <translation>Einen Schlüssel bekommen Sie von einem Anbieter wie OpenAI, Anthropic oder Google für Programme. Fügen Sie Ihren hier hinzu: Er bleibt in Ihrem Schlüsselbund, und die Apps, die Sie erlauben, arbeiten mit ihm, ohne ihn je zu sehen.</translation>
        </message>
        <message>
            <source>Use models on this &amp;computer…</source>
            <translation>Modelle auf diesem &amp;Computer verwenden…</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>&amp;Replace…</source>
            <translation>E&amp;rsetzen…</translation>
        </message>
        <message>
            <source>&amp;Use by default</source>
            <translation>Als &amp;Standard verwenden</translation>
        </message>
        <message>
            <source>Remo&amp;ve…</source>
            <translation>Ent&amp;fernen…</translation>
        </message>
        <message>
            <source>Add another &amp;key…</source>
            <translation>&amp;Weiteren Schlüssel hinzufügen…</translation>
        </message>
        <message>
            <source>C&amp;hange…</source>
            <translation>Än&amp;dern…</translation>
        </message>
        <message>
            <source>Remove &amp;provider…</source>
            <translation>A&amp;nbieter entfernen…</translation>
        </message>
        <message>
            <source>Asks the provider whether it accepts the key. It costs nothing.</source>
            <translation>Fragt den Anbieter, ob er den Schlüssel annimmt. Das kostet nichts.</translation>
        </message>
        <message>
            <source>%1: key of %2</source>
            <translation>%1: Schlüssel von %2</translation>
        </message>
        <message>
            <source>Turn &amp;on</source>
            <translation>Einscha&amp;lten</translation>
        </message>
        <message>
            <source>Turn &amp;off</source>
            <translation>Ausscha&amp;lten</translation>
        </message>
        <message>
            <source>You turned it off: this app works with your own key, if it may.</source>
            <translation>Sie haben ihn ausgeschaltet: Diese App arbeitet mit Ihrem eigenen Schlüssel, wenn sie darf.</translation>
        </message>
        <message>
            <source>The app stored it for itself. No other app can use it, and you cannot read it.</source>
            <translation>Die App hat ihn für sich gespeichert. Keine andere App kann ihn benutzen, und Sie können ihn nicht lesen.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>It was stored for %1, where it alone may go, and the provider has another address now. Replace it to use it there.</source>
            <translation>Er wurde für %1 gespeichert und darf nur dorthin; der Anbieter hat jetzt eine andere Adresse. Ersetzen Sie ihn, um ihn dort zu benutzen.</translation>
        </message>
        <message>
            <source>Kept in:</source>
            <translation>Aufbewahrt in:</translation>
        </message>
        <message>
            <source>Goes only to:</source>
            <translation>Geht nur an:</translation>
        </message>
        <message>
            <source>Last tested or used:</source>
            <translation>Zuletzt getestet oder benutzt:</translation>
        </message>
        <message>
            <source>Some apps bring a key of their own. Each may use its own, and no other app can. You can turn one off.</source>
            <translation>Manche Apps bringen einen eigenen Schlüssel mit. Jede darf ihren eigenen benutzen, keine andere kann es. Sie können jeden ausschalten.</translation>
        </message>
        <message>
            <source>Address:</source>
            <translation>Adresse:</translation>
        </message>
        <message>
            <source>Apps ask for it as:</source>
            <translation>Name für Apps:</translation>
        </message>
        <message>
            <source>Get a key: %1</source>
            <translation>Schlüssel bekommen: %1</translation>
        </message>
        <message>
            <source>C&amp;hange address…</source>
            <translation>A&amp;dresse ändern…</translation>
        </message>
        <message>
            <source>Asking %1 …</source>
            <translation>%1 wird gefragt …</translation>
        </message>
        <message>
            <source>Remove the key “%1” for %2?</source>
            <translation>Den Schlüssel „%1“ für %2 entfernen?</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>Ent&amp;fernen</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>%1 entfernen?</translation>
        </message>
        <message>
            <source>Apps can no longer use it.</source>
            <translation>Apps können diesen Anbieter nicht mehr benutzen.</translation>
        </message>
        <message numerus="yes">
            <source>Apps can no longer use it, and its %n key(s) go with it.</source>
            <translation>
                <numerusform>Apps können diesen Anbieter nicht mehr benutzen, und mit ihm geht %n Schlüssel.</numerusform>
                <numerusform>Apps können diesen Anbieter nicht mehr benutzen, und mit ihm gehen %n Schlüssel.</numerusform>
            </translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>It needs no key.</source>
            <translation>Braucht keinen Schlüssel.</translation>
        </message>
        <message>
            <source>Add a &amp;key…</source>
            <translation>&amp;Schlüssel hinzufügen…</translation>
        </message>
        <message>
            <source>Last refused:</source>
            <translation>Zuletzt abgelehnt:</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Rest:</source>
            <translation>Ruhe:</translation>
        </message>
        <message>
            <source>%1; rules for failing requests pass it over</source>
            <translation>%1; Regeln für scheiternde Anfragen übergehen ihn so lange</translation>
        </message>
    </context>
    <context>
        <name>byok::LimitsSection</name>
        <message>
            <source>No limit fits the search.</source>
            <translation>Keine Grenze passt zur Suche.</translation>
        </message>
        <message>
            <source>Search the limits</source>
            <translation>Grenzen durchsuchen</translation>
        </message>
        <message>
            <source>Search the limits and timeouts</source>
            <translation>Grenzen und Wartezeiten durchsuchen</translation>
        </message>
        <message>
            <source>For all apps; an app may have narrower ones of its own, under Apps. A change is in force at once.</source>
            <translation>Für alle Apps; eine App darf unter „Apps“ eigene, engere haben. Eine Änderung gilt sofort.</translation>
        </message>
    </context>
    <context>
        <name>byok::LiveExchanges</name>
        <message>
            <source>Nothing is under way. Requests of your apps appear here while they run.</source>
            <translation>Gerade läuft nichts. Anfragen Ihrer Apps erscheinen hier, während sie laufen.</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Requests under way</source>
            <translation>Laufende Anfragen</translation>
        </message>
        <message>
            <source>&amp;Stop the request</source>
            <translation>Anfrage a&amp;bbrechen</translation>
        </message>
        <message>
            <source>Stop the request of %1</source>
            <translation>Die Anfrage von %1 abbrechen</translation>
        </message>
    </context>
    <context>
        <name>byok::LocalModels</name>
        <message>
            <source>&amp;Look for models on this computer</source>
            <translation>Auf diesem Computer nach Modellen &amp;suchen</translation>
        </message>
        <message>
            <source>Looking …</source>
            <translation>Suche läuft …</translation>
        </message>
        <message>
            <source>None of them answers. Start the one that you use, then look again.</source>
            <translation>Keines davon antwortet. Starten Sie das, das Sie benutzen, und suchen Sie dann noch einmal.</translation>
        </message>
        <message>
            <source>Found %1. Tick what your apps may be allowed to use.</source>
            <translation>Gefunden: %1. Kreuzen Sie an, was Ihren Apps erlaubt werden darf.</translation>
        </message>
        <message>
            <source>answers at %1</source>
            <translation>antwortet unter %1</translation>
        </message>
        <message>
            <source>does not answer at %1</source>
            <translation>antwortet nicht unter %1</translation>
        </message>
    </context>
    <context>
        <name>byok::LocalModelsDialog</name>
        <message>
            <source>Models on this computer</source>
            <translation>Modelle auf diesem Computer</translation>
        </message>
        <message>
            <source>These programs run models on your own computer and need no key. An app uses one only if you turn it on here and allow it to the app.</source>
            <translation>Diese Programme führen Modelle auf Ihrem eigenen Computer aus und brauchen keinen Schlüssel. Eine App benutzt eines nur, wenn Sie es hier einschalten und der App erlauben.</translation>
        </message>
    </context>
    <context>
        <name>byok::NetworkSection</name>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
        <message>
            <source>As the system says</source>
            <translation>Wie im System eingestellt</translation>
        </message>
        <message>
            <source>None: straight to the provider</source>
            <translation>Keiner: direkt zum Anbieter</translation>
        </message>
        <message>
            <source>Always this one</source>
            <translation>Immer dieser</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>&amp;Choose…</source>
            <translation>&amp;Auswählen…</translation>
        </message>
        <message>
            <source>Choose a file of certificates</source>
            <translation>Eine Datei mit Zertifikaten auswählen</translation>
        </message>
        <message>
            <source>Trust the system's authorities alone</source>
            <translation>Nur den Zertifizierungsstellen des Systems vertrauen</translation>
        </message>
        <message>
            <source>Show the &amp;timeouts</source>
            <translation>&amp;Wartezeiten zeigen</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>&amp;Proxy:</source>
            <translation>&amp;Proxy:</translation>
        </message>
        <message>
            <source>&amp;Address:</source>
            <translation>A&amp;dresse:</translation>
        </message>
        <message>
            <source>http://host:port or socks5h://host:port, without a password. Providers on this computer are always called straight.</source>
            <translation>http://host:port oder socks5h://host:port, ohne Passwort. Anbieter auf diesem Computer werden immer direkt angesprochen.</translation>
        </message>
        <message>
            <source>Trust</source>
            <translation>Vertrauen</translation>
        </message>
        <message>
            <source>&amp;More certificates:</source>
            <translation>Weitere &amp;Zertifikate:</translation>
        </message>
        <message>
            <source>A PEM file of certificate authorities to trust besides the system's, such as your company's.</source>
            <translation>Eine PEM-Datei mit Zertifizierungsstellen, denen außer denen des Systems zu vertrauen ist, etwa die Ihrer Firma.</translation>
        </message>
        <message>
            <source>Timeouts</source>
            <translation>Wartezeiten</translation>
        </message>
        <message>
            <source>How long to wait for a provider is among the limits.</source>
            <translation>Wie lange auf einen Anbieter gewartet wird, steht bei den Grenzen.</translation>
        </message>
        <message>
            <source>Enter the proxy's address and press Enter; until then nothing changes.</source>
            <translation>Geben Sie die Adresse des Proxys ein und drücken Sie die Eingabetaste; bis dahin ändert sich nichts.</translation>
        </message>
        <message>
            <source>Certificates to trust</source>
            <translation>Zertifikate, denen vertraut wird</translation>
        </message>
        <message>
            <source>Certificates (*.pem *.crt *.cer)</source>
            <translation>Zertifikate (*.pem *.crt *.cer)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>File of more certificates</source>
            <translation>Datei mit weiteren Zertifikaten</translation>
        </message>
    </context>
    <context>
        <name>byok::OverviewPage</name>
        <message>
            <source>Happening now</source>
            <translation>Läuft gerade</translation>
        </message>
        <message>
            <source>Add a &amp;key…</source>
            <translation>Schlüssel &amp;hinzufügen…</translation>
        </message>
        <message>
            <source>Add an &amp;app…</source>
            <translation>&amp;App hinzufügen…</translation>
        </message>
        <message>
            <source>First steps</source>
            <translation>Erste Schritte</translation>
        </message>
        <message>
            <source>Address for apps</source>
            <translation>Adresse für Apps</translation>
        </message>
        <message>
            <source>Paste it where an app asks for the address of its relay. Any web app that you approve can use it; the others are turned away.</source>
            <translation>Fügen Sie sie dort ein, wo eine App nach der Adresse ihres Relays fragt. Jede Web-App, die Sie erlauben, kann sie benutzen; die anderen werden abgewiesen.</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Sent and received</source>
            <translation>Gesendet und empfangen</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Gestoppt</translation>
        </message>
        <message>
            <source>The relay does not listen: no app can reach it.</source>
            <translation>Das Relay ist nicht erreichbar: Keine App kommt zu ihm durch.</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Apps that you approved can use your keys, within what you allowed them.</source>
            <translation>Apps, die Sie erlaubt haben, können Ihre Schlüssel in den Grenzen benutzen, die Sie gesetzt haben.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Nothing is relayed until you resume. It is locked, too: your keys have left the memory.</source>
            <translation>Nichts wird weitergeleitet, bis Sie fortsetzen. Außerdem ist gesperrt: Ihre Schlüssel sind nicht mehr im Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>Nothing is relayed until you resume. Apps are told so; their approval stays.</source>
            <translation>Nichts wird weitergeleitet, bis Sie fortsetzen. Apps erfahren das; ihre Erlaubnis bleibt.</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Your keys have left the memory. What needs one is refused until you unlock; what was under way goes on.</source>
            <translation>Ihre Schlüssel sind nicht mehr im Arbeitsspeicher. Was einen braucht, wird abgewiesen, bis Sie entsperren; Laufendes geht weiter.</translation>
        </message>
        <message>
            <source>Leaving</source>
            <translation>Wird beendet</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) under way may still end, then the program leaves.</source>
            <translation>
                <numerusform>%n laufende Anfrage darf noch enden, dann beendet sich das Programm.</numerusform>
                <numerusform>%n laufende Anfragen dürfen noch enden, dann beendet sich das Programm.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>&amp;Fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pausieren</translation>
        </message>
        <message>
            <source>Relay again</source>
            <translation>Wieder weiterleiten</translation>
        </message>
        <message>
            <source>Relay nothing until you resume</source>
            <translation>Nichts weiterleiten, bis Sie fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Unlock</source>
            <translation>&amp;Entsperren</translation>
        </message>
        <message>
            <source>&amp;Lock</source>
            <translation>&amp;Sperren</translation>
        </message>
        <message>
            <source>Let apps use your keys again</source>
            <translation>Apps wieder Ihre Schlüssel benutzen lassen</translation>
        </message>
        <message>
            <source>Take the keys out of memory until you unlock</source>
            <translation>Die Schlüssel aus dem Arbeitsspeicher nehmen, bis Sie entsperren</translation>
        </message>
        <message>
            <source>Port %1 was taken by another program, so the relay listens on %2. Apps that look for it at %1 do not find it: give them the address above, or end that program and start the relay again.</source>
            <translation>Port %1 war von einem anderen Programm belegt, darum läuft das Relay unter %2. Apps, die es unter %1 suchen, finden es nicht: Geben Sie ihnen die Adresse oben, oder beenden Sie jenes Programm und starten Sie das Relay neu.</translation>
        </message>
        <message>
            <source>1. Done: a provider's key is stored.</source>
            <translation>1. Erledigt: Der Schlüssel eines Anbieters ist gespeichert.</translation>
        </message>
        <message>
            <source>1. Store a key of a provider, such as OpenAI or Anthropic. It is kept in the keychain and shown to no app.</source>
            <translation>1. Speichern Sie den Schlüssel eines Anbieters wie OpenAI oder Anthropic. Er bleibt im Schlüsselbund und wird keiner App gezeigt.</translation>
        </message>
        <message>
            <source>2. Done: an app is approved.</source>
            <translation>2. Erledigt: Eine App ist erlaubt.</translation>
        </message>
        <message>
            <source>2. Open a web app and have it connect: it asks here, and you answer. Or add its address by hand.</source>
            <translation>2. Öffnen Sie eine Web-App und lassen Sie sie verbinden: Sie fragt hier, und Sie antworten. Oder fügen Sie ihre Adresse selbst hinzu.</translation>
        </message>
        <message>
            <source>Sent: %1, received: %2</source>
            <translation>Gesendet: %1, empfangen: %2</translation>
        </message>
    </context>
    <context>
        <name>byok::PrivacySection</name>
        <message>
            <source>New web apps may &amp;find the relay and ask</source>
            <translation>Neue Web-Apps dürfen das Relay &amp;finden und fragen</translation>
        </message>
        <message>
            <source>&amp;Lock the keys when the screen is locked</source>
            <translation>Die Schlüssel mit dem &amp;Bildschirm sperren</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source> min</source>
            <translation> min</translation>
        </message>
        <message>
            <source>Being found</source>
            <translation>Gefunden werden</translation>
        </message>
        <message>
            <source>Off, a web page that you have not approved cannot even learn that the relay runs, and a new app has to be added by hand under Apps.</source>
            <translation>Ist das aus, erfährt eine Webseite, die Sie nicht erlaubt haben, nicht einmal, dass das Relay läuft, und eine neue App muss unter „Apps“ von Hand hinzugefügt werden.</translation>
        </message>
        <message>
            <source>Locking</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <source>Locked, the keys are out of memory and apps are refused until you unlock. What is under way goes on.</source>
            <translation>Gesperrt sind die Schlüssel nicht im Arbeitsspeicher, und Apps werden abgewiesen, bis Sie entsperren. Laufendes geht weiter.</translation>
        </message>
        <message>
            <source>Lock when &amp;unused for:</source>
            <translation>Sperren, wenn &amp;unbenutzt für:</translation>
        </message>
        <message>
            <source>Counted from the last time that an app used a key.</source>
            <translation>Gezählt ab dem letzten Mal, dass eine App einen Schlüssel benutzt hat.</translation>
        </message>
    </context>
    <context>
        <name>byok::ProviderDialog</name>
        <message>
            <source>This address is on this computer. Apps that may use this provider reach whatever answers there.</source>
            <translation>Diese Adresse ist auf diesem Computer. Apps, die diesen Anbieter benutzen dürfen, erreichen, was auch immer dort antwortet.</translation>
        </message>
        <message>
            <source>This address is in your own network. Apps that may use this provider reach whatever answers there: a router or a printer too, if it is theirs.</source>
            <translation>Diese Adresse ist in Ihrem eigenen Netz. Apps, die diesen Anbieter benutzen dürfen, erreichen, was auch immer dort antwortet: auch einen Router oder Drucker, wenn es dessen Adresse ist.</translation>
        </message>
        <message>
            <source>Byok Relay never sends anything to this address: machines keep their credentials at such places.</source>
            <translation>Byok Relay sendet nie etwas an diese Adresse: An solchen Stellen bewahren Rechner ihre Zugangsdaten auf.</translation>
        </message>
        <message>
            <source>&amp;Allow private addresses: this computer and your own network</source>
            <translation>&amp;Private Adressen erlauben: diesen Computer und Ihr eigenes Netz</translation>
        </message>
        <message>
            <source>Enter a provider</source>
            <translation>Einen Anbieter eingeben</translation>
        </message>
        <message>
            <source>Change a provider</source>
            <translation>Einen Anbieter ändern</translation>
        </message>
        <message>
            <source>Address of %1</source>
            <translation>Adresse von %1</translation>
        </message>
        <message>
            <source>AI gateway or server that speaks OpenAI&apos;s API</source>
            <translation>KI-Gateway oder -Server mit der API von OpenAI</translation>
        </message>
        <message>
            <source>Another HTTP API</source>
            <translation>Eine andere HTTP-API</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Kein Schlüssel</translation>
        </message>
        <message>
            <source>Authorization: Bearer (most providers)</source>
            <translation>Authorization: Bearer (die meisten Anbieter)</translation>
        </message>
        <message>
            <source>Authorization: Token</source>
            <translation>Authorization: Token</translation>
        </message>
        <message>
            <source>In a header of its own</source>
            <translation>In einem eigenen Header</translation>
        </message>
        <message>
            <source>In the address, as a parameter</source>
            <translation>In der Adresse, als Parameter</translation>
        </message>
        <message>
            <source>User name and password (Basic)</source>
            <translation>Benutzername und Passwort (Basic)</translation>
        </message>
        <message>
            <source>&amp;What it is:</source>
            <translation>&amp;Was es ist:</translation>
        </message>
        <message>
            <source>Gateways are byok-relay, LiteLLM, OpenRouter, vLLM and the like.</source>
            <translation>Gateways sind byok-relay, LiteLLM, OpenRouter, vLLM und Ähnliches.</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;Name:</translation>
        </message>
        <message>
            <source>Apps ask for it by this name.</source>
            <translation>Unter diesem Namen fragen Apps danach.</translation>
        </message>
        <message>
            <source>A&amp;ddress:</source>
            <translation>A&amp;dresse:</translation>
        </message>
        <message>
            <source>Where its API begins, with /v1 at its end or without.</source>
            <translation>Wo die API beginnt, mit /v1 am Ende oder ohne.</translation>
        </message>
        <message>
            <source>Where its API begins, without the path of a single request.</source>
            <translation>Wo die API beginnt, ohne den Pfad einer einzelnen Anfrage.</translation>
        </message>
        <message>
            <source>Empty: the one that it comes with. A stored key is used for its old address only: store it again after a change.</source>
            <translation>Leer: die mitgelieferte. Ein gespeicherter Schlüssel gilt nur für seine alte Adresse: Speichern Sie ihn nach einer Änderung neu.</translation>
        </message>
        <message>
            <source>&amp;Key goes in:</source>
            <translation>&amp;Schlüssel steht in:</translation>
        </message>
        <message>
            <source>&amp;Field:</source>
            <translation>&amp;Feld:</translation>
        </message>
        <message>
            <source>What the header or parameter is called.</source>
            <translation>Wie der Header oder Parameter heißt.</translation>
        </message>
        <message>
            <source>&amp;Paths:</source>
            <translation>Pf&amp;ade:</translation>
        </message>
        <message>
            <source>What apps may call there, one in each line. Empty: everything.</source>
            <translation>Was Apps dort aufrufen dürfen, eines pro Zeile. Leer: alles.</translation>
        </message>
        <message>
            <source>Path for &amp;testing:</source>
            <translation>Pfad zum &amp;Testen:</translation>
        </message>
        <message>
            <source>A GET to it tells whether a key works. May be empty.</source>
            <translation>Ein GET dorthin verrät, ob ein Schlüssel funktioniert. Darf leer sein.</translation>
        </message>
        <message>
            <source>There is a provider of the short name “%1” already. Choose another one.</source>
            <translation>Einen Anbieter mit dem Kurznamen „%1“ gibt es schon. Wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>Sho&amp;rt name:</source>
            <translation>Ku&amp;rzname:</translation>
        </message>
    </context>
    <context>
        <name>byok::ProvidersModel</name>
        <message>
            <source>Turned off</source>
            <translation>Ausgeschaltet</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>In Gebrauch</translation>
        </message>
        <message>
            <source>For another address</source>
            <translation>Für eine andere Adresse</translation>
        </message>
        <message>
            <source>Turned on</source>
            <translation>Eingeschaltet</translation>
        </message>
        <message>
            <source>No key yet</source>
            <translation>Noch kein Schlüssel</translation>
        </message>
        <message>
            <source>By default</source>
            <translation>Standard</translation>
        </message>
        <message>
            <source>Last tested or used: %1.</source>
            <translation>Zuletzt getestet oder benutzt: %1.</translation>
        </message>
        <message>
            <source>Provider and key</source>
            <translation>Anbieter und Schlüssel</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>Benutzt</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>Hinzugefügt</translation>
        </message>
        <message>
            <source>Apps' own keys</source>
            <translation>Eigene Schlüssel der Apps</translation>
        </message>
        <message>
            <source>Last refused: %1 (%2).</source>
            <translation>Zuletzt abgelehnt: %1 (%2).</translation>
        </message>
        <message>
            <source>Until it has rested, rules for failing requests pass it over.</source>
            <translation>Bis er ausgeruht ist, übergehen ihn Regeln für scheiternde Anfragen.</translation>
        </message>
    </context>
    <context>
        <name>byok::SecretEdit</name>
        <message>
            <source>Hide</source>
            <translation>Verbergen</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Hide the key</source>
            <translation>Schlüssel verbergen</translation>
        </message>
        <message>
            <source>Show the key</source>
            <translation>Schlüssel zeigen</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;Einfügen</translation>
        </message>
        <message>
            <source>C&amp;lear</source>
            <translation>&amp;Leeren</translation>
        </message>
    </context>
    <context>
        <name>byok::SettingEdit</name>
        <message>
            <source>bytes a second</source>
            <translation>Byte pro Sekunde</translation>
        </message>
        <message>
            <source>a minute</source>
            <translation>pro Minute</translation>
        </message>
        <message>
            <source>an hour</source>
            <translation>pro Stunde</translation>
        </message>
        <message>
            <source>bytes</source>
            <translation>Byte</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
        <message>
            <source>days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <source>at most</source>
            <translation>höchstens</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Reset: %1</source>
            <translation>Zurücksetzen: %1</translation>
        </message>
        <message>
            <source>%1 · by default %2 · from %3 to %4, 0 for none</source>
            <translation>%1 · Standard %2 · von %3 bis %4, 0 für keine</translation>
        </message>
    </context>
    <context>
        <name>byok::SettingsPage</name>
        <message>
            <source>Sections of the settings</source>
            <translation>Bereiche der Einstellungen</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>Privatsphäre</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netzwerk</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>Grenzen</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Daten</translation>
        </message>
        <message>
            <source>Failures</source>
            <translation>Fehlschläge</translation>
        </message>
    </context>
    <context>
        <name>byok::SettingsWindow</name>
        <message>
            <source>Byok Relay</source>
            <translation>Byok Relay</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Apps</source>
            <translation>Apps</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Aktivität</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <source>This desktop has no tray, so closing this window minimises it instead of hiding it. The relay runs until you choose Quit.</source>
            <translation>Dieser Desktop hat keinen Infobereich. Darum verkleinert das Schließen dieses Fenster, statt es zu verstecken. Das Relay läuft, bis Sie „Beenden“ wählen.</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) ask to use your keys.</source>
            <translation>
                <numerusform>%n App möchte Ihre Schlüssel benutzen.</numerusform>
                <numerusform>%n Apps möchten Ihre Schlüssel benutzen.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Look at it</source>
            <translation>&amp;Ansehen</translation>
        </message>
    </context>
    <context>
        <name>byok::TokenDialog</name>
        <message>
            <source>Token for a program</source>
            <translation>Token für ein Programm</translation>
        </message>
        <message>
            <source>The token for “%1”</source>
            <translation>Das Token für „%1“</translation>
        </message>
        <message>
            <source>Put it where the program expects an API key. It is shown this once and cannot be read again; if it is lost, revoke the program and add it anew.</source>
            <translation>Setzen Sie es dort ein, wo das Programm einen API-Schlüssel erwartet. Es wird nur dieses eine Mal gezeigt und lässt sich nicht wieder lesen; geht es verloren, entziehen Sie dem Programm die Erlaubnis und fügen Sie es neu hinzu.</translation>
        </message>
        <message>
            <source>Copy the token</source>
            <translation>Token kopieren</translation>
        </message>
        <message>
            <source>&amp;Token:</source>
            <translation>&amp;Token:</translation>
        </message>
        <message>
            <source>Address for the program</source>
            <translation>Adresse für das Programm</translation>
        </message>
        <message>
            <source>&amp;Base URL:</source>
            <translation>&amp;Basis-URL:</translation>
        </message>
        <message>
            <source>When you copy the token, it leaves the clipboard after 30 seconds.</source>
            <translation>Wenn Sie das Token kopieren, verschwindet es nach 30 Sekunden aus der Zwischenablage.</translation>
        </message>
        <message>
            <source>Copied. Paste it now: it leaves the clipboard after 30 seconds.</source>
            <translation>Kopiert. Fügen Sie es jetzt ein: Nach 30 Sekunden verschwindet es aus der Zwischenablage.</translation>
        </message>
        <message>
            <source>The token has left the clipboard.</source>
            <translation>Das Token ist nicht mehr in der Zwischenablage.</translation>
        </message>
        <message>
            <source>C&amp;opy token</source>
            <translation>Token &amp;kopieren</translation>
        </message>
    </context>
    <context>
        <name>byok::TrayIcon</name>
        <message>
            <source>Byok Relay
%1</source>
            <translation>Byok Relay
%1</translation>
        </message>
    </context>
    <context>
        <name>byok::TrayMenu</name>
        <message>
            <source>&amp;Open Byok Relay</source>
            <translation>&amp;Byok Relay öffnen</translation>
        </message>
        <message>
            <source>&amp;Copy address</source>
            <translation>&amp;Adresse kopieren</translation>
        </message>
        <message>
            <source>&amp;Recent apps</source>
            <translation>&amp;Zuletzt benutzte Apps</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>B&amp;eenden</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Gestoppt</translation>
        </message>
        <message numerus="yes">
            <source>Running; %n request(s) under way</source>
            <translation>
                <numerusform>Läuft; %n laufende Anfrage</numerusform>
                <numerusform>Läuft; %n laufende Anfragen</numerusform>
            </translation>
        </message>
        <message>
            <source>Running at %1</source>
            <translation>Läuft unter %1</translation>
        </message>
        <message>
            <source>Paused at %1</source>
            <translation>Pausiert unter %1</translation>
        </message>
        <message>
            <source>Locked at %1</source>
            <translation>Gesperrt unter %1</translation>
        </message>
        <message numerus="yes">
            <source>Leaving; %n request(s) under way</source>
            <translation>
                <numerusform>Wird beendet; %n laufende Anfrage</numerusform>
                <numerusform>Wird beendet; %n laufende Anfragen</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>&amp;Fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pausieren</translation>
        </message>
        <message>
            <source>&amp;Unlock keys</source>
            <translation>Schlüssel en&amp;tsperren</translation>
        </message>
        <message>
            <source>&amp;Lock keys</source>
            <translation>Schlüssel &amp;sperren</translation>
        </message>
        <message numerus="yes">
            <source>%n more app(s) ask…</source>
            <translation>
                <numerusform>%n weitere App fragt…</numerusform>
                <numerusform>%n weitere Apps fragen…</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 asks to use your keys…</source>
            <translation>%1 möchte Ihre Schlüssel benutzen…</translation>
        </message>
        <message>
            <source>Used %1</source>
            <translation>Zuletzt benutzt: %1</translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>&amp;Entziehen</translation>
        </message>
    </context>
    <context>
        <name>byok::WindowShell</name>
        <message>
            <source>The window is closed and the relay goes on. Open it again, or quit, from the tray.</source>
            <translation>Das Fenster ist geschlossen, und das Relay läuft weiter. Über den Infobereich können Sie es wieder öffnen oder beenden.</translation>
        </message>
        <message>
            <source>%1 has reached one of its limits and was refused. You can change them under Apps.</source>
            <translation>%1 hat eine Grenze erreicht und wurde abgewiesen. Sie können die Grenzen unter „Apps“ ändern.</translation>
        </message>
        <message>
            <source>%1 does not take your key “%2” any more. Replace it under Keys.</source>
            <translation>%1 nimmt Ihren Schlüssel „%2“ nicht mehr an. Ersetzen Sie ihn unter „Schlüssel“.</translation>
        </message>
        <message>
            <source>%1 says that the allowance of your key “%2” is used up.</source>
            <translation>%1 meldet, dass das Guthaben Ihres Schlüssels „%2“ aufgebraucht ist.</translation>
        </message>
        <message>
            <source>%1 asks to use your AI keys. Nothing is allowed until you say so.</source>
            <translation>%1 möchte Ihre KI-Schlüssel benutzen. Nichts ist erlaubt, bis Sie zustimmen.</translation>
        </message>
        <message>
            <source>Port %1 is taken by another program, so the address is now %2.</source>
            <translation>Port %1 ist von einem anderen Programm belegt, darum ist die Adresse jetzt %2.</translation>
        </message>
    </context>
</TS>
