package ingest

import (
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// Foreign says what a text is that is no article's, such as JSON, a program or a log, "" where it may be one. It looks at the beginning
// only. What is prose but for a few lines is prose.
func Foreign(text string) string {
	text = strings.TrimLeft(text, "\ufeff \t\r\n")
	text = text[:min(len(text), mostForeign)]
	if name := begins(text); name != "" {
		return name
	}
	for _, is := range []struct {
		what string
		is   func(string) bool
	}{{"JSON", isJSON}, {"XML", isXML}, {"base64, a file that was encoded to be mailed", isBase64}, {"a log", isLog}, {"a list of settings", isSettings}, {"tokens in columns", isTokens}, {"a Makefile", isMakefile}, {"the source of a program", isProgram}} {
		if is.is(text) {
			return is.what
		}
	}
	return ""
}

// mostForeign is how much of a text is looked at, in bytes.
const mostForeign = 64 << 10

// beginnings are the signs by which such texts begin.
var beginnings = []struct{ expression, what string }{
	{`^#! ?/`, "a script"}, {`^<\?php`, "a PHP script"}, {`^%!PS`, "a PostScript file"}, {`^WEBVTT\b`, "a file of subtitles"}, {`^\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> `, "a file of subtitles"},
	{`^-----BEGIN [A-Z ]+-----`, "a key or a certificate"}, {`^BEGIN:(VCALENDAR|VCARD)\b`, "a calendar or an address"}, {`^diff --git |^--- \S+.*\n\+\+\+ `, "a list of changes (diff)"},
	{`^\\(documentclass|begin\{document\}|input\{)|^%.*\n(%.*\n)*\\documentclass`, "a LaTeX source"}, {`^@(article|book|inproceedings|misc|online|phdthesis)\s*\{`, "a BibTeX file"}, {`^TY  - [A-Z]`, "a RIS file of references"},
	{`^%PDF-`, "a PDF file"}, {`^begin [0-7]{3} \S+\n[\x20-\x60]+\n`, "an encoded file (uuencode)"}, {`^bplist`, "a binary property list"},
	{`(?i)^(--.*\n|/\*.*\n|\s)*(create (table|database|schema) [^ ]+ ?[(;]|create table if not|insert into [^ ]+ ?(\(|values)|drop table |set names '|pragma \w+ ?=|begin transaction;)`, "an SQL script"},
	{`^(\s*#.*\n|\s*ARG .*\n|\s*\n)*FROM +\S+( +(AS|as) +\S+)?[ \t]*\n(\s*#.*\n|\s*\n)*(RUN|COPY|ADD|CMD|WORKDIR|ENV|ARG|ENTRYPOINT|EXPOSE|USER|LABEL|VOLUME|FROM|SHELL|HEALTHCHECK|ONBUILD) `, "a Dockerfile"},
	{`^#begin document \(`, "tokens in the columns of CoNLL-2012"},
	{`^Return-Path: |^MIME-Version: 1\.0\r?\n`, "a mail"}, {`^\[(core|user|remote|Unit|Desktop Entry)\]`, "a list of settings"},
}

// compiledBeginnings are compiled when the first text is looked at.
var compiledBeginnings = sync.OnceValue(func() []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(beginnings))
	for i, b := range beginnings {
		all[i] = regexp.MustCompile(`^(?:` + b.expression + `)`) // else one with alternatives is tried all through the text
	}
	return all
})

func begins(text string) string {
	for i, p := range compiledBeginnings() {
		if p.MatchString(text) {
			return beginnings[i].what
		}
	}
	return ""
}

// isJSON says whether a text is JSON, whole or cut.
func isJSON(text string) bool {
	if text == "" || text[0] != '{' && text[0] != '[' {
		return false
	}
	d := json.NewDecoder(strings.NewReader(text))
	tokens := 0
	for {
		token, err := d.Token()
		if err != nil {
			return tokens > 1 && (errors.Is(err, io.EOF) && !d.More() || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) && tokens > 4)
		}
		if _, is := token.(json.Delim); tokens == 0 && !is {
			return false
		}
		tokens++
	}
}

// isXML says whether a text is XML: it begins with an element or a declaration, and has elements throughout.
func isXML(text string) bool {
	if !strings.HasPrefix(text, "<") || len(text) < 3 {
		return false
	}
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	elements, declared := 0, false
	for {
		token, err := d.RawToken()
		if err != nil {
			return elements >= 2 || declared && elements > 0
		}
		switch t := token.(type) {
		case xml.StartElement, xml.EndElement:
			elements++
		case xml.ProcInst:
			declared = declared || t.Target == "xml"
		case xml.CharData:
			if elements == 0 && strings.TrimSpace(string(t)) != "" {
				return false
			}
		}
		if elements > 50 {
			return true
		}
	}
}

// isBase64 says whether a text is nothing but letters and digits in lines of one length, but for the last.
func isBase64(text string) bool {
	const mostLines, shortest = 51, 40
	if len(text) < 100 {
		return false
	}
	number, width, uneven := 0, 0, false
	for line := range strings.FieldsSeq(text) {
		if width == 0 {
			width = len(line)
		}
		if width < shortest || uneven {
			return false
		}
		if number++; number > mostLines {
			break
		}
		if _, err := base64.StdEncoding.DecodeString(line[:len(line)/4*4]); err != nil {
			return false
		}
		uneven = len(line) != width
	}
	return number > 0
}

// Shares of lines, of those that are not blank.
const (
	mostLog     = 0.9
	mostCode    = 0.5
	mostSetting = 0.9
	someKeys    = 0.3
	fewProse    = 0.2
	leastLines  = 5
)

// Lines by which such texts are told, each tried at the beginning of a line only.
var (
	logLine     = lazy.New(`^(?:\[?(\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:|(DEBUG|INFO|WARN(ING)?|ERROR|TRACE|FATAL)[ :\[])`)
	codeLine    = lazy.New(`^(?:\s*[})\]]+[;,)]*\s*$|\s*(#include|#define|import [\w.{*"']|from [\w.]+ import|package \w+$|using [\w.]+;|def \w+\(|class \w+.*:\s*$|function\b.*\(|func \w*\(|const \w+ =|let \w+ =|var \w+ =|public |private |return\b.*[;)]|if \(|if .*:\s*$|for \(|for .*:\s*$|else:?\s*$|elif |try:|while .*:\s*$|except.*:\s*$|print\(|@\w+\(|//|/\*|\*/|#\s)|\s*[\w.\[\]]+ (=|:=|\+=|<-) \S|\s+[\w.]+\(.*\)\s*$|[.#]?[\w-]+ \{|\s*[\w-]+: [^ ].*;\s*$)`)
	keyLine     = lazy.New(`^(?:\s*(- )?["']?[a-z_][\w.-]*["']?\s*(=|:(\s|$))|\s*["']?[A-Za-z_][\w.-]*["']?\s*=\s*\S)`)
	settingLine = lazy.New(`^(?:\s*(- )?["']?[A-Za-z_][\w.-]*["']?\s*(=\s*\S.*|:(\s+\S{1,60})?)\s*$|\s*#|\s*\[[\w. "-]+\]\s*$|---\s*$|\s*- \S+\s*$)`)
)

// mostly says whether at least that share of the lines of a text, which has enough of them, is of a kind. It asks only until that is clear.
func mostly(text string, least float64, is func(string) bool) bool {
	all := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			all++
		}
	}
	if all < leastLines {
		return false
	}
	others := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" || len(line) < 400 && is(line) {
			continue
		}
		if others++; float64(all-others)/float64(all) < least {
			return false
		}
	}
	return true
}

func isLog(text string) bool { return mostly(text, mostLog, logLine.MatchString) }

// isCode says whether a line is one of a program. A semicolon alone ends lines of laws and of poems too.
func isCode(line string) bool {
	end := strings.TrimRight(line, " \t\f\r")
	statement := strings.TrimRight(end, ";")
	if statement != end && (strings.Contains(statement, "=") || strings.TrimRight(statement, `)]"'`) != statement) {
		return true
	}
	return strings.TrimRight(statement, "{}") != statement || codeLine.MatchString(line)
}

// isProgram says whether at least half of the lines are those of a program, and few read as prose.
func isProgram(text string) bool {
	prose := func(line string) bool {
		return strings.Count(line, " ") > 8 && endsSentence(strings.TrimSpace(line), true) && strings.IndexFunc(line, unicode.IsLetter) == 0
	}
	if !mostly(text, fewProse, prose) && mostly(text, mostCode, isCode) {
		return true
	}
	m := makeupOf(text)
	return m.lines >= leastLines && m.coded >= mostCode && m.prose < fewProse
}

// rule is a target of a Makefile with its first command.
var rule = lazy.New(`(?m)^(\.PHONY:.*|[\w./%$()-]+ ?:([^=\n][^\n]*)?\n\t\S.*)$`)

// isMakefile says whether a text has several rules of a Makefile, and not as prose that explains them.
func isMakefile(text string) bool {
	if !strings.Contains(text, "\n\t") && !strings.Contains(text, ".PHONY:") {
		return false // which is soon clear of most texts
	}
	return len(rule.FindAllStringIndex(text, 2)) > 1 && makeupOf(text).prose < mostProse
}

// Shares of a text that reads like no article, though it may be one.
const (
	someCode  = 0.3  // of the lines, those that are written for a program
	mostProse = 0.4  // of the characters, those in lines that read like sentences
	mostSigns = 0.05 // of the characters that are no white space, those of which few stand in a sentence
)

// unlike says whether a text reads like no article: no line like a part of a sentence, and many signs, or much that is written for
// programs. It may be of a kind that Foreign does not know, or too short for it.
func unlike(text string) bool {
	text = text[:min(len(text), mostForeign)]
	if m := makeupOf(text); m.coded+m.set >= someCode && m.prose < mostProse {
		return true
	}
	for line := range strings.SplitSeq(text, "\n") {
		if readsLikeSentence(line) {
			return false
		}
	}
	signs, all := 0, 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			all++
		}
		if strings.ContainsRune("{}[]()<>=$_\\|#@*/+%&~^`", r) || unicode.IsDigit(r) {
			signs++
		}
	}
	return float64(signs) > mostSigns*float64(all)
}

// isSettings says whether nearly all lines set something, and enough of them as no list of an article does: what a box of facts says of a
// country or a team, a word each, is prose.
func isSettings(text string) bool {
	return mostly(text, mostSetting, settingLine.MatchString) && mostly(text, someKeys, keyLine.MatchString)
}

// Of lines that are tokens in columns, as corpora have them: a word, and beside it numbers, tags, and signs where there is nothing to say.
const (
	leastColumns = 4
	mostTokens   = 0.95 // of the lines
	mostBlanks   = 0.5  // of a column, signs that stand for nothing
)

// isTokens says whether the lines of a text have as many columns each, in one of which mostly nothing is said. Lines of prose have not.
func isTokens(text string) bool {
	most := strings.Count(text, "\n") + 1
	lines, others := 0, 0
	var blanks []int
	for line := range strings.SplitSeq(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if lines++; blanks == nil {
			blanks = make([]int, len(fields))
		}
		if len(fields) != len(blanks) {
			others++
		}
		if len(blanks) < leastColumns || float64(others) > (1-mostTokens)*float64(most) {
			return false // which is soon clear of prose
		}
		if len(fields) != len(blanks) {
			continue
		}
		for i, field := range fields {
			if field == "_" || field == "-" || field == "*" {
				blanks[i]++
			}
		}
	}
	alike := lines - others
	blank := func(n int) bool { return float64(n) >= mostBlanks*float64(alike) }
	return lines >= leastLines && float64(alike) >= mostTokens*float64(lines) && slices.ContainsFunc(blanks, blank)
}
