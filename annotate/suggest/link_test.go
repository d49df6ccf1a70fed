package suggest_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
)

// linking is a codebook of actors and claims, and what was done with it.
func linking(done map[string]int) suggest.Linking {
	label := func(name string) annotate.Label { return annotate.Label{ID: name, Name: name} }
	kind := func(name, head, tail string) annotate.RelationType {
		return annotate.RelationType{ID: name, Name: name, HeadLabel: head, TailLabel: tail, Scope: annotate.WithinStory, Symmetric: name == "same"}
	}
	return suggest.Linking{Done: done, Codebook: annotate.Codebook{Labels: []annotate.Label{label("actor"), label("claim")},
		RelationTypes: []annotate.RelationType{kind("makes", "actor", "claim"), kind("targets", "claim", "actor"), kind("same", "claim", "claim"), kind("disputes", "claim", "claim")}}}
}

func spanAt(id, label string, start, end int) annotate.Span {
	return annotate.Span{ID: id, LabelID: label, DocumentID: "d", AnnotatorID: "anna", Segments: []annotate.Segment{{Start: start, End: end}}}
}

func TestWhatWasDoneMostOftenComesFirst(t *testing.T) {
	he, claim, other := spanAt("he", "actor", 0, 2), spanAt("claim", "claim", 10, 20), spanAt("other", "claim", 30, 40)
	in := func(links []suggest.Link) string {
		var words []string
		for _, l := range links {
			words = append(words, l.Head.ID+" "+l.Type.Name+" "+l.Tail.ID)
		}
		return strings.Join(words, ", ")
	}
	for _, test := range []struct {
		done          map[string]int
		first, second annotate.Span
		there         []annotate.Relation
		want          string
	}{
		{nil, claim, he, nil, "he makes claim, claim targets he"},
		{nil, he, claim, nil, "he makes claim, claim targets he"},
		{map[string]int{"makes": 1, "targets": 3}, he, claim, nil, "claim targets he, he makes claim"},
		{map[string]int{"disputes": 1}, claim, other, nil, "claim disputes other, claim same other"},
		{nil, claim, other, []annotate.Relation{{TypeID: "same", HeadSpanID: "other", TailSpanID: "claim"}}, "claim disputes other"},
		{nil, claim, he, []annotate.Relation{{TypeID: "makes", HeadSpanID: "he", TailSpanID: "claim"}}, "claim targets he"},
		{nil, he, spanAt("she", "actor", 4, 7), nil, ""},
	} {
		l := linking(test.done)
		l.There = test.there
		if got := in(l.Between(test.first, test.second)); got != test.want {
			t.Errorf("%s and %s after %v: %q, not %q", test.first.ID, test.second.ID, test.done, got, test.want)
		}
	}
	theirs := he
	theirs.AnnotatorID = "ben"
	if got := linking(nil).Between(claim, theirs); got != nil {
		t.Errorf("a relation between two layers: %v", got)
	}
}

func TestTheNearestOfTheOtherLabelIsFound(t *testing.T) {
	claim := spanAt("claim", "claim", 100, 160)
	elsewhere, bens := spanAt("elsewhere", "actor", 99, 100), spanAt("ben's", "actor", 99, 100)
	elsewhere.DocumentID, bens.AnnotatorID = "e", "ben"
	for _, test := range []struct {
		others []annotate.Span
		want   string
	}{
		{nil, ""},
		{[]annotate.Span{elsewhere, bens, spanAt("closer claim", "claim", 90, 99)}, ""},
		{[]annotate.Span{spanAt("far", "actor", 0, 5), spanAt("near", "actor", 60, 70), spanAt("behind", "actor", 200, 205)}, "near"},
		{[]annotate.Span{spanAt("before", "actor", 80, 90), spanAt("behind", "actor", 165, 170)}, "behind"},
		{[]annotate.Span{spanAt("behind", "actor", 165, 170), spanAt("before", "actor", 90, 95)}, "before"}, // as near
		{[]annotate.Span{spanAt("within", "actor", 110, 115), spanAt("far", "actor", 0, 5)}, "far"},
		{[]annotate.Span{spanAt("within", "actor", 110, 115)}, "within"},
	} {
		if got, ok := linking(nil).Nearest(claim, test.others); got.ID != test.want || ok != (test.want != "") {
			t.Errorf("of %d: %q, %v, not %q", len(test.others), got.ID, ok, test.want)
		}
	}
	if got := linking(map[string]int{"same": 9}).Partner(claim); got != "actor" {
		t.Errorf("a claim is related to the nearest %s", got)
	}
	if got := linking(nil).Partner(spanAt("he", "actor", 0, 2)); got != "claim" {
		t.Errorf("an actor is related to the nearest %s", got)
	}
}
