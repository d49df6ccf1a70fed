// Package command holds what the window can do: each command is one value in one table, from which the menus, the
// command palette, the handling of keys and the help sheet are made.
//
// It knows neither the views nor what a command does. Start with Command.
package command

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// Command is one thing that the window can do.
type Command struct {
	ID    string
	Name  string        // as in a menu: "Mark done and go on"
	Menu  string        // the menu in which it stands; "" for the palette and keys only
	Group string        // within a menu, commands of different groups are kept apart by a line
	Under string        // name of a submenu, "" for the menu itself
	View  string        // the view in which its keys without Ctrl hold; "" for all views that have no other use for them
	Keys  []Key         // the menu shows the first one
	Holds func() bool   // its keys hold only while it says so, and then before those of others; nil for always
	Also  []Key         // other ways to type the same keys, which are not shown
	Help  string        // what it does, where the name does not say it
	Now   func() string // the name in the present state, where it varies
	Stop  func() string // why it cannot run now, as a sentence; "" where it can
	On    func() bool   // whether it shows a tick
	Run   func()
}

// Title is the name in the present state.
func (c *Command) Title() string {
	if c.Now != nil {
		return c.Now()
	}
	return c.Name
}

// Reason says why the command cannot run now, "" where it can.
func (c *Command) Reason() string {
	if c.Stop == nil {
		return ""
	}
	return c.Stop()
}

// Key is the first key as people read it, "" where there is none.
func (c *Command) Key() string {
	if len(c.Keys) == 0 {
		return ""
	}
	return c.Keys[0].String()
}

// KeyNames lists all keys as people read them.
func (c *Command) KeyNames() string {
	var names []string
	for _, key := range c.Keys {
		names = append(names, key.String())
	}
	return strings.Join(names, "   ")
}

// Table is all commands, in the order of the menus.
type Table struct {
	Commands []*Command
	View     string              // the view that is shown: its keys come first
	Refused  func(reason string) // hears why a command did not run
	OnStart  func(*Command)      // hears of each command before it runs; may be nil
}

// Add appends commands.
func (t *Table) Add(commands ...*Command) { t.Commands = append(t.Commands, commands...) }

// Sort puts the commands in the order of menus, those that stand in none last.
func (t *Table) Sort(menus []string) {
	place := func(c *Command) int {
		if i := slices.Index(menus, c.Menu); i >= 0 {
			return i
		}
		return len(menus)
	}
	slices.SortStableFunc(t.Commands, func(a, b *Command) int { return place(a) - place(b) })
}

// ByID returns the command of that id, nil where there is none.
func (t *Table) ByID(id string) *Command {
	i := slices.IndexFunc(t.Commands, func(c *Command) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return t.Commands[i]
}

// Start runs a command, or says why it cannot.
func (t *Table) Start(c *Command) {
	if reason := c.Reason(); reason != "" {
		if t.Refused != nil {
			t.Refused(reason)
		}
		return
	}
	if t.OnStart != nil {
		t.OnStart(c)
	}
	c.Run()
}

// StartID runs the command of that id, where there is one, or says why it cannot.
func (t *Table) StartID(id string) {
	if c := t.ByID(id); c != nil {
		t.Start(c)
	}
}

// Rune starts the command of a rune typed into the view that is shown and says whether there was one.
func (t *Table) Rune(r rune) bool {
	return t.typed(func(k Key) bool { return k.Rune != 0 && k.Rune == r })
}

// Named starts the command of a named key and says whether there was one.
func (t *Table) Named(name fyne.KeyName, mods fyne.KeyModifier) bool {
	if name == fyne.KeyEnter {
		name = fyne.KeyReturn
	}
	return t.typed(func(k Key) bool { return k.Rune == 0 && k.Name == name && k.Mods == mods })
}

// typed starts the command of a key without Ctrl: one that holds just now, else one of the view that is shown, else one that holds in
// all.
func (t *Table) typed(match func(Key) bool) bool {
	now := func(c *Command) bool { return c.Holds != nil && c.Holds() }
	own := func(c *Command) bool { return c.Holds == nil && c.View != "" && c.View == t.View }
	return t.start(now, match) || t.start(own, match) || t.start(func(c *Command) bool { return c.Holds == nil && c.View == "" }, match)
}

// Shortcut starts the command of a shortcut and says whether there was one. The keys of shortcuts are the same in all
// views; a command that has no place in the one that is shown says so.
func (t *Table) Shortcut(s fyne.Shortcut) bool {
	return t.start(func(*Command) bool { return true }, func(k Key) bool {
		own := k.Shortcut()
		return own != nil && own.ShortcutName() == s.ShortcutName()
	})
}

func (t *Table) start(admits func(*Command) bool, match func(Key) bool) bool {
	for _, c := range t.Commands {
		if !admits(c) {
			continue
		}
		if slices.ContainsFunc(c.Keys, match) || slices.ContainsFunc(c.Also, match) {
			t.Start(c)
			return true
		}
	}
	return false
}
