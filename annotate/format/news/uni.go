package news

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

var (
	endOfDocument = lazy.New(`^\s*(?i:end of document|ende des dokuments|dokumentende|fin du document|fin de document|fin del documento|fine del documento|einde van (?:het )?document|fim do documento)\s*$`)
	bodyLine      = lazy.New(`^\s*(?i:body|text|volltext|haupttext|corps|texte|texto|testo|tekst)\s*$`)
	footLine      = lazy.New(`^\s*(?i:classification|klassifizierung|klassifikation|clasificación|classificazione|classificatie|graphic|grafik|graphique|gráfico|notes|correction|load-date)\s*$`)
	captionLine   = lazy.New(`^\s*(?i:graphic|grafik|graphique|gráfico)\s*$`)
	coverLine     = lazy.New(`^\s*(?i:user name|date and time|job number|documents? \(\d+\)|client/matter|search terms|search type|narrowed by|content type|news\b.*\|?.*-none-|benutzername|datum und uhrzeit|auftragsnummer|dokumente? \(\d+\)|suchbegriffe|suchtyp|eingegrenzt (?:auf|nach)|kunde/sache|nom d'utilisateur|date et heure|numéro de tâche|termes de recherche|type de recherche|affiné par)\s*(?:[:=|].*|\(.*)?$`)
	listedLine    = lazy.New(`^\s*\d{1,4}\.\s+(.+)$`)
	pageLine      = lazy.New(`^\s*(?i:page|seite|página|pagina) \d+ (?i:of|von|de|sur|di|van) \d+\s*$`)
)

func isEnd(l Line) bool { return len(l.Text) < 100 && endOfDocument.MatchString(l.Text) }

// isUni says whether lines are those of Nexis Uni: each article ends with a line that says so, and has fields or a line above its text.
func isUni(lines []Line) bool {
	return slices.ContainsFunc(lines, isEnd) && slices.ContainsFunc(lines, func(l Line) bool {
		f, _ := readField(l.Text, false)
		return f == fieldLength || f == fieldLoaded || len(l.Text) < 40 && bodyLine.MatchString(l.Text)
	})
}

// divideUni divides by the lines with which articles end. Above the first stands the cover page, and a list of all.
func divideUni(lines []Line) (articles []article, rest []Line) {
	for len(lines) > 0 {
		end := slices.IndexFunc(lines, isEnd)
		if end < 0 {
			return articles, append(rest, lines...)
		}
		from := 0
		if len(articles) == 0 {
			from = coverEnd(lines[:end])
			rest = append(rest, lines[:from]...)
		}
		if from < end {
			articles = append(articles, readUni(lines[from:end+1]))
		}
		lines = lines[end+1:]
	}
	return articles, rest
}

// coverEnd is where the first article begins.
func coverEnd(lines []Line) int {
	last, first := -1, ""
	for i, l := range lines {
		if f, _ := readField(l.Text, false); f == fieldLength || bodyLine.MatchString(l.Text) {
			break
		}
		m := listedLine.FindStringSubmatch(l.Text)
		switch {
		case m != nil && last >= 0:
			if last = i; first == "" {
				first = strings.TrimSpace(m[1])
			}
		case coverLine.MatchString(l.Text):
			last = i
		case pageLine.MatchString(l.Text) && last >= 0:
			last = i
		}
	}
	if last < 0 {
		return 0
	}
	for i := last + 1; i < len(lines) && first != ""; i++ {
		if text := strings.TrimSpace(lines[i].Text); text == first || len(text) > 20 && strings.HasPrefix(first, text) {
			return i
		}
	}
	for i := last + 3; i < len(lines); i++ { // the date stands two lines below the title
		if dateIn(lines[i].Text) != "" {
			return i - 2
		}
	}
	return last + 1
}

// readUni reads an article of Nexis Uni: title, outlet, date, edition and copyright, a line each; fields; the text; what it is filed
// under.
func readUni(lines []Line) article {
	a := article{lines: slices.Clone(lines), kinds: make([]annotate.RegionKind, len(lines))}
	top := 0
	for top < len(lines) && pageLine.MatchString(lines[top].Text) {
		a.kinds[top] = annotate.RegionBoilerplate
		top++
	}
	body := slices.IndexFunc(lines, func(l Line) bool { return bodyLine.MatchString(l.Text) })
	at, date := top, -1
	for ; at < len(lines) && at < top+12 && (body < 0 || at < body); at++ {
		if f, _ := readField(lines[at].Text, false); f != none && at > top {
			break
		}
		if said := dateIn(lines[at].Text); said != "" && date < 0 && at > top {
			date, a.date = at, said
		}
	}
	for i := top; i < at; i++ {
		if text := strings.TrimSpace(lines[i].Text); date < 0 && i > top+1 && !copyright.MatchString(text) {
			at = i // without a date nobody can tell the head from the text
			break
		}
	}
	for i := top; i < at; i++ {
		text := strings.TrimSpace(lines[i].Text)
		a.kinds[i] = annotate.RegionBoilerplate
		switch {
		case i == top || i < date-1:
			a.title, a.kinds[i] = strings.TrimSpace(a.title+" "+text), annotate.RegionTitle
		case i == date:
			a.kinds[i] = annotate.RegionByline
		case a.outlet == "" && !copyright.MatchString(text):
			a.outlet = text
		}
	}
	a.uniFields(at, body)
	return a
}

// uniFields reads the fields from line i on, up to the text, which begins below line body, and those below it.
func (a *article) uniFields(i, body int) {
	if body >= 0 {
		for ; i < body; i++ {
			f, value := readField(a.lines[i].Text, false)
			a.kinds[i] = f.regionOf()
			if f == none {
				a.kinds[i] = annotate.RegionBoilerplate
			}
			a.take(f, value)
		}
		a.kinds[body] = annotate.RegionBoilerplate
		i = body + 1
	}
	foot, kind := false, annotate.RegionBoilerplate
	for ; i < len(a.lines); i++ {
		l := a.lines[i]
		f, value := readField(l.Text, false)
		if !foot {
			if foot = isEnd(l) || footLine.MatchString(l.Text) || f == fieldLoaded || f != none && body < 0 && a.foot(i, false); !foot {
				if f != none && body < 0 && a.bare(i) {
					a.kinds[i] = f.regionOf()
					a.take(f, value)
				}
				continue
			}
		}
		if captionLine.MatchString(l.Text) {
			kind = annotate.RegionCaption
		} else if f != none || footLine.MatchString(l.Text) || isEnd(l) {
			kind = annotate.RegionBoilerplate
		}
		a.kinds[i] = kind
		a.take(f, value)
	}
}

// bare says whether no prose stands above line i.
func (a *article) bare(i int) bool {
	return !slices.Contains(a.kinds[:i], "")
}
