package layout

import (
	"context"
	"fmt"
	"image"
	"runtime"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/ui/reader/readertest"
)

var sizes = []struct {
	name string
	size int
}{{"7kB", 7_000}, {"100kB", 100_000}, {"1MB", 1_000_000}, {"10MB", 10_000_000}}

// texts are generated ones of all sizes, and Thai, also as one line without a space.
func texts() []struct{ name, text string } {
	all := []struct{ name, text string }{{"1MB/Thai", readertest.Thai(1_000_000, 600)}, {"3MB/Thai line", readertest.Thai(3_000_000, 3_000_000)}}
	for _, s := range sizes {
		all = append(all, struct{ name, text string }{s.name, readertest.Text(s.size)})
	}
	return all
}

// fresh returns fonts that have measured nothing yet.
func fresh(b *testing.B) *Fonts {
	f, err := NewFonts(Serif())
	if err != nil {
		b.Fatal(err)
	}
	return f
}

// From a text and fonts never used to 60 lines shaped and drawn.
func BenchmarkFirstScreen(b *testing.B) {
	for _, s := range texts() {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				f := fresh(b)
				dst := image.NewRGBA(image.Rect(0, 0, 700, 24))
				b.StartTimer()
				l := New(s.text, f, reading, 680)
				for i := range min(60, l.LineCount()) {
					l.Draw(dst, i, 0, 0, 1, black)
				}
			}
		})
	}
}

func BenchmarkFullLayout(b *testing.B) {
	for _, s := range texts() {
		b.Run("cold/"+s.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				f := fresh(b)
				b.StartTimer()
				l := New(s.text, f, reading, 680)
				for !l.Index(context.Background(), 1<<18) {
				}
			}
		})
		b.Run("warm/"+s.name, func(b *testing.B) {
			f := fresh(b)
			set := func() {
				l := New(s.text, f, reading, 680)
				for !l.Index(context.Background(), 1<<18) {
				}
			}
			set()
			for b.Loop() {
				set()
			}
		})
	}
}

func BenchmarkWrap(b *testing.B) {
	for _, s := range texts() {
		l := all(s.text, reading, 680)
		b.Run(s.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				l.Resize(600 + float32(i%100))
			}
		})
	}
	narrow := all(readertest.Text(1_000_000), reading, 680)
	b.Run("1MB/narrow", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			narrow.Resize(20 + float32(i%10))
		}
	})
	long := all(strings.Repeat("0123456789abcdef/", 3_000_000/17), reading, 680)
	b.Run("3MB/one word", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			long.Resize(600 + float32(i%100))
		}
	})
}

func BenchmarkOneWord(b *testing.B) {
	text := strings.Repeat("0123456789abcdef/", 3_000_000/17)
	for b.Loop() {
		all(text, reading, 680)
	}
}

func BenchmarkShape(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"Latin", readertest.Text(200_000)},
		{"Hebrew", strings.Repeat("מדינת ישראל נוסדה בשנת 1948 לאחר מלחמה. ", 4000)},
		{"ideographs", strings.Repeat("中文字体测试，日本語の文章。", 4000)},
		{"Thai", readertest.Thai(200_000, 600)},
		{"paragraph of 200 kB", strings.ReplaceAll(readertest.Text(200_000), "\n", " ")},
	} {
		l := all(c.text, reading, 680)
		b.Run(c.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if i%l.LineCount() == 0 {
					l.detail.clear()
				}
				l.Shape(i % l.LineCount())
			}
		})
	}
}

func BenchmarkDraw(b *testing.B) {
	l := all(readertest.Text(200_000), reading, 680)
	dst := image.NewRGBA(image.Rect(0, 0, 700, 24))
	for i := range 400 {
		l.Draw(dst, i, 0, 0, 1, black)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Draw(dst, i%400, 0, 0, 1, black)
	}
}

func BenchmarkHitTest(b *testing.B) {
	l := all(readertest.Text(10_000_000), reading, 680)
	height := l.Height()
	for i := range 400 {
		l.Shape(l.LineAt(height * float64(i) / 400))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s := l.Shape(l.LineAt(height * float64(i%400) / 400))
		s.Offset(float32(i*7919%680) / 1)
	}
}

// Bytes that a layout of a megabyte keeps for each byte of its text, the text left out; the worst case is not prose.
func BenchmarkMemory(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"prose", readertest.Text(1_000_000)},
		{"ideographs", strings.Repeat("中文字体测试，日本語の文章。", 1_000_000/42)},
		{"Thai", readertest.Thai(1_000_000, 600)},
		{"one word", strings.Repeat("x", 1_000_000)},
		{"line feeds", strings.Repeat("\n", 1_000_000)},
	} {
		b.Run(c.name, func(b *testing.B) {
			var perByte float64
			for b.Loop() {
				all(c.text, reading, 680) // the words measured are the fonts' and kept once for all texts
				var before, after runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&before)
				l := all(c.text, reading, 680)
				runtime.GC()
				runtime.ReadMemStats(&after)
				perByte = float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / float64(len(c.text))
				runtime.KeepAlive(l)
			}
			b.ReportMetric(perByte, "B/B")
		})
	}
}

func ExampleLayout() {
	fonts, err := NewFonts(Serif())
	if err != nil {
		panic(err)
	}
	l := New("One line.\nAnother one.", fonts, Style{Size: 16, LineHeight: 1.5}, 400)
	for !l.Index(context.Background(), 1<<18) {
	}
	line := l.LineAt(30)
	offset, _ := l.Shape(line).Offset(0)
	fmt.Println(line, offset)
	// Output: 1 10
}
