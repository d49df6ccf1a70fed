package text

import (
	"path"
	"strings"
)

// otherNames say of the name of a file that it is no text of an article, by what they say it is: endings, and whole names, in small letters.
var otherNames = []struct{ what, names string }{
	{"a table", ".csv .tsv .tab .xlsx .dat"},
	{"JSON", ".json .jsonl .ndjson .ipynb .geojson"},
	{"a web page", ".html .htm .xhtml .mhtml"},
	{"XML", ".xml .xsd .xsl .xslt .svg .rdf .owl .plist"},
	{"a document", ".docx .odt .rtf"},
	{"a PDF file", ".pdf"},
	{"a book", ".epub"},
	{"a mail or a mailbox", ".eml .mbox"},
	{"a script", ".sh .bash .zsh .fish .ksh .csh .bat .cmd .ps1 .psm1 .sql .psql .ddl .awk .sed .tcl .vim .applescript"},
	{"a list of settings", ".yaml .yml .toml .ini .cfg .conf .config .properties .env .reg .inf .desktop .service .editorconfig .gitignore " +
		".gitattributes .gitmodules .dockerignore .npmrc .htaccess robots.txt requirements.txt"},
	{"a file by which a program is built", ".mk .mak .cmake .gradle .bazel .ninja .am .ac .m4 .lock .mod .sum makefile gnumakefile dockerfile .dockerfile " +
		"containerfile cmakelists.txt jenkinsfile vagrantfile gemfile rakefile procfile justfile go.mod go.sum"},
	{"the source of a program", ".js .mjs .cjs .jsx .ts .tsx .vue .css .scss .less .py .pyx .r .do .ado .sps .sas .jl .pl .pm .rb .php .c .h .cc .cpp .cxx .hpp .cs .go .java " +
		".rs .kt .swift .scala .clj .el .lisp .scm .hs .ml .erl .ex .lua .dart .pas .f .f90 .f95 .for .vb .vbs .bas .asm .s .proto .graphql .tf .m"},
	{"a list of changes", ".diff .patch"},
	{"a log", ".log"},
	{"a list of tokens with tags", ".conll .conllu .conll03 .iob .bio .bioes .ann"},
	{"a LaTeX source", ".tex .sty .cls .bst .ltx"},
	{"references", ".bib .ris .enw .bbl"},
	{"subtitles", ".srt .vtt .ass .ssa .sbv"},
	{"a calendar or an address", ".ics .vcf"},
	{"a catalogue of translations", ".po .pot"},
}

// namedOtherwise says what a file is by its name, "" where it may be the text of an article.
func namedOtherwise(base string) string {
	base = strings.ToLower(base)
	for _, other := range otherNames {
		for name := range strings.FieldsSeq(other.names) {
			if name == base || path.Ext(base) == name || !strings.HasPrefix(name, ".") && strings.HasPrefix(base, name+".") {
				return other.what
			}
		}
	}
	return ""
}
