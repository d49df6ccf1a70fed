package reviewview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// kindWords are how a kind of item is called, and what there is to decide.
var kindWords = map[review.Kind]struct{ name, question string }{
	review.Label:     {"Label", "The labels differ."},
	review.Boundary:  {"Boundary", "The label is the same, the words are not."},
	review.Attribute: {"Attribute", "The same words and label, other values."},
	review.Entity:    {"Entity", "The same words and label, but not the same thing meant."},
	review.Some:      {"Only some", "Not everybody marked this."},
	review.Agreed:    {"Agreed", "Everybody marked this alike."},
	review.Relation:  {"Relation", "A relation between two spans that are gold."},
	review.Added:     {"Added", "A gold span that no annotator marked."},
}

// names are what people, labels and entities are called, and what became of items in words.
type names struct {
	view  *View
	blind bool // who made what is hidden
}

// verdict says what became of an item: "Union taken by eva, 21 Nov 2026: “the title belongs to it”".
func (n *names) verdict(item derived.Item) string {
	v := n.view
	switch {
	case item.Kind == review.Added && len(item.Decisions) == 0:
		return "Added by hand"
	case item.Open && len(item.Decisions) > 0:
		return "Decided twice, in different files: decide again"
	case item.Open && len(item.Earlier) > 0:
		return "Decided before, but the annotations have changed since: decide again"
	case len(item.Decisions) == 0:
		return "In gold already"
	}
	d := item.Decisions[0]
	said := review.Name(d.Verdict).InWords()
	if who, known := v.queue.people[d.ReviewerID]; known {
		said += " by " + who.Name
	} else if d.ReviewerID == v.session.Annotator().ID {
		said += " by " + v.session.Annotator().Name
	}
	said += ", " + d.DecidedAt.Local().Format("2 Jan 2006")
	if d.Reason != "" {
		said += ": " + wording.Quoted(d.Reason, 200)
	}
	return said
}

// of is who made a candidate, or with names hidden its letter.
func (n *names) of(c review.Candidate) string {
	v := n.view
	if !n.blind {
		return c.Annotator.Name
	}
	for card, i := range v.hand.order {
		if i < len(v.hand.item.Candidates) && v.hand.item.Candidates[i].ID() == c.ID() {
			return letter(card)
		}
	}
	return "an annotator"
}

// letter is A for 0, and so on.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return strconv.Itoa(i + 1)
}

// label is the name of a label, or of a relation type.
func (n *names) label(id string) string {
	codebook := n.view.session.Codebook()
	if l, ok := codebook.LabelByID(id); ok {
		return l.Name
	}
	t, _ := codebook.RelationTypeByID(id)
	return strings.ReplaceAll(t.Name, "_", " ")
}

// entity is the name of an entity.
func (n *names) entity(id string) string {
	if id == "" {
		return ""
	}
	e, err := n.view.session.Project.Entity(n.view.session.Context(), id)
	if err != nil {
		return ""
	}
	return e.Name
}

// progress says how far an article is.
func progress(open, items int) string {
	switch {
	case items == 0:
		return ""
	case open == 0:
		return "all decided"
	}
	return fmt.Sprintf("%s of %s open", wording.Number(open), wording.Count(items, "item"))
}

// joined puts a dot between the parts that are not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// silent says who read the article and marked nothing here.
func (n *names) silent() string {
	v := n.view
	if len(v.hand.item.Silent) == 0 {
		return ""
	}
	if n.blind {
		return wording.Count(len(v.hand.item.Silent), "annotator") + " marked nothing here."
	}
	names := make([]string, len(v.hand.item.Silent))
	for i, a := range v.hand.item.Silent {
		names[i] = a.Name
	}
	if v.hand.item.Kind == review.Relation {
		return wording.And(names) + " drew no relation here."
	}
	return wording.And(names) + " marked nothing here."
}

func sameValues(a, b annotate.Span) bool {
	if len(a.Attributes) != len(b.Attributes) {
		return false
	}
	for name, value := range a.Attributes {
		if !b.Value(name).Equal(annotate.ValueOf(value)) {
			return false
		}
	}
	return true
}

// setBlind hides or shows who made what.
func (n *names) setBlind(on bool) {
	v := n.view
	n.blind = on
	if on && v.queue.filter.Annotator != "" {
		v.queue.filter.Annotator = "" // it would tell
		v.queue.sift()
	}
	v.filters.refresh()
	if v.hand.item.ID != "" {
		v.hand.order = v.hand.sorted()
		v.page.showMarks()
		v.page.reveal()
	}
	v.panel.refresh()
	v.list.refresh()
}
