package suggest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/assets"
)

func TestTheNameInTheWordsOfAMention(t *testing.T) {
	for words, want := range map[string]string{
		"Ines Vell": "Ines Vell", "Harbour master Ines Vell": "Ines Vell", "the harbour master Ines Vell": "Ines Vell", "Dr. Ines Vell": "Ines Vell",
		"Ines Vell of the Chamber of Commerce": "Ines Vell", "Kestrel Line": "Kestrel Line", "Vell": "Vell", "Ms. Vell": "Vell",
		"a senior official at the Coast Agency": "", "the harbour master": "", "she": "", "The company": "", "Analysts at Fjordbank": "",
		"der Minister": "", "The Varrenhavn Courier": "The Varrenhavn Courier", "Leon E. Vell": "Leon E. Vell",
	} {
		if got := suggest.NameIn(words); got != want {
			t.Errorf("%q: %q, not %q", words, got, want)
		}
	}
}

// shipped is a codebook that ships.
func shipped(t *testing.T, name string) annotate.Codebook {
	t.Helper()
	data, _ := assets.Codebook(name)
	cb, err := codebook.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

func articleOf(text string) suggest.Article {
	return suggest.Article{Document: annotate.Document{ID: "d", Language: "en"}, Text: textpos.New(text)}
}

// written lists proposals: label “words” {attributes}, and the relations by places.
func written(a suggest.Article, cb annotate.Codebook, all []suggest.Proposal) string {
	var lines []string
	for _, p := range all {
		var parts []string
		for _, s := range p.Spans {
			label, _ := cb.LabelByID(s.LabelID)
			parts = append(parts, fmt.Sprintf("%s %q %v%s", label.Name, a.Text.Quote(s.Segments), s.Attributes, s.Note))
		}
		for _, tie := range p.Ties {
			parts = append(parts, fmt.Sprintf("%d %s %d", tie.Head, tie.Type.Name, tie.Tail))
		}
		lines = append(lines, strings.Join(parts, ", "))
	}
	return strings.Join(lines, "\n")
}

func TestAQuotationIsOneProposalInTheWordsOfTheCodebook(t *testing.T) {
	speech, _ := shipped(t, "default").SpeechIn("en")
	for _, test := range []struct{ codebook, text, want string }{
		{"default", "“The ports stay shut,” said Ines Vell. She said that it “was foul” there.",
			`actor "Ines Vell" map[], claim "“The ports stay shut,”" map[voice:direct quote], 0 makes 1` + "\n" +
				`actor "She" map[]perhaps Ines Vell, claim "it “was foul” there" map[voice:indirect quote], 0 makes 1`},
		{"default", "Officials said that Ines Vell told the mayor that the ports stay shut.",
			`actor "Officials" map[], claim "Ines Vell told the mayor that the ports stay shut" map[voice:indirect quote], actor "Ines Vell" map[], claim "the ports stay shut" map[voice:indirect quote], 0 makes 1, 2 makes 3, 1 reports 3`},
		{"attribution", "The mayor said that it “was foul” there.",
			`source "The mayor" map[], content "it “was foul” there" map[quotation:mixed], cue "said" map[], 1 attributed_to 0, 2 introduces 1`},
		{"political-claims", "“The ports stay shut,” said Ines Vell.", `actor "Ines Vell" map[], claim "“The ports stay shut,”" map[], 0 makes 1`},
	} {
		a, cb := articleOf(test.text), shipped(t, test.codebook)
		found, err := suggest.Quotations(a, cb, speech)
		if got := written(a, cb, found); err != nil || got != test.want {
			t.Errorf("%s: %v\n%s\nnot\n%s", test.codebook, err, got, test.want)
		}
	}
}

func TestACodebookWithoutAPlaceForQuotationsSaysSo(t *testing.T) {
	cb := annotate.Codebook{Labels: []annotate.Label{{ID: "p", Name: "place"}}}
	if found, err := suggest.Quotations(articleOf("“The ports stay shut,” said Ines Vell."), cb, annotate.Speech{}); err == nil || len(found) > 0 {
		t.Error(found, err)
	}
}

func TestKnownNamesAreProposedWhereNobodyTaggedThem(t *testing.T) {
	cb := shipped(t, "default")
	actor, _ := cb.LabelByName("actor")
	a := articleOf("Ines Vell came. Inspector Vell left. Vell’s ship: the Vellum. Tom Vell.")
	a.Spans = []annotate.Span{{LabelID: actor.ID, Segments: []annotate.Segment{{Start: 37, End: 41}}}}
	found := suggest.Actors(a, []annotate.Entity{{LabelID: actor.ID, Name: "Ines Vell", Aliases: []string{"Vell"}}, {LabelID: actor.ID, Name: "Tom Vell"}})
	if got := written(a, cb, found); got != "actor \"Ines Vell\" map[]\nactor \"Vell\" map[]\nactor \"Tom Vell\" map[]" {
		t.Error(got)
	}
	if found[0].Score <= found[1].Score {
		t.Error("another name is as sure as the own one")
	}
	found = suggest.Elsewhere(a, []suggest.Words{{Text: "ship", LabelID: actor.ID}, {Text: "I", LabelID: actor.ID}})
	if got := written(a, cb, found); got != `actor "ship" map[]` {
		t.Error(got)
	}
}

func TestKnownActorsAreGuessedInAnotherScript(t *testing.T) {
	a := suggest.Article{Document: annotate.Document{ID: "d", Language: "ru"}, Text: textpos.New("Порт закрыт. Илья Моравец сказал: «Вода чистая». Моравец ушёл."),
		Regions: []annotate.Region{{Start: 0, End: 12, Kind: annotate.RegionTitle}}}
	found := suggest.Foreign(a, []annotate.Entity{{ID: "e", LabelID: "l", Name: "Ilya Moravec"}, {ID: "f", LabelID: "l", Name: "Tam Osk"}})
	if len(found) != 1 || a.Text.Quote(found[0].Spans[0].Segments) != "Илья Моравец" || found[0].Score >= .6 || found[0].Spans[0].LabelID != "l" {
		t.Errorf("%+v", found)
	}
}
