package exchange

import (
	"context"
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/store"
)

// AnnotatedDocuments yields every document of a story, or with "" of all, with all its layers, in the order of an export:
// what measures of agreement compare. It holds one document at a time and sees one state of the project.
func AnnotatedDocuments(ctx context.Context, p *store.Project, storyID string) iter.Seq2[agreement.Document, error] {
	return func(yield func(agreement.Document, error) bool) {
		var d agreement.Document
		for layer, err := range Layers(ctx, p, LayerQuery{StoryID: storyID}) {
			if err != nil {
				yield(agreement.Document{}, err)
				return
			}
			if layer.Document.ID != d.Document.ID {
				if d.Document.ID != "" && !yield(d, nil) {
					return
				}
				d = agreement.Document{Story: layer.Story, Document: layer.Document, Regions: layer.Regions}
			}
			if layer.Annotator != (annotate.Annotator{}) {
				d.Layers = append(d.Layers, layer)
			}
		}
		if d.Document.ID != "" {
			yield(d, nil)
		}
	}
}
