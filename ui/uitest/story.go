package uitest

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// Articles are those of the story that Story makes, with emoji, combining accents, Arabic and Chinese in them.
var Articles = []annotate.Document{
	{Title: "Envoy met militants, official says", Outlet: "Morning Beacon", Published: "2011-10-06",
		Text: "Envoy met militants, official says\n\nKabul 🌍 — The envoy Zoë Müller met the Haqqani network, a senior official said. “We know of the meeting,” the official said.\n\nThe Haqqani network denied it. The envoy could not be reached.\n"},
	{Title: "جنيف: لقاء", Outlet: "Geneva Wire", Published: "2011-10-07",
		Text: "جنيف: لقاء\n\nقال المبعوث إن اللقاء جرى. The Haqqani network said nothing. 会议在日内瓦举行。 The envoy left.\n"},
	{Title: "What the meeting means for a very long headline that does not fit into the width of any pane at all", Outlet: "Ledger & Tide", Published: "2011-10-08",
		Text: "What the meeting means\n\nThe meeting was a mistake, analysts say. Haqqani network leaders had asked for it.\n"},
}

// Story makes a project with one story at path, in which nothing is marked.
func Story(t testing.TB, path string) {
	t.Helper()
	p := Project(t, path)
	Do(t, p, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("The meeting in Geneva")
		if err != nil {
			return err
		}
		for i, a := range Articles {
			a.StoryID, a.TextSHA256, a.Language, a.SourceFormat = story.ID, annotate.HashText(a.Text), "en", "text"
			a.SourceName, a.Source, a.Position = a.Outlet+".txt", []byte(a.Text), i
			var regions []annotate.Region
			if i == 0 {
				regions = []annotate.Region{{Start: 0, End: len([]rune(a.Title)), Kind: annotate.RegionTitle}}
			}
			if err := tx.AddDocument(&a, regions); err != nil {
				return err
			}
		}
		return nil
	})
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}
