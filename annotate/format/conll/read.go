package conll

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// longestLine bounds a line, in bytes, and mostSpans the spans of an article: as many as one has whose record is in JSON.
const (
	longestLine = 1 << 20
	mostSpans   = 1 << 21
)

// read yields a record for each article.
func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		file, err := source.Open()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer file.Close()
		r := &reader{in: bufio.NewReader(file), labels: labels(options.Codebook), options: options, file: source.Base()}
		for found := false; ; found = true {
			record, err := r.article()
			switch {
			case errors.Is(err, io.EOF) && !found:
				yield(form.Item{}, annotate.Invalidf("there is no token in it: choose a file with a token and its tag on each line"))
				return
			case errors.Is(err, io.EOF):
				return
			case !yield(form.Item{Record: record}, err) || err != nil:
				return
			}
		}
	}
}

type reader struct {
	in      *bufio.Reader
	labels  *form.Names
	options form.ReadOptions
	file    string
	line    int
	number  int
	ended   bool
}

// body is an article as it is put together.
type body struct {
	text   strings.Builder
	length int // in code points
	starts []int
	ends   []int
	tags   []string
	names  map[string]string // the tags that there are, so that none keeps its line
	spans  int
	breaks []bool // whether a sentence ends behind a token
}

func (b *body) add(word, tag string) {
	if n := len(b.starts); n > 0 {
		if b.breaks[n-1] {
			b.text.WriteByte('\n')
		} else {
			b.text.WriteByte(' ')
		}
		b.length++
	}
	if b.names[tag] == "" {
		b.names[tag] = strings.Clone(tag)
	}
	tag = b.names[tag]
	if n := len(b.tags); n == 0 && tag != "O" || n > 0 && begins(tag, b.tags[n-1]) {
		b.spans++
	}
	b.starts = append(b.starts, b.length)
	b.text.WriteString(word)
	b.length += utf8.RuneCountInString(word)
	b.ends, b.tags, b.breaks = append(b.ends, b.length), append(b.tags, tag), append(b.breaks, false)
}

// begins says whether a span begins with a tag behind another, as tokens.Runs has it.
func begins(tag, before string) bool {
	kind, label, _ := strings.Cut(tag, "-")
	last, other, _ := strings.Cut(before, "-")
	return label != "" && (strings.Contains("BUS", kind) || other != label || !strings.Contains("BI", last))
}

// article reads up to where the next article begins. It is io.EOF where there is none.
func (r *reader) article() (*dataset.Record, error) {
	b := &body{names: map[string]string{}}
	for !r.ended {
		line, err := r.next()
		if err != nil {
			return nil, err
		}
		fields := fieldsOf(line)
		switch {
		case len(fields) == 0 && strings.TrimSpace(line) == "":
			if n := len(b.breaks); n > 0 {
				b.breaks[n-1] = true
			}
		case isComment(fields):
		case fields[0] == docStart:
			if len(b.starts) > 0 {
				return r.record(b), nil
			}
		case len(fields) < 2:
			return nil, annotate.Invalidf("line %d has one column: a token and its tag belong there", r.line)
		case !tag.MatchString(fields[len(fields)-1]):
			return nil, annotate.Invalidf("line %d: %q stands where the tag of a token belongs (O, B-label or I-label): correct it, or choose another file", r.line, form.Short(fields[len(fields)-1], 40))
		default:
			b.add(strings.ReplaceAll(fields[0], "\x00", ""), fields[len(fields)-1])
			if b.text.Len() > ingest.MaxSize {
				return nil, annotate.Invalidf("line %d: the article is larger than %d MB: begin articles with a line %s", r.line, ingest.MaxSize>>20, docStart)
			}
			if b.spans > mostSpans {
				return nil, annotate.Invalidf("line %d: the article has more than %d million spans: begin articles with a line %s", r.line, mostSpans>>20, docStart)
			}
		}
	}
	if len(b.starts) == 0 {
		return nil, io.EOF
	}
	return r.record(b), nil
}

func (r *reader) next() (string, error) {
	r.line++
	var line []byte
	for {
		part, err := r.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > longestLine:
			return "", annotate.Invalidf("line %d is longer than %d kB, which no token is", r.line, longestLine>>10)
		case errors.Is(err, io.EOF):
			r.ended = true
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return "", err
		}
		text := string(line)
		if r.line == 1 {
			text = strings.TrimPrefix(text, "\xef\xbb\xbf")
		}
		if !utf8.ValidString(text) {
			return "", annotate.Invalidf("line %d is no UTF-8: save the file as UTF-8", r.line)
		}
		return text, nil
	}
}

func (r *reader) record(b *body) *dataset.Record {
	r.number++
	title := ""
	if r.number > 1 {
		title = fmt.Sprintf("%s, article %d", r.file, r.number)
	}
	made := build.New(fmt.Sprintf("article %d", r.number), dataset.Record{Text: b.text.String(), Meta: dataset.Meta{Title: title, SourceFile: r.file}}, r.options.Note)
	runs := tokens.Runs(b.tags)
	spans := make([]string, len(runs))
	for i, run := range runs {
		spans[i] = made.Add(dataset.Span{Label: r.labels.Meaning(run.Label), Segments: [][2]int{{b.starts[run.First], b.ends[run.Last]}}, Confidence: 1})
	}
	relate(made, runs, spans)
	form.SortRecord(made.Record())
	return made.Record()
}

// The tags of DirectQuote: a quotation whose speaker stands to its left, or to its right, and a speaker.
const (
	leftSpeaker  = "LeftSpeaker"
	rightSpeaker = "RightSpeaker"
	speaker      = "Speaker"
)

// relate relates the speakers of DirectQuote to what they say.
func relate(b *build.Builder, runs []tokens.Run, spans []string) {
	for i, run := range runs {
		step := map[string]int{leftSpeaker: -1, rightSpeaker: 1}[run.Label]
		for k := i + step; step != 0 && k >= 0 && k < len(runs); k += step {
			if runs[k].Label == speaker {
				b.Relate(dataset.Relation{Type: "says", Head: spans[k], Tail: spans[i]})
				break
			}
		}
	}
}
