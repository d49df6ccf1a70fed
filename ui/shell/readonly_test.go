package shell

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/ui/part"
)

// fields are the fields of the topmost sheet.
func (d *desk) fields() (list []*part.Field) {
	for _, o := range test.LaidOutObjects(d.w.win.Canvas().Overlays().Top()) {
		if f, ok := o.(*part.Field); ok {
			list = append(list, f)
		}
	}
	return list
}

func TestAProjectThatMayOnlyBeReadIsShownAndItsCopyIsWrittenTo(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	d.w.ShowStart()
	before, err := os.ReadFile(d.path)
	d.Must(err)
	beside := storetest.NamesIn(t, filepath.Dir(d.path))
	writable := storetest.MayOnlyRead(t, d.path)

	d.open()
	if d.w.sheets.Len() > 0 || len(d.spans(0)) != 1 || !strings.HasSuffix(d.w.bottom.counts, "may only be read") {
		t.Fatalf("%d sheets, %d spans, the status is %q", d.w.sheets.Len(), len(d.spans(0)), d.w.bottom.counts)
	}
	was := d.w.session
	d.words("envoy", 0)
	d.typed("1")
	if d.w.sheets.Len() != 1 || d.w.sheets.Top().Options.Action != "Open a copy…" {
		t.Fatal("no copy is offered where an act is refused")
	}
	d.shot("read-only-light")
	d.button("Open a copy…", nil)
	fields := d.fields()
	copied := filepath.Join(t.TempDir(), "Geneva.parallax")
	fields[0].SetText("Geneva")
	fields[1].SetText(filepath.Dir(copied))
	d.shot("read-only-copy-light")
	writable() // elsewhere one may write
	d.button("Copy and open", nil)
	d.isShown(was)
	d.words("envoy", 0)
	d.typed("1")
	if got := d.w.session.Project.Path(); got != copied || len(d.spans(0)) != 2 || !strings.HasSuffix(d.w.bottom.counts, "saved") {
		t.Errorf("%s has %d spans, the status is %q", got, len(d.spans(0)), d.w.bottom.counts)
	}
	if after, err := os.ReadFile(d.path); err != nil || !bytes.Equal(before, after) || storetest.NamesIn(t, filepath.Dir(d.path)) != beside {
		t.Errorf("looking at it changed the file, or left something beside it: %s, %v", storetest.NamesIn(t, filepath.Dir(d.path)), err)
	}
}
