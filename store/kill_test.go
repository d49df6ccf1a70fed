package store_test

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// annotateForever is set for the child of the test below: it marks spans in the file and prints the id of each that was
// saved, until it is killed.
const annotateForever = "PARALLAX_TEST_ANNOTATE"

func TestMain(m *testing.M) {
	if path := os.Getenv(storetest.DeskChild); path != "" { // a child uses its parent's home
		obey(path)
		os.Exit(0)
	}
	if path := os.Getenv(annotateForever); path != "" {
		storetest.Home()
		fmt.Println(annotateUntilKilled(path))
		os.Exit(1)
	}
	storetest.Main(m)
}

func annotateUntilKilled(path string) error {
	p, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	stories, err := p.Stories(ctx)
	if err != nil {
		return err
	}
	documents, err := p.Documents(ctx, stories[0].ID)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		s := annotate.Span{DocumentID: documents[0].ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 6 * (i % 100), End: 6*(i%100) + 5}}}
		if _, err := p.Do(ctx, storetest.Anna, "tag", "Tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) }); err != nil {
			return err
		}
		fmt.Println(s.ID)
	}
}

func TestKilledProcessLosesNothingThatWasSaved(t *testing.T) {
	p := storetest.New(t)
	storetest.AddDocument(t, p, strings.Repeat("actor ", 100))
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	var saved []string
	for round := range 6 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), annotateForever+"="+p.Path())
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines, before := bufio.NewScanner(out), len(saved)
		enough := 1 + rand.Intn(40)
		for lines.Scan() {
			saved = append(saved, lines.Text())
			if len(saved)-before == enough { // then at some moment of a later act, while the rest is still read
				time.AfterFunc(time.Duration(rand.Intn(3000))*time.Microsecond, func() { child.Process.Kill() })
			}
		}
		child.Wait()
		p, err := store.Open(ctx, p.Path())
		if err != nil {
			t.Fatal(err)
		}
		storetest.Sound(t, p)
		for _, id := range saved {
			if _, err := p.Span(ctx, id); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Two processes, here two openings of the file, see each other's work and wait for each other.
func TestTwoOpeningsOfAFile(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, strings.Repeat("actor ", 100))
	other, err := store.Open(ctx, p.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	version := func() int64 {
		v, err := p.DataVersion(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	before := version()
	storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 5)
	if version() != before {
		t.Error("own work counts as another's")
	}
	s := storetest.Tag(t, other, storetest.Ben, d, "actor", 6, 11)
	if version() == before {
		t.Error("the other's work went unnoticed")
	}
	if _, err := p.Span(ctx, s.ID); err != nil {
		t.Error(err)
	}
	storetest.Do(t, other, storetest.Ben, "codebook", func(tx *store.Tx) error { return storetest.Recode(tx, "rename label") })
	if cb, err := p.Codebook(ctx); err != nil || cb.Labels[0].Name != "actorx" {
		t.Error(cb.Labels, err)
	}
	storetest.Do(t, p, storetest.Anna, "tag", func(tx *store.Tx) error {
		if cb, err := tx.Codebook(); err != nil || cb.Labels[0].Name != "actorx" {
			t.Error("an act sees the old codebook", err)
		}
		return nil
	})
	errs := make(chan error)
	for i, project := range []*store.Project{p, other} {
		go func() {
			for n := range 20 {
				s := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("claim"), Segments: []annotate.Segment{{Start: 6 * n, End: 6*n + 5}}}
				if _, err := project.Do(ctx, []annotate.Annotator{storetest.Anna, storetest.Ben}[i], "tag", "Tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) }); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	storetest.Sound(t, p)
}
