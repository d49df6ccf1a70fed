package read

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// manyStories is from how many stories on there is a field to narrow them.
const manyStories = 12

// sidebar lists the stories, the articles of the one that is open, and beneath them the entities of that story.
// Only the rows in sight are built, so it holds ten thousand stories as well as four.
type sidebar struct {
	view     *View
	stories  []store.StorySummary
	rows     []sideRow // what the upper list shows
	entities []sideRow // what the lower list shows
	pending  bool      // the entities are being read
	again    bool      // they have changed since

	filter *part.Field
	upper  *sideList
	lower  *sideList
	top    *part.Column // the stories
	below  *part.Column // the entities
	object fyne.CanvasObject
}

// sideRow is one row of either list.
type sideRow struct {
	story    *store.StorySummary
	document *annotate.Document
	label    *annotate.Label
	entity   *store.EntitySummary // nil in a label's row: the heading, or the spans without an entity
	loose    bool                 // the spans of the label without an entity
	count    int
	heading  string // of articles that others are to annotate
}

func newSidebar(v *View, share float64) *sidebar {
	s := &sidebar{view: v}
	s.filter = part.NewField("Find a story…", s.refreshArticles, nil, v.session.LeaveToText)
	s.filter.Hide()
	s.upper = s.newList(&s.rows)
	s.lower = s.newList(&s.entities)
	if share <= 0 || share >= 1 {
		share = 0.42
	}
	adding := control.NewSign(base.ContentAddIcon(), "Import articles (Ctrl+I)", func() { v.desk.Commands.StartID("file.import") }, v.form)
	head := container.NewBorder(nil, nil, nil, adding, container.NewCenter())
	head.Objects = append(head.Objects, container.New(part.Indent(base.Size(base.SizeNamePadding)*2), part.SectionTitle("Stories")))
	top := container.NewBorder(container.NewVBox(head, s.filter), nil, nil, nil, s.upper)
	bottom := container.NewBorder(container.New(part.Indent(base.Size(base.SizeNamePadding)*2), part.SectionTitle("In this story")), nil, nil, nil, s.lower)
	s.top = &part.Column{Object: top, Share: float32(share), Least: 80}
	s.below = &part.Column{Object: bottom, Share: float32(1 - share), Least: 80}
	s.object = container.NewStack(part.NewGround(theme.ColorNameChrome), part.NewRows(s.top, s.below))
	return s
}

// share is how much of the sidebar the stories take, 0…1.
func (s *sidebar) share() float64 {
	return float64(s.top.Share / (s.top.Share + s.below.Share))
}

// sideList is a list that Return and Space open a row of, and Escape leaves for the text.
type sideList struct {
	widget.List
	leave func()
}

// TypedKey is called by Fyne.
func (l *sideList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		l.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		if !control.FunctionKey(l, e) {
			l.List.TypedKey(e)
		}
	}
}

func (s *sidebar) newList(rows *[]sideRow) *sideList {
	list := &sideList{leave: s.view.session.LeaveToText}
	list.Length = func() int { return len(*rows) }
	list.CreateItem = func() fyne.CanvasObject { return newSideRow() }
	list.UpdateItem = func(id widget.ListItemID, object fyne.CanvasObject) {
		if id < len(*rows) {
			object.(*sideRowView).show(s, (*rows)[id])
		}
	}
	list.HideSeparators = true
	list.ExtendBaseWidget(list)
	list.OnSelected = func(id widget.ListItemID) { // by the keyboard; a click goes to the row itself
		list.UnselectAll()
		if id < len(*rows) {
			s.tapped((*rows)[id])
		}
	}
	return list
}

// setStories shows the stories.
func (s *sidebar) setStories(stories []store.StorySummary) {
	s.stories = stories
	if len(stories) >= manyStories {
		s.filter.Show()
	} else {
		s.filter.Hide()
	}
	s.refreshArticles()
}

// refreshStories reads the stories anew.
func (s *sidebar) refreshStories() {
	var stories []store.StorySummary
	s.view.session.Read(func(ctx context.Context) (err error) {
		stories, err = s.view.session.Project.Stories(ctx)
		return err
	}, func() {
		was := len(s.stories)
		s.setStories(stories)
		v := s.view
		if v.session.Story().ID == "" && was == 0 && len(stories) > 0 {
			v.stories.open(stories[0].Story) // the first import shows what came in
		}
	})
}

// refreshArticles shows the rows of the upper list anew.
func (s *sidebar) refreshArticles() {
	v := s.view
	s.rows = s.rows[:0]
	for i := range s.stories {
		story := &s.stories[i]
		if !textpos.Fold(story.Name, true).Contains(s.filter.Text) {
			continue
		}
		s.rows = append(s.rows, sideRow{story: story, count: story.Documents})
		if story.ID == v.session.Story().ID {
			s.rows = append(s.rows, v.articles.rows()...)
		}
	}
	s.upper.Refresh()
}

// refreshEntities reads the entities of the open story anew, beside the window, and not more often than it can.
func (s *sidebar) refreshEntities() {
	if s.pending {
		s.again = true
		return
	}
	s.pending, s.again = true, false
	v := s.view
	story, annotator, codebook := v.session.Story(), v.session.Annotator(), v.session.Codebook()
	var rows []sideRow
	var err error
	v.session.Read(func(ctx context.Context) error {
		if story.ID != "" {
			rows, err = entitiesOf(ctx, v.session.Project, codebook, story.ID, annotator.ID)
		}
		return nil
	}, func() {
		s.pending = false
		if err != nil {
			v.session.Fail(err)
			return
		}
		if s.again || story.ID != v.session.Story().ID || annotator != v.session.Annotator() {
			s.refreshEntities()
			return
		}
		s.entities = rows
		s.lower.Refresh()
	})
}

func entitiesOf(ctx context.Context, p *store.Project, codebook annotate.Codebook, storyID, annotatorID string) ([]sideRow, error) {
	counts, err := p.Counts(ctx, storyID, annotatorID)
	if err != nil {
		return nil, err
	}
	all, err := p.Entities(ctx, store.EntityQuery{StoryID: storyID, AnnotatorID: annotatorID})
	return entityRows(codebook, counts, all), err
}

// entityRows lists, for each label that is used, a heading, its entities, and the spans that have none.
func entityRows(codebook annotate.Codebook, counts map[string]int, all []store.EntitySummary) []sideRow {
	var rows []sideRow
	for i := range codebook.Labels {
		label := &codebook.Labels[i]
		total := counts[label.ID]
		if total == 0 {
			continue
		}
		rows = append(rows, sideRow{label: label, count: total})
		loose := total
		for j := range all {
			if all[j].LabelID == label.ID && all[j].Mentions > 0 {
				rows = append(rows, sideRow{label: label, entity: &all[j], count: all[j].Mentions})
				loose -= all[j].Mentions
			}
		}
		if loose > 0 {
			rows = append(rows, sideRow{label: label, loose: true, count: loose})
		}
	}
	return rows
}

// tapped does what a row is for.
func (s *sidebar) tapped(r sideRow) {
	v := s.view
	switch {
	case r.story != nil:
		if r.story.ID != v.session.Story().ID {
			v.stories.open(r.story.Story)
		}
	case r.document != nil:
		v.panes.open(r.document.ID)
	case r.entity != nil:
		v.spans.stepMentions(r.label.ID, r.entity.ID, r.entity.Name)
	case r.label != nil:
		name := ""
		if r.loose {
			name = "without a name"
		}
		v.spans.stepMentions(r.label.ID, anyEntity(r.loose), name)
	}
}

func (s *sidebar) menu(r sideRow, at fyne.Position) {
	switch {
	case r.story != nil:
		s.view.stories.menu(*r.story, at)
	case r.document != nil:
		s.view.articles.menu(r.document.ID, at)
	case r.label != nil:
		s.view.popUp(at, s.choices(r)...)
	}
}

// told is what the tip of a row says: its words uncut, and what its sign and its number are.
func (s *sidebar) told(r sideRow) string {
	switch {
	case r.story != nil:
		return r.story.Name + "\n" + wording.Count(r.story.Documents, "article")
	case r.document != nil:
		return r.document.Name() + "\n" + s.view.articles.standingOf(r.document.ID)
	case r.entity != nil:
		return r.entity.Name + "\n" + wording.Count(r.count, "mention") + " in this story; a click goes to the next"
	case r.loose:
		return wording.LabelCount(r.count, r.label.Name) + " of which it is not said who or what is meant"
	case r.label != nil:
		return wording.LabelCount(r.count, r.label.Name) + " in this story; a click goes to the next"
	}
	return r.heading
}

// choices are what can be done with an entity, or with a label.
func (s *sidebar) choices(r sideRow) []*fyne.MenuItem {
	v := s.view
	items := []*fyne.MenuItem{fyne.NewMenuItem("Go through them", func() { s.tapped(r) })}
	if r.entity != nil {
		items = v.known.items(r.entity.ID)
	}
	items = append(items, fyne.NewMenuItemSeparator(), v.desk.Colours(*r.label))
	return append(items, v.desk.Items("file.codebook")...)
}

// number is how a count is shown at the end of a row.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
