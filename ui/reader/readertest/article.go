package readertest

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Article is a small article of our own with what makes positions hard: an emoji of several code points, letters
// with combining accents, Arabic and Chinese.
const Article = "Harbour talks collapse as ferry crews walk out\n" +
	"PORT ELLIS, 3 May — The mayor’s office said on Tuesday that “the crews were warned twice” before the walkout, a claim that the union’s chair, Ana Brandão, called “a fairy tale”.\n" +
	"Officials close to the talks say the port authority offered a nine per cent rise in March and withdrew it a week later 👩🏽‍🚒 without telling the crews. A spokesman denied that any written offer existed.\n" +
	"قالت وزارة النقل إن Ellis Ferries وافقت على 3 شروط قبل الإضراب.\n" +
	"港口管理局表示,渡轮公司在三月已经收到书面警告。工会否认这一说法。\n" +
	"Jose\u0301 Ibarra, a deckhand, said he had seen the letter himself.\n" +
	"Read more: Five things to know about the ferry strike\n"

// At returns the code points of the n-th (from 0) occurrence of words in text.
func At(text, words string, n int) annotate.Segment {
	from := 0
	for ; n >= 0; n-- {
		i := strings.Index(text[from:], words)
		if i < 0 {
			panic("not in the text: " + words)
		}
		from += i
		if n > 0 {
			from += len(words)
		}
	}
	start := len([]rune(text[:from]))
	return annotate.Segment{Start: start, End: start + len([]rune(words))}
}
