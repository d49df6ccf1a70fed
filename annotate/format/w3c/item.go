package w3c

import (
	"fmt"
	"iter"

	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// item is an annotation as it is read. What may be one or a list of several is kept as it stands.
type item struct {
	id, bodyValue                     string
	motivation, creator, body, target values.At
}

func itemOf(at values.At) (a item, err error) {
	if !at.IsObject() {
		return a, at.Wrong("an object")
	}
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch key {
		case "id":
			a.id = value.Name()
		case "motivation":
			a.motivation = value
		case "creator":
			a.creator = value
		case "body":
			a.body = value
		case "bodyValue":
			a.bodyValue, err = value.Text()
		case "target":
			a.target = value
		}
		if err != nil {
			return a, fmt.Errorf("%q is %w", key, err)
		}
	}
	return a, nil
}

// each are the items of a list, or the one value that is none.
func each(at values.At) iter.Seq[values.At] {
	if at.IsList() {
		return at.Items()
	}
	return func(yield func(values.At) bool) {
		if at.IsSet() {
			yield(at)
		}
	}
}

// first is the first of several; none where there are none.
func first(at values.At) (one values.At) {
	for one = range each(at) {
		break
	}
	return one
}

// has says whether one of several texts is this.
func has(at values.At, text string) bool {
	for one := range each(at) {
		if one.IsText() && one.Peek() == text {
			return true
		}
	}
	return false
}

// named is an IRI, or an object that has one.
type named struct {
	id, name string
}

func namedOf(at values.At) (n named) {
	if at.IsText() {
		n.id = at.Name()
	}
	var names [3]string
	for key, value := range at.Fields() {
		switch key {
		case "id":
			n.id = value.Name()
		case "name":
			names[0] = value.Name()
		case "label":
			names[1] = value.Name()
		case "nickname":
			names[2] = value.Name()
		}
	}
	for _, name := range names {
		if n.name == "" {
			n.name = name
		}
	}
	return n
}

// bodyItem is a body as it is read.
type bodyItem struct {
	id, value     string
	kind, purpose values.At
	source        named
}

func bodyOf(at values.At) (b bodyItem) {
	for key, value := range at.Fields() {
		switch key {
		case "id":
			b.id = value.Name()
		case "type":
			b.kind = value
		case "value":
			b.value = value.Name()
		case "purpose":
			b.purpose = value
		case "source":
			b.source = namedOf(value)
		}
	}
	return b
}

type targetItem struct {
	kind, items, selector values.At
	source                named
}

func targetOf(at values.At) (t targetItem, err error) {
	if !at.IsObject() {
		return t, at.Wrong("an object")
	}
	for key, value := range at.Fields() {
		switch key {
		case "type":
			t.kind = value
		case "items":
			if t.items = value; value.IsSet() && !value.IsList() {
				return t, fmt.Errorf("%q is %w", key, value.Wrong("a list"))
			}
		case "selector":
			t.selector = value
		case "source":
			t.source = namedOf(value)
		}
	}
	return t, nil
}

type selectorItem struct {
	kind                  string
	start, end            int
	starts, ends          bool
	exact, prefix, suffix string
}

func selectorOf(at values.At) (s selectorItem, err error) {
	if !at.IsObject() {
		return s, at.Wrong("an object")
	}
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch key {
		case "type":
			s.kind, err = value.PeekText()
		case "start":
			s.start, err = value.Int()
			s.starts = true
		case "end":
			s.end, err = value.Int()
			s.ends = true
		case "exact":
			s.exact, err = value.Text()
		case "prefix":
			s.prefix, err = value.Text()
		case "suffix":
			s.suffix, err = value.Text()
		}
		if err != nil {
			return s, fmt.Errorf("%q is %w", key, err)
		}
	}
	return s, nil
}
