package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// The parts of a dateline.
const (
	capitals = `\p{Lu}[\p{Lu}\p{M}'’./-]*\p{Lu}\.?(?: \p{Lu}[\p{Lu}\p{M}'’./-]+\.?){0,3}`
	place    = `\p{Lu}[\p{L}\p{M}'’.-]*(?: (?:(?:de|del|al|el|la|of|the) )?\p{Lu}[\p{L}\p{M}'’.-]*){0,3}`
	further  = `(?: ?[,/] ?(?:` + place + `|\p{L}{3,9}\.? \d{1,2}|\d{1,2} \p{L}{3,9}\.?|\d{4})){0,3}`
	agency   = `(\p{L}[\p{L}./]*(?: \p{Lu}[\p{L}-]*){0,2})`
	dash     = `(?: ?(?:—|–|―|--)| -)(?: |$)`
)

// datelines are the ways to start an article with where it was written and by whom. The group, where there is one,
// names the outlet. A place that is not in capitals counts only beside an outlet that is known: prose has dashes too.
var datelines = []struct {
	signs       string // the pattern needs one of them
	pattern     *lazy.Pattern
	knownOutlet bool // the group must be one of outlets
}{
	{"(", lazy.New(`^` + capitals + further + ` ?\(` + agency + `\)` + dash), false},
	{dashes, lazy.New(`^` + capitals + further + ` ` + agency + dash), true},
	{dashes, lazy.New(`^` + capitals + further + dash), false},
	{"(", lazy.New(`^` + place + further + ` ?\(` + agency + `\)` + dash), true},
	{dashes, lazy.New(`^` + place + `(?:, ?` + place + `){0,2} (CNN|AFP|AP|Reuters|BBC)` + dash), true},
	{"(", lazy.New(`^\(` + agency + `\)` + dash), true},
	{dashes, lazy.New(`^(CNN|AFP|AP)` + dash), true},
	// A place and a day, with the agency in brackets or between strokes, in any script.
	{"(/«", lazy.New(`^` + word + `(?: ` + word + `){0,3}(?:[,،] ?` + place + `)?(?:[,،] ?` + onDay + `)?\.? ?[(/«]` + agencyAnywhere + `[)/»]\.?(?: ?(?:—|–|--|-|:))?(?: |$)`), true},
	{dashes, lazy.New(`^` + word + `(?: ` + word + `){0,3}[,،] ` + onDay + `\.? (?:—|–|--|-) ` + agencyAnywhere + `\.(?: |$)`), true},
	{dashes, lazy.New(`^` + word + `(?: ` + word + `){0,2}[,،] ` + onDay + `\.? ?(?:—|–|--|-)(?: |$)`), false},
	{"(", lazy.New(`^` + word + `(?: ` + word + `){0,3}(?:, ` + onDay + `)?\.? ?\((EUROPA PRESS|[A-ZÀ-Ý]{2,}(?: [A-ZÀ-Ý]{2,}){0,2})\)\.? ?(?:—|–|--|-)(?: |$)`), true},
	{"电電讯訊", lazy.New(`^` + hanAgency + `\p{Han}{0,8}\d{1,2}月\d{1,2}日[电電讯訊]`), true},
	{"电電讯訊", lazy.New(`^[(（]` + hanAgency + `[\p{Han}\d]{0,24}[电電讯訊][)）]`), true},
	{"(（[", lazy.New(`^[(（\[]\p{Hangul}{2,6} ?= ?` + agencyAnywhere + `[)）\]](?: ?\p{Hangul}{2,4} 기자 ?=)?`), true},
	{"【", lazy.New(`^【[\p{Han}・]{0,6}?` + hanAgency + `[^】]{0,8}】`), true},
}

const (
	word           = `[\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]*`
	onDay          = `(?:\p{Nd}{1,2}\.? [\p{L}\p{M}]{2,12}\.?|[\p{L}\p{M}]{2,12}\.? \p{Nd}{1,2})(?:,? \p{Nd}{4})?`
	hanAgency      = `(新华社|新華社|中新社|法新社|路透社|美联社|中央社|共同通信|共同|時事通信|時事|ロイター)`
	agencyAnywhere = `([\p{L}\p{M}]+(?:[ .-][\p{L}\p{M}]+){0,3})`
)

// weakDatelines are places before a colon or a dash that are such only where the text speaks of the place, or it is one
// that newspapers write from: a rubric, a speaker or a topic looks the same.
var weakDatelines = []*lazy.Pattern{
	lazy.New(`^(` + capitals + `)` + further + `:(?: |$)`),
	lazy.New(`^(` + place + `)(?:, ?` + place + `){1,2} ?(?:—|–|--)(?: |$)`),
	lazy.New(`^(` + place + `) (?:—|–|--)(?: |$)`),
	lazy.New(`^(` + word + `(?: ` + word + `){0,2}): «[\p{L}\p{M}]+(?: [\p{L}\p{M}]+){0,2}» ?`),
}

// cities are places that newspapers write from, and that need no other word for it, in capitals.
var cities = annotate.SetOf("|", `WASHINGTON|NEW YORK|LONDON|PARIS|BERLIN|MOSCOW|BEIJING|TOKYO|SEOUL|NEW DELHI|DELHI|MUMBAI|KOLKATA|CHENNAI|ISLAMABAD|KARACHI|LAHORE|PESHAWAR|QUETTA|RAWALPINDI|KABUL|KANDAHAR|DHAKA|COLOMBO|KATHMANDU|
	TEHRAN|BAGHDAD|CAIRO|BEIRUT|DAMASCUS|AMMAN|JERUSALEM|TEL AVIV|GAZA|GAZA CITY|RAMALLAH|RIYADH|DUBAI|ABU DHABI|DOHA|KUWAIT CITY|SANAA|ANKARA|ISTANBUL|ATHENS|ROME|MADRID|LISBON|BRUSSELS|AMSTERDAM|GENEVA|VIENNA|BERN|WARSAW|PRAGUE|BUDAPEST|BUCHAREST|
	SOFIA|BELGRADE|ZAGREB|KYIV|KIEV|MINSK|STOCKHOLM|OSLO|COPENHAGEN|HELSINKI|DUBLIN|OTTAWA|TORONTO|MEXICO CITY|HAVANA|BOGOTA|CARACAS|LIMA|SANTIAGO|BUENOS AIRES|BRASILIA|RIO DE JANEIRO|SAO PAULO|NAIROBI|LAGOS|ABUJA|ACCRA|JOHANNESBURG|PRETORIA|CAPE TOWN|
	ADDIS ABABA|KHARTOUM|TUNIS|ALGIERS|RABAT|TRIPOLI|MANILA|JAKARTA|KUALA LUMPUR|SINGAPORE|BANGKOK|HANOI|HONG KONG|TAIPEI|SYDNEY|CANBERRA|MELBOURNE|WELLINGTON|LOS ANGELES|CHICAGO|BOSTON|SAN FRANCISCO|UNITED NATIONS|MÜNCHEN|WIEN|ROMA|MILANO|PRAHA|WARSZAWA|
	МОСКВА|КИЕВ|МИНСК|КАБУЛ|КИЇВ|القاهرة|بيروت|دمشق|بغداد|الرياض|عمان|واشنطن|لندن|باريس|القدس|رام الله|غزة|طهران|تهران|کابل|اسلام آباد|کراچی|لاہور|नई दिल्ली|मुंबई|इस्लामाबाद`)

// notPlaces start a line in capitals and are followed by a dash or a colon, but are no place.
var notPlaces = annotate.SetOf(" ", `UPDATE UPDATED BREAKING WARNING NOTE EXCLUSIVE ANALYSIS OPINION WATCH PHOTO PHOTOS VIDEO LIVE READ
	CORRECTION CLARIFICATION DEVELOPING ALERT SPECIAL INTERVIEW REVIEW COMMENT EDITORIAL PROFILE FACTBOX TIMELINE
	LOOK EXPLAINER EXPLAINED FOCUS VERDICT PICTURED REVEALED OBITUARY LETTER LETTERS COLUMN FEATURE INSIGHT BRIEFING DISPATCH POLL QUIZ LATEST
	SPORT SPORTS FOOTBALL POLITICS BUSINESS WORLD NEWS ECONOMY MARKETS CULTURE HEALTH SCIENCE TECH OPINIONS URGENT FLASH ALERTE EILMELDUNG DIRECT VIDÉO ENTRETIEN
	QUESTION ANSWER TRANSCRIPT SUMMARY BACKGROUND FACT MORE ALSO RELATED FILE LISTEN SPOILER PREVIEW RECAP REPORT
	EDITOR'S EDITOR’S JUST KEY THE HOST HOW WHY WHAT WHO SOURCE DATE TITLE AUTHOR BYLINE HEADLINE SUBJECT TOPIC`)

// longestDateline bounds the part of a paragraph that is searched, in bytes.
const longestDateline = 120

// datelineAt says how many bytes the dateline takes with which line i starts, without the space after it, and where in
// it the outlet is named; 0 where there is none. A dateline may go on in the next line of the paragraph.
func (a *analysis) datelineAt(i int) (length int, outlet string) {
	text := a.lines[i].text
	if length, outlet = findDateline(text); length > 0 {
		return length, outlet
	}
	if i+1 < len(a.lines) && len(text) < longestDateline/2 && a.lines[i+1].paragraph == a.lines[i].paragraph && lastRune(text) == ',' {
		if length, outlet = findDateline(text + " " + a.lines[i+1].text); length > len(text)+1 {
			return length, outlet
		}
	}
	if !a.lines[i].sentence() || !strings.ContainsAny(text[:min(len(text), longestDateline)], ":—–-") || a.isTranscript() {
		return 0, ""
	}
	for _, pattern := range weakDatelines {
		m := pattern.FindStringSubmatchIndex(text[:min(len(text), longestDateline)])
		if m == nil || !plausiblePlace(text[:m[1]], text[m[1]:]) && text[m[3]] != ':' || !a.isPlace(text[m[2]:m[3]]) {
			continue
		}
		return len(strings.TrimRight(text[:m[1]], " ")), ""
	}
	return 0, ""
}

// isPlace says whether a name is that of a place: one that newspapers write from, or one that the text speaks of as such.
func (a *analysis) isPlace(name string) bool {
	is, asked := a.places[name]
	if !asked {
		is = a.speaksOfPlace(name)
		a.places[name] = is
	}
	return is
}

func (a *analysis) speaksOfPlace(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	if cities[strings.ToUpper(first)] || cities[name] {
		return true
	}
	if strings.ToUpper(name) == name {
		name = capitalise(name)
	}
	for _, l := range a.lines {
		for at := strings.Index(l.text, name); at >= 0; {
			if !unicode.IsLetter(firstRune(l.text[at+len(name):])) && beforePlace(l.text[:at]) {
				return true
			}
			next := strings.Index(l.text[at+1:], name)
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	return false
}

// What stands before the name of a place: a word by itself, or one with "of" behind it.
var (
	toPlace = annotate.SetOf(" ", `in In near Near outside Outside around Around at At aus nach bei von à de en em a di da te i w v we`)
	ofPlace = annotate.SetOf(" ", `council city town mayor people residents capital port village province streets north south east west outskirts harbour harbor region district centre center`)
)

// beforePlace says whether a text ends with what stands before the name of a place.
func beforePlace(text string) bool {
	rest, spaced := strings.CutSuffix(text, " ")
	if !spaced {
		return false
	}
	if rest, spaced = strings.CutSuffix(rest, " of"); spaced {
		return ofPlace[lastWord(rest)]
	}
	return toPlace[lastWord(rest)]
}

// longestWord bounds a word that is looked at from its end, in bytes.
const longestWord = 60

// lastWord is the run of letters that a text ends with, or the end of a long one.
func lastWord(text string) string {
	end := ending(text, longestWord)
	return end[len(strings.TrimRightFunc(end, unicode.IsLetter)):]
}

// findDateline says how many bytes of a paragraph its dateline takes, without the space after it, and where in it the
// outlet is named; 0 where the paragraph has none.
func findDateline(text string) (length int, outlet string) {
	head := text
	if len(head) > longestDateline {
		head = strings.ToValidUTF8(head[:longestDateline], "")
	}
	signs := datelineSigns(head)
	if signs == "" {
		return 0, ""
	}
	for _, d := range datelines {
		m := findAt(d.pattern, head, strings.ContainsAny(signs, d.signs))
		if m == nil {
			continue
		}
		name := ""
		if len(m) > 2 {
			name = knownOutlet(head[m[2]:m[3]])
		}
		if d.knownOutlet && name == "" || name == "" && !plausiblePlace(head[:m[1]], text[m[1]:]) {
			continue
		}
		return len(strings.TrimRight(head[:m[1]], " ")), name
	}
	return 0, ""
}

// dashes are the signs that follow a place.
const dashes = "—–-"

// datelineSigns gathers the characters of a text without which it has no dateline. A hyphen counts at the side of a word.
func datelineSigns(text string) string {
	var signs []rune
	for i, r := range text {
		switch r {
		case '-':
			if i > 0 && i+1 < len(text) && !strings.ContainsRune(" -", rune(text[i-1])) && !strings.ContainsRune(" -", rune(text[i+1])) {
				continue
			}
			signs = append(signs, r)
		case '—', '–', '(', '/', '«', '（', '[', '【', '电', '電', '讯', '訊':
			signs = append(signs, r)
		}
	}
	return string(signs)
}

// plausiblePlace says whether what stands before a dash or a colon may be a place: a sentence must start after it, and
// it must not be a rubric.
func plausiblePlace(before, after string) bool {
	name := before
	if end := strings.IndexAny(before, ",(:—–"); end >= 0 {
		name = before[:end]
	}
	name = strings.TrimRight(name, " .-")
	first, _, _ := strings.Cut(name, " ")
	first, _, _ = strings.Cut(first, "/")
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	next, _ := utf8.DecodeRuneInString(after)
	return letters >= 3 && !notPlaces[first] && outlets[name] == "" && !unicode.IsLower(next)
}

// isTranscript says whether the text is one, and remembers it.
func (a *analysis) isTranscript() bool {
	if a.transcript == nil {
		is := transcript(a.lines)
		a.transcript = &is
	}
	return *a.transcript
}

var speaker = lazy.New(`^` + capitals + `: `)

// transcript says whether several lines start with a name in capitals and a colon, as the turns of an interview do.
func transcript(lines []line) bool {
	turns := 0
	for _, l := range lines {
		if len(l.text) > 0 && strings.Contains(l.text[:min(len(l.text), 60)], ": ") && speaker.MatchString(l.text) {
			turns++
		}
		if turns > 1 {
			return true
		}
	}
	return false
}
