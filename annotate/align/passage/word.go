package passage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// shape is what a word is, wherever it stands.
type shape struct {
	form  uint64
	stem  int32 // -1 for one that carries no content
	upper bool
	cased bool
}

// reader reads the words of a text.
type reader struct {
	*Text
	env    *snowballstem.Env
	shapes map[string]shape // by the letters of a word
	known  map[string]int32 // stems
}

func newReader(t *Text) *reader {
	return &reader{Text: t, env: snowballstem.NewEnv(""), shapes: map[string]shape{}, known: map[string]int32{}}
}

func (r *reader) read() {
	text, regions := r.article.Text, r.article.Regions
	s := text.String()
	marks := quotationMarks(s)
	begins := beginnings(text)
	r.words = make([]word, 0, len(s)/6)
	quoted, opened := false, -1
	from, to, end, sentence := 0, 0, 0, int32(0) // from, to: the word in bytes; end: its end in code points
	for at := range text.Words(annotate.Segment{End: text.Len()}) {
		from = to + width(s[to:], at.Start-end)
		to = from + width(s[from:], at.End-at.Start)
		end = at.End
		for len(regions) > 0 && regions[0].End <= at.Start {
			regions = regions[1:]
		}
		for len(marks) > 0 && marks[0].at < at.Start {
			quoted, opened, marks = marks[0].inside, marks[0].at, marks[1:]
		}
		if len(regions) > 0 && regions[0].Start < at.End {
			continue
		}
		shape := r.shapeOf(s[from:to])
		w := word{start: int32(at.Start), end: int32(at.End), form: shape.form, stem: shape.stem, quoted: quoted, upper: shape.upper, cased: shape.cased}
		w.number = w.stem >= 0 && r.stems[w.stem].number
		w.begins = opened == at.Start-1
		for len(begins) > 0 && begins[0] < at.End {
			w.begins, begins = true, begins[1:]
			sentence++
		}
		w.sentence = sentence
		r.words = append(r.words, w)
	}
}

// width is how many bytes so many code points have.
func width(s string, cps int) int {
	i := 0
	for ; cps > 0; cps-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

// beginnings are where the sentences of a text begin.
func beginnings(text *textpos.Text) (all []int) {
	for s := range text.Sentences(annotate.Segment{End: text.Len()}) {
		all = append(all, s.Start)
	}
	return all
}

// shapeOf is what a word is by its letters.
func (r *reader) shapeOf(letters string) shape {
	s, known := r.shapes[letters]
	if known {
		return s
	}
	first, _ := utf8.DecodeRuneInString(letters)
	s = shape{stem: -1, upper: unicode.IsUpper(first), cased: unicode.IsUpper(first) || unicode.IsLower(first)}
	form := r.tongue.bare(textpos.FoldWords(letters))
	if initials(letters) {
		form = strings.ReplaceAll(form, ".", "") + "." // else the US would be us
	}
	number := r.tongue.numeral(form)
	switch {
	case number != "":
		form = number
		s.stem = r.stemNumbered(number, stem{id: hash(number), bits: numberBits(number), number: true})
	case !r.tongue.function[form]:
		key := r.tongue.stemOf(r.env, form)
		s.stem = r.stemNumbered(key, stem{id: hash(key), bits: r.tongue.bits(key)})
	}
	s.form = hash(form)
	r.shapes[letters] = s
	return s
}

// stemNumbered is the place of a stem, which is new where it was not seen before.
func (r *reader) stemNumbered(key string, s stem) int32 {
	at, known := r.known[key]
	if !known {
		at = int32(len(r.stems))
		r.known[key], r.stems = at, append(r.stems, s)
	}
	return at
}

// initials says that a word is an abbreviation of up to four capital letters, with full stops or without, and maybe a possessive s.
func initials(letters string) bool {
	n := 0
	for i, r := range letters {
		switch {
		case unicode.IsUpper(r):
			n++
		case r == '.':
		default:
			return n > 1 && n <= 4 && (r == '\'' || r == '’') && letters[i+utf8.RuneLen(r):] == "s"
		}
	}
	return n > 1 && n <= 4
}
