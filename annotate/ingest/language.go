package ingest

import (
	"strings"
	"unicode"
)

// languageSample bounds how much of a text is looked at, in words.
const languageSample = 4000

// functionWords are frequent small words of languages that share a script. A word may belong to several.
var functionWords = map[string][]string{
	"en": strings.Fields("the of and to in that is was for with on as by it at from his are were not this have which an be has had but they who said"),
	"de": strings.Fields("der die und das den von zu mit ist im des nicht ein eine dem sich auf für als auch es an werden aus er hat dass nach wird bei"),
	"fr": strings.Fields("le la les de des et du en un une est que dans qui pour au par sur pas plus ne se ce avec il sont aux été cette ont mais"),
	"es": strings.Fields("el la los las de del y que en un una por con se su para es al lo como más no fue ha sus pero entre este son también"),
	"pt": strings.Fields("o a os as de do da dos das e que em um uma para com não por no na se mais foi ao como são seu sua também pelo pela"),
	"it": strings.Fields("il lo la gli le di del della dei e che in un una per con non è sono da nel alla si come più ha anche dal su ma"),
	"nl": strings.Fields("de het een van en in is dat op te zijn voor met die niet aan er om ook als naar bij werd heeft door maar uit wordt"),
	"sv": strings.Fields("och att det i en som på är av för med den till har inte ett om de var han från men vid kan så sig"),
	"da": strings.Fields("og at det i en som på er af for med den til har ikke et om de var han fra men ved kan sig blev efter"),
	"nb": strings.Fields("og å det i en som på er av for med den til har ikke et om de var han fra men ved kan seg ble etter"),
	"fi": strings.Fields("ja on ei se että hän oli ovat mutta myös kun joka sekä tai mukaan ole sen jo niin kuin"),
	"pl": strings.Fields("i w na z się nie do to że jest o jak po od za przez dla są ale był co tym oraz jego tego"),
	"cs": strings.Fields("a v na se je že s z do o to i za po pro jsou by jako ale tak které který od jeho však"),
	"ro": strings.Fields("și de la în a cu pe din că o nu este un pentru au mai care ce al ale prin sunt fost"),
	"hu": strings.Fields("a az és hogy nem is egy ez volt meg de csak már mint azt vagy még el szerint"),
	"tr": strings.Fields("ve bir bu için da de ile olarak olan daha çok en gibi sonra kadar ne ama dedi değil ise"),
	"id": strings.Fields("yang dan di itu dengan untuk dari ini dalam tidak pada akan ke juga oleh ada adalah mereka telah"),
	"vi": strings.Fields("và của là có không được trong cho một các với người những đã này khi ở"),
	"ru": strings.Fields("и в не на что с по как это он из за к от для было но его у о том также были"),
	"uk": strings.Fields("і в не на що з та до як це від за він його для про у але також були є"),
	"bg": strings.Fields("и на в да се за с от не че е са по ще като към а това при беше"),
	"sr": strings.Fields("и у је да се на за са су од не као који што ће би из али то"),
	"ar": strings.Fields("في من على إلى أن التي عن مع هذا الذي ما لا كان هذه بين قال وقال"),
	"fa": strings.Fields("و در به از که این را با است برای آن یک شده می خود تا کرد"),
	"ur": strings.Fields("کے کی میں اور ہے سے کا نے کو پر ہیں کہ اس نہیں تھا ہو"),
	"hi": strings.Fields("के की में और है से का ने को पर हैं कि इस नहीं था भी"),
	"mr": strings.Fields("आणि आहे या व ते च्या होते की मध्ये हे करण्यात नाही आहेत"),
	"ne": strings.Fields("छ र को मा हो पनि भने गरेको लाई यो छन् थियो"),
}

// scripts that one language alone has among those that newspapers are printed in.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Hangul, "ko"}, {unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Thai, "th"},
	{unicode.Georgian, "ka"}, {unicode.Armenian, "hy"}, {unicode.Bengali, "bn"}, {unicode.Tamil, "ta"},
	{unicode.Telugu, "te"}, {unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"}, {unicode.Kannada, "kn"},
	{unicode.Malayalam, "ml"}, {unicode.Sinhala, "si"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"},
	{unicode.Myanmar, "my"}, {unicode.Ethiopic, "am"},
}

// How sure language must be.
const (
	fewestWords  = 5    // function words that must be seen
	leastShare   = 0.15 // of all words that must be function words of the language
	leastMargin  = 1.15 // times as many as of the next language
	scriptShare  = 0.6  // of the letters that must be of a script
	fewestSigns  = 20   // letters of a script
	japaneseKana = 0.1  // of the letters that must be kana where the rest is Han
)

// language tells in what language a text is written, as BCP 47, by its script and by its small words. It returns ""
// where these do not tell: a wrong language is worse than none.
func language(text string) string {
	counts, letters := map[string]int{}, 0
	known := map[string]int{}
	words := 0
	for word := range strings.FieldsSeq(text) {
		if words++; words > languageSample {
			break
		}
		word = strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }))
		for _, language := range wordLanguages[word] {
			known[language]++
		}
		for _, r := range word[:min(len(word), 3000)] {
			if unicode.IsLetter(r) {
				letters++
				counts[scriptLanguage(r)]++
			}
		}
	}
	if letters >= fewestSigns {
		if han, kana := counts["zh"], counts["ja"]; float64(han+kana) > scriptShare*float64(letters) {
			if float64(kana) > japaneseKana*float64(letters) {
				return "ja"
			}
			return "zh"
		}
		for _, s := range scripts {
			if float64(counts[s.language]) > scriptShare*float64(letters) {
				return s.language
			}
		}
	}
	return mostFrequent(known, min(words, languageSample))
}

func scriptLanguage(r rune) string {
	switch {
	case r < 0x250:
		return ""
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

// mostFrequent picks the language whose small words are seen clearly more often than those of any other.
func mostFrequent(known map[string]int, words int) string {
	best, count, second := "", 0, 0
	for language := range functionWords {
		switch n := known[language]; {
		case n > count:
			best, count, second = language, n, count
		case n > second:
			second = n
		}
	}
	if count < fewestWords || float64(count) < leastShare*float64(words) || float64(count) < leastMargin*float64(second) {
		return ""
	}
	return best
}

// wordLanguages lists for each small word the languages that have it.
var wordLanguages = func() map[string][]string {
	table := map[string][]string{}
	for language, words := range functionWords {
		for _, word := range words {
			table[word] = append(table[word], language)
		}
	}
	return table
}()
