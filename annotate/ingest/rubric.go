package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// rubrics are what stands above a headline and is not one: names of sections and pages, buttons, and labels of a kind of
// article, in small letters, one a line.
var rubrics = annotate.SetOf("|", `home|homepage|front page|news|latest news|breaking|breaking news|top news|top stories|headlines|world|world news|international|national|local|local news|regional|politics|business|economy|markets|money|finance|
	opinion|opinions|editorial|editorials|comment|commentary|analysis|explainer|explained|feature|features|interview|profile|obituary|obituaries|review|reviews|letters|column|columnists|blog|blogs|live|live updates|live blog|exclusive|developing|
	sport|sports|football|soccer|cricket|tennis|rugby|culture|arts|entertainment|lifestyle|life|style|travel|food|health|science|environment|climate|tech|technology|education|crime|law|media|society|religion|weather|video|videos|audio|podcast|podcasts|
	photos|photo gallery|gallery|pictures|in pictures|in depth|long read|the long read|investigation|special report|report|dispatch|briefing|fact check|quick read|newsletter|newsletters|asia|south asia|middle east|mideast|europe|africa|americas|us|u.s.|uk|us news|uk news|world news|india|china|pakistan|
	middle east & africa|magazine|weekend|today|today's paper|e-paper|epaper|archive|archives|search|menu|sections|navigation|main menu|main navigation|log in|login|sign in|sign up|register|my account|account|subscribe|subscribe now|donate|support us|about|about us|contact|contact us|advertise|
	skip to content|skip to main content|skip to navigation|skip links|toggle navigation|close|close menu|open menu|more|more news|share|share this|share article|share this article|save|print|listen|listen to this article|listen to article|copy link|link copied|follow|follow us|tweet|facebook|twitter|whatsapp|email|e-mail|linkedin|telegram|reddit|x|instagram|youtube|
	advertisement|ad|sponsored|advertorial|image|photo|file photo|correction|clarification|transcript|press release|editor's pick|editor’s pick|editor's picks|editors' picks|must read|trending|most read|most popular|popular|premium|subscribers only|for subscribers|members only|free|english|edition|international edition|
	startseite|nachrichten|aktuell|aktuelles|politik|wirtschaft|ausland|inland|deutschland|welt|kultur|sport|panorama|meinung|kommentar|leitartikel|gesellschaft|wissen|wissenschaft|gesundheit|reise|regional|lokales|lokal|feuilleton|medien|digital|technik|eilmeldung|liveblog|interview|reportage|hintergrund|anzeige|werbung|teilen|drucken|merken|anmelden|suche|menü|zur startseite|zum inhalt springen|archiv|videos|themen|mehr|
	accueil|à la une|a la une|actualités|actualité|actu|monde|international|politique|économie|société|culture|sports|opinion|opinions|tribune|éditorial|édito|sciences|santé|planète|environnement|idées|partager|imprimer|rechercher|se connecter|s'abonner|abonnés|réservé aux abonnés|publicité|france|régions|
	inicio|portada|noticias|actualidad|últimas noticias|ultima hora|última hora|mundo|internacional|nacional|política|politica|economía|economia|sociedad|cultura|deportes|opinión|opinion|editorial|ciencia|salud|tecnología|compartir|buscar|iniciar sesión|suscríbete|publicidad|españa|
	início|notícias|últimas notícias|últimas|política|mundo|brasil|economia|sociedade|desporto|esportes|cultura|opinião|saúde|ciência|partilhar|compartilhar|publicidade|
	home page|notizie|ultime notizie|cronaca|esteri|interni|economia|cultura|spettacoli|opinioni|commenti|scienza|salute|condividi|pubblicità|cerca|menu|abbonati|
	nieuws|binnenland|buitenland|politiek|economie|cultuur|opinie|sport|wetenschap|delen|zoeken|nyheter|inrikes|utrikes|ekonomi|kultur|ledare|debatt|åsikt|dela|sök|meny|logga in|nyheder|indland|udland|politik|økonomi|debat|del|innenriks|utenriks|økonomi|meninger|
	uutiset|kotimaa|ulkomaat|politiikka|talous|kulttuuri|urheilu|mielipide|wiadomości|kraj|świat|polityka|gospodarka|kultura|sport|opinie|nauka|strona główna|udostępnij|szukaj|zprávy|domácí|domov|zahraničí|svět|politika|ekonomika|kultura|komentáře|názory|hlavní strana|správy|slovensko|
	știri|actualitate|externe|economie|sănătate|hírek|belföld|külföld|gazdaság|kultúra|vélemény|itthon|anasayfa|ana sayfa|haberler|haber|gündem|son dakika|dünya|siyaset|ekonomi|spor|kültür|kültür sanat|sağlık|yaşam|yazarlar|teknoloji|türkiye|paylaş|
	beranda|berita|berita terkini|terkini|nasional|internasional|dunia|politik|ekonomi|olahraga|budaya|opini|kesehatan|bagikan|trang chủ|thời sự|thế giới|kinh tế|xã hội|văn hóa|thể thao|vijesti|vesti|svijet|svet|hrvatska|srbija|gospodarstvo|novice|svet|
	главная|новости|в мире|мир|политика|экономика|общество|культура|спорт|мнения|мнение|наука|происшествия|россия|эксклюзив|интервью|поделиться|реклама|меню|поиск|головна|новини|світ|політика|економіка|суспільство|культура|думки|україна|начало|новини|свят|икономика|
	الرئيسية|أخبار|الأخبار|اخبار|عاجل|عالم|العالم|سياسة|اقتصاد|رياضة|ثقافة|رأي|آراء|مقالات|محليات|عربي|دولي|تقارير|منوعات|صحة|تكنولوجيا|حوارات|تحقيقات|مشاركة|شارك|القائمة|بحث|إعلان|اقرأ أيضا|خانه|صفحه اصلی|اخبار|سیاسی|سیاست|اقتصادی|اقتصاد|فرهنگ|ورزش|جهان|ایران|اجتماعی|
	صفحہ اول|خبریں|تازہ ترین|پاکستان|دنیا|کھیل|سیاست|کاروبار|کالم|صحت|होम|समाचार|खबरें|ताज़ा खबरें|ब्रेकिंग न्यूज|देश|दुनिया|विदेश|राजनीति|खेल|मनोरंजन|कारोबार|राय|विचार|भारत|राज्य|হোম|খবর|বাংলাদেশ|বিশ্ব|রাজনীতি|খেলা|মতামত|মূলপাতা|
	首页|首頁|新闻|新聞|国际|國際|国内|國內|政治|经济|經濟|财经|財經|社会|社會|文化|体育|體育|评论|評論|社论|社論|观点|科技|娱乐|娛樂|要闻|要聞|热点|焦点|即时|即時|分享|广告|廣告|ホーム|トップ|ニュース|国際|国内|経済|スポーツ|社説|オピニオン|コラム|速報|
	홈|뉴스|정치|경제|사회|국제|문화|스포츠|사설|오피니언|칼럼|속보|단독|공유|αρχική|ειδήσεις|πολιτική|οικονομία|κόσμος|ελλάδα|απόψεις|γνώμη|πολιτισμός|αθλητισμός|διεθνή|חדשות|ראשי|דעות|פוליטיקה|כלכלה|ספורט|תרבות|בעולם|หน้าแรก|ข่าว|การเมือง|เศรษฐกิจ|กีฬา|ต่างประเทศ`)

var (
	crumbs   = lazy.New(` ?[>›»→|•·\\] ?| / | - | – | & | and |, `)
	pageBits = lazy.New(`^(?i:` +
		`(?:skip|jump) to .{1,40}|zum (?:haupt)?inhalt.{0,20}|aller au contenu.{0,20}|saltar al contenido.{0,20}|` +
		`(?:listen|watch|read|share|save|print|email|copy|bookmark|gift|follow|download)(?: (?:to|on|in|by|via|with|the|this|our|us|article|story|page|post|link|app|now|more|later|facebook|twitter|x|whatsapp|linkedin|telegram|email|reddit|pdf|audio|version|live)){1,6}|` +
		`(?:facebook|twitter|x|whatsapp|e-?mail|linkedin|telegram|reddit|pinterest|instagram|copy link|print|share|save|messenger|viber|vk|flipboard|pocket|link)(?:[ ,|/•·]+(?:facebook|twitter|x|whatsapp|e-?mail|linkedin|telegram|reddit|pinterest|instagram|copy link|print|share|save|messenger|viber|vk|flipboard|pocket|link))+|` +
		`(?:share|teilen|partager|compartir|condividi|compartilhar|delen|dela|udostępnij|paylaş|bagikan|поделиться|поширити|مشاركة|شارك|شیئر کریں|शेयर करें|分享|シェア|공유) ?[:：]?(?: .{0,40})?|` +
		`(?:image|photo|picture|video|foto|bild|imagen|imagem|immagine|фото|صورة|तस्वीर|图片|写真)(?: (?:source|credit|caption|copyright))?[:：,] .{0,120}|getty images|shutterstock|istock|` +
		`\d[\d.,]*[km]? ?(?:shares?|views?|comments?|likes?|reads?|kommentare|comentarios|commentaires|commenti|reacties|kommentarer|комментари\p{L}*|تعليق\p{L}*|评论|コメント)|` +
		`(?:by |from )?(?:our|a) (?:\p{L}+ ){0,2}(?:reporters?|correspondents?|writers?|staff|bureau)|(?:staff|web|news|agency|agencies) (?:reporter|report|desk|writer|reports)s?|agencies|web desk|news desk|agence|agenturen|agencias|` +
		`image source.{0,60}|you are here.{0,80}|(?:published|posted|filed) (?:in|under) .{1,40}|(?:tags?|topics?|category|categories|section|filed under|in|kategorie|themen|schlagwörter|catégorie|étiquettes|categoría|etiquetas|рубрика|теги|کٹیگری|标签|分类) ?[:：] ?.{1,80}|(?:get|download) (?:the|our) app.{0,20}|support (?:our|us|independent) .{0,40}|(?:accept|reject)(?: all)?(?: cookies)?|we use cookies.{0,60}|letters? to the editor|listen \(.{1,12}\)|☰.{0,20}|weather:? .{1,30}|\p{L}+['’]s paper|text size.{0,20}|font size.{0,20}|a a a|a\+ ?a-?|` +
		`www\.\S+|\S+@\S+\.\S+|@\w+|#\w+(?: #\w+)*|\+?[\d ()-]{7,}` +
		`)$`)
)

// rubric says whether a line above the article names a section, a page, or a button, and is no headline: one of the
// words for it, or several on a line as in "Home > News".
func rubric(text string) bool {
	if utf8.RuneCountInString(text) > 120 {
		return false
	}
	if endsSentence(text, true) {
		return false
	}
	if pageBits.MatchString(text) {
		return true
	}
	text = strings.Trim(text, " :|/>›»•·-–—")
	if rubrics[lower(text)] {
		return true
	}
	if !strings.ContainsAny(text, ">›»→|•·\\/-–&,") && !strings.Contains(text, " and ") {
		return false
	}
	parts := crumbs.Split(text, -1)
	path := strings.ContainsAny(text, ">›»→|") || strings.Contains(text, " / ")
	known := 0
	for _, part := range parts {
		if part = lower(strings.TrimSpace(part)); rubrics[part] {
			known++
		} else if !path || strings.Count(part, " ") > 2 || part == "" {
			return false
		}
	}
	return len(parts) > 1 && known > 0 && (known >= len(parts)-1)
}

// kicker says whether a line reads like the rubric above a headline that follows it: one word or two, or a few in
// capitals, as a name is written.
func kicker(text, next string) bool {
	words := strings.Fields(strings.Trim(text, " :|/>›»•·-–—"))
	if ideographic(text) {
		return utf8.RuneCountInString(text) <= 4 && utf8.RuneCountInString(next) > 8
	}
	if len(strings.Fields(next)) < 3 {
		return false
	}
	shout := strings.ToUpper(text) == text && strings.ToLower(text) != text
	switch {
	case len(words) <= 4 && outletName(text) && asName(words):
		return true
	case len(words) == 1, shout && len(words) <= 3 && strings.ToUpper(next) != next, len(words) <= 3 && lastRune(text) == ':':
		return true
	case len(words) != 2 || strings.ContainsAny(text, "?!"):
		return false
	}
	return asName(words) && len(strings.Fields(next)) > 3
}

// asName says whether all words start with a capital letter.
func asName(words []string) bool {
	for _, word := range words {
		if !unicode.IsUpper(firstRune(word)) {
			return false
		}
	}
	return true
}
