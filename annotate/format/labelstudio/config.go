package labelstudio

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// control is the part of a config by which an attribute of a label is set.
type control struct {
	label     string
	attribute annotate.Attribute
	name      string
}

// controls are those of a codebook, in its order, each with a name of its own.
func controls(cb annotate.Codebook) []control {
	taken := []string{labelControl, noteControl, entityControl, textObject}
	var all []control
	for _, l := range cb.Labels {
		for _, a := range l.Attributes {
			base := plain(l.Name) + "_" + plain(a.Name)
			name := base
			for n := 2; slices.Contains(taken, name); n++ {
				name = fmt.Sprintf("%s_%d", base, n)
			}
			taken = append(taken, name)
			all = append(all, control{l.Name, a, name})
		}
	}
	return all
}

// plain is a name in the letters that a control's name takes.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			return r
		}
		return '_'
	}, name)
}

// config is the labelling config for tasks of a codebook.
func config(cb annotate.Codebook) string {
	var b strings.Builder
	line := func(depth int, format string, args ...any) {
		for i, a := range args {
			args[i] = escaped(a.(string))
		}
		b.WriteString(strings.Repeat("  ", depth))
		fmt.Fprintf(&b, format+"\n", args...)
	}
	line(0, "<View>")
	line(1, `<Labels name="`+labelControl+`" toName="`+textObject+`">`)
	for _, l := range cb.Labels {
		line(2, `<Label value="%s" background="%s" hint="%s"/>`, l.Name, l.Color, l.Description)
	}
	line(1, "</Labels>")
	line(1, `<Text name="`+textObject+`" value="$text"/>`)
	for _, c := range controls(cb) {
		when := `name="%s" toName="` + textObject + `" perRegion="true" visibleWhen="region-selected" whenTagName="` + labelControl + `" whenLabelValue="%s"`
		line(1, `<Header value="%s" size="6"/>`, c.label+": "+c.attribute.Name)
		switch c.attribute.Type {
		case annotate.Number:
			line(1, "<Number "+when+"/>", c.name, c.label)
		case annotate.Date:
			line(1, "<DateTime "+when+` only="date" format="%%Y-%%m-%%d"/>`, c.name, c.label)
		case annotate.Text:
			line(1, "<TextArea "+when+` maxSubmissions="1" editable="true"/>`, c.name, c.label)
		default:
			choice, options := "single", c.attribute.Options
			if c.attribute.Type == annotate.Choices {
				choice = "multiple"
			}
			if c.attribute.Type == annotate.Boolean {
				options = []string{"true", "false"}
			}
			line(1, "<Choices "+when+` choice="%s">`, c.name, c.label, choice)
			for _, option := range options {
				line(2, `<Choice value="%s"/>`, option)
			}
			line(1, "</Choices>")
		}
	}
	for _, name := range []string{noteControl, entityControl} {
		line(1, `<TextArea name="%s" toName="`+textObject+`" perRegion="true" visibleWhen="region-selected" placeholder="%s" editable="true"/>`, name, name)
	}
	line(1, "<Relations>")
	for _, r := range cb.RelationTypes {
		line(2, `<Relation value="%s"/>`, r.Name)
	}
	line(2, `<Relation value="`+segmentType+`"/>`)
	line(1, "</Relations>")
	line(0, "</View>")
	return b.String()
}

// escaped is a text as it stands between quotes.
func escaped(text string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a buffer takes all
	}
	return b.String()
}
