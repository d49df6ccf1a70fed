package html

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// Programs on servers send the parts of a page that take long after the rest of it, hidden, and a script of the page moves each to the
// place that was left for it: what is called S:1 goes to B:1.
var (
	place    = lazy.New(`^B:[0-9a-f]{1,6}$`)
	streamed = lazy.New(`^S:[0-9a-f]{1,6}$`)
)

// mostStreamed bounds how many parts are moved, so that the tree does not grow deep.
const mostStreamed = 200

// showsTemplate says whether what stands in a template is shown, as the inside of an element is that the page made itself. It leaves an
// element in the source for a template that is the place of a part which was sent later.
func showsTemplate(source *strings.Builder, z *html.Tokenizer, more bool) bool {
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch {
		case string(key) == "id" && place.Match(value):
			source.WriteString(`<span id="` + string(value) + `"></span>`)
			return false
		case string(key) == "shadowrootmode", string(key) == "shadowroot":
			return true
		}
	}
	return false
}

// settle moves what was sent later to its place, where no script will.
func settle(doc *html.Node) {
	places, parts := map[string]*html.Node{}, []*html.Node{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); place.MatchString(id) {
			places[id[2:]] = n
		} else if attributeSet(n, "hidden") && streamed.MatchString(id) {
			parts = append(parts, n)
		}
	}
	for _, part := range parts[:min(len(parts), mostStreamed)] {
		for i, a := range part.Attr {
			if a.Key == "hidden" {
				part.Attr = append(part.Attr[:i:i], part.Attr[i+1:]...)
				break
			}
		}
		to := places[attribute(part, "id")[2:]]
		if to == nil || stands(to, part) {
			continue
		}
		part.Parent.RemoveChild(part)
		to.Parent.InsertBefore(part, to)
	}
}

// stands says whether an element stands in another.
func stands(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}
