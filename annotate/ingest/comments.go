package ingest

import (
	"regexp"

	"github.com/parallax-annotation/parallax/annotate"
)

var (
	commentsHeading = regexp.MustCompile(`^(?i:(?:reader |user |all |view |view all |show )?comments?(?: ?[\[(]\d[\d,]*[\])])?|(?:view |show |read )?(?:all )?\d[\d,]* (?:reader |user )?comments?|facebook conversations?|(?:leave|post|add) a (?:comment|reply)|join the (?:conversation|discussion)|comments (?:are )?closed|reader responses|readers' comments|readers’ comments) ?[:.]?$`)
	ago             = regexp.MustCompile(`^(?i:(?:about |posted )?(?:an?|\d+) (?:second|minute|hour|day|week|month|year)s? ago)$`)
	reply           = regexp.MustCompile(`^(?i:reply|report abuse|flag|like|recommend|upvote|\d+ likes?)(?: [|·•].{0,60})?$`)
	says            = regexp.MustCompile(`^\S+(?: \S+){0,3} (?i:says|said|wrote|writes|commented):$`)
)

// stamp says whether a line is what stands beside a reader's comment: its time, a button, "Anna says:".
func stamp(text string) bool {
	if len(text) > 100 {
		return false
	}
	if d, found := findDate(text); found && leadingMark.MatchString(text[:d.from]) && timeAfterDate.MatchString(text[d.to:]) {
		return true
	}
	return ago.MatchString(text) || reply.MatchString(text) || says.MatchString(text)
}

// lookAhead is how many lines after a heading are searched for the first comment.
const lookAhead = 12

// markComments marks what readers wrote: from a heading such as "Reader Comments (23)", or from a bulleted name with a
// time under it, up to the next recognised line that has no comment after it. A heading that has no comment after it is
// marked alone.
func (a *analysis) markComments() {
	stamps := make([]bool, len(a.lines))
	last := -1 // the last line that is a stamp
	for i, l := range a.lines {
		if stamps[i] = stamp(l.text); stamps[i] {
			last = i
		}
	}
	for i := 0; i < len(a.lines); i++ {
		isHeading := len(a.lines[i].text) < 60 && commentsHeading.MatchString(a.lines[i].text)
		switch {
		case isHeading && last > i && anyOf(stamps[i+1:min(len(stamps), i+1+lookAhead)]),
			a.lines[i].bulleted() && a.lines[i].words() <= 6 && i+1 < last && stamps[i+1]:
			end := i + 1
			for end < len(a.lines) && (end <= last || lineKind(a.lines[end].text) == "" && !commentsEnd(a.lines[end].text)) {
				end++
			}
			a.mark(i, end, annotate.RegionComments)
			i = end - 1
		case isHeading:
			a.mark(i, i+1, annotate.RegionComments)
		}
	}
}

// commentsEnd says whether a line after the last comment belongs to the page again.
func commentsEnd(text string) bool {
	_, rank, _ := dateLine(text)
	return rank == published || highlightsHeading.MatchString(text)
}

func anyOf(list []bool) bool {
	for _, is := range list {
		if is {
			return true
		}
	}
	return false
}
