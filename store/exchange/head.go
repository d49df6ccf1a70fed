package exchange

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/table"
)

// headOf is what a writer is told before the first record.
func headOf(ctx context.Context, p *store.Project, options ExportOptions) (form.Head, error) {
	codebook, err := p.Codebook(ctx)
	return form.Head{Codebook: codebook, Options: dataset.Options{WithoutText: options.WithoutText, Unit: options.Unit}, License: options.License, Creator: options.Creator,
		Figures: func() (form.Figures, error) { return figuresOf(ctx, p, codebook) }}, err
}

// peopleOf is who annotated something of a project or marked it done, and what it is called.
func peopleOf(ctx context.Context, p *store.Project) (f form.Figures, err error) {
	f.Project = strings.TrimSuffix(filepath.Base(p.Path()), filepath.Ext(p.Path()))
	var active []string
	err = p.Read(ctx, func(s *table.Session) error {
		if active, err = table.Texts(s, "SELECT annotator_id FROM span UNION SELECT annotator_id FROM progress WHERE state = ?", string(annotate.Done)); err == nil {
			f.Annotators, err = s.Annotators()
		}
		return err
	})
	if err != nil {
		return f, err
	}
	f.Annotators = slices.DeleteFunc(f.Annotators, func(a annotate.Annotator) bool { return !slices.Contains(active, a.ID) })
	people := 0
	for _, a := range f.Annotators {
		if a.Kind == annotate.Human {
			people++
		}
	}
	f.Several = people > 1
	return f, nil
}

// figuresOf measures the agreement of a project's annotators, without confidence intervals.
func figuresOf(ctx context.Context, p *store.Project, codebook annotate.Codebook) (form.Figures, error) {
	f, err := peopleOf(ctx, p)
	if err == nil && f.Several {
		f.Agreement, err = agreement.Compute(ctx, AnnotatedDocuments(ctx, p, ""), agreement.Options{Codebook: codebook, Replicates: -1}, nil)
	}
	return f, err
}
