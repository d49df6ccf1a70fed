package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// hyphenated is what the library puts in the place of a hyphen at which a word was divided.
const hyphenated = '\x02'

// paragraphs makes paragraphs of the lines of all pages.
func paragraphs(pages []page) []flow.Paragraph {
	all := make([][]line, len(pages))
	for i, p := range pages {
		all[i] = lines(p, i)
	}
	marks := running(all, pages)
	body := bodySize(all)
	m := maker{body: body, compounds: compounds(all)}
	for i, page := range all {
		for j, l := range page {
			if marks[i][j] {
				m.aside = append(m.aside, flow.Paragraph{Block: ingest.Block{Text: clean(l.text), Kind: annotate.RegionBoilerplate}})
				if !m.begun {
					m.end()
				}
				continue
			}
			m.add(l, pitch(page, j))
		}
	}
	m.end()
	m.title()
	return m.paragraphs
}

// maker joins lines to paragraphs.
type maker struct {
	paragraphs []flow.Paragraph
	sizes      []float64 // of the paragraphs
	pages      []int     // on which they begin
	aside      []flow.Paragraph
	text       strings.Builder
	first      line
	last       line
	begun      bool
	body       float64
	compounds  map[string]bool
}

// add takes the next line. above is how far the line above it is, in lines.
func (m *maker) add(l line, above float64) {
	if m.begun && m.parts(l, above) {
		m.end()
	}
	text := clean(l.text)
	if !m.begun {
		m.begun, m.first = true, l
		m.text.WriteString(text)
	} else {
		m.join(text)
	}
	m.last = l
}

// parts says whether a line begins a paragraph.
func (m *maker) parts(l line, above float64) bool {
	last := m.last
	switch {
	case differ(l.size, last.size), strings.Contains(l.text, cells), strings.Contains(last.text, cells):
		return true
	case strings.HasSuffix(strings.TrimRight(last.text, " "), string(hyphenated)):
		return false
	}
	apart := l.page != last.page || l.column != last.column
	ended := endsSentence(last.text)
	if apart {
		return ended && (l.left-l.columns[0] > indent*l.size || short(last) || startsNew(l.text)) || !ended && last.size > 1.15*m.body
	}
	switch {
	case above > widePitch:
		return true
	case l.left-l.columns[0] > indent*l.size && last.left-last.columns[0] < indent*last.size && l.left-l.columns[0] < 6*l.size && startsNew(l.text):
		return true
	case item.MatchString(strings.TrimSpace(l.text)):
		return true
	}
	return short(last) && (ended || startsNew(l.text) && last.right-last.left < 0.6*(last.columns[1]-last.columns[0]))
}

const (
	indent    = 0.7  // of the size of the letters, by which a first line is set in
	widePitch = 1.45 // of the usual distance of lines, from which on a paragraph is apart
)

var (
	item       = regexp.MustCompile(`^[•‣▪●◦–—*-] \S|^\(?\d{1,2}[.)] \p{Lu}`)
	pageNumber = regexp.MustCompile(`^(?i)[^\pL\d]*(?:page|seite|página|pagina|p\.|s\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,4})?[^\pL\d]*$|^[^\pL\d]*[ivxl]{1,6}[^\pL\d]*$`)
)

func differ(a, b float64) bool { return a > 0 && b > 0 && (a > 1.18*b || b > 1.18*a) }

// short says whether a line ends well before its column does.
func short(l line) bool { return l.right < l.columns[1]-0.12*(l.columns[1]-l.columns[0]) }

func startsNew(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " \t"))
	return !unicode.IsLower(r) && r != ',' && r != ')' && r != ';'
}

func endsSentence(text string) bool {
	text = strings.TrimRight(text, " ”“\"'’»)]0123456789")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…:。！？؟", r)
}

// join puts a line to the one before it. A hyphen at its end goes where a word was divided.
func (m *maker) join(text string) {
	before := m.text.String()
	trimmed := strings.TrimRight(before, " ")
	last, size := utf8.DecodeLastRuneInString(trimmed)
	next, _ := utf8.DecodeRuneInString(text)
	switch {
	case last == hyphenated || (last == '-' || last == '\u2010' || last == '\u00ad') && unicode.IsLower(next):
		head := trimmed[:len(trimmed)-size]
		if m.compounds[compound(head, text)] {
			head += "-"
		} else if last == hyphenated && !unicode.IsLower(next) { // a name of two parts
			head += "-"
		}
		m.text.Reset()
		m.text.WriteString(head + text)
	case isIdeograph(last) && isIdeograph(next):
		m.text.WriteString(text)
	default:
		m.text.WriteString(" " + text)
	}
}

func isIdeograph(r rune) bool {
	return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60
}

// compound is the word that the ends of two lines make, with a hyphen.
func compound(head, tail string) string {
	start := strings.LastIndexFunc(head, notWord) + 1
	end := strings.IndexFunc(tail, notWord)
	if end < 0 {
		end = len(tail)
	}
	return strings.ToLower(head[start:] + "-" + tail[:end])
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }

var hyphen = regexp.MustCompile(`\pL+-\pL+`)

// compounds are the words with a hyphen that stand within lines.
func compounds(all [][]line) map[string]bool {
	words := map[string]bool{}
	for _, page := range all {
		for _, l := range page {
			for _, w := range hyphen.FindAllString(l.text, -1) {
				words[strings.ToLower(w)] = true
			}
		}
	}
	return words
}

func clean(text string) string { return strings.Join(strings.Fields(text), " ") }

// end ends a paragraph. What stands between the pages goes after it.
func (m *maker) end() {
	if m.begun {
		text := strings.ReplaceAll(m.text.String(), string(hyphenated), "-")
		p := flow.Paragraph{Block: ingest.Block{Text: text}}
		if m.first.size > 1.18*m.body && utf8.RuneCountInString(text) < 300 {
			p.Heading = 2
		}
		if n := len(m.paragraphs); n > 0 { // items of a list and rows of a table
			before := m.paragraphs[n-1].Text
			p.Close = item.MatchString(text) && item.MatchString(before) || strings.Contains(text, cells) && strings.Contains(before, cells)
		}
		m.paragraphs, m.sizes, m.pages = append(m.paragraphs, p), append(m.sizes, m.first.size), append(m.pages, m.first.page)
	}
	for _, p := range m.aside {
		m.paragraphs, m.sizes, m.pages = append(m.paragraphs, p), append(m.sizes, 0), append(m.pages, -1)
	}
	m.text.Reset()
	m.begun, m.aside = false, nil
}

// title marks the paragraph in the largest letters of the first page.
func (m *maker) title() {
	best := -1
	for i, size := range m.sizes {
		if m.pages[i] == 0 && size > 1.25*m.body && m.paragraphs[i].Heading > 0 && (best < 0 || size > m.sizes[best]) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	m.paragraphs[best].Kind, m.paragraphs[best].Heading = annotate.RegionTitle, 1
}

// bodySize is the size of most letters.
func bodySize(all [][]line) float64 {
	letters := map[float64]int{}
	for _, page := range all {
		for _, l := range page {
			letters[float64(int(l.size*2+0.5))/2] += len(l.text)
		}
	}
	best, most := 0.0, 0
	for size, n := range letters {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return best
}

// pitch is how far a line is below the one before it in its column, in the usual distance of the lines there.
func pitch(page []line, at int) float64 {
	if at == 0 || page[at-1].column != page[at].column {
		return 1
	}
	gap := page[at-1].middle() - page[at].middle()
	var gaps []float64
	for i := 1; i < len(page); i++ {
		if page[i].column == page[at].column && page[i-1].column == page[at].column && !differ(page[i].size, page[at].size) {
			if g := page[i-1].middle() - page[i].middle(); g > 0 {
				gaps = append(gaps, g)
			}
		}
	}
	if len(gaps) == 0 || gap <= 0 {
		return 1
	}
	slices.Sort(gaps)
	usual := gaps[len(gaps)*2/5]
	if limit := 1.6 * page[at].size; usual > limit && page[at].size > 0 { // few lines, each a paragraph
		usual = limit
	}
	return gap / usual
}

// margin is how far from the edge of a page running heads stand at most, as a part of its height.
const margin = 0.13

var numberIn = regexp.MustCompile(`\d+`)

// running says which lines are running heads or page numbers: those in the margin that stand on several pages, but for the numbers in
// them, and numbers alone.
func running(all [][]line, pages []page) [][]bool {
	marks := make([][]bool, len(all))
	seen := map[string]int{}
	name := func(i int, l line) string {
		where := "top"
		if l.middle() < pages[i].height/2 {
			where = "bottom"
		}
		return where + numberIn.ReplaceAllString(strings.ToLower(clean(l.text)), "#")
	}
	inMargin := func(i int, l line) bool {
		h := pages[i].height
		return h > 0 && (l.bottom > (1-margin)*h || l.top < margin*h)
	}
	for i, page := range all {
		marks[i] = make([]bool, len(page))
		here := map[string]bool{}
		for _, l := range page {
			if n := name(i, l); inMargin(i, l) && !here[n] && utf8.RuneCountInString(l.text) < 120 {
				here[n] = true
				seen[n]++
			}
		}
	}
	for i, page := range all {
		for j, l := range page {
			if !inMargin(i, l) {
				continue
			}
			text := clean(l.text)
			repeated := seen[name(i, l)] > 1 && seen[name(i, l)]*4 >= len(all)
			marks[i][j] = (repeated || pageNumber.MatchString(text)) && apart(page, j, pages[i].height)
		}
	}
	return marks
}

// apart says whether a line stands apart from the text between it and the middle of the page.
func apart(page []line, at int, height float64) bool {
	l := page[at]
	for i, other := range page {
		var space float64
		if l.middle() > height/2 {
			space = l.bottom - other.top
		} else {
			space = other.bottom - l.top
		}
		inward := l.middle() > height/2 == (other.middle() < l.middle())
		if i != at && inward && space < leastApart*max(l.size, 6) && other.left < l.right+l.size && l.left < other.right+l.size {
			return false
		}
	}
	return true
}

// leastApart is the space between a running head and the text, in sizes of its letters.
const leastApart = 0.5
