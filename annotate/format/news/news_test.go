package news_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/news"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

// counter is the line by which the articles are counted, which is of the file and not of an article.
var counter = regexp.MustCompile(`(?m)^ +(Dokument|Document)? ?\d+ (of|von|de) \d+( DOCUMENTS)?$`)

var region = regexp.MustCompile(`(?s)⟦.*?⟧`)

// sample is a file of testdata.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestBulkFilesAreDivided(t *testing.T) {
	for name, want := range map[string][]string{
		"nexis-en.txt": {
			"Harbour Stays Shut as Talks Fail | The Vell Courier | ANA TARN and Bo Ferris | 2024-03-05 | en",
			"A Fox in the Town Hall, and Nobody Asks Why It Came Back to the Old Quay on a Monday Morning | Norrin Evening Post (Norrin) |  | 2024-03-06 | en",
			"Letters | The Tarn Weekly |  | 2024-03 | en",
		},
		"nexis-de.txt": {
			"Hafen bleibt zu; Gespräche gescheitert | Vellener Tageblatt | Ina Tarn | 2024-03-05 | de",
			"Ein Fuchs im Rathaus | Norriner Zeitung |  | 2024-03-06 | de",
		},
		"nexis-fr.txt": {
			"Le port reste fermé | Le Courrier de Vell | Anne Tarn | 2024-03-05 | fr",
			"Un renard à la mairie | Norrin Soir |  | 2024-03-06 | fr",
		},
		"uni-en.txt": {
			"Harbour Stays Shut as Talks Fail | The Vell Courier | ANA TARN | 2024-03-05 | en",
			"A Fox in the Town Hall | Norrin Evening Post | Bo Ferris | 2024-03-06 | en",
		},
		"uni-de.txt": {
			"Hafen bleibt zu | Vellener Tageblatt | Ina Tarn | 2024-03-05 | de",
		},
		"factiva-en.txt": {
			"Harbour Stays Shut as Talks Fail | The Vell Courier | Ana Tarn | 2024-03-05 | en",
			"A Fox in the Town Hall | Norrin Evening Post |  | 2024-03-06 | en",
			"Hafen bleibt zu | Vellener Tageblatt | Ina Tarn | 2024-03-05 | de",
		},
		"factiva-codes.txt": {
			"Harbour Stays Shut as Talks Fail | The Vell Courier | Ana Tarn | 2024-03-05 | en",
			"A Fox in the Town Hall | Norrin Evening Post |  | 2024-03-06 | en",
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := sample(t, name)
			if !news.Format.Recognise(name, data) {
				t.Error("not recognised")
			}
			articles, notes, err := readtest.Read(t, news.Format, name, data, form.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range articles {
				got = append(got, fmt.Sprintf("%s | %s | %s | %s | %s", a.Title, a.Outlet, a.Author, a.Published, a.Language))
				outside := region.ReplaceAllString(readtest.Marked(a), "")
				for _, prose := range []string{"LOAD-DATE", "Load-Date", "All Rights Reserved", "words\n", "End of Document", "Document VELL", "PUBLICATION-TYPE"} {
					if strings.Contains("\n"+outside, "\n"+prose) {
						t.Errorf("%q is prose in %s", prose, outside)
					}
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
			nothingLost(t, string(data), notes, len(articles), func(i int) string { return articles[i].Text })
		})
	}
}

// nothingLost checks that each word of the file stands in an article, or in a line that was said to be left out.
func nothingLost(t *testing.T, data string, notes []string, n int, text func(int) string) {
	t.Helper()
	words := map[string]int{}
	for i := range n {
		for _, w := range strings.Fields(text(i)) {
			words[w]++
		}
	}
	lost := 0
	for _, w := range strings.Fields(counter.ReplaceAllString(data, "")) {
		if words[w]--; words[w] < 0 {
			lost++
		}
	}
	if said := strings.Contains(strings.Join(notes, "\n"), "left out"); lost > 0 && !said {
		t.Errorf("%d words were lost, and it was not said: %q", lost, notes)
	}
}

func TestTheBodyIsWhatTheArticleSays(t *testing.T) {
	articles, _, err := readtest.Read(t, news.Format, "a.txt", sample(t, "nexis-en.txt"), form.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	marked := readtest.Marked(articles[0])
	for _, want := range []string{"\n\nThe port of Vell will stay shut until Friday, the mayor, Ilse Norrin, said on Monday, and nobody who heard it was surprised by the news.\n\n",
		"\n\nWARNING: the old quay is slippery, she added.\n\n", "⟦title:Harbour Stays Shut as Talks Fail⟧", "⟦caption:GRAPHIC: PHOTO: The quay on Monday.⟧"} {
		if !strings.Contains(marked, want) {
			t.Errorf("%q lacks in %s", want, marked)
		}
	}
}

func TestOtherTextsAreNoBulkFiles(t *testing.T) {
	for _, text := range []string{"", "The port is shut.\n\nNobody knows why.", "1 of 3 documents was lost, the mayor said.\n\nLENGTH: he shrugged.",
		"Page 2 of 5\n\nEnd of document\n\nsaid the clerk.", "Dokument 3 von 4\n\nEin Roman."} {
		if news.Format.Recognise("a.txt", []byte(text)) {
			t.Errorf("%q is a bulk file", text)
		}
	}
	readtest.Refused(t, news.Format, "a.txt", []byte("The port is shut."), "no bulk file")
}

func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		f.Add(string(sample(f, filepath.Base(name))))
	}
	f.Add("1 of 2 DOCUMENTS\nLENGTH: \n2 of 2 DOCUMENTS\n")
	f.Add("Document VELL000020240305ek35000xx")
	f.Fuzz(func(t *testing.T, text string) {
		readtest.Read(t, news.Format, "a.txt", []byte(text), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(strings.Repeat(string(sample(b, "nexis-en.txt")), 50))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.Read(b, news.Format, "a.txt", data, form.ReadOptions{}) //nolint:errcheck // it is timed
	}
}
