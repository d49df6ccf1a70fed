package formtest

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// BenchmarkWrite measures how fast a format of one file is written.
func BenchmarkWrite(b *testing.B, f form.Format) {
	r := Long()
	head := form.Head{Codebook: Book}
	b.SetBytes(int64(len(Bytes(b, f, head, r))))
	for b.Loop() {
		Bytes(b, f, head, r)
	}
}

// BenchmarkRead measures how fast a format of one file is read.
func BenchmarkRead(b *testing.B, f form.Format) {
	var records []dataset.Record
	for range 10 {
		records = append(records, Long())
	}
	data := Bytes(b, f, form.Head{Codebook: Book}, records...)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, _, err := ReadSource(f, form.BytesSource("a"+f.Extension(), data)); err != nil {
			b.Fatal(err)
		}
	}
}

// Bench writes a large dataset to a path, a file or a folder, and reads it back from there.
func Bench(b *testing.B, f form.Format, path string) {
	records := Large(100, 100)
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(Size(records)))
		for b.Loop() {
			Write(b, f, path, records)
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(Size(records)))
		for b.Loop() {
			if back, _ := Read(b, f, path); len(back) != len(records) {
				b.Fatal(len(back))
			}
		}
	})
}
