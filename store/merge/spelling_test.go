package merge_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// What two people added under names that differ only by how they are spelt is one, and the plan says so.
func TestThePlanSaysWhatIsJoinedBySpelling(t *testing.T) {
	for noun, add := range map[string]func(name string) func(*annotate.Codebook){
		"label": addLabel,
		"attribute": func(name string) func(*annotate.Codebook) {
			return func(cb *annotate.Codebook) {
				l := &cb.Labels[1]
				l.Attributes = append(l.Attributes, annotate.Attribute{ID: annotate.NewID(), LabelID: l.ID, Name: name, Type: annotate.Text, Position: len(l.Attributes)})
			}
		},
		"relation type": func(name string) func(*annotate.Codebook) {
			return func(cb *annotate.Codebook) {
				cb.RelationTypes = append(cb.RelationTypes, annotate.RelationType{ID: annotate.NewID(), Name: name, HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument})
			}
		},
	} {
		old := mailed(t, storetest.New(t))
		one, two := copyOf(t, old, t.TempDir()), copyOf(t, old, t.TempDir())
		changeCodebook(t, one, add("Ask"))
		changeCodebook(t, two, add("ask "))
		for _, pair := range [][2]*store.Project{{one, two}, {two, one}} {
			p := copyOf(t, mailed(t, pair[0]), t.TempDir())
			plan, err := merge.Preview(ctx, p, []string{mailed(t, pair[1])}, nil)
			if said := strings.Join(plan.Sentences(), "\n"); err != nil || !strings.Contains(said, "the "+noun+"s ") || !strings.Contains(said, "are taken for one") {
				t.Errorf("%s: %s, %v", noun, said, err)
			}
		}
	}
}
