package read

import (
	"slices"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// TestActsMeanwhileAreNotLost tags and renames while the spans of the article are being read, when the reading has seen
// the project from before.
func TestActsMeanwhileAreNotLost(t *testing.T) {
	d := newDesk(t)
	old := tagged(d, "Haqqani network", "1")
	entity := annotate.Entity{LabelID: old.LabelID, Name: "Haqqani network"}
	d.w.session.Do("entity", "Named", func(tx *store.Tx) error {
		if err := tx.CreateEntity(&entity); err != nil {
			return err
		}
		old.EntityID = entity.ID
		return tx.UpdateSpan(old)
	})
	d.settle()
	p := d.view().panes.current()
	p.reload()
	d.Take()()             // the regions have come; the spans are read now
	for d.Waiting() == 0 { // until they have come too
		time.Sleep(time.Millisecond)
	}
	p.reader.Select(textpos.Fold(p.text.String(), false).Find("envoy", 1)[0])
	d.view().spans.tag(old.LabelID)
	made := d.w.session.Selected()
	entity.Name = "The network"
	d.w.session.Do("rename", "Renamed", func(tx *store.Tx) error { return tx.UpdateEntity(entity) })
	if p.reading == nil {
		t.Fatal("the spans were shown before the acts")
	}
	d.settle()
	if p.reading != nil || len(p.spans) != 2 || p.spans[made].ID == "" {
		t.Fatalf("after the reading the pane has %d spans", len(p.spans))
	}
	if under := p.reader.MarksAt(p.spans[made].Start()); !slices.Contains(under, made) {
		t.Errorf("at the new span the text shows %v", under)
	}
	if name := d.view().names.of[entity.ID]; name != "The network" {
		t.Errorf("the entity is called %q", name)
	}
}

// TestOnlyTheLastReadingCounts goes on to another article, and comes back, while the first is being read.
func TestOnlyTheLastReadingCounts(t *testing.T) {
	d := newDesk(t)
	p := d.view().panes.current()
	there, other := d.view().articles.list[0].ID, d.view().articles.list[1].ID
	p.load(other)
	p.load(there)
	p.load(other)
	d.settle()
	if p.documentID != other || p.text.String() != uitest.Articles[1].Text || p.spans == nil {
		t.Errorf("the pane shows %q", p.text.String())
	}
}
