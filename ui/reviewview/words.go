package reviewview

import (
	"fmt"
	"hash/fnv"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
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
	review.Relation:  {"Relation", "A link between two spans that are gold."},
	review.Added:     {"Added", "A gold span that no annotator marked."},
}

// verdictOf says what became of an item: "Union taken by eva, 21 Nov 2026: “the title belongs to it”".
func (v *View) verdictOf(item store.ReviewItem) string {
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
	if who, known := v.people[d.ReviewerID]; known {
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

// cardOrder is which candidate stands on which card: by name, or with names hidden in an order that the item decides.
func (v *View) cardOrder() []int {
	order := make([]int, len(v.item.Candidates))
	for i := range order {
		order[i] = i
	}
	if v.blind {
		key := func(i int) uint64 {
			h := fnv.New64a()
			h.Write([]byte(v.item.ID + "\x00" + v.item.Candidates[i].ID()))
			return h.Sum64()
		}
		sort.SliceStable(order, func(a, b int) bool { return key(order[a]) < key(order[b]) })
	}
	return order
}

// name is who made a candidate, or with names hidden its letter.
func (v *View) name(c review.Candidate) string {
	if !v.blind {
		return c.Annotator.Name
	}
	for card, i := range v.order {
		if i < len(v.item.Candidates) && v.item.Candidates[i].ID() == c.ID() {
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

// labelName is the name of a label, or of a relation type.
func (v *View) labelName(id string) string {
	codebook := v.session.Codebook()
	if l, ok := codebook.LabelByID(id); ok {
		return l.Name
	}
	t, _ := codebook.RelationTypeByID(id)
	return strings.ReplaceAll(t.Name, "_", " ")
}

// entityName is the name of an entity.
func (v *View) entityName(id string) string {
	if id == "" {
		return ""
	}
	e, err := v.session.Project.Entity(v.session.Context(), id)
	if err != nil {
		return ""
	}
	return e.Name
}

// listed joins names as a sentence does: "anna, ben and carl".
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
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
func (v *View) silent() string {
	if len(v.item.Silent) == 0 {
		return ""
	}
	if v.blind {
		return wording.Count(len(v.item.Silent), "annotator") + " marked nothing here."
	}
	names := make([]string, len(v.item.Silent))
	for i, a := range v.item.Silent {
		names[i] = a.Name
	}
	if v.item.Kind == review.Relation {
		return listed(names) + " drew no link here."
	}
	return listed(names) + " marked nothing here."
}

// alike says whether two candidates are the same in everything that is shown.
func (v *View) alike(a, b review.Candidate) bool {
	if v.item.Kind == review.Relation {
		return a.Relation.TypeID == b.Relation.TypeID && a.Head == b.Head && a.Tail == b.Tail && a.Relation.Note == b.Relation.Note
	}
	return a.Span.LabelID == b.Span.LabelID && slices.Equal(a.Span.Segments, b.Span.Segments) && a.Span.Note == b.Span.Note &&
		sameValues(a.Span, b.Span) && v.entityName(a.Span.EntityID) == v.entityName(b.Span.EntityID)
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
