package table

import "testing"

func TestSeveralOfAKindAreCalledRightly(t *testing.T) {
	for k, want := range map[*Kind]string{EntityKind: "entities", StoryKind: "stories", ReplyKind: "replies", LabelKind: "labels", RelationTypeKind: "relation types"} {
		if got := k.Nouns(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
