package jsonl_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/jsonl"
)

// edited is a good record with a piece of its JSON replaced.
func edited(t *testing.T, old, new string) string {
	t.Helper()
	line := lineOf(t, record())
	if !strings.Contains(line, old) {
		t.Fatalf("%s is not in %s", old, line)
	}
	return strings.Replace(line, old, new, 1)
}

func TestRecordsRefuseWhatWouldBeTakenWrongly(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"segments":[[17,26]]`, `"segments":[[17,26,3]]`, "line 1: span 1: segment 1 holds 3 numbers: it is [start, end]"},
		{`"segments":[[17,26]]`, `"segments":[[17]]`, "line 1: span 1: segment 1 holds 1 numbers"},
		{`"start":17,`, ``, `line 1: span 1: it has no "start"`},
		{`"end":26,`, ``, `line 1: span 1: it has no "end"`},
		{`"regions":[{"start":0,`, `"regions":[{`, `line 1: region 1: it has no "start": give it one, or leave the region out`},
		{`"kind":"title"`, `"sort":"title"`, `line 1: region 1: it has no "kind"`},
		{`"note":""`, `"note":"a\u0000b"`, "line 1: span 1: note has the character U+0000 at offset 1"},
		{`"title":"`, `"title":"ab\ud83d c`, `line 1: meta: title has half a character (\ud83d, a lone surrogate) at offset 2`},
		{`"title":"`, `"title":"\udc00`, `line 1: meta: title has half a character (\udc00, a lone surrogate) at offset 0`},
		{`"title":"`, `"title":"\ud83d\u0041`, `half a character (\ud83d, a lone surrogate) at offset 0`},
	} {
		list, err := collect(strings.NewReader(edited(t, c.old, c.new)))
		if len(list) != 0 || !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.new, err, c.want)
		}
	}
	for _, fine := range []string{`"title":"\ud83d\ude80`, `"title":"\\u0000`, `"title":"\\\\ud83d`, `"title":"\u00e9`} {
		if _, err := collect(strings.NewReader(edited(t, `"title":"`, fine))); err != nil {
			t.Errorf("%s: %v", fine, err)
		}
	}
}

func TestRecordsSayWhatTheyLeaveOut(t *testing.T) {
	data := edited(t, `"layer":`, `"colour":"red","layer":`) + "\n" + lineOf(t, record()) + "\n" +
		edited(t, `"confidence":1.0`, `"sure":true`) + "\n" + edited(t, `"title":`, `"rights":{"by":"me"},"title":`)
	var notes []string
	count := 0
	for _, err := range jsonl.Records(strings.NewReader(data), func(sentence string) { notes = append(notes, sentence) }) {
		if err != nil {
			t.Fatal(err)
		}
		count++
	}
	want := []string{`line 1: the key "colour" is not known and was left out`, `line 3: the key "sure" of span 1 is not known and was left out`,
		"line 3: 1 of its spans have no confidence: it was taken as 1", `line 4: the key "rights" of meta is not known and was left out`}
	if diff := cmp.Diff(want, notes); diff != "" || count != 4 {
		t.Errorf("%d records: %s", count, diff)
	}
}

func TestFilesThatAreNoDataset(t *testing.T) {
	for name, want := range map[string]string{
		"nul-sign.jsonl": "line 1: text has the character U+0000 at offset 4", "half.jsonl": `line 1: text has half a character (\ud83d, a lone surrogate) at offset 5`,
		"doccano.jsonl": "line 1: this is no dataset of Parallax but looks like one of doccano (it has the keys Comments, id, label, text)",
	} {
		file, err := os.Open("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = collect(file)
		file.Close()
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "export the file again") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
