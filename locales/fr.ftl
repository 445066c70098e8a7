# French.

language-name = Français

## Commands and profile (shown by Telegram)

bot-description =
    Envoyez-moi une note vocale, et j'en fais une vidéo où c'est vous qui la dites.

    Montrez-moi votre visage une seule fois, dans une courte vidéo. Tout est calculé sur les machines de votre propre équipe.
bot-short-description = Transforme vos notes vocales en vidéos où c'est vous qui parlez.
command-setface = Montrez-moi votre visage
command-faces = Vos visages : voir, nommer, supprimer
command-batch = Plusieurs notes vocales à la fois
command-queue = Ce qui est en cours
command-cancel = Arrêter
command-history = Vos derniers clips
command-settings = Rond ou large, langue, son
command-privacy = Ce que je garde, et combien de temps
command-export = Tout ce que je garde sur vous, dans un fichier
command-forgetme = Tout effacer à mon sujet
command-help = Comment ça marche
command-talk = En réponse à une note vocale : votre visage la dit
command-team = Visages prêtés à ce groupe
command-shareface = Prêter votre visage à ce groupe
command-unshareface = Reprendre votre visage
command-teamsettings = Pour les administrateurs : qui peut faire quoi

## Start

start-welcome =
    👋 <b>Bonjour { $name } !</b>

    Envoyez-moi une note vocale, et vous recevez une vidéo où c'est vous qui la dites.

    Il me faut d'abord voir votre visage, une seule fois. Cela prend une minute.
start-ready = 👋 Content de vous revoir, { $name } ! Envoyez-moi une note vocale, et je fais la vidéo. /help dit le reste.
start-closed = 🔒 Je travaille pour un cercle fermé. Si vous en faites partie, envoyez ce numéro à la personne qui me gère : <code>{ $number }</code>
start-how = Montrez-moi comment
start-framing =
    <b>Voici ce qui marche le mieux :</b>
    • votre visage remplit la moitié de l'image, la caméra à hauteur des yeux
    • la lumière vient de face
    • le téléphone est appuyé contre quelque chose et ne bouge pas
    • parlez de 15 à 60 secondes de ce que vous voulez, en regardant la caméra

## Consent

consent-text =
    Avant de commencer, merci de confirmer :

    <b>C'est mon visage, ou j'ai la permission de cette personne</b> pour en faire des vidéos. Je n'utiliserai ces vidéos pour tromper personne.

    Chaque clip dit qu'il a été généré. /privacy dit ce qui est gardé.
consent-agree = Je confirme
consent-own = C'est mon visage
consent-permitted = J'ai l'autorisation
consent-who = Qui vous a donné l'autorisation ? Envoyez-moi le nom et la façon dont cette personne a accepté. C'est conservé avec le visage et supprimé avec lui. /cancel y met fin.
consent-thanks = Merci !
voices-text =
    Cet enregistrement semble venir de quelqu'un d'autre. Confirmez, une seule fois :

    <b>J'ai l'autorisation des personnes dont j'envoie la voix</b> d'en faire des vidéos. Je n'utiliserai pas ces vidéos pour tromper qui que ce soit.
voices-agree = Je confirme

## Registering a face

setface-ask = 🎥 Envoyez-moi maintenant une <b>vidéo de votre visage</b> : de 15 à 60 secondes, en parlant à la caméra. Un message vidéo rond convient, un fichier aussi. Une photo marche également, mais bouge moins naturellement.
sentence-ask = 🎥 Dites ceci à voix haute au début d'une <b>vidéo de votre visage</b>, puis continuez à parler à la caméra, 15 à 60 secondes en tout : <b>{ $sentence }</b> Une photo ne suffit pas ici.
sentence-first =
    { $number ->
        [0] Ma maman prépare une bonne tarte aux pommes.
        [1] Paul prend le bus pour aller au musée.
        [2] Un bel oiseau bleu boit sur mon balcon.
        [3] Mon voisin apprend le piano depuis un mois.
        [4] Papa met ses cartes dans une boîte en bambou.
       *[5] La lampe de ma chambre est en papier blanc.
    }
sentence-second =
    { $number ->
        [0] Mon petit frère viendra peut-être en mai.
        [1] Apportez-moi un bol de soupe, s'il vous plaît.
        [2] Samedi, ma famille se promène au bord de l'eau.
        [3] Mes belles bottes brunes sont un peu mouillées.
        [4] Un beau poème embellit même un jour de pluie.
       *[5] Du pain, du beurre et une banane me suffisent.
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>Très bien !</b> Ce visage est prêt.
        [warn] 👍 <b>Bien.</b> Ce visage convient. Ce serait encore mieux ainsi :
        [fail] ⚠️ <b>Cela pourrait marcher, mais pas bien.</b> Mieux vaut réessayer en tenant compte de ceci :
       *[blocked] ✋ <b>Celui-ci ne convient pas.</b> Voici ce qu'il faut changer :
    }
face-use = ✓ L'utiliser
face-use-anyway = L'utiliser quand même
face-try-again = Réessayer
face-name = Visage { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b> est prêt. Envoyez-moi maintenant une note vocale !

## Voices

voice-no-face = Je ne connais pas encore votre visage. Envoyez-m'en d'abord une courte vidéo : /setface
fallback = Envoyez-moi une <b>note vocale</b>, et j'en fais une vidéo. /help dit le reste.
choice-ask = À quoi sert cette vidéo ?
choice-face = C'est mon visage
choice-voice = Faire un clip avec son audio
choice-over = Merci d'envoyer la vidéo encore une fois.

## Progress

status-queued =
    { $position ->
        [1] ⏳ C'est bientôt à vous
       *[other] ⏳ Numéro { NUMBER($position) } dans la file
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] Je commence…
            [normalise] Je lis votre vidéo
            [animate] Je donne vie à votre photo
            [track] Je suis votre visage
            [listen] J'écoute votre voix
            [check] J'évalue la lumière et l'image
            [learn] J'apprends vos lèvres
            [collect] Je recueille votre bouche
           *[other] Je travaille sur votre visage
        }
       *[clip] { $stage ->
            [start] Je commence…
            [read-audio] Je prépare la voix
            [voice] Je prépare la voix
            [listen] J'écoute
            [draw] Je dessine
           *[other] Je travaille sur votre clip
        }
    }
status-sending = 📤 J'envoie…
status-cancel = ✕ Annuler
status-cancelled = Annulé.
status-again = ↻ Réessayer
about-seconds =
    { $count ->
        [one] environ { NUMBER($count) } seconde
       *[other] environ { NUMBER($count) } secondes
    }
about-minutes =
    { $count ->
        [one] environ { NUMBER($count) } minute
       *[other] environ { NUMBER($count) } minutes
    }

## Clips

clip-generated = 🤖 Généré par IA
clip-not-round = Pas ronde : les vidéos rondes durent une minute au plus.
clip-quality =
    Lèvres : { $lips ->
        [great] très proches des vôtres
        [good] proches des vôtres
        [fair] à peu près les vôtres
       *[generic] générales, pas apprises de votre façon de parler
    } · Voix : { $voice ->
        [good] claire
       *[fair] pourrait être plus claire
    }
clip-as-note = ◯ En rond
clip-as-video = ▭ En vidéo
clip-other-face = Autre visage
clip-again = ↻ Encore
clip-which-face = Quel visage doit le dire ?
clip-only-face = Vous n'avez que ce visage. Ajoutez-en un avec /setface
clip-face-gone = Ce visage a été supprimé. Renvoyez la note vocale.
clip-queued = C'est parti !
clip-thanks =
    { $verdict ->
        [good] Ravi que cela vous plaise !
       *[bad] Merci de nous l'avoir dit.
    }
sending-doubt = 🤔 Telegram n'a pas confirmé l'arrivée du fichier. S'il n'est pas là, redemandez-le, s'il vous plaît.
delivery-doubt = 🤔 J'ai été interrompu pendant l'envoi de ce clip. Est-il arrivé ?
delivery-send = L'envoyer
delivery-arrived = Il est arrivé

## Batches

batch-ask = 📦 Envoyez-moi vos notes vocales, l'une après l'autre. Quand vous avez fini, appuyez sur le bouton.
batch-done = C'est tout
batch-closed =
    { $count ->
        [0] Aucune note vocale n'est arrivée. Recommencez avec /batch
        [one] Un clip arrive.
       *[other] { NUMBER($count) } clips arrivent, et un zip avec tous.
    }
batch-status =
    📦 { $done } sur { $total ->
        [one] { NUMBER($total) } clip prêt
       *[other] { NUMBER($total) } clips prêts
    }{ $failed ->
        [0] {""}
        [one] , { NUMBER($failed) } échoué
       *[other] , { NUMBER($failed) } échoués
    }
batch-zip = Tout dans un zip

## Queue, history

queue-title = <b>Ce qui est en cours pour vous</b>
queue-empty = Rien n'attend. Envoyez-moi une note vocale !
cancel-dialogue = Très bien, laissons cela.
cancel-nothing = Il n'y a rien à annuler.
cancel-too-late = Trop tard : c'est en cours d'envoi, ou déjà fait.
history-title = <b>Vos derniers clips</b>. Appuyez sur un numéro pour en recevoir un à nouveau.
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = Pas encore de clips. Envoyez-moi une note vocale !

## Faces

faces-title =
    { $count ->
        [one] <b>Votre visage</b>
       *[other] <b>Vos visages</b>. Les clips sont faits avec celui qui a l'étoile.
    }
faces-none = Vous n'avez pas encore de visage ici.
faces-add = + Nouveau visage
faces-card =
    <b>{ $name }</b>
    depuis { $when }
faces-make-default = ★ Pour mes clips
faces-rename = Renommer
faces-delete = Supprimer
faces-ask-name = Comment <b>{ $name }</b> doit-il s'appeler ? Envoyez-moi le nouveau nom.
faces-renamed = Il s'appelle maintenant <b>{ $name }</b>.
faces-uses = Qui l'a utilisé
faces-uses-title = Clips que d'autres ont faits avec <b>{ $name }</b>, les plus récents d'abord :
faces-uses-none = Personne d'autre n'a fait de clip avec <b>{ $name }</b>.
faces-use = { $when } UTC · { $who }
faces-use-gone = quelqu'un qui a supprimé ses données
faces-uses-more = … et { $count } de plus : /export les donne tous.
faces-delete-ask = Supprimer <b>{ $name }</b> définitivement, avec sa vidéo ?
faces-delete-yes = Oui, supprimer
faces-deleted = <b>{ $name }</b> est supprimé.

## Settings

settings-title =
    <b>Réglages</b>
    Comment les clips sont envoyés, comment les voix sont nettoyées, à quel point la bouche s'ouvre, si les clips disent leur qualité, et la langue.
settings-saved = Enregistré
settings-quality = Dire la qualité
output-note = Vidéo ronde
output-video = Vidéo
output-file = Fichier
denoise-auto = Nettoyer s'il y a du bruit
denoise-on = Toujours nettoyer
denoise-off = Ne jamais nettoyer
mouth-calm = La bouche s'ouvre peu
mouth-natural = La bouche s'ouvre naturellement
mouth-lively = La bouche s'ouvre largement

## Help and privacy

help-text =
    <b>Comment ça marche</b>
    1. /setface et une courte vidéo où vous parlez
    2. une note vocale (ou un fichier audio, ou un message vidéo rond) : vous recevez le clip

    /faces vos visages · /settings rond ou large, langue
    /batch plusieurs notes vocales à la fois, avec un zip
    /queue ce qui est en cours · /cancel l'arrêter
    /history vos derniers clips à nouveau
    /privacy ce que je garde · /export dans un fichier · /forgetme tout supprimer

    Dans un groupe de votre équipe : répondez à une note vocale avec /talk
privacy-text =
    <b>Ce que je garde</b>
    • vos vidéos de visage, ce qui en est calculé et vos notes sur qui a donné l'autorisation : jusqu'à ce que vous les supprimiez (/faces)
    • notes vocales et clips : { $days ->
        [one] { NUMBER($days) } jour
       *[other] { NUMBER($days) } jours
    }
    • votre numéro Telegram, votre nom, vos réglages, et le fait que vous avez accepté

    Tout reste sur les machines de ceux qui font tourner ce bot, et ne sert qu'à vos clips. Si vous utilisez un visage prêté, son propriétaire voit votre nom et l'heure de chaque clip. /export vous envoie tout, /forgetme supprime tout aussitôt. Les messages de ce chat sont chez Telegram : supprimez-les vous-même.
export-done = 📦 Tout ce que je garde sur vous : data.json en donne la liste, les dossiers contiennent vos visages, voix et clips.
export-too-large = 📦 Tout ce que je garde sur vous pèse { $size } Mo ; je peux envoyer { $max } Mo au plus. Téléchargez-le dans le studio ({ studio-nav-settings }) ou demandez à qui gère ce bot d'exécuter <code>facenote export</code>.
forgetme-ask = <b>Tout supprimer ?</b> Vos visages, voix, clips et réglages disparaissent aussitôt et pour de bon, ainsi que les clips que d'autres sont en train de faire avec un visage que vous avez prêté.
forgetme-yes = Oui, tout supprimer
forgetme-withdrawn = Le visage de ce clip a été supprimé par son propriétaire.
forgetme-done = Tout ce qui vous concerne est supprimé. Au revoir ! Si vous revenez : /start

## Groups

group-welcome =
    👋 <b>Je transforme les notes vocales en vidéos de la personne qui parle.</b> Répondez à votre propre note vocale avec /talk, ou répondez-moi par une note vocale.
    Montrez-moi votre visage une fois, dans notre chat privé. /team montre les visages prêtés à ce groupe ; les administrateurs ont /teamsettings.
group-help =
    <b>Comment ça marche ici</b>
    /talk en réponse à une note vocale en fait une vidéo où c'est vous qui la dites. Une note vocale en réponse à moi fait de même.
    /shareface prête votre visage à ce groupe · /unshareface le reprend · /team montre les visages prêtés
    Administrateurs : /teamsettings
group-only = C'est pour les groupes : ajoutez-moi à l'un des vôtres et envoyez-le là-bas.
private-only = C'est pour notre chat privé :
private-open = Ouvrir notre chat privé
group-nameless = 🎭 Vous écrivez au nom du groupe, je ne sais donc pas quel visage prendre. Écrivez en votre nom, s'il vous plaît.
talk-how = 🎙 Répondez avec /talk à une <b>note vocale</b>, et j'en fais une vidéo où c'est vous qui la dites.
talk-not-your-voice = 🔒 Dans ce groupe, chacun n'anime que sa propre voix. Les administrateurs peuvent changer cela : /teamsettings
talk-no-face = Je ne connais pas encore votre visage. Cela prend une minute, en privé :
talk-register = Montrer mon visage

## Lent faces

share-no-face = Vous n'avez pas encore de visage. Créez-en un dans notre chat privé avec /setface, puis prêtez-le ici.
share-all-lent = Vos visages sont déjà prêtés à ce groupe. /unshareface les reprend.
share-which = Quel visage prêtez-vous à ce groupe ?
share-done = 🤝 <b>{ $face }</b> est prêté à ce groupe : tous ceux qui peuvent m'utiliser ici peuvent faire des clips avec lui, et je vous dis qui le fait. Cela prend fin quand vous le reprenez ou quittez le groupe.
unshare-none = Aucun de vos visages n'est prêté à ce groupe.
unshare-which = Quel visage reprenez-vous ?
unshare-done = <b>{ $face }</b> est de nouveau à vous seul. Les clips que d'autres faisaient avec lui sont arrêtés.
lent-used = 🎭 <b>{ $name }</b> fait un clip avec votre visage (<b>{ $face }</b>) dans <b>{ $group }</b>.
lent-take-back = Le reprendre
team-none = Aucun visage n'est prêté à ce groupe. /shareface prête l'un des vôtres.
team-title = 👥 <b>Visages prêtés à ce groupe.</b> Choisissez-en un pour votre prochain clip.
team-own-face = Mon propre visage
team-picked = Votre prochain clip ici sera fait avec <b>{ $face }</b>.
team-picked-own = Votre prochain clip ici sera fait avec votre propre visage.

## Settings of a group

team-settings = 🛠 <b>Réglages de ce groupe</b>
team-settings-refused = Seuls les administrateurs de ce groupe peuvent changer ses réglages.
team-voices =
    Voix : { $choice ->
        [own] seulement la sienne
       *[anybody] celles de tout le groupe
    }
team-start =
    Clips : { $choice ->
        [request] sur demande
       *[every] de chaque note vocale
    }
team-members =
    Pour : { $choice ->
        [all] tout le monde
       *[administrators] les administrateurs
    }
team-output =
    Envoyés en : { $choice ->
        [note] vidéo ronde
        [video] vidéo
        [file] fichier
       *[none] selon chacun
    }
team-quota =
    Clips par jour : { $choice ->
        [none] sans limite
       *[other] { $choice }
    }
team-badge =
    Mention « AI » : { $choice ->
        [always] toujours
       *[operator] selon l’opérateur ({ $operator ->
            [on] activée
           *[off] désactivée
        })
    }
team-language =
    Langue : { $choice ->
        [none] celle de chacun
       *[other] { $name }
    }
error-only-administrators = 🔒 Dans ce groupe, seuls les administrateurs font des clips.

## For operators

stats-people = 👥 Personnes : { $people } · visages : { $faces } · groupes : { $groups }
stats-clips = Dernières 24 heures : livrés { $day } · échoués { $failed }
stats-queue =
    Maintenant : en attente { $queued }{ $queued ->
        [0] {""}
       *[other] {" "}(le plus ancien : { $waited })
    } · en cours { $running } · en envoi { $sending }
stats-disk = Fichiers : { $used_mb } Mo · libres : { $free_mb } Mo
stats-speed = Une seconde de voix prend { NUMBER($speed) } s
ban-how = Donnez le numéro d'une personne ou d'un groupe, ou répondez à l'un de ses messages. Les opérateurs ne peuvent pas être bannis.
ban-done = 🚫 { $whom } : accès interdit.
unban-done = { $whom } : accès rétabli.
drain-ask = Plus aucun nouveau travail ne sera accepté jusqu'au prochain redémarrage ; ce qui attend est gardé. Continuer ?
drain-yes = Oui, vider
drain-done = 🔧 Fin de service : plus aucun nouveau travail n'est accepté.

## Buttons

button-not-yours = Ce bouton est pour quelqu'un d'autre.
button-outdated = Ce bouton est trop ancien.

## Errors

error-internal-error = 😕 Quelque chose s'est mal passé de notre côté. Merci de réessayer.
error-engine-failed = 😕 Cela n'a pas marché. Merci de réessayer.
error-storage-failed = 😕 Cela n'a pas marché. Merci de réessayer.
error-worker-died = 😕 Le travail a été interrompu. Merci de réessayer.
error-worker-hung = 😕 Le travail s'est figé. Merci de réessayer.
error-worker-unready = 😕 Je ne peux pas travailler en ce moment. Merci de réessayer plus tard.
error-worker-version-differs = 😕 Je ne peux pas travailler en ce moment. Merci de réessayer plus tard.
error-cancelled = Annulé.
error-worker-lost = 😕 Le travail a été interrompu plusieurs fois. Merci de réessayer plus tard.
error-worker-out-of-memory = 😕 Cela demande plus de mémoire qu'il n'y en a. Essayez un fichier plus court ou plus petit.
error-job-timeout = 😕 Cela a pris trop de temps. Essayez un fichier plus court.
error-device-out-of-memory = 😕 L'ordinateur manquait de mémoire graphique. Réessayez dans quelques minutes.
error-disk-full = 😕 Le disque est plein, je ne peux rien accepter de nouveau pour l'instant. Merci de réessayer plus tard.
error-quota-exceeded = 🗄 Vos fichiers occupent toute la place que vous avez ici. Supprimez des clips ou des visages : /history, /faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ Ce groupe a déjà autant de clips en cours qu'il le peut ({ $limit }). Merci d'attendre que l'un d'eux soit fini.
       *[user] ⏳ Vous avez déjà autant de clips en cours que possible ({ $limit }). Attendez que l'un soit fini, ou arrêtez-en un : /queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 Ce groupe a fait { $limit ->
            [one] son { NUMBER($limit) } clip
           *[other] ses { NUMBER($limit) } clips
        } en 24 heures. Réessayez dans quelques heures.
       *[user] 🌙 Vous avez fait { $limit ->
            [one] votre { NUMBER($limit) } clip
           *[other] vos { NUMBER($limit) } clips
        } en 24 heures. Réessayez dans quelques heures.
    }
error-service-draining = 🔧 Je vais redémarrer. Merci de le renvoyer dans une minute.
error-not-found = Ce n'est plus là.
error-wrong-state = Cela a changé entre-temps.
error-server-busy = 😕 Je suis très occupé. Merci de réessayer dans un instant.
error-store-busy = 😕 Je suis très occupé. Merci de réessayer dans un instant.
error-messenger-unreachable = 📡 Telegram ne répond pas. Merci de réessayer dans une minute.
error-file-not-shared = 😕 Je n'arrive pas à obtenir ce fichier de Telegram. Merci de prévenir la personne qui gère ce bot.
error-only-operators = 🔒 Seuls les opérateurs peuvent faire cela.
error-face-not-allowed = Vous ne pouvez pas utiliser ce visage ici.
error-face-not-usable = Ce visage ne peut pas être utilisé. Réessayez : /setface
error-face-refused = Ce visage ne convient pas. Réessayez : /setface
error-no-face-found = 🔍 Je n'y vois pas de visage. Filmez-le de face, de près et bien éclairé : /setface
error-media-missing = 😕 Le fichier n'est pas arrivé. Merci de le renvoyer.
error-media-name-unusable = 😕 Le nom du fichier est illisible. Merci de le renommer et de le renvoyer.
error-media-empty = Le fichier est vide. Merci de le renvoyer.
error-media-unsupported = Je ne sais pas lire ce type de fichier. Envoyez une note vocale, mp3, mp4 ou une photo.
error-media-damaged = Le fichier est abîmé ou coupé. Merci de le renvoyer.
error-media-too-large = L'image est trop grande. Envoyez-en une plus petite.
error-media-too-short = Cette vidéo ne contient qu'une seule image. Envoyez une vidéo de quelques secondes ou une photo.
error-media-too-small = L'image est trop petite. Envoyez-en une avec plus de pixels.
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ C'est trop long. Merci de raccourcir.
        [one] ✂️ C'est trop long : au plus { NUMBER($max_minutes) } minute. Merci de raccourcir.
       *[other] ✂️ C'est trop long : au plus { NUMBER($max_minutes) } minutes. Merci de raccourcir.
    }
error-file-too-large =
    📏 Ce fichier est trop gros : j'accepte au plus { $max_mb } Mo. Envoyez-le plus court ou plus petit.
error-media-timeout = 😕 La lecture du fichier a pris trop de temps. Essayez un autre format.
error-ffmpeg-failed = 😕 Le fichier n'a pas pu être converti. Essayez un autre format.
error-no-video = Il n'y a pas d'image dans ce fichier. Envoyez une vidéo ou une photo de votre visage.
error-no-sound = Il n'y a pas de son dans ce fichier.
error-no-speech = 🔇 Je n'entends personne parler. Envoyez une note vocale où l'on parle.
error-silent-audio = 🔇 L'enregistrement est muet. Merci de le refaire.
error-voice-too-short = C'est trop court. Dites au moins un mot ou deux.
error-voice-unusable = Je ne peux pas utiliser cet enregistrement. Merci de le refaire.
error-clip-over-limit = 📏 Le clip ne tient pas dans la taille de fichier choisie. Autorisez un fichier plus gros, ou choisissez une image plus petite ou une voix plus courte.
error-template-missing = 😕 Les fichiers du visage manquent. Merci de le refaire : /setface
error-template-damaged = 😕 Les fichiers du visage sont abîmés. Merci de le refaire : /setface
error-template-too-new = 😕 Ce visage a été fait par une version plus récente. Merci de le refaire : /setface
error-chat-gone = Le chat n'existe plus.
error-bot-blocked = Je ne peux pas écrire dans ce chat.
error-telegram-refused = 😕 Telegram n'a pas accepté le clip.
error-clip-too-large = 📏 Le clip est trop gros pour Telegram. Essayez une note vocale plus courte.

## Findings: what is wrong, and what to do about it

finding-format = Le fichier est d'un type inhabituel.
advice-format = Envoyez un .mp4 de la caméra de votre téléphone.
finding-ai-generated = Le fichier indique qu'il a été créé en tout ou en partie par une IA.
advice-ai-generated = Envoyez l'enregistrement d'origine : des lèvres dessinées par une IA ne sont pas les vôtres.
finding-duration = La vidéo dure { NUMBER($value, maximumFractionDigits: 0) } s.
advice-duration = Filmez-vous de 15 à 60 secondes en parlant à la caméra.
finding-resolution = L'image ne fait que { NUMBER($value, maximumFractionDigits: 0) } pixels de large ou de haut.
advice-resolution = Filmez en 720p ou mieux.
finding-frame-rate = { NUMBER($value, maximumFractionDigits: 0) } images par seconde.
advice-frame-rate = Filmez à 25 ou 30 images par seconde.
finding-rotated = L'image était couchée ; je l'ai redressée.
advice-rotated = Tenez le téléphone droit.
finding-face-present = Votre visage est dans { NUMBER($value, style: "percent", maximumFractionDigits: 0) } de la vidéo.
advice-face-present = Restez dans l'image du début à la fin, face à la caméra.
finding-face-gap = Votre visage quitte l'image pendant { NUMBER($value, maximumFractionDigits: 1) } s.
advice-face-gap = Restez dans l'image du début à la fin, face à la caméra.
finding-base-path = Seules { NUMBER($value, maximumFractionDigits: 1) } s d'affilée sont utilisables.
advice-base-path = Restez immobile et dans l'image plus longtemps, en une seule prise, la bouche dégagée.
finding-face-share = Votre visage remplit { NUMBER($value, style: "percent", maximumFractionDigits: 0) } de la largeur de l'image.
advice-face-share = Rapprochez-vous : il en faut environ la moitié.
finding-face-size = Votre visage fait { NUMBER($value, maximumFractionDigits: 0) } pixels de large.
advice-face-size = Rapprochez-vous, ou filmez avec plus de pixels.
finding-face-cut-off = Une partie de votre tête est hors de l'image.
advice-face-cut-off = Laissez de la place autour du front, du menton et des oreilles.
finding-yaw = Votre tête est tournée sur le côté.
advice-yaw = Regardez la caméra, pas à côté.
finding-pitch = La caméra regarde d'en haut ou d'en bas.
advice-pitch = Tenez la caméra à hauteur de vos yeux.
finding-roll = Votre tête est penchée.
advice-roll = Tenez la tête et la caméra droites.
finding-several-faces = Il y a un autre visage dans l'image.
advice-several-faces = Soyez la seule personne dans l'image.
finding-brightness =
    { $side ->
        [high] Votre visage est trop clair.
       *[low] Votre visage est trop sombre.
    }
advice-brightness = Éclairez votre visage uniformément de face.
finding-backlight = La lumière vient de derrière vous.
advice-backlight = Tournez-vous pour avoir la fenêtre ou la lampe devant vous.
finding-side-light = Une moitié de votre visage est bien plus sombre.
advice-side-light = Éclairez de la même façon les deux moitiés de votre visage.
finding-hot-spots = Il y a des reflets sur votre peau.
advice-hot-spots = Prenez une lumière plus douce, ou éloignez-vous de la lampe.
finding-sharpness = Votre visage n'est pas net.
advice-sharpness = Nettoyez l'objectif, laissez la caméra faire la mise au point sur votre visage, et ajoutez de la lumière.
finding-shake = La caméra tremble.
advice-shake = Posez le téléphone ou appuyez-le contre quelque chose.
finding-jump = Il y a des mouvements brusques.
advice-jump = Évitez les mouvements brusques de la caméra et de la tête.
finding-pan = La caméra bouge.
advice-pan = Gardez la caméra immobile.
finding-zoom = La distance change beaucoup.
advice-zoom = Ne zoomez pas, et gardez votre distance.
finding-cuts = La vidéo a des coupures ; j'ai pris sa plus longue partie.
advice-cuts = Envoyez une prise sans coupure.
finding-frozen = L'image se fige par endroits.
advice-frozen = Envoyez l'enregistrement d'origine.
finding-mouth-hidden = Votre bouche se voit dans { NUMBER($value, style: "percent", maximumFractionDigits: 0) } de la vidéo.
advice-mouth-hidden = Éloignez masque, main ou micro de votre bouche.
finding-eyes-hidden = Vos yeux sont cachés.
advice-eyes-hidden = Enlevez les lunettes de soleil.
finding-no-sound = Il n'y a pas de son.
advice-no-sound = Filmez avec le son : votre voix m'apprend vos lèvres.
finding-silent-sound = Le son est muet.
advice-silent-sound = Autorisez le micro et recommencez.
finding-speech = J'entends { NUMBER($value, maximumFractionDigits: 0) } s de parole.
advice-speech = Parlez au moins 15 secondes, pour que les lèvres deviennent les vôtres.
finding-noise = Il y a du bruit.
advice-noise = Enregistrez dans une pièce calme, près du micro.
finding-clipping = Le son est saturé.
advice-clipping = Parlez moins fort, ou plus loin du micro.
finding-level =
    { $side ->
        [high] Le son est trop fort.
       *[low] Le son est trop faible.
    }
advice-level =
    { $side ->
        [high] Parlez plus loin du micro, ou baissez-le.
       *[low] Parlez plus fort, ou plus près du micro.
    }
finding-av-offset = Le son et les lèvres sont décalés de { NUMBER($value, maximumFractionDigits: 0) } ms.
advice-av-offset = Rien à faire : je le corrige.
finding-foreign-sound = Les lèvres ne bougent pas avec le son.
advice-foreign-sound = Envoyez une vidéo avec votre propre voix, prise sur le vif.
finding-sentence = Aucune phrase ne s'entend de ces lèvres, ou elle est trop courte.
advice-sentence = Dites à voix haute, dans une nouvelle vidéo, la phrase qui vous a été montrée. Une photo ne parle pas.
finding-mouth-open = La bouche est grande ouverte.
advice-mouth-open = Fermez la bouche, ou souriez les dents serrées.
finding-photo = C'est une photo.
advice-photo = Une vidéo où vous parlez donne de vraies lèvres, de vraies dents et de vrais mouvements de tête.

advice-voice-level = Conseil : parlez plus fort, ou plus près du micro.
advice-voice-clipping = Conseil : parlez moins fort, ou plus loin du micro.
advice-voice-noise = Conseil : enregistrez dans une pièce calme.
advice-voice-speech-share = Conseil : coupez les longs silences et la musique.
advice-voice-pitch-mismatch = Conseil : cette voix est bien plus aiguë ou plus grave que celle du visage. Une voix plus proche paraît plus naturelle.

moment-voice-clipping = Trop fort ici
moment-voice-speech-share = Rien n’est dit ici

## Studio: the web page

studio-nav = Rubriques
studio-nav-make = Créer
studio-nav-batch = Lot
studio-nav-faces = Visages
studio-nav-history = Historique
studio-nav-log = Journal
studio-nav-settings = Réglages
studio-notify = Notifications
studio-notify-about = M’avertir quand un travail se termine pendant que cette page est en arrière-plan.
studio-notify-denied = Le navigateur n’autorise pas les notifications pour cette page.
studio-skip = Aller au contenu
studio-language = Langue
studio-close = Fermer
studio-connection-lost = La connexion est perdue. Je continue d'essayer ; ce qui est en cours se poursuivra dès que le serveur sera de retour.
studio-offline = Le serveur ne répond pas. Merci de réessayer dans un instant.
studio-broken = Quelque chose s'est mal passé sur cette page.
studio-reload = Recharger
studio-missing = Il n’y a rien à cette adresse.
studio-missing-go = Vers le studio

studio-face = Visage
studio-voice = Voix
studio-new-face = Nouveau visage
studio-no-faces = Il n'y a pas encore de visage ici. Ajoutez-en d'abord un.
studio-no-voices = Il n'y a pas encore de voix ici. Déposez un fichier ou enregistrez-en une.
studio-voice-reading = Je lis la voix
studio-voice-fine = Cette voix est nette.
studio-voices-unusable = Inutilisables : { NUMBER($count) }
studio-delete-voice = Supprimer la voix { $name }
studio-cut = Couper ou diviser
studio-cut-name = Couper ou diviser { $name }
studio-cut-start = Début
studio-cut-end = Fin
studio-cut-silence = Sans silence aux extrémités
studio-cut-reset = Toute la voix
studio-cut-parts = Diviser aux pauses, parties
studio-cut-make = Créer une nouvelle voix
studio-cut-make-several = Créer de nouvelles voix
studio-original-stays = L'original reste tel quel.
studio-join = Réunir des voix
studio-join-add = Ajouter une voix
studio-join-earlier = Monter { $name }
studio-join-later = Descendre { $name }
studio-join-without = Retirer { $name }
studio-join-length = { $length } sur { $most } au maximum.
studio-join-make = Créer une seule voix
studio-show-all =
    { $count ->
        [one] En montrer { NUMBER($count) } de plus
       *[other] En montrer { NUMBER($count) } de plus
    }
studio-form = Format
studio-form-video = Vidéo
studio-form-note = Vidéo ronde
studio-denoise = Bruit
studio-mouth = Bouche
studio-size = Taille
studio-size-source = comme le visage
studio-max-mb-none = sans limite
studio-max-mb-limit = au plus { $size } ({ $messenger })
studio-max-mb = Taille du fichier
studio-make-video = Faire le clip
studio-make-note = Faire la vidéo ronde
studio-in-the-making = En cours
studio-queue = { NUMBER($count) } en cours
studio-queue-empty = Rien n’est en cours pour le moment.
studio-make-other = En faire une autre
studio-make-how = Choisissez un visage, dites quelque chose, obtenez le clip.
studio-ways = Combien
studio-one = Un clip
studio-many = Plusieurs clips
studio-make-it-note = En faire une vidéo ronde
studio-make-it-video = En faire une vidéo
studio-preview = { $name } parlera avec cette voix.
studio-ready = Prêt
studio-result = C'est prêt : { $name }
studio-failed = { $name } n’a pas pu être créé.
studio-look = Voir
studio-play = Lire
studio-pause = Pause
studio-compare = Maintenir : l'original
studio-speed = Vitesse
studio-volume = Volume
studio-play-name = Lire { $name }
studio-download-name = Télécharger { $name }
studio-download-video = Télécharger le clip
studio-download-note = Télécharger la vidéo ronde
studio-copy-link = Copier le lien
studio-share = Partager
studio-share-title = Partager { $name }
studio-share-about = Toute personne ayant le lien voit ce clip, et rien d’autre de vous, sans se connecter. Jours avant expiration : { NUMBER($days) }.
studio-share-link = Lien
studio-share-download = Le clip peut être téléchargé
studio-share-until = Le lien fonctionne jusqu’au { $when }.
studio-share-make = Créer un lien
studio-share-anew = Créer un nouveau lien
studio-share-replaces = Un nouveau lien met fin au précédent.
studio-share-end = Arrêter le partage
studio-share-copied = Le lien est copié.
studio-copy-selected = Ce navigateur ne copie pas ici. Le texte est sélectionné : appuyez sur Ctrl+C.
studio-share-gone = Ce lien ne fonctionne plus.
studio-cancel = Annuler
studio-try-again = Réessayer
studio-cancel-name = Annuler { $name }
studio-retry-name = Réessayer { $name }
studio-delete-name = Supprimer { $name }
studio-delete = Supprimer
studio-undo = Annuler
studio-deleted = Supprimés : { NUMBER($count) }
studio-deleted-name = { $name } a été supprimé.
studio-keep = Garder
studio-time-left = encore { $time }
studio-progress-of = Avancement de { $name }
studio-handing-over = C'est presque fini
studio-state-cancelled = Annulé

studio-batch-intro = Plusieurs clips d'un coup. Si l'un échoue, les autres continuent.
studio-batch-way = Ce qui varie
studio-batch-many-faces = Une voix, plusieurs visages
studio-batch-many-voices = Un visage, plusieurs voix
studio-pick-one-voice = Choisissez la voix
studio-pick-voices = Choisissez les voix
studio-pick-one-face = Choisissez le visage
studio-pick-faces = Choisissez les visages
studio-pick-all = Tout choisir
studio-pick-none = Ne rien choisir
studio-batch-make =
    { $count ->
        [0] Faire les clips
        [one] Faire { NUMBER($count) } clip
       *[other] Faire { NUMBER($count) } clips
    }
studio-batch-limit = Au plus { NUMBER($limit) } par lot.
studio-batch-name = Lot { NUMBER($number) }
studio-batch-now = { NUMBER($number) } sur { NUMBER($total) } : { $name }
studio-batch-done =
    { $total ->
        [one] { NUMBER($done) } sur { NUMBER($total) } clip prêt
       *[other] { NUMBER($done) } sur { NUMBER($total) } clips prêts
    }
studio-batch-failed =
    { $failed ->
        [one] { NUMBER($failed) } échouée
       *[other] { NUMBER($failed) } échouées
    }
studio-batch-cancel = Tout annuler
studio-batch-retry = Faire les manquantes ({ NUMBER($count) })
studio-batch-zip = Tout télécharger (zip)
studio-batch-cancelled = Annulées : { NUMBER($count) }
studio-batch-delete = Supprimer le lot
studio-batch-delete-ask = Supprimer définitivement { $name } et ses clips ?
studio-batch-show = Montrer les clips
studio-batch-hide = Cacher les clips
studio-batches = Vos lots
studio-batches-none = Pas encore de lots. Choisissez des visages et des voix ci-dessus, puis appuyez sur le bouton.

studio-history-none = Pas encore de clips. Le premier est à deux clics.
studio-history-go = Faire un clip
studio-history-more = Montrer les plus anciennes
studio-gone = Ce clip n’existe plus.
studio-history-nothing = Aucun clip ne correspond.
studio-history-unread = La liste n'a pas pu être chargée.
studio-search = Rechercher par nom
studio-filter-state = État
studio-filter-unmade = Échoués ou annulés
studio-filter-any-face = Tous les visages
studio-filter-any-form = Toutes les formes
studio-select = Sélectionner
studio-selected = Sélection : { NUMBER($count) }
studio-zip = Télécharger (zip)
studio-expires = Gardé jusqu'à : { $when }
studio-kept =
    { $days ->
        [one] Les voix et les clips sont gardés { NUMBER($days) } jour, puis supprimés. Les visages restent jusqu'à ce que vous les supprimiez.
       *[other] Les voix et les clips sont gardés { NUMBER($days) } jours, puis supprimés. Les visages restent jusqu'à ce que vous les supprimiez.
    }
studio-kept-always = Les voix, les clips et les visages sont gardés jusqu'à ce que vous les supprimiez.
studio-disk = Place occupée
studio-disk-of = { $used } occupés sur { $quota }
studio-disk-free = { $used } occupés, { $free } libres sur le serveur

studio-log-intro = Ce qui arrive à vos visages, voix et clips, au fur et à mesure.
studio-log-none = Il ne s'est encore rien passé.
studio-log-all = Tout
studio-log-problems = Problèmes seulement
studio-log-open = Ouvrir le journal
studio-log-queued = En attente
studio-log-rendered = Fait
studio-log-delivered = Prêt
studio-log-cancelled = Annulé
studio-kind-face = Visage
studio-kind-voice = Voix
studio-kind-clip = Clip

# Logging in to the studio
studio-menu-button = Studio
error-login-needed = 🔒 Votre connexion manque ou a pris fin. Connectez-vous et réessayez.
error-part-too-short = Sélectionnez au moins une demi-seconde.
error-sharing-off = 🔒 Les liens vers les clips sont désactivés ici. Demandez à la personne qui gère ce serveur.
error-wrong-token = 🔒 Ce jeton n'est pas connu ici. Demandez le vôtre à la personne qui gère ce serveur.
error-login-link-used = 🔒 Ce lien de connexion a déjà servi ou date de plus d'un jour. Demandez-en un nouveau comme indiqué ci-dessus.
error-mini-app-login-failed = 🔒 La connexion par Telegram est trop ancienne. Fermez cette page et rouvrez-la depuis le bot.
error-order-key-reused = ✋ Cette commande porte la clé d'une autre. Envoyez-la avec une clé à elle.
error-c2pa-missing = 🛠 Ce serveur ne peut pas vérifier de fichiers pour le moment : il lui manque un composant. Merci de prévenir la personne qui le gère.
error-too-many-files = ⏳ Trop de fichiers depuis votre connexion. Attendez une minute, puis réessayez.
error-too-many-logins = ⏳ Trop de jetons erronés. Attendez une minute, puis réessayez.
error-too-many-tokens = ✋ Vous avez déjà { $limit } jetons d'API. Révoquez-en un qui ne sert plus.
error-webhooks-off = 🔒 Les webhooks sont désactivés ici. Demandez à la personne qui gère ce serveur.
error-webhook-not-allowed = 🔒 Les webhooks vers cette adresse ne sont pas autorisés ici. Demandez à la personne qui gère ce serveur.
error-too-many-webhooks = ✋ Vous avez déjà { $limit } webhooks. Supprimez-en un qui ne sert plus.
error-forbidden = 🔒 Vous n'avez pas accès à ceci. Adressez-vous à la personne qui gère ce serveur.
error-consent-needed = ✋ Avant votre premier visage, merci de lire le texte sur la permission et de l'accepter.
error-sentence-needed = 🎙 Ici, la vidéo d'un visage doit contenir la phrase du jour. Dites-la dans une nouvelle vidéo : { $sentence }

# Studio: faces, recording, uploads, settings
studio-position = Position
studio-moments = Ce qui a été remarqué, et où
studio-drop-here = ou déposez des fichiers ici
studio-drop-anywhere = Déposez une voix ou un visage n’importe où
studio-drop-which = C’est pour quoi ?
studio-upload-face = Choisir une vidéo ou une photo
studio-upload-video = Choisir une vidéo
studio-add-faces = Ajouter des visages
studio-upload-voice = Choisir des fichiers
studio-not-a-face = Je ne sais pas lire ce type de fichier. Choisissez une vidéo du visage, par exemple mp4 ou mov, ou une photo.
studio-not-a-voice = Je ne sais pas lire ce type de fichier. Tout fichier avec du son convient, par exemple ogg, mp3, wav ou mp4.
studio-upload-limits =
    { $minutes ->
        [one] Jusqu'à { $size } et { NUMBER($minutes) } minute. Si la connexion se coupe, choisissez à nouveau le même fichier : l'envoi reprend où il s'est arrêté.
       *[other] Jusqu'à { $size } et { NUMBER($minutes) } minutes. Si la connexion se coupe, choisissez à nouveau le même fichier : l'envoi reprend où il s'est arrêté.
    }
studio-record-face = Filmer avec la caméra
studio-record-voice = Enregistrer votre voix
studio-record-asking =
    { $device ->
        [camera] Merci d'autoriser la caméra et le micro.
       *[microphone] Merci d'autoriser le micro.
    }
studio-record-mirror = Ce que voit la caméra, comme dans un miroir
studio-record-camera = Caméra
studio-record-frame = Placez votre visage dans l'ovale, puis appuyez sur le bouton et lisez le texte à voix haute.
studio-record-start = Commencer l'enregistrement
studio-record-stop = Arrêter
studio-record-speak = J'écoute. Parlez maintenant.
studio-record-silent = Je n'entends rien
studio-record-go-on = Continuez à lire, de votre voix naturelle…
studio-record-enough = Cela suffit. Arrêtez quand vous voulez.
studio-record-short = C'est court : à partir de 20 secondes, les lèvres deviennent les vôtres. Vous pouvez l'utiliser quand même.
studio-record-look = Votre visage est-il tout le temps dans l'image, et vous entendez-vous ?
studio-record-again = Recommencer
studio-record-use = Utiliser cet enregistrement
studio-record-discard = Jeter
studio-record-discard-ask = Jeter cet enregistrement ?
studio-record-name = Enregistrement { $when }
studio-record-insecure = Le navigateur ne donne la caméra et le micro qu'aux pages en https ou sur http://127.0.0.1. Vous pouvez déposer un fichier à la place.
studio-record-unsupported = Ce navigateur ne sait pas enregistrer. Vous pouvez déposer un fichier à la place.
studio-record-denied =
    { $device ->
        [camera] Le navigateur ne me laisse pas utiliser la caméra et le micro. Autorisez les deux pour cette page (le symbole à côté de son adresse), puis réessayez.
       *[microphone] Le navigateur ne me laisse pas utiliser le micro. Autorisez-le pour cette page (le symbole à côté de son adresse), puis réessayez.
    }
studio-record-missing =
    { $device ->
        [camera] Je ne trouve pas de caméra, ou pas de micro. Il faut les deux : branchez-les, puis réessayez. Vous pouvez déposer un fichier à la place.
       *[microphone] Je ne trouve pas de micro. Branchez-en un, puis réessayez. Vous pouvez déposer un fichier à la place.
    }
studio-record-busy =
    { $device ->
        [camera] Un autre programme utilise la caméra ou le micro. Fermez-le, puis réessayez.
       *[microphone] Un autre programme utilise le micro. Fermez-le, puis réessayez.
    }
studio-record-lost =
    { $device ->
        [camera] La caméra ou le micro a été débranché.
       *[microphone] Le micro a été débranché.
    }
studio-record-empty = Rien n'a été enregistré. Merci de réessayer.
studio-read-aloud = Lisez à voix haute, en regardant la caméra :
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = La bise et le soleil se disputaient, chacun assurant qu'il était le plus fort, quand ils ont vu un voyageur qui s'avançait, enveloppé dans son manteau. Ils sont tombés d'accord que celui qui arriverait le premier à le lui faire ôter serait regardé comme le plus fort. Alors la bise s'est mise à souffler de toutes ses forces, mais plus elle soufflait, plus le voyageur serrait son manteau autour de lui. Puis le soleil a commencé à briller, et au bout d'un moment le voyageur, réchauffé, a ôté son manteau.
studio-faces-own = Vos visages
studio-check-of = Examen de { $name }
studio-check-done = { $name } a été vérifié.
studio-checks-waiting = Visages en attente de votre décision : { NUMBER($count) }
studio-dismiss = Retirer
studio-dismiss-name = Retirer { $name }
studio-face-name = Nom de ce visage
studio-face-whose = À qui est ce visage ?
studio-face-own = À moi
studio-face-permitted = À quelqu'un d'autre, avec son autorisation
studio-face-who = Qui l'a autorisé ?
studio-face-use = L'utiliser
studio-face-use-anyway = L'utiliser quand même
studio-face-kept = { $name } est prêt. Donnez-lui une voix !
studio-face-default = Par défaut
studio-face-demo = Démo
demo-face = Astronaute
demo-voice = Bonjour
studio-face-since = depuis { $when }
studio-face-make-default = Faire de { $name } le visage par défaut
studio-face-rename = Renommer { $name }
studio-face-report = Ce qui a été constaté sur { $name }
studio-face-uses = Qui a utilisé { $name }
studio-face-delete-ask = Supprimer { $name } définitivement, avec sa vidéo ? Les clips terminés restent, ceux en cours sont annulés.
studio-report-picture = { $name }, avec les mesures dessinées sur l'image
studio-report-enlarge = Ouvrir l'image en grand
studio-report-film = Voir la vidéo vérifiée
studio-report-legend = Ovale en pointillés : où le visage doit être. Coins : où il était.
studio-report-show = Le voir dans la vidéo à { $time }
studio-report-fail = Problème
studio-report-warn = Pourrait être mieux
studio-report-all-fine =
    { $count ->
        [one] { NUMBER($count) } point vérifié, et tout va bien.
       *[other] { NUMBER($count) } points vérifiés, et tout va bien.
    }
studio-report-others-fine =
    { $count ->
        [one] { NUMBER($count) } autre point est comme il faut.
       *[other] { NUMBER($count) } autres points sont comme il faut.
    }
studio-report-lips =
    { $lips ->
        [great] J'ai très bien appris comment bougent vos lèvres.
        [good] J'ai bien appris comment bougent vos lèvres.
       *[fair] J'ai appris à peu près comment bougent vos lèvres.
    }
studio-login = Connexion
studio-login-local = Vous êtes ici en tant qu'utilisateur de cette machine.
studio-login-as = Vous êtes ici en tant que { $name }.
studio-logout = Se déconnecter
studio-logins = Navigateurs dans lesquels vous êtes connecté
studio-login-here = ce navigateur
studio-login-since = connecté { $when }
studio-login-end = Déconnecter : { $name }
studio-login-unknown = Navigateur inconnu
studio-privacy = Ce que je garde
studio-privacy-faces = Vos vidéos de visage, ce qui en est calculé et vos notes sur qui a donné l'autorisation : jusqu'à ce que vous les supprimiez.
studio-privacy-clips =
    { $days ->
        [one] Voix et clips terminés : { NUMBER($days) } jour.
       *[other] Voix et clips terminés : { NUMBER($days) } jours.
    }
studio-privacy-clips-always = Voix et clips terminés : jusqu'à ce que vous les supprimiez.
studio-privacy-person = Votre nom, votre langue, et le fait que vous avez accepté le texte sur la permission.
studio-share-off = Les liens qui montrent des clips à d'autres sont désactivés. FACENOTE_WEB_SHARE_DAYS dans les réglages du serveur les active.
studio-privacy-place = Tout reste sur les machines de ceux qui font tourner cette page, et ne sert qu'à vos clips. Chaque clip dit qu'il a été généré.
studio-api = Pour les scripts
studio-api-about = Ce que fait cette page, un script peut le faire aussi.
studio-api-open = Comment marche l'API
studio-tokens = Jetons d'API
studio-tokens-about = Avec un jeton d'API, un script ou un autre programme peut faire ce que vous pouvez faire ici. Il l'envoie dans l'en-tête Authorization: Bearer.
studio-token-name = À quoi sert-il ?
studio-token-make = Créer un jeton
studio-token-once = Copiez le jeton maintenant : il n'est affiché que cette fois-ci.
studio-token-copy = Copier
studio-token-copied = Copié
studio-token-since = créé { $when }
studio-token-used = dernière utilisation { $when }
studio-token-unused = jamais utilisé
studio-token-revoke = Révoquer { $name }
studio-token-revoke-ask = Révoquer { $name } ? Ce qui l'utilise cesse aussitôt de fonctionner.
studio-token-revoke-yes = Révoquer
studio-webhooks = Webhooks
studio-webhooks-about = Un programme à vous peut être averti quand une voix, un visage ou un clip est terminé ou a échoué : par une requête signée (POST) à son adresse.
studio-webhooks-allowed = Les adresses autorisées commencent par : { $list }
studio-webhook-url = Adresse
studio-webhook-make = Ajouter
studio-webhook-once = Copiez le secret maintenant : il n'est affiché que cette fois-ci. Votre programme vérifie les signatures avec lui.
studio-webhook-waiting = à envoyer : { $count }
studio-webhook-given-up = abandonnés : { $count }
studio-webhook-unused = rien d'envoyé encore
studio-webhook-arrived = arrivé { $when }
studio-webhook-fault-status = réponse { $status }, { $when }
studio-webhook-fault-unreachable = non joint, { $when }
studio-webhook-fault-timed-out = pas de réponse à temps, { $when }
studio-webhook-fault-not-allowed = adresse non autorisée, { $when }
studio-webhook-test = Envoyer un test à { $url }
studio-webhook-remove = Supprimer { $url }
studio-webhook-remove-ask = Supprimer { $url } ? Ce qui reste à y envoyer est abandonné.
studio-webhook-remove-yes = Supprimer
studio-export = Tout télécharger
studio-export-about = Un zip : une liste (data.json) de tout ce qui est gardé sur vous, et chaque visage, voix et clip.
studio-forget = Tout supprimer
studio-forget-about = Vos visages, voix, clips, réglages et connexions disparaissent aussitôt et pour de bon.
studio-forget-ask = Supprimer tout ce qui vous concerne ?
studio-forget-no = Tout garder
login-title = Connexion
login-token = Jeton
login-token-where = La personne qui gère ce serveur vous le donne.
login-go = Se connecter
login-telegram = Ouverte depuis le bot dans Telegram, cette page n'a pas besoin de jeton.
login-as = Se connecter en tant que { $name } ?
login-as-why = Ne continuez que si vous venez d'ouvrir ceci vous-même dans Telegram. Si quelqu'un vous a envoyé un lien vers cette page, votre visage et votre voix iraient dans son compte.
login-link = Au démarrage, le serveur écrit dans son journal, après « to log in: », la commande qui crée son lien de connexion. Exécutez-la sur cette machine en tant qu'utilisateur qui fait tourner le serveur, puis ouvrez le lien affiché. Elle ressemble à ceci :
studio-verify = Qu'est-ce que ce clip ?
studio-verify-about = Choisissez ou déposez une vidéo ou une image (mp4, jpg, png). Le serveur lit ce qu'elle dit de son origine et la supprime aussitôt.
studio-verify-trusted = Inchangé depuis sa signature, et une autorité de confiance se porte garante du signataire.
studio-verify-untrusted = Inchangé depuis sa signature, mais aucune autorité connue de ce serveur ne se porte garante du signataire.
studio-verify-altered = Modifié après sa signature, ou la signature est fausse.
studio-verify-none = Le fichier n'a pas de Content Credentials.
studio-verify-by = Le fichier dit : fait avec { $software }, signé par { $signer }.
studio-verify-ai = Généré par IA, en tout ou en partie.
studio-verify-marked = Métadonnées : marqué comme généré par IA (non signé : chacun peut l'écrire ou l'enlever).
studio-verify-unmarked = Métadonnées : non marqué comme généré par IA.
studio-verify-proof = Un fichier sans marques ne prouve rien : beaucoup de services les enlèvent.

# What the studio's API refuses
error-invalid-request = ✋ Le serveur n'a pas compris. Rechargez la page et réessayez.
error-tus-version = 📁 Ce programme envoie les fichiers d'une façon que le serveur ne connaît pas. Merci de le mettre à jour.
error-wrong-offset = 📁 L'envoi a été interrompu. Renvoyez le fichier.
