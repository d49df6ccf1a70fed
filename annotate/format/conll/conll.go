// Package conll writes and reads tokens in columns, one a line, with the tag of a named thing in the last: the shape of CoNLL-2003 (word,
// part of speech, chunk, tag), of CoNLL-2002 and of many corpora since. A token has one tag, so of spans that overlap the longest stays. A
// blank line ends a sentence, and a line “-DOCSTART- -X- O O” begins an article.
//
// It writes IOB2 and reads IOB1 and BILUO too. What stands between the tokens is not in the file, so a text is put together with a blank
// between words and a line for a sentence. In DirectQuote's files the speaker of a quotation is the nearest on the side that its tag names.
//
// It knows no project. Start with Format.
package conll

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the columns.
var Format = form.Format{
	Name: "conll", Title: "CoNLL (a token a line, BIO)", Extensions: []string{".conll", ".bio", ".iob"}, Shape: form.File, Main: "train.conll",
	Holds:     form.Holds{Texts: true, Tokens: true},
	Recognise: recognise, Read: read, Records: true, Foreign: true, Write: write,
	Beside: func(form.Head) map[string]string { return map[string]string{"README.md": readme} },
}

// docStart begins an article.
const docStart = "-DOCSTART-"

const readme = `# Annotations in the columns of CoNLL-2003

One token a line: word, part of speech (-X-), chunk (O) and tag (IOB2), parted by one space; a blank line ends a sentence, and a line
"-DOCSTART- -X- O O" begins an article as one annotator marked it. A token has one tag: of spans that overlap the longest stays. To load it:

    import itertools
    lines = (l.split() for l in open("train.conll", encoding="utf-8") if not l.startswith("-DOCSTART-"))
    sentences = [[(t[0], t[-1]) for t in group] for full, group in itertools.groupby(lines, key=bool) if full]

Or: python -m spacy convert -c ner train.conll .
`

// tag is what the last column holds.
var tag = regexp.MustCompile(`^(?:O|[BILUES]-\S+)$`)

// fewest is how many lines of tokens a file has at least that is told by them.
const fewest = 3

// recognise says whether a file begins with tokens in columns, all of them with a tag in the last.
func recognise(_ string, start []byte) bool {
	start = bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))
	lines := strings.Split(string(start), "\n")
	if len(lines) > 1 {
		lines = lines[:len(lines)-1] // which may be cut
	}
	tokens, tagged, columns, begun := 0, 0, 0, false
	for _, line := range lines {
		fields := fieldsOf(line)
		switch {
		case len(fields) == 0 || isComment(fields):
			continue
		case fields[0] == docStart:
			begun = true
			continue
		case len(fields) < 2 || columns != 0 && len(fields) != columns || !tag.MatchString(fields[len(fields)-1]):
			return false
		}
		columns = len(fields)
		if tokens++; fields[columns-1] != "O" {
			tagged++
		}
	}
	return begun && tokens > 0 || tokens >= fewest && (tagged > 0 || columns > 2)
}

// fieldsOf are the columns of a line.
func fieldsOf(line string) []string {
	if strings.Contains(line, "\t") {
		fields := strings.Split(strings.Trim(line, " \r\n"), "\t")
		for i, f := range fields {
			fields[i] = strings.TrimSpace(f)
		}
		if fields[0] == "" || fields[len(fields)-1] == "" {
			return strings.Fields(line)
		}
		return fields
	}
	return strings.Fields(line)
}

// isComment says whether a line is a comment, as some files have them before a sentence, and not the token “#”.
func isComment(fields []string) bool {
	return strings.HasPrefix(fields[0], "#") && !tag.MatchString(fields[len(fields)-1])
}

// labels are those of a codebook as a tag holds them, without white space.
func labels(cb annotate.Codebook) *form.Names {
	n := form.NewNames(func(name string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f {
				return '_'
			}
			return r
		}, name)
	})
	for _, label := range cb.Labels {
		n.Add(label.Name)
	}
	return n
}
