# Chinese, simplified.

language-name = 中文

## Commands and profile (shown by Telegram)

bot-description =
    发一条语音给我，我会做成您亲口说这段话的视频。

    只需用一段短视频让我看一次您的脸。所有计算都在您团队自己的机器上完成。
bot-short-description = 把您的语音变成您亲口说话的视频。
command-setface = 让我看看您的脸
command-faces = 您的人脸：预览、命名、删除
command-batch = 一次处理多条语音
command-queue = 正在制作的内容
command-cancel = 停止制作
command-history = 您最近的视频
command-settings = 圆形或普通视频、语言、声音
command-privacy = 我保存什么、保存多久
command-export = 我保存的关于您的全部内容（文件）
command-forgetme = 删除我的一切
command-help = 使用说明
command-talk = 回复一条语音：让您的脸说出来
command-team = 借给本群的人脸
command-shareface = 把您的脸借给本群
command-unshareface = 收回您的脸
command-teamsettings = 管理员：谁可以做什么

## Start

start-welcome =
    👋 <b>{ $name }，您好！</b>

    发一条语音给我，您就会收到一段您亲口说这段话的视频。

    首先我需要看看您的脸，只要一次，一分钟就好。
start-ready = 👋 { $name }，欢迎回来！发一条语音给我，我就来做视频。其他说明见 /help。
start-closed = 🔒 我只为特定的人服务。如果您是其中一员，请把这个号码发给运行我的人：<code>{ $number }</code>
start-how = 告诉我怎么拍
start-framing =
    <b>这样拍效果最好：</b>
    • 脸占画面的一半，镜头与眼睛同高
    • 光线从正面照来
    • 手机靠稳，不要晃动
    • 看着镜头说 15 到 60 秒，说什么都行

## Consent

consent-text =
    开始之前，请您确认：

    <b>这是我的脸，或者我已得到本人的许可</b>，可以用它制作视频。我不会用这些视频欺骗任何人。

    每段视频都会注明由 AI 生成。保存哪些内容，见 /privacy。
consent-agree = 我确认
consent-own = 这是我的人脸
consent-permitted = 我已获得许可
consent-who = 是谁给了您许可？请发送其姓名以及对方是如何同意的。这些信息与该人脸一起保存，并随之删除。/cancel 可结束此步骤。
consent-thanks = 谢谢！
voices-text =
    这段录音似乎来自他人。请确认一次：

    <b>我已获得我所发送声音的本人许可</b>，可以用其制作视频。我不会用这些视频欺骗任何人。
voices-agree = 我确认

## Registering a face

setface-ask = 🎥 现在请发一段<b>您的脸部视频</b>：对着镜头说 15 到 60 秒。圆形视频或文件都可以。照片也行，但动作会不那么自然。
sentence-ask = 🎥 请在<b>面部视频</b>的开头大声说出下面的话，然后继续对着镜头讲话，总共 15 到 60 秒：<b>{ $sentence }</b> 这里不能只用照片。
sentence-first =
    { $number ->
        [0] 妈妈把苹果摆在木盆里面。
        [1] 爸爸买票坐巴士去博物馆。
        [2] 白胖的小猫爬上了枇杷树。
        [3] 我的朋友每天晚上弹琵琶。
        [4] 宝宝把地图放在棉被旁边。
       *[5] 我们家门口摆满了玫瑰。
    }
sentence-second =
    { $number ->
        [0] 明年五月伯伯也许会来拜访。
        [1] 麻烦你帮我泡一杯薄荷茶。
        [2] 朋友们在码头边慢慢散步。
        [3] 我的皮包和棉帽都是白色的。
        [4] 一篇美妙的诗能让人不再烦闷。
       *[5] 面包和苹果对我来说不少了。
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>非常好！</b>这张脸可以用了。
        [warn] 👍 <b>不错。</b>这张脸可以用。这样会更好：
        [fail] ⚠️ <b>勉强可用，效果不会好。</b>建议注意以下几点再试一次：
       *[blocked] ✋ <b>这个不能用。</b>需要改进的地方：
    }
face-use = ✓ 使用
face-use-anyway = 仍然使用
face-try-again = 再试一次
face-name = 人脸 { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b> 准备好了。现在发一条语音给我吧！

## Voices

voice-no-face = 我还不认识您的脸。请先发一段短视频：/setface
fallback = 请发一条<b>语音</b>给我，我会把它做成视频。其他说明见 /help。
choice-ask = 这段视频是做什么用的？
choice-face = 这是我的脸
choice-voice = 用它的声音做视频
choice-over = 请把视频再发一次。

## Progress

status-queued =
    { $position ->
        [1] ⏳ 下一个就是您
       *[other] ⏳ 排在第 { NUMBER($position) } 位
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] 正在开始…
            [normalise] 正在读取您的视频
            [animate] 正在让您的照片动起来
            [track] 正在跟踪您的脸
            [listen] 正在听您的声音
            [check] 正在检查光线和画面
            [learn] 正在学习您的嘴唇动作
            [collect] 正在收集您的口型
           *[other] 正在处理您的脸
        }
       *[clip] { $stage ->
            [start] 正在开始…
            [read-audio] 正在准备语音
            [voice] 正在准备语音
            [listen] 正在聆听
            [draw] 正在绘制
           *[other] 正在制作您的视频
        }
    }
status-sending = 📤 正在发送…
status-cancel = ✕ 取消
status-cancelled = 已取消。
status-again = ↻ 重试
about-seconds =
    { $count ->
       *[other] 约 { NUMBER($count) } 秒
    }
about-minutes =
    { $count ->
       *[other] 约 { NUMBER($count) } 分钟
    }

## Clips

clip-generated = 🤖 由 AI 生成
clip-not-round = 不是圆形：圆形视频最长一分钟。
clip-quality =
    嘴唇：{ $lips ->
        [great] 非常像您
        [good] 像您
        [fair] 大致像您
       *[generic] 通用的，并非从您的讲话中学到
    } · 声音：{ $voice ->
        [good] 清晰
       *[fair] 可以更清晰
    }
clip-as-note = ◯ 圆形视频
clip-as-video = ▭ 普通视频
clip-other-face = 换一张脸
clip-again = ↻ 再来一次
clip-which-face = 让哪张脸来说？
clip-only-face = 您只有这一张脸。用 /setface 添加
clip-face-gone = 那张脸已被删除。请把语音再发一次。
clip-queued = 马上就来！
clip-thanks =
    { $verdict ->
        [good] 很高兴您喜欢！
       *[bad] 谢谢您的反馈。
    }
sending-doubt = 🤔 Telegram 没有确认文件已送达。如果没有收到，请再请求一次。
delivery-doubt = 🤔 发送这段视频时被打断了。您收到了吗？
delivery-send = 发送
delivery-arrived = 收到了

## Batches

batch-ask = 📦 请把语音一条一条发给我。发完后请按按钮。
batch-done = 就这些
batch-closed =
    { $count ->
        [0] 没有收到语音。用 /batch 重新开始
        [1] 一段视频马上就来。
       *[other] { NUMBER($count) } 段视频马上就来，还有一个包含全部视频的 zip 文件。
    }
batch-status =
    📦 已完成 { $done } / { $total ->
       *[other] { NUMBER($total) } 段视频
    }{ $failed ->
        [0] {""}
       *[other] ，{ NUMBER($failed) } 段失败
    }
batch-zip = 打包成一个 zip

## Queue, history

queue-title = <b>正在为您制作</b>
queue-empty = 没有等待中的任务。发一条语音给我吧！
cancel-dialogue = 好的，那就先不做了。
cancel-nothing = 没有可以取消的。
cancel-too-late = 来不及了：正在发送，或者已经完成。
history-title = <b>您最近的视频</b>。按数字可再次获取。
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = 还没有视频。发一条语音给我吧！

## Faces

faces-title =
    { $count ->
        [1] <b>您的人脸</b>
       *[other] <b>您的人脸</b>。制作视频时使用带星号的那一张。
    }
faces-none = 您在这里还没有人脸。
faces-add = + 新的人脸
faces-card =
    <b>{ $name }</b>
    添加于 { $when }
faces-make-default = ★ 用于我的视频
faces-rename = 重命名
faces-delete = 删除
faces-ask-name = <b>{ $name }</b> 要改成什么名字？请把新名字发给我。
faces-renamed = 现在叫 <b>{ $name }</b>。
faces-uses = 谁用过
faces-uses-title = 他人用 <b>{ $name }</b> 制作的视频，最新的在前：
faces-uses-none = 没有其他人用 <b>{ $name }</b> 制作过视频。
faces-use = { $when } UTC · { $who }
faces-use-gone = 已删除数据的人
faces-uses-more = ……以及另外 { $count } 个：/export 会全部列出。
faces-delete-ask = 要永久删除 <b>{ $name }</b> 及其视频吗？
faces-delete-yes = 是的，删除
faces-deleted = <b>{ $name }</b> 已删除。

## Settings

settings-title =
    <b>设置</b>
    视频的发送方式、声音的降噪、嘴巴张开的幅度、是否说明视频质量，以及语言。
settings-saved = 已保存
settings-quality = 说明质量
output-note = 圆形视频
output-video = 视频
output-file = 文件
denoise-auto = 有噪声时降噪
denoise-on = 总是降噪
denoise-off = 从不降噪
mouth-calm = 嘴巴张开幅度小
mouth-natural = 嘴巴自然张开
mouth-lively = 嘴巴张开幅度大

## Help and privacy

help-text =
    <b>使用说明</b>
    1. 发送 /setface 和一段您说话的短视频
    2. 发一条语音（或音频文件、圆形视频）：您会收到做好的视频

    /faces 您的人脸 · /settings 圆形或普通视频、语言
    /batch 一次处理多条语音，附 zip
    /queue 正在制作的内容 · /cancel 停止
    /history 再次获取最近的视频
    /privacy 我保存什么 · /export 导出 · /forgetme 全部删除

    在团队群里：用 /talk 回复一条语音
privacy-text =
    <b>我保存的内容</b>
    • 您的脸部视频、由它计算出的数据以及您关于谁给了许可的说明：直到您删除（/faces）
    • 语音和视频：{ $days ->
       *[other] { NUMBER($days) } 天
    }
    • 您的 Telegram 编号、名字、设置，以及您已同意这一事实

    所有内容都保存在运行此机器人的人的机器上，只用于您的视频。如果您使用借来的人脸，其主人会看到您的名字和每个视频的时间。/export 会把全部内容发给您，/forgetme 会立即删除一切。本聊天中的消息保存在 Telegram：请您自行删除。
export-done = 📦 我保存的关于您的全部内容：data.json 列出清单，各文件夹中是您的人脸、声音和视频。
export-too-large = 📦 我保存的关于您的全部内容共 { $size } MB；我最多只能发送 { $max } MB。请在工作室（{ studio-nav-settings }）下载，或请运行此机器人的人执行 <code>facenote export</code>。
forgetme-ask = <b>全部删除？</b>您的人脸、语音、视频和设置会立即永久消失，别人正用您借出的脸制作的视频也会一并消失。
forgetme-yes = 是的，全部删除
forgetme-withdrawn = 这段视频所用的人脸已被其主人删除。
forgetme-done = 关于您的一切都已删除。再见！如果您再来：/start

## Groups

group-welcome =
    👋 <b>我把语音变成说话人的视频。</b>请用 /talk 回复您自己的语音，或者用语音回复我。
    请在与我的私聊中让我看一次您的脸。/team 显示借给本群的人脸；管理员可使用 /teamsettings。
group-help =
    <b>在这里怎么用</b>
    用 /talk 回复一条语音，就会做成您亲口说这段话的视频。用语音回复我也一样。
    /shareface 把您的脸借给本群 · /unshareface 收回 · /team 列出借出的人脸
    管理员：/teamsettings
group-only = 这是群里用的：请把我加到您的群，再在那里发送。
private-only = 这是私聊里用的：
private-open = 打开私聊
group-nameless = 🎭 您正以群的名义发言，我不知道该用谁的脸。请以您自己的身份发送。
talk-how = 🎙 请用 /talk 回复一条<b>语音</b>，我会做成您亲口说这段话的视频。
talk-not-your-voice = 🔒 在本群，每个人只能使用自己的声音。管理员可以更改：/teamsettings
talk-no-face = 我还不认识您的脸。在私聊中一分钟就好：
talk-register = 展示我的脸

## Lent faces

share-no-face = 您还没有人脸。请先在与我的私聊中用 /setface 创建，再到这里借出。
share-all-lent = 您的人脸都已借给本群。/unshareface 可以收回。
share-which = 要把哪张脸借给本群？
share-done = 🤝 <b>{ $face }</b> 已借给本群：在这里可以使用我的人都能用它制作视频，我会告诉您是谁用了。您收回它或退出本群后即告结束。
unshare-none = 您没有把人脸借给本群。
unshare-which = 要收回哪张脸？
unshare-done = <b>{ $face }</b> 又只属于您了。别人正用它制作的视频已停止。
lent-used = 🎭 <b>{ $name }</b> 正在 <b>{ $group }</b> 中用您的脸（<b>{ $face }</b>）制作视频。
lent-take-back = 收回
team-none = 没有人脸借给本群。/shareface 可以借出您的脸。
team-title = 👥 <b>借给本群的人脸。</b>请为您的下一段视频选一张。
team-own-face = 我自己的脸
team-picked = 您在这里的下一段视频将使用 <b>{ $face }</b>。
team-picked-own = 您在这里的下一段视频将使用您自己的脸。

## Settings of a group

team-settings = 🛠 <b>本群设置</b>
team-settings-refused = 只有本群管理员可以更改设置。
team-voices =
    声音：{ $choice ->
        [own] 仅限自己的
       *[anybody] 群内任何人的
    }
team-start =
    制作视频：{ $choice ->
        [request] 按要求
       *[every] 每条语音
    }
team-members =
    可使用者：{ $choice ->
        [all] 所有人
       *[administrators] 管理员
    }
team-output =
    发送为：{ $choice ->
        [note] 圆形视频
        [video] 视频
        [file] 文件
       *[none] 各人自选
    }
team-quota =
    每天视频数：{ $choice ->
        [none] 不限
       *[other] { $choice }
    }
team-badge =
    “AI”标记：{ $choice ->
        [always] 始终显示
       *[operator] 由运营者决定（{ $operator ->
            [on] 开
           *[off] 关
        }）
    }
team-language =
    语言：{ $choice ->
        [none] 各人自己的
       *[other] { $name }
    }
error-only-administrators = 🔒 在本群，只有管理员可以制作视频。

## For operators

stats-people = 👥 用户：{ $people } · 人脸：{ $faces } · 群：{ $groups }
stats-clips = 最近 24 小时：已送达 { $day } · 失败 { $failed }
stats-queue =
    现在：等待 { $queued }{ $queued ->
        [0] {""}
       *[other] {""}（最久的：{ $waited }）
    } · 制作中 { $running } · 发送中 { $sending }
stats-disk = 文件：{ $used_mb } MB · 剩余：{ $free_mb } MB
stats-speed = 每秒语音需要 { NUMBER($speed) } 秒
ban-how = 请给出用户或群的编号，或回复其消息。不能封禁运营者。
ban-done = 🚫 已封禁 { $whom }。
unban-done = 已解除对 { $whom } 的封禁。
drain-ask = 在下次重启之前不再接受新任务；等待中的任务会保留。继续吗？
drain-yes = 是的，停止接单
drain-done = 🔧 正在收尾：不再接受新任务。

## Buttons

button-not-yours = 这个按钮是给别人的。
button-outdated = 这个按钮已过期。

## Errors

error-internal-error = 😕 我们这边出了问题。请再试一次。
error-engine-failed = 😕 没有成功。请再试一次。
error-storage-failed = 😕 没有成功。请再试一次。
error-worker-died = 😕 处理被中断了。请再试一次。
error-worker-hung = 😕 处理停滞了。请再试一次。
error-worker-unready = 😕 我现在无法工作。请稍后再试。
error-worker-version-differs = 😕 我现在无法工作。请稍后再试。
error-cancelled = 已取消。
error-worker-lost = 😕 处理多次被中断。请稍后再试。
error-worker-out-of-memory = 😕 内存不够。请换一个更短或更小的文件。
error-job-timeout = 😕 用时太长了。请换一个更短的文件。
error-device-out-of-memory = 😕 显存不足，无法完成。请过几分钟再试。
error-disk-full = 😕 磁盘已满，我暂时不能接受新任务。请稍后再试。
error-quota-exceeded = 🗄 您的文件已占满您的空间。请删除一些视频或人脸：/history、/faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ 本群正在制作的视频已达上限（{ $limit }）。请等其中一段完成。
       *[user] ⏳ 您正在制作的视频已达上限（{ $limit }）。请等一段完成，或停止一段：/queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 本群 24 小时内的 { $limit } 段视频已用完。请过几小时再试。
       *[user] 🌙 您 24 小时内的 { $limit } 段视频已用完。请过几小时再试。
    }
error-service-draining = 🔧 我即将重启。请一分钟后再发一次。
error-not-found = 它已经不在了。
error-wrong-state = 情况已经变了。
error-server-busy = 😕 我现在很忙。请稍后再试。
error-store-busy = 😕 我现在很忙。请稍后再试。
error-messenger-unreachable = 📡 Telegram 没有响应。请一分钟后再试。
error-file-not-shared = 😕 我无法从 Telegram 获取这个文件。请告知此机器人的运营者。
error-only-operators = 🔒 只有运营者可以这样做。
error-face-not-allowed = 您不能在这里使用这张脸。
error-face-not-usable = 这张脸不能使用。请再试一次：/setface
error-face-refused = 这张脸不合适。请再试一次：/setface
error-no-face-found = 🔍 我没有看到人脸。请在光线充足处从正面近距离拍摄：/setface
error-media-missing = 😕 文件没有收到。请再发一次。
error-media-name-unusable = 😕 文件名无法读取。请改名后再发一次。
error-media-empty = 文件是空的。请再发一次。
error-media-unsupported = 我无法读取这种文件。请发送语音、mp3、mp4 或照片。
error-media-damaged = 文件已损坏或不完整。请再发一次。
error-media-too-large = 图片太大了。请发小一点的。
error-media-too-short = 这个视频只有一帧。请发送几秒长的视频，或一张照片。
error-media-too-small = 图片太小了。请发像素更高的。
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ 太长了。请剪短一些。
       *[other] ✂️ 太长了：最长 { NUMBER($max_minutes) } 分钟。请剪短一些。
    }
error-file-too-large =
    📏 文件太大：我最多能接收 { $max_mb } MB。请发短一点或小一点的。
error-media-timeout = 😕 读取文件用时太长。请换一种格式。
error-ffmpeg-failed = 😕 文件无法转换。请换一种格式。
error-no-video = 这个文件里没有画面。请发送您的脸部视频或照片。
error-no-sound = 这个文件里没有声音。
error-no-speech = 🔇 我没有听到有人说话。请发送一条有人说话的语音。
error-silent-audio = 🔇 录音是静音的。请重新录制。
error-voice-too-short = 太短了。请至少说一两个词。
error-voice-unusable = 我无法使用这段录音。请重新录制。
error-clip-over-limit = 📏 视频超出所选的文件大小。请允许更大的文件，或选择更小的画面、更短的声音。
error-template-missing = 😕 这张脸的文件不见了。请重新创建：/setface
error-template-damaged = 😕 这张脸的文件已损坏。请重新创建：/setface
error-template-too-new = 😕 这张脸是由更新的版本创建的。请重新创建：/setface
error-chat-gone = 聊天已不存在。
error-bot-blocked = 我不能在这个聊天中发言。
error-telegram-refused = 😕 Telegram 没有接受这段视频。
error-clip-too-large = 📏 视频太大，Telegram 无法发送。请换一条更短的语音。

## Findings: what is wrong, and what to do about it

finding-format = 文件类型不常见。
advice-format = 请发送手机相机拍摄的 .mp4。
finding-ai-generated = 该文件注明其全部或部分由 AI 生成。
advice-ai-generated = 请发送原始录像：AI 绘制的嘴唇不是您本人的。
finding-duration = 时长 { NUMBER($value, maximumFractionDigits: 0) } 秒。
advice-duration = 请对着镜头说话，录 15 到 60 秒。
finding-resolution = 画面的宽或高只有 { NUMBER($value, maximumFractionDigits: 0) } 像素。
advice-resolution = 请用 720p 或更高分辨率拍摄。
finding-frame-rate = 每秒 { NUMBER($value, maximumFractionDigits: 0) } 帧。
advice-frame-rate = 请用每秒 25 或 30 帧拍摄。
finding-rotated = 画面是横躺的；我已把它转正。
advice-rotated = 请竖直拿好手机。
finding-face-present = 您的脸出现在 { NUMBER($value, style: "percent", maximumFractionDigits: 0) } 的视频中。
advice-face-present = 请从头到尾留在画面里，面对镜头。
finding-face-gap = 您的脸离开画面 { NUMBER($value, maximumFractionDigits: 1) } 秒。
advice-face-gap = 请从头到尾留在画面里，面对镜头。
finding-base-path = 连续可用的只有 { NUMBER($value, maximumFractionDigits: 1) } 秒。
advice-base-path = 请不要动，留在画面里，一镜到底，露出嘴部，拍得更久一些。
finding-face-share = 您的脸占画面宽度的 { NUMBER($value, style: "percent", maximumFractionDigits: 0) }。
advice-face-share = 请靠近一些：应占一半左右。
finding-face-size = 您的脸宽 { NUMBER($value, maximumFractionDigits: 0) } 像素。
advice-face-size = 请靠近一些，或用更高的分辨率拍摄。
finding-face-cut-off = 您的头有一部分在画面外。
advice-face-cut-off = 请在额头、下巴和耳朵周围留出空间。
finding-yaw = 您的头转向了一侧。
advice-yaw = 请看着镜头，不要看旁边。
finding-pitch = 镜头位置过高或过低。
advice-pitch = 请让镜头与眼睛同高。
finding-roll = 您的头是歪的。
advice-roll = 请保持头部和镜头端正。
finding-several-faces = 画面中还有另一张脸。
advice-several-faces = 画面中请只有您一个人。
finding-brightness =
    { $side ->
        [high] 您的脸太亮。
       *[low] 您的脸太暗。
    }
advice-brightness = 请从正面均匀照亮脸部。
finding-backlight = 光线来自您的背后。
advice-backlight = 请转身，让窗户或灯在您前面。
finding-side-light = 您的半边脸暗得多。
advice-side-light = 请让两边脸的光线一样。
finding-hot-spots = 皮肤上有反光。
advice-hot-spots = 请用更柔和的光，或离灯远一些。
finding-sharpness = 您的脸不清晰。
advice-sharpness = 请擦净镜头，对焦到脸上，并增加光线。
finding-shake = 镜头在抖动。
advice-shake = 请把手机放下或靠在东西上。
finding-jump = 有突然的动作。
advice-jump = 请避免镜头和头部突然移动。
finding-pan = 镜头在移动。
advice-pan = 请保持镜头不动。
finding-zoom = 距离变化很大。
advice-zoom = 请不要变焦，并保持距离。
finding-cuts = 视频有剪切；我用了最长的一段。
advice-cuts = 请发送一段没有剪切的视频。
finding-frozen = 画面有时静止不动。
advice-frozen = 请发送原始录像。
finding-mouth-hidden = 视频中有 { NUMBER($value, style: "percent", maximumFractionDigits: 0) } 的时间能看到嘴巴。
advice-mouth-hidden = 请把口罩、手或麦克风从嘴前移开。
finding-eyes-hidden = 您的眼睛被遮住了。
advice-eyes-hidden = 请摘下墨镜。
finding-no-sound = 没有声音。
advice-no-sound = 请带声音录制：您的声音让我学会您的嘴唇动作。
finding-silent-sound = 声音是静音的。
advice-silent-sound = 请允许使用麦克风，再录一次。
finding-speech = 我听到 { NUMBER($value, maximumFractionDigits: 0) } 秒说话声。
advice-speech = 请至少说 15 秒，这样嘴唇动作才会像您自己的。
finding-noise = 噪声较大。
advice-noise = 请在安静的房间里靠近麦克风录制。
finding-clipping = 声音失真。
advice-clipping = 请说轻一些，或离麦克风远一些。
finding-level =
    { $side ->
        [high] 声音太大。
       *[low] 声音太小。
    }
advice-level =
    { $side ->
        [high] 请离麦克风远一些，或调低麦克风音量。
       *[low] 请大声一些，或靠近麦克风。
    }
finding-av-offset = 声音与嘴唇相差 { NUMBER($value, maximumFractionDigits: 0) } 毫秒。
advice-av-offset = 不用做什么：我会校正。
finding-foreign-sound = 嘴唇与声音不一致。
advice-foreign-sound = 请发送带有您本人现场声音的视频。
finding-sentence = 没有听到这双嘴唇说出句子，或者句子太短。
advice-sentence = 请在新视频中大声说出向您显示的句子。照片不会说话。
finding-mouth-open = 嘴张得很大。
advice-mouth-open = 请闭上嘴，或者合上牙齿微笑。
finding-photo = 这是一张照片。
advice-photo = 您说话的视频能带来真实的嘴唇、牙齿和头部动作。

advice-voice-level = 提示：请大声一些，或靠近麦克风。
advice-voice-clipping = 提示：请小声一些，或离麦克风远一些。
advice-voice-noise = 提示：请在安静的房间里录音。
advice-voice-speech-share = 提示：请剪掉长时间的静音和音乐。
advice-voice-pitch-mismatch = 提示：这个声音比这张脸本来的声音高很多或低很多。用更接近的声音会更自然。

moment-voice-clipping = 这里太响了
moment-voice-speech-share = 这里没有人说话

## Studio: the web page

studio-nav = 页面
studio-nav-make = 制作
studio-nav-batch = 批量
studio-nav-faces = 人脸
studio-nav-history = 历史
studio-nav-log = 日志
studio-nav-settings = 设置
studio-notify = 通知
studio-notify-about = 此页面在后台时，任务完成后通知我。
studio-notify-denied = 浏览器不允许此页面发送通知。
studio-skip = 跳到内容
studio-language = 语言
studio-close = 关闭
studio-connection-lost = 连接断开了。我会继续尝试；服务器恢复后，正在制作的会继续。
studio-offline = 服务器没有回应。请稍后再试。
studio-broken = 这个页面出了点问题。
studio-reload = 重新加载
studio-missing = 此地址没有内容。
studio-missing-go = 前往工作室

studio-face = 人脸
studio-voice = 语音
studio-new-face = 新的人脸
studio-no-faces = 这里还没有人脸。请先添加一张。
studio-no-voices = 这里还没有语音。拖入一个文件，或录一段。
studio-voice-reading = 正在读取语音
studio-voice-fine = 这段声音很清晰。
studio-voices-unusable = 无法使用：{ NUMBER($count) } 个
studio-delete-voice = 删除语音 { $name }
studio-cut = 裁剪或拆分
studio-cut-name = 裁剪或拆分 { $name }
studio-cut-start = 开始
studio-cut-end = 结束
studio-cut-silence = 去掉首尾静音
studio-cut-reset = 整段语音
studio-cut-parts = 在停顿处拆分，段数
studio-cut-make = 生成新的语音
studio-cut-make-several = 生成新的语音（多段）
studio-original-stays = 原来的语音保持不变。
studio-join = 合并语音
studio-join-add = 添加语音
studio-join-earlier = 上移 { $name }
studio-join-later = 下移 { $name }
studio-join-without = 移除 { $name }
studio-join-length = { $length }，最长 { $most }。
studio-join-make = 合并为一段语音
studio-show-all =
    { $count ->
       *[other] 再显示 { NUMBER($count) } 个
    }
studio-form = 形状
studio-form-video = 普通视频
studio-form-note = 圆形视频
studio-denoise = 噪声
studio-mouth = 嘴巴
studio-size = 尺寸
studio-size-source = 与人脸视频相同
studio-max-mb-none = 不限
studio-max-mb-limit = 最大 { $size }（{ $messenger }）
studio-max-mb = 文件大小
studio-make-video = 制作视频
studio-make-note = 制作圆形视频
studio-in-the-making = 正在制作
studio-queue = { NUMBER($count) } 个制作中
studio-queue-empty = 现在没有正在制作的内容。
studio-make-other = 再做一段
studio-make-how = 选一张脸，说句话，视频就有了。
studio-ways = 数量
studio-one = 一段视频
studio-many = 多段视频
studio-make-it-note = 做成圆形视频
studio-make-it-video = 做成普通视频
studio-preview = { $name } 会说出这段语音。
studio-ready = 已完成
studio-result = { $name } 做好了。
studio-failed = 无法制作 { $name }。
studio-look = 查看
studio-play = 播放
studio-pause = 暂停
studio-compare = 按住查看原片
studio-speed = 速度
studio-volume = 音量
studio-play-name = 播放 { $name }
studio-download-name = 下载 { $name }
studio-download-video = 下载视频
studio-download-note = 下载圆形视频
studio-copy-link = 复制链接
studio-share = 分享
studio-share-title = 分享 { $name }
studio-share-about = 有链接的人无需登录即可观看此视频，但看不到您的其他内容。有效天数：{ NUMBER($days) }。
studio-share-link = 链接
studio-share-download = 允许下载视频
studio-share-until = 链接有效期至 { $when }。
studio-share-make = 创建链接
studio-share-anew = 创建新链接
studio-share-replaces = 创建新链接后，之前的链接失效。
studio-share-end = 停止分享
studio-share-copied = 链接已复制。
studio-copy-selected = 此浏览器无法在此复制。内容已选中：请按 Ctrl+C。
studio-share-gone = 此链接已失效。
studio-cancel = 取消
studio-try-again = 再试一次
studio-cancel-name = 取消 { $name }
studio-retry-name = 再试一次 { $name }
studio-delete-name = 删除 { $name }
studio-delete = 删除
studio-undo = 撤销
studio-deleted = 已删除 { NUMBER($count) } 个
studio-deleted-name = { $name } 已删除。
studio-keep = 保留
studio-time-left = 还需{ $time }
studio-progress-of = { $name } 的进度
studio-handing-over = 马上就好
studio-state-cancelled = 已取消

studio-batch-intro = 一次制作多段视频。其中一段失败，不影响其余的。
studio-batch-way = 变化的是
studio-batch-many-faces = 一段语音，多张脸
studio-batch-many-voices = 一张脸，多段语音
studio-pick-one-voice = 选择语音
studio-pick-voices = 选择多段语音
studio-pick-one-face = 选择人脸
studio-pick-faces = 选择多张人脸
studio-pick-all = 全选
studio-pick-none = 全不选
studio-batch-make =
    { $count ->
        [0] 制作视频
       *[other] 制作 { NUMBER($count) } 段视频
    }
studio-batch-limit = 一批最多 { NUMBER($limit) } 段。
studio-batch-name = 第 { NUMBER($number) } 批
studio-batch-now = 第 { NUMBER($number) } 段，共 { NUMBER($total) } 段：{ $name }
studio-batch-done =
    { $total ->
       *[other] 已完成 { NUMBER($done) } / { NUMBER($total) } 段视频
    }
studio-batch-failed =
    { $failed ->
       *[other] { NUMBER($failed) } 段失败
    }
studio-batch-cancel = 全部取消
studio-batch-retry = 制作缺少的（{ NUMBER($count) }）
studio-batch-zip = 全部下载（zip）
studio-batch-cancelled = { NUMBER($count) } 段已取消
studio-batch-delete = 删除这批
studio-batch-delete-ask = 永久删除 { $name } 及其视频？
studio-batch-show = 显示视频
studio-batch-hide = 收起视频
studio-batches = 您的批次
studio-batches-none = 还没有批次。请在上面选择人脸和语音，然后按按钮。

studio-history-none = 还没有视频。点两下就有第一段。
studio-history-go = 制作一段视频
studio-history-more = 显示更早的
studio-gone = 此视频已不存在。
studio-history-nothing = 没有符合条件的视频。
studio-history-unread = 无法加载列表。
studio-search = 按名称搜索
studio-filter-state = 状态
studio-filter-unmade = 失败或已取消
studio-filter-any-face = 所有人脸
studio-filter-any-form = 所有形状
studio-select = 选择
studio-selected = 已选 { NUMBER($count) } 个
studio-zip = 下载（zip）
studio-expires = 保存至 { $when }
studio-kept =
    { $days ->
       *[other] 语音和视频保存 { NUMBER($days) } 天，之后会被删除。人脸会一直保留，直到您删除。
    }
studio-kept-always = 语音、视频和人脸会一直保存，直到您删除。
studio-disk = 已用空间
studio-disk-of = 已用 { $used } / { $quota }
studio-disk-free = 已用 { $used }，服务器剩余 { $free }

studio-log-intro = 您的人脸、语音和视频此刻的动态。
studio-log-none = 还没有动态。
studio-log-all = 全部
studio-log-problems = 只看问题
studio-log-open = 打开日志
studio-log-queued = 等待中
studio-log-rendered = 已制作
studio-log-delivered = 已完成
studio-log-cancelled = 已取消
studio-kind-face = 人脸
studio-kind-voice = 语音
studio-kind-clip = 视频

# Logging in to the studio
studio-menu-button = 工作室
error-login-needed = 🔒 您还没有登录，或登录已失效。请登录后再试。
error-part-too-short = 请至少选择半秒。
error-sharing-off = 🔒 此处未开启视频链接。请联系服务器管理者。
error-wrong-token = 🔒 这里不认识这个令牌。请向运行此服务器的人索取您的令牌。
error-login-link-used = 🔒 这个登录链接已经用过，或已超过一天。请按上面的说明重新获取。
error-mini-app-login-failed = 🔒 Telegram 的登录已过期。请关闭本页，从机器人里重新打开。
error-order-key-reused = ✋ 这个请求用了另一个请求的密钥。请用新的密钥发送。
error-c2pa-missing = 🛠 此服务器目前无法检查文件：缺少一个组件。请告知服务器的管理者。
error-too-many-files = ⏳ 来自你的网络的文件太多。请等一分钟再试。
error-too-many-logins = ⏳ 令牌输错次数太多。请等一分钟再试。
error-too-many-tokens = ✋ 你已有 { $limit } 个 API 令牌。请撤销一个不再使用的。
error-webhooks-off = 🔒 此处未开启 webhook。请联系服务器管理者。
error-webhook-not-allowed = 🔒 此处不允许向该地址发送 webhook。请联系服务器管理者。
error-too-many-webhooks = ✋ 你已有 { $limit } 个 webhook。请删除一个不再使用的。
error-forbidden = 🔒 这里没有对您开放。请询问运行此服务器的人。
error-consent-needed = ✋ 添加第一张人脸之前，请先阅读关于许可的说明并表示同意。
error-sentence-needed = 🎙 这里的面部视频必须包含今天的句子。请在新视频中说出：{ $sentence }

# Studio: faces, recording, uploads, settings
studio-position = 播放位置
studio-moments = 发现的问题及其位置
studio-drop-here = 或把文件拖到这里
studio-drop-anywhere = 把语音或人脸拖放到任意位置
studio-drop-which = 用作什么？
studio-upload-face = 选择视频或照片
studio-upload-video = 选择视频
studio-add-faces = 添加人脸
studio-upload-voice = 选择文件
studio-not-a-face = 我无法读取这种文件。请选择人脸视频（如 mp4 或 mov）或照片。
studio-not-a-voice = 我无法读取这种文件。任何有声音的文件都可以，例如 ogg、mp3、wav 或 mp4。
studio-upload-limits =
    { $minutes ->
       *[other] 最大 { $size }，最长 { NUMBER($minutes) } 分钟。如果连接中断，请再选一次同一个文件：会从断开的地方继续。
    }
studio-record-face = 用摄像头录制
studio-record-voice = 录下您的声音
studio-record-asking =
    { $device ->
        [camera] 请允许使用摄像头和麦克风。
       *[microphone] 请允许使用麦克风。
    }
studio-record-mirror = 摄像头看到的画面，像照镜子一样
studio-record-camera = 摄像头
studio-record-frame = 让脸进入椭圆框，然后按按钮，朗读文字。
studio-record-start = 开始录制
studio-record-stop = 停止
studio-record-speak = 我在听。请说吧。
studio-record-silent = 我什么也听不到
studio-record-go-on = 请继续读，用您平常的声音…
studio-record-enough = 已经够了。随时可以停。
studio-record-short = 这段有点短：20 秒以上，嘴唇才会成为您自己的。不过也可以用。
studio-record-look = 您的脸一直在画面里吗？能听到自己的声音吗？
studio-record-again = 重新录制
studio-record-use = 使用这段录制
studio-record-discard = 放弃
studio-record-discard-ask = 放弃这段录制内容？
studio-record-name = 录制 { $when }
studio-record-insecure = 浏览器只把摄像头和麦克风交给 https 页面或 http://127.0.0.1 的页面。您也可以改为拖入文件。
studio-record-unsupported = 这个浏览器不能录制。您也可以改为拖入文件。
studio-record-denied =
    { $device ->
        [camera] 浏览器不让我使用摄像头和麦克风。请为本页允许这两项（地址旁边的图标），然后再试。
       *[microphone] 浏览器不让我使用麦克风。请为本页允许它（地址旁边的图标），然后再试。
    }
studio-record-missing =
    { $device ->
        [camera] 我找不到摄像头或麦克风。两者都需要：请接上后再试。您也可以改为拖入文件。
       *[microphone] 我找不到麦克风。请接上后再试。您也可以改为拖入文件。
    }
studio-record-busy =
    { $device ->
        [camera] 另一个程序正在使用摄像头或麦克风。请关闭它，然后再试。
       *[microphone] 另一个程序正在使用麦克风。请关闭它，然后再试。
    }
studio-record-lost =
    { $device ->
        [camera] 摄像头或麦克风被拔掉了。
       *[microphone] 麦克风被拔掉了。
    }
studio-record-empty = 什么也没有录到。请再试一次。
studio-read-aloud = 请看着镜头朗读：
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = 有一回，北风跟太阳在那儿争论谁的本事大。争来争去，就是分不出高低来。这时候路上来了个走道儿的，他身上穿着件厚大衣。他们俩就说好了，谁能先叫这个走道儿的脱下他的厚大衣，就算谁的本事大。北风就使劲儿地刮起来了，不过他越是刮得厉害，那个走道儿的把大衣裹得越紧。后来北风没法儿了，只好就算了。过了一会儿，太阳出来了。他火辣辣地一晒，那个走道儿的马上就把那件厚大衣脱下来了。
studio-faces-own = 您的人脸
studio-check-of = { $name } 的检查结果
studio-check-done = { $name } 已检查完毕。
studio-checks-waiting = 等待您决定的人脸：{ NUMBER($count) }
studio-dismiss = 收起
studio-dismiss-name = 收起 { $name }
studio-face-name = 这张脸的名字
studio-face-whose = 这是谁的人脸？
studio-face-own = 我的
studio-face-permitted = 他人的，已获许可
studio-face-who = 谁给了许可？
studio-face-use = 使用
studio-face-use-anyway = 仍然使用
studio-face-kept = { $name } 准备好了。给它一段语音吧！
studio-face-default = 默认
studio-face-demo = 示例
demo-face = 宇航员
demo-voice = 你好
studio-face-since = 添加于 { $when }
studio-face-make-default = 把 { $name } 设为默认
studio-face-rename = 重命名 { $name }
studio-face-report = 关于 { $name } 的发现
studio-face-uses = 谁用过 { $name }
studio-face-delete-ask = 要永久删除 { $name } 及其视频吗？已完成的视频会保留，未完成的会被取消。
studio-report-picture = { $name }，画面上标出了测量结果
studio-report-enlarge = 打开原尺寸图片
studio-report-film = 观看所检查的视频
studio-report-legend = 虚线椭圆：脸应在的位置。四角：脸实际的位置。
studio-report-show = 在视频 { $time } 处查看
studio-report-fail = 问题
studio-report-warn = 可以更好
studio-report-all-fine =
    { $count ->
       *[other] 检查了 { NUMBER($count) } 项，全部正常。
    }
studio-report-others-fine =
    { $count ->
       *[other] 其他 { NUMBER($count) } 项正常。
    }
studio-report-lips =
    { $lips ->
        [great] 我非常好地学会了您的嘴唇怎么动。
        [good] 我较好地学会了您的嘴唇怎么动。
       *[fair] 我大致学会了您的嘴唇怎么动。
    }
studio-login = 登录
studio-login-local = 您已以这台机器的用户身份登录。
studio-login-as = 您已以 { $name } 的身份登录。
studio-logout = 退出登录
studio-logins = 您已登录的浏览器
studio-login-here = 当前浏览器
studio-login-since = 登录于 { $when }
studio-login-end = 退出：{ $name }
studio-login-unknown = 未知浏览器
studio-privacy = 我保存的内容
studio-privacy-faces = 您的脸部视频、由它计算出的数据以及您关于谁给了许可的说明：直到您删除。
studio-privacy-clips =
    { $days ->
       *[other] 语音和做好的视频：{ NUMBER($days) } 天。
    }
studio-privacy-clips-always = 语音和做好的视频：直到您删除。
studio-privacy-person = 您的名字、语言，以及您已同意关于许可的说明这一事实。
studio-share-off = 向他人展示视频的链接已关闭。在服务器设置中用 FACENOTE_WEB_SHARE_DAYS 开启。
studio-privacy-place = 所有内容都保存在运行本页的人的机器上，只用于您的视频。每段视频都会注明是生成的。
studio-api = 给脚本用
studio-api-about = 这个页面能做的，脚本也能做。
studio-api-open = API 使用说明
studio-tokens = API 令牌
studio-tokens-about = 脚本或其他程序可以用 API 令牌做你在这里能做的事，请在请求头 Authorization: Bearer 中发送。
studio-token-name = 用途
studio-token-make = 创建令牌
studio-token-once = 请立即复制令牌：它只显示这一次。
studio-token-copy = 复制
studio-token-copied = 已复制
studio-token-since = 创建于 { $when }
studio-token-used = 上次使用 { $when }
studio-token-unused = 从未使用
studio-token-revoke = 撤销 { $name }
studio-token-revoke-ask = 撤销 { $name }？使用它的程序会立即失效。
studio-token-revoke-yes = 撤销
studio-webhooks = Webhook
studio-webhooks-about = 当语音、人脸或视频完成或失败时，可以通知你的程序：向其地址发送带签名的请求（POST）。
studio-webhooks-allowed = 允许的地址以此开头：{ $list }
studio-webhook-url = 地址
studio-webhook-make = 添加
studio-webhook-once = 请立即复制密钥：它只显示这一次。你的程序用它验证签名。
studio-webhook-waiting = 待发送：{ $count }
studio-webhook-given-up = 已放弃：{ $count }
studio-webhook-unused = 尚未发送
studio-webhook-arrived = 已送达，{ $when }
studio-webhook-fault-status = 响应 { $status }，{ $when }
studio-webhook-fault-unreachable = 无法连接，{ $when }
studio-webhook-fault-timed-out = 未及时响应，{ $when }
studio-webhook-fault-not-allowed = 地址不被允许，{ $when }
studio-webhook-test = 向 { $url } 发送测试
studio-webhook-remove = 删除 { $url }
studio-webhook-remove-ask = 删除 { $url }？尚未发送的内容将被丢弃。
studio-webhook-remove-yes = 删除
studio-export = 下载全部
studio-export-about = 一个 zip 文件：清单（data.json）列出保存的关于您的一切，并包含每张人脸、每段声音和每个视频。
studio-forget = 全部删除
studio-forget-about = 您的人脸、语音、视频、设置和登录会立即永久消失。
studio-forget-ask = 要删除关于您的一切吗？
studio-forget-no = 全部保留
login-title = 登录
login-token = 令牌
login-token-where = 运行此服务器的人会给您。
login-go = 登录
login-telegram = 从 Telegram 的机器人里打开本页，就不需要令牌。
login-as = 以 { $name } 的身份登录？
login-as-why = 只有您刚才自己在 Telegram 中打开了此页面，才请继续。如果是别人把此页面的链接发给您，您的脸和声音会进入对方的账户。
login-link = 服务器启动时会在日志中的“to log in:”之后写出生成登录链接的命令。请在那台机器上，以运行服务器的用户身份执行它，然后打开它给出的链接。命令的形式如下：
studio-verify = 这是什么视频？
studio-verify-about = 选择或拖入视频或图片（mp4、jpg、png）。服务器会读取其中关于来源的信息，并立即删除文件。
studio-verify-trusted = 签名后未被更改，并有受信任的机构为签名者担保。
studio-verify-untrusted = 签名后未被更改，但没有此服务器认识的机构为签名者担保。
studio-verify-altered = 签名后被更改过，或签名有误。
studio-verify-none = 文件没有内容凭证。
studio-verify-by = 文件声称：由 { $software } 制作，签名者：{ $signer }。
studio-verify-ai = 全部或部分由 AI 生成。
studio-verify-marked = 元数据：标记为 AI 生成（未签名：任何人都可以写入或删除）。
studio-verify-unmarked = 元数据：未标记为 AI 生成。
studio-verify-proof = 没有标记的文件说明不了什么：许多服务会删除标记。

# What the studio's API refuses
error-invalid-request = ✋ 服务器没有看懂。请重新加载页面再试一次。
error-tus-version = 📁 这个程序发送文件的方式服务器不认识。请更新它。
error-wrong-offset = 📁 上传中断了。请把文件再发一次。
