package w3c

import (
	"errors"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// stretch is a part of an article as a target names it.
type stretch struct {
	source         string
	start, end     int
	exact          string
	prefix, suffix string
}

type stretches []stretch

// stretches are those of a target: one, or those of a list.
func (r *reading) stretches(at values.At) (all stretches, err error) {
	t, err := targetOf(at)
	if err != nil {
		return nil, err
	}
	if t.items.IsEmpty() || !has(t.kind, "List") && !has(t.kind, "Composite") && !has(t.kind, "Independents") {
		s, err := t.stretch()
		return stretches{s}, err
	}
	for items := range t.items.Items() {
		for one := range each(items) {
			t, err := targetOf(one)
			if err != nil {
				return nil, err
			}
			s, err := t.stretch()
			if err != nil {
				return nil, err
			}
			all = append(all, s)
		}
	}
	return all, nil
}

func (t targetItem) stretch() (s stretch, err error) {
	if s.source = t.source.id; s.source == "" {
		return s, errors.New("it names no article")
	}
	found := false
	for at := range each(t.selector) {
		one, err := selectorOf(at)
		if err != nil {
			return s, err
		}
		switch one.kind {
		case "TextPositionSelector":
			if !one.starts || !one.ends {
				return s, errors.New("its position has no start or no end")
			}
			s.start, s.end, found = one.start, one.end, true
		case "TextQuoteSelector":
			s.exact, s.prefix, s.suffix = one.exact, one.prefix, one.suffix
		}
	}
	if !found {
		return s, errors.New("it has no TextPositionSelector, by which a stretch of a text is found")
	}
	return s, nil
}

// fill gives a span its place and its words, and returns the id of the article.
func (all stretches) fill(s *dataset.Span) (document string, err error) {
	slices.SortStableFunc(all, func(a, b stretch) int { return a.start - b.start })
	var segments []annotate.Segment
	var words []string
	s.Segments = nil
	for _, one := range all {
		if one.source != all[0].source {
			return "", errors.New("its parts stand in several articles")
		}
		segments = append(segments, annotate.Segment{Start: one.start, End: one.end})
		s.Segments = append(s.Segments, [2]int{one.start, one.end})
		words = append(words, one.exact)
	}
	if err := annotate.ValidateSegments(segments, 1<<31); err != nil {
		return "", err
	}
	s.Start, s.End, s.Text = segments[0].Start, segments[len(segments)-1].End, strings.Join(words, " … ")
	if len(all) == 1 {
		s.Before, s.After = all[0].prefix, all[0].suffix
	}
	return strings.TrimPrefix(all[0].source, urn), nil
}

// link keeps a relation, whose ends may come later.
func (r *reading) link(a item) error {
	to := namedOf(first(a.target))
	if a.target.IsList() && a.target.Count() != 1 || to.id == "" {
		return errors.New("it links to no annotation, or to several")
	}
	one := dataset.Relation{Type: "linking", Tail: id(to.id)}
	for at := range each(a.body) {
		b, iri := bodyOf(at), at.Name()
		switch {
		case at.IsText():
		case !at.IsObject():
			return errors.New("its body cannot be read")
		case has(b.kind, "TextualBody") && has(b.purpose, "commenting"):
			one.Note = b.value
		case has(b.kind, "TextualBody"):
			one.Type = b.value
		default:
			if iri = b.id; iri == "" {
				iri = b.source.id
			}
		}
		if iri != "" {
			one.Head = id(iri)
		}
	}
	if one.Head == "" || strings.TrimSpace(one.Type) == "" {
		return errors.New("it names no annotation from which it links, or no type")
	}
	key := a.id
	if key == "" {
		key = strings.Join([]string{one.Type, one.Head, one.Tail}, "\x00")
	}
	one.ID = id(key)
	one.HeadDocument = r.place // until it is known
	r.links = append(r.links, one)
	r.homes[one.Head], r.homes[one.Tail] = home{}, home{}
	return nil
}

// linked are the relations, in a record for each article and annotator of their heads. One whose head is not there is said and left out.
func (r *reading) linked() []*dataset.Record {
	var all []*dataset.Record
	index := map[home]*dataset.Record{}
	for _, link := range r.links {
		at := r.homes[link.Head]
		if at == (home{}) {
			r.place = link.HeadDocument
			r.note("a relation “%s” was left out: it links from an annotation that is not there", link.Type)
			continue
		}
		link.HeadDocument, link.TailDocument = at.document, r.homes[link.Tail].document
		if index[at] == nil {
			index[at] = record(at)
			all = append(all, index[at])
		}
		index[at].Relations = append(index[at].Relations, link)
	}
	return all
}
