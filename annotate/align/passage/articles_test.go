package passage_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// place is where a passage of the four scraped articles stands, with the beginning of the hash of its words, which are not ours.
type place struct {
	article, start, end int
	hash                string
}

// What the four articles share, as it was listed by reading them before anything was run: word by word or nearly so, what is too small to
// be asked for and no mistake either, and, by some words of each sentence, in other words.
var (
	sharedByReading = [][]place{
		{{0, 2310, 2337, "6ad981814960"}, {1, 858, 876, "9bdb4f00e0c6"}, {3, 2594, 2622, "2c4394403243"}},
		{{0, 4836, 4890, "97f71ce0e3fb"}, {2, 2020, 2073, "0c9aecea7c0b"}},
		{{0, 4892, 4945, "ef7b02ee4371"}, {2, 2087, 2140, "ef7b02ee4371"}},
		{{0, 5037, 5081, "d13e041da8be"}, {2, 2165, 2232, "946037bcd888"}},
		{{0, 346, 422, "55561914434e"}, {2, 286, 353, "f8091540c5ed"}},
		{{1, 3267, 3288, "39a3f0faed0a"}, {3, 4111, 4129, "a61b505333b6"}},
		{{0, 2354, 2371, "bb52a7e84541"}, {1, 946, 963, "bb52a7e84541"}},
		{{1, 650, 675, "550b32c94912"}, {2, 916, 943, "a480b70d40f4"}},
	}
	smallByReading = [][]place{
		{{0, 3556, 3587, "91a4c7290ea1"}, {2, 1189, 1214, "8580a4604b29"}},
		{{0, 1435, 1471, "6233e22183f1"}, {2, 1189, 1214, "8580a4604b29"}},
		{{0, 4041, 4087, "31e46980e853"}, {2, 1189, 1214, "8580a4604b29"}},
		{{0, 3595, 3605, "6a690a5c8860"}, {3, 2252, 2263, "743349d4e426"}},
		{{0, 3620, 3632, "08abc3e5468a"}, {3, 3630, 3642, "08abc3e5468a"}},
		{{1, 3525, 3543, "43ab56639ee8"}, {3, 2163, 2182, "556d0cedeb18"}},
		{{0, 1261, 1289, "c6c1e0bffa4c"}, {1, 1117, 1154, "ec5105fed36a"}},
		{{1, 390, 440, "07e68369988d"}, {2, 314, 365, "54bad38434e7"}},
		{{0, 299, 309, "3385678e5e96"}, {2, 1032, 1042, "3385678e5e96"}},
	}
	rewordedByReading = [][]place{
		{{0, 2120, 2140, "41f4e8abff19"}, {1, 740, 753, "cbdf940d9413"}},
		{{0, 2120, 2140, "41f4e8abff19"}, {3, 2527, 2545, "00065ca7efc1"}},
		{{1, 740, 753, "cbdf940d9413"}, {3, 2527, 2545, "00065ca7efc1"}},
		{{0, 2269, 2279, "c698b72d7199"}, {1, 740, 753, "cbdf940d9413"}},
		{{0, 2269, 2279, "c698b72d7199"}, {3, 2527, 2545, "00065ca7efc1"}},
		{{0, 4892, 4904, "fd00f1c6b464"}, {2, 2087, 2099, "fd00f1c6b464"}},
		{{0, 4892, 4904, "fd00f1c6b464"}, {2, 2285, 2311, "6011b6798847"}},
		{{0, 312, 335, "abc293091dfd"}, {2, 286, 317, "abcb84715aa8"}},
		{{0, 312, 335, "abc293091dfd"}, {1, 372, 405, "b312ae316b1a"}},
		{{1, 372, 405, "b312ae316b1a"}, {2, 286, 317, "abcb84715aa8"}},
		{{1, 372, 405, "b312ae316b1a"}, {2, 907, 932, "de14426b7f78"}},
		{{1, 643, 664, "9bee484ade7d"}, {2, 907, 932, "de14426b7f78"}},
		{{0, 915, 940, "2d43c7d4b068"}, {2, 907, 932, "de14426b7f78"}},
		{{0, 4591, 4613, "44055ea1a127"}, {2, 1779, 1814, "54047ab9a2c1"}},
		{{1, 3267, 3288, "39a3f0faed0a"}, {3, 4111, 4129, "a61b505333b6"}},
		{{0, 1173, 1189, "ba4a655daaa5"}, {2, 829, 847, "6ed943afd9de"}},
		{{0, 3437, 3462, "1aa6804dcbc9"}, {3, 2712, 2733, "9115e2af3b8d"}},
		{{0, 1427, 1442, "64a080e8ad9a"}, {2, 1151, 1175, "fe31c491a70b"}},
		{{0, 4041, 4054, "8774a49568f1"}, {2, 1151, 1175, "fe31c491a70b"}},
		{{0, 4041, 4054, "8774a49568f1"}, {1, 1163, 1178, "0b56cbae8096"}},
		{{0, 1427, 1442, "64a080e8ad9a"}, {1, 1163, 1178, "0b56cbae8096"}},
		{{0, 4157, 4176, "8a1911ca3495"}, {2, 1415, 1441, "d4d1a8d4f1ca"}},
		{{0, 2354, 2371, "bb52a7e84541"}, {1, 946, 968, "b131612f304e"}},
		{{0, 450, 468, "43d723e6215a"}, {2, 286, 317, "abcb84715aa8"}},
		{{0, 4772, 4793, "fbd20dfbd702"}, {2, 286, 317, "abcb84715aa8"}},
		{{1, 1315, 1342, "3231e398a26c"}, {2, 1493, 1517, "dcf58b4bc126"}},
		{{0, 4843, 4870, "20fdace51262"}, {2, 2027, 2053, "f86f3ccf3f77"}},
	}
)

// scraped reads the four articles, which stand beside the checkout.
func scraped(t testing.TB) (texts []*textpos.Text, all []*passage.Text) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "articles", "*.txt"))
	if err != nil || len(paths) != 4 {
		t.Skip("the scraped articles are not on this machine")
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := ingest.Read(filepath.Base(path), data, "auto")
		if err != nil {
			t.Fatal(err)
		}
		text := textpos.New(doc.Text)
		texts = append(texts, text)
		all = append(all, passage.Read(passage.Article{Text: text, Language: doc.Language, Regions: doc.Regions}))
	}
	for _, list := range [][][]place{sharedByReading, smallByReading, rewordedByReading} {
		for _, family := range list {
			for _, p := range family {
				sum := sha256.Sum256([]byte(texts[p.article].Slice(p.start, p.end)))
				if hex.EncodeToString(sum[:])[:len(p.hash)] != p.hash {
					t.Fatalf("other words stand at %d–%d of article %d: the list has to be moved", p.start, p.end, p.article)
				}
			}
		}
	}
	return texts, all
}

// pairsOf are the pairs of places of a list, those of an earlier article first.
func pairsOf(families [][]place) (pairs [][2]place) {
	for _, f := range families {
		for i, p := range f {
			for _, q := range f[i+1:] {
				pairs = append(pairs, [2]place{p, q})
			}
		}
	}
	return pairs
}

// meets says that a pair of the articles a and b covers most of a listed one.
func meets(a, b int, p passage.Pair, listed [2]place) bool {
	covers := func(article int, s annotate.Segment, l place) bool {
		return article == l.article && 2*overlap(s, annotate.Segment{Start: l.start, End: l.end}) > l.end-l.start
	}
	return covers(a, p.A, listed[0]) && covers(b, p.B, listed[1])
}

// score compares what is found with lists: how many of the first were found, of those found how many are in it, and how many in either.
func score(t *testing.T, texts []*passage.Text, wanted func(passage.Pair) bool, list, small [][2]place) (hits, right, allowed, found int) {
	met := make([]bool, len(list))
	for a := range texts {
		for b := a + 1; b < len(texts); b++ {
			for _, p := range passage.Compare(texts[a], texts[b]) {
				if !wanted(p) {
					continue
				}
				found++
				is := false
				for i, l := range list {
					if meets(a, b, p, l) {
						is, met[i] = true, true
					}
				}
				if is {
					right++
				}
				if is || slices.ContainsFunc(small, func(l [2]place) bool { return meets(a, b, p, l) }) {
					allowed++
				} else {
					t.Logf("not listed: %v of %d and %v of %d, %.2f", p.A, a, p.B, b, p.Score)
				}
			}
		}
	}
	for i, m := range met {
		if m {
			hits++
		} else {
			t.Logf("not found: %v", list[i])
		}
	}
	return hits, right, allowed, found
}

func TestTheScrapedArticlesShareWhatReadingFound(t *testing.T) {
	_, texts := scraped(t)
	list := pairsOf(sharedByReading)
	hits, right, allowed, found := score(t, texts, func(p passage.Pair) bool { return p.Kind == passage.Shared }, list, pairsOf(smallByReading))
	t.Logf("shared: %d of %d listed pairs; %d found, of which %d are listed and %d more are small", hits, len(list), found, right, allowed-right)
	if float64(hits) < .8*float64(len(list)) || float64(allowed) < .9*float64(found) || float64(right) < .6*float64(found) {
		t.Errorf("%d of %d, %d and %d of %d", hits, len(list), right, allowed, found)
	}
	list = pairsOf(rewordedByReading)
	hits, right, _, found = score(t, texts, func(p passage.Pair) bool { return p.Kind == passage.Reworded && p.Marked() }, list, nil)
	t.Logf("reworded and marked: %d of %d listed pairs; %d found, of which %d are listed", hits, len(list), found, right)
	if float64(right) < .9*float64(found) || hits < 9 {
		t.Errorf("%d of %d, %d of %d", hits, len(list), right, found)
	}
	hits, right, _, found = score(t, texts, func(p passage.Pair) bool { return p.Kind == passage.Reworded }, list, nil)
	t.Logf("reworded: %d of %d listed pairs; %d found, of which %d are listed", hits, len(list), found, right)
}

func TestTheQuotationOfFourWordsIsOneFamily(t *testing.T) {
	_, texts := scraped(t)
	found, err := passage.Among(t.Context(), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	quotation := sharedByReading[0]
	for _, f := range passage.Families(found) {
		var in []int
		for _, p := range f.Places {
			if slices.ContainsFunc(quotation, func(q place) bool {
				return q.article == p.Article && p.Start <= q.start && q.start < p.End && p.End-p.Start < 60
			}) {
				in = append(in, p.Article)
			}
		}
		if f.Kind == passage.Shared && slices.Equal(in, []int{0, 1, 3}) && len(f.Places) == 3 {
			return
		}
	}
	t.Errorf("no family has it in articles 0, 1 and 3 and nothing else")
}
