package compare

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

func passageOf(words string) Passage {
	text := textpos.New(words)
	return Passage{Name: "Beacon", Language: "en", Text: text, At: annotate.Segment{End: text.Len()}}
}

// spelled writes what is added in brackets, what is left out in braces.
func spelled(all []piece) string {
	var b strings.Builder
	for _, p := range all {
		switch p.kind {
		case added:
			b.WriteString("[" + p.text + "]")
		case left:
			b.WriteString("{" + strings.TrimSpace(p.text) + "} ")
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

func TestWhatDiffersIsSetApart(t *testing.T) {
	first := passageOf("The captain called it “an embarrassing misjudgement” at noon.")
	for other, want := range map[string]string{
		"The captain called it “an embarrassing misjudgement” at noon.": "The captain called it “an embarrassing misjudgement” at noon.",
		"The captain called it “a costly misjudgement”.":                "The captain called it “{an} {embarrassing} [a] [costly] misjudgement”.{at} {noon} ",
		"A captain CALLED it an embarrassing misjudgement at 3 o’clock": "{The} [A] captain CALLED it an embarrassing misjudgement at {noon} [3] [o’clock]",
	} {
		if got := spelled(pieces(first, passageOf(other))); got != want {
			t.Errorf("%q is shown as %q", other, got)
		}
	}
	if got := spelled(alone(first, []Passage{passageOf("a captain at noon"), passageOf("an embarrassing noon")})); got != "[The] captain [called] [it] “an embarrassing [misjudgement]” at noon." {
		t.Errorf("the first is shown as %q", got)
	}
}

// TestNoWordIsLost: without what is left out a passage stands there as it is, and with it and without what is added so do the words of
// the first.
func TestNoWordIsLost(t *testing.T) {
	vocabulary := strings.Fields("dam lake burst 12 the of “Orrin” water; night tents 🦊 .")
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Passage {
			return passageOf(strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 20).Draw(t, name), " "))
		}
		first, other := draw("first"), draw("other")
		var there, before []string
		text := ""
		for _, p := range pieces(first, other) {
			if p.kind != left {
				text += p.text
				there = append(there, p.text)
			}
			for word := range textpos.New(p.text).Words(annotate.Segment{End: textpos.New(p.text).Len()}) {
				if p.kind != added {
					before = append(before, textpos.New(p.text).Slice(word.Start, word.End))
				}
			}
		}
		if text != other.Text.String() {
			t.Fatalf("%q is shown as %q", other.Text.String(), there)
		}
		var words []string
		for word := range first.Text.Words(first.At) {
			words = append(words, first.Text.Slice(word.Start, word.End))
		}
		if strings.Join(before, " ") != strings.Join(words, " ") {
			t.Fatalf("of %q there are %q", words, before)
		}
	})
}

func TestPassagesAreComparedOverTheWindow(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		test.NewTempApp(t).Settings().SetTheme(theme.New(mode))
		w := test.NewTempWindow(t, container.NewStack())
		w.Resize(fyne.NewSize(1280, 800))
		went := ""
		passages := []Passage{passageOf("The captain called it “an embarrassing misjudgement of tide tables” at noon."),
			passageOf("It was “an embarrassing misreading of tide tables”, he said."), passageOf("Tide tables were misread, an embarrassment.")}
		for i, name := range []string{"Morning Beacon", "Geneva Wire", "Ledger & Tide"} {
			passages[i].Name, passages[i].GoTo = name, func() { went = name }
		}
		Show(sheet.On(w), passages, func() {})
		uitest.Shot(t, w, "compare-"+string(mode))
		var goTo []fyne.Tappable
		uitest.Walk(w.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
			if button, is := o.(*control.Button); is && button.Text == "Go there" {
				goTo = append(goTo, button)
			}
		})
		if len(goTo) != 3 {
			t.Fatalf("%d passages are shown", len(goTo))
		}
		test.Tap(goTo[1])
		if went != "Geneva Wire" {
			t.Errorf("the second button leads to %q", went)
		}
		if sheet.On(w).Len() != 0 {
			t.Error("the passages still lie over the window")
		}
	}
}
