# Arabic.

language-name = العربية

## Commands and profile (shown by Telegram)

bot-description =
    أرسل إليّ رسالة صوتية، وسأصنع منها مقطع فيديو تقولها أنت فيه.

    أرني وجهك مرة واحدة في فيديو قصير. كل شيء يُحسب على أجهزة فريقك.
bot-short-description = أحوّل رسائلك الصوتية إلى مقاطع فيديو تقولها أنت فيها.
command-setface = أرني وجهك
command-faces = وجوهك: عرض وتسمية وحذف
command-batch = عدة رسائل صوتية دفعة واحدة
command-queue = ما يجري إعداده
command-cancel = إيقاف
command-history = مقاطعك الأخيرة
command-settings = دائري أو عريض، اللغة، الصوت
command-privacy = ما الذي أحتفظ به، وإلى متى
command-export = كل ما أحتفظ به عنك في ملف واحد
command-forgetme = حذف كل ما يخصني
command-help = كيف يعمل
command-talk = ردًّا على رسالة صوتية: ليقلها وجهك
command-team = الوجوه المعارة لهذه المجموعة
command-shareface = أعِر وجهك لهذه المجموعة
command-unshareface = استرجع وجهك
command-teamsettings = للمشرفين: من يحق له ماذا

## Start

start-welcome =
    👋 <b>مرحبًا { $name }!</b>

    أرسل إليّ رسالة صوتية، وستحصل على مقطع فيديو تقولها أنت فيه.

    أحتاج أولًا إلى رؤية وجهك، مرة واحدة فقط. لن يستغرق ذلك سوى دقيقة.
start-ready = 👋 أهلًا بعودتك، { $name }! أرسل إليّ رسالة صوتية وسأصنع الفيديو. والباقي في /help
start-closed = 🔒 أعمل لدائرة مغلقة. إن كنت منها فأرسل هذا الرقم إلى من يشغّلني: <code>{ $number }</code>
start-how = أرني كيف
start-framing =
    <b>هكذا تكون النتيجة أفضل:</b>
    • يملأ وجهك نصف الصورة، والكاميرا على مستوى العينين
    • يأتي الضوء من الأمام
    • الهاتف مسنود إلى شيء ولا يتحرك
    • تحدّث من 15 إلى 60 ثانية عن أي شيء، ناظرًا إلى الكاميرا

## Consent

consent-text =
    قبل أن نبدأ، يُرجى التأكيد:

    <b>هذا وجهي، أو لديّ إذن من صاحبه</b> بصنع مقاطع فيديو به. لن أستخدم المقاطع لخداع أحد.

    كل مقطع يُذكر فيه أنه مولَّد. وما يُحفظ مذكور في /privacy
consent-agree = أؤكد ذلك
consent-own = هذا وجهي
consent-permitted = لديّ إذن
consent-who = من أعطاك الإذن؟ أرسل لي الاسم وكيف وافق صاحبه. يُحفظ ذلك مع الوجه ويُحذف معه. الأمر /cancel ينهي هذا.
consent-thanks = شكرًا لك!
voices-text =
    يبدو أن هذا التسجيل لشخص آخر. يُرجى التأكيد مرة واحدة:

    <b>لديّ إذن أصحاب الأصوات التي أرسلها</b> بصنع مقاطع فيديو بها. ولن أستخدم المقاطع لخداع أحد.
voices-agree = أؤكد ذلك

## Registering a face

setface-ask = 🎥 أرسل إليّ الآن <b>فيديو لوجهك</b>: من 15 إلى 60 ثانية، وأنت تتحدث إلى الكاميرا. تصلح رسالة الفيديو الدائرية، ويصلح الملف أيضًا. والصورة تنفع كذلك، لكن حركتها أقل طبيعية.
sentence-ask = 🎥 قل هذا بصوت مسموع في بداية <b>فيديو لوجهك</b>، ثم واصل الحديث إلى الكاميرا، من 15 إلى 60 ثانية إجمالًا: <b>{ $sentence }</b> الصورة لا تكفي هنا.
sentence-first =
    { $number ->
        [0] أمي تطبخ البامية مع البصل والطماطم.
        [1] باسم يركب الباص إلى مكتبة المدينة.
        [2] مشى الدب الكبير بين أشجار البرتقال.
        [3] يعزف بسام على البيانو كل مساء.
        [4] مريم تحمل كتابًا ومظلة بيضاء.
       *[5] المصباح فوق مكتبي مصنوع من الخيزران.
    }
sentence-second =
    { $number ->
        [0] ربما يزورنا ابن عمي في مايو.
        [1] من فضلك أحضر لي كوب ماء بارد.
        [2] نمشي معًا صباح السبت قرب البحر.
        [3] حذائي الأبيض مبلل بماء المطر.
        [4] بيت شعر جميل يبدل المزاج.
       *[5] يكفيني خبز وزبدة ومربى المشمش.
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>ممتاز!</b> هذا الوجه جاهز.
        [warn] 👍 <b>جيد.</b> هذا الوجه مناسب. وسيكون أفضل هكذا:
        [fail] ⚠️ <b>قد ينجح، لكن ليس جيدًا.</b> الأفضل أن تحاول مرة أخرى مع مراعاة ما يلي:
       *[blocked] ✋ <b>هذا لا يصلح.</b> إليك ما يجب تغييره:
    }
face-use = ✓ استخدمه
face-use-anyway = استخدمه رغم ذلك
face-try-again = حاول مرة أخرى
face-name = الوجه { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b> جاهز. أرسل إليّ الآن رسالة صوتية!

## Voices

voice-no-face = لا أعرف وجهك بعد. أرسل إليّ أولًا فيديو قصيرًا له: /setface
fallback = أرسل إليّ <b>رسالة صوتية</b> وسأصنع منها فيديو. والباقي في /help
choice-ask = لأي غرض هذا الفيديو؟
choice-face = هذا وجهي
choice-voice = اصنع مقطعًا من صوته
choice-over = يُرجى إرسال الفيديو مرة أخرى.

## Progress

status-queued =
    { $position ->
        [1] ⏳ دورك هو التالي
       *[other] ⏳ رقم { NUMBER($position) } في قائمة الانتظار
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] جارٍ البدء…
            [normalise] جارٍ قراءة الفيديو
            [animate] جارٍ تحريك صورتك
            [track] جارٍ تتبّع وجهك
            [listen] جارٍ الاستماع إلى صوتك
            [check] جارٍ تقييم الإضاءة والصورة
            [learn] جارٍ تعلّم حركة شفتيك
            [collect] جارٍ جمع أشكال فمك
           *[other] جارٍ العمل على وجهك
        }
       *[clip] { $stage ->
            [start] جارٍ البدء…
            [read-audio] جارٍ تجهيز الصوت
            [voice] جارٍ تجهيز الصوت
            [listen] جارٍ الاستماع
            [draw] جارٍ الرسم
           *[other] جارٍ العمل على مقطعك
        }
    }
status-sending = 📤 جارٍ الإرسال…
status-cancel = ✕ إلغاء
status-cancelled = أُلغي.
status-again = ↻ حاول مرة أخرى
about-seconds =
    { $count ->
        [zero] أقل من ثانية
        [one] نحو ثانية واحدة
        [two] نحو ثانيتين
        [few] نحو { NUMBER($count) } ثوانٍ
        [many] نحو { NUMBER($count) } ثانية
       *[other] نحو { NUMBER($count) } ثانية
    }
about-minutes =
    { $count ->
        [zero] أقل من دقيقة
        [one] نحو دقيقة واحدة
        [two] نحو دقيقتين
        [few] نحو { NUMBER($count) } دقائق
        [many] نحو { NUMBER($count) } دقيقة
       *[other] نحو { NUMBER($count) } دقيقة
    }

## Clips

clip-generated = 🤖 مولَّد بالذكاء الاصطناعي
clip-not-round = ليس دائريًا: مدة الفيديو الدائري دقيقة على الأكثر.
clip-quality =
    الشفتان: { $lips ->
        [great] قريبتان جدًا من شفتيك
        [good] قريبتان من شفتيك
        [fair] تشبهان شفتيك تقريبًا
       *[generic] عامتان، لم تُتعلَّما من كلامك
    } · الصوت: { $voice ->
        [good] واضح
       *[fair] يمكن أن يكون أوضح
    }
clip-as-note = ◯ دائري
clip-as-video = ▭ فيديو
clip-other-face = وجه آخر
clip-again = ↻ مرة أخرى
clip-which-face = أي وجه يقول ذلك؟
clip-only-face = ليس لديك سوى هذا الوجه. أضف وجهًا آخر بالأمر /setface
clip-face-gone = حُذف ذلك الوجه. أرسل الرسالة الصوتية مرة أخرى.
clip-queued = في الطريق إليك!
clip-thanks =
    { $verdict ->
        [good] يسعدنا أنه أعجبك!
       *[bad] شكرًا لإخبارنا.
    }
sending-doubt = 🤔 لم يؤكد تيليجرام وصول الملف. إن لم يكن هنا، فاطلبه مرة أخرى من فضلك.
delivery-doubt = 🤔 انقطع عملي أثناء إرسال هذا المقطع. هل وصل؟
delivery-send = أرسله
delivery-arrived = وصل

## Batches

batch-ask = 📦 أرسل إليّ رسائلك الصوتية واحدة تلو الأخرى. وعندما تنتهي، اضغط الزر.
batch-done = هذا كل شيء
batch-closed =
    { $count ->
        [0] لم تصل أي رسالة صوتية. ابدأ من جديد بالأمر /batch
        [one] مقطع واحد في الطريق.
        [two] مقطعان في الطريق، ومعهما ملف zip يضمهما.
        [few] { NUMBER($count) } مقاطع في الطريق، ومعها ملف zip يضمها كلها.
        [many] { NUMBER($count) } مقطعًا في الطريق، ومعها ملف zip يضمها كلها.
       *[other] { NUMBER($count) } مقطع في الطريق، ومعها ملف zip يضمها كلها.
    }
batch-status =
    📦 جهز { $done } من { $total ->
        [zero] { NUMBER($total) } مقطع
        [one] مقطع واحد
        [two] مقطعين
        [few] { NUMBER($total) } مقاطع
        [many] { NUMBER($total) } مقطعًا
       *[other] { NUMBER($total) } مقطع
    }{ $failed ->
        [0] {""}
        [one] ، وفشل واحد
        [two] ، وفشل اثنان
        [few] ، وفشل { NUMBER($failed) }
        [many] ، وفشل { NUMBER($failed) }
       *[other] ، وفشل { NUMBER($failed) }
    }
batch-zip = الكل في ملف zip واحد

## Queue, history

queue-title = <b>ما يجري إعداده لك</b>
queue-empty = لا شيء في الانتظار. أرسل إليّ رسالة صوتية!
cancel-dialogue = حسنًا، لنترك ذلك.
cancel-nothing = لا يوجد ما يمكن إلغاؤه.
cancel-too-late = فات الأوان: يجري إرساله الآن، أو اكتمل بالفعل.
history-title = <b>مقاطعك الأخيرة</b>. اضغط رقمًا لتحصل على المقطع مرة أخرى.
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = لا توجد مقاطع بعد. أرسل إليّ رسالة صوتية!

## Faces

faces-title =
    { $count ->
        [one] <b>وجهك</b>
        [two] <b>وجهاك</b>. تُصنع المقاطع بالوجه الذي عليه النجمة.
       *[other] <b>وجوهك</b>. تُصنع المقاطع بالوجه الذي عليه النجمة.
    }
faces-none = ليس لديك وجه هنا بعد.
faces-add = + وجه جديد
faces-card =
    <b>{ $name }</b>
    منذ { $when }
faces-make-default = ★ استخدمه لمقاطعي
faces-rename = إعادة التسمية
faces-delete = حذف
faces-ask-name = ما الاسم الجديد للوجه <b>{ $name }</b>؟ أرسله إليّ.
faces-renamed = اسمه الآن <b>{ $name }</b>.
faces-uses = من استخدمه
faces-uses-title = المقاطع التي صنعها آخرون بالوجه <b>{ $name }</b>، الأحدث أولًا:
faces-uses-none = لم يصنع أحد غيرك مقطعًا بالوجه <b>{ $name }</b>.
faces-use = { $when } UTC · { $who }
faces-use-gone = شخص حذف بياناته
faces-uses-more = … و{ $count } غيرها: ‎/export‎ يسردها كلها.
faces-delete-ask = هل تريد حذف <b>{ $name }</b> نهائيًا مع الفيديو الخاص به؟
faces-delete-yes = نعم، احذف
faces-deleted = حُذف <b>{ $name }</b>.

## Settings

settings-title =
    <b>الإعدادات</b>
    كيف تُرسل المقاطع، وكيف تُنقّى الأصوات، وكم ينفتح الفم، وهل تُذكر جودة المقاطع، واللغة.
settings-saved = حُفظ
settings-quality = ذكر الجودة
output-note = فيديو دائري
output-video = فيديو
output-file = ملف
denoise-auto = تنقية عند الضوضاء
denoise-on = تنقية دائمًا
denoise-off = بلا تنقية
mouth-calm = يُفتح الفم قليلًا
mouth-natural = يُفتح الفم طبيعيًا
mouth-lively = يُفتح الفم واسعًا

## Help and privacy

help-text =
    <b>كيف يعمل</b>
    1. /setface وفيديو قصير وأنت تتحدث
    2. رسالة صوتية (أو ملف صوتي، أو رسالة فيديو دائرية): فتحصل على المقطع

    /faces وجوهك · /settings دائري أو عريض، اللغة
    /batch عدة رسائل صوتية دفعة واحدة، مع ملف zip
    /queue ما يجري إعداده · /cancel إيقافه
    /history مقاطعك الأخيرة مرة أخرى
    /privacy ما الذي أحتفظ به · /export نسخة منه · /forgetme حذف كل شيء

    في مجموعة فريقك: رُدّ على رسالة صوتية بالأمر /talk
privacy-text =
    <b>ما الذي أحتفظ به</b>
    • مقاطع فيديو وجهك وما يُحسب منها وملاحظاتك عمّن أعطى الإذن: إلى أن تحذفها (/faces)
    • الرسائل الصوتية والمقاطع: { $days ->
        [zero] أقل من يوم
        [one] يوم واحد
        [two] يومان
        [few] { NUMBER($days) } أيام
        [many] { NUMBER($days) } يومًا
       *[other] { NUMBER($days) } يوم
    }
    • رقمك في Telegram واسمك وإعداداتك، وأنك وافقت

    يبقى كل ذلك على أجهزة من يشغّل هذا البوت، ولا يُستخدم إلا لمقاطعك. إذا استخدمت وجهًا معارًا لك، يرى صاحبه اسمك ووقت كل مقطع. الأمر /export يرسل لك كل شيء، و /forgetme يحذفه فورًا. أما رسائل هذه المحادثة فهي لدى Telegram: احذفها بنفسك.
export-done = 📦 كل ما أحتفظ به عنك: يسرده data.json، وفي المجلدات وجوهك وأصواتك ومقاطعك.
export-too-large = 📦 حجم كل ما أحتفظ به عنك { $size } MB، وأستطيع إرسال { $max } MB على الأكثر. نزّله من الاستوديو ({ studio-nav-settings }) أو اطلب من مشغّل هذا البوت تنفيذ <code>facenote export</code>.
forgetme-ask = <b>حذف كل شيء؟</b> تختفي وجوهك وأصواتك ومقاطعك وإعداداتك فورًا ونهائيًا، وكذلك المقاطع التي يصنعها آخرون بوجه أعرتَه.
forgetme-yes = نعم، احذف كل شيء
forgetme-withdrawn = حذف المالك وجه هذا المقطع.
forgetme-done = حُذف كل ما يخصك. إلى اللقاء! وإن عدت: /start

## Groups

group-welcome =
    👋 <b>أحوّل الرسائل الصوتية إلى مقاطع فيديو لمن يتحدث.</b> رُدّ على رسالتك الصوتية بالأمر /talk، أو رُدّ عليّ برسالة صوتية.
    أرني وجهك مرة واحدة في محادثتنا الخاصة. الأمر /team يعرض الوجوه المعارة لهذه المجموعة؛ وللمشرفين /teamsettings
group-help =
    <b>كيف يعمل هنا</b>
    الأمر /talk ردًّا على رسالة صوتية يصنع فيديو تقولها أنت فيه. والرسالة الصوتية ردًّا عليّ تفعل الشيء نفسه.
    /shareface يعير وجهك لهذه المجموعة · /unshareface يسترجعه · /team يعرض الوجوه المعارة
    للمشرفين: /teamsettings
group-only = هذا للمجموعات: أضفني إلى إحدى مجموعاتك وأرسله هناك.
private-only = هذا لمحادثتنا الخاصة:
private-open = افتح محادثتنا الخاصة
group-nameless = 🎭 أنت تكتب باسم المجموعة، فلا أعرف وجه من أستخدم. اكتب باسمك من فضلك.
talk-how = 🎙 رُدّ بالأمر /talk على <b>رسالة صوتية</b>، وسأصنع فيديو تقولها أنت فيه.
talk-not-your-voice = 🔒 في هذه المجموعة يحرّك كل شخص صوته فقط. ويمكن للمشرفين تغيير ذلك: /teamsettings
talk-no-face = لا أعرف وجهك بعد. لن يستغرق ذلك سوى دقيقة، في محادثة خاصة:
talk-register = أظهر وجهي

## Lent faces

share-no-face = ليس لديك وجه بعد. أنشئ واحدًا في محادثتنا الخاصة بالأمر /setface ثم أعِره هنا.
share-all-lent = وجوهك معارة لهذه المجموعة بالفعل. الأمر /unshareface يسترجعها.
share-which = أي وجه تعيره لهذه المجموعة؟
share-done = 🤝 <b>{ $face }</b> معار لهذه المجموعة: كل من يحق له استخدامي هنا يستطيع صنع مقاطع به، وسأخبرك بمن يفعل ذلك. وينتهي هذا عندما تسترجعه أو تغادر المجموعة.
unshare-none = لا وجه من وجوهك معار لهذه المجموعة.
unshare-which = أي وجه تسترجع؟
unshare-done = عاد <b>{ $face }</b> لك وحدك. وأُوقفت المقاطع التي كان آخرون يصنعونها به.
lent-used = 🎭 يصنع <b>{ $name }</b> مقطعًا بوجهك (<b>{ $face }</b>) في <b>{ $group }</b>.
lent-take-back = استرجعه
team-none = لا وجوه معارة لهذه المجموعة. الأمر /shareface يعير أحد وجوهك.
team-title = 👥 <b>الوجوه المعارة لهذه المجموعة.</b> اختر واحدًا لمقطعك التالي.
team-own-face = وجهي أنا
team-picked = سيُصنع مقطعك التالي هنا بالوجه <b>{ $face }</b>.
team-picked-own = سيُصنع مقطعك التالي هنا بوجهك أنت.

## Settings of a group

team-settings = 🛠 <b>إعدادات هذه المجموعة</b>
team-settings-refused = لا يحق تغيير إعدادات هذه المجموعة إلا لمشرفيها.
team-voices =
    الأصوات: { $choice ->
        [own] صوت الشخص نفسه فقط
       *[anybody] صوت أي عضو
    }
team-start =
    المقاطع: { $choice ->
        [request] عند الطلب
       *[every] من كل رسالة صوتية
    }
team-members =
    لمن: { $choice ->
        [all] الجميع
       *[administrators] المشرفون
    }
team-output =
    تُرسل بشكل: { $choice ->
        [note] فيديو دائري
        [video] فيديو
        [file] ملف
       *[none] يختاره كل شخص
    }
team-quota =
    المقاطع في اليوم: { $choice ->
        [none] بلا حد
       *[other] { $choice }
    }
team-badge =
    شارة «AI»: { $choice ->
        [always] دائمًا
       *[operator] حسب اختيار المشغّل ({ $operator ->
            [on] مفعّلة
           *[off] معطّلة
        })
    }
team-language =
    اللغة: { $choice ->
        [none] لغة كل شخص
       *[other] { $name }
    }
error-only-administrators = 🔒 في هذه المجموعة لا يصنع المقاطع إلا المشرفون.

## For operators

stats-people = 👥 الأشخاص: { $people } · الوجوه: { $faces } · المجموعات: { $groups }
stats-clips = آخر 24 ساعة: سُلّم { $day } · فشل { $failed }
stats-queue =
    الآن: في الانتظار { $queued }{ $queued ->
        [0] {""}
       *[other] {" "}(الأقدم: { $waited })
    } · قيد الإعداد { $running } · قيد الإرسال { $sending }
stats-disk = الملفات: { $used_mb } MB · المتاح: { $free_mb } MB
stats-speed = تستغرق ثانية الصوت { NUMBER($speed) } ث
ban-how = اذكر رقم شخص أو مجموعة، أو رُدّ على رسالة منهما. لا يمكن حظر المشغّلين.
ban-done = 🚫 حُظر { $whom }.
unban-done = رُفع الحظر عن { $whom }.
drain-ask = لن يُقبل عمل جديد حتى إعادة التشغيل التالية؛ وما ينتظر يبقى محفوظًا. هل تتابع؟
drain-yes = نعم، أنهِ العمل
drain-done = 🔧 يجري إنهاء العمل: لا يُقبل عمل جديد.

## Buttons

button-not-yours = هذا الزر لشخص آخر.
button-outdated = هذا الزر قديم جدًا.

## Errors

error-internal-error = 😕 حدث خطأ من جانبنا. يُرجى المحاولة مرة أخرى.
error-engine-failed = 😕 لم ينجح ذلك. يُرجى المحاولة مرة أخرى.
error-storage-failed = 😕 لم ينجح ذلك. يُرجى المحاولة مرة أخرى.
error-worker-died = 😕 انقطع العمل. يُرجى المحاولة مرة أخرى.
error-worker-hung = 😕 توقف العمل عن التقدم. يُرجى المحاولة مرة أخرى.
error-worker-unready = 😕 لا أستطيع العمل الآن. يُرجى المحاولة لاحقًا.
error-worker-version-differs = 😕 لا أستطيع العمل الآن. يُرجى المحاولة لاحقًا.
error-cancelled = أُلغي.
error-worker-lost = 😕 انقطع العمل عدة مرات. يُرجى المحاولة لاحقًا.
error-worker-out-of-memory = 😕 يحتاج هذا إلى ذاكرة أكبر من المتاح. جرّب ملفًا أقصر أو أصغر.
error-job-timeout = 😕 استغرق ذلك وقتًا طويلًا. جرّب ملفًا أقصر.
error-device-out-of-memory = 😕 لم تكفِ ذاكرة بطاقة الرسوميات لهذا. حاول مجددًا بعد بضع دقائق.
error-disk-full = 😕 القرص ممتلئ، فلا أستطيع قبول عمل جديد الآن. يُرجى المحاولة لاحقًا.
error-quota-exceeded = 🗄 ملأت ملفاتك كل المساحة المتاحة لك هنا. احذف بعض المقاطع أو الوجوه: /history، /faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ بلغت هذه المجموعة الحد المسموح من المقاطع قيد الإعداد ({ $limit }). يُرجى انتظار انتهاء أحدها.
       *[user] ⏳ بلغتَ الحد المسموح من المقاطع قيد الإعداد ({ $limit }). انتظر انتهاء أحدها، أو أوقف واحدًا: /queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 بلغت هذه المجموعة حدّ 24 ساعة: { $limit ->
            [zero] { NUMBER($limit) } مقطع
            [one] مقطع واحد
            [two] مقطعان
            [few] { NUMBER($limit) } مقاطع
            [many] { NUMBER($limit) } مقطعًا
           *[other] { NUMBER($limit) } مقطع
        }. حاول بعد بضع ساعات.
       *[user] 🌙 بلغتَ حدّ 24 ساعة: { $limit ->
            [zero] { NUMBER($limit) } مقطع
            [one] مقطع واحد
            [two] مقطعان
            [few] { NUMBER($limit) } مقاطع
            [many] { NUMBER($limit) } مقطعًا
           *[other] { NUMBER($limit) } مقطع
        }. حاول بعد بضع ساعات.
    }
error-service-draining = 🔧 سأعيد التشغيل بعد قليل. يُرجى إرساله مرة أخرى بعد دقيقة.
error-not-found = لم يعد موجودًا.
error-wrong-state = تغيّر ذلك في هذه الأثناء.
error-server-busy = 😕 أنا مشغول جدًا. يُرجى المحاولة بعد لحظات.
error-store-busy = 😕 أنا مشغول جدًا. يُرجى المحاولة بعد لحظات.
error-messenger-unreachable = 📡 لا يستجيب Telegram. يُرجى المحاولة مرة أخرى بعد دقيقة.
error-file-not-shared = 😕 لا أستطيع الحصول على هذا الملف من Telegram. يُرجى إبلاغ من يشغّل هذا البوت.
error-only-operators = 🔒 لا يمكن القيام بذلك إلا للمشغّلين.
error-face-not-allowed = لا يحق لك استخدام هذا الوجه هنا.
error-face-not-usable = لا يمكن استخدام هذا الوجه. حاول مرة أخرى: /setface
error-face-refused = هذا الوجه لا يصلح. حاول مرة أخرى: /setface
error-no-face-found = 🔍 لا أرى فيه وجهًا. صوّره من الأمام وعن قرب وفي ضوء جيد: /setface
error-media-missing = 😕 لم يصل الملف. يُرجى إرساله مرة أخرى.
error-media-name-unusable = 😕 اسم الملف غير مقروء. يُرجى تغيير اسمه وإرساله مرة أخرى.
error-media-empty = الملف فارغ. يُرجى إرساله مرة أخرى.
error-media-unsupported = لا أستطيع قراءة هذا النوع من الملفات. أرسل رسالة صوتية أو mp3 أو mp4 أو صورة.
error-media-damaged = الملف تالف أو مقطوع. يُرجى إرساله مرة أخرى.
error-media-too-large = الصورة كبيرة جدًا. أرسل صورة أصغر.
error-media-too-short = هذا الفيديو صورة واحدة فقط. أرسل فيديو مدته بضع ثوانٍ، أو صورة.
error-media-too-small = الصورة صغيرة جدًا. أرسل صورة بدقة أعلى.
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ هذا طويل جدًا. يُرجى تقصيره.
        [one] ✂️ هذا طويل جدًا: دقيقة واحدة على الأكثر. يُرجى تقصيره.
        [two] ✂️ هذا طويل جدًا: دقيقتان على الأكثر. يُرجى تقصيره.
        [few] ✂️ هذا طويل جدًا: { NUMBER($max_minutes) } دقائق على الأكثر. يُرجى تقصيره.
        [many] ✂️ هذا طويل جدًا: { NUMBER($max_minutes) } دقيقة على الأكثر. يُرجى تقصيره.
       *[other] ✂️ هذا طويل جدًا: { NUMBER($max_minutes) } دقيقة على الأكثر. يُرجى تقصيره.
    }
error-file-too-large =
    📏 هذا الملف كبير جدًا: أستطيع قبول { $max_mb } MB على الأكثر. أرسله أقصر أو أصغر.
error-media-timeout = 😕 استغرقت قراءة الملف وقتًا طويلًا. جرّب صيغة أخرى.
error-ffmpeg-failed = 😕 تعذّر تحويل الملف. جرّب صيغة أخرى.
error-no-video = لا توجد صورة في هذا الملف. أرسل فيديو أو صورة لوجهك.
error-no-sound = لا يوجد صوت في هذا الملف.
error-no-speech = 🔇 لا أسمع أحدًا يتكلم فيه. أرسل رسالة صوتية فيها كلام.
error-silent-audio = 🔇 التسجيل صامت. يُرجى التسجيل مرة أخرى.
error-voice-too-short = هذا قصير جدًا. قل كلمة أو كلمتين على الأقل.
error-voice-unusable = لا أستطيع استخدام هذا التسجيل. يُرجى التسجيل مرة أخرى.
error-clip-over-limit = 📏 لا يتسع حجم الملف المختار للمقطع. اسمح بملف أكبر، أو اختر صورة أصغر أو صوتًا أقصر.
error-template-missing = 😕 ملفات الوجه مفقودة. يُرجى إنشاؤه من جديد: /setface
error-template-damaged = 😕 ملفات الوجه تالفة. يُرجى إنشاؤه من جديد: /setface
error-template-too-new = 😕 صُنع هذا الوجه بإصدار أحدث. يُرجى إنشاؤه من جديد: /setface
error-chat-gone = لم تعد المحادثة موجودة.
error-bot-blocked = لا يحق لي الكتابة في هذه المحادثة.
error-telegram-refused = 😕 لم يقبل Telegram المقطع.
error-clip-too-large = 📏 المقطع كبير جدًا على Telegram. جرّب رسالة صوتية أقصر.

## Findings: what is wrong, and what to do about it

finding-format = نوع الملف غير مألوف.
advice-format = أرسل ملف ‎.mp4 من كاميرا هاتفك.
finding-ai-generated = يذكر الملف أن الذكاء الاصطناعي صنعه كله أو جزءًا منه.
advice-ai-generated = أرسل التسجيل الأصلي: الشفاه التي رسمها الذكاء الاصطناعي ليست شفتيك.
finding-duration = مدته { NUMBER($value, maximumFractionDigits: 0) } ث.
advice-duration = سجّل من 15 إلى 60 ثانية وأنت تتحدث إلى الكاميرا.
finding-resolution = عرض الصورة أو ارتفاعها { NUMBER($value, maximumFractionDigits: 0) } بكسل فقط.
advice-resolution = صوّر بدقة 720p أو أفضل.
finding-frame-rate = عدد الصور في الثانية: { NUMBER($value, maximumFractionDigits: 0) }.
advice-frame-rate = صوّر بمعدل 25 أو 30 صورة في الثانية.
finding-rotated = كانت الصورة على جانبها؛ وقد عدّلتها.
advice-rotated = أمسك الهاتف بشكل قائم.
finding-face-present = يظهر وجهك في { NUMBER($value, style: "percent", maximumFractionDigits: 0) } من الفيديو.
advice-face-present = ابقَ في الصورة من البداية إلى النهاية، ووجهك نحو الكاميرا.
finding-face-gap = يخرج وجهك من الصورة لمدة { NUMBER($value, maximumFractionDigits: 1) } ث.
advice-face-gap = ابقَ في الصورة من البداية إلى النهاية، ووجهك نحو الكاميرا.
finding-base-path = لا يصلح سوى { NUMBER($value, maximumFractionDigits: 1) } ث متواصلة.
advice-base-path = ابقَ ثابتًا داخل الصورة مدة أطول، في لقطة واحدة، وفمك مكشوف.
finding-face-share = يملأ وجهك { NUMBER($value, style: "percent", maximumFractionDigits: 0) } من عرض الصورة.
advice-face-share = اقترب أكثر: ينبغي أن يملأ النصف تقريبًا.
finding-face-size = عرض وجهك { NUMBER($value, maximumFractionDigits: 0) } بكسل.
advice-face-size = اقترب أكثر، أو صوّر بدقة أعلى.
finding-face-cut-off = جزء من رأسك خارج الصورة.
advice-face-cut-off = اترك مساحة حول الجبهة والذقن والأذنين.
finding-yaw = رأسك ملتفت إلى الجانب.
advice-yaw = انظر إلى الكاميرا، لا إلى جانبها.
finding-pitch = الكاميرا تنظر من أعلى أو من أسفل.
advice-pitch = أمسك الكاميرا على مستوى عينيك.
finding-roll = رأسك مائل.
advice-roll = أبقِ رأسك والكاميرا مستقيمين.
finding-several-faces = هناك وجه آخر في الصورة.
advice-several-faces = كن وحدك في الصورة.
finding-brightness =
    { $side ->
        [high] وجهك ساطع جدًا.
       *[low] وجهك مظلم جدًا.
    }
advice-brightness = أضئ وجهك من الأمام بالتساوي.
finding-backlight = الضوء يأتي من خلفك.
advice-backlight = استدر بحيث تكون النافذة أو المصباح أمامك.
finding-side-light = أحد نصفي وجهك أغمق بكثير.
advice-side-light = أضئ نصفي وجهك بالتساوي.
finding-hot-spots = على بشرتك لمعان.
advice-hot-spots = استخدم ضوءًا أنعم، أو ابتعد عن المصباح.
finding-sharpness = وجهك غير واضح.
advice-sharpness = نظّف العدسة، ودع الكاميرا تركّز على وجهك، وزد الإضاءة.
finding-shake = الكاميرا تهتز.
advice-shake = ضع الهاتف أو أسنده إلى شيء.
finding-jump = هناك حركات مفاجئة.
advice-jump = تجنّب الحركات المفاجئة للكاميرا والرأس.
finding-pan = الكاميرا تتحرك.
advice-pan = أبقِ الكاميرا ثابتة.
finding-zoom = المسافة تتغير كثيرًا.
advice-zoom = لا تستخدم التقريب، وحافظ على المسافة.
finding-cuts = في الفيديو قطع؛ وقد استخدمتُ أطول جزء منه.
advice-cuts = أرسل لقطة واحدة بلا قطع.
finding-frozen = الصورة تتجمد في بعض المواضع.
advice-frozen = أرسل التسجيل الأصلي.
finding-mouth-hidden = يظهر فمك في { NUMBER($value, style: "percent", maximumFractionDigits: 0) } من الفيديو.
advice-mouth-hidden = أبعد الكمامة أو اليد أو الميكروفون عن فمك.
finding-eyes-hidden = عيناك مغطاتان.
advice-eyes-hidden = اخلع النظارة الشمسية.
finding-no-sound = لا يوجد صوت.
advice-no-sound = سجّل مع الصوت: فصوتك يعلّمني حركة شفتيك.
finding-silent-sound = الصوت صامت.
advice-silent-sound = اسمح باستخدام الميكروفون وسجّل مرة أخرى.
finding-speech = أسمع { NUMBER($value, maximumFractionDigits: 0) } ث من الكلام.
advice-speech = تحدّث 15 ثانية على الأقل، لتصبح الشفتان شفتيك.
finding-noise = هناك ضوضاء.
advice-noise = سجّل في غرفة هادئة، قريبًا من الميكروفون.
finding-clipping = الصوت مشوّه.
advice-clipping = تحدّث بصوت أخفض، أو ابتعد عن الميكروفون.
finding-level =
    { $side ->
        [high] الصوت مرتفع جدًا.
       *[low] الصوت منخفض جدًا.
    }
advice-level =
    { $side ->
        [high] تحدّث أبعد عن الميكروفون، أو اخفض مستواه.
       *[low] تحدّث بصوت أعلى، أو أقرب إلى الميكروفون.
    }
finding-av-offset = الفارق بين الصوت والشفتين { NUMBER($value, maximumFractionDigits: 0) } م.ث.
advice-av-offset = لا حاجة إلى فعل شيء: سأصحّحه.
finding-foreign-sound = الشفتان لا تتحركان مع الصوت.
advice-foreign-sound = أرسل فيديو بصوتك أنت، حيًّا.
finding-sentence = لا تُسمع جملة من هاتين الشفتين، أو أنها قصيرة جدًّا.
advice-sentence = قل الجملة التي عُرضت عليك بصوت مسموع في فيديو جديد. الصورة لا تتكلم.
finding-mouth-open = الفم مفتوح على اتساعه.
advice-mouth-open = أغلق فمك، أو ابتسم وأسنانك مطبقة.
finding-photo = هذه صورة ثابتة.
advice-photo = الفيديو الذي تتحدث فيه يعطي شفتين وأسنانًا وحركة رأس حقيقية.

advice-voice-level = نصيحة: ارفع صوتك، أو اقترب من الميكروفون.
advice-voice-clipping = نصيحة: اخفض صوتك، أو ابتعد عن الميكروفون.
advice-voice-noise = نصيحة: سجّل في غرفة هادئة.
advice-voice-speech-share = نصيحة: احذف فترات الصمت الطويلة والموسيقى.
advice-voice-pitch-mismatch = نصيحة: هذا الصوت أعلى أو أخفض بكثير من صوت صاحب الوجه. الصوت الأقرب إليه يبدو طبيعيًا أكثر.

moment-voice-clipping = الصوت هنا عالٍ جدًا
moment-voice-speech-share = لا كلام هنا

## Studio: the web page

studio-nav = الأقسام
studio-nav-make = إنشاء
studio-nav-batch = دفعة
studio-nav-faces = الوجوه
studio-nav-history = السجل
studio-nav-log = الأحداث
studio-nav-settings = الإعدادات
studio-notify = الإشعارات
studio-notify-about = أخبرني عند انتهاء العمل بينما تكون هذه الصفحة في الخلفية.
studio-notify-denied = المتصفح لا يسمح بالإشعارات لهذه الصفحة.
studio-skip = انتقل إلى المحتوى
studio-language = اللغة
studio-close = إغلاق
studio-connection-lost = انقطع الاتصال. ما زلت أحاول؛ وما يجري إعداده يستمر حين يعود الخادم.
studio-offline = الخادم لا يستجيب. يُرجى المحاولة بعد لحظات.
studio-broken = حدث خطأ ما في هذه الصفحة.
studio-reload = إعادة التحميل
studio-missing = لا شيء في هذا العنوان.
studio-missing-go = إلى الاستوديو

studio-face = الوجه
studio-voice = الصوت
studio-new-face = وجه جديد
studio-no-faces = لا يوجد وجه هنا بعد. أضف وجهًا أولًا.
studio-no-voices = لا يوجد صوت هنا بعد. أفلت ملفًا أو سجّل صوتًا.
studio-voice-reading = أقرأ الصوت
studio-voice-fine = هذا الصوت واضح.
studio-voices-unusable = تعذّر استخدامها: { NUMBER($count) }
studio-delete-voice = احذف الصوت { $name }
studio-cut = قص أو تقسيم
studio-cut-name = قص أو تقسيم { $name }
studio-cut-start = البداية
studio-cut-end = النهاية
studio-cut-silence = بلا صمت في الطرفين
studio-cut-reset = الصوت كاملًا
studio-cut-parts = التقسيم عند الوقفات، عدد الأجزاء
studio-cut-make = إنشاء صوت جديد
studio-cut-make-several = إنشاء أصوات جديدة
studio-original-stays = يبقى الأصل كما هو.
studio-join = دمج أصوات
studio-join-add = أضف صوتًا
studio-join-earlier = نقل { $name } إلى أعلى
studio-join-later = نقل { $name } إلى أسفل
studio-join-without = استبعاد { $name }
studio-join-length = { $length } من { $most } كحد أقصى.
studio-join-make = إنشاء صوت واحد
studio-show-all =
    { $count ->
        [zero] اعرض { NUMBER($count) } أخرى
        [one] اعرض واحدًا آخر
        [two] اعرض اثنين آخرين
        [few] اعرض { NUMBER($count) } أخرى
        [many] اعرض { NUMBER($count) } أخرى
       *[other] اعرض { NUMBER($count) } أخرى
    }
studio-form = الشكل
studio-form-video = فيديو
studio-form-note = فيديو دائري
studio-denoise = الضوضاء
studio-mouth = الفم
studio-size = الحجم
studio-size-source = مثل الوجه
studio-max-mb-none = أي حجم
studio-max-mb-limit = { $size } على الأكثر ({ $messenger })
studio-max-mb = حجم الملف
studio-make-video = اصنع المقطع
studio-make-note = اصنع الفيديو الدائري
studio-in-the-making = قيد الإعداد
studio-queue = قيد الإنشاء: { NUMBER($count) }
studio-queue-empty = لا شيء قيد الإنشاء الآن.
studio-make-other = اصنع واحدًا آخر
studio-make-how = اختر وجهًا، وقل شيئًا، واحصل على المقطع.
studio-ways = العدد
studio-one = مقطع واحد
studio-many = عدة مقاطع
studio-make-it-note = اجعله دائريًا
studio-make-it-video = اجعله فيديو
studio-preview = سينطق وجه { $name } بهذا الصوت.
studio-ready = جاهز
studio-result = { $name } جاهز.
studio-failed = تعذّر إنشاء { $name }.
studio-look = عرض
studio-play = تشغيل
studio-pause = إيقاف مؤقت
studio-compare = اضغط مطولًا لرؤية الأصل
studio-speed = السرعة
studio-volume = مستوى الصوت
studio-play-name = شغّل { $name }
studio-download-name = نزّل { $name }
studio-download-video = نزّل المقطع
studio-download-note = نزّل الفيديو الدائري
studio-copy-link = انسخ الرابط
studio-share = مشاركة
studio-share-title = مشاركة { $name }
studio-share-about = من لديه الرابط يرى هذا المقطع فقط، ولا شيء آخر منك، دون تسجيل دخول. الأيام حتى انتهائه: { NUMBER($days) }.
studio-share-link = الرابط
studio-share-download = يمكن تنزيل المقطع
studio-share-until = يعمل الرابط حتى { $when }.
studio-share-make = أنشئ رابطًا
studio-share-anew = أنشئ رابطًا جديدًا
studio-share-replaces = الرابط الجديد يُبطل الرابط السابق.
studio-share-end = أوقف المشاركة
studio-share-copied = نُسخ الرابط.
studio-copy-selected = لا ينسخ هذا المتصفح هنا. النص محدَّد: اضغط Ctrl+C.
studio-share-gone = هذا الرابط لم يعد يعمل.
studio-cancel = إلغاء
studio-try-again = حاول مرة أخرى
studio-cancel-name = ألغِ { $name }
studio-retry-name = حاول { $name } مرة أخرى
studio-delete-name = احذف { $name }
studio-delete = حذف
studio-undo = تراجع
studio-deleted = حُذف: { NUMBER($count) }
studio-deleted-name = حُذف { $name }.
studio-keep = احتفظ به
studio-time-left = بقي { $time }
studio-progress-of = تقدّم { $name }
studio-handing-over = أوشك على الانتهاء
studio-state-cancelled = أُلغي

studio-batch-intro = عدة مقاطع دفعة واحدة. إن فشل أحدها استمر الباقي.
studio-batch-way = ما الذي يتغيّر
studio-batch-many-faces = صوت واحد ووجوه كثيرة
studio-batch-many-voices = وجه واحد وأصوات كثيرة
studio-pick-one-voice = اختر الصوت
studio-pick-voices = اختر الأصوات
studio-pick-one-face = اختر الوجه
studio-pick-faces = اختر الوجوه
studio-pick-all = اختر الكل
studio-pick-none = ألغِ الاختيار
studio-batch-make =
    { $count ->
        [0] اصنع المقاطع
        [one] اصنع مقطعًا واحدًا
        [two] اصنع مقطعين
        [few] اصنع { NUMBER($count) } مقاطع
        [many] اصنع { NUMBER($count) } مقطعًا
       *[other] اصنع { NUMBER($count) } مقطع
    }
studio-batch-limit = { NUMBER($limit) } على الأكثر في الدفعة الواحدة.
studio-batch-name = الدفعة { NUMBER($number) }
studio-batch-now = { NUMBER($number) } من { NUMBER($total) }: { $name }
studio-batch-done =
    { $total ->
        [zero] جهز { NUMBER($done) } من { NUMBER($total) } مقطع
        [one] جهز { NUMBER($done) } من مقطع واحد
        [two] جهز { NUMBER($done) } من مقطعين
        [few] جهز { NUMBER($done) } من { NUMBER($total) } مقاطع
        [many] جهز { NUMBER($done) } من { NUMBER($total) } مقطعًا
       *[other] جهز { NUMBER($done) } من { NUMBER($total) } مقطع
    }
studio-batch-failed =
    { $failed ->
        [zero] فشل { NUMBER($failed) }
        [one] فشل واحد
        [two] فشل اثنان
        [few] فشل { NUMBER($failed) }
        [many] فشل { NUMBER($failed) }
       *[other] فشل { NUMBER($failed) }
    }
studio-batch-cancel = ألغِ الكل
studio-batch-retry = اصنع ما ينقص ({ NUMBER($count) })
studio-batch-zip = نزّل الكل (zip)
studio-batch-cancelled = أُلغي: { NUMBER($count) }
studio-batch-delete = احذف الدفعة
studio-batch-delete-ask = هل تحذف { $name } ومقاطعها نهائيًا؟
studio-batch-show = اعرض المقاطع
studio-batch-hide = أخفِ المقاطع
studio-batches = دفعاتك
studio-batches-none = لا توجد دفعات بعد. اختر وجوهًا وأصواتًا في الأعلى، ثم اضغط الزر.

studio-history-none = لا توجد مقاطع بعد. أول مقطع على بعد نقرتين.
studio-history-go = اصنع مقطعًا
studio-history-more = اعرض الأقدم
studio-gone = هذا المقطع لم يعد موجودًا.
studio-history-nothing = لا مقطع يطابق البحث.
studio-history-unread = تعذّر تحميل القائمة.
studio-search = ابحث بالاسم
studio-filter-state = الحالة
studio-filter-unmade = فشلت أو أُلغيت
studio-filter-any-face = كل الوجوه
studio-filter-any-form = كل الأشكال
studio-select = تحديد
studio-selected = المحدد: { NUMBER($count) }
studio-zip = نزّل (zip)
studio-expires = محفوظ حتى { $when }
studio-kept =
    { $days ->
        [zero] تُحفظ الأصوات والمقاطع أقل من يوم ثم تُحذف. وتبقى الوجوه إلى أن تحذفها.
        [one] تُحفظ الأصوات والمقاطع يومًا واحدًا ثم تُحذف. وتبقى الوجوه إلى أن تحذفها.
        [two] تُحفظ الأصوات والمقاطع يومين ثم تُحذف. وتبقى الوجوه إلى أن تحذفها.
        [few] تُحفظ الأصوات والمقاطع { NUMBER($days) } أيام ثم تُحذف. وتبقى الوجوه إلى أن تحذفها.
        [many] تُحفظ الأصوات والمقاطع { NUMBER($days) } يومًا ثم تُحذف. وتبقى الوجوه إلى أن تحذفها.
       *[other] تُحفظ الأصوات والمقاطع { NUMBER($days) } يوم ثم تُحذف. وتبقى الوجوه إلى أن تحذفها.
    }
studio-kept-always = تُحفظ الأصوات والمقاطع والوجوه إلى أن تحذفها.
studio-disk = المساحة المستخدمة
studio-disk-of = المستخدم { $used } من { $quota }
studio-disk-free = المستخدم { $used }، والمتاح على الخادم { $free }

studio-log-intro = ما يجري لوجوهك وأصواتك ومقاطعك، أولًا بأول.
studio-log-none = لم يحدث شيء بعد.
studio-log-all = الكل
studio-log-problems = المشكلات فقط
studio-log-open = افتح السجل
studio-log-queued = في الانتظار
studio-log-rendered = صُنع
studio-log-delivered = جاهز
studio-log-cancelled = أُلغي
studio-kind-face = وجه
studio-kind-voice = صوت
studio-kind-clip = مقطع

# Logging in to the studio
studio-menu-button = الاستوديو
error-login-needed = 🔒 لم تسجّل الدخول، أو انتهى دخولك. سجّل الدخول وحاول مرة أخرى.
error-part-too-short = حدّد نصف ثانية على الأقل.
error-sharing-off = 🔒 روابط المقاطع معطّلة هنا. اسأل من يدير هذا الخادم.
error-wrong-token = 🔒 هذا الرمز غير معروف هنا. اطلب رمزك ممن يشغّل هذا الخادم.
error-login-link-used = 🔒 رابط الدخول هذا استُخدم من قبل أو مضى عليه أكثر من يوم. احصل على رابط جديد كما هو موضح أعلاه.
error-mini-app-login-failed = 🔒 دخول Telegram قديم جدًا. أغلق هذه الصفحة وافتحها من البوت مرة أخرى.
error-order-key-reused = ✋ يحمل هذا الطلب مفتاح طلب آخر. أرسله بمفتاح خاص به.
error-c2pa-missing = 🛠 لا يستطيع هذا الخادم فحص الملفات حاليًا: ينقصه أحد المكوّنات. يُرجى إبلاغ من يديره.
error-too-many-files = ⏳ ملفات كثيرة جدًا من اتصالك. انتظر دقيقة ثم حاول مرة أخرى.
error-too-many-logins = ⏳ رموز خاطئة كثيرة. انتظر دقيقة ثم حاول مرة أخرى.
error-too-many-tokens = ✋ لديك بالفعل { $limit } من رموز API. ألغِ رمزًا لم يعد مستخدمًا.
error-webhooks-off = 🔒 خطافات الويب معطّلة هنا. اسأل من يدير هذا الخادم.
error-webhook-not-allowed = 🔒 خطافات الويب إلى هذا العنوان غير مسموح بها هنا. اسأل من يدير هذا الخادم.
error-too-many-webhooks = ✋ لديك بالفعل { $limit } من خطافات الويب. احذف واحدًا لم يعد مستخدمًا.
error-forbidden = 🔒 هذا غير متاح لك. اسأل من يشغّل هذا الخادم.
error-consent-needed = ✋ قبل وجهك الأول، يُرجى قراءة نص الإذن والموافقة عليه.
error-sentence-needed = 🎙 يجب هنا أن يتضمن فيديو الوجه جملة اليوم. قلها في فيديو جديد: { $sentence }

# Studio: faces, recording, uploads, settings
studio-position = الموضع
studio-moments = ما لوحظ، وأين
studio-drop-here = أو أفلت الملفات هنا
studio-drop-anywhere = أفلت صوتًا أو وجهًا في أي مكان
studio-drop-which = لأي غرض هذا؟
studio-upload-face = اختر فيديو أو صورة
studio-upload-video = اختر فيديو
studio-add-faces = أضف وجوهًا
studio-upload-voice = اختر ملفات
studio-not-a-face = لا أستطيع قراءة هذا النوع من الملفات. اختر فيديو للوجه، مثل mp4 أو mov، أو صورة.
studio-not-a-voice = لا أستطيع قراءة هذا النوع من الملفات. يصلح أي ملف فيه صوت، مثل ogg أو mp3 أو wav أو mp4.
studio-upload-limits =
    { $minutes ->
        [zero] حتى { $size } وأقل من دقيقة. إن انقطع الاتصال فاختر الملف نفسه مرة أخرى: يستمر من حيث توقف.
        [one] حتى { $size } ودقيقة واحدة. إن انقطع الاتصال فاختر الملف نفسه مرة أخرى: يستمر من حيث توقف.
        [two] حتى { $size } ودقيقتين. إن انقطع الاتصال فاختر الملف نفسه مرة أخرى: يستمر من حيث توقف.
        [few] حتى { $size } و{ NUMBER($minutes) } دقائق. إن انقطع الاتصال فاختر الملف نفسه مرة أخرى: يستمر من حيث توقف.
        [many] حتى { $size } و{ NUMBER($minutes) } دقيقة. إن انقطع الاتصال فاختر الملف نفسه مرة أخرى: يستمر من حيث توقف.
       *[other] حتى { $size } و{ NUMBER($minutes) } دقيقة. إن انقطع الاتصال فاختر الملف نفسه مرة أخرى: يستمر من حيث توقف.
    }
studio-record-face = صوّر بالكاميرا
studio-record-voice = سجّل صوتك
studio-record-asking =
    { $device ->
        [camera] يُرجى السماح بالكاميرا والميكروفون.
       *[microphone] يُرجى السماح بالميكروفون.
    }
studio-record-mirror = ما تراه الكاميرا، كما في المرآة
studio-record-camera = الكاميرا
studio-record-frame = ضع وجهك داخل الشكل البيضوي، ثم اضغط الزر واقرأ النص بصوت مسموع.
studio-record-start = ابدأ التسجيل
studio-record-stop = أوقف
studio-record-speak = أنا أستمع. تكلّم الآن.
studio-record-silent = لا أسمع شيئًا
studio-record-go-on = واصل القراءة بصوتك…
studio-record-enough = هذا يكفي. أوقف متى شئت.
studio-record-short = هذا قصير: من 20 ثانية فصاعدًا تصبح الشفتان خاصتين بك. ويمكنك استخدامه رغم ذلك.
studio-record-look = هل وجهك في الصورة طوال الوقت، وهل تسمع صوتك؟
studio-record-again = سجّل مرة أخرى
studio-record-use = استخدم هذا التسجيل
studio-record-discard = تجاهله
studio-record-discard-ask = هل تتجاهل هذا التسجيل؟
studio-record-name = تسجيل { $when }
studio-record-insecure = لا يعطي المتصفح الكاميرا والميكروفون إلا لصفحات https أو http://127.0.0.1. يمكنك إفلات ملف بدلًا من ذلك.
studio-record-unsupported = لا يستطيع هذا المتصفح التسجيل. يمكنك إفلات ملف بدلًا من ذلك.
studio-record-denied =
    { $device ->
        [camera] لا يسمح لي المتصفح باستخدام الكاميرا والميكروفون. اسمح بهما لهذه الصفحة (الرمز بجانب عنوانها)، ثم حاول مرة أخرى.
       *[microphone] لا يسمح لي المتصفح باستخدام الميكروفون. اسمح به لهذه الصفحة (الرمز بجانب عنوانها)، ثم حاول مرة أخرى.
    }
studio-record-missing =
    { $device ->
        [camera] لا أجد كاميرا أو لا أجد ميكروفونًا. كلاهما لازم: صِلهما ثم حاول مرة أخرى. يمكنك إفلات ملف بدلًا من ذلك.
       *[microphone] لا أجد ميكروفونًا. صِل واحدًا ثم حاول مرة أخرى. يمكنك إفلات ملف بدلًا من ذلك.
    }
studio-record-busy =
    { $device ->
        [camera] برنامج آخر يستخدم الكاميرا أو الميكروفون. أغلقه ثم حاول مرة أخرى.
       *[microphone] برنامج آخر يستخدم الميكروفون. أغلقه ثم حاول مرة أخرى.
    }
studio-record-lost =
    { $device ->
        [camera] فُصلت الكاميرا أو فُصل الميكروفون.
       *[microphone] فُصل الميكروفون.
    }
studio-record-empty = لم يُسجَّل شيء. يُرجى المحاولة مرة أخرى.
studio-read-aloud = اقرأ بصوت مسموع وأنت تنظر إلى الكاميرا:
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = كانت ريح الشمال تتجادل والشمس في أي منهما كانت أقوى من الأخرى، وإذ بمسافر يطلع متلفعًا بعباءة سميكة. فاتفقتا على اعتبار السابق في إجبار المسافر على خلع عباءته الأقوى. عصفت ريح الشمال بأقصى ما استطاعت من قوة، ولكن كلما ازداد العصف ازداد المسافر تدثرًا بعباءته، إلى أن أُسقط في يد الريح فتخلت عن محاولتها. بعدئذ سطعت الشمس بدفئها، فما كان من المسافر إلا أن خلع عباءته على التو.
studio-faces-own = وجوهك
studio-check-of = فحص { $name }
studio-check-done = تم فحص { $name }.
studio-checks-waiting = وجوه تنتظر قرارك: { NUMBER($count) }
studio-dismiss = إخفاء
studio-dismiss-name = إخفاء { $name }
studio-face-name = اسم هذا الوجه
studio-face-whose = لمن هذا الوجه؟
studio-face-own = لي
studio-face-permitted = لشخص آخر بإذنه
studio-face-who = من الذي أذن؟
studio-face-use = استخدمه
studio-face-use-anyway = استخدمه رغم ذلك
studio-face-kept = { $name } جاهز. امنحه صوتًا!
studio-face-default = الافتراضي
studio-face-demo = تجريبي
demo-face = رائدة فضاء
demo-voice = مرحبًا
studio-face-since = منذ { $when }
studio-face-make-default = اجعل { $name } الافتراضي
studio-face-rename = أعد تسمية { $name }
studio-face-report = ما وجدته عن { $name }
studio-face-uses = من استخدم { $name }
studio-face-delete-ask = هل تريد حذف { $name } نهائيًا مع الفيديو الخاص به؟ تبقى المقاطع المكتملة، وتُلغى غير المكتملة.
studio-report-picture = { $name }، وقد رُسمت القياسات فوق الصورة
studio-report-enlarge = افتح الصورة بحجمها الكامل
studio-report-film = شاهد المقطع الذي فُحص
studio-report-legend = الشكل البيضوي المتقطع: حيث ينبغي أن يكون وجهك. الزوايا: حيث وُجد.
studio-report-show = شاهدها في المقطع عند { $time }
studio-report-fail = مشكلة
studio-report-warn = يمكن أن يكون أفضل
studio-report-all-fine =
    { $count ->
        [zero] لم يُفحص شيء.
        [one] فُحص أمر واحد، وهو كما ينبغي.
        [two] فُحص أمران، وهما كما ينبغي.
        [few] فُحصت { NUMBER($count) } أمور، وكلها كما ينبغي.
        [many] فُحص { NUMBER($count) } أمرًا، وكلها كما ينبغي.
       *[other] فُحص { NUMBER($count) } أمر، وكلها كما ينبغي.
    }
studio-report-others-fine =
    { $count ->
        [zero] لا شيء آخر.
        [one] أمر آخر واحد كما ينبغي.
        [two] أمران آخران كما ينبغي.
        [few] { NUMBER($count) } أمور أخرى كما ينبغي.
        [many] { NUMBER($count) } أمرًا آخر كما ينبغي.
       *[other] { NUMBER($count) } أمر آخر كما ينبغي.
    }
studio-report-lips =
    { $lips ->
        [great] تعلّمت جيدًا جدًا كيف تتحرك شفتاك.
        [good] تعلّمت جيدًا كيف تتحرك شفتاك.
       *[fair] تعلّمت تقريبًا كيف تتحرك شفتاك.
    }
studio-login = الدخول
studio-login-local = دخلت بصفتك مستخدم هذا الجهاز.
studio-login-as = دخلت باسم { $name }.
studio-logout = تسجيل الخروج
studio-logins = المتصفحات التي سجّلت الدخول فيها
studio-login-here = هذا المتصفح
studio-login-since = تم الدخول { $when }
studio-login-end = تسجيل الخروج: { $name }
studio-login-unknown = متصفح غير معروف
studio-privacy = ما الذي أحتفظ به
studio-privacy-faces = مقاطع فيديو وجهك وما يُحسب منها وملاحظاتك عمّن أعطى الإذن: إلى أن تحذفها.
studio-privacy-clips =
    { $days ->
        [zero] الأصوات والمقاطع الجاهزة: أقل من يوم.
        [one] الأصوات والمقاطع الجاهزة: يوم واحد.
        [two] الأصوات والمقاطع الجاهزة: يومان.
        [few] الأصوات والمقاطع الجاهزة: { NUMBER($days) } أيام.
        [many] الأصوات والمقاطع الجاهزة: { NUMBER($days) } يومًا.
       *[other] الأصوات والمقاطع الجاهزة: { NUMBER($days) } يوم.
    }
studio-privacy-clips-always = الأصوات والمقاطع الجاهزة: إلى أن تحذفها.
studio-privacy-person = اسمك ولغتك، وأنك وافقت على نص الإذن.
studio-share-off = الروابط التي تعرض المقاطع للآخرين معطّلة. يفعّلها FACENOTE_WEB_SHARE_DAYS في إعدادات الخادم.
studio-privacy-place = يبقى كل ذلك على أجهزة من يشغّل هذه الصفحة، ولا يُستخدم إلا لمقاطعك. وكل مقطع يقول إنه مولَّد.
studio-api = للبرامج النصية
studio-api-about = ما تفعله هذه الصفحة يستطيع برنامج نصي أن يفعله أيضًا.
studio-api-open = كيف تعمل واجهة API
studio-tokens = رموز API
studio-tokens-about = برمز API يستطيع سكربت أو برنامج آخر أن يفعل ما تستطيع فعله هنا. يُرسَل في الترويسة Authorization: Bearer.
studio-token-name = ما الغرض منه؟
studio-token-make = أنشئ رمزًا
studio-token-once = انسخ الرمز الآن: يظهر هذه المرة فقط.
studio-token-copy = نسخ
studio-token-copied = نُسخ
studio-token-since = أُنشئ { $when }
studio-token-used = آخر استخدام { $when }
studio-token-unused = لم يُستخدم
studio-token-revoke = إلغاء { $name }
studio-token-revoke-ask = إلغاء { $name }؟ كل ما يستخدمه يتوقف فورًا.
studio-token-revoke-yes = إلغاء الرمز
studio-webhooks = خطافات الويب
studio-webhooks-about = يمكن إعلام برنامج لك عندما يكتمل صوت أو وجه أو مقطع أو يفشل: بطلب موقّع (POST) إلى عنوانه.
studio-webhooks-allowed = العناوين المسموح بها تبدأ بـ: { $list }
studio-webhook-url = العنوان
studio-webhook-make = إضافة
studio-webhook-once = انسخ السر الآن: يظهر هذه المرة فقط. به يتحقق برنامجك من التواقيع.
studio-webhook-waiting = بانتظار الإرسال: { $count }
studio-webhook-given-up = تُرك إرسالها: { $count }
studio-webhook-unused = لم يُرسل شيء بعد
studio-webhook-arrived = وصل { $when }
studio-webhook-fault-status = الرد { $status }، { $when }
studio-webhook-fault-unreachable = تعذّر الوصول، { $when }
studio-webhook-fault-timed-out = لا رد في الوقت المحدد، { $when }
studio-webhook-fault-not-allowed = عنوان غير مسموح به، { $when }
studio-webhook-test = إرسال اختبار إلى { $url }
studio-webhook-remove = حذف { $url }
studio-webhook-remove-ask = حذف { $url }؟ ما لم يُرسل إليه بعد يُهمل.
studio-webhook-remove-yes = حذف
studio-export = تنزيل كل شيء
studio-export-about = ملف zip واحد: قائمة (data.json) بكل ما يُحفظ عنك، وكل وجه وصوت ومقطع.
studio-forget = احذف كل شيء
studio-forget-about = تختفي وجوهك وأصواتك ومقاطعك وإعداداتك وعمليات دخولك فورًا ونهائيًا.
studio-forget-ask = هل تريد حذف كل ما يخصك؟
studio-forget-no = احتفظ بكل شيء
login-title = تسجيل الدخول
login-token = الرمز
login-token-where = يعطيك إياه من يشغّل هذا الخادم.
login-go = دخول
login-telegram = إذا فُتحت هذه الصفحة من البوت في Telegram فلا تحتاج إلى رمز.
login-as = تسجيل الدخول باسم { $name }؟
login-as-why = لا تتابع إلا إذا كنت قد فتحت هذا بنفسك الآن في Telegram. إذا أرسل إليك شخص ما رابطًا لهذه الصفحة، فسيصل وجهك وصوتك إلى حسابه.
login-link = عند التشغيل يكتب الخادم في سجله، بعد «to log in:»، الأمر الذي ينشئ رابط الدخول. نفّذه على الجهاز نفسه بحساب المستخدم الذي يشغّل الخادم، ثم افتح الرابط الذي يظهر. وهو على هذا الشكل:
studio-verify = ما هذا المقطع؟
studio-verify-about = اختر فيديو أو صورة (mp4 أو jpg أو png) أو أفلتها هنا. يقرأ الخادم ما يقوله الملف عن مصدره ثم يحذفه فورًا.
studio-verify-trusted = لم يتغير منذ توقيعه، وجهة موثوقة تضمن الموقِّع.
studio-verify-untrusted = لم يتغير منذ توقيعه، لكن لا جهة يعرفها هذا الخادم تضمن الموقِّع.
studio-verify-altered = تغيّر بعد توقيعه، أو التوقيع خاطئ.
studio-verify-none = لا يحتوي الملف على بيانات اعتماد المحتوى.
studio-verify-by = يقول الملف: صُنع بواسطة { $software }، ووقّعه { $signer }.
studio-verify-ai = مولَّد بالذكاء الاصطناعي كليًا أو جزئيًا.
studio-verify-marked = البيانات الوصفية: موسوم بأنه مولَّد بالذكاء الاصطناعي (دون توقيع: يستطيع أي شخص كتابة ذلك أو حذفه).
studio-verify-unmarked = البيانات الوصفية: غير موسوم بأنه مولَّد بالذكاء الاصطناعي.
studio-verify-proof = ملف بلا علامات لا يثبت شيئًا: خدمات كثيرة تحذفها.

# What the studio's API refuses
error-invalid-request = ✋ لم يفهم الخادم هذا. أعد تحميل الصفحة وحاول مرة أخرى.
error-tus-version = 📁 يرسل هذا البرنامج الملفات بطريقة لا يعرفها الخادم. يُرجى تحديثه.
error-wrong-offset = 📁 انقطع الرفع. أرسل الملف مرة أخرى.
