package assignview

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// assign does it, as one act.
func (v *Assign) assign() {
	if v.run.Disabled() {
		return
	}
	v.save("Assigned "+wording.Count(len(v.documents), "article"), v.wanted)
}

// takeBack lets everybody annotate all of the articles again.
func (v *Assign) takeBack() {
	v.save("Took back who annotates "+wording.Count(len(v.documents), "article"), nil)
}

func (v *Assign) save(summary string, wanted []annotate.Assignment) {
	_, ok := v.session.Do("assign", summary, func(tx *store.Tx) error {
		known := map[string]string{} // the project may know a name under another id
		for _, a := range v.people {
			if !slices.ContainsFunc(wanted, func(w annotate.Assignment) bool { return w.AnnotatorID == a.ID }) {
				continue
			}
			there, err := tx.EnsureAnnotator(a)
			if err != nil {
				return err
			}
			known[a.ID] = there.ID
		}
		ids := make([]string, len(v.documents))
		for i, d := range v.documents {
			ids[i] = d.ID
		}
		all := slices.Clone(wanted)
		for i := range all {
			if id := known[all[i].AnnotatorID]; id != "" {
				all[i].AnnotatorID = id
			}
		}
		return tx.Assign(ids, all)
	})
	if ok {
		v.session.Tell(summary + ".")
		v.leave()
	}
}
