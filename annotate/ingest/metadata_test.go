package ingest_test

import (
	"strings"
	"testing"
)

// prose is an article's own paragraph, to stand below what is tested.
const prose = "The council of the town met on Monday and said that the bridge would be closed for the winter, as it was in the year before."

func TestReadFindsTitles(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"first line", "Bridge to close\n\n" + prose, "Bridge to close"},
		{"a question", "Who closed the bridge?\n\n" + prose, "Who closed the bridge?"},
		{"an abbreviation at the end", "Bridge talks move to the U.S.\n\n" + prose, "Bridge talks move to the U.S."},
		{"before a byline", "Bridge to close\nBy Jane Doe\nOctober 6, 2011\n\n" + prose, "Bridge to close"},
		{"twice", "Bridge to close this winter\n\nBridge to close this winter\n\n" + prose, "Bridge to close this winter"},
		{"after boilerplate", "Advertisement\n\nShare this article\n\nBridge to close\n\n" + prose, "Bridge to close"},
		{"after the outlet", "The Guardian\n\nBridge to close\n\n" + prose, "Bridge to close"},
		{"after a caption", "The old bridge in May. Photo: Jane Doe\n\nBridge to close\n\n" + prose, "Bridge to close"},
		{"with emoji and accents", "🌉 Le pont ferme à l’été\n\n" + prose, "🌉 Le pont ferme à l’été"},
		{"Arabic", "إغلاق الجسر في الشتاء\n\nقال المجلس في المدينة إن الجسر سوف يغلق في الشتاء.", "إغلاق الجسر في الشتاء"},
		{"Chinese", "大桥冬季关闭\n\n市议会星期一表示，大桥将在冬季关闭。", "大桥冬季关闭"},
		{"prose", prose + "\n\n" + prose, ""},
		{"a short sentence", "The bridge is closed.\n\n" + prose, ""},
		{"first line of a wrapped paragraph", "The council of the town met on\nMonday and said that the bridge\nwould be closed for the winter.", ""},
		{"small letter", "and so the bridge\n\n" + prose, ""},
		{"ends open", "The bridge was closed because:\n\n" + prose, ""},
		{"nothing below it", "Bridge to close", ""},
		{"with a full stop, before a dateline", "The bridge is closed.\n\nKABUL (AP) — The council met on Monday, it said.", "The bridge is closed."},
		{"with a full stop, before a date", "The bridge is closed.\n\n6 October 2011\n\n" + prose, "The bridge is closed."},
		{"without blank lines", "Bridge to close\n" + prose + "\n" + prose + "\n" + prose, "Bridge to close"},
		{"over two lines", "Bridge to close for the winter as the\ncouncil looks for money\n\n" + prose, "Bridge to close for the winter as the council looks for money"},
		{"with the name of the site", "Bridge to close | The Valley Herald\n\n" + prose, "Bridge to close"},
		{"after a word for it", "Title: Bridge to close\nDate: 2011-10-06\n\n" + prose, "Bridge to close"},
		{"dateline", "KABUL, Afghanistan —\n\n" + prose, ""},
		{"a Chinese sentence", "市议会星期一表示，大桥将在冬季关闭。\n\n市议会星期一表示。", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := read(t, test.text).Title; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadFindsDates(t *testing.T) {
	tests := []struct{ line, want string }{
		{"Published: October 6, 2011", "2011-10-06"},
		{"Published October 6th, 2011", "2011-10-06"},
		{"PUBLISHED ON 6 OCTOBER 2011", "2011-10-06"},
		{"Oct 5, 2011", "2011-10-05"},
		{"Oct. 5, 2011, 2:54 p.m. ET", "2011-10-05"},
		{"6 October 2011", "2011-10-06"},
		{"Thursday, 6 October 2011 14:30 GMT", "2011-10-06"},
		{"Thursday 6th of October 2011", "2011-10-06"},
		{"2011-10-06", "2011-10-06"},
		{"2011-10-06T14:30:00Z", "2011-10-06"},
		{"Date: 2011/10/6", "2011-10-06"},
		{"Posted: 31/12/2011 10:15", "2011-12-31"},
		{"Posted 12/31/2011", "2011-12-31"},
		{"06.10.2011", "2011-10-06"},
		{"Veröffentlicht am 6. Oktober 2011", "2011-10-06"},
		{"Publié le 6 août 2011 à 10h15", "2011-08-06"}, // a time in words of its language was once not read
		{"Publié le 6 août 2011", "2011-08-06"},
		{"Publicado el 6 de octubre de 2011", "2011-10-06"},
		{"2011年10月6日", "2011-10-06"},
		{"Thu 6 Oct 2011 14.30 BST", "2011-10-06"},
		{"6 October 2011 Last updated at 14:30 GMT", "2011-10-06"},
		{"Updated 1030 GMT (1830 HKT) October 6, 2011", "2011-10-06"},
		{"Last updated: 7 October 2011", "2011-10-07"},
		{"By Jane Doe | October 6, 2011", "2011-10-06"},
		{"By Jane Doe, October 6, 2011 10:15 AM", "2011-10-06"},
		{"Published in The Express Tribune, October 6th, 2011.", "2011-10-06"},
		{"Published: February 30, 2011", ""},
		{"Posted 06/10/2011", ""}, // 6 October or 10 June
		{"The bridge was built on October 6, 2011", ""},
		{"October 6, 2011 was a Thursday", ""},
		{"It happened in 2011", ""},
	}
	for _, test := range tests {
		t.Run(test.line, func(t *testing.T) {
			if got := read(t, "Bridge to close\n\n"+test.line+"\n\n"+prose).Published; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadLooksBelowTheDeck(t *testing.T) {
	doc := read(t, "Bridge to close\n\nThe council says that nobody will cross the river this winter.\n\nBy Jane Doe\nThu 6 Oct 2011 14.30 BST\n\nKABUL (AP) — "+prose)
	if doc.Title != "Bridge to close" || doc.Author != "Jane Doe" || doc.Published != "2011-10-06" || doc.Outlet != "AP" {
		t.Errorf("got %q by %q of %q, %q", doc.Title, doc.Author, doc.Outlet, doc.Published)
	}
}

func TestReadPrefersTheDateOfPublication(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"over prose", prose + " It was October 1, 2010.\n\nPublished in The Day, October 6th, 2011.", "2011-10-06"},
		{"over an update", "Updated: October 9, 2011\nPublished: October 6, 2011\n\n" + prose, "2011-10-06"},
		{"over a bare date", "October 9, 2011\n\n" + prose + "\n\nPublished: October 6, 2011", "2011-10-06"},
		{"not a comment's", prose + "\n\nReader Comments (1)\n\n• Ann\nOct 5, 2011 - 2:54PM\n\nIndeed", ""},
		{"not one below the article", prose + "\n\nOctober 6, 2011\n\n" + prose, ""},
		{"not one in prose", prose + " It was October 1, 2010.", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := read(t, test.text).Published; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadReportsAmbiguousDates(t *testing.T) {
	if detail := found(read(t, "Posted 06/10/2011\n\n"+prose), "published"); !strings.Contains(detail, "two ways") {
		t.Errorf("got %q", detail)
	}
}

func TestReadFindsDatelines(t *testing.T) {
	tests := []struct{ text, dateline, outlet string }{
		{"WASHINGTON — The council", "WASHINGTON —", ""},
		{"WASHINGTON: The council", "WASHINGTON:", ""},
		{"WASHINGTON -- The council", "WASHINGTON --", ""},
		{"NEW YORK – “The council", "NEW YORK –", ""},
		{"ST. LOUIS — The council", "ST. LOUIS —", ""},
		{"KABUL, Afghanistan — The council", "KABUL, Afghanistan —", ""},
		{"KABUL, Afghanistan (AP) -- The council", "KABUL, Afghanistan (AP) --", "AP"},
		{"ISLAMABAD (Reuters) - The council", "ISLAMABAD (Reuters) -", "Reuters"},
		{"NEW DELHI, Oct 6 (Reuters) - The council", "NEW DELHI, Oct 6 (Reuters) -", "Reuters"},
		{"WASHINGTON, Oct. 6, 2011 (AFP) — The council", "WASHINGTON, Oct. 6, 2011 (AFP) —", "AFP"},
		{"WASHINGTON/ISLAMABAD (Reuters) - The council", "WASHINGTON/ISLAMABAD (Reuters) -", "Reuters"},
		{"Dushanbe, Tajikistan CNN —\n\nThe council", "Dushanbe, Tajikistan CNN —", "CNN"},
		{"Dushanbe, Tajikistan (CNN) -- The council", "Dushanbe, Tajikistan (CNN) --", "CNN"},
		{"(Reuters) - The council", "(Reuters) -", "Reuters"},
		{"(CNN) -- The council", "(CNN) --", "CNN"},
		{"CNN — The council", "CNN —", "CNN"},
		{"КАБУЛ, 6 октября — Совет города", "КАБУЛ, 6 октября —", ""},
		{"WASHINGTON — the council", "", ""},
		{"UPDATE: The council", "", ""},
		{"BREAKING — The council", "", ""},
		{"EXCLUSIVE: The council", "", ""},
		{"Victory — The council", "", ""},
		{"London (England) — The council", "", ""},
		{"The council — A body of nine — met", "", ""},
		{"COVID-19 — The council", "", ""},
		{"NATO: the council", "", ""},
		{"A council (Reuters) is", "", ""},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			doc := read(t, "Bridge to close\n\n"+test.text+" met on Monday and said that the bridge would be closed for the whole of the winter.\n\n"+prose)
			if got := found(doc, "dateline"); got != test.dateline || doc.Outlet != test.outlet {
				t.Errorf("got %q by %q, want %q by %q", got, doc.Outlet, test.dateline, test.outlet)
			}
		})
	}
}

func TestReadTakesNoSpeakerForAPlace(t *testing.T) {
	doc := read(t, "OBAMA: We met on Monday and said that the bridge would be closed.\n\nKAYANI: The bridge is open.\n\n"+prose)
	if got := found(doc, "dateline"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestReadFindsAuthors(t *testing.T) {
	tests := []struct{ line, author, outlet string }{
		{"By Jane Doe", "Jane Doe", ""},
		{"BY JANE DOE", "JANE DOE", ""},
		{"By Jane Doe and John R. Roe", "Jane Doe and John R. Roe", ""},
		{"By Jane van der Doe, Reuters", "Jane van der Doe", "Reuters"},
		{"By Jane Doe in Kabul", "Jane Doe", ""},
		{"By José Álvarez-Muñoz", "José Álvarez-Muñoz", ""},
		{"Von Jürgen Müller", "Jürgen Müller", ""},
		{"Von Jan Müller", "Jan Müller", ""},
		{"By Theresa May", "Theresa May", ""},
		{"By Late March", "", ""},
		{"By Reuters", "", "Reuters"},
		{"By Monday it was over", "", ""},
		{"By Jane", "", ""},
		{"Jane Doe contributed reporting from Paris.", "", ""},
	}
	for _, test := range tests {
		t.Run(test.line, func(t *testing.T) {
			doc := read(t, "Bridge to close\n\n"+test.line+"\n\n"+prose)
			if doc.Author != test.author || doc.Outlet != test.outlet {
				t.Errorf("got %q of %q, want %q of %q", doc.Author, doc.Outlet, test.author, test.outlet)
			}
		})
	}
	if doc := read(t, prose+"\n\nBy Jane Doe\n\n"+prose); doc.Author != "" {
		t.Errorf("an author below the first paragraph is taken: %q", doc.Author)
	}
}

func TestReadFindsOutlets(t *testing.T) {
	tests := []struct{ text, want string }{
		{"A partnership of HuffPost and the\n\nBridge to close\n\n" + prose, "HuffPost"},
		{prose + "\n\nPublished in The Express Tribune, October 6th, 2011.", "The Express Tribune"},
		{prose + "\n\nThis article originally appeared in The Valley Herald.", "The Valley Herald"},
		{prose + "\n\n© 2011 The Valley Herald. All rights reserved.", "The Valley Herald"},
		{"(Reuters) - The council met on Monday, it said.\n\nPublished in The Valley Herald, October 6th, 2011.", "The Valley Herald"},
		{"Bridge to close\n\n" + prose + "\n\n© 2011 AFP", "AFP"},
		{"Bridge to close\n\n" + prose + "\n\nCopyright 2011 The Associated Press. All rights reserved.", "AP"},
		{"Bridge to close\n\nReuters\n\n" + prose, "Reuters"},
		{"Bridge to close\n\n" + prose + "\n\n(dpa)", "dpa"},
		{"Bridge to close\n\n" + prose + "\n\n© Jane Doe / Getty Images", ""},
		{"Bridge to close\n\n" + prose + "\n\n© 2011 Jane Doe", ""},
		{prose + " He told CNN so, and the BBC.", ""},
		{prose, ""},
	}
	for _, test := range tests {
		if got := read(t, test.text).Outlet; got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestReadFindsAddresses(t *testing.T) {
	doc := read(t, "Bridge to close\nhttps://example.org/bridge?a=1&b=2\n\n"+prose+" See https://example.org/other for more.")
	if doc.URL != "https://example.org/bridge?a=1&b=2" || doc.Title != "Bridge to close" {
		t.Errorf("got %q, title %q", doc.URL, doc.Title)
	}
}

func TestReadTakesNoAddressFromTheArticle(t *testing.T) {
	for _, address := range []string{"https://example.org/other", "https://x.example/mayor/status/1"} {
		if doc := read(t, "Bridge to close\n\n"+prose+"\n\n"+address+"\n\n"+prose); doc.URL != "" {
			t.Errorf("got %q", doc.URL)
		}
	}
}

func TestReadSaysWhereADateCannotBeTold(t *testing.T) {
	for _, line := range []string{"Published: February 30, 2011", "Published 2 hours ago"} {
		if doc := read(t, "Bridge to close\n\n"+line+"\n\n"+prose); doc.Published != "" || !strings.Contains(found(doc, "published"), "set the date by hand") {
			t.Errorf("%q: %q, %q", line, doc.Published, found(doc, "published"))
		}
	}
}

func TestReadTellsLanguages(t *testing.T) {
	tests := map[string]string{
		"en": prose,
		"de": "Der Rat der Stadt hat am Montag gesagt, dass die Brücke im Winter nicht geöffnet wird, und das ist auch für die Bürger eine Last.",
		"fr": "Le conseil de la ville a dit lundi que le pont ne sera pas ouvert dans les mois à venir, et que les travaux sont en cours.",
		"es": "El consejo de la ciudad dijo el lunes que el puente no será abierto en los meses que vienen, y que las obras son para todos.",
		"nl": "De raad van de stad heeft op maandag gezegd dat de brug in de winter niet open is, en dat het werk aan de brug is begonnen.",
		"ru": "Совет города заявил в понедельник, что мост не будет открыт зимой, и что это было для жителей города не в новость, как и то, что он о том молчал.",
		"ar": "قال المجلس في المدينة إن الجسر سوف يغلق في الشتاء من هذا العام على أن يفتح في الربيع.",
		"ur": "شہر کی کونسل نے کہا ہے کہ پل سردیوں میں بند رہے گا اور اس کے بعد کام سے لوگوں کو فائدہ ہو گا۔",
		"fa": "شورای شهر گفت که این پل در زمستان بسته است و از بهار برای مردم باز می شود و تا آن روز کار ادامه خواهد داشت.",
		"zh": "市议会星期一表示，大桥将在冬季关闭，直到明年春天才会重新开放。",
		"ja": "市議会は月曜日、橋は冬の間は閉鎖されると述べた。春には再び開くという。",
		"ko": "시의회는 월요일에 다리가 겨울 동안 폐쇄될 것이라고 말했다.",
		"hi": "शहर की परिषद ने कहा है कि पुल सर्दियों में बंद रहेगा और इस के बाद काम से लोगों को लाभ होगा।",
		"el": "Το συμβούλιο της πόλης δήλωσε ότι η γέφυρα θα κλείσει τον χειμώνα.",
		"":   "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore magna aliqua.",
	}
	for want, text := range tests {
		if got := read(t, text).Language; got != want {
			t.Errorf("got %q, want %q: %s", got, want, text)
		}
	}
}
