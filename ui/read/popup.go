package read

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/command"
)

// popUp shows a menu at a place of the window.
func (v *View) popUp(at fyne.Position, items ...*fyne.MenuItem) {
	if len(items) == 0 {
		return
	}
	v.floating.hide()
	keys := map[*fyne.MenuItem]string{}
	for _, item := range items {
		for _, c := range v.desk.Commands.Commands {
			if c.Title() == item.Label && c.Key() != "" {
				keys[item] = c.Key()
			}
		}
	}
	command.WriteKeys(items, keys)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.desk.Window.Canvas(), at)
}

// popUpItem is a command as an item of a menu that pops up.
func (v *View) popUpItem(id string) *fyne.MenuItem {
	c := v.desk.Commands.ByID(id)
	item := fyne.NewMenuItem(c.Title(), func() { v.desk.Commands.Start(c) })
	item.Disabled = c.Reason() != ""
	return item
}
