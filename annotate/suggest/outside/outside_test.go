package outside_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/suggest/outside"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/assets"
)

func TestWhatIsQuotedIsFoundOrRefused(t *testing.T) {
	const article = "😀 The port is shut. “The port\nstays shut,” said Ines Vell of the harbour office. The port is clean."
	text := textpos.New(article)
	for _, test := range []struct{ quote, before, after, want string }{
		{"Ines Vell", "", "", "Ines Vell"},
		{" Ines Vell ", "", "", "Ines Vell"},
		{"\"the port stays shut,\"", "", "", "“The port\nstays shut,”"},
		{"Ines Vel of the harbor office", "", "", "Ines Vell of the harbour office"},
		{"The port", "", "is clean", "The port"},
		{"The port", "", "", ""},
		{"the mayor of the town", "", "", ""},
		{"", "", "", ""},
	} {
		got, err := outside.Locate(text, test.quote, test.before, test.after)
		if (err == nil) != (test.want != "") || err == nil && text.Slice(got.Start, got.End) != test.want {
			t.Errorf("%q: %q at %v, %v", test.quote, text.Slice(got.Start, got.End), got, err)
		}
		if test.after == "is clean" && got.Start < 60 {
			t.Errorf("%q is found at %v, where something else follows", test.quote, got)
		}
	}
}

func TestAnswersThatAreLinkedAreOneProposal(t *testing.T) {
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	a := suggest.Article{Document: annotate.Document{ID: "d", TextSHA256: "h"}, Text: textpos.New("“The port stays shut,” said Ines Vell. The mayor left.")}
	var asked map[string]any
	if err := json.Unmarshal(outside.Ask(a, cb), &asked); err != nil || asked["id"] != "d" || asked["text_sha256"] != "h" || len(asked["labels"].([]any)) != 2 {
		t.Fatal(asked, err)
	}
	var answers []outside.Answer
	for line := range strings.Lines(`{"document":"d","id":"1","quote":"Ines Vell","label":"actor","links":[{"type":"makes","tail":"2"},{"type":"targets","tail":"2"}],"confidence":0.9,"reason":"said","model":"m"}
{"document":"d","id":"2","quote":"“The port stays shut,”","label":"claim","attributes":{"voice":"direct quote","stance":"none such"},"confidence":0.7}
{"document":"d","quote":"The mayor","label":"actor"}
{"document":"d","quote":"The mayor","label":"person"}
{"document":"d","quote":"The bishop","label":"actor"}`) {
		answer, err := outside.Read([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, answer)
	}
	proposals, refused := outside.Answers(a, cb, answers)
	if len(proposals) != 2 || len(refused) != 3 {
		t.Fatalf("%+v %q", proposals, refused)
	}
	p := proposals[0]
	if len(p.Spans) != 2 || len(p.Ties) != 1 || p.Ties[0].Type.Name != "makes" || p.Score != .7 || len(p.Spans[1].Attributes) != 1 || p.Spans[0].Note != "said · m" {
		t.Errorf("%+v", p)
	}
	if proposals[1].Score != .5 {
		t.Errorf("%+v", proposals[1])
	}
	if _, err := outside.Read([]byte("Sure! Here are the spans:")); err == nil {
		t.Error("words are read as an answer")
	}
}
