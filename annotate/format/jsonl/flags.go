package jsonl

import (
	"errors"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// checkFlags checks what a record says that somebody is unsure of.
func checkFlags(flags []dataset.Flag, text recordText) error {
	ids := map[string]bool{}
	for i, f := range flags {
		err := checkFlag(f, text)
		if err == nil && ids[f.ID] {
			err = fmt.Errorf("the id %q stands twice: give it another", f.ID)
		}
		if err != nil {
			return fmt.Errorf("flag %d: %w", i+1, err)
		}
		ids[f.ID] = true
	}
	return nil
}

func checkFlag(f dataset.Flag, text recordText) error {
	switch {
	case f.ID == "":
		return errors.New("it has no id: give it one")
	case f.Annotator == "":
		return errors.New("it has no annotator: name who asks")
	case !annotate.FlagState(f.State).Valid():
		return fmt.Errorf("its state is %q: use open or resolved", f.State)
	case (f.Start == nil) != (f.End == nil):
		return errors.New("it has one of start and end: give both, or neither where it is about all of the article")
	}
	for i, r := range f.Replies {
		if r.ID == "" || r.Annotator == "" || r.Text == "" {
			return fmt.Errorf("reply %d: it has no id, no annotator or no text: give it all three", i+1)
		}
	}
	if f.Start == nil {
		return nil
	}
	place := annotate.Segment{Start: *f.Start, End: *f.End}
	if err := annotate.ValidateSegments([]annotate.Segment{place}, text.length); err != nil {
		return fmt.Errorf("%w: correct its place", err)
	}
	if text.without || f.Span != nil { // which may leave words out between its segments
		return nil
	}
	if words := text.index.Slice(place.Start, place.End); f.Text != words {
		return fmt.Errorf("its text is %q, but at %d–%d stands %q: offsets count Unicode code points from 0", form.Short(f.Text, shown), place.Start, place.End, form.Short(words, shown))
	}
	return nil
}
