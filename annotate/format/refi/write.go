package refi

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
)

// writer writes texts as they come. What stands in the project after them waits in files of its own, so that it may be of any size.
type writer struct {
	sink    *form.Sink
	codes   *codes
	users   map[string]bool
	cases   map[string]*caseOf // by id
	open    *source            // the article whose records come
	waiting map[string]*source // all of them, where the records of an article need not stand together
	sources *part
	notes   *part
	links   *part
}

// source is an article with the selections of all that annotated it.
type source struct {
	dataset.Record
	selections []selection
}

type selection struct {
	dataset.Span
	layer   string
	segment int // which of the span's it is
}

// caseOf is an entity with its mentions.
type caseOf struct {
	dataset.Entity
	label      string
	selections []string
}

func write(head form.Head, sink *form.Sink) (_ form.Writer, err error) {
	if err := head.NeedsText("refi-qda"); err != nil {
		return nil, err
	}
	w := &writer{sink: sink, codes: newCodes(head.Codebook), users: map[string]bool{}, cases: map[string]*caseOf{}}
	if head.Options.Unit == dataset.UnitSentence {
		w.waiting = map[string]*source{}
	}
	for _, p := range []**part{&w.sources, &w.notes, &w.links} {
		if *p, err = newPart(); err != nil {
			return nil, errors.Join(err, w.discard())
		}
	}
	return w, nil
}

func (w *writer) discard() error {
	var all error
	for _, p := range []*part{w.sources, w.notes, w.links} {
		if p != nil {
			all = errors.Join(all, p.discard())
		}
	}
	return all
}

// part is a piece of the project that waits in a file.
type part struct {
	*bufio.Writer
	file *os.File
	used bool
}

func newPart() (*part, error) {
	file, err := os.CreateTemp("", "parallax-export-")
	if err != nil {
		return nil, fmt.Errorf("making room beside the export: %w", err)
	}
	_ = os.Remove(file.Name()) // so that nothing is left of an export that fails, where the system lets a file live on that is open
	return &part{Writer: bufio.NewWriter(file), file: file}, nil
}

func (p *part) printf(format string, args ...any) {
	p.used = true
	fmt.Fprintf(p, format, args...)
}

// copyTo writes what waits, within an element, and nothing where nothing does.
func (p *part) copyTo(out io.Writer, element string) error {
	if !p.used {
		return nil
	}
	if err := p.Flush(); err != nil {
		return err
	}
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	fmt.Fprintf(out, "<%s>\n", element)
	if _, err := io.Copy(out, p.file); err != nil {
		return err
	}
	fmt.Fprintf(out, "</%s>\n", element)
	return nil
}

func (p *part) discard() error {
	err := p.file.Close()
	if removed := os.Remove(p.file.Name()); !errors.Is(removed, os.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	return err
}

// Add writes the text of a record where it is new, and keeps its spans until all of its article are there.
func (w *writer) Add(r dataset.Record) error {
	s := w.open
	if w.waiting != nil {
		s = w.waiting[r.ID]
	}
	if s == nil || s.ID != r.ID {
		if w.waiting == nil {
			w.close()
		}
		s = &source{Record: r}
		if w.open = s; w.waiting != nil {
			w.waiting[r.ID] = s
		}
		if err := w.text(r); err != nil {
			return err
		}
	}
	for _, span := range r.Spans {
		w.ids(span.ID)
		for i := range span.Segments {
			s.selections = append(s.selections, selection{span, r.Layer, i})
		}
		w.users[r.Layer] = true
		if span.Entity != nil {
			w.mention(span)
		}
	}
	for _, relation := range r.Relations {
		w.relation(relation, r.Layer)
	}
	return nil
}

// ids counts an id that could not be kept.
func (w *writer) ids(id string) {
	if guid(id) != id {
		w.sink.Lose(1, "ids that are no GUIDs")
	}
}

func (w *writer) text(r dataset.Record) error {
	w.ids(r.ID)
	if n := strings.Count(r.Text, "\r"); n > 0 {
		w.sink.Lose(n, "carriage returns, written as spaces")
		r.Text = strings.ReplaceAll(r.Text, "\r", " ")
	}
	out, err := w.sink.Create("sources/" + guid(r.ID) + ".txt")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, r.Text); err != nil {
		return err
	}
	return out.Close()
}

func (w *writer) mention(span dataset.Span) {
	c := w.cases[span.Entity.ID]
	if c == nil {
		w.ids(span.Entity.ID)
		c = &caseOf{Entity: *span.Entity, label: span.Label}
		w.cases[span.Entity.ID] = c
	}
	c.selections = append(c.selections, guid(span.ID))
}

func (w *writer) relation(r dataset.Relation, layer string) {
	w.ids(r.ID)
	if r.Note == "" {
		w.link(guid(r.ID), r.Type, guid(r.Head), guid(r.Tail), "")
		return
	}
	note := annotate.DerivedID(r.ID, "note")
	w.notes.printf("<Note guid=\"%s\" name=\"%s\"%s>\n<PlainTextContent>%s</PlainTextContent>\n</Note>\n", note, w.clean(r.Type), w.by(layer), w.clean(r.Note))
	w.link(guid(r.ID), r.Type, guid(r.Head), guid(r.Tail), note)
}

func (w *writer) link(id, name, origin, target, note string) {
	w.links.printf(`<Link guid="%s" name="%s" direction="OneWay" originGUID="%s" targetGUID="%s"`, id, w.clean(name), origin, target)
	if note == "" {
		w.links.printf("/>\n")
		return
	}
	w.links.printf(">\n<NoteRef targetGUID=\"%s\"/>\n</Link>\n", note)
}

// clean is a text as it stands in XML, without the characters that it cannot hold.
func (w *writer) clean(text string) string {
	sound, went := markup.Sound(text)
	w.sink.Lose(went, "control characters")
	return markup.Escape(sound)
}

func userOf(layer string) string { return annotate.NewAnnotator(layer).ID }

// by says who made something.
func (w *writer) by(layer string) string {
	if layer == "" {
		return ""
	}
	w.users[layer] = true
	return fmt.Sprintf(` creatingUser="%s"`, userOf(layer))
}

// close writes the article that is open.
func (w *writer) close() {
	if w.open != nil {
		w.source(w.open)
		w.open = nil
	}
}

func (w *writer) source(s *source) {
	id := guid(s.ID)
	w.sources.printf(`<TextSource guid="%s" name="%s" plainTextPath="internal://%s.txt">`+"\n", id, w.clean(cmp.Or(s.Meta.Title, s.Meta.SourceFile, "Untitled article")), id)
	slices.SortFunc(s.selections, func(a, b selection) int {
		x, y := a.Segments[a.segment], b.Segments[b.segment]
		return cmp.Or(x[0]-y[0], x[1]-y[1], cmp.Compare(a.layer, b.layer), cmp.Compare(a.ID, b.ID), a.segment-b.segment)
	})
	text := []rune(s.Text)
	for _, one := range s.selections {
		w.selection(one, text)
	}
	values := map[string]string{varStory: s.Meta.Story, varOutlet: s.Meta.Outlet, varAuthor: s.Meta.Author, varDate: s.Meta.Published, varURL: s.Meta.URL,
		varLanguage: s.Meta.Language, varFile: s.Meta.SourceFile}
	for _, name := range variables {
		if values[name] != "" {
			w.sources.printf("<VariableValue>\n<VariableRef targetGUID=\"%s\"/>\n<TextValue>%s</TextValue>\n</VariableValue>\n", variable(name), w.clean(values[name]))
		}
	}
	w.sources.printf("</TextSource>\n")
}

func variable(name string) string { return annotate.DerivedID("refi", "variable", name) }

// selectionID is the GUID of a segment of a span: that of the first is the span's.
func selectionID(span string, segment int) string {
	if segment == 0 {
		return guid(span)
	}
	return annotate.DerivedID(span, segmentLink, fmt.Sprint(segment))
}

func (w *writer) selection(s selection, text []rune) {
	id, by, place := selectionID(s.ID, s.segment), w.by(s.layer), s.Segments[s.segment]
	w.sources.printf("<PlainTextSelection guid=\"%s\" name=\"%s\" startPosition=\"%d\" endPosition=\"%d\"%s>\n", id, w.clean(nameOf(text[place[0]:place[1]])), place[0], place[1], by)
	if s.segment > 0 {
		w.link(annotate.DerivedID(id, "link"), segmentLink, guid(s.ID), id, "")
	} else if s.Note != "" {
		w.sources.printf("<Description>%s</Description>\n", w.clean(s.Note))
	}
	label := w.codes.label(s.Label)
	w.coding(id, label.guid, by)
	for _, a := range s.Attributes {
		for _, value := range form.WriteValue(a.Value) {
			w.coding(id, label.attribute(a.Name).value(value), by)
		}
	}
	w.sources.printf("</PlainTextSelection>\n")
}

func (w *writer) coding(selection, code, by string) {
	w.sources.printf("<Coding guid=\"%s\"%s>\n<CodeRef targetGUID=\"%s\"/>\n</Coding>\n", annotate.DerivedID(selection, code), by, code)
}

// longestName is how much of its words a selection is called by, in code points.
const longestName = 80

// nameOf is what a selection is called: its words, with one space for each stretch of white space.
func nameOf(words []rune) string {
	cut := len(words) > longestName
	if cut {
		words = words[:longestName]
	}
	name := strings.Join(strings.Fields(string(words)), " ")
	if cut {
		name += "…"
	}
	return name
}

// Close writes the project.
func (w *writer) Close() (err error) {
	defer func() { err = errors.Join(err, w.discard()) }()
	w.close()
	for _, id := range slices.Sorted(maps.Keys(w.waiting)) {
		w.source(w.waiting[id])
	}
	file, err := w.sink.Create("project.qde")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(file)
	fmt.Fprintf(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"%s\" name=\"Parallax\" origin=\"Parallax\">\n", namespace)
	w.writeUsers(out)
	w.codes.write(out, w.clean)
	fmt.Fprint(out, "<Variables>\n")
	for _, name := range variables {
		fmt.Fprintf(out, "<Variable guid=\"%s\" name=\"%s\" typeOfVariable=\"Text\"/>\n", variable(name), name)
	}
	fmt.Fprint(out, "</Variables>\n")
	w.writeCases(out)
	for _, p := range []struct {
		*part
		element string
	}{{w.sources, "Sources"}, {w.notes, "Notes"}, {w.links, "Links"}} {
		if err := p.copyTo(out, p.element); err != nil {
			return err
		}
	}
	fmt.Fprint(out, "</Project>\n")
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Close()
}

func (w *writer) writeUsers(out io.Writer) {
	delete(w.users, "")
	if len(w.users) == 0 {
		return
	}
	fmt.Fprint(out, "<Users>\n")
	for _, layer := range slices.Sorted(maps.Keys(w.users)) {
		fmt.Fprintf(out, "<User guid=\"%s\" name=\"%s\"/>\n", userOf(layer), w.clean(layer))
	}
	fmt.Fprint(out, "</Users>\n")
}

func (w *writer) writeCases(out io.Writer) {
	if len(w.cases) == 0 {
		return
	}
	fmt.Fprint(out, "<Cases>\n")
	for _, id := range slices.SortedFunc(maps.Keys(w.cases), func(a, b string) int {
		return cmp.Or(cmp.Compare(w.cases[a].Name, w.cases[b].Name), cmp.Compare(a, b))
	}) {
		c := w.cases[id]
		fmt.Fprintf(out, "<Case guid=\"%s\" name=\"%s\">\n<CodeRef targetGUID=\"%s\"/>\n", guid(id), w.clean(c.Name), w.codes.label(c.label).guid)
		slices.Sort(c.selections)
		for _, selection := range c.selections {
			fmt.Fprintf(out, "<SelectionRef targetGUID=\"%s\"/>\n", selection)
		}
		fmt.Fprint(out, "</Case>\n")
	}
	fmt.Fprint(out, "</Cases>\n")
}
