package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

const (
	nameWord = `(?:\p{Lu}[\p{L}\p{M}'’.-]*|de|da|del|della|di|do|dos|du|van|von|der|den|bin|bint|ibn|al|al-\p{Lu}[\p{L}’'-]*|el|la|le|ter|zu|zum|e)`
	person   = `\p{Lu}[\p{L}\p{M}'’.-]*(?: ` + nameWord + `){1,4}`
)

var (
	// bylinePrefix starts a line that names who wrote the article; the second form needs a colon and may stand in any
	// language, since a label with a colon is no sentence.
	bylinePrefix = lazy.New(`^(?:(?:Written by|Reported by|Posted by|Opinion by|Analysis by|Review by|Author|Story by|Words by|Text by|Report by|By|BY|by|Von|VON|von|Par|PAR|par|Por|POR|por|Di|Door|DOOR|Af|Av|AV|av|af|von|par|por|di|door|oleh|Oleh|OLEH|Pelo|Pela|Yazan|Napsal|Napsala|Írta|Του|Της|Γράφει ο|Γράφει η|Bởi)(?: |: ?)|` +
		`(?:بقلم|מאת|द्वारा|โดย|撰文|文)[ :：/／]{1,2}|` +
		`(?i:author|authors|byline|words|written by|text|texte|texto|testo|tekst|teksti|autor|autorin|autoren|autora|autores|auteur|auteure|auteurs|autore|autrice|verfasser|redakteur|` +
		`penulis|reporter|yazar|yazan|muhabir|haber|autoři|autorzy|szerző|skribent|forfatter|kirjoittaja|συντάκτης|αυτορ|автор|авторы|автори|текст|журналист|корреспондент|аўтар|` +
		`tác giả|avtor|autors|autorius|kata|przez|repórter|reportage|reporting|journalist|journaliste|periodista|giornalista|` +
		`بقلم|الكاتب|كتب|كتبت|كاتب|إعداد|المؤلف|نویسنده|نگارنده|تحریر|مصنف|رپورٹ|लेखक|लेखिका|रिपोर्ट|रिपोर्टर|লেখক|প্রতিবেদক|מאת|כתב|作者|撰文|文|記者|记者|撰稿|编辑|責任編輯|執筆|著者|筆者|文責|글|기자|작성자|ผู้เขียน|โดย) ?[:：/／] ?)`)

	koreanByline  = lazy.New(`^(?:[\[(][^\])]{1,20}[\])] ?)?(\p{Hangul}{2,4}) (?:기자|특파원|논설위원)$`)
	chineseByline = lazy.New(`^(?:本报)?(?:记者|記者|作者|文) ?[:：/／ ]? ?(\p{Han}{2,4})(?: ?(?:报道|報導|報道))?$`)
	fullName      = lazy.New(`^` + person + `$`)
	firstName     = lazy.New(`^\p{Lu}[\p{Ll}\p{M}’'-]{2,}$`)
	anyName       = lazy.New(`^[\p{L}\p{M}’'.\x{200c}\x{200d}·・-]+(?: [\p{L}\p{M}’'.\x{200c}\x{200d}-]+){0,4}$`)

	// joined stands between the people of a byline, nextField between them and what else the line says.
	nextField = lazy.New(` ?[|•·] ?| [–—-] | [Ii]n | for | @|,? (?:on|à|am|le|el) $|\t| \(`)
	joined    = lazy.New(`,? (?:and|und|et|y|e|och|og|en|i|ve|dan|и|та|и|&|और|اور|و) |, | & |، ?| و|、|; ?| ?/ ?`)
)

// notNames are words that stand where a name might, in bylines and rubrics: what people do for a living, what papers,
// desks and sections are called.
var notNames = annotate.SetOf(" ", `author authors autor auteur autore byline admin administrator guest anonymous unknown contact profile bio correspondent correspondents reporter reporters editor editors writer writers staff columnist chief bureau analyst producer journalist contributor contributors
	photographer desk team political politics diplomatic foreign senior business sports sport world news newsroom online web media tv radio agency agencies press service wire
	times herald post daily gazette tribune guardian journal chronicle mail express today observer magazine review weekly standard telegraph bulletin digest network group
	editorial opinion board special associate assistant deputy national international local regional economics economy science technology tech health culture arts travel
	middle east west north south central united states kingdom new real estate prime minister president government police council city town county department the a an of for and
	read more latest top breaking live updates video photos share follow comments home menu search sign subscribe newsletter advertisement related story stories report reports
	korrespondent korrespondentin redakteur redakteurin redaktion nachrichten zeitung politik wirtschaft kultur journaliste rédaction envoyé envoyée spécial spéciale correspondant correspondante
	corresponsal redacción agencias redactor redactora periodista redação repórter agência correspondente corrispondente inviato redazione giornalista redactie verslaggever redaksi redaktionen
	reporterin muhabiri muhabir editör haber servisi ajansı корреспондент журналист редакция редактор обозреватель агентство مراسل محرر تحرير وكالة وكالات خاص صحيفة संवाददाता डेस्क ब्यूरो न्यूज نامہ نگار ڈیسک نیوز
	monday tuesday wednesday thursday friday saturday sunday university institute ministry party centre center company bank this that what how why who when where all our your my`)

// byline is what a line says about who wrote the article.
type byline struct {
	author, outlet string
	from, to       int // where the author, or else the outlet, stands in the line, in bytes
}

// readByline reads a line above the article that names its author. An outlet in the place of a person is reported as
// such, and so is one that follows the person.
func readByline(text string) (b byline, found bool) {
	if len(text) > 160 && utf8.RuneCountInString(text) > 160 {
		return b, false
	}
	if lastRune(text) >= 0x2e80 { // signs of China and Korea
		for _, pattern := range []*lazy.Pattern{koreanByline, chineseByline} {
			if m := pattern.FindStringSubmatchIndex(text); m != nil {
				return byline{author: text[m[2]:m[3]], from: m[2], to: m[3]}, true
			}
		}
	}
	if !startsAsByline(text) {
		return b, false
	}
	prefix := bylinePrefix.FindString(text)
	if prefix == "" || strings.ContainsAny(text, "?!“”\"") {
		return sourceLine(text)
	}
	from := len(prefix)
	rest := strings.TrimRight(text[from:], " ,|·–—-")
	labelled := strings.ContainsAny(prefix, ":：/／") || firstRune(prefix) > 0x250 && !unicode.IsUpper(firstRune(prefix)) && !unicode.IsLower(firstRune(prefix))
	end := len(rest)
	if m := nextField.FindStringIndex(rest); m != nil {
		end = m[0]
	}
	names, length := people(rest[:end], labelled, prefix == "by ")
	for _, other := range append(strings.FieldsFunc(rest[length:], func(r rune) bool { return strings.ContainsRune(",|•·()–—", r) }), rest[:end]) {
		other = strings.TrimSpace(other)
		other = strings.TrimPrefix(strings.TrimPrefix(other, "for "), "in ")
		if outlets[other] != "" && b.outlet == "" {
			b.outlet = outlets[other]
			b.from = strings.Index(text, other)
			b.to = b.from + len(other)
		}
	}
	if len(names) == 0 {
		return b, b.outlet != "" && endsHere(rest)
	}
	if endsSentence(text, true) && !strings.HasSuffix(text, rest[:length]) || !plainRest(rest[length:]) {
		return byline{}, false
	}
	b.author, b.from, b.to = rest[:length], from, from+length
	if len(names) > 2 {
		b.author = strings.Join(names, ", ")
	}
	for _, name := range names {
		if strings.ToUpper(name) == name && strings.ToUpper(prefix) != prefix {
			b.author = strings.Replace(b.author, name, capitalise(name), 1)
		}
	}
	return b, true
}

// bylineStarts are the first words of bylinePrefix that no colon must follow.
var bylineStarts = annotate.SetOf(" ", `Written Reported Posted Opinion Analysis Review Author Story Words Text Report By BY by Von VON von Par PAR par Por POR por Di Door DOOR
	Af Av AV av af di door oleh Oleh OLEH Pelo Pela Yazan Napsal Napsala Írta Του Της Γράφει Bởi بقلم מאת द्वारा โดย 撰文 文`)

// startsAsByline says whether a line starts with a word of bylinePrefix, or has the colon or the stroke of a label near
// its start.
func startsAsByline(text string) bool {
	head := text[:min(len(text), longestLabel)]
	if strings.ContainsAny(head, ":/") || strings.Contains(head, "：") || strings.Contains(head, "／") {
		return true
	}
	return bylineStarts[firstWord(text)]
}

// longestLabel bounds what stands before the colon of a label, with it, in bytes.
const longestLabel = 60

// sourceLine reads a line that names an outlet as the source.
func sourceLine(text string) (b byline, found bool) {
	for _, label := range []string{"Source: ", "Agency: ", "Quelle: ", "Fuente: ", "Fonte: ", "Источник: ", "المصدر: ", "来源：", "来源: ", "स्रोत: ", "Sumber: ", "Kaynak: "} {
		if name := strings.TrimPrefix(text, label); name != text && outlets[name] != "" {
			return byline{outlet: outlets[name], from: len(label), to: len(text)}, true
		}
	}
	return b, false
}

// endsHere says whether a byline has only an agency, or agencies, and no sentence after it.
func endsHere(rest string) bool { return len(strings.Fields(rest)) <= 5 && !endsSentence(rest, true) }

// plainRest says whether what follows the names of a byline may follow them: a function, a place, an outlet, an
// address; a sentence may not.
func plainRest(rest string) bool {
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return true
	}
	return utf8.RuneCountInString(rest) <= 80 && !endsSentence(rest, true) && strings.ContainsRune(",|•·–—-@(/;、،", firstRune(rest)) ||
		strings.HasPrefix(rest, "in ") || strings.HasPrefix(rest, "for ")
}

// people reads the names at the start of a stretch, and says how far they go, in bytes. After a label a name may be
// written in a script without capitals. One word is a name only after "by" in small letters or a label.
func people(text string, labelled, single bool) (names []string, length int) {
	at := 0
	for {
		end := len(text)
		sep := joined.FindStringIndex(text[at:])
		if sep != nil {
			end = at + sep[0]
		}
		name := strings.TrimRight(text[at:end], " ")
		if !isPerson(name, labelled, single && len(names) == 0) {
			break
		}
		names, length = append(names, name), at+len(name)
		if sep == nil {
			break
		}
		at += sep[1]
	}
	return names, length
}

// outletStart is how papers are called and people are not; "ByAnna" is a byline whose parts have grown together.
var outletStart = lazy.New(`^(?:(?:The|El|La|Le|Les|Los|Las|Die|Der|Das|Il|Lo|Het) |By\p{Lu})`)

func isPerson(name string, labelled, single bool) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || outlets[name] != "" || outletStart.MatchString(name) {
		return false
	}
	ofMonths := 0
	for _, word := range words {
		if utf8.RuneCountInString(word) == 2 && strings.HasSuffix(word, ".") { // the letter of a name
			continue
		}
		word = lower(strings.Trim(word, ".,'’"))
		if notNames[word] || publishedWords[word] || updatedWords[word] || weekdays[word] && len(word) > 3 {
			return false
		}
		if months[word] != 0 {
			ofMonths++
		}
	}
	// Jan, Marco, April and May are months and names.
	if ofMonths == len(words) || ofMonths > 0 && (untilMonth[lower(words[0])] || len(words) == 2 && utf8.RuneCountInString(words[0]) < 3) {
		return false
	}
	caseless := unicode.Is(unicode.Lo, firstRune(name))
	switch {
	case caseless:
		return labelled && anyName.MatchString(name) && utf8.RuneCountInString(name) <= 40
	case len(words) == 1:
		return (single || labelled) && firstName.MatchString(name)
	}
	return fullName.MatchString(name)
}

// untilMonth are words before the name of a month that is one.
var untilMonth = annotate.SetOf(" ", `early late mid end last next this since until in from before after anfang ende mitte seit début fin principios mediados finales inizio fine begin eind`)

// capitalise writes a name in capitals as names are written.
func capitalise(name string) string {
	start := true
	return strings.Map(func(r rune) rune {
		if start = start && unicode.IsLetter(r); start {
			start = false
			return unicode.ToUpper(r)
		}
		start = !unicode.IsLetter(r) && r != '’' && r != '\''
		return unicode.ToLower(r)
	}, name)
}

// longestNameLine bounds a line that is a name, with what its bearer does, in bytes.
const longestNameLine = 120

// loneName says whether line i, between the title and the article, is the name of its author without a word that says
// so: a name beside the date or with a bullet, or one that what its bearer does, or the place of the dateline, follows.
// Words of the article's own make a rubric, and no name.
func (a *analysis) loneName(i int) (b byline, found bool) {
	text := a.lines[i].text
	if len(text) > longestNameLine {
		return b, false
	}
	start := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(bullets+" ", r) })
	if start < 0 || strings.ContainsAny(text, quoted+":") {
		return b, false
	}
	rest := text[start:]
	end := len(rest)
	if at := strings.IndexAny(rest, ",|·•("); at > 0 {
		end = at
	}
	name, after := strings.TrimRight(rest[:end], " "), strings.Trim(rest[end:], " ,|·•()")
	if !isPerson(name, false, false) || strings.ToUpper(name) == name || len(strings.Fields(name)) > 4 || !a.onlyName(name) {
		return b, false
	}
	evidence := start > 0 && after == ""
	switch {
	case after == "":
		evidence = evidence || i+1 < len(a.lines) && a.belowTitle(i) && a.lines[i+1].dated != nil && a.lines[i+1].kind == annotate.RegionByline
	case hasRole(after),
		a.dateline != nil && strings.HasPrefix(lower(a.datelineText), lower(after)), outlets[after] != "":
		evidence = true
	}
	if !evidence {
		return b, false
	}
	return byline{author: name, outlet: outlets[after], from: start, to: start + len(name)}, true
}

// hasRole says whether a stretch says what somebody does at a paper.
func hasRole(text string) bool {
	return slices.ContainsFunc(strings.Fields(lower(text)), func(word string) bool { return roles[word] })
}

// belowTitle says whether line i stands below the title, with one line between them at most.
func (a *analysis) belowTitle(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if a.lines[j].kind == annotate.RegionTitle {
			return true
		}
	}
	return false
}

var roles = annotate.SetOf(" ", `correspondent reporter editor writer columnist journalist contributor photographer analyst korrespondent korrespondentin redakteur redakteurin journaliste correspondant
	correspondante corresponsal redactor redactora periodista repórter correspondente corrispondente giornalista inviato verslaggever muhabiri корреспондент журналист`)

// onlyName says whether no word of a name stands in the text in small letters, as the words of a rubric do.
func (a *analysis) onlyName(name string) bool {
	for word := range strings.FieldsSeq(name) {
		small := lower(word)
		if utf8.RuneCountInString(word) < 3 || small == word {
			continue
		}
		for _, l := range a.lines {
			for at := strings.Index(l.text, small); at >= 0; {
				before, _ := utf8.DecodeLastRuneInString(l.text[:at])
				after := firstRune(l.text[at+len(small):])
				if !unicode.IsLetter(before) && !unicode.IsLetter(after) && before != '@' && after != '@' && after != '.' {
					return false
				}
				next := strings.Index(l.text[at+1:], small)
				if next < 0 {
					break
				}
				at += 1 + next
			}
		}
	}
	return true
}

// lowerByline is a byline that starts with a small letter.
var lowerByline = lazy.New(`^(?:by|von|par|por|di|door|oleh|av|af) \p{Lu}`)
