package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
	"github.com/parallax-annotation/parallax/ui/reader/readertest"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

var ctx = context.Background()

// bench is a project with one story.
type bench struct {
	*testing.T
	project   *store.Project
	story     string
	documents []string
}

func newBench(t *testing.T, texts ...string) *bench {
	t.Helper()
	b := &bench{T: t, project: uitest.Project(t, filepath.Join(t.TempDir(), "ports.parallax"))}
	uitest.Do(t, b.project, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("The strike at Port Ellis")
		if err != nil {
			return err
		}
		b.story = story.ID
		for n, text := range texts {
			d := annotate.Document{StoryID: story.ID, Title: fmt.Sprintf("Harbour talks collapse, part %d", n+1), Outlet: "Harbour Post",
				Author: "Ana Brandão", Published: "2011-10-07", SourceName: "a.txt", SourceFormat: "text", Text: text, Position: n}
			if err := tx.AddDocument(&d, []annotate.Region{{Start: 0, End: 14, Kind: annotate.RegionTitle}}); err != nil {
				return err
			}
			b.documents = append(b.documents, d.ID)
		}
		return nil
	})
	return b
}

// tag has somebody tag words of an article.
func (b *bench) tag(who string, article int, label, words string) {
	b.Helper()
	uitest.Do(b, b.project, annotate.NewAnnotator(who), func(tx *store.Tx) error {
		d, err := tx.Document(b.documents[article])
		if err != nil {
			return err
		}
		span := annotate.Span{DocumentID: d.ID, LabelID: annotate.DerivedID("label", label), Confidence: 1,
			Segments: []annotate.Segment{readertest.At(d.Text, words, 0)}}
		return tx.CreateSpan(&span)
	})
}

// draw draws into memory.
func (b *bench) draw(o Options) (Result, []byte) {
	b.Helper()
	var out bytes.Buffer
	o.Writer, o.Story = &out, b.story
	result, err := Write(ctx, b.project, o, nil)
	if err != nil {
		b.Fatal(err)
	}
	return result, out.Bytes()
}

func (b *bench) marked() {
	b.tag("anna", 0, "actor", "The mayor’s office")
	b.tag("anna", 0, "claim", "The mayor’s office said on Tuesday that “the crews were warned twice”")
	b.tag("anna", 0, "claim", "the crews were warned twice")
	b.tag("anna", 0, "actor", "港口管理局")
	b.tag("anna", 0, "claim", "وافقت على 3 شروط")
}

func TestEveryScriptStandsInThePDF(t *testing.T) {
	b := newBench(t, readertest.Article)
	b.marked()
	result, data := b.draw(Options{Format: PDF, Document: b.documents[0]})
	if result.Layer != "anna" || result.Spans != 5 || result.Pages != 1 {
		t.Errorf("it says %+v", result)
	}
	text := readPDF(t, data).text(0)
	for _, words := range []string{
		"Harbour talks collapse, part 1", "Harbour Post · 7 Oct 2011 · Ana Brandão", "Marked by anna:", "actor\u00a02", "claim\u00a03",
		"👩🏽\u200d🚒", "Jose\u0301 Ibarra", "港口管理局表示,渡轮公司在三月已经收到书面警告。", "were warned twice” before", "1 of 1",
		backwards("قالت وزارة النقل"),
	} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not on the page:\n%s", words, text)
		}
	}
	if !strings.Contains(result.Boxes, "渡") && !strings.Contains(result.Boxes, "others") { // tests look for no fonts of the system
		t.Errorf("of what no font has it says %q", result.Boxes)
	}
	if _, again := b.draw(Options{Format: PDF, Document: b.documents[0]}); !bytes.Equal(data, again) {
		t.Error("drawn again it is another file")
	}
}

// backwards is a text that runs from right to left as it stands on a page from left to right.
func backwards(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

func TestAStoryIsItsArticlesOneAfterAnother(t *testing.T) {
	b := newBench(t, readertest.Article, readertest.Text(60_000), "A short third one. It is over.")
	result, data := b.draw(Options{Format: PDF})
	p := readPDF(t, data)
	if result.Articles != 3 || result.Pages != len(p.pages) || result.Pages < 12 {
		t.Errorf("it says %+v of %d pages", result, len(p.pages))
	}
	var all strings.Builder
	for i := range p.pages {
		text := p.text(i)
		if want := fmt.Sprintf("%d of %d", i+1, len(p.pages)); !strings.Contains(text, want) {
			t.Errorf("page %d has no number", i+1)
		}
		all.WriteString(text + "\n")
	}
	for _, words := range []string{"The strike at Port Ellis", "part 2", "A short third one.", "Nobody has marked anything."} {
		if !strings.Contains(all.String(), words) {
			t.Errorf("%q is on no page", words)
		}
	}
	if got := strings.Count(string(data), "/Dest["); got != 3 {
		t.Errorf("%d of 3 articles can be jumped to", got)
	}
	words := strings.Fields(readertest.Text(60_000))
	have := strings.Fields(all.String())
	if k := slices.Index(have, words[0]); k < 0 || len(have) < len(words) {
		t.Error("words of the long article are missing")
	}
	for _, w := range words {
		if !slices.Contains(have, w) {
			t.Errorf("%q is missing", w)
			break
		}
	}
}

func TestHighlightsAreInThePicture(t *testing.T) {
	b := newBench(t, readertest.Article)
	b.marked()
	_, data := b.draw(Options{Format: PNG, Document: b.documents[0]})
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	st, err := read(ctx, b.project, Options{Document: b.documents[0]})
	if err != nil {
		t.Fatal(err)
	}
	s := newSetter(pictureLetter)
	blocks, err := s.article(ctx, st, st.articles[0])
	if err != nil {
		t.Fatal(err)
	}
	top := float64(pictureMargin)
	for i, block := range blocks {
		top += float64(block.above)
		if i+1 < len(blocks) {
			top += block.bottom()
		}
	}
	body := blocks[len(blocks)-1]
	has := func(words string, want color.NRGBA) {
		t.Helper()
		at := readertest.At(readertest.Article, words, 0)
		lay := body.scene.Layout
		start, end := body.scene.Text.Byte(at.Start), body.scene.Text.Byte(at.End)
		i := lay.LineOf(start)
		line := lay.Line(i)
		for _, span := range lay.Shape(i).Rects(nil, start, end) {
			area := image.Rect(int((span.X0+pictureMargin)*pictureScale), int((top+line.Top)*pictureScale),
				int((span.X1+pictureMargin)*pictureScale), int((top+line.Top+float64(line.Height))*pictureScale))
			for y := area.Min.Y; y < area.Max.Y; y++ {
				for x := area.Min.X; x < area.Max.X; x++ {
					if near(m.At(x, y), want) {
						return
					}
				}
			}
		}
		t.Errorf("%q is not marked in %v", words, want)
	}
	hue := func(label string) paint.Hue {
		return s.colors.Hue(markOf(st.codebook, annotate.Span{LabelID: annotate.DerivedID("label", label)}).Color)
	}
	claim, actor := paint.Over(hue("claim").Fill, s.colors.Paper), hue("actor").Line
	has("on Tuesday that", claim)
	has("The mayor’s office", actor)
	has("The mayor’s office", claim)
	has("crews were", paint.Over(hue("claim").Fill, claim)) // one in the other
	has("وافقت على", claim)
	has("港口管理局", actor)
	has("Harbour", paint.Over(s.colors.Region, s.colors.Paper))
}

func near(a color.Color, b color.NRGBA) bool {
	c := color.NRGBAModel.Convert(a).(color.NRGBA)
	off := func(x, y uint8) bool { return max(x, y)-min(x, y) <= 2 }
	return off(c.R, b.R) && off(c.G, b.G) && off(c.B, b.B)
}

func TestALayerIsChosen(t *testing.T) {
	b := newBench(t, readertest.Article)
	b.marked()
	b.tag("ben", 0, "actor", "Ana Brandão")
	if result, _ := b.draw(Options{Format: PDF, Layer: "ben"}); result.Spans != 1 {
		t.Errorf("ben's is %+v", result)
	}
	for layer, want := range map[string]string{"": "anna, ben have marked it", "cleo": "only anna, ben", "gold": "no gold layer yet"} {
		_, err := Write(ctx, b.project, Options{Story: b.story, Format: PDF, Layer: layer, Writer: &bytes.Buffer{}}, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("layer %q: %v", layer, err)
		}
	}
	b.tag("gold", 0, "claim", "a fairy tale")
	if result, _ := b.draw(Options{Format: PNG, Layer: "gold"}); result.Spans != 1 || result.Layer != "gold" {
		t.Errorf("gold is %+v", result)
	}
}

func TestAFileIsWholeOrNotThere(t *testing.T) {
	b := newBench(t, readertest.Text(200_000))
	path := filepath.Join(t.TempDir(), "long.pdf")
	if err := os.WriteFile(path, []byte("of before"), 0o644); err != nil {
		t.Fatal(err)
	}
	stopping, stop := context.WithCancel(ctx)
	_, err := Write(stopping, b.project, Options{Story: b.story, Format: PDF, Path: path}, func(done, _ int) {
		if done == 5 {
			stop()
		}
	})
	if data, _ := os.ReadFile(path); !errors.Is(err, context.Canceled) || string(data) != "of before" {
		t.Errorf("cancelled: %v, and there is %.20q", err, data)
	}
	_, err = Write(ctx, b.project, Options{Story: b.story, Format: PNG, Path: path}, nil)
	if data, _ := os.ReadFile(path); err == nil || !strings.Contains(err.Error(), "too long for one picture") || string(data) != "of before" {
		t.Errorf("a long picture: %v, and there is %.20q", err, data)
	}
	result, err := Write(ctx, b.project, Options{Story: b.story, Format: PDF, Path: path}, nil)
	data, _ := os.ReadFile(path)
	if pages := len(readPDF(t, data).pages); err != nil || pages != result.Pages || pages < 40 {
		t.Errorf("%d pages, said were %+v: %v", pages, result, err)
	}
}
