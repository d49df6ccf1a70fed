package format_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// taken reads a file as it is recognised: whether it is taken for articles, and what is said of it.
func taken(name, data string) (notes []string, refusal error) {
	source := form.BytesSource(name, []byte(data))
	f, err := format.Recognise(source)
	if err != nil {
		return nil, err
	}
	for item, err := range f.Read(source, form.ReadOptions{Note: func(sentence string) { notes = append(notes, sentence) }}) {
		if err != nil {
			return notes, err
		}
		notes = append(notes, item.Article.Notes()...)
	}
	return notes, nil
}

// What is written for programs is refused by what it is, whatever it is called.
func TestWhatIsWrittenForProgramsIsRefusedByName(t *testing.T) {
	for what, data := range map[string]string{
		"a Makefile":                          "# Build all of it.\nCC = gcc\n\nall: port\n\nport: port.o\n\t$(CC) -o port port.o\n\nclean:\n\trm -f port port.o\n",
		"a Dockerfile":                        "# The harbour, in a box.\nFROM debian:12 AS build\n\nRUN apt-get update && apt-get install -y make\nCOPY . /harbour\nCMD [\"/harbour/run\"]\n",
		"a script":                            "#!/bin/sh\nset -e\nfor f in *.txt; do\n  wc -w \"$f\"\ndone\n",
		"an SQL script":                       "-- The ports.\nCREATE TABLE port (\n  id INTEGER PRIMARY KEY,\n  name TEXT\n);\nINSERT INTO port VALUES (1, 'Vell');\n",
		"a list of settings":                  "# where it listens\n[server]\nport = 8080\nhost = harbour.example\n[log]\nlevel = info\n",
		"a list of settings, as YAML":         "name: harbour\non: push\njobs:\n  build:\n    runs-on: linux\n    steps:\n      - checkout\n      - make\n",
		"a list of settings, as TOML":         "title = \"Harbour\"\n\n[ports]\nopen = [\"Vell\", \"Port\"]\nclosed = []\nmany = 3\n",
		"a log":                               "2024-03-05 10:22:01 INFO start\n2024-03-05 10:22:02 INFO port 1\n2024-03-05 10:22:03 WARN port 2\n2024-03-05 10:22:04 INFO port 3\n2024-03-05 10:22:05 INFO end\n",
		"a LaTeX source":                      "\\documentclass{article}\n\\begin{document}\nThe ports are shut for the winter.\n\\end{document}\n",
		"a file of subtitles":                 "1\n00:00:01,000 --> 00:00:04,000\nThe ports stay shut.\n\n2\n00:00:05,000 --> 00:00:06,000\nFor now.\n",
		"the source of a program, documented": "// Package port opens ports. It is the one place that knows how that is done, and in which order.\npackage port\n\n// Open opens a port. It returns an error where the port is open already, or is none.\nfunc Open(name string) error {\n\tif name == \"\" {\n\t\treturn errNone\n\t}\n\treturn nil\n}\n",
		"the source of a program, in Perl":    "use strict;\nuse warnings;\n\nmy %ports = (vell => 1, porto => 2);\nfor my $name (sort keys %ports) {\n    print \"$name: $ports{$name}\\n\";\n}\n",
		"tokens in columns":                   "# text = Zoe met Ben.\n1\tZoe\tZoe\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tmet\tmeet\tVERB\t_\t_\t0\troot\t_\t_\n3\tBen\tBen\tPROPN\t_\t_\t2\tobj\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n1\tYes\tyes\tINTJ\t_\t_\t0\troot\t_\t_\n\n",
		"the source of a program, in CMake":   "cmake_minimum_required(VERSION 3.10)\nproject(harbour)\n\nadd_executable(harbour main.c)\ntarget_link_libraries(harbour m)\ninstall(TARGETS harbour)\n",
	} {
		for _, name := range []string{"a.txt", "a"} {
			what, _, _ := strings.Cut(what, ",")
			if notes, err := taken(name, data); err == nil || !strings.Contains(err.Error(), "it looks like "+what) {
				t.Errorf("%s: refused with %v, notes %q", what, err, notes)
			}
		}
	}
}

// What is too short to be told by what it holds is told by its name.
func TestANameThatIsNoArticlesIsSaid(t *testing.T) {
	for name, what := range map[string]string{
		"Makefile": "a file by which a program is built", "Dockerfile.dev": "a file by which a program is built", "CMakeLists.txt": "a file by which a program is built",
		"run.sh": "a script", "ports.SQL": "a script", "my.ini": "a list of settings", ".gitignore": "a list of settings", "ports.lua": "the source of a program",
		"sub.srt": "subtitles", "ports.tex": "a LaTeX source", "run.log": "a log", "fix.patch": "a list of changes", "a.conll": "a list of tokens with tags",
	} {
		notes, err := taken(name, "The ports are shut for the whole winter.\n")
		if err != nil || !strings.Contains(strings.Join(notes, "\n"), "its name is that of "+what) {
			t.Errorf("%s: refused with %v, notes %q", name, err, notes)
		}
	}
	if notes, err := taken("Make do and mend.txt", "The ports are shut for the whole winter.\n"); err != nil || len(notes) > 0 {
		t.Errorf("an article: refused with %v, notes %q", err, notes)
	}
}

// What people write is taken, however short its lines are and whichever script it is in. Of what is a list or a table it may be said.
func TestWhatPeopleWriteIsTaken(t *testing.T) {
	for what, text := range map[string]string{
		"a sentence":           "Zoe met Ben.",
		"a poem":               "The tide\n\nThe tide is out,\nthe boats lie dry,\nno gull, no shout,\na grey, wide sky.\n\nWe wait.\nThe rope,\nthe gate,\nour hope.\n",
		"a list":               "- milk\n- bread\n- eggs\n- butter\n- salt\n- tea\n",
		"a list with bullets?": "* The ports\n* The ships\n* The crews\n* The storm\n* The mayor\n",
		"a box of facts?":      "Vell\n\nCapital: Vell\nPopulation: 12,000\nLanguage: Vellish\nMayor: Porto\nCurrency: crown\n",
		"an interview":         "Q: Are the ports open?\nA: No.\nQ: Why?\nA: Ask the mayor.\nQ: We did.\nA: And?\nQ: He said, ask Zoe.\n",
		"a play":               "ZOE: Is it shut?\nBEN: It is.\nZOE: For how long?\nBEN: Who knows.\n(They leave.)\nZOE: Well then.\n",
		"headlines?":           "Ports shut\nMayor resigns\nStorm ahead\nCrews strike\nPrices up 3%\n",
		"a chat?":              "@zoe the ports are shut #harbour\n@ben why? https://harbour.example/a?b=c&d=1\n@zoe no idea #storm #vell\n@ben ok\n@zoe :-)\n",
		"results?":             "Vell 3, Porto 1 (1-0)\nHalm 0, Tarn 0\nScorers: Zoe (12), Ben (40, 77)\nThe home side won again on Friday night.\n",
		"a recipe?":            "Bread\n\n500 g flour\n1/2 tsp salt\n300 ml water\n\nMix. Knead. Wait. Bake for 40 minutes at 220°C.\n",
		"a menu of a page":     "Home | News | Sport\n\nPorts shut\n\nThe ministry said on Monday that the ports stay shut.\n",
		"a law?":               "The following are shut:\n(a) the ports;\n(b) the ships' berths;\n(c) the crews' quarters;\n(d) all of the piers; and\n(e) the light.\n",
		"a dialogue?":          "--No.\n--¿Por qué?\n--Porque no.\n--Ya.\n--Adiós.\n",
		"a list with dashes?":  "-milk\n-bread\n-eggs\n-butter\n-salt\n-tea\n",
		"a poem of semicolons": "The tide is out;\nthe boats are dry;\nno gull about;\na wide grey sky;\nwe wait and wait;\nno ship goes by.\n",
		"a letter":             "Dear Zoe,\n\nthe ports are shut.\n\nYours,\nBen\n\nP.S.: Bring tea!\n",
		"questions?":           "1. Who shut the ports?\n2. When?\n3. What for?\n4. Who gains?\n5. Who pays?\n",
		"Chinese":              "港口仍然关闭（第3天）。\n市长：不让步。\n1、港口；2、船只；3、船员。\n2023年12月，GDP增长了5.2%。\n",
		"a Chinese poem":       "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n",
		"Chinese prose":        "根据2019年的数据，该市有1,200家企业（占35%），其中80家是外资企业（6.7%）。\n他说：“我们在2020年关闭了3个港口。”\n",
		"Arabic":               "أغلقت الموانئ أبوابها يوم الاثنين، وقالت الوزارة إن الإغلاق مستمر.\nسأل المراسل: لماذا؟\nلم يجب أحد.\n",
		"an Arabic poem":       "على قدر أهل العزم\nتأتي العزائم\nوتأتي على قدر الكرام\nالمكارم\n",
		"Japanese":             "港は閉まっている。\n市長は「まだ開けない」と言った。\n2024年3月5日（火）\n",
		"Thai":                 "ท่าเรือยังคงปิดอยู่\nนายกเทศมนตรีกล่าวว่าจะไม่เปิด\n",
		"Russian":              "Порты закрыты.\nМэр молчит.\nШторм идёт с севера — говорят рыбаки.\n",
		"Hebrew":               "הנמלים סגורים.\nראש העיר שותק.\n",
		"Hindi":                "बंदरगाह बंद हैं।\nमहापौर चुप हैं।\n",
	} {
		notes, err := taken("a.txt", text)
		doubted := strings.Contains(strings.Join(notes, " "), "no sentence")
		if err != nil || doubted && !strings.HasSuffix(what, "?") {
			t.Errorf("%s: refused with %v, notes %q", what, err, notes)
		}
	}
}

func TestADocBinOfSpacyIsRefusedByName(t *testing.T) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	io.WriteString(w, "\x8a\xa7version\xa30.1\xa5attrs\x9a\x01\x02\xa6tokens\xc4\x00") //nolint:errcheck // a buffer takes all
	w.Close()
	if _, err := taken("train.spacy", packed.String()); err == nil || !strings.Contains(err.Error(), "a DocBin of spaCy: write its docs there as JSON Lines first") {
		t.Errorf("got %v", err)
	}
	f, err := format.Recognise(form.BytesSource("a.jsonl", []byte(`{"text": "The ports are shut.", "entities": [[4, 9, "actor"]]}`+"\n")))
	if err != nil || f.Name != "spacy" {
		t.Errorf("what it names is taken for %q, %v", f.Name, err)
	}
}

func TestProjectsThatOnlyTheirProgramReadsSayHowTheyComeOut(t *testing.T) {
	for name, program := range map[string]string{"a.mx22": "MAXQDA", "a.nvpx": "NVivo", "a.atlproj23": "ATLAS.ti"} {
		if _, err := taken(name, "\x00\x01\x02"); err == nil || !strings.Contains(err.Error(), "a project of "+program+": export it there as a REFI-QDA project") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestExportsOfOtherProgramsAreRefusedByNameNotTakenForArticles(t *testing.T) {
	const remark = `{"id":"a1","created":"2024-03-05T10:00:00+00:00","user":"acct:ada@h.example","uri":"https://vell.example/harbour","text":"who says so? and who was there to hear it said?","tags":[],"group":"__world__","permissions":{"read":[]},"target":[{"source":"https://vell.example/harbour","selector":[{"type":"TextQuoteSelector","exact":"the mayor"}]}]}`
	const short = `{"id":1,"text":"The port of Vell will stay shut, the mayor said.","label":[{"start":33,"end":42,"text":"the mayor","labels":["actor"]}],"annotator":1,"annotation_id":7,"created_at":"2024-03-05T10:00:00Z","updated_at":"2024-03-05T10:00:00Z","lead_time":12.3}`
	for _, c := range []struct{ text, words string }{
		{"[" + short + "]", "Label Studio in its short form (JSON-MIN)"},
		{"[" + strings.Replace(short, `"label":[{"start":33,"end":42,"text":"the mayor","labels":["actor"]}],`, "", 1) + "]", "export them there as JSON"},
		{"[" + remark + "]", "annotations of Hypothesis"}, {remark + "\n" + remark + "\n", "annotations of Hypothesis"}, {`{"total":1,"rows":[` + remark + `]}`, "import those"},
	} {
		if _, err := taken("export.json", c.text); err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%.60s: %v", c.text, err)
		}
	}
	const articles = `[{"text":"The port of Vell will stay shut, the mayor said.","uri":"https://vell.example/harbour","user":"acct"}]`
	if f, err := format.Recognise(form.BytesSource("list.json", []byte(articles))); err != nil || f.Name != "json" {
		t.Errorf("a list of articles is taken for %q, %v", f.Name, err)
	}
}
