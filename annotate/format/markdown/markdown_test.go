package markdown_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markdown"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

const page = `---
title: "Harbour 🦊 shut"
authors:
  - Ana Tarn
  - Bo Ferris
date: 2024-03-05 10:22
tags: [a, b]
source: Vell Courier
---

# Harbour 🦊 shut

The port of **Vell** will stay *shut* until [Friday](https://vell.example), the mayor said.[^1]
It is one paragraph.

## What they want

- more pay
- a doctor

> “No ship will leave,” she said.

| Quay | Ships |
|------|------:|
| North | 12 |

![A crane](crane.png)

<script>x()</script>

[^1]: At the town hall.
`

func TestReadsWhatIsShown(t *testing.T) {
	d, _ := readtest.One(t, markdown.Format, "a.md", []byte(page), form.ReadOptions{})
	want := "⟦title:Harbour 🦊 shut⟧\n\nThe port of Vell will stay shut until Friday, the mayor said.[1] It is one paragraph.\n\nWhat they want\n\nmore pay\na doctor\n\n“No ship will leave,” she said.\n\nQuay | Ships\nNorth | 12\n\nAt the town hall."
	if got := readtest.Marked(d); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if d.Title != "Harbour 🦊 shut" || d.Author != "Ana Tarn, Bo Ferris" || d.Published != "2024-03-05T10:22:00" || d.Outlet != "Vell Courier" {
		t.Errorf("%+v", d.Document)
	}
	d, _ = readtest.One(t, markdown.Format, "a.md", []byte("# Fox\n\nA fox came in, the clerks said.\n"), form.ReadOptions{})
	if d.Title != "Fox" {
		t.Errorf("%q", d.Title)
	}
}

func TestMarkdownIsKnownByItsSigns(t *testing.T) {
	for text, want := range map[string]bool{
		page: true, "# A\n\n**b** and [c](https://c.example)\n": true, "": false, "The port is shut.": false, "# A note\n\nThe port is shut.": false, "- He left.\n- She stayed.\n": false,
		"---\n\nThe port is shut.\n": false, "\x00# a": false,
	} {
		if got := markdown.Format.Recognise("a.txt", []byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if !markdown.Format.Recognise("a.md", []byte("The port is shut.")) {
		t.Error("a file that is called so is not Markdown")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(page)
	f.Add("---\na: [\n---\n" + strings.Repeat("> ", 100) + "x")
	f.Fuzz(func(t *testing.T, text string) {
		markdown.Format.Recognise("a", []byte(text))
		readtest.Read(t, markdown.Format, "a.md", []byte(text), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(strings.Repeat("The port of **Vell** will stay shut until [Friday](https://vell.example), the mayor said on Monday.\n\n", 2000))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.One(b, markdown.Format, "a.md", data, form.ReadOptions{})
	}
}
