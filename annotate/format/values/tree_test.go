package values_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// valueOf is a value of a tree as encoding/json reads it.
func valueOf(at values.At) any {
	switch {
	case !at.IsSet():
		return nil
	case at.IsText():
		return at.Peek()
	case at.IsList():
		list := []any{}
		for item := range at.Items() {
			list = append(list, valueOf(item))
		}
		return list
	case at.IsObject():
		object := map[string]any{}
		for key, value := range at.Fields() {
			object[key] = valueOf(value)
		}
		return object
	}
	if is, err := at.Bool(); err == nil {
		return is
	}
	return json.Number(at.Name())
}

// sameAsJSON checks that a tree takes what encoding/json takes, and reads the same in it.
func sameAsJSON(t interface {
	Fatalf(string, ...any)
}, tree *values.Tree, data []byte) {
	var want any
	in := json.NewDecoder(bytes.NewReader(data))
	in.UseNumber()
	wrong := values.Check(data)
	if whole := (json.RawMessage{}); wrong == nil { // a number may be larger than any that Go has: that matters to who wants it
		wrong = json.Unmarshal(data, &whole)
	}
	at, err := tree.Parse(data)
	if (err == nil) != (wrong == nil) {
		t.Fatalf("%.80q: %v, where encoding/json says %v", data, err, wrong)
	}
	if err != nil {
		return
	}
	if want = nil; in.Decode(&want) != nil || !reflect.DeepEqual(valueOf(at), want) {
		t.Fatalf("%.80q is %.200v, not %.200v", data, valueOf(at), want)
	}
}

const someValue = ` {"text":"a\n\"b\" \ud83e\udd8a 漢\/","n":[0,-1,1.5e-3,12345678901234567890],"is":[true,false,null],"":{},"deep":[[[]],{"a":{"b":[1]}}]} `

func TestATreeReadsWhatJSONIs(t *testing.T) {
	var tree values.Tree
	sameAsJSON(t, &tree, []byte(someValue))
	for _, data := range []string{"", " ", "1", "-", "01", "1.", ".5", "1e", "1e+", "+1", "tru", "truex", "nul", `"a`, `"\x"`, `"\u12"`, "\"\t\"", `"\ud800"`, `"\u0000"`, "\"\xff\"", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", `{"a"`, `{"a":`,
		`{"a":1`, `{"a":1,}`, `{1:2}`, `{"a" 1}`, "1 2", "]", "}", "[}", `{"a":1,"a":2}`, strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001), strings.Repeat("[", 1_000_000)} {
		sameAsJSON(t, &tree, []byte(data))
	}
	rapid.Check(t, func(r *rapid.T) {
		data := []byte(someValue)
		for range rapid.IntRange(1, 3).Draw(r, "changes") {
			at := rapid.IntRange(0, len(data)-1).Draw(r, "at")
			if rapid.Bool().Draw(r, "taken out") {
				data = append(data[:at:at], data[min(len(data), at+rapid.IntRange(1, 9).Draw(r, "many")):]...)
			} else {
				data[at] = rapid.SampledFrom([]byte("\"\\,:[]{}0-.eEtn \xff\x01u")).Draw(r, "byte")
			}
			if len(data) == 0 {
				return
			}
		}
		sameAsJSON(r, &tree, data)
	})
}

func TestWhatBelongsElsewhereIsSaid(t *testing.T) {
	var tree values.Tree
	at, err := tree.Parse([]byte(`["a",1.5,[1],{"b":true},99999999999999999999,null]`))
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for item := range at.Items() {
		if _, err := item.Int(); err == nil {
			t.Errorf("%s is a whole number", item.Raw())
		} else {
			said = append(said, err.Error())
		}
	}
	for i, kind := range []string{"string", "number 1.5", "array", "object", "number 99999999999999999999", "null"} {
		if want := "a JSON " + kind + ", where a whole number belongs"; said[i] != want {
			t.Errorf("%q, not %q", said[i], want)
		}
	}
	if _, err := at.Texts(); err == nil || at.Count() != 6 {
		t.Errorf("a list of texts: %v", err)
	}
}

func FuzzTree(f *testing.F) {
	f.Add([]byte(someValue))
	f.Fuzz(func(t *testing.T, data []byte) { sameAsJSON(t, &values.Tree{}, data) })
}
