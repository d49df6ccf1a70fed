package stage

import (
	"encoding/json"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
)

// Stage shows one view at a time. Nothing is shown before Open and after Close.
type Stage struct {
	OnChanged func() // hears that another view is shown, or that commands may be called otherwise; may be nil

	kinds  []Kind
	desk   Desk
	views  map[string]View            // those that were made
	states map[string]json.RawMessage // of those that were not made yet
	shown  string
	object *fyne.Container
	dock   *fyne.Container // what lies beneath the first view
	around *fyne.Container
}

// New returns a stage for views of some kinds, at least one.
func New(kinds []Kind) *Stage {
	s := &Stage{kinds: kinds, object: container.New(onlyShown{}), dock: container.NewStack()}
	s.dock.Hide()
	s.around = container.NewBorder(nil, s.dock, nil, nil, s.object)
	return s
}

// Object is what the window shows of it.
func (s *Stage) Object() fyne.CanvasObject { return s.around }

// Dock shows something of another view beneath the first one while that is shown, in place of what was there.
func (s *Stage) Dock(o fyne.CanvasObject) {
	s.dock.Objects = []fyne.CanvasObject{o}
	s.arrange()
}

// Docked says whether something is to be seen beneath the first view.
func (s *Stage) Docked() bool { return s.dock.Visible() }

// Undock takes away what lies beneath the first view, and says whether anything was to be seen there.
func (s *Stage) Undock() bool {
	seen := s.Docked()
	s.dock.Objects = nil
	s.arrange()
	return seen
}

// arrange shows what is docked beneath the first view only.
func (s *Stage) arrange() {
	if s.dock.Hidden = len(s.dock.Objects) == 0 || s.shown != s.kinds[0].Name; s.dock.Visible() {
		s.dock.Refresh()
	}
	s.around.Refresh()
}

// Open shows the first view of a project. states are what States returned when the project was left.
func (s *Stage) Open(desk Desk, states map[string]json.RawMessage) {
	desk.Leave, desk.Focus, desk.Shown, desk.Show, desk.Dock, desk.Undock, desk.Changed = s.Leave, s.Focus, s.Shown, s.Show, s.Dock, s.Undock, s.changed
	s.desk, s.views, s.states = desk, map[string]View{}, maps.Clone(states)
	s.put(s.kinds[0])
}

// States is what of the views comes back when the project is opened again.
func (s *Stage) States() map[string]json.RawMessage {
	all := maps.Clone(s.states)
	if all == nil {
		all = map[string]json.RawMessage{}
	}
	for name, v := range s.views {
		delete(all, name)
		if state := v.State(); state != nil {
			all[name] = state
		}
	}
	return all
}

// Close closes all views.
func (s *Stage) Close() {
	for _, v := range s.views {
		v.Close()
	}
	if s.shown != "" {
		s.desk.Commands.View = ""
	}
	s.desk, s.views, s.states, s.shown = Desk{}, nil, nil, ""
	s.Undock()
	s.object.Objects = nil
}

// Show shows the view of that name in place of the one that is shown, and gives it the keyboard.
func (s *Stage) Show(name string) {
	kind, known := s.kind(name)
	if !known || s.shown == "" || s.shown == name {
		return
	}
	s.views[s.shown].Hide()
	s.put(kind)
	s.Focus()
	s.changed()
}

func (s *Stage) changed() {
	if s.OnChanged != nil {
		s.OnChanged()
	}
}

// put makes a view the one that is shown.
func (s *Stage) put(kind Kind) {
	s.shown, s.desk.Commands.View = kind.Name, kind.Name
	v, made := s.views[kind.Name]
	if !made {
		v = kind.New(s.desk, s.states[kind.Name])
		s.views[kind.Name] = v
		s.object.Objects = append(s.object.Objects, v)
	} else {
		v.Show()
	}
	s.arrange()
}

// onlyShown gives the view that is shown all the room. The hidden ones keep their size until they are shown, but stay in the
// window, which tells them when the theme changes.
type onlyShown struct{}

func (onlyShown) Layout(views []fyne.CanvasObject, size fyne.Size) {
	for _, v := range views {
		if v.Visible() {
			v.Resize(size)
		}
	}
}

func (onlyShown) MinSize(views []fyne.CanvasObject) (least fyne.Size) {
	for _, v := range views {
		if v.Visible() {
			least = least.Max(v.MinSize())
		}
	}
	return least
}

// Leave shows the first view again.
func (s *Stage) Leave() { s.Show(s.kinds[0].Name) }

// Session is the open project, nil where none is.
func (s *Stage) Session() *session.Session { return s.desk.Session }

// Shown is the name of the view that is shown, "" while no project is open.
func (s *Stage) Shown() string { return s.shown }

// View is the view of that name while it is shown, else nil.
func (s *Stage) View(name string) View {
	if s.shown != name {
		return nil
	}
	return s.views[name]
}

// Made is the view of that name, whichever is shown, nil where it was not made yet.
func (s *Stage) Made(name string) View { return s.views[name] }

// First is the first view, whichever is shown, nil while no project is open.
func (s *Stage) First() View { return s.views[s.kinds[0].Name] }

// Focus gives the keyboard to the view that is shown.
func (s *Stage) Focus() {
	if v := s.views[s.shown]; v != nil {
		v.Focus()
	}
}

// Untaggable says why a label can be put on nothing now, "" where it may.
func (s *Stage) Untaggable() string {
	if s.shown == "" {
		return NeedsProject
	}
	return s.views[s.shown].Untaggable()
}

// Tag does what a label does in the view that is shown.
func (s *Stage) Tag(labelID string) {
	if s.shown != "" {
		s.views[s.shown].Tag(labelID)
	}
}

// SetTypography sets the articles anew in all views that show some.
func (s *Stage) SetTypography(t reader.Typography) {
	for _, v := range s.views {
		if v, ok := v.(typeset); ok {
			v.SetTypography(t)
		}
	}
}

func (s *Stage) kind(name string) (Kind, bool) {
	for _, k := range s.kinds {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// NeedsProject is why no view is shown.
const NeedsProject = "Open a project first."

// Closed says why what is done in the view of that name cannot be done now, "" while it is shown.
func (s *Stage) Closed(name string) string {
	kind, _ := s.kind(name)
	switch {
	case s.shown == "":
		return NeedsProject
	case s.shown == name:
		return ""
	case name == s.kinds[0].Name:
		now, _ := s.kind(s.shown)
		return kind.Closed + " " + now.Back.String() + "."
	}
	return kind.Closed
}

// Headings are those under which the keys of the views are listed: what each is called, for commands that stand in no menu.
// The menu and the name of the one that is shown come first.
func (s *Stage) Headings(menus []string) []string {
	var own []string
	for _, kind := range s.kinds[1:] {
		if kind.Name == s.shown {
			own = []string{kind.Show.Name, kind.Show.Menu}
		}
		menus = append(menus, kind.Show.Name)
	}
	menus = slices.DeleteFunc(menus, func(name string) bool { return slices.Contains(own, name) })
	return append(own, menus...)
}

// Heading is the heading under which the keys of a command are listed: its menu, or the name of its view.
func (s *Stage) Heading(c *command.Command) string {
	kind, known := s.kind(c.View)
	if c.Menu != "" || !known {
		return c.Menu
	}
	return kind.Show.Name
}

// Commands are what shows the views, and what can be done in each.
func (s *Stage) Commands() []*command.Command {
	var all []*command.Command
	for i, kind := range s.kinds {
		if i > 0 {
			all = append(all, s.show(kind))
		}
		if kind.Commands != nil {
			all = append(all, kind.Commands(s)...)
		}
	}
	return all
}

// show is the command that shows a view, and leads back where it is shown.
func (s *Stage) show(kind Kind) *command.Command {
	c := kind.Show
	c.Now = func() string {
		if s.shown == kind.Name {
			return "Back to reading"
		}
		return c.Name
	}
	c.Stop = func() string {
		if s.shown == "" {
			return NeedsProject
		}
		return ""
	}
	c.Run = func() {
		if s.shown == kind.Name {
			s.Leave()
			return
		}
		s.Show(kind.Name)
	}
	return &c
}
