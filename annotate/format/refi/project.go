package refi

import (
	"path"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
)

// project is all of a project but its sources, which are read one by one.
type project struct {
	users     map[string]string // name by GUID
	codes     map[string]*code
	variables map[string]string         // name by GUID
	entities  map[string][]entity       // by the GUID of a selection
	notes     map[string]string         // text by GUID
	links     map[string][]linkXML      // by the GUID of the origin
	segments  map[string][]string       // GUIDs of the further segments of a selection
	further   map[string]string         // first segment by the GUID of a further one
	home      map[string]selectionsHome // of selections to which links lead
	other     int                       // links of which an end is no selection
}

type entity struct{ id, name string }

// selectionsHome is where a selection is: in which source, and whose it is.
type selectionsHome struct{ source, user string }

// code is one of the codebook, and below which it stands.
type code struct {
	guid, name string
	codable    bool
	above      *code
	unique     bool // no other has its name
}

// attribute returns the label and the attribute that a code is a value of, nil where it is not: a value stands below what codes nothing, and
// that below a label.
func (c *code) attribute() (label, attribute *code) {
	if c.above == nil || c.above.codable || c.above.above == nil || !c.above.above.codable {
		return nil, nil
	}
	return c.above.above, c.above
}

// label is what a code is called as a label: with what it stands below where its name says too little.
func (c *code) label() string {
	if c.unique || c.above == nil {
		return strings.TrimSpace(c.name)
	}
	return strings.TrimSpace(c.above.name) + ": " + strings.TrimSpace(c.name)
}

type codeXML struct {
	GUID    string    `xml:"guid,attr"`
	Name    string    `xml:"name,attr"`
	Codable string    `xml:"isCodable,attr"`
	Codes   []codeXML `xml:"Code"`
}

type refXML struct {
	Target string `xml:"targetGUID,attr"`
}

type caseXML struct {
	GUID       string   `xml:"guid,attr"`
	Name       string   `xml:"name,attr"`
	Selections []refXML `xml:"SelectionRef"`
}

type linkXML struct {
	GUID   string   `xml:"guid,attr"`
	Name   string   `xml:"name,attr"`
	Origin string   `xml:"originGUID,attr"`
	Target string   `xml:"targetGUID,attr"`
	Notes  []refXML `xml:"NoteRef"`
}

type variableXML struct {
	GUID string `xml:"guid,attr"`
	Name string `xml:"name,attr"`
}

// readProject reads all but the sources.
func (r *reader) readProject() (*project, error) {
	p := &project{users: map[string]string{}, codes: map[string]*code{}, variables: map[string]string{}, entities: map[string][]entity{}, notes: map[string]string{},
		links: map[string][]linkXML{}, segments: map[string][]string{}, further: map[string]string{}, home: map[string]selectionsHome{}}
	err := r.elements(func(d *markup.Decoder, name string) error {
		switch name {
		case "Users":
			return each(d, "User", func(u variableXML) { p.users[known(u.GUID)] = u.Name })
		case "CodeBook":
			return r.readCodes(d, p)
		case "Variables":
			return each(d, "Variable", func(v variableXML) { p.variables[known(v.GUID)] = v.Name })
		case "Cases":
			return each(d, "Case", func(c caseXML) {
				for _, s := range c.Selections {
					p.entities[known(s.Target)] = append(p.entities[known(s.Target)], entity{known(c.GUID), c.Name})
				}
			})
		case "Notes":
			return each(d, "Note", func(n sourceXML) { r.readNote(p, n) })
		case "Links":
			return each(d, "Link", p.link)
		}
		return d.Over()
	})
	return p, err
}

// each reads the elements of a name within the one that was begun.
func each[T any](d *markup.Decoder, name string, take func(T)) error {
	for {
		start, found, err := d.Next()
		if err != nil || !found {
			return err
		}
		if start.Name.Local != name {
			if err := d.Over(); err != nil {
				return err
			}
			continue
		}
		var value T
		if err := d.Into(&value, start); err != nil {
			return err
		}
		take(value)
	}
}

// elements reads the project from its beginning and lets take read or leave each of its parts.
func (r *reader) elements(take func(d *markup.Decoder, name string) error) error {
	file, err := r.files.Open(r.project)
	if err != nil {
		return err
	}
	defer file.Close()
	d := markup.NewDecoder(file)
	root, err := d.Root()
	if err != nil {
		return err
	}
	if root.Name.Local != "Project" {
		return annotate.Invalidf("%s holds no project but “%s”: export it again from the program that wrote it", r.project, root.Name.Local)
	}
	for {
		start, found, err := d.Next()
		if err != nil || !found {
			return err
		}
		if err := take(d, start.Name.Local); err != nil {
			return err
		}
	}
}

func (r *reader) readCodes(d *markup.Decoder, p *project) error {
	named := map[string]int{}
	var add func(list []codeXML, above *code)
	add = func(list []codeXML, above *code) {
		for _, c := range list {
			one := &code{guid: known(c.GUID), name: c.Name, codable: c.Codable != "false" && c.Codable != "0", above: above}
			p.codes[one.guid] = one
			if label, _ := one.attribute(); label == nil {
				named[one.name]++
			}
			add(c.Codes, one)
		}
	}
	err := each(d, "Codes", func(c codeXML) { add(c.Codes, nil) })
	for _, c := range p.codes {
		c.unique = named[c.name] < 2
	}
	return err
}

// readNote keeps the text of a note, which may lie in a file of its own.
func (r *reader) readNote(p *project, n sourceXML) {
	text := n.Content
	if text == "" && n.PlainPath != "" {
		raw, err := r.content(n)
		if err != nil {
			r.note("the note “%s” was left out: %v", n.Name, err)
			return
		}
		text = raw
	}
	p.notes[known(n.GUID)] = text
}

func (p *project) link(l linkXML) {
	origin, target := known(l.Origin), known(l.Target)
	if l.Name == segmentLink {
		p.segments[origin] = append(p.segments[origin], target)
		p.further[target] = origin
		return
	}
	p.links[origin] = append(p.links[origin], l)
	p.home[target] = selectionsHome{}
}

// file is the name in the archive of a file that an element names, "" where it is not in it.
func (r *reader) file(named string) string {
	within, is := strings.CutPrefix(named, "internal://")
	if !is {
		return ""
	}
	for _, name := range r.files.Names {
		if strings.EqualFold(name, "sources/"+within) || strings.EqualFold(path.Base(name), path.Base(within)) && strings.EqualFold(path.Dir(name), "sources") {
			return name
		}
	}
	return ""
}

// content is the text of a source or a note.
func (r *reader) content(s sourceXML) (string, error) {
	if s.PlainPath == "" {
		return s.Content, nil
	}
	name := r.file(s.PlainPath)
	if name == "" {
		return "", annotate.NotFoundf("its text %s is not in the archive", s.PlainPath)
	}
	return form.ReadText(r.files.Source(name), mostText, r.options, func(sentence string) { r.note("%s: %s", name, sentence) })
}
