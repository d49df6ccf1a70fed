package ingest

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

var (
	commentsHeading = lazy.New(`^(?i:(?:reader |user |all |view |view all |show )?comments?(?: ?[\[(]\d[\d,]*[\])])?|(?:view |show |read )?(?:all )?\d[\d,]* (?:reader |user )?comments?|facebook conversations?|(?:leave|post|add) a (?:comment|reply)|join the (?:conversation|discussion)|comments (?:are )?closed|reader responses|readers' comments|readers’ comments) ?[:.]?$`)
	ago             = lazy.New(`^(?i:(?:about |posted )?(?:an?|\d+) (?:second|minute|hour|day|week|month|year)s? ago)$`)
	reply           = lazy.New(`^(?i:reply|report abuse|flag|like|recommend|upvote|\d+ likes?)(?: [|·•].{0,60})?$`)
	says            = lazy.New(`^\S+(?: \S+){0,3} (?i:says|said|wrote|writes|commented):$`)
)

func isReply(text string) bool {
	first := text[:min(len(text), 1)]
	return strings.Contains("rRfFlLuU0123456789", first) && reply.MatchString(text)
}

func isSays(text string) bool { return strings.HasSuffix(text, ":") && says.MatchString(text) }

// endsLike says whether a text ends with a word, in small letters or in capitals.
func endsLike(text, word string) bool {
	return len(text) >= len(word) && strings.EqualFold(text[len(text)-len(word):], word)
}

func isCommentsHeading(text string) bool {
	if len(text) >= longestHeading {
		return false
	}
	lower := strings.ToLower(text)
	for _, needle := range []string{"comment", "conversation", "discussion", "reply", "responses"} {
		if strings.Contains(lower, needle) {
			return commentsHeading.MatchString(text)
		}
	}
	return false
}

// stamp says whether a line is what stands beside a reader's comment: its time, a button, "Anna says:".
func (l line) stamp() bool {
	text := l.text
	if len(text) > 100 {
		return false
	}
	if d := l.dated; d != nil && len(d.dates) == 1 && d.rank == bare && d.after == bare && clock.MatchString(foldDigits(text[d.dates[0].to:])) {
		return true
	}
	return endsLike(text, "ago") && ago.MatchString(text) || isReply(text) || isSays(text)
}

// Bounds of what is taken for a reader's comment.
const (
	lookAhead       = 12   // lines after a heading that are searched for the first comment
	longestName     = 6    // words of the name above a comment
	longestComment  = 8    // sentences of one comment; where more follow, the page goes on with something else
	leastBefore     = 0.25 // of the sentences up to the end of the comments that must stand before them, in code points
	enoughBefore    = 1500 // code points of sentences before them that are enough, however many comments there are
	longestPreamble = 160  // code points of a sentence between the heading and the first comment
)

// markComments marks what readers wrote: from a heading such as "Reader Comments (23)", or from a bulleted name with a
// time under it, to the end of the last comment. A heading that has no comments after it is marked alone.
//
// A whole article would be lost where one took it for a comment. So comments are only what comes again and again, name,
// time, words, below an article: one name with a time is a byline, and so is one above the article's first sentence. The
// last comment is taken to be no longer than the others.
func (a *analysis) markComments() {
	units := a.comments()
	for i := 0; i < len(a.lines); i++ {
		isHeading := isCommentsHeading(a.lines[i].text) && !a.midSentence(i)
		if !isHeading && !(a.lines[i].bulleted() && units[i].stamp > 0) {
			continue
		}
		end := a.commentsFrom(i, units)
		if end == 0 && isHeading {
			end = i + 1
		}
		if end > i {
			a.mark(i, end, annotate.RegionComments)
			i = end - 1
		}
	}
}

// unit is the start of a comment: a line with a name, and how many lines below it the time stands. A line such as
// "Anna says:" is both.
type unit struct {
	stamp int // the line of the time, plus one; 0 where no comment starts
}

// comments finds the lines at which a comment may start.
func (a *analysis) comments() []unit {
	units := make([]unit, len(a.lines))
	stamps := make([]bool, len(a.lines))
	for i, l := range a.lines {
		stamps[i] = l.stamp()
		switch {
		case !stamps[i]:
		case isSays(l.text):
			units[i].stamp = i + 1
		case i > 0 && !isReply(l.text) && a.lines[i-1].words() <= longestName && a.lines[i-1].length() <= 60 &&
			!endsSentence(a.lines[i-1].text, true) && !stamps[i-1] && !commentsHeading.MatchString(a.lines[i-1].text):
			units[i-1].stamp = i + 1
		}
	}
	return units
}

// commentsFrom returns the line after the last comment of those that start at line from, 0 where they are no comments.
func (a *analysis) commentsFrom(from int, units []unit) int {
	first := a.firstComment(from, units)
	if first < 0 {
		return 0
	}
	above := a.prose[from]
	if above == 0 {
		return 0
	}
	count, lines, end := 0, 0, first
	for at := first; at < len(a.lines); {
		next, sentences := units[at].stamp, 0
		for next < len(a.lines) && units[next].stamp == 0 && sentences <= longestComment {
			if a.lines[next].sentence() {
				sentences++
			}
			next++
		}
		count++
		if sentences > longestComment || next == len(a.lines) {
			end = a.lastComment(units[at].stamp, (lines+count-1)/max(count-1, 1))
			break
		}
		lines += next - units[at].stamp
		at, end = next, next
	}
	if count < 2 || above < enoughBefore && float64(above) < leastBefore*float64(a.prose[end]) {
		return 0
	}
	return end
}

// firstComment returns the line at which the first comment after a heading starts, -1 where there is none.
func (a *analysis) firstComment(heading int, units []unit) int {
	for i := heading; i < len(a.lines) && i <= heading+lookAhead; i++ {
		if units[i].stamp > 0 {
			return i
		}
		if a.lines[i].sentence() && a.lines[i].length() > longestPreamble {
			return -1
		}
	}
	return -1
}

// lastComment returns the line after a comment whose words start at line i, with buttons and times below it: all up to
// the end of the text or a line that is the page's, if that is no more than a comment has on average; else one paragraph.
func (a *analysis) lastComment(i, average int) int {
	end, words, paragraph := i, 0, i
	for ; end < len(a.lines); end++ {
		if words > average && paragraph < end {
			break
		}
		l := a.lines[end]
		if l.stamp() {
			continue
		}
		if lineKind(l.text) != "" || l.dating().rank == published || isHighlightsHeading(l.text) { // the page goes on
			break
		}
		if words++; words == 1 || a.lines[end].paragraph == a.lines[end-1].paragraph && paragraph == end {
			paragraph = end + 1
		}
	}
	if words <= average {
		return end
	}
	return paragraph
}
