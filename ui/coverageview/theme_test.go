package coverageview

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// themed marks what filled does, and puts the shut port under a theme.
func themed(b *bench, documents []annotate.Document) {
	filled(b, documents)
	uitest.Do(b, b.Session.Project, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
		label := b.Session.Codebook().Labels[1].ID
		shut, _, err := tx.FindEntity(label, "The port is shut")
		if err != nil {
			return err
		}
		harbours := annotate.Entity{LabelID: label, Name: "Harbours"}
		if err := tx.CreateEntity(&harbours); err != nil {
			return err
		}
		return tx.SetTheme(harbours.ID, shut.ID)
	})
}

func TestThemesAreFoldedAndUnfoldedByKeys(t *testing.T) {
	const port = " (2 of 3) | Vell, 2 × indirect quote | Osk, paraphrase | "
	const mussels = "The mussels, said Vell, are safe (1 of 3) | left out | by nobody named, direct quote | "
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		b := newBench(t, mode, nil, themed)
		b.Shot("coverage-themes-" + map[bool]string{true: "dark", false: "light"}[mode == theme.Dark])
		b.wants("Harbours"+port, "The port is shut"+port, mussels)
		b.Press(fyne.KeyDown) // the claim under it: its theme is folded, and chosen
		b.Type("f")
		b.wants("Harbours"+port, mussels)
		if b.view.grid.at.row != 0 || b.view.book.claims() != 2 {
			t.Errorf("at %v of %d claims", b.view.grid.at, b.view.book.claims())
		}
		b.Shot("coverage-folded-" + map[bool]string{true: "dark", false: "light"}[mode == theme.Dark])
		again := newBench(t, mode, b.view.State(), themed) // another project: its themes are unfolded
		again.wants("Harbours"+port, "The port is shut"+port, mussels)
		b.Type("f")
		b.wants("Harbours"+port, "The port is shut"+port, mussels)
		b.Type("F")
		b.wants("Harbours"+port, mussels)
		b.Type("F")
		b.view.filter.Set("")
		b.view.filter.SetText("harbour") // what belongs to a theme that is called so is found with it
		b.view.filter.Commit()
		b.wants("Harbours"+port, "The port is shut"+port)
	}
}
