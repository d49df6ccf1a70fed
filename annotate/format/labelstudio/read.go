package labelstudio

import (
	"encoding/json"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	known := controls(options.Codebook)
	var tree values.Tree
	return build.Each(source, options, func(place string, data []byte) ([]*dataset.Record, error) {
		at, err := tree.Parse(data)
		if err != nil {
			return nil, err
		}
		t, err := taskOf(at)
		if err != nil {
			return nil, err
		}
		return t.records(place, known, options)
	})
}

// records are one of each annotation and prediction, or one without a layer where there are none.
func (t taskItem) records(place string, known []control, options form.ReadOptions) ([]*dataset.Record, error) {
	said, article, err := t.article()
	if err != nil {
		return nil, err
	}
	b := build.New(place, article, options.Note)
	if said != textObject {
		b.Note("its text was taken to be %q of its data", said)
	}
	var made []annotationItem
	for _, a := range t.annotations {
		if a.cancelled {
			b.Note("an annotation that was skipped was left out")
			continue
		}
		made = append(made, a)
	}
	people := len(made)
	for _, p := range t.predictions {
		p.model = true
		made = append(made, p)
	}
	if len(made) == 0 {
		article.Layer, article.State = "", ""
		return []*dataset.Record{build.New(place, article, options.Note).Record()}, nil
	}
	var all []*dataset.Record
	for _, a := range made {
		from := article
		switch by := person([]byte(a.by.Raw())); {
		case a.model && a.version != "":
			from.Layer = a.version
		case !a.model && by != "" && (people > 1 || from.Layer == ""):
			from.Layer = by
		}
		if from.Layer != article.Layer {
			from.State = ""
		}
		if from.Kind = annotate.Human; a.model {
			from.Kind = annotate.Model
		}
		r := reading{Builder: build.New(place, from, options.Note), known: known, codebook: options.Codebook, regions: map[string]*region{}}
		all = append(all, r.read(a.result))
	}
	return all, nil
}

// article is what the data of a task says of the article, and under which key its text stands: the longest of its texts where none has the
// usual name.
func (t taskItem) article() (key string, r dataset.Record, err error) {
	texts := map[string]string{}
	for name, value := range t.data.Fields() {
		if text, err := value.Text(); err == nil {
			texts[name] = text
		}
	}
	key = textObject
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if _, usual := texts[textObject]; !usual && len(texts[name]) > len(texts[key]) {
			key = name
		}
	}
	if texts[key] == "" {
		return "", r, errors.New("its data has no text")
	}
	return key, dataset.Record{ID: texts["id"], Text: texts[key], Layer: texts["layer"], State: texts["state"], Meta: dataset.Meta{Story: texts["story"], Title: texts["title"],
		Outlet: texts["outlet"], Author: texts["author"], URL: texts["url"], Published: texts["published"], Language: texts["language"], SourceFile: texts["source_file"]}}, nil
}

// person is who made an annotation, "" where that is not said.
func person(by json.RawMessage) string {
	var id json.Number
	if json.Unmarshal(by, &id) == nil && id != "" {
		return "user " + string(id)
	}
	var user struct {
		ID       values.Name `json:"id"`
		Email    string      `json:"email"`
		Username string      `json:"username"`
	}
	var name string
	switch {
	case json.Unmarshal(by, &name) == nil:
		return name
	case json.Unmarshal(by, &user) != nil:
		return ""
	case user.Email != "":
		return user.Email
	case user.Username != "":
		return user.Username
	case user.ID != "":
		return "user " + string(user.ID)
	}
	return ""
}

// reading is an annotation that is being read.
type reading struct {
	*build.Builder
	known    []control
	codebook annotate.Codebook
	regions  map[string]*region
	order    []string // ids of regions
	links    []resultItem
	tagged   bool // it was said that the text has tags
}

// region is what all results say of one region.
type region struct {
	id       string
	labels   []string
	segments [][2]int
	score    dataset.Confidence
	said     []resultItem // beside the labels
	tied     string       // id of the region of which this is a further segment
	added    string       // id of the span that came of it
}

func (r *reading) read(results values.At) *dataset.Record {
	number := 0
	for at := range results.Items() {
		number++
		item, err := resultOf(at)
		if err == nil {
			err = r.result(item)
		}
		if err != nil {
			r.Note("result %d was left out: %v", number, err)
		}
	}
	r.join()
	for _, id := range r.order {
		if one := r.regions[id]; one.tied == "" {
			r.add(one)
		}
	}
	for _, l := range r.links {
		r.relate(l)
	}
	return r.Record()
}

// result takes in a result. What is said of a region may stand before its label.
func (r *reading) result(item resultItem) error {
	if item.kind == "relation" {
		r.links = append(r.links, item)
		return nil
	}
	v, err := valueOf(item.value)
	if err != nil {
		return err
	}
	one := r.regions[item.id]
	if one == nil {
		one = &region{id: strings.Clone(item.id), score: 1}
		r.regions[one.id] = one
		r.order = append(r.order, one.id)
	}
	switch item.kind {
	case "labels", "hypertextlabels":
		if item.kind == "hypertextlabels" && !r.tagged {
			r.tagged = true
			r.Note("it was marked as a web page: its text is read as it stands, with its tags")
		}
		segment, err := r.place(item, v)
		if err != nil {
			return err
		}
		one.labels, one.segments = append(one.labels, v.labels...), [][2]int{segment}
		if item.scored {
			one.score = dataset.Confidence(item.score)
		}
	case "choices", "textarea", "number", "datetime":
		one.said = append(one.said, item)
	default:
		return errors.New("results of the type “" + item.kind + "” have no place")
	}
	return nil
}

var errPlace = errors.New("it does not say where it starts and ends")

// place is where a region stands.
func (r *reading) place(item resultItem, v valueItem) (segment [2]int, err error) {
	start, starts := v.start.Number()
	end, ends := v.end.Number()
	switch {
	case v.global:
		start, end = float64(v.from), float64(v.to)
	case !starts || !ends:
		return segment, errPlace
	}
	if start != float64(int(start)) || end != float64(int(end)) {
		return segment, errPlace
	}
	segment, found := r.Place("the region "+item.id, int(start), int(end), build.Quote{Exact: v.text.Peek()})
	if !found {
		return segment, errors.New("its words are not there")
	}
	return segment, nil
}

// join makes further segments of regions that are tied to another of the same label.
func (r *reading) join() {
	_, isType := r.codebook.RelationTypeByName(segmentType)
	r.links = slices.DeleteFunc(r.links, func(l resultItem) bool {
		head, tail := r.regions[l.fromID], r.regions[l.toID]
		if !slices.Equal(l.labels, []string{segmentType}) || head == nil || tail == nil || head == tail || head.tied != "" || tail.tied != "" || !slices.Equal(head.labels, tail.labels) {
			return false
		}
		if numbered := len(tail.id) > len(head.id) && tail.id[:len(head.id)+1] == head.id+"_"; isType && !numbered {
			return false
		}
		tail.tied = head.id
		head.segments = append(head.segments, tail.segments...)
		head.said = append(head.said, tail.said...)
		return true
	})
}

// add makes a span of a region, one of each of its labels.
func (r *reading) add(one *region) {
	if len(one.segments) == 0 {
		if len(one.said) > 0 {
			r.Note("what is said of %q was left out: no label stands there", one.said[0].from)
		}
		return
	}
	if len(one.labels) == 0 {
		r.Note("the region %s was left out: it has no label", one.id)
	}
	for i, label := range one.labels {
		s := dataset.Span{ID: one.id, Label: label, Segments: slices.Clone(one.segments), Confidence: one.score, Attributes: dataset.Attributes{}}
		if i > 0 {
			s.ID = annotate.DerivedID(one.id, label)
		}
		for _, item := range one.said {
			r.say(&s, item)
		}
		if id := r.Add(s); i == 0 {
			one.added = id
		}
	}
}

func (r *reading) relate(l resultItem) {
	var head, tail string
	if one := r.regions[l.fromID]; one != nil {
		head = one.added
	}
	if one := r.regions[l.toID]; one != nil {
		tail = one.added
	}
	if l.direction == "left" {
		head, tail = tail, head
	}
	if len(l.labels) == 0 {
		l.labels = []string{"related"}
	}
	for _, label := range l.labels {
		r.Relate(dataset.Relation{Type: label, Head: head, Tail: tail})
	}
}
