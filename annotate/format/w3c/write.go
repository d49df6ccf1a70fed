package w3c

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strconv"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// writer writes a collection. Its id, and that of its page, follow from those of its annotations.
type writer struct {
	out   io.WriteCloser
	list  *values.List
	ids   hash.Hash
	total int
}

func write(_ form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	w := &writer{out: out, list: values.NewList(out), ids: sha256.New()}
	_, err = fmt.Fprintf(out, `{"@context":%q,"type":"AnnotationCollection","first":{"type":"AnnotationPage","startIndex":0,"items":`, context)
	return w, err
}

func (w *writer) Close() error {
	if err := w.list.End(); err != nil {
		return err
	}
	sum := hex.EncodeToString(w.ids.Sum(nil))
	_, err := fmt.Fprintf(w.out, `,"id":%q},"total":%d,"id":%q}`+"\n", urn+annotate.DerivedID("page", sum), w.total, urn+annotate.DerivedID("collection", sum))
	if err != nil {
		return err
	}
	return w.out.Close()
}

func (w *writer) add(a annotation) error {
	w.total++
	io.WriteString(w.ids, a.ID) // a hash takes all
	return w.list.Add(a)
}

func (w *writer) Add(r dataset.Record) error {
	by := creator{"Person", r.Layer}
	switch {
	case r.Layer == annotate.GoldLayer:
		by.Type = "Organization"
	case r.Kind == annotate.Model:
		by.Type = "Software"
	}
	text := textpos.New(r.Text)
	for _, s := range r.Spans {
		if err := w.add(annotation{urn + s.ID, "Annotation", "classifying", by, bodies(s), targets(r, s, text)}); err != nil {
			return err
		}
	}
	for _, link := range r.Relations {
		said := []any{urn + link.Head, body{"TextualBody", link.Type, "classifying"}}
		if link.Note != "" {
			said = append(said, body{"TextualBody", link.Note, "commenting"})
		}
		if err := w.add(annotation{urn + link.ID, "Annotation", "linking", by, said, urn + link.Tail}); err != nil {
			return err
		}
	}
	return nil
}

// bodies are what is said of a span.
func bodies(s dataset.Span) []any {
	all := []any{body{"TextualBody", s.Label, "classifying"}}
	for _, a := range s.Attributes {
		for _, value := range valuesOf(a.Value) {
			all = append(all, body{"TextualBody", a.Name + "=" + value, "describing"})
		}
	}
	if s.Entity != nil {
		all = append(all, identity{"SpecificResource", "identifying", entity{urn + s.Entity.ID, s.Entity.Name}})
	}
	if s.Note != "" {
		all = append(all, body{"TextualBody", s.Note, "commenting"})
	}
	return all
}

// valuesOf are the texts of a value, none where it is not set.
func valuesOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	case bool:
		return []string{strconv.FormatBool(v)}
	case float64:
		number, err := json.Marshal(v)
		if err == nil {
			return []string{string(number)}
		}
	}
	return nil
}

// targets are the stretches of a span. Where texts are left out of the export each quotes the first words of the span, and nothing around it.
func targets(r dataset.Record, s dataset.Span, text *textpos.Text) any {
	var all []target
	for _, segment := range s.Segments {
		quote := quotation{"TextQuoteSelector", text.Slice(segment[0], segment[1]), text.Slice(segment[0]-around, segment[0]), text.Slice(segment[1], segment[1]+around)}
		if r.Text == "" {
			quote.Exact = s.Text
		}
		all = append(all, target{urn + r.ID, [2]any{position{"TextPositionSelector", segment[0], segment[1]}, quote}})
	}
	if len(all) == 1 {
		return all[0]
	}
	return list{"List", all}
}
