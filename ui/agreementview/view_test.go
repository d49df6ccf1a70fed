package agreementview

import (
	"bytes"
	"context"
	"encoding/csv"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

func TestPairsOpenTheSpansBehindThem(t *testing.T) {
	b := newBench(t, theme.Light)
	if want := []string{"anna", "ben", "carla"}; !slices.Equal(b.view.comparison.report.Annotators, want) {
		t.Fatalf("compared %v, want the people %v", b.view.comparison.report.Annotators, want)
	}
	b.view.FocusFirst()
	b.shot("agreement-pairs-light")
	if note := b.view.note.Text; !strings.HasPrefix(note, "anna and ben: Span F1, strict 0.75 (95 %: ") || !strings.HasSuffix(note, "32 spans in 4 articles.") {
		t.Errorf("note %q", note)
	}
	if got := b.listed(); len(got) != 16 || b.window.Canvas().Focused() != b.view.heat || b.view.evidence.hint.Visible() {
		t.Errorf("%d places are listed before anything was opened", len(got))
	}
	b.press(fyne.KeyUp, fyne.KeyLeft)
	if got := b.listed(); len(got) != 0 || !b.view.evidence.hint.Visible() {
		t.Errorf("%d places behind a figure that compares nobody", len(got))
	}
	b.press(fyne.KeyRight, fyne.KeyReturn)
	got := b.listed()
	if len(got) != 16 || !strings.Contains(b.view.evidence.heading.Text(), "16 places, 4 differ") {
		t.Errorf("%d places, %q", len(got), b.view.evidence.heading.Text())
	}
	if got[0].how != "other boundaries" || got[0].a.words != "The envoy Zoë" || got[0].b.words != "envoy Zoë" || got[0].document != "Report of Beacon" {
		t.Errorf("first %+v", got[0])
	}
	b.shot("agreement-spans-light")
	b.press(fyne.KeyReturn)
	if len(b.went) != 1 || b.went[0] != got[0].a.spanID {
		t.Errorf("went to %v", b.went)
	}
	test.Tap(b.view.choices.differing)
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
	b.view.form.Focus(b.view.choices.tabs)
	b.view.choices.tabs.TypedRune('2')
	b.view.choices.pairs.SetSelected("anna and carla")
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
	b.view.form.Focus(b.view.choices.tabs)
	b.view.choices.tabs.TypedRune('3')
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
		b.view.choices.tabs.TypedRune(rune('4' + i))
		b.shot(name)
	}
	if first := b.view.table.lines[0]; !first.head {
		t.Errorf("articles begin with %+v", first)
	}
}

func TestChoosesAnnotatorsAndStories(t *testing.T) {
	b := newBench(t, theme.Light)
	b.view.form.Focus(b.view.choices.who)
	b.view.choices.who.TypedRune('3') // bert, after anna and ben
	b.until("the model takes part", func() bool {
		return b.view.comparison.report != nil && slices.Contains(b.view.comparison.report.Annotators, "bert")
	})
	b.view.choices.story.SetSelected("Harbour")
	b.until("only one story", func() bool { return b.view.comparison.report != nil && b.view.comparison.report.Documents == 2 })
	b.view.choices.measure.SetSelected("Krippendorff’s αᵤ (unitizing)")
	b.view.choices.label.SetSelected("claim")
	b.shot("agreement-undefined-light")
	for _, n := range "124" {
		b.view.choices.who.TypedRune(n)
	}
	b.until("nobody is compared", func() bool { return b.view.comparison.working == nil })
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
	b.Must(b.view.comparison.report.WriteCSV(&out))
	rows, err := csv.NewReader(&out).ReadAll()
	b.Must(err)
	if !slices.ContainsFunc(rows, func(r []string) bool {
		return slices.Equal(r[:5], []string{"pair", "anna", "ben", "span_f1.strict", "0.750000"})
	}) {
		t.Errorf("strict F1 is not in %d rows", len(rows))
	}
	b.view.saving.copyMethod()
	paragraph := fyne.CurrentApp().Clipboard().Content()
	for _, words := range []string{"anna, ben and carla annotated 4 articles", "Fleiss’ κ of words", "bootstrap replicates", "SemEval-2013"} {
		if !strings.Contains(paragraph, words) {
			t.Errorf("the paragraph lacks %q: %s", words, paragraph)
		}
	}
	drawn, err := picture(b.view.comparison.pairMatrix(), "Span F1, strict")
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

// name lets annotators say whom the second span of the first articles means, and who makes the third.
func (b *bench) name(who annotate.Annotator, entities []string, makes int) {
	b.Helper()
	ctx, p := context.Background(), b.session.Project
	stories, err := p.Stories(ctx)
	b.Must(err)
	documents, err := p.Documents(ctx, stories[0].ID)
	b.Must(err)
	for i, d := range documents {
		spans, err := p.Spans(ctx, d.ID, who.ID)
		b.Must(err)
		_, err = p.Do(ctx, who, "name", "Name", func(tx *store.Tx) error {
			e := annotate.Entity{ID: annotate.DerivedID(who.Name, entities[i]), LabelID: spans[1].LabelID, Name: entities[i]}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			spans[1].EntityID = e.ID
			if err := tx.UpdateSpan(spans[1]); err != nil || i >= makes {
				return err
			}
			return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), HeadSpanID: spans[1].ID, TailSpanID: spans[2].ID})
		})
		b.Must(err)
	}
}

// TestEntitiesAndRelationsAreBehindTheirFigures: a figure of entities opens these, one of relations opens relations.
func TestEntitiesAndRelationsAreBehindTheirFigures(t *testing.T) {
	b := newBench(t, theme.Light)
	b.name(annotate.NewAnnotator("anna"), []string{"Haqqani", "The envoy’s hosts"}, 2)
	b.name(annotate.NewAnnotator("ben"), []string{"haqqani ", "A tribe"}, 1)
	for b.Next() { // hears of the acts
	}
	b.view.again.Stop() // else the list would be read anew in the middle of the test
	b.view.comparison.compute()
	b.until("the figures are there", func() bool { return b.view.comparison.report != nil })
	b.view.FocusFirst()
	b.window.Canvas().Focused().TypedRune('3') // from the heat map to the figures
	if b.window.Canvas().Focused() != fyne.Focusable(b.view.table) {
		t.Fatal("the table of figures does not have the keyboard")
	}
	open := func(name string) []behind {
		b.view.table.Select(slices.IndexFunc(b.view.table.lines, func(l line) bool { return l.name == name }))
		b.view.table.open()
		return b.listed()
	}
	got := open("actor: α of entities")
	if len(got) != 2 || !got[0].agreed || got[1].how != "other entity" || got[1].a.value != "The envoy’s hosts" || got[1].b.value != "A tribe" {
		t.Errorf("entities: %+v", got)
	}
	got = open("makes: Relation F1")
	if len(got) != 2 || !got[0].agreed || got[1].how != "only anna" || got[1].a.words != "Haqqani network → “We know,”" || got[1].b.spanID != "" {
		t.Errorf("relations: %+v", got)
	}
	if !strings.HasPrefix(b.view.evidence.heading.Text(), "2 places, 1 differ · ") {
		t.Errorf("%q", b.view.evidence.heading.Text())
	}
	b.shot("agreement-relations-light")
	b.window.Canvas().Focused().TypedRune('1') // back, from the list
	b.view.choices.measure.SetSelected(relationF1)
	b.view.FocusFirst()
	b.press(fyne.KeyReturn)
	if got := b.listed(); len(got) != 2 || got[0].a.label != "makes" {
		t.Errorf("relations of a pair: %+v", got)
	}
	test.Tap(b.view.choices.differing)
	if got := b.listed(); len(got) != 1 {
		t.Errorf("%d relations differ", len(got))
	}
	if len(b.Errors) > 0 {
		t.Error(b.Errors)
	}
}

// TestSaysThatItNeedsTwo: with nobody, or one, to compare the view says what is missing instead of asking for a choice.
func TestSaysThatItNeedsTwo(t *testing.T) {
	b := newBench(t, theme.Light)
	everybody := b.view.comparison.annotators
	for _, c := range []struct {
		annotators []annotate.Annotator
		want       string
	}{
		{nil, "Nobody has annotated anything yet. Agreement needs two annotators."},
		{everybody[:1], "Only anna has annotated anything. Agreement needs two annotators."},
	} {
		b.view.comparison.annotators = c.annotators
		b.view.choices.who.Set()
		b.view.comparison.compute()
		if got := b.view.note.Text; got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

// TestThePlacesStayDockedWhileOneReads: a place opens where it is read, with the list beneath, and keys walk on from there.
func TestThePlacesStayDockedWhileOneReads(t *testing.T) {
	b := newBench(t, theme.Light)
	b.view.FocusFirst()
	b.press(fyne.KeyReturn)
	places := b.listed()
	b.press(fyne.KeyReturn)
	table := b.view.desk.Commands
	table.View = "elsewhere"
	b.stage.Leave()
	dock := b.view.evidence.dock
	if !b.stage.Docked() || dock.title.Text() != "Span F1, strict · anna and ben · place 1 of 16 · n next, Shift+N back" {
		t.Fatalf("docked %v: %q", b.stage.Docked(), dock.title.Text())
	}
	b.shot("agreement-docked-light")
	for _, key := range "nnNNN" {
		if !table.Rune(key) {
			t.Fatalf("%c does nothing", key)
		}
	}
	if want := []string{places[0].a.spanID, places[1].a.spanID, places[2].a.spanID, places[1].a.spanID, places[0].a.spanID}; !slices.Equal(b.went, want) {
		t.Errorf("went to %v, not to %v", b.went, want)
	}
	if last := b.Said[len(b.Said)-1]; last != "There is no further place in this direction." {
		t.Errorf("before the first place: %q", last)
	}

	for _, o := range test.LaidOutObjects(dock.object) {
		if row, ok := o.(*placeRow); ok {
			row.TappedSecondary(&fyne.PointEvent{})
			break
		}
	}
	if top := b.window.Canvas().Overlays().Top(); top == nil {
		t.Error("the right button shows nothing")
	} else {
		b.window.Canvas().Overlays().Remove(top)
	}

	// A span that is gone leaves the other one to look at.
	uitest.Do(t, b.session.Project, annotate.NewAnnotator("anna"), func(tx *store.Tx) error { return tx.DeleteSpan(places[1].a.spanID) })
	table.Rune('n')
	if b.went[len(b.went)-1] != places[1].b.spanID {
		t.Error("the span of the other annotator is not gone to")
	}

	b.stage.Show(name)
	if b.stage.Docked() || table.ByID("agreement.next").Reason() == "" {
		t.Error("the list is docked beneath the figures too")
	}
	b.stage.Leave()
	if !b.stage.Docked() || !b.stage.Undock() || b.stage.Docked() || table.Rune('n') {
		t.Error("the list does not come back, or does not go")
	}
}
