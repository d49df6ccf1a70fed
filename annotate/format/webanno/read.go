package webanno

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"path"
	"regexp"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
)

// largest bounds a file, in bytes.
const largest = 512 << 20

var errStopped = errors.New("stopped")

// read yields a record for each file.
func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		take := func(name string, source form.Source) error {
			record, err := readFile(name, source, options)
			if err != nil && name != "" && errors.Is(err, annotate.ErrInvalid) {
				err = annotate.Invalidf("%s: %v", name, err)
			}
			if err == nil && !yield(form.Item{Record: record}, nil) {
				err = errStopped
			}
			return err
		}
		err := each(source, take)
		if err != nil && !errors.Is(err, errStopped) {
			yield(form.Item{}, err)
		}
	}
}

// each calls take for each file; its name is "" for one that is read by itself.
func each(source form.Source, take func(name string, source form.Source) error) error {
	shape, err := source.Shape()
	if err != nil {
		return err
	}
	if shape == form.File {
		return take("", source)
	}
	files, err := source.Files()
	if err != nil {
		return err
	}
	defer files.Close()
	found := false
	for _, name := range files.Names {
		start, err := files.Source(name).Start()
		if err != nil {
			return err
		}
		if !begins(start) {
			continue
		}
		found = true
		if err := take(name, files.Source(name)); err != nil {
			return err
		}
	}
	if !found {
		return annotate.Invalidf("it holds no file of WebAnno TSV 3: export the documents in that format")
	}
	return nil
}

func readFile(name string, source form.Source, options form.ReadOptions) (*dataset.Record, error) {
	note := func(sentence string) {
		if options.Note != nil {
			options.Note(strings.TrimPrefix(name+": "+sentence, ": "))
		}
	}
	text, err := form.ReadText(source, largest, options, note)
	if err != nil {
		return nil, err
	}
	d, err := parse(sound(text))
	if err != nil {
		return nil, err
	}
	from := dataset.Record{Text: d.text.String(), Meta: dataset.Meta{SourceFile: source.Base()}}
	switch parent := path.Dir(name); {
	case name == "" || parent == ".":
	case path.Base(path.Dir(parent)) == "annotation" || path.Base(path.Dir(parent)) == "curation": // of INCEpTION: a folder a document, a file a person
		from.Layer, from.Meta.SourceFile = strings.TrimSuffix(path.Base(name), path.Ext(name)), path.Base(parent)
	default:
		from.Layer = path.Base(parent)
	}
	if from.Layer == unannotated {
		from.Layer = ""
	}
	b := build.New(cmp.Or(name, source.Base()), from, options.Note)
	(&taking{document: d, Builder: b, features: features(options.Codebook), codebook: options.Codebook, spans: map[*unit]string{}}).take()
	form.SortRecord(b.Record())
	return b.Record(), nil
}

// unannotated is the folder of articles that nobody has touched.
const unannotated = "unannotated"

// taking is the way of the annotations of a file into a record.
type taking struct {
	*document
	*build.Builder
	features *form.Names
	codebook annotate.Codebook
	spans    map[*unit]string // ids in the record
}

// linguistic are layers that say something of each token, and would make a span of it.
var linguistic = regexp.MustCompile(`^de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(?:lexmorph|segmentation|syntax|transform|anomaly)\.|\.(?:POS|Lemma|Token|Sentence|MorphologicalFeatures|Dependency)$`)

func (t *taking) take() {
	left := map[string]bool{}
	for i := range t.layers {
		l := &t.layers[i]
		if l.kind == "CH" || l.kind == "SP" && linguistic.MatchString(l.name) || l.kind == "RL" && linguistic.MatchString(l.name) {
			left[l.name] = true
			t.Note("the layer %s was left out: it is about each token, or a chain", l.short())
		}
	}
	table := t.Offsets()
	parts := map[string][]*unit{} // units of one span
	var order []string
	for _, u := range t.units {
		if u.layer.kind != "SP" || left[u.layer.name] {
			continue
		}
		key := fmt.Sprintf("%p", u)
		if id := t.feature(u, featureSpan); u.layer.name == spanLayer && id != "" {
			key = id
		}
		if parts[key] == nil {
			order = append(order, key)
		}
		parts[key] = append(parts[key], u)
	}
	for _, key := range order {
		t.span(parts[key], table)
	}
	for _, u := range t.units {
		if u.layer.kind == "RL" && !left[u.layer.name] {
			t.relation(u)
		}
	}
}

// feature is what a unit says of a feature.
func (t *taking) feature(u *unit, name string) string {
	for i, f := range u.layer.features {
		if f == name && i < len(u.values) {
			return u.values[i]
		}
	}
	return ""
}

func (t *taking) span(units []*unit, table *offset.Table) {
	first := units[0]
	s := dataset.Span{Confidence: 1, Attributes: dataset.Attributes{}}
	for _, u := range units {
		start, startIs := table.CodePoint(offset.UTF16, u.start)
		end, endIs := table.CodePoint(offset.UTF16, u.end)
		if !startIs || !endIs {
			t.Note("line %d: a span was left out: %d–%d lies outside the text, or within a character", u.line, u.start, u.end)
			return
		}
		s.Segments = append(s.Segments, [2]int{start, end})
	}
	isOurs := first.layer.name == spanLayer
	s.Label = t.label(first, isOurs)
	label, _ := t.codebook.LabelByName(s.Label)
	for i, feature := range first.layer.features {
		value := ""
		if i < len(first.values) {
			value = first.values[i]
		}
		switch {
		case value == "" || value == s.Label && !isOurs:
		case strings.HasPrefix(feature, "ROLE_"):
			t.Note("line %d: the slot %s was left out", first.line, strings.TrimPrefix(feature, "ROLE_"))
		case isOurs && feature == featureLabel:
		case isOurs && feature == featureSpan:
			s.ID = value
		case isOurs && feature == featureNote:
			s.Note = value
		case isOurs && feature == featureEntity:
			s.Entity = &dataset.Entity{Name: value}
		default:
			s.Attributes = append(s.Attributes, t.attribute(label, feature, value))
		}
	}
	form.SortAttributes(t.codebook, &s)
	id := t.Add(s)
	for _, u := range units {
		t.spans[u] = id
	}
}

// label is what a span of a layer is called: by a feature that says it, else by the layer.
func (t *taking) label(u *unit, ours bool) string {
	names := []string{"value", "label", "type", "category", "tag", "Label", "PosValue"}
	if ours {
		names = []string{featureLabel}
	}
	for _, name := range names {
		if value := t.feature(u, name); value != "" {
			return value
		}
	}
	return u.layer.short()
}

func (t *taking) attribute(label annotate.Label, feature, value string) dataset.Attribute {
	name := t.features.Meaning(feature)
	definition, _ := label.Attribute(name)
	if definition.Type == annotate.Choices {
		return dataset.Attribute{Name: name, Value: itemsOf(value)}
	}
	return dataset.Attribute{Name: name, Value: form.ReadValue(definition, value)}
}

var end = regexp.MustCompile(`^(\d+-\d+(?:\.\d+)?)(?:\[(\d+)_(\d+)\])?$`)

// relation relates the ends that the last column of a row names: its source, and the row itself.
func (t *taking) relation(u *unit) {
	n := len(u.layer.features)
	if u.layer.base == "" || len(u.values) < n {
		t.Note("line %d: a relation was left out: its layer does not say what it relates", u.line)
		return
	}
	found := end.FindStringSubmatch(u.values[n-1])
	if found == nil {
		t.Note("line %d: a relation was left out: “%s” names no row", u.line, u.values[n-1])
		return
	}
	kind := u.layer.short()
	for _, name := range []string{featureType, "value", "label", "role", "relation"} {
		if value := t.feature(u, name); value != "" {
			kind = value
			break
		}
	}
	r := dataset.Relation{Type: kind, Head: t.spans[t.at(u.layer.base, found[1], found[2])], Tail: t.spans[t.at(u.layer.base, u.row, found[3])]}
	if u.layer.name == relationLayer {
		r.Note = t.feature(u, featureNote)
	}
	t.Relate(r)
}

// at is the annotation of a layer with that number or, without one, the first on that row.
func (t *taking) at(layer, row, number string) *unit {
	if number != "" && number != "0" {
		return t.byID[layer+" "+number]
	}
	if all := t.byRow[layer+" "+row]; len(all) > 0 {
		return all[0]
	}
	return nil
}
