// Package coref writes who and what the mentions of an article refer to in the shape of CoNLL-2012, so that the reference scorers of
// coreference (MUC, B³, CEAFe) can be run on entities: a token a line, in the last column where a mention of which entity begins and ends.
//
// The tokens are the same whoever annotated, so that two layers can be compared: a mention that begins or ends within one is widened.
// Export one layer a file. It is only written. It knows of entities what its records say, and no project. Start with Format.
package coref

import (
	"bufio"
	"fmt"
	"sort"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/conll"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
)

// Format is the columns.
var Format = form.Format{Name: "conll-coref", Title: "CoNLL-2012 coreference (for scorers)", Extensions: []string{".conll"}, Shape: form.File,
	Holds: form.Holds{Texts: true, Entities: true, Parted: true, About: []string{"id"}, Tokens: true}, Write: write}

type writer struct {
	*bufio.Writer
	sink *form.Sink
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	if err := head.NeedsText("conll-coref"); err != nil {
		return nil, err
	}
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	w := &writer{bufio.NewWriterSize(out, 1<<16), sink}
	return form.NewSingle(out, w.record, w.Flush), nil
}

// mention is one of an entity on the tokens [first,last].
type mention struct{ entity, first, last int }

func (w *writer) record(r dataset.Record) error {
	all := tokens.Words(r.Text, nil, nil)
	mentions := w.mentions(r, all)
	open, closed, single := make([][]int, len(all)), make([][]int, len(all)), make([][]int, len(all))
	var tags []tokens.Tag
	for _, m := range mentions {
		tags = append(tags, tokens.Tag{First: m.first, Last: m.last})
		if m.first == m.last {
			single[m.first] = append(single[m.first], m.entity)
			continue
		}
		open[m.first] = append(open[m.first], m.entity)
		closed[m.last] = append([]int{m.entity}, closed[m.last]...)
	}
	ends := conll.Sentences(r.Text, all, tags)
	fmt.Fprintf(w, "#begin document (%s); part 000\n", r.ID)
	for i, number := 0, 0; i < len(all); i++ {
		fmt.Fprintf(w, "%s 0 %d %s - - - - - - - %s\n", r.ID, number, all[i].Text, cell(closed[i], single[i], open[i]))
		if number++; ends[i] {
			number = 0
			fmt.Fprint(w, "\n")
		}
	}
	_, err := fmt.Fprint(w, "#end document\n")
	return err
}

// mentions are those of a record that have an entity, longer ones first where they begin alike. Of one entity each place counts once.
func (w *writer) mentions(r dataset.Record, all []tokens.Token) (list []mention) {
	numbers, seen := map[string]int{}, map[mention]bool{}
	for _, s := range r.Spans {
		if s.Entity == nil {
			w.sink.Lose(1, "spans without an entity")
			continue
		}
		number, known := numbers[s.Entity.ID]
		if !known {
			number = len(numbers)
			numbers[s.Entity.ID] = number
		}
		for _, segment := range s.Segments {
			first := sort.Search(len(all), func(i int) bool { return all[i].End > segment[0] })
			last := sort.Search(len(all), func(i int) bool { return all[i].Start >= segment[1] }) - 1
			m := mention{number, first, last}
			switch {
			case last < first:
				w.sink.Lose(1, "mentions without a token")
				continue
			case all[first].Start < segment[0] || all[last].End > segment[1]:
				w.sink.Lose(1, "ends of mentions within a token, which were widened")
			}
			if !seen[m] {
				seen[m] = true
				list = append(list, m)
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].first != list[j].first {
			return list[i].first < list[j].first
		}
		return list[i].last > list[j].last
	})
	return list
}

func cell(closed, single, open []int) string {
	var parts []string
	for _, list := range []struct {
		format string
		of     []int
	}{{"%d)", closed}, {"(%d)", single}, {"(%d", open}} {
		for _, entity := range list.of {
			parts = append(parts, fmt.Sprintf(list.format, entity))
		}
	}
	if len(parts) == 0 {
		return "-"
	}
	return strings.Join(parts, "|")
}
