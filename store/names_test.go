package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestWhatHasANameIsFoundByIt(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "👩‍👩‍👧 The harbour board (Board) spoke.")
	board := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Harbour board", Aliases: []string{"Board", "القمة"}}
	unseen := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Nobody"}
	storetest.Do(t, p, storetest.Anna, "name", func(tx *store.Tx) error {
		d.Title, d.Outlet = "Ports shut", "River Post"
		for _, err := range []error{tx.UpdateDocument(d), tx.CreateEntity(&board), tx.CreateEntity(&unseen)} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	var got []string
	for n, err := range p.Names(ctx) {
		storetest.Must(t, err)
		if n.ID == "" || (n.Kind == "entity") != (n.LabelID != "") || (n.Kind == "document") != (n.StoryID == d.StoryID) {
			t.Errorf("%+v", n)
		}
		got = append(got, strings.Join(append([]string{n.Kind, n.Name, n.Story}, n.Also...), "|"))
	}
	slices.Sort(got)
	story := func() string {
		all, err := p.Stories(ctx)
		storetest.Must(t, err)
		return all[0].Name
	}()
	if want := []string{"document|Ports shut|" + story + "|River Post", "entity|Harbour board||Board|القمة", "entity|Nobody|", "story|" + story + "|"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for range p.Names(ctx) {
		break // who has found enough may stop
	}

	bens := storetest.Tag(t, p, storetest.Ben, d, "actor", 10, 23)
	annas := storetest.Tag(t, p, storetest.Anna, d, "actor", 25, 30)
	storetest.Do(t, p, storetest.Anna, "name", func(tx *store.Tx) error {
		for _, s := range []annotate.Span{bens, annas} {
			s.EntityID = board.ID
			if err := tx.UpdateSpan(s); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct {
		entity, who, want string
		others            bool
	}{
		{board.ID, storetest.Anna.ID, annas.ID, true}, {board.ID, storetest.Ben.ID, bens.ID, false},
		{board.ID, "gold", bens.ID, true}, {board.ID, "gold", "", false}, {unseen.ID, storetest.Anna.ID, "", true},
	} {
		span, found, err := p.FirstMention(ctx, c.entity, c.who, d.StoryID, c.others)
		if err != nil || found != (c.want != "") || span.ID != c.want {
			t.Errorf("%+v: %v, %v, %v", c, span.ID, found, err)
		}
	}
	for q, err := range p.QuotedSpans(ctx, d.StoryID, storetest.Anna.ID, 3) {
		if storetest.Must(t, err); q.ID != annas.ID || q.Words != d.Text[strings.Index(d.Text, "Board)"):][:3] || q.In.Name() != "Ports shut" {
			t.Errorf("%+v", q)
		}
	}
}
