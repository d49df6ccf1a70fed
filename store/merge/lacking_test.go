package merge_test

import (
	"os"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// A file whose header says that a log stands beside it, and none does, was copied while somebody worked on it: the plan says that it
// may lack what they did last.
func TestMergingAFileThatWasCopiedWithoutItsLog(t *testing.T) {
	p, folder := storetest.Annotated(t), t.TempDir()
	sent := snapshot(t, p, folder)
	file, err := os.OpenFile(sent, os.O_RDWR, 0)
	storetest.Must(t, err)
	_, err = file.WriteAt([]byte{2, 2}, 18)
	storetest.Must(t, err)
	storetest.Must(t, file.Close())
	plan, err := merge.Preview(ctx, storetest.New(t), []string{sent}, nil)
	storetest.Must(t, err)
	if said := strings.Join(plan.Sentences(), "\n"); !strings.Contains(said, "What was done last may be missing from it") {
		t.Errorf("%s", said)
	}
}
