# Portuguese.

language-name = Português

## Commands and profile (shown by Telegram)

bot-description =
    Envie-me uma mensagem de voz e eu faço um vídeo em que você a diz.

    Mostre-me o seu rosto uma única vez, num vídeo curto. Tudo é calculado nas máquinas da sua própria equipe.
bot-short-description = Transforma as suas mensagens de voz em vídeos em que você fala.
command-setface = Mostre-me o seu rosto
command-faces = Os seus rostos: ver, nomear, apagar
command-batch = Várias mensagens de voz de uma vez
command-queue = O que está sendo feito
command-cancel = Parar
command-history = Os seus últimos clipes
command-settings = Redondo ou largo, idioma, som
command-privacy = O que eu guardo, e por quanto tempo
command-export = Tudo o que guardo sobre você, num arquivo
command-forgetme = Apagar tudo sobre mim
command-help = Como funciona
command-talk = Em resposta a uma mensagem de voz: o seu rosto a diz
command-team = Rostos emprestados a este grupo
command-shareface = Emprestar o seu rosto a este grupo
command-unshareface = Retomar o seu rosto
command-teamsettings = Para administradores: quem pode fazer o quê

## Start

start-welcome =
    👋 <b>Olá, { $name }!</b>

    Envie-me uma mensagem de voz e você recebe um vídeo em que a diz.

    Antes preciso ver o seu rosto, só uma vez. Leva um minuto.
start-ready = 👋 Que bom ver você de novo, { $name }! Envie-me uma mensagem de voz e eu faço o vídeo. /help conta o resto.
start-closed = 🔒 Eu trabalho para um círculo fechado. Se você faz parte dele, envie este número a quem me administra: <code>{ $number }</code>
start-how = Mostre-me como
start-framing =
    <b>Assim funciona melhor:</b>
    • o seu rosto ocupa metade da imagem, com a câmera na altura dos olhos
    • a luz vem de frente
    • o celular está apoiado em algo e não se mexe
    • fale de 15 a 60 segundos sobre qualquer coisa, olhando para a câmera

## Consent

consent-text =
    Antes de começar, confirme por favor:

    <b>Este é o meu rosto, ou tenho a permissão desta pessoa</b> para fazer vídeos com ele. Não vou usar os vídeos para enganar ninguém.

    Cada clipe diz que foi gerado. /privacy conta o que é guardado.
consent-agree = Confirmo
consent-own = É o meu rosto
consent-permitted = Tenho permissão
consent-who = Quem deu a permissão? Envie o nome e como a pessoa concordou. Isso é guardado com o rosto e apagado com ele. /cancel encerra isto.
consent-thanks = Obrigado!
voices-text =
    Esta gravação parece ser de outra pessoa. Confirme, uma única vez:

    <b>Tenho a permissão das pessoas cujas vozes envio</b> para fazer vídeos com elas. Não usarei os vídeos para enganar ninguém.
voices-agree = Confirmo

## Registering a face

setface-ask = 🎥 Agora envie-me um <b>vídeo do seu rosto</b>: de 15 a 60 segundos, falando para a câmera. Serve uma mensagem de vídeo redonda, e também um arquivo. Uma foto também funciona, mas se mexe com menos naturalidade.
sentence-ask = 🎥 Diga isto em voz alta no início de um <b>vídeo do seu rosto</b> e continue a falar para a câmera, de 15 a 60 segundos ao todo: <b>{ $sentence }</b> Aqui uma foto não basta.
sentence-first =
    { $number ->
        [0] A minha mãe prepara pão com manteiga.
        [1] O Paulo vai ao museu com a prima.
        [2] Um pássaro bonito bebe água no balcão.
        [3] O meu vizinho toca piano pela manhã.
        [4] A Bia guarda um mapa debaixo da cama.
       *[5] A lâmpada da mesa é feita de bambu.
    }
sentence-second =
    { $number ->
        [0] O meu primo Bruno talvez venha em maio.
        [1] Por favor, ponha mais um pouco de sopa.
        [2] No sábado passeamos a pé pelo campo.
        [3] As minhas botas brancas ficam bem aqui.
        [4] Um bom poema melhora um dia mau.
       *[5] Para mim bastam um pão e uma banana.
    }
face-verdict =
    { $verdict ->
        [ok] ✅ <b>Muito bom!</b> Este rosto está pronto.
        [warn] 👍 <b>Bom.</b> Este rosto funciona. Seria ainda melhor assim:
        [fail] ⚠️ <b>Poderia funcionar, mas não bem.</b> É melhor tentar de novo com isto em mente:
       *[blocked] ✋ <b>Este não funciona.</b> Eis o que é preciso mudar:
    }
face-use = ✓ Usar
face-use-anyway = Usar mesmo assim
face-try-again = Tentar de novo
face-name = Rosto { NUMBER($number) }
face-kept = ✅ <b>{ $name }</b> está pronto. Agora envie-me uma mensagem de voz!

## Voices

voice-no-face = Ainda não conheço o seu rosto. Envie-me antes um vídeo curto dele: /setface
fallback = Envie-me uma <b>mensagem de voz</b> e eu faço um vídeo dela. /help conta o resto.
choice-ask = Para que serve este vídeo?
choice-face = É o meu rosto
choice-voice = Fazer um clipe com o som dele
choice-over = Por favor, envie o vídeo mais uma vez.

## Progress

status-queued =
    { $position ->
        [1] ⏳ Você é o próximo da fila
       *[other] ⏳ Número { NUMBER($position) } na fila
    }
status-running =
    { $kind ->
        [face] { $stage ->
            [start] Começando…
            [normalise] Lendo o seu vídeo
            [animate] Dando vida à sua foto
            [track] Acompanhando o seu rosto
            [listen] Ouvindo a sua voz
            [check] Avaliando a luz e a imagem
            [learn] Aprendendo os seus lábios
            [collect] Reunindo a sua boca
           *[other] Trabalhando no seu rosto
        }
       *[clip] { $stage ->
            [start] Começando…
            [read-audio] Preparando a voz
            [voice] Preparando a voz
            [listen] Ouvindo
            [draw] Desenhando
           *[other] Trabalhando no seu clipe
        }
    }
status-sending = 📤 Enviando…
status-cancel = ✕ Cancelar
status-cancelled = Cancelado.
status-again = ↻ Tentar de novo
about-seconds =
    { $count ->
        [one] cerca de { NUMBER($count) } segundo
       *[other] cerca de { NUMBER($count) } segundos
    }
about-minutes =
    { $count ->
        [one] cerca de { NUMBER($count) } minuto
       *[other] cerca de { NUMBER($count) } minutos
    }

## Clips

clip-generated = 🤖 Gerado por IA
clip-not-round = Não é redondo: os vídeos redondos duram no máximo um minuto.
clip-quality =
    Lábios: { $lips ->
        [great] muito parecidos com os seus
        [good] parecidos com os seus
        [fair] mais ou menos os seus
       *[generic] gerais, não aprendidos da sua fala
    } · Voz: { $voice ->
        [good] clara
       *[fair] poderia ser mais clara
    }
clip-as-note = ◯ Em redondo
clip-as-video = ▭ Como vídeo
clip-other-face = Outro rosto
clip-again = ↻ De novo
clip-which-face = Qual rosto deve dizer isto?
clip-only-face = Você só tem este rosto. Adicione outro com /setface
clip-face-gone = Esse rosto foi apagado. Envie a mensagem de voz de novo.
clip-queued = Está a caminho!
clip-thanks =
    { $verdict ->
        [good] Que bom que você gostou!
       *[bad] Obrigado por nos dizer.
    }
sending-doubt = 🤔 O Telegram não confirmou que o arquivo chegou. Se ele não estiver aqui, peça de novo, por favor.
delivery-doubt = 🤔 Fui interrompido ao enviar este clipe. Ele chegou?
delivery-send = Enviar
delivery-arrived = Chegou

## Batches

batch-ask = 📦 Envie-me as suas mensagens de voz, uma depois da outra. Quando terminar, aperte o botão.
batch-done = É tudo
batch-closed =
    { $count ->
        [0] Nenhuma mensagem de voz chegou. Recomece com /batch
        [one] Um clipe está a caminho.
       *[other] { NUMBER($count) } clipes estão a caminho, e um zip com todos.
    }
batch-status =
    📦 { $done } de { $total ->
        [one] { NUMBER($total) } clipe pronto
       *[other] { NUMBER($total) } clipes prontos
    }{ $failed ->
        [0] {""}
        [one] , { NUMBER($failed) } falhou
       *[other] , { NUMBER($failed) } falharam
    }
batch-zip = Tudo em um zip

## Queue, history

queue-title = <b>O que está sendo feito para você</b>
queue-empty = Nada está à espera. Envie-me uma mensagem de voz!
cancel-dialogue = Tudo bem, vamos deixar isso.
cancel-nothing = Não há nada para cancelar.
cancel-too-late = Tarde demais: está sendo enviado, ou já está pronto.
history-title = <b>Os seus últimos clipes</b>. Aperte um número para receber um de novo.
history-line = { $number }. { $sign } { $length } · { $face } · { $when }
history-empty = Ainda não há clipes. Envie-me uma mensagem de voz!

## Faces

faces-title =
    { $count ->
        [one] <b>O seu rosto</b>
       *[other] <b>Os seus rostos</b>. Os clipes são feitos com o que tem a estrela.
    }
faces-none = Você ainda não tem nenhum rosto aqui.
faces-add = + Novo rosto
faces-card =
    <b>{ $name }</b>
    desde { $when }
faces-make-default = ★ Usar nos meus clipes
faces-rename = Mudar o nome
faces-delete = Apagar
faces-ask-name = Como <b>{ $name }</b> deve se chamar? Envie-me o novo nome.
faces-renamed = Agora se chama <b>{ $name }</b>.
faces-uses = Quem o usou
faces-uses-title = Clipes que outros fizeram com <b>{ $name }</b>, os mais recentes primeiro:
faces-uses-none = Mais ninguém fez um clipe com <b>{ $name }</b>.
faces-use = { $when } UTC · { $who }
faces-use-gone = alguém que apagou os seus dados
faces-uses-more = … e mais { $count }: /export lista todos.
faces-delete-ask = Apagar <b>{ $name }</b> para sempre, com o vídeo?
faces-delete-yes = Sim, apagar
faces-deleted = <b>{ $name }</b> foi apagado.

## Settings

settings-title =
    <b>Configurações</b>
    Como os clipes são enviados, como as vozes são limpas, quanto a boca abre, se os clipes dizem a sua qualidade, e o idioma.
settings-saved = Salvo
settings-quality = Dizer a qualidade
output-note = Vídeo redondo
output-video = Vídeo
output-file = Arquivo
denoise-auto = Limpar se houver ruído
denoise-on = Limpar sempre
denoise-off = Nunca limpar
mouth-calm = A boca abre pouco
mouth-natural = A boca abre naturalmente
mouth-lively = A boca abre bastante

## Help and privacy

help-text =
    <b>Como funciona</b>
    1. /setface e um vídeo curto em que você fala
    2. uma mensagem de voz (ou um arquivo de áudio, ou uma mensagem de vídeo redonda): você recebe o clipe

    /faces os seus rostos · /settings redondo ou largo, idioma
    /batch várias mensagens de voz de uma vez, com um zip
    /queue o que está sendo feito · /cancel parar
    /history os seus últimos clipes de novo
    /privacy o que eu guardo · /export num arquivo · /forgetme apagar tudo

    Num grupo da sua equipe: responda a uma mensagem de voz com /talk
privacy-text =
    <b>O que eu guardo</b>
    • os vídeos do seu rosto, o que é calculado a partir deles e as suas notas sobre quem deu a permissão: até que você os apague (/faces)
    • mensagens de voz e clipes: { $days ->
        [one] { NUMBER($days) } dia
       *[other] { NUMBER($days) } dias
    }
    • o seu número do Telegram, o seu nome, as suas configurações e que você concordou

    Tudo fica nas máquinas de quem mantém este bot e é usado só para os seus clipes. Se você usar um rosto emprestado, o dono vê o seu nome e a hora de cada clipe. /export envia tudo para você e /forgetme apaga tudo na hora. As mensagens deste chat são do Telegram: apague-as você mesmo.
export-done = 📦 Tudo o que guardo sobre você: data.json traz a lista, as pastas contêm os seus rostos, vozes e clipes.
export-too-large = 📦 Tudo o que guardo sobre você ocupa { $size } MB; posso enviar no máximo { $max } MB. Baixe no estúdio ({ studio-nav-settings }) ou peça a quem mantém este bot: pode executar <code>facenote export</code>.
forgetme-ask = <b>Apagar tudo?</b> Os seus rostos, vozes, clipes e configurações somem na hora e para sempre, e também os clipes que outros estão fazendo com um rosto que você emprestou.
forgetme-yes = Sim, apagar tudo
forgetme-withdrawn = O rosto deste clipe foi apagado pelo dono.
forgetme-done = Tudo sobre você foi apagado. Até logo! Se você voltar: /start

## Groups

group-welcome =
    👋 <b>Transformo mensagens de voz em vídeos de quem fala.</b> Responda à sua própria mensagem de voz com /talk, ou responda-me com uma mensagem de voz.
    Mostre-me o seu rosto uma vez, no nosso chat privado. /team mostra os rostos emprestados a este grupo; os administradores têm /teamsettings.
group-help =
    <b>Como funciona aqui</b>
    /talk em resposta a uma mensagem de voz faz um vídeo em que você a diz. Uma mensagem de voz em resposta a mim faz o mesmo.
    /shareface empresta o seu rosto a este grupo · /unshareface o retoma · /team mostra os rostos emprestados
    Administradores: /teamsettings
group-only = Isto é para grupos: adicione-me a um dos seus e envie lá.
private-only = Isto é para o nosso chat privado:
private-open = Abrir o nosso chat privado
group-nameless = 🎭 Você está escrevendo em nome do grupo, então não sei qual rosto usar. Escreva em seu próprio nome, por favor.
talk-how = 🎙 Responda com /talk a uma <b>mensagem de voz</b> e eu faço um vídeo em que você a diz.
talk-not-your-voice = 🔒 Neste grupo cada pessoa anima só a própria voz. Os administradores podem mudar isso: /teamsettings
talk-no-face = Ainda não conheço o seu rosto. Leva um minuto, em particular:
talk-register = Mostrar o meu rosto

## Lent faces

share-no-face = Você ainda não tem nenhum rosto. Crie um no nosso chat privado com /setface e depois empreste-o aqui.
share-all-lent = Os seus rostos já estão emprestados a este grupo. /unshareface os retoma.
share-which = Qual rosto você empresta a este grupo?
share-done = 🤝 <b>{ $face }</b> está emprestado a este grupo: quem pode me usar aqui pode fazer clipes com ele, e eu digo a você quem o faz. Termina quando você o retomar ou sair.
unshare-none = Nenhum dos seus rostos está emprestado a este grupo.
unshare-which = Qual rosto você quer retomar?
unshare-done = <b>{ $face }</b> é de novo só seu. Os clipes que outros faziam com ele foram parados.
lent-used = 🎭 <b>{ $name }</b> está fazendo um clipe com o seu rosto (<b>{ $face }</b>) em <b>{ $group }</b>.
lent-take-back = Retomar
team-none = Nenhum rosto está emprestado a este grupo. /shareface empresta um dos seus.
team-title = 👥 <b>Rostos emprestados a este grupo.</b> Escolha um para o seu próximo clipe.
team-own-face = O meu próprio rosto
team-picked = O seu próximo clipe aqui será feito com <b>{ $face }</b>.
team-picked-own = O seu próximo clipe aqui será feito com o seu próprio rosto.

## Settings of a group

team-settings = 🛠 <b>Configurações deste grupo</b>
team-settings-refused = Só os administradores deste grupo podem mudar as configurações.
team-voices =
    Vozes: { $choice ->
        [own] só a própria
       *[anybody] as de todos no grupo
    }
team-start =
    Clipes: { $choice ->
        [request] a pedido
       *[every] de cada mensagem de voz
    }
team-members =
    Para: { $choice ->
        [all] todos
       *[administrators] administradores
    }
team-output =
    Enviados como: { $choice ->
        [note] vídeo redondo
        [video] vídeo
        [file] arquivo
       *[none] a escolha de cada um
    }
team-quota =
    Clipes por dia: { $choice ->
        [none] sem limite
       *[other] { $choice }
    }
team-badge =
    Selo «AI»: { $choice ->
        [always] sempre
       *[operator] conforme o operador ({ $operator ->
            [on] ativado
           *[off] desativado
        })
    }
team-language =
    Idioma: { $choice ->
        [none] o de cada pessoa
       *[other] { $name }
    }
error-only-administrators = 🔒 Neste grupo só os administradores fazem clipes.

## For operators

stats-people = 👥 Pessoas: { $people } · rostos: { $faces } · grupos: { $groups }
stats-clips = Últimas 24 horas: entregues { $day } · falhas { $failed }
stats-queue =
    Agora: à espera { $queued }{ $queued ->
        [0] {""}
       *[other] {" "}(o mais antigo: { $waited })
    } · em produção { $running } · em envio { $sending }
stats-disk = Arquivos: { $used_mb } MB · livres: { $free_mb } MB
stats-speed = Um segundo de voz leva { NUMBER($speed) } s
ban-how = Informe o número de uma pessoa ou de um grupo, ou responda a uma mensagem. Os operadores não podem ser banidos.
ban-done = 🚫 { $whom }: acesso bloqueado.
unban-done = { $whom }: acesso liberado.
drain-ask = Nenhum trabalho novo será aceito até o próximo reinício; o que está à espera fica guardado. Continuar?
drain-yes = Sim, encerrar
drain-done = 🔧 Encerrando: nenhum trabalho novo é aceito.

## Buttons

button-not-yours = Este botão é para outra pessoa.
button-outdated = Este botão é antigo demais.

## Errors

error-internal-error = 😕 Algo deu errado do nosso lado. Por favor, tente de novo.
error-engine-failed = 😕 Não deu certo. Por favor, tente de novo.
error-storage-failed = 😕 Não deu certo. Por favor, tente de novo.
error-worker-died = 😕 O trabalho foi interrompido. Por favor, tente de novo.
error-worker-hung = 😕 O trabalho ficou parado. Por favor, tente de novo.
error-worker-unready = 😕 Não consigo trabalhar agora. Por favor, tente mais tarde.
error-worker-version-differs = 😕 Não consigo trabalhar agora. Por favor, tente mais tarde.
error-cancelled = Cancelado.
error-worker-lost = 😕 O trabalho foi interrompido várias vezes. Por favor, tente mais tarde.
error-worker-out-of-memory = 😕 Isto precisa de mais memória do que há. Tente um arquivo mais curto ou menor.
error-job-timeout = 😕 Demorou demais. Tente um arquivo mais curto.
error-device-out-of-memory = 😕 Faltou memória gráfica ao computador. Tente de novo em alguns minutos.
error-disk-full = 😕 O disco está cheio, e não posso aceitar trabalho novo agora. Por favor, tente mais tarde.
error-quota-exceeded = 🗄 Os seus arquivos ocupam todo o espaço que você tem aqui. Apague alguns clipes ou rostos: /history, /faces
error-too-many-jobs =
    { $whose ->
        [chat] ⏳ Este grupo já tem em andamento todos os clipes que pode ({ $limit }). Por favor, espere um terminar.
       *[user] ⏳ Você já tem em andamento todos os clipes que pode ({ $limit }). Espere um terminar, ou pare um: /queue
    }
error-daily-limit-reached =
    { $whose ->
        [chat] 🌙 Este grupo já fez { $limit ->
            [one] o seu { NUMBER($limit) } clipe
           *[other] os seus { NUMBER($limit) } clipes
        } em 24 horas. Tente daqui a algumas horas.
       *[user] 🌙 Você já fez { $limit ->
            [one] o seu { NUMBER($limit) } clipe
           *[other] os seus { NUMBER($limit) } clipes
        } em 24 horas. Tente daqui a algumas horas.
    }
error-service-draining = 🔧 Vou reiniciar em instantes. Por favor, envie de novo daqui a um minuto.
error-not-found = Não está mais aqui.
error-wrong-state = Isso mudou nesse meio-tempo.
error-server-busy = 😕 Estou com muito trabalho. Por favor, tente de novo daqui a pouco.
error-store-busy = 😕 Estou com muito trabalho. Por favor, tente de novo daqui a pouco.
error-messenger-unreachable = 📡 O Telegram não responde. Por favor, tente de novo daqui a um minuto.
error-file-not-shared = 😕 Não consigo obter este arquivo do Telegram. Por favor, avise quem mantém este bot.
error-only-operators = 🔒 Só os operadores podem fazer isso.
error-face-not-allowed = Você não pode usar este rosto aqui.
error-face-not-usable = Este rosto não pode ser usado. Tente de novo: /setface
error-face-refused = Este rosto não funciona. Tente de novo: /setface
error-no-face-found = 🔍 Não vejo nenhum rosto. Filme-o de frente, de perto e com boa luz: /setface
error-media-missing = 😕 O arquivo não chegou. Por favor, envie de novo.
error-media-name-unusable = 😕 O nome do arquivo é ilegível. Por favor, mude o nome e envie de novo.
error-media-empty = O arquivo está vazio. Por favor, envie de novo.
error-media-unsupported = Não consigo ler este tipo de arquivo. Envie uma mensagem de voz, mp3, mp4 ou uma foto.
error-media-damaged = O arquivo está danificado ou cortado. Por favor, envie de novo.
error-media-too-large = A imagem é grande demais. Envie uma menor.
error-media-too-short = Este vídeo é um único quadro. Envie um vídeo de alguns segundos ou uma foto.
error-media-too-small = A imagem é pequena demais. Envie uma com mais pixels.
error-media-too-long =
    { $max_minutes ->
        [0] ✂️ É longo demais. Por favor, encurte.
        [one] ✂️ É longo demais: no máximo { NUMBER($max_minutes) } minuto. Por favor, encurte.
       *[other] ✂️ É longo demais: no máximo { NUMBER($max_minutes) } minutos. Por favor, encurte.
    }
error-file-too-large =
    📏 Este arquivo é grande demais: aceito no máximo { $max_mb } MB. Envie mais curto ou menor.
error-media-timeout = 😕 A leitura do arquivo demorou demais. Tente outro formato.
error-ffmpeg-failed = 😕 Não foi possível converter o arquivo. Tente outro formato.
error-no-video = Não há imagem neste arquivo. Envie um vídeo ou uma foto do seu rosto.
error-no-sound = Não há som neste arquivo.
error-no-speech = 🔇 Não ouço ninguém falar. Envie uma mensagem de voz com fala.
error-silent-audio = 🔇 A gravação está muda. Por favor, grave de novo.
error-voice-too-short = É curto demais. Diga pelo menos uma ou duas palavras.
error-voice-unusable = Não consigo usar esta gravação. Por favor, grave de novo.
error-clip-over-limit = 📏 O clipe não cabe no tamanho de arquivo escolhido. Permita um arquivo maior, ou escolha uma imagem menor ou uma voz mais curta.
error-template-missing = 😕 Faltam os arquivos do rosto. Por favor, crie-o de novo: /setface
error-template-damaged = 😕 Os arquivos do rosto estão danificados. Por favor, crie-o de novo: /setface
error-template-too-new = 😕 Este rosto foi feito por uma versão mais nova. Por favor, crie-o de novo: /setface
error-chat-gone = O chat não existe mais.
error-bot-blocked = Não posso escrever neste chat.
error-telegram-refused = 😕 O Telegram não aceitou o clipe.
error-clip-too-large = 📏 O clipe é grande demais para o Telegram. Tente uma mensagem de voz mais curta.

## Findings: what is wrong, and what to do about it

finding-format = O arquivo é de um tipo incomum.
advice-format = Envie um .mp4 da câmera do seu celular.
finding-ai-generated = O arquivo indica que foi feito, no todo ou em parte, por IA.
advice-ai-generated = Envie a gravação original: lábios desenhados por IA não são os seus.
finding-duration = Dura { NUMBER($value, maximumFractionDigits: 0) } s.
advice-duration = Grave de 15 a 60 segundos falando para a câmera.
finding-resolution = A imagem tem só { NUMBER($value, maximumFractionDigits: 0) } pixels de largura ou de altura.
advice-resolution = Filme em 720p ou melhor.
finding-frame-rate = { NUMBER($value, maximumFractionDigits: 0) } imagens por segundo.
advice-frame-rate = Filme com 25 ou 30 imagens por segundo.
finding-rotated = A imagem estava deitada; eu a girei.
advice-rotated = Segure o celular na vertical.
finding-face-present = O seu rosto está em { NUMBER($value, style: "percent", maximumFractionDigits: 0) } do vídeo.
advice-face-present = Fique na imagem do começo ao fim, de frente para a câmera.
finding-face-gap = O seu rosto sai da imagem por { NUMBER($value, maximumFractionDigits: 1) } s.
advice-face-gap = Fique na imagem do começo ao fim, de frente para a câmera.
finding-base-path = Só { NUMBER($value, maximumFractionDigits: 1) } s seguidos podem ser usados.
advice-base-path = Fique sem se mexer e na imagem por mais tempo, em uma só tomada, com a boca livre.
finding-face-share = O seu rosto ocupa { NUMBER($value, style: "percent", maximumFractionDigits: 0) } da largura da imagem.
advice-face-share = Chegue mais perto: deveria ser cerca da metade.
finding-face-size = O seu rosto tem { NUMBER($value, maximumFractionDigits: 0) } pixels de largura.
advice-face-size = Chegue mais perto, ou filme com mais pixels.
finding-face-cut-off = Parte da sua cabeça está fora da imagem.
advice-face-cut-off = Deixe espaço em volta da testa, do queixo e das orelhas.
finding-yaw = A sua cabeça está virada para o lado.
advice-yaw = Olhe para a câmera, não para o lado dela.
finding-pitch = A câmera olha de cima ou de baixo.
advice-pitch = Segure a câmera na altura dos olhos.
finding-roll = A sua cabeça está inclinada.
advice-roll = Mantenha a cabeça e a câmera retas.
finding-several-faces = Há outro rosto na imagem.
advice-several-faces = Fique sozinho na imagem.
finding-brightness =
    { $side ->
        [high] O seu rosto está claro demais.
       *[low] O seu rosto está escuro demais.
    }
advice-brightness = Ilumine o rosto por igual, de frente.
finding-backlight = A luz vem de trás de você.
advice-backlight = Vire-se para que a janela ou a lâmpada fique à sua frente.
finding-side-light = Metade do seu rosto está muito mais escura.
advice-side-light = Ilumine por igual as duas metades do rosto.
finding-hot-spots = Há brilho na sua pele.
advice-hot-spots = Use uma luz mais suave, ou afaste-se da lâmpada.
finding-sharpness = O seu rosto não está nítido.
advice-sharpness = Limpe a lente, deixe a câmera focar no seu rosto e use mais luz.
finding-shake = A câmera treme.
advice-shake = Apoie o celular em alguma coisa.
finding-jump = Há movimentos bruscos.
advice-jump = Evite movimentos bruscos da câmera e da cabeça.
finding-pan = A câmera se mexe.
advice-pan = Mantenha a câmera parada.
finding-zoom = A distância muda muito.
advice-zoom = Não use o zoom, e mantenha a distância.
finding-cuts = O vídeo tem cortes; usei a parte mais longa.
advice-cuts = Envie uma tomada sem cortes.
finding-frozen = A imagem fica parada em alguns momentos.
advice-frozen = Envie a gravação original.
finding-mouth-hidden = A sua boca é visível em { NUMBER($value, style: "percent", maximumFractionDigits: 0) } do vídeo.
advice-mouth-hidden = Afaste da boca a máscara, a mão ou o microfone.
finding-eyes-hidden = Os seus olhos estão cobertos.
advice-eyes-hidden = Tire os óculos escuros.
finding-no-sound = Não há som.
advice-no-sound = Grave com som: a sua voz me ensina os seus lábios.
finding-silent-sound = O som está mudo.
advice-silent-sound = Permita o microfone e grave de novo.
finding-speech = Ouço { NUMBER($value, maximumFractionDigits: 0) } s de fala.
advice-speech = Fale pelo menos 15 segundos, para que os lábios sejam os seus.
finding-noise = Há ruído.
advice-noise = Grave num lugar silencioso, perto do microfone.
finding-clipping = O som está distorcido.
advice-clipping = Fale mais baixo, ou mais longe do microfone.
finding-level =
    { $side ->
        [high] O som está alto demais.
       *[low] O som está baixo demais.
    }
advice-level =
    { $side ->
        [high] Fale mais longe do microfone, ou baixe o volume dele.
       *[low] Fale mais alto, ou mais perto do microfone.
    }
finding-av-offset = O som e os lábios estão { NUMBER($value, maximumFractionDigits: 0) } ms separados.
advice-av-offset = Nada a fazer: eu corrijo.
finding-foreign-sound = Os lábios não se mexem com o som.
advice-foreign-sound = Envie um vídeo com a sua própria voz, ao vivo.
finding-sentence = Não se ouve nenhuma frase destes lábios, ou é curta demais.
advice-sentence = Diga em voz alta, num vídeo novo, a frase que lhe foi mostrada. Uma foto não fala.
finding-mouth-open = A boca está muito aberta.
advice-mouth-open = Feche a boca, ou sorria com os dentes juntos.
finding-photo = É uma foto.
advice-photo = Um vídeo em que você fala dá lábios, dentes e movimentos de cabeça reais.

advice-voice-level = Dica: fale mais alto, ou mais perto do microfone.
advice-voice-clipping = Dica: fale mais baixo, ou mais longe do microfone.
advice-voice-noise = Dica: grave num lugar silencioso.
advice-voice-speech-share = Dica: corte os silêncios longos e a música.
advice-voice-pitch-mismatch = Dica: esta voz é muito mais aguda ou mais grave do que a própria do rosto. Uma mais parecida fica mais natural.

moment-voice-clipping = Alto demais aqui
moment-voice-speech-share = Aqui não se diz nada

## Studio: the web page

studio-nav = Seções
studio-nav-make = Criar
studio-nav-batch = Lote
studio-nav-faces = Rostos
studio-nav-history = Histórico
studio-nav-log = Registro
studio-nav-settings = Configurações
studio-notify = Notificações
studio-notify-about = Avisar quando um trabalho terminar enquanto esta página estiver em segundo plano.
studio-notify-denied = O navegador não permite notificações nesta página.
studio-skip = Ir para o conteúdo
studio-language = Idioma
studio-close = Fechar
studio-connection-lost = A conexão caiu. Continuo tentando; o que está sendo feito prossegue quando o servidor voltar.
studio-offline = O servidor não responde. Por favor, tente de novo daqui a pouco.
studio-broken = Algo deu errado nesta página.
studio-reload = Recarregar
studio-missing = Não há nada neste endereço.
studio-missing-go = Para o estúdio

studio-face = Rosto
studio-voice = Voz
studio-new-face = Novo rosto
studio-no-faces = Ainda não há nenhum rosto aqui. Adicione um primeiro.
studio-no-voices = Ainda não há nenhuma voz aqui. Solte um arquivo ou grave uma.
studio-voice-reading = Lendo a voz
studio-voice-fine = Esta voz está nítida.
studio-voices-unusable = Não puderam ser usados: { NUMBER($count) }
studio-delete-voice = Apagar a voz { $name }
studio-cut = Cortar ou dividir
studio-cut-name = Cortar ou dividir { $name }
studio-cut-start = Início
studio-cut-end = Fim
studio-cut-silence = Sem silêncio nas pontas
studio-cut-reset = A voz inteira
studio-cut-parts = Dividir nas pausas, partes
studio-cut-make = Criar uma nova voz
studio-cut-make-several = Criar novas vozes
studio-original-stays = O original fica como está.
studio-join = Juntar vozes
studio-join-add = Adicionar uma voz
studio-join-earlier = Subir { $name }
studio-join-later = Descer { $name }
studio-join-without = Remover { $name }
studio-join-length = { $length } de { $most } no máximo.
studio-join-make = Criar uma só voz
studio-show-all =
    { $count ->
        [one] Mostrar mais { NUMBER($count) }
       *[other] Mostrar mais { NUMBER($count) }
    }
studio-form = Formato
studio-form-video = Vídeo
studio-form-note = Vídeo redondo
studio-denoise = Ruído
studio-mouth = Boca
studio-size = Tamanho
studio-size-source = como o rosto
studio-max-mb-none = qualquer
studio-max-mb-limit = no máximo { $size } ({ $messenger })
studio-max-mb = Tamanho do arquivo
studio-make-video = Fazer o clipe
studio-make-note = Fazer o vídeo redondo
studio-in-the-making = Em andamento
studio-queue = { NUMBER($count) } em andamento
studio-queue-empty = Nada está sendo feito agora.
studio-make-other = Fazer outro
studio-make-how = Escolha um rosto, diga algo e receba o clipe.
studio-ways = Quantos
studio-one = Um clipe
studio-many = Vários clipes
studio-make-it-note = Fazer em redondo
studio-make-it-video = Fazer como vídeo
studio-preview = { $name } vai falar com esta voz.
studio-ready = Pronto
studio-result = { $name } está pronto.
studio-failed = Não foi possível fazer { $name }.
studio-look = Ver
studio-play = Reproduzir
studio-pause = Pausar
studio-compare = Segure para ver o original
studio-speed = Velocidade
studio-volume = Volume
studio-play-name = Reproduzir { $name }
studio-download-name = Baixar { $name }
studio-download-video = Baixar o clipe
studio-download-note = Baixar o vídeo redondo
studio-copy-link = Copiar o link
studio-share = Compartilhar
studio-share-title = Compartilhar { $name }
studio-share-about = Quem tiver o link vê este clipe, e nada mais seu, sem entrar. Dias até expirar: { NUMBER($days) }.
studio-share-link = Link
studio-share-download = O clipe pode ser baixado
studio-share-until = O link funciona até { $when }.
studio-share-make = Criar um link
studio-share-anew = Criar um novo link
studio-share-replaces = Um novo link encerra o anterior.
studio-share-end = Parar de compartilhar
studio-share-copied = Link copiado.
studio-copy-selected = Este navegador não copia aqui. O texto está selecionado: aperte Ctrl+C.
studio-share-gone = Este link não funciona mais.
studio-cancel = Cancelar
studio-try-again = Tentar de novo
studio-cancel-name = Cancelar { $name }
studio-retry-name = Tentar { $name } de novo
studio-delete-name = Apagar { $name }
studio-delete = Apagar
studio-undo = Desfazer
studio-deleted = Excluídos: { NUMBER($count) }
studio-deleted-name = { $name } foi excluído.
studio-keep = Manter
studio-time-left = tempo restante: { $time }
studio-progress-of = Progresso de { $name }
studio-handing-over = Quase pronto
studio-state-cancelled = Cancelado

studio-batch-intro = Vários clipes de uma vez. Se um falhar, os outros continuam.
studio-batch-way = O que varia
studio-batch-many-faces = Uma voz, muitos rostos
studio-batch-many-voices = Um rosto, muitas vozes
studio-pick-one-voice = Escolha a voz
studio-pick-voices = Escolha as vozes
studio-pick-one-face = Escolha o rosto
studio-pick-faces = Escolha os rostos
studio-pick-all = Escolher tudo
studio-pick-none = Não escolher nada
studio-batch-make =
    { $count ->
        [0] Fazer os clipes
        [one] Fazer { NUMBER($count) } clipe
       *[other] Fazer { NUMBER($count) } clipes
    }
studio-batch-limit = No máximo { NUMBER($limit) } num lote.
studio-batch-name = Lote { NUMBER($number) }
studio-batch-now = { NUMBER($number) } de { NUMBER($total) }: { $name }
studio-batch-done =
    { $total ->
        [one] { NUMBER($done) } de { NUMBER($total) } clipe pronto
       *[other] { NUMBER($done) } de { NUMBER($total) } clipes prontos
    }
studio-batch-failed =
    { $failed ->
        [one] { NUMBER($failed) } falhou
       *[other] { NUMBER($failed) } falharam
    }
studio-batch-cancel = Cancelar todos
studio-batch-retry = Fazer os que faltam ({ NUMBER($count) })
studio-batch-zip = Baixar tudo (zip)
studio-batch-cancelled = Cancelados: { NUMBER($count) }
studio-batch-delete = Excluir o lote
studio-batch-delete-ask = Excluir { $name } e seus clipes para sempre?
studio-batch-show = Mostrar os clipes
studio-batch-hide = Ocultar os clipes
studio-batches = Os seus lotes
studio-batches-none = Ainda não há lotes. Escolha rostos e vozes acima e aperte o botão.

studio-history-none = Ainda não há clipes. O primeiro está a dois cliques.
studio-history-go = Fazer um clipe
studio-history-more = Mostrar mais antigos
studio-gone = Este clipe não existe mais.
studio-history-nothing = Nenhum clipe corresponde.
studio-history-unread = Não foi possível carregar a lista.
studio-search = Buscar por nome
studio-filter-state = Estado
studio-filter-unmade = Com falha ou cancelados
studio-filter-any-face = Todos os rostos
studio-filter-any-form = Todos os formatos
studio-select = Selecionar
studio-selected = Selecionados: { NUMBER($count) }
studio-zip = Baixar (zip)
studio-expires = Guardado até { $when }
studio-kept =
    { $days ->
        [one] Vozes e clipes ficam guardados por { NUMBER($days) } dia e depois são apagados. Os rostos ficam até que você os apague.
       *[other] Vozes e clipes ficam guardados por { NUMBER($days) } dias e depois são apagados. Os rostos ficam até que você os apague.
    }
studio-kept-always = Vozes, clipes e rostos ficam guardados até que você os apague.
studio-disk = Espaço ocupado
studio-disk-of = { $used } de { $quota } em uso
studio-disk-free = { $used } em uso, { $free } livres no servidor

studio-log-intro = O que acontece com os seus rostos, vozes e clipes, enquanto acontece.
studio-log-none = Ainda não aconteceu nada.
studio-log-all = Tudo
studio-log-problems = Só problemas
studio-log-open = Abrir o registro
studio-log-queued = Na fila
studio-log-rendered = Feito
studio-log-delivered = Pronto
studio-log-cancelled = Cancelado
studio-kind-face = Rosto
studio-kind-voice = Voz
studio-kind-clip = Clipe

# Logging in to the studio
studio-menu-button = Estúdio
error-login-needed = 🔒 Você não entrou, ou a sua sessão terminou. Entre e tente de novo.
error-part-too-short = Selecione pelo menos meio segundo.
error-sharing-off = 🔒 Os links para clipes estão desativados aqui. Pergunte a quem administra este servidor.
error-wrong-token = 🔒 Este token não é conhecido aqui. Peça o seu a quem mantém este servidor.
error-login-link-used = 🔒 Este link de acesso já foi usado ou tem mais de um dia. Obtenha outro como descrito acima.
error-mini-app-login-failed = 🔒 O acesso pelo Telegram é antigo demais. Feche esta página e abra-a de novo pelo bot.
error-order-key-reused = ✋ Este pedido tem a chave de outro. Envie-o com uma chave própria.
error-c2pa-missing = 🛠 Este servidor não pode verificar arquivos agora: falta um componente. Avise quem o administra.
error-too-many-files = ⏳ Arquivos demais da sua conexão. Espere um minuto e tente de novo.
error-too-many-logins = ⏳ Tokens errados demais. Espere um minuto e tente de novo.
error-too-many-tokens = ✋ Você já tem { $limit } tokens da API. Revogue um que não seja mais usado.
error-webhooks-off = 🔒 Os webhooks estão desativados aqui. Pergunte a quem administra este servidor.
error-webhook-not-allowed = 🔒 Webhooks para este endereço não são permitidos aqui. Pergunte a quem administra este servidor.
error-too-many-webhooks = ✋ Você já tem { $limit } webhooks. Remova um que não seja mais usado.
error-forbidden = 🔒 Isto não está aberto para você. Pergunte a quem mantém este servidor.
error-consent-needed = ✋ Antes do seu primeiro rosto, por favor, leia o texto sobre a permissão e concorde com ele.
error-sentence-needed = 🎙 Aqui o vídeo de um rosto deve conter a frase do dia. Diga-a num vídeo novo: { $sentence }

# Studio: faces, recording, uploads, settings
studio-position = Posição
studio-moments = O que foi notado, e onde
studio-drop-here = ou solte arquivos aqui
studio-drop-anywhere = Solte uma voz ou um rosto em qualquer lugar
studio-drop-which = Para que serve?
studio-upload-face = Escolher um vídeo ou uma foto
studio-upload-video = Escolher um vídeo
studio-add-faces = Adicionar rostos
studio-upload-voice = Escolher arquivos
studio-not-a-face = Não consigo ler este tipo de arquivo. Escolha um vídeo do rosto, como mp4 ou mov, ou uma foto.
studio-not-a-voice = Não consigo ler este tipo de arquivo. Serve qualquer um com som, como ogg, mp3, wav ou mp4.
studio-upload-limits =
    { $minutes ->
        [one] Até { $size } e { NUMBER($minutes) } minuto. Se a conexão cair, escolha o mesmo arquivo de novo: continua de onde parou.
       *[other] Até { $size } e { NUMBER($minutes) } minutos. Se a conexão cair, escolha o mesmo arquivo de novo: continua de onde parou.
    }
studio-record-face = Gravar com a câmera
studio-record-voice = Gravar a sua voz
studio-record-asking =
    { $device ->
        [camera] Por favor, permita a câmera e o microfone.
       *[microphone] Por favor, permita o microfone.
    }
studio-record-mirror = O que a câmera vê, como num espelho
studio-record-camera = Câmera
studio-record-frame = Coloque o rosto no oval, aperte o botão e leia o texto em voz alta.
studio-record-start = Começar a gravar
studio-record-stop = Parar
studio-record-speak = Estou ouvindo. Fale agora.
studio-record-silent = Não ouço nada
studio-record-go-on = Continue lendo, com a sua própria voz…
studio-record-enough = Já é o bastante. Pare quando quiser.
studio-record-short = É curta: a partir de 20 segundos os lábios passam a ser os seus. Você pode usá-la mesmo assim.
studio-record-look = O seu rosto aparece o tempo todo, e dá para ouvir você?
studio-record-again = Gravar de novo
studio-record-use = Usar esta gravação
studio-record-discard = Descartar
studio-record-discard-ask = Descartar esta gravação?
studio-record-name = Gravação { $when }
studio-record-insecure = O navegador só dá a câmera e o microfone a páginas com https ou em http://127.0.0.1. Em vez disso, você pode soltar um arquivo.
studio-record-unsupported = Este navegador não consegue gravar. Em vez disso, você pode soltar um arquivo.
studio-record-denied =
    { $device ->
        [camera] O navegador não me deixa usar a câmera e o microfone. Permita os dois para esta página (o símbolo ao lado do endereço) e tente de novo.
       *[microphone] O navegador não me deixa usar o microfone. Permita-o para esta página (o símbolo ao lado do endereço) e tente de novo.
    }
studio-record-missing =
    { $device ->
        [camera] Não encontro câmera, ou não encontro microfone. Os dois são necessários: conecte-os e tente de novo. Em vez disso, você pode soltar um arquivo.
       *[microphone] Não encontro microfone. Conecte um e tente de novo. Em vez disso, você pode soltar um arquivo.
    }
studio-record-busy =
    { $device ->
        [camera] Outro programa está usando a câmera ou o microfone. Feche-o e tente de novo.
       *[microphone] Outro programa está usando o microfone. Feche-o e tente de novo.
    }
studio-record-lost =
    { $device ->
        [camera] A câmera ou o microfone foi desconectado.
       *[microphone] O microfone foi desconectado.
    }
studio-record-empty = Nada foi gravado. Por favor, tente de novo.
studio-read-aloud = Leia em voz alta, olhando para a câmera:
# A fable of Aesop, in a translation that is common in the language; about 30 seconds when read aloud.
studio-sentence = O vento norte e o sol discutiam qual dos dois era o mais forte, quando veio passando um viajante envolto numa capa. Concordaram que o primeiro que conseguisse obrigar o viajante a tirar a capa seria considerado o mais forte. O vento norte começou a soprar com muita fúria, mas quanto mais soprava, mais o viajante se aconchegava na sua capa. Por fim, o vento norte desistiu. Então o sol brilhou com todo o seu calor, e imediatamente o viajante tirou a capa.
studio-faces-own = Os seus rostos
studio-check-of = Verificação de { $name }
studio-check-done = { $name } foi verificado.
studio-checks-waiting = Rostos à espera da sua decisão: { NUMBER($count) }
studio-dismiss = Ocultar
studio-dismiss-name = Ocultar { $name }
studio-face-name = Nome deste rosto
studio-face-whose = De quem é o rosto?
studio-face-own = Meu
studio-face-permitted = De outra pessoa, com permissão
studio-face-who = Quem permitiu?
studio-face-use = Usar
studio-face-use-anyway = Usar mesmo assim
studio-face-kept = { $name } está pronto. Dê uma voz a ele!
studio-face-default = Padrão
studio-face-demo = Demonstração
demo-face = Astronauta
demo-voice = Olá
studio-face-since = desde { $when }
studio-face-make-default = Tornar { $name } o padrão
studio-face-rename = Mudar o nome de { $name }
studio-face-report = O que descobri sobre { $name }
studio-face-uses = Quem usou { $name }
studio-face-delete-ask = Apagar { $name } para sempre, com o vídeo? Os clipes prontos ficam; os que estão em andamento são cancelados.
studio-report-picture = { $name }, com o que foi medido desenhado sobre a imagem
studio-report-enlarge = Abrir a imagem em tamanho real
studio-report-film = Ver o vídeo verificado
studio-report-legend = Oval tracejada: onde o rosto deve estar. Cantos: onde estava.
studio-report-show = Ver no vídeo em { $time }
studio-report-fail = Problema
studio-report-warn = Poderia ser melhor
studio-report-all-fine =
    { $count ->
        [one] { NUMBER($count) } ponto verificado, e está como deve ser.
       *[other] { NUMBER($count) } pontos verificados, todos como deve ser.
    }
studio-report-others-fine =
    { $count ->
        [one] { NUMBER($count) } outro ponto está como deve ser.
       *[other] { NUMBER($count) } outros pontos estão como deve ser.
    }
studio-report-lips =
    { $lips ->
        [great] Aprendi muito bem como os seus lábios se movem.
        [good] Aprendi bem como os seus lábios se movem.
       *[fair] Aprendi mais ou menos como os seus lábios se movem.
    }
studio-login = Acesso
studio-login-local = Você entrou como usuário desta máquina.
studio-login-as = Você entrou como { $name }.
studio-logout = Sair
studio-logins = Navegadores em que você entrou
studio-login-here = este navegador
studio-login-since = entrou { $when }
studio-login-end = Sair: { $name }
studio-login-unknown = Navegador desconhecido
studio-privacy = O que eu guardo
studio-privacy-faces = Os vídeos do seu rosto, o que é calculado a partir deles e as suas notas sobre quem deu a permissão: até que você os apague.
studio-privacy-clips =
    { $days ->
        [one] Vozes e clipes prontos: { NUMBER($days) } dia.
       *[other] Vozes e clipes prontos: { NUMBER($days) } dias.
    }
studio-privacy-clips-always = Vozes e clipes prontos: até que você os apague.
studio-privacy-person = O seu nome, o seu idioma e que você concordou com o texto sobre a permissão.
studio-share-off = Os links que mostram clipes a outras pessoas estão desativados. FACENOTE_WEB_SHARE_DAYS nas configurações do servidor os ativa.
studio-privacy-place = Tudo fica nas máquinas de quem mantém esta página e é usado só para os seus clipes. Cada clipe diz que foi gerado.
studio-api = Para scripts
studio-api-about = O que esta página faz, um script também pode fazer.
studio-api-open = Como a API funciona
studio-tokens = Tokens da API
studio-tokens-about = Com um token da API, um script ou outro programa pode fazer o que você pode fazer aqui. Ele o envia no cabeçalho Authorization: Bearer.
studio-token-name = Para que serve?
studio-token-make = Criar um token
studio-token-once = Copie o token agora: ele só é mostrado desta vez.
studio-token-copy = Copiar
studio-token-copied = Copiado
studio-token-since = criado { $when }
studio-token-used = último uso { $when }
studio-token-unused = nunca usado
studio-token-revoke = Revogar { $name }
studio-token-revoke-ask = Revogar { $name }? O que o usa deixa de funcionar na hora.
studio-token-revoke-yes = Revogar
studio-webhooks = Webhooks
studio-webhooks-about = Um programa seu pode ser avisado quando uma voz, um rosto ou um clipe fica pronto ou falha: por uma requisição assinada (POST) para o endereço dele.
studio-webhooks-allowed = Os endereços permitidos começam com: { $list }
studio-webhook-url = Endereço
studio-webhook-make = Adicionar
studio-webhook-once = Copie o segredo agora: ele só é mostrado desta vez. Seu programa verifica as assinaturas com ele.
studio-webhook-waiting = a enviar: { $count }
studio-webhook-given-up = abandonados: { $count }
studio-webhook-unused = nada enviado ainda
studio-webhook-arrived = chegou { $when }
studio-webhook-fault-status = resposta { $status }, { $when }
studio-webhook-fault-unreachable = não alcançado, { $when }
studio-webhook-fault-timed-out = sem resposta a tempo, { $when }
studio-webhook-fault-not-allowed = endereço não permitido, { $when }
studio-webhook-test = Enviar um teste para { $url }
studio-webhook-remove = Remover { $url }
studio-webhook-remove-ask = Remover { $url }? O que ainda falta enviar para lá é descartado.
studio-webhook-remove-yes = Remover
studio-export = Baixar tudo
studio-export-about = Um zip: uma lista (data.json) de tudo o que é guardado sobre você, e cada rosto, voz e clipe.
studio-forget = Apagar tudo
studio-forget-about = Os seus rostos, vozes, clipes, configurações e acessos somem na hora e para sempre.
studio-forget-ask = Apagar tudo sobre você?
studio-forget-no = Manter tudo
login-title = Entrar
login-token = Token
login-token-where = Quem mantém este servidor dá o seu a você.
login-go = Entrar
login-telegram = Aberta pelo bot no Telegram, esta página não precisa de token.
login-as = Entrar como { $name }?
login-as-why = Continue só se você mesmo acabou de abrir isto no Telegram. Se alguém lhe enviou um link para esta página, o seu rosto e a sua voz iriam para a conta dessa pessoa.
login-link = Ao iniciar, o servidor escreve no seu registro, depois de “to log in:”, o comando que cria o link de acesso. Execute-o nessa máquina como o usuário que mantém o servidor e abra o link que ele mostra. Ele tem esta forma:
studio-verify = O que é este clipe?
studio-verify-about = Escolha ou solte aqui um vídeo ou uma imagem (mp4, jpg, png). O servidor lê o que o arquivo diz sobre sua origem e o apaga em seguida.
studio-verify-trusted = Inalterado desde a assinatura, e uma autoridade confiável responde por quem assinou.
studio-verify-untrusted = Inalterado desde a assinatura, mas nenhuma autoridade que este servidor conheça responde por quem assinou.
studio-verify-altered = Alterado depois da assinatura, ou a assinatura está errada.
studio-verify-none = O arquivo não tem credenciais de conteúdo.
studio-verify-by = O arquivo diz: feito com { $software }, assinado por { $signer }.
studio-verify-ai = Gerado por IA, no todo ou em parte.
studio-verify-marked = Metadados: marcado como gerado por IA (sem assinatura: qualquer pessoa pode escrever ou remover isso).
studio-verify-unmarked = Metadados: não marcado como gerado por IA.
studio-verify-proof = Um arquivo sem marcas não prova nada: muitos serviços as removem.

# What the studio's API refuses
error-invalid-request = ✋ O servidor não entendeu isto. Recarregue a página e tente mais uma vez.
error-tus-version = 📁 Este programa envia arquivos de um modo que o servidor não conhece. Por favor, atualize-o.
error-wrong-offset = 📁 O envio foi interrompido. Envie o arquivo de novo.
