package cat

import (
	"encoding/xml"
	"errors"
	"iter"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
)

var errStopped = errors.New("stopped")

// reader keeps of each instance its first mention, to relate those of other documents to it.
type reader struct {
	options form.ReadOptions
	labels  *form.Names
	first   map[[2]string]mentioned // by layer and instance
}

type mentioned struct{ document, span string }

// read yields a record for each document.
func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		r := &reader{options, labels(form.Head{Codebook: options.Codebook}), map[[2]string]mentioned{}}
		err := r.each(source, func(record *dataset.Record) bool { return yield(form.Item{Record: record}, nil) })
		if err != nil && !errors.Is(err, errStopped) {
			yield(form.Item{}, err)
		}
	}
}

func (r *reader) each(source form.Source, take func(*dataset.Record) bool) error {
	shape, err := source.Shape()
	if err != nil {
		return err
	}
	if shape == form.File {
		record, err := r.document("", source)
		if err == nil && !take(record) {
			err = errStopped
		}
		return err
	}
	files, err := source.Files()
	if err != nil {
		return err
	}
	defer files.Close()
	found := false
	for _, name := range files.Names {
		if !strings.EqualFold(path.Ext(name), ".xml") {
			continue
		}
		record, err := r.document(name, files.Source(name))
		switch {
		case errors.Is(err, annotate.ErrInvalid):
			if r.options.Note != nil {
				r.options.Note(name + " was left out: " + err.Error())
			}
			continue
		case err != nil:
			return err
		}
		if found = true; !take(record) {
			return errStopped
		}
	}
	if !found {
		return annotate.Invalidf("it holds no document of CAT: name a folder of .xml files with tokens")
	}
	return nil
}

type token struct{ id, sentence, word string }

type anchorXML struct {
	Token string `xml:"t_id,attr"`
}

type markable struct {
	XMLName    xml.Name
	Attributes []xml.Attr  `xml:",any,attr"`
	Anchors    []anchorXML `xml:"token_anchor"`
}

func (m markable) get(name string) string {
	for _, a := range m.Attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

type endXML struct {
	Mention string `xml:"m_id,attr"`
}

type relationXML struct {
	XMLName xml.Name
	ID      string   `xml:"r_id,attr"`
	Note    string   `xml:"note,attr"`
	Sources []endXML `xml:"source"`
	Targets []endXML `xml:"target"`
}

// content is a document as it was read.
type content struct {
	text      strings.Builder
	length    int
	sentence  string
	places    map[string][2]int // of tokens
	order     map[string]int
	markables []markable
	relations []relationXML
}

func (c *content) token(t token) {
	word := strings.Join(strings.Fields(t.word), " ")
	if len(c.places) > 0 {
		gap := " "
		if t.sentence != c.sentence {
			gap = "\n"
		}
		c.text.WriteString(gap)
		c.length++
	}
	c.sentence = t.sentence
	c.text.WriteString(word)
	n := utf8.RuneCountInString(word)
	c.places[t.id], c.order[t.id] = [2]int{c.length, c.length + n}, len(c.order)
	c.length += n
}

func parse(source form.Source) (*content, error) {
	file, err := source.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	d := markup.NewDecoder(file)
	root, err := d.Root()
	if err != nil {
		return nil, err
	}
	if root.Name.Local != "Document" {
		return nil, annotate.Invalidf("it is no document of CAT but “%s”", root.Name.Local)
	}
	c := &content{places: map[string][2]int{}, order: map[string]int{}}
	for {
		start, found, err := d.Next()
		if err != nil || !found {
			return c, err
		}
		switch start.Name.Local {
		case "token":
			var word string // there are so many that they are not worth a struct that is filled by its tags
			if word, err = d.Text(); err == nil {
				c.token(token{markup.Attribute(start, "t_id"), markup.Attribute(start, "sentence"), word})
			}
		case "Markables":
			err = within(d, &c.markables)
		case "Relations":
			err = within(d, &c.relations)
		default:
			err = d.Over()
		}
		if err != nil {
			return nil, err
		}
	}
}

// within reads all elements of the one that was begun.
func within[T any](d *markup.Decoder, into *[]T) error {
	for {
		start, found, err := d.Next()
		if err != nil || !found {
			return err
		}
		var one T
		if err := d.Into(&one, start); err != nil {
			return err
		}
		*into = append(*into, one)
	}
}

var topic = regexp.MustCompile(`^\d+$`)

func (r *reader) document(name string, source form.Source) (*dataset.Record, error) {
	c, err := parse(source)
	if err != nil {
		return nil, err
	}
	if c.length == 0 {
		return nil, annotate.Invalidf("it holds no token")
	}
	from := dataset.Record{Text: c.text.String(), Meta: dataset.Meta{SourceFile: source.Base()}}
	switch folder := path.Base(path.Dir(name)); {
	case name == "" || folder == "." || folder == "unannotated":
	case topic.MatchString(folder): // of ECB+, whose topics are numbers
		from.Meta.Story = "Topic " + folder
	default:
		from.Layer = folder
	}
	b := build.New(source.Base(), from, r.options.Note)
	r.take(c, b)
	form.SortRecord(b.Record())
	return b.Record(), nil
}

func (r *reader) take(c *content, b *build.Builder) {
	instances := map[string]markable{}
	for _, m := range c.markables {
		if len(m.Anchors) == 0 {
			instances[m.get("m_id")] = m
		}
	}
	entities := map[string]*dataset.Entity{} // by mention
	others := 0
	for _, relation := range c.relations {
		if kind := relation.XMLName.Local; kind != crossDocument && kind != withinDocument || len(relation.Targets) != 1 {
			others++
			continue
		}
		target, there := instances[relation.Targets[0].Mention]
		if !there {
			others++
			continue
		}
		id := target.get(instanceID)
		if id == "" {
			id = relation.Note
		}
		if id == "" || relation.XMLName.Local == withinDocument && target.get(instanceID) == "" {
			id = annotate.DerivedID(b.ID(), target.get("m_id"))
		}
		for _, s := range relation.Sources {
			entities[s.Mention] = &dataset.Entity{ID: id, Name: strings.TrimSpace(target.get(descriptor))}
		}
	}
	if others > 0 {
		b.Note("%s left out", annotate.Counted(others, "relation that leads to no instance was", "relations that lead to no instance were"))
	}
	for _, m := range c.markables {
		if len(m.Anchors) > 0 {
			r.mention(c, b, m, entities[m.get("m_id")])
		}
	}
}

// mention adds a markable with the tokens that it anchors in. Those that follow each other are one segment.
func (r *reader) mention(c *content, b *build.Builder, m markable, entity *dataset.Entity) {
	var anchors []string
	for _, a := range m.Anchors {
		if _, there := c.places[a.Token]; there {
			anchors = append(anchors, a.Token)
		}
	}
	slices.SortFunc(anchors, func(x, y string) int { return c.order[x] - c.order[y] })
	s := dataset.Span{ID: m.get("m_id"), Label: r.labels.Meaning(m.XMLName.Local), Confidence: 1, Entity: entity, Attributes: dataset.Attributes{}}
	for i, a := range anchors {
		place := c.places[a]
		if i > 0 && c.order[a] <= c.order[anchors[i-1]]+1 {
			s.Segments[len(s.Segments)-1][1] = place[1]
			continue
		}
		s.Segments = append(s.Segments, place)
	}
	for _, a := range m.Attributes {
		if name := a.Name.Local; !slices.Contains([]string{"m_id", "RELATED_TO", descriptor, instanceID, "note"}, name) && a.Value != "" {
			s.Attributes = append(s.Attributes, dataset.Attribute{Name: name, Value: a.Value})
		}
	}
	s.Note = m.get("note")
	if len(s.Segments) == 0 {
		b.Note("the mention %s was left out: its tokens are not there", m.get("m_id"))
		return
	}
	id := b.Add(s)
	if id == "" || entity == nil {
		return
	}
	key := [2]string{b.Record().Layer, entity.ID}
	first, known := r.first[key]
	if !known {
		r.first[key] = mentioned{b.ID(), id}
		return
	}
	if kind := r.sameness(s.Label); first.document != b.ID() && kind != "" {
		b.Relate(dataset.Relation{Type: kind, Head: id, Tail: first.span, TailDocument: first.document})
	}
}

// sameness is the codebook's relation that says of two spans of a label in different articles that they are one, "" where it has none.
func (r *reader) sameness(label string) string {
	for _, kind := range r.options.Codebook.RelationTypes {
		if kind.Symmetric && kind.Scope == annotate.WithinStory && kind.HeadLabel == label && kind.TailLabel == label {
			return kind.Name
		}
	}
	return ""
}
