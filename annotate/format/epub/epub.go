// Package epub reads books and magazines in EPUB: each chapter is an article, in the order in which the book is read, since that is what
// a magazine's articles are and as much as one reads beside others. The table of contents and the cover are left out.
//
// It knows no project. Start with Format.
package epub

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"iter"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// Format is the book.
var Format = form.Format{
	Name: "epub", Title: "EPUB", Extensions: []string{".epub"}, Shape: form.Archive, Holds: form.Holds{Texts: true},
	RecogniseFiles: func(files *form.Files) bool {
		kind, err := files.Source("mimetype").ReadAll(200)
		return files.Has(container) && err == nil && strings.HasPrefix(string(kind), "application/epub+zip")
	},
	Read: read,
}

const (
	container      = "META-INF/container.xml"
	largestPackage = 16 << 20 // bytes
	largestChapter = 64 << 20
)

// book is what the package of a book says.
type book struct {
	folder string
	Title  []string `xml:"metadata>title"`
	Author []string `xml:"metadata>creator"`
	Date   []string `xml:"metadata>date"`
	From   []string `xml:"metadata>publisher"`
	Lang   []string `xml:"metadata>language"`
	Files  []struct {
		ID         string `xml:"id,attr"`
		Href       string `xml:"href,attr"`
		Type       string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
	Order []struct {
		ID     string `xml:"idref,attr"`
		Linear string `xml:"linear,attr"`
	} `xml:"spine>itemref"`
}

func firstOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return strings.TrimSpace(values[0])
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		files, err := source.Files()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer files.Close()
		b, err := open(files)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		given, left := 0, 0
		for _, name := range b.chapters(files) {
			data, err := files.Source(name).ReadAll(largestChapter)
			if err != nil {
				options.Say(fmt.Sprintf("the chapter %s was left out: %v", path.Base(name), err))
				continue
			}
			doc, err := b.chapter(source.Base(), data)
			if err != nil {
				left++
				continue
			}
			if given++; given == 1 {
				options.Say(fmt.Sprintf("each chapter of “%s” was taken for an article", firstOf(b.Title)))
			}
			if !yield(form.Item{Article: &doc}, nil) {
				return
			}
		}
		if left > 0 {
			options.Say(annotate.Counted(left, "chapter has no words, such as a picture, and was left out", "chapters have no words, such as pictures, and were left out"))
		}
		if given == 0 {
			yield(form.Item{}, annotate.Invalidf("the book has no chapter with words in it: choose another file"))
		}
	}
}

// open reads the package of a book.
func open(files *form.Files) (*book, error) {
	if data, err := files.Source("META-INF/encryption.xml").ReadAll(largestPackage); err == nil && bytes.Contains(data, []byte("EncryptedData")) && !onlyFonts(data) {
		return nil, annotate.Invalidf("encrypted EPUB: it is protected against copying, get its text elsewhere")
	}
	var root struct {
		Files []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	data, err := files.Source(container).ReadAll(largestPackage)
	if err != nil || xml.Unmarshal(data, &root) != nil || len(root.Files) == 0 {
		return nil, annotate.Invalidf("it is no EPUB, or damaged: choose another file, or get it again")
	}
	b := &book{folder: path.Dir(root.Files[0].Path)}
	if data, err = files.Source(root.Files[0].Path).ReadAll(largestPackage); err != nil {
		return nil, annotate.Invalidf("the EPUB lacks its contents (%s): get it again", root.Files[0].Path)
	}
	if err := xml.Unmarshal(data, b); err != nil {
		return nil, annotate.Invalidf("the contents of the EPUB are damaged: get it again")
	}
	return b, nil
}

// onlyFonts says whether nothing but fonts is disguised.
func onlyFonts(data []byte) bool {
	n := bytes.Count(data, []byte("CipherReference "))
	return n > 0 && bytes.Count(data, []byte("http://www.idpf.org/2008/embedding"))+bytes.Count(data, []byte("http://ns.adobe.com/pdf/enc#RC")) >= n
}

// chapters are the names of the files in the order in which they are read.
func (b *book) chapters(files *form.Files) []string {
	var names []string
	seen := map[string]bool{}
	for _, o := range b.Order {
		for _, f := range b.Files {
			if f.ID != o.ID || o.Linear == "no" || strings.Contains(f.Properties, "nav") || !strings.Contains(f.Type, "html") {
				continue
			}
			href, err := url.PathUnescape(f.Href)
			if err != nil {
				href = f.Href
			}
			name := path.Join(b.folder, href)
			if files.Has(name) && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}

// chapter makes an article of a chapter.
func (b *book) chapter(file string, data []byte) (ingest.Document, error) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return ingest.Document{}, annotate.Invalidf("its elements lie too deep in each other")
	}
	found := ingest.Found{Format: "epub", Source: data, Blocks: tags.Blocks(root), Outlet: firstOf(b.From), Language: firstOf(b.Lang), Author: strings.Join(b.Author, ", ")}
	if found.Outlet == "" {
		found.Outlet = firstOf(b.Title)
	}
	if found.Title = heading(root); found.Title != "" {
		for i, block := range found.Blocks[:min(len(found.Blocks), 3)] {
			if strings.Join(strings.Fields(block.Text), " ") == found.Title {
				found.Blocks[i].Kind = annotate.RegionTitle
			}
		}
	}
	doc, err := ingest.Take(file, found)
	if date := ingest.ReadStamp(firstOf(b.Date)); err == nil && doc.Published == "" && date != "" {
		doc.Published = date
		doc.Findings = append(doc.Findings, ingest.Finding{What: "published", Detail: date + " is the date of the book", Doubt: true})
	}
	return doc, err
}

// heading is the first heading of a chapter.
func heading(root *html.Node) string {
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			var words strings.Builder
			for d := range n.Descendants() {
				if d.Type == html.TextNode {
					words.WriteString(d.Data)
				} else if d.DataAtom == atom.Br {
					words.WriteByte(' ')
				}
			}
			if text := strings.Join(strings.Fields(words.String()), " "); text != "" {
				return text
			}
		}
	}
	return ""
}
