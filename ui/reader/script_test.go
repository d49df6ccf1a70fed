package reader

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// scripts is a passage for each script beside Latin: the words of a claim, those of an actor within it, and the
// whole. The fonts in testdata/fonts have just these characters, so that the pictures are the same on every machine.
var scripts = []struct{ name, text, claim, actor string }{
	{"arabic", "أفادت وزارة النقل أن Ellis Ferries وافقت على 3 شروط قبل الإضراب (3 مايو).", "Ellis Ferries وافقت على 3 شروط", "وزارة النقل"},
	{"urdu", "وزیرِ اعظم نے کہا کہ ISI اور 12 اداروں کو خط پہنچا تھا، مگر انہیں «پہلے» معلوم نہ تھا۔", "ISI اور 12 اداروں کو خط پہنچا تھا", "وزیرِ اعظم"},
	{"hebrew", "ראש העירייה אמר ביום שלישי כי Ellis Ferries הוזהרה פעמיים, „בכתב” (3.5%).", "כי Ellis Ferries הוזהרה פעמיים", "ראש העירייה"},
	{"chinese", "港口管理局表示，渡轮公司在三月已经收到“书面警告”。工会否认这一说法，2011 年。", "渡轮公司在三月已经收到“书面警告”", "港口管理局"},
	{"japanese", "市長室は火曜日、「乗組員は二度警告を受けた」と発表した。フェリー会社は3月に書面を受け取っていたという。", "乗組員は二度警告を受けた", "フェリー会社"},
	{"thai", "สำนักงานนายกเทศมนตรีกล่าวเมื่อวันอังคารว่าลูกเรือได้รับคำเตือนสองครั้งก่อนการหยุดงาน", "ลูกเรือได้รับคำเตือนสองครั้ง", "สำนักงานนายกเทศมนตรี"},
	{"devanagari", "मेयर के कार्यालय ने मंगलवार को कहा कि “चालक दल को दो बार चेतावनी दी गई थी”, श्री क्षत्रिय ने।", "चालक दल को दो बार चेतावनी दी गई थी", "श्री क्षत्रिय"},
	{"emoji", "Jose\u0301 Ibarra 👩🏽‍🚒 waved a flag 🇵🇰🇺🇸 and left 👨‍👩‍👧‍👦 on the quay; a naïve 🙂 e\u0301le\u0300ve stayed.", "waved a flag 🇵🇰🇺🇸 and left 👨‍👩‍👧‍👦", "Jose\u0301 Ibarra 👩🏽‍🚒"},
}

// withScriptFonts lets the view find the fonts in testdata behind its own.
func withScriptFonts(t *testing.T) {
	files, err := filepath.Glob("testdata/fonts/*.?tf")
	if err != nil || len(files) == 0 {
		t.Fatal("no fonts in testdata/fonts", err)
	}
	own := []fyne.Resource{theme.DefaultTextFont(), theme.SymbolFont(), theme.DefaultEmojiFont()}
	var data [][]byte
	for _, f := range own[1:] {
		data = append(data, f.Content())
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, content)
	}
	fonts, err := layout.NewFonts(own[0].Content(), data...)
	if err != nil {
		t.Fatal(err)
	}
	before := sansFonts
	sansFonts = func() (*layout.Fonts, error) { return fonts, nil }
	t.Cleanup(func() { sansFonts = before })
}

// TestScripts compares each passage, with a claim, an actor and a selection that crosses both, with a picture that
// was looked at.
func TestScripts(t *testing.T) {
	withScriptFonts(t)
	for _, s := range scripts {
		t.Run(s.name, func(t *testing.T) {
			test.NewTempApp(t)
			test.ApplyTheme(t, variantTheme{theme.DefaultTheme(), theme.VariantLight})
			text := strings.Repeat(s.text+" ", 2)
			r, w, _ := newTestReader(t, text, nil, fyne.NewSize(420, 200), Options{})
			w.Canvas().(interface{ SetScale(float32) }).SetScale(2)
			r.SetMarks([]Mark{claim("c", at(text, s.claim, 0)), actor("a", "", at(text, s.actor, 0))})
			r.FocusGained()
			claimed := at(text, s.claim, 1)
			r.Select(annotate.Segment{Start: claimed.Start + 2, End: claimed.End - 3})
			test.AssertImageMatches(t, "script-"+s.name+".png", w.Canvas().Capture())
		})
	}
}

// TestScriptsBreakAndAlign finds no box for a missing glyph's width of zero, lines within the column, and paragraphs
// aligned to their own side.
func TestScriptsBreakAndAlign(t *testing.T) {
	withScriptFonts(t)
	test.NewTempApp(t)
	for _, s := range scripts {
		r, _, _ := newTestReader(t, strings.Repeat(s.text, 4), nil, fyne.NewSize(300, 400), Options{})
		rtl := s.name == "arabic" || s.name == "urdu" || s.name == "hebrew"
		for i := range r.lay.LineCount() {
			shaped := r.lay.Shape(i)
			if shaped.RTL != rtl {
				t.Errorf("%s: line %d runs from right to left: %v", s.name, i, shaped.RTL)
			}
			if shaped.Width > r.page.width || shaped.Width < r.page.width/2 && i+1 < r.lay.LineCount() {
				t.Errorf("%s: line %d is %.0f wide in a column of %.0f", s.name, i, shaped.Width, r.page.width)
			}
			if right := shaped.Left + shaped.Width; rtl && right < r.page.width-0.1 || !rtl && shaped.Left != 0 {
				t.Errorf("%s: line %d stands from %.1f to %.1f of %.0f", s.name, i, shaped.Left, right, r.page.width)
			}
		}
	}
}

// TestThaiIsTakenByWords clicks, drags and types in Thai, in which no spaces show where words end.
func TestThaiIsTakenByWords(t *testing.T) {
	withScriptFonts(t)
	test.NewTempApp(t)
	const text = "เขากล่าวว่า“ลูกเรือได้รับคำเตือนสองครั้ง”ก่อนการหยุดงาน"
	r, _, _ := newTestReader(t, text, nil, fyne.NewSize(300, 300), Options{})
	click(r, pointOf(r, at(text, "ือได้", 0).Start), 2)
	if got := selected(r); got != "เรือ" {
		t.Errorf("a double click selected %q", got)
	}
	apart(r)
	drag(r, pointOf(r, at(text, "ูก", 0).Start), pointOf(r, at(text, "้ง”", 0).Start), 0)
	if got := selected(r); got != "ลูกเรือได้รับคำเตือนสองครั้ง" {
		t.Errorf("a drag selected %q", got)
	}
	r.SetCaret(0)
	for _, before := range []string{"กล่าว", "ว่า", "“ลูก", "เรือ"} {
		typeKey(r, fyne.KeyRight, fyne.KeyModifierControl)
		if rest := r.text.Slice(r.Caret(), r.text.Len()); !strings.HasPrefix(rest, before) {
			t.Fatalf("after Ctrl+Right the caret is before %q, want %q", rest, before)
		}
	}
	typeKey(r, fyne.KeyLeft, fyne.KeyModifierControl|fyne.KeyModifierShift)
	if got := selected(r); got != "ลูก" {
		t.Errorf("Ctrl+Shift+Left selected %q", got)
	}
}
