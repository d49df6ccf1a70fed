package json_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/json"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

const (
	port = "The port of Vell will stay shut until Friday, the mayor said on Monday, and nobody asked why."
	fox  = "A fox came into the town hall of Norrin on Monday. It looked at the clerks, and left again."
)

func TestArticlesInJSON(t *testing.T) {
	one := `{"title":"Harbour shut","content":"` + port + `","source":{"id":null,"name":"Courier"},"author":"Ana Tarn","publishedAt":"2024-03-05T10:22:00Z","url":"https://vell.example/1"}`
	two := `{"title":"Fox","content":"` + fox + `","source":{"name":"Post"},"author":["Bo Ferris","Cy Dale"],"publishedAt":"2024-03-06T10:22:00Z","url":"https://norrin.example/2"}`
	want := "Harbour shut|Courier|Ana Tarn|2024-03-05T10:22:00Z|https://vell.example/1\nFox|Post|Bo Ferris, Cy Dale|2024-03-06T10:22:00Z|https://norrin.example/2"
	for name, c := range map[string][2]string{
		"lines":           {one + "\n\n" + two + "\n", want},
		"list":            {"\ufeff [" + one + ",\n" + two + "]", want},
		"within":          {`{"status":"ok","totalResults":2,"articles":[` + one + "," + two + "]}", want},
		"deep within":     {`{"response":{"status":"ok","meta":{"hits":2},"docs":[` + one + "," + two + "]}}", want},
		"list in a list":  {"[[" + one + "," + two + "]]", want},
		"one":             {one, strings.Split(want, "\n")[0]},
		"seconds, length": {`[{"n":1,"long":"` + port + `","created_utc":1709633320}]`, "||||"},
		"paragraphs":      {`{"headline":{"main":"Harbour shut"},"pub_date":"2024-03-05T10:22:00+0000","body":["` + port + `","` + fox + `"],"byline":{"original":"By Ana Tarn"}}`, "Harbour shut||By Ana Tarn|2024-03-05T10:22:00Z|"},
	} {
		t.Run(name, func(t *testing.T) {
			if !json.Format.Recognise("a.json", []byte(c[0])) {
				t.Error("not recognised")
			}
			articles, notes, err := readtest.Read(t, json.Format, "a.json", []byte(c[0]), form.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range articles {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s", a.Title, a.Outlet, a.Author, a.Published, a.URL))
			}
			if g := strings.Join(got, "\n"); g != c[1] {
				t.Errorf("got\n%s\nwant\n%s", g, c[1])
			}
			if len(notes) != 1 || !strings.Contains(notes[0], "text from “") {
				t.Errorf("%q", notes)
			}
		})
	}
	d, _ := readtest.One(t, json.Format, "a.json", []byte(`{"body":["`+port+`","`+fox+`"]}`), form.ReadOptions{})
	if d.Text != port+"\n\n"+fox {
		t.Errorf("%q", d.Text)
	}
	d, _ = readtest.One(t, json.Format, "a.json", []byte(`{"body":"`+port+`","teaser":"`+fox+`"}`), form.ReadOptions{Columns: map[string]string{"text": "teaser"}})
	if d.Text != fox {
		t.Errorf("%q", d.Text)
	}
	d, _ = readtest.One(t, json.Format, "a.json", []byte(`{"title":"Harbour \udc00","body":"\ud83d `+port+`"}`), form.ReadOptions{})
	if notes := strings.Join(d.Notes(), ""); !strings.Contains(notes, "2 characters were lost before, where � stands") {
		t.Errorf("halves of characters: %q", notes)
	}
}

func TestJSONThatIsNoArticlesIsRefused(t *testing.T) {
	for name, c := range map[string][2]string{
		"config":     {`{"name":"parallax","version":1,"scripts":{"build":"go build ./..."}}`, "none of them looks like the text"},
		"cut":        {`[{"text":"` + port + `"},{"text":"A fox`, "ends in the middle of object 2"},
		"damaged":    {`{"text":"` + port + `"}` + "\n{text:1}", "no valid JSON"},
		"numbers":    {`[1,2,3]`, "where an object belongs"},
		"empty":      {`[]`, "no objects"},
		"nothing":    {``, "no objects"},
		"deep":       {strings.Repeat(`{"a":`, 1_000_000), "object 1"},
		"deep lists": {strings.Repeat(`[`, 1_000_000), "object 1"},
		"endless":    {`{"text":"` + strings.Repeat("x", 70<<20), "larger than 64 MB"},
	} {
		readtest.Refused(t, json.Format, name, []byte(c[0]), c[1])
	}
	for _, text := range []string{`[{"text":"` + port + `","score":NaN}]`, `{"text":"` + port + `",}`} { // it is said what is wrong with it
		if !json.Format.Recognise("a.json", []byte(text)) || json.Format.Recognise("a.txt", []byte(text)) {
			t.Errorf("%q is not taken for JSON by its name", text)
		}
		readtest.Refused(t, json.Format, "a.json", []byte(text), "no valid JSON")
	}
	for _, text := range []string{"", "[1] A note.", "{braces} in prose", port, `{"spans":[],"id":3}`, "[Photo: the quay] " + port} {
		if json.Format.Recognise("a.txt", []byte(text)) {
			t.Errorf("%q is recognised", text)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`[{"title":"a","text":"` + port + `"},{"text":["x",{"name":"y"}],"date":1709633320}]`))
	f.Add([]byte(`{"a":{"b":[{"text":"` + port + `"}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		json.Format.Recognise("a.json", data)
		readtest.Read(t, json.Format, "a.json", data, form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(strings.Repeat(`{"title":"Harbour","text":"`+strings.Repeat(port+" ", 20)+`","date":"2024-03-05"}`+"\n", 500))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.Read(b, json.Format, "a.jsonl", data, form.ReadOptions{}) //nolint:errcheck // it is timed
	}
}
