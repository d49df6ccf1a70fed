package merge_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// largeAndSmall are a project of more than 16 MB and a small file of another person, who has some of its articles and others.
func largeAndSmall(t *testing.T) (large *store.Project, small string) {
	large = storetest.New(t)
	storetest.AddDocument(t, large, strings.Repeat("Nothing was said. ", 1<<20))
	other := storetest.New(t)
	for _, p := range []*store.Project{large, other} {
		if err := storetest.Fill(ctx, p, storetest.Size{Stories: 2, Documents: 2, Spans: 400, Characters: 2000}); err != nil {
			t.Fatal(err)
		}
	}
	d := storetest.AddDocument(t, other, "The ISI said so.")
	storetest.Tag(t, other, storetest.Anna, d, "actor", 4, 7)
	storetest.Must(t, large.Rest())
	return large, snapshot(t, other, t.TempDir())
}

// TestAPlanOfALargeProjectSaysWhatTheMergeDoes also makes sure that nothing of the plan comes into the file, or beside it.
func TestAPlanOfALargeProjectSaysWhatTheMergeDoes(t *testing.T) {
	p, small := largeAndSmall(t)
	before, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	plan, err := merge.Preview(ctx, p, []string{small}, nil)
	storetest.Must(t, err)
	after, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	if !bytes.Equal(before, after) || len(storetest.Beside(t, p.Path())) > 1 {
		t.Error("the plan left something", storetest.Beside(t, p.Path()))
	}
	if plan.Files[0].Annotations["span"].Added != 1601 {
		t.Error(plan.Files[0].Annotations)
	}
	made := mergeFiles(t, p, small).Plan
	if diff := cmp.Diff(made, plan, cmpopts.IgnoreUnexported(merge.File{})); diff != "" {
		t.Error(diff)
	}
	storetest.Sound(t, p)
}

// TestAnActBesideAPlanIsSeenByIt acts while a plan of a large project is made: neither waits for the other, and the plan says what
// merging would do after the act.
func TestAnActBesideAPlanIsSeenByIt(t *testing.T) {
	p, small := largeAndSmall(t)
	acted := false
	plan, err := merge.Preview(ctx, p, []string{small}, func(_, _ int) {
		if !acted {
			acted = true
			mergeFiles(t, p, small)
		}
	})
	storetest.Must(t, err)
	if !acted || !plan.Empty {
		t.Error(acted, plan.Sentences())
	}
	storetest.Sound(t, p)
}

// TestAnActBesideACheckSpoilsNothing acts while a large project is checked where it lies, which is then checked anew.
func TestAnActBesideACheckSpoilsNothing(t *testing.T) {
	p, small := largeAndSmall(t)
	acted := false
	problems, err := p.Check(ctx, func(_, _ int) {
		if !acted {
			acted = true
			mergeFiles(t, p, small)
		}
	})
	if err != nil || len(problems) > 0 || !acted {
		t.Error(problems, err, acted)
	}
}
