package ingest

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// languageSample bounds how much of a text is looked at, in words.
const languageSample = 4000

// How sure language must be.
const (
	fewestWords  = 2    // small words that must be seen
	leastShare   = 0.12 // of all words that must be small words of the language
	leastMargin  = 1.2  // times as many points as the next language
	scriptShare  = 0.5  // of the letters that must be of a script
	fewestSigns  = 20   // letters of a script that belongs to several languages
	japaneseKana = 0.08 // of the letters that must be kana where the rest is Han
	letterPoints = 0.6  // what a word with a letter of the language's own counts; a small word of one language counts 1
)

// scripts that one language alone has among those that newspapers are printed in.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Hangul, "ko"}, {unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Thai, "th"},
	{unicode.Georgian, "ka"}, {unicode.Armenian, "hy"}, {unicode.Bengali, "bn"}, {unicode.Tamil, "ta"},
	{unicode.Telugu, "te"}, {unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"}, {unicode.Kannada, "kn"},
	{unicode.Malayalam, "ml"}, {unicode.Sinhala, "si"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"},
	{unicode.Myanmar, "my"}, {unicode.Ethiopic, "am"}, {unicode.Oriya, "or"},
	{unicode.Arabic, "Arabic"}, {unicode.Cyrillic, "Cyrillic"}, {unicode.Devanagari, "Devanagari"}, {unicode.Latin, "Latin"},
}

// languages lists for each script that several have its languages, with their small words and the letters that no other
// of the script has, or few.
var languages = map[string]map[string]traits{
	"Latin": latinLanguages,
	"Cyrillic": {
		"ru": words("и в не на что с по как это он из за к от для было но его у о том также были об этом со которые года если или все до при", "ыэё"),
		"uk": words("і в не на що з та до як це від за він його для про у але також були є після які року або всі під час", "їєґ"),
		"be": words("і ў не на што з да як гэта ад за ён яго для пра у але таксама былі ці пасля якія года", "ў"),
		"bg": words("и на в да се за с от не че е са по ще като към а това при беше които след до има но или си", "ъщ"),
		"sr": words("и у је да се на за са су од не као који што ће би из али то које био након до или", "ђћџ"),
		"mk": words("и на во да се за со од не дека е се по ќе како кон а тоа при беше кои по до има но или", "ѓќѕ"),
		"kk": words("және мен бен бұл үшін деп бойынша туралы болып екенін оның жылы", "әғқңұүһ"),
		"mn": words("нь болон байна гэж энэ юм тухай байсан хийх бол", "өү"),
	},
	"Arabic": {
		"ar": words("في من على إلى أن التي عن مع هذا الذي ما لا كان هذه بين قال وقال وقالت قالت كما بعد قبل خلال إنه إنها أنه منذ لم لن ولم كل ذلك حول أو ثم عليه منها فيها وفي ومن وأن", "ةىأإكي"),
		"fa": words("و در به از که این را با است برای آن یک شده می خود تا کرد هم های کند بر شد نیز باید دارد بود یا پس", "پچژگ"),
		"ur": words("کے کی میں اور ہے سے کا نے کو پر ہیں کہ اس نہیں تھا ہو گا گی بھی یہ ان کر لیے تھی تھے ایک", "ٹڈڑںےھہ"),
		"ps": words("د په او چې کې ته له دا یې هم نه شي وي سره کړي", "ټډړږښګېۍ"),
		"ku": words("لە بۆ و کە بە ئەم ئەو لەگەڵ لەسەر دەکات", "ێۆڕڵە"),
	},
	"Devanagari": {
		"hi": words("के की में और है से का ने को पर हैं कि इस नहीं था भी यह एक लिए कहा कर जो तो ही या हो गया थी थे अपने साथ बाद", ""),
		"mr": words("आणि आहे या व ते च्या होते की मध्ये हे करण्यात नाही आहेत असे केली केले झाली मात्र त्यांनी होती म्हणाले", "ळ"),
		"ne": words("छ र को मा हो पनि भने गरेको लाई यो छन् थियो गर्ने भएको तथा रहेको गरी छैन गर्न", ""),
	},
}

var latinLanguages = map[string]traits{
	"en": words("the of and to in that is was for with on as by it at from his her are were not this have which an be has had but they who said would will he she their been after about more also than or we our its into could when what there over before can may", ""),
	"de": words("der die und das den von zu mit ist im des nicht ein eine dem sich auf für als auch es an werden aus er hat dass nach wird bei wurde einer einen am zum zur noch sie war sind über vor haben nur wie oder aber um so durch gegen seit beim vom keine ihre", "ßäöü"),
	"fr": words("le la les de des et du en un une est que dans qui pour au par sur pas plus ne se ce avec il sont aux été cette ont mais elle son ses leur à où sans selon après entre nous vous on fait être comme deux", "èêçœù"),
	"es": words("el la los las de del y que en un una por con se su para es al lo como más no fue ha sus pero entre este son también según desde sobre hasta dijo esta sin ya hay han contra años porque muy cuando", "ñ¿¡"),
	"pt": words("o a os as de do da dos das e que em um uma para com não por no na se mais foi ao como são seu sua também pelo pela nos nas à disse pelos já até há mas entre depois após está ter sobre ser ainda segundo", "ãõ"),
	"it": words("il lo la gli le di del della dei e che in un una per con non è sono da nel alla si come più ha anche dal su ma ai dalla nella delle degli i al questo era hanno stato sulla dopo cui all ed suo", "ìò"),
	"nl": words("de het een van en in is dat op te zijn voor met die niet aan er om ook als naar bij werd heeft door maar uit wordt worden tot hij ze nog over dan of deze geen hebben werden na volgens zou meer tegen", "ĳ"),
	"sv": words("och att det i en som på är av för med den till har inte ett om de var han från men vid kan så sig ska efter eller vi inte under också enligt hon skulle blir mot nu detta", "åäö"),
	"da": words("og at det i en som på er af for med den til har ikke et om de var han fra men ved kan sig blev efter skal eller også siger hun over mod efter være blive havde nu hvor", "åæø"),
	"nb": words("og å det i en som på er av for med den til har ikke et om de var han fra men ved kan seg ble etter skal eller også sier hun over mot være bli hadde nå hvor", "åæø"),
	"fi": words("ja on ei se että hän oli ovat mutta myös kun joka sekä tai mukaan ole sen jo niin kuin jos vain jälkeen nyt olisi voi hänen ovat ennen kanssa siitä tämän", "äöy"),
	"is": words("og að í á er sem til það við en var af með um ekki fyrir hann hún þetta frá hefur eftir þess", "ðþ"),
	"pl": words("i w na z się nie do to że jest o jak po od za przez dla są ale był co tym oraz jego tego a która które który ma było być jej także już czy będzie ich tylko ze pod może", "łąęśżźć"),
	"cs": words("a v na se je že s z do o to i za po pro jsou by jako ale tak které který od jeho však ve podle který si nebo byl byla aby už není bude ze k před při jen", "řěů"),
	"sk": words("a v na sa je že s z do o to i za po pre sú by ako ale tak ktoré ktorý od jeho však vo podľa si alebo bol bola aby už nie bude zo k pred pri len", "ľĺŕôä"),
	"sl": words("in v na se je da s z do o to za po so bi kot ali ki pa od njegov tudi ne bo pri ter je pred še že po", ""),
	"hr": words("i u je da se na za su od ne kao koji što će bi iz ali to nije kako koja koje o s rekao nakon do ili samo", "đ"),
	"ro": words("și de la în a cu pe din că o nu este un pentru au mai care ce al ale prin sunt fost să ca dar după lui fi va fost cel iar", "șțăşţ"),
	"hu": words("a az és hogy nem is egy ez volt meg de csak már mint azt vagy még el szerint ha ki be majd pedig után lesz", "őű"),
	"tr": words("ve bir bu için da de ile olarak olan daha çok en gibi sonra kadar ne ama dedi değil ise yeni göre yıl iki kez var diye ya her söyledi belirtti etti o ancak ilgili önce oldu olduğunu kimse", "ığş"),
	"az": words("və bir bu üçün da də ilə olaraq olan daha çox ki sonra qədər deyib edib görə o", "əğı"),
	"id": words("yang dan di itu dengan untuk dari ini dalam tidak pada akan ke juga oleh ada adalah mereka telah kata bahwa karena tersebut sebagai dia bisa sudah para saat lebih atau kepada", ""),
	"vi": words("và của là có không được trong cho một các với người những đã này khi ở về tại từ theo đến ra vào sẽ cũng", "đươă"),
	"ca": words("el la els les de del i que en un una per amb es al ha no són també més dels pel va ser com però seva aquest", "·"),
	"sq": words("të e në dhe për me një që nga se do është si ka u i nuk më janë por ky", "ë"),
	"et": words("ja on ei et see oli ta kui ka mis oma aga või selle kes ning välja pärast peab nii", "õ"),
	"lv": words("un ir ar par no uz ka tas lai kas arī bet pēc kā gada to tika", "āēīūķļņģ"),
	"lt": words("ir yra su kad į iš tai bet po kaip jo buvo ar dėl už apie taip jos", "ėįųąę"),
	"sw": words("ya na wa kwa ni katika za la kuwa hiyo huyo cha alisema baada kama hii yake", ""),
	"tl": words("ang ng sa na mga ay at si para hindi ito nang may kay din", ""),
	"af": words("die van en in is dat het nie om te vir met op sy was hy aan ook deur word sal maar", ""),
}

// traits are what a language is known by.
type traits struct {
	words   []string
	letters string
}

func words(list, letters string) traits { return traits{strings.Fields(list), letters} }

// language tells in what language a text is written, as BCP 47, by its script, by its small words and by its letters. It
// returns "" where these do not tell: a wrong language is worse than none.
func language(text string) string {
	latin, counts, letters := 0, map[string]int{}, 0
	var seen []string
	for word := range strings.FieldsSeq(text) {
		if len(seen) == languageSample {
			break
		}
		if !isLatin(word[0]) || !isLatin(word[len(word)-1]) {
			word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		}
		word = lower(word)
		if word == "" {
			continue
		}
		seen = append(seen, word)
		for _, r := range word[:min(len(word), 3000)] {
			switch {
			case !unicode.IsLetter(r):
			case r < 0x250:
				latin++
			default:
				letters++
				counts[script(r)]++
			}
		}
	}
	letters += latin
	counts["Latin"] += latin
	if letters == 0 {
		return ""
	}
	if han, kana := counts["zh"], counts["ja"]; float64(han+kana) > scriptShare*float64(letters) && han+kana >= fewestSigns/2 {
		if float64(kana) > japaneseKana*float64(letters) {
			return "ja"
		}
		return "zh"
	}
	for _, s := range scripts {
		if float64(counts[s.language]) <= scriptShare*float64(letters) || letters < fewestSigns {
			continue
		}
		if languages[s.language] != nil {
			return likeliest(seen, s.language)
		}
		return s.language
	}
	return ""
}

// isLatin says whether a byte is a letter from A to Z.
func isLatin(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

func script(r rune) string {
	switch {
	case unicode.Is(unicode.Han, r):
		return "zh"
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return "ja"
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.language
		}
	}
	return ""
}

// likeliest picks the language whose small words and letters are seen clearly more often than those of any other. In
// the script of Arabic the letters tell, since few small words stand apart in it.
func likeliest(seen []string, script string) string {
	known := knownBy[script]
	points, hits := make([]float64, len(known.languages)), make([]int, len(known.languages))
	for _, word := range seen {
		small := known.words[word]
		for _, language := range small {
			hits[language]++
			points[language] += 1 / float64(len(small))
		}
		for _, language := range known.byLetter(word) {
			if !slices.Contains(small, language) {
				points[language] += letterPoints
			}
		}
	}
	best, second := 0, 0.0
	for language, n := range points[1:] {
		if n > points[best] {
			best, second = language+1, points[best]
		} else {
			second = max(second, n)
		}
	}
	byLetters := script == "Arabic" && points[best] >= 3
	if !byLetters && (hits[best] < fewestWords || float64(hits[best]) < leastShare*float64(len(seen))) || points[best] < leastMargin*second {
		return ""
	}
	return known.languages[best]
}

// marks say of each small word, and of each letter, which languages of a script have it, by their places in languages.
type marks struct {
	languages []string
	words     map[string][]int
	letters   map[rune][]int
	plain     [utf8.RuneSelf]bool // the letters among the first of Unicode, where most words have none
	arabic    int                 // -1 in other scripts
}

// byLetter lists the languages to which a word belongs by one of its letters, or by the article of Arabic.
func (m *marks) byLetter(word string) []int {
	var found []int
	for _, r := range word {
		if r < utf8.RuneSelf && !m.plain[r] {
			continue
		}
		for _, language := range m.letters[r] {
			if !slices.Contains(found, language) {
				found = append(found, language)
			}
		}
	}
	if m.arabic >= 0 && len(word) > len("ال")+2 && strings.HasPrefix(word, "ال") && !slices.Contains(found, m.arabic) {
		found = append(found, m.arabic)
	}
	return found
}

var knownBy = func() map[string]*marks {
	all := map[string]*marks{}
	for script, several := range languages {
		m := marks{languages: slices.Sorted(maps.Keys(several)), words: map[string][]int{}, letters: map[rune][]int{}, arabic: -1}
		if script == "Arabic" {
			m.arabic = slices.Index(m.languages, "ar")
		}
		for language, name := range m.languages {
			t := several[name]
			for _, word := range t.words {
				if !slices.Contains(m.words[word], language) {
					m.words[word] = append(m.words[word], language)
				}
			}
			for _, r := range t.letters {
				m.letters[r] = append(m.letters[r], language)
				if r < utf8.RuneSelf {
					m.plain[r] = true
				}
			}
		}
		all[script] = &m
	}
	return all
}()
