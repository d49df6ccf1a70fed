package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// Here is what the children of the trials do: they use the project as the window does.

// marking marks one span after the other in a project.
type marking struct {
	project         *store.Project
	document, label string
	saved           int
}

func beginMarking(path string) (*marking, error) {
	ctx := context.Background()
	p, err := store.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	p.Keep()
	document, label, err := first(ctx, p)
	return &marking{project: p, document: document, label: label}, err
}

// mark marks a span and prints how many are saved.
func (m *marking) mark() error {
	at := 12 + m.saved%4000
	span := annotate.Span{DocumentID: m.document, LabelID: m.label, Segments: []annotate.Segment{{Start: at, End: at + 4}}}
	_, err := m.project.Do(context.Background(), annotate.NewAnnotator("dora"), "tag", "Tag a word", func(tx *store.Tx) error { return tx.CreateSpan(&span) })
	if err != nil {
		return err
	}
	m.saved++
	fmt.Println(m.saved)
	return nil
}

// actUntilKilled marks spans, now at once after each other, now after a pause in which the file comes to rest.
func actUntilKilled(path string) error {
	m, err := beginMarking(path)
	for err == nil {
		err = m.mark()
		if rand.IntN(3) == 0 {
			time.Sleep(time.Duration(rand.IntN(1800)) * time.Millisecond)
		}
	}
	return err
}

// actAtMoment marks spans, says “now” where a moment comes, and waits to be killed in it.
func actAtMoment(path, moment string) error {
	m, err := beginMarking(path)
	if err != nil {
		return err
	}
	many := 1
	if moment == "folding" {
		many = 200 // a log for which the folding in takes a while
	}
	for range many {
		if err := m.mark(); err != nil {
			return err
		}
	}
	switch moment {
	case "folding":
		fmt.Println("now")
		err = m.project.Rest()
	case "release":
		fmt.Println("now")
	case "reopening":
		if err = m.project.Rest(); err == nil {
			fmt.Println("now")
			err = m.mark()
		}
	default:
		return fmt.Errorf("%q is no moment", moment)
	}
	time.Sleep(patience)
	return err
}

// foldMark is a file that is not there: asking for it shows in a trace where the folding in begins.
const foldMark = "fold-begins"

// foldOnce marks a span and folds it in, and says where that failed.
func foldOnce(path string) error {
	m, err := beginMarking(path)
	if err != nil {
		return err
	}
	if err := m.mark(); err != nil {
		return err
	}
	if _, err := os.Open(foldMark); err == nil {
		return errors.New(foldMark + " is there")
	}
	return m.project.Rest()
}
