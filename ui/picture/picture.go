// Package picture draws articles with their highlights outside the window: as a PDF, to be printed or mailed, or as a
// picture. The words are set by the layout of the window, the highlights drawn by its painter in its light theme, so that
// what is on the paper is what was seen.
//
// An article is a few blocks of text (block.go): its head, a legend, the text. For a PDF they are laid out on pages
// (pages.go) and drawn as shapes (sheet.go) into a file that the package writes itself (pdf.go): each letter, whatever its
// script, is an outline that stands in the file once (signs.go) and knows which characters it stands for, so that words can
// be searched and copied. For a picture they are painted strip by strip (png.go).
//
// It opens no window and asks nobody anything: that is for package pictureview. Start with Write.
package picture

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/output"
)

// The formats.
const (
	PDF = "pdf"
	PNG = "png"
)

// Formats lists them.
var Formats = []string{PDF, PNG}

// Options say what is drawn, and how.
type Options struct {
	Story    string    // id of the story, whose articles are drawn one after another
	Document string    // id of the article, where only one is drawn
	Layer    string    // name of the annotator whose highlights are drawn; "" is the only one there is
	Format   string    // PDF or PNG
	Path     string    // the file; "" or "-" is Writer
	Writer   io.Writer // where no path is given
}

// Result says what was drawn.
type Result struct {
	Path     string
	Articles int
	Pages    int    // of a PDF
	Layer    string // whose highlights they are, "" where there are none
	Spans    int
	Boxes    string // what no font has a letter for, as a sentence; "" for nothing
}

// Write draws an article or a story. A file gets its name when it is whole.
func Write(ctx context.Context, project *store.Project, o Options, progress func(done, total int)) (Result, error) {
	story, err := read(ctx, project, o)
	if err != nil {
		return Result{}, err
	}
	result := Result{Path: o.Path, Articles: len(story.articles), Layer: story.layer.Name}
	for _, a := range story.articles {
		result.Spans += len(a.spans)
	}
	draw := func(w io.Writer) (err error) {
		w = cancelled{ctx, w}
		if o.Format == PNG {
			result.Boxes, err = writePNG(ctx, w, story, progress)
			return err
		}
		result.Pages, result.Boxes, err = writePDF(ctx, w, story, progress)
		return err
	}
	if o.Path == "" || o.Path == "-" {
		err = draw(o.Writer)
		return result, err
	}
	err = output.Write(ctx, o.Path, draw)
	return result, err
}

// cancelled is a writer that fails once ctx has ended.
type cancelled struct {
	ctx context.Context
	to  io.Writer
}

func (c cancelled) Write(data []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.to.Write(data)
}

// story is what is drawn: one article, or all of a story.
type story struct {
	name     string
	whole    bool
	layer    annotate.Annotator
	codebook annotate.Codebook
	articles []article
}

type article struct {
	annotate.Document
	regions []annotate.Region
	spans   []annotate.Span
}

// title is what the file is called inside.
func (s *story) title() string {
	if s.whole {
		return s.name
	}
	return s.articles[0].Name()
}

// read reads what is drawn from the project.
func read(ctx context.Context, project *store.Project, o Options) (*story, error) {
	s := &story{whole: o.Document == ""}
	var err error
	if s.codebook, err = project.Codebook(ctx); err != nil {
		return nil, err
	}
	ids := []string{o.Document}
	if s.whole {
		if ids, err = articlesOf(ctx, project, o.Story); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		a := article{}
		if a.Document, err = project.Document(ctx, id); err != nil {
			return nil, err
		}
		if a.regions, err = project.Regions(ctx, id); err != nil {
			return nil, err
		}
		if a.spans, err = project.Spans(ctx, id, ""); err != nil {
			return nil, err
		}
		s.articles = append(s.articles, a)
	}
	stories, err := project.Stories(ctx)
	if err != nil {
		return nil, err
	}
	for _, known := range stories {
		if known.ID == s.articles[0].StoryID {
			s.name = known.Name
		}
	}
	people, err := project.Annotators(ctx)
	if err != nil {
		return nil, err
	}
	return s, s.choose(people, o.Layer)
}

func articlesOf(ctx context.Context, project *store.Project, storyID string) (ids []string, err error) {
	documents, err := project.Documents(ctx, storyID)
	for _, d := range documents {
		ids = append(ids, d.ID)
	}
	if err == nil && len(ids) == 0 {
		err = annotate.NotFoundf("the story has no articles: import some first")
	}
	return ids, err
}

// choose keeps the spans of one layer: that of the name, else the only one there is.
func (s *story) choose(people []annotate.Annotator, name string) error {
	has := map[string]bool{}
	for _, a := range s.articles {
		for _, span := range a.spans {
			has[span.AnnotatorID] = true
		}
	}
	var names, all []string
	for _, person := range people {
		all = append(all, person.Name)
		if person.Name == name || name == "" && has[person.ID] {
			s.layer = person
		}
		if has[person.ID] {
			names = append(names, person.Name)
		}
	}
	slices.Sort(names)
	switch {
	case name == "" && len(names) > 1:
		return annotate.Invalidf("%s have marked it: name one of them with --layer", strings.Join(names, ", "))
	case name != "" && s.layer.Name == "" && name == annotate.GoldLayer:
		return annotate.NotFoundf("there is no gold layer yet: decide what the annotators disagree on first")
	case name != "" && s.layer.Name == "" && len(all) == 0:
		return annotate.NotFoundf("nobody called %q has annotated here: nobody has yet", name)
	case name != "" && s.layer.Name == "":
		return annotate.NotFoundf("nobody called %q has annotated here, only %s", name, strings.Join(all, ", "))
	}
	for i := range s.articles {
		a := &s.articles[i]
		a.spans = slices.DeleteFunc(a.spans, func(span annotate.Span) bool { return span.AnnotatorID != s.layer.ID })
	}
	return nil
}

// FormatOf is the format that the ending of a file's name says; PDF where it says none.
func FormatOf(path string) string {
	if strings.EqualFold(filepath.Ext(path), "."+PNG) {
		return PNG
	}
	return PDF
}
