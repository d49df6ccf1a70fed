package labelstudio

import (
	"errors"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// taskItem is a task as it is read. Old versions call annotations completions. It is good as long as the values.Tree in which it stands.
type taskItem struct {
	data        values.At
	annotations []annotationItem
	predictions []annotationItem
}

type annotationItem struct {
	result    values.At
	by        values.At // an id, or an object
	cancelled bool
	version   string // of the model
	model     bool   // it is a prediction
}

// resultItem is a result, or a relation, as it is read.
type resultItem struct {
	id, from, kind string
	score          float64
	scored         bool
	fromID, toID   string
	direction      string
	labels         []string
	value          values.At
}

// valueItem is what a result says.
type valueItem struct {
	start, end      values.At // numbers, or in marked-up text paths
	global          bool      // offsets in the text as it is shown are there
	from, to        int       // those
	text            values.At
	labels, choices []string
	number          any // nil for none
	date            string
}

// taskOf reads a task, whose keys may be written in any case.
func taskOf(at values.At) (t taskItem, err error) {
	if !at.IsObject() {
		return t, at.Wrong("an object")
	}
	var completions []annotationItem
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch strings.ToLower(key) {
		case "data":
			if t.data = value; !value.IsObject() {
				err = value.Wrong("an object")
			}
		case "annotations":
			t.annotations, err = annotationsOf(value)
		case "completions":
			completions, err = annotationsOf(value)
		case "predictions":
			t.predictions, err = annotationsOf(value)
		}
		if err != nil {
			return t, fmt.Errorf("%q is %w", key, err)
		}
	}
	t.annotations = append(t.annotations, completions...)
	return t, nil
}

func annotationsOf(at values.At) (all []annotationItem, err error) {
	if !at.IsList() {
		return nil, at.Wrong("a list")
	}
	for item := range at.Items() {
		if !item.IsObject() {
			return nil, item.Wrong("an object")
		}
		var a annotationItem
		for key, value := range item.Fields() {
			if !value.IsSet() {
				continue
			}
			switch key {
			case "result":
				if a.result = value; !value.IsList() {
					err = value.Wrong("a list")
				}
			case "completed_by":
				a.by = value
			case "was_cancelled":
				a.cancelled, err = value.Bool()
			case "model_version":
				a.version = value.Name()
			}
			if err != nil {
				return nil, err
			}
		}
		all = append(all, a)
	}
	return all, nil
}

// resultOf reads a result. Its texts share the memory of the task.
func resultOf(at values.At) (r resultItem, err error) {
	if !at.IsObject() {
		return r, at.Wrong("an object")
	}
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch key {
		case "id":
			r.id = value.PeekName()
		case "from_name":
			r.from, err = value.PeekText()
		case "type":
			r.kind, err = value.PeekText()
		case "score":
			if r.score, r.scored = value.Number(); !r.scored {
				err = value.Wrong("a number")
			}
		case "from_id":
			r.fromID = value.PeekName()
		case "to_id":
			r.toID = value.PeekName()
		case "direction":
			r.direction, err = value.PeekText()
		case "labels":
			r.labels, err = value.Strings()
		case "value":
			r.value = value
		}
		if err != nil {
			return r, fmt.Errorf("%q is %w", key, err)
		}
	}
	return r, nil
}

func valueOf(at values.At) (v valueItem, err error) {
	if !at.IsObject() {
		return v, errors.New("it says nothing: it has no object “value”")
	}
	var hyper []string
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch key {
		case "start":
			v.start = value
		case "end":
			v.end = value
		case "globalOffsets":
			v.global = true
			v.from, v.to, err = globalOf(value)
		case "text":
			v.text = value
		case "labels":
			v.labels, err = value.Strings()
		case "hypertextlabels":
			hyper, err = value.Strings()
		case "choices":
			v.choices, err = value.Strings()
		case "number":
			number, is := value.Number()
			if v.number = number; !is {
				err = value.Wrong("a number")
			}
		case "datetime":
			v.date = value.Name()
		}
		if err != nil {
			return v, fmt.Errorf("%q is %w", key, err)
		}
	}
	v.labels = append(v.labels, hyper...)
	return v, nil
}

func globalOf(at values.At) (from, to int, err error) {
	if !at.IsObject() {
		return 0, 0, at.Wrong("an object")
	}
	for key, value := range at.Fields() {
		switch key {
		case "start":
			from, err = value.Int()
		case "end":
			to, err = value.Int()
		}
		if err != nil {
			return 0, 0, err
		}
	}
	return from, to, nil
}
