package annotate_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

func twoLabels() annotate.Codebook {
	return annotate.Codebook{
		Labels: []annotate.Label{
			{ID: "1", Name: "actor", Color: "#0072b2", Style: annotate.Underline, Hotkey: "a"},
			{ID: "2", Name: "claim", Color: "#e69f00", Style: annotate.Tint, Hotkey: "c"},
		},
		RelationTypes: []annotate.RelationType{
			{ID: "3", Name: "makes", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument},
			{ID: "4", Name: "same_claim", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory, Symmetric: true},
		},
	}
}

func TestCodebookValidate(t *testing.T) {
	if err := twoLabels().Validate(); err != nil {
		t.Fatalf("a sound codebook is refused: %v", err)
	}
	breaks := map[string]func(*annotate.Codebook){
		"at least one label":      func(c *annotate.Codebook) { c.Labels = nil },
		`two labels are called`:   func(c *annotate.Codebook) { c.Labels[1].Name = "actor" },
		"have the same key":       func(c *annotate.Codebook) { c.Labels[1].Hotkey = "a" },
		"is taken by the program": func(c *annotate.Codebook) { c.Labels[1].Hotkey = "n" },
		"is not one letter":       func(c *annotate.Codebook) { c.Labels[1].Hotkey = "7" },
		"not of the form":         func(c *annotate.Codebook) { c.Labels[0].Color = "blue" },
		"style":                   func(c *annotate.Codebook) { c.Labels[0].Style = "blink" },
		"parent":                  func(c *annotate.Codebook) { c.Labels[0].ParentID = "9" },
		"starts at a label":       func(c *annotate.Codebook) { c.RelationTypes[0].HeadLabel = "source" },
		"ends at a label":         func(c *annotate.Codebook) { c.RelationTypes[0].TailLabel = "source" },
		"unknown scope":           func(c *annotate.Codebook) { c.RelationTypes[0].Scope = "world" },
		"is symmetric but":        func(c *annotate.Codebook) { c.RelationTypes[0].Symmetric = true },
		"at least one option": func(c *annotate.Codebook) {
			c.Labels[0].Attributes = []annotate.Attribute{{Name: "type", Type: annotate.Choice}}
		},
		"unknown type": func(c *annotate.Codebook) {
			c.Labels[0].Attributes = []annotate.Attribute{{Name: "type", Type: "colour"}}
		},
		"two attributes": func(c *annotate.Codebook) {
			c.Labels[0].Attributes = []annotate.Attribute{{Name: "x", Type: annotate.Text}, {Name: "x", Type: annotate.Text}}
		},
	}
	for want, change := range breaks {
		c := twoLabels()
		change(&c)
		err := c.Validate()
		if !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

func TestRelationTypesBetween(t *testing.T) {
	c := twoLabels()
	tests := []struct {
		head, tail string
		across     bool
		want       string
	}{
		{"actor", "claim", false, "makes"},
		{"actor", "claim", true, ""},
		{"claim", "actor", false, ""},
		{"claim", "claim", true, "same_claim"},
	}
	for _, test := range tests {
		var names []string
		for _, r := range c.RelationTypesBetween(test.head, test.tail, test.across) {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%s → %s (across %v): got %q, want %q", test.head, test.tail, test.across, got, test.want)
		}
	}
}

func TestAttributeCheck(t *testing.T) {
	stance := annotate.Attribute{Name: "stance", Type: annotate.Choice, Options: []string{"supports", "opposes"}}
	topics := annotate.Attribute{Name: "topics", Type: annotate.Choices, Options: []string{"war", "trade"}}
	admitted := []struct {
		attribute annotate.Attribute
		value     any
	}{
		{stance, "supports"}, {stance, nil},
		{topics, []string{"war"}}, {topics, []any{"war", "trade"}},
		{annotate.Attribute{Type: annotate.Text}, "né à 東京 🦊"},
		{annotate.Attribute{Type: annotate.Number}, 2.5},
		{annotate.Attribute{Type: annotate.Boolean}, false},
		{annotate.Attribute{Type: annotate.Date}, "2024-02-29"},
	}
	for _, test := range admitted {
		if _, err := test.attribute.Check(test.value); err != nil {
			t.Errorf("%s refuses %v: %v", test.attribute.Type, test.value, err)
		}
	}
	refused := []struct {
		attribute annotate.Attribute
		value     any
	}{
		{stance, "neutral"}, {stance, 1.0}, {stance, []string{"supports"}},
		{topics, []string{"sport"}}, {topics, []any{1.0}}, {topics, "war"},
		{annotate.Attribute{Type: annotate.Boolean}, "yes"},
		{annotate.Attribute{Type: annotate.Number}, "3"},
		{annotate.Attribute{Type: annotate.Date}, "2023-02-29"},
	}
	for _, test := range refused {
		if got, err := test.attribute.Check(test.value); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%s admits %v as %v", test.attribute.Type, test.value, got)
		}
	}
}
