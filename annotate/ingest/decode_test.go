package ingest_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// found returns the detail of the finding of a kind, "" where there is none.
func found(doc ingest.Document, what string) string {
	for _, f := range doc.Findings {
		if f.What == what {
			return f.Detail
		}
	}
	return ""
}

// read reads text that must not be refused.
func read(t *testing.T, data string) ingest.Document {
	t.Helper()
	doc, err := ingest.Read("article.txt", []byte(data), "auto")
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	sound(t, doc)
	return doc
}

func TestReadTellsOlderEncodings(t *testing.T) {
	tests := []struct{ text, encodings string }{
		{"The minister’s spokesman said “no deal” was reached — the talks would go on…\n\nIt was a café meeting.", "windows-1252"},
		{"It’s true.", "windows-1252"},
		{"Die Außenministerin erklärte am Freitag, über die Gespräche könne sie nichts sagen. Größere Änderungen seien geplant.", "windows-1252 iso-8859-15"},
		{"Le ministère des affaires étrangères a déclaré à la presse que l’été dernier des négociations avaient été engagées.", "windows-1252"},
		{"El señor Muñoz declaró que la reunión de la delegación no tendría más consecuencias según su opinión.", "windows-1252"},
		{"Minister powiedział, że rozmowy będą kontynuowane. Źródła zbliżone do rządu mówią o możliwości porozumienia.", "windows-1250 iso-8859-2"},
		{"Bakan, görüşmelerin süreceğini ve daha çok ilerleme için bir çalışma olduğunu söyledi. Bu da değil, ama sonra gibi.", "windows-1254"},
		{"Министр иностранных дел заявил, что переговоры будут продолжены. Источники сообщают о прогрессе.", "windows-1251 koi8-r iso-8859-5 ibm866"},
		{"Ο υπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν και την επόμενη εβδομάδα στην Αθήνα.", "windows-1253 iso-8859-7"},
		{"قال وزير الخارجية إن المحادثات سوف تستمر في الأسبوع المقبل في العاصمة.", "windows-1256"},
		{"שר החוץ אמר כי השיחות יימשכו גם בשבוע הבא בירושלים.", "windows-1255"},
		{"外務大臣は金曜日、会談は来週も続くと述べた。関係者によると、進展があったという。", "shift_jis euc-jp iso-2022-jp"},
		{"外交部长星期五表示，会谈将于下周继续举行。消息人士称，会谈取得了进展。", "gbk gb18030"},
		{"外交部長星期五表示，會談將於下週繼續舉行。消息人士稱，會談取得了進展。", "big5"},
		{"외교부 장관은 금요일 회담이 다음 주에도 계속될 것이라고 말했다. 소식통은 진전이 있었다고 전했다.", "euc-kr"},
	}
	for _, test := range tests {
		for name := range strings.FieldsSeq(test.encodings) {
			t.Run(name, func(t *testing.T) {
				e, err := htmlindex.Get(name)
				if err != nil {
					t.Fatal(err)
				}
				data, err := e.NewEncoder().String(test.text)
				if err != nil {
					t.Fatal(err)
				}
				doc := read(t, data)
				if doc.Text != test.text {
					t.Errorf("got %q, want %q (%s)", doc.Text, test.text, found(doc, "encoding"))
				}
			})
		}
	}
}

// encode writes text as UTF-16.
func encode(text string, bigEndian bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		if bigEndian {
			b.WriteByte(byte(unit >> 8))
			b.WriteByte(byte(unit))
		} else {
			b.WriteByte(byte(unit))
			b.WriteByte(byte(unit >> 8))
		}
	}
	return b.String()
}

func TestReadTellsUnicodeEncodings(t *testing.T) {
	for _, text := range []string{
		"An article.\n\nIt has two paragraphs, é and 🇵🇰.",
		"外交部长星期五表示，会谈将于下周继续举行。消息人士称，会谈取得了进展。",
		"قال وزير الخارجية إن المحادثات سوف تستمر.",
	} {
		for name, data := range map[string]string{
			"UTF-8, valid": text, "UTF-8, by its byte order mark": "\xef\xbb\xbf" + text,
			"UTF-16LE, by its byte order mark":  "\xff\xfe" + encode(text, false),
			"UTF-16BE, by its byte order mark":  "\xfe\xff" + encode(text, true),
			"UTF-16LE, by its pattern of bytes": encode(text, false),
			"UTF-16BE, by its pattern of bytes": encode(text, true),
		} {
			doc := read(t, data)
			if doc.Text != text || found(doc, "encoding") != name {
				t.Errorf("%s: got %q (%s), want %q", name, doc.Text, found(doc, "encoding"), text)
			}
			if string(doc.Source) != data {
				t.Errorf("%s: the source is not kept as it came", name)
			}
		}
	}
}

func TestReadKeepsTextAroundDamage(t *testing.T) {
	text := strings.Repeat("Der Außenminister sprach über Gespräche. ", 10)
	doc := read(t, text+"\xc3")
	if want := strings.TrimSpace(text) + " �"; doc.Text != want {
		t.Errorf("got %q, want %q", doc.Text, want)
	}
	if detail := found(doc, "damage"); !strings.Contains(detail, "1 malformed sequence shown as �, in line 1") {
		t.Errorf("the damage is not reported: %q", detail)
	}
}

// A few bytes that are damaged, or stand in the text by mistake, leave all else as it is, and are said.
func TestReadKeepsTextAroundStrayBytes(t *testing.T) {
	tests := []struct{ name, data, want, said string }{
		{"a NUL at the end", "Ferry sold\n\nThe ferry was sold on Monday.\n\x00", "Ferry sold\n\nThe ferry was sold on Monday.", "1 NUL character left out, in line 4"},
		{"a NUL within", strings.Repeat("The ferry was sold to a firm. ", 3) + "Noth\x00ing else.", strings.Repeat("The ferry was sold to a firm. ", 3) + "Nothing else.", "1 NUL character left out, in line 1"},
		{"NULs at odd and even places", "Ferry\x00 sold\n\nThe ferry\x00 was sold on Monday, the mayor said.", "Ferry sold\n\nThe ferry was sold on Monday, the mayor said.", "2 NUL characters left out, in lines 1 and 3"},
		{"a NUL in an older encoding", "Die F\xe4hre wurde am Montag\x00 verkauft, hie\xdf es.", "Die Fähre wurde am Montag verkauft, hieß es.", "1 NUL character left out, in line 1"},
		{"a NUL in UTF-8", "Die Fähre wurde\x00 am Montag verkauft.", "Die Fähre wurde am Montag verkauft.", "1 NUL character left out, in line 1"},
		{"a quotation mark of Windows", "Olga’s “ferry” is gone.\nIt\x92s sold.", "Olga’s “ferry” is gone.\nIt’s sold.", "1 byte that is no UTF-8 read as the sign of windows-1252, in line 2"},
		{"cut at the end", "The café was sold. \u201cYes\xe2\x80", "The café was sold. “Yes�", "1 malformed sequence shown as �, in line 1"},
		{"cut at the start", "\x80\x9cYes,” said the owner of the café.", "�Yes,” said the owner of the café.", "1 malformed sequence shown as �, in line 1"},
		{"cut within Chinese", "渡轮星期一被卖掉了，市长说。\xe6\xb8渡轮将不再行驶。", "渡轮星期一被卖掉了，市长说。�渡轮将不再行驶。", "1 malformed sequence shown as �, in line 1"},
		{"cut within Russian", "Паром продали в \xd0понедельник, сообщила мэр.", "Паром продали в �понедельник, сообщила мэр.", "1 malformed sequence shown as �, in line 1"},
		{"controls for signs", "Ferry\n\nIn 2010\u00962012 it\u0092s \u0093sold\u0094", "Ferry\n\nIn 2010–2012 it’s “sold”", "4 control characters read as the signs of windows-1252, in line 3"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc := read(t, test.data)
			if doc.Text != test.want || found(doc, "damage") != test.said {
				t.Errorf("got %q and %q, want %q and %q (%s)", doc.Text, found(doc, "damage"), test.want, test.said, found(doc, "encoding"))
			}
			if !slices.Contains(doc.Notes(), "damage: "+test.said) {
				t.Errorf("it is not among what a person should look at: %q", doc.Notes())
			}
		})
	}
}

// Text that was decoded twice is left as it is, and said, unless it is to be mended.
func TestReadMendsTextDecodedTwice(t *testing.T) {
	for as, text := range map[string]string{
		"windows-1252": "Olga’s café reopened – “at last”, the naïve owner said. Où ça ?",
		"windows-1251": "Паром продали в понедельник, сообщила мэр города.",
		"windows-1250": "Přístav zůstane uzavřen, řekla starostka.",
		"windows-1254": "Liman onarılana kadar kapalı kalacak, dedi.",
		"macintosh":    "Olga’s café reopened – “at last”, the owner said.",
	} {
		page, err := htmlindex.Get(as)
		if err != nil {
			t.Fatal(err)
		}
		twice, err := page.NewDecoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		// The bytes that the encoding does not have become the controls of their numbers.
		if as == "windows-1252" {
			twice = strings.ReplaceAll(twice, "â€\uFFFD", "â€\u009d")
		}
		if strings.Contains(twice, "\uFFFD") {
			t.Logf("%s: %q cannot be mended whole", as, twice)
			continue
		}
		doc := read(t, "Ferry\n\n"+twice)
		if found(doc, "decoded twice") == "" {
			t.Errorf("%s: %q is not recognised", as, twice)
		}
		mended, err := ingest.ReadWith("x.txt", []byte("Ferry\n\n"+twice), ingest.Options{Mend: true})
		if err != nil || mended.Text != "Ferry\n\n"+text {
			t.Errorf("%s: got %q, %v, want %q", as, mended.Text, err, text)
		}
		if !strings.Contains(found(mended, "decoded twice"), "mended in") {
			t.Errorf("%s: it is not said: %q", as, found(mended, "decoded twice"))
		}
	}
}

func TestReadFindsTextDecodedTwiceFarDown(t *testing.T) {
	doc := read(t, strings.Repeat("The ferry was sold on Monday.\n", 20_000)+"It wasnâ€™t Olgaâ€™s cafÃ©, the mayor said.\n")
	if got := found(doc, "decoded twice"); !strings.HasPrefix(got, "in 3 places it looks as if UTF-8 had been read as windows-1252 (“wasnâ€™t” for “wasn’t”)") {
		t.Errorf("got %q", got)
	}
}

func TestReadLeavesTextThatWasDecodedOnce(t *testing.T) {
	for _, text := range []string{
		"Olga’s café — “naïve”, Ångström, Zürich, São Paulo, İstanbul, 5 °C, £3, §7, © 2012.", "SÃO PAULO – A AÇÃO ESTÁ EM DISCUSSÃO.",
		"«Паром», – сказала мэр… С 1 мая № 7 не ходит. Россия—Сербия. Р. С.", "Ο υπουργός δήλωσε «όχι».", "Â Ã Å are letters.", "20 Ä °C",
	} {
		mended, err := ingest.ReadWith("x.txt", []byte(text), ingest.Options{Mend: true})
		if err != nil || mended.Text != text || found(mended, "decoded twice") != "" {
			t.Errorf("got %q (%s), %v, want %q", mended.Text, found(mended, "decoded twice"), err, text)
		}
	}
}

func TestReadAsTheEncodingThatIsNamed(t *testing.T) {
	data := []byte("Ferry\n\nIlha \xf0 \xfe")
	for name, want := range map[string]string{
		"windows-1252": "Ilha ð þ", "Windows-1254": "Ilha ğ ş", "latin5": "Ilha ğ ş", "cp1250": "Ilha đ ţ", "ISO_8859-2": "Ilha đ ţ", "mac-roman": "Ilha \uf8ff ˛",
	} {
		doc, err := ingest.ReadWith("x.txt", data, ingest.Options{Encoding: name})
		if err != nil || doc.Text != "Ferry\n\n"+want || doc.Notes() != nil {
			t.Errorf("%s: got %q, %v, notes %q", name, doc.Text, err, doc.Notes())
		}
	}
	for name, sentence := range map[string]string{"klingon": "is not known: use one of UTF-8, windows-1252", "utf-32": "it is no text in UTF-32LE: choose another"} {
		if _, err := ingest.ReadWith("x.txt", data, ingest.Options{Encoding: name}); err == nil || !strings.Contains(err.Error(), sentence) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestReadReportsDoubtfulEncoding(t *testing.T) {
	doc := read(t, "X \xb1\xe6\xb3 y")
	if detail := found(doc, "encoding"); !strings.Contains(detail, "guessed") {
		t.Errorf("the doubt is not reported: %q", detail)
	}
}

func TestReadReportsTheSourceOfAWebPage(t *testing.T) {
	if found(read(t, "<!DOCTYPE html>\n<html><p>Bridge to close"), "markup") == "" || found(read(t, "A web page starts with <html>"), "markup") != "" {
		t.Error("the source of a web page is not told apart")
	}
}
