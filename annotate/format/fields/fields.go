// Package fields makes articles of rows: it finds out which column of a table, or which field of an object, is the text, the title, the
// date and so on, by the names that people and programs give them in several languages, and by what stands in them.
//
// It knows no file format. Start with Find.
package fields

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// names are those of columns by what they are of an article, as Folded; an earlier one goes before a later one.
var names = map[string][]string{
	"text": words("text fulltext articletext bodytext body content articlebody maintext plaintext articlecontent bodycontent fieldsbodytext textfull newstext story storytext description " +
		"texte texteintegral contenu corps volltext artikeltext inhalt texto textocompleto contenido cuerpo testo corpo conteudo tekst inhoud tresc текст содержание 正文 内容 全文 本文 النص نص متن metin icerik abstract leadparagraph raw rawtext document message"),
	"title": words("title headline heading articletitle headlinemain webtitle titlefull hed subject titre titel uberschrift schlagzeile titulo titular titolo kop tytul naglowek заголовок название 标题 標題 题目 タイトル العنوان عنوان baslik name"),
	"outlet": words("outlet publication newspaper paper publisher source sourcename sitename medium media mediaoutlet journal publicationname sourcedomain outletname site domain hostname newspapername journalname publishername medianame agency " +
		"zeitung quelle medium publikation organ journalname periodico diario fuente medio giornale testata fonte krant bron jornal gazeta zrodlo издание источник газета 媒体 来源 报纸 المصدر الصحيفة gazete kaynak"),
	"author": words("author authors byline creator writer bylineoriginal articleauthor journalist authorname auteur auteurs autor autoren autorin verfasser autore autores autori redacteur автор 作者 著者 الكاتب yazar"),
	"date": words("date published publisheddate publicationdate datepublished datepublish publishdate pubdate published_at publishedat dateofpublication articledate webpublicationdate day created createdat datetime timestamp time datepub " +
		"datum erscheinungsdatum veroffentlicht publikationsdatum datedepublication datepublication fecha fechapublicacion data datapubblicazione datapublicacao publicatiedatum дата 日期 发布日期 日付 التاريخ تاريخ tarih"),
	"url":      words("url link weburl href permalink uri articleurl sourceurl webaddress canonicalurl shareurl lien adresse enlace indirizzo ссылка 链接 网址 الرابط"),
	"language": words("language lang langue sprache idioma lingua taal язык 语言 اللغة dil"),
	"story":    words("story storyid storyname event eventid eventname cluster clusterid topic issue case story_title ereignis thema evenement sujet evento tema argomento gebeurtenis onderwerp событие тема 事件 话题 الحدث olay"),
}

func words(list string) []string {
	parts := strings.Fields(list)
	for i := range parts {
		parts[i] = Folded(parts[i])
	}
	return parts
}

var accents = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "é", "e", "è", "e", "ê", "e", "ë", "e", "á", "a", "à", "a", "â", "a", "ã", "a", "í", "i", "ì", "i", "ï", "i",
	"ó", "o", "ò", "o", "ô", "o", "õ", "o", "ú", "u", "ù", "u", "ñ", "n", "ç", "c", "ß", "ss", "ł", "l", "ź", "z", "ć", "c", "ś", "s", "ş", "s", "ı", "i", "ğ", "g")

// Folded is a name as names are compared: letters and digits, without case and accents.
func Folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, accents.Replace(strings.ToLower(name)))
}

// Role is what a column of that name is, "" where the name does not say.
func Role(name string) string {
	folded := Folded(name)
	for _, role := range form.ColumnRoles {
		if slices.Contains(names[role], folded) {
			return role
		}
	}
	return ""
}

// Columns say in which column, by its place, each role stands.
type Columns struct {
	at       map[string]int
	header   []string
	dayFirst bool // dates in numbers have the day before the month, as one of them shows
	guessed  bool // the text was told by its length
}

// Lengths of texts, in characters.
const (
	shortText  = 20 // on the average, of a column that is not taken for the text where there are longer ones
	leastText  = 80 // on the average, of a column that is taken for the text
	mostHeader = 60 // of the name of a column
)

// Find finds out what the columns are, from their names and some rows. given are those that somebody named, which must be there.
func Find(header []string, rows [][]string, given map[string]string) (Columns, error) {
	c := Columns{at: map[string]int{}, header: header}
	taken := map[int]bool{}
	for _, role := range form.ColumnRoles {
		name, is := given[role]
		if !is || name == "" {
			continue
		}
		i := slices.Index(header, name)
		if i < 0 {
			i = slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(name)) })
		}
		if i < 0 {
			return c, annotate.Invalidf("it has no column “%s”: it has %s", name, list(header))
		}
		c.at[role], taken[i] = i, true
	}
	for _, role := range form.ColumnRoles {
		if _, is := c.at[role]; is || given[role] == "" && isGiven(given, role) {
			continue
		}
		for _, name := range names[role] {
			i := slices.IndexFunc(header, func(h string) bool { return Folded(h) == name })
			if i >= 0 && !taken[i] && suits(role, i, rows) {
				c.at[role], taken[i] = i, true
				break
			}
		}
	}
	if _, is := c.at["text"]; !is {
		if longest, mean := longestColumn(len(header), rows); mean >= leastText {
			for role, at := range c.at {
				if at == longest && given[role] == "" {
					delete(c.at, role)
				}
			}
			c.at["text"], c.guessed = longest, true
		}
	}
	if _, is := c.at["text"]; !is {
		return c, annotate.Invalidf("it is a table with the columns %s, and none of them looks like the text of articles: name it, --columns text=COLUMN", list(header))
	}
	if at, is := c.at["date"]; is {
		c.dayFirst = dayFirst(at, rows)
	}
	return c, nil
}

func isGiven(given map[string]string, role string) bool {
	_, is := given[role]
	return is
}

// shownRows is how many rows of a table are told of.
const shownRows = 3

// Choose is Find for a reader, whose caller hears how the table looks.
func Choose(header []string, rows [][]string, options form.ReadOptions) (Columns, error) {
	c, err := Find(header, rows, options.Columns)
	if options.Table != nil {
		table := form.Table{Header: header, Rows: rows[:min(shownRows, len(rows))], Roles: map[string]string{}}
		for role, at := range c.at {
			table.Roles[role] = header[at]
		}
		options.Table(table)
	}
	return c, err
}

// suits says whether what stands in a column can be what its name says.
func suits(role string, at int, rows [][]string) bool {
	filled, good := 0, 0
	total := 0
	for _, row := range rows {
		if at >= len(row) || strings.TrimSpace(row[at]) == "" {
			continue
		}
		filled++
		text := strings.TrimSpace(row[at])
		total += utf8.RuneCountInString(text)
		switch role {
		case "date":
			if strings.ContainsFunc(text, unicode.IsDigit) && len(text) < 80 {
				good++
			}
		case "text":
			if strings.ContainsFunc(text, unicode.IsLetter) {
				good++
			}
		default:
			if len(text) < 1000 {
				good++
			}
		}
	}
	if role == "text" && filled > 0 && total/filled < shortText { // “content” of “news”, “source” and the like
		if longest, mean := longestColumn(widest(rows), rows); longest != at && mean > 2*total/filled {
			return false
		}
	}
	return filled == 0 && role != "text" || 2*good > filled
}

func widest(rows [][]string) int {
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	return columns
}

// longestColumn is the column with the longest texts, and how long they are on the average.
func longestColumn(columns int, rows [][]string) (at, mean int) {
	for i := range columns {
		sum, filled := 0, 0
		for _, row := range rows {
			if i < len(row) && strings.Contains(strings.TrimSpace(row[i]), " ") || i < len(row) && utf8.RuneCountInString(row[i])*2 < len(row[i]) {
				sum += utf8.RuneCountInString(row[i])
				filled++
			}
		}
		if filled > 0 && sum/filled > mean && 2*filled >= len(rows) {
			at, mean = i, sum/filled
		}
	}
	return at, mean
}

var numbers = regexp.MustCompile(`^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b`)

// dayFirst says whether a date shows that the day stands before the month, and none that it does not.
func dayFirst(at int, rows [][]string) bool {
	first := false
	for _, row := range rows {
		if at >= len(row) {
			continue
		}
		if m := numbers.FindStringSubmatch(row[at]); m != nil {
			if m[2] > "12" && len(m[2]) == 2 {
				return false
			}
			first = first || m[1] > "12" && len(m[1]) == 2
		}
	}
	return first
}

func list(header []string) string {
	quoted := make([]string, 0, len(header))
	for i, h := range header {
		if i == 30 {
			quoted = append(quoted, fmt.Sprintf("%d more", len(header)-i))
			break
		}
		if r := []rune(h); len(r) > mostHeader {
			h = string(r[:mostHeader]) + "…"
		}
		quoted = append(quoted, "“"+strings.TrimSpace(h)+"”")
	}
	return strings.Join(quoted, ", ")
}

// String says what was found out, in a sentence.
func (c Columns) String() string {
	var parts []string
	var left []string
	used := map[int]bool{}
	for _, role := range form.ColumnRoles {
		if at, is := c.at[role]; is {
			parts = append(parts, role+" from “"+strings.TrimSpace(c.header[at])+"”")
			used[at] = true
		}
	}
	for i, h := range c.header {
		if !used[i] && strings.TrimSpace(h) != "" {
			left = append(left, h)
		}
	}
	said := "each row was taken for an article: " + strings.Join(parts, ", ")
	if c.guessed {
		said += "; the text was told by its length"
	}
	if c.dayFirst {
		said += "; in its dates the day stands before the month"
	}
	if len(left) > 0 {
		said += "; left out: " + list(left)
	}
	return said
}

// Take makes an article of a row. source is the row as it stood in the file.
func (c Columns) Take(file, format string, row []string, source []byte) (ingest.Document, string, error) {
	cell := func(role string) string {
		if at, is := c.at[role]; is && at < len(row) {
			return strings.TrimSpace(row[at])
		}
		return ""
	}
	found := ingest.Found{Format: format, Source: source, Title: plain(cell("title")), Outlet: plain(cell("outlet")), Author: plain(cell("author")), URL: cell("url"), Language: cell("language"), Published: c.date(cell("date"))}
	text := cell("text")
	if text == "" {
		return ingest.Document{}, "", annotate.Invalidf("it has no text")
	}
	if tags.IsHTML(text) {
		found.Blocks = tags.HTML(text)
		found.Findings = append(found.Findings, ingest.Finding{What: "markup", Detail: "the text was HTML: its tags were taken for what they mean"})
	} else {
		found.Blocks = []ingest.Block{{Text: text}}
	}
	doc, err := ingest.Take(file, found)
	if err == nil && len(found.Language) == 2 && doc.Language != strings.ToLower(found.Language) {
		doc.Language = strings.ToLower(found.Language) // who made the table knows it
	}
	return doc, cell("story"), err
}

// plain is a value without the tags that a web site left in it.
func plain(value string) string {
	if !tags.IsHTML(value) {
		return value
	}
	var parts []string
	for _, b := range tags.HTML(value) {
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, " ")
}

// date is a date as it is kept, or as it stands where it is not understood.
func (c Columns) date(text string) string {
	if m := numbers.FindStringSubmatch(text); m != nil && c.dayFirst {
		return fmt.Sprintf("%s-%02s-%02s", m[3], m[2], m[1])
	}
	if date := ingest.ReadStamp(text); date != "" {
		return date
	}
	return text
}
