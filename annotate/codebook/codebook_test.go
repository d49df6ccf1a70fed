package codebook_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
)

func builtIn(t *testing.T, name string) annotate.Codebook {
	t.Helper()
	data, found := assets.Codebook(name)
	if !found {
		t.Fatalf("no codebook %q", name)
	}
	cb, err := codebook.Parse(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return cb
}

func TestBuiltInCodebooksComeBackAsTheyWere(t *testing.T) {
	names := assets.CodebookNames()
	if len(names) != 3 || names[0] != "default" {
		t.Fatalf("built-in codebooks: %v", names)
	}
	for _, name := range names {
		cb := builtIn(t, name)
		written := codebook.Format(cb)
		again, err := codebook.Parse(written)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, written)
		}
		if diff := cmp.Diff(cb, again); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if strings.Contains(string(written), "id = ") {
			t.Errorf("%s: ids that follow from names are written", name)
		}
	}
}

func TestDefaultCodebook(t *testing.T) {
	cb := builtIn(t, "default")
	var got []string
	for _, l := range cb.Labels {
		for _, a := range l.Attributes {
			got = append(got, l.Name+"/"+l.Hotkey+"/"+string(l.Style)+"/"+a.Name+": "+strings.Join(a.Options, ", "))
		}
	}
	for _, r := range cb.RelationTypes {
		got = append(got, r.Name+": "+r.HeadLabel+" → "+r.TailLabel+", "+string(r.Scope))
	}
	want := []string{
		"actor/a/underline/type: person, organisation, state, armed group, media, public, other",
		"actor/a/underline/named: yes, no",
		"claim/c/tint/voice: direct quote, indirect quote, paraphrase, the article's own",
		"claim/c/tint/stance: supports, opposes, neutral",
		"claim/c/tint/certainty: certain, probable, possible, denied",
		"makes: actor → claim, document",
		"targets: claim → actor, document",
		"same_claim: claim → claim, story",
		"supports: claim → claim, story",
		"disputes: claim → claim, story", "reports: claim → claim, document",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnyCodebookComesBackAsItWas(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "plain", "two\nlines", "ends with a line\n", `quotes " and """ and \`, "né à 東京 🦊\tمرحبا", "\x01\x7f", "\n"})
	name := rapid.StringMatching(`[a-z"\\é東🦊 ]{0,6}[a-z]`)
	rapid.Check(t, func(t *rapid.T) {
		cb := annotate.Codebook{Name: name.Draw(t, "name"), Guidelines: text.Draw(t, "guidelines")}
		for i, n := range rapid.SliceOfNDistinct(name, 1, 4, rapid.ID[string]).Draw(t, "labels") {
			l := annotate.Label{
				ID: rapid.SampledFrom([]string{annotate.DerivedID("label", n), annotate.NewID()}).Draw(t, "id"), Name: n, Color: "#0072b2",
				Style: annotate.Tint, Description: text.Draw(t, "description"), Position: i,
			}
			for j, a := range rapid.SliceOfNDistinct(name, 0, 3, rapid.ID[string]).Draw(t, "attributes") {
				l.Attributes = append(l.Attributes, annotate.Attribute{
					ID: annotate.NewID(), LabelID: l.ID, Name: a, Type: annotate.Choices, Options: []string{"x", n}, Required: j == 0, Position: j,
				})
			}
			if i > 0 {
				l.ParentID = cb.Labels[0].ID
			}
			cb.Labels = append(cb.Labels, l)
		}
		if words := rapid.SliceOfN(name, 0, 30).Draw(t, "words"); len(words) > 0 {
			cb.Speech = []annotate.Speech{{Language: "en", Verbs: words, According: words[:1]}, {Language: "de", Sources: words}}
		}
		if cb.ValidateTyped() != nil {
			t.Skip("options of one letter may coincide, and names but for their spaces")
		}
		written := codebook.Format(cb)
		again, err := codebook.Parse(written)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		if diff := cmp.Diff(cb, again, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n%s", diff, written)
		}
	})
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	tests := map[string]string{
		"name = \n":                          "line 1",
		"name = \"x\"\ncolour = \"blue\"":    `unknown key "colour"`,
		"name = \"x\"":                       "at least one label",
		"name = 3":                           "string",
		"[[label]]\nname=\"a\"\ncolor=\"b\"": "#rrggbb",
		"[[label]]\nname=\"a\"\ncolor=\"#000000\"\nparent=\"z\"":                                                            "parent",
		"[[label]]\nname=\"a\"\ncolor=\"#000000\"\nid=\"7\"\n[[label]]\nname=\"b\"\ncolor=\"#000000\"\nid=\"7\"":            "same id",
		"[[label]]\nname=\"a\"\ncolor=\"#000000\"\n[[relation]]\nname=\"r\"\nhead=\"a\"\ntail=\"q\"\nscope=\"document\"":    "ends at a label",
		"[[label]]\nname=\"a\"\ncolor=\"#000000\"\n[[label.attribute]]\nname=\"t\"\ntype=\"choice\"\noptions=[\"x\",\"x\"]": "stands twice",
	}
	for input, want := range tests {
		_, err := codebook.Parse([]byte(input))
		if !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: want a sentence with %q, got %v", input, want, err)
		}
	}
}

func TestCompare(t *testing.T) {
	before := builtIn(t, "default")
	if same := codebook.Compare(before, before); len(same) != 0 {
		t.Errorf("a codebook differs from itself: %v", same)
	}
	after := builtIn(t, "default")
	after.Labels[1].Name = "statement"
	after.Labels[1].Color = "#009e73"
	after.Labels[1].Attributes[1].Options = []string{"neutral", "supports", "unclear"}
	after.Labels[0].Attributes = after.Labels[0].Attributes[1:]
	after.Labels = append(after.Labels, annotate.Label{ID: "new", Name: "evidence"})
	after.RelationTypes = after.RelationTypes[1:]
	after.RelationTypes[0].Scope = annotate.WithinStory
	var got []string
	for _, d := range codebook.Compare(before, after) {
		got = append(got, d.String())
	}
	want := []string{
		`attribute "actor.type" removed`,
		`label "statement" renamed from "claim"`,
		`label "statement" colour changed`,
		`attribute "statement.stance" option "unclear" added`,
		`attribute "statement.stance" option "opposes" removed`,
		`label "evidence" added`,
		`relation type "targets" goes across the articles of a story now`,
		`relation type "makes" removed`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	ends := builtIn(t, "default")
	ends.Labels[0].Name, ends.Labels[0].Hotkey, ends.Labels[0].Attributes[0].Required = "who", "", true
	ends.RelationTypes[0].HeadLabel = "who" // makes, follows the name
	ends.RelationTypes[1].TailLabel = ""    // targets
	got = nil
	for _, d := range codebook.Compare(before, ends) {
		got = append(got, d.String())
	}
	want = []string{`label "who" renamed from "actor"`, `label "who" key "a" taken away`, `attribute "who.type" is required now`,
		`relation type "targets" ends at any label now, not at "actor"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	swapped := builtIn(t, "default")
	swapped.Labels[0], swapped.Labels[1] = swapped.Labels[1], swapped.Labels[0]
	if len(codebook.Compare(before, swapped)) != 2 {
		t.Errorf("swapping two labels: %v", codebook.Compare(before, swapped))
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range assets.CodebookNames() {
		data, _ := assets.Codebook(name)
		f.Add(data)
	}
	f.Add([]byte("[[label]]\nname=\"a\"\ncolor=\"#000000\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cb, err := codebook.Parse(data)
		if err != nil {
			return
		}
		written := codebook.Format(cb)
		again, err := codebook.Parse(written)
		if err != nil {
			t.Fatalf("what was read cannot be read back: %v\n%s", err, written)
		}
		if diff := cmp.Diff(cb, again, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What is joined loses nothing that the other has, and what a project keeps apart stays apart.
func TestNamesThatAReaderTakesForTheSameAreJoined(t *testing.T) {
	data := []byte(`
[[label]]
name = "Lead"
color = "#0072b2"
key = "l"
[[label.attribute]]
name = "Kind"
type = "choice"
options = ["a", "b"]
[[label]]
name = " lead"
color = "#0072b3"
key = "l"
description = "who leads"
[[label.attribute]]
name = "kind"
type = "choice"
options = ["b", "c"]
[[label.attribute]]
name = "since"
[[label]]
name = "follower"
color = "#0072b4"
parent = " lead"
[[relation]]
name = "follows"
head = "follower"
tail = " lead"
[[relation]]
name = "Follows"
head = "follower"
tail = "Lead"
description = "after whom"
`)
	cb, notes, err := codebook.ParseFor(data, annotate.Codebook{})
	if err != nil || len(notes) != 3 {
		t.Fatal(notes, err)
	}
	lead := cb.Labels[0]
	if len(cb.Labels) != 2 || lead.Name != "Lead" || lead.Description != "who leads" || cb.Labels[1].ParentID != lead.ID || cb.Labels[1].Position != 1 ||
		len(lead.Attributes) != 2 || !slices.Equal(lead.Attributes[0].Options, []string{"a", "b", "c"}) || lead.Attributes[1].Name != "since" || lead.Attributes[1].LabelID != lead.ID {
		t.Errorf("%+v", cb.Labels)
	}
	if len(cb.RelationTypes) != 1 || cb.RelationTypes[0].TailLabel != "Lead" || cb.RelationTypes[0].Description != "after whom" {
		t.Errorf("%+v", cb.RelationTypes)
	}
	if err := cb.ValidateTyped(); err != nil {
		t.Error(err)
	}
	again, notes, err := codebook.ParseFor(codebook.Format(cb), cb)
	if diff := cmp.Diff(cb, again, cmpopts.EquateEmpty()); diff != "" || err != nil || len(notes) > 0 {
		t.Error(diff, notes, err)
	}

	apart := annotate.Codebook{Labels: []annotate.Label{
		{ID: annotate.DerivedID("label", "Lead"), Name: "Lead", Color: "#0072b2", Style: annotate.Tint},
		{ID: annotate.DerivedID("label", "lead"), Name: "lead", Color: "#0072b2", Style: annotate.Tint, Position: 1}}}
	kept, notes, err := codebook.ParseFor(codebook.Format(apart), apart)
	if diff := cmp.Diff(apart, kept, cmpopts.EquateEmpty()); diff != "" || err != nil || len(notes) > 0 {
		t.Error("a project's own are joined", diff, notes, err)
	}
	third := append(codebook.Format(apart), []byte("\n[[label]]\nname = \"LEAD\"\ncolor = \"#0072b2\"\n")...)
	if kept, notes, err = codebook.ParseFor(third, apart); err != nil || len(kept.Labels) != 2 || len(notes) != 1 {
		t.Error(kept, notes, err)
	}
}
