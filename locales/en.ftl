# English. HTML of Telegram: <b>, <i>, <code>. Every locale has the same keys.

language-name = English

## Commands and profile (shown by Telegram)

bot-description =
    Send me a voice note, and I make a video of you saying it.

    Show me your face once, in a short video. Everything is computed on your team's own machines.
bot-short-description = Turns your voice notes into videos of you saying them.
command-setface = Show me your face
command-faces = Your faces: preview, name, delete
command-batch = Several voice notes at once
command-queue = What is being made
command-cancel = Stop
command-history = Your last clips
command-settings = Round or wide, language, sound
command-privacy = What I keep, and for how long
command-export = Everything I keep about you, as a file
command-forgetme = Delete everything about me
command-help = How it works
command-talk = In reply to a voice note: let your face say it
command-team = Faces lent to this group
command-shareface = Lend your face to this group
command-unshareface = Take your face back
command-teamsettings = For administrators: who may do what

## Start

start-welcome =
    👋 <b>Hi { $name }!</b>

    Send me a voice note, and you get back a video of you saying it.

    First I need to see your face, just once. It takes a minute.
start-ready = 👋 Welcome back, { $name }! Send me a voice note, and I make the video. /help tells the rest.
start-closed = 🔒 I work for a closed circle. If you belong to it, send this number to whoever runs me: <code>{ $number }</code>
start-how = Show me how
start-framing =
    <b>This works best:</b>
    • your face fills half of the picture, the camera at eye level
    • light from the front
    • the phone leans on something and does not move
    • talk for 15 to 60 seconds about anything, looking into the camera

## Consent

consent-text =
    Before we begin, please confirm:

    <b>This is my face, or I have this person's permission</b> to make videos with it. I will not use the videos to deceive anybody.

    Every clip says that it was generated. /privacy says what is kept.
consent-agree = I confirm
consent-own = It is my face
consent-permitted = I have permission
consent-who = Who gave you permission? Send me the name, and how they agreed. It is kept with the face and deleted with it. /cancel ends this.
consent-thanks = Thank you!
voices-text =
    This recording seems to be by somebody else. Please confirm, once:

    <b>I have the permission of the people whose voices I send</b> to make videos with them. I will not use the videos to deceive anybody.
voices-agree = I confirm

## Registering a face

setface-ask = 🎥 Now send me a <b>video of your face</b>: 15 to 60 seconds, talking to the camera. A round video note is fine, and so is a file. A photo works too, but it moves less naturally.
sentence-ask = 🎥 Say this aloud at the beginning of a <b>video of your face</b>, then go on talking to the camera, 15 to 60 seconds in all: <b>{ $sentence }</b> A photo is not enough here.
sentence-first =
    { $number ->
        [0] My mother bought plums and put them in a bowl.
        [1] Bob takes the bus to the museum by the bay.
        [2] A big brown bear climbed up the apple tree.
        [3] Our neighbour plays piano every Monday.
        [4] Pam keeps a box of maps below her bed.
       *[5] The lamp on my table is made of bamboo.
    }
sentence-second =
    { $number ->
        [0] Maybe my brother will come back before May.
        [1] Please bring me a cup of peppermint tea.
        [2] People jump when the big bell begins to boom.
        [3] Both of my boots are black and a bit muddy.
        [4] A simple poem can make a bad day better.
       *[5] Bananas and bread are more than enough for me.
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>Very good!</b> This face is ready.
        [warn] 👍 <b>Good.</b> This face works. It would be better still like this:
        [fail] ⚠️ <b>It could work, but not well.</b> Better try again with this in mind:
       *[blocked] ✋ <b>This one does not work.</b> Here is what to change:
    }
face-use = ✓ Use it
face-use-anyway = Use it anyway
face-try-again = Try again
face-name = Face { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b> is ready. Now send me a voice note!

## Voices

voice-no-face = I do not know your face yet. Send me a short video of it first: /setface
fallback = Send me a <b>voice note</b>, and I make a video of it. /help tells the rest.
choice-ask = What is this video for?
choice-face = It is my face
choice-voice = Make a clip from its sound
choice-over = Please send the video once more.

## Progress

status-queued =
    { $position ->
        [1] ⏳ You are next
       *[other] ⏳ Number { NUMBER($position) } in the queue
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] Starting…
            [normalise] Reading your video
            [animate] Bringing your photo to life
            [track] Following your face
            [listen] Listening to your voice
            [check] Judging light and picture
            [learn] Learning your lips
            [collect] Collecting your mouth
           *[other] Working on your face
        }
       *[clip] { $stage ->
            [start] Starting…
            [read-audio] Preparing the voice
            [voice] Preparing the voice
            [listen] Listening
            [draw] Drawing
           *[other] Working on your clip
        }
    }
status-sending = 📤 Sending…
status-cancel = ✕ Cancel
status-cancelled = Cancelled.
status-again = ↻ Try again
about-seconds =
    { $count ->
        [one] about { NUMBER($count) } second
       *[other] about { NUMBER($count) } seconds
    }
about-minutes =
    { $count ->
        [one] about { NUMBER($count) } minute
       *[other] about { NUMBER($count) } minutes
    }

## Clips

clip-generated = 🤖 AI-generated
clip-not-round = Not round: round notes last a minute at most.
clip-quality =
    Lips: { $lips ->
        [great] very close to yours
        [good] close to yours
        [fair] roughly yours
       *[generic] general, not learnt from your speech
    } · Voice: { $voice ->
        [good] clear
       *[fair] could be clearer
    }
clip-as-note = ◯ As a round note
clip-as-video = ▭ As a video
clip-other-face = Other face
clip-again = ↻ Again
clip-which-face = Which face shall say it?
clip-only-face = You have only this face. Add one with /setface
clip-face-gone = That face was deleted. Send the voice note again.
clip-queued = On its way!
clip-thanks =
    { $verdict ->
        [good] Glad you like it!
       *[bad] Thanks for telling us.
    }
sending-doubt = 🤔 Telegram did not confirm that the file arrived. If it is not here, please ask for it again.
delivery-doubt = 🤔 I was interrupted while sending this clip. Did it arrive?
delivery-send = Send it
delivery-arrived = It arrived

## Batches

batch-ask = 📦 Send me your voice notes, one after the other. When you are done, press the button.
batch-done = That is all
batch-closed =
    { $count ->
        [0] No voice notes came. Start again with /batch
        [one] One clip is coming.
       *[other] { NUMBER($count) } clips are coming, and a zip of all of them.
    }
batch-status =
    📦 { $done } of { $total ->
        [one] { NUMBER($total) } clip ready
       *[other] { NUMBER($total) } clips ready
    }{ $failed ->
        [0] {""}
        [one] , { NUMBER($failed) } failed
       *[other] , { NUMBER($failed) } failed
    }
batch-zip = All in one zip

## Queue, history

queue-title = <b>What is being made for you</b>
queue-empty = Nothing is waiting. Send me a voice note!
cancel-dialogue = All right, let us leave that.
cancel-nothing = There is nothing to cancel.
cancel-too-late = Too late: it is just being sent, or already done.
history-title = <b>Your last clips</b>. Press a number to get one again.
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = No clips yet. Send me a voice note!

## Faces

faces-title =
    { $count ->
        [one] <b>Your face</b>
       *[other] <b>Your faces</b>. Clips are made with the one that has a star.
    }
faces-none = You have no face here yet.
faces-add = + New face
faces-card =
    <b>{ $name }</b>
    since { $when }
faces-make-default = ★ Use for my clips
faces-rename = Rename
faces-delete = Delete
faces-ask-name = What shall <b>{ $name }</b> be called? Send me the new name.
faces-renamed = Now it is called <b>{ $name }</b>.
faces-uses = Who used it
faces-uses-title = Clips that others made with <b>{ $name }</b>, newest first:
faces-uses-none = Nobody else has made a clip with <b>{ $name }</b>.
faces-use = { $when } UTC · { $who }
faces-use-gone = somebody who deleted their data
faces-uses-more = … and { $count } more: /export lists all.
faces-delete-ask = Delete <b>{ $name }</b> for good, with its video?
faces-delete-yes = Yes, delete
faces-deleted = <b>{ $name }</b> is deleted.

## Settings

settings-title =
    <b>Settings</b>
    How clips are sent, how voices are cleaned, how wide the mouth opens, whether clips tell their quality, and the language.
settings-saved = Saved
settings-quality = Tell the quality
output-note = Round note
output-video = Video
output-file = File
denoise-auto = Clean when noisy
denoise-on = Always clean
denoise-off = Never clean
mouth-calm = Mouth opens a little
mouth-natural = Mouth opens naturally
mouth-lively = Mouth opens wide

## Help and privacy

help-text =
    <b>How it works</b>
    1. /setface and a short video of you talking
    2. a voice note (or an audio file, or a round video note): you get the clip

    /faces your faces · /settings round or wide, language
    /batch several voice notes at once, with a zip
    /queue what is being made · /cancel stop it
    /history your last clips again
    /privacy what I keep · /export as a file · /forgetme delete everything

    In a team group: reply to a voice note with /talk
privacy-text =
    <b>What I keep</b>
    • your face videos, what is computed from them, and your notes on who gave permission: until you delete them (/faces)
    • voice notes and clips: { $days ->
        [one] { NUMBER($days) } day
       *[other] { NUMBER($days) } days
    }
    • your Telegram number, name, settings, and that you agreed

    All of it stays on the machines of whoever runs this bot, and is used for your clips only. If you use a face that was lent to you, its owner sees your name and the time of each clip. /export sends you everything, /forgetme deletes everything at once. Messages in this chat are Telegram's: delete them yourself.
export-done = 📦 Everything I keep about you: data.json lists it, the folders hold your faces, voices and clips.
export-too-large = 📦 Everything I keep about you takes up { $size } MB; I can send { $max } MB at most. Get it in the studio ({ studio-nav-settings }), or ask whoever runs this bot: they can run <code>facenote export</code>.
forgetme-ask = <b>Delete everything?</b> Your faces, voices, clips and settings go at once and for good, and so do clips that others are making with a face you lent.
forgetme-yes = Yes, delete everything
forgetme-withdrawn = The face of this clip was deleted by its owner.
forgetme-done = Everything about you is deleted. Goodbye! If you come back: /start

## Groups

group-welcome =
    👋 <b>I turn voice notes into videos of whoever speaks.</b> Reply to your own voice note with /talk, or answer me with a voice note.
    Show me your face once, in our private chat. /team shows faces lent to this group; administrators have /teamsettings.
group-help =
    <b>How it works here</b>
    /talk in reply to a voice note makes a video of you saying it. A voice note in reply to me does the same.
    /shareface lends your face to this group · /unshareface takes it back · /team lists lent faces
    Administrators: /teamsettings
group-only = This is for groups: add me to one of yours, and send it there.
private-only = This is for our private chat:
private-open = Open our private chat
group-nameless = 🎭 You write in the name of the group, so I cannot tell whose face to take. Please write as yourself.
talk-how = 🎙 Reply with /talk to a <b>voice note</b>, and I make a video of you saying it.
talk-not-your-voice = 🔒 In this group everybody animates only their own voice. Administrators can change that: /teamsettings
talk-no-face = I do not know your face yet. It takes a minute, in private:
talk-register = Show my face

## Lent faces

share-no-face = You have no face yet. Make one in our private chat with /setface, then lend it here.
share-all-lent = Your faces are lent to this group already. /unshareface takes them back.
share-which = Which face do you lend to this group?
share-done = 🤝 <b>{ $face }</b> is lent to this group: everybody who may use me here can make clips with it, and I tell you who does. It ends when you take it back or leave.
unshare-none = None of your faces is lent to this group.
unshare-which = Which face do you take back?
unshare-done = <b>{ $face }</b> is yours alone again. Clips that others were making with it are stopped.
lent-used = 🎭 <b>{ $name }</b> is making a clip with your face (<b>{ $face }</b>) in <b>{ $group }</b>.
lent-take-back = Take it back
team-none = No faces are lent to this group. /shareface lends one of yours.
team-title = 👥 <b>Faces lent to this group.</b> Pick one for your next clip.
team-own-face = My own face
team-picked = Your next clip here is made with <b>{ $face }</b>.
team-picked-own = Your next clip here is made with your own face.

## Settings of a group

team-settings = 🛠 <b>Settings of this group</b>
team-settings-refused = Only administrators of this group may change its settings.
team-voices =
    Voices: { $choice ->
        [own] each person's own
       *[anybody] anybody's in the group
    }
team-start =
    Clips: { $choice ->
        [request] on request
       *[every] of every voice note
    }
team-members =
    For: { $choice ->
        [all] everybody
       *[administrators] administrators
    }
team-output =
    Sent as: { $choice ->
        [note] round note
        [video] video
        [file] file
       *[none] each person's choice
    }
team-quota =
    Clips a day: { $choice ->
        [none] no limit
       *[other] { $choice }
    }
team-badge =
    AI badge: { $choice ->
        [always] always
       *[operator] as the operator chose ({ $operator ->
            [on] on
           *[off] off
        })
    }
team-language =
    Language: { $choice ->
        [none] each person's own
       *[other] { $name }
    }
error-only-administrators = 🔒 In this group only administrators make clips.

## For operators

stats-people = 👥 People: { $people } · faces: { $faces } · groups: { $groups }
stats-clips = Last 24 hours: delivered { $day } · failed { $failed }
stats-queue =
    Now: waiting { $queued }{ $queued ->
        [0] {""}
       *[other] {" "}(the oldest: { $waited })
    } · being made { $running } · being sent { $sending }
stats-disk = Files: { $used_mb } MB · free: { $free_mb } MB
stats-speed = A second of voice takes { NUMBER($speed) } s
ban-how = Give a person's or a group's number, or reply to a message of theirs. Operators cannot be banned.
ban-done = 🚫 { $whom } is banned.
unban-done = { $whom } is not banned any more.
drain-ask = No new work is taken until the next restart; what waits is kept. Go on?
drain-yes = Yes, drain
drain-done = 🔧 Draining: no new work is taken.

## Buttons

button-not-yours = This button is for somebody else.
button-outdated = This button is too old.

## Errors

error-internal-error = 😕 Something went wrong on our side. Please try again.
error-engine-failed = 😕 That did not work. Please try again.
error-storage-failed = 😕 That did not work. Please try again.
error-worker-died = 😕 The work was interrupted. Please try again.
error-worker-hung = 😕 The work came to a standstill. Please try again.
error-worker-unready = 😕 I cannot work right now. Please try again later.
error-worker-version-differs = 😕 I cannot work right now. Please try again later.
error-cancelled = Cancelled.
error-worker-lost = 😕 The work was interrupted several times. Please try again later.
error-worker-out-of-memory = 😕 This needs more memory than there is. Try a shorter or smaller file.
error-job-timeout = 😕 This took too long. Try a shorter file.
error-device-out-of-memory = 😕 The computer had too little graphics memory for this. Please try again in a few minutes.
error-disk-full = 😕 The disk is full, so I cannot take new work right now. Please try again later.
error-quota-exceeded = 🗄 Your files take all the room you have here. Delete some clips or faces: /history, /faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ This group has as many clips under way as it may ({ $limit }). Please wait for one to finish.
       *[user] ⏳ You have as many clips under way as you may ({ $limit }). Wait for one to finish, or stop one: /queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 This group has made { $limit ->
            [one] its { NUMBER($limit) } clip
           *[other] its { NUMBER($limit) } clips
        } of the last 24 hours. Try again in some hours.
       *[user] 🌙 You have made { $limit ->
            [one] your { NUMBER($limit) } clip
           *[other] your { NUMBER($limit) } clips
        } of the last 24 hours. Try again in some hours.
    }
error-service-draining = 🔧 I am about to restart. Please send it again in a minute.
error-not-found = It is not there any more.
error-wrong-state = That has changed meanwhile.
error-server-busy = 😕 I am very busy. Please try again in a moment.
error-store-busy = 😕 I am very busy. Please try again in a moment.
error-messenger-unreachable = 📡 Telegram does not answer. Please try again in a minute.
error-file-not-shared = 😕 I cannot get this file from Telegram. Please tell whoever runs this bot.
error-only-operators = 🔒 Only operators may do this.
error-face-not-allowed = You may not use this face here.
error-face-not-usable = This face cannot be used. Try again: /setface
error-face-refused = This face does not work. Try again: /setface
error-no-face-found = 🔍 I see no face in it. Film it from the front, close and in good light: /setface
error-media-missing = 😕 The file did not arrive. Please send it again.
error-media-name-unusable = 😕 The file's name is unreadable. Please rename it and send it again.
error-media-empty = The file is empty. Please send it again.
error-media-unsupported = I cannot read this kind of file. Send a voice note, mp3, mp4, or a photo.
error-media-damaged = The file is broken or cut off. Please send it again.
error-media-too-large = The picture is too large. Send a smaller one.
error-media-too-short = This video is a single frame. Send a video of a few seconds, or a photo.
error-media-too-small = The picture is too small. Send one with more pixels.
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ This is too long. Please cut it shorter.
        [one] ✂️ This is too long: at most { NUMBER($max_minutes) } minute. Please cut it shorter.
       *[other] ✂️ This is too long: at most { NUMBER($max_minutes) } minutes. Please cut it shorter.
    }
error-file-too-large =
    📏 This file is too large: I can take at most { $max_mb } MB. Send it shorter or smaller.
error-media-timeout = 😕 Reading the file took too long. Try another format.
error-ffmpeg-failed = 😕 The file could not be converted. Try another format.
error-no-video = There is no picture in this file. Send a video or a photo of your face.
error-no-sound = There is no sound in this file.
error-no-speech = 🔇 I hear nobody speak in it. Send a voice note with speech.
error-silent-audio = 🔇 The recording is silent. Please record it again.
error-voice-too-short = This is too short. Say at least a word or two.
error-voice-unusable = I cannot use this recording. Please record it again.
error-clip-over-limit = 📏 The clip does not fit into the chosen file size. Allow a larger file, or choose a smaller picture or a shorter voice.
error-template-missing = 😕 The face's files are missing. Please make it again: /setface
error-template-damaged = 😕 The face's files are damaged. Please make it again: /setface
error-template-too-new = 😕 This face was made by a newer version. Please make it again: /setface
error-chat-gone = The chat is gone.
error-bot-blocked = I may not write to this chat.
error-telegram-refused = 😕 Telegram did not take the clip.
error-clip-too-large = 📏 The clip is too large for Telegram. Try a shorter voice note.

## Findings: what is wrong, and what to do about it

finding-format = The file is of an unusual kind.
advice-format = Send an .mp4 from your phone's camera.
finding-ai-generated = The file says that AI made it, or part of it.
advice-ai-generated = Send the original recording: lips that AI drew are not your own.
finding-duration = It lasts { NUMBER($value, maximumFractionDigits: 0) } s.
advice-duration = Record 15 to 60 seconds of talking to the camera.
finding-resolution = The picture is only { NUMBER($value, maximumFractionDigits: 0) } pixels wide or high.
advice-resolution = Film in 720p or better.
finding-frame-rate = { NUMBER($value, maximumFractionDigits: 0) } frames a second.
advice-frame-rate = Film with 25 or 30 frames a second.
finding-rotated = The picture lay on its side; I turned it.
advice-rotated = Hold the phone upright.
finding-face-present = Your face is in { NUMBER($value, style: "percent", maximumFractionDigits: 0) } of the video.
advice-face-present = Stay in the picture from beginning to end, face to the camera.
finding-face-gap = Your face leaves the picture for { NUMBER($value, maximumFractionDigits: 1) } s.
advice-face-gap = Stay in the picture from beginning to end, face to the camera.
finding-base-path = Only { NUMBER($value, maximumFractionDigits: 1) } s in a row can be used.
advice-base-path = Keep still and in the picture, in one take, mouth free, for longer.
finding-face-share = Your face fills { NUMBER($value, style: "percent", maximumFractionDigits: 0) } of the picture's width.
advice-face-share = Come closer: it should be about half.
finding-face-size = Your face is { NUMBER($value, maximumFractionDigits: 0) } pixels wide.
advice-face-size = Come closer, or film with more pixels.
finding-face-cut-off = Part of your head is outside the picture.
advice-face-cut-off = Leave room around forehead, chin and ears.
finding-yaw = Your head is turned to the side.
advice-yaw = Look into the camera, not past it.
finding-pitch = The camera looks from above or below.
advice-pitch = Hold the camera at the height of your eyes.
finding-roll = Your head is tilted.
advice-roll = Hold head and camera upright.
finding-several-faces = There is another face in the picture.
advice-several-faces = Be alone in the picture.
finding-brightness =
    { $side ->
        [high] Your face is too bright.
       *[low] Your face is too dark.
    }
advice-brightness = Light your face evenly from the front.
finding-backlight = The light comes from behind you.
advice-backlight = Turn so that the window or lamp is in front of you.
finding-side-light = One half of your face is much darker.
advice-side-light = Light both halves of your face alike.
finding-hot-spots = There is glare on your skin.
advice-hot-spots = Use softer light, or move further from the lamp.
finding-sharpness = Your face is not sharp.
advice-sharpness = Clean the lens, let the camera focus on your face, and use more light.
finding-shake = The camera shakes.
advice-shake = Put the phone down or lean it against something.
finding-jump = There are sudden moves.
advice-jump = Keep camera and head from sudden moves.
finding-pan = The camera moves.
advice-pan = Keep the camera still.
finding-zoom = The distance changes a lot.
advice-zoom = Do not zoom, and keep your distance.
finding-cuts = The video has cuts; I used its longest part.
advice-cuts = Send one uncut take.
finding-frozen = The picture stands still in places.
advice-frozen = Send the original recording.
finding-mouth-hidden = Your mouth can be seen in { NUMBER($value, style: "percent", maximumFractionDigits: 0) } of the video.
advice-mouth-hidden = Take mask, hand or microphone away from your mouth.
finding-eyes-hidden = Your eyes are covered.
advice-eyes-hidden = Take off the sunglasses.
finding-no-sound = There is no sound.
advice-no-sound = Record with sound: your voice teaches me your lips.
finding-silent-sound = The sound is silent.
advice-silent-sound = Allow the microphone and record again.
finding-speech = I hear { NUMBER($value, maximumFractionDigits: 0) } s of speech.
advice-speech = Talk for at least 15 seconds, so that the lips become your own.
finding-noise = It is noisy.
advice-noise = Record in a quiet room, close to the microphone.
finding-clipping = The sound is distorted.
advice-clipping = Speak more softly, or further from the microphone.
finding-level =
    { $side ->
        [high] The sound is too loud.
       *[low] The sound is too quiet.
    }
advice-level =
    { $side ->
        [high] Speak further from the microphone, or turn it down.
       *[low] Speak up, or closer to the microphone.
    }
finding-av-offset = Sound and lips are { NUMBER($value, maximumFractionDigits: 0) } ms apart.
advice-av-offset = Nothing to do: I correct it.
finding-foreign-sound = The lips do not move with the sound.
advice-foreign-sound = Send a video with your own, live voice.
finding-sentence = No sentence is heard from these lips, or it is too short.
advice-sentence = Say the sentence that was shown to you, aloud, in a new video. A photo cannot speak.
finding-mouth-open = The mouth is wide open.
advice-mouth-open = Close your mouth, or smile with your teeth together.
finding-photo = It is a photo.
advice-photo = A video of you talking gives real lips, teeth and head motion.

advice-voice-level = Tip: speak up, or closer to the microphone.
advice-voice-clipping = Tip: speak less loudly, or further from the microphone.
advice-voice-noise = Tip: record in a quiet room.
advice-voice-speech-share = Tip: cut long silences and music.
advice-voice-pitch-mismatch = Tip: this voice is much higher or lower than the face's own. One closer to it looks more natural.

moment-voice-clipping = Too loud here
moment-voice-speech-share = Nothing is said here

## Studio: the web page

studio-nav = Places
studio-nav-make = Make
studio-nav-batch = Batch
studio-nav-faces = Faces
studio-nav-history = History
studio-nav-log = Log
studio-nav-settings = Settings
studio-notify = Notifications
studio-notify-about = Tell me when work ends while this page is in the background.
studio-notify-denied = The browser does not allow notifications for this page.
studio-skip = Skip to the content
studio-language = Language
studio-close = Close
studio-connection-lost = The connection is lost. I keep trying; whatever is being made goes on once the server is back.
studio-offline = The server does not answer. Please try again in a moment.
studio-broken = Something went wrong on this page.
studio-reload = Reload
studio-missing = There is nothing at this address.
studio-missing-go = To the studio

studio-face = Face
studio-voice = Voice
studio-new-face = New face
studio-no-faces = There is no face here yet. Add one first.
studio-no-voices = There is no voice here yet. Drop a file or record one.
studio-voice-reading = Reading the voice
studio-voice-fine = This voice is clear.
studio-voices-unusable = Could not be used: { NUMBER($count) }
studio-delete-voice = Delete the voice { $name }
studio-cut = Trim or split
studio-cut-name = Trim or split { $name }
studio-cut-start = Start
studio-cut-end = End
studio-cut-silence = Without silence at the ends
studio-cut-reset = The whole voice
studio-cut-parts = Split at pauses into
studio-cut-make = Make a new voice
studio-cut-make-several = Make new voices
studio-original-stays = The original stays as it is.
studio-join = Join voices
studio-join-add = Add a voice
studio-join-earlier = Move { $name } up
studio-join-later = Move { $name } down
studio-join-without = Leave out { $name }
studio-join-length = { $length } of at most { $most }.
studio-join-make = Make one voice
studio-show-all =
    { $count ->
        [one] Show { NUMBER($count) } more
       *[other] Show { NUMBER($count) } more
    }
studio-form = Shape
studio-form-video = Video
studio-form-note = Round note
studio-denoise = Noise
studio-mouth = Mouth
studio-size = Size
studio-size-source = as the face
studio-max-mb-none = any file size
studio-max-mb-limit = at most { $size } ({ $messenger })
studio-max-mb = File size
studio-make-video = Make the clip
studio-make-note = Make the round note
studio-in-the-making = In the making
studio-queue = { NUMBER($count) } in the making
studio-queue-empty = Nothing is being made right now.
studio-make-other = Make another
studio-make-how = Pick a face, say something, get the clip.
studio-ways = How many
studio-one = One clip
studio-many = Many clips
studio-make-it-note = Make it a round note
studio-make-it-video = Make it a video
studio-preview = { $name } will speak with this voice.
studio-ready = Ready
studio-result = { $name } is ready.
studio-failed = { $name } could not be made.
studio-look = Look
studio-play = Play
studio-pause = Pause
studio-compare = Hold to see the original
studio-speed = Speed
studio-volume = Volume
studio-play-name = Play { $name }
studio-download-name = Download { $name }
studio-download-video = Download clip
studio-download-note = Download round note
studio-copy-link = Copy link
studio-share = Share
studio-share-title = Share { $name }
studio-share-about = Whoever has the link sees this clip, and nothing else of yours, without a login. Days until it ends: { NUMBER($days) }.
studio-share-link = Link
studio-share-download = The clip may be downloaded
studio-share-until = The link works until { $when }.
studio-share-make = Make a link
studio-share-anew = Make a new link
studio-share-replaces = A new link ends the earlier one.
studio-share-end = Stop sharing
studio-share-copied = The link is copied.
studio-copy-selected = This browser does not copy here. It is selected: press Ctrl+C.
studio-share-gone = This link works no more.
studio-cancel = Cancel
studio-try-again = Try again
studio-cancel-name = Cancel { $name }
studio-retry-name = Try { $name } again
studio-delete-name = Delete { $name }
studio-delete = Delete
studio-undo = Undo
studio-deleted = Deleted: { NUMBER($count) }
studio-deleted-name = { $name } is deleted.
studio-keep = Keep it
studio-time-left = { $time } left
studio-progress-of = Progress of { $name }
studio-handing-over = Almost there
studio-state-cancelled = Cancelled

studio-batch-intro = Several clips in one go. One that fails does not stop the rest.
studio-batch-way = What varies
studio-batch-many-faces = One voice, many faces
studio-batch-many-voices = One face, many voices
studio-pick-one-voice = Pick the voice
studio-pick-voices = Pick the voices
studio-pick-one-face = Pick the face
studio-pick-faces = Pick the faces
studio-pick-all = Pick all
studio-pick-none = Pick none
studio-batch-make =
    { $count ->
        [0] Make the clips
        [one] Make { NUMBER($count) } clip
       *[other] Make { NUMBER($count) } clips
    }
studio-batch-limit = At most { NUMBER($limit) } in one batch.
studio-batch-name = Batch { NUMBER($number) }
studio-batch-now = { NUMBER($number) } of { NUMBER($total) }: { $name }
studio-batch-done =
    { $total ->
        [one] { NUMBER($done) } of { NUMBER($total) } clip ready
       *[other] { NUMBER($done) } of { NUMBER($total) } clips ready
    }
studio-batch-failed =
    { $failed ->
        [one] { NUMBER($failed) } failed
       *[other] { NUMBER($failed) } failed
    }
studio-batch-cancel = Cancel all
studio-batch-retry = Make the missing ones ({ NUMBER($count) })
studio-batch-zip = Download all (zip)
studio-batch-cancelled = { NUMBER($count) } cancelled
studio-batch-delete = Delete the batch
studio-batch-delete-ask = Delete { $name } with its clips for good?
studio-batch-show = Show the clips
studio-batch-hide = Hide the clips
studio-batches = Your batches
studio-batches-none = No batches yet. Pick faces and voices above, and press the button.

studio-history-none = No clips yet. The first one is two clicks away.
studio-history-go = Make a clip
studio-history-more = Show older ones
studio-gone = This clip is no longer here.
studio-history-nothing = No clip matches.
studio-history-unread = The list could not be loaded.
studio-search = Search by name
studio-filter-state = State
studio-filter-unmade = Failed or cancelled
studio-filter-any-face = All faces
studio-filter-any-form = All shapes
studio-select = Select
studio-selected = { NUMBER($count) } selected
studio-zip = Download (zip)
studio-expires = Kept until { $when }
studio-kept =
    { $days ->
        [one] Voices and clips are kept for { NUMBER($days) } day, then they are deleted. Faces stay until you delete them.
       *[other] Voices and clips are kept for { NUMBER($days) } days, then they are deleted. Faces stay until you delete them.
    }
studio-kept-always = Voices, clips and faces are kept until you delete them.
studio-disk = Room used
studio-disk-of = { $used } of { $quota } used
studio-disk-free = { $used } used, { $free } free on the server

studio-log-intro = What happens to your faces, voices and clips, as it happens.
studio-log-none = Nothing has happened yet.
studio-log-all = Everything
studio-log-problems = Problems only
studio-log-open = Open the log
studio-log-queued = Waiting
studio-log-rendered = Made
studio-log-delivered = Ready
studio-log-cancelled = Cancelled
studio-kind-face = Face
studio-kind-voice = Voice
studio-kind-clip = Clip

# Logging in to the studio
studio-menu-button = Studio
error-login-needed = 🔒 You are not logged in, or no longer. Log in and try again.
error-part-too-short = Select at least half a second.
error-sharing-off = 🔒 Links to clips are switched off here. Ask whoever runs this server.
error-wrong-token = 🔒 This token is not known here. Ask whoever runs this server for yours.
error-login-link-used = 🔒 This login link was used before, or is more than a day old. Get a new one as described above.
error-mini-app-login-failed = 🔒 Telegram's login is too old. Close this page and open it again from the bot.
error-order-key-reused = ✋ This order has the key of another one. Send it with a key of its own.
error-c2pa-missing = 🛠 This server cannot check files at the moment: a part of it is missing. Please tell whoever runs it.
error-too-many-files = ⏳ Too many files from your connection. Wait a minute, then try again.
error-too-many-logins = ⏳ Too many wrong tokens. Wait a minute, then try again.
error-too-many-tokens = ✋ You already have { $limit } API tokens. Revoke one that is no longer used.
error-webhooks-off = 🔒 Webhooks are switched off here. Ask whoever runs this server.
error-webhook-not-allowed = 🔒 Webhooks to this address are not allowed here. Ask whoever runs this server.
error-too-many-webhooks = ✋ You already have { $limit } webhooks. Remove one that is no longer used.
error-forbidden = 🔒 This is not open to you. Ask whoever runs this server.
error-consent-needed = ✋ Before your first face, please read the text about permission and agree to it.
error-sentence-needed = 🎙 A video of a face must contain today's sentence here. Say it in a new video: { $sentence }

# Studio: faces, recording, uploads, settings
studio-position = Position
studio-moments = What was found, where it happens
studio-drop-here = or drop files here
studio-drop-anywhere = Drop a voice or a face anywhere
studio-drop-which = What is it for?
studio-upload-face = Choose a video or photo
studio-upload-video = Choose a video
studio-add-faces = Add faces
studio-upload-voice = Choose files
studio-not-a-face = I cannot read this kind of file. Choose a video of the face, such as mp4 or mov, or a photo.
studio-not-a-voice = I cannot read this kind of file. Any file with sound will do, such as ogg, mp3, wav or mp4.
studio-upload-limits =
    { $minutes ->
        [one] Up to { $size } and { NUMBER($minutes) } minute. If the connection breaks, choose the same file again: it goes on where it stopped.
       *[other] Up to { $size } and { NUMBER($minutes) } minutes. If the connection breaks, choose the same file again: it goes on where it stopped.
    }
studio-record-face = Record with the camera
studio-record-voice = Record your voice
studio-record-asking =
    { $device ->
        [camera] Please allow the camera and the microphone.
       *[microphone] Please allow the microphone.
    }
studio-record-mirror = What the camera sees, as in a mirror
studio-record-camera = Camera
studio-record-frame = Bring your face into the oval, then press the button and read the text aloud.
studio-record-start = Start recording
studio-record-stop = Stop
studio-record-speak = I am listening. Speak now.
studio-record-silent = I hear nothing
studio-record-go-on = Read on, in your own voice…
studio-record-enough = That is enough. Stop when you like.
studio-record-short = This is short: with 20 seconds and more the lips become your own. You can use it all the same.
studio-record-look = Is your face in the picture all the time, and can you hear yourself?
studio-record-again = Record again
studio-record-use = Use this recording
studio-record-discard = Discard
studio-record-discard-ask = Discard this recording?
studio-record-name = Recording { $when }
studio-record-insecure = The browser gives out camera and microphone only to pages under https or at http://127.0.0.1. You can drop a file instead.
studio-record-unsupported = This browser cannot record. You can drop a file instead.
studio-record-denied =
    { $device ->
        [camera] The browser does not let me use camera and microphone. Allow both for this page (the symbol beside its address), then try again.
       *[microphone] The browser does not let me use the microphone. Allow it for this page (the symbol beside its address), then try again.
    }
studio-record-missing =
    { $device ->
        [camera] I find no camera, or no microphone. Both are needed: plug them in, then try again. You can drop a file instead.
       *[microphone] I find no microphone. Plug one in, then try again. You can drop a file instead.
    }
studio-record-busy =
    { $device ->
        [camera] Another program is using the camera or the microphone. Close it, then try again.
       *[microphone] Another program is using the microphone. Close it, then try again.
    }
studio-record-lost =
    { $device ->
        [camera] The camera or the microphone was unplugged.
       *[microphone] The microphone was unplugged.
    }
studio-record-empty = Nothing was recorded. Please try again.
studio-read-aloud = Read aloud, looking into the camera:
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = The North Wind and the Sun were arguing about which of them was stronger, when a traveller came along in a warm coat. They agreed: whoever made him take the coat off first should win. The North Wind blew as hard as he could, but the more he blew, the closer the traveller pulled his coat around him. Then the Sun shone out warmly, and at once the traveller took it off.
studio-faces-own = Your faces
studio-check-of = Check of { $name }
studio-check-done = { $name } was checked.
studio-checks-waiting = Faces that wait for your decision: { NUMBER($count) }
studio-dismiss = Dismiss
studio-dismiss-name = Dismiss { $name }
studio-face-name = Name of this face
studio-face-whose = Whose face is it?
studio-face-own = Mine
studio-face-permitted = Somebody else's, with permission
studio-face-who = Who gave permission?
studio-face-use = Use it
studio-face-use-anyway = Use it anyway
studio-face-kept = { $name } is ready. Give it a voice!
studio-face-default = Default
studio-face-demo = Demo
demo-face = Astronaut
demo-voice = Hello
studio-face-since = since { $when }
studio-face-make-default = Make { $name } the default
studio-face-rename = Rename { $name }
studio-face-report = What was found about { $name }
studio-face-uses = Who used { $name }
studio-face-delete-ask = Delete { $name } for good, with its video? Finished clips stay, unfinished ones are cancelled.
studio-report-picture = { $name }, with what was measured drawn over the picture
studio-report-enlarge = Open the picture in full size
studio-report-film = Watch the video that was checked
studio-report-legend = Dashed oval: where your face should be. Corners: where it was.
studio-report-show = See it in the video at { $time }
studio-report-fail = Problem
studio-report-warn = Could be better
studio-report-all-fine =
    { $count ->
        [one] { NUMBER($count) } thing checked, and it is as it should be.
       *[other] { NUMBER($count) } things checked, all as they should be.
    }
studio-report-others-fine =
    { $count ->
        [one] { NUMBER($count) } other thing is as it should be.
       *[other] { NUMBER($count) } other things are as they should be.
    }
studio-report-lips =
    { $lips ->
        [great] I learnt very well how your lips move.
        [good] I learnt well how your lips move.
       *[fair] I learnt roughly how your lips move.
    }
studio-login = Login
studio-login-local = You are logged in as the user of this machine.
studio-login-as = You are logged in as { $name }.
studio-logout = Log out
studio-logins = Browsers in which you are logged in
studio-login-here = this browser
studio-login-since = logged in { $when }
studio-login-end = Log out: { $name }
studio-login-unknown = Unknown browser
studio-privacy = What I keep
studio-privacy-faces = Your face videos, what is computed from them, and your notes on who gave permission: until you delete them.
studio-privacy-clips =
    { $days ->
        [one] Voices and finished clips: { NUMBER($days) } day.
       *[other] Voices and finished clips: { NUMBER($days) } days.
    }
studio-privacy-clips-always = Voices and finished clips: until you delete them.
studio-privacy-person = Your name, your language, and that you agreed to the text about permission.
studio-share-off = Links that show clips to others are off. FACENOTE_WEB_SHARE_DAYS in the server's settings turns them on.
studio-privacy-place = All of it stays on the machines of whoever runs this page, and is used for your clips only. Every clip says that it was generated.
studio-api = For scripts
studio-api-about = What this page does, a script can do, too.
studio-api-open = How the API works
studio-tokens = API tokens
studio-tokens-about = With an API token, a script or another program can do what you can do here. It sends it in the header Authorization: Bearer.
studio-token-name = What is it for?
studio-token-make = Make a token
studio-token-once = Copy the token now: it is shown only this once.
studio-token-copy = Copy
studio-token-copied = Copied
studio-token-since = made { $when }
studio-token-used = last used { $when }
studio-token-unused = never used
studio-token-revoke = Revoke { $name }
studio-token-revoke-ask = Revoke { $name }? What uses it stops working at once.
studio-token-revoke-yes = Revoke
studio-webhooks = Webhooks
studio-webhooks-about = A program of yours can be told when a voice, a face or a clip is done or has failed: by a signed request (POST) to its address.
studio-webhooks-allowed = Allowed addresses begin with: { $list }
studio-webhook-url = Address
studio-webhook-make = Add
studio-webhook-once = Copy the secret now: it is shown only this once. Your program verifies signatures with it.
studio-webhook-waiting = to be sent: { $count }
studio-webhook-given-up = given up: { $count }
studio-webhook-unused = nothing sent yet
studio-webhook-arrived = arrived { $when }
studio-webhook-fault-status = answered { $status }, { $when }
studio-webhook-fault-unreachable = not reached, { $when }
studio-webhook-fault-timed-out = no answer in time, { $when }
studio-webhook-fault-not-allowed = address not allowed, { $when }
studio-webhook-test = Send a test to { $url }
studio-webhook-remove = Remove { $url }
studio-webhook-remove-ask = Remove { $url }? What is still to be sent there is dropped.
studio-webhook-remove-yes = Remove
studio-export = Download everything
studio-export-about = One zip: a list (data.json) with all that is kept about you, and every face, voice and clip.
studio-forget = Delete everything
studio-forget-about = Your faces, voices, clips, settings and logins go at once and for good.
studio-forget-ask = Delete everything about you?
studio-forget-no = Keep everything
login-title = Log in
login-token = Token
login-token-where = Whoever runs this server gives it to you.
login-go = Log in
login-telegram = Opened from the bot in Telegram, this page needs no token.
login-as = Log in as { $name }?
login-as-why = Only go on if you have just opened this yourself in Telegram. If somebody sent you a link to this page, your face and your voice would go to their account.
login-link = When it starts, the server writes the command for its login link into its log, after “to log in:”. Run it on that machine, as the user who runs the server, and open the link that it prints. It looks like this:
studio-verify = What is this clip?
studio-verify-about = Choose or drop a video or a picture (mp4, jpg, png). The server reads what it says about its origin and deletes it at once.
studio-verify-trusted = Unchanged since it was signed, and a trusted authority vouches for the signer.
studio-verify-untrusted = Unchanged since it was signed, but no authority that is known here vouches for the signer.
studio-verify-altered = Changed after it was signed, or the signature is wrong.
studio-verify-none = The file has no content credentials.
studio-verify-by = The file says: made with { $software }, signed by { $signer }.
studio-verify-ai = Made entirely or partly by AI.
studio-verify-marked = Metadata: marked as AI-generated (not signed: anybody can write or remove that).
studio-verify-unmarked = Metadata: not marked as AI-generated.
studio-verify-proof = A file without marks proves nothing: many services remove them.

# What the studio's API refuses
error-invalid-request = ✋ The server did not understand this. Load the page again and try once more.
error-tus-version = 📁 This program sends files in a way that the server does not know. Please update it.
error-wrong-offset = 📁 The upload was interrupted. Send the file again.
