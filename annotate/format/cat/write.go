package cat

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/conll"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
)

type writer struct {
	sink   *form.Sink
	labels *form.Names
	paths  *form.Paths
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	if err := head.NeedsText("cat"); err != nil {
		return nil, err
	}
	return &writer{sink, labels(head), form.NewPaths()}, nil
}

// labels are those of a codebook as names of elements.
func labels(head form.Head) *form.Names {
	n := form.NewNames(func(name string) string {
		name = form.Plain(name, "")
		if name[0] == '-' || name[0] >= '0' && name[0] <= '9' {
			name = "_" + name
		}
		return name
	})
	for _, label := range head.Codebook.Labels {
		n.Add(label.Name)
	}
	return n
}

// Close has nothing left to do.
func (w *writer) Close() error { return nil }

// Add writes the document of a record.
func (w *writer) Add(r dataset.Record) error {
	name := w.paths.Of(r) + ".xml"
	if layer := path.Dir(name); r.Layer != "" && layer != r.Layer {
		w.sink.Lose(1, "names of annotators, written with other characters")
	}
	out, err := w.sink.Create(name)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriter(out)
	w.document(buffered, path.Base(name), r)
	if err := buffered.Flush(); err != nil {
		return err
	}
	return out.Close()
}

func (w *writer) document(out io.Writer, name string, r dataset.Record) {
	all := tokens.Words(r.Text, tokens.Segments(r.Spans), nil)
	tags, empty := tokens.Tags(all, r.Spans)
	w.sink.Lose(empty, "spans, or segments of them, without a token")
	ends := conll.Sentences(r.Text, all, tags)
	fmt.Fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Document doc_name=\"%s\" doc_id=\"%s\">\n", markup.Escape(name), w.clean(r.ID))
	for i, sentence, number := 0, 0, 0; i < len(all); i++ {
		fmt.Fprintf(out, "<token t_id=\"%d\" sentence=\"%d\" number=\"%d\">%s</token>\n", i+1, sentence, number, w.clean(all[i].Text))
		if number++; ends[i] {
			sentence, number = sentence+1, 0
		}
	}
	fmt.Fprint(out, "<Markables>\n")
	anchors := map[string][]tokens.Tag{}
	for _, t := range tags {
		anchors[t.Span] = append(anchors[t.Span], t)
	}
	mentions := map[string][]int{} // of entities
	var entities []dataset.Span
	m := 0
	spans := slices.Clone(r.Spans)
	slices.SortStableFunc(spans, func(a, b dataset.Span) int { // whatever their ids, which do not come back
		return cmp.Or(a.Start-b.Start, a.End-b.End, cmp.Compare(a.Label, b.Label), slices.CompareFunc(a.Segments, b.Segments, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) }),
			cmp.Compare(entityID(a), entityID(b)))
	})
	for _, s := range spans {
		if len(anchors[s.ID]) == 0 {
			continue
		}
		m++
		fmt.Fprintf(out, "<%s m_id=\"%d\">\n", w.labels.Add(s.Label), m)
		for _, t := range anchors[s.ID] {
			for i := t.First; i <= t.Last; i++ {
				fmt.Fprintf(out, "<token_anchor t_id=\"%d\"/>\n", i+1)
			}
		}
		fmt.Fprintf(out, "</%s>\n", w.labels.Add(s.Label))
		if s.Entity != nil {
			if mentions[s.Entity.ID] == nil {
				entities = append(entities, s)
			}
			mentions[s.Entity.ID] = append(mentions[s.Entity.ID], m)
		}
	}
	for i, s := range entities {
		fmt.Fprintf(out, "<%s m_id=\"%d\" RELATED_TO=\"\" %s=\"%s\" %s=\"%s\"/>\n", w.labels.Add(s.Label), m+i+1, descriptor, w.clean(s.Entity.Name), instanceID, w.clean(s.Entity.ID))
	}
	fmt.Fprint(out, "</Markables>\n<Relations>\n")
	for i, s := range entities {
		fmt.Fprintf(out, "<%s r_id=\"%d\" note=\"%s\">\n", crossDocument, i+1, w.clean(s.Entity.ID))
		for _, mention := range mentions[s.Entity.ID] {
			fmt.Fprintf(out, "<source m_id=\"%d\"/>\n", mention)
		}
		fmt.Fprintf(out, "<target m_id=\"%d\"/>\n</%s>\n", m+i+1, crossDocument)
	}
	fmt.Fprint(out, "</Relations>\n</Document>\n")
}

func entityID(s dataset.Span) string {
	if s.Entity == nil {
		return ""
	}
	return s.Entity.ID
}

// clean is a text as it stands in XML, without the characters that it cannot hold.
func (w *writer) clean(text string) string {
	sound, went := markup.Sound(text)
	w.sink.Lose(went, "control characters")
	return markup.Escape(sound)
}
