package news

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// counted is the line above each article of the old layout.
var counted = lazy.New(`^\s*(?:FOCUS ?- ?)?(?:\d+ (?i:of) \d+ DOCUMENTS?|(?:Dokument|DOKUMENT) \d+ von \d+|(?:Document|DOCUMENT) \d+ (?:de|van|sur) \d+|(?:Documento|DOCUMENTO) \d+ (?:de|di) \d+)\s*$`)

func isCounted(l Line) bool { return len(l.Text) < 200 && counted.MatchString(l.Text) }

// isNexis says whether lines are those of the old layout: each article is counted, and has fields in capitals.
func isNexis(lines []Line) bool {
	at := slices.IndexFunc(lines, isCounted)
	return at >= 0 && slices.ContainsFunc(lines[at:], func(l Line) bool {
		f, _ := readField(l.Text, true)
		return f == fieldLength || f == fieldLoaded || f == fieldLanguage || f == fieldByline
	})
}

// divideNexis divides by the lines that count.
func divideNexis(lines []Line) (articles []article, rest []Line) {
	at := slices.IndexFunc(lines, isCounted)
	rest = slices.Clone(lines[:at])
	width := widthOf(lines[at:])
	for at < len(lines) {
		rest = append(rest, lines[at])
		end := len(lines)
		if next := slices.IndexFunc(lines[at+1:], isCounted); next >= 0 {
			end = at + 1 + next
		}
		if at+1 < end {
			articles = append(articles, readNexis(lines[at+1:end], width))
		}
		at = end
	}
	rest = slices.DeleteFunc(rest, isCounted)
	return articles, rest
}

// widthOf is where lines were broken, in characters, 0 where they were not.
func widthOf(lines []Line) int {
	longest := 0
	for _, l := range lines {
		longest = max(longest, utf8.RuneCountInString(l.Text))
	}
	if longest > 100 {
		return 0
	}
	return longest
}

// readNexis reads an article of the old layout. Above its title, centred, stand the outlet, the date and the edition; below it are
// fields, then the text, then fields and the copyright.
func readNexis(lines []Line, width int) article {
	a := article{lines: unwrap(lines, width)}
	a.kinds = make([]annotate.RegionKind, len(a.lines))
	i := 0
	for ; i < len(a.lines); i++ { // above the title
		text := strings.TrimSpace(a.lines[i].Text)
		f, _ := readField(text, true)
		if f != none || a.date != "" && !centred(a.lines[i].Text) {
			break
		}
		a.kinds[i] = annotate.RegionBoilerplate
		switch date := dateIn(text); {
		case copyright.MatchString(text):
		case date != "" && a.date == "":
			a.date, a.kinds[i] = date, annotate.RegionByline
		case a.outlet == "" && a.date == "":
			a.outlet = text
		}
	}
	if a.date == "" { // no date: what was passed over is not understood
		i = min(1, len(a.lines))
		clear(a.kinds[i:])
	}
	for ; i < len(a.lines); i++ { // the title
		text := strings.TrimSpace(a.lines[i].Text)
		if f, _ := readField(text, true); f != none || a.title != "" && a.lines[i].Apart {
			break
		}
		a.title = strings.TrimSpace(a.title + " " + text)
		a.kinds[i] = annotate.RegionTitle
	}
	a.title = strings.TrimRight(a.title, ";")
	a.fields(i, true)
	return a
}

// centred says whether a line was set in the middle.
func centred(line string) bool {
	return len(line)-len(strings.TrimLeft(line, " \t\u00a0")) >= 8 || strings.HasPrefix(line, "\t\t")
}

// fields reads the fields from line i on, above and below the text. A field goes on to the end of its paragraph.
func (a *article) fields(i int, capitals bool) {
	inBody := false
	for ; i < len(a.lines); i++ {
		text := strings.TrimSpace(a.lines[i].Text)
		f, value := readField(text, capitals)
		switch {
		case f == fieldBody && !inBody:
			if inBody = true; value == "" || !capitals {
				a.kinds[i] = annotate.RegionBoilerplate
			}
			continue
		case copyright.MatchString(text) && utf8.RuneCountInString(text) < 300:
			a.kinds[i] = annotate.RegionBoilerplate
			continue
		case f == none:
			inBody = true
			continue
		case inBody && !a.foot(i, capitals):
			continue
		}
		a.kinds[i] = f.regionOf()
		for i+1 < len(a.lines) && !a.lines[i+1].Apart {
			if next, _ := readField(a.lines[i+1].Text, capitals); next != none || copyright.MatchString(a.lines[i+1].Text) {
				break
			}
			i++
			value = strings.TrimSpace(value + " " + strings.TrimSpace(a.lines[i].Text))
			a.kinds[i] = f.regionOf()
		}
		a.take(f, value)
	}
}

// foot says whether the field in line i belongs to those below the text, and not to the words of the article: nothing but fields and
// a copyright follows.
func (a *article) foot(i int, capitals bool) bool {
	strange := 0
	for _, l := range a.lines[i+1:] {
		f, _ := readField(l.Text, capitals)
		switch {
		case f != none || copyright.MatchString(l.Text) || !l.Apart:
			strange = 0
		default:
			if strange++; strange > 2 {
				return false
			}
		}
	}
	return true
}

// unwrap joins lines that were broken for want of room. One was where the first word of the next would not have fitted.
func unwrap(lines []Line, width int) []Line {
	if width == 0 {
		return slices.Clone(lines)
	}
	var joined []Line
	room := 0 // what is taken of the line that was last looked at
	for _, l := range lines {
		word, _, _ := strings.Cut(strings.TrimSpace(l.Text), " ")
		f, _ := readField(l.Text, true)
		if n := len(joined); n > 0 && !l.Apart && f == none && !centred(l.Text) && room+1+utf8.RuneCountInString(word) > width-leastRoom {
			joined[n-1].Text += " " + strings.TrimSpace(l.Text)
		} else {
			joined = append(joined, l)
		}
		room = utf8.RuneCountInString(l.Text)
	}
	return joined
}

// leastRoom is what may be left free at the end of a line that was broken, in characters.
const leastRoom = 2
