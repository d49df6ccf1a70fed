package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
)

// menuDelay is how long the menu bar waits for further changes before it is built anew, which takes Fyne some
// milliseconds: not while somebody tags word after word.
const menuDelay = 200 * time.Millisecond

// menu is the menu bar.
type menu struct {
	window *Window
	bar    *fyne.MainMenu
	items  map[*fyne.MenuItem]*command.Command
	timer  *time.Timer
}

func newMenu(w *Window) *menu { return &menu{window: w} }

// rebuild makes the menu bar from the table of commands.
func (m *menu) rebuild() {
	m.items = map[*fyne.MenuItem]*command.Command{}
	bar := &fyne.MainMenu{}
	for _, name := range menuNames {
		one := fyne.NewMenu(name)
		under, group := map[string]*fyne.MenuItem{}, ""
		for _, c := range m.window.commands.Commands {
			if c.Menu != name {
				continue
			}
			if c.Group != group && len(one.Items) > 0 {
				one.Items = append(one.Items, fyne.NewMenuItemSeparator())
			}
			group = c.Group
			item := m.item(c)
			if c.Under == "" {
				one.Items = append(one.Items, item)
				continue
			}
			parent := under[c.Under]
			if parent == nil {
				parent = fyne.NewMenuItem(c.Under, nil)
				parent.ChildMenu = fyne.NewMenu("")
				under[c.Under] = parent
				one.Items = append(one.Items, parent)
			}
			parent.ChildMenu.Items = append(parent.ChildMenu.Items, item)
		}
		bar.Items = append(bar.Items, one)
	}
	m.bar = bar
	if m.window.early.over {
		m.update()
	} else { // the first picture shows no menu: to place the keys in them takes milliseconds
		m.name()
		m.refreshSoon()
	}
	m.further()
	m.window.win.SetMainMenu(bar)
}

// further gives the window the shortcuts for which a menu item has no room; they come here where no text has the
// keyboard.
func (m *menu) further() {
	for _, c := range m.window.commands.Commands {
		keys := c.Also
		if len(c.Keys) > 1 {
			keys = append(c.Keys[1:len(c.Keys):len(c.Keys)], c.Also...)
		}
		for _, key := range keys {
			if shortcut := key.Shortcut(); shortcut != nil {
				m.window.win.Canvas().AddShortcut(shortcut, func(fyne.Shortcut) { m.chosen(c) })
			}
		}
	}
}

func (m *menu) item(c *command.Command) *fyne.MenuItem {
	item := fyne.NewMenuItem(c.Name, func() { m.chosen(c) })
	item.IsQuit = c.ID == "file.quit"
	if len(c.Keys) > 0 {
		item.Shortcut = command.Silent(c.Keys[0].Shortcut())
	}
	m.items[item] = c
	return item
}

// chosen runs what was chosen in the menu or typed as its shortcut. Fyne runs the shortcuts of disabled items, and
// while something lies over the window, so both are refused here.
func (m *menu) chosen(c *command.Command) {
	w := m.window
	if m.window.toEntry(c) {
		return
	}
	if w.win.Canvas().Overlays().Top() != nil && c.ID != "file.quit" {
		return
	}
	w.commands.Start(c)
}

// name writes the present names, ticks and greys into the items.
func (m *menu) name() {
	for item, c := range m.items {
		item.Label = c.Title()
		item.Disabled = c.Reason() != ""
		item.Checked = c.On != nil && c.On()
	}
}

// update writes what is so at present into the items, with their keys.
func (m *menu) update() {
	m.name()
	for _, one := range m.bar.Items {
		m.showKeys(one)
	}
}

// keys writes the keys behind the names of a menu and of those beneath it.
func (m *menu) showKeys(one *fyne.Menu) {
	keys := map[*fyne.MenuItem]string{}
	for _, item := range one.Items {
		if c := m.items[item]; c != nil {
			keys[item] = c.Key()
		}
		if item.ChildMenu != nil {
			m.showKeys(item.ChildMenu)
		}
	}
	command.WriteKeys(one.Items, keys)
}

// refreshSoon brings the menu bar up to date once nothing has changed for a moment.
func (m *menu) refreshSoon() {
	if m.timer != nil {
		m.timer.Stop()
	}
	var timer *time.Timer
	timer = time.AfterFunc(menuDelay, func() {
		m.window.onUI(func() {
			if m.timer == timer {
				m.refresh()
			}
		})
	})
	m.timer = timer
}

// refresh brings the menu bar up to date now.
func (m *menu) refresh() {
	m.timer = nil
	m.update()
	m.bar.Refresh()
}
