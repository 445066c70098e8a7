# Spanish.

language-name = Español

## Commands and profile (shown by Telegram)

bot-description =
    Envíame una nota de voz y haré un vídeo en el que tú la dices.

    Muéstrame tu cara una sola vez, en un vídeo corto. Todo se calcula en las máquinas de tu propio equipo.
bot-short-description = Convierte tus notas de voz en vídeos en los que tú las dices.
command-setface = Muéstrame tu cara
command-faces = Tus caras: ver, nombrar, borrar
command-batch = Varias notas de voz a la vez
command-queue = Lo que se está haciendo
command-cancel = Parar
command-history = Tus últimos clips
command-settings = Redondo o ancho, idioma, sonido
command-privacy = Qué guardo y cuánto tiempo
command-export = Todo lo que guardo sobre ti, en un archivo
command-forgetme = Borrar todo lo mío
command-help = Cómo funciona
command-talk = En respuesta a una nota de voz: que la diga tu cara
command-team = Caras prestadas a este grupo
command-shareface = Prestar tu cara a este grupo
command-unshareface = Recuperar tu cara
command-teamsettings = Para administradores: quién puede hacer qué

## Start

start-welcome =
    👋 <b>¡Hola, { $name }!</b>

    Envíame una nota de voz y te devuelvo un vídeo en el que tú la dices.

    Antes necesito ver tu cara, solo una vez. Se tarda un minuto.
start-ready = 👋 ¡Hola de nuevo, { $name }! Envíame una nota de voz y hago el vídeo. /help cuenta lo demás.
start-closed = 🔒 Trabajo para un círculo cerrado. Si perteneces a él, envía este número a quien me administra: <code>{ $number }</code>
start-how = Enséñame cómo
start-framing =
    <b>Así sale mejor:</b>
    • tu cara ocupa la mitad de la imagen, con la cámara a la altura de los ojos
    • la luz viene de frente
    • el teléfono está apoyado y no se mueve
    • habla de 15 a 60 segundos de lo que quieras, mirando a la cámara

## Consent

consent-text =
    Antes de empezar, confirma por favor:

    <b>Esta es mi cara, o tengo permiso de esta persona</b> para hacer vídeos con ella. No usaré los vídeos para engañar a nadie.

    Cada clip dice que fue generado. /privacy cuenta qué se guarda.
consent-agree = Lo confirmo
consent-own = Es mi cara
consent-permitted = Tengo permiso
consent-who = ¿Quién te dio permiso? Envíame el nombre y cómo aceptó. Se guarda con la cara y se borra con ella. /cancel lo termina.
consent-thanks = ¡Gracias!
voices-text =
    Esta grabación parece ser de otra persona. Confirma, una sola vez:

    <b>Tengo permiso de las personas cuyas voces envío</b> para hacer vídeos con ellas. No usaré los vídeos para engañar a nadie.
voices-agree = Lo confirmo

## Registering a face

setface-ask = 🎥 Ahora envíame un <b>vídeo de tu cara</b>: de 15 a 60 segundos, hablando a la cámara. Vale un videomensaje redondo, y también un archivo. Una foto también sirve, pero se mueve con menos naturalidad.
sentence-ask = 🎥 Di esto en voz alta al principio de un <b>vídeo de tu cara</b> y sigue hablando a la cámara, de 15 a 60 segundos en total: <b>{ $sentence }</b> Aquí no basta una foto.
sentence-first =
    { $number ->
        [0] Mi mamá prepara pan y mermelada.
        [1] Pablo toma el autobús para ir al museo.
        [2] Un bonito pájaro bebe en mi balcón.
        [3] Mi vecino toca el piano por la mañana.
        [4] Pepe guarda un mapa debajo de la cama.
       *[5] La lámpara de la mesa es de bambú.
    }
sentence-second =
    { $number ->
        [0] Mi primo Bruno vendrá a verme en mayo.
        [1] Por favor, ponme un poco más de pan.
        [2] El sábado bailamos en la plaza del pueblo.
        [3] Mis botas blancas están bajo el banco.
        [4] Un buen poema mejora un mal día.
       *[5] Me basta con un plátano y un poco de pan.
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>¡Muy bien!</b> Esta cara está lista.
        [warn] 👍 <b>Bien.</b> Esta cara sirve. Aún sería mejor así:
        [fail] ⚠️ <b>Podría servir, pero no bien.</b> Mejor inténtalo otra vez con esto en cuenta:
       *[blocked] ✋ <b>Esta no sirve.</b> Esto hay que cambiar:
    }
face-use = ✓ Usarla
face-use-anyway = Usarla de todos modos
face-try-again = Probar otra vez
face-name = Cara { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b> está lista. ¡Ahora envíame una nota de voz!

## Voices

voice-no-face = Todavía no conozco tu cara. Envíame antes un vídeo corto de ella: /setface
fallback = Envíame una <b>nota de voz</b> y hago un vídeo con ella. /help cuenta lo demás.
choice-ask = ¿Para qué es este vídeo?
choice-face = Es mi cara
choice-voice = Hacer un clip con su sonido
choice-over = Por favor, envía el vídeo otra vez.

## Progress

status-queued =
    { $position ->
        [1] ⏳ Vas a continuación
       *[other] ⏳ Número { NUMBER($position) } en la cola
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] Empezando…
            [normalise] Leyendo tu vídeo
            [animate] Dando vida a tu foto
            [track] Siguiendo tu cara
            [listen] Escuchando tu voz
            [check] Valorando la luz y la imagen
            [learn] Aprendiendo tus labios
            [collect] Reuniendo tu boca
           *[other] Trabajando en tu cara
        }
       *[clip] { $stage ->
            [start] Empezando…
            [read-audio] Preparando la voz
            [voice] Preparando la voz
            [listen] Escuchando
            [draw] Dibujando
           *[other] Trabajando en tu clip
        }
    }
status-sending = 📤 Enviando…
status-cancel = ✕ Cancelar
status-cancelled = Cancelado.
status-again = ↻ Reintentar
about-seconds =
    { $count ->
        [one] alrededor de { NUMBER($count) } segundo
       *[other] unos { NUMBER($count) } segundos
    }
about-minutes =
    { $count ->
        [one] alrededor de { NUMBER($count) } minuto
       *[other] unos { NUMBER($count) } minutos
    }

## Clips

clip-generated = 🤖 Generado con IA
clip-not-round = No es redondo: los vídeos redondos duran un minuto como máximo.
clip-quality =
    Labios: { $lips ->
        [great] muy parecidos a los tuyos
        [good] parecidos a los tuyos
        [fair] más o menos los tuyos
       *[generic] generales, no aprendidos de tu forma de hablar
    } · Voz: { $voice ->
        [good] clara
       *[fair] podría ser más clara
    }
clip-as-note = ◯ En redondo
clip-as-video = ▭ Como vídeo
clip-other-face = Otra cara
clip-again = ↻ Otra vez
clip-which-face = ¿Qué cara lo dirá?
clip-only-face = Solo tienes esta cara. Añade otra con /setface
clip-face-gone = Esa cara fue borrada. Envía otra vez la nota de voz.
clip-queued = ¡En camino!
clip-thanks =
    { $verdict ->
        [good] ¡Me alegro de que te guste!
       *[bad] Gracias por decírnoslo.
    }
sending-doubt = 🤔 Telegram no confirmó que el archivo llegara. Si no está aquí, pídelo otra vez, por favor.
delivery-doubt = 🤔 Me interrumpieron mientras enviaba este clip. ¿Llegó?
delivery-send = Enviarlo
delivery-arrived = Llegó

## Batches

batch-ask = 📦 Envíame tus notas de voz, una tras otra. Cuando termines, pulsa el botón.
batch-done = Eso es todo
batch-closed =
    { $count ->
        [0] No llegó ninguna nota de voz. Empieza otra vez con /batch
        [one] Viene un clip.
       *[other] Vienen { NUMBER($count) } clips, y un zip con todos.
    }
batch-status =
    📦 { $done } de { $total ->
        [one] { NUMBER($total) } clip listo
       *[other] { NUMBER($total) } clips listos
    }{ $failed ->
        [0] {""}
        [one] , { NUMBER($failed) } fallido
       *[other] , { NUMBER($failed) } fallidos
    }
batch-zip = Todo en un zip

## Queue, history

queue-title = <b>Lo que se está haciendo para ti</b>
queue-empty = No hay nada en espera. ¡Envíame una nota de voz!
cancel-dialogue = De acuerdo, dejémoslo.
cancel-nothing = No hay nada que cancelar.
cancel-too-late = Demasiado tarde: se está enviando o ya está hecho.
history-title = <b>Tus últimos clips</b>. Pulsa un número para recibirlo otra vez.
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = Todavía no hay clips. ¡Envíame una nota de voz!

## Faces

faces-title =
    { $count ->
        [one] <b>Tu cara</b>
       *[other] <b>Tus caras</b>. Los clips se hacen con la que tiene la estrella.
    }
faces-none = Todavía no tienes ninguna cara aquí.
faces-add = + Cara nueva
faces-card =
    <b>{ $name }</b>
    desde { $when }
faces-make-default = ★ Usar en mis clips
faces-rename = Cambiar nombre
faces-delete = Borrar
faces-ask-name = ¿Cómo se llamará <b>{ $name }</b>? Envíame el nombre nuevo.
faces-renamed = Ahora se llama <b>{ $name }</b>.
faces-uses = Quién la ha usado
faces-uses-title = Clips que otros hicieron con <b>{ $name }</b>, los más recientes primero:
faces-uses-none = Nadie más ha hecho un clip con <b>{ $name }</b>.
faces-use = { $when } UTC · { $who }
faces-use-gone = alguien que borró sus datos
faces-uses-more = … y { $count } más: /export los enumera todos.
faces-delete-ask = ¿Borrar <b>{ $name }</b> para siempre, con su vídeo?
faces-delete-yes = Sí, borrar
faces-deleted = <b>{ $name }</b> ha sido borrada.

## Settings

settings-title =
    <b>Ajustes</b>
    Cómo se envían los clips, cómo se limpian las voces, cuánto se abre la boca, si los clips dicen su calidad, y el idioma.
settings-saved = Guardado
settings-quality = Decir la calidad
output-note = Vídeo redondo
output-video = Vídeo
output-file = Archivo
denoise-auto = Limpiar si hay ruido
denoise-on = Limpiar siempre
denoise-off = No limpiar nunca
mouth-calm = La boca se abre poco
mouth-natural = La boca se abre con naturalidad
mouth-lively = La boca se abre mucho

## Help and privacy

help-text =
    <b>Cómo funciona</b>
    1. /setface y un vídeo corto en el que hablas
    2. una nota de voz (o un archivo de audio, o un videomensaje redondo): recibes el clip

    /faces tus caras · /settings redondo o ancho, idioma
    /batch varias notas de voz a la vez, con un zip
    /queue lo que se está haciendo · /cancel pararlo
    /history otra vez tus últimos clips
    /privacy qué guardo · /export en un archivo · /forgetme borrar todo

    En un grupo de tu equipo: responde a una nota de voz con /talk
privacy-text =
    <b>Qué guardo</b>
    • tus vídeos de cara, lo que se calcula con ellos y tus notas sobre quién dio permiso: hasta que los borres (/faces)
    • notas de voz y clips: { $days ->
        [one] { NUMBER($days) } día
       *[other] { NUMBER($days) } días
    }
    • tu número de Telegram, tu nombre, tus ajustes y que diste tu consentimiento

    Todo se queda en las máquinas de quien administra este bot y se usa solo para tus clips. Si usas una cara prestada, su dueño ve tu nombre y la hora de cada clip. /export te lo envía todo y /forgetme lo borra todo al instante. Los mensajes de este chat son de Telegram: bórralos tú.
export-done = 📦 Todo lo que guardo sobre ti: data.json lo enumera y las carpetas contienen tus caras, voces y clips.
export-too-large = 📦 Todo lo que guardo sobre ti ocupa { $size } MB; puedo enviar como máximo { $max } MB. Descárgalo en el estudio ({ studio-nav-settings }) o pídelo a quien gestiona este bot: puede ejecutar <code>facenote export</code>.
forgetme-ask = <b>¿Borrar todo?</b> Tus caras, voces, clips y ajustes desaparecen al instante y para siempre, y también los clips que otros estén haciendo con una cara que prestaste.
forgetme-yes = Sí, borrar todo
forgetme-withdrawn = La cara de este clip fue borrada por su dueño.
forgetme-done = Todo lo tuyo está borrado. ¡Adiós! Si vuelves: /start

## Groups

group-welcome =
    👋 <b>Convierto notas de voz en vídeos de quien habla.</b> Responde a tu propia nota de voz con /talk, o respóndeme con una nota de voz.
    Muéstrame tu cara una vez, en nuestro chat privado. /team muestra las caras prestadas a este grupo; los administradores tienen /teamsettings.
group-help =
    <b>Cómo funciona aquí</b>
    /talk en respuesta a una nota de voz hace un vídeo en el que tú la dices. Una nota de voz en respuesta a mí hace lo mismo.
    /shareface presta tu cara a este grupo · /unshareface la recupera · /team muestra las caras prestadas
    Administradores: /teamsettings
group-only = Esto es para grupos: añádeme a uno de los tuyos y envíalo allí.
private-only = Esto es para nuestro chat privado:
private-open = Abrir nuestro chat privado
group-nameless = 🎭 Escribes en nombre del grupo, así que no sé qué cara usar. Escribe con tu propio nombre, por favor.
talk-how = 🎙 Responde con /talk a una <b>nota de voz</b> y hago un vídeo en el que tú la dices.
talk-not-your-voice = 🔒 En este grupo cada cual anima solo su propia voz. Los administradores pueden cambiarlo: /teamsettings
talk-no-face = Todavía no conozco tu cara. Se tarda un minuto, en privado:
talk-register = Mostrar mi cara

## Lent faces

share-no-face = Todavía no tienes ninguna cara. Haz una en nuestro chat privado con /setface y préstala aquí después.
share-all-lent = Tus caras ya están prestadas a este grupo. /unshareface las recupera.
share-which = ¿Qué cara prestas a este grupo?
share-done = 🤝 <b>{ $face }</b> está prestada a este grupo: quien pueda usarme aquí puede hacer clips con ella, y te digo quién lo hace. Termina cuando la recuperes o te vayas.
unshare-none = Ninguna de tus caras está prestada a este grupo.
unshare-which = ¿Qué cara quieres recuperar?
unshare-done = <b>{ $face }</b> vuelve a ser solo tuya. Se han detenido los clips que otros hacían con ella.
lent-used = 🎭 <b>{ $name }</b> está haciendo un clip con tu cara (<b>{ $face }</b>) en <b>{ $group }</b>.
lent-take-back = Recuperarla
team-none = No hay caras prestadas a este grupo. /shareface presta una de las tuyas.
team-title = 👥 <b>Caras prestadas a este grupo.</b> Elige una para tu próximo clip.
team-own-face = Mi propia cara
team-picked = Tu próximo clip aquí se hará con <b>{ $face }</b>.
team-picked-own = Tu próximo clip aquí se hará con tu propia cara.

## Settings of a group

team-settings = 🛠 <b>Ajustes de este grupo</b>
team-settings-refused = Solo los administradores de este grupo pueden cambiar sus ajustes.
team-voices =
    Voces: { $choice ->
        [own] solo la propia
       *[anybody] las de todo el grupo
    }
team-start =
    Clips: { $choice ->
        [request] a petición
       *[every] de cada nota de voz
    }
team-members =
    Para: { $choice ->
        [all] todos
       *[administrators] administradores
    }
team-output =
    Se envían como: { $choice ->
        [note] vídeo redondo
        [video] vídeo
        [file] archivo
       *[none] lo que elija cada cual
    }
team-quota =
    Clips al día: { $choice ->
        [none] sin límite
       *[other] { $choice }
    }
team-badge =
    Marca «AI»: { $choice ->
        [always] siempre
       *[operator] según el operador ({ $operator ->
            [on] activada
           *[off] desactivada
        })
    }
team-language =
    Idioma: { $choice ->
        [none] el de cada persona
       *[other] { $name }
    }
error-only-administrators = 🔒 En este grupo solo los administradores hacen clips.

## For operators

stats-people = 👥 Personas: { $people } · caras: { $faces } · grupos: { $groups }
stats-clips = Últimas 24 horas: entregados { $day } · fallidos { $failed }
stats-queue =
    Ahora: en espera { $queued }{ $queued ->
        [0] {""}
       *[other] {" "}(el más antiguo: { $waited })
    } · haciéndose { $running } · enviándose { $sending }
stats-disk = Archivos: { $used_mb } MB · libres: { $free_mb } MB
stats-speed = Un segundo de voz tarda { NUMBER($speed) } s
ban-how = Indica el número de una persona o de un grupo, o responde a un mensaje suyo. No se puede bloquear a los operadores.
ban-done = 🚫 { $whom }: bloqueo activado.
unban-done = { $whom }: bloqueo retirado.
drain-ask = No se aceptará trabajo nuevo hasta el próximo reinicio; lo que espera se conserva. ¿Continuar?
drain-yes = Sí, vaciar
drain-done = 🔧 Vaciando: no se acepta trabajo nuevo.

## Buttons

button-not-yours = Este botón es para otra persona.
button-outdated = Este botón es demasiado antiguo.

## Errors

error-internal-error = 😕 Algo falló por nuestra parte. Inténtalo de nuevo, por favor.
error-engine-failed = 😕 No ha funcionado. Inténtalo de nuevo, por favor.
error-storage-failed = 😕 No ha funcionado. Inténtalo de nuevo, por favor.
error-worker-died = 😕 El trabajo se interrumpió. Inténtalo de nuevo, por favor.
error-worker-hung = 😕 El trabajo se quedó parado. Inténtalo de nuevo, por favor.
error-worker-unready = 😕 Ahora mismo no puedo trabajar. Inténtalo más tarde, por favor.
error-worker-version-differs = 😕 Ahora mismo no puedo trabajar. Inténtalo más tarde, por favor.
error-cancelled = Cancelado.
error-worker-lost = 😕 El trabajo se interrumpió varias veces. Inténtalo más tarde, por favor.
error-worker-out-of-memory = 😕 Esto necesita más memoria de la que hay. Prueba con un archivo más corto o más pequeño.
error-job-timeout = 😕 Ha tardado demasiado. Prueba con un archivo más corto.
error-device-out-of-memory = 😕 Al equipo le faltó memoria gráfica para esto. Vuelve a intentarlo en unos minutos.
error-disk-full = 😕 El disco está lleno y ahora no puedo aceptar trabajo nuevo. Inténtalo más tarde, por favor.
error-quota-exceeded = 🗄 Tus archivos ocupan todo el espacio que tienes aquí. Borra algunos clips o caras: /history, /faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ Este grupo ya tiene en marcha todos los clips que puede ({ $limit }). Espera a que termine alguno.
       *[user] ⏳ Ya tienes en marcha todos los clips que puedes ({ $limit }). Espera a que termine uno, o para alguno: /queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 Este grupo ya ha hecho { $limit ->
            [one] su { NUMBER($limit) } clip
           *[other] sus { NUMBER($limit) } clips
        } en 24 horas. Inténtalo dentro de unas horas.
       *[user] 🌙 Ya has hecho { $limit ->
            [one] tu { NUMBER($limit) } clip
           *[other] tus { NUMBER($limit) } clips
        } en 24 horas. Inténtalo dentro de unas horas.
    }
error-service-draining = 🔧 Estoy a punto de reiniciarme. Envíalo otra vez dentro de un minuto, por favor.
error-not-found = Ya no está.
error-wrong-state = Eso ha cambiado entretanto.
error-server-busy = 😕 Tengo mucho trabajo. Inténtalo de nuevo en un momento, por favor.
error-store-busy = 😕 Tengo mucho trabajo. Inténtalo de nuevo en un momento, por favor.
error-messenger-unreachable = 📡 Telegram no responde. Inténtalo de nuevo dentro de un minuto, por favor.
error-file-not-shared = 😕 No puedo obtener este archivo de Telegram. Avisa a quien gestiona este bot, por favor.
error-only-operators = 🔒 Solo los operadores pueden hacer esto.
error-face-not-allowed = No puedes usar esta cara aquí.
error-face-not-usable = Esta cara no se puede usar. Inténtalo otra vez: /setface
error-face-refused = Esta cara no sirve. Inténtalo otra vez: /setface
error-no-face-found = 🔍 No veo ninguna cara. Fílmala de frente, de cerca y con buena luz: /setface
error-media-missing = 😕 El archivo no llegó. Envíalo otra vez, por favor.
error-media-name-unusable = 😕 El nombre del archivo no se puede leer. Cámbialo y envíalo otra vez, por favor.
error-media-empty = El archivo está vacío. Envíalo otra vez, por favor.
error-media-unsupported = No puedo leer este tipo de archivo. Envía una nota de voz, mp3, mp4 o una foto.
error-media-damaged = El archivo está dañado o cortado. Envíalo otra vez, por favor.
error-media-too-large = La imagen es demasiado grande. Envía una más pequeña.
error-media-too-short = Este vídeo es un solo fotograma. Envía un vídeo de unos segundos o una foto.
error-media-too-small = La imagen es demasiado pequeña. Envía una con más píxeles.
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ Es demasiado largo. Acórtalo, por favor.
        [one] ✂️ Es demasiado largo: como máximo { NUMBER($max_minutes) } minuto. Acórtalo, por favor.
       *[other] ✂️ Es demasiado largo: como máximo { NUMBER($max_minutes) } minutos. Acórtalo, por favor.
    }
error-file-too-large =
    📏 Este archivo es demasiado grande: acepto como máximo { $max_mb } MB. Envíalo más corto o más pequeño.
error-media-timeout = 😕 Leer el archivo tardó demasiado. Prueba con otro formato.
error-ffmpeg-failed = 😕 No se pudo convertir el archivo. Prueba con otro formato.
error-no-video = Este archivo no tiene imagen. Envía un vídeo o una foto de tu cara.
error-no-sound = Este archivo no tiene sonido.
error-no-speech = 🔇 No oigo hablar a nadie. Envía una nota de voz en la que se hable.
error-silent-audio = 🔇 La grabación está en silencio. Grábala otra vez, por favor.
error-voice-too-short = Es demasiado corto. Di al menos una o dos palabras.
error-voice-unusable = No puedo usar esta grabación. Grábala otra vez, por favor.
error-clip-over-limit = 📏 El clip no cabe en el tamaño de archivo elegido. Permite un archivo mayor, o elige una imagen más pequeña o una voz más corta.
error-template-missing = 😕 Faltan los archivos de la cara. Hazla de nuevo, por favor: /setface
error-template-damaged = 😕 Los archivos de la cara están dañados. Hazla de nuevo, por favor: /setface
error-template-too-new = 😕 Esta cara se hizo con una versión más nueva. Hazla de nuevo, por favor: /setface
error-chat-gone = El chat ya no existe.
error-bot-blocked = No puedo escribir en este chat.
error-telegram-refused = 😕 Telegram no aceptó el clip.
error-clip-too-large = 📏 El clip es demasiado grande para Telegram. Prueba con una nota de voz más corta.

## Findings: what is wrong, and what to do about it

finding-format = El archivo es de un tipo poco común.
advice-format = Envía un .mp4 de la cámara de tu teléfono.
finding-ai-generated = El archivo indica que lo hizo una IA, del todo o en parte.
advice-ai-generated = Envía la grabación original: los labios dibujados por una IA no son los tuyos.
finding-duration = Dura { NUMBER($value, maximumFractionDigits: 0) } s.
advice-duration = Graba de 15 a 60 segundos hablando a la cámara.
finding-resolution = La imagen solo tiene { NUMBER($value, maximumFractionDigits: 0) } píxeles de ancho o de alto.
advice-resolution = Filma en 720p o mejor.
finding-frame-rate = { NUMBER($value, maximumFractionDigits: 0) } imágenes por segundo.
advice-frame-rate = Filma a 25 o 30 imágenes por segundo.
finding-rotated = La imagen estaba tumbada; la he girado.
advice-rotated = Sujeta el teléfono en vertical.
finding-face-present = Tu cara aparece en el { NUMBER($value, style: "percent", maximumFractionDigits: 0) } del vídeo.
advice-face-present = Quédate en la imagen de principio a fin, de cara a la cámara.
finding-face-gap = Tu cara sale de la imagen durante { NUMBER($value, maximumFractionDigits: 1) } s.
advice-face-gap = Quédate en la imagen de principio a fin, de cara a la cámara.
finding-base-path = Solo sirven { NUMBER($value, maximumFractionDigits: 1) } s seguidos.
advice-base-path = No te muevas ni salgas de la imagen, en una sola toma, con la boca libre, durante más tiempo.
finding-face-share = Tu cara ocupa el { NUMBER($value, style: "percent", maximumFractionDigits: 0) } del ancho de la imagen.
advice-face-share = Acércate: debería ocupar más o menos la mitad.
finding-face-size = Tu cara mide { NUMBER($value, maximumFractionDigits: 0) } píxeles de ancho.
advice-face-size = Acércate, o filma con más píxeles.
finding-face-cut-off = Parte de tu cabeza queda fuera de la imagen.
advice-face-cut-off = Deja espacio alrededor de la frente, la barbilla y las orejas.
finding-yaw = Tienes la cabeza girada hacia un lado.
advice-yaw = Mira a la cámara, no a su lado.
finding-pitch = La cámara mira desde arriba o desde abajo.
advice-pitch = Sujeta la cámara a la altura de tus ojos.
finding-roll = Tienes la cabeza inclinada.
advice-roll = Mantén rectas la cabeza y la cámara.
finding-several-faces = Hay otra cara en la imagen.
advice-several-faces = Que no haya nadie más en la imagen.
finding-brightness =
    { $side ->
        [high] Tu cara está demasiado clara.
       *[low] Tu cara está demasiado oscura.
    }
advice-brightness = Ilumina tu cara de frente y por igual.
finding-backlight = La luz viene de detrás de ti.
advice-backlight = Gírate para tener la ventana o la lámpara delante.
finding-side-light = Una mitad de tu cara está mucho más oscura.
advice-side-light = Ilumina por igual las dos mitades de tu cara.
finding-hot-spots = Hay brillos en tu piel.
advice-hot-spots = Usa una luz más suave, o aléjate de la lámpara.
finding-sharpness = Tu cara no está nítida.
advice-sharpness = Limpia la lente, deja que la cámara enfoque tu cara y usa más luz.
finding-shake = La cámara tiembla.
advice-shake = Deja el teléfono sobre algo o apóyalo.
finding-jump = Hay movimientos bruscos.
advice-jump = Evita movimientos bruscos de la cámara y de la cabeza.
finding-pan = La cámara se mueve.
advice-pan = Deja quieta la cámara.
finding-zoom = La distancia cambia mucho.
advice-zoom = No uses el zoom y mantén la distancia.
finding-cuts = El vídeo tiene cortes; he usado su parte más larga.
advice-cuts = Envía una toma sin cortes.
finding-frozen = La imagen se queda parada en algunos momentos.
advice-frozen = Envía la grabación original.
finding-mouth-hidden = Tu boca se ve en el { NUMBER($value, style: "percent", maximumFractionDigits: 0) } del vídeo.
advice-mouth-hidden = Aparta de la boca la mascarilla, la mano o el micrófono.
finding-eyes-hidden = Tus ojos están tapados.
advice-eyes-hidden = Quítate las gafas de sol.
finding-no-sound = No hay sonido.
advice-no-sound = Graba con sonido: tu voz me enseña tus labios.
finding-silent-sound = El sonido está en silencio.
advice-silent-sound = Permite el micrófono y graba otra vez.
finding-speech = Oigo { NUMBER($value, maximumFractionDigits: 0) } s de habla.
advice-speech = Habla al menos 15 segundos, para que los labios sean los tuyos.
finding-noise = Hay ruido.
advice-noise = Graba en un lugar tranquilo, cerca del micrófono.
finding-clipping = El sonido está distorsionado.
advice-clipping = Habla más bajo, o más lejos del micrófono.
finding-level =
    { $side ->
        [high] El sonido está demasiado alto.
       *[low] El sonido está demasiado bajo.
    }
advice-level =
    { $side ->
        [high] Habla más lejos del micrófono, o baja su volumen.
       *[low] Habla más alto, o más cerca del micrófono.
    }
finding-av-offset = El sonido y los labios están separados { NUMBER($value, maximumFractionDigits: 0) } ms.
advice-av-offset = No hay que hacer nada: lo corrijo.
finding-foreign-sound = Los labios no se mueven con el sonido.
advice-foreign-sound = Envía un vídeo con tu propia voz, en directo.
finding-sentence = No se oye ninguna frase de estos labios, o es demasiado corta.
advice-sentence = Di en voz alta, en un vídeo nuevo, la frase que se te mostró. Una foto no puede hablar.
finding-mouth-open = La boca está muy abierta.
advice-mouth-open = Cierra la boca, o sonríe con los dientes juntos.
finding-photo = Es una foto.
advice-photo = Un vídeo en el que hablas da labios, dientes y movimientos de cabeza reales.

advice-voice-level = Consejo: habla más alto, o más cerca del micrófono.
advice-voice-clipping = Consejo: habla más bajo, o más lejos del micrófono.
advice-voice-noise = Consejo: graba en un lugar tranquilo.
advice-voice-speech-share = Consejo: corta los silencios largos y la música.
advice-voice-pitch-mismatch = Consejo: esta voz es mucho más aguda o más grave que la propia de la cara. Una más parecida resulta más natural.

moment-voice-clipping = Aquí suena demasiado alto
moment-voice-speech-share = Aquí no se dice nada

## Studio: the web page

studio-nav = Secciones
studio-nav-make = Crear
studio-nav-batch = Lote
studio-nav-faces = Caras
studio-nav-history = Historial
studio-nav-log = Registro
studio-nav-settings = Ajustes
studio-notify = Notificaciones
studio-notify-about = Avisarme cuando termine un trabajo mientras esta página está en segundo plano.
studio-notify-denied = El navegador no permite notificaciones en esta página.
studio-skip = Ir al contenido
studio-language = Idioma
studio-close = Cerrar
studio-connection-lost = Se ha perdido la conexión. Sigo intentándolo; lo que está en marcha continuará cuando el servidor vuelva.
studio-offline = El servidor no responde. Inténtalo de nuevo en un momento, por favor.
studio-broken = Algo ha fallado en esta página.
studio-reload = Recargar
studio-missing = No hay nada en esta dirección.
studio-missing-go = Ir al estudio

studio-face = Cara
studio-voice = Voz
studio-new-face = Cara nueva
studio-no-faces = Todavía no hay ninguna cara aquí. Añade una primero.
studio-no-voices = Todavía no hay ninguna voz aquí. Suelta un archivo o graba una.
studio-voice-reading = Leyendo la voz
studio-voice-fine = Esta voz se oye bien.
studio-voices-unusable = No se pueden usar: { NUMBER($count) }
studio-delete-voice = Borrar la voz { $name }
studio-cut = Recortar o dividir
studio-cut-name = Recortar o dividir { $name }
studio-cut-start = Inicio
studio-cut-end = Final
studio-cut-silence = Sin silencio en los extremos
studio-cut-reset = Toda la voz
studio-cut-parts = Dividir en las pausas, partes
studio-cut-make = Crear una voz nueva
studio-cut-make-several = Crear voces nuevas
studio-original-stays = El original se queda como está.
studio-join = Unir voces
studio-join-add = Añadir una voz
studio-join-earlier = Subir { $name }
studio-join-later = Bajar { $name }
studio-join-without = Quitar { $name }
studio-join-length = { $length } de { $most } como máximo.
studio-join-make = Crear una sola voz
studio-show-all =
    { $count ->
        [one] Mostrar { NUMBER($count) } más
       *[other] Mostrar { NUMBER($count) } más
    }
studio-form = Formato
studio-form-video = Vídeo
studio-form-note = Vídeo redondo
studio-denoise = Ruido
studio-mouth = Boca
studio-size = Tamaño
studio-size-source = como la cara
studio-max-mb-none = cualquiera
studio-max-mb-limit = como máximo { $size } ({ $messenger })
studio-max-mb = Tamaño del archivo
studio-make-video = Hacer el clip
studio-make-note = Hacer el vídeo redondo
studio-in-the-making = En marcha
studio-queue = { NUMBER($count) } en curso
studio-queue-empty = Ahora mismo no se está haciendo nada.
studio-make-other = Hacer otro
studio-make-how = Elige una cara, di algo y obtén el clip.
studio-ways = Cuántos
studio-one = Un clip
studio-many = Varios clips
studio-make-it-note = Hacerlo redondo
studio-make-it-video = Hacerlo como vídeo
studio-preview = { $name } hablará con esta voz.
studio-ready = Listo
studio-result = Ya está listo: { $name }
studio-failed = No se pudo hacer { $name }.
studio-look = Ver
studio-play = Reproducir
studio-pause = Pausa
studio-compare = Mantén para ver el original
studio-speed = Velocidad
studio-volume = Volumen
studio-play-name = Reproducir { $name }
studio-download-name = Descargar { $name }
studio-download-video = Descargar clip
studio-download-note = Descargar vídeo redondo
studio-copy-link = Copiar enlace
studio-share = Compartir
studio-share-title = Compartir { $name }
studio-share-about = Quien tenga el enlace verá este clip, y nada más tuyo, sin iniciar sesión. Días hasta que caduque: { NUMBER($days) }.
studio-share-link = Enlace
studio-share-download = Se puede descargar el clip
studio-share-until = El enlace funciona hasta: { $when }.
studio-share-make = Crear un enlace
studio-share-anew = Crear un enlace nuevo
studio-share-replaces = Un enlace nuevo anula el anterior.
studio-share-end = Dejar de compartir
studio-share-copied = Enlace copiado.
studio-copy-selected = Este navegador no copia aquí. Está seleccionado: pulsa Ctrl+C.
studio-share-gone = Este enlace ya no funciona.
studio-cancel = Cancelar
studio-try-again = Reintentar
studio-cancel-name = Cancelar { $name }
studio-retry-name = Reintentar { $name }
studio-delete-name = Borrar { $name }
studio-delete = Borrar
studio-undo = Deshacer
studio-deleted = Eliminados: { NUMBER($count) }
studio-deleted-name = { $name } se ha eliminado.
studio-keep = Conservar
studio-time-left = { $time } más
studio-progress-of = Progreso de { $name }
studio-handing-over = Ya casi está
studio-state-cancelled = Cancelado

studio-batch-intro = Varios clips de una vez. Si uno falla, los demás siguen.
studio-batch-way = Qué varía
studio-batch-many-faces = Una voz, varias caras
studio-batch-many-voices = Una cara, varias voces
studio-pick-one-voice = Elige la voz
studio-pick-voices = Elige las voces
studio-pick-one-face = Elige la cara
studio-pick-faces = Elige las caras
studio-pick-all = Elegir todo
studio-pick-none = No elegir nada
studio-batch-make =
    { $count ->
        [0] Hacer los clips
        [one] Hacer { NUMBER($count) } clip
       *[other] Hacer { NUMBER($count) } clips
    }
studio-batch-limit = Como máximo { NUMBER($limit) } por lote.
studio-batch-name = Lote { NUMBER($number) }
studio-batch-now = { NUMBER($number) } de { NUMBER($total) }: { $name }
studio-batch-done =
    { $total ->
        [one] { NUMBER($done) } de { NUMBER($total) } clip listo
       *[other] { NUMBER($done) } de { NUMBER($total) } clips listos
    }
studio-batch-failed =
    { $failed ->
        [one] { NUMBER($failed) } fallido
       *[other] { NUMBER($failed) } fallidos
    }
studio-batch-cancel = Cancelar todo
studio-batch-retry = Hacer los que faltan ({ NUMBER($count) })
studio-batch-zip = Descargar todo (zip)
studio-batch-cancelled = Cancelados: { NUMBER($count) }
studio-batch-delete = Eliminar el lote
studio-batch-delete-ask = ¿Eliminar { $name } con sus clips para siempre?
studio-batch-show = Mostrar los clips
studio-batch-hide = Ocultar los clips
studio-batches = Tus lotes
studio-batches-none = Todavía no hay lotes. Elige caras y voces arriba y pulsa el botón.

studio-history-none = Todavía no hay clips. El primero está a dos clics.
studio-history-go = Hacer un clip
studio-history-more = Mostrar anteriores
studio-gone = Este clip ya no está.
studio-history-nothing = Ningún clip coincide.
studio-history-unread = No se pudo cargar la lista.
studio-search = Buscar por nombre
studio-filter-state = Estado
studio-filter-unmade = Fallidos o cancelados
studio-filter-any-face = Todas las caras
studio-filter-any-form = Todas las formas
studio-select = Seleccionar
studio-selected = Seleccionados: { NUMBER($count) }
studio-zip = Descargar (zip)
studio-expires = Se guarda hasta: { $when }
studio-kept =
    { $days ->
        [one] Las voces y los clips se guardan { NUMBER($days) } día y después se borran. Las caras se quedan hasta que las borres.
       *[other] Las voces y los clips se guardan { NUMBER($days) } días y después se borran. Las caras se quedan hasta que las borres.
    }
studio-kept-always = Las voces, los clips y las caras se guardan hasta que los borres.
studio-disk = Espacio ocupado
studio-disk-of = { $used } de { $quota } ocupados
studio-disk-free = { $used } ocupados, { $free } libres en el servidor

studio-log-intro = Lo que pasa con tus caras, voces y clips, en el momento.
studio-log-none = Todavía no ha pasado nada.
studio-log-all = Todo
studio-log-problems = Solo problemas
studio-log-open = Abrir el registro
studio-log-queued = En espera
studio-log-rendered = Hecho
studio-log-delivered = Listo
studio-log-cancelled = Cancelado
studio-kind-face = Cara
studio-kind-voice = Voz
studio-kind-clip = Clip

# Logging in to the studio
studio-menu-button = Estudio
error-login-needed = 🔒 No has iniciado sesión, o ya se ha cerrado. Inicia sesión e inténtalo de nuevo.
error-part-too-short = Selecciona al menos medio segundo.
error-sharing-off = 🔒 Aquí los enlaces a clips están desactivados. Pregunta a quien administra este servidor.
error-wrong-token = 🔒 Este token no se conoce aquí. Pide el tuyo a quien administra este servidor.
error-login-link-used = 🔒 Este enlace de acceso ya se usó o tiene más de un día. Consigue otro como se explica arriba.
error-mini-app-login-failed = 🔒 El acceso de Telegram es demasiado antiguo. Cierra esta página y ábrela otra vez desde el bot.
error-order-key-reused = ✋ Este pedido lleva la clave de otro. Envíalo con una clave propia.
error-c2pa-missing = 🛠 Este servidor no puede comprobar archivos ahora: le falta un componente. Avisa a quien lo administra.
error-too-many-files = ⏳ Demasiados archivos desde tu conexión. Espera un minuto e inténtalo de nuevo.
error-too-many-logins = ⏳ Demasiados tokens incorrectos. Espera un minuto e inténtalo de nuevo.
error-too-many-tokens = ✋ Ya tienes { $limit } tokens de la API. Revoca uno que ya no se use.
error-webhooks-off = 🔒 Aquí los webhooks están desactivados. Pregunta a quien administra este servidor.
error-webhook-not-allowed = 🔒 Aquí no se permiten webhooks a esta dirección. Pregunta a quien administra este servidor.
error-too-many-webhooks = ✋ Ya tienes { $limit } webhooks. Elimina uno que ya no se use.
error-forbidden = 🔒 No tienes acceso a esto. Pregunta a quien administra este servidor.
error-consent-needed = ✋ Antes de tu primera cara, lee el texto sobre el permiso y acéptalo, por favor.
error-sentence-needed = 🎙 Aquí el vídeo de una cara debe contener la frase del día. Dila en un vídeo nuevo: { $sentence }

# Studio: faces, recording, uploads, settings
studio-position = Posición
studio-moments = Lo que se ha notado, y dónde
studio-drop-here = o suelta archivos aquí
studio-drop-anywhere = Suelta una voz o una cara donde quieras
studio-drop-which = ¿Para qué es?
studio-upload-face = Elegir un vídeo o una foto
studio-upload-video = Elegir un vídeo
studio-add-faces = Añadir caras
studio-upload-voice = Elegir archivos
studio-not-a-face = No puedo leer este tipo de archivo. Elige un vídeo de la cara, como mp4 o mov, o una foto.
studio-not-a-voice = No puedo leer este tipo de archivo. Sirve cualquiera con sonido, como ogg, mp3, wav o mp4.
studio-upload-limits =
    { $minutes ->
        [one] Hasta { $size } y { NUMBER($minutes) } minuto. Si se corta la conexión, elige otra vez el mismo archivo: sigue donde se quedó.
       *[other] Hasta { $size } y { NUMBER($minutes) } minutos. Si se corta la conexión, elige otra vez el mismo archivo: sigue donde se quedó.
    }
studio-record-face = Grabar con la cámara
studio-record-voice = Grabar tu voz
studio-record-asking =
    { $device ->
        [camera] Permite la cámara y el micrófono, por favor.
       *[microphone] Permite el micrófono, por favor.
    }
studio-record-mirror = Lo que ve la cámara, como en un espejo
studio-record-camera = Cámara
studio-record-frame = Coloca tu cara en el óvalo, pulsa el botón y lee el texto en voz alta.
studio-record-start = Empezar a grabar
studio-record-stop = Parar
studio-record-speak = Te escucho. Habla ahora.
studio-record-silent = No oigo nada
studio-record-go-on = Sigue leyendo, con tu propia voz…
studio-record-enough = Ya es suficiente. Para cuando quieras.
studio-record-short = Es corto: con 20 segundos o más, los labios serán los tuyos. Puedes usarlo de todos modos.
studio-record-look = ¿Está tu cara en la imagen todo el tiempo, y te oyes bien?
studio-record-again = Grabar otra vez
studio-record-use = Usar esta grabación
studio-record-discard = Descartar
studio-record-discard-ask = ¿Descartar esta grabación?
studio-record-name = Grabación { $when }
studio-record-insecure = El navegador solo da la cámara y el micrófono a páginas con https o en http://127.0.0.1. En su lugar puedes soltar un archivo.
studio-record-unsupported = Este navegador no puede grabar. En su lugar puedes soltar un archivo.
studio-record-denied =
    { $device ->
        [camera] El navegador no me deja usar la cámara y el micrófono. Permite ambos para esta página (el símbolo junto a su dirección) e inténtalo de nuevo.
       *[microphone] El navegador no me deja usar el micrófono. Permítelo para esta página (el símbolo junto a su dirección) e inténtalo de nuevo.
    }
studio-record-missing =
    { $device ->
        [camera] No encuentro cámara, o no encuentro micrófono. Hacen falta los dos: conéctalos e inténtalo de nuevo. En su lugar puedes soltar un archivo.
       *[microphone] No encuentro ningún micrófono. Conecta uno e inténtalo de nuevo. En su lugar puedes soltar un archivo.
    }
studio-record-busy =
    { $device ->
        [camera] Otro programa está usando la cámara o el micrófono. Ciérralo e inténtalo de nuevo.
       *[microphone] Otro programa está usando el micrófono. Ciérralo e inténtalo de nuevo.
    }
studio-record-lost =
    { $device ->
        [camera] Se ha desconectado la cámara o el micrófono.
       *[microphone] Se ha desconectado el micrófono.
    }
studio-record-empty = No se ha grabado nada. Inténtalo de nuevo, por favor.
studio-read-aloud = Lee en voz alta, mirando a la cámara:
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = El viento norte y el sol discutían sobre cuál de ellos era el más fuerte, cuando pasó un viajero envuelto en una ancha capa. Convinieron en que quien antes lograra obligar al viajero a quitarse la capa sería considerado el más poderoso. El viento norte sopló con gran furia, pero cuanto más soplaba, más se envolvía en su capa el viajero. Entonces brilló el sol con ardor, y enseguida el viajero se quitó la capa.
studio-faces-own = Tus caras
studio-check-of = Revisión de { $name }
studio-check-done = { $name } está comprobado.
studio-checks-waiting = Caras que esperan tu decisión: { NUMBER($count) }
studio-dismiss = Quitar
studio-dismiss-name = Quitar { $name }
studio-face-name = Nombre de esta cara
studio-face-whose = ¿De quién es la cara?
studio-face-own = Mía
studio-face-permitted = De otra persona, con permiso
studio-face-who = ¿Quién lo permitió?
studio-face-use = Usarla
studio-face-use-anyway = Usarla de todos modos
studio-face-kept = { $name } está lista. ¡Dale una voz!
studio-face-default = Predeterminada
studio-face-demo = Demo
demo-face = Astronauta
demo-voice = Hola
studio-face-since = desde { $when }
studio-face-make-default = Hacer de { $name } la cara predeterminada
studio-face-rename = Cambiar el nombre de { $name }
studio-face-report = Lo que se ha visto en { $name }
studio-face-uses = Quién ha usado { $name }
studio-face-delete-ask = ¿Borrar { $name } para siempre, con su vídeo? Los clips terminados se quedan; los que están en curso se cancelan.
studio-report-picture = { $name }, con lo medido dibujado sobre la imagen
studio-report-enlarge = Abrir la imagen a tamaño completo
studio-report-film = Ver el vídeo comprobado
studio-report-legend = Óvalo discontinuo: dónde debe estar la cara. Esquinas: dónde estaba.
studio-report-show = Verlo en el vídeo en { $time }
studio-report-fail = Problema
studio-report-warn = Podría ser mejor
studio-report-all-fine =
    { $count ->
        [one] { NUMBER($count) } punto revisado, y está como debe.
       *[other] { NUMBER($count) } puntos revisados, todos como deben estar.
    }
studio-report-others-fine =
    { $count ->
        [one] { NUMBER($count) } punto más está como debe.
       *[other] { NUMBER($count) } puntos más están como deben.
    }
studio-report-lips =
    { $lips ->
        [great] He aprendido muy bien cómo se mueven tus labios.
        [good] He aprendido bien cómo se mueven tus labios.
       *[fair] He aprendido más o menos cómo se mueven tus labios.
    }
studio-login = Sesión
studio-login-local = Has iniciado sesión como usuario de esta máquina.
studio-login-as = Has iniciado sesión como { $name }.
studio-logout = Cerrar sesión
studio-logins = Navegadores en los que has iniciado sesión
studio-login-here = este navegador
studio-login-since = sesión iniciada { $when }
studio-login-end = Cerrar sesión: { $name }
studio-login-unknown = Navegador desconocido
studio-privacy = Qué guardo
studio-privacy-faces = Tus vídeos de cara, lo que se calcula con ellos y tus notas sobre quién dio permiso: hasta que los borres.
studio-privacy-clips =
    { $days ->
        [one] Voces y clips terminados: { NUMBER($days) } día.
       *[other] Voces y clips terminados: { NUMBER($days) } días.
    }
studio-privacy-clips-always = Voces y clips terminados: hasta que los borres.
studio-privacy-person = Tu nombre, tu idioma y que aceptaste el texto sobre el permiso.
studio-share-off = Los enlaces para mostrar clips a otras personas están desactivados. FACENOTE_WEB_SHARE_DAYS en la configuración del servidor los activa.
studio-privacy-place = Todo se queda en las máquinas de quien administra esta página y se usa solo para tus clips. Cada clip dice que fue generado.
studio-api = Para scripts
studio-api-about = Lo que hace esta página también lo puede hacer un script.
studio-api-open = Cómo funciona la API
studio-tokens = Tokens de la API
studio-tokens-about = Con un token de la API, un script u otro programa puede hacer lo que tú puedes hacer aquí. Lo envía en la cabecera Authorization: Bearer.
studio-token-name = ¿Para qué es?
studio-token-make = Crear un token
studio-token-once = Copia el token ahora: solo se muestra esta vez.
studio-token-copy = Copiar
studio-token-copied = Copiado
studio-token-since = creado { $when }
studio-token-used = último uso { $when }
studio-token-unused = nunca usado
studio-token-revoke = Revocar { $name }
studio-token-revoke-ask = ¿Revocar { $name }? Lo que lo use dejará de funcionar al instante.
studio-token-revoke-yes = Revocar
studio-webhooks = Webhooks
studio-webhooks-about = Un programa tuyo puede enterarse de cuándo una voz, una cara o un clip está listo o ha fallado: por una petición firmada (POST) a su dirección.
studio-webhooks-allowed = Las direcciones permitidas empiezan por: { $list }
studio-webhook-url = Dirección
studio-webhook-make = Añadir
studio-webhook-once = Copia el secreto ahora: solo se muestra esta vez. Tu programa verifica las firmas con él.
studio-webhook-waiting = por enviar: { $count }
studio-webhook-given-up = abandonados: { $count }
studio-webhook-unused = nada enviado aún
studio-webhook-arrived = llegó { $when }
studio-webhook-fault-status = respuesta { $status }, { $when }
studio-webhook-fault-unreachable = no se alcanzó, { $when }
studio-webhook-fault-timed-out = sin respuesta a tiempo, { $when }
studio-webhook-fault-not-allowed = dirección no permitida, { $when }
studio-webhook-test = Enviar una prueba a { $url }
studio-webhook-remove = Eliminar { $url }
studio-webhook-remove-ask = ¿Eliminar { $url }? Lo que falte por enviar allí se descarta.
studio-webhook-remove-yes = Eliminar
studio-export = Descargar todo
studio-export-about = Un zip: una lista (data.json) con todo lo que se guarda sobre ti, y cada cara, voz y clip.
studio-forget = Borrar todo
studio-forget-about = Tus caras, voces, clips, ajustes y sesiones desaparecen al instante y para siempre.
studio-forget-ask = ¿Borrar todo lo tuyo?
studio-forget-no = Conservar todo
login-title = Iniciar sesión
login-token = Token
login-token-where = Te lo da quien administra este servidor.
login-go = Entrar
login-telegram = Si la abres desde el bot en Telegram, esta página no necesita token.
login-as = ¿Iniciar sesión como { $name }?
login-as-why = Continúa solo si acabas de abrir esto tú en Telegram. Si alguien te envió un enlace a esta página, tu cara y tu voz irían a la cuenta de esa persona.
login-link = Al arrancar, el servidor escribe en su registro, tras «to log in:», el comando que crea su enlace de acceso. Ejecútalo en esa máquina como el usuario que administra el servidor y abre el enlace que muestra. Tiene esta forma:
studio-verify = ¿Qué es este clip?
studio-verify-about = Elige o suelta aquí un vídeo o una imagen (mp4, jpg, png). El servidor lee lo que dice sobre su origen y lo borra enseguida.
studio-verify-trusted = No ha cambiado desde que se firmó, y una autoridad de confianza responde por el firmante.
studio-verify-untrusted = No ha cambiado desde que se firmó, pero ninguna autoridad que este servidor conozca responde por el firmante.
studio-verify-altered = Se cambió después de firmarse, o la firma es incorrecta.
studio-verify-none = El archivo no tiene credenciales de contenido.
studio-verify-by = El archivo dice: hecho con { $software }, firmado por { $signer }.
studio-verify-ai = Generado por IA, en todo o en parte.
studio-verify-marked = Metadatos: marcado como generado por IA (sin firma: cualquiera puede escribirlo o quitarlo).
studio-verify-unmarked = Metadatos: no marcado como generado por IA.
studio-verify-proof = Un archivo sin marcas no prueba nada: muchos servicios las eliminan.

# What the studio's API refuses
error-invalid-request = ✋ El servidor no lo ha entendido. Recarga la página e inténtalo una vez más.
error-tus-version = 📁 Este programa envía los archivos de una forma que el servidor no conoce. Actualízalo, por favor.
error-wrong-offset = 📁 El envío se interrumpió. Envía el archivo otra vez.
