package ingest

import (
	"regexp"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// linePattern tells what a whole line is. Patterns are strict at both ends of the line: prose may hold the same words.
type linePattern struct {
	kind    annotate.RegionKind
	needle  string // small letters without which the pattern cannot match; it saves the pattern
	pattern *regexp.Regexp
}

const (
	capitalised = `\p{Lu}[\p{L}\p{M}\d'’.&-]*`
	heading     = capitalised + `(?:,? (?:` + capitalised + `|and|of|the|in|on|for|to|&)){0,6}` // a name or a rubric
)

var linePatterns = []linePattern{
	{annotate.RegionCaption, "photo", regexp.MustCompile(`(?:^|[.!?"”)] ?)(?:FILE )?PHOTOS?(?: BY| CREDIT| COURTESY)?: ?[\p{Lu}\d][^.]{0,60}\.?$`)},
	{annotate.RegionCaption, "photo", regexp.MustCompile(`(?:^|[.!?"”)] )(?:File )?Photos?(?: by| credit| courtesy)?: ?\p{Lu}[^.]{0,60}\.?$`)},
	{annotate.RegionCaption, "photo", regexp.MustCompile(`\((?:AP |AFP |File |Reuters )?Photo(?: by |s?/|: ?)[^()]{2,80}\)\.?$`)},
	{annotate.RegionCaption, "photo", regexp.MustCompile(`^(?i:(?:file )?photos?(?: credit| by)?) ?[:/] ?\S.{0,200}$`)},
	{annotate.RegionCaption, "photo", regexp.MustCompile(`^(?i:\(?file photo\)?)\.?$`)},
	{annotate.RegionCaption, "photo by", regexp.MustCompile(`^Photos? by ` + heading + `(?:/` + heading + `)?\.?$`)},
	{annotate.RegionCaption, "image", regexp.MustCompile(`^(?i:images?(?: credit| source| copyright| caption| by)?) ?: ?\S.{0,200}$`)},
	{annotate.RegionCaption, "caption", regexp.MustCompile(`^(?i:(?:image |photo )?caption) ?: ?\S.{0,300}$`)},
	{annotate.RegionCaption, "picture", regexp.MustCompile(`^(?i:picture(?: credit| by)?) ?: ?\S.{0,200}$`)},
	{annotate.RegionCaption, "reuters/", regexp.MustCompile(`[.!?”") ]\(?REUTERS/` + capitalised + `(?: ` + capitalised + `){0,3}(?:/Files?)?\)?\.?$`)},
	{annotate.RegionCaption, "getty images", regexp.MustCompile(`^.{0,250}(?:[./(,] ?|/)(?:` + heading + `/)?(?:AFP/)?Getty Images\)?\.?$`)},

	{annotate.RegionNewsletter, "s", regexp.MustCompile(`^(?i:(?:please )?(?:subscribe|sign up|register)(?: now| here| today)?(?: to| for| with)? [^.?!“”"]{0,100}?\b(?:newsletters?|e-?mails?|inbox|alerts?|digest|briefings?|updates|podcasts?|feed|channel|mailing list)\b[^.?!“”"]{0,40}[.!]?)$`)},
	{annotate.RegionNewsletter, "subscribe", regexp.MustCompile(`^(?i:subscribe(?: now| today| here)?|subscribe to (?:our|the) \S+(?: \S+)?)[.!]?$`)},
	{annotate.RegionNewsletter, "sign up", regexp.MustCompile(`^(?i:sign up(?: now| today| here)?)[.!]?$`)},
	{annotate.RegionNewsletter, "get ", regexp.MustCompile(`^(?i:get (?:our|the) [^.?!“”"]{0,80}\b(?:newsletters?|inbox|alerts?|briefings?)\b[^.?!“”"]{0,40}[.!]?)$`)},
	{annotate.RegionNewsletter, "your inbox", regexp.MustCompile(`^[^.?!“”"]{0,100}(?i:(?:delivered|straight|directly|right) to your inbox)[.!]?$`)},
	{annotate.RegionNewsletter, "newsletter", regexp.MustCompile(`^(?i:(?:our |the |join our |free |daily |weekly )*newsletters?)[.!:]?$`)},

	{annotate.RegionRelated, "more ", regexp.MustCompile(`^(?i:more) (?:in|from|on|about|IN|FROM|ON|ABOUT) (?:the |this )?(?:` + heading + `|(?i:topic|story|author|section))$`)},
	{annotate.RegionRelated, "read", regexp.MustCompile(`^(?i:read more|also read|read also|further reading|must read|most read|read next|continue reading)(?: ?[:»>…|–—-] ?\S.{0,200}| ?[:»>…]| …)?$`)},
	{annotate.RegionRelated, "relate", regexp.MustCompile(`^(?i:related(?: (?:stor(?:y|ies)|articles?|news|topics?|coverage|content|links?|posts?|reading|videos?|tags?))?)(?: ?[:»>] ?.{0,200})?$`)},
	{annotate.RegionRelated, "see also", regexp.MustCompile(`^(?i:see also)(?: ?: ?.{0,200})?$`)},
	{annotate.RegionRelated, "recommended", regexp.MustCompile(`^(?i:recommended(?: for you| stories| articles| reading| by \S+)?) ?:?$`)},
	{annotate.RegionRelated, "like", regexp.MustCompile(`^(?i:you (?:may|might) also (?:like|be interested in)) ?[:.…]*$`)},
	{annotate.RegionRelated, "most ", regexp.MustCompile(`^(?i:most (?:popular|viewed|shared|commented|emailed|read)(?: stories| articles| news)?) ?:?$`)},
	{annotate.RegionRelated, "news", regexp.MustCompile(`^(?i:(?:trending|latest|top)(?: news| stories)|more news|more stories) ?:?$`)},

	{annotate.RegionBoilerplate, "contribut", regexp.MustCompile(`^(?:The )?` + capitalised + `(?:(?:,| and|, and| &)? (?:` + capitalised + `|in|from|de|von|van|bin|al)){0,24},? (?:also )?contributed (?:reporting|research|to this (?:report|article|story))(?:,? (?:from|in|for) (?:` + capitalised + `|and|the|,| ){1,20})?\.?$`)},
	{annotate.RegionBoilerplate, "contribut", regexp.MustCompile(`^(?:Additional r|R)eporting (?:was )?contributed by [^!?“”"]{3,200}$`)},
	{annotate.RegionBoilerplate, "reporting by", regexp.MustCompile(`^\(?(?:Additional r|R)eporting by ` + capitalised + `[^!?“”"]{0,300}$`)},
	{annotate.RegionBoilerplate, "rights reserved", regexp.MustCompile(`^(?:[^“”"?!]{0,100}(?:[.,;©|–—-] ?|\d{4} ))?(?i:all rights reserved)(?:\. .{0,120})?\.?$`)},
	{annotate.RegionBoilerplate, "©", regexp.MustCompile(`^(?:(?i:copyright) )?© ?.{1,150}$`)},
	{annotate.RegionBoilerplate, "copyright", regexp.MustCompile(`^(?i:copyright) (?:\(c\) ?)?(?:by |\d{4}).{0,150}$`)},
	{annotate.RegionBoilerplate, "advert", regexp.MustCompile(`^(?i:advertisements?|(?:story |article )?continues? (?:below|after)(?: th(?:is|e))? adverti[sz]ements?|scroll to continue.{0,30})\.?$`)},
	{annotate.RegionBoilerplate, "partnership", regexp.MustCompile(`^A partnership (?:of|between) (?:the )?` + capitalised + `[^.?!“”"]{0,80}$`)},
	{annotate.RegionBoilerplate, "share", regexp.MustCompile(`^(?i:share(?: (?:this|on|via|with)(?: (?:article|story|post|page|facebook|twitter|x|email|e-mail|whatsapp|linkedin|friends))*)?|shares?|\d[\d,]* shares?) ?:?$`)},
	{annotate.RegionBoilerplate, "", regexp.MustCompile(`^(?i:tweet|print|e-?mail(?: this)?|print this (?:page|article)|facebook|twitter|whatsapp|pinterest|linkedin|save|listen|skip to (?:main )?content|back to top|show more|load more|view gallery|close)$`)},
	{annotate.RegionBoilerplate, "follow", regexp.MustCompile(`^(?i:follow) (?:` + capitalised + ` ){0,4}?(?i:(?:us |him |her |them )?on (?:twitter|facebook|instagram|x|google news)\b[^.?!]{0,60}[.!]?)$`)},
	{annotate.RegionBoilerplate, "polic", regexp.MustCompile(`^(?i:(?:privacy|cookies?) policy(?: ?[|·•/] ?.{0,80})?)$`)},
	{annotate.RegionBoilerplate, "terms of", regexp.MustCompile(`^(?i:terms of (?:use|service)(?: ?[|·•/] ?.{0,80})?)$`)},
	{annotate.RegionBoilerplate, "material", regexp.MustCompile(`^(?i:this material may not be published.{0,120})$`)},
	{annotate.RegionBoilerplate, "this ", regexp.MustCompile(`^(?i:this (?:article|story|post) (?:(?:was|has been) (?:first |originally )?(?:published|updated|corrected|produced)|(?:first |originally )?appeared)\b)[^“”"?!]{0,120}$`)},
}

// lineKind says what a single line is by itself, "" for prose.
func lineKind(text string) annotate.RegionKind {
	if len(text) > longestMarked {
		return ""
	}
	lower := strings.ToLower(text)
	for _, p := range linePatterns {
		if strings.Contains(lower, p.needle) && p.pattern.MatchString(text) {
			return p.kind
		}
	}
	return ""
}

var highlightsHeading = regexp.MustCompile(`^(?i:story highlights|highlights|key points|key takeaways|at a glance)\s?:?$`)

// markHighlights marks a heading such as "Story highlights" with the items after it, up to a dateline, a sentence that
// stands as a paragraph, or anything that is marked already.
func (a *analysis) markHighlights() {
	for i := 0; i < len(a.lines); i++ {
		if a.lines[i].kind != "" || !highlightsHeading.MatchString(a.lines[i].text) {
			continue
		}
		end := i + 1
		for end < len(a.lines) && end <= i+12 && a.lines[end].kind == "" && highlight(a.lines[end]) {
			end++
		}
		a.mark(i, end, annotate.RegionHighlights)
		i = end - 1
	}
}

func highlight(l line) bool {
	if dateline, _ := findDateline(l.text); dateline > 0 || l.length() > 160 {
		return false
	}
	return l.bulleted() || !endsSentence(l.text, false)
}

// listHeading is a heading of class related that has a list of headlines under it.
var listHeading = regexp.MustCompile(`^(?i:related .+|more (?:in|from|on) .+|more news|more stories|recommended.*|most .+|you (?:may|might) also .+|trending.*|latest.*|top .+|further reading)$`)

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
const longestCaption = 400

// markRepeats marks lines that stand twice in a row: pages show the caption of a picture beside it and again where it
// is enlarged. A headline above the article that stands twice is left to findTitle.
func (a *analysis) markRepeats() {
	first := true // no line so far is unmarked
	for i := 0; i+1 < len(a.lines); i++ {
		same := i + 1
		for same < len(a.lines) && a.lines[same].text == a.lines[i].text {
			same++
		}
		l := a.lines[i]
		repeats := same > i+1 && l.kind == "" && l.words() >= 3 && l.length() <= longestCaption
		if repeats && !(first && headline(l)) {
			for j := i; j < same; j++ {
				a.lines[j].kind = annotate.RegionCaption
			}
		}
		first = first && a.lines[i].kind != ""
		i = same - 1
	}
}
