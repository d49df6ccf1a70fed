package html

import (
	"os"
	"path/filepath"
	"strings"
)

// besideEndings are what browsers add to the name of a page for the folder of its pictures, in the languages that they speak.
var besideEndings = []string{"_files", ".files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "_file", "_bestanden", "-filer", "_filer", "_pliki", "_soubory",
	"-tiedostot", "_tiedostot", "_dosyalar", "_elemei", "_fisiere", "_datoteke", "_fajlovi", "_failid", "_fitxers", "_fitxategiak", "_bylos"}

// IsBeside says whether a folder of the disk is the one that a browser saved beside a page, with its pictures and frames in it.
func IsBeside(folder string) bool {
	for _, ending := range besideEndings {
		page, is := strings.CutSuffix(filepath.Clean(folder), ending)
		if !is {
			continue
		}
		for _, extension := range []string{".html", ".htm", ".xhtml", ".HTM", ".HTML"} {
			if info, err := os.Stat(page + extension); err == nil && info.Mode().IsRegular() {
				return true
			}
		}
	}
	return false
}
