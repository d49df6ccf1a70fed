package annotate_test

import (
	"fmt"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestValuesInWordsAndReplaced(t *testing.T) {
	list := []string{"speaker", "target"}
	for _, test := range []struct {
		kept  any
		words string
		holds string // a text that it holds
		other string // what is left where that text gets another
		none  string // and where it is taken out
	}{
		{nil, "", "", "other", "<nil>"},
		{"état 🇫🇷", "état 🇫🇷", "état 🇫🇷", "other", "<nil>"},
		{true, "yes", "true", "other", "<nil>"},
		{false, "no", "false", "other", "<nil>"},
		{1e21, "1000000000000000000000", "1e21", "other", "<nil>"},
		{0.5, "0.5", ".50", "other", "<nil>"},
		{list, "speaker, target", "target", "[speaker other]", "[speaker]"},
		{[]string{"target"}, "target", "target", "[other]", "<nil>"},
		{[]string{"target", "other"}, "target, other", "target", "[other]", "[other]"},
	} {
		v := annotate.ValueOf(test.kept)
		if v.Words() != test.words || v.IsSet() != (test.kept != nil) || v.IsSet() && !v.Holds(test.holds) || v.Holds("something else") {
			t.Errorf("%v: %q", test.kept, v.Words())
		}
		if other, none := fmt.Sprint(v.Replace(test.holds, "other")), fmt.Sprint(v.Replace(test.holds)); other != test.other || none != test.none {
			t.Errorf("%v becomes %s or %s", test.kept, other, none)
		}
	}
	if fmt.Sprint(list) != "[speaker target]" {
		t.Error("a list was changed where it stands")
	}
}

func TestValuesAreEqualOnlyWithinTheirType(t *testing.T) {
	kept := []any{nil, "1", 1.0, "true", true, false, "", []string{"1"}, []string{"1", "2"}, []string{"2", "1"}, []string{"1,2"}, []string{}}
	for i, a := range kept {
		for j, b := range kept {
			if got := annotate.ValueOf(a).Equal(annotate.ValueOf(b)); got != (i == j) {
				t.Errorf("%#v and %#v: %v", a, b, got)
			}
		}
	}
}

func TestRelabelKeepsWhatTheLabelAdmits(t *testing.T) {
	to := annotate.Label{ID: "claim", Attributes: []annotate.Attribute{
		{Name: "type", Type: annotate.Choice, Options: []string{"state"}}, {Name: "weight", Type: annotate.Number}}}
	span := annotate.Span{LabelID: "actor", EntityID: "e", Note: "n", Attributes: map[string]any{"type": "person", "weight": 2.0, "quoted": true}}
	got, dropped := span.Relabel(to)
	if dropped != 3 || got.LabelID != "claim" || got.EntityID != "" || got.Note != "n" || fmt.Sprint(got.Attributes) != "map[weight:2]" {
		t.Errorf("%+v, dropped %d", got, dropped)
	}
	if len(span.Attributes) != 3 {
		t.Error("the span itself was changed")
	}
}
