package read

import (
	"runtime"
	"slices"

	"github.com/parallax-annotation/parallax/ui/wording"
)

// scriptNames are what the letters of a script are called, by its code in ISO 15924.
var scriptNames = map[string]string{
	"Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Bopo": "Bopomofo", "Cans": "Canadian Aboriginal", "Cher": "Cherokee", "Copt": "Coptic",
	"Cyrl": "Cyrillic", "Deva": "Devanagari", "Ethi": "Ethiopic", "Geor": "Georgian", "Grek": "Greek", "Gujr": "Gujarati", "Guru": "Gurmukhi",
	"Hang": "Korean", "Hani": "Chinese", "Hebr": "Hebrew", "Hira": "Japanese", "Java": "Javanese", "Kana": "Japanese", "Khmr": "Khmer", "Knda": "Kannada",
	"Laoo": "Lao", "Latn": "rare Latin", "Mlym": "Malayalam", "Mong": "Mongolian", "Mymr": "Burmese", "Nkoo": "N’Ko", "Orya": "Odia", "Rohg": "Rohingya",
	"Sinh": "Sinhala", "Sund": "Sundanese", "Syrc": "Syriac", "Taml": "Tamil", "Telu": "Telugu", "Tfng": "Tifinagh", "Thaa": "Thaana", "Thai": "Thai",
	"Tibt": "Tibetan",
}

// eastAsian are the scripts whose fonts come in a package of their own.
var eastAsian = []string{"Bopo", "Hang", "Hani", "Hira", "Kana"}

// fonts says which letters of the articles no font has, once for each script while the project is open.
type fonts struct {
	view *View
	said map[string]bool // script
}

// say says of which scripts letters stand as boxes, and what to install.
func (f *fonts) say(scripts []string) {
	var fresh []string
	for _, script := range scripts {
		if !f.said[script] {
			f.said[script] = true
			fresh = append(fresh, script)
		}
	}
	if len(fresh) > 0 {
		f.view.session.Aside(noFont(fresh, runtime.GOOS))
	}
}

// noFont is the sentence about scripts for which a system has no font.
func noFont(scripts []string, system string) string {
	var names, needed []string
	for _, script := range scripts {
		name := scriptNames[script]
		if name == "" {
			name = "“" + script + "”"
		}
		pack := "fonts-noto-core"
		if slices.Contains(eastAsian, script) {
			pack = "fonts-noto-cjk"
		}
		if system == "windows" || system == "darwin" {
			pack = "Noto Sans " + name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if !slices.Contains(needed, pack) {
			needed = append(needed, pack)
		}
	}
	how := "install " + wording.And(needed)
	switch system {
	case "windows":
		how = "add " + wording.And(needed) + " under Settings, Personalisation, Fonts"
	case "darwin":
		how = "add " + wording.And(needed) + " with Font Book"
	}
	return "No font here has " + wording.And(names) + " letters: " + how + "."
}
