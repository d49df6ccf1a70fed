// Package news divides the bulk files of news databases, Nexis (Nexis Uni, LexisNexis) and Factiva, into their articles, each with what
// the database says of it: title, outlet, date, author, language. The words of an article's head and foot stay in its text, as
// regions. What stands between the articles, such as a cover page, is no article; it is said what it was.
//
// The files are plain text, or come as rich text or Word documents, whose readers hand over their lines. It knows articles, and neither
// annotations nor a project. Start with Items; nexis.go, uni.go and factiva.go know the layouts.
package news

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// Format is a bulk file as plain text.
var Format = form.Format{
	Name: name, Title: "News database (Nexis, Factiva)", Extensions: []string{".txt"}, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: func(_ string, start []byte) bool { return Is(split(decodeStart(start))) },
	Read:      read,
}

// name is that of the format.
const name = "news"

// Line is a line of such a file.
type Line struct {
	Text  string // with the white space before it
	Apart bool   // a blank line stands above it, or it begins a paragraph
	Kind  annotate.RegionKind
}

// layout is one of the ways in which a database writes its articles.
type layout struct {
	name   string
	is     func([]Line) bool
	divide func([]Line) (articles []article, rest []Line)
}

var layouts = []layout{{"Nexis", isNexis, divideNexis}, {"Nexis Uni", isUni, divideUni}, {"Factiva", isFactiva, divideFactiva}}

// Is says whether lines are those of a bulk file, of one article or more.
func Is(lines []Line) bool {
	return slices.ContainsFunc(layouts, func(l layout) bool { return l.is(lines) })
}

// article is one of a bulk file.
type article struct {
	lines                                               []Line
	kinds                                               []annotate.RegionKind // of the lines
	title, outlet, author, date, loaded, language, link string
}

// mostNamed is how much of what was left out is quoted, in characters.
const mostNamed = 80

// Items yields the articles of a bulk file, whose format the caller names.
func Items(file, format string, lines []Line, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		i := slices.IndexFunc(layouts, func(l layout) bool { return l.is(lines) })
		if i < 0 {
			yield(form.Item{}, annotate.Invalidf("it is no bulk file of Nexis or Factiva that is understood: choose another format"))
			return
		}
		articles, rest := layouts[i].divide(lines)
		options.Say(fmt.Sprintf("read as a bulk file of %s with %s", layouts[i].name, annotate.Counted(len(articles), "article", "articles")))
		if words := quote(rest); words != "" {
			options.Say(fmt.Sprintf("%s between the articles, cover page and summary of the search among them, left out: “%s”",
				annotate.Counted(len(rest), "line", "lines"), words))
		}
		given := 0
		for n, a := range articles {
			doc, err := a.document(file, format)
			if err != nil {
				options.Say(fmt.Sprintf("article %d (“%s”) was left out: %v", n+1, quote(a.lines), err))
				continue
			}
			if doc.Published == "" {
				options.Say(fmt.Sprintf("article %d (“%s”) has no date that was understood: set it by hand", n+1, form.Short(doc.Title, mostNamed)))
			}
			given++
			if !yield(form.Item{Article: &doc}, nil) {
				return
			}
		}
		if given == 0 {
			yield(form.Item{}, annotate.Invalidf("it looks like a bulk file of %s, but no article in it was understood: choose another format, such as text", layouts[i].name))
		}
	}
}

// quote is the beginning of lines, in one.
func quote(lines []Line) string {
	var words []string
	for _, l := range lines {
		words = append(words, strings.Fields(l.Text)...)
		if len(words) > mostNamed {
			break
		}
	}
	return form.Short(strings.Join(words, " "), mostNamed)
}

// document makes a document of an article.
func (a article) document(file, format string) (ingest.Document, error) {
	found := ingest.Found{Format: format, Title: a.title, Outlet: a.outlet, Author: a.author, URL: a.link, Published: a.date, Language: languageOf(a.language)}
	var source strings.Builder
	for i, l := range a.lines {
		source.WriteString(l.Text + "\n")
		kind := a.kinds[i]
		if kind == "" {
			kind = l.Kind
		}
		found.Blocks = append(found.Blocks, ingest.Block{Text: l.Text, Kind: kind, Close: !l.Apart})
	}
	found.Source = []byte(source.String())
	doc, err := ingest.Take(file, found)
	if err != nil {
		return doc, err
	}
	if found.Language != "" { // the database knows it
		doc.Language = found.Language
	}
	if doc.Published == "" && a.loaded != "" {
		doc.Published = a.loaded
		doc.Findings = append(doc.Findings, ingest.Finding{What: "published", Detail: a.loaded + " is the day on which the database took the article up, since it names no other: check it", Doubt: true})
	}
	return doc, nil
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		data, err := source.ReadAll(largest)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		reading, err := charset.ReadAs(data, options.Encoding)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		if reading.Guessed {
			options.Say("encoding: " + reading.String())
		}
		for _, damage := range reading.Damage {
			options.Say("damage: " + damage.String())
		}
		for item, err := range Items(source.Base(), name, split(reading.Text), options) {
			if item.Article != nil {
				item.Article.Encoding = reading.Name
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// largest bounds a bulk file, in bytes.
const largest = 256 << 20

// split divides a text into its lines that are not blank.
func split(text string) []Line {
	if strings.ContainsAny(text, "\r\f") {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(text)
	}
	var lines []Line
	apart := true
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(strings.ReplaceAll(line, "\ufeff", ""), " \t\u00a0")
		if line == "" {
			apart = true
			continue
		}
		lines = append(lines, Line{Text: line, Apart: apart})
		apart = false
	}
	return lines
}

// decodeStart is the beginning of a file as text.
func decodeStart(start []byte) string {
	for range utf8.UTFMax { // the last character may have been cut
		if utf8.Valid(start) || len(start) == 0 {
			break
		}
		if r, size := utf8.DecodeLastRune(start); r == utf8.RuneError && size == 1 {
			start = start[:len(start)-1]
		}
	}
	reading, err := charset.Read(start)
	if err != nil {
		return ""
	}
	return reading.Text
}

// dateIn is the date in a line of few words, "" where there is none. The words beside it are those for the day of the week, the time and the edition.
func dateIn(line string) string {
	words := strings.Fields(strings.NewReplacer("\u00a0", " ", ";", " ").Replace(line))
	if len(words) < 2 || len(words) > 14 || len(line) > 120 || !digit.MatchString(line) {
		return ""
	}
	if len(words) == 2 && year.MatchString(words[1]) { // the month of a magazine
		if date, err := ingest.ReadDate("1 " + line); err == nil && len(date) >= len("2006-01") {
			return date[:len("2006-01")]
		}
	}
	for n := min(len(words), 6); n >= 2; n-- {
		for from := 0; from+n <= len(words); from++ {
			part := strings.TrimRight(strings.Join(words[from:from+n], " "), ",")
			if date, err := ingest.ReadDate(part); err == nil && len(date) >= len("2006-01") && year.MatchString(part) {
				return date
			}
		}
	}
	return ""
}

var (
	digit = lazy.New(`\d`)
	year  = lazy.New(`\b(1[6-9]|20)\d\d\b|\d{4}年`)
)
