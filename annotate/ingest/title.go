package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// What a title may measure.
const (
	longestTitle     = 160 // code points
	longestHanTitle  = 60  // code points, in scripts without spaces
	longestTitleText = 28  // words
	longestQuestion  = 15  // words of a title that ends with a question mark
	longestCry       = 8   // words of a title that ends with an exclamation mark
	longestStopped   = 100 // code points of a title that ends with a full stop
)

// canBeTitle says whether line i, of which all above are marked or no paragraphs, looks like the title: a short line of
// its own that does not end like a sentence, with an article after it.
func (a *analysis) canBeTitle(i int) bool {
	l := a.lines[i]
	switch {
	case l.length() > longestTitle || l.words() > longestTitleText,
		ideographic(l.text) && l.length() > longestHanTitle,
		endsSentence(l.text, false) && !a.stoppedTitle(i),
		!endsSentence(l.text, false) && endsSentence(l.text, true) && (l.words() > longestQuestion || lastRune(l.text) == '!' && l.words() > longestCry),
		strings.ContainsRune(":,;，、；：", lastRune(l.text)),
		strings.ContainsRune("—–", lastRune(l.text)),
		strings.Contains(l.text, "://"),
		l.bulleted() || startsLower(l.text) && !strings.ContainsFunc(firstWord(l.text), unicode.IsUpper),
		strings.IndexFunc(l.text, unicode.IsLetter) < 0:
		return false
	}
	if next := i + 1; next < len(a.lines) && a.lines[next].paragraph == l.paragraph && a.lines[next].kind == "" && a.lines[next].text != l.text {
		if _, found := readByline(a.lines[next].text); !found && a.isProse(i) {
			return false
		}
	}
	for j := i + 1; j < len(a.lines); j++ {
		if a.lines[j].kind == "" && a.lines[j].text != l.text {
			return true
		}
	}
	return false
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}

// stoppedTitle says whether line i is a headline that ends with a full stop: one short sentence that stands first, with
// nothing but names, dates and the page's furniture between it and a dateline, or with a byline or a date at once.
func (a *analysis) stoppedTitle(i int) bool {
	l := a.lines[i]
	if l.length() > longestStopped || strings.ContainsAny(l.text, "“”\"«»") || strings.Contains(l.text, ". ") || a.prose[i] > 0 || i+1 == len(a.lines) {
		return false
	}
	next := a.lines[i+1]
	_, named := readByline(next.text)
	if named || next.dating().rank > notPublished || next.kind == annotate.RegionByline {
		return true
	}
	for j := i + 1; j < len(a.lines) && j <= headLines; j++ {
		if a.lines[j].kind != "" || rubric(a.lines[j].text) {
			continue
		}
		length, _ := a.datelineAt(j)
		return length > 0
	}
	return false
}

// isHeadline says of a line that can be a title whether it is one, and not the rubric above it: then the next line that
// can be one is a headline. A word alone is no headline.
func (a *analysis) isHeadline(candidates []int, at int) bool {
	text := a.lines[candidates[at]].text
	for _, next := range candidates[at+1:] {
		if a.lines[next].text != text {
			return !kicker(text, a.lines[next].text)
		}
	}
	return strings.Contains(text, " ") || ideographic(text) && utf8.RuneCountInString(text) > 4
}

var (
	titleLabel  = lazy.New(`^(?i:title|headline|titel|überschrift|titre|título|titulo|titolo|tytuł|nadpis|titulek|rubrik|başlık|judul|tiêu đề|naslov|titlu|cím|заголовок|название|العنوان|عنوان|शीर्षक|শিরোনাম|标题|標題|题目|タイトル|見出し|제목|τίτλος|כותרת|# ?|## ?) ?(?:[:：] ?|$)`)
	titleMark   = lazy.New(`^#{1,3} `)
	titleSuffix = lazy.New(` (?:\||–|—|-|::|•|·) ([^|–—]{2,40})$`)
)

// setTitle takes line i as the title, with the lines right after it that repeat it or go on with it.
func (a *analysis) setTitle(i int) {
	l := a.lines[i]
	from := len(titleMark.FindString(l.text))
	if m := titleLabel.FindString(l.text); m != "" && len(m) < len(l.text) {
		from = len(m)
	}
	to := len(l.text)
	if m := titleSuffix.FindStringSubmatchIndex(l.text); m != nil && m[0] > from {
		name := l.text[m[2]:m[3]]
		if known := outlets[name]; known != "" || outletName(name) || l.text[m[0]+1] == '|' && utf8.RuneCountInString(name) <= 30 && startsUpper(name) {
			to = m[0]
			a.setOutlet(known, 2, i, m[2], m[3])
		}
	}
	a.title = l.text[from:to]
	a.found("title", a.title, i, from, to)
	end := i + 1
	for end < len(a.lines) && a.lines[end].text == l.text {
		end++
	}
	for j := i; j < end; j++ {
		a.lines[j].kind = annotate.RegionTitle
	}
	if end == i+1 && end < len(a.lines) && a.wrappedTitle(i) {
		a.mark(i, end+1, annotate.RegionTitle)
		a.title += " " + a.lines[end].text
		last := &a.findings[len(a.findings)-1]
		last.Detail, last.End = a.title, a.lines[end].end
	}
}

// wrappedTitle says whether a title goes on in the line below line i: a short one, the last of its paragraph, that goes
// on with a small letter, or after a small word.
func (a *analysis) wrappedTitle(i int) bool {
	l, next := a.lines[i], a.lines[i+1]
	if _, named := readByline(next.text); named {
		return false
	}
	last := i+2 == len(a.lines) || a.lines[i+2].paragraph != l.paragraph || a.lines[i+2].kind != ""
	return next.kind == "" && next.paragraph == l.paragraph && last && l.length() >= 20 && l.length()+next.length() <= longestTitle &&
		!endsSentence(next.text, false) && (startsLower(next.text) || openEnd[l.text[strings.LastIndexByte(l.text, ' ')+1:]])
}

// isProse says whether the paragraph of line i belongs to the article: it is long, or ends like a sentence.
func (a *analysis) isProse(i int) bool {
	length, last := 0, ""
	for _, l := range a.lines[i:] {
		if l.paragraph != a.lines[i].paragraph || l.kind != "" {
			break
		}
		length += l.length()
		last = l.text
		if length >= longestTitle {
			return true
		}
	}
	return endsSentence(last, true)
}

// longestDeck bounds the sentence that may stand between a headline and the names below it, in code points.
const longestDeck = 250

// deck says whether line i is a sentence between a headline and the author or the date of the article.
func (a *analysis) deck(i int) bool {
	if a.lines[i].length() > longestDeck {
		return false
	}
	for j := i + 1; j < len(a.lines) && j <= i+2; j++ {
		l := a.lines[j]
		_, named := readByline(l.text)
		rank := l.dating().rank
		if l.length() <= 120 && (named || rank == bare || rank == updated || l.kind == annotate.RegionByline) {
			return true
		}
	}
	return false
}
