package form_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
)

func TestASinkOfOneFileTakesOneFile(t *testing.T) {
	sink := form.NewFile(io.Discard)
	if _, err := sink.Create("a.txt"); err == nil {
		t.Error("it took a name")
	}
	out, err := sink.Create("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sink.Create(""); err == nil {
		t.Error("it took a second file")
	}
	if err := sink.Close(); err == nil {
		t.Error("it is whole while a file is open")
	}
	if out.Close(); sink.Close() != nil {
		t.Error("it is not whole")
	}
}

func TestNamesInAFolderAndAnArchive(t *testing.T) {
	for _, c := range []struct {
		before, name string
		good         bool
	}{
		{"a.txt", "b.txt", true}, {"x/a.txt", "x/b.txt", true}, {"", "..", false}, {"", "../a", false}, {"", "x/../a", false}, {"", "/a", false},
		{"", "", false}, {"", ".", false}, {"", `x\a`, false}, {"", "C:a", false}, {"", "a?", false}, {"", "a.", false}, {"", "a\n", false},
		{"a.txt", "a.txt", false}, {"a.txt", "A.TXT", false}, {"x/a", "X/b", false}, {"a", "a/b", false}, {"a/b", "a", false}, {"é", "e\u0301", false},
	} {
		for _, sink := range []*form.Sink{form.NewArchive(io.Discard),
			form.NewFolder(func(string) (io.WriteCloser, error) { return os.Create(filepath.Join(t.TempDir(), "f")) })} {
			if c.before != "" {
				out, err := sink.Create(c.before)
				if err != nil {
					t.Fatal(err)
				}
				out.Close()
			}
			out, err := sink.Create(c.name)
			if (err == nil) != c.good {
				t.Errorf("%q after %q: %v", c.name, c.before, err)
			}
			if err == nil {
				out.Close()
			}
		}
	}
}

func TestAnArchiveIsTheSameWhateverIsOpenAtOnce(t *testing.T) {
	write := func(atOnce bool) []byte {
		var out bytes.Buffer
		sink := form.NewArchive(&out)
		var later []io.Closer
		for _, name := range []string{"b/2.txt", "a.txt", "c.txt"} {
			file, err := sink.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(file, "words of "+name)
			if later = append(later, file); !atOnce {
				file.Close()
			}
		}
		if atOnce {
			slices.Reverse(later)
			for _, file := range later {
				file.Close()
			}
		}
		if err := sink.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	one, other := write(false), write(true)
	if !bytes.Equal(one, other) {
		t.Error("the bytes differ")
	}
	in, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil || in.File[0].Name != "b/2.txt" || len(in.File) != 3 {
		t.Errorf("%+v %v", in, err)
	}
}

// packed writes an archive with the headers as they are.
func packed(t *testing.T, headers ...zip.FileHeader) form.Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.zip")
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, h := range headers {
		if _, err := w.CreateRaw(&h); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return form.FileSource(path)
}

func TestAnArchiveThatIsNotToBeTrustedIsRefused(t *testing.T) {
	many := make([]zip.FileHeader, 100_001)
	for i := range many {
		many[i].Name = "f"
	}
	for want, headers := range map[string][]zip.FileHeader{
		"leads out of it": {{Name: "../a"}}, "whose name leads": {{Name: "/etc/a"}}, "do not trust": {{Name: `..\a`}}, "out of it: do": {{Name: `C:\a`}},
		"encrypted": {{Name: "a", Flags: 1}}, "twice": {{Name: "a"}, {Name: "a"}}, "more than 4 GB": {{Name: "a", UncompressedSize64: 5 << 30}},
		"divide it": many,
	} {
		if _, err := packed(t, headers...).Files(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	files, err := packed(t, zip.FileHeader{Name: ".x"}, zip.FileHeader{Name: "__MACOSX/a"}, zip.FileHeader{Name: "d/"}, zip.FileHeader{Name: `d\a`}).Files()
	if err != nil || strings.Join(files.Names, " ") != "d/a" {
		t.Fatalf("%+v %v", files, err)
	}
	files.Close()
}

func TestAFolderIsNotLeft(t *testing.T) {
	outside, folder := t.TempDir(), t.TempDir()
	for _, path := range []string{filepath.Join(outside, "secret"), filepath.Join(folder, "b"), filepath.Join(folder, "a"), filepath.Join(folder, ".h"), filepath.Join(folder, "side")} {
		if err := os.WriteFile(path, []byte(path), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, link := range [][2]string{{filepath.Join(outside, "secret"), "out"}, {outside, "d"}, {"a", "within"}} {
		if err := os.Symlink(link[0], filepath.Join(folder, link[1])); err != nil {
			t.Skip(err)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "within")); err != nil {
		t.Skipf("no links can be made here: %v", err)
	}
	source := form.FolderSource(folder, func(path string) bool { return filepath.Base(path) == "side" })
	for range 2 {
		files, err := source.Files()
		if err != nil || strings.Join(files.Names, " ") != "a b within" {
			t.Fatalf("%+v %v", files, err)
		}
		if _, err := files.Open("out"); err == nil {
			t.Error("it was left")
		}
		in, err := files.Open("within")
		if err != nil {
			t.Fatal(err)
		}
		in.Close()
		files.Close()
	}
}
