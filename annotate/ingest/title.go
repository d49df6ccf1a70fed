package ingest

import (
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
)

// What a title may measure.
const (
	longestTitle     = 160 // code points
	longestHanTitle  = 60  // code points, in scripts without spaces
	longestTitleText = 28  // words
	longestQuestion  = 15  // words of a title that ends like a sentence, with a question or exclamation mark
)

// canBeTitle says whether line i, of which all above are marked or no paragraphs, looks like the title: a short line of
// its own that does not end like a sentence, with an article after it.
func (a *analysis) canBeTitle(i int) bool {
	l := a.lines[i]
	switch {
	case l.length() > longestTitle || l.words() > longestTitleText,
		ideographic(l.text) && l.length() > longestHanTitle,
		endsSentence(l.text, false) || endsSentence(l.text, true) && l.words() > longestQuestion,
		strings.ContainsRune(":,;，、；：", lastRune(l.text)),
		l.bulleted() || startsLower(l.text),
		strings.IndexFunc(l.text, unicode.IsLetter) < 0:
		return false
	}
	if next := i + 1; next < len(a.lines) && a.lines[next].paragraph == l.paragraph && a.lines[next].kind == "" && a.lines[next].text != l.text {
		if author, outlet, _, _ := authorLine(a.lines[next].text); author == "" && outlet == "" {
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

// setTitle takes line i as the title, with the lines right after it that repeat it.
func (a *analysis) setTitle(i int) {
	l := a.lines[i]
	a.title = l.text
	a.found("title", l.text, i, 0, len(l.text))
	for j := i; j < len(a.lines) && a.lines[j].text == l.text; j++ {
		a.lines[j].kind = annotate.RegionTitle
	}
}

// isProse says whether the paragraph of line i belongs to the article: it is long, or ends like a sentence.
func (a *analysis) isProse(i int) bool {
	length, last := 0, ""
	for _, l := range a.lines[i:] {
		if l.paragraph != a.lines[i].paragraph {
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
		author, outlet, _, _ := authorLine(l.text)
		_, rank, _ := dateLine(l.text)
		if l.length() <= 120 && (author != "" || outlet != "" || rank == bare || rank == updated || l.kind == annotate.RegionByline) {
			return true
		}
	}
	return false
}
