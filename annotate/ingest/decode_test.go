package ingest_test

import (
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
	if detail := found(doc, "encoding"); !strings.Contains(detail, "1 malformed sequence") {
		t.Errorf("the damage is not reported: %q", detail)
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
