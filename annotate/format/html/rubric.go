package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
)

// parted says whether a rubric ends with a sign that parts it from the headline, which then is said with it.
func parted(rubric string) bool {
	rubric = strings.TrimSpace(rubric)
	return rubric == "" || strings.ContainsAny(rubric[len(rubric)-1:], ":|-/.!?") || strings.HasSuffix(rubric, "–") || strings.HasSuffix(rubric, "—") || strings.HasSuffix(rubric, "·") || strings.HasSuffix(rubric, "•") || strings.HasSuffix(rubric, "”") || strings.HasSuffix(rubric, "»")
}

// leadsThrough says whether a heading stands where a page says how one came to it, or leads on: the last step there is no headline.
func leadsThrough(n *html.Node) bool {
	for range 5 {
		if n == nil {
			return false
		}
		if n.DataAtom == atom.Li && n.PrevSibling != nil && lastStep(n) {
			return true
		}
		if n.DataAtom == atom.Nav || strings.Contains(strings.ToLower(attribute(n, "class")), "breadcrumb") {
			return true
		}
		n = n.Parent
	}
	return false
}

// lastStep says whether an item of a list stands behind one that is a link and nothing else, and before none.
func lastStep(item *html.Node) bool {
	before := false
	for other := range item.Parent.ChildNodes() {
		if other.DataAtom != atom.Li {
			continue
		}
		if other == item {
			break
		}
		before = true
		for c := range other.Descendants() {
			if c.DataAtom == atom.A {
				before = line(textOf(c)) == line(textOf(other))
				break
			}
			before = false
		}
		if !before {
			return false
		}
	}
	for next := item.NextSibling; next != nil; next = next.NextSibling {
		if next.DataAtom == atom.Li {
			return false
		}
	}
	return before
}

// rubrics are words in the names of what stands in a heading before the headline.
var rubrics = annotate.SetOf(",", `kicker,overline,topline,dachzeile,highline,roofline,spitzmarke,preline,pretitle,suptitle,suphead,supertitle,superhead,eyebrow,rubric,rubrik,toptitle,antetitulo,cintillo,volanta,occhiello,surtitre,overtitle,overhead,prefix,descriptor,prehead,preheadline,topic,strapline`)

// withoutRubric is the text of a heading without the rubric that it begins with.
func withoutRubric(n *html.Node, text string) string {
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || !slices.ContainsFunc(wordsOf(attribute(c, "class")), func(w string) bool { return rubrics[w] }) {
			continue
		}
		if rest, found := strings.CutPrefix(text, line(textOf(c))); found {
			if rest = strings.TrimLeft(rest, " :|–—-/·•+"); len(strings.Fields(rest)) > 1 || han(rest) {
				return rest
			}
		}
	}
	return text
}

// wholeHeading is the text of the heading that an element stands in, which may be in several lines.
func wholeHeading(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if heading(n.DataAtom) {
			return strings.ReplaceAll(line(textOf(n)), " : ", ": ")
		}
	}
	return ""
}
