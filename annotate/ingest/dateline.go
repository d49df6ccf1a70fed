package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The parts of a dateline.
const (
	capitals = `\p{Lu}[\p{Lu}\p{M}'’./-]*\p{Lu}\.?(?: \p{Lu}[\p{Lu}\p{M}'’./-]+\.?){0,3}`
	place    = `\p{Lu}[\p{L}\p{M}'’.-]*(?: (?:(?:de|del|al|el|la|of|the) )?\p{Lu}[\p{L}\p{M}'’.-]*){0,3}`
	further  = `(?:[,/] ?(?:` + place + `|\p{L}{3,9}\.? \d{1,2}|\d{1,2} \p{L}{3,9}\.?|\d{4})){0,3}`
	agency   = `(\p{L}[\p{L}./]*(?: \p{Lu}[\p{L}-]*){0,2})`
	dash     = `(?: ?(?:—|–|―|--)| -)(?: |$)`
)

// datelines are the ways to start an article with where it was written and by whom. The group, where there is one,
// names the outlet. A place that is not in capitals counts only beside an outlet that is known: prose has dashes too.
var datelines = []struct {
	pattern     *regexp.Regexp
	knownOutlet bool // the group must be one of outlets
}{
	{regexp.MustCompile(`^` + capitals + further + ` ?\(` + agency + `\)` + dash), false},
	{regexp.MustCompile(`^` + capitals + further + ` ` + agency + dash), true},
	{regexp.MustCompile(`^` + capitals + further + dash), false},
	{regexp.MustCompile(`^` + capitals + further + `:(?: |$)`), false},
	{regexp.MustCompile(`^` + place + further + ` ?\(` + agency + `\)` + dash), true},
	{regexp.MustCompile(`^` + place + `(?:, ?` + place + `){0,2} (CNN|AFP|AP|Reuters|BBC)` + dash), true},
	{regexp.MustCompile(`^\(` + agency + `\)` + dash), true},
	{regexp.MustCompile(`^(CNN|AFP|AP)` + dash), true},
}

// notPlaces start a line in capitals and are followed by a dash or a colon, but are no place.
var notPlaces = wordSet(`UPDATE UPDATED BREAKING WARNING NOTE EXCLUSIVE ANALYSIS OPINION WATCH PHOTO PHOTOS VIDEO LIVE READ
	CORRECTION CLARIFICATION DEVELOPING ALERT SPECIAL INTERVIEW REVIEW COMMENT EDITORIAL PROFILE FACTBOX TIMELINE
	QUESTION ANSWER TRANSCRIPT SUMMARY BACKGROUND FACT MORE ALSO RELATED FILE LISTEN SPOILER PREVIEW RECAP REPORT
	EDITOR'S EDITOR’S JUST KEY THE HOST HOW WHY WHAT WHO SOURCE DATE TITLE AUTHOR BYLINE HEADLINE SUBJECT TOPIC`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// longestDateline bounds the part of a paragraph that is searched, in bytes.
const longestDateline = 120

// findDateline says how many bytes of a paragraph its dateline takes, without the space after it, and where in it the
// outlet is named; 0 where the paragraph has none.
func findDateline(text string) (length int, outlet string) {
	head := text
	if len(head) > longestDateline {
		head = strings.ToValidUTF8(head[:longestDateline], "")
	}
	for _, d := range datelines {
		m := d.pattern.FindStringSubmatchIndex(head)
		if m == nil {
			continue
		}
		name := ""
		if len(m) > 2 {
			name = outlets[head[m[2]:m[3]]]
		}
		if d.knownOutlet && name == "" || name == "" && !plausiblePlace(head[:m[1]], text[m[1]:]) {
			continue
		}
		return len(strings.TrimRight(head[:m[1]], " ")), name
	}
	return 0, ""
}

// plausiblePlace says whether what stands before a dash or a colon may be a place: a sentence must start after it, and
// it must not be a rubric.
func plausiblePlace(before, after string) bool {
	name := before
	if end := strings.IndexAny(before, ",(:—–"); end >= 0 {
		name = before[:end]
	}
	name = strings.TrimRight(name, " .-")
	first, _, _ := strings.Cut(name, " ")
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	next, _ := utf8.DecodeRuneInString(after)
	return letters >= 3 && !notPlaces[first] && outlets[name] == "" && !unicode.IsLower(next)
}

var speaker = regexp.MustCompile(`^` + capitals + `: `)

// transcript says whether several lines start with a name in capitals and a colon, as the turns of an interview do.
func transcript(lines []line) bool {
	turns := 0
	for _, l := range lines {
		if len(l.text) > 0 && strings.Contains(l.text[:min(len(l.text), 60)], ": ") && speaker.MatchString(l.text) {
			turns++
		}
		if turns > 1 {
			return true
		}
	}
	return false
}
