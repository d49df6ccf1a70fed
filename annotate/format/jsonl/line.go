package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// The shapes in which a line is read tell what a record cannot tell once it is one: how many numbers a segment had, and
// which keys were there. Their fields take the place of those of the record that they hold.
type (
	recordLine struct {
		dataset.Record
		Spans    []spanLine   `json:"spans"`
		Regions  []regionLine `json:"regions"`
		Rejected []spanLine   `json:"rejected"`
	}
	spanLine struct {
		dataset.Span
		Start      *int                `json:"start"`
		End        *int                `json:"end"`
		Segments   [][]int             `json:"segments"`
		Confidence *dataset.Confidence `json:"confidence"`
	}
	regionLine struct {
		Start *int    `json:"start"`
		End   *int    `json:"end"`
		Kind  *string `json:"kind"`
	}
)

// parseRecord reads a line, and returns beside the record what of it was left out or guessed.
func parseRecord(line []byte) (record dataset.Record, notes []string, err error) {
	if err := checkCharacters(line); err != nil {
		return record, nil, err
	}
	var read recordLine
	strict := json.NewDecoder(bytes.NewReader(line))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&read); err != nil || strict.More() {
		if foreign := foreignForm(line); foreign != nil {
			return record, nil, foreign
		}
		read = recordLine{}
		if err := json.Unmarshal(line, &read); err != nil {
			return record, nil, explain(err)
		}
		notes = unknownKeys(line)
	} else if read.Schema == "" {
		if foreign := foreignForm(line); foreign != nil {
			return record, nil, foreign
		}
	}
	record = read.Record
	for _, list := range []struct {
		what string
		from []spanLine
		into *[]dataset.Span
	}{{"span", read.Spans, &record.Spans}, {"rejected span", read.Rejected, &record.Rejected}} {
		if list.from == nil {
			*list.into = nil
			continue
		}
		*list.into = make([]dataset.Span, len(list.from))
		unsure := 0
		for i, s := range list.from {
			span, err := s.span()
			if err != nil {
				return record, nil, fmt.Errorf("%s %d: %w", list.what, i+1, err)
			}
			if s.Confidence == nil {
				unsure++
			}
			(*list.into)[i] = span
		}
		if unsure > 0 {
			notes = append(notes, fmt.Sprintf("%d of its %ss have no confidence: it was taken as 1", unsure, list.what))
		}
	}
	record.Regions = nil
	for i, r := range read.Regions {
		for _, missing := range []struct {
			key string
			is  bool
		}{{"start", r.Start == nil}, {"end", r.End == nil}, {"kind", r.Kind == nil}} {
			if missing.is {
				return record, nil, fmt.Errorf("region %d: it has no %q: give it one, or leave the region out", i+1, missing.key)
			}
		}
		record.Regions = append(record.Regions, dataset.Region{Start: *r.Start, End: *r.End, Kind: *r.Kind})
	}
	fillLists(&record)
	return record, notes, checkRecord(record)
}

// span is the span that a line has.
func (s spanLine) span() (dataset.Span, error) {
	span := s.Span
	span.Segments = nil
	for k, segment := range s.Segments {
		if len(segment) != 2 {
			return span, fmt.Errorf("segment %d holds %d numbers: it is [start, end]", k+1, len(segment))
		}
		span.Segments = append(span.Segments, [2]int(segment))
	}
	switch {
	case s.Start == nil:
		return span, errors.New(`it has no "start": give it one`)
	case s.End == nil:
		return span, errors.New(`it has no "end": give it one`)
	}
	span.Start, span.End, span.Confidence = *s.Start, *s.End, 1
	if s.Confidence != nil {
		span.Confidence = *s.Confidence
	}
	return span, nil
}

// checkCharacters refuses a line whose bytes are no UTF-8 and texts that hold U+0000, where many programs end a text, or
// half a character, which JSON can name and no text can hold.
func checkCharacters(line []byte) error {
	if !utf8.Valid(line) {
		at := 0
		for r, size := utf8.DecodeRune(line); r != utf8.RuneError || size != 1; r, size = utf8.DecodeRune(line[at:]) {
			at += size
		}
		return fmt.Errorf("byte %d is no UTF-8: save the file as UTF-8", at+1)
	}
	marked, half, found := markHalf(line)
	var value any
	if !found || json.Unmarshal(marked, &value) != nil {
		return nil // which is said better where the record is read
	}
	path, at := findNull("", value)
	switch {
	case at < 0:
		return nil
	case half != "":
		return fmt.Errorf("%s has half a character (%s, a lone surrogate) at offset %d: write the whole character, or take it out", path, half, at)
	}
	return fmt.Errorf("%s has the character U+0000 at offset %d, where other programs take a text to end: take it out", path, at)
}

// markHalf looks for the first escape of U+0000, or of one half of a surrogate pair without the other, in whose place it puts
// that of U+0000.
func markHalf(line []byte) (marked []byte, half string, found bool) {
	unit := func(at int) (uint64, bool) {
		if at+6 > len(line) || line[at] != '\\' || line[at+1] != 'u' {
			return 0, false
		}
		n, err := strconv.ParseUint(string(line[at+2:at+6]), 16, 16)
		return n, err == nil
	}
	for i := 0; i < len(line); i++ {
		if line[i] != '\\' {
			continue
		}
		n, isUnit := unit(i)
		switch {
		case !isUnit:
			i++ // what is escaped
		case n == 0:
			return line, "", true
		case n < 0xd800 || n > 0xdfff:
			i += 5
		default:
			if low, follows := unit(i + 6); n < 0xdc00 && follows && low >= 0xdc00 && low <= 0xdfff {
				i += 11
				continue
			}
			return slices.Concat(line[:i], []byte(`\u0000`), line[i+6:]), string(line[i : i+6]), true
		}
	}
	return line, "", false
}

// findNull returns the first text that holds U+0000, as a path, and at which code point; -1 where there is none.
func findNull(path string, value any) (string, int) {
	switch v := value.(type) {
	case string:
		if i := strings.IndexByte(v, 0); i >= 0 {
			return path, utf8.RuneCountInString(v[:i])
		}
	case []any:
		for i, item := range v {
			if found, at := findNull(fmt.Sprintf("%s %d", strings.TrimSuffix(path, "s"), i+1), item); at >= 0 {
				return found, at
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if strings.Contains(key, "\x00") {
				return fmt.Sprintf("the key %q", key), strings.IndexByte(key, 0)
			}
			if found, at := findNull(strings.TrimPrefix(path+": "+key, ": "), v[key]); at >= 0 {
				return found, at
			}
		}
	}
	return "", -1
}

// unknownKeys says which keys of a line no record has. Those of attributes are the codebook's.
func unknownKeys(line []byte) (notes []string) {
	var value any
	if json.Unmarshal(line, &value) != nil {
		return nil
	}
	var walk func(place string, value any, known reflect.Type)
	walk = func(place string, value any, known reflect.Type) {
		for known.Kind() == reflect.Pointer {
			known = known.Elem()
		}
		switch v := value.(type) {
		case []any:
			if known.Kind() != reflect.Slice {
				return
			}
			for i, item := range v {
				walk(fmt.Sprintf("%s %d", strings.TrimSuffix(place, "s"), i+1), item, known.Elem())
			}
		case map[string]any:
			if known == reflect.TypeFor[dataset.Verdict]() {
				known = reflect.TypeFor[dataset.Decision]()
			}
			if known.Kind() != reflect.Struct {
				return
			}
			for _, key := range slices.Sorted(maps.Keys(v)) {
				field, found := fieldOf(known, key)
				if !found {
					notes = append(notes, fmt.Sprintf("the key %q%s is not known and was left out", key, place))
					continue
				}
				walk(" of "+key, v[key], field.Type)
			}
		}
	}
	walk("", value, reflect.TypeFor[dataset.Record]())
	return notes
}

// fieldOf is the field of a struct that takes a key, whose case does not matter to encoding/json.
func fieldOf(t reflect.Type, key string) (reflect.StructField, bool) {
	return t.FieldByNameFunc(func(name string) bool {
		field, _ := t.FieldByName(name)
		tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		return strings.EqualFold(tag, key)
	})
}

// forms are the datasets of other programs by keys that their lines have.
var forms = []struct {
	name string
	keys []string // all of them
}{
	{"Prodigy", []string{"text", "_input_hash"}}, {"Prodigy", []string{"text", "answer", "spans"}}, {"Prodigy", []string{"text", "tokens", "spans"}},
	{"doccano", []string{"text", "label"}}, {"doccano", []string{"text", "labels"}}, {"doccano", []string{"text", "entities"}},
	{"Label Studio", []string{"data", "annotations"}}, {"Label Studio", []string{"data", "predictions"}},
	{"Web Annotation", []string{"@context", "target"}}, {"Hugging Face's token classification", []string{"tokens", "ner_tags"}},
	{"Hugging Face's token classification", []string{"tokens", "tags"}},
}

// foreignForm says what a line is that does not name a schema, nil where it does or is no object.
func foreignForm(line []byte) error {
	var object map[string]json.RawMessage
	if json.Unmarshal(line, &object) != nil || object["schema"] != nil {
		return nil
	}
	has := func(key string) bool { return object[key] != nil }
	for _, form := range forms {
		if !slices.ContainsFunc(form.keys, func(key string) bool { return !has(key) }) {
			return fmt.Errorf("this is no dataset of Parallax but looks like one of %s (it has the keys %s): turn it into records with the keys that "+
				"“parallax schema” prints, or import the plain texts that it was made of", form.name, listed(object))
		}
	}
	if len(object) == 0 {
		return errors.New(`this is no dataset of Parallax: the record is empty, where its first key is "schema"`)
	}
	return fmt.Errorf("this is no dataset of Parallax: its records begin with the key \"schema\", and this has %s", listed(object))
}

// listed names the first keys of an object.
func listed(object map[string]json.RawMessage) string {
	keys := slices.Sorted(maps.Keys(object))
	for i, key := range keys {
		keys[i] = short(key)
	}
	if len(keys) > 6 {
		keys = append(keys[:6], "…")
	}
	return strings.Join(keys, ", ")
}
