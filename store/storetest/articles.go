package storetest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
)

// Stories makes two stories, and gives their ids.
func Stories(t testing.TB, p *store.Project) (ids []string) {
	t.Helper()
	for _, name := range []string{"The mill", "The dam"} {
		Do(t, p, annotate.Annotator{}, "story", func(tx *store.Tx) error {
			s, _, err := tx.EnsureStory(name)
			ids = append(ids, s.ID)
			return err
		})
	}
	return ids
}

// Sentences are what articles are made of.
type Sentences []string

// Article is an article of some of the sentences.
func (s Sentences) Article(story string, which ...int) annotate.Document {
	var text []string
	for _, i := range which {
		text = append(text, s[i])
	}
	return annotate.Document{StoryID: story, Text: strings.Join(text, " ")}
}

// Draw draws an article of some of the sentences.
func (s Sentences) Draw(t *rapid.T, story string) annotate.Document {
	return s.Article(story, rapid.SliceOfN(rapid.IntRange(0, len(s)-1), 1, 5).Draw(t, "sentences")...)
}

// Changing is a project of two stories whose articles people, and a second program, change at random.
type Changing struct {
	*rapid.T
	P       *store.Project
	Stories []string
	Draw    func(story string) annotate.Document // an article that may come in
	Several []int                                // how many may come in at once
	Others  []string                             // what else is done to an article
	Do      func(tx *store.Tx, what string, d annotate.Document) error

	beside, other *store.Project
	otherStories  []string
}

// Begin makes the project, opens it a second time, and makes one to merge; end closes them.
func (c *Changing) Begin(t testing.TB) (end func()) {
	c.P, c.other = New(t), New(t)
	c.Stories, c.otherStories = Stories(t, c.P), Stories(t, c.other)
	var err error
	if c.beside, err = store.Open(ctx, c.P.Path()); err != nil {
		c.Fatal(err)
	}
	return func() {
		c.beside.Close()
		c.other.Close()
		c.P.Close()
	}
}

// Change has somebody do something.
func (c *Changing) Change() {
	what := append([]string{"add", "add", "add", "beside", "merge", "region", "delete", "undo", "redo", "anew"}, c.Others...)
	switch what := rapid.SampledFrom(what).Draw(c.T, "change"); what {
	case "add":
		c.add(c.P, c.Stories)
	case "beside":
		c.add(c.beside, c.Stories)
	case "merge":
		c.add(c.other, c.otherStories)
		_, err := merge.Files(ctx, c.P, annotate.Annotator{}, []string{c.other.Path()}, nil, nil)
		c.unlessRuled(err)
	case "undo":
		_, err := c.P.Undo(ctx, "")
		c.unlessRuled(err)
	case "redo":
		_, err := c.P.Redo(ctx, "")
		c.unlessRuled(err)
	case "anew":
		if err := c.P.MakeAnew(ctx, nil); err != nil {
			c.Fatal(err)
		}
	default:
		c.change(what)
	}
}

func (c *Changing) add(p *store.Project, ids []string) {
	_, err := p.Do(ctx, annotate.Annotator{}, "import", "import", func(tx *store.Tx) error {
		for range rapid.SampledFrom(c.Several).Draw(c.T, "articles") {
			d := c.Draw(rapid.SampledFrom(ids).Draw(c.T, "into"))
			if err := tx.AddDocument(&d, nil); err != nil {
				return err
			}
		}
		return nil
	})
	c.unlessRuled(err)
}

// change changes an article of one of the stories, where it has any.
func (c *Changing) change(what string) {
	documents, err := c.P.Documents(ctx, rapid.SampledFrom(c.Stories).Draw(c.T, "in"))
	if err != nil {
		c.Fatal(err)
	}
	if len(documents) == 0 {
		return
	}
	d := rapid.SampledFrom(documents).Draw(c.T, "article")
	_, err = c.P.Do(ctx, Anna, what, what, func(tx *store.Tx) error {
		switch what {
		case "region":
			end := rapid.IntRange(1, 40).Draw(c.T, "end")
			return tx.SetRegions(d.ID, []annotate.Region{{Start: 0, End: end, Kind: annotate.RegionCaption}})
		case "delete":
			return tx.DeleteDocument(d.ID)
		}
		return c.Do(tx, what, d)
	})
	c.unlessRuled(err)
}

// unlessRuled fails for an error that is no refusal.
func (c *Changing) unlessRuled(err error) {
	c.Helper()
	if err != nil && !Ruled(err) {
		c.Fatal(err)
	}
}
