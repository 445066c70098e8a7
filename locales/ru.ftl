# Russian.

language-name = Русский

## Commands and profile (shown by Telegram)

bot-description =
    Пришлите голосовое сообщение, и я сделаю видео, на котором это говорите вы.

    Лицо нужно показать один раз, в коротком видео. Всё вычисляется на машинах вашей команды.
bot-short-description = Превращаю голосовые сообщения в видео, на которых говорите вы.
command-setface = Показать мне лицо
command-faces = Ваши лица: просмотр, имя, удаление
command-batch = Несколько голосовых сразу
command-queue = Что сейчас делается
command-cancel = Остановить
command-history = Ваши последние клипы
command-settings = Кружок или видео, язык, звук
command-privacy = Что я храню и как долго
command-export = Всё, что я храню о вас, одним файлом
command-forgetme = Удалить всё обо мне
command-help = Как это работает
command-talk = В ответ на голосовое: пусть его скажет ваше лицо
command-team = Лица, одолженные этой группе
command-shareface = Одолжить лицо этой группе
command-unshareface = Забрать лицо назад
command-teamsettings = Для администраторов: кому что можно

## Start

start-welcome =
    👋 <b>Здравствуйте, { $name }!</b>

    Пришлите голосовое сообщение, и в ответ получите видео, на котором это говорите вы.

    Сначала мне нужно увидеть ваше лицо, всего один раз. Это займёт минуту.
start-ready = 👋 С возвращением, { $name }! Пришлите голосовое сообщение, и я сделаю видео. Остальное расскажет /help.
start-closed = 🔒 Я работаю для закрытого круга. Если вы к нему принадлежите, отправьте этот номер тому, кто мной управляет: <code>{ $number }</code>
start-how = Покажите как
start-framing =
    <b>Лучше всего получается так:</b>
    • лицо занимает половину кадра, камера на уровне глаз
    • свет падает спереди
    • телефон на что-нибудь опирается и не двигается
    • говорите от 15 до 60 секунд о чём угодно, глядя в камеру

## Consent

consent-text =
    Прежде чем начать, подтвердите, пожалуйста:

    <b>Это моё лицо, или у меня есть разрешение этого человека</b> делать с ним видео. Я не буду никого обманывать этими видео.

    В каждом клипе сказано, что он сгенерирован. Что хранится, расскажет /privacy.
consent-agree = Подтверждаю
consent-own = Это моё лицо
consent-permitted = У меня есть разрешение
consent-who = Кто дал вам разрешение? Пришлите имя и напишите, как этот человек согласился. Это хранится вместе с лицом и удаляется вместе с ним. /cancel прекращает это.
consent-thanks = Спасибо!
voices-text =
    Похоже, эта запись сделана другим человеком. Подтвердите один раз:

    <b>У меня есть разрешение людей, чьи голоса я присылаю</b>, делать с ними видео. Я не буду никого обманывать с помощью этих видео.
voices-agree = Подтверждаю

## Registering a face

setface-ask = 🎥 Теперь пришлите <b>видео своего лица</b>: от 15 до 60 секунд, говорите в камеру. Подойдёт и кружок, и файл. Фото тоже годится, но движется менее естественно.
sentence-ask = 🎥 Скажите это вслух в начале <b>видео со своим лицом</b>, а потом говорите в камеру дальше, всего 15–60 секунд: <b>{ $sentence }</b> Фото здесь недостаточно.
sentence-first =
    { $number ->
        [0] Моя мама печёт пирог с малиной и мёдом.
        [1] Папа купил билет на поезд в Мурманск.
        [2] Большой бурый медведь полез на берёзу.
        [3] По субботам мой брат играет на баяне.
        [4] Боря прячет карту под большим диваном.
       *[5] На моём столе стоит лампа из бамбука.
    }
sentence-second =
    { $number ->
        [0] Может быть, бабушка приедет к нам в мае.
        [1] Принеси мне, пожалуйста, чашку бульона.
        [2] Мы любим бегать утром по мокрому пляжу.
        [3] Мои белые ботинки промокли под дождём.
        [4] Простая песня помогает в плохой день.
       *[5] Мне хватит банана и бутерброда с маслом.
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>Отлично!</b> Это лицо готово.
        [warn] 👍 <b>Хорошо.</b> Это лицо подходит. Ещё лучше было бы так:
        [fail] ⚠️ <b>Может получиться, но неважно.</b> Лучше попробуйте ещё раз и учтите вот что:
       *[blocked] ✋ <b>Это не подходит.</b> Вот что нужно изменить:
    }
face-use = ✓ Использовать
face-use-anyway = Всё равно использовать
face-try-again = Попробовать ещё раз
face-name = Лицо { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b>: готово. Теперь пришлите голосовое сообщение!

## Voices

voice-no-face = Я ещё не знаю вашего лица. Сначала пришлите короткое видео с ним: /setface
fallback = Пришлите <b>голосовое сообщение</b>, и я сделаю из него видео. Остальное расскажет /help.
choice-ask = Для чего это видео?
choice-face = Это моё лицо
choice-voice = Сделать клип из его звука
choice-over = Пожалуйста, пришлите видео ещё раз.

## Progress

status-queued =
    { $position ->
        [1] ⏳ Вы следующие
       *[other] ⏳ Номер { NUMBER($position) } в очереди
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] Начинаю…
            [normalise] Читаю ваше видео
            [animate] Оживляю вашу фотографию
            [track] Слежу за лицом
            [listen] Слушаю ваш голос
            [check] Оцениваю свет и картинку
            [learn] Изучаю ваши губы
            [collect] Собираю движения рта
           *[other] Работаю над вашим лицом
        }
       *[clip] { $stage ->
            [start] Начинаю…
            [read-audio] Готовлю голос
            [voice] Готовлю голос
            [listen] Слушаю
            [draw] Рисую
           *[other] Работаю над вашим клипом
        }
    }
status-sending = 📤 Отправляю…
status-cancel = ✕ Отменить
status-cancelled = Отменено.
status-again = ↻ Повторить
about-seconds =
    { $count ->
        [one] около { NUMBER($count) } секунды
        [few] около { NUMBER($count) } секунд
        [many] около { NUMBER($count) } секунд
       *[other] около { NUMBER($count) } секунды
    }
about-minutes =
    { $count ->
        [one] около { NUMBER($count) } минуты
        [few] около { NUMBER($count) } минут
        [many] около { NUMBER($count) } минут
       *[other] около { NUMBER($count) } минуты
    }

## Clips

clip-generated = 🤖 Сгенерировано ИИ
clip-not-round = Не кружок: кружки длятся не больше минуты.
clip-quality =
    Губы: { $lips ->
        [great] очень похожи на ваши
        [good] похожи на ваши
        [fair] примерно как ваши
       *[generic] общие, не выученные по вашей речи
    } · Голос: { $voice ->
        [good] чистый
       *[fair] мог бы быть чище
    }
clip-as-note = ◯ Кружком
clip-as-video = ▭ Как видео
clip-other-face = Другое лицо
clip-again = ↻ Ещё раз
clip-which-face = Какое лицо это скажет?
clip-only-face = У вас только это лицо. Добавить другое: /setface
clip-face-gone = Это лицо удалено. Пришлите голосовое сообщение ещё раз.
clip-queued = Уже делаю!
clip-thanks =
    { $verdict ->
        [good] Рад, что вам нравится!
       *[bad] Спасибо, что сказали.
    }
sending-doubt = 🤔 Telegram не подтвердил, что файл дошёл. Если его здесь нет, запросите его ещё раз.
delivery-doubt = 🤔 Отправка этого клипа прервалась. Он дошёл?
delivery-send = Отправить
delivery-arrived = Дошёл

## Batches

batch-ask = 📦 Присылайте голосовые сообщения одно за другим. Когда закончите, нажмите кнопку.
batch-done = Это всё
batch-closed =
    { $count ->
        [0] Голосовых сообщений не было. Начать заново: /batch
        [one] Скоро будет { NUMBER($count) } клип.
        [few] Скоро будут { NUMBER($count) } клипа и zip со всеми.
        [many] Скоро будут { NUMBER($count) } клипов и zip со всеми.
       *[other] Скоро будут { NUMBER($count) } клипа и zip со всеми.
    }
batch-status =
    📦 Готово { $done } из { $total ->
        [one] { NUMBER($total) } клипа
        [few] { NUMBER($total) } клипов
        [many] { NUMBER($total) } клипов
       *[other] { NUMBER($total) } клипа
    }{ $failed ->
        [0] {""}
        [one] , { NUMBER($failed) } не удался
        [few] , { NUMBER($failed) } не удались
        [many] , { NUMBER($failed) } не удались
       *[other] , { NUMBER($failed) } не удались
    }
batch-zip = Все в одном zip

## Queue, history

queue-title = <b>Что для вас делается</b>
queue-empty = Ничего не ждёт. Пришлите голосовое сообщение!
cancel-dialogue = Хорошо, оставим это.
cancel-nothing = Отменять нечего.
cancel-too-late = Слишком поздно: уже отправляется или готово.
history-title = <b>Ваши последние клипы</b>. Нажмите номер, чтобы получить клип ещё раз.
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = Клипов ещё нет. Пришлите голосовое сообщение!

## Faces

faces-title =
    { $count ->
        [1] <b>Ваше лицо</b>
       *[other] <b>Ваши лица</b>. Клипы делаются с тем, у которого звёздочка.
    }
faces-none = У вас здесь ещё нет лица.
faces-add = + Новое лицо
faces-card =
    <b>{ $name }</b>
    добавлено { $when }
faces-make-default = ★ Для моих клипов
faces-rename = Переименовать
faces-delete = Удалить
faces-ask-name = Как назвать <b>{ $name }</b>? Пришлите новое имя.
faces-renamed = Новое имя: <b>{ $name }</b>.
faces-uses = Кто использовал
faces-uses-title = Клипы, которые другие сделали с лицом <b>{ $name }</b>, сначала новые:
faces-uses-none = Никто другой не делал клипов с лицом <b>{ $name }</b>.
faces-use = { $when } UTC · { $who }
faces-use-gone = тот, кто удалил свои данные
faces-uses-more = … и ещё { $count }: /export перечисляет все.
faces-delete-ask = Удалить <b>{ $name }</b> навсегда, вместе с видео?
faces-delete-yes = Да, удалить
faces-deleted = <b>{ $name }</b>: удалено.

## Settings

settings-title =
    <b>Настройки</b>
    Как отправлять клипы, как очищать голос, насколько открывать рот, сообщать ли о качестве, и язык.
settings-saved = Сохранено
settings-quality = Сообщать о качестве
output-note = Кружок
output-video = Видео
output-file = Файл
denoise-auto = Очищать, если шумно
denoise-on = Всегда очищать
denoise-off = Никогда не очищать
mouth-calm = Рот открывается слегка
mouth-natural = Рот открывается естественно
mouth-lively = Рот открывается широко

## Help and privacy

help-text =
    <b>Как это работает</b>
    1. /setface и короткое видео, на котором вы говорите
    2. голосовое сообщение (или аудиофайл, или кружок): вы получаете клип

    /faces ваши лица · /settings кружок или видео, язык
    /batch несколько голосовых сразу, с zip
    /queue что делается · /cancel остановить
    /history ваши последние клипы ещё раз
    /privacy что я храню · /export файлом · /forgetme удалить всё

    В группе команды: ответьте на голосовое командой /talk
privacy-text =
    <b>Что я храню</b>
    • видео вашего лица, то, что из них вычислено, и ваши заметки о том, кто дал разрешение: пока вы их не удалите (/faces)
    • голосовые сообщения и клипы: { $days ->
        [one] { NUMBER($days) } день
        [few] { NUMBER($days) } дня
        [many] { NUMBER($days) } дней
       *[other] { NUMBER($days) } дня
    }
    • ваш номер в Telegram, имя, настройки и то, что вы дали согласие

    Всё остаётся на машинах того, кто держит этого бота, и служит только вашим клипам. Если вы пользуетесь чужим лицом, его владелец видит ваше имя и время каждого клипа. /export присылает вам всё, /forgetme сразу всё удаляет. Сообщения в этом чате хранит Telegram: удалите их сами.
export-done = 📦 Всё, что я храню о вас: data.json содержит список, в папках лежат ваши лица, голоса и клипы.
export-too-large = 📦 Всё, что я храню о вас, занимает { $size } МБ; я могу прислать не больше { $max } МБ. Скачайте это в студии ({ studio-nav-settings }) или попросите того, кто управляет этим ботом, выполнить <code>facenote export</code>.
forgetme-ask = <b>Удалить всё?</b> Ваши лица, голоса, клипы и настройки исчезнут сразу и навсегда, а с ними и клипы, которые другие делают с одолженным вами лицом.
forgetme-yes = Да, удалить всё
forgetme-withdrawn = Лицо этого клипа удалено его владельцем.
forgetme-done = Всё о вас удалено. До свидания! Если вернётесь: /start

## Groups

group-welcome =
    👋 <b>Я превращаю голосовые сообщения в видео того, кто говорит.</b> Ответьте на своё голосовое командой /talk или ответьте мне голосовым сообщением.
    Один раз покажите мне лицо в личном чате. /team показывает лица, одолженные этой группе; у администраторов есть /teamsettings.
group-help =
    <b>Как это работает здесь</b>
    /talk в ответ на голосовое делает видео, на котором это говорите вы. Голосовое в ответ мне делает то же самое.
    /shareface одалживает ваше лицо этой группе · /unshareface забирает его назад · /team показывает одолженные лица
    Администраторам: /teamsettings
group-only = Это для групп: добавьте меня в свою группу и отправьте команду там.
private-only = Это для личного чата:
private-open = Открыть личный чат
group-nameless = 🎭 Вы пишете от имени группы, поэтому я не знаю, чьё лицо взять. Пожалуйста, напишите от своего имени.
talk-how = 🎙 Ответьте командой /talk на <b>голосовое сообщение</b>, и я сделаю видео, на котором это говорите вы.
talk-not-your-voice = 🔒 В этой группе каждый оживляет только свой голос. Администраторы могут это изменить: /teamsettings
talk-no-face = Я ещё не знаю вашего лица. Это займёт минуту, в личном чате:
talk-register = Показать лицо

## Lent faces

share-no-face = У вас ещё нет лица. Создайте его в личном чате командой /setface, а потом одолжите здесь.
share-all-lent = Ваши лица уже одолжены этой группе. Забрать их назад: /unshareface
share-which = Какое лицо одолжить этой группе?
share-done = 🤝 <b>{ $face }</b> одолжено этой группе: все, кому здесь можно мной пользоваться, могут делать с ним клипы, а я сообщу вам, кто их делает. Это закончится, когда вы его заберёте или выйдете из группы.
unshare-none = Этой группе не одолжено ни одно ваше лицо.
unshare-which = Какое лицо забрать назад?
unshare-done = <b>{ $face }</b> снова только ваше. Клипы, которые с ним делали другие, остановлены.
lent-used = 🎭 <b>{ $name }</b> делает клип с вашим лицом (<b>{ $face }</b>) в группе <b>{ $group }</b>.
lent-take-back = Забрать назад
team-none = Этой группе не одолжено ни одного лица. Одолжить своё: /shareface
team-title = 👥 <b>Лица, одолженные этой группе.</b> Выберите лицо для своего следующего клипа.
team-own-face = Моё собственное лицо
team-picked = Ваш следующий клип здесь будет с лицом <b>{ $face }</b>.
team-picked-own = Ваш следующий клип здесь будет с вашим собственным лицом.

## Settings of a group

team-settings = 🛠 <b>Настройки этой группы</b>
team-settings-refused = Настройки этой группы могут менять только её администраторы.
team-voices =
    Голоса: { $choice ->
        [own] только свой
       *[anybody] любого в группе
    }
team-start =
    Клипы: { $choice ->
        [request] по просьбе
       *[every] из каждого голосового
    }
team-members =
    Для кого: { $choice ->
        [all] для всех
       *[administrators] для администраторов
    }
team-output =
    Отправлять как: { $choice ->
        [note] кружок
        [video] видео
        [file] файл
       *[none] кому как нравится
    }
team-quota =
    Клипов в день: { $choice ->
        [none] без ограничения
       *[other] { $choice }
    }
team-badge =
    Значок «AI»: { $choice ->
        [always] всегда
       *[operator] как решил оператор ({ $operator ->
            [on] включён
           *[off] выключен
        })
    }
team-language =
    Язык: { $choice ->
        [none] у каждого свой
       *[other] { $name }
    }
error-only-administrators = 🔒 В этой группе клипы делают только администраторы.

## For operators

stats-people = 👥 Людей: { $people } · лиц: { $faces } · групп: { $groups }
stats-clips = За 24 часа: доставлено { $day } · не удалось { $failed }
stats-queue =
    Сейчас: ждут { $queued }{ $queued ->
        [0] {""}
       *[other] {" "}(самый старый: { $waited })
    } · делаются { $running } · отправляются { $sending }
stats-disk = Файлы: { $used_mb } МБ · свободно: { $free_mb } МБ
stats-speed = Секунда голоса занимает { NUMBER($speed) } с
ban-how = Укажите номер человека или группы или ответьте на их сообщение. Операторов заблокировать нельзя.
ban-done = 🚫 { $whom }: доступ закрыт.
unban-done = { $whom }: доступ снова открыт.
drain-ask = До следующего перезапуска новая работа не принимается; то, что ждёт, сохраняется. Продолжить?
drain-yes = Да, завершать
drain-done = 🔧 Завершаю: новая работа не принимается.

## Buttons

button-not-yours = Эта кнопка для другого человека.
button-outdated = Эта кнопка устарела.

## Errors

error-internal-error = 😕 У нас что-то пошло не так. Пожалуйста, попробуйте ещё раз.
error-engine-failed = 😕 Не получилось. Пожалуйста, попробуйте ещё раз.
error-storage-failed = 😕 Не получилось. Пожалуйста, попробуйте ещё раз.
error-worker-died = 😕 Работа прервалась. Пожалуйста, попробуйте ещё раз.
error-worker-hung = 😕 Работа остановилась на месте. Пожалуйста, попробуйте ещё раз.
error-worker-unready = 😕 Сейчас я не могу работать. Пожалуйста, попробуйте позже.
error-worker-version-differs = 😕 Сейчас я не могу работать. Пожалуйста, попробуйте позже.
error-cancelled = Отменено.
error-worker-lost = 😕 Работа прерывалась несколько раз. Пожалуйста, попробуйте позже.
error-worker-out-of-memory = 😕 На это не хватает памяти. Попробуйте файл покороче или поменьше.
error-job-timeout = 😕 Это заняло слишком много времени. Попробуйте файл покороче.
error-device-out-of-memory = 😕 Компьютеру не хватило видеопамяти. Попробуйте ещё раз через несколько минут.
error-disk-full = 😕 Диск заполнен, и сейчас я не могу принять новую работу. Пожалуйста, попробуйте позже.
error-quota-exceeded = 🗄 Ваши файлы заняли всё отведённое место. Удалите какие-нибудь клипы или лица: /history, /faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ У этой группы уже столько клипов в работе, сколько можно ({ $limit }). Подождите, пока один из них будет готов.
       *[user] ⏳ У вас уже столько клипов в работе, сколько можно ({ $limit }). Подождите или остановите какой-нибудь: /queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 Эта группа исчерпала предел за 24 часа: { $limit ->
            [one] { NUMBER($limit) } клип
            [few] { NUMBER($limit) } клипа
            [many] { NUMBER($limit) } клипов
           *[other] { NUMBER($limit) } клипа
        }. Попробуйте через несколько часов.
       *[user] 🌙 Вы исчерпали предел за 24 часа: { $limit ->
            [one] { NUMBER($limit) } клип
            [few] { NUMBER($limit) } клипа
            [many] { NUMBER($limit) } клипов
           *[other] { NUMBER($limit) } клипа
        }. Попробуйте через несколько часов.
    }
error-service-draining = 🔧 Я скоро перезапущусь. Пожалуйста, пришлите это ещё раз через минуту.
error-not-found = Этого больше нет.
error-wrong-state = За это время всё изменилось.
error-server-busy = 😕 Я очень занят. Пожалуйста, попробуйте чуть позже.
error-store-busy = 😕 Я очень занят. Пожалуйста, попробуйте чуть позже.
error-messenger-unreachable = 📡 Telegram не отвечает. Пожалуйста, попробуйте ещё раз через минуту.
error-file-not-shared = 😕 Я не могу получить этот файл из Telegram. Пожалуйста, сообщите об этом тому, кто поддерживает этого бота.
error-only-operators = 🔒 Это могут делать только операторы.
error-face-not-allowed = Вам нельзя использовать здесь это лицо.
error-face-not-usable = Это лицо нельзя использовать. Попробуйте ещё раз: /setface
error-face-refused = Это лицо не подходит. Попробуйте ещё раз: /setface
error-no-face-found = 🔍 Я не вижу здесь лица. Снимите его спереди, вблизи и при хорошем свете: /setface
error-media-missing = 😕 Файл не дошёл. Пожалуйста, пришлите его ещё раз.
error-media-name-unusable = 😕 Имя файла не читается. Пожалуйста, переименуйте файл и пришлите ещё раз.
error-media-empty = Файл пустой. Пожалуйста, пришлите его ещё раз.
error-media-unsupported = Я не умею читать такие файлы. Пришлите голосовое сообщение, mp3, mp4 или фото.
error-media-damaged = Файл повреждён или обрезан. Пожалуйста, пришлите его ещё раз.
error-media-too-large = Картинка слишком большая. Пришлите поменьше.
error-media-too-short = В этом видео всего один кадр. Пришлите видео длиной в несколько секунд или фото.
error-media-too-small = Картинка слишком маленькая. Пришлите картинку с большим числом пикселей.
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ Это слишком длинно. Пожалуйста, сократите.
        [one] ✂️ Это слишком длинно: не больше { NUMBER($max_minutes) } минуты. Пожалуйста, сократите.
        [few] ✂️ Это слишком длинно: не больше { NUMBER($max_minutes) } минут. Пожалуйста, сократите.
        [many] ✂️ Это слишком длинно: не больше { NUMBER($max_minutes) } минут. Пожалуйста, сократите.
       *[other] ✂️ Это слишком длинно: не больше { NUMBER($max_minutes) } минуты. Пожалуйста, сократите.
    }
error-file-too-large =
    📏 Файл слишком большой: я могу принять не больше { $max_mb } МБ. Пришлите покороче или поменьше.
error-media-timeout = 😕 Чтение файла заняло слишком много времени. Попробуйте другой формат.
error-ffmpeg-failed = 😕 Не удалось преобразовать файл. Попробуйте другой формат.
error-no-video = В этом файле нет изображения. Пришлите видео или фото своего лица.
error-no-sound = В этом файле нет звука.
error-no-speech = 🔇 Я не слышу речи. Пришлите голосовое сообщение, в котором говорят.
error-silent-audio = 🔇 В записи тишина. Пожалуйста, запишите её ещё раз.
error-voice-too-short = Это слишком коротко. Скажите хотя бы одно-два слова.
error-voice-unusable = Я не могу использовать эту запись. Пожалуйста, запишите её ещё раз.
error-clip-over-limit = 📏 Клип не помещается в выбранный размер файла. Разрешите файл побольше, либо выберите картинку поменьше или голос покороче.
error-template-missing = 😕 Файлы этого лица пропали. Пожалуйста, создайте его заново: /setface
error-template-damaged = 😕 Файлы этого лица повреждены. Пожалуйста, создайте его заново: /setface
error-template-too-new = 😕 Это лицо создано более новой версией. Пожалуйста, создайте его заново: /setface
error-chat-gone = Этого чата больше нет.
error-bot-blocked = Мне нельзя писать в этот чат.
error-telegram-refused = 😕 Telegram не принял клип.
error-clip-too-large = 📏 Клип слишком большой для Telegram. Попробуйте голосовое сообщение покороче.

## Findings: what is wrong, and what to do about it

finding-format = Файл необычного вида.
advice-format = Пришлите .mp4 с камеры телефона.
finding-ai-generated = В файле указано, что он полностью или частично создан ИИ.
advice-ai-generated = Пришлите исходную запись: губы, нарисованные ИИ, не ваши.
finding-duration = Длительность: { NUMBER($value, maximumFractionDigits: 0) } с.
advice-duration = Снимите от 15 до 60 секунд речи в камеру.
finding-resolution = Ширина или высота картинки всего { NUMBER($value, maximumFractionDigits: 0) } пикс.
advice-resolution = Снимайте в 720p или лучше.
finding-frame-rate = Кадров в секунду: { NUMBER($value, maximumFractionDigits: 0) }.
advice-frame-rate = Снимайте с 25 или 30 кадрами в секунду.
finding-rotated = Картинка лежала на боку; я её повернул.
advice-rotated = Держите телефон прямо.
finding-face-present = Лицо видно в { NUMBER($value, style: "percent", maximumFractionDigits: 0) } видео.
advice-face-present = Оставайтесь в кадре от начала до конца, лицом к камере.
finding-face-gap = Лицо пропадает из кадра на { NUMBER($value, maximumFractionDigits: 1) } с.
advice-face-gap = Оставайтесь в кадре от начала до конца, лицом к камере.
finding-base-path = Подряд пригодны только { NUMBER($value, maximumFractionDigits: 1) } с.
advice-base-path = Дольше оставайтесь в кадре без движения, одним дублем, не закрывая рот.
finding-face-share = Лицо занимает { NUMBER($value, style: "percent", maximumFractionDigits: 0) } ширины кадра.
advice-face-share = Подойдите ближе: должно быть около половины.
finding-face-size = Ширина лица: { NUMBER($value, maximumFractionDigits: 0) } пикс.
advice-face-size = Подойдите ближе или снимайте в большем разрешении.
finding-face-cut-off = Часть головы не помещается в кадр.
advice-face-cut-off = Оставьте место вокруг лба, подбородка и ушей.
finding-yaw = Голова повёрнута в сторону.
advice-yaw = Смотрите в камеру, а не мимо неё.
finding-pitch = Камера смотрит сверху или снизу.
advice-pitch = Держите камеру на уровне глаз.
finding-roll = Голова наклонена.
advice-roll = Держите голову и камеру прямо.
finding-several-faces = В кадре есть ещё одно лицо.
advice-several-faces = Пусть в кадре будете только вы.
finding-brightness =
    { $side ->
        [high] Лицо слишком светлое.
       *[low] Лицо слишком тёмное.
    }
advice-brightness = Осветите лицо равномерно спереди.
finding-backlight = Свет падает сзади.
advice-backlight = Повернитесь так, чтобы окно или лампа были перед вами.
finding-side-light = Одна половина лица намного темнее.
advice-side-light = Осветите обе половины лица одинаково.
finding-hot-spots = На коже блики.
advice-hot-spots = Сделайте свет мягче или отойдите от лампы.
finding-sharpness = Лицо нерезкое.
advice-sharpness = Протрите объектив, дайте камере навестись на лицо и добавьте света.
finding-shake = Камера дрожит.
advice-shake = Положите телефон или прислоните его к чему-нибудь.
finding-jump = Есть резкие движения.
advice-jump = Избегайте резких движений камеры и головы.
finding-pan = Камера движется.
advice-pan = Держите камеру неподвижно.
finding-zoom = Расстояние сильно меняется.
advice-zoom = Не используйте зум и держитесь на одном расстоянии.
finding-cuts = В видео есть склейки; я взял самую длинную часть.
advice-cuts = Пришлите видео без склеек.
finding-frozen = Местами картинка застывает.
advice-frozen = Пришлите исходную запись.
finding-mouth-hidden = Рот видно в { NUMBER($value, style: "percent", maximumFractionDigits: 0) } видео.
advice-mouth-hidden = Уберите от рта маску, руку или микрофон.
finding-eyes-hidden = Глаза закрыты.
advice-eyes-hidden = Снимите тёмные очки.
finding-no-sound = Нет звука.
advice-no-sound = Снимайте со звуком: по голосу я изучаю ваши губы.
finding-silent-sound = Вместо звука тишина.
advice-silent-sound = Разрешите доступ к микрофону и снимите ещё раз.
finding-speech = Слышно { NUMBER($value, maximumFractionDigits: 0) } с речи.
advice-speech = Говорите не меньше 15 секунд, чтобы губы стали вашими.
finding-noise = Шумно.
advice-noise = Записывайте в тихой комнате, близко к микрофону.
finding-clipping = Звук искажён.
advice-clipping = Говорите тише или дальше от микрофона.
finding-level =
    { $side ->
        [high] Звук слишком громкий.
       *[low] Звук слишком тихий.
    }
advice-level =
    { $side ->
        [high] Говорите дальше от микрофона или убавьте его громкость.
       *[low] Говорите громче или ближе к микрофону.
    }
finding-av-offset = Звук и губы расходятся на { NUMBER($value, maximumFractionDigits: 0) } мс.
advice-av-offset = Делать ничего не нужно: я это исправлю.
finding-foreign-sound = Губы движутся не в такт звуку.
advice-foreign-sound = Пришлите видео со своим собственным живым голосом.
finding-sentence = От этих губ не слышно фразы, или она слишком короткая.
advice-sentence = Произнесите вслух показанную вам фразу в новом видео. Фото не говорит.
finding-mouth-open = Рот широко открыт.
advice-mouth-open = Закройте рот или улыбнитесь, сомкнув зубы.
finding-photo = Это фото.
advice-photo = Видео, на котором вы говорите, даёт настоящие губы, зубы и движения головы.

advice-voice-level = Совет: говорите громче или ближе к микрофону.
advice-voice-clipping = Совет: говорите тише или дальше от микрофона.
advice-voice-noise = Совет: записывайте в тихой комнате.
advice-voice-speech-share = Совет: вырежьте долгие паузы и музыку.
advice-voice-pitch-mismatch = Совет: этот голос намного выше или ниже собственного голоса этого лица. Более близкий голос выглядит естественнее.

moment-voice-clipping = Здесь слишком громко
moment-voice-speech-share = Здесь ничего не сказано

## Studio: the web page

studio-nav = Разделы
studio-nav-make = Создать
studio-nav-batch = Серия
studio-nav-faces = Лица
studio-nav-history = История
studio-nav-log = Журнал
studio-nav-settings = Настройки
studio-notify = Уведомления
studio-notify-about = Сообщать об окончании работы, пока эта страница в фоне.
studio-notify-denied = Браузер не разрешает уведомления для этой страницы.
studio-skip = К содержанию
studio-language = Язык
studio-close = Закрыть
studio-connection-lost = Связь прервалась. Я пробую дальше; всё, что делается, продолжится, как только сервер снова ответит.
studio-offline = Сервер не отвечает. Пожалуйста, попробуйте чуть позже.
studio-broken = На этой странице что-то пошло не так.
studio-reload = Загрузить заново
studio-missing = По этому адресу ничего нет.
studio-missing-go = В студию

studio-face = Лицо
studio-voice = Голос
studio-new-face = Новое лицо
studio-no-faces = Здесь ещё нет лица. Сначала добавьте его.
studio-no-voices = Здесь ещё нет голоса. Перетащите файл или запишите голос.
studio-voice-reading = Читаю голос
studio-voice-fine = Этот голос хорошо слышно.
studio-voices-unusable = Не подошли: { NUMBER($count) }
studio-delete-voice = Удалить голос { $name }
studio-cut = Обрезать или разделить
studio-cut-name = Обрезать или разделить «{ $name }»
studio-cut-start = Начало
studio-cut-end = Конец
studio-cut-silence = Без тишины по краям
studio-cut-reset = Весь голос
studio-cut-parts = Разделить на паузах, частей
studio-cut-make = Создать новый голос
studio-cut-make-several = Создать новые голоса
studio-original-stays = Оригинал останется как есть.
studio-join = Соединить голоса
studio-join-add = Добавить голос
studio-join-earlier = Поднять «{ $name }»
studio-join-later = Опустить «{ $name }»
studio-join-without = Убрать «{ $name }»
studio-join-length = { $length }, не больше { $most }.
studio-join-make = Создать один голос
studio-show-all =
    { $count ->
        [one] Показать ещё { NUMBER($count) }
        [few] Показать ещё { NUMBER($count) }
        [many] Показать ещё { NUMBER($count) }
       *[other] Показать ещё { NUMBER($count) }
    }
studio-form = Форма
studio-form-video = Видео
studio-form-note = Кружок
studio-denoise = Шум
studio-mouth = Рот
studio-size = Размер
studio-size-source = как у лица
studio-max-mb-none = любой
studio-max-mb-limit = не больше { $size } ({ $messenger })
studio-max-mb = Размер файла
studio-make-video = Сделать клип
studio-make-note = Сделать кружок
studio-in-the-making = В работе
studio-queue = В работе: { NUMBER($count) }
studio-queue-empty = Сейчас ничего не делается.
studio-make-other = Сделать ещё
studio-make-how = Выберите лицо, скажите что-нибудь, получите клип.
studio-ways = Сколько
studio-one = Один клип
studio-many = Много клипов
studio-make-it-note = Сделать кружком
studio-make-it-video = Сделать как видео
studio-preview = Этот голос прозвучит с лицом { $name }.
studio-ready = Готово
studio-result = { $name }: готово.
studio-failed = Не удалось сделать { $name }.
studio-look = Смотреть
studio-play = Воспроизвести
studio-pause = Пауза
studio-compare = Удерживайте: оригинал
studio-speed = Скорость
studio-volume = Громкость
studio-play-name = Воспроизвести { $name }
studio-download-name = Скачать { $name }
studio-download-video = Скачать клип
studio-download-note = Скачать кружок
studio-copy-link = Скопировать ссылку
studio-share = Поделиться
studio-share-title = Поделиться: { $name }
studio-share-about = Все, у кого есть ссылка, увидят этот клип без входа, и больше ничего вашего. Дней до окончания: { NUMBER($days) }.
studio-share-link = Ссылка
studio-share-download = Клип можно скачать
studio-share-until = Ссылка действует до { $when }.
studio-share-make = Создать ссылку
studio-share-anew = Создать новую ссылку
studio-share-replaces = С новой ссылкой прежняя перестанет работать.
studio-share-end = Закрыть доступ
studio-share-copied = Ссылка скопирована.
studio-copy-selected = Здесь этот браузер не копирует. Текст выделен: нажмите Ctrl+C.
studio-share-gone = Эта ссылка больше не действует.
studio-cancel = Отменить
studio-try-again = Попробовать ещё раз
studio-cancel-name = Отменить { $name }
studio-retry-name = Попробовать { $name } ещё раз
studio-delete-name = Удалить { $name }
studio-delete = Удалить
studio-undo = Отменить
studio-deleted = Удалено: { NUMBER($count) }
studio-deleted-name = Удалено: { $name }.
studio-keep = Оставить
studio-time-left = осталось { $time }
studio-progress-of = Ход работы: { $name }
studio-handing-over = Почти готово
studio-state-cancelled = Отменено

studio-batch-intro = Несколько клипов за один раз. Если один не удастся, остальные всё равно будут.
studio-batch-way = Что меняется
studio-batch-many-faces = Один голос, много лиц
studio-batch-many-voices = Одно лицо, много голосов
studio-pick-one-voice = Выберите голос
studio-pick-voices = Выберите голоса
studio-pick-one-face = Выберите лицо
studio-pick-faces = Выберите лица
studio-pick-all = Выбрать все
studio-pick-none = Снять выбор
studio-batch-make =
    { $count ->
        [0] Сделать клипы
        [one] Сделать { NUMBER($count) } клип
        [few] Сделать { NUMBER($count) } клипа
        [many] Сделать { NUMBER($count) } клипов
       *[other] Сделать { NUMBER($count) } клипа
    }
studio-batch-limit = В одной серии не больше { NUMBER($limit) }.
studio-batch-name = Серия { NUMBER($number) }
studio-batch-now = { NUMBER($number) } из { NUMBER($total) }: { $name }
studio-batch-done =
    { $total ->
        [one] Готово { NUMBER($done) } из { NUMBER($total) } клипа
        [few] Готово { NUMBER($done) } из { NUMBER($total) } клипов
        [many] Готово { NUMBER($done) } из { NUMBER($total) } клипов
       *[other] Готово { NUMBER($done) } из { NUMBER($total) } клипов
    }
studio-batch-failed =
    { $failed ->
        [one] { NUMBER($failed) } не удалось
        [few] { NUMBER($failed) } не удались
        [many] { NUMBER($failed) } не удались
       *[other] { NUMBER($failed) } не удались
    }
studio-batch-cancel = Отменить все
studio-batch-retry = Сделать недостающие ({ NUMBER($count) })
studio-batch-zip = Скачать все (zip)
studio-batch-cancelled = Отменено: { NUMBER($count) }
studio-batch-delete = Удалить серию
studio-batch-delete-ask = Удалить { $name } со всеми клипами навсегда?
studio-batch-show = Показать клипы
studio-batch-hide = Скрыть клипы
studio-batches = Ваши серии
studio-batches-none = Серий ещё нет. Выберите выше лица и голоса и нажмите кнопку.

studio-history-none = Клипов ещё нет. До первого всего два щелчка.
studio-history-go = Сделать клип
studio-history-more = Показать более старые
studio-gone = Этого клипа больше нет.
studio-history-nothing = Ничего не найдено.
studio-history-unread = Не удалось загрузить список.
studio-search = Поиск по имени
studio-filter-state = Состояние
studio-filter-unmade = Неудачные и отменённые
studio-filter-any-face = Все лица
studio-filter-any-form = Все формы
studio-select = Выбрать
studio-selected = Выбрано: { NUMBER($count) }
studio-zip = Скачать (zip)
studio-expires = Хранится до { $when }
studio-kept =
    { $days ->
        [one] Голоса и клипы хранятся { NUMBER($days) } день, потом удаляются. Лица остаются, пока вы их не удалите.
        [few] Голоса и клипы хранятся { NUMBER($days) } дня, потом удаляются. Лица остаются, пока вы их не удалите.
        [many] Голоса и клипы хранятся { NUMBER($days) } дней, потом удаляются. Лица остаются, пока вы их не удалите.
       *[other] Голоса и клипы хранятся { NUMBER($days) } дня, потом удаляются. Лица остаются, пока вы их не удалите.
    }
studio-kept-always = Голоса, клипы и лица хранятся, пока вы их не удалите.
studio-disk = Занятое место
studio-disk-of = Занято { $used } из { $quota }
studio-disk-free = Занято { $used }, свободно на сервере { $free }

studio-log-intro = Что происходит с вашими лицами, голосами и клипами: по ходу дела.
studio-log-none = Ещё ничего не произошло.
studio-log-all = Всё
studio-log-problems = Только проблемы
studio-log-open = Открыть журнал
studio-log-queued = Ждёт
studio-log-rendered = Сделано
studio-log-delivered = Готово
studio-log-cancelled = Отменено
studio-kind-face = Лицо
studio-kind-voice = Голос
studio-kind-clip = Клип

# Logging in to the studio
studio-menu-button = Студия
error-login-needed = 🔒 Вы не вошли, или вход уже закончился. Войдите и попробуйте ещё раз.
error-part-too-short = Выберите хотя бы полсекунды.
error-sharing-off = 🔒 Ссылки на клипы здесь отключены. Обратитесь к тому, кто управляет сервером.
error-wrong-token = 🔒 Этот токен здесь неизвестен. Свой вам даст тот, кто держит этот сервер.
error-login-link-used = 🔒 Эта ссылка для входа уже использована или старше суток. Получите новую, как описано выше.
error-mini-app-login-failed = 🔒 Вход через Telegram устарел. Закройте эту страницу и откройте её снова из бота.
error-order-key-reused = ✋ У этого заказа ключ другого заказа. Отправьте его с собственным ключом.
error-c2pa-missing = 🛠 Этот сервер сейчас не может проверять файлы: не хватает одного компонента. Сообщите тому, кто им управляет.
error-too-many-files = ⏳ Слишком много файлов с вашего подключения. Подождите минуту и попробуйте ещё раз.
error-too-many-logins = ⏳ Слишком много неверных токенов. Подождите минуту и попробуйте ещё раз.
error-too-many-tokens = ✋ У вас уже { $limit } токенов API. Отзовите тот, которым больше не пользуетесь.
error-webhooks-off = 🔒 Вебхуки здесь отключены. Обратитесь к тому, кто управляет сервером.
error-webhook-not-allowed = 🔒 Вебхуки на этот адрес здесь не разрешены. Обратитесь к тому, кто управляет сервером.
error-too-many-webhooks = ✋ У вас уже { $limit } вебхуков. Удалите тот, которым больше не пользуетесь.
error-forbidden = 🔒 Это для вас закрыто. Спросите того, кто держит этот сервер.
error-consent-needed = ✋ Перед первым лицом прочтите, пожалуйста, текст о разрешении и согласитесь с ним.
error-sentence-needed = 🎙 Видео с лицом здесь должно содержать фразу дня. Произнесите её в новом видео: { $sentence }

# Studio: faces, recording, uploads, settings
studio-position = Место в записи
studio-moments = Что замечено и где
studio-drop-here = или перетащите файлы сюда
studio-drop-anywhere = Бросьте голос или лицо куда угодно
studio-drop-which = Для чего это?
studio-upload-face = Выбрать видео или фото
studio-upload-video = Выбрать видео
studio-add-faces = Добавить лица
studio-upload-voice = Выбрать файлы
studio-not-a-face = Я не умею читать такие файлы. Выберите видео с лицом, например mp4 или mov, или фото.
studio-not-a-voice = Я не умею читать такие файлы. Подойдёт любой файл со звуком: ogg, mp3, wav или mp4.
studio-upload-limits =
    { $minutes ->
        [one] До { $size } и до { NUMBER($minutes) } минуты. Если связь прервётся, выберите тот же файл ещё раз: загрузка продолжится с того же места.
        [few] До { $size } и до { NUMBER($minutes) } минут. Если связь прервётся, выберите тот же файл ещё раз: загрузка продолжится с того же места.
        [many] До { $size } и до { NUMBER($minutes) } минут. Если связь прервётся, выберите тот же файл ещё раз: загрузка продолжится с того же места.
       *[other] До { $size } и до { NUMBER($minutes) } минуты. Если связь прервётся, выберите тот же файл ещё раз: загрузка продолжится с того же места.
    }
studio-record-face = Снять камерой
studio-record-voice = Записать голос
studio-record-asking =
    { $device ->
        [camera] Пожалуйста, разрешите камеру и микрофон.
       *[microphone] Пожалуйста, разрешите микрофон.
    }
studio-record-mirror = Что видит камера, как в зеркале
studio-record-camera = Камера
studio-record-frame = Поместите лицо в овал, нажмите кнопку и прочтите текст вслух.
studio-record-start = Начать запись
studio-record-stop = Стоп
studio-record-speak = Я слушаю. Говорите.
studio-record-silent = Ничего не слышу
studio-record-go-on = Читайте дальше, своим голосом…
studio-record-enough = Этого хватит. Остановите, когда захотите.
studio-record-short = Это коротко: начиная с 20 секунд губы становятся вашими собственными. Но использовать можно и так.
studio-record-look = Лицо всё время в кадре, и вас слышно?
studio-record-again = Записать заново
studio-record-use = Использовать эту запись
studio-record-discard = Не сохранять
studio-record-discard-ask = Не сохранять эту запись?
studio-record-name = Запись { $when }
studio-record-insecure = Браузер даёт камеру и микрофон только страницам с https или по адресу http://127.0.0.1. Вместо этого можно перетащить файл.
studio-record-unsupported = Этот браузер не умеет записывать. Вместо этого можно перетащить файл.
studio-record-denied =
    { $device ->
        [camera] Браузер не даёт мне камеру и микрофон. Разрешите и то и другое для этой страницы (значок рядом с её адресом) и попробуйте ещё раз.
       *[microphone] Браузер не даёт мне микрофон. Разрешите его для этой страницы (значок рядом с её адресом) и попробуйте ещё раз.
    }
studio-record-missing =
    { $device ->
        [camera] Я не нахожу камеру или микрофон. Нужно и то и другое: подключите и попробуйте ещё раз. Вместо этого можно перетащить файл.
       *[microphone] Я не нахожу микрофон. Подключите его и попробуйте ещё раз. Вместо этого можно перетащить файл.
    }
studio-record-busy =
    { $device ->
        [camera] Камеру или микрофон занимает другая программа. Закройте её и попробуйте ещё раз.
       *[microphone] Микрофон занимает другая программа. Закройте её и попробуйте ещё раз.
    }
studio-record-lost =
    { $device ->
        [camera] Камера или микрофон отключились.
       *[microphone] Микрофон отключился.
    }
studio-record-empty = Ничего не записалось. Пожалуйста, попробуйте ещё раз.
studio-read-aloud = Прочтите вслух, глядя в камеру:
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = Однажды северный ветер и солнце заспорили, кто из них сильнее. Как раз в это время они заметили закутанного в плащ путника и порешили, что тот из них будет считаться самым сильным, кому раньше удастся заставить путника снять плащ. Северный ветер принялся дуть изо всех сил; но чем сильнее он дул, тем крепче кутался путник в свой плащ, так что в конце концов северный ветер должен был отказаться от своей затеи. Тогда засияло солнышко, путник понемногу отогрелся и вскоре снял свой плащ.
studio-faces-own = Ваши лица
studio-check-of = Проверка: { $name }
studio-check-done = { $name }: проверка закончена.
studio-checks-waiting = Лица ждут вашего решения: { NUMBER($count) }
studio-dismiss = Скрыть
studio-dismiss-name = Скрыть { $name }
studio-face-name = Имя этого лица
studio-face-whose = Чьё это лицо?
studio-face-own = Моё
studio-face-permitted = Другого человека, с разрешения
studio-face-who = Кто разрешил?
studio-face-use = Использовать
studio-face-use-anyway = Всё равно использовать
studio-face-kept = { $name }: готово. Дайте этому лицу голос!
studio-face-default = Основное
studio-face-demo = Пример
demo-face = Астронавт
demo-voice = Привет
studio-face-since = добавлено { $when }
studio-face-make-default = Сделать { $name } основным
studio-face-rename = Переименовать { $name }
studio-face-report = Что выяснилось: { $name }
studio-face-uses = Кто использовал { $name }
studio-face-delete-ask = Удалить { $name } навсегда, вместе с видео? Готовые клипы останутся, незаконченные будут отменены.
studio-report-picture = { $name }, поверх картинки показано, что измерено
studio-report-enlarge = Открыть картинку в полном размере
studio-report-film = Посмотреть проверенное видео
studio-report-legend = Пунктирный овал — где должно быть лицо. Уголки — где оно было.
studio-report-show = Показать в видео на { $time }
studio-report-fail = Проблема
studio-report-warn = Могло бы быть лучше
studio-report-all-fine =
    { $count ->
        [one] Проверен { NUMBER($count) } пункт: всё как надо.
        [few] Проверено { NUMBER($count) } пункта: всё как надо.
        [many] Проверено { NUMBER($count) } пунктов: всё как надо.
       *[other] Проверено { NUMBER($count) } пункта: всё как надо.
    }
studio-report-others-fine =
    { $count ->
        [one] Ещё { NUMBER($count) } пункт в порядке.
        [few] Ещё { NUMBER($count) } пункта в порядке.
        [many] Ещё { NUMBER($count) } пунктов в порядке.
       *[other] Ещё { NUMBER($count) } пункта в порядке.
    }
studio-report-lips =
    { $lips ->
        [great] Я отлично изучил, как движутся ваши губы.
        [good] Я хорошо изучил, как движутся ваши губы.
       *[fair] Я примерно изучил, как движутся ваши губы.
    }
studio-login = Вход
studio-login-local = Вы вошли как пользователь этой машины.
studio-login-as = Вы вошли как { $name }.
studio-logout = Выйти
studio-logins = Браузеры, в которых вы вошли
studio-login-here = этот браузер
studio-login-since = вход { $when }
studio-login-end = Выйти: { $name }
studio-login-unknown = Неизвестный браузер
studio-privacy = Что я храню
studio-privacy-faces = Видео вашего лица, то, что из них вычислено, и ваши заметки о том, кто дал разрешение: пока вы их не удалите.
studio-privacy-clips =
    { $days ->
        [one] Голоса и готовые клипы: { NUMBER($days) } день.
        [few] Голоса и готовые клипы: { NUMBER($days) } дня.
        [many] Голоса и готовые клипы: { NUMBER($days) } дней.
       *[other] Голоса и готовые клипы: { NUMBER($days) } дня.
    }
studio-privacy-clips-always = Голоса и готовые клипы: пока вы их не удалите.
studio-privacy-person = Ваше имя, язык и то, что вы согласились с текстом о разрешении.
studio-share-off = Ссылки для показа клипов другим выключены. Их включает FACENOTE_WEB_SHARE_DAYS в настройках сервера.
studio-privacy-place = Всё остаётся на машинах того, кто держит эту страницу, и служит только вашим клипам. Каждый клип говорит, что он сгенерирован.
studio-api = Для скриптов
studio-api-about = Что умеет эта страница, умеет и скрипт.
studio-api-open = Как работает API
studio-tokens = Токены API
studio-tokens-about = С токеном API скрипт или другая программа может делать здесь то же, что и вы. Он передаётся в заголовке Authorization: Bearer.
studio-token-name = Для чего он?
studio-token-make = Создать токен
studio-token-once = Скопируйте токен сейчас: он показывается только один раз.
studio-token-copy = Копировать
studio-token-copied = Скопировано
studio-token-since = создан { $when }
studio-token-used = последнее использование { $when }
studio-token-unused = не использовался
studio-token-revoke = Отозвать { $name }
studio-token-revoke-ask = Отозвать { $name }? Всё, что его использует, сразу перестанет работать.
studio-token-revoke-yes = Отозвать
studio-webhooks = Вебхуки
studio-webhooks-about = Ваша программа может узнавать, когда голос, лицо или клип готовы или не получились: подписанным запросом (POST) на её адрес.
studio-webhooks-allowed = Разрешённые адреса начинаются с: { $list }
studio-webhook-url = Адрес
studio-webhook-make = Добавить
studio-webhook-once = Скопируйте секрет сейчас: он показывается только один раз. С ним ваша программа проверяет подписи.
studio-webhook-waiting = ещё не отправлено: { $count }
studio-webhook-given-up = отправка прекращена: { $count }
studio-webhook-unused = ещё ничего не отправлялось
studio-webhook-arrived = доставлено { $when }
studio-webhook-fault-status = ответ { $status }, { $when }
studio-webhook-fault-unreachable = нет связи, { $when }
studio-webhook-fault-timed-out = нет ответа вовремя, { $when }
studio-webhook-fault-not-allowed = адрес не разрешён, { $when }
studio-webhook-test = Отправить проверку на { $url }
studio-webhook-remove = Удалить { $url }
studio-webhook-remove-ask = Удалить { $url }? Всё, что ещё не отправлено туда, пропадёт.
studio-webhook-remove-yes = Удалить
studio-export = Скачать всё
studio-export-about = Один zip-файл: список (data.json) всего, что о вас хранится, и все лица, голоса и клипы.
studio-forget = Удалить всё
studio-forget-about = Ваши лица, голоса, клипы, настройки и входы исчезнут сразу и навсегда.
studio-forget-ask = Удалить всё о вас?
studio-forget-no = Оставить всё
login-title = Вход
login-token = Токен
login-token-where = Его вам даст тот, кто держит этот сервер.
login-go = Войти
login-telegram = Если открыть эту страницу из бота в Telegram, токен не нужен.
login-as = Войти как { $name }?
login-as-why = Продолжайте, только если вы сами сейчас открыли это в Telegram. Если ссылку на эту страницу вам прислал кто-то другой, ваше лицо и ваш голос попадут в его аккаунт.
login-link = При запуске сервер записывает в свой журнал, после «to log in:», команду для получения ссылки входа. Выполните её на той же машине от имени пользователя, под которым работает сервер, и откройте ссылку, которую она выведет. Команда выглядит так:
studio-verify = Что это за клип?
studio-verify-about = Выберите или перетащите сюда видео или картинку (mp4, jpg, png). Сервер прочитает, что в файле сказано о его происхождении, и сразу удалит его.
studio-verify-trusted = Не изменён с момента подписи, и доверенный центр ручается за подписавшего.
studio-verify-untrusted = Не изменён с момента подписи, но ни один известный этому серверу центр не ручается за подписавшего.
studio-verify-altered = Изменён после подписи, или подпись неверна.
studio-verify-none = В файле нет учётных данных контента (Content Credentials).
studio-verify-by = В файле сказано: сделано в { $software }, подписано: { $signer }.
studio-verify-ai = Создано ИИ целиком или частично.
studio-verify-marked = Метаданные: помечено как созданное ИИ (без подписи: это может написать или удалить кто угодно).
studio-verify-unmarked = Метаданные: нет пометки о создании ИИ.
studio-verify-proof = Файл без пометок ничего не доказывает: многие сервисы их удаляют.

# What the studio's API refuses
error-invalid-request = ✋ Сервер этого не понял. Загрузите страницу заново и попробуйте ещё раз.
error-tus-version = 📁 Эта программа отправляет файлы способом, которого сервер не знает. Пожалуйста, обновите её.
error-wrong-offset = 📁 Загрузка прервалась. Отправьте файл ещё раз.
