package format_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

// Files of JSON, as the programs write them that they are named after. Their names say nothing.
var json = map[string][]string{
	"jsonl": {`{"schema":"parallax/1","id":"x"`, `{ "schema" : "parallax/1" }`},
	"prodigy": {`{"text":"Zoe","_input_hash":1,"spans":[]}`, `{"text":"Zoe","spans":[{"start":0,"end":3,"label":"X"}]}`, `{"text":"Zoe","tokens":[{"text":"Zoe","start":0,"end":3,"id":0}],"answer":"accept"}`,
		`{"meta":{"a":[1,{"b":2}]},"text":"Zoe \" {","answer":"ignore"}`, `[{"text":"Zoe","spans":[{"token_start":0,"token_end":0,"label":"X"}]}]`},
	"spacy": {`{"text":"Zoe","entities":[[0,3,"X"]]}`, `{"text":"Zoe","words":["Zoe"],"spaces":[false],"entities":[],"spans":{"sc":[]}}`, `["Zoe",{"entities":[[0,3,"X"]]}]`,
		`[["Zoe",{"entities":[]}]]`, `{"words":["Zoe"],"entities":["U-X"]}`},
	"doccano": {`{"id":1,"text":"Zoe","label":[[0,3,"X"]]}`, `{"id":1,"text":"Zoe","label":[],"Comments":[]}`, `{"text":"Zoe","entities":[{"id":1,"label":"X","start_offset":0,"end_offset":3}],"relations":[]}`,
		`{"text":"Zoe","entities":[],"relations":[]}`, "{\"text\":\"a\",\"label\":[]}\n{\"text\":\"Zoe\",\"label\":[[0,3,\"X\"]]}"},
	"labelstudio": {`[{"id":1,"annotations":[{"id":2,"completed_by":1,"result":[]}],"data":{"text":"Zoe"}}]`, `[{"data":{"text":"Zoe"},"annotations":[]}]`, `[{"data":{"my":"Zoe"},"predictions":[{"model_version":"m","result":[]}]}]`,
		`{"id":1,"data":{"text":"Zoe"},"completions":[{"result":[]}]}`},
	"json": {`{"text":"Zoe said so."}`, `{"text":"Zoe","label":"politics"}`, `{"id":1,"body":"Zoe"}`},
}

func TestJSONIsRecognisedByWhatItHolds(t *testing.T) {
	long := strings.Repeat("Zoe said “no”. ", 20000)
	for want, files := range json {
		for _, data := range files {
			for _, data := range []string{data, "\xef\xbb\xbf" + data, "\n" + data + "\r\n", strings.ReplaceAll(data, `"Zoe"`, `"`+long+`"`)} {
				if want == "spacy" && strings.HasPrefix(data, "\n[\"") {
					continue
				}
				for _, name := range []string{"a", "a.json", "a.txt"} {
					if f, err := format.Recognise(form.BytesSource(name, []byte(data))); err != nil || f.Name != want {
						t.Errorf("%s is taken for %s (%v): %.80q", want, f.Name, err, data)
					}
				}
			}
		}
	}
}

func TestWhatIsNoArticleIsRefusedByWhatItIs(t *testing.T) {
	program := "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"x\")\n\tif a := b(); a != nil {\n\t\treturn\n\t}\n}\n"
	log := strings.Repeat("2024-03-05 10:22:00 INFO server started on port 80\n", 6)
	for what, files := range map[string][]string{
		"JSON":                    {`[null,null]`, `{"a":1}`, `[[[[1`, `{"name":"parallax","version":1}`, `[1,2,3]`},
		"XML":                     {`<?xml version="1.0"?><a/>`, "<tei><text>Zoe said so.</text></tei>", "<svg width='1'><g/></svg>"},
		"a script":                {"#!/bin/sh\necho x\n"},
		"the source of a program": {program, "def a(x):\n    return x + 1\n\nclass B(object):\n    pass\n\nprint(a(1))\nx = a(2)\n", "body {\n  color: red;\n}\n.a, .b {\n  margin: 0;\n}\n"},
		"a log":                   {log, strings.Repeat("1.2.3.4 - - [05/Mar/2024:10:22:00 +0000] \"GET / HTTP/1.1\" 200 5\n", 6)},
		"base64":                  {strings.Repeat("VGhlIHBvcnQgb2YgVmVsbCB3aWxsIHN0YXkgc2h1dCB1bnRpbCBGcmlkYXksIHRoZSBtYXlvciBz\n", 5)},
		"subtitles":               {"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "1\n00:00:01,000 --> 00:00:02,000\nHello\n"},
		"a key or a certificate":  {"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"},
		"LaTeX":                   {"\\documentclass{article}\n\\begin{document}\nHello\n"},
		"SQL":                     {"CREATE TABLE a (b int);\nINSERT INTO a VALUES (1);\n"},
		"settings":                {"name: x\nversion: 2\non:\n  - push\njobs:\n  a: b\n  c: d\n"},
	} {
		for _, data := range files {
			f, err := format.Recognise(form.BytesSource("a", []byte(data)))
			if !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), what) {
				t.Errorf("%q is %s, not %s: %v", data, f.Name, what, err)
			}
		}
	}
}

func TestProseIsText(t *testing.T) {
	for _, data := range []string{"Zoe said so.", "[1] Zoe said so.", "[", "{", "<3 is what Zoe wrote, and nobody knows why.", "Q: Why?\nA: Because.\nQ: Really?\nA: Yes, really, she said.\nQ: Hm.\nA: Well.",
		"#harbour is what they wrote.\n\nZoe said so.", "-- Zoe, 5 March\n\nThe port is shut.", "Insert into your diary: the port is shut.", "// The port is shut; nobody knows why.\n\nZoe said so.",
		"BEGIN: the port is shut.", "10:22 The port is shut.\n10:40 Zoe says so.\n11:00 Nobody came.\n11:20 A fox.\n11:40 More foxes.\n", "维尔港将关闭至星期五，市长星期一说，没有人问为什么。"} {
		if f, err := format.Recognise(form.BytesSource("a", []byte(data))); err != nil || f.Name != "text" {
			t.Errorf("%q is %s: %v", data, f.Name, err)
		}
	}
}

func TestWhatIsWrittenIsRecognised(t *testing.T) {
	nobody := formtest.Zoe()
	nobody.Layer, nobody.Spans, nobody.Relations = "", []dataset.Span{}, []dataset.Relation{}
	for _, f := range format.Written() {
		if f.Shape != form.File || f.Read == nil {
			continue
		}
		for _, r := range []dataset.Record{formtest.Zoe(), nobody} {
			data := formtest.Bytes(t, f, form.Head{Codebook: formtest.Book}, r)
			if got, err := format.Recognise(form.BytesSource("dataset", data)); err != nil || got.Name != f.Name {
				t.Errorf("%s is taken for %s (%v): %.200s", f.Name, got.Name, err, data)
			}
		}
	}
}

// What is read as text though its name says otherwise is not so without a word.
func TestATextThatIsNamedOtherwiseIsSaid(t *testing.T) {
	for name, data := range map[string]string{
		"a.csv": "Zoe met Ben, and said no.\nBen said yes, and left.\n", "a.JSON": "Zoe met Ben in the harbour of Vell.", "a.py": "Zoe met Ben.", "a.html": "Zoe met Ben.", "a.txt": "Zoe met Ben.", "a": "Zoe met Ben.",
	} {
		source := form.BytesSource(name, []byte(data))
		f, err := format.Recognise(source)
		if err != nil || f.Name != "text" {
			t.Errorf("%s is %q, %v", name, f.Name, err)
			continue
		}
		said := ""
		for _, err := range f.Read(source, form.ReadOptions{Note: func(sentence string) { said += sentence }}) {
			if err != nil {
				t.Error(err)
			}
		}
		if (said == "") != (name == "a.txt" || name == "a") {
			t.Errorf("%s: %q", name, said)
		}
	}
}
