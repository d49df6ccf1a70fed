package importview

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// annotated imports the beacon with two spans of anna's, and returns it and the project as a dataset.
func (b *bench) annotated(options exchange.ExportOptions) (annotate.Document, string) {
	b.Helper()
	b.open(filepath.Join(b.folder, "10 beacon.txt"))
	test.Tap(b.view.run)
	b.wait()
	d := b.documents("Harbour")[0]
	full, err := b.Session.Project.Document(context.Background(), d.ID)
	b.Must(err)
	for _, words := range []string{"Dockers", "The ministry"} {
		b.Session.Do("tag", "Tag", func(tx *store.Tx) error {
			return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: b.Session.Codebook().Labels[0].ID, Segments: []annotate.Segment{find(full.Text, words)}, Confidence: 1})
		})
	}
	var out bytes.Buffer
	options.Writer = &out
	_, err = exchange.ExportFiles(context.Background(), b.Session.Project, options, nil)
	b.Must(err)
	return d, out.String()
}

// labels are those of anna's spans in an article.
func (b *bench) labels(document string) (names []string) {
	b.Helper()
	spans, err := b.Session.Project.Spans(context.Background(), document, b.Session.Annotator().ID)
	b.Must(err)
	for _, s := range spans {
		l, _ := b.Session.Codebook().LabelByID(s.LabelID)
		names = append(names, l.Name)
	}
	return names
}

// What was changed in another program is shown first. The project's stays unless the file's is chosen, and what the file lacks goes only
// where that is wished.
func TestWhatAFileHasOtherwiseIsAskedFirst(t *testing.T) {
	b := newBench(t)
	d, data := b.annotated(exchange.ExportOptions{Format: "jsonl"})
	first, second := b.Session.Codebook().Labels[0].Name, b.Session.Codebook().Labels[1].Name
	b.write("changed.jsonl", strings.Replace(data, `"label":"`+first+`"`, `"label":"`+second+`"`, 1))
	path := filepath.Join(b.folder, "changed.jsonl")
	b.Session.Do("tag", "Tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: b.Session.Codebook().Labels[0].ID, Segments: []annotate.Segment{{Start: 0, End: 5}}, Confidence: 1})
	})
	before := b.labels(d.ID)

	b.open(path)
	test.Tap(b.view.run)
	b.wait()
	q := b.view.question
	said := b.view.notice.text.Text
	b.Want("the plan", strings.Contains(said, "label "+first+", now "+second) && strings.Contains(said, "1 annotation changes") && strings.Contains(said, "1 annotation or relation is not in the file and was kept"), true)
	b.Want("asked", [4]bool{q.whose.Visible(), q.remove.Visible(), q.carry.Visible(), q.folder.Visible()}, [4]bool{true, true, false, false})
	b.Want("nothing is taken away of what is kept", q.remove.Disabled(), true)
	b.Want("the keyboard is there", b.Window.Canvas().Focused() == q.whose, true)
	b.Want("nothing is written", b.labels(d.ID), before)
	test.Tap(b.view.run)
	b.wait()
	b.Want("the project's is kept", b.labels(d.ID), before)

	b.open(path)
	test.Tap(b.view.run)
	b.wait()
	q = b.view.question
	b.Press(fyne.KeyRight, fyne.KeySpace)
	b.Want("by keyboard", q.takes(), true)
	q.remove.SetChecked(true)
	b.wait()
	b.Want("the plan with it", strings.Contains(b.view.notice.text.Text, "1 annotation or relation is not in the file and is taken away"), true)
	b.Want("still nothing is written", b.labels(d.ID), before)
	test.Tap(b.view.run)
	b.wait()
	b.Want("as in the file", b.labels(d.ID), []string{second, first})
	b.Want("told", b.Said[len(b.Said)-1], "1 annotation changed; 1 annotation or relation was taken away.")
	b.Session.Undo()
	b.Want("one act", b.labels(d.ID), before)
	b.Want("failures", b.Errors, []string(nil))
}

func TestAnnotationsAreCarriedToANewVersionWhereThatIsChosen(t *testing.T) {
	b := newBench(t)
	b.annotated(exchange.ExportOptions{Format: "jsonl"})
	b.write("10 beacon.txt", strings.Replace(beacon, "on Monday", "late on Monday evening", 1))
	b.open(filepath.Join(b.folder, "10 beacon.txt"))
	test.Tap(b.view.run)
	b.wait()
	q := b.view.question
	b.Want("asked", [3]bool{q.whose.Visible(), q.carry.Visible(), q.content.Visible()}, [3]bool{false, true, true})
	b.Want("said", strings.Contains(b.view.notice.text.Text, "2 annotations were carried over from the version before; 0 were not"), true)
	b.Want("nothing is written", len(b.documents("Harbour")), 1)
	b.Want("the keyboard is there", b.Window.Canvas().Focused() == q.carry, true)
	test.Type(q.carry, " ")
	test.Tap(b.view.run)
	b.wait()
	documents := b.documents("Harbour")
	b.Want("both versions", len(documents), 2)
	b.Want("annotations", [2]int{len(b.labels(documents[0].ID)), len(b.labels(documents[1].ID))}, [2]int{2, 2})
	b.Want("failures", b.Errors, []string(nil))
}

func TestTextsThatADatasetLeavesOutAreTakenFromCopies(t *testing.T) {
	from := newBench(t)
	_, data := from.annotated(exchange.ExportOptions{Format: "jsonl", WithoutText: true})
	b := newBench(t)
	b.write("bare.jsonl", data)
	copies := filepath.Join(b.folder, "10 beacon.txt")
	b.open(filepath.Join(b.folder, "bare.jsonl"))
	test.Tap(b.view.run)
	b.wait()
	q := b.view.question
	b.Want("asked", [2]bool{q.folder.Visible(), q.content.Visible()}, [2]bool{true, true})
	b.Want("why", strings.Contains(b.view.notice.text.Text, "exported without its text"), true)
	q.setFolder(filepath.Dir(copies))
	b.wait()
	b.Want("nothing is written", len(b.documents("Harbour")), 0)
	test.Tap(b.view.run)
	b.wait()
	documents := b.documents("Harbour")
	b.Want("the article", len(documents), 1)
	full, err := b.Session.Project.Document(context.Background(), documents[0].ID)
	b.Must(err)
	b.Want("its text", strings.Contains(full.Text, "Dockers called it a farce."), true)
	b.Want("failures", b.Errors, []string(nil))
}

// Return on an answer that is not chosen yet chooses it; only the next one imports, as that answer says.
func TestReturnOnAnAnswerChoosesItBeforeItImports(t *testing.T) {
	b := newBench(t)
	d, data := b.annotated(exchange.ExportOptions{Format: "jsonl"})
	first, second := b.Session.Codebook().Labels[0].Name, b.Session.Codebook().Labels[1].Name
	b.write("changed.jsonl", strings.Replace(data, `"label":"`+first+`"`, `"label":"`+second+`"`, 1))
	b.open(filepath.Join(b.folder, "changed.jsonl"))
	b.view.FocusFirst()
	b.Press(fyne.KeyReturn)
	b.wait()
	b.Want("asked with the keyboard there", b.Window.Canvas().Focused() == b.view.question.whose, true)
	b.Press(fyne.KeyRight, fyne.KeyReturn)
	b.wait()
	b.Want("the file's is chosen", b.view.question.takes(), true)
	b.Want("nothing is written", b.labels(d.ID), []string{first, first})
	b.Press(fyne.KeyReturn)
	b.wait()
	b.Want("as in the file", b.labels(d.ID), []string{second, first})
	b.Want("failures", b.Errors, []string(nil))
}

func TestWhoseAnnotationsAreIsAskedBeforeTheyComeIn(t *testing.T) {
	b := newBench(t)
	label := b.Session.Codebook().Labels[0].Name
	b.write("corpus/1.txt", "The ministry spoke.\n")
	b.write("corpus/1.ann", "T1\t"+label+" 4 12\tministry\n")
	folder := filepath.Join(b.folder, "corpus")
	b.open(folder)
	b.view.FocusFirst()
	b.Press(fyne.KeyReturn)
	b.wait()
	b.Want("asked", strings.Contains(b.view.notice.text.Text, "do not say who made them") && strings.Contains(b.view.notice.text.Text, "1 annotation was left out"), true)
	b.Want("the keyboard is there", b.Window.Canvas().Focused() == b.view.layer.name, true)
	b.Want("nothing is written", len(b.done)+len(b.documents("corpus")), 0)
	b.Type("anna")
	b.Press(fyne.KeyReturn)
	b.wait()
	documents := b.documents("corpus")
	b.Want("the article", len(documents), 1)
	b.Want("its annotation", b.labels(documents[0].ID), []string{label})

	b.write("corpus/2.txt", "The mayor spoke.\n")
	b.write("corpus/2.ann", "T1\t"+label+" 4 9\tmayor\n")
	b.open(folder)
	b.view.FocusFirst()
	b.Press(fyne.KeyReturn)
	b.wait()
	b.Want("it can come without them", len(b.documents("corpus")), 1)
	b.Press(fyne.KeyReturn)
	b.wait()
	b.Want("both articles", len(b.documents("corpus")), 2)
	b.Want("failures", b.Errors, []string(nil))
}
