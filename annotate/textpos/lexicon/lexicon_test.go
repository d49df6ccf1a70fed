package lexicon_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/textpos/lexicon"
)

// ends returns where the words of text end, and where a stretch that is no run of a script does.
func ends(text string) []int {
	var all []int
	for at := 0; at < len(text); {
		if lexicon.Begins(text[at:]) {
			for at = range lexicon.Ends(text, at, len(text)) {
				all = append(all, at)
			}
			continue
		}
		for at < len(text) && !lexicon.Begins(text[at:]) {
			_, n := utf8.DecodeRuneInString(text[at:])
			at += n
		}
		all = append(all, at)
	}
	return all
}

// split returns text with a stroke where words end.
func split(text string) string {
	var parts []string
	at := 0
	for _, end := range ends(text) {
		parts = append(parts, text[at:end])
		at = end
	}
	return strings.Join(parts, "|")
}

// Run with -race: whoever comes first reads the lists.
func TestSeveralAtOnce(t *testing.T) {
	const text = "ฉันรักภาษาไทย ຂ້ອຍຮັກພາສາລາວ ខ្ញុំស្រឡាញ់ប្រទេសកម្ពុជា ကျွန်တော်မြန်မာစကားကိုချစ်ပါတယ်"
	found := make(chan string)
	for range 8 {
		go func() { found <- split(text) }()
	}
	want := <-found
	for range 7 {
		if got := <-found; got != want || strings.Count(got, "|") < 20 {
			t.Errorf("got %s and %s", got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Thai", "ฉัน|รัก|ภาษา|ไทย|มาก"},
		{"Thai, a child eats at home", "เด็ก|กิน|ข้าว|กับ|แม่|ที่|บ้าน"},
		{"Thai, a cat lies on the table", "แมว|นอน|อยู่|บน|โต๊ะ"},
		{"Thai, a marked word that no consonant closes", "เขา|ก็|ไป|โรงเรียน"},
		{"Thai, rights", "มนุษย์|มี|เกียรติศักดิ์|และ|สิทธิ"},
		{"Thai, of two ways as short the longer first word", "ตากลม"},
		{"Thai, signs that repeat and shorten", "เด็กๆ|ที่|กรุงเทพฯ|ซื้อ|ผัก|ฯลฯ"},
		{"Lao", "ຂ້ອຍ|ຮັກ|ພາສາ|ລາວ|ຫຼາຍ"},
		{"Lao, an open syllable that Thai would close", "ມື|ລາວ"},
		{"Khmer", "ខ្ញុំ|ស្រឡាញ់|ប្រទេស|កម្ពុជា"},
		{"Khmer, a sign that repeats", "ក្មេងៗ|មាន|សៀវភៅ"},
		{"Burmese", "ကျွန်တော်|မြန်မာ|စကား|ကို|ချစ်|ပါ|တယ်"},
		{"Burmese, stacked letters", "မန္တလေး|မြို့"},
		{"Burmese, words of one sign", "၎င်း|၏|မိခင်"},
		{"a name of which no syllable is a word", "นาย|เจนส์ฮอว์คินส์|กล่าว"},
		{"letters spelled out", "ไอ|เอส|ไอ|กล่าว"},
		{"Latin, digits and emoji", "ใช้|Facebook|ทุก|วัน|🦊|เวลา|12|นาฬิกา|๑๒ |ครั้ง"},
		{"spaces, line ends and punctuation", "เขา| |ไป|\n|บ้าน| (|แม่|) “|กิน|”|ข้าว"},
		{"a zero-width space says where a word ends", "ตา|\u200B|กลม"},
		{"one script after the other", "ภาษา|ພາສາ|ខ្មែរ|မြန်မာ"},
		{"a mark that stands on nothing", " \u0E34|กิน|ข้าว"},
		{"nothing of these scripts", "漢字 and so on"},
		{"not UTF-8", "กิน|\xE0\xB8|ข้าว|\xE0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := split(strings.ReplaceAll(c.want, "|", "")); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestUnknownTextIsCut reads letters that make no word: no piece is longer than a long name.
func TestUnknownTextIsCut(t *testing.T) {
	text := strings.Repeat("ฌู", 1000)
	from := 0
	for _, end := range ends(text) {
		if n := utf8.RuneCountInString(text[from:end]); n > 2*16 {
			t.Fatalf("a word of %d letters at %d", n, from)
		}
		from = end
	}
}

func TestSyllables(t *testing.T) {
	for _, pair := range []string{
		"เ ก", "ก ะ", "ก า", "รั บ", "รั้ ง", "เป็ น", "มื อ", "จั นทร์", "นท ร์", "น ทร์", "สิ ทธิ์", "เด็ก ๆ", "กรุงเทพ ฯ", "ก \u0E34", "ก\u200D ข",
		"ເ ກ", "ກ າ", "ຮັ ກ", "ຄົ ນ", "ນ້ ຽ",
		"ក\u17D2 ម", "ក \u17B6", "ក្មេង ៗ",
		"မြ န်", "မန\u1039 တ", "မ န္တ", "က \u103B", "ကျွ န်ုပ်", "မည ့်",
	} {
		before, after, _ := strings.Cut(pair, " ")
		if lexicon.Parts(before+after, len(before)) {
			t.Errorf("%q may be parted", pair)
		}
	}
	for _, pair := range []string{"ก ข", "e x", "ก็ ไป", "มา เ", "ผัก ฯลฯ", "ต่างๆ ที่", "ຄື ກັນ", "ក្ម ងា", "ញ៉ាំ បាយ", "ကို ချစ်", "ก 1", "a ก", " ก"} {
		before, after, _ := strings.Cut(pair, " ")
		if !lexicon.Parts(before+after, len(before)) {
			t.Errorf("%q may not be parted", pair)
		}
	}
}

// pieces are what random text is made of: words, beginnings of words, stray letters and marks, other scripts.
var pieces = strings.Fields(`ตากลม ตา กลม ก็ ก ข น ย ร ส อ เ แ ไ ะ า ำ ั ็ ื ิ ่ ้ ์ ๆ ฯ ฯลฯ ฯพณฯ กก กกก ภาษา ภาษาไทย มนุษย์ ๑ เจนส์ ว่า กรุงเทพฯ
	ຂ ຄ ຄື ກັນ ພາສາ ລາວ ເ ໄ ະ າ ຳ ຽ ັ ົ ໆ ໜ ເດັກນ້ອຍ ໒
	ក ខ ្ ្ក ា ៗ ់ ៈ ខ្មែរ កក ភាសាខ្មែរ សេរីភាព និង ។ ១
	က င င် ် ္ ့် း ျ ေ ာ ို မြန်မာ ကျွန်တော် သည် သည်။ ၏ ၎င်း ၌ မန္တလေး ၁ ႐
	a Z 7 . “ 漢 🦊 é e` + "\u0301 \u0301 \u200B \u200C \u200D \u0600 \xE0 \xE0\xB8 \xFF ᩃ ꩠ")

func texts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		some := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "some")
		if rapid.Bool().Draw(t, "any") {
			some = pieces
		}
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(some), 0, 80).Draw(t, "pieces"), "")
		if rapid.Bool().Draw(t, "spaced") {
			text += " " + text
		}
		if rapid.IntRange(0, 9).Draw(t, "long") == 0 {
			text = strings.Repeat(text, 8)
		}
		return text
	})
}

type failer interface {
	Fatalf(format string, args ...any)
	Helper()
}

// check finds that words join to the text, are whole clusters and whole syllables, and are the same wherever one begins
// to look for them and however far.
func check(t failer, text string) {
	t.Helper()
	whole := ends(text)
	if len(text) > 0 && (len(whole) == 0 || whole[len(whole)-1] != len(text)) || !slices.IsSorted(whole) {
		t.Fatalf("words end at %v in %q of %d bytes", whole, text, len(text))
	}
	boundary := map[int]bool{0: true}
	if utf8.ValidString(text) {
		for g := graphemes.FromString(text); g.Next(); {
			boundary[g.End()] = true
		}
		start := 0
		for _, end := range whole {
			inRun := lexicon.Begins(text[start:]) && lexicon.Begins(text[end:]) && sameScript(text, end)
			if inRun && (!boundary[end] || !lexicon.Parts(text, end)) {
				t.Fatalf("a word ends at %d, within a cluster or a syllable of %q", end, text)
			}
			start = end
		}
	}
	isEnd := map[int]bool{0: true}
	for i, end := range whole {
		isEnd[end] = true
		if !lexicon.Begins(text[end:]) {
			continue
		}
		for _, to := range []int{end + 1, end + 30, len(text)} {
			k := i
			for got := range lexicon.Ends(text, end, to) {
				if k++; k >= len(whole) || got != whole[k] {
					t.Fatalf("from %d to %d a word ends at %d, in all they end at %v, of %q", end, to, got, whole, text)
				}
			}
			if k < len(whole)-1 && whole[k] < to && lexicon.Begins(text[whole[k]:]) && sameScript(text, whole[k]) {
				t.Fatalf("from %d to %d the last word ends at %d, of %q", end, to, whole[k], text)
			}
		}
	}
	for at := range text {
		if lexicon.Certain(text, at) && !isEnd[at] {
			t.Fatalf("a word ends at %d for certain, and in all at %v, of %q", at, whole, text)
		}
	}
}

// sameScript says that the code points on both sides of byte at are of one script.
func sameScript(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return before>>8 == after>>8 && before>>7 == after>>7
}

func TestWordsDoNotDependOnWhereOneLooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { check(t, texts().Draw(t, "text")) })
}

// TestWordsDoNotDependOnWhatIsFar puts text before and after text: the words well within it stay.
func TestWordsDoNotDependOnWhatIsFar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		before, after := texts().Draw(t, "before")+" ", texts().Draw(t, "after")
		framed := map[int]bool{}
		for _, end := range ends(before + text + after) {
			framed[end-len(before)] = true
		}
		const far = 600
		for _, end := range ends(text) {
			if end < len(text)-far && !framed[end] && (end == 0 || lexicon.Begins(text[end:])) {
				t.Fatalf("a word of %q ends at %d, and no longer after %q and before %q", text, end, before, after)
			}
		}
	})
}

func FuzzWords(f *testing.F) {
	f.Add("เขาก็ไป กรุงเทพฯ ฯลฯ\u200Dກັນខ្មែរមမြန်မာ")
	f.Add("\xE0\xB8กก\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 500 {
			check(t, text)
		}
	})
}

func BenchmarkEnds(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"Thai", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิต่างมีเหตุผลและมโนธรรม"},
		{"Lao", "ຂ້ອຍຮັກພາສາລາວແລະໄປໂຮງຮຽນກັບໝູ່"},
		{"Khmer", "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងភាពស្មើគ្នាក្នុងសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ"},
		{"Burmese", "လူတိုင်းသည်တူညီလွတ်လပ်သောဂုဏ်သိက္ခာဖြင့်လည်းကောင်း"},
		{"one word over the next", "กก"},
		{"no word", "ฌู"},
	} {
		b.Run(c.name, func(b *testing.B) {
			text := strings.Repeat(c.text, 1_000_000/len(c.text))
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for range lexicon.Ends(text, 0, len(text)) {
				}
			}
		})
	}
}
