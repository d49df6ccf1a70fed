package ingest

import (
	"crypto/sha256"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// makeup is what a text is made of.
type makeup struct {
	lines int     // that are not blank
	coded float64 // share of the lines that are written for a program, with its comments
	set   float64 // share of the others that set something, as a list of settings does
	prose float64 // share of the characters, without white space, in lines that read like parts of sentences
}

var (
	// codeSign is what hardly stands in a sentence.
	codeSign = lazy.New(`[{}=\\]|\$[({A-Za-z_]|::|->|<-|\(\)|&&|\|\||\S\s+--?[a-z][\w-]*|[)\]}"'\w]\s*=.*;\s*$|[)\]}"']\s*;\s*$|^\s*[@%.][A-Za-z]\w*|\w_\w|\w\(\w*[,)]|</?\w+>|\S/\w+/\w|(^|\s)\*\.\w|^[!/]\S+$`)
	// comment is how a line begins in which a program says something to people.
	comment = lazy.New(`(?i)^\s*(#(\s|#|$|!)|//|/\*|\*/|;|%|dnl\b|@?rem\b|::|!\s|--\s)`)
	// address is what has such signs and stands in sentences.
	address = lazy.New(`(https?://|www\.)\S+|\S+@\S+|[@#]\w+`)
)

// makeupOf looks at the beginning of a text. It remembers those of the last texts: one is asked for when the format of its file is found out,
// and twice more when it is read.
func makeupOf(text string) makeup {
	text = strings.TrimRight(text[:min(len(text), mostForeign)], " \t\r\n")
	hash := sha256.Sum256([]byte(text))
	if m, known := lately.find(hash); known {
		return m
	}
	m := lookInto(text)
	lately.keep(hash, m)
	return m
}

// lately are the last texts that were looked at.
var lately makeups

// makeups are what a few texts are made of, by their hashes.
type makeups struct {
	sync.Mutex
	known [16]struct {
		hash   [sha256.Size]byte
		makeup makeup
	}
	next int
}

func (l *makeups) find(hash [sha256.Size]byte) (m makeup, known bool) {
	l.Lock()
	defer l.Unlock()
	for _, k := range l.known {
		if k.hash == hash {
			return k.makeup, true
		}
	}
	return m, false
}

func (l *makeups) keep(hash [sha256.Size]byte, m makeup) {
	l.Lock()
	defer l.Unlock()
	l.known[l.next].hash, l.known[l.next].makeup = hash, m
	l.next = (l.next + 1) % len(l.known)
}

// lookInto is makeupOf a text that is not remembered.
func lookInto(text string) makeup {
	m, coded, set, prose, all, remark := makeup{}, 0, 0, 0, 0, false
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(line, "\r \t"); strings.TrimSpace(line) == "" {
			continue
		}
		m.lines++
		signs := signsIn(line)
		all += signs
		remark = remark || strings.HasPrefix(strings.TrimSpace(line), "/*")
		switch {
		case remark || mayBeComment(line) && comment.MatchString(line) || mayHaveSign(line) && codeSign.MatchString(address.ReplaceAllString(line, "")):
			coded++
		case readsLikeSentence(line):
			prose += signs
		case len(line) < 400 && (isCode(line) || logLine.MatchString(line)):
			coded++
		case len(line) < 400 && settingLine.MatchString(line) && (keyLine.MatchString(line) || strings.Contains(line, "[")):
			set++
		}
		remark = remark && !strings.Contains(line, "*/")
	}
	if m.lines > 0 {
		m.coded, m.set, m.prose = float64(coded)/float64(m.lines), float64(set)/float64(m.lines), float64(prose)/float64(all)
	}
	return m
}

// mayBeComment says whether a line begins with a character with which comment does.
func mayBeComment(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && strings.IndexByte("#/*;%@:!-dDrR", line[0]) >= 0
}

// mayHaveSign says whether a line has a character without which codeSign finds nothing in it, with or without its addresses: most lines of prose
// have none, and the expression takes a hundred times as long to find that out.
func mayHaveSign(line string) bool {
	if strings.HasPrefix(strings.TrimSpace(line), ".") || strings.Contains(line, "www.") {
		return true
	}
	for i := range len(line) {
		switch line[i] {
		case '{', '}', '=', '\\', '$', '<', '>', '&', '|', '(', ')', ';', '@', '#', '%', '_', '/', '!', '*':
			return true
		case '-':
			if i == 0 || line[i-1] <= ' ' {
				return true
			}
		case ':':
			if i > 0 && line[i-1] == ':' {
				return true
			}
		}
	}
	return false
}

// plainLetters says whether a word is of letters from A to Z only, as most are.
func plainLetters(word string) bool {
	for i := range len(word) {
		if !isLatin(word[i]) {
			return false
		}
	}
	return word != ""
}

// signsIn counts the characters of a line that are no white space.
func signsIn(line string) (n int) {
	for _, r := range line {
		if space := r == ' ' || r >= utf8.RuneSelf && unicode.IsSpace(r) || '\t' <= r && r <= '\r'; !space {
			n++
		}
	}
	return n
}

// Of a line that reads like a part of a sentence.
const (
	leastRun      = 6 // words that follow each other
	leastUnparted = 6 // letters of a script that does not part words
)

// unparted says whether a letter is of a script that does not part words by white space; Tibetan parts syllables by a sign.
func unparted(r rune) bool {
	const first = 0x0e00 // of the letters of all these scripts
	return r >= first && (annotate.Unparted(r) || unicode.Is(unicode.Tibetan, r))
}

// readsLikeSentence says whether a line reads like a part of a sentence: as many words follow each other on it, with no signs between
// them but those of sentences.
func readsLikeSentence(line string) bool {
	letters := 0
	for _, r := range line {
		if unparted(r) {
			letters++
		}
	}
	if letters >= leastUnparted {
		return true
	}
	run := 0
	for word := range strings.FieldsSeq(line) {
		if last := len(word) - 1; word[last] == ',' || word[last] == '.' {
			word = word[:last]
		}
		if !plainLetters(word) {
			word = strings.TrimRight(strings.TrimLeft(word, "\"'“‘«„¿¡("), "\"'”’»“.,:;?!…)،؛؟")
			if word == "" || strings.ContainsFunc(word, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) && r != '-' && r != '\'' && r != '’' }) {
				run = 0
				continue
			}
		}
		if run++; run >= leastRun || utf8.RuneCountInString(word) > 30 {
			return true
		}
	}
	return false
}
