package refi

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// mostText bounds the text of a source, in bytes.
const mostText = ingest.MaxSize

// reader goes through the project up to three times: for all but the sources, for where the ends of links are, and for the sources.
type reader struct {
	files   *form.Files
	project string
	options form.ReadOptions
	p       *project
	media   int // sources that are no texts
	all     int // codings of whole sources
	bare    int // selections without a code
}

var errStopped = errors.New("stopped")

func read(from form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		files, err := from.Files()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer files.Close()
		r := &reader{files: files, project: projectIn(files), options: options}
		if r.project == "" {
			yield(form.Item{}, annotate.Invalidf("it holds no project.qde: choose a .qdpx file that another program exported"))
			return
		}
		if err := r.read(yield); err != nil && !errors.Is(err, errStopped) {
			yield(form.Item{}, err)
		}
	}
}

func (r *reader) note(format string, args ...any) {
	if r.options.Note != nil {
		r.options.Note(fmt.Sprintf(format, args...))
	}
}

func (r *reader) count(n int, one, many string) {
	if n > 0 {
		r.note("%s", annotate.Counted(n, one, many))
	}
}

type sourceXML struct {
	GUID       string         `xml:"guid,attr"`
	Name       string         `xml:"name,attr"`
	PlainPath  string         `xml:"plainTextPath,attr"`
	RichPath   string         `xml:"richTextPath,attr"`
	Content    string         `xml:"PlainTextContent"`
	Selections []selectionXML `xml:"PlainTextSelection"`
	Codings    []codingXML    `xml:"Coding"`
	Values     []valueXML     `xml:"VariableValue"`
}

type selectionXML struct {
	GUID        string      `xml:"guid,attr"`
	Name        string      `xml:"name,attr"`
	Start       string      `xml:"startPosition,attr"`
	End         string      `xml:"endPosition,attr"`
	User        string      `xml:"creatingUser,attr"`
	Description string      `xml:"Description"`
	Codings     []codingXML `xml:"Coding"`
	Notes       []refXML    `xml:"NoteRef"`
}

type codingXML struct {
	GUID  string   `xml:"guid,attr"`
	User  string   `xml:"creatingUser,attr"`
	Code  refXML   `xml:"CodeRef"`
	Notes []refXML `xml:"NoteRef"`
}

type valueXML struct {
	Variable refXML `xml:"VariableRef"`
	Text     string `xml:"TextValue"`
	Date     string `xml:"DateValue"`
	DateTime string `xml:"DateTimeValue"`
}

func (r *reader) read(yield func(form.Item, error) bool) (err error) {
	if r.p, err = r.readProject(); err != nil {
		return err
	}
	if len(r.p.home) > 0 {
		if err := r.sources(r.findEnds); err != nil {
			return err
		}
	}
	r.media = 0
	found := false
	err = r.sources(func(s sourceXML) error {
		records, err := r.records(s)
		for _, record := range records {
			found = true
			if !yield(form.Item{Record: record}, nil) {
				return errStopped
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	r.count(r.media, "source is no text and was left out", "sources are no texts and were left out")
	r.count(r.all, "coding of a whole source was left out", "codings of whole sources were left out")
	r.count(r.bare, "selection has no code and was left out", "selections have no code and were left out")
	r.count(r.p.other, "link leads from or to something that is no coded selection and was left out", "links lead from or to something that is no coded selection and were left out")
	if !found {
		return annotate.Invalidf("it holds no text: choose a project with texts")
	}
	return nil
}

// sources reads the sources that are texts, one by one.
func (r *reader) sources(take func(sourceXML) error) error {
	return r.elements(func(d *markup.Decoder, name string) error {
		if name != "Sources" {
			return d.Over()
		}
		for {
			start, found, err := d.Next()
			if err != nil || !found {
				return err
			}
			if start.Name.Local != "TextSource" {
				r.media++
				if err := d.Over(); err != nil {
					return err
				}
				continue
			}
			var s sourceXML
			if err := d.Into(&s, start); err != nil {
				return err
			}
			if err := take(s); err != nil {
				return err
			}
		}
	})
}

// findEnds notes in which source the selections are to which links lead.
func (r *reader) findEnds(s sourceXML) error {
	for _, one := range s.Selections {
		if _, wanted := r.p.home[known(one.GUID)]; wanted && len(one.Codings) > 0 {
			r.p.home[known(one.GUID)] = selectionsHome{known(s.GUID), r.layer(one, one.Codings[0])}
		}
	}
	return nil
}

// layer is whose a coding is.
func (r *reader) layer(s selectionXML, c codingXML) string {
	for _, guid := range []string{c.User, s.User} {
		if name, named := r.p.users[known(guid)]; named && strings.TrimSpace(name) != "" {
			return build.Layer(name)
		}
	}
	return ""
}

// meta is what the variables of a source say of it.
func (r *reader) meta(s sourceXML) dataset.Meta {
	m := dataset.Meta{Title: s.Name}
	fields := map[string]*string{varStory: &m.Story, varOutlet: &m.Outlet, varAuthor: &m.Author, varDate: &m.Published, varURL: &m.URL, varLanguage: &m.Language, varFile: &m.SourceFile}
	for _, v := range s.Values {
		if field := fields[strings.ToLower(r.p.variables[known(v.Variable.Target)])]; field != nil {
			*field = v.Text + v.Date + v.DateTime
		}
	}
	if m.Title == m.SourceFile {
		m.Title = ""
	}
	return m
}
