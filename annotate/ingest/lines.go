package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// line is a line of cleaned text that is not blank.
type line struct {
	text      string
	start     int                 // code points before it
	end       int                 // code points before its line end
	paragraph int                 // lines without a blank line between them have the same number
	kind      annotate.RegionKind // what it is, "" for the article's own prose
	block     int                 // lines of one region have the same number, 0 for a region of its own
	dated     *dating             // what its dates say, nil where no date stands in a line that is short enough for one
}

// longestMarked is the length in bytes up to which a single line can be anything but prose. It keeps the search for
// patterns cheap, and paragraphs that happen to contain their words safe.
const longestMarked = 400

func splitLines(text string) []line {
	lines := make([]line, 0, strings.Count(text, "\n")-strings.Count(text, "\n\n")+1) // of many blank lines too
	paragraph, at := 0, 0
	for part := range strings.SplitSeq(text, "\n") {
		length := utf8.RuneCountInString(part)
		if part == "" {
			paragraph++
		} else {
			lines = append(lines, line{text: part, start: at, end: at + length, paragraph: paragraph})
		}
		at += length + 1
	}
	return lines
}

// What tells a line that is a paragraph from one of a paragraph that was broken into lines of about one length.
const (
	longLine    = 80  // code points of a line that ends a paragraph of its own
	muchShorter = 0.6 // of that line's length that a headline above it may have
	fullLine    = 40  // code points of a line that was not broken for want of room
	mostEnd     = 0.7 // of the full lines within paragraphs that must end as sentences do
)

// partParagraphs parts paragraphs that have no blank line between them: where nearly all their lines end as sentences
// do, each is one, and a long line below a much shorter one starts one.
func partParagraphs(lines []line) {
	inner, ended := 0, 0
	for i := 0; i+1 < len(lines); i++ {
		if lines[i].paragraph == lines[i+1].paragraph && lines[i].length() >= fullLine {
			if inner++; endsSentence(lines[i].text, true) {
				ended++
			}
		}
	}
	each := inner > 1 && float64(ended) >= mostEnd*float64(inner)
	number := 0
	for i, last := 0, 0; i < len(lines); i++ {
		l := &lines[i]
		if i > 0 {
			before := lines[i-1]
			parts := l.length() >= longLine && float64(before.length()) <= muchShorter*float64(l.length()) && startsUpper(l.text)
			if l.paragraph != last || each || parts {
				number++
			}
		}
		last, l.paragraph = l.paragraph, number
	}
}

// findDatings reads the dates of all lines, once for all that ask for them.
func findDatings(lines []line) {
	for i := range lines {
		if d := dateLine(lines[i].text); len(d.dates) > 0 {
			dated := d // of its own, since most lines have none to keep
			lines[i].dated = &dated
		}
	}
}

// dating is what the dates of the line say.
func (l line) dating() dating {
	if l.dated == nil {
		return dating{}
	}
	return *l.dated
}

// length is the number of code points of the line.
func (l line) length() int { return l.end - l.start }

// words counts what stands between spaces.
func (l line) words() int { return strings.Count(l.text, " ") + 1 }

// Least length of a line that reads as a sentence.
const (
	leastSentence    = 4  // words
	leastHanSentence = 12 // code points, in scripts without spaces
)

// sentence says whether the line reads as prose: some words that end as a sentence does.
func (l line) sentence() bool {
	if !endsSentence(l.text, true) {
		return l.length() > longestTitle
	}
	return l.words() >= leastSentence || ideographic(l.text) && l.length() >= leastHanSentence
}

// openEnd are small words at which no sentence and no headline ends.
var openEnd = annotate.SetOf(" ", `the a of to in on at by for with from and or that as is are was were via than de la le les du des à au aux et el los las y
	en del con por der die das den dem und von mit im auf bei o os um da do e il lo gli di het een van op och av och i på`)

// midSentence says whether line i stands within a sentence: pages break lines around links and names.
func (a *analysis) midSentence(i int) bool {
	if i+1 < len(a.lines) {
		next := a.lines[i+1].text
		if startsLower(next) && !strings.Contains(next, "://") && !lowerByline.MatchString(next) || strings.ContainsRune(",.;:)’”»?!、。，،", firstRune(next)) {
			return true
		}
	}
	if i == 0 || a.lines[i-1].kind != "" {
		return false
	}
	before := a.lines[i-1]
	last := lastRune(before.text)
	switch {
	case strings.ContainsRune(",،、，(“«", last), a.prose[i] > 0 && openEnd[before.text[strings.LastIndexByte(before.text, ' ')+1:]] && before.words() > 1:
		return true
	case before.paragraph != a.lines[i].paragraph || before.words() < leastSentence:
		return false
	}
	return a.prose[i-1] > 0 && (unicode.IsLetter(last) || unicode.IsDigit(last))
}

// bullets start the items of a list.
const bullets = "•●▪■◦‣·*"

func (l line) bulleted() bool {
	r, _ := utf8.DecodeRuneInString(l.text)
	return strings.ContainsRune(bullets, r)
}

// closers may follow the full stop of a sentence.
const closers = `"'”’»)]`

// longestEnd bounds what is looked at of the end of a text, in bytes: a full stop with what closes behind it, and the word before it.
const longestEnd = 200

// endsSentence says whether a text ends with the full stop of a sentence; that of an abbreviation such as "U.S." is
// not one. Questions and exclamations count only where marks says so, since headlines may be either.
func endsSentence(text string, marks bool) bool {
	text = strings.TrimRight(ending(text, longestEnd), closers)
	last, size := utf8.DecodeLastRuneInString(text)
	switch last {
	case '!', '?', '！', '？', '؟':
		return marks
	case '…', '。', '।', '॥', '۔', '։', '።', '။', '។', '།':
		return true
	case '.':
		return !abbreviated(text[:len(text)-size])
	}
	return false
}

// abbreviated says whether a text ends like "U.S", before the last full stop of an abbreviation.
func abbreviated(text string) bool {
	word := text[strings.LastIndexByte(text, ' ')+1:]
	if !strings.Contains(word, ".") {
		return false
	}
	for part := range strings.SplitSeq(word, ".") {
		r, size := utf8.DecodeRuneInString(part)
		if size != len(part) || !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// startsUpper says whether a text starts with a capital letter, or one of a script that has none.
func startsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || unicode.Is(unicode.Lo, r)
}

// startsLower says whether a text starts with a small letter.
func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// ideographic says whether a text is written without spaces between its words.
func ideographic(text string) bool {
	return strings.ContainsFunc(text, unparted)
}
