package ingest

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// linePattern tells what a whole line is. Patterns are strict at both ends of the line: prose may hold the same words.
type linePattern struct {
	kind    annotate.RegionKind
	needle  string // small letters without which the pattern cannot match; it saves the pattern
	starts  string // the small letters and signs with one of which the line starts, "" where any may
	pattern *lazy.Pattern
}

const (
	capitalised = `\p{Lu}[\p{L}\p{M}\d'’.&-]*`
	heading     = capitalised + `(?:,? (?:` + capitalised + `|and|of|the|in|on|for|to|&)){0,6}` // a name or a rubric

	// named is what stands behind "Photo:" or "See also:": a name or a headline, or words that are no sentence.
	named = `(?:[^\p{Ll}\s].{0,200}|(?:courtesy|via|by|from|taken|provided|supplied) .{0,200}|.{0,200}[^.!?”"])`
	// posted is what may follow what one subscribes to.
	posted = `(?:[,:–—-]? ?(?:(?:and|or|&|with|delivered|sent|in|to|by|for|from|of|about|on|at|below|above|every|each|here|now|today|via|free|straight|directly|right|so|right (?:in|to)|featuring|covering)\b|(?-i:[^\p{Ll}\s]))[^.?!“”"]{0,60})?[.!:]?`
	// staff is a list of names and the work that each did.
	staff = `(?:[ ,;.()&/–—-]+|[\p{Lu}\d][\p{L}\p{M}\d'’.&/-]*|\b(?:and|in|at|on|from|with|by|for|of|the|de|da|di|del|der|den|van|von|bin|al|el|\p{Ll}+ing|additional|further|our|staff|bureaus?|newsrooms?|desk|team|graphics|research|translated|compiled)\b)*`
)

var linePatterns = []linePattern{
	{annotate.RegionCaption, "photo", "", lazy.New(`(?:^|[.!?"”)] ?)(?:FILE )?PHOTOS?(?: BY| CREDIT| COURTESY)?: ?[\p{Lu}\d][^.]{0,60}\.?$`)},
	{annotate.RegionCaption, "photo", "", lazy.New(`(?:^|[.!?"”)] )(?:File )?Photos?(?: by| credit| courtesy)?: ?\p{Lu}[^.]{0,60}\.?$`)},
	{annotate.RegionCaption, "photo", "", lazy.New(`\((?:AP |AFP |File |Reuters )?Photo(?: by |s?/|: ?)[^()\p{Ll}\s][^()]{1,80}\)\.?$`)},
	{annotate.RegionCaption, "photo", "fp", lazy.New(`^(?i:(?:file )?photos?(?: credit| by)?) ?[:/] ?` + named + `$`)},
	{annotate.RegionCaption, "photo", "(f", lazy.New(`^(?i:\(?file photo\)?)\.?$`)},
	{annotate.RegionCaption, "photo by", "p", lazy.New(`^Photos? by ` + heading + `(?:/` + heading + `)?\.?$`)},
	{annotate.RegionCaption, "image", "i", lazy.New(`^(?i:images?(?: credit| source| copyright| caption| by)?) ?: ?` + named + `$`)},
	{annotate.RegionCaption, "caption", "ipc", lazy.New(`^(?i:(?:image |photo )?caption) ?: ?(?:[^\p{Ll}\s].{0,300}|.{0,300}[^.!?”"])$`)},
	{annotate.RegionCaption, "picture", "p", lazy.New(`^(?i:picture(?: credit| by)?) ?: ?` + named + `$`)},
	{annotate.RegionCaption, "reuters/", "", lazy.New(`[.!?”") ]\(?REUTERS/` + capitalised + `(?: ` + capitalised + `){0,3}(?:/Files?)?\)?\.?$`)},
	{annotate.RegionCaption, "getty images", "", lazy.New(`^.{0,250}(?:[./(,] ?|/)(?:` + heading + `/)?(?:AFP/)?Getty Images\)?\.?$`)},

	{annotate.RegionNewsletter, "s", "psr", lazy.New(`^(?i:(?:please )?(?:subscribe|sign up|register)(?: now| here| today)?(?: to| for| with)? [^.?!“”"]{0,100}?\b(?:newsletters?|e-?mails?|inbox|alerts?|digest|briefings?|updates|podcasts?|feed|channel|mailing list)\b` + posted + `)$`)},
	{annotate.RegionNewsletter, "subscribe", "s", lazy.New(`^(?i:subscribe(?: now| today| here)?|subscribe to (?:our|the) \S+(?: \S+)?)[.!]?$`)},
	{annotate.RegionNewsletter, "sign up", "s", lazy.New(`^(?i:sign up(?: now| today| here)?)[.!]?$`)},
	{annotate.RegionNewsletter, "get ", "g", lazy.New(`^(?i:get (?:our|the) [^.?!“”"]{0,80}\b(?:newsletters?|inbox|alerts?|briefings?)\b(?: (?:delivered|sent|in|to|by|for|from|every|each|here|now|today|via|free|straight|directly|right (?:in|to)|with)\b[^.?!“”"]{0,40})?[.!]?)$`)},
	{annotate.RegionNewsletter, "your inbox", "", lazy.New(`^[^.?!“”"]{0,100}(?i:(?:delivered|straight|directly|right) to your inbox)[.!]?$`)},
	{annotate.RegionNewsletter, "newsletter", "otjfdwn", lazy.New(`^(?i:(?:our |the |join our |free |daily |weekly )*newsletters?)[.!:]?$`)},

	{annotate.RegionRelated, "more ", "m", lazy.New(`^(?i:more) (?:in|from|on|about|IN|FROM|ON|ABOUT) (?:the |this )?(?:` + heading + `|(?i:topic|story|author|section))$`)},
	{annotate.RegionRelated, "read", "rafmc", lazy.New(`^(?i:read more|also read|read also|further reading|must read|most read|read next|continue reading)(?: ?[:»>…|–—-] ?` + named + `| ?[:»>…]| …)?$`)},
	{annotate.RegionRelated, "relate", "r", lazy.New(`^(?i:related(?: (?:stor(?:y|ies)|articles?|news|topics?|coverage|content|links?|posts?|reading|videos?|tags?))?)(?: ?[:»>] ?(?:` + named + `)?)?$`)},
	{annotate.RegionRelated, "see also", "s", lazy.New(`^(?i:see also)(?: ?: ?(?:` + named + `)?)?$`)},
	{annotate.RegionRelated, "recommended", "r", lazy.New(`^(?i:recommended(?: for you| stories| articles| reading| by \S+)?) ?:?$`)},
	{annotate.RegionRelated, "like", "y", lazy.New(`^(?i:you (?:may|might) also (?:like|be interested in)) ?[:.…]*$`)},
	{annotate.RegionRelated, "most ", "m", lazy.New(`^(?i:most (?:popular|viewed|shared|commented|emailed|read)(?: stories| articles| news)?) ?:?$`)},
	{annotate.RegionRelated, "news", "tlm", lazy.New(`^(?i:(?:trending|latest|top)(?: news| stories)|more news|more stories) ?:?$`)},

	{annotate.RegionBoilerplate, "contribut", "", lazy.New(`^(?:The )?` + capitalised + `(?:(?:,| and|, and| &)? (?:` + capitalised + `|in|from|de|von|van|bin|al)){0,24},? (?:also )?contributed (?:reporting|research|to this (?:report|article|story))(?:,? (?:from|in|for) (?:` + capitalised + `|and|the|,| ){1,20})?\.?$`)},
	{annotate.RegionBoilerplate, "contribut", "ar", lazy.New(`^(?:Additional r|R)eporting (?:was )?contributed by [^!?“”"]{3,200}$`)},
	{annotate.RegionBoilerplate, "reporting by", "(ar", lazy.New(`^\(?(?:Additional r|R)eporting by ` + capitalised + staff + `$`)},
	{annotate.RegionBoilerplate, "rights reserved", "", lazy.New(`^(?:[^“”"?!]{0,100}(?:[.,;©|–—-] ?|\d{4} ))?(?i:all rights reserved)(?:\. .{0,120})?\.?$`)},
	{annotate.RegionBoilerplate, "©", "", lazy.New(`^(?:(?i:copyright) )?© ?(?:[^\p{Ll}\s].{0,150}|.{0,60}(?:19|20)\d\d.{0,100}|.{0,150}[^.!?”"])$`)},
	{annotate.RegionBoilerplate, "copyright", "c", lazy.New(`^(?i:copyright (?:\(c\) ?)?)(?:(?i:by )[^\p{Ll}\s].{0,150}|(?i:by |\d{4}).{0,150}[^.!?”"]|\d{4}(?:[^ ]| [^\p{Ll}]| by | the ).{0,150}|\d{4})$`)},
	{annotate.RegionBoilerplate, "advert", "asc", lazy.New(`^(?i:advertisements?|(?:story |article )?continues? (?:below|after)(?: th(?:is|e))? adverti[sz]ements?|scroll to continue.{0,30})\.?$`)},
	{annotate.RegionBoilerplate, "partnership", "a", lazy.New(`^A partnership (?:of|between) (?:the )?` + capitalised + `[^.?!“”"]{0,80}$`)},
	{annotate.RegionBoilerplate, "share", "s0123456789", lazy.New(`^(?i:share(?: (?:this|on|via|with)(?: (?:article|story|post|page|facebook|twitter|x|email|e-mail|whatsapp|linkedin|friends))*)?|shares?|\d[\d,]* shares?) ?:?$`)},
	{annotate.RegionBoilerplate, "follow", "f", lazy.New(`^(?i:follow) (?:` + capitalised + ` ){0,4}?(?i:(?:us |him |her |them )?on (?:twitter|facebook|instagram|x|google news)\b(?:(?:,|:| ?@| &| (?:and|or|at|for|to)\b| (?-i:[^\p{Ll}\s]))[^.?!]{0,60})?!?)$`)},
	{annotate.RegionBoilerplate, "polic", "pc", lazy.New(`^(?i:(?:privacy|cookies?) policy(?: ?[|·•/] ?.{0,80})?)$`)},
	{annotate.RegionBoilerplate, "terms of", "t", lazy.New(`^(?i:terms of (?:use|service)(?: ?[|·•/] ?.{0,80})?)$`)},
	{annotate.RegionBoilerplate, "material", "t", lazy.New(`^(?i:this material may not be published.{0,120})$`)},
	{annotate.RegionBoilerplate, "this ", "t", lazy.New(`^(?i:this (?:article|story|post) (?:(?:was|has been) (?:first |originally )?(?:published|updated|corrected|produced)|(?:first |originally )?appeared (?:in|on|at|as))\b)(?:[^“”"?!.]|\.\S){0,120}\.?$`)},
}

// patternsByStart are the patterns of lines by the first byte of the line in small letters.
var patternsByStart = func() (by [256][]linePattern) {
	for first := range by {
		for _, p := range linePatterns {
			if p.starts == "" || strings.IndexByte(p.starts, byte(first)) >= 0 {
				by[first] = append(by[first], p)
			}
		}
	}
	return by
}()

// buttons are lines of the page that are known by all their words.
var buttons = annotate.SetOf("|", `tweet|print|print this page|print this article|email|e-mail|email this|e-mail this|facebook|twitter|whatsapp|pinterest|linkedin|
	save|listen|skip to content|skip to main content|back to top|show more|load more|view gallery|close`)

func firstByte(text string) byte {
	if text == "" {
		return 0
	}
	return text[0]
}

// lineKind says what a single line is by itself, "" for prose.
func lineKind(text string) annotate.RegionKind {
	if len(text) > longestMarked {
		return ""
	}
	lower := strings.ToLower(text)
	if buttons[lower] {
		return annotate.RegionBoilerplate
	}
	for _, p := range patternsByStart[firstByte(lower)] {
		if strings.Contains(lower, p.needle) && p.pattern.MatchString(text) {
			return p.kind
		}
	}
	return ""
}

var highlightsHeading = lazy.New(`^(?i:story highlights|highlights|key points|key takeaways|at a glance)\s?:?$`)

func isHighlightsHeading(text string) bool {
	return len(text) <= longestHeading && highlightsHeading.MatchString(text)
}

// longestHeading bounds the headings of the page that are known by their words, in bytes.
const longestHeading = 60

// markHighlights marks a heading such as "Story highlights" with the items after it, up to a dateline, a sentence that
// stands as a paragraph, or anything that is marked already.
//
// Below the article's first sentence such a heading may be one of its own ("At a glance"): there only bullets are its
// items. A line that is one of several of a paragraph is no item without a bullet.
func (a *analysis) markHighlights() {
	for i := 0; i < len(a.lines); i++ {
		if a.lines[i].kind != "" || !isHighlightsHeading(a.lines[i].text) {
			continue
		}
		end := i + 1
		for end < len(a.lines) && end <= i+12 && a.lines[end].kind == "" && a.highlight(end, a.prose[i] > 0) {
			end++
		}
		if end == i+1 && a.prose[i] > 0 {
			continue
		}
		a.mark(i, end, annotate.RegionHighlights)
		i = end - 1
	}
}

// longestHighlight bounds an item without a bullet, in code points.
const longestHighlight = 120

func (a *analysis) highlight(i int, bulletsOnly bool) bool {
	l := a.lines[i]
	switch {
	case l.length() > longestTitle:
		return false
	case !l.bulleted():
		wrapped := i+1 < len(a.lines) && a.lines[i+1].paragraph == l.paragraph && !startsUpper(a.lines[i+1].text)
		if bulletsOnly || l.length() > longestHighlight || endsSentence(l.text, true) || startsLower(l.text) ||
			strings.ContainsRune(",:;“«(", lastRune(l.text)) || wrapped {
			return false
		}
	}
	dateline, _ := a.datelineAt(i)
	return dateline == 0
}

// listHeading is a heading of class related that has a list of headlines under it.
var listHeading = lazy.New(`^(?i:related .+|more (?:in|from|on) .+|more news|more stories|recommended.*|most .+|you (?:may|might) also .+|trending.*|latest.*|top .+|further reading)$`)

// markRelated adds to headings such as "Related stories" the headlines that stand under them to the end of the text.
// In the middle of an article only the heading is marked: what follows may be a heading of the article's own.
func (a *analysis) markRelated() {
	tail := len(a.lines)
	for tail > 0 && (a.lines[tail-1].kind != "" || headline(a.lines[tail-1])) {
		tail--
	}
	for i := tail; i < len(a.lines); i++ {
		if a.lines[i].kind != annotate.RegionRelated || !listHeading.MatchString(a.lines[i].text) {
			continue
		}
		end := i + 1
		for end < len(a.lines) && a.lines[end].kind == "" {
			end++
		}
		a.mark(i, end, annotate.RegionRelated)
		i = end - 1
	}
}

func headline(l line) bool {
	return l.length() <= 150 && l.words() <= 25 && !endsSentence(l.text, false)
}

// longestCaption bounds a line that counts as a caption because it stands twice, in code points.
const longestCaption = 200

// notCaption are words of people who speak or think: a line that has one is no caption because it stands twice.
var notCaption = lazy.New(`(?i)\b(?:I|we|you|us|me|my|our|your|he|she|they|it|who|yes|no|not|never|said|says|ich|wir|ihr|sie|nicht|nein|je|nous|vous|ils|elle|pas|non|yo|nosotros|no|ellos)\b`)

// markRepeats marks lines that stand twice, and not more often, in a row: pages show the caption of a picture beside it
// and again where it is enlarged. A headline above the article that stands twice is left to setTitle. Verses, cries and
// what somebody says are repeated too; so a caption stands in paragraphs of its own, is one sentence without a voice in
// it, and what stands on both sides is whole.
func (a *analysis) markRepeats() {
	first := true // no line so far is unmarked
	for i := 0; i+1 < len(a.lines); i++ {
		same := i + 1
		for same < len(a.lines) && a.lines[same].text == a.lines[i].text {
			same++
		}
		if same == i+2 && a.repeatedCaption(i) && !(first && headline(a.lines[i])) {
			a.lines[i].kind, a.lines[i+1].kind = annotate.RegionCaption, annotate.RegionCaption
		}
		first = first && a.lines[i].kind != ""
		i = same - 1
	}
}

// repeatedCaption says whether line i, which stands again as the next line, reads like a caption.
func (a *analysis) repeatedCaption(i int) bool {
	l := a.lines[i]
	if l.kind != "" || l.words() < 4 || l.length() > longestCaption || l.bulleted() || !startsUpper(l.text) {
		return false
	}
	apart := a.lines[i+1].paragraph != l.paragraph && (i == 0 || a.lines[i-1].paragraph != l.paragraph) &&
		(i+2 == len(a.lines) || a.lines[i+2].paragraph != a.lines[i+1].paragraph)
	one := !strings.ContainsAny(l.text, "!?“”\"«»„¿¡:;") && strings.Count(l.text, ". ") == 0 && lastRune(l.text) == '.'
	if !apart || !one || notCaption.MatchString(l.text) || a.midSentence(i) {
		return false
	}
	// The lines on both sides are the article's prose, or the page's furniture; a verse stands among lines of its kind.
	return (i == 0 || a.lines[i-1].kind != "" || a.lines[i-1].length() > longestSpoken) &&
		(i+2 >= len(a.lines) || a.lines[i+2].kind != "" || a.lines[i+2].length() > longestSpoken)
}

// longestSpoken is the length up to which a line may belong to a verse or to talk, in code points.
const longestSpoken = 80
