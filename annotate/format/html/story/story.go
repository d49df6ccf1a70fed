// Package story writes stories as one page for a browser: the articles side by side with their highlights, and below them who is said
// to claim what. The page stands by itself, runs no scripts and loads nothing, so that it can be sent or printed.
//
// It knows no project. Start with Write.
package story

import (
	"bufio"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

//go:embed page.tmpl
var pageSource string

// pages are the parts of a page: its head, a story's head, an article, a story's table, the foot.
var pages = template.Must(template.New("").Parse(pageSource))

// page is the page that is being written. It holds the spans of one story.
type page struct {
	out      *bufio.Writer
	labels   map[string]int        // place in the codebook, by name
	makes    annotate.RelationType // by which the codebook says who claims what; the zero value where it does not
	story    string
	stories  int
	articles int                // of the story
	claims   int                // likewise
	spans    map[string]*marked // of the story, by layer and id
	order    []*marked
	links    []link
}

// marked is a span of the story as the table speaks of it.
type marked struct {
	dataset.Span
	Number  int // of its place in the story, from 1
	Claim   int // among the claims of the story, from 1; 0 where it is none
	Article *article
	heads   []*marked // who is said to claim it
}

// link is a relation whose ends are looked up when the story is there.
type link struct {
	dataset.Relation
	layer string
}

// Write begins a page.
func Write(head form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	p := &page{out: bufio.NewWriter(out), labels: map[string]int{}, makes: makes(head.Codebook)}
	var labels []labelStyle
	for i, l := range head.Codebook.Labels {
		p.labels[l.Name] = i
		labels = append(labels, styleOf(i, l))
	}
	if err := pages.ExecuteTemplate(p.out, "head", labels); err != nil {
		return nil, err
	}
	return form.NewSingle(out, p.add, p.end), nil
}

// labelStyle is how a label looks.
type labelStyle struct {
	Name, Description string
	Class             string
	Rule              template.CSS
}

func labelClass(i int) string { return fmt.Sprintf("l%d", i) }

// styleOf makes the style of a label of its colour, which the codebook has checked to be #rrggbb.
func styleOf(i int, l annotate.Label) labelStyle {
	var r, g, b int
	fmt.Sscanf(l.Color, "#%02x%02x%02x", &r, &g, &b)
	tint := 0.28
	if l.Style == annotate.Underline {
		tint = 0.08
	}
	class := labelClass(i)
	rule := fmt.Sprintf(".%s{background-color:rgba(%d,%d,%d,%.2f);border-bottom:2px solid rgb(%d,%d,%d)}", class, r, g, b, tint, r, g, b)
	return labelStyle{l.Name, l.Description, class, template.CSS(rule)}
}

// article is what one annotator marked in an article, as the page shows it.
type article struct {
	dataset.Meta
	Layer, State string
	ID           string // of its place in the page
	Link         string // its address, "" where it is none of the web
	Paragraphs   []paragraph
}

// Name is what the page calls it.
func (a article) Name() string { return cmp.Or(a.Title, a.Outlet, a.SourceFile, a.ID) }

// Known says what is known of it, and who marked it.
func (a article) Known() string {
	marked := ""
	if a.Layer != "" {
		marked = "marked by " + a.Layer + " (" + a.State + ")"
	}
	known := []string{a.Outlet, a.Published, a.Author, marked}
	return strings.Join(slices.DeleteFunc(known, func(part string) bool { return part == "" }), " · ")
}

// Short is what the table calls it.
func (a article) Short() string {
	name := cmp.Or(a.Outlet, a.Title, a.SourceFile, a.ID)
	if a.Layer != "" {
		name += " (" + a.Layer + ")"
	}
	return name
}

// paragraph is a paragraph of an article, cut wherever a span or a region begins or ends.
type paragraph struct {
	Region string // what it is where it is not the article's own prose
	Pieces []piece
}

type piece struct {
	Text   string
	Break  bool   // a line ends here
	Class  string // of the labels that cover it
	Title  string // what is said of it where the pointer rests
	Begins []int  // numbers of the spans that begin here
	Ends   []int  // numbers of the claims that end here
}

func (p *page) add(r dataset.Record) error {
	if p.story != r.Meta.Story || p.stories == 0 {
		if err := p.endStory(); err != nil {
			return err
		}
		p.story, p.spans = r.Meta.Story, map[string]*marked{}
		p.stories++
		if err := pages.ExecuteTemplate(p.out, "story", p.story); err != nil {
			return err
		}
	}
	p.articles++
	a := &article{Meta: r.Meta, Layer: r.Layer, State: r.State, ID: fmt.Sprintf("a%d-%d", p.stories, p.articles), Link: webAddress(r.Meta.URL)}
	var spans []*marked
	for _, s := range r.Spans {
		m := &marked{Span: s, Number: len(p.order) + 1, Article: a}
		if p.makes.Name != "" && s.Label == p.makes.TailLabel {
			p.claims++
			m.Claim = p.claims
		}
		spans, p.order = append(spans, m), append(p.order, m)
		p.spans[r.Layer+"\x00"+s.ID] = m
	}
	for _, relation := range r.Relations {
		p.links = append(p.links, link{relation, r.Layer})
	}
	a.Paragraphs = p.paragraphs(r, spans)
	return pages.ExecuteTemplate(p.out, "article", struct {
		*article
		Story int
	}{a, p.stories})
}

// webAddress is an address that a page may lead to.
func webAddress(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return text
}

// paragraphs cuts the text of a record. Where texts are left out, each span is a paragraph of its own.
func (p *page) paragraphs(r dataset.Record, spans []*marked) []paragraph {
	text := []rune(r.Text)
	if len(text) == 0 {
		var list []paragraph
		for _, s := range spans {
			list = append(list, paragraph{Pieces: []piece{{Text: s.Text, Class: p.classes([]*marked{s}), Title: p.title([]*marked{s}), Begins: []int{s.Number}, Ends: s.claimEnd()}}})
		}
		return list
	}
	borders := []int{0, len(text)}
	for _, s := range spans {
		for _, segment := range s.Segments {
			borders = append(borders, segment[0], segment[1])
		}
	}
	for _, region := range r.Regions {
		borders = append(borders, region.Start, region.End)
	}
	for i, c := range text {
		if c == '\n' {
			borders = append(borders, i, i+1)
		}
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var list []paragraph
	var now paragraph
	flush := func() {
		if len(now.Pieces) > 0 {
			list = append(list, now)
		}
		now = paragraph{}
	}
	var open []*marked
	next, region := 0, 0
	for i, start := range borders[:len(borders)-1] {
		end := borders[i+1]
		for ; next < len(spans) && spans[next].Start <= start; next++ {
			open = append(open, spans[next])
		}
		open = slices.DeleteFunc(open, func(m *marked) bool { return m.End <= start })
		if string(text[start:end]) == "\n" {
			if end < len(text) && text[end] == '\n' || len(now.Pieces) == 0 {
				flush()
			} else {
				now.Pieces = append(now.Pieces, piece{Break: true})
			}
			continue
		}
		for region < len(r.Regions) && r.Regions[region].End <= start {
			region++
		}
		in := ""
		if region < len(r.Regions) && r.Regions[region].Start <= start {
			in = r.Regions[region].Kind
		}
		if in != now.Region {
			if len(now.Pieces) > 0 && strings.TrimSpace(string(text[start:end])) != "" {
				flush()
			}
			now.Region = in
		}
		var covering []*marked
		one := piece{Text: string(text[start:end])}
		for _, m := range open {
			if covers(m.Segments, start) {
				covering = append(covering, m)
			}
			if m.Start == start {
				one.Begins = append(one.Begins, m.Number)
			}
			if m.End == end {
				one.Ends = append(one.Ends, m.claimEnd()...)
			}
		}
		one.Class, one.Title = p.classes(covering), p.title(covering)
		now.Pieces = append(now.Pieces, one)
	}
	flush()
	return list
}

func covers(segments [][2]int, at int) bool {
	return slices.ContainsFunc(segments, func(s [2]int) bool { return s[0] <= at && at < s[1] })
}

// claimEnd is the number that stands where a claim ends, none for another span.
func (m *marked) claimEnd() []int {
	if m.Claim == 0 {
		return nil
	}
	return []int{m.Claim}
}

// classes are those of a piece that spans cover: the label of the shortest is seen, and that there are more.
func (p *page) classes(spans []*marked) string {
	if len(spans) == 0 {
		return ""
	}
	shortest := slices.MinFunc(spans, func(a, b *marked) int { return cmp.Compare(a.End-a.Start, b.End-b.Start) })
	class := "s"
	if i, there := p.labels[shortest.Label]; there {
		class = labelClass(i)
	}
	if len(spans) > 1 {
		class += " more"
	}
	return class
}

// title says of spans what they are.
func (p *page) title(spans []*marked) string {
	var said []string
	for _, m := range spans {
		text := m.Label
		if m.Entity != nil {
			text += ": " + m.Entity.Name
		}
		if values := m.Values(); values != "" {
			text += " (" + values + ")"
		}
		if m.Note != "" {
			text += " – " + m.Note
		}
		said = append(said, text)
	}
	return strings.Join(said, "\n")
}

// Values says the attributes of a span that are set.
func (m *marked) Values() string {
	var said []string
	for _, a := range m.Attributes {
		switch v := a.Value.(type) {
		case nil:
			continue
		case []string:
			if len(v) == 0 {
				continue
			}
			said = append(said, a.Name+": "+strings.Join(v, ", "))
		default:
			said = append(said, fmt.Sprintf("%s: %v", a.Name, v))
		}
	}
	return strings.Join(said, " · ")
}

// Name is what the table calls a span: its entity, else its words.
func (m *marked) Name() string {
	if m.Entity != nil {
		return m.Entity.Name
	}
	return strings.Join(strings.Fields(m.Text), " ")
}

// makes is the first relation of a codebook that leads from one label to another.
func makes(cb annotate.Codebook) annotate.RelationType {
	for _, t := range cb.RelationTypes {
		if t.HeadLabel != "" && t.TailLabel != "" && t.HeadLabel != t.TailLabel {
			return t
		}
	}
	return annotate.RelationType{}
}

// claim is a row of the table: what is claimed, wherever it stands.
type claim struct {
	Name  string
	Marks []*marked
}

// Who names those who are said to claim a span.
func (m *marked) Who() []*marked { return m.heads }

// other is a relation of another type, as a row of the second table.
type other struct {
	Type       string
	Head, Tail *marked // nil where it leads to another story
}

// endStory writes the tables of the story that is whole.
func (p *page) endStory() error {
	if p.stories == 0 {
		return nil
	}
	var others []other
	for _, l := range p.links {
		head, tail := p.spans[l.layer+"\x00"+l.Head], p.spans[l.layer+"\x00"+l.Tail]
		if l.Type == p.makes.Name && head != nil && tail != nil {
			tail.heads = append(tail.heads, head)
		} else {
			others = append(others, other{l.Type, head, tail})
		}
	}
	err := pages.ExecuteTemplate(p.out, "table", struct {
		Claims    []*claim
		Who, What string
		Others    []other
		Story     int
	}{claimsOf(p.order), p.makes.HeadLabel, p.makes.TailLabel, others, p.stories})
	p.articles, p.claims, p.order, p.links = 0, 0, nil, nil
	return err
}

// claimsOf are the rows of the table: one for each entity that is a claim, and for each claim without one.
func claimsOf(spans []*marked) []*claim {
	var claims []*claim
	byEntity := map[string]*claim{}
	for _, m := range spans {
		if m.Claim == 0 {
			continue
		}
		var c *claim
		if m.Entity != nil {
			c = byEntity[m.Entity.ID]
		}
		if c == nil {
			c = &claim{Name: m.Name()}
			claims = append(claims, c)
		}
		if m.Entity != nil {
			byEntity[m.Entity.ID] = c
		}
		c.Marks = append(c.Marks, m)
	}
	return claims
}

// end writes the last story's table and the foot.
func (p *page) end() error {
	if p.stories == 0 {
		if _, err := io.WriteString(p.out, "<p>There is nothing in this export.</p>\n"); err != nil {
			return err
		}
	}
	if err := p.endStory(); err != nil {
		return err
	}
	if err := pages.ExecuteTemplate(p.out, "foot", nil); err != nil {
		return err
	}
	return p.out.Flush()
}
