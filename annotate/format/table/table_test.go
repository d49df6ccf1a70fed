package table_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
	"github.com/parallax-annotation/parallax/annotate/format/table"
)

const (
	port = "The port of Vell will stay shut until Friday, the mayor said on Monday, and nobody asked why."
	fox  = "A fox came into the town hall of Norrin on Monday. It looked at the clerks, and left again."
)

func summary(t *testing.T, f form.Format, name string, data []byte, options form.ReadOptions) (string, string) {
	t.Helper()
	articles, notes, err := readtest.Read(t, f, name, data, options)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range articles {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s|%s", a.Title, a.Outlet, a.Author, a.Published, a.Language, string([]rune(a.Text)[:min(20, len([]rune(a.Text)))])))
	}
	return strings.Join(got, "\n"), strings.Join(notes, "\n")
}

func TestColumnsAreFoundOut(t *testing.T) {
	for name, c := range map[string]struct {
		data, want, note string
		columns          map[string]string
	}{
		"english": {data: "id,headline,body,source,pub_date,byline\n1,Harbour shut,\"" + port + "\",Courier,2024-03-05 10:22:00,Ana Tarn\n2,A fox,\"He said \"\"no\"\".\n\n" + fox + "\",Post,2024-03-06,\n",
			want: "Harbour shut|Courier|Ana Tarn|2024-03-05T10:22:00|en|The port of Vell wil\nA fox|Post||2024-03-06|en|He said \"no\".\n\nA fox", note: "text from “body”, title from “headline”, outlet from “source”, author from “byline”, date from “pub_date”; left out: “id”"},
		"german": {data: "\xef\xbb\xbfÜberschrift;Volltext;Quelle;Erscheinungsdatum\r\nHafen zu;Der Hafen von Vell bleibt bis Freitag geschlossen, sagte die Bürgermeisterin.;Tageblatt;05.03.2024\r\nFuchs;Ein Fuchs kam am Montag in das Rathaus von Norrin und ging wieder.;Zeitung;25.03.2024\r\n",
			want: "Hafen zu|Tageblatt||2024-03-05|de|Der Hafen von Vell b\nFuchs|Zeitung||2024-03-25|de|Ein Fuchs kam am Mon", note: "the day stands before the month"},
		"by length": {data: "a\tb\tc\n1\t" + port + "\tx\n2\t" + fox + "\ty\n", want: "||||en|The port of Vell wil\n||||en|A fox came into the ", note: "text was told by its length"},
		"named": {data: "body,teaser,ev\n" + strings.Replace(port, ",", "", -1) + " " + strings.Replace(fox, ",", "", -1) + ",\"" + port + "\",Harbour\n",
			columns: map[string]string{"text": "teaser", "story": "EV"}, want: "||||en|The port of Vell wil", note: "text from “teaser”, story from “ev”"},
		"html":       {data: "title,content\nA &amp; B,\"<p>" + port + "</p><script>x()</script><p>More &amp; more.</p>\"\n", want: "A & B||||en|The port of Vell wil"},
		"excel says": {data: "sep=;\ntitle;text\nA;" + port + "\n", want: "A||||en|The port of Vell wil"},
		"chinese":    {data: "标题,正文,日期\n港口关闭,维尔港将关闭至星期五，市长星期一说，没有人问为什么。,2024年3月5日\n", want: "港口关闭|||2024-03-05|zh|维尔港将关闭至星期五，市长星期一说，没有"},
	} {
		t.Run(name, func(t *testing.T) {
			if !table.Format.Recognise("a.csv", []byte(c.data)) {
				t.Error("not recognised")
			}
			got, notes := summary(t, table.Format, "a.csv", []byte(c.data), form.ReadOptions{Columns: c.columns})
			if got != c.want || !strings.Contains(notes, c.note) {
				t.Errorf("got  %q\nwant %q\n%s", got, c.want, notes)
			}
		})
	}
}

func TestRowsGoToTheirStories(t *testing.T) {
	data := "text,event\n\"" + port + "\",Harbour\n,Harbour\n42,\n\"" + fox + "\",Fox,more\n"
	var stories, notes []string
	for item, err := range table.Format.Read(form.BytesSource("a.csv", []byte(data)), form.ReadOptions{Note: func(s string) { notes = append(notes, s) }}) {
		if err != nil {
			t.Fatal(err)
		}
		stories = append(stories, item.Story)
		if !strings.HasPrefix(string(item.Article.Source), "text,event\n") {
			t.Errorf("%q", item.Article.Source)
		}
	}
	if got := strings.Join(stories, ","); got != "Harbour,Fox" {
		t.Errorf("%s", got)
	}
	for _, want := range []string{"row 3 was left out: it has no text", "row 4 was left out: no letters", "line 5 has 3 cells where the header has 2"} {
		if !strings.Contains(strings.Join(notes, "\n"), want) {
			t.Errorf("%q lacks in %q", want, notes)
		}
	}
}

func TestOtherEncodings(t *testing.T) {
	text := "title,text\nHafen,\"Der Hafen von Vell bleibt bis Freitag für alle Schiffe geschlossen, sagte die Bürgermeisterin am Montag.\"\n"
	latin := []byte(strings.NewReplacer("ü", "\xfc").Replace(text))
	wide := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, data := range map[string][]byte{"latin": latin, "utf-16": wide} {
		if !table.Format.Recognise("a.csv", data) {
			t.Errorf("%s is not recognised", name)
		}
		articles, _, err := readtest.Read(t, table.Format, "a.csv", data, form.ReadOptions{})
		if err != nil || len(articles) != 1 || !strings.Contains(articles[0].Text, "für alle") {
			t.Errorf("%s: %+v %v", name, articles, err)
		}
	}
}

func TestProseIsNoTable(t *testing.T) {
	for _, text := range []string{
		"", port, "Harbour shut\n\n" + port, "Vell, Norrin, Tarn\n\nThe ports stay shut, he said, for now.\n", "Yes, she said, no.\nNo, he said, yes.\nYes, she said.",
		"Title: Harbour; and more\n" + port, "By Ana Tarn, Vell Courier\n" + port + "\n" + fox, `{"a": 1, "b": 2}` + "\n", "one\ttwo", "Anna: Hello, you.\nBen: Hello, me.\nAnna: Well, well.",
	} {
		if table.Format.Recognise("a.txt", []byte(text)) {
			t.Errorf("%q is a table", text)
		}
	}
}

func TestWhatIsCalledATableIsOneByTheNamesOfItsColumns(t *testing.T) {
	for _, text := range []string{"text\n\"" + port + "\"\n\"" + fox + "\"\n", "\ufefftext\r\n" + fox + "\r\n", "title,text\n", "title,text\nA,\"" + port + "\nB,\"x\"y,z\n"} {
		if !table.Format.Recognise("a.csv", []byte(text)) || table.Format.Recognise("a.txt", []byte(text)) {
			t.Errorf("%q is not taken for a table by its name", text)
		}
	}
	if table.Format.Recognise("a.csv", []byte("Harbour shut\n\n"+port)) {
		t.Error("prose is a table, since it is called one")
	}
	if got, _ := summary(t, table.Format, "a.csv", []byte("text\n\""+port+"\"\n\""+fox+"\"\n"), form.ReadOptions{}); got != "||||en|The port of Vell wil\n||||en|A fox came into the " {
		t.Errorf("a table of one column: %q", got)
	}
}

func TestTablesThatAreNoArticlesAreRefused(t *testing.T) {
	readtest.Refused(t, table.Format, "numbers", []byte("id,price,day\n1,2,3\n4,5,6\n7,8,9\n"), "none of them looks like the text")
	readtest.Refused(t, table.Format, "header", []byte("title,text\n"), "no rows")
	readtest.Refused(t, table.Format, "empty", []byte(""), "empty")
	readtest.Refused(t, table.Format, "quote", []byte("title,text\nA,\""+port), "save the table as CSV again")
	if _, _, err := readtest.Read(t, table.Format, "a.csv", []byte("title,text\nA,"+fox+"\n"), form.ReadOptions{Columns: map[string]string{"text": "body"}}); err == nil || !strings.Contains(err.Error(), "no column “body”: it has “title”, “text”") {
		t.Errorf("%v", err)
	}
	readtest.Refused(t, table.Format, "endless", append([]byte("title,text\nA,\""), bytes.Repeat([]byte("x\n"), 40<<20)...), "larger than 64 MB")
}

// book is a workbook with one sheet of rows.
func book(t testing.TB, sheet string, more ...string) []byte {
	return readtest.Zip(t, append([]string{"[Content_Types].xml", "<Types/>",
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Old" state="hidden" r:id="rId2"/><sheet name="Texts" r:id="rId1"/><sheet name="More" r:id="rId2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>headline</t></si><si><t>body</t></si><si><r><t>The port of Vell </t></r><r><t>will stay shut_x000D_
until Friday, the mayor said on Monday.</t></r><rPh><t>port</t></rPh></si></sst>`,
		"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`}, more...)...)
}

func TestWorkbooksAreRead(t *testing.T) {
	data := book(t, `<row r="1"/><row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><t>date</t></is></c></row>`+
		`<row r="4"><c r="A4" t="str"><f>A1</f><v>Harbour shut</v></c><c r="B4" t="s"><v>2</v></c><c r="D4" s="1"><v>45356</v></c></row>`+
		`<row r="6"><c r="B6" t="inlineStr"><is><t>`+fox+`</t></is></c><c r="D6" s="2"><v>45357.5</v></c><c r="XFZ6"><v>1</v></c></row>`)
	got, notes := summary(t, table.Workbook, "a.xlsx", data, form.ReadOptions{})
	if want := "Harbour shut|||2024-03-05|en|The port of Vell wil\n|||2024-03-06T12:00:00|en|A fox came into the "; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if !strings.Contains(notes, "the sheet “Texts” was read, the others (“Old”, “More”) were not") {
		t.Errorf("%s", notes)
	}
}

func TestDamagedWorkbooksAreRefused(t *testing.T) {
	whole := book(t, `<row><c t="inlineStr"><is><t>text</t></is></c></row><row><c t="inlineStr"><is><t>`+fox+`</t></is></c></row>`)
	for n := 0; n < len(whole); n += 11 {
		readtest.Read(t, table.Workbook, "a.xlsx", whole[:n], form.ReadOptions{}) //nolint:errcheck // it must not panic
	}
	readtest.Refused(t, table.Workbook, "cut", book(t, `<row><c t="inlineStr"><is><t>text`), "damaged")
	readtest.Refused(t, table.Workbook, "numbers", book(t, ``), "no rows")
	readtest.Refused(t, table.Workbook, "other", readtest.Zip(t, "a.txt", "x"), "no Excel workbook")
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("title,text\nA,\"" + port + "\"\n"))
	f.Add([]byte("sep=\t\na\tb\n\"x\ty"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table.Format.Recognise("a.csv", data)
		readtest.Read(t, table.Format, "a.csv", data, form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func FuzzSheet(f *testing.F) {
	f.Add(`<row r="3"><c r="A3" t="s"><v>0</v></c><c r="ZZZZZZZ3" t="s"><v>99</v></c></row>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		readtest.Read(t, table.Workbook, "a.xlsx", book(t, sheet), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkReadCSV(b *testing.B) {
	data := []byte("title,text,date\n" + strings.Repeat("Harbour,\""+strings.Repeat(port+"\n\n", 20)+"\",2024-03-05\n", 500))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.Read(b, table.Format, "a.csv", data, form.ReadOptions{}) //nolint:errcheck // it is timed
	}
}

func BenchmarkReadXLSX(b *testing.B) {
	row := `<row><c t="inlineStr"><is><t>` + strings.Repeat(port+" ", 20) + `</t></is></c></row>`
	data := book(b, `<row><c t="inlineStr"><is><t>text</t></is></c></row>`+strings.Repeat(row, 500))
	b.SetBytes(int64(500 * len(row)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.Read(b, table.Workbook, "a.xlsx", data, form.ReadOptions{}) //nolint:errcheck // it is timed
	}
}
