package search_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
)

// found lists what a query finds in one text.
func found(t testing.TB, query, text string) (all []string) {
	t.Helper()
	q, err := search.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	return foundBy(t, q, text)
}

func foundBy(t testing.TB, q search.Query, text string) (all []string) {
	t.Helper()
	read, block := search.Read(text), search.Block{}
	block.Add(0, read.Words)
	hits, err := q.Find(block.Lookup)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		for _, p := range h.Places {
			at := read.Segment(p)
			all = append(all, read.Slice(at.Start, at.End))
		}
	}
	return all
}

func TestFindsWordsHoweverTheyAreWritten(t *testing.T) {
	for _, test := range []struct{ query, text, want string }{
		{"minister", "The Minister’s aide; MINISTER, ministers.", "Minister|MINISTER"},
		{"minister's", "the minister’s aide, a minister", "minister’s"},
		{"homme", "L’homme et l'HOMME", "homme|HOMME"},
		{"al-qaida", "Al‑Qaida, al qaida and alqaida", "Al‑Qaida|al qaida"},
		{"U.S.", "the U.S. and us", "U.S"},
		{"perez", "Pérez, Pe\u0301rez, PEREZ", "Pérez|Pe\u0301rez|PEREZ"},
		{"Pérez", "Perez", "Perez"},
		{"strasse", "Straße, STRASSE", "Straße|STRASSE"},
		{"lodz", "Łódź", "Łódź"},
		{"meeting", "the mee\u00adting", "mee\u00adting"},
		{"officials said", "officials\n  said", "officials\n  said"},
		{"a", "a plan, an aim, A", "a|A"},
		{"7", "7 of 77", "7"},
		{"2023", "سنة ٢٠٢٣", "٢٠٢٣"},
		{"الحكومة", "قالت الحُكُومَة", "الحُكُومَة"},
		{"الى", "إلى المدينة", "إلى"},
		{"محمد", "محـــمد", "محـــمد"},
		{"می\u200cخواهم", "من میخواهم", "میخواهم"},
		{"שלום", "שָׁלוֹם", "שָׁלוֹם"},
		{`צה"ל`, "דובר צה״ל אמר", "צה״ל"},
		{"中国", "中国政府，在中国。", "中国|中国"},
		{"国", "中国", "国"},
		{"テロ", "テロリスト", "テロ"},
		{"か", "が", ""},
		{"ไทย", "ประเทศไทยและคนไทย", "ไทย|ไทย"},
		{"ก", "กา กิ", "ก"}, // never a part of a character
		{"हिन्दी", "यह हिन्दी है", "हिन्दी"},
		{"😀", "good 😀😀 day", "😀|😀"},
		{"👍", "yes 👍🏽 no", "👍🏽"},
		{"🇵🇰", "🇵🇰🇮🇳", "🇵🇰"},
		{"👨\u200d👩\u200d👧", "the 👨\u200d👩\u200d👧 walks", "👨\u200d👩\u200d👧"},
		{"AI技术", "用AI 技术", "AI 技术"},
		{"ＡＢＣ", "abc", "abc"},
	} {
		if got := strings.Join(found(t, test.query, test.text), "|"); got != strings.ReplaceAll(test.want, "officials\n  said", "officials|said") {
			t.Errorf("%q in %q: %q, want %q", test.query, test.text, got, test.want)
		}
	}
}

func TestQueries(t *testing.T) {
	const text = "The fox saw the brown dog. A quick brown fox jumps over the lazy dog; foxes do not."
	for _, test := range []struct{ query, want string }{
		{"fox dog", "fox|dog|fox|dog"},
		{"fox AND dog", "fox|dog|fox|dog"},
		{"fox cat", ""},
		{"fox OR cat", "fox|fox"},
		{"fox NOT cat", "fox|fox"},
		{"fox NOT dog", ""},
		{"fox not", "fox|fox|not"},
		{`"brown fox"`, "brown fox"},
		{"“brown fox”", "brown fox"},
		{`"quick brown fo"*`, "quick brown fox"},
		{`"quick brown fo*"`, "quick brown fox"},
		{"fox*", "fox|fox|foxes"},
		{"lazy NEAR quick", "quick brown fox jumps over the lazy"},
		{"lazy NEAR/4 quick", ""},
		{"fox NEAR/2 dog NEAR/1 quick", ""},
		{"fox NEAR/3 dog", "fox saw the brown dog|dog. A quick brown fox"},
		{"dog NEAR/0 quick OR jumps", "jumps"},
		{"(cat OR quick) brown", "brown|quick|brown"},
		{"quick NEAR (fox OR cat) NOT dog", ""},
		{"quick —", "quick"},
		{`"NOT"`, "not"},
	} {
		if got := strings.Join(found(t, test.query, text), "|"); got != test.want {
			t.Errorf("%s: %q, want %q", test.query, got, test.want)
		}
	}
}

func TestQueriesThatCannotBeReadAreRefusedWithASentence(t *testing.T) {
	for query, want := range map[string]string{
		"":            "nothing is asked for",
		"  ":          "nothing is asked for",
		"—":           "no letter, digit or pictograph",
		`"fox`:        "a quotation mark is not closed",
		"(fox":        "a bracket is not closed",
		"fox)":        "that was not opened",
		"fox AND":     "something is missing at the end",
		"OR fox":      "something is missing before OR",
		"NOT fox":     "something is missing before NOT",
		"— NOT fox":   "nothing before it that is to be found",
		"fox OR OR a": "something is missing before OR",
		"()":          "something is missing before )",
		"*":           "a star stands behind the beginning of a word",
		"*fox":        "a star stands behind",
		"f*x":         "a star stands behind",
		"fox *":       "a star stands behind",
		strings.Repeat("(", 60) + "a" + strings.Repeat(")", 60): "too many brackets",
		strings.Repeat("many words ", 200):                      "the query is too long",
	} {
		_, err := search.Parse(query)
		if !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", query, err, want)
		}
	}
}

func TestWhatIsStillBeingTypedFindsWhatBeginsSo(t *testing.T) {
	const text = "The government of the governor, a go"
	for _, test := range []struct{ query, want, growing string }{
		{"gov", "government|governor", "gov"},
		{"gov ", "", ""},
		{"go", "go", ""},
		{`"the gov`, "The government|the governor", "gov"},
		{`"the government`, "The government", "government"},
		{`"the government" `, "The government", ""},
		{"(government OR govern", "government|governor", "govern"},
		{"government AND", "government", ""},
		{"government NOT ", "government", ""},
	} {
		q, growing, err := search.ParseTyped(test.query)
		if err != nil {
			t.Fatal(test.query, err)
		}
		if got := strings.Join(foundBy(t, q, text), "|"); got != test.want || growing != test.growing {
			t.Errorf("%s: %q, growing %q; want %q, %q", test.query, got, growing, test.want, test.growing)
		}
	}
}

var (
	pieces = []string{"a", "b", "ab", "Ab", "á", "a\u0301", "中", "国", "กา", "กิ", "😀", "👍🏽", "'", "-", "\u00ad", "\u200d", " ", " ", " ", "\n", ".", "ß", "ـ", "שׁ", "1", "x"}
	asked  = []string{"a", "b", "ab", "a*", "中", "中国", "กา", "😀", "👍", "ss", "x", `"a b"`, `"b a*"`, "1"}
)

func texts() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40), func(parts []string) string { return strings.Join(parts, "") })
}

// tree is a query as it is written, and what it finds by a plain look at all words of a text.
type tree struct {
	op          string
	leaf        string
	left, right *tree
}

func trees(deep int) *rapid.Generator[*tree] {
	return rapid.Custom(func(t *rapid.T) *tree {
		if deep == 0 || rapid.IntRange(0, 2).Draw(t, "leaf") == 0 {
			return &tree{leaf: rapid.SampledFrom(asked).Draw(t, "words")}
		}
		return &tree{op: rapid.SampledFrom([]string{"AND", "OR", "NOT", "NEAR/2", ""}).Draw(t, "op"),
			left: trees(deep-1).Draw(t, "left"), right: trees(deep-1).Draw(t, "right")}
	})
}

func (n *tree) String() string {
	if n.op == "" && n.left == nil {
		return n.leaf
	}
	return fmt.Sprintf("(%v) %s (%v)", n.left, n.op, n.right)
}

// scan is where the query stands among words.
func (n *tree) scan(all []string) (places []search.Place) {
	if n.left == nil {
		wanted := search.Read(strings.Trim(n.leaf, `"*`)).Words
		for i := range all {
			j := i
			for k, w := range wanted {
				if j < len(all) && (all[j] == w || k == len(wanted)-1 && strings.Contains(n.leaf, "*") && strings.HasPrefix(all[j], w)) {
					j++
				}
			}
			if j == i+len(wanted) {
				places = append(places, search.Place{From: uint32(i), To: uint32(j)})
			}
		}
		return places
	}
	left, right := n.left.scan(all), n.right.scan(all)
	switch {
	case n.op == "NOT":
		if len(right) > 0 {
			return nil
		}
		return left
	case n.op == "NEAR/2":
		nearest := func(a, b []search.Place) {
			for _, p := range a {
				for _, q := range b {
					if q.From >= p.To {
						if q.From-p.To <= 2 {
							places = append(places, search.Place{From: p.From, To: q.To})
						}
						break
					}
				}
			}
		}
		nearest(left, right)
		nearest(right, left)
	case n.op != "OR" && (len(left) == 0 || len(right) == 0):
		return nil
	default:
		places = append(slices.Clone(left), right...)
	}
	slices.SortFunc(places, func(a, b search.Place) int {
		if a.From != b.From {
			return int(a.From) - int(b.From)
		}
		return int(a.To) - int(b.To)
	})
	return slices.Compact(places)
}

// TestIndexFindsWhatALookAtEveryWordFinds, in several blocks of texts at random, by queries at random.
func TestIndexFindsWhatALookAtEveryWordFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(texts(), 1, 6).Draw(t, "texts")
		asked := trees(2).Draw(t, "query")
		q, err := search.Parse(asked.String())
		if err != nil {
			t.Fatal(asked, err)
		}
		block := search.Block{}
		var want []search.Hits
		for i, text := range all {
			words := search.Read(text).Words
			block.Add(uint32(i), words)
			if places := asked.scan(words); len(places) > 0 {
				want = append(want, search.Hits{Text: uint32(i), Places: places})
			}
		}
		got, err := q.Find(block.Lookup)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%v: %v %v, want %v", asked, got, err, want)
		}
	})
}

// TestEveryHitHasTheWords: what stands at a place is read again as the words that were looked for, and cuts no character.
func TestEveryHitHasTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		words := rapid.SampledFrom(asked).Draw(t, "words")
		wanted := search.Read(strings.Trim(words, `"*`)).Words
		q, err := search.Parse(words)
		if err != nil {
			t.Fatal(err)
		}
		read, block := search.Read(text), search.Block{}
		block.Add(3, read.Words)
		hits, err := q.Find(block.Lookup)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			for _, p := range h.Places {
				at := read.Segment(p)
				got := search.Read(read.Slice(at.Start, at.End)).Words
				last := len(wanted) - 1
				if read.SnapGraphemes(at) != at || len(got) != len(wanted) || !slices.Equal(got[:last], wanted[:last]) ||
					!(got[last] == wanted[last] || strings.HasSuffix(strings.Trim(words, `"`), "*") && strings.HasPrefix(got[last], wanted[last])) {
					t.Fatalf("%q at %v of %q is %q", words, at, text, got)
				}
			}
		}
	})
}

func TestWhatStandsAroundAPlaceCutsNoWord(t *testing.T) {
	text := search.Read("Officials in the capital said that the talks would go on.")
	at := annotate.Segment{Start: 25, End: 29}
	before, after := search.Around(text.Text, at, 12)
	if before != "the capital " || after != " that the" {
		t.Errorf("%q, %q", before, after)
	}
	if before, after = search.Around(text.Text, at, 100); before+"said"+after != text.String() {
		t.Errorf("%q, %q", before, after)
	}
	thai := search.Read("ประเทศไทยและคนไทย")
	if before, after = search.Around(thai.Text, thai.At[6], 3); before == "" || after == "" {
		t.Errorf("%q, %q", before, after)
	}
}

func TestConcordanceIsSortedByItsContext(t *testing.T) {
	lines := []search.Line{
		{"the old ", "fox", " Zebra"}, {"a Young ", "fox", " apple"}, {"the óld ", "fox", " ahead"}, {"an old ", "fox", " be"},
	}
	if got := search.Sorted(lines, search.ByLeft); !slices.Equal(got, []int{3, 0, 2, 1}) {
		t.Errorf("by left: %v", got)
	}
	if got := search.Sorted(lines, search.ByRight); !slices.Equal(got, []int{2, 1, 3, 0}) {
		t.Errorf("by right: %v", got)
	}
	if got := search.Sorted(lines, search.ByPlace); !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("by place: %v", got)
	}
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("Officials in the capital said on Monday that the talks with Haqqani’s network would go on, “whatever happens”. ", 40)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		search.Block{}.Add(0, search.Read(text).Words)
	}
}

func FuzzParse(f *testing.F) {
	for _, q := range []string{`a "b c" d* (e OR f) NEAR/3 g NOT h`, "((", `"`, "NEAR", "*"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if q, err := search.Parse(query); err == nil {
			foundBy(t, q, query)
			foundBy(t, q.Apart(), query)
		}
		if q, _, err := search.ParseTyped(query); err == nil {
			foundBy(t, q, query)
		}
	})
}
