package news

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

var (
	accession   = lazy.New(`^\s*(?:AN[\s|]+)?(?:Document|Dokument|Documento|Document number|Документ|文件|文書|Belge|Dokument nr)\s+([A-Z][A-Z0-9]{2,11}\d{8}[a-z0-9]{6,12})\s*$`)
	wordCount   = lazy.New(`^\s*[\d.,'’ \x{a0}]+ ?(?i:words|wörter|mots|palabras|parole|palavras|woorden|ord|słów|слов|слова|kata|字|語)\s*$`)
	sourceCode  = lazy.New(`^\s*[A-Z][A-Z0-9]{1,7}\s*$`)
	hourLine    = lazy.New(`^\s*\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?\s*$`)
	factivaCode = lazy.New(`^(HD|SE|CR|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CO|IN|NS|RE|IPD|IPC|PUB|AN|CLM|RF|ART|CX|CT|RIC|GC|DLN|NGC)(?:[\s|]+(.*))?$`)
	bylineLine  = lazy.New(`^(?i:by|von|par|por|di|door|av|af) +\p{Lu}`)
)

func isAccession(l Line) bool { return len(l.Text) < 100 && accession.MatchString(l.Text) }

// isFactiva says whether lines are those of Factiva: each article ends with the number under which it is kept.
func isFactiva(lines []Line) bool { return slices.ContainsFunc(lines, isAccession) }

// divideFactiva divides by those numbers. With them may stand what the article is filed under.
func divideFactiva(lines []Line) (articles []article, rest []Line) {
	for len(lines) > 0 {
		end := slices.IndexFunc(lines, isAccession)
		if end < 0 {
			return articles, append(rest, lines...)
		}
		part := lines[:end+1]
		lines = lines[end+1:]
		if a, above, found := readCoded(part); found {
			articles, rest = append(articles, a), append(rest, above...)
			continue
		}
		a, above := readFactiva(part)
		articles, rest = append(articles, a), append(rest, above...)
	}
	return articles, rest
}

// mostAbove is how many lines stand between the top of an article and the count of its words at most.
const mostAbove = 6

// readFactiva reads an article without codes: section, headline and byline; the count of words; date, outlet, code, edition and page,
// language, copyright, a line each; the text; its number.
func readFactiva(lines []Line) (a article, above []Line) {
	count := slices.IndexFunc(lines, func(l Line) bool { return wordCount.MatchString(l.Text) })
	if count > mostAbove { // what stands above is a list of the articles, or the like
		from := count - 1
		for from > 0 && count-from < 3 && !lines[from].Apart {
			from--
		}
		if bylineLine.MatchString(strings.TrimSpace(lines[from].Text)) && from > 0 {
			from--
		}
		above, lines, count = lines[:from], lines[from:], count-from
	}
	a = article{lines: slices.Clone(lines), kinds: make([]annotate.RegionKind, len(lines))}
	a.kinds[len(lines)-1] = annotate.RegionBoilerplate
	if count < 0 {
		a.title = strings.TrimSpace(lines[0].Text)
		a.kinds[0] = annotate.RegionTitle
		return a, above
	}
	a.headlines(count)
	a.kinds[count] = annotate.RegionBoilerplate
	language := -1
	last := min(count+12, len(lines)-1)
	for i := count + 1; i < last && language < 0; i++ {
		if languageOf(lines[i].Text) != "" {
			language = i
		}
	}
	i := count + 1
	for ; i < last; i++ {
		text := strings.TrimSpace(lines[i].Text)
		date := ""
		if a.date == "" {
			date = dateIn(text)
		}
		switch {
		case date != "":
			a.date, a.kinds[i] = date, annotate.RegionByline
		case hourLine.MatchString(text), sourceCode.MatchString(text) && a.outlet != "":
			a.kinds[i] = annotate.RegionBoilerplate
		case i == language:
			a.language, a.kinds[i] = text, annotate.RegionBoilerplate
		case copyright.MatchString(text):
			a.kinds[i] = annotate.RegionBoilerplate
		case a.outlet == "" && a.date != "":
			a.outlet, a.kinds[i] = text, annotate.RegionBoilerplate
		case i < language:
			a.kinds[i] = annotate.RegionBoilerplate
		default:
			return a, above
		}
	}
	return a, above
}

// headlines reads the lines above the count of words: the section, which is short, the headline, and who wrote it.
func (a *article) headlines(count int) {
	from, to := 0, count
	if to-from > 1 {
		line := strings.TrimSpace(a.lines[to-1].Text)
		if bylineLine.MatchString(line) || to-from > 2 && len(line) < 80 {
			a.author, a.kinds[to-1] = author(line), annotate.RegionByline
			to--
		}
	}
	if to-from > 1 {
		first, second := strings.TrimSpace(a.lines[from].Text), strings.TrimSpace(a.lines[from+1].Text)
		if len(first) < 40 && len(first) < len(second) {
			a.kinds[from] = annotate.RegionBoilerplate
			from++
		}
	}
	for i := from; i < to; i++ {
		a.title = strings.TrimSpace(a.title + " " + strings.TrimSpace(a.lines[i].Text))
		a.kinds[i] = annotate.RegionTitle
	}
}

// readCoded reads an article whose lines begin with codes of two or three letters, or stand below them.
func readCoded(lines []Line) (a article, above []Line, found bool) {
	from := slices.IndexFunc(lines, func(l Line) bool {
		m := factivaCode.FindStringSubmatch(strings.TrimSpace(l.Text))
		return m != nil && (m[1] == "HD" || m[1] == "SE")
	})
	if from < 0 || !slices.ContainsFunc(lines[from:], func(l Line) bool { return strings.HasPrefix(strings.TrimSpace(l.Text), "PD") }) {
		return a, nil, false
	}
	above, lines = lines[:from], lines[from:]
	values, code := map[string]string{}, ""
	for _, l := range lines {
		text, apart := strings.TrimSpace(l.Text), l.Apart
		m := factivaCode.FindStringSubmatch(text)
		if m != nil && (code == "" || !(code == "TD" || code == "LP") || m[1] != "IN" && m[1] != "CO" || text == m[1] || strings.ContainsAny(text[2:min(6, len(text))], "|\t") || strings.HasPrefix(text[2:], "  ")) {
			code = m[1]
			a.add(Line{Text: code, Apart: true}, annotate.RegionBoilerplate)
			if text, apart = strings.TrimSpace(strings.TrimLeft(m[2], "|")), false; text == "" {
				continue
			}
		}
		values[code] = strings.TrimSpace(values[code] + " " + text)
		kind := annotate.RegionBoilerplate
		switch code {
		case "HD":
			kind = annotate.RegionTitle
		case "BY", "PD":
			kind = annotate.RegionByline
		case "LP", "TD":
			kind = ""
		case "CT", "ART":
			kind = annotate.RegionCaption
		}
		a.add(Line{Text: text, Apart: apart || kind == "" && code != "" && len(a.kinds) > 0 && a.kinds[len(a.kinds)-1] != ""}, kind)
	}
	a.title, a.author, a.date, a.outlet, a.language = values["HD"], author(values["BY"]), dateIn(values["PD"]), values["SN"], values["LA"]
	return a, above, true
}

func (a *article) add(l Line, kind annotate.RegionKind) {
	a.lines, a.kinds = append(a.lines, l), append(a.kinds, kind)
}
