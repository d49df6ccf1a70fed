package exchange

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/store"
)

// Part is what one file of an export gets.
type Part struct {
	Name    string // of a split, "" where it is not split
	Records int
}

// Parts counts what each file of an export would get, without writing it.
func Parts(ctx context.Context, p *store.Project, options ExportOptions) ([]Part, error) {
	if _, err := options.format(); err != nil {
		return nil, err
	}
	parts, assigned := []Part{{}}, map[string]string{}
	if options.Split != "" {
		splits, err := dataset.ParseSplit(options.Split)
		if err != nil {
			return nil, err
		}
		repeats, err := exportRepeats(ctx, p, options)
		if err != nil {
			return nil, err
		}
		if assigned, err = assign(ctx, p, options, splits, repeats); err != nil {
			return nil, err
		}
		parts = nil
		for _, split := range splits {
			parts = append(parts, Part{Name: split.Name})
		}
	}
	count := map[string]int{}
	for record, err := range exportRecords(ctx, p, options, nil, noLayer) {
		if err != nil {
			return nil, err
		}
		count[assigned[record.Meta.Story]]++
	}
	for i := range parts {
		parts[i].Records = count[parts[i].Name]
	}
	return parts, nil
}

// noLayer is for who asks for the records only.
func noLayer(annotate.Layer) {}
