package annotate_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestNamesThatAPersonTakesForTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b, why string
	}{
		{"Lead", "lead", "upper and lower case"}, {" lead", "lead ", "spaces"}, {"armed  group", "armed group", "spaces"},
		{"\u00e4b", "a\u0308b", "composed"}, {"zero\u200bwidth", "zerowidth", "nobody sees"}, {"STRASSE", "straße", "case"},
		{" \u00c4B", "a\u0308b", "same name to a reader"}, {"ΣΟΦΟΣ", "σοφος", "case"},
	} {
		if annotate.FoldName(c.a) != annotate.FoldName(c.b) {
			t.Errorf("%q and %q fold apart", c.a, c.b)
		}
		cb := twoLabels()
		cb.Labels = append(cb.Labels, annotate.Label{ID: "8", Name: c.a, Color: "#000000", Style: annotate.Tint},
			annotate.Label{ID: "9", Name: c.b, Color: "#000000", Style: annotate.Tint})
		if err := cb.Validate(); err != nil {
			t.Errorf("%q and %q in a file: %v", c.a, c.b, err)
		}
		if err := cb.ValidateTyped(); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%q and %q typed: %v, want %q", c.a, c.b, err, c.why)
		}
	}
	for _, c := range [][2]string{{"lead", "leads"}, {"resume", "résumé"}, {"armed group", "armedgroup"}, {"O", "0"}, {"می\u200cرود", "میرود"}} {
		if annotate.FoldName(c[0]) == annotate.FoldName(c[1]) {
			t.Errorf("%q and %q fold together", c[0], c[1])
		}
	}
	cb := twoLabels()
	cb.RelationTypes[1].Name = "Makes"
	if err := cb.ValidateTyped(); err == nil || !strings.Contains(err.Error(), `"makes" and "Makes"`) {
		t.Errorf("relation types: %v", err)
	}
	cb = twoLabels()
	cb.Labels[0].Attributes = []annotate.Attribute{{Name: "Type", Type: annotate.Text}, {Name: "type", Type: annotate.Text}}
	if err := cb.ValidateTyped(); err == nil || !strings.Contains(err.Error(), `"Type" and "type"`) {
		t.Errorf("attributes: %v", err)
	}
}
