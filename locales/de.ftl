# German.

language-name = Deutsch

## Commands and profile (shown by Telegram)

bot-description =
    Schick mir eine Sprachnachricht, und ich mache ein Video, in dem du sie sprichst.

    Zeig mir dein Gesicht ein einziges Mal, in einem kurzen Video. Alles wird auf den Rechnern deines eigenen Teams berechnet.
bot-short-description = Macht aus deinen Sprachnachrichten Videos, in denen du sie sprichst.
command-setface = Zeig mir dein Gesicht
command-faces = Deine Gesichter: ansehen, benennen, löschen
command-batch = Mehrere Sprachnachrichten auf einmal
command-queue = Was gerade gemacht wird
command-cancel = Anhalten
command-history = Deine letzten Clips
command-settings = Rund oder breit, Sprache, Ton
command-privacy = Was ich aufbewahre und wie lange
command-export = Alles, was ich über dich speichere, als Datei
command-forgetme = Alles über mich löschen
command-help = So geht es
command-talk = Als Antwort auf eine Sprachnachricht: dein Gesicht spricht sie
command-team = An diese Gruppe verliehene Gesichter
command-shareface = Dein Gesicht an diese Gruppe verleihen
command-unshareface = Dein Gesicht zurücknehmen
command-teamsettings = Für Administratoren: wer was darf

## Start

start-welcome =
    👋 <b>Hallo { $name }!</b>

    Schick mir eine Sprachnachricht, und du bekommst ein Video zurück, in dem du sie sprichst.

    Vorher muss ich dein Gesicht sehen, nur einmal. Das dauert eine Minute.
start-ready = 👋 Willkommen zurück, { $name }! Schick mir eine Sprachnachricht, und ich mache das Video. Alles Weitere sagt /help.
start-closed = 🔒 Ich arbeite für einen geschlossenen Kreis. Wenn du dazugehörst, schick diese Nummer der Person, die mich betreibt: <code>{ $number }</code>
start-how = Zeig mir, wie
start-framing =
    <b>So klappt es am besten:</b>
    • dein Gesicht füllt das halbe Bild, die Kamera ist auf Augenhöhe
    • das Licht kommt von vorn
    • das Handy lehnt fest an etwas und bewegt sich nicht
    • sprich 15 bis 60 Sekunden über irgendetwas und schau in die Kamera

## Consent

consent-text =
    Bevor wir anfangen, bestätige bitte:

    <b>Das ist mein Gesicht, oder ich habe die Erlaubnis dieser Person</b>, damit Videos zu machen. Ich werde mit den Videos niemanden täuschen.

    Jeder Clip sagt, dass er generiert wurde. Was aufbewahrt wird, steht in /privacy.
consent-agree = Ich bestätige
consent-own = Es ist mein Gesicht
consent-permitted = Ich habe die Erlaubnis
consent-who = Wer hat dir die Erlaubnis gegeben? Schick mir den Namen und wie die Person zugestimmt hat. Das wird mit dem Gesicht gespeichert und mit ihm gelöscht. /cancel bricht das ab.
consent-thanks = Danke!
voices-text =
    Diese Aufnahme ist anscheinend von jemand anderem. Bitte bestätige einmal:

    <b>Ich habe die Erlaubnis der Menschen, deren Stimmen ich schicke</b>, Videos damit zu machen. Ich werde mit den Videos niemanden täuschen.
voices-agree = Ich bestätige

## Registering a face

setface-ask = 🎥 Schick mir jetzt ein <b>Video von deinem Gesicht</b>: 15 bis 60 Sekunden, in die Kamera gesprochen. Eine runde Videonachricht geht, eine Datei auch. Ein Foto geht ebenfalls, bewegt sich aber weniger natürlich.
sentence-ask = 🎥 Sag am Anfang eines <b>Videos von deinem Gesicht</b> laut diese Sätze und sprich dann weiter in die Kamera, insgesamt 15 bis 60 Sekunden: <b>{ $sentence }</b> Ein Foto genügt hier nicht.
sentence-first =
    { $number ->
        [0] Meine Mutter backt am Abend einen Apfelkuchen.
        [1] Am Montag nimmt Paul den Bus zum Bahnhof.
        [2] Ein brauner Bär klettert auf den Apfelbaum.
        [3] Unser Nachbar übt jeden Morgen Posaune.
        [4] In meinem Beutel sind sieben bunte Bälle.
       *[5] Die Lampe auf dem Tisch ist aus Bambus gemacht.
    }
sentence-second =
    { $number ->
        [0] Vielleicht kommt mein Bruder im Mai zu Besuch.
        [1] Bitte bring mir eine Tasse Pfefferminztee.
        [2] Am Abend bummeln wir gemütlich durch den Park.
        [3] Meine beiden Stiefel sind braun und bequem.
        [4] Ein paar Blumen machen mein Zimmer bunt.
       *[5] Brot, Butter und Marmelade mag ich am liebsten.
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>Sehr gut!</b> Dieses Gesicht ist bereit.
        [warn] 👍 <b>Gut.</b> Dieses Gesicht funktioniert. Noch besser wäre es so:
        [fail] ⚠️ <b>Es könnte gehen, aber nicht gut.</b> Versuch es lieber noch einmal und achte darauf:
       *[blocked] ✋ <b>Das geht so nicht.</b> Das solltest du ändern:
    }
face-use = ✓ Verwenden
face-use-anyway = Trotzdem verwenden
face-try-again = Noch einmal versuchen
face-name = Gesicht { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b> ist bereit. Schick mir jetzt eine Sprachnachricht!

## Voices

voice-no-face = Ich kenne dein Gesicht noch nicht. Schick mir zuerst ein kurzes Video davon: /setface
fallback = Schick mir eine <b>Sprachnachricht</b>, und ich mache ein Video daraus. Alles Weitere sagt /help.
choice-ask = Wofür ist dieses Video?
choice-face = Das ist mein Gesicht
choice-voice = Mach aus seinem Ton einen Clip
choice-over = Bitte schick das Video noch einmal.

## Progress

status-queued =
    { $position ->
        [1] ⏳ Du bist als Nächstes dran
       *[other] ⏳ Nummer { NUMBER($position) } in der Warteschlange
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] Ich fange an…
            [normalise] Ich lese dein Video
            [animate] Ich erwecke dein Foto zum Leben
            [track] Ich verfolge dein Gesicht
            [listen] Ich höre auf deine Stimme
            [check] Ich beurteile Licht und Bild
            [learn] Ich lerne deine Lippen
            [collect] Ich sammle deine Mundbilder
           *[other] Ich arbeite an deinem Gesicht
        }
       *[clip] { $stage ->
            [start] Ich fange an…
            [read-audio] Ich bereite die Stimme vor
            [voice] Ich bereite die Stimme vor
            [listen] Ich höre zu
            [draw] Ich zeichne
           *[other] Ich arbeite an deinem Clip
        }
    }
status-sending = 📤 Ich sende…
status-cancel = ✕ Abbrechen
status-cancelled = Abgebrochen.
status-again = ↻ Noch einmal versuchen
about-seconds =
    { $count ->
        [one] etwa { NUMBER($count) } Sekunde
       *[other] etwa { NUMBER($count) } Sekunden
    }
about-minutes =
    { $count ->
        [one] etwa { NUMBER($count) } Minute
       *[other] etwa { NUMBER($count) } Minuten
    }

## Clips

clip-generated = 🤖 KI-generiert
clip-not-round = Nicht rund: Runde Nachrichten dauern höchstens eine Minute.
clip-quality =
    Lippen: { $lips ->
        [great] deinen sehr ähnlich
        [good] deinen ähnlich
        [fair] ungefähr wie deine
       *[generic] allgemein, nicht aus deinem Sprechen gelernt
    } · Stimme: { $voice ->
        [good] klar
       *[fair] könnte klarer sein
    }
clip-as-note = ◯ Als runde Nachricht
clip-as-video = ▭ Als Video
clip-other-face = Anderes Gesicht
clip-again = ↻ Noch einmal
clip-which-face = Welches Gesicht soll es sagen?
clip-only-face = Du hast nur dieses Gesicht. Füge mit /setface eines hinzu.
clip-face-gone = Dieses Gesicht wurde gelöscht. Schick die Sprachnachricht noch einmal.
clip-queued = Kommt gleich!
clip-thanks =
    { $verdict ->
        [good] Schön, dass es dir gefällt!
       *[bad] Danke, dass du uns das sagst.
    }
sending-doubt = 🤔 Telegram hat nicht bestätigt, dass die Datei angekommen ist. Wenn sie nicht hier ist, fordere sie bitte noch einmal an.
delivery-doubt = 🤔 Ich wurde beim Senden dieses Clips unterbrochen. Ist er angekommen?
delivery-send = Senden
delivery-arrived = Ist angekommen

## Batches

batch-ask = 📦 Schick mir deine Sprachnachrichten, eine nach der anderen. Wenn du fertig bist, drück den Knopf.
batch-done = Das ist alles
batch-closed =
    { $count ->
        [0] Es kamen keine Sprachnachrichten. Fang mit /batch neu an.
        [one] Ein Clip kommt.
       *[other] { NUMBER($count) } Clips kommen, und ein Zip mit allen.
    }
batch-status =
    📦 { $done } von { $total ->
        [one] { NUMBER($total) } Clip fertig
       *[other] { NUMBER($total) } Clips fertig
    }{ $failed ->
        [0] {""}
        [one] , { NUMBER($failed) } fehlgeschlagen
       *[other] , { NUMBER($failed) } fehlgeschlagen
    }
batch-zip = Alle in einem Zip

## Queue, history

queue-title = <b>Was gerade für dich gemacht wird</b>
queue-empty = Es wartet nichts. Schick mir eine Sprachnachricht!
cancel-dialogue = In Ordnung, lassen wir das.
cancel-nothing = Es gibt nichts abzubrechen.
cancel-too-late = Zu spät: Es wird gerade gesendet oder ist schon fertig.
history-title = <b>Deine letzten Clips</b>. Drück eine Nummer, um einen noch einmal zu bekommen.
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = Noch keine Clips. Schick mir eine Sprachnachricht!

## Faces

faces-title =
    { $count ->
        [one] <b>Dein Gesicht</b>
       *[other] <b>Deine Gesichter</b>. Clips entstehen mit dem, das den Stern hat.
    }
faces-none = Du hast hier noch kein Gesicht.
faces-add = + Neues Gesicht
faces-card =
    <b>{ $name }</b>
    seit { $when }
faces-make-default = ★ Für meine Clips
faces-rename = Umbenennen
faces-delete = Löschen
faces-ask-name = Wie soll <b>{ $name }</b> heißen? Schick mir den neuen Namen.
faces-renamed = Jetzt heißt es <b>{ $name }</b>.
faces-uses = Wer es benutzt hat
faces-uses-title = Clips, die andere mit <b>{ $name }</b> gemacht haben, neueste zuerst:
faces-uses-none = Niemand sonst hat einen Clip mit <b>{ $name }</b> gemacht.
faces-use = { $when } UTC · { $who }
faces-use-gone = jemand, der seine Daten gelöscht hat
faces-uses-more = … und { $count } weitere: /export listet alle auf.
faces-delete-ask = <b>{ $name }</b> endgültig löschen, samt Video?
faces-delete-yes = Ja, löschen
faces-deleted = <b>{ $name }</b> ist gelöscht.

## Settings

settings-title =
    <b>Einstellungen</b>
    Wie Clips gesendet werden, wie Stimmen gereinigt werden, wie weit der Mund sich öffnet, ob Clips ihre Qualität nennen, und die Sprache.
settings-saved = Gespeichert
settings-quality = Qualität nennen
output-note = Runde Nachricht
output-video = Video
output-file = Datei
denoise-auto = Bei Rauschen reinigen
denoise-on = Immer reinigen
denoise-off = Nie reinigen
mouth-calm = Mund öffnet sich wenig
mouth-natural = Mund öffnet sich natürlich
mouth-lively = Mund öffnet sich weit

## Help and privacy

help-text =
    <b>So geht es</b>
    1. /setface und ein kurzes Video, in dem du sprichst
    2. eine Sprachnachricht (oder eine Audiodatei, oder eine runde Videonachricht): du bekommst den Clip

    /faces deine Gesichter · /settings rund oder breit, Sprache
    /batch mehrere Sprachnachrichten auf einmal, mit Zip
    /queue was gerade gemacht wird · /cancel anhalten
    /history deine letzten Clips noch einmal
    /privacy was ich aufbewahre · /export als Datei · /forgetme alles löschen

    In einer Gruppe deines Teams: antworte auf eine Sprachnachricht mit /talk
privacy-text =
    <b>Was ich aufbewahre</b>
    • deine Gesichtsvideos, was daraus berechnet wird, und deine Angaben, wer die Erlaubnis gegeben hat: bis du sie löschst (/faces)
    • Sprachnachrichten und Clips: { $days ->
        [one] { NUMBER($days) } Tag
       *[other] { NUMBER($days) } Tage
    }
    • deine Telegram-Nummer, deinen Namen, deine Einstellungen und dass du zugestimmt hast

    Alles bleibt auf den Rechnern derer, die diesen Bot betreiben, und dient nur deinen Clips. Wenn du ein geliehenes Gesicht benutzt, sieht der Besitzer deinen Namen und den Zeitpunkt jedes Clips. /export schickt dir alles, /forgetme löscht alles sofort. Die Nachrichten in diesem Chat liegen bei Telegram: Lösche sie selbst.
export-done = 📦 Alles, was ich über dich speichere: data.json listet es auf, die Ordner enthalten deine Gesichter, Stimmen und Clips.
export-too-large = 📦 Alles, was ich über dich speichere, ist { $size } MB groß; ich kann höchstens { $max } MB schicken. Lade es im Studio herunter ({ studio-nav-settings }) oder frag, wer diesen Bot betreibt: <code>facenote export</code> erstellt die Datei.
forgetme-ask = <b>Alles löschen?</b> Deine Gesichter, Stimmen, Clips und Einstellungen verschwinden sofort und endgültig, und auch Clips, die andere gerade mit einem von dir verliehenen Gesicht machen.
forgetme-yes = Ja, alles löschen
forgetme-withdrawn = Das Gesicht dieses Clips wurde von seinem Besitzer gelöscht.
forgetme-done = Alles über dich ist gelöscht. Auf Wiedersehen! Falls du wiederkommst: /start

## Groups

group-welcome =
    👋 <b>Ich mache aus Sprachnachrichten Videos der Person, die spricht.</b> Antworte auf deine eigene Sprachnachricht mit /talk, oder antworte mir mit einer Sprachnachricht.
    Zeig mir dein Gesicht einmal in unserem privaten Chat. /team zeigt die an diese Gruppe verliehenen Gesichter; Administratoren haben /teamsettings.
group-help =
    <b>So geht es hier</b>
    /talk als Antwort auf eine Sprachnachricht macht ein Video, in dem du sie sprichst. Eine Sprachnachricht als Antwort an mich tut dasselbe.
    /shareface verleiht dein Gesicht an diese Gruppe · /unshareface nimmt es zurück · /team zeigt verliehene Gesichter
    Administratoren: /teamsettings
group-only = Das ist für Gruppen: Füge mich zu einer deiner Gruppen hinzu und sende es dort.
private-only = Das gehört in unseren privaten Chat:
private-open = Privaten Chat öffnen
group-nameless = 🎭 Du schreibst im Namen der Gruppe, darum weiß ich nicht, wessen Gesicht ich nehmen soll. Bitte schreib unter deinem eigenen Namen.
talk-how = 🎙 Antworte mit /talk auf eine <b>Sprachnachricht</b>, und ich mache ein Video, in dem du sie sprichst.
talk-not-your-voice = 🔒 In dieser Gruppe animieren alle nur ihre eigene Stimme. Administratoren können das ändern: /teamsettings
talk-no-face = Ich kenne dein Gesicht noch nicht. Es dauert eine Minute, im privaten Chat:
talk-register = Mein Gesicht zeigen

## Lent faces

share-no-face = Du hast noch kein Gesicht. Mach eines in unserem privaten Chat mit /setface und verleih es dann hier.
share-all-lent = Deine Gesichter sind schon an diese Gruppe verliehen. /unshareface nimmt sie zurück.
share-which = Welches Gesicht verleihst du an diese Gruppe?
share-done = 🤝 <b>{ $face }</b> ist an diese Gruppe verliehen: Alle, die mich hier benutzen dürfen, können damit Clips machen, und ich sage dir, wer es tut. Es endet, wenn du es zurücknimmst oder die Gruppe verlässt.
unshare-none = Keines deiner Gesichter ist an diese Gruppe verliehen.
unshare-which = Welches Gesicht nimmst du zurück?
unshare-done = <b>{ $face }</b> gehört wieder nur dir. Clips, die andere damit gemacht haben, sind angehalten.
lent-used = 🎭 <b>{ $name }</b> macht einen Clip mit deinem Gesicht (<b>{ $face }</b>) in <b>{ $group }</b>.
lent-take-back = Zurücknehmen
team-none = An diese Gruppe sind keine Gesichter verliehen. /shareface verleiht eines von deinen.
team-title = 👥 <b>An diese Gruppe verliehene Gesichter.</b> Wähl eines für deinen nächsten Clip.
team-own-face = Mein eigenes Gesicht
team-picked = Dein nächster Clip hier entsteht mit <b>{ $face }</b>.
team-picked-own = Dein nächster Clip hier entsteht mit deinem eigenen Gesicht.

## Settings of a group

team-settings = 🛠 <b>Einstellungen dieser Gruppe</b>
team-settings-refused = Nur Administratoren dieser Gruppe dürfen ihre Einstellungen ändern.
team-voices =
    Stimmen: { $choice ->
        [own] nur die eigene
       *[anybody] alle in der Gruppe
    }
team-start =
    Clips: { $choice ->
        [request] auf Wunsch
       *[every] aus jeder Sprachnachricht
    }
team-members =
    Für: { $choice ->
        [all] alle
       *[administrators] Administratoren
    }
team-output =
    Gesendet als: { $choice ->
        [note] runde Nachricht
        [video] Video
        [file] Datei
       *[none] nach eigener Wahl
    }
team-quota =
    Clips am Tag: { $choice ->
        [none] unbegrenzt
       *[other] { $choice }
    }
team-badge =
    Zeichen „AI“: { $choice ->
        [always] immer
       *[operator] wie von der Person, die diesen Server betreibt, gewählt ({ $operator ->
            [on] an
           *[off] aus
        })
    }
team-language =
    Sprache: { $choice ->
        [none] jedem die eigene
       *[other] { $name }
    }
error-only-administrators = 🔒 In dieser Gruppe machen nur Administratoren Clips.

## For operators

stats-people = 👥 Personen: { $people } · Gesichter: { $faces } · Gruppen: { $groups }
stats-clips = Letzte 24 Stunden: zugestellt { $day } · fehlgeschlagen { $failed }
stats-queue =
    Jetzt: wartend { $queued }{ $queued ->
        [0] {""}
       *[other] {" "}(am längsten: { $waited })
    } · in Arbeit { $running } · beim Senden { $sending }
stats-disk = Dateien: { $used_mb } MB · frei: { $free_mb } MB
stats-speed = Eine Sekunde Stimme braucht { NUMBER($speed) } s
ban-how = Nenn die Nummer einer Person oder Gruppe, oder antworte auf eine ihrer Nachrichten. Betreiber können nicht gesperrt werden.
ban-done = 🚫 { $whom } ist gesperrt.
unban-done = { $whom } ist nicht mehr gesperrt.
drain-ask = Bis zum nächsten Neustart wird keine neue Arbeit angenommen; was wartet, bleibt erhalten. Fortfahren?
drain-yes = Ja, auslaufen lassen
drain-done = 🔧 Der Betrieb läuft aus: keine neue Arbeit wird angenommen.

## Buttons

button-not-yours = Dieser Knopf ist für jemand anderen.
button-outdated = Dieser Knopf ist zu alt.

## Errors

error-internal-error = 😕 Bei uns ist etwas schiefgegangen. Bitte versuch es noch einmal.
error-engine-failed = 😕 Das hat nicht geklappt. Bitte versuch es noch einmal.
error-storage-failed = 😕 Das hat nicht geklappt. Bitte versuch es noch einmal.
error-worker-died = 😕 Die Arbeit wurde unterbrochen. Bitte versuch es noch einmal.
error-worker-hung = 😕 Die Arbeit ist stehen geblieben. Bitte versuch es noch einmal.
error-worker-unready = 😕 Ich kann gerade nicht arbeiten. Bitte versuch es später noch einmal.
error-worker-version-differs = 😕 Ich kann gerade nicht arbeiten. Bitte versuch es später noch einmal.
error-cancelled = Abgebrochen.
error-worker-lost = 😕 Die Arbeit wurde mehrmals unterbrochen. Bitte versuch es später noch einmal.
error-worker-out-of-memory = 😕 Das braucht mehr Speicher, als da ist. Versuch es mit einer kürzeren oder kleineren Datei.
error-job-timeout = 😕 Das hat zu lange gedauert. Versuch es mit einer kürzeren Datei.
error-device-out-of-memory = 😕 Dem Rechner fehlte dafür Grafikspeicher. Bitte versuche es in ein paar Minuten noch einmal.
error-disk-full = 😕 Die Festplatte ist voll, deshalb kann ich gerade nichts Neues annehmen. Bitte versuch es später noch einmal.
error-quota-exceeded = 🗄 Deine Dateien belegen deinen ganzen Platz hier. Lösche Clips oder Gesichter: /history, /faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ Diese Gruppe hat so viele Clips in Arbeit, wie sie darf ({ $limit }). Bitte warte, bis einer fertig ist.
       *[user] ⏳ Du hast so viele Clips in Arbeit, wie du darfst ({ $limit }). Warte, bis einer fertig ist, oder halte einen an: /queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 Diese Gruppe hat { $limit ->
            [one] ihren { NUMBER($limit) } Clip
           *[other] ihre { NUMBER($limit) } Clips
        } innerhalb von 24 Stunden gemacht. Versuch es in ein paar Stunden wieder.
       *[user] 🌙 Du hast { $limit ->
            [one] deinen { NUMBER($limit) } Clip
           *[other] deine { NUMBER($limit) } Clips
        } innerhalb von 24 Stunden gemacht. Versuch es in ein paar Stunden wieder.
    }
error-service-draining = 🔧 Ich starte gleich neu. Bitte schick es in einer Minute noch einmal.
error-not-found = Das ist nicht mehr da.
error-wrong-state = Das hat sich inzwischen geändert.
error-server-busy = 😕 Ich habe sehr viel zu tun. Bitte versuch es gleich noch einmal.
error-store-busy = 😕 Ich habe sehr viel zu tun. Bitte versuch es gleich noch einmal.
error-messenger-unreachable = 📡 Telegram antwortet nicht. Bitte versuch es in einer Minute noch einmal.
error-file-not-shared = 😕 Ich bekomme diese Datei nicht von Telegram. Bitte sag der Person Bescheid, die diesen Bot betreibt.
error-only-operators = 🔒 Das dürfen nur die Betreiber.
error-face-not-allowed = Du darfst dieses Gesicht hier nicht benutzen.
error-face-not-usable = Dieses Gesicht kann nicht verwendet werden. Versuch es noch einmal: /setface
error-face-refused = Dieses Gesicht funktioniert nicht. Versuch es noch einmal: /setface
error-no-face-found = 🔍 Ich sehe darin kein Gesicht. Filme es von vorn, aus der Nähe und bei gutem Licht: /setface
error-media-missing = 😕 Die Datei ist nicht angekommen. Bitte schick sie noch einmal.
error-media-name-unusable = 😕 Der Name der Datei ist nicht lesbar. Bitte benenne sie um und schick sie noch einmal.
error-media-empty = Die Datei ist leer. Bitte schick sie noch einmal.
error-media-unsupported = Diese Art von Datei kann ich nicht lesen. Schick eine Sprachnachricht, mp3, mp4 oder ein Foto.
error-media-damaged = Die Datei ist beschädigt oder abgeschnitten. Bitte schick sie noch einmal.
error-media-too-large = Das Bild ist zu groß. Schick ein kleineres.
error-media-too-short = Dieses Video ist nur ein einziges Bild. Schick ein Video von einigen Sekunden oder ein Foto.
error-media-too-small = Das Bild ist zu klein. Schick eines mit mehr Pixeln.
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ Das ist zu lang. Bitte kürze es.
        [one] ✂️ Das ist zu lang: höchstens { NUMBER($max_minutes) } Minute. Bitte kürze es.
       *[other] ✂️ Das ist zu lang: höchstens { NUMBER($max_minutes) } Minuten. Bitte kürze es.
    }
error-file-too-large =
    📏 Diese Datei ist zu groß: Ich kann höchstens { $max_mb } MB annehmen. Schick sie kürzer oder kleiner.
error-media-timeout = 😕 Das Lesen der Datei hat zu lange gedauert. Versuch ein anderes Format.
error-ffmpeg-failed = 😕 Die Datei ließ sich nicht umwandeln. Versuch ein anderes Format.
error-no-video = In dieser Datei ist kein Bild. Schick ein Video oder ein Foto von deinem Gesicht.
error-no-sound = In dieser Datei ist kein Ton.
error-no-speech = 🔇 Ich höre niemanden sprechen. Schick eine Sprachnachricht, in der gesprochen wird.
error-silent-audio = 🔇 Die Aufnahme ist stumm. Bitte nimm sie noch einmal auf.
error-voice-too-short = Das ist zu kurz. Sag mindestens ein oder zwei Wörter.
error-voice-unusable = Ich kann diese Aufnahme nicht verwenden. Bitte nimm sie noch einmal auf.
error-clip-over-limit = 📏 Der Clip passt nicht in die gewählte Dateigröße. Erlaube eine größere Datei oder wähle ein kleineres Bild oder eine kürzere Stimme.
error-template-missing = 😕 Die Dateien des Gesichts fehlen. Bitte mach es neu: /setface
error-template-damaged = 😕 Die Dateien des Gesichts sind beschädigt. Bitte mach es neu: /setface
error-template-too-new = 😕 Dieses Gesicht wurde mit einer neueren Version gemacht. Bitte mach es neu: /setface
error-chat-gone = Den Chat gibt es nicht mehr.
error-bot-blocked = Ich darf in diesen Chat nicht schreiben.
error-telegram-refused = 😕 Telegram hat den Clip nicht angenommen.
error-clip-too-large = 📏 Der Clip ist zu groß für Telegram. Versuch es mit einer kürzeren Sprachnachricht.

## Findings: what is wrong, and what to do about it

finding-format = Die Datei ist von ungewöhnlicher Art.
advice-format = Schick eine .mp4 aus der Kamera deines Handys.
finding-ai-generated = Die Datei gibt an, dass sie ganz oder teilweise von KI gemacht ist.
advice-ai-generated = Schick die Originalaufnahme: von KI gezeichnete Lippen sind nicht deine eigenen.
finding-duration = Es dauert { NUMBER($value, maximumFractionDigits: 0) } s.
advice-duration = Nimm 15 bis 60 Sekunden auf, in denen du in die Kamera sprichst.
finding-resolution = Das Bild ist nur { NUMBER($value, maximumFractionDigits: 0) } Pixel breit oder hoch.
advice-resolution = Filme in 720p oder besser.
finding-frame-rate = { NUMBER($value, maximumFractionDigits: 0) } Bilder in der Sekunde.
advice-frame-rate = Filme mit 25 oder 30 Bildern in der Sekunde.
finding-rotated = Das Bild lag auf der Seite; ich habe es gedreht.
advice-rotated = Halte das Handy aufrecht.
finding-face-present = Dein Gesicht ist in { NUMBER($value, style: "percent", maximumFractionDigits: 0) } des Videos zu sehen.
advice-face-present = Bleib von Anfang bis Ende im Bild, das Gesicht zur Kamera.
finding-face-gap = Dein Gesicht ist { NUMBER($value, maximumFractionDigits: 1) } s lang nicht im Bild.
advice-face-gap = Bleib von Anfang bis Ende im Bild, das Gesicht zur Kamera.
finding-base-path = Nur { NUMBER($value, maximumFractionDigits: 1) } s am Stück sind brauchbar.
advice-base-path = Bleib länger ruhig und im Bild, ohne Schnitt, mit freiem Mund.
finding-face-share = Dein Gesicht füllt { NUMBER($value, style: "percent", maximumFractionDigits: 0) } der Bildbreite.
advice-face-share = Komm näher: Es sollte etwa die Hälfte sein.
finding-face-size = Dein Gesicht ist { NUMBER($value, maximumFractionDigits: 0) } Pixel breit.
advice-face-size = Komm näher, oder filme mit mehr Pixeln.
finding-face-cut-off = Ein Teil deines Kopfes ist außerhalb des Bildes.
advice-face-cut-off = Lass um Stirn, Kinn und Ohren herum Platz.
finding-yaw = Dein Kopf ist zur Seite gedreht.
advice-yaw = Schau in die Kamera, nicht daran vorbei.
finding-pitch = Die Kamera schaut von oben oder von unten.
advice-pitch = Halte die Kamera auf Augenhöhe.
finding-roll = Dein Kopf ist geneigt.
advice-roll = Halte Kopf und Kamera gerade.
finding-several-faces = Es ist noch ein Gesicht im Bild.
advice-several-faces = Sei allein im Bild.
finding-brightness =
    { $side ->
        [high] Dein Gesicht ist zu hell.
       *[low] Dein Gesicht ist zu dunkel.
    }
advice-brightness = Beleuchte dein Gesicht gleichmäßig von vorn.
finding-backlight = Das Licht kommt von hinten.
advice-backlight = Dreh dich so, dass Fenster oder Lampe vor dir sind.
finding-side-light = Eine Hälfte deines Gesichts ist viel dunkler.
advice-side-light = Beleuchte beide Gesichtshälften gleich.
finding-hot-spots = Deine Haut glänzt im Licht.
advice-hot-spots = Nimm weicheres Licht, oder geh weiter von der Lampe weg.
finding-sharpness = Dein Gesicht ist nicht scharf.
advice-sharpness = Putz die Linse, lass die Kamera auf dein Gesicht scharf stellen, und nimm mehr Licht.
finding-shake = Die Kamera wackelt.
advice-shake = Stell das Handy ab oder lehn es an etwas.
finding-jump = Es gibt plötzliche Bewegungen.
advice-jump = Vermeide plötzliche Bewegungen von Kamera und Kopf.
finding-pan = Die Kamera bewegt sich.
advice-pan = Halte die Kamera still.
finding-zoom = Der Abstand ändert sich stark.
advice-zoom = Zoome nicht, und halte deinen Abstand.
finding-cuts = Das Video hat Schnitte; ich habe den längsten Teil genommen.
advice-cuts = Schick eine Aufnahme ohne Schnitte.
finding-frozen = Das Bild steht stellenweise still.
advice-frozen = Schick die ursprüngliche Aufnahme.
finding-mouth-hidden = Dein Mund ist in { NUMBER($value, style: "percent", maximumFractionDigits: 0) } des Videos zu sehen.
advice-mouth-hidden = Nimm Maske, Hand oder Mikrofon vom Mund weg.
finding-eyes-hidden = Deine Augen sind verdeckt.
advice-eyes-hidden = Nimm die Sonnenbrille ab.
finding-no-sound = Es gibt keinen Ton.
advice-no-sound = Nimm mit Ton auf: Von deiner Stimme lerne ich deine Lippen.
finding-silent-sound = Der Ton ist stumm.
advice-silent-sound = Erlaube das Mikrofon und nimm noch einmal auf.
finding-speech = Ich höre { NUMBER($value, maximumFractionDigits: 0) } s Sprache.
advice-speech = Sprich mindestens 15 Sekunden, damit die Lippen deine eigenen werden.
finding-noise = Es rauscht.
advice-noise = Nimm in einem ruhigen Raum auf, nah am Mikrofon.
finding-clipping = Der Ton ist verzerrt.
advice-clipping = Sprich leiser, oder weiter weg vom Mikrofon.
finding-level =
    { $side ->
        [high] Der Ton ist zu laut.
       *[low] Der Ton ist zu leise.
    }
advice-level =
    { $side ->
        [high] Sprich weiter weg vom Mikrofon, oder stell es leiser.
       *[low] Sprich lauter, oder näher am Mikrofon.
    }
finding-av-offset = Ton und Lippen liegen { NUMBER($value, maximumFractionDigits: 0) } ms auseinander.
advice-av-offset = Nichts zu tun: Ich gleiche es aus.
finding-foreign-sound = Die Lippen bewegen sich nicht zum Ton.
advice-foreign-sound = Schick ein Video mit deiner eigenen, echten Stimme.
finding-sentence = Von diesen Lippen ist kein Satz zu hören, oder er ist zu kurz.
advice-sentence = Sag in einem neuen Video laut den Satz, der dir gezeigt wurde. Ein Foto kann nicht sprechen.
finding-mouth-open = Der Mund ist weit offen.
advice-mouth-open = Schließ den Mund, oder lächle mit geschlossenen Zähnen.
finding-photo = Es ist ein Foto.
advice-photo = Ein Video, in dem du sprichst, gibt echte Lippen, Zähne und Kopfbewegungen.

advice-voice-level = Tipp: Sprich lauter, oder näher am Mikrofon.
advice-voice-clipping = Tipp: Sprich weniger laut, oder weiter weg vom Mikrofon.
advice-voice-noise = Tipp: Nimm in einem ruhigen Raum auf.
advice-voice-speech-share = Tipp: Schneide lange Stille und Musik heraus.
advice-voice-pitch-mismatch = Tipp: Diese Stimme ist viel höher oder tiefer als die eigene des Gesichts. Eine ähnlichere wirkt natürlicher.

moment-voice-clipping = Hier zu laut
moment-voice-speech-share = Hier wird nichts gesagt

## Studio: the web page

studio-nav = Bereiche
studio-nav-make = Machen
studio-nav-batch = Stapel
studio-nav-faces = Gesichter
studio-nav-history = Verlauf
studio-nav-log = Protokoll
studio-nav-settings = Einstellungen
studio-notify = Benachrichtigungen
studio-notify-about = Sag Bescheid, wenn eine Arbeit endet, während diese Seite im Hintergrund ist.
studio-notify-denied = Der Browser erlaubt dieser Seite keine Benachrichtigungen.
studio-skip = Zum Inhalt springen
studio-language = Sprache
studio-close = Schließen
studio-connection-lost = Die Verbindung ist weg. Ich versuche es weiter; was gerade gemacht wird, geht weiter, sobald der Server wieder da ist.
studio-offline = Der Server antwortet nicht. Bitte versuch es gleich noch einmal.
studio-broken = Auf dieser Seite ist etwas schiefgegangen.
studio-reload = Neu laden
studio-missing = An dieser Adresse ist nichts.
studio-missing-go = Zum Studio

studio-face = Gesicht
studio-voice = Stimme
studio-new-face = Neues Gesicht
studio-no-faces = Hier ist noch kein Gesicht. Füge zuerst eins hinzu.
studio-no-voices = Hier ist noch keine Stimme. Leg eine Datei ab oder nimm eine auf.
studio-voice-reading = Ich lese die Stimme
studio-voice-fine = Diese Stimme ist gut zu hören.
studio-voices-unusable = Nicht verwendbar: { NUMBER($count) }
studio-delete-voice = Die Stimme { $name } löschen
studio-cut = Kürzen oder teilen
studio-cut-name = { $name } kürzen oder teilen
studio-cut-start = Anfang
studio-cut-end = Ende
studio-cut-silence = Ohne Stille an den Enden
studio-cut-reset = Die ganze Stimme
studio-cut-parts = An Pausen teilen, Anzahl
studio-cut-make = Neue Stimme machen
studio-cut-make-several = Neue Stimmen machen
studio-original-stays = Das Original bleibt, wie es ist.
studio-join = Stimmen verbinden
studio-join-add = Stimme hinzufügen
studio-join-earlier = { $name } nach oben
studio-join-later = { $name } nach unten
studio-join-without = { $name } weglassen
studio-join-length = { $length } von höchstens { $most }.
studio-join-make = Eine Stimme machen
studio-show-all =
    { $count ->
        [one] { NUMBER($count) } weitere zeigen
       *[other] { NUMBER($count) } weitere zeigen
    }
studio-form = Form
studio-form-video = Video
studio-form-note = Runde Nachricht
studio-denoise = Rauschen
studio-mouth = Mund
studio-size = Größe
studio-size-source = wie das Gesicht
studio-max-mb-none = beliebig
studio-max-mb-limit = höchstens { $size } ({ $messenger })
studio-max-mb = Dateigröße
studio-make-video = Clip machen
studio-make-note = Runde Nachricht machen
studio-in-the-making = In Arbeit
studio-queue = { NUMBER($count) } in Arbeit
studio-queue-empty = Im Moment ist nichts in Arbeit.
studio-make-other = Noch eins machen
studio-make-how = Gesicht wählen, etwas sagen, Clip bekommen.
studio-ways = Wie viele
studio-one = Ein Clip
studio-many = Viele Clips
studio-make-it-note = Als runde Nachricht
studio-make-it-video = Als Video
studio-preview = { $name } wird mit dieser Stimme sprechen.
studio-ready = Fertig
studio-result = { $name } ist fertig.
studio-failed = { $name } konnte nicht gemacht werden.
studio-look = Ansehen
studio-play = Abspielen
studio-pause = Anhalten
studio-compare = Halten: das Original
studio-speed = Tempo
studio-volume = Lautstärke
studio-play-name = { $name } abspielen
studio-download-name = { $name } herunterladen
studio-download-video = Clip herunterladen
studio-download-note = Runde Nachricht herunterladen
studio-copy-link = Link kopieren
studio-share = Teilen
studio-share-title = { $name } teilen
studio-share-about = Wer den Link hat, sieht ohne Anmeldung diesen Clip und sonst nichts von dir. Tage bis zum Ablauf: { NUMBER($days) }.
studio-share-link = Link
studio-share-download = Der Clip darf heruntergeladen werden
studio-share-until = Der Link gilt bis { $when }.
studio-share-make = Link erstellen
studio-share-anew = Neuen Link erstellen
studio-share-replaces = Mit einem neuen Link gilt der frühere nicht mehr.
studio-share-end = Nicht mehr teilen
studio-share-copied = Der Link ist kopiert.
studio-copy-selected = Dieser Browser kopiert hier nicht. Es ist markiert: Drück Strg+C.
studio-share-gone = Dieser Link gilt nicht mehr.
studio-cancel = Abbrechen
studio-try-again = Noch einmal versuchen
studio-cancel-name = { $name } abbrechen
studio-retry-name = { $name } noch einmal versuchen
studio-delete-name = { $name } löschen
studio-delete = Löschen
studio-undo = Rückgängig
studio-deleted = Gelöscht: { NUMBER($count) }
studio-deleted-name = { $name } ist gelöscht.
studio-keep = Behalten
studio-time-left = noch { $time }
studio-progress-of = Fortschritt von { $name }
studio-handing-over = Gleich fertig
studio-state-cancelled = Abgebrochen

studio-batch-intro = Mehrere Clips auf einmal. Misslingt einer, entstehen die anderen trotzdem.
studio-batch-way = Was sich ändert
studio-batch-many-faces = Eine Stimme, viele Gesichter
studio-batch-many-voices = Ein Gesicht, viele Stimmen
studio-pick-one-voice = Wähl die Stimme
studio-pick-voices = Wähl die Stimmen
studio-pick-one-face = Wähl das Gesicht
studio-pick-faces = Wähl die Gesichter
studio-pick-all = Alle wählen
studio-pick-none = Keine wählen
studio-batch-make =
    { $count ->
        [0] Clips machen
        [one] { NUMBER($count) } Clip machen
       *[other] { NUMBER($count) } Clips machen
    }
studio-batch-limit = Höchstens { NUMBER($limit) } in einem Stapel.
studio-batch-name = Stapel { NUMBER($number) }
studio-batch-now = { NUMBER($number) } von { NUMBER($total) }: { $name }
studio-batch-done =
    { $total ->
        [one] { NUMBER($done) } von { NUMBER($total) } Clip fertig
       *[other] { NUMBER($done) } von { NUMBER($total) } Clips fertig
    }
studio-batch-failed =
    { $failed ->
        [one] { NUMBER($failed) } fehlgeschlagen
       *[other] { NUMBER($failed) } fehlgeschlagen
    }
studio-batch-cancel = Alle abbrechen
studio-batch-retry = Die fehlenden machen ({ NUMBER($count) })
studio-batch-zip = Alle herunterladen (Zip)
studio-batch-cancelled = { NUMBER($count) } abgebrochen
studio-batch-delete = Stapel löschen
studio-batch-delete-ask = { $name } mit allen Clips endgültig löschen?
studio-batch-show = Clips zeigen
studio-batch-hide = Clips ausblenden
studio-batches = Deine Stapel
studio-batches-none = Noch keine Stapel. Wähl oben Gesichter und Stimmen und drück den Knopf.

studio-history-none = Noch keine Clips. Der erste ist zwei Klicks entfernt.
studio-history-go = Einen Clip machen
studio-history-more = Ältere zeigen
studio-gone = Diesen Clip gibt es nicht mehr.
studio-history-nothing = Kein Clip passt dazu.
studio-history-unread = Die Liste konnte nicht geladen werden.
studio-search = Nach Namen suchen
studio-filter-state = Zustand
studio-filter-unmade = Fehlgeschlagen oder abgebrochen
studio-filter-any-face = Alle Gesichter
studio-filter-any-form = Alle Formen
studio-select = Auswählen
studio-selected = { NUMBER($count) } ausgewählt
studio-zip = Herunterladen (Zip)
studio-expires = Bleibt bis { $when }
studio-kept =
    { $days ->
        [one] Stimmen und Clips bleiben { NUMBER($days) } Tag, dann werden sie gelöscht. Gesichter bleiben, bis du sie löschst.
       *[other] Stimmen und Clips bleiben { NUMBER($days) } Tage, dann werden sie gelöscht. Gesichter bleiben, bis du sie löschst.
    }
studio-kept-always = Stimmen, Clips und Gesichter bleiben, bis du sie löschst.
studio-disk = Belegter Platz
studio-disk-of = { $used } von { $quota } belegt
studio-disk-free = { $used } belegt, { $free } frei auf dem Server

studio-log-intro = Was mit deinen Gesichtern, Stimmen und Clips geschieht, während es geschieht.
studio-log-none = Noch ist nichts geschehen.
studio-log-all = Alles
studio-log-problems = Nur Probleme
studio-log-open = Protokoll öffnen
studio-log-queued = Wartet
studio-log-rendered = Gemacht
studio-log-delivered = Fertig
studio-log-cancelled = Abgebrochen
studio-kind-face = Gesicht
studio-kind-voice = Stimme
studio-kind-clip = Clip

# Logging in to the studio
studio-menu-button = Studio
error-login-needed = 🔒 Du bist nicht oder nicht mehr angemeldet. Melde dich an und versuch es noch einmal.
error-part-too-short = Wähle mindestens eine halbe Sekunde aus.
error-sharing-off = 🔒 Links zu Clips sind hier ausgeschaltet. Frag, wer diesen Server betreibt.
error-wrong-token = 🔒 Dieser Token ist hier nicht bekannt. Frag die Person, die diesen Server betreibt, nach deinem.
error-login-link-used = 🔒 Dieser Anmeldelink wurde schon benutzt oder ist über einen Tag alt. Hol dir einen neuen, wie oben beschrieben.
error-mini-app-login-failed = 🔒 Die Anmeldung von Telegram ist zu alt. Schließ diese Seite und öffne sie noch einmal aus dem Bot.
error-order-key-reused = ✋ Diese Bestellung hat den Schlüssel einer anderen. Sende sie mit einem eigenen Schlüssel.
error-c2pa-missing = 🛠 Dieser Server kann gerade keine Dateien prüfen: Ihm fehlt ein Teil. Bitte sag denen Bescheid, die ihn betreiben.
error-too-many-files = ⏳ Zu viele Dateien von deinem Anschluss. Warte eine Minute und versuch es dann noch einmal.
error-too-many-logins = ⏳ Zu viele falsche Token. Warte eine Minute und versuch es dann noch einmal.
error-too-many-tokens = ✋ Du hast schon { $limit } API-Token. Widerrufe einen, der nicht mehr benutzt wird.
error-webhooks-off = 🔒 Webhooks sind hier ausgeschaltet. Frag, wer diesen Server betreibt.
error-webhook-not-allowed = 🔒 Webhooks an diese Adresse sind hier nicht erlaubt. Frag, wer diesen Server betreibt.
error-too-many-webhooks = ✋ Du hast schon { $limit } Webhooks. Entferne einen, der nicht mehr benutzt wird.
error-forbidden = 🔒 Das steht dir nicht offen. Frag die Person, die diesen Server betreibt.
error-consent-needed = ✋ Bitte lies vor deinem ersten Gesicht den Text über die Erlaubnis und stimm ihm zu.
error-sentence-needed = 🎙 Ein Video von einem Gesicht muss hier den Satz des Tages enthalten. Sag ihn in einem neuen Video: { $sentence }

# Studio: faces, recording, uploads, settings
studio-position = Stelle
studio-moments = Was aufgefallen ist, und wo
studio-drop-here = oder Dateien hier ablegen
studio-drop-anywhere = Stimme oder Gesicht irgendwo ablegen
studio-drop-which = Wofür ist das?
studio-upload-face = Video oder Foto wählen
studio-upload-video = Video wählen
studio-add-faces = Gesichter hinzufügen
studio-upload-voice = Dateien wählen
studio-not-a-face = Diese Art von Datei kann ich nicht lesen. Wähle ein Video des Gesichts, etwa mp4 oder mov, oder ein Foto.
studio-not-a-voice = Diese Art von Datei kann ich nicht lesen. Jede Datei mit Ton geht, etwa ogg, mp3, wav oder mp4.
studio-upload-limits =
    { $minutes ->
        [one] Bis { $size } und { NUMBER($minutes) } Minute. Reißt die Verbindung ab, wähl dieselbe Datei noch einmal: Es geht weiter, wo es aufgehört hat.
       *[other] Bis { $size } und { NUMBER($minutes) } Minuten. Reißt die Verbindung ab, wähl dieselbe Datei noch einmal: Es geht weiter, wo es aufgehört hat.
    }
studio-record-face = Mit der Kamera aufnehmen
studio-record-voice = Stimme aufnehmen
studio-record-asking =
    { $device ->
        [camera] Bitte erlaube Kamera und Mikrofon.
       *[microphone] Bitte erlaube das Mikrofon.
    }
studio-record-mirror = Was die Kamera sieht, wie im Spiegel
studio-record-camera = Kamera
studio-record-frame = Bring dein Gesicht ins Oval, drück dann den Knopf und lies den Text vor.
studio-record-start = Aufnahme starten
studio-record-stop = Stopp
studio-record-speak = Ich höre zu. Sprich jetzt.
studio-record-silent = Ich höre nichts
studio-record-go-on = Lies weiter, mit deiner eigenen Stimme…
studio-record-enough = Das genügt. Hör auf, wann du willst.
studio-record-short = Das ist kurz: Ab 20 Sekunden werden die Lippen ganz deine. Du kannst es trotzdem verwenden.
studio-record-look = Ist dein Gesicht die ganze Zeit im Bild, und hörst du dich?
studio-record-again = Neu aufnehmen
studio-record-use = Diese Aufnahme verwenden
studio-record-discard = Verwerfen
studio-record-discard-ask = Diese Aufnahme verwerfen?
studio-record-name = Aufnahme { $when }
studio-record-insecure = Kamera und Mikrofon gibt der Browser nur Seiten mit https oder auf http://127.0.0.1. Du kannst stattdessen eine Datei ablegen.
studio-record-unsupported = Dieser Browser kann nicht aufnehmen. Du kannst stattdessen eine Datei ablegen.
studio-record-denied =
    { $device ->
        [camera] Der Browser lässt mich nicht an Kamera und Mikrofon. Erlaube beide für diese Seite (das Symbol neben der Adresse) und versuch es noch einmal.
       *[microphone] Der Browser lässt mich nicht ans Mikrofon. Erlaube es für diese Seite (das Symbol neben der Adresse) und versuch es noch einmal.
    }
studio-record-missing =
    { $device ->
        [camera] Ich finde keine Kamera oder kein Mikrofon. Es braucht beide: Schließ sie an und versuch es noch einmal. Du kannst stattdessen eine Datei ablegen.
       *[microphone] Ich finde kein Mikrofon. Schließ eins an und versuch es noch einmal. Du kannst stattdessen eine Datei ablegen.
    }
studio-record-busy =
    { $device ->
        [camera] Ein anderes Programm verwendet die Kamera oder das Mikrofon. Schließ es und versuch es noch einmal.
       *[microphone] Ein anderes Programm verwendet das Mikrofon. Schließ es und versuch es noch einmal.
    }
studio-record-lost =
    { $device ->
        [camera] Die Kamera oder das Mikrofon wurde abgezogen.
       *[microphone] Das Mikrofon wurde abgezogen.
    }
studio-record-empty = Es wurde nichts aufgenommen. Bitte versuch es noch einmal.
studio-read-aloud = Lies vor und schau dabei in die Kamera:
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = Einst stritten sich Nordwind und Sonne, wer von ihnen beiden wohl der Stärkere wäre, als ein Wanderer in einem warmen Mantel des Weges kam. Sie wurden einig, dass der gewinnen sollte, der den Wanderer zwingen würde, seinen Mantel abzunehmen. Der Nordwind blies mit aller Macht, aber je mehr er blies, desto fester hüllte sich der Wanderer in seinen Mantel. Da schien die Sonne mit ihren warmen Strahlen, und schon nach wenigen Augenblicken zog der Wanderer seinen Mantel aus.
studio-faces-own = Deine Gesichter
studio-check-of = Prüfung von { $name }
studio-check-done = { $name } wurde geprüft.
studio-checks-waiting = Gesichter, die auf deine Entscheidung warten: { NUMBER($count) }
studio-dismiss = Ausblenden
studio-dismiss-name = { $name } ausblenden
studio-face-name = Name dieses Gesichts
studio-face-whose = Wessen Gesicht ist es?
studio-face-own = Meins
studio-face-permitted = Das einer anderen Person, mit Erlaubnis
studio-face-who = Wer hat es erlaubt?
studio-face-use = Verwenden
studio-face-use-anyway = Trotzdem verwenden
studio-face-kept = { $name } ist bereit. Gib ihm eine Stimme!
studio-face-default = Standard
studio-face-demo = Demo
demo-face = Astronautin
demo-voice = Hallo
studio-face-since = seit { $when }
studio-face-make-default = { $name } zum Standard machen
studio-face-rename = { $name } umbenennen
studio-face-report = Was über { $name } gefunden wurde
studio-face-uses = Wer { $name } benutzt hat
studio-face-delete-ask = { $name } mit seinem Video endgültig löschen? Fertige Clips bleiben, unfertige werden abgebrochen.
studio-report-picture = { $name }; das Gemessene ist ins Bild gezeichnet
studio-report-enlarge = Bild in voller Größe öffnen
studio-report-film = Das geprüfte Video ansehen
studio-report-legend = Gestricheltes Oval: wo das Gesicht sein soll. Ecken: wo es war.
studio-report-show = Im Video ansehen bei { $time }
studio-report-fail = Problem
studio-report-warn = Ginge besser
studio-report-all-fine =
    { $count ->
        [one] { NUMBER($count) } Punkt geprüft, und er ist, wie er sein soll.
       *[other] { NUMBER($count) } Punkte geprüft, alle, wie sie sein sollen.
    }
studio-report-others-fine =
    { $count ->
        [one] { NUMBER($count) } weiterer Punkt ist, wie er sein soll.
       *[other] { NUMBER($count) } weitere Punkte sind, wie sie sein sollen.
    }
studio-report-lips =
    { $lips ->
        [great] Ich habe sehr gut gelernt, wie sich deine Lippen bewegen.
        [good] Ich habe gut gelernt, wie sich deine Lippen bewegen.
       *[fair] Ich habe ungefähr gelernt, wie sich deine Lippen bewegen.
    }
studio-login = Anmeldung
studio-login-local = Du bist als Benutzer dieses Rechners angemeldet.
studio-login-as = Du bist als { $name } angemeldet.
studio-logout = Abmelden
studio-logins = Browser, in denen du angemeldet bist
studio-login-here = dieser Browser
studio-login-since = angemeldet { $when }
studio-login-end = Abmelden: { $name }
studio-login-unknown = Unbekannter Browser
studio-privacy = Was ich aufbewahre
studio-privacy-faces = Deine Gesichtsvideos, was daraus berechnet wird, und deine Angaben, wer die Erlaubnis gegeben hat: bis du sie löschst.
studio-privacy-clips =
    { $days ->
        [one] Stimmen und fertige Clips: { NUMBER($days) } Tag.
       *[other] Stimmen und fertige Clips: { NUMBER($days) } Tage.
    }
studio-privacy-clips-always = Stimmen und fertige Clips: bis du sie löschst.
studio-privacy-person = Deinen Namen, deine Sprache und dass du dem Text über die Erlaubnis zugestimmt hast.
studio-share-off = Links, die anderen Clips zeigen, sind aus. FACENOTE_WEB_SHARE_DAYS in den Einstellungen des Servers schaltet sie ein.
studio-privacy-place = Alles bleibt auf den Rechnern derer, die diese Seite betreiben, und dient nur deinen Clips. Jeder Clip sagt, dass er generiert wurde.
studio-api = Für Skripte
studio-api-about = Was diese Seite kann, kann ein Skript auch.
studio-api-open = Wie die API funktioniert
studio-tokens = API-Token
studio-tokens-about = Mit einem API-Token kann ein Skript oder ein anderes Programm tun, was du hier tun kannst. Es schickt ihn im Header Authorization: Bearer.
studio-token-name = Wofür ist er?
studio-token-make = Token erstellen
studio-token-once = Kopiere den Token jetzt: Er wird nur dieses eine Mal gezeigt.
studio-token-copy = Kopieren
studio-token-copied = Kopiert
studio-token-since = erstellt { $when }
studio-token-used = zuletzt benutzt { $when }
studio-token-unused = nie benutzt
studio-token-revoke = { $name } widerrufen
studio-token-revoke-ask = { $name } widerrufen? Was ihn benutzt, funktioniert sofort nicht mehr.
studio-token-revoke-yes = Widerrufen
studio-webhooks = Webhooks
studio-webhooks-about = Ein Programm von dir kann erfahren, wenn eine Stimme, ein Gesicht oder ein Clip fertig oder fehlgeschlagen ist: durch eine signierte Anfrage (POST) an seine Adresse.
studio-webhooks-allowed = Erlaubte Adressen beginnen mit: { $list }
studio-webhook-url = Adresse
studio-webhook-make = Hinzufügen
studio-webhook-once = Kopiere das Geheimnis jetzt: Es wird nur dieses eine Mal gezeigt. Dein Programm prüft damit die Signaturen.
studio-webhook-waiting = noch zu senden: { $count }
studio-webhook-given-up = aufgegeben: { $count }
studio-webhook-unused = noch nichts gesendet
studio-webhook-arrived = angekommen { $when }
studio-webhook-fault-status = Antwort { $status }, { $when }
studio-webhook-fault-unreachable = nicht erreicht, { $when }
studio-webhook-fault-timed-out = keine Antwort in der Zeit, { $when }
studio-webhook-fault-not-allowed = Adresse nicht erlaubt, { $when }
studio-webhook-test = Test an { $url } senden
studio-webhook-remove = { $url } entfernen
studio-webhook-remove-ask = { $url } entfernen? Was dorthin noch zu senden ist, wird verworfen.
studio-webhook-remove-yes = Entfernen
studio-export = Alles herunterladen
studio-export-about = Eine Zip-Datei: eine Liste (data.json) mit allem, was über dich gespeichert ist, und jedes Gesicht, jede Stimme, jeder Clip.
studio-forget = Alles löschen
studio-forget-about = Deine Gesichter, Stimmen, Clips, Einstellungen und Anmeldungen verschwinden sofort und endgültig.
studio-forget-ask = Alles über dich löschen?
studio-forget-no = Alles behalten
login-title = Anmelden
login-token = Token
login-token-where = Du bekommst ihn von der Person, die diesen Server betreibt.
login-go = Anmelden
login-telegram = Aus dem Bot in Telegram geöffnet, braucht diese Seite keinen Token.
login-as = Als { $name } anmelden?
login-as-why = Geh nur weiter, wenn du das gerade selbst in Telegram geöffnet hast. Hat dir jemand einen Link hierher geschickt, kämen dein Gesicht und deine Stimme in das Konto dieser Person.
login-link = Beim Start schreibt der Server den Befehl für seinen Login-Link in sein Protokoll, hinter „to log in:“. Führe ihn auf demselben Rechner aus, als der Benutzer, unter dem der Server läuft, und öffne den Link, den er ausgibt. Er sieht so aus:
studio-verify = Was ist das für ein Clip?
studio-verify-about = Wähle ein Video oder Bild (mp4, jpg, png) oder zieh es hierher. Der Server liest, was es über seine Herkunft sagt, und löscht es sofort.
studio-verify-trusted = Seit der Signatur unverändert, und eine vertrauenswürdige Stelle bürgt für den Unterzeichner.
studio-verify-untrusted = Seit der Signatur unverändert, aber keine Stelle, die dieser Server kennt, bürgt für den Unterzeichner.
studio-verify-altered = Nach der Signatur verändert, oder die Signatur ist falsch.
studio-verify-none = Die Datei hat keine Content Credentials.
studio-verify-by = Die Datei sagt: hergestellt mit { $software }, signiert von { $signer }.
studio-verify-ai = Ganz oder teilweise von KI erzeugt.
studio-verify-marked = Metadaten: als KI-erzeugt gekennzeichnet (nicht signiert: das kann jeder schreiben oder entfernen).
studio-verify-unmarked = Metadaten: nicht als KI-erzeugt gekennzeichnet.
studio-verify-proof = Eine Datei ohne Kennzeichen beweist nichts: Viele Dienste entfernen sie.

# What the studio's API refuses
error-invalid-request = ✋ Das hat der Server nicht verstanden. Lade die Seite neu und versuch es noch einmal.
error-tus-version = 📁 Dieses Programm sendet Dateien auf eine Art, die der Server nicht kennt. Bitte aktualisiere es.
error-wrong-offset = 📁 Das Hochladen wurde unterbrochen. Sende die Datei noch einmal.
