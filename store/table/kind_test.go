package table_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/store/table"
)

func TestSeveralOfAKindAreCalledRightly(t *testing.T) {
	for k, want := range map[*table.Kind]string{
		table.EntityKind: "entities", table.StoryKind: "stories", table.ReplyKind: "replies", table.LabelKind: "labels", table.RelationTypeKind: "relation types",
	} {
		if got := k.Nouns(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
