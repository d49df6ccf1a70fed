package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// labelled are the names of whom a line anywhere in the article, or beside it, says that they wrote it, nil where lines name several.
func (p *page) labelled() []string {
	var lines []shown
	for _, b := range p.blocks {
		if b.hidden || b.area == remarks || b.area == cookies || b.area == related || b.letters > longestLine {
			continue
		}
		for text := range strings.SplitSeq(b.text, "\n") {
			if text = line(text); text != "" {
				lines = append(lines, shown{text: text, area: b.area})
			}
		}
	}
	var names []string
	for _, l := range joinAlone(lines) {
		rest := ""
		if m := labels.FindStringIndex(l.text); m != nil {
			rest = l.text[m[1]:]
		} else if l.area == byline {
			rest = strings.TrimPrefix(l.text, "By ")
		}
		found := leading(strings.ReplaceAll(rest, "/", " / "))
		switch {
		case len(found) == 0 || rest == l.text:
		case names == nil:
			names = found
		case key(strings.Join(names, " ")) != key(strings.Join(found, " ")):
			return nil
		}
	}
	return names
}

// labels finds what says at the beginning of a line that who wrote the article follows.
var labels = lazy.New(`^(?i:(?:guest )?(?:written|authored|posted|reported|words|story|article|post|report|blog post) by|(?:(?:ein |blog )?(?:artikel|beitrag) |geschrieben |verfasst |erstellt |eingestellt )von|(?:guest )?author|(?:gast)?autor(?:in)?(?:/(?:autor|in))?|auteur|autore|texte?:)(?:\s*[:：]\s*|\s+)`)

// nameAtEnds is a name alone in the first paragraph of the article, or below the last.
func (p *page) nameAtEnds() []string {
	if p.last < 0 {
		return nil
	}
	for i := p.headAt + 1; i < p.first; i++ {
		b := p.blocks[i]
		if b.hidden || b.area != "" || b.tag != atom.P && b.tag != 0 || b.node.Parent != p.blocks[p.first].node.Parent {
			continue
		}
		if names := strings.Split(line(b.text), "/"); !slices.ContainsFunc(names, func(n string) bool { return !isNamed(n) || !p.onlyName(n) || p.isTitle(n) }) {
			return names
		}
	}
	for _, b := range p.blocks[p.last+1 : min(p.last+3, len(p.blocks))] {
		if text := line(b.text); !b.hidden && b.tag == atom.P && b.area == "" && isNamed(text) {
			return []string{text}
		}
	}
	return nil
}
