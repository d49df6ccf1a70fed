package agreementview

import (
	"bytes"
	"encoding/csv"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/ui/theme"
)

func TestPairsOpenTheSpansBehindThem(t *testing.T) {
	b := newBench(t, theme.Light)
	if want := []string{"anna", "ben", "carla"}; !slices.Equal(b.view.report.Annotators, want) {
		t.Fatalf("compared %v, want the people %v", b.view.report.Annotators, want)
	}
	b.view.FocusFirst()
	b.shot("agreement-pairs-light")
	if note := b.view.note.Text; !strings.HasPrefix(note, "anna and ben: Span F1, strict 0.75 (95 %: ") || !strings.HasSuffix(note, "32 spans in 4 articles.") {
		t.Errorf("note %q", note)
	}
	b.press(fyne.KeyReturn)
	got := b.listed()
	if len(got) != 16 || !strings.Contains(b.view.heading.Text(), "16 places, 4 differ") {
		t.Errorf("%d places, %q", len(got), b.view.heading.Text())
	}
	if got[0].how != "other boundaries" || got[0].a.words != "The envoy Zoë" || got[0].b.words != "envoy Zoë" || got[0].document != "Report of Beacon" {
		t.Errorf("first %+v", got[0])
	}
	b.shot("agreement-spans-light")
	b.press(fyne.KeyReturn)
	if len(b.went) != 1 || b.went[0] != got[0].a.spanID {
		t.Errorf("went to %v", b.went)
	}
	test.Tap(b.view.differing)
	if got := b.listed(); len(got) != 4 {
		t.Errorf("%d places differ", len(got))
	}
	b.press(fyne.KeyEscape)
	if b.left != 1 {
		t.Error("Escape does not leave")
	}
}

func TestLabelsAgainstLabels(t *testing.T) {
	b := newBench(t, theme.Dark)
	b.view.form.Focus(b.view.tabs)
	b.view.tabs.TypedRune('2')
	b.view.pairs.SetSelected("anna and carla")
	b.view.FocusFirst()
	b.shot("agreement-labels-dark")
	b.press(fyne.KeyReturn) // actor against claim
	got := b.listed()
	if len(got) != 2 || got[0].how != "other label and boundaries" || got[0].a.label != "actor" || got[0].b.label != "claim" {
		t.Errorf("%+v", got)
	}
	b.view.FocusFirst()
	b.press(fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn) // claim against no span
	if got := b.listed(); len(got) != 2 || got[0].how != "only anna" || got[0].a.words != "会议在日内瓦举行" {
		t.Errorf("%+v", got)
	}
}

func TestTablesSayWhyAFigureIsUndefined(t *testing.T) {
	b := newBench(t, theme.Light)
	b.view.form.Focus(b.view.tabs)
	b.view.tabs.TypedRune('3')
	b.shot("agreement-figures-light")
	undefined, stance := 0, -1
	for i, l := range b.view.table.lines {
		if l.value == "undefined" {
			undefined++
			if l.span == "" {
				t.Errorf("%s is undefined without a reason", l.name)
			}
		}
		if stance < 0 && strings.HasPrefix(l.name, "claim.stance") {
			stance = i
		}
	}
	if undefined == 0 || stance < 0 {
		t.Fatalf("%d undefined, stance at %d", undefined, stance)
	}
	b.view.table.Select(stance)
	b.view.table.open()
	got := b.listed()
	if !slices.ContainsFunc(got, func(p behind) bool {
		return p.how == "other value" && p.a.value == "supports" && p.b.value == "opposes"
	}) {
		t.Errorf("behind the attribute: %+v", got)
	}
	for i, name := range []string{"agreement-stories-light", "agreement-articles-light"} {
		b.view.tabs.TypedRune(rune('4' + i))
		b.shot(name)
	}
	if first := b.view.table.lines[0]; !first.head {
		t.Errorf("articles begin with %+v", first)
	}
}

func TestChoosesAnnotatorsAndStories(t *testing.T) {
	b := newBench(t, theme.Light)
	b.view.form.Focus(b.view.who)
	b.view.who.TypedRune('3') // bert, after anna and ben
	b.until("the model takes part", func() bool { return b.view.report != nil && slices.Contains(b.view.report.Annotators, "bert") })
	b.view.story.SetSelected("Harbour")
	b.until("only one story", func() bool { return b.view.report != nil && b.view.report.Documents == 2 })
	b.view.measure.SetSelected("Krippendorff’s αᵤ (unitizing)")
	b.view.label.SetSelected("claim")
	b.shot("agreement-undefined-light")
	for _, n := range "124" {
		b.view.who.TypedRune(n)
	}
	b.until("nobody is compared", func() bool { return b.view.working == nil })
	if b.view.note.Text != "Choose at least two annotators." || !b.view.actions[1].Disabled() {
		t.Errorf("note %q", b.view.note.Text)
	}
	if len(b.Errors) > 0 {
		t.Error(b.Errors)
	}
}

func TestExports(t *testing.T) {
	b := newBench(t, theme.Dark)
	var out bytes.Buffer
	b.Must(b.view.report.WriteCSV(&out))
	rows, err := csv.NewReader(&out).ReadAll()
	b.Must(err)
	if !slices.ContainsFunc(rows, func(r []string) bool {
		return slices.Equal(r[:5], []string{"pair", "anna", "ben", "span_f1.strict", "0.750000"})
	}) {
		t.Errorf("strict F1 is not in %d rows", len(rows))
	}
	b.view.copyMethod()
	paragraph := fyne.CurrentApp().Clipboard().Content()
	for _, words := range []string{"anna, ben and carla annotated 4 articles", "Fleiss’ κ of words", "bootstrap replicates", "SemEval-2013"} {
		if !strings.Contains(paragraph, words) {
			t.Errorf("the paragraph lacks %q: %s", words, paragraph)
		}
	}
	drawn, err := picture(b.view.pairMatrix(), "Span F1, strict")
	b.Must(err)
	if size := drawn.Bounds().Size(); size.X < 3*pictureCell || size.Y < 3*pictureHeight {
		t.Errorf("the picture is %v", size)
	}
	if folder := os.Getenv("PARALLAX_SHOTS"); folder != "" {
		f, err := os.Create(filepath.Join(folder, "agreement-picture.png"))
		b.Must(err)
		defer f.Close()
		b.Must(png.Encode(f, drawn))
		t.Log(paragraph)
	}
}
