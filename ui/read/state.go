package read

import (
	"encoding/json"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// Widths of the columns beside the articles.
const (
	usualSidebar = 230
	usualInspect = 310
)

// state is how the articles are looked at. It comes back when the project is opened again.
type state struct {
	Story     string      `json:"story"`
	Panes     []paneState `json:"panes"`
	Active    int         `json:"active"`
	Sidebar   float32     `json:"sidebar"`   // width, 0 for the usual one
	Inspector float32     `json:"inspector"` // width, 0 for the usual one
	Alone     [2]bool     `json:"alone"`     // sidebar and inspector are hidden
	Stories   float64     `json:"stories"`   // share of the sidebar that the stories take
	Others    bool        `json:"others"`    // other annotators are shown
	Names     bool        `json:"names"`     // names stand at the spans
	Unfolded  bool        `json:"unfolded"`  // long regions are not folded
	Numbers   int         `json:"numbers"`   // what is counted in the margin, as reader.Numbers
	Linked    bool        `json:"linked"`    // articles scroll together
	Unmarked  bool        `json:"unmarked"`  // what articles have in common is not marked
	Unlinked  bool        `json:"unlinked"`  // relations between articles are not drawn
	Places    []place     `json:"places"`    // where articles were left, the last one first
}

type paneState struct {
	Document string  `json:"document"`
	Share    float32 `json:"share"`
}

// AmongAll is the state of articles that were not looked at yet and are to show the spans of all annotators.
func AmongAll() json.RawMessage { return stage.Keep(state{Others: true}) }

// State is how the articles are looked at.
func (v *View) State() json.RawMessage {
	now := state{
		Story: v.session.Story().ID, Active: v.panes.active, Sidebar: v.left.Width, Inspector: v.right.Width,
		Stories: v.sidebar.share(), Others: v.others, Alone: [2]bool{!v.left.Object.Visible(), !v.right.Object.Visible()}, Names: v.tags, Unfolded: v.unfolded, Numbers: int(v.numbers), Linked: v.passages.linked, Unmarked: v.commons.off, Unlinked: v.links.off,
	}
	for _, p := range v.panes.list {
		v.places.leave(p)
		now.Panes = append(now.Panes, paneState{Document: p.documentID, Share: p.column.Share})
	}
	now.Places = v.places.list
	return stage.Keep(now)
}

// restore shows the project as it was last looked at, or its first story.
func (v *View) restore(last state) {
	v.stories.read(func(stories []store.StorySummary) {
		for _, story := range stories {
			if story.ID == last.Story {
				v.restoreStory(story.Story, last)
				return
			}
		}
		if len(stories) > 0 {
			v.stories.show(stories[0].Story)
			return
		}
		v.panes.show(nil, 0)
	})
}

func (v *View) restoreStory(story annotate.Story, last state) {
	v.session.SetStory(story)
	v.articles.load(story, func() {
		var ids []string
		var kept []paneState
		for _, p := range last.Panes {
			if _, ok := v.articles.byID(p.Document); ok {
				ids, kept = append(ids, p.Document), append(kept, p)
			}
		}
		if len(ids) == 0 {
			v.stories.show(story)
			return
		}
		v.panes.show(ids, last.Active)
		for i, p := range kept {
			v.panes.list[i].column.Share = p.Share
		}
		v.panes.columns.Refresh()
		v.commons.find()
		v.desk.Focus()
	})
}

func orUsual(width, usual float32) float32 {
	if width < 1 {
		return usual
	}
	return width
}
