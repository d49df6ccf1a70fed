package brat

import (
	"fmt"
	"strconv"
	"strings"
)

// annotations are the lines of a file.
type annotations struct {
	spans      []textBound
	relations  []relation
	events     []event
	attributes []said
	references []reference
	notes      []said
}

type textBound struct {
	id, kind  string
	fragments [][2]int
	words     string
	line      int
}

type relation struct {
	id, kind   string
	head, tail string
	line       int
}

type event struct {
	id, kind, trigger string
	arguments         []argument
	line              int
}

type argument struct{ role, id string }

// said is an attribute or a note: what is said about an annotation.
type said struct {
	id, kind, about, text string
	line                  int
}

type reference struct {
	about, database, id, name string
	line                      int
}

// parse reads the lines of a file and tells note of those that are none of brat's.
func parse(text string, note func(line int, sentence string)) *annotations {
	a := &annotations{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := a.add(line, number); err != nil {
			note(number, err.Error())
		}
	}
	return a
}

func (a *annotations) add(line string, number int) error {
	id, rest, found := strings.Cut(line, "\t")
	if !found || id == "" {
		return fmt.Errorf("it is no annotation: an id, a tab, and what is marked")
	}
	data, text, _ := strings.Cut(rest, "\t")
	words := strings.Fields(data)
	if len(words) < 2 && (len(words) == 0 || id[0] != 'E') {
		return fmt.Errorf("%s says too little", id)
	}
	switch id[0] {
	case 'T':
		return a.textBound(textBound{id: id, kind: words[0], words: text, line: number}, strings.TrimSpace(data[strings.Index(data, words[0])+len(words[0]):]))
	case 'R':
		return a.relation(id, words, number)
	case '*':
		for _, other := range words[2:] {
			a.relations = append(a.relations, relation{fmt.Sprintf("*%d %s %s", number, words[1], other), words[0], words[1], other, number})
		}
	case 'E':
		return a.event(id, words, number)
	case 'A', 'M':
		value := ""
		if len(words) > 2 {
			value = strings.Join(words[2:], " ")
		}
		a.attributes = append(a.attributes, said{id, words[0], words[1], value, number})
	case 'N':
		if len(words) < 3 {
			return fmt.Errorf("%s names nothing", id)
		}
		database, ref, found := strings.Cut(words[2], ":")
		if !found {
			database, ref = "", words[2]
		}
		a.references = append(a.references, reference{words[1], database, ref, strings.TrimSpace(text), number})
	case '#':
		a.notes = append(a.notes, said{id, words[0], words[1], strings.TrimSpace(text), number})
	default:
		return fmt.Errorf("%s is of no known kind", id)
	}
	return nil
}

func (a *annotations) textBound(t textBound, places string) error {
	for _, place := range strings.Split(places, ";") {
		bounds := strings.Fields(place)
		if len(bounds) != 2 {
			return fmt.Errorf("%s: the place %q has not two offsets", t.id, place)
		}
		start, startErr := strconv.Atoi(bounds[0])
		end, endErr := strconv.Atoi(bounds[1])
		if startErr != nil || endErr != nil || start < 0 || end <= start {
			return fmt.Errorf("%s: the place %q is none", t.id, place)
		}
		t.fragments = append(t.fragments, [2]int{start, end})
	}
	a.spans = append(a.spans, t)
	return nil
}

func (a *annotations) relation(id string, words []string, number int) error {
	if len(words) != 3 {
		return fmt.Errorf("%s has not two arguments", id)
	}
	var ends [2]string
	for i, word := range words[1:] {
		_, end, found := strings.Cut(word, ":")
		if !found {
			return fmt.Errorf("%s: the argument %q names nothing", id, word)
		}
		ends[i] = end
	}
	if strings.HasPrefix(words[1], "Arg2:") && strings.HasPrefix(words[2], "Arg1:") {
		ends[0], ends[1] = ends[1], ends[0]
	}
	a.relations = append(a.relations, relation{id, words[0], ends[0], ends[1], number})
	return nil
}

func (a *annotations) event(id string, words []string, number int) error {
	e := event{id: id, line: number}
	for i, word := range words {
		role, target, found := strings.Cut(word, ":")
		if !found {
			return fmt.Errorf("%s: the argument %q names nothing", id, word)
		}
		if i == 0 {
			e.kind, e.trigger = role, target
			continue
		}
		e.arguments = append(e.arguments, argument{strings.TrimRight(role, "0123456789"), target})
	}
	a.events = append(a.events, e)
	return nil
}
