package stage

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
)

// PopUp shows a menu at a place of the window, with the keys of those items that are commands.
func (d Desk) PopUp(at fyne.Position, items ...*fyne.MenuItem) {
	if len(items) == 0 {
		return
	}
	keys := map[*fyne.MenuItem]string{}
	for _, item := range items {
		for _, c := range d.Commands.Commands {
			if c.Title() == item.Label && c.Key() != "" {
				keys[item] = c.Key()
			}
		}
	}
	command.WriteKeys(items, keys)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), d.Window.Canvas(), at)
}

// Item is a command as an item of a menu that pops up.
func (d Desk) Item(id string) *fyne.MenuItem {
	c := d.Commands.ByID(id)
	item := fyne.NewMenuItem(c.Title(), func() { d.Commands.Start(c) })
	item.Disabled = c.Reason() != ""
	return item
}

// Items are commands as items, those that are there.
func (d Desk) Items(ids ...string) (items []*fyne.MenuItem) {
	for _, id := range ids {
		if d.Commands.ByID(id) != nil {
			items = append(items, d.Item(id))
		}
	}
	return items
}

// Colours is an item that gives a label one of the colours that can be told apart.
func (d Desk) Colours(label annotate.Label) *fyne.MenuItem {
	all := fyne.NewMenuItem("Colour of “"+label.Name+"”", nil)
	all.ChildMenu = fyne.NewMenu("")
	for _, hue := range control.Palette {
		item := fyne.NewMenuItem(hue.Name, func() {
			d.Session.Do("codebook", "Made the label “"+label.Name+"” "+hue.Name, func(tx *store.Tx) error {
				codebook, err := tx.Codebook()
				if err != nil {
					return err
				}
				codebook.Labels = slices.Clone(codebook.Labels)
				for i := range codebook.Labels {
					if codebook.Labels[i].ID == label.ID {
						codebook.Labels[i].Color = hue.Hex
					}
				}
				return tx.SetCodebook(codebook, revise.Resolution{})
			})
		})
		item.Checked = hue.Hex == label.Color
		all.ChildMenu.Items = append(all.ChildMenu.Items, item)
	}
	return all
}
