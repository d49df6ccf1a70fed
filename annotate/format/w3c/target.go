package w3c

import (
	"encoding/json"
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
func (r *reading) stretches(data []byte) (all stretches, err error) {
	var t targetItem
	if err := values.Decode(data, &t); err != nil {
		return nil, err
	}
	if len(t.Items) > 0 && (t.Type.has("List") || t.Type.has("Composite") || t.Type.has("Independents")) {
		for _, items := range t.Items {
			for _, data := range items {
				var one targetItem
				if err := values.Decode(data, &one); err != nil {
					return nil, err
				}
				s, err := one.stretch()
				if err != nil {
					return nil, err
				}
				all = append(all, s)
			}
		}
		return all, nil
	}
	s, err := t.stretch()
	return stretches{s}, err
}

func (t targetItem) stretch() (s stretch, err error) {
	s.source = t.Source.id
	if s.source == "" {
		return s, errors.New("it names no article")
	}
	found := false
	for _, data := range t.Selector {
		var one selectorItem
		if err := values.Decode(data, &one); err != nil {
			return s, err
		}
		switch one.Type {
		case "TextPositionSelector":
			if one.Start == nil || one.End == nil {
				return s, errors.New("its position has no start or no end")
			}
			s.start, s.end, found = *one.Start, *one.End, true
		case "TextQuoteSelector":
			s.exact, s.prefix, s.suffix = one.Exact, one.Prefix, one.Suffix
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
	var to named
	if len(a.Target) != 1 || json.Unmarshal(a.Target[0], &to) != nil || to.id == "" {
		return errors.New("it links to no annotation, or to several")
	}
	one := dataset.Relation{Type: "linking", Tail: id(to.id)}
	for _, data := range a.Body {
		var b bodyItem
		var iri string
		switch {
		case json.Unmarshal(data, &iri) == nil:
		case json.Unmarshal(data, &b) != nil:
			return errors.New("its body cannot be read")
		case b.Type.has("TextualBody") && b.Purpose.has("commenting"):
			one.Note = string(b.Value)
		case b.Type.has("TextualBody"):
			one.Type = string(b.Value)
		default:
			if iri = b.ID; iri == "" {
				iri = b.Source.id
			}
		}
		if iri != "" {
			one.Head = id(iri)
		}
	}
	if one.Head == "" || strings.TrimSpace(one.Type) == "" {
		return errors.New("it names no annotation from which it links, or no type")
	}
	key := string(a.ID)
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
