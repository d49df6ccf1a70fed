package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestReadMarksLines(t *testing.T) {
	tests := map[annotate.RegionKind][]string{
		annotate.RegionCaption: {
			"The bridge in May. PHOTO: FILE", "The bridge in May. Photo: Jane Doe/Valley Herald", "Photo: Jane Doe", "Photo by Jane Doe",
			"The bridge is seen on Monday, Oct. 3. (AP Photo/Jane Doe)", "The bridge. (Photo by Jane Doe/Getty Images)", "File photo",
			"Image: The bridge", "Image: courtesy of the valley museum.", "Photo: the bridge", "Image caption: The bridge in May", "The bridge on Monday. REUTERS/Jane Doe", "The bridge. Jane Doe/AFP/Getty Images",
			"Photo credit: Jane Doe",
		},
		annotate.RegionNewsletter: {
			"Subscribe to the World Post email.", "Sign up for our daily newsletter", "Subscribe to our newsletter", "SUBSCRIBE NOW",
			"Get our best stories straight to your inbox.", "Newsletter", "Sign up", "Sign up for our newsletter and never miss a story.", "Subscribe to the newsletter Bridge Line", "Please subscribe to receive breaking news alerts",
		},
		annotate.RegionRelated: {
			"More in Pakistan", "More from The Valley Herald", "MORE ON THIS TOPIC", "Read more", "Read more: Bridge opens", "Read More »", "RELATED",
			"Related Stories", "Related: Bridge opens", "Also read", "ALSO READ: Bridge opens", "See also: Bridges", "Recommended for you", "Most popular",
			"You might also like", "Latest news",
		},
		annotate.RegionBoilerplate: {
			"Jane Doe contributed reporting from Paris.", "Jane Doe and John Roe contributed reporting from Paris and Rome.",
			"The Associated Press contributed to this report.", "Jane Doe, John Roe and Ann van Poe contributed to this article", "Advertisement",
			"Story continues below advertisement", "All rights reserved.", "© 2011 The Valley Herald", "© dpa", "© valleyherald 2009-2011. Alle Rechte vorbehalten.", "Copyright 2011 by Jane Doe.", "Copyright 2011 The Valley Herald. All rights reserved.",
			"A partnership of HuffPost and the", "Share this", "Share this article", "Share on Facebook", "Tweet", "Follow Jane Doe on Twitter",
			"(Reporting by Jane Doe; Editing by John Roe)", "(Reporting by Jane Doe in Paris and by the Rome newsroom; additional reporting by John Roe)", "Additional reporting by Jane Doe", "Published in The Valley Herald, October 6th, 2011.",
			"This story has been updated.", "Privacy Policy", "https://example.org/bridge",
		},
		annotate.RegionByline: {"Published: October 6, 2011", "Updated on 6 October 2011, 10:15 GMT"},
		annotate.RegionComments: {
			"Reader Comments (23)", "Comments", "23 comments", "Facebook Conversations", "Leave a comment", "Comments are closed.", "View all comments",
		},
	}
	for kind, lines := range tests {
		for _, text := range lines {
			t.Run(text, func(t *testing.T) {
				doc := read(t, prose+"\n\n"+text+"\n\n"+prose)
				start := len(prose) + 2
				if got, want := fmt.Sprint(doc.Regions), fmt.Sprint([]annotate.Region{{Start: start, End: start + len([]rune(text)), Kind: kind}}); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			})
		}
	}
}

func TestReadLeavesProseAlone(t *testing.T) {
	for _, text := range []string{
		"Jane Doe, who contributed reporting to the series, said that she was not told.",
		"He contributed reporting from Frankfurt for ten years before he left the paper.",
		"The firm has contributed to this report, the minister told the house.",
		"Subscribe to that theory, he said, and you will believe anything.",
		"Sign up for the army, they were told, and your family will be fed.",
		"“Subscribe to our newsletter,” said the poster on the wall of the office.",
		"Critics subscribe to the view that emails should be kept.",
		"More in Pakistan than elsewhere, people fear the drones.",
		"More in the party now say that he must go.",
		"Read more than one paper, he advised.",
		"Related to that is the question of the border.",
		"Related companies were asked to pay.",
		"Also read in court was a letter of the general.",
		"Comments by the minister were not helpful.",
		"Comments were not welcome, he said.",
		"Reader comments on the article were harsh.",
		"The comments (23 of them) were read aloud.",
		"Published in 2009, the book was a success.",
		"Published in London on October 6, 2011, the report says that the bridge is safe.",
		"Photos of the bridge were shown to the court.",
		"A photo: that was all he had left of her.",
		"He asked for all rights reserved to the crown.",
		"A partnership of the two countries was announced on Friday.",
		"Advertisement of the drug is forbidden, the court said.",
		"Share this burden, he asked of the allies.",
		"Highlights of the talks were shown on television.",
		"Follow the money on Facebook, he said, and you will see.",
		"By Monday the bridge was open again.",
		"By Jane Doe he was called a liar.",
		"October 6, 2011, was the day on which the bridge fell.",
		"Getty Images sued the firm over the pictures.",
		"This article of the constitution was never applied.",
		"The minister's posts, published on October 6, 2011, drew 23 comments.",
		"The most popular of them was the mayor.",
		"“Read more,” she said.",
		"Related by blood, the two men never met.",
		"Copyright law was changed in 2011, and the firm paid.",
		"Tweet after tweet came in.",
		"• The bridge stays closed on Sundays.",
		"Image: the word has two meanings in her book, and she uses both of them.",
		"Photos: he had none of her, and he never asked for one.",
		"Caption: that was the name of the boat, and nobody knew why.",
		"Picture: a room without windows, a table and a lamp.",
		"The clerk held it up: (Photo: it was the only one of the strike).",
		"Subscribe to the theory of the flood, and the channel will seem older than the hills.",
		"Register with the police within a week, the updates say, or leave the country.",
		"Sign up for the bundle using the same email as your old account, he said.",
		"Read more: that is all the advice that she gave to the young.",
		"Related: the two families were not, although they had the same nose.",
		"See also: nothing. That was the last card of the catalogue.",
		"Reporting by Hand was how the old clerks called it.",
		"Reporting by Reuters and by our own people shows that the dam was never built.",
		"© was the sign that the forger drew on his banknotes.",
		"Copyright by then was a matter of honour among the printers.",
		"Copyright 1900 was printed on the map of the bridge.",
		"Follow Him on Facebook was what the banner over the church said!",
		"This story first appeared to him in a dream.",
	} {
		t.Run(text, func(t *testing.T) {
			for _, article := range []string{prose + "\n\n" + text + "\n\n" + prose, prose + "\n\n" + text, text + "\n\n" + prose, prose + " " + text + "\n\n" + text + " " + prose} {
				doc := read(t, article)
				if len(doc.Regions) > 0 || doc.Title != "" || doc.Author != "" || doc.Published != "" {
					t.Errorf("%q: regions %v, title %q, author %q, published %q", article, doc.Regions, doc.Title, doc.Author, doc.Published)
				}
			}
		})
	}
}

// marked lists the regions of a text as "kind: first line … last line".
func marked(t *testing.T, text string) string {
	t.Helper()
	doc := read(t, text)
	runes := []rune(doc.Text)
	var list []string
	for _, r := range doc.Regions {
		lines := strings.Split(string(runes[r.Start:r.End]), "\n")
		entry := fmt.Sprintf("%s: %s", r.Kind, lines[0])
		if len(lines) > 1 {
			entry += " … " + lines[len(lines)-1]
		}
		list = append(list, entry)
	}
	return strings.Join(list, "; ")
}

func TestReadMarksBlocks(t *testing.T) {
	comment := "• Ann\nOct 5, 2011 - 2:54PM\n\nI do not agree. Not at all.\n\n"
	tests := []struct{ name, text, want string }{
		{"highlights up to a sentence", "Story highlights\n\nOne thing\n\nAnother thing\n\n" + prose, "highlights: Story highlights … Another thing"},
		{"highlights with bullets", "Key points:\n• One thing.\n• Another thing.\n\n" + prose, "highlights: Key points: … • Another thing."},
		{"highlights up to a dateline", "Highlights\n\nOne thing\n\nKABUL (AP) — The bridge is closed, it was said.", "highlights: Highlights … One thing; dateline: KABUL (AP) —"},
		{"highlights below the title", "Bridge to close\n\nStory highlights\n\nOne thing\n\n" + prose, "title: Bridge to close; highlights: Story highlights … One thing"},
		{"comments to the end", prose + "\n\nReader Comments (2)\n\n" + comment + comment, "comments: Reader Comments (2) … I do not agree. Not at all."},
		{"comments up to the related", prose + "\n\nFacebook Conversations\n\nReader Comments (2)\n\n" + comment + comment + "More in Bridges", "comments: Facebook Conversations … I do not agree. Not at all.; related: More in Bridges"},
		{"comments with such words in them", prose + "\n\nComments\n\n" + comment + "Read more\n\n" + comment + "Subscribe to our newsletter", "comments: Comments … I do not agree. Not at all.; newsletter: Subscribe to our newsletter"},
		{"comments without a heading", prose + "\n\n" + comment + comment, "comments: • Ann … I do not agree. Not at all."},
		{"comments of another page", prose + "\n\n3 Comments\n\nAnn\n3 hours ago\nI do not agree.\nReply\n\nBen says:\nI do.", "comments: 3 Comments … I do."},
		{"a counter above the article", "Bridge to close\n\n23 comments\n\n" + prose + "\n\nIt is old. " + prose, "title: Bridge to close; comments: 23 comments"},
		{"related headlines at the end", prose + "\n\nRelated Stories\n\nBridge opens\n\nBridge falls\n\n© The Day", "related: Related Stories … Bridge falls; boilerplate: © The Day"},
		{"related heading within", prose + "\n\nRelated Stories\n\nThe next day\n\n" + prose, "related: Related Stories"},
		{"a caption twice", prose + "\n\nThe bridge in the morning light.\n\nThe bridge in the morning light.\n\n" + prose, "caption: The bridge in the morning light.; caption: The bridge in the morning light."},
		{"emoji and accents before", "🌉 Le pont\n\n👩‍👩‍👧 e\u0301te\u0301. " + prose + "\n\nRead more\n\nالجسر 大桥. " + prose + "\n\nAdvertisement", "title: 🌉 Le pont; related: Read more; boilerplate: Advertisement"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := marked(t, test.text); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
