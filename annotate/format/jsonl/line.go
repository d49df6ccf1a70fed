package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
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
func parseRecord(tree *values.Tree, line []byte) (record dataset.Record, notes []string, err error) {
	spans, line, plain := plainSpans(tree, line)
	if !plain {
		if err := values.Check(line); err != nil {
			return record, nil, err
		}
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
	if plain {
		record.Spans = spans
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

// formOf is whose dataset an object belongs to by its keys, "" where that is not known.
func formOf(has func(keys ...string) bool) string {
	for _, form := range forms {
		if has(form.keys...) {
			return form.name
		}
	}
	return ""
}

// foreignForm says what a line is that does not name a schema, nil where it does or is no object.
func foreignForm(line []byte) error {
	var object map[string]json.RawMessage
	if json.Unmarshal(line, &object) != nil || object["schema"] != nil {
		return nil
	}
	has := func(keys ...string) bool {
		return !slices.ContainsFunc(keys, func(key string) bool { return object[key] == nil })
	}
	if name := formOf(has); name != "" {
		return fmt.Errorf("this is no dataset of Parallax but looks like one of %s (it has the keys %s): let its format be found out, or turn it into "+
			"records with the keys that “parallax schema” prints", name, listed(object))
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
		keys[i] = form.Short(key, shown)
	}
	if len(keys) > 6 {
		keys = append(keys[:6], "…")
	}
	return strings.Join(keys, ", ")
}
