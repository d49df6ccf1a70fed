package read

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// TestLongRegionsAreFoldedAndRememberedPerArticle marks the comments of an article, which are then one line where it is opened anew,
// until Enter opens them, for good.
func TestLongRegionsAreFoldedAndRememberedPerArticle(t *testing.T) {
	d := newDesk(t)
	v := d.view()
	text := "The strike.\n\nThe port stays shut.\n\nReader Comments (2)\n" + strings.Repeat("Somebody says what they think of it, at length.\n", 9) + "The end."
	comments := annotate.Region{Start: strings.Index(text, "Reader"), End: strings.Index(text, "\nThe end"), Kind: annotate.RegionComments}
	short := annotate.Region{Start: 0, End: len("The strike."), Kind: annotate.RegionTitle}
	document := annotate.Document{StoryID: d.w.session.Story().ID, Title: "The strike", Text: text, TextSHA256: annotate.HashText(text), SourceFormat: "text", SourceName: "strike.txt", Position: 3}
	d.w.session.Do("import", "Imported the strike", func(tx *store.Tx) error {
		return tx.AddDocument(&document, []annotate.Region{short, comments})
	})
	d.settle()
	open := func() *pane {
		d.until("the article is listed", func() bool { _, ok := d.view().articles.byID(document.ID); return ok })
		d.view().panes.open(document.ID)
		p := d.view().panes.current()
		d.until("it is read", func() bool { return p.text != nil && p.spans != nil })
		return p
	}
	p := open()
	if got := p.foldCaption(comments); got != "2 reader comments · 84 words" {
		t.Errorf("in its place stands %q", got)
	}
	if p.foldCaption(short) != "" || len(p.reader.OpenFolds()) > 0 {
		t.Errorf("a title is folded, or %v are open", p.reader.OpenFolds())
	}
	p.reader.SetCaret(comments.Start)
	if !p.reader.AtFold() {
		t.Fatal("the comments are not folded")
	}
	d.typed("1")
	if len(p.spans) > 0 {
		t.Error("a word was tagged that nobody sees")
	}
	d.pressed(fyne.KeyReturn)
	if p.reader.AtFold() || len(p.reader.OpenFolds()) != 1 {
		t.Fatal("Enter does not open them")
	}
	v.panes.open(v.articles.list[0].ID)
	d.settle()
	d.close()
	d.open()
	if p = open(); len(p.reader.OpenFolds()) != 1 {
		t.Error("that they are open is forgotten")
	}
	d.shortcut("view.fold")
	if !p.reader.AtFold() {
		t.Error("the key does not fold them")
	}
	d.shortcut("view.folds")
	if p.reader.AtFold() {
		t.Error("the switch leaves them folded")
	}
	d.words("somebody says", 8)
	d.typed("1")
	d.shortcut("view.folds")
	if !p.reader.AtFold() {
		t.Error("the switch does not fold them again")
	}
	for _, span := range p.spans {
		d.w.session.ShowSpan(span.ID)
	}
	d.settle()
	if len(p.reader.OpenFolds()) != 1 || p.reader.SelectedMark() == "" {
		t.Error("a span that is gone to stays hidden")
	}
}
