package annotate

import "strings"

// Entity is the one thing that many spans refer to: an actor, or a canonical claim.
type Entity struct {
	ID         string
	LabelID    string // label of the spans that may refer to it
	Name       string
	Aliases    []string
	ExternalID string // for example a Wikidata id
	Note       string
	ParentID   string // the theme that it belongs to, an entity of the same label; "" for none
}

// Validate reports the first rule that e breaks.
func (e Entity) Validate() error {
	switch {
	case strings.TrimSpace(e.Name) == "":
		return Invalidf("an entity needs a name")
	case e.LabelID == "":
		return Invalidf("entity %q needs a label", e.Name)
	}
	return nil
}
