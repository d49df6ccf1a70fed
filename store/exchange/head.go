package exchange

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
)

// headOf is what a writer is told before the first record.
func headOf(ctx context.Context, p *store.Project, options ExportOptions) (form.Head, error) {
	codebook, err := p.Codebook(ctx)
	return form.Head{Codebook: codebook, Options: dataset.Options{WithoutText: options.WithoutText, Unit: options.Unit}, License: options.License, Creator: options.Creator,
		Figures: func() (form.Figures, error) { return figuresOf(ctx, p, codebook) }}, err
}

// peopleOf is who annotated a project, and what it is called.
func peopleOf(ctx context.Context, p *store.Project) (f form.Figures, err error) {
	f.Project = strings.TrimSuffix(filepath.Base(p.Path()), filepath.Ext(p.Path()))
	if f.Annotators, err = p.Annotators(ctx); err != nil {
		return f, err
	}
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
