// Package webanno writes and reads WebAnno TSV 3.3, which INCEpTION exports and imports: a header that names layers and their features, then
// sentences with a token a line and a column a feature. Offsets are UTF-16 units. Several annotations on a token are stacked, and a number
// behind a value ties the rows of one together.
//
// All spans are of one layer whose feature “label” holds ours, and relations of another; both must be made in the project before. A span of
// several segments is several annotations with one id in the feature “span”. The text comes back but for a line end at its very end.
//
// It knows no project. Start with Format.
package webanno

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is a folder of files, one an article and annotator. A file is read by itself too.
var Format = form.Format{
	Name: "webanno", Title: "WebAnno TSV 3.3 (INCEpTION)", Extensions: []string{".tsv"}, Shape: form.Folder,
	Holds:     form.Holds{Texts: true, Parted: true, Attributes: true, Entities: true, Notes: true, Relations: true, IDs: []string{"spans"}},
	Recognise: func(_ string, start []byte) bool { return begins(start) }, RecogniseFiles: recogniseFiles, Read: read, Records: true, Foreign: true, Write: write,
}

func begins(start []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), []byte("#FORMAT=WebAnno TSV 3"))
}

// articleEndings are those of files that would be articles of their own, so that a folder with them is more than an export.
var articleEndings = []string{".html", ".htm", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mht", ".jsonl", ".csv", ".xlsx"}

func recogniseFiles(files *form.Files) bool {
	found := false
	for _, name := range files.Names {
		switch ending := strings.ToLower(path.Ext(name)); {
		case slices.Contains(articleEndings, ending):
			return false
		case ending == ".tsv" && !found:
			start, err := files.Source(name).Start()
			if found = err == nil && begins(start); !found {
				return false
			}
		}
	}
	return found
}

// The layers and the features that each span and relation has.
const (
	spanLayer     = "webanno.custom.ParallaxSpan"
	relationLayer = "webanno.custom.ParallaxRelation"
	featureEntity = "entity"
	featureLabel  = "label"
	featureNote   = "note"
	featureSpan   = "span"
	featureType   = "type"
	base          = "BT_" // begins the name of the column that says from where a relation leads
)

var ours = []string{featureEntity, featureLabel, featureNote, featureSpan}

var notInFeature = regexp.MustCompile(`[^A-Za-z0-9]+`)

// features are the attributes of a codebook as features: a letter, then letters, digits and single “_”.
func features(cb annotate.Codebook) *form.Names {
	n := form.NewNames(func(name string) string {
		name = strings.Trim(notInFeature.ReplaceAllString(name, "_"), "_")
		if name == "" || name[0] >= '0' && name[0] <= '9' {
			name = strings.TrimSuffix("x_"+name, "_")
		}
		return name
	})
	for _, taken := range ours {
		n.Add(taken + " ") // so that no attribute takes its place
	}
	for _, label := range cb.Labels {
		for _, a := range label.Attributes {
			n.Add(a.Name)
		}
	}
	return n
}

var (
	escapes = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `|`, `\|`, `_`, `\_`, `;`, `\;`, `->`, `\->`, `*`, `\*`, "\t", `\t`, "\n", `\n`, "\r", "")
	inText  = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\r", `\r`, "\f", `\f`, "\b", `\b`)
)

// unescape is the inverse of both.
func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		switch text[i] {
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 'f':
			b.WriteByte('\f')
		case 'b':
			b.WriteByte('\b')
		default:
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// parted are the parts of a text at a sign that has no backslash before it.
func parted(text string, sign byte) (parts []string) {
	start := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case sign:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}
