package annotate_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestNamesThatLookAlikeArePointedOut(t *testing.T) {
	for _, test := range []struct{ a, b, says string }{
		{"anna", "Anna", "case"}, {"Zoë", "Zoe\u0308", "composed"}, {"anna lee", "anna  lee", "spaces"}, {"anna lee", "annalee", "spaces and signs"},
		{"anna.lee", "Anna Lee", "spaces and signs"}, {"anna", "аnna", "look alike"}, {"Ian", "lan", "look alike"}, {"bob", "b0b", "look alike"},
		{"Οmar", "Omar", "look alike"}, {"ａｎｎａ", "anna", "look alike"}, {"anna\u200b", "anna", "nobody sees"},
		{"anna", "anna", ""}, {"anna", "hanna", ""}, {"anna", "ben", ""}, {"张伟", "张玮", ""}, {"أحمد", "محمد", ""}, {"-", "_", ""},
	} {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := annotate.LookAlike(pair[0], pair[1]); (got == "") != (test.says == "") || !strings.Contains(got, test.says) {
				t.Errorf("%q and %q %q, want %q", pair[0], pair[1], got, test.says)
			}
		}
	}
}

func TestNobodyIsCalledGold(t *testing.T) {
	for _, name := range []string{"gold", "Gold", " GOLD", "go\u00adld"} {
		if _, err := annotate.NewPerson(name); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if a, err := annotate.NewPerson(" Goldie 🌍"); err != nil || a != annotate.NewAnnotator("Goldie 🌍") {
		t.Errorf("%+v, %v", a, err)
	}
}
