package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPicturesOfAnArticleAndOfAStory(t *testing.T) {
	project := newProject(t)
	out := filepath.Join(t.TempDir(), "drawn.pdf")
	fails(t, exitFailed, "no articles yet", "picture", project, "-o", out)
	folder := writeArticles(t, "harbour")
	write(t, filepath.Join(folder, "boxed.txt"), "The sign on the quay\n\nThe mayor said that the water is clean. The sign is \U0010FFFD.\n")
	parallax(t, "import", project, folder, "--story", "The harbour")
	says(t, "nothing is marked there", "picture", project, "accents.txt", "-o", out)
	annotateAll(t, project, "anna")

	// Whatever fonts the system has, none has a letter for the last sign of the last plane for private use.
	says(t, "no font on this computer has", "picture", project, "-o", out)
	if data, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
		t.Errorf("the PDF is %.10q, %v", data, err)
	}
	if data := must(t, "picture", project, "Harbour reopens", "-o", "-"); !strings.HasPrefix(data, "%PDF-") {
		t.Errorf("written is %.10q", data)
	}
	if data := must(t, "picture", project, "emoji.txt", "--story", "The harbour", "--layer", "anna", "--format", "png", "-o", "-"); !isPNG(data) {
		t.Errorf("written is no picture: %.10q", data)
	}
	long := filepath.Join(t.TempDir(), "long.png") // its ending says the format
	must(t, "picture", project, "emoji.txt", "-o", long)
	if data, err := os.ReadFile(long); err != nil || !isPNG(string(data)) {
		t.Errorf("no picture: %v", err)
	}

	annotateAll(t, project, "ben")
	fails(t, exitFailed, "anna, ben have marked it: name one of them with --layer", "picture", project, "emoji.txt", "-o", out)
	must(t, "picture", project, "emoji.txt", "--layer", "ben", "-o", out)
	fails(t, exitFailed, "there is no gold layer yet", "picture", project, "--layer", "gold", "-o", out)
	fails(t, exitFailed, `nobody called "cleo"`, "picture", project, "--layer", "cleo", "-o", out)
	fails(t, exitFailed, `no article has the title, outlet, file name or id "nix"`, "picture", project, "nix", "-o", out)
	fails(t, exitFailed, "never replaced", "picture", project, "emoji.txt", "--layer", "ben", "-o", project)
	fails(t, exitUsage, "missing -o", "picture", project)
	fails(t, exitUsage, `--format "svg" is not one of pdf, png`, "picture", project, "--format", "svg", "-o", out)
	fails(t, exitUsage, "unexpected argument", "picture", project, "emoji.txt", "more", "-o", out)
	must(t, "import", project, write(t, filepath.Join(t.TempDir(), "other.txt"), "Another story\n\nNobody came.\n"), "--story", "Another")
	fails(t, exitUsage, "there are 2 stories", "picture", project, "-o", out)
}

func isPNG(data string) bool {
	_, err := png.Decode(strings.NewReader(data))
	return err == nil
}
