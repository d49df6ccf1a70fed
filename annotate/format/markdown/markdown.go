// Package markdown reads Markdown: what it shows, without its marks, with what stands above it between lines of --- as what the article
// says of itself.
//
// It knows no project. Start with Format.
package markdown

import (
	"bytes"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/fields"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// Format is the text.
var Format = form.Format{
	Name: "markdown", Title: "Markdown", Extensions: []string{".md", ".markdown", ".mdown"}, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: recognise, Read: read,
}

// Signs of Markdown, a line each.
var signs = []sign{
	{lazy.New(`(?m)^#{1,6} +\S`), []string{"#"}},
	{lazy.New(`(?m)^(?:[*+-]|\d+\.) +\S.*\n(?:[*+-]|\d+\.) +\S`), []string{"\n*", "\n+", "\n-", "\n0", "\n1", "\n2", "\n3", "\n4", "\n5", "\n6", "\n7", "\n8", "\n9"}},
	{lazy.New(`\[[^\]\n]+\]\((?:https?://|/|#|\.)[^)\s]*\)`), []string{"]("}},
	{lazy.New(`(?m)^> +\S`), []string{"> "}},
	{lazy.New(`\*\*[^*\s][^*\n]*\*\*`), []string{"**"}},
	{lazy.New(`(?m)^\|.*\|\n\|[ :|-]+\|`), []string{"|\n|"}},
	{lazy.New("(?m)^```"), []string{"```"}},
	{lazy.New(`(?m)^\S.*\n(?:={3,}|-{3,})$`), []string{"\n===", "\n---"}},
	{lazy.New(`!\[[^\]\n]*\]\([^)\s]+`), []string{"]("}},
	{lazy.New(`(?m)^\[\^?[\w-]+\]: `), []string{"]: "}},
}

// sign is something that only Markdown writes so. One of begins stands in each text that has it, which is looked for first: most texts have none,
// and an expression takes a hundred times as long to find that out.
type sign struct {
	expression *lazy.Pattern
	begins     []string
}

func (s sign) mayBeIn(text []byte) bool {
	return slices.ContainsFunc(s.begins, func(b string) bool { return bytes.Contains(text, []byte(b)) })
}

// leastSigns is how many kinds of sign a file has that is not called .md.
const leastSigns = 3

// recognise says whether a file is Markdown: it is called so and has a sign of it, or has several.
func recognise(name string, start []byte) bool {
	start = bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(start, '\r') >= 0 {
		start = bytes.ReplaceAll(start, []byte("\r\n"), []byte("\n"))
	}
	if bytes.IndexByte(start, 0) >= 0 || bytes.HasPrefix(bytes.TrimLeft(start, " \t\n"), []byte("<")) || bytes.HasPrefix(start, []byte("#!")) {
		return false
	}
	if slices.Contains([]string{".md", ".markdown", ".mdown", ".mkd", ".rmd", ".qmd"}, strings.ToLower(filepath.Ext(name))) {
		return len(bytes.TrimSpace(start)) > 0
	}
	if values, _ := frontMatter(string(start)); len(values) > 1 {
		return true
	}
	may := slices.DeleteFunc(slices.Clone(signs), func(s sign) bool { return !s.mayBeIn(start) })
	if len(may) < leastSigns {
		return false
	}
	found := 0
	for _, sign := range may {
		if sign.expression.Match(start) {
			found++
		}
	}
	return found >= leastSigns
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		article, err := readArticle(source, options)
		yield(form.Item{Article: &article}, err)
	}
}

// parse turns Markdown into HTML as it is shown.
var parse = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAutoHeadingID()), goldmark.WithRendererOptions(html.WithUnsafe()))

func readArticle(source form.Source, options form.ReadOptions) (ingest.Document, error) {
	data, err := source.ReadAll(ingest.MaxSize)
	if err != nil {
		return ingest.Document{}, err
	}
	reading, err := charset.ReadAs(data, options.Encoding)
	if err != nil {
		return ingest.Document{}, err
	}
	for _, damage := range reading.Damage {
		options.Say("damage: " + damage.String())
	}
	if reading.Guessed {
		options.Say("encoding: " + reading.String())
	}
	values, text := frontMatter(strings.ReplaceAll(reading.Text, "\r\n", "\n"))
	var shown bytes.Buffer
	if err := parse.Convert([]byte(text), &shown); err != nil {
		return ingest.Document{}, annotate.Invalidf("the Markdown cannot be read (%v): read it as it stands with --format text", err)
	}
	root, err := nethtml.Parse(&shown)
	if err != nil {
		return ingest.Document{}, annotate.Invalidf("the Markdown lies too deep in itself: read it as it stands with --format text")
	}
	found := ingest.Found{Format: "markdown", Source: data, Encoding: reading.Name}
	heading := firstHeading(root)
	unlink(root)
	found.Blocks = tags.Blocks(root)
	fill(&found, values)
	if found.Title == "" {
		found.Title = heading
	}
	for i, b := range found.Blocks[:min(len(found.Blocks), 3)] {
		if found.Title != "" && strings.Join(strings.Fields(b.Text), " ") == strings.Join(strings.Fields(found.Title), " ") {
			found.Blocks[i].Kind = annotate.RegionTitle
		}
	}
	return ingest.Take(source.Base(), found)
}

// frontMatter is what stands above a text between two lines of --- (YAML) or +++ (TOML), a name and a value in each line, and the text.
func frontMatter(text string) (map[string]string, string) {
	text = strings.TrimPrefix(text, "\ufeff")
	mark, rest, _ := strings.Cut(text, "\n")
	mark = strings.TrimRight(mark, " \t")
	if mark != "---" && mark != "+++" {
		return nil, text
	}
	values := map[string]string{}
	last := ""
	for len(rest) > 0 {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		trimmed := strings.TrimSpace(line)
		sign := ":"
		if mark == "+++" {
			sign = "="
		}
		name, value, found := strings.Cut(trimmed, sign)
		switch {
		case trimmed == mark || trimmed == "...":
			if len(values) == 0 {
				return nil, text
			}
			return values, rest
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case strings.HasPrefix(trimmed, "- ") && last != "":
			values[last] = strings.TrimPrefix(values[last]+", "+unquoted(trimmed[2:]), ", ")
		case line != strings.TrimLeft(line, " \t") && last != "": // of what stands above
			if values[last] == "" {
				values[last] = unquoted(strings.TrimSpace(line))
			}
		case !found || strings.ContainsAny(strings.TrimSpace(name), " \t") && mark == "---" && len(name) > 40:
			return nil, text
		default:
			last = strings.TrimSpace(name)
			values[last] = unquoted(strings.TrimSpace(value))
		}
		if len(values) > 200 {
			return nil, text
		}
	}
	return nil, text // it does not end
}

// unquoted is a value without quotation marks, a list without brackets.
func unquoted(value string) string {
	value = strings.TrimSpace(value)
	if inner, is := strings.CutPrefix(value, "["); is && strings.HasSuffix(inner, "]") {
		var items []string
		for item := range strings.SplitSeq(strings.TrimSuffix(inner, "]"), ",") {
			items = append(items, unquoted(item))
		}
		return strings.Join(items, ", ")
	}
	if value == "|" || value == ">" || value == ">-" || value == "|-" {
		return ""
	}
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		return strings.NewReplacer(`\"`, `"`, `''`, `'`).Replace(value[1 : n-1])
	}
	return value
}

// fill takes over what the article says of itself.
func fill(found *ingest.Found, values map[string]string) {
	var said []string
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		into := map[string]*string{"title": &found.Title, "outlet": &found.Outlet, "author": &found.Author, "url": &found.URL, "date": &found.Published, "language": &found.Language}[fields.Role(name)]
		if into != nil && *into == "" && values[name] != "" {
			*into = values[name]
			said = append(said, name)
		}
	}
	if date := ingest.ReadStamp(found.Published); date != "" {
		found.Published = date
	}
	if len(said) > 0 {
		found.Findings = append(found.Findings, ingest.Finding{What: "front matter", Detail: fmt.Sprintf("%s from the lines above the text", strings.Join(said, ", "))})
	}
}

// firstHeading is the text of the first heading of the highest kind, where it stands before all but a little.
func firstHeading(root *nethtml.Node) string {
	for n := range root.Descendants() {
		if n.DataAtom == atom.P {
			return ""
		}
		if n.DataAtom == atom.H1 || n.DataAtom == atom.H2 {
			var words strings.Builder
			for d := range n.Descendants() {
				if d.Type == nethtml.TextNode {
					words.WriteString(d.Data)
				}
			}
			return words.String()
		}
	}
	return ""
}

// unlink takes away what leads from a note back to its place, and brackets the number of a note.
func unlink(root *nethtml.Node) {
	var away []*nethtml.Node
	for n := range root.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "class" && strings.Contains(a.Val, "footnote-backref"):
				away = append(away, n)
			case a.Key == "class" && strings.Contains(a.Val, "footnote-ref") && n.FirstChild != nil && n.FirstChild.Type == nethtml.TextNode:
				n.FirstChild.Data = "[" + n.FirstChild.Data + "]"
			}
		}
	}
	for _, n := range away {
		n.Parent.RemoveChild(n)
	}
}
