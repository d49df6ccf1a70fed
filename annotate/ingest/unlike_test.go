package ingest_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/ingest"
)

func TestWhatReadsLikeNoArticleIsNotTakenWithoutAWord(t *testing.T) {
	for name, text := range map[string]string{
		"JavaScript":   "function f(a) { return a + 1; }\nconst x = f(2);\nmodule.exports = { f };\n",
		"a style":      "body { color: red; }\n.a > b { margin: 0 }\n",
		"settings":     "a: 1\nb:\n  - x\n  - y\n",
		"Python":       "import os\nprint(os.getcwd())\n",
		"R":            "library(stats)\n\nd <- read_csv(\"x.csv\")\n\nd %>%\n  filter(a > 1) %>%\n  summarise(n = n())\n",
		"SQL":          "SELECT a, b\nFROM t\nWHERE a > 1\nORDER BY b;\n",
		"Ruby":         "require 'json'\n\nclass A\n  def b(x)\n    puts x\n  end\nend\n\nA.new.b(1)\n",
		"a batch file": "@echo off\nset A=1\necho %A%\nif exist x goto end\ndel x\n:end\n",
		"a shell":      "set -e\ncd /tmp\nfor f in *.txt; do\n  wc -w \"$f\"\ndone\nexit 0\n",
		"TOML":         "name = \"x\"\n\n[a]\nb = 1\nc = [\"x\", \"y\"]\n",
		"users":        "root:x:0:0:root:/root:/bin/sh\nbin:x:2:2:bin:/bin:/bin/false\n",
		"a table":      "a;b;c\n1;2;3\n4;5;6\n7;8;9\n",
		"numbers":      "1 2 3\n4 5 6\n7 8 9\n",
		"a macro":      "Sub A()\n  Dim x As Integer\n  x = 1\n  MsgBox x\nEnd Sub\n",
	} {
		d, err := ingest.Read("a.txt", []byte(text), "")
		if err == nil && len(d.Notes()) == 0 {
			t.Errorf("%s is taken for an article without a word", name)
		}
	}
	for _, text := range []string{
		"Zoe met Ben.", "Ports shut\n\nThe mayor said on Friday (2024-03-05, 10:22) that 3/4 of the ports #17, #18 and #19 are shut. They will stay so for now.", "港口仍然关闭（第3天）。\n市长李伟说，我们在接下来的几个月里都不会让步，因为我们已经承诺过了，而且大家都在等待。",
		"轮渡照常开行\n\n2021年3月4日\n\n市长表示，轮渡不会停。渔民说，没有人问过他们。\n", "船は止まらない\n\n2021/03/04 12:30\n\n市長は、まだ何も決まっていないと話した。",
		"Results\n\nVell 3, Porto 1\nThe home side won again on Friday.",
	} {
		d, err := ingest.Read("a.txt", []byte(text), "")
		if err != nil || strings.Contains(strings.Join(d.Notes(), " "), "no sentence") {
			t.Errorf("%q: %q, %v", text, d.Notes(), err)
		}
	}
}
