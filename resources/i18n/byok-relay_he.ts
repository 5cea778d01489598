<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="he" sourcelanguage="en">
    <context>
        <name>KeySearch</name>
        <message>
            <source>There is no file %1.</source>
            <translation>אין קובץ %1.</translation>
        </message>
        <message>
            <source>%1 is not a file that could be read.</source>
            <translation>‏%1 אינו קובץ שאפשר לקרוא.</translation>
        </message>
        <message>
            <source>%1 is larger than 1 MiB, and is not searched for keys.</source>
            <translation>‏%1 גדול מ־1 MiB, ולא מחפשים בו מפתחות.</translation>
        </message>
        <message>
            <source>%1 could not be read: %2.</source>
            <translation>לא ניתן לקרוא את %1: %2.</translation>
        </message>
        <message>
            <source>%1, line %2</source>
            <translation>‏%1, שורה %2</translation>
        </message>
        <message>
            <source>%1 in the environment</source>
            <translation>‏%1 במשתני הסביבה</translation>
        </message>
        <message>
            <source>No key was found in %1. A key is found where its name says whose it is, as in OPENAI_API_KEY=…, and where it looks like that provider's keys.</source>
            <translation>לא נמצא מפתח ב־%1. מפתח נמצא במקום ששמו אומר של מי הוא, כמו OPENAI_API_KEY=…, וכשהוא נראה כמו המפתחות של אותו ספק.</translation>
        </message>
    </context>
    <context>
        <name>KeyWords</name>
        <message>
            <source>%1 has no address yet that a key could be kept for. Enter its address first.</source>
            <translation>ל־%1 אין עדיין כתובת שאפשר לשמור עבורה מפתח. תחילה יש להזין את הכתובת.</translation>
        </message>
        <message>
            <source>Not tested yet</source>
            <translation>טרם נבדק</translation>
        </message>
        <message>
            <source>Works</source>
            <translation>עובד</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>נדחה</translation>
        </message>
        <message>
            <source>Quota used up</source>
            <translation>המכסה נוצלה</translation>
        </message>
        <message>
            <source>Not clear</source>
            <translation>לא ברור</translation>
        </message>
        <message>
            <source>A name has at most %1 letters, digits, spaces, dots, dashes or underscores.</source>
            <translation>שם יכול להכיל עד %1 אותיות, ספרות, רווחים, מקפים, נקודות או קווים תחתונים.</translation>
        </message>
        <message>
            <source>key %1</source>
            <translation>מפתח %1</translation>
        </message>
        <message>
            <source>It is your only key for %1. No app is allowed to use it now.</source>
            <translation>זה המפתח היחיד שלך עבור %1. כרגע אף יישום אינו מורשה להשתמש בו.</translation>
        </message>
        <message>
            <source>It is your only key for %1. These can no longer use %1 then: %2.</source>
            <translation>זה המפתח היחיד שלך עבור %1. היישומים הבאים לא יוכלו עוד להשתמש ב־%1: %2.</translation>
        </message>
        <message>
            <source>These were given this very key, and stop working with %1 until you choose another: %2.</source>
            <translation>היישומים הבאים קיבלו דווקא את המפתח הזה, ויפסיקו לעבוד עם %1 עד לבחירת מפתח אחר: %2.</translation>
        </message>
        <message>
            <source>These go on with your key “%1”: %2.</source>
            <translation>היישומים הבאים ימשיכו עם המפתח שלך ״%1״: %2.</translation>
        </message>
        <message>
            <source>No app is using it.</source>
            <translation>אף יישום אינו משתמש בו.</translation>
        </message>
        <message>
            <source>The key stays valid at %1: withdraw it on their page for keys if nobody shall use it any more.</source>
            <translation>המפתח נשאר בתוקף אצל %1: אם איש אינו אמור להשתמש בו עוד, יש לבטל אותו בדף המפתחות שלהם.</translation>
        </message>
        <message>
            <source>401: the provider does not know the key</source>
            <translation>401: הספק אינו מכיר את המפתח</translation>
        </message>
        <message>
            <source>402: its money is used up</source>
            <translation>402: היתרה שלו נגמרה</translation>
        </message>
        <message>
            <source>403: the key may not do what was asked</source>
            <translation>403: המפתח אינו רשאי לעשות את המבוקש</translation>
        </message>
        <message>
            <source>429: too many requests, or its allowance is used up</source>
            <translation>429: יותר מדי בקשות, או שהמכסה שלו נגמרה</translation>
        </message>
        <message>
            <source>Resting until %1</source>
            <translation>במנוחה עד %1</translation>
        </message>
    </context>
    <context>
        <name>NoticeBoard</name>
        <message>
            <source>An app asks to use your keys</source>
            <translation>יישום מבקש להשתמש במפתחות שלך</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) ask to use your keys</source>
            <translation>
                <numerusform>יישום %n מבקש להשתמש במפתחות שלך</numerusform>
                <numerusform>%n יישומים מבקשים להשתמש במפתחות שלך</numerusform>
            </translation>
        </message>
        <message>
            <source>A key was refused</source>
            <translation>מפתח נדחה</translation>
        </message>
        <message numerus="yes">
            <source>%n key(s) were refused</source>
            <translation>
                <numerusform>מפתח %n נדחה</numerusform>
                <numerusform>%n מפתחות נדחו</numerusform>
            </translation>
        </message>
        <message>
            <source>The keychain gives no key</source>
            <translation>מחזיק המפתחות אינו מוסר מפתח</translation>
        </message>
        <message>
            <source>Another port is used</source>
            <translation>נעשה שימוש בפורט אחר</translation>
        </message>
        <message>
            <source>An app has reached its limit</source>
            <translation>יישום הגיע למגבלה שלו</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) have reached their limits</source>
            <translation>
                <numerusform>יישום %n הגיע למגבלה שלו</numerusform>
                <numerusform>%n יישומים הגיעו למגבלות שלהם</numerusform>
            </translation>
        </message>
        <message>
            <source>Usage is not written down</source>
            <translation>השימוש אינו נרשם</translation>
        </message>
        <message>
            <source>Byok Relay goes on</source>
            <translation>‏Byok Relay ממשיכה לפעול</translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>ועוד %n</numerusform>
                <numerusform>ועוד %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>OK</source>
            <translation>אישור</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>שמירה</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>פתיחה</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>&amp;כן</translation>
        </message>
        <message>
            <source>&amp;No</source>
            <translation>&amp;לא</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ביטול</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>סגירה</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>החלה</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>איפוס</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>השלכה</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>longest request line in bytes; longer ones get 414</source>
            <translation>שורת הבקשה הארוכה ביותר בבתים; ארוכות ממנה מקבלות 414</translation>
        </message>
        <message>
            <source>largest request head in bytes; larger ones get 431</source>
            <translation>כותרת הבקשה הגדולה ביותר בבתים; גדולות ממנה מקבלות 431</translation>
        </message>
        <message>
            <source>most header fields in a request; more get 431</source>
            <translation>מספר שדות הכותרת המרבי בבקשה; יותר מקבלות 431</translation>
        </message>
        <message>
            <source>time for a request's head to arrive</source>
            <translation>הזמן שבו כותרת הבקשה צריכה להגיע</translation>
        </message>
        <message>
            <source>largest request body in bytes; larger ones get 413</source>
            <translation>גוף הבקשה הגדול ביותר בבתים; גדולים ממנו מקבלים 413</translation>
        </message>
        <message>
            <source>request bodies held at one time, over all connections, in bytes</source>
            <translation>גופי בקשות המוחזקים בו־זמנית בכל החיבורים, בבתים</translation>
        </message>
        <message>
            <source>slowest rate at which a request body may arrive, in bytes a second</source>
            <translation>הקצב האיטי ביותר שבו גוף בקשה רשאי להגיע, בבתים לשנייה</translation>
        </message>
        <message>
            <source>time before the rate of a request body is looked at</source>
            <translation>הזמן עד שבודקים את הקצב של גוף הבקשה</translation>
        </message>
        <message>
            <source>time that a connection may wait for its next request</source>
            <translation>הזמן שחיבור רשאי להמתין לבקשה הבאה</translation>
        </message>
        <message>
            <source>open connections; the oldest idle one goes first</source>
            <translation>חיבורים פתוחים; הישן שאינו בשימוש נסגר ראשון</translation>
        </message>
        <message>
            <source>relayed requests at one time; more get 429</source>
            <translation>בקשות מועברות בו־זמנית; יותר מקבלות 429</translation>
        </message>
        <message>
            <source>relayed requests of one app at one time; more get 429</source>
            <translation>בקשות מועברות בו־זמנית של יישום אחד; יותר מקבלות 429</translation>
        </message>
        <message>
            <source>requests of one app a minute, with whatever token; more get 429</source>
            <translation>בקשות של יישום בדקה, בכל אסימון שהוא; יותר מקבלות 429</translation>
        </message>
        <message>
            <source>those of them that go to a provider; more get 429</source>
            <translation>מתוכן, אלה שהולכות לספק; יותר מקבלות 429</translation>
        </message>
        <message>
            <source>times an hour that one app may ask for a token; more get 429</source>
            <translation>כמה פעמים בשעה יישום רשאי לבקש אסימון; יותר מקבלות 429</translation>
        </message>
        <message>
            <source>keys of its own that one app may rotate in an hour; more get 429</source>
            <translation>מפתחות משלו שיישום רשאי להחליף בשעה; יותר מקבלות 429</translation>
        </message>
        <message>
            <source>wrong tokens a minute from one origin before further wrong ones get 429</source>
            <translation>אסימונים שגויים בדקה מכתובת אחת לפני שהבאים מקבלים 429</translation>
        </message>
        <message>
            <source>bytes of a reply held for a slow reader before the provider is paused</source>
            <translation>בתים של תשובה המוחזקים לקורא איטי לפני שהספק מושהה</translation>
        </message>
        <message>
            <source>time after which a reader that takes nothing is dropped</source>
            <translation>הזמן שאחריו קורא שאינו קולט דבר מנותק</translation>
        </message>
        <message>
            <source>time to reach a provider</source>
            <translation>הזמן להגיע אל ספק</translation>
        </message>
        <message>
            <source>time for a provider's reply to begin</source>
            <translation>הזמן עד שתשובת הספק מתחילה</translation>
        </message>
        <message>
            <source>longest silence within a provider's reply</source>
            <translation>השתיקה הארוכה ביותר בתוך תשובת ספק</translation>
        </message>
        <message>
            <source>time between two signs of life on an event stream</source>
            <translation>הזמן בין שני סימני חיים בזרם אירועים</translation>
        </message>
        <message>
            <source>time that running streams get to end when the program leaves</source>
            <translation>הזמן שיש לזרמים פעילים להסתיים כשהתוכנית נסגרת</translation>
        </message>
        <message>
            <source>time that an app's request waits for your answer</source>
            <translation>הזמן שבקשה של יישום ממתינה לתשובתך</translation>
        </message>
        <message>
            <source>days that a token stays valid after its last use</source>
            <translation>ימים שאסימון נשאר בתוקף אחרי השימוש האחרון בו</translation>
        </message>
        <message>
            <source>days that the record of a request is kept; 0 keeps it for ever</source>
            <translation>ימים שרישום של בקשה נשמר; 0 שומר לתמיד</translation>
        </message>
    </context>
    <context>
        <name>UsageExport</name>
        <message>
            <source>%1 could not be written: %2. Choose another folder.</source>
            <translation>לא ניתן לכתוב את %1: %2. יש לבחור תיקייה אחרת.</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>unknown</source>
            <translation>לא ידוע</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 שנ׳</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 דק׳</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 שע׳ %2 דק׳</translation>
        </message>
        <message>
            <source>never</source>
            <translation>אף פעם</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>ממש עכשיו</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>לפני דקה (%n)</numerusform>
                <numerusform>לפני %n דקות</numerusform>
            </translation>
        </message>
        <message>
            <source>today %1</source>
            <translation>היום %1</translation>
        </message>
        <message>
            <source>yesterday %1</source>
            <translation>אתמול %1</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>every provider</source>
            <translation>כל ספק</translation>
        </message>
        <message>
            <source>%1 (program)</source>
            <translation>‏%1 (תוכנית)</translation>
        </message>
        <message>
            <source>%1 (key: %2)</source>
            <translation>‏%1 (מפתח: %2)</translation>
        </message>
        <message>
            <source>Asked before: %1 answered %2.</source>
            <translation>נשאל קודם: %1 השיב %2.</translation>
        </message>
        <message>
            <source>Asked before: %1 could not be reached.</source>
            <translation>נשאל קודם: לא היה אפשר להגיע אל %1.</translation>
        </message>
        <message>
            <source>Asked before: %1 could not be reached in time.</source>
            <translation>נשאל קודם: לא היה אפשר להגיע אל %1 בזמן.</translation>
        </message>
        <message>
            <source>Asked before: %1; its certificate or TLS version was not accepted, so it may have been somebody else. Nothing was sent.</source>
            <translation>נשאל קודם: %1; האישור או גרסת ה־TLS שלו לא התקבלו, וייתכן שזה היה מישהו אחר. דבר לא נשלח.</translation>
        </message>
    </context>
    <context>
        <name>byok::AboutPage</name>
        <message>
            <source>The relay's sign</source>
            <translation>הסמל של הממסר</translation>
        </message>
        <message>
            <source>Byok Relay %1</source>
            <translation>Byok Relay %1</translation>
        </message>
        <message>
            <source>Built outside of a git checkout.</source>
            <translation>נבנה מחוץ לעותק git.</translation>
        </message>
        <message>
            <source>Commit %1 of %2</source>
            <translation>גרסת קוד %1 מ־%2</translation>
        </message>
        <message>
            <source>Licences</source>
            <translation>רישיונות</translation>
        </message>
        <message>
            <source>The sources of Byok Relay are under the Apache License 2.0. The program links Qt HTTP Server, which is under the GNU General Public License 3.0, so that this program as a whole is under that licence. It comes without any warranty.</source>
            <translation>קוד המקור של Byok Relay הוא ברישיון Apache 2.0. התוכנית משתמשת ב־Qt HTTP Server, שרישיונו GNU General Public License 3.0, ולכן התוכנית כולה היא ברישיון זה. היא ניתנת ללא כל אחריות.</translation>
        </message>
        <message>
            <source>Diagnostics</source>
            <translation>אבחון</translation>
        </message>
        <message>
            <source>&amp;Copy the diagnostics</source>
            <translation>&amp;העתקת האבחון</translation>
        </message>
        <message>
            <source>For whoever helps you, in English. No key, no token, no app's name and not yours are in it.</source>
            <translation>עבור מי שעוזר לך, באנגלית. אין בו מפתח, אסימון, שם של יישום או שמך.</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>הועתק</translation>
        </message>
    </context>
    <context>
        <name>byok::ActivityModel</name>
        <message>
            <source>Provider's API</source>
            <translation>ה־API של הספק</translation>
        </message>
        <message>
            <source>By model</source>
            <translation>לפי מודל</translation>
        </message>
        <message>
            <source>OpenAI's API</source>
            <translation>ה־API של OpenAI</translation>
        </message>
        <message>
            <source>Key sent along</source>
            <translation>מפתח שצורף לבקשה</translation>
        </message>
        <message>
            <source>WebSocket</source>
            <translation>WebSocket</translation>
        </message>
        <message>
            <source>Answered</source>
            <translation>נענתה</translation>
        </message>
        <message>
            <source>Refused by the relay</source>
            <translation>נדחתה על ידי הממסר</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>נכשלה</translation>
        </message>
        <message>
            <source>App left</source>
            <translation>היישום התנתק</translation>
        </message>
        <message>
            <source>Stopped by you</source>
            <translation>נעצרה על ידך</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>לא ידוע</translation>
        </message>
        <message>
            <source>none</source>
            <translation>אין</translation>
        </message>
        <message>
            <source>US$ %1</source>
            <translation>US$ %1</translation>
        </message>
        <message>
            <source>App: %1</source>
            <translation>יישום: %1</translation>
        </message>
        <message>
            <source>Bytes sent: %1, received: %2</source>
            <translation>בתים שנשלחו: %1, שהתקבלו: %2</translation>
        </message>
        <message>
            <source>Milliseconds: %1</source>
            <translation>אלפיות שנייה: %1</translation>
        </message>
        <message>
            <source>Milliseconds to the first byte: %1</source>
            <translation>אלפיות שנייה עד לבית הראשון: %1</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>שעה</translation>
        </message>
        <message>
            <source>App</source>
            <translation>יישום</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>ספק</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>מודל</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>מפתח</translation>
        </message>
        <message>
            <source>Way in</source>
            <translation>דרך הגישה</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>סטטוס</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>תוצאה</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>נשלח</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>התקבל</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>משך</translation>
        </message>
        <message>
            <source>Tokens in</source>
            <translation>אסימונים נכנסים</translation>
        </message>
        <message>
            <source>Tokens out</source>
            <translation>אסימונים יוצאים</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>עלות</translation>
        </message>
        <message>
            <source>%1 (try no. %L2)</source>
            <translation>‏%1 (ניסיון מס׳ %L2)</translation>
        </message>
        <message numerus="yes">
            <source>%n other(s) were asked before and failed.</source>
            <translation>
                <numerusform>%n אחר נשאל קודם ונכשל.</numerusform>
                <numerusform>%n אחרים נשאלו קודם ונכשלו.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::ActivityPage</name>
        <message>
            <source>Search the activity</source>
            <translation>חיפוש בפעילות</translation>
        </message>
        <message>
            <source>Search app, provider, model, key or status</source>
            <translation>חיפוש יישום, ספק, מודל, מפתח או סטטוס</translation>
        </message>
        <message>
            <source>Show &amp;all</source>
            <translation>הצגת ה&amp;כול</translation>
        </message>
        <message>
            <source>Ends the search and every filter</source>
            <translation>מסיים את החיפוש ומבטל את כל המסננים</translation>
        </message>
        <message>
            <source>A&amp;pp:</source>
            <translation>&amp;יישום:</translation>
        </message>
        <message>
            <source>P&amp;rovider:</source>
            <translation>&amp;ספק:</translation>
        </message>
        <message>
            <source>&amp;Status:</source>
            <translation>סט&amp;טוס:</translation>
        </message>
        <message>
            <source>Every app</source>
            <translation>כל היישומים</translation>
        </message>
        <message>
            <source>Every provider</source>
            <translation>כל הספקים</translation>
        </message>
        <message>
            <source>Every status</source>
            <translation>כל סטטוס</translation>
        </message>
        <message>
            <source>Answered (200 to 399)</source>
            <translation>נענתה (200 עד 399)</translation>
        </message>
        <message>
            <source>Refused (400 to 499)</source>
            <translation>נדחתה (400 עד 499)</translation>
        </message>
        <message>
            <source>Broken (500 to 599)</source>
            <translation>תקלה (500 עד 599)</translation>
        </message>
        <message>
            <source>None: the app left</source>
            <translation>אין: היישום התנתק</translation>
        </message>
        <message>
            <source>&amp;Export</source>
            <translation>יי&amp;צוא</translation>
        </message>
        <message>
            <source>As &amp;CSV, for spreadsheets…</source>
            <translation>כקובץ CSV, ל&amp;גיליונות אלקטרוניים…</translation>
        </message>
        <message>
            <source>As &amp;JSON, for programs…</source>
            <translation>כקובץ JSON, ל&amp;תוכניות…</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>בקשות</translation>
        </message>
        <message>
            <source>&amp;Copy the selected rows</source>
            <translation>ה&amp;עתקת השורות שנבחרו</translation>
        </message>
        <message>
            <source>No request fits. “Show all” ends the search and the filters.</source>
            <translation>אין בקשה מתאימה. ״הצגת הכול״ מסיים את החיפוש ומבטל את המסננים.</translation>
        </message>
        <message>
            <source>Nothing has been relayed yet. What your apps ask appears here: when, whom, how it ended – never what was asked or answered.</source>
            <translation>עדיין לא הועברה אף בקשה. מה שהיישומים שלך מבקשים מופיע כאן: מתי, ממי ואיך זה הסתיים – אף פעם לא מה נשאל או מה נענה.</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>בקשה %n</numerusform>
                <numerusform>%n בקשות</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The first %n request(s); scroll on for more</source>
            <translation>
                <numerusform>הבקשה הראשונה (%n); לבקשות נוספות יש לגלול</numerusform>
                <numerusform>%n הבקשות הראשונות; לבקשות נוספות יש לגלול</numerusform>
            </translation>
        </message>
        <message>
            <source>Export activity</source>
            <translation>ייצוא פעילות</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>קובצי CSV (*.csv)</translation>
        </message>
        <message>
            <source>JSON files (*.json)</source>
            <translation>קובצי JSON (*.json)</translation>
        </message>
        <message>
            <source>Exporting…</source>
            <translation>מתבצע ייצוא…</translation>
        </message>
        <message>
            <source>Exported to %1.</source>
            <translation>הייצוא נשמר אל %1.</translation>
        </message>
    </context>
    <context>
        <name>byok::AddAppDialog</name>
        <message>
            <source>Allow a web app</source>
            <translation>אישור יישום אינטרנט</translation>
        </message>
        <message>
            <source>Add a program</source>
            <translation>הוספת תוכנית</translation>
        </message>
        <message>
            <source>&amp;Allow</source>
            <translation>איש&amp;ור</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;הוספה</translation>
        </message>
        <message>
            <source>A&amp;ddress of the web app:</source>
            <translation>כתובת היישום באינטרנ&amp;ט:</translation>
        </message>
        <message>
            <source>&amp;Name of the program:</source>
            <translation>שם ה&amp;תוכנית:</translation>
        </message>
        <message>
            <source>for example https://app.example or localhost:5173</source>
            <translation>לדוגמה https://app.example או localhost:5173</translation>
        </message>
        <message>
            <source>for example my editor</source>
            <translation>לדוגמה העורך שלי</translation>
        </message>
        <message>
            <source>What the browser's address bar shows up to the first single slash. The app then need not ask.</source>
            <translation>מה שמופיע בשורת הכתובת של הדפדפן עד ללוכסן הבודד הראשון. כך היישום לא יצטרך לבקש.</translation>
        </message>
        <message>
            <source>You will get a token to put where the program expects an API key.</source>
            <translation>יתקבל אסימון, ואותו יש להזין במקום שבו התוכנית מצפה למפתח API.</translation>
        </message>
        <message>
            <source>%1 is allowed already; edit it in the list.</source>
            <translation>‏%1 כבר אושר; אפשר לערוך אותו ברשימה.</translation>
        </message>
    </context>
    <context>
        <name>byok::AppsModel</name>
        <message>
            <source>App</source>
            <translation>יישום</translation>
        </message>
        <message>
            <source>State</source>
            <translation>מצב</translation>
        </message>
        <message>
            <source>May use</source>
            <translation>מורשה להשתמש ב</translation>
        </message>
        <message>
            <source>Last use</source>
            <translation>שימוש אחרון</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>בקשות</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>עכשיו</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>לא ידוע</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>הסתיים</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>מושהה</translation>
        </message>
        <message>
            <source>until quit</source>
            <translation>עד היציאה</translation>
        </message>
        <message>
            <source>until revoked</source>
            <translation>עד לשלילת ההרשאה</translation>
        </message>
        <message>
            <source>until %1</source>
            <translation>עד %1</translation>
        </message>
        <message>
            <source>Allowed on %1</source>
            <translation>אושר ב־%1</translation>
        </message>
        <message>
            <source>Ends on %1</source>
            <translation>מסתיים ב־%1</translation>
        </message>
        <message>
            <source>Models: %1</source>
            <translation>מודלים: %1</translation>
        </message>
        <message>
            <source>May use the providers' whole interface</source>
            <translation>מורשה להשתמש בממשק המלא של הספקים</translation>
        </message>
        <message>
            <source>Has limits of its own</source>
            <translation>יש לו מגבלות משלו</translation>
        </message>
    </context>
    <context>
        <name>byok::AppsPage</name>
        <message>
            <source>Program %1, user %2</source>
            <translation>תוכנית %1, משתמש %2</translation>
        </message>
        <message>
            <source>Let it ask a&amp;gain</source>
            <translation>לאפשר לו לבקש ש&amp;וב</translation>
        </message>
        <message>
            <source>Search the apps</source>
            <translation>חיפוש ביישומים</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>חיפוש</translation>
        </message>
        <message>
            <source>Allow a &amp;web app…</source>
            <translation>אישור &amp;יישום אינטרנט…</translation>
        </message>
        <message>
            <source>Add a &amp;program…</source>
            <translation>הוספת &amp;תוכנית…</translation>
        </message>
        <message>
            <source>Apps that may use the relay</source>
            <translation>יישומים שרשאים להשתמש בממסר</translation>
        </message>
        <message>
            <source>No app may use your keys yet</source>
            <translation>אף יישום עדיין אינו רשאי להשתמש במפתחות שלך</translation>
        </message>
        <message>
            <source>Open a web app that works with Byok Relay and let it connect: it asks, and you decide here on this computer. Or allow one before it asks.</source>
            <translation>יש לפתוח יישום אינטרנט שעובד עם Byok Relay ולאפשר לו להתחבר: הוא מבקש, וההחלטה שלך מתקבלת כאן במחשב הזה. אפשר גם לאשר יישום לפני שהוא מבקש.</translation>
        </message>
        <message>
            <source>Allow a web app…</source>
            <translation>אישור יישום אינטרנט…</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>&amp;עריכה…</translation>
        </message>
        <message>
            <source>Pa&amp;use</source>
            <translation>ה&amp;שהיה</translation>
        </message>
        <message>
            <source>&amp;Revoke…</source>
            <translation>שלילת ה&amp;רשאה…</translation>
        </message>
        <message>
            <source>&amp;Forget…</source>
            <translation>ש&amp;כחה…</translation>
        </message>
        <message>
            <source>Revokes it, and forgets its limits and that you ever refused it</source>
            <translation>שולל את ההרשאה, ושוכח את המגבלות של היישום ואת הדחיות שלו בעבר</translation>
        </message>
        <message>
            <source>These may not ask, because you said so or because you denied them several times.</source>
            <translation>אלה אינם רשאים לבקש, כי כך החלטת או כי דחית אותם מספר פעמים.</translation>
        </message>
        <message>
            <source>Apps that may not ask</source>
            <translation>יישומים שאינם רשאים לבקש</translation>
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation>ה&amp;משך</translation>
        </message>
        <message>
            <source>%1 (until %2)</source>
            <translation>‏%1 (עד %2)</translation>
        </message>
        <message>
            <source>%1 (never)</source>
            <translation>‏%1 (אף פעם)</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) may not ask</source>
            <translation>
                <numerusform>יישום %n אינו רשאי לבקש</numerusform>
                <numerusform>%n יישומים אינם רשאים לבקש</numerusform>
            </translation>
        </message>
        <message>
            <source>Revoke an app</source>
            <translation>שלילת הרשאה מיישום</translation>
        </message>
        <message>
            <source>Forget an app</source>
            <translation>שכחת יישום</translation>
        </message>
        <message>
            <source>Revoke %1?</source>
            <translation>לשלול את ההרשאה של %1?</translation>
        </message>
        <message>
            <source>Forget %1?</source>
            <translation>לשכוח את %1?</translation>
        </message>
        <message>
            <source>It can no longer use your keys, what it is doing now ends at once, and the keys that it stored for itself are removed. It may ask again.</source>
            <translation>הוא לא יוכל עוד להשתמש במפתחות שלך, מה שהוא עושה עכשיו ייפסק מיד, והמפתחות ששמר לעצמו יוסרו. הוא רשאי לבקש שוב.</translation>
        </message>
        <message>
            <source>It can no longer use your keys, what it is doing now ends at once, and the keys that it stored for itself are removed. The limits you gave it and your refusals are forgotten too. It may ask again.</source>
            <translation>הוא לא יוכל עוד להשתמש במפתחות שלך, מה שהוא עושה עכשיו ייפסק מיד, והמפתחות ששמר לעצמו יוסרו. גם המגבלות שהגדרת לו והדחיות שלך יישכחו. הוא רשאי לבקש שוב.</translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>שלילת ה&amp;רשאה</translation>
        </message>
        <message>
            <source>&amp;Forget</source>
            <translation>ש&amp;כחה</translation>
        </message>
    </context>
    <context>
        <name>byok::ConsentDialog</name>
        <message>
            <source>A website asks to use your AI keys</source>
            <translation>אתר אינטרנט מבקש להשתמש במפתחות ה־AI שלך</translation>
        </message>
        <message>
            <source>A program on this computer asks to use your AI keys</source>
            <translation>תוכנית במחשב הזה מבקשת להשתמש במפתחות ה־AI שלך</translation>
        </message>
        <message>
            <source>&amp;Never ask again</source>
            <translation>לא לשאול &amp;עוד</translation>
        </message>
        <message>
            <source>&amp;Deny</source>
            <translation>ד&amp;חייה</translation>
        </message>
        <message>
            <source>&amp;Allow</source>
            <translation>איש&amp;ור</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>ס&amp;גירה</translation>
        </message>
        <message>
            <source>Byok Relay: may it use your keys?</source>
            <translation>‏Byok Relay: האם מותר לו להשתמש במפתחות שלך?</translation>
        </message>
        <message>
            <source>The system does not say which program this is. Allow it only if you have just started it yourself.</source>
            <translation>המערכת אינה מציינת איזו תוכנית זו. יש לאשר אותה רק אם הפעלת אותה בעצמך זה עתה.</translation>
        </message>
        <message>
            <source>Its file was replaced or removed after it started, as an update does; what runs is not what is there now.</source>
            <translation>הקובץ שלה הוחלף או הוסר לאחר שהופעלה, כפי שקורה בעדכון; מה שפועל אינו מה שנמצא שם עכשיו.</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>לא ידוע</translation>
        </message>
        <message>
            <source>Runs as user:</source>
            <translation>פועלת בתור המשתמש:</translation>
        </message>
        <message>
            <source>Process number:</source>
            <translation>מספר התהליך:</translation>
        </message>
        <message>
            <source>It does not say what it is called.</source>
            <translation>לא נמסר שם.</translation>
        </message>
        <message>
            <source>It calls itself “%1”. Nobody has checked that.</source>
            <translation>השם שנמסר הוא ״%1״. איש לא בדק זאת.</translation>
        </message>
        <message>
            <source>It gives this reason: “%1”</source>
            <translation>הסיבה שנמסרה: ״%1״</translation>
        </message>
        <message>
            <source>It does not say which providers it needs; those that you have a key for are ticked.</source>
            <translation>לא נמסר אילו ספקים נחוצים; מסומנים אלה שיש לך מפתח עבורם.</translation>
        </message>
        <message>
            <source>It does not say which providers it needs, and you have stored no key that it could use. Close this window and add one on the page “Keys”, or tick what it may use later.</source>
            <translation>לא נמסר אילו ספקים נחוצים, ולא שמור אצלך מפתח מתאים. אפשר לסגור את החלון הזה ולהוסיף מפתח בדף ״מפתחות״, או לסמן במה יהיה מותר להשתמש בהמשך.</translation>
        </message>
        <message>
            <source>It asks for: %1</source>
            <translation>הבקשה היא עבור: %1</translation>
        </message>
        <message>
            <source>app_id: %1</source>
            <translation>app_id: %1</translation>
        </message>
        <message>
            <source>Denies it, and every later request of its, until you take that back on the page “Apps”</source>
            <translation>דוחה את הבקשה ואת כל הבקשות הבאות מאותו מקור, עד לביטול הדחייה בדף ״יישומים״</translation>
        </message>
        <message>
            <source>Can be pressed once this window has been in front for a second</source>
            <translation>אפשר ללחוץ לאחר שהחלון הזה נמצא בחזית במשך שנייה</translation>
        </message>
        <message>
            <source>This was allowed in another place meanwhile.</source>
            <translation>הבקשה אושרה בינתיים במקום אחר.</translation>
        </message>
        <message>
            <source>Nobody answered in time, and it was told so. It may ask again.</source>
            <translation>איש לא ענה בזמן, והודעה על כך נמסרה למבקש. אפשר לבקש שוב.</translation>
        </message>
        <message>
            <source>It no longer waits for an answer: it was closed, or the question was answered in another place.</source>
            <translation>הבקשה אינה ממתינה עוד לתשובה: היא נסגרה, או שהשאלה נענתה במקום אחר.</translation>
        </message>
        <message>
            <source>Close this window to decide later. The question waits until %1; then it is told that nobody answered.</source>
            <translation>אפשר לסגור את החלון הזה ולהחליט מאוחר יותר. השאלה ממתינה עד %1; לאחר מכן יימסר למבקש שאיש לא ענה.</translation>
        </message>
        <message>
            <source>What asks is no longer what you see here, so nothing was allowed. It may ask again.</source>
            <translation>המבקש אינו עוד מה שמוצג כאן, ולכן דבר לא אושר. אפשר לבקש שוב.</translation>
        </message>
    </context>
    <context>
        <name>byok::CopyField</name>
        <message>
            <source>&amp;Copy</source>
            <translation>ה&amp;עתקה</translation>
        </message>
        <message>
            <source>Copy: %1</source>
            <translation>העתקה: %1</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>הועתק</translation>
        </message>
    </context>
    <context>
        <name>byok::DataSection</name>
        <message>
            <source>&amp;Erase the record…</source>
            <translation>&amp;מחיקת הרישום…</translation>
        </message>
        <message>
            <source>&amp;Open the folder</source>
            <translation>&amp;פתיחת התיקייה</translation>
        </message>
        <message>
            <source>E&amp;xport the record under Activity</source>
            <translation>יי&amp;צוא הרישום תחת פעילות</translation>
        </message>
        <message>
            <source>Where it is kept</source>
            <translation>היכן זה נשמר</translation>
        </message>
        <message>
            <source>&amp;Keys:</source>
            <translation>מפ&amp;תחות:</translation>
        </message>
        <message>
            <source>Never in a file of the relay's own.</source>
            <translation>אף פעם לא בקובץ של הממסר עצמו.</translation>
        </message>
        <message>
            <source>&amp;Settings and apps:</source>
            <translation>&amp;הגדרות ויישומים:</translation>
        </message>
        <message>
            <source>&amp;Record of requests:</source>
            <translation>רי&amp;שום הבקשות:</translation>
        </message>
        <message>
            <source>Record of requests</source>
            <translation>רישום הבקשות</translation>
        </message>
        <message>
            <source>When, which app, provider, model and key label, how it ended, bytes and times. Never what was asked or answered.</source>
            <translation>מתי, איזה יישום, ספק, מודל ושם מפתח, איך זה הסתיים, בתים וזמנים. אף פעם לא מה נשאל או מה נענה.</translation>
        </message>
        <message>
            <source>No program of this desktop opens folders. It is %1.</source>
            <translation>אין בשולחן העבודה הזה תוכנית שפותחת תיקיות. התיקייה היא %1.</translation>
        </message>
        <message>
            <source>Erase the record</source>
            <translation>מחיקת הרישום</translation>
        </message>
        <message>
            <source>Erase the record of every request?</source>
            <translation>למחוק את הרישום של כל הבקשות?</translation>
        </message>
        <message>
            <source>What apps used, and what is counted against their limits by day, is gone for good. Keys, apps and settings stay.</source>
            <translation>מה שהיישומים השתמשו בו, ומה שנספר מדי יום מול המגבלות שלהם, יימחק לצמיתות. המפתחות, היישומים וההגדרות נשארים.</translation>
        </message>
        <message>
            <source>&amp;Erase</source>
            <translation>&amp;מחיקה</translation>
        </message>
        <message>
            <source>&amp;Keep it</source>
            <translation>&amp;השארה</translation>
        </message>
        <message>
            <source>The record is erased.</source>
            <translation>הרישום נמחק.</translation>
        </message>
    </context>
    <context>
        <name>byok::DayChart</name>
        <message>
            <source>Requests per day</source>
            <translation>בקשות ליום</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>בקשה %n</numerusform>
                <numerusform>%n בקשות</numerusform>
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
                <numerusform>שגיאה %n</numerusform>
                <numerusform>%n שגיאות</numerusform>
            </translation>
        </message>
        <message>
            <source>No day is picked.</source>
            <translation>לא נבחר יום.</translation>
        </message>
        <message>
            <source>Picked: %1.</source>
            <translation>נבחר: %1.</translation>
        </message>
        <message>
            <source>Nothing was relayed in these days.</source>
            <translation>לא הועברה אף בקשה בימים אלה.</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Most on a day: %1</source>
            <translation>הכי הרבה ביום: %1</translation>
        </message>
        <message>
            <source>Requests and, in red, errors</source>
            <translation>בקשות, ובאדום שגיאות</translation>
        </message>
    </context>
    <context>
        <name>byok::DesktopNotifier</name>
        <message>
            <source>Show</source>
            <translation>הצגה</translation>
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
            <translation>יישום אינטרנט, מזוהה לפי כתובתו</translation>
        </message>
        <message>
            <source>A program that you added by hand</source>
            <translation>תוכנית שהוספת ידנית</translation>
        </message>
        <message>
            <source>A program that asked, and you allowed it</source>
            <translation>תוכנית שביקשה ואישרת אותה</translation>
        </message>
        <message>
            <source>A program that showed the APP_SECRET</source>
            <translation>תוכנית שהציגה את APP_SECRET</translation>
        </message>
        <message>
            <source>%1; a change that you save begins the time anew</source>
            <translation>‏%1; שמירת שינוי מתחילה את הזמן מחדש</translation>
        </message>
        <message>
            <source>when Byok Relay is quit</source>
            <translation>כשיוצאים מ־Byok Relay</translation>
        </message>
        <message>
            <source>when you revoke it</source>
            <translation>כשתישלל ההרשאה על ידך</translation>
        </message>
        <message>
            <source>What an app may do</source>
            <translation>מה מותר ליישום לעשות</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>ש&amp;ם:</translation>
        </message>
        <message>
            <source>Is:</source>
            <translation>סוג:</translation>
        </message>
        <message>
            <source>Allowed since:</source>
            <translation>מאושר מאז:</translation>
        </message>
        <message>
            <source>Ends:</source>
            <translation>מסתיים:</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>אסימונים</translation>
        </message>
        <message>
            <source>Keys that it stored for itself</source>
            <translation>מפתחות ששמר לעצמו</translation>
        </message>
        <message>
            <source>It may use its own key for %1</source>
            <translation>רשאי להשתמש במפתח שלו עבור %1</translation>
        </message>
        <message>
            <source>Tokens of this app</source>
            <translation>אסימונים של היישום הזה</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>נוצר</translation>
        </message>
        <message>
            <source>Expires</source>
            <translation>פג תוקף</translation>
        </message>
        <message>
            <source>never</source>
            <translation>אף פעם</translation>
        </message>
        <message>
            <source>This app was revoked meanwhile.</source>
            <translation>ההרשאה של היישום הזה נשללה בינתיים.</translation>
        </message>
        <message>
            <source>Re&amp;voke token</source>
            <translation>&amp;שלילת אסימון</translation>
        </message>
        <message>
            <source>With a token it shows who it is. Without one it has to ask you again.</source>
            <translation>עם אסימון הוא מראה מי הוא. בלעדיו עליו לבקש ממך שוב.</translation>
        </message>
        <message>
            <source>If a request fails</source>
            <translation>אם בקשה נכשלת</translation>
        </message>
    </context>
    <context>
        <name>byok::ExchangesModel</name>
        <message>
            <source>unknown</source>
            <translation>לא ידוע</translation>
        </message>
        <message>
            <source>App: %1</source>
            <translation>יישום: %1</translation>
        </message>
        <message>
            <source>Key: %1</source>
            <translation>מפתח: %1</translation>
        </message>
        <message>
            <source>none</source>
            <translation>אין</translation>
        </message>
        <message>
            <source>Started: %1</source>
            <translation>התחילה: %1</translation>
        </message>
        <message numerus="yes">
            <source>Sent: %n byte(s)</source>
            <translation>
                <numerusform>נשלח: בית %n</numerusform>
                <numerusform>נשלחו: %n בתים</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Received: %n byte(s)</source>
            <translation>
                <numerusform>התקבל: בית %n</numerusform>
                <numerusform>התקבלו: %n בתים</numerusform>
            </translation>
        </message>
        <message>
            <source>Request id: %1</source>
            <translation>מזהה הבקשה: %1</translation>
        </message>
        <message>
            <source>App</source>
            <translation>יישום</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>ספק</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>מודל</translation>
        </message>
        <message>
            <source>For</source>
            <translation>משך</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>התקבל</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>עצירה</translation>
        </message>
    </context>
    <context>
        <name>byok::FailureSection</name>
        <message>
            <source>If a request fails</source>
            <translation>אם בקשה נכשלת</translation>
        </message>
        <message>
            <source>Where a provider cannot be reached, is too busy or has a fault, Byok Relay can try another of your keys, or another model. These rules hold for every app; an app can have its own, under Apps. Only what the app may use is tried, and each answer says who gave it.</source>
            <translation>כשאי אפשר להגיע לספק, כשהוא עמוס מדי או כשיש אצלו תקלה, Byok Relay יכול לנסות מפתח אחר שלך או מודל אחר. הכללים האלה חלים על כל יישום; ליישום יכולים להיות כללים משלו, תחת „יישומים“. מנסים רק מה שהיישום רשאי להשתמש בו, וכל תשובה אומרת ממי היא באה.</translation>
        </message>
    </context>
    <context>
        <name>byok::FallbackDialog</name>
        <message>
            <source>My &amp;other keys for the same provider (may cost money)</source>
            <translation>המפתחות ה&amp;אחרים שלי לאותו ספק (עשוי לעלות כסף)</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;הסרה</translation>
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation>ה&amp;עלאה</translation>
        </message>
        <message>
            <source>A&amp;dd</source>
            <translation>הו&amp;ספה</translation>
        </message>
        <message>
            <source>Also those that may &amp;cost money</source>
            <translation>גם כאלה שעשויים לעלות &amp;כסף</translation>
        </message>
        <message>
            <source>If a request fails</source>
            <translation>אם בקשה נכשלת</translation>
        </message>
        <message>
            <source>Where a provider cannot be reached, is too busy or has a fault, these are tried, one after the other. Once an answer has begun, nothing else is tried.</source>
            <translation>כשאי אפשר להגיע לספק, כשהוא עמוס מדי או כשיש אצלו תקלה, מנסים את אלה בזה אחר זה. אחרי שתשובה התחילה, לא מנסים דבר נוסף.</translation>
        </message>
        <message>
            <source>every model</source>
            <translation>כל מודל</translation>
        </message>
        <message>
            <source>For example gpt-4o* or openai/*: * stands for any characters, ? for one</source>
            <translation>לדוגמה gpt-4o* או openai/*: ‏* מציין תווים כלשהם, ? תו אחד</translation>
        </message>
        <message>
            <source>Requests for &amp;model:</source>
            <translation>בקשות ל&amp;מודל:</translation>
        </message>
        <message>
            <source>If it fails, try</source>
            <translation>אם נכשלת, לנסות</translation>
        </message>
        <message>
            <source>T&amp;hese models of other providers:</source>
            <translation>המו&amp;דלים האלה של ספקים אחרים:</translation>
        </message>
        <message>
            <source>Models that are tried, the first one in front</source>
            <translation>המודלים שמנסים, הראשון בראש</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>ספק</translation>
        </message>
        <message>
            <source>Model, as the provider names it</source>
            <translation>מודל, בשם שהספק נותן לו</translation>
        </message>
        <message>
            <source>model, as the provider names it</source>
            <translation>מודל, בשם שהספק נותן לו</translation>
        </message>
        <message>
            <source>%1: %2 (may cost money)</source>
            <translation>‏%1: %2 (עשוי לעלות כסף)</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>This says nothing to try: allow your other keys, or name a model of another provider.</source>
            <translation>אין כאן דבר לנסות: יש לאפשר את המפתחות האחרים שלך, או לציין מודל של ספק אחר.</translation>
        </message>
        <message>
            <source>Some of these models may cost money. Say below the list that they may, or remove them.</source>
            <translation>חלק מהמודלים האלה עשויים לעלות כסף. יש לאשר זאת מתחת לרשימה, או להסיר אותם.</translation>
        </message>
    </context>
    <context>
        <name>byok::FallbackList</name>
        <message>
            <source>A&amp;dd a rule…</source>
            <translation>&amp;הוספת כלל…</translation>
        </message>
        <message>
            <source>&amp;Change…</source>
            <translation>שי&amp;נוי…</translation>
        </message>
        <message>
            <source>Ta&amp;ke out</source>
            <translation>הו&amp;צאה</translation>
        </message>
        <message>
            <source>Move h&amp;igher</source>
            <translation>ה&amp;עלאה</translation>
        </message>
        <message>
            <source>A request that fails is not tried again.</source>
            <translation>בקשה שנכשלה לא תנוסה שוב.</translation>
        </message>
        <message>
            <source>This app has no rule of its own: those for every app, in the settings, hold.</source>
            <translation>ליישום הזה אין כלל משלו: חלים הכללים לכל יישום, שבהגדרות.</translation>
        </message>
        <message>
            <source>What is tried if a request fails</source>
            <translation>מה מנסים אם בקשה נכשלת</translation>
        </message>
        <message>
            <source>Requests for</source>
            <translation>בקשות ל</translation>
        </message>
        <message>
            <source>If they fail, try</source>
            <translation>אם נכשלות, לנסות</translation>
        </message>
        <message>
            <source>your other keys</source>
            <translation>המפתחות האחרים שלך</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>כלום</translation>
        </message>
        <message>
            <source>, then </source>
            <translation>, ואז </translation>
        </message>
        <message>
            <source>every model</source>
            <translation>כל מודל</translation>
        </message>
    </context>
    <context>
        <name>byok::FirstRunWizard</name>
        <message>
            <source>&amp;Back</source>
            <translation>ה&amp;קודם</translation>
        </message>
        <message>
            <source>&amp;Next</source>
            <translation>ה&amp;בא</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ביטול</translation>
        </message>
        <message>
            <source>Welcome to Byok Relay</source>
            <translation>ברוכים הבאים אל Byok Relay</translation>
        </message>
        <message>
            <source>Providers</source>
            <translation>ספקים</translation>
        </message>
        <message>
            <source>Your &amp;key:</source>
            <translation>המ&amp;פתח שלך:</translation>
        </message>
        <message>
            <source>It is kept in: %1. The apps that you allow work with it and never see it.</source>
            <translation>הוא נשמר ב: %1. היישומים שאישרת עובדים איתו ואף פעם אינם רואים אותו.</translation>
        </message>
        <message>
            <source>Programs such as Ollama run models on this computer and need no key.</source>
            <translation>תוכניות כגון Ollama מפעילות מודלים במחשב הזה ואינן זקוקות למפתח.</translation>
        </message>
        <message>
            <source>You can add keys whenever you like, on the page “Keys”. Until then the built-in provider “echo” answers apps by repeating what they say.</source>
            <translation>אפשר להוסיף מפתחות בכל עת, בדף ״מפתחות״. עד אז הספק המובנה ״echo״ עונה ליישומים בחזרה על מה שהם אומרים.</translation>
        </message>
        <message>
            <source>Whose models shall your apps use?</source>
            <translation>באילו מודלים ישתמשו היישומים שלך?</translation>
        </message>
        <message>
            <source>Byok Relay lets web apps work with your own key, without giving it to them.</source>
            <translation>‏Byok Relay מאפשרת ליישומי אינטרנט לעבוד עם המפתח שלך, בלי למסור אותו להם.</translation>
        </message>
        <message>
            <source>&amp;Test it now</source>
            <translation>ב&amp;דיקה עכשיו</translation>
        </message>
        <message>
            <source>Does the key work?</source>
            <translation>האם המפתח עובד?</translation>
        </message>
        <message>
            <source>Address for apps</source>
            <translation>כתובת ליישומים</translation>
        </message>
        <message>
            <source>&amp;Start Byok Relay when I log in</source>
            <translation>הפעלת Byok Relay ב&amp;כניסה למערכת</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>מוכן</translation>
        </message>
        <message>
            <source>Give this address to a web app that asks for a relay, or a base URL:</source>
            <translation>את הכתובת הזאת יש למסור ליישום אינטרנט שמבקש ממסר או כתובת בסיס (base URL):</translation>
        </message>
        <message>
            <source>The first time an app calls, it has to ask you: a window here shows who it is and what it wants, and you allow it or not. You can take that back at any time, on the page “Apps”.</source>
            <translation>בפנייה הראשונה היישום חייב לבקש רשות: חלון כאן מציג מי הוא ומה הוא רוצה, ואפשר לאשר או לדחות. אפשר לחזור מההחלטה בכל עת, בדף ״יישומים״.</translation>
        </message>
        <message>
            <source>Models on this computer</source>
            <translation>מודלים במחשב הזה</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>מאוחר יותר</translation>
        </message>
        <message>
            <source>Your key is still here. Go on with it, or paste another one.</source>
            <translation>המפתח שלך עדיין כאן. אפשר להמשיך איתו או להדביק מפתח אחר.</translation>
        </message>
        <message>
            <source>Use the key found: %1</source>
            <translation>שימוש במפתח שנמצא: %1</translation>
        </message>
        <message>
            <source>Byok Relay can ask %1 whether it accepts the key. That costs nothing. The key is stored when you go on.</source>
            <translation>‏Byok Relay יכולה לשאול את %1 אם המפתח מתקבל שם. זה לא עולה דבר. המפתח נשמר כשממשיכים.</translation>
        </message>
        <message>
            <source>Asking %1 …</source>
            <translation>מתבצעת פנייה אל %1 …</translation>
        </message>
        <message>
            <source>Storing it …</source>
            <translation>מתבצעת שמירה …</translation>
        </message>
        <message>
            <source>Your key for %1 is stored.</source>
            <translation>המפתח שלך עבור %1 נשמר.</translation>
        </message>
        <message>
            <source>Step %1 of %2</source>
            <translation>שלב %1 מתוך %2</translation>
        </message>
        <message>
            <source>Keep it &amp;untested</source>
            <translation>שמירה &amp;ללא בדיקה</translation>
        </message>
        <message>
            <source>&amp;Finish</source>
            <translation>&amp;סיום</translation>
        </message>
        <message>
            <source>Not possible here: that takes an installed Byok Relay, on a system that can start programs with your login.</source>
            <translation>לא אפשרי כאן: נדרש Byok Relay מותקן, במערכת שיכולה להפעיל תוכניות עם הכניסה שלך.</translation>
        </message>
        <message>
            <source>&amp;Keep it anyway</source>
            <translation>&amp;להשאיר בכל זאת</translation>
        </message>
    </context>
    <context>
        <name>byok::FoundKeysModel</name>
        <message>
            <source>New</source>
            <translation>חדש</translation>
        </message>
        <message>
            <source>Stored already as “%1”</source>
            <translation>כבר שמור בשם ״%1״</translation>
        </message>
        <message>
            <source>Stored</source>
            <translation>נשמר</translation>
        </message>
        <message>
            <source>Key of</source>
            <translation>מפתח של</translation>
        </message>
        <message>
            <source>Found in</source>
            <translation>נמצא ב</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>שם</translation>
        </message>
        <message>
            <source>State</source>
            <translation>מצב</translation>
        </message>
    </context>
    <context>
        <name>byok::GeneralSection</name>
        <message>
            <source>&amp;Start when I log in</source>
            <translation>הפעלה ב&amp;כניסה למערכת</translation>
        </message>
        <message>
            <source>Start without this &amp;window</source>
            <translation>הפעלה ללא ה&amp;חלון הזה</translation>
        </message>
        <message>
            <source>As the desktop</source>
            <translation>כמו בשולחן העבודה</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>בהיר</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>כהה</translation>
        </message>
        <message>
            <source>Relay</source>
            <translation>ממסר</translation>
        </message>
        <message>
            <source>P&amp;ort:</source>
            <translation>&amp;פורט:</translation>
        </message>
        <message>
            <source>Apps look for the relay at 2965. After a change give them the new address; what is under way goes on. Press Enter to move it.</source>
            <translation>יישומים מחפשים את הממסר בפורט 2965. לאחר שינוי יש למסור להם את הכתובת החדשה; מה שכבר בתהליך ממשיך. להעברה יש להקיש Enter.</translation>
        </message>
        <message>
            <source>It then opens from the tray.</source>
            <translation>במצב זה הוא נפתח מאזור ההודעות.</translation>
        </message>
        <message>
            <source>Windows</source>
            <translation>חלונות</translation>
        </message>
        <message>
            <source>Co&amp;lours:</source>
            <translation>&amp;צבעים:</translation>
        </message>
        <message>
            <source>Lan&amp;guage:</source>
            <translation>&amp;שפה:</translation>
        </message>
        <message>
            <source>This desktop offers no way that the relay knows.</source>
            <translation>שולחן העבודה הזה אינו מציע דרך שהממסר מכיר.</translation>
        </message>
        <message>
            <source>A port is a whole number from 1 to 65535. The relay stays on %1.</source>
            <translation>פורט הוא מספר שלם מ־1 עד 65535. הממסר נשאר ב־%1.</translation>
        </message>
    </context>
    <context>
        <name>byok::GrantEditor</name>
        <message>
            <source>&amp;Requests of any kind, per minute:</source>
            <translation>בקשות &amp;מכל סוג, לדקה:</translation>
        </message>
        <message>
            <source>Requests to &amp;providers, per minute:</source>
            <translation>בקשות ל&amp;ספקים, לדקה:</translation>
        </message>
        <message>
            <source>T&amp;okens it may ask for, per hour:</source>
            <translation>&amp;אסימונים שמותר לבקש, לשעה:</translation>
        </message>
        <message>
            <source>Requests at the same &amp;time:</source>
            <translation>בקשות &amp;בו־זמנית:</translation>
        </message>
        <message>
            <source>&amp;Every provider, also those you add later</source>
            <translation>&amp;כל ספק, גם כאלה שיתווספו בהמשך</translation>
        </message>
        <message>
            <source>Only t&amp;hese:</source>
            <translation>רק א&amp;לה:</translation>
        </message>
        <message>
            <source>A&amp;ll models</source>
            <translation>כל המו&amp;דלים</translation>
        </message>
        <message>
            <source>Only models with these na&amp;mes:</source>
            <translation>רק מודלים ב&amp;שמות אלה:</translation>
        </message>
        <message>
            <source>&amp;Usual requests: chat, images, speech, embeddings and the like</source>
            <translation>בקשות &amp;רגילות: צ׳אט, תמונות, דיבור, הטמעות (embeddings) וכדומה</translation>
        </message>
        <message>
            <source>The provider's &amp;whole interface</source>
            <translation>הממש&amp;ק המלא של הספק</translation>
        </message>
        <message>
            <source>What it may use</source>
            <translation>במה הוא רשאי להשתמש</translation>
        </message>
        <message>
            <source>For how long</source>
            <translation>לכמה זמן</translation>
        </message>
        <message>
            <source>Until Byok Relay is quit</source>
            <translation>עד ליציאה מ־Byok Relay</translation>
        </message>
        <message>
            <source>One day</source>
            <translation>יום אחד</translation>
        </message>
        <message>
            <source>90 days</source>
            <translation>90 ימים</translation>
        </message>
        <message>
            <source>Until you revoke it</source>
            <translation>עד שתישלל ההרשאה על ידך</translation>
        </message>
        <message>
            <source>Models, requests and limits</source>
            <translation>מודלים, בקשות ומגבלות</translation>
        </message>
        <message numerus="yes">
            <source>%n more provider(s)</source>
            <translation>
                <numerusform>עוד ספק %n</numerusform>
                <numerusform>עוד %n ספקים</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (asked for)</source>
            <translation>‏%1 (התבקש)</translation>
        </message>
        <message>
            <source>%1 (asked for; you have stored no key yet)</source>
            <translation>‏%1 (התבקש; עדיין לא שמור מפתח)</translation>
        </message>
        <message>
            <source>%1 (you have stored no key yet)</source>
            <translation>‏%1 (עדיין לא שמור מפתח)</translation>
        </message>
        <message>
            <source>%1 (asked for; turned off)</source>
            <translation>‏%1 (התבקש; כבוי)</translation>
        </message>
        <message>
            <source>%1 (turned off)</source>
            <translation>‏%1 (כבוי)</translation>
        </message>
        <message>
            <source>Key for %1</source>
            <translation>מפתח עבור %1</translation>
        </message>
        <message>
            <source>Default key (%1)</source>
            <translation>מפתח ברירת המחדל (%1)</translation>
        </message>
        <message>
            <source>Names of models, with commas between them</source>
            <translation>שמות מודלים, מופרדים בפסיקים</translation>
        </message>
        <message>
            <source>for example gpt-4o*, claude-3-5-haiku-latest</source>
            <translation>לדוגמה gpt-4o*, claude-3-5-haiku-latest</translation>
        </message>
        <message>
            <source>* stands for any characters, ? for one; commas between names</source>
            <translation>* מייצגת רצף תווים כלשהו, ? מייצג תו אחד; פסיקים בין השמות</translation>
        </message>
        <message>
            <source>It could then also read and delete files and fine-tuned models that you keep at the provider, and change what your account holds. Few apps need this.</source>
            <translation>כך הוא יוכל גם לקרוא ולמחוק קבצים ומודלים מכווננים ששמורים אצל הספק, ולשנות את תוכן החשבון שלך. מעט יישומים זקוקים לזה.</translation>
        </message>
        <message>
            <source>Limits of its own; where one is empty, the limit for all apps holds. 0 means no limit.</source>
            <translation>מגבלות משלו; כששדה ריק, חלה המגבלה של כל היישומים. 0 פירושו ללא מגבלה.</translation>
        </message>
        <message>
            <source>as for all: %L1</source>
            <translation>כמו לכולם: %L1</translation>
        </message>
        <message>
            <source>as for all: no limit</source>
            <translation>כמו לכולם: ללא מגבלה</translation>
        </message>
        <message>
            <source>%1 (no longer stored)</source>
            <translation>‏%1 (כבר לא שמור)</translation>
        </message>
        <message>
            <source>Tick at least one provider that it may use.</source>
            <translation>יש לסמן לפחות ספק אחד שמותר להשתמש בו.</translation>
        </message>
        <message>
            <source>Name at least one model, or choose “All models”.</source>
            <translation>יש לציין לפחות מודל אחד, או לבחור ״כל המודלים״.</translation>
        </message>
        <message>
            <source>A limit is a number from 0 to %L1.</source>
            <translation>מגבלה היא מספר מ־0 עד %L1.</translation>
        </message>
    </context>
    <context>
        <name>byok::ImportKeysDialog</name>
        <message>
            <source>Import keys</source>
            <translation>ייבוא מפתחות</translation>
        </message>
        <message>
            <source>Keys found on this computer</source>
            <translation>מפתחות שנמצאו במחשב הזה</translation>
        </message>
        <message>
            <source>&amp;Import</source>
            <translation>&amp;ייבוא</translation>
        </message>
        <message>
            <source>Look in a &amp;file…</source>
            <translation>חיפוש ב&amp;קובץ…</translation>
        </message>
        <message>
            <source>Byok Relay looked at the environment and at the files where command line tools keep their keys. Tick those that it shall store. The files stay as they are.</source>
            <translation>‏Byok Relay חיפשה במשתני הסביבה ובקבצים שבהם כלי שורת פקודה שומרים את המפתחות שלהם. יש לסמן את המפתחות לשמירה. הקבצים נשארים כפי שהם.</translation>
        </message>
        <message>
            <source>No key was found. You can look in a file of your own, such as a project's .env.</source>
            <translation>לא נמצא מפתח. אפשר לחפש בקובץ שלך, כגון ‎.env של פרויקט.</translation>
        </message>
        <message>
            <source>Look in a file</source>
            <translation>חיפוש בקובץ</translation>
        </message>
        <message numerus="yes">
            <source>%n key(s) stored.</source>
            <translation>
                <numerusform>נשמר מפתח %n.</numerusform>
                <numerusform>נשמרו %n מפתחות.</numerusform>
            </translation>
        </message>
        <message>
            <source>This provider is not known any more.</source>
            <translation>הספק הזה כבר אינו מוכר.</translation>
        </message>
        <message numerus="yes">
            <source>&amp;Import %n key(s)</source>
            <translation>
                <numerusform>&amp;ייבוא מפתח %n</numerusform>
                <numerusform>&amp;ייבוא %n מפתחות</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>byok::KeyDialog</name>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;בדיקה</translation>
        </message>
        <message>
            <source>Replace a key</source>
            <translation>החלפת מפתח</translation>
        </message>
        <message>
            <source>Add a key</source>
            <translation>הוספת מפתח</translation>
        </message>
        <message>
            <source>Asks the provider whether it knows the key. Nothing is stored.</source>
            <translation>שואל את הספק אם המפתח מוכר לו. דבר אינו נשמר.</translation>
        </message>
        <message>
            <source>&amp;Provider:</source>
            <translation>&amp;ספק:</translation>
        </message>
        <message>
            <source>&amp;Key:</source>
            <translation>&amp;מפתח:</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;שם:</translation>
        </message>
        <message>
            <source>It is kept in: %1. Apps never see it.</source>
            <translation>הוא נשמר ב: %1. יישומים אף פעם אינם רואים אותו.</translation>
        </message>
        <message>
            <source>%1 has an address of your own. Save asks for it first.</source>
            <translation>ל־%1 יש כתובת שהזנת בעצמך. השמירה תבקש אותה תחילה.</translation>
        </message>
        <message>
            <source>You have a key of this name for %1 already. Saving replaces it.</source>
            <translation>כבר יש לך מפתח בשם זה עבור %1. השמירה תחליף אותו.</translation>
        </message>
        <message>
            <source>Asking %1 …</source>
            <translation>מתבצעת פנייה אל %1 …</translation>
        </message>
        <message>
            <source>Storing it …</source>
            <translation>מתבצעת שמירה …</translation>
        </message>
        <message>
            <source>Recognise it by the key</source>
            <translation>לזהות לפי המפתח</translation>
        </message>
    </context>
    <context>
        <name>byok::KeyForm</name>
        <message>
            <source>Key</source>
            <translation>מפתח</translation>
        </message>
        <message>
            <source>Paste it here</source>
            <translation>כאן מדביקים אותו</translation>
        </message>
        <message>
            <source>Get a key from %1: %2</source>
            <translation>לקבלת מפתח מ־%1: %2</translation>
        </message>
        <message>
            <source>This looks like the key of no provider that Byok Relay knows by its keys. Choose whose it is.</source>
            <translation>זה אינו נראה כמו מפתח של אף ספק ש־Byok Relay מזהה לפי המפתחות שלו. יש לבחור של מי הוא.</translation>
        </message>
        <message>
            <source>This could be a key of: %1. Choose whose it is.</source>
            <translation>זה יכול להיות מפתח של: %1. יש לבחור של מי הוא.</translation>
        </message>
        <message>
            <source>This looks like a key of %1.</source>
            <translation>זה נראה כמו מפתח של %1.</translation>
        </message>
        <message>
            <source>This looks like a key of %1, not of %2.</source>
            <translation>זה נראה כמו מפתח של %1, לא של %2.</translation>
        </message>
        <message>
            <source>&amp;Use it for %1</source>
            <translation>ש&amp;ימוש בו עבור %1</translation>
        </message>
        <message>
            <source>This does not look like a key of %1.</source>
            <translation>זה אינו נראה כמו מפתח של %1.</translation>
        </message>
        <message>
            <source>This does not look like a key of %1, which %2.</source>
            <translation>זה אינו נראה כמו מפתח של %1, אשר %2.</translation>
        </message>
    </context>
    <context>
        <name>byok::KeysPage</name>
        <message>
            <source>Providers and keys</source>
            <translation>ספקים ומפתחות</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>חיפוש</translation>
        </message>
        <message>
            <source>Search providers and keys</source>
            <translation>חיפוש ספקים ומפתחות</translation>
        </message>
        <message>
            <source>&amp;Add a key…</source>
            <translation>הוספת מ&amp;פתח…</translation>
        </message>
        <message>
            <source>&amp;More</source>
            <translation>&amp;עוד</translation>
        </message>
        <message>
            <source>More ways to add keys and providers</source>
            <translation>דרכים נוספות להוסיף מפתחות וספקים</translation>
        </message>
        <message>
            <source>&amp;Import keys from this computer…</source>
            <translation>&amp;ייבוא מפתחות מהמחשב הזה…</translation>
        </message>
        <message>
            <source>&amp;Enter another provider…</source>
            <translation>הזנת &amp;ספק אחר…</translation>
        </message>
        <message>
            <source>Models on this &amp;computer…</source>
            <translation>&amp;מודלים במחשב הזה…</translation>
        </message>
        <message>
            <source>No keys yet</source>
            <translation>אין עדיין מפתחות</translation>
        </message>
        <message>
            <source>A key is what a provider such as OpenAI, Anthropic or Google gives you for programs. Add yours here: it stays in your keychain, and the apps that you allow work with it without ever seeing it.</source>
            <translation>מפתח הוא מה שספק כגון OpenAI, Anthropic או Google נותן לך עבור תוכניות. כאן מוסיפים את שלך: הוא נשאר במחזיק המפתחות שלך, והיישומים שאישרת עובדים איתו בלי לראות אותו אף פעם.</translation>
        </message>
        <message>
            <source>Use models on this &amp;computer…</source>
            <translation>שימוש ב&amp;מודלים במחשב הזה…</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;בדיקה</translation>
        </message>
        <message>
            <source>&amp;Replace…</source>
            <translation>ה&amp;חלפה…</translation>
        </message>
        <message>
            <source>&amp;Use by default</source>
            <translation>&amp;קביעה כברירת מחדל</translation>
        </message>
        <message>
            <source>Remo&amp;ve…</source>
            <translation>ה&amp;סרה…</translation>
        </message>
        <message>
            <source>Add another &amp;key…</source>
            <translation>הוספת מפתח &amp;נוסף…</translation>
        </message>
        <message>
            <source>C&amp;hange…</source>
            <translation>&amp;שינוי…</translation>
        </message>
        <message>
            <source>Remove &amp;provider…</source>
            <translation>הסר&amp;ת הספק…</translation>
        </message>
        <message>
            <source>Asks the provider whether it accepts the key. It costs nothing.</source>
            <translation>שואל את הספק אם המפתח מתקבל אצלו. זה לא עולה דבר.</translation>
        </message>
        <message>
            <source>%1: key of %2</source>
            <translation>‏%1: מפתח של %2</translation>
        </message>
        <message>
            <source>Turn &amp;on</source>
            <translation>הפע&amp;לה</translation>
        </message>
        <message>
            <source>Turn &amp;off</source>
            <translation>&amp;כיבוי</translation>
        </message>
        <message>
            <source>You turned it off: this app works with your own key, if it may.</source>
            <translation>המפתח כובה על ידך: היישום הזה עובד עם המפתח שלך, אם הוא רשאי.</translation>
        </message>
        <message>
            <source>The app stored it for itself. No other app can use it, and you cannot read it.</source>
            <translation>היישום שמר אותו לעצמו. אף יישום אחר אינו יכול להשתמש בו, ואי אפשר לקרוא אותו.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>It was stored for %1, where it alone may go, and the provider has another address now. Replace it to use it there.</source>
            <translation>הוא נשמר עבור %1, ורק לשם מותר לשלוח אותו, אבל לספק יש עכשיו כתובת אחרת. כדי להשתמש בו שם יש להחליף אותו.</translation>
        </message>
        <message>
            <source>Kept in:</source>
            <translation>נשמר ב:</translation>
        </message>
        <message>
            <source>Goes only to:</source>
            <translation>נשלח רק אל:</translation>
        </message>
        <message>
            <source>Last tested or used:</source>
            <translation>נבדק או שימש לאחרונה:</translation>
        </message>
        <message>
            <source>Some apps bring a key of their own. Each may use its own, and no other app can. You can turn one off.</source>
            <translation>יש יישומים שמביאים מפתח משלהם. כל אחד רשאי להשתמש במפתח שלו, ואף יישום אחר אינו יכול. אפשר לכבות מפתח כזה.</translation>
        </message>
        <message>
            <source>Address:</source>
            <translation>כתובת:</translation>
        </message>
        <message>
            <source>Apps ask for it as:</source>
            <translation>יישומים מבקשים אותו בשם:</translation>
        </message>
        <message>
            <source>Get a key: %1</source>
            <translation>לקבלת מפתח: %1</translation>
        </message>
        <message>
            <source>C&amp;hange address…</source>
            <translation>&amp;שינוי הכתובת…</translation>
        </message>
        <message>
            <source>Asking %1 …</source>
            <translation>מתבצעת פנייה אל %1 …</translation>
        </message>
        <message>
            <source>Remove the key “%1” for %2?</source>
            <translation>להסיר את המפתח ״%1״ של %2?</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>ה&amp;סרה</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>להסיר את %1?</translation>
        </message>
        <message>
            <source>Apps can no longer use it.</source>
            <translation>יישומים לא יוכלו עוד להשתמש בו.</translation>
        </message>
        <message numerus="yes">
            <source>Apps can no longer use it, and its %n key(s) go with it.</source>
            <translation>
                <numerusform>יישומים לא יוכלו עוד להשתמש בו, וגם מפתח %n שלו יוסר.</numerusform>
                <numerusform>יישומים לא יוכלו עוד להשתמש בו, וגם %n המפתחות שלו יוסרו.</numerusform>
            </translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>מפתחות</translation>
        </message>
        <message>
            <source>It needs no key.</source>
            <translation>אין צורך במפתח.</translation>
        </message>
        <message>
            <source>Add a &amp;key…</source>
            <translation>&amp;הוספת מפתח…</translation>
        </message>
        <message>
            <source>Last refused:</source>
            <translation>נדחה לאחרונה:</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Rest:</source>
            <translation>מנוחה:</translation>
        </message>
        <message>
            <source>%1; rules for failing requests pass it over</source>
            <translation>‏%1; כללים לבקשות שנכשלות מדלגים עליו</translation>
        </message>
    </context>
    <context>
        <name>byok::LimitsSection</name>
        <message>
            <source>No limit fits the search.</source>
            <translation>אין מגבלה שמתאימה לחיפוש.</translation>
        </message>
        <message>
            <source>Search the limits</source>
            <translation>חיפוש במגבלות</translation>
        </message>
        <message>
            <source>Search the limits and timeouts</source>
            <translation>חיפוש במגבלות ובזמני ההמתנה</translation>
        </message>
        <message>
            <source>For all apps; an app may have narrower ones of its own, under Apps. A change is in force at once.</source>
            <translation>לכל היישומים; ליישום יכולות להיות מגבלות צרות יותר משלו, תחת ״יישומים״. שינוי נכנס לתוקף מיד.</translation>
        </message>
    </context>
    <context>
        <name>byok::LiveExchanges</name>
        <message>
            <source>Nothing is under way. Requests of your apps appear here while they run.</source>
            <translation>שום דבר אינו בתהליך. הבקשות של היישומים שלך מופיעות כאן בזמן שהן פועלות.</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>עצירה</translation>
        </message>
        <message>
            <source>Requests under way</source>
            <translation>בקשות בתהליך</translation>
        </message>
        <message>
            <source>&amp;Stop the request</source>
            <translation>עצירת הב&amp;קשה</translation>
        </message>
        <message>
            <source>Stop the request of %1</source>
            <translation>עצירת הבקשה של %1</translation>
        </message>
    </context>
    <context>
        <name>byok::LocalModels</name>
        <message>
            <source>&amp;Look for models on this computer</source>
            <translation>&amp;חיפוש מודלים במחשב הזה</translation>
        </message>
        <message>
            <source>Looking …</source>
            <translation>מתבצע חיפוש …</translation>
        </message>
        <message>
            <source>None of them answers. Start the one that you use, then look again.</source>
            <translation>אף תוכנית אינה עונה. יש להפעיל את התוכנית שבה נעשה שימוש, ואז לחפש שוב.</translation>
        </message>
        <message>
            <source>Found %1. Tick what your apps may be allowed to use.</source>
            <translation>נמצאו: %1. יש לסמן במה יהיה אפשר להתיר ליישומים להשתמש.</translation>
        </message>
        <message>
            <source>answers at %1</source>
            <translation>עונה בכתובת %1</translation>
        </message>
        <message>
            <source>does not answer at %1</source>
            <translation>אינה עונה בכתובת %1</translation>
        </message>
    </context>
    <context>
        <name>byok::LocalModelsDialog</name>
        <message>
            <source>Models on this computer</source>
            <translation>מודלים במחשב הזה</translation>
        </message>
        <message>
            <source>These programs run models on your own computer and need no key. An app uses one only if you turn it on here and allow it to the app.</source>
            <translation>תוכניות אלה מפעילות מודלים במחשב שלך ואינן זקוקות למפתח. יישום משתמש בתוכנית כזאת רק אם היא מופעלת כאן ומאושרת ליישום.</translation>
        </message>
    </context>
    <context>
        <name>byok::NetworkSection</name>
        <message>
            <source>&amp;Remove</source>
            <translation>ה&amp;סרה</translation>
        </message>
        <message>
            <source>As the system says</source>
            <translation>לפי המערכת</translation>
        </message>
        <message>
            <source>None: straight to the provider</source>
            <translation>ללא: ישירות אל הספק</translation>
        </message>
        <message>
            <source>Always this one</source>
            <translation>תמיד הפרוקסי הזה</translation>
        </message>
        <message>
            <source>none</source>
            <translation>אין</translation>
        </message>
        <message>
            <source>&amp;Choose…</source>
            <translation>&amp;בחירה…</translation>
        </message>
        <message>
            <source>Choose a file of certificates</source>
            <translation>בחירת קובץ תעודות</translation>
        </message>
        <message>
            <source>Trust the system's authorities alone</source>
            <translation>לתת אמון רק ברשויות של המערכת</translation>
        </message>
        <message>
            <source>Show the &amp;timeouts</source>
            <translation>ה&amp;צגת זמני ההמתנה</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>פרוקסי</translation>
        </message>
        <message>
            <source>&amp;Proxy:</source>
            <translation>&amp;פרוקסי:</translation>
        </message>
        <message>
            <source>&amp;Address:</source>
            <translation>&amp;כתובת:</translation>
        </message>
        <message>
            <source>http://host:port or socks5h://host:port, without a password. Providers on this computer are always called straight.</source>
            <translation>‏http://host:port או socks5h://host:port, ללא סיסמה. אל ספקים במחשב הזה פונים תמיד ישירות.</translation>
        </message>
        <message>
            <source>Trust</source>
            <translation>אמון</translation>
        </message>
        <message>
            <source>&amp;More certificates:</source>
            <translation>תעודות &amp;נוספות:</translation>
        </message>
        <message>
            <source>A PEM file of certificate authorities to trust besides the system's, such as your company's.</source>
            <translation>קובץ PEM של רשויות אישור שיש לתת בהן אמון מלבד אלה של המערכת, כגון זו של החברה שלך.</translation>
        </message>
        <message>
            <source>Timeouts</source>
            <translation>זמני המתנה</translation>
        </message>
        <message>
            <source>How long to wait for a provider is among the limits.</source>
            <translation>משך ההמתנה לספק נמצא בין המגבלות.</translation>
        </message>
        <message>
            <source>Enter the proxy's address and press Enter; until then nothing changes.</source>
            <translation>יש להזין את כתובת הפרוקסי ולהקיש Enter; עד אז דבר אינו משתנה.</translation>
        </message>
        <message>
            <source>Certificates to trust</source>
            <translation>תעודות שיש לתת בהן אמון</translation>
        </message>
        <message>
            <source>Certificates (*.pem *.crt *.cer)</source>
            <translation>תעודות (*.pem *.crt *.cer)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>כל הקבצים (*)</translation>
        </message>
        <message>
            <source>File of more certificates</source>
            <translation>קובץ של אישורים נוספים</translation>
        </message>
    </context>
    <context>
        <name>byok::OverviewPage</name>
        <message>
            <source>Happening now</source>
            <translation>קורה עכשיו</translation>
        </message>
        <message>
            <source>Add a &amp;key…</source>
            <translation>הוספת &amp;מפתח…</translation>
        </message>
        <message>
            <source>Add an &amp;app…</source>
            <translation>הוספת &amp;יישום…</translation>
        </message>
        <message>
            <source>First steps</source>
            <translation>צעדים ראשונים</translation>
        </message>
        <message>
            <source>Address for apps</source>
            <translation>כתובת ליישומים</translation>
        </message>
        <message>
            <source>Paste it where an app asks for the address of its relay. Any web app that you approve can use it; the others are turned away.</source>
            <translation>יש להדביק אותה במקום שבו יישום מבקש את כתובת הממסר שלו. כל יישום אינטרנט שאישרת יכול להשתמש בה; האחרים נדחים.</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>היום</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>בקשות</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>שגיאות</translation>
        </message>
        <message>
            <source>Sent and received</source>
            <translation>נשלח והתקבל</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>נעצר</translation>
        </message>
        <message>
            <source>The relay does not listen: no app can reach it.</source>
            <translation>הממסר אינו מאזין: אף יישום אינו יכול להגיע אליו.</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>פועל</translation>
        </message>
        <message>
            <source>Apps that you approved can use your keys, within what you allowed them.</source>
            <translation>יישומים שאישרת יכולים להשתמש במפתחות שלך, במסגרת מה שהתרת להם.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>מושהה</translation>
        </message>
        <message>
            <source>Nothing is relayed until you resume. It is locked, too: your keys have left the memory.</source>
            <translation>דבר אינו מועבר עד להמשך. הממסר גם נעול: המפתחות שלך אינם עוד בזיכרון.</translation>
        </message>
        <message>
            <source>Nothing is relayed until you resume. Apps are told so; their approval stays.</source>
            <translation>דבר אינו מועבר עד להמשך. היישומים מקבלים הודעה על כך; האישור שלהם נשאר.</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>נעול</translation>
        </message>
        <message>
            <source>Your keys have left the memory. What needs one is refused until you unlock; what was under way goes on.</source>
            <translation>המפתחות שלך אינם עוד בזיכרון. מה שזקוק למפתח נדחה עד לביטול הנעילה; מה שכבר בתהליך ממשיך.</translation>
        </message>
        <message>
            <source>Leaving</source>
            <translation>בתהליך יציאה</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) under way may still end, then the program leaves.</source>
            <translation>
                <numerusform>בקשה %n שבתהליך עוד יכולה להסתיים, ואז התוכנית תיסגר.</numerusform>
                <numerusform>%n בקשות שבתהליך עוד יכולות להסתיים, ואז התוכנית תיסגר.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>המ&amp;שך</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>ה&amp;שהיה</translation>
        </message>
        <message>
            <source>Relay again</source>
            <translation>להעביר שוב בקשות</translation>
        </message>
        <message>
            <source>Relay nothing until you resume</source>
            <translation>לא להעביר דבר עד להמשך</translation>
        </message>
        <message>
            <source>&amp;Unlock</source>
            <translation>&amp;ביטול נעילה</translation>
        </message>
        <message>
            <source>&amp;Lock</source>
            <translation>&amp;נעילה</translation>
        </message>
        <message>
            <source>Let apps use your keys again</source>
            <translation>לאפשר שוב ליישומים להשתמש במפתחות שלך</translation>
        </message>
        <message>
            <source>Take the keys out of memory until you unlock</source>
            <translation>להוציא את המפתחות מהזיכרון עד לביטול הנעילה</translation>
        </message>
        <message>
            <source>Port %1 was taken by another program, so the relay listens on %2. Apps that look for it at %1 do not find it: give them the address above, or end that program and start the relay again.</source>
            <translation>פורט %1 נתפס על ידי תוכנית אחרת, ולכן הממסר מאזין ב־%2. יישומים שמחפשים אותו ב־%1 אינם מוצאים אותו: יש למסור להם את הכתובת שלמעלה, או לסגור את אותה תוכנית ולהפעיל את הממסר מחדש.</translation>
        </message>
        <message>
            <source>1. Done: a provider's key is stored.</source>
            <translation>1. בוצע: נשמר מפתח של ספק.</translation>
        </message>
        <message>
            <source>1. Store a key of a provider, such as OpenAI or Anthropic. It is kept in the keychain and shown to no app.</source>
            <translation>1. יש לשמור מפתח של ספק, כגון OpenAI או Anthropic. הוא נשמר במחזיק המפתחות ואינו מוצג לאף יישום.</translation>
        </message>
        <message>
            <source>2. Done: an app is approved.</source>
            <translation>2. בוצע: אושר יישום.</translation>
        </message>
        <message>
            <source>2. Open a web app and have it connect: it asks here, and you answer. Or add its address by hand.</source>
            <translation>2. יש לפתוח יישום אינטרנט ולהורות לו להתחבר: הבקשה מופיעה כאן, והתשובה בידיך. אפשר גם להוסיף את הכתובת שלו ידנית.</translation>
        </message>
        <message>
            <source>Sent: %1, received: %2</source>
            <translation>נשלח: %1, התקבל: %2</translation>
        </message>
    </context>
    <context>
        <name>byok::PrivacySection</name>
        <message>
            <source>New web apps may &amp;find the relay and ask</source>
            <translation>יישומי אינטרנט חדשים יכולים ל&amp;מצוא את הממסר ולבקש</translation>
        </message>
        <message>
            <source>&amp;Lock the keys when the screen is locked</source>
            <translation>נעילת המפתחות &amp;כשהמסך ננעל</translation>
        </message>
        <message>
            <source>never</source>
            <translation>אף פעם</translation>
        </message>
        <message>
            <source> min</source>
            <translation> דק׳</translation>
        </message>
        <message>
            <source>Being found</source>
            <translation>גילוי הממסר</translation>
        </message>
        <message>
            <source>Off, a web page that you have not approved cannot even learn that the relay runs, and a new app has to be added by hand under Apps.</source>
            <translation>כשזה כבוי, דף אינטרנט שלא אישרת אפילו אינו יכול לדעת שהממסר פועל, ויישום חדש יש להוסיף ידנית תחת ״יישומים״.</translation>
        </message>
        <message>
            <source>Locking</source>
            <translation>נעילה</translation>
        </message>
        <message>
            <source>Locked, the keys are out of memory and apps are refused until you unlock. What is under way goes on.</source>
            <translation>במצב נעול המפתחות אינם בזיכרון ויישומים נדחים עד לביטול הנעילה. מה שכבר בתהליך ממשיך.</translation>
        </message>
        <message>
            <source>Lock when &amp;unused for:</source>
            <translation>נעילה &amp;לאחר חוסר שימוש של:</translation>
        </message>
        <message>
            <source>Counted from the last time that an app used a key.</source>
            <translation>נספר מהפעם האחרונה שבה יישום השתמש במפתח.</translation>
        </message>
    </context>
    <context>
        <name>byok::ProviderDialog</name>
        <message>
            <source>This address is on this computer. Apps that may use this provider reach whatever answers there.</source>
            <translation>הכתובת הזאת היא במחשב הזה. יישומים שרשאים להשתמש בספק הזה יגיעו לכל מה שעונה שם.</translation>
        </message>
        <message>
            <source>This address is in your own network. Apps that may use this provider reach whatever answers there: a router or a printer too, if it is theirs.</source>
            <translation>הכתובת הזאת היא ברשת שלך. יישומים שרשאים להשתמש בספק הזה יגיעו לכל מה שעונה שם: גם לנתב או למדפסת, אם הכתובת שייכת להם.</translation>
        </message>
        <message>
            <source>Byok Relay never sends anything to this address: machines keep their credentials at such places.</source>
            <translation>‏Byok Relay אף פעם אינה שולחת דבר לכתובת הזאת: מחשבים שומרים במקומות כאלה את פרטי ההזדהות שלהם.</translation>
        </message>
        <message>
            <source>&amp;Allow private addresses: this computer and your own network</source>
            <translation>התרת כתובות &amp;פרטיות: המחשב הזה והרשת שלך</translation>
        </message>
        <message>
            <source>Enter a provider</source>
            <translation>הזנת ספק</translation>
        </message>
        <message>
            <source>Change a provider</source>
            <translation>שינוי ספק</translation>
        </message>
        <message>
            <source>Address of %1</source>
            <translation>הכתובת של %1</translation>
        </message>
        <message>
            <source>AI gateway or server that speaks OpenAI&apos;s API</source>
            <translation>שער או שרת AI שמדבר ב־API של OpenAI</translation>
        </message>
        <message>
            <source>Another HTTP API</source>
            <translation>‏API אחר מעל HTTP</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>ללא מפתח</translation>
        </message>
        <message>
            <source>Authorization: Bearer (most providers)</source>
            <translation>‏Authorization: Bearer (רוב הספקים)</translation>
        </message>
        <message>
            <source>Authorization: Token</source>
            <translation>Authorization: Token</translation>
        </message>
        <message>
            <source>In a header of its own</source>
            <translation>בכותרת נפרדת</translation>
        </message>
        <message>
            <source>In the address, as a parameter</source>
            <translation>בכתובת, כפרמטר</translation>
        </message>
        <message>
            <source>User name and password (Basic)</source>
            <translation>שם משתמש וסיסמה (Basic)</translation>
        </message>
        <message>
            <source>&amp;What it is:</source>
            <translation>מה &amp;זה:</translation>
        </message>
        <message>
            <source>Gateways are byok-relay, LiteLLM, OpenRouter, vLLM and the like.</source>
            <translation>שערים הם byok-relay, LiteLLM, OpenRouter, vLLM ודומיהם.</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;שם:</translation>
        </message>
        <message>
            <source>Apps ask for it by this name.</source>
            <translation>יישומים מבקשים אותו בשם זה.</translation>
        </message>
        <message>
            <source>A&amp;ddress:</source>
            <translation>&amp;כתובת:</translation>
        </message>
        <message>
            <source>Where its API begins, with /v1 at its end or without.</source>
            <translation>המקום שבו ה־API שלו מתחיל, עם /v1 בסופו או בלעדיו.</translation>
        </message>
        <message>
            <source>Where its API begins, without the path of a single request.</source>
            <translation>המקום שבו ה־API שלו מתחיל, ללא הנתיב של בקשה מסוימת.</translation>
        </message>
        <message>
            <source>Empty: the one that it comes with. A stored key is used for its old address only: store it again after a change.</source>
            <translation>ריק: הכתובת המקורית שלו. מפתח שמור משמש רק לכתובת הישנה שלו: לאחר שינוי יש לשמור אותו שוב.</translation>
        </message>
        <message>
            <source>&amp;Key goes in:</source>
            <translation>ה&amp;מפתח נשלח ב:</translation>
        </message>
        <message>
            <source>&amp;Field:</source>
            <translation>ש&amp;דה:</translation>
        </message>
        <message>
            <source>What the header or parameter is called.</source>
            <translation>השם של הכותרת או של הפרמטר.</translation>
        </message>
        <message>
            <source>&amp;Paths:</source>
            <translation>&amp;נתיבים:</translation>
        </message>
        <message>
            <source>What apps may call there, one in each line. Empty: everything.</source>
            <translation>למה מותר ליישומים לפנות שם, נתיב אחד בכל שורה. ריק: הכול.</translation>
        </message>
        <message>
            <source>Path for &amp;testing:</source>
            <translation>נתיב ל&amp;בדיקה:</translation>
        </message>
        <message>
            <source>A GET to it tells whether a key works. May be empty.</source>
            <translation>בקשת GET אליו מראה אם מפתח עובד. יכול להישאר ריק.</translation>
        </message>
        <message>
            <source>There is a provider of the short name “%1” already. Choose another one.</source>
            <translation>כבר יש ספק בשם הקצר ״%1״. יש לבחור שם אחר.</translation>
        </message>
        <message>
            <source>Sho&amp;rt name:</source>
            <translation>שם &amp;קצר:</translation>
        </message>
    </context>
    <context>
        <name>byok::ProvidersModel</name>
        <message>
            <source>Turned off</source>
            <translation>כבוי</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>בשימוש</translation>
        </message>
        <message>
            <source>For another address</source>
            <translation>לכתובת אחרת</translation>
        </message>
        <message>
            <source>Turned on</source>
            <translation>מופעל</translation>
        </message>
        <message>
            <source>No key yet</source>
            <translation>אין עדיין מפתח</translation>
        </message>
        <message>
            <source>By default</source>
            <translation>ברירת מחדל</translation>
        </message>
        <message>
            <source>Last tested or used: %1.</source>
            <translation>נבדק או שימש לאחרונה: %1.</translation>
        </message>
        <message>
            <source>Provider and key</source>
            <translation>ספק ומפתח</translation>
        </message>
        <message>
            <source>State</source>
            <translation>מצב</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>שימוש</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>נוסף</translation>
        </message>
        <message>
            <source>Apps' own keys</source>
            <translation>מפתחות של היישומים</translation>
        </message>
        <message>
            <source>Last refused: %1 (%2).</source>
            <translation>נדחה לאחרונה: %1 (%2).</translation>
        </message>
        <message>
            <source>Until it has rested, rules for failing requests pass it over.</source>
            <translation>עד סוף המנוחה, כללים לבקשות שנכשלות מדלגים עליו.</translation>
        </message>
    </context>
    <context>
        <name>byok::SecretEdit</name>
        <message>
            <source>Hide</source>
            <translation>הסתרה</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>הצגה</translation>
        </message>
        <message>
            <source>Hide the key</source>
            <translation>הסתרת המפתח</translation>
        </message>
        <message>
            <source>Show the key</source>
            <translation>הצגת המפתח</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;הדבקה</translation>
        </message>
        <message>
            <source>C&amp;lear</source>
            <translation>&amp;ניקוי</translation>
        </message>
    </context>
    <context>
        <name>byok::SettingEdit</name>
        <message>
            <source>bytes a second</source>
            <translation>בתים לשנייה</translation>
        </message>
        <message>
            <source>a minute</source>
            <translation>לדקה</translation>
        </message>
        <message>
            <source>an hour</source>
            <translation>לשעה</translation>
        </message>
        <message>
            <source>bytes</source>
            <translation>בתים</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>שניות</translation>
        </message>
        <message>
            <source>days</source>
            <translation>ימים</translation>
        </message>
        <message>
            <source>at most</source>
            <translation>לכל היותר</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>איפוס</translation>
        </message>
        <message>
            <source>Reset: %1</source>
            <translation>איפוס: %1</translation>
        </message>
        <message>
            <source>%1 · by default %2 · from %3 to %4, 0 for none</source>
            <translation>‏%1 · ברירת מחדל %2 · מ־%3 עד %4, 0 פירושו ללא</translation>
        </message>
    </context>
    <context>
        <name>byok::SettingsPage</name>
        <message>
            <source>Sections of the settings</source>
            <translation>חלקי ההגדרות</translation>
        </message>
        <message>
            <source>General</source>
            <translation>כללי</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>פרטיות</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>רשת</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>מגבלות</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>נתונים</translation>
        </message>
        <message>
            <source>Failures</source>
            <translation>כשלים</translation>
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
            <translation>דפים</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>סקירה</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>מפתחות</translation>
        </message>
        <message>
            <source>Apps</source>
            <translation>יישומים</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>פעילות</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>הגדרות</translation>
        </message>
        <message>
            <source>About</source>
            <translation>אודות</translation>
        </message>
        <message>
            <source>This desktop has no tray, so closing this window minimises it instead of hiding it. The relay runs until you choose Quit.</source>
            <translation>בשולחן העבודה הזה אין אזור הודעות, ולכן סגירת החלון ממזערת אותו במקום להסתיר אותו. הממסר פועל עד לבחירה ב״יציאה״.</translation>
        </message>
        <message numerus="yes">
            <source>%n app(s) ask to use your keys.</source>
            <translation>
                <numerusform>יישום %n מבקש להשתמש במפתחות שלך.</numerusform>
                <numerusform>%n יישומים מבקשים להשתמש במפתחות שלך.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Look at it</source>
            <translation>ה&amp;צגה</translation>
        </message>
    </context>
    <context>
        <name>byok::TokenDialog</name>
        <message>
            <source>Token for a program</source>
            <translation>אסימון לתוכנית</translation>
        </message>
        <message>
            <source>The token for “%1”</source>
            <translation>האסימון של ״%1״</translation>
        </message>
        <message>
            <source>Put it where the program expects an API key. It is shown this once and cannot be read again; if it is lost, revoke the program and add it anew.</source>
            <translation>יש להזין אותו במקום שבו התוכנית מצפה למפתח API. הוא מוצג רק הפעם ואי אפשר לקרוא אותו שוב; אם הוא אבד, יש לשלול את ההרשאה של התוכנית ולהוסיף אותה מחדש.</translation>
        </message>
        <message>
            <source>Copy the token</source>
            <translation>העתקת האסימון</translation>
        </message>
        <message>
            <source>&amp;Token:</source>
            <translation>&amp;אסימון:</translation>
        </message>
        <message>
            <source>Address for the program</source>
            <translation>כתובת לתוכנית</translation>
        </message>
        <message>
            <source>&amp;Base URL:</source>
            <translation>כתובת &amp;בסיס (Base URL):</translation>
        </message>
        <message>
            <source>When you copy the token, it leaves the clipboard after 30 seconds.</source>
            <translation>לאחר העתקת האסימון, הוא נמחק מלוח ההעתקה כעבור 30 שניות.</translation>
        </message>
        <message>
            <source>Copied. Paste it now: it leaves the clipboard after 30 seconds.</source>
            <translation>הועתק. יש להדביק אותו עכשיו: הוא נמחק מלוח ההעתקה כעבור 30 שניות.</translation>
        </message>
        <message>
            <source>The token has left the clipboard.</source>
            <translation>האסימון נמחק מלוח ההעתקה.</translation>
        </message>
        <message>
            <source>C&amp;opy token</source>
            <translation>&amp;העתקת אסימון</translation>
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
            <translation>&amp;פתיחת Byok Relay</translation>
        </message>
        <message>
            <source>&amp;Copy address</source>
            <translation>ה&amp;עתקת הכתובת</translation>
        </message>
        <message>
            <source>&amp;Recent apps</source>
            <translation>יישומים א&amp;חרונים</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;יציאה</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>נעצר</translation>
        </message>
        <message numerus="yes">
            <source>Running; %n request(s) under way</source>
            <translation>
                <numerusform>פועל; בקשה %n בתהליך</numerusform>
                <numerusform>פועל; %n בקשות בתהליך</numerusform>
            </translation>
        </message>
        <message>
            <source>Running at %1</source>
            <translation>פועל בכתובת %1</translation>
        </message>
        <message>
            <source>Paused at %1</source>
            <translation>מושהה בכתובת %1</translation>
        </message>
        <message>
            <source>Locked at %1</source>
            <translation>נעול בכתובת %1</translation>
        </message>
        <message numerus="yes">
            <source>Leaving; %n request(s) under way</source>
            <translation>
                <numerusform>בתהליך יציאה; בקשה %n בתהליך</numerusform>
                <numerusform>בתהליך יציאה; %n בקשות בתהליך</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>המ&amp;שך</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>ה&amp;שהיה</translation>
        </message>
        <message>
            <source>&amp;Unlock keys</source>
            <translation>&amp;ביטול נעילת המפתחות</translation>
        </message>
        <message>
            <source>&amp;Lock keys</source>
            <translation>&amp;נעילת המפתחות</translation>
        </message>
        <message numerus="yes">
            <source>%n more app(s) ask…</source>
            <translation>
                <numerusform>עוד יישום %n מבקש…</numerusform>
                <numerusform>עוד %n יישומים מבקשים…</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 asks to use your keys…</source>
            <translation>‏%1 מבקש להשתמש במפתחות שלך…</translation>
        </message>
        <message>
            <source>Used %1</source>
            <translation>שימוש אחרון: %1</translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>ש&amp;לילת הרשאה</translation>
        </message>
    </context>
    <context>
        <name>byok::WindowShell</name>
        <message>
            <source>The window is closed and the relay goes on. Open it again, or quit, from the tray.</source>
            <translation>החלון נסגר והממסר ממשיך לפעול. אפשר לפתוח אותו שוב, או לצאת, מאזור ההודעות.</translation>
        </message>
        <message>
            <source>%1 has reached one of its limits and was refused. You can change them under Apps.</source>
            <translation>‏%1 הגיע לאחת המגבלות שלו ונדחה. אפשר לשנות אותן תחת ״יישומים״.</translation>
        </message>
        <message>
            <source>%1 does not take your key “%2” any more. Replace it under Keys.</source>
            <translation>‏%1 אינו מקבל עוד את המפתח שלך ״%2״. אפשר להחליף אותו תחת ״מפתחות״.</translation>
        </message>
        <message>
            <source>%1 says that the allowance of your key “%2” is used up.</source>
            <translation>לפי %1, המכסה של המפתח שלך ״%2״ נוצלה.</translation>
        </message>
        <message>
            <source>%1 asks to use your AI keys. Nothing is allowed until you say so.</source>
            <translation>‏%1 מבקש להשתמש במפתחות ה־AI שלך. דבר אינו מותר עד שתאושר הבקשה.</translation>
        </message>
        <message>
            <source>Port %1 is taken by another program, so the address is now %2.</source>
            <translation>פורט %1 נתפס על ידי תוכנית אחרת, ולכן הכתובת היא עכשיו %2.</translation>
        </message>
    </context>
</TS>
