package reviewview

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// sample makes the project of the sample story, which two annotators have marked.
func sample(t testing.TB) *store.Project {
	t.Helper()
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	files, err := assets.SampleFiles()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	var paths []string
	for _, file := range append(files, assets.File{Name: "annotations.jsonl", Data: assets.SampleAnnotations()}) {
		paths = append(paths, filepath.Join(folder, file.Name))
		write(t, paths[len(paths)-1], file.Data)
	}
	p, err := store.Create(ctx, filepath.Join(folder, "sample.parallax"), cb)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.ImportFiles(ctx, p, paths, exchange.ImportOptions{Story: assets.SampleStory, Format: "auto"}, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestLooks goes through the states of the review in both looks; the pictures are kept where PARALLAX_SHOTS says.
func TestLooks(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		t.Run(string(mode), func(t *testing.T) {
			d := open(t, sample(t), mode)
			if !d.view.queue.filled() || d.view.hand.item.ID == "" {
				t.Fatal("nothing is at hand")
			}
			d.shot("review-" + string(mode))
			d.typed("1")
			d.shot("review-second-" + string(mode))
			d.typed("b")
			d.shot("review-decided-" + string(mode))
			d.typed("ne")
			d.shot("review-edit-" + string(mode))
			d.pressed(fyne.KeyEscape)
			d.typed("w")
			d.shot("review-why-" + string(mode))
			d.pressed(fyne.KeyEscape, fyne.KeyEscape)
			d.typed("hvvd")
			d.shot("review-all-" + string(mode))
			d.view.page.reader.Select(d.view.page.text.WordAt(300))
			d.settle()
			d.shot("review-add-" + string(mode))
		})
	}
}

// TestLooksOfKinds keeps a picture of an item of each kind.
func TestLooksOfKinds(t *testing.T) {
	d := open(t, sample(t), theme.Light)
	for range review.Kinds[:6] {
		d.typed("k")
		if d.view.hand.item.Kind != d.view.queue.filter.Kind && d.view.queue.filter.Kind != "" {
			t.Errorf("at hand is a %s, the list shows items of the kind %s", d.view.hand.item.Kind, d.view.queue.filter.Kind)
		}
		d.shot("kind-" + string(d.view.queue.filter.Kind))
	}
	d.typed("kt1")
	d.shot("kind-several")
	d.table.Start(d.table.ByID("review.unanimous"))
	d.confirm()
	d.until("it is accepted", func() bool { d.settle(); return d.view.queue.Counts().Auto > 0 })
	for range 200 {
		if d.view.queue.Counts().Open == 0 {
			break
		}
		d.view.page.reader.TypedRune('1')
		d.settle()
	}
	d.shot("kind-finished")
	if d.view.queue.Counts().Open != 0 || d.view.queue.Counts().Finished != 4 {
		t.Errorf("%+v", d.view.queue.Counts())
	}
	d.typed("v")
	d.shot("kind-after")
}
