package ingest_test

import (
	"strings"
	"testing"
)

// The article that the traps are set in: each paragraph is prose, and must not come to lie in a region.
var marsh = []string{
	"LODEVIK — The marsh north of Lodevik will be dyked again after forty years, the district council decided on Monday.",
	"“We have waited for this since the flood,” said Hanna Moor, who keeps sheep behind the old dyke. Her neighbour laughed at that.",
	"Engineers reckon with two summers of work, and with a bill that nobody wants to name. The council asked the ministry for a loan.",
	"A vote on the loan is due before the harvest.",
	"Until then the gates at the mouth of the river stay open at low water, and the road along the marsh stays shut to lorries.",
}

// TestReadTakesNoProseIntoRegions sets what looks like the furniture of a page in and around an article.
func TestReadTakesNoProseIntoRegions(t *testing.T) {
	all := strings.Join(marsh, "\n\n")
	comment := func(name, time, words string) string { return name + "\n" + time + "\n\n" + words + "\n\n" }
	tests := []struct {
		name, text string
		prose      []string // lines that are prose besides those of marsh
	}{
		{"a comments heading with a time above the article", "Dyke to be built again\n\nComments\n\n6 May 2031, 16:20\n\n" + all, nil},
		{"a count, a name and a time above it", "Dyke to be built again\n\n12 Comments\n\nMira Tolland\n6 May 2031 - 4:20PM\n\n" + all, nil},
		{"hours ago above it", "3 comments\n\nMira Tolland\n2 hours ago\n\n" + all, nil},
		{"two names and times above it", "Comments (2)\n\nMira Tolland\n6 May 2031, 16:20\n\nOle Brandt\n6 May 2031, 17:20\n\n" + all, nil},
		{"join the conversation above it", "Dyke to be built again\n\nJoin the conversation\n\nBy Mira Tolland\n6 May 2031, 4:20 pm\n\n" + all, nil},
		{"a bulleted byline with a time", "Dyke to be built again\n\n• Mira Tolland\n6 May 2031, 16:20\n\n" + all, nil},
		{"comments, then the article goes on", marsh[0] + "\n\n" + marsh[1] + "\n\nReader comments (2)\n\n" + comment("Ann", "6 May 2031, 16:20", "At last.") + comment("Ben", "6 May 2031, 17:20", "Too late.") + marsh[2] + "\n\n" + marsh[3] + "\n\n" + marsh[4], nil},
		{"one comment in the middle", marsh[0] + "\n\n" + marsh[1] + "\n\nComments\n\n" + comment("Ann", "6 May 2031, 16:20", "At last.") + marsh[2] + "\n\n" + marsh[3] + "\n\n" + marsh[4], nil},
		{"a live blog under a count", "Dyke to be built again\n\n8 comments\n\nMira Tolland\n6 May 2031, 16:20\n\n" + marsh[0] + "\n\n" + marsh[1] + "\n\nOle Brandt\n6 May 2031, 17:20\n\n" + marsh[2] + "\n\n" + marsh[3] + "\n\n" + marsh[4], nil},
		{"a cry twice", all + "\n\n“Dyke us in, dyke us in!”\n\n“Dyke us in, dyke us in!”\n\nSo they sang.", []string{"“Dyke us in, dyke us in!”", "So they sang."}},
		{"a verse twice", all + "\n\nThe tide comes in by night.\nThe tide comes in by night.\nAnd no one hears it come.", []string{"The tide comes in by night.", "And no one hears it come."}},
		{"a refrain in paragraphs", all + "\n\nThe tide comes in by night.\n\nThe tide comes in by night.\n\nAnd no one hears it come.", []string{"The tide comes in by night."}},
		{"a sentence three times", all + "\n\nHe wrote it down once more.\n\nHe wrote it down once more.\n\nHe wrote it down once more.\n\n" + marsh[3], []string{"He wrote it down once more."}},
		{"a paragraph twice", all + "\n\n" + marsh[2] + "\n\n" + marsh[2] + "\n\n" + marsh[4], nil},
		{"at a glance in the middle", marsh[0] + "\n\nAt a glance\n\n" + strings.Join(marsh[1:], "\n\n"), nil},
		{"at a glance before wrapped lines", marsh[0] + "\n\nAt a glance\n\nThe old dyke was built by hand and\nBroke in one night of the winter in\nWhich the school burned down.", []string{"The old dyke was built by hand and", "Broke in one night of the winter in", "Which the school burned down."}},
		{"highlights of an exhibition", marsh[0] + "\n\n" + marsh[1] + "\n\nHighlights\n\nThe bell that rang in the flood\n\n" + marsh[2], []string{"The bell that rang in the flood"}},
		{"key points without bullets, then prose", "Dyke to be built again\n\nKey points\n\nLoan asked for\n\n" + all, nil},
		{"links on lines of their own", marsh[0] + "\n\nShe told the paper\n\nTwitter\n\nand\n\nFacebook\n\nwould have to answer for it.", []string{"Twitter", "Facebook", "would have to answer for it."}},
		{"links within a paragraph", marsh[0] + "\n\nThe ministry wrote on\nFacebook\nthat the loan was safe, and that the\nnewsletter\nhad it wrong.", []string{"Facebook", "newsletter"}},
		{"an address within a sentence", marsh[0] + "\n\nThe plan stands at\nhttps://lodevik.example/plan\nand may be read there.", []string{"https://lodevik.example/plan"}},
		{"a rubric with a colon", "Dyke to be built again\n\nVERDICT: The dyke comes too late, but it comes. " + marsh[1], nil},
		{"more in the middle", marsh[0] + "\n\nMore in Lodevik\n\n" + strings.Join(marsh[1:], "\n\n"), nil},
		{"get the newsletter", all + "\n\nGet the newsletter scandal right", []string{"Get the newsletter scandal right"}},
		{"listen, she said", all + "\n\n“Listen,” she said.\n\n“Save what you can.”\n\nShare and share alike, they say.\n\nFollow the river on foot.", []string{"“Listen,” she said.", "“Save what you can.”", "Share and share alike, they say.", "Follow the river on foot."}},
		{"an interview", all + "\n\nMOOR: We have waited for it.\n\nREPORTER: And the loan?\n\nMOOR: Ask the council.", []string{"MOOR: We have waited for it.", "REPORTER: And the loan?", "MOOR: Ask the council."}},
		{"a quotation with its speaker", all + "\n\nHanna Moor says:\n\n“We have waited for it.”\n\nOle Brandt says:\n\n“It comes too late for us.”\n\n" + marsh[4], []string{"“We have waited for it.”", "“It comes too late for us.”"}},
		{"dates of a chronicle", all + "\n\n6 May 1991, 4:20 am\n\nThe dyke breaks.\n\n7 May 1991, 5:00 am\n\nThe school burns down.\n\n" + marsh[4], []string{"The dyke breaks.", "The school burns down."}},
		{"questions under a related heading", all + "\n\nRelated\n\nThe bell rang all night. Nobody came to see why it rang.\n\nWho rang it?", []string{"The bell rang all night. Nobody came to see why it rang."}},
		{"names and hours in a programme", all + "\n\nComments on the plan may be sent in until June.\n\nHanna Moor\n7 May 2031, 10:00\n\n" + marsh[2] + " Once more.", []string{"Comments on the plan may be sent in until June."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc := read(t, test.text)
			for _, line := range append(test.prose, marsh...) {
				if !strings.Contains(test.text, line) {
					continue
				}
				if kind := covered(doc.Text, line, doc.Regions); kind != "" {
					t.Errorf("in a region %s: %s", kind, line)
				}
			}
		})
	}
}

// TestReadMakesNothingUp reads articles above which there stands no title, no date and no author, though it may look so.
func TestReadMakesNothingUp(t *testing.T) {
	all := strings.Join(marsh, "\n\n")
	for _, head := range []string{
		"", "Home", "Home > News > Lodevik", "Donnerstag", "Opinion", "Updated 2 hours ago", "Share", "12 comments", "3 minute read", "Menu\n\nSearch\n\nLog in",
		"May 2031", "1935850800", "Published 31 February 2031", "Listen to this article", "Advertisement", "https://x.example/moor/status/18", "@lodevik", "#dyke", "AFP",
		"Skip to content\n\nHome\n\nNews", "Our Correspondent", "By Our Political Correspondent", "Staff Reporter", "Web Desk", "By AFP", "Reuters", "Image: Getty", "News | Politics",
	} {
		doc := read(t, strings.TrimSpace(head+"\n\n"+all))
		if doc.Title != "" || doc.Published != "" || doc.Author != "" || doc.URL != "" {
			t.Errorf("%q: title %q, published %q, author %q, address %q", head, doc.Title, doc.Published, doc.Author, doc.URL)
		}
		for _, line := range marsh {
			if kind := covered(doc.Text, line, doc.Regions); kind != "" {
				t.Errorf("%q: in a region %s: %s", head, kind, line)
			}
		}
	}
}
