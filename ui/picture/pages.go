package picture

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// A page is A4, in points, with the column in its middle.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	pageTop    = 62 // the first line's upper edge
	pageBottom = 70 // room below the last line, for the foot of the page
	letterSize = 11
)

// placed is a line on a page.
type placed struct {
	block *block
	line  int
	top   float64
}

// page is what stands on a page.
type page struct {
	article int // of the story
	first   bool
	lines   []placed
}

// paginate lays the blocks of an article out on pages.
func paginate(article int, blocks []*block) (pages []page) {
	pages = []page{{article: article, first: true}}
	y := float64(pageTop)
	for _, b := range blocks {
		y += float64(b.above)
		lay := b.scene.Layout
		start := y // where the block's top would lie on this page
		for i := range lay.LineCount() {
			line := lay.Line(i)
			now := &pages[len(pages)-1]
			if start+line.Top+float64(line.Height) > pageHeight-pageBottom && len(now.lines) > 0 {
				if line.Content == line.Start {
					continue // a blank line is not carried over to the next page
				}
				pages = append(pages, page{article: article})
				now = &pages[len(pages)-1]
				start = pageTop - line.Top
			}
			now.lines = append(now.lines, placed{b, i, start + line.Top})
			y = start + line.Top + float64(line.Height)
		}
	}
	return pages
}

// writePDF draws a story on pages and returns how many there are, and what no font has a letter for.
func writePDF(ctx context.Context, w io.Writer, st *story, progress func(done, total int)) (int, string, error) {
	s := newSetter(letterSize)
	var pages []page
	for i, a := range st.articles {
		blocks, err := s.article(ctx, st, a)
		if err != nil {
			return 0, "", err
		}
		pages = append(pages, paginate(i, blocks)...)
	}
	f := newFile(w)
	tree, resources := f.reserve(), f.reserve()
	sheet := newSheet(s)
	var kids strings.Builder
	var marks []bookmark
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return 0, "", err
		}
		sheet.begin()
		for _, l := range p.lines {
			sheet.line(l.block, l.line, l.top)
		}
		if err := sheet.foot(ctx, st, p.article, i+1, len(pages)); err != nil {
			return 0, "", err
		}
		content := f.stream("", sheet.content.Bytes())
		number := f.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/Contents %d 0 R>>", tree, content))
		fmt.Fprintf(&kids, "%d 0 R ", number)
		if p.first {
			marks = append(marks, bookmark{st.articles[p.article].Name(), number})
		}
		if f.err != nil {
			return 0, "", f.err
		}
		if progress != nil {
			progress(i+1, len(pages))
		}
	}
	f.object(resources, fmt.Sprintf("<</Font<<%s>>/ExtGState<<%s>>>>", sheet.alphabet.write(f), sheet.opacities()))
	f.object(tree, fmt.Sprintf("<</Type/Pages/Count %d/MediaBox[0 0 %s %s]/Resources %d 0 R/Kids[%s]>>",
		len(pages), number(pageWidth), number(pageHeight), resources, kids.String()))
	catalog := f.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R%s/ViewerPreferences<</DisplayDocTitle true>>>>", tree, bookmarks(f, marks)))
	info := f.add(fmt.Sprintf("<</Title%s/Creator%s>>", words(st.title()), words("Parallax")))
	return len(pages), sheet.alphabet.boxes.say(), f.finish(catalog, info)
}

// bookmark leads to the first page of an article.
type bookmark struct {
	name string
	page int // its number in the file
}

// bookmarks writes them where there are several, and returns the entry of the catalog that names them.
func bookmarks(f *file, marks []bookmark) string {
	if len(marks) < 2 {
		return ""
	}
	root := f.reserve()
	first := root + 1
	for range marks {
		f.reserve()
	}
	for i, m := range marks {
		var b bytes.Buffer
		fmt.Fprintf(&b, "<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]", words(oneLine(m.name)), root, m.page)
		if i > 0 {
			fmt.Fprintf(&b, "/Prev %d 0 R", first+i-1)
		}
		if i+1 < len(marks) {
			fmt.Fprintf(&b, "/Next %d 0 R", first+i+1)
		}
		f.object(first+i, b.String()+">>")
	}
	f.object(root, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, first+len(marks)-1, len(marks)))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}

// foot writes what the page belongs to, and its number.
func (s *sheet) foot(ctx context.Context, st *story, article, page, pages int) error {
	name := paint.Shorten(oneLine(st.articles[article].Name()), characters)
	b, err := s.setter.small(ctx, fmt.Sprintf("%s  ·  %d of %d", name, page, pages), 0)
	if err != nil {
		return err
	}
	s.line(b, 0, pageHeight-pageBottom+24)
	return nil
}
