package values_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

func within(data string) (all string, err error) {
	var parts []string
	for value, err := range values.EachWithin(form.BytesSource("a", []byte(data)), "items", "first") {
		if err != nil {
			return strings.Join(parts, "|"), err
		}
		parts = append(parts, string(value.Data))
	}
	return strings.Join(parts, "|"), nil
}

func TestTheItemsOfAnObject(t *testing.T) {
	for data, want := range map[string]string{
		"":                                       "",
		`{"a":1}`:                                `{"a":1}`,
		" {\"a\" : [1, {\"items\":[2]}] }\n{}":   `{"a":[1, {"items":[2]}]}|{}`,
		`{"items":[1,"a,]", {"b":[true,null]}]}`: `1|"a,]"|{"b":[true,null]}`,
		`{"x":3,"first":{"n":0,"items":[]},"z":1}`:                           "",
		`{"first":{"y":-1.5e3,"items":[ 7 , {} ],"z":"}"},"total":2}` + "\n": "7|{}",
		`{"first":"urn:x","a":1}`:                                            `{"first":"urn:x","a":1}`,
		`[{"a":"\"]"},{"items":1}]`:                                          `{"a":"\"]"}|{"items":1}`,
		"\xef\xbb\xbf[]":                                                     "",
	} {
		if got, err := within(data); err != nil || got != want {
			t.Errorf("%s: %s %v, not %s", data, got, err, want)
		}
	}
	for _, data := range []string{"{", `{"items":[1`, `{"items":[1,]}`, `{"items":[1 2]}`, `{"a":}`, `{a:1}`, `{"a":1,`, `[1,2`, "x", `{"a":"`, `{"items":[tru]}`, strings.Repeat(`{"first":`, 1<<18), strings.Repeat("[", 1<<20), `{"a":1}]`} {
		if got, err := within(data); err == nil {
			t.Errorf("%.40q gave %s", data, got)
		}
	}
}

// Whatever stands in a list comes out as it went in, by each of the ways to read one.
func TestTheItemsOfAnyListAreItsItems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []any
		for range rapid.IntRange(0, 6).Draw(t, "items") {
			list = append(list, rapid.SampledFrom([]any{nil, true, 1.5, "a]},\"\\ 🦊\n", []any{}, []any{"x", []any{2.0}}, map[string]any{"k,": "]", "items": []any{1.0}}, map[string]any{}}).Draw(t, "item"))
		}
		var out bytes.Buffer
		l := values.NewList(&out)
		for _, item := range list {
			if err := l.Add(item); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.End(); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprint(list...)
		for name, data := range map[string]string{"list": out.String(), "object": `{"a":[1],"first":{"items":` + out.String() + `},"b":2}`} {
			var got []any
			for value, err := range values.EachWithin(form.BytesSource("a", []byte(data)), "items", "first") {
				var item any
				if err != nil || json.Unmarshal(value.Data, &item) != nil {
					t.Fatal(name, err, string(value.Data))
				}
				got = append(got, item)
			}
			if fmt.Sprint(got...) != want {
				t.Fatalf("%s: %v, not %v", name, got, list)
			}
		}
		if len(list) > 0 && list[0] != "a]},\"\\ 🦊\n" { // else it is taken for a line that is a list
			n := 0
			for _, err := range values.Each(form.BytesSource("a", out.Bytes())) {
				if n++; err != nil {
					t.Fatal(err)
				}
			}
			if n != len(list) {
				t.Fatalf("%d of %d", n, len(list))
			}
		}
	})
}

func FuzzBegin(f *testing.F) {
	f.Add([]byte(`[{"a":"\"","b":[{"c":1}]},["x"]]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range values.Begin(data) {
			o.Within("a")
		}
		within(string(data))
	})
}

func TestWhereAnEndOfTextStandsIsSaid(t *testing.T) {
	for data, want := range map[string]string{
		`{"spans":[{"note":"a"},{"note":"a\u0000b"}]}`:     "span 2: note has the character U+0000 at offset 1",
		`{"entities":["\u0000"]}`:                          "entity 1 has the character",
		`{"label":[[4,8,"LO\u0000C"]]}`:                    "part 3 of label 1 has the character U+0000 at offset 2",
		`["text",{"entities":[[0,3,"A"],[4,8,"\u0000"]]}]`: "part 2: part 3 of entity 2 has the character",
	} {
		if err := values.Check([]byte(data)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, not %q", data, err, want)
		}
	}
}
