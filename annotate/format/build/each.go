package build

import (
	"errors"
	"fmt"
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// errEmpty is why a value without a text gives no record.
var errEmpty = errors.New("it has no text")

// Each yields the records that one makes of the values of a file of JSON. One that cannot be read is said and left out; a file of which
// nothing can be read is refused.
func Each(source form.Source, options form.ReadOptions, one func(place string, data []byte) ([]*dataset.Record, error)) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		read, refused := 0, error(nil)
		for value, err := range values.Each(source) {
			if err != nil {
				yield(form.Item{}, err)
				return
			}
			records, err := one(value.Place, value.Data)
			if err == nil && len(records) > 0 && records[0].Text == "" && records[0].TextSHA256 != "" {
				err = errEmpty
			}
			if err != nil {
				if refused == nil {
					refused = fmt.Errorf("%s: %w", value.Place, err)
				}
				if options.Note != nil {
					options.Note(fmt.Sprintf("%s was left out: %v", value.Place, err))
				}
				continue
			}
			for _, r := range records {
				if read++; !yield(form.Item{Record: r}, nil) {
					return
				}
			}
		}
		switch {
		case read == 0 && refused != nil:
			yield(form.Item{}, annotate.Invalidf("nothing in it could be read: %v", refused))
		case read == 0:
			yield(form.Item{}, annotate.Invalidf("it is empty: choose a file with annotations"))
		}
	}
}
