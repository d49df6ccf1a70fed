package suggest_test

import (
	"fmt"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
)

func TestWordsNameAnEntityHoweverTheyAreWritten(t *testing.T) {
	vell := annotate.Entity{Name: "Inès Vell", Aliases: []string{"the harbour master", "O’Vell", "the “Old” Guard–West"}}
	for words, want := range map[string]bool{
		"Inès Vell": true, "INE\u0300S\nVELL": true, "The Harbour  Master": true, "O'Vell": true, "O‘VELL": true, "O`Vell": true, "Oʼvell": true, "the \"old\" guard-west": true, "The «Old» Guard—West": true, "O Vell": false, "Vell": false, "harbour master": false,
	} {
		if got := suggest.Names(words, vell); got != want {
			t.Errorf("%q names her: %v", words, got)
		}
	}
}

func TestTheNearestOfThoseThatWordsNameIsMeant(t *testing.T) {
	named := func(id, name string, inArticle, inStory, inAll int) suggest.Mentioned {
		return suggest.Mentioned{Entity: annotate.Entity{ID: id, Name: name, Aliases: []string{"Vell"}}, InArticle: inArticle, InStory: inStory, InAll: inAll}
	}
	for _, test := range []struct {
		of   []suggest.Mentioned
		want string
	}{
		{nil, ""},
		{[]suggest.Mentioned{named("a", "Ines Vell", 0, 0, 0)}, "a"},
		{[]suggest.Mentioned{named("a", "Ines Vell", 0, 0, 9), named("b", "Tom Vell", 0, 1, 1)}, "b"},
		{[]suggest.Mentioned{named("a", "Ines Vell", 1, 1, 1), named("b", "Tom Vell", 0, 7, 9)}, "a"},
		{[]suggest.Mentioned{named("a", "Ines Vell", 0, 2, 2), named("b", "vell", 0, 1, 1)}, "b"},
		{[]suggest.Mentioned{named("a", "Ines Vell", 2, 2, 2), named("b", "Tom Vell", 1, 1, 1)}, ""},
	} {
		if got, ok := suggest.Meant("Vell", test.of); got.ID != test.want || ok != (test.want != "") {
			t.Errorf("of %v: %q, %v", test.of, got.ID, ok)
		}
	}
}

func TestMentionsAgreeWhereAllThatSayAnythingSayTheSame(t *testing.T) {
	label := annotate.Label{Name: "actor", Attributes: []annotate.Attribute{
		{Name: "type", Type: annotate.Choice, Options: []string{"person", "state"}},
		{Name: "named", Type: annotate.Choice, Options: []string{"yes", "no"}},
		{Name: "roles", Type: annotate.Choices, Options: []string{"says", "hears"}},
		{Name: "since", Type: annotate.Number}}}
	got := suggest.Agreed([]map[string]any{
		{"type": "person", "named": "yes", "roles": []string{"says"}, "gone": "x"},
		{"named": "no", "roles": []string{"says"}, "since": "long"},
		{"type": "person"},
	}, label)
	if want := "map[roles:[says] type:person]"; fmt.Sprint(got) != want {
		t.Errorf("%v, not %s", got, want)
	}
	if got := suggest.Agreed(nil, label); len(got) != 0 {
		t.Errorf("nobody says %v", got)
	}
}
