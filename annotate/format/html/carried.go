package html

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// Programs of some pages write the article where it is read, and the page carries it for them as data: a list of paragraphs, each with
// its pieces, or a piece of a page's source. What is shown until they have run, or until somebody pays, are the first sentences.
const (
	mostCarried  = 4 << 20 // bytes of all such data
	leastCarried = 3       // paragraphs of an article in it
	longestPiece = 5_000   // letters of a paragraph; what is longer is a whole list of them
	mostShown    = 20      // paragraphs shown that are looked for in it
	deepest      = 40      // levels that are looked into
	deepestPiece = 6       // levels of a paragraph's pieces
)

// pushed finds the data that a page hands to its program piece by piece.
var pushed = lazy.New(`^self\.__next_f\.push\((\[.*\])\)\s*;?$`)

// carries says whether a script is data for a program of the page, by its type and its text.
func carries(kind, text string) bool {
	return strings.HasPrefix(kind, "application/json") || kind == "" && strings.HasPrefix(text, "self.__next_f.push(")
}

// carried is the article in the data for the page's programs, a line for each paragraph, where the page shows only how it begins. It is
// "" where no data holds at least twice what is shown.
func (p *page) carried() string {
	best, most := "", 2*p.all
	for _, script := range p.state {
		text := strings.TrimSpace(script)
		if m := pushed.FindStringSubmatch(text); m != nil {
			text = m[1]
		}
		var value any
		if len(text) <= most || json.Unmarshal([]byte(text), &value) != nil {
			continue
		}
		pieces(value, deepest, func(article string) {
			if n := letters(article); n > most && n >= leastArticle && p.begins(article) {
				best, most = article, n
			}
		})
	}
	return best
}

// begins says whether what the page shows stands in an article, or where it shows nothing most words of its title do.
func (p *page) begins(article string) bool {
	text, shown := squeeze(article), 0
	for _, b := range p.blocks {
		if !b.prose || b.hidden || b.area != "" {
			continue
		}
		if start := squeeze(b.text); len(start) >= leastProse && strings.Contains(text, start) {
			return true
		}
		if shown++; shown == mostShown {
			return false
		}
	}
	if shown > 0 {
		return false
	}
	named, found := 0, 0
	for word := range strings.FieldsSeq(p.signs.title) {
		if word = squeeze(word); word != "" {
			named++
			if strings.Contains(text, word) {
				found++
			}
		}
	}
	return found*2 > named
}

// pieces hands over what may be an article in a value.
func pieces(value any, depth int, found func(string)) {
	if depth == 0 {
		return
	}
	switch v := value.(type) {
	case string:
		if strings.HasPrefix(strings.TrimSpace(v), "<") && strings.Count(v, "<p") >= leastCarried {
			found(textOfSource(v))
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			pieces(v[name], depth-1, found)
		}
	case []any:
		var lines []string
		whole := true // each is a paragraph, and none an article
		for _, item := range v {
			if _, is := item.(map[string]any); is {
				text := strings.TrimSpace(pieceText(item, deepestPiece))
				whole = whole && len(text) <= longestPiece && !strings.Contains(text, "\n")
				if text != "" {
					lines = append(lines, line(text))
				}
			}
			pieces(item, depth-1, found)
		}
		if whole && len(lines) >= leastCarried {
			found(strings.Join(lines, "\n"))
		}
	}
}

// pieceText is the text of a paragraph: its own, or that of its pieces.
func pieceText(value any, depth int) string {
	if depth == 0 {
		return ""
	}
	switch v := value.(type) {
	case string:
		if strings.Contains(v, "</") {
			return textOfSource(v)
		}
		return v
	case map[string]any:
		for _, name := range []string{"text", "value", "content", "children"} {
			if text := pieceText(v[name], depth-1); text != "" {
				return text
			}
		}
	case []any:
		var out strings.Builder
		for _, item := range v {
			if _, is := item.(map[string]any); is {
				out.WriteString(pieceText(item, depth-1))
			}
		}
		return out.String()
	}
	return ""
}
