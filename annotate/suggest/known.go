package suggest

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Mentioned is an entity and how often it is mentioned, in the article at hand, in its story and in the project.
type Mentioned struct {
	annotate.Entity
	InArticle, InStory, InAll int
}

// Names says whether words are the name of an entity or one of its other names, however their letters, spaces, quotation marks and
// dashes are written.
func Names(words string, e annotate.Entity) bool {
	return FoldWords(e.Name) == FoldWords(words) || alias(FoldWords(words), e)
}

func alias(folded string, e annotate.Entity) bool {
	return slices.ContainsFunc(e.Aliases, func(name string) bool { return FoldWords(name) == folded })
}

// FoldWords is what two writings of one name have in common.
func FoldWords(words string) string { return textpos.FoldWords(annotate.FoldName(words)) }

// Meant is the one entity that words mean among those that they name: one that the article mentions before one of its story, and
// that before one of the project only; where several are as near, the one whose own name the words are. It is not ok where that
// leaves several: a guess between two people would be wrong too often.
func Meant(words string, named []Mentioned) (meant annotate.Entity, ok bool) {
	if len(named) == 0 {
		return annotate.Entity{}, false
	}
	folded := FoldWords(words)
	order := func(a, b Mentioned) int {
		return cmp.Or(
			cmp.Compare(min(b.InArticle, 1), min(a.InArticle, 1)),
			cmp.Compare(min(b.InStory, 1), min(a.InStory, 1)),
			cmp.Compare(min(b.InAll, 1), min(a.InAll, 1)),
			before(FoldWords(a.Name) == folded, FoldWords(b.Name) == folded),
		)
	}
	sorted := slices.SortedStableFunc(slices.Values(named), order)
	if len(sorted) > 1 && order(sorted[0], sorted[1]) == 0 {
		return annotate.Entity{}, false
	}
	return sorted[0].Entity, true
}

// before sorts what is so before what is not.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Agreed is what mentions of one thing agree on: each value that all of them have that say anything of its attribute, as far as the
// label admits it.
func Agreed(mentions []map[string]any, label annotate.Label) map[string]any {
	agreed := map[string]any{}
	for _, attribute := range label.Attributes {
		var value any
		same := true
		for _, mention := range mentions {
			said, says := mention[attribute.Name]
			switch {
			case !says:
			case value == nil:
				value = said
			default:
				same = same && annotate.ValueOf(value).Equal(annotate.ValueOf(said))
			}
		}
		if value == nil || !same {
			continue
		}
		if checked, err := attribute.Check(value); err == nil {
			agreed[attribute.Name] = checked
		}
	}
	return agreed
}
