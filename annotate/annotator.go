package annotate

import (
	"cmp"
	"slices"
	"strings"
)

// AnnotatorKind tells people, models and the adjudicated layer apart.
type AnnotatorKind string

// The kinds of annotator.
const (
	Human AnnotatorKind = "human"
	Model AnnotatorKind = "model"
	Gold  AnnotatorKind = "gold"
)

// GoldLayer is the name of the layer that adjudication writes.
const GoldLayer = "gold"

// Annotator is a person or a model; its annotations form one layer, named like it. Names are unique in a project.
type Annotator struct {
	ID   string
	Name string
	Kind AnnotatorKind
	// Proposes says that the layer, of a model, holds what is only proposed: nobody has marked it, and it counts nowhere unless it is named.
	Proposes bool
}

// NewAnnotator returns the annotator of that name. Its id follows from the name, so that two files in which the
// same person worked agree on who it was. The name "gold" makes the layer of adjudication.
func NewAnnotator(name string) Annotator {
	name = strings.TrimSpace(name)
	kind := Human
	if name == GoldLayer {
		kind = Gold
	}
	return Annotator{ID: DerivedID("annotator", name), Name: name, Kind: kind}
}

// NewProposer returns the annotator whose layer of that name holds what is proposed. Its id is not that of a person of that name.
func NewProposer(name string) (Annotator, error) {
	name = strings.TrimSpace(name)
	if FoldName(name) == GoldLayer {
		return Annotator{}, Invalidf("proposals cannot be kept in the layer %q, which reviewing writes: take another name", name)
	}
	a := Annotator{ID: DerivedID("proposals", name), Name: name, Kind: Model, Proposes: true}
	return a, cmp.Or(ShortName(a.Name), a.Validate())
}

// Counting leaves out of annotators those whose layers hold what is only proposed.
func Counting(annotators []Annotator) []Annotator {
	return slices.DeleteFunc(slices.Clone(annotators), func(a Annotator) bool { return a.Proposes })
}

// NewPerson is NewAnnotator for a name that somebody annotates under: the name of the layer that reviewing writes, however it is
// written, is nobody's.
func NewPerson(name string) (Annotator, error) {
	if FoldName(name) == GoldLayer {
		return Annotator{}, Invalidf("nobody annotates as %q: that is the layer that reviewing writes. Take another name", strings.TrimSpace(name))
	}
	a := NewAnnotator(name)
	return a, cmp.Or(ShortName(a.Name), a.Validate())
}

// Validate reports the first rule that a breaks.
func (a Annotator) Validate() error {
	switch {
	case a.Name == "" || a.Name != strings.TrimSpace(a.Name):
		return Invalidf("an annotator needs a name without spaces at its ends")
	case a.Name == "all":
		return Invalidf(`an annotator cannot be called "all": exports use that word for every layer`)
	case strings.ContainsAny(a.Name, "\n\r\t/\\"):
		return Invalidf("annotator %q: a name cannot hold line ends, tabs or slashes", a.Name)
	case a.Kind != Human && a.Kind != Model && a.Kind != Gold:
		return Invalidf("annotator %q: unknown kind %q", a.Name, a.Kind)
	case a.Proposes && a.Kind != Model:
		return Invalidf("annotator %q: only a model proposes", a.Name)
	}
	return nil
}
