// Package flow makes articles of the paragraphs that a word processor keeps: one of them all, or several where a news database
// wrote them one below the other.
//
// What such a document says of itself, its properties, is said by who saved it and not by who wrote the article. So it counts only
// where the words themselves say nothing, and a person is asked to look.
//
// It knows no file format. Start with Text.
package flow

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/news"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// MaxSize is the largest document that is read, in bytes.
const MaxSize = 256 << 20

// Paragraph is one of a document. A line end in its text is one that the document has.
type Paragraph struct {
	ingest.Block
	Heading int // 1 for the highest, 0 for none
}

// Properties are what a document says of itself.
type Properties struct{ Title, Author, Created, Language string }

// Text is a document as it was read.
type Text struct {
	Format     string
	Source     []byte
	Paragraphs []Paragraph
	Properties Properties
}

// Add adds a paragraph, unless it is blank.
func (t *Text) Add(p Paragraph) {
	if strings.TrimSpace(p.Text) != "" {
		t.Paragraphs = append(t.Paragraphs, p)
	}
}

// Items yields what a source holds: its reader gives the text, or why there is none.
func Items(source form.Source, options form.ReadOptions, read func(form.Source, form.ReadOptions) (Text, error)) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		text, err := read(source, options)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		for item, err := range text.articles(source.Base(), options) {
			if !yield(item, err) || err != nil {
				return
			}
		}
	}
}

func (t Text) articles(name string, options form.ReadOptions) iter.Seq2[form.Item, error] {
	lines := make([]news.Line, 0, len(t.Paragraphs))
	for _, p := range t.Paragraphs {
		for i, part := range strings.Split(p.Text, "\n") {
			lines = append(lines, news.Line{Text: part, Apart: i == 0 && !p.Close, Kind: p.Kind})
		}
	}
	if news.Is(lines) {
		return news.Items(name, t.Format, lines, options)
	}
	return func(yield func(form.Item, error) bool) {
		article, err := t.Article(name)
		yield(form.Item{Article: &article}, err)
	}
}

// Article makes one article of the text.
func (t Text) Article(name string) (ingest.Document, error) {
	found := ingest.Found{Format: t.Format, Source: t.Source, Language: t.Properties.Language, Title: t.title()}
	for _, p := range t.Paragraphs {
		found.Blocks = append(found.Blocks, p.Block)
	}
	doc, err := ingest.Take(name, found)
	if err != nil {
		return doc, err
	}
	t.Properties.fill(&doc)
	return doc, nil
}

// mostBefore is how many paragraphs may stand above the title.
const mostBefore = 5

// title is what is set as the title of the document, or its first heading where that stands before all else, and marks it as such.
func (t Text) title() string {
	at := slices.IndexFunc(t.Paragraphs, func(p Paragraph) bool { return p.Kind == annotate.RegionTitle })
	if at < 0 {
		at = slices.IndexFunc(t.Paragraphs, func(p Paragraph) bool { return p.Heading > 0 && p.Kind == "" })
		if at < 0 || at > mostBefore || slices.ContainsFunc(t.Paragraphs[:at], func(p Paragraph) bool { return len(p.Text) > 300 }) {
			return ""
		}
		t.Paragraphs[at].Kind = annotate.RegionTitle
	}
	title := t.Paragraphs[at].Text
	for i, p := range t.Paragraphs { // many set it above the text a second time
		if p.Heading > 0 && strings.TrimSpace(p.Text) == strings.TrimSpace(title) {
			t.Paragraphs[i].Kind = annotate.RegionTitle
		}
	}
	return title
}

// unsaid are titles and names that programs put into a document by themselves.
var unsaid = []string{"untitled", "unknown", "document", "microsoft word", "word document", "docx4j", "apache poi", "python-docx", "administrator", "admin", "user", "windows user", "microsoft office user"}

func said(value string) string {
	value = strings.TrimSpace(value)
	lower := strings.ToLower(value)
	for _, u := range unsaid {
		if rest, found := strings.CutPrefix(lower, u); found && strings.Trim(rest, " -–0123456789.docxrtfps") == "" {
			return ""
		}
	}
	if strings.HasPrefix(lower, "microsoft word - ") {
		return ""
	}
	return value
}

// fill sets what the words of the document did not say.
func (p Properties) fill(doc *ingest.Document) {
	doubt := func(what, value string) {
		doc.Findings = append(doc.Findings, ingest.Finding{What: what, Detail: fmt.Sprintf("“%s” stands in the properties of the file, not in its text: check it", value), Doubt: true})
	}
	if title := said(p.Title); doc.Title == "" && title != "" {
		doc.Title = title
		doubt("title", title)
	}
	if author := said(p.Author); doc.Author == "" && author != "" {
		doc.Author = author
		doubt("author", author)
	}
	if date := ingest.ReadStamp(p.Created); doc.Published == "" && date != "" {
		doc.Published = date[:min(len(date), len("2006-01-02"))] // the hour is that of saving
		doc.Findings = slices.DeleteFunc(doc.Findings, func(f ingest.Finding) bool { return f.What == "published" })
		doc.Findings = append(doc.Findings, ingest.Finding{What: "published", Detail: doc.Published + " is the day on which the file was made, since the text names none: check it", Doubt: true})
	}
}

// Row is a row of a table as a line of text, "" where its cells are empty.
func Row(cells []string) string {
	filled := false
	for i, cell := range cells {
		cells[i] = strings.Join(strings.Fields(cell), " ")
		filled = filled || cells[i] != ""
	}
	if !filled {
		return ""
	}
	return strings.TrimRight(strings.Join(cells, " | "), " |")
}

// Table is a table as lines of text, a row each; or its paragraphs, where it is there for the layout: it is wide, or has one column.
func Table(rows [][]string, paragraphs []Paragraph, wide bool) []Paragraph {
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	if wide || columns < 2 {
		return paragraphs
	}
	var lines []Paragraph
	for _, row := range rows {
		if line := Row(row); line != "" {
			lines = append(lines, Paragraph{Block: ingest.Block{Text: line, Close: len(lines) > 0}})
		}
	}
	return lines
}

// LeftOut says what of a document was left out, in one sentence, where there was any.
func LeftOut(options form.ReadOptions, counts ...Count) {
	var parts []string
	for _, c := range counts {
		if c.N > 0 {
			parts = append(parts, annotate.Counted(c.N, c.One, c.Many))
		}
	}
	if len(parts) > 0 {
		options.Say("left out: " + strings.Join(parts, ", "))
	}
}

// Count is how many of a thing there were.
type Count struct {
	N         int
	One, Many string
}
