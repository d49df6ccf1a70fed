package importview

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

func (v *View) loadStories() {
	stories, err := v.session.Project.Stories(v.session.Context())
	if err != nil {
		v.session.Fail(err)
	}
	v.stories = stories
}

// chosen is the story of the name that is written, if the project has it.
func (v *View) chosen() (store.StorySummary, bool) {
	name := strings.TrimSpace(v.story.Text)
	for _, s := range v.stories {
		if s.Name == name {
			return s, true
		}
	}
	return store.StorySummary{}, false
}

// chooseStory looks up what the written story has already.
func (v *View) chooseStory() {
	clear(v.there)
	v.forget()
	story, found := v.chosen()
	switch {
	case strings.TrimSpace(v.story.Text) == "":
		v.storyNote.Say("The articles need a story to stand in.", "")
	case !found:
		v.storyNote.Say("A new story", "")
	default:
		v.storyNote.Say(fmt.Sprintf("Has %s already", wording.CountOf(story.Documents, "article", "articles")), "")
	}
	v.show()
}

// has says whether the story of an article has its text.
func (v *View) has(a article) bool {
	name := a.story
	if name == "" {
		name = strings.TrimSpace(v.story.Text)
	}
	hashes, known := v.there[name]
	if !known {
		hashes = map[string]bool{}
		v.there[name] = hashes
		for _, s := range v.stories {
			if s.Name != name {
				continue
			}
			documents, err := v.session.Project.Documents(v.session.Context(), s.ID)
			if err != nil {
				v.session.Fail(err)
			}
			for _, d := range documents {
				hashes[d.TextSHA256] = true
			}
		}
	}
	return hashes[a.hash]
}

// offerStories shows the stories that the project has.
func (v *View) offerStories() {
	var items []*fyne.MenuItem
	for _, s := range v.stories {
		items = append(items, fyne.NewMenuItem(s.Name, func() {
			v.story.Reset(s.Name)
			v.chooseStory()
		}))
	}
	if len(items) == 0 {
		items = append(items, fyne.NewMenuItem("There is no story yet", nil))
		items[0].Disabled = true
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.story).AddXY(0, v.story.Size().Height)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.window.Canvas(), at)
}
