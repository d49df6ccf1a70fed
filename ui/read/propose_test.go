package read

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// harbour is a story in which two people say something in each article.
var harbour = []annotate.Document{
	{Title: "Harbour shut", Outlet: "Courier", Text: "The harbour is shut. “The ports stay shut,” said Ines Vell, the harbour master.\n\n" +
		"The mayor told the Courier that the water was clean. Vell said it was not.\n"},
	{Title: "Harbour open", Outlet: "Ledger", Text: "Ines Vell said that the ports would open. Nobody believed her.\n"},
}

// marked lists what anna has marked in an article, with the names.
func (d *desk) marked(pane int) string {
	d.t.Helper()
	p := d.view().panes.list[pane]
	names, err := d.w.session.Project.EntityNames(d.w.session.Context(), p.documentID)
	if err != nil {
		d.t.Fatal(err)
	}
	spans, err := d.w.session.Project.Spans(d.w.session.Context(), p.documentID, d.w.session.Annotator().ID)
	if err != nil {
		d.t.Fatal(err)
	}
	var all []string
	for _, s := range spans {
		all = append(all, strings.TrimSpace(p.text.Quote(s.Segments)+" = "+names[s.EntityID]))
	}
	return strings.Join(all, "; ")
}

// atHand are the words of the proposal at hand that are drawn so in a pane.
func (d *desk) atHand(pane int) string {
	p := d.view().panes.list[pane]
	var words []string
	for _, s := range p.reader.Proposed() {
		if s.AtHand {
			words = append(words, p.text.Slice(s.Start, s.End))
		}
	}
	return strings.Join(words, "; ")
}

func TestProposalsAreTakenAndTurnedDownByKeysAlone(t *testing.T) {
	d := commonDesk(t, harbour...)
	if d.view().panes.focus(0); len(d.view().panes.list[0].reader.Proposed()) != 0 {
		t.Fatal("something is proposed before anybody asked")
	}
	d.shortcut("suggest.quotations")
	if n := len(d.view().panes.list[0].reader.Proposed()); n != 6 {
		t.Fatalf("%d stretches are drawn", n)
	}
	if len(d.view().panes.list[0].spans) != 0 {
		t.Error("proposals are among the marks")
	}
	d.typed(".")
	if got := d.atHand(0); got != "“The ports stay shut,”; Ines Vell" {
		t.Fatalf("at hand is %q", got)
	}
	d.typed("+")
	if got := d.marked(0); got != "“The ports stay shut,” =; Ines Vell = Ines Vell" {
		t.Errorf("taken: %s", got)
	}
	if got := d.atHand(0); got != "The mayor; the water was clean" {
		t.Errorf("then at hand is %q", got)
	}
	d.typed("-+")
	if got := d.marked(0); got != "“The ports stay shut,” =; Ines Vell = Ines Vell; Vell = Ines Vell; it was not =" {
		t.Errorf("then: %s", got)
	}
	if n := len(d.view().panes.list[0].reader.Proposed()); n != 0 {
		t.Errorf("%d stretches are still drawn", n)
	}
	if _, ok := d.w.session.Undo(); !ok {
		t.Fatal("nothing is undone")
	}
	d.settle()
	if got := d.marked(0); got != "“The ports stay shut,” =; Ines Vell = Ines Vell" {
		t.Errorf("one undo leaves %s", got)
	}
	if _, ok := d.w.session.Undo(); !ok {
		t.Fatal("nothing is undone")
	}
	d.settle()
	if got := d.atHand(0); got != "The mayor; the water was clean" {
		t.Errorf("undone, at hand is %q", got)
	}
	if d.w.session.Selected() != "" {
		t.Error("a proposal is selected like a span")
	}
	d.shortcut("suggest.quotations")
	if n := len(d.view().panes.list[0].reader.Proposed()); n != 4 {
		t.Errorf("asked again, %d stretches are drawn", n)
	}
	d.shortcut("suggest.show")
	if n := len(d.view().panes.list[0].reader.Proposed()); n != 0 {
		t.Errorf("hidden, %d stretches are drawn", n)
	}
}

func TestSelectedWordsTakeThePlaceOfThoseThatAreProposed(t *testing.T) {
	d := commonDesk(t, harbour...)
	d.view().panes.focus(1)
	d.shortcut("suggest.quotations")
	d.typed(".")
	d.words("would open", 0)
	d.settle()
	d.typed("+")
	if got := d.marked(1); got != "Ines Vell = Ines Vell; would open =" {
		t.Errorf("%s", got)
	}
	var from []string
	for _, s := range d.spans(1) {
		from = append(from, s.DerivedFrom...)
	}
	if len(from) != 2 {
		t.Errorf("they came from %v", from)
	}
}

func TestAllLikelyProposalsOfAnArticleAreTakenAtOnce(t *testing.T) {
	d := commonDesk(t, harbour...)
	d.view().panes.focus(0)
	d.shortcut("suggest.quotations")
	d.shortcut("suggest.take.likely")
	if got := d.marked(0); got != "" {
		t.Fatalf("%s is taken without a question", got)
	}
	d.w.sheets.Top().Confirm()
	d.settle()
	if got := d.marked(0); !strings.Contains(got, "Ines Vell") || strings.Contains(got, "it was not") {
		t.Errorf("%s", got)
	}
	if undo, _, err := d.w.session.Undoable(); err != nil || undo == nil || undo.Action != "accept" {
		t.Errorf("%+v %v", undo, err)
	}
}

func TestAModelIsAskedFromTheWindowAndRemembered(t *testing.T) {
	d := commonDesk(t, harbour...)
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		question, _ := io.ReadAll(r.Body)
		says := `{"proposals":[]}`
		if strings.Contains(string(question), "would open") {
			says = `{"proposals":[{"id":"a","quote":"Ines Vell","label":"actor","confidence":0.9}]}`
		}
		fmt.Fprintf(w, `{"model":"tiny","choices":[{"message":{"content":%q}}]}`, says)
	}))
	defer server.Close()
	d.shortcut("suggest.model")
	uitest.Shot(t, d.w.win, "model")
	d.answer(server.URL + " tiny")
	if !strings.Contains(d.w.said, "Proposed 1 mark") || asked != 3 {
		t.Errorf("asked %d times it says %q", asked, d.w.said)
	}
	d.shortcut("suggest.model")
	if got := d.field().Text; got != server.URL+" tiny" {
		t.Errorf("it remembers %q", got)
	}
	d.answer("http://models.example:11434 tiny")
	if d.w.sheets.Len() != 1 {
		t.Fatal("it does not ask before texts leave this computer")
	}
	d.w.sheets.Top().Leave()
	d.settle()
}

// field is the field of a sheet that has the keyboard.
func (d *desk) field() *part.Field {
	d.t.Helper()
	field, is := d.w.win.Canvas().Focused().(*part.Field)
	if !is {
		d.t.Fatal("no field has the keyboard")
	}
	return field
}

// answer gives a line that is asked for.
func (d *desk) answer(line string) {
	d.t.Helper()
	d.field().SetText(line)
	d.w.sheets.Top().Confirm()
	d.settle()
}
