package read

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store/propose"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// modelPreference is which model was asked last. It is kept with the preferences of the program and not in the project: a project that
// somebody else made must not say what is run or where texts are sent.
const modelPreference = "suggest.model"

// askModel asks which model is to be asked about the open story, and asks it.
func (k *proposals) askModel() {
	v := k.view
	preferences := fyne.CurrentApp().Preferences()
	var s *sheet.Sheet
	entry := sheet.NewField(preferences.String(modelPreference), &s)
	s = v.desk.Sheets.Show(sheet.Options{
		Title: "Suggest by a model", Action: "Ask it", Width: 560, Focus: entry, Closed: v.desk.Focus,
		Body: container.NewVBox(part.Wrapped("A program of yours with its arguments, or the address of a model’s server and which model, like http://127.0.0.1:11434 llama3.2. It is given the articles of this story."), entry),
		Run: func() bool {
			line := strings.TrimSpace(entry.Text)
			if line == "" {
				return false
			}
			preferences.SetString(modelPreference, line)
			k.askNamed(propose.ModelNamed(line))
			return true
		},
	})
}

// askNamed asks a model, and before texts go to another computer whether they may.
func (k *proposals) askNamed(m propose.Model) {
	o := propose.Options{By: suggest.ByModel, Model: m}
	if !m.Away() {
		k.ask(o)
		return
	}
	k.view.desk.Sheets.Confirm("Send the articles to another computer?", "The texts of this story are sent to "+m.Server+". Whoever runs it can read them.", "Send them", func() {
		o.Model.Elsewhere = true
		k.ask(o)
	})
}
