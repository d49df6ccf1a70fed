package exchange

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// isPredicted says whether a program made the spans of a record: it is not sure of one, or put them into nobody's layer,
// which is how an article is exported that is still to be annotated.
func isPredicted(r dataset.Record) bool {
	return r.Kind == annotate.Model || len(r.Spans) > 0 && r.Layer == "" || slices.ContainsFunc(r.Spans, func(s dataset.Span) bool { return s.Confidence < 1 })
}

// annotator is who has a layer. One whom the project does not know is of the kind that the plan names; where it names none, of that
// which the file names, if any, and the layer that takes a program's predictions is a model's.
func (d *datasetImport) annotator(name string, said annotate.AnnotatorKind) (annotate.Annotator, error) {
	a := annotate.NewAnnotator(name)
	switch {
	case a.Kind == annotate.Gold:
	case d.plan.Kind != "":
		a.Kind = d.plan.Kind
	case said != "":
		a.Kind = said
	case d.plan.Layer != "" && d.predicted:
		a.Kind = annotate.Model
	}
	if err := d.sayAlike(a.Name); err != nil {
		return a, err
	}
	known, err := d.EnsureAnnotator(a)
	if err == nil && d.plan.Kind != "" && known.Kind != d.plan.Kind {
		return known, annotate.Conflictf("the layer %q is of the kind %s, not %s: choose another name", name, known.Kind, d.plan.Kind)
	}
	return known, err
}

// sayAlike says of a name that is new whose it looks like, for one person would then have two layers.
func (d *datasetImport) sayAlike(name string) error {
	if d.people[name] {
		return nil
	}
	if d.people == nil {
		d.people = map[string]bool{}
	}
	d.people[name] = true
	people, err := d.Tx.Session.Annotators()
	if err != nil || slices.ContainsFunc(people, func(a annotate.Annotator) bool { return a.Name == name }) {
		return err
	}
	d.sayLong(name)
	for _, a := range people {
		if how := annotate.LookAlike(a.Name, name); how != "" {
			d.notes = append(d.notes, fmt.Sprintf("the layer “%s” is new: “%s” and “%s” %s; join the two if they are one", name, a.Name, name, how))
		}
	}
	return nil
}
