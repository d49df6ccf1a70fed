package propose_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/propose"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-model" {
		os.Exit(model(os.Args[2:]))
	}
	storetest.Main(m)
}

var ctx = context.Background()

const port = "The harbour is shut. “The ports stay shut,” said Ines Vell, the harbour master.\n\n" +
	"The mayor told the Courier that the water was clean. Vell said it was not."

// harbour is a project with one article, and anna, who works on it.
func harbour(t *testing.T) (*store.Project, annotate.Annotator, annotate.Document) {
	t.Helper()
	p, anna := storetest.New(t), annotate.NewAnnotator("anna")
	d := annotate.Document{Title: "Port", Text: port, Language: "en"}
	storetest.Do(t, p, anna, "import", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("The port")
		d.StoryID = story.ID
		if err != nil {
			return err
		}
		return tx.AddDocument(&d, nil)
	})
	return p, anna, d
}

// suggested keeps what is proposed in a way and counts what is new.
func suggested(t *testing.T, p *store.Project, o propose.Options) (added int) {
	t.Helper()
	found, err := propose.Find(ctx, p, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Do(t, p, annotate.Annotator{}, "suggest", func(tx *store.Tx) error {
		added, err = propose.Keep(tx, propose.LayerOf(o.By, found.Model), found)
		return err
	})
	return added
}

func open(t *testing.T, p *store.Project, document annotate.Document, who annotate.Annotator) []propose.Unit {
	t.Helper()
	units, err := propose.Open(ctx, p, document.ID, who.ID)
	if err != nil {
		t.Fatal(err)
	}
	return units
}

func words(d annotate.Document, s annotate.Span) string {
	return string([]rune(d.Text)[s.Start():s.End()])
}

// said lists what an annotator has marked: label “words” = entity, and the relations.
func said(t *testing.T, p *store.Project, d annotate.Document, who annotate.Annotator) string {
	t.Helper()
	cb, err := p.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	names, _ := p.EntityNames(ctx, d.ID)
	spans, err := p.Spans(ctx, d.ID, who.ID)
	relations, other := p.Relations(ctx, d.ID, who.ID)
	if err != nil || other != nil {
		t.Fatal(err, other)
	}
	called := map[string]string{}
	var lines []string
	for _, s := range spans {
		label, _ := cb.LabelByID(s.LabelID)
		called[s.ID] = words(d, s)
		lines = append(lines, fmt.Sprintf("%s %s = %s", label.Name, words(d, s), names[s.EntityID]))
	}
	for _, r := range relations {
		lines = append(lines, called[r.HeadSpanID]+" makes "+called[r.TailSpanID])
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestAProposalIsTakenAsAWholeAndUndoneAsAWhole(t *testing.T) {
	p, anna, d := harbour(t)
	if n := suggested(t, p, propose.Options{}); n != 3 {
		t.Fatalf("%d proposals", n)
	}
	units := open(t, p, d, anna)
	if len(units) != 3 || len(units[0].Spans) != 2 || len(units[0].Relations) != 1 || words(d, units[0].Main()) != "“The ports stay shut,”" {
		t.Fatalf("%+v", units)
	}
	storetest.Do(t, p, anna, "accept", func(tx *store.Tx) error { _, err := propose.Take(tx, units[0]); return err })
	const whole = "Ines Vell makes “The ports stay shut,”\nactor Ines Vell = Ines Vell\nclaim “The ports stay shut,” = "
	if got := said(t, p, d, anna); got != whole {
		t.Errorf("%s", got)
	}
	spans, _ := p.Spans(ctx, d.ID, anna.ID)
	if len(spans[0].DerivedFrom) != 1 || !units[0].Has(spans[0].DerivedFrom[0]) || spans[0].Confidence != 1 {
		t.Errorf("%+v does not know where it came from", spans[0])
	}
	if len(open(t, p, d, anna)) != 2 || len(open(t, p, d, annotate.NewAnnotator("ben"))) != 3 {
		t.Error("what anna took is open for her, or closed for ben")
	}
	storetest.Do(t, p, anna, "accept", func(tx *store.Tx) error { _, err := propose.Take(tx, units[2]); return err })
	if got := said(t, p, d, anna); !strings.Contains(got, "actor Vell = Ines Vell") {
		t.Errorf("a last name does not name the only one who has it:\n%s", got)
	}
	storetest.Sound(t, p)
	for range 2 {
		if _, err := p.Undo(ctx, anna.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := said(t, p, d, anna); got != "" || len(open(t, p, d, anna)) != 3 {
		t.Errorf("undone, there is still\n%s", got)
	}
	if entities, _ := p.Entities(ctx, store.EntityQuery{}); len(entities) != 0 {
		t.Errorf("%+v", entities)
	}
}

func TestWhatIsTurnedDownIsRememberedAlsoByOthers(t *testing.T) {
	p, anna, d := harbour(t)
	suggested(t, p, propose.Options{})
	copied := filepath.Join(t.TempDir(), "copy.parallax")
	if err := p.Backup(ctx, copied, nil); err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(ctx, copied)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	unit := open(t, other, d, anna)[1]
	storetest.Do(t, other, annotate.NewAnnotator("ben"), "reject", func(tx *store.Tx) error { return propose.TurnDown(tx, unit) })
	if n := len(open(t, other, d, anna)); n != 2 {
		t.Errorf("%d are open", n)
	}
	if n := suggested(t, other, propose.Options{}); n != 0 {
		t.Errorf("%d are proposed again", n)
	}
	found, err := propose.Find(ctx, other, propose.Options{}, nil)
	if err != nil || found.Count() != 2 {
		t.Errorf("%d are found, %v", found.Count(), err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := merge.Files(ctx, p, anna, []string{copied}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if n := len(open(t, p, d, anna)); n != 2 {
		t.Errorf("after the merge %d are open", n)
	}
	if n := suggested(t, p, propose.Options{}); n != 0 {
		t.Errorf("after the merge %d are proposed again", n)
	}
	storetest.Sound(t, p)
}

func TestTwoWhoAskedBeforeTheyMergedHaveEachProposalOnce(t *testing.T) {
	p, anna, d := harbour(t)
	other, _, _ := harbour(t)
	suggested(t, p, propose.Options{})
	suggested(t, other, propose.Options{})
	units, err := propose.Open(ctx, other, documentOf(t, other), "")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Do(t, other, anna, "reject", func(tx *store.Tx) error { return propose.TurnDown(tx, units[0]) })
	if _, err := merge.Files(ctx, p, anna, []string{other.Path()}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if n := len(open(t, p, d, anna)); n != 2 {
		t.Errorf("%d are open", n)
	}
	if n := suggested(t, p, propose.Options{}); n != 0 {
		t.Errorf("%d are proposed again", n)
	}
	storetest.Sound(t, p)
}

// documentOf is the id of the only article.
func documentOf(t *testing.T, p *store.Project) (id string) {
	t.Helper()
	err := p.View(ctx, func(v *store.View) error { return v.Row("SELECT id FROM document").Scan(&id) })
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestUndoneProposalsComeAgainAndDeletedOnesDoNot(t *testing.T) {
	p, anna, d := harbour(t)
	suggested(t, p, propose.Options{})
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if n := len(open(t, p, d, anna)); n != 0 {
		t.Errorf("%d are open", n)
	}
	if n := suggested(t, p, propose.Options{}); n != 3 {
		t.Errorf("%d come again", n)
	}
	unit := open(t, p, d, anna)[0]
	storetest.Do(t, p, anna, "delete", func(tx *store.Tx) error {
		for _, s := range unit.Spans {
			if err := tx.DeleteSpan(s.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if n := suggested(t, p, propose.Options{}); n != 0 {
		t.Errorf("%d come again that were deleted", n)
	}
}

func TestWhatBecameOfProposalsIsCounted(t *testing.T) {
	p, anna, d := harbour(t)
	suggested(t, p, propose.Options{})
	outcomes := func() propose.Outcome {
		t.Helper()
		all, err := propose.Outcomes(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		return all["quotations"]
	}
	if got := outcomes(); got != (propose.Outcome{}) {
		t.Errorf("%+v", got)
	}
	units := open(t, p, d, anna)
	storetest.Do(t, p, anna, "accept", func(tx *store.Tx) error { _, err := propose.Take(tx, units[0], units[1]); return err })
	storetest.Do(t, p, anna, "reject", func(tx *store.Tx) error { return propose.TurnDown(tx, units[2]) })
	spans, _ := p.Spans(ctx, d.ID, anna.ID)
	storetest.Do(t, p, anna, "edit", func(tx *store.Tx) error {
		spans[0].Segments = []annotate.Segment{{Start: spans[0].Start() + 1, End: spans[0].End()}}
		return tx.UpdateSpan(spans[0])
	})
	if got := outcomes(); got != (propose.Outcome{AsProposed: 3, Corrected: 1, TurnedDown: 2}) {
		t.Errorf("%+v", got)
	}
}

func TestProposalsCountNowhere(t *testing.T) {
	p, anna, d := harbour(t)
	before, err := p.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	layers := func(name string) (all []string) {
		for layer, err := range exchange.Layers(ctx, p, exchange.LayerQuery{Layer: name}) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprintf("%s %d %d", layer.Annotator.Name, len(layer.Spans), len(layer.Relations)))
		}
		return all
	}
	untouched := layers("all")
	suggested(t, p, propose.Options{})
	after, err := p.Stats(ctx)
	if err != nil || fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("%+v became %+v, %v", before, after, err)
	}
	if got := layers("all"); !slices.Equal(got, untouched) {
		t.Errorf("%v became %v", untouched, got)
	}
	if got := layers("quotations"); !slices.Equal(got, []string{"quotations 6 3"}) {
		t.Errorf("%v", got)
	}
	if spans, err := p.Spans(ctx, d.ID, ""); err != nil || len(spans) != 0 {
		t.Errorf("%v %v", spans, err)
	}
	if counts, err := p.Counts(ctx, d.StoryID, ""); err != nil || len(counts) != 0 {
		t.Errorf("%v %v", counts, err)
	}
	if people, err := p.Annotators(ctx); err != nil || len(people) != 1 || people[0].ID != anna.ID {
		t.Errorf("%v %v", people, err)
	}
	if work, err := p.Workloads(ctx, ""); err != nil || len(work) != 1 {
		t.Errorf("%+v %v", work, err)
	}
}

func TestALayerOfProposalsIsNobodys(t *testing.T) {
	p, anna, d := harbour(t)
	suggested(t, p, propose.Options{})
	_, err := p.Do(ctx, annotate.NewAnnotator("quotations"), "tag", "tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 4, End: 11}}})
	})
	if !errors.Is(err, annotate.ErrConflict) {
		t.Errorf("somebody annotates as the proposals: %v", err)
	}
	found, err := propose.Find(ctx, p, propose.Options{By: suggest.ByActors}, nil)
	if err != nil {
		t.Fatal(err)
	}
	found.Articles = []propose.Article{{Document: d, Proposals: []suggest.Proposal{{DocumentID: d.ID, By: "actors", Score: .5,
		Spans: []annotate.Span{{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 4, End: 11}}}}}}}}
	if _, err := p.Do(ctx, annotate.Annotator{}, "suggest", "suggest", func(tx *store.Tx) error { _, err := propose.Keep(tx, anna.Name, found); return err }); !errors.Is(err, annotate.ErrConflict) {
		t.Errorf("proposals are kept as anna's: %v", err)
	}
}

func TestKnownActorsAndWordsThatAreTaggedElsewhereAreProposed(t *testing.T) {
	p, anna, d := harbour(t)
	storetest.Do(t, p, anna, "tag", func(tx *store.Tx) error {
		e := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Ines Vell", Aliases: []string{"Vell"}}
		if err := tx.CreateEntity(&e); err != nil {
			return err
		}
		at := strings.Index(string([]rune(d.Text)), "harbour")
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, AnnotatorID: anna.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: at, End: at + 7}}})
	})
	if n := suggested(t, p, propose.Options{By: suggest.ByActors}); n != 2 {
		t.Errorf("%d mentions of an actor", n)
	}
	if n := suggested(t, p, propose.Options{By: suggest.ByOccurrences}); n != 1 {
		t.Errorf("%d occurrences", n)
	}
	units := open(t, p, d, anna)
	storetest.Do(t, p, anna, "accept", func(tx *store.Tx) error { _, err := propose.Take(tx, units...); return err })
	if got := said(t, p, d, anna); got != "actor Ines Vell = Ines Vell\nactor Vell = Ines Vell\nactor harbour = \nactor harbour = " {
		t.Errorf("%s", got)
	}
}

// model is the program that the tests ask: it answers as its argument says.
func model(args []string) int {
	switch args[0] {
	case "sleeps":
		time.Sleep(time.Minute)
	case "talks":
		fmt.Println("Sure! Here is what I found.")
		time.Sleep(time.Minute)
	case "fails":
		fmt.Fprintln(os.Stderr, "loading\nno such model")
		return 3
	case "answers":
		fmt.Printf(`{"document":%q,"id":"1","quote":"Ines Vell","after":", the","label":"actor","links":[{"type":"makes","tail":"2"}],"confidence":0.8,"model":"tiny/1"}`+"\n", args[1])
		fmt.Printf(`{"document":%q,"id":"2","quote":"\"The ports stay shut,\"","label":"claim","confidence":0.9,"model":"tiny/1"}`+"\n", args[1])
		fmt.Printf(`{"document":%q,"quote":"nobody said this at all","label":"claim","model":"tiny/1"}`+"\n", args[1])
	}
	return 0
}

func TestAModelThatTheUserNamesIsAsked(t *testing.T) {
	p, anna, d := harbour(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	with := func(args ...string) propose.Options {
		return propose.Options{By: suggest.ByModel, Model: propose.Model{Command: append([]string{program, "-model"}, args...)}}
	}
	found, err := propose.Find(ctx, p, with("answers", d.ID), nil)
	if err != nil || found.Model != "tiny-1" || len(found.Notes) != 1 || !strings.Contains(found.Notes[0], "nobody said this") {
		t.Fatalf("%+v %v", found, err)
	}
	if n := suggested(t, p, with("answers", d.ID)); n != 1 {
		t.Fatalf("%d proposals", n)
	}
	units := open(t, p, d, anna)
	if len(units) != 1 || units[0].Layer.Name != "tiny-1" || units[0].Score() != .8 || words(d, units[0].Main()) != "“The ports stay shut,”" {
		t.Errorf("%+v", units)
	}
	for what, args := range map[string][]string{"no such model": {"fails"}, "line 1 of its answer": {"talks"}} {
		if _, err := propose.Find(ctx, p, with(args...), nil); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%v: %v", args, err)
		}
	}
	short, stop := context.WithTimeout(ctx, 50*time.Millisecond)
	defer stop()
	if _, err := propose.Find(short, p, with("sleeps"), nil); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("a model that sleeps: %v", err)
	}
	if _, err := propose.Find(ctx, p, propose.Options{By: suggest.ByModel, Model: propose.Model{Command: []string{"/no/such/program"}}}, nil); err == nil {
		t.Error("a program that is not there answers")
	}
}
