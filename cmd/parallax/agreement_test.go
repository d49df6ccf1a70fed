package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/agreement"
)

func TestAgreement(t *testing.T) {
	project := newProject(t)
	fails(t, exitFailed, "nobody has annotated anything", "agreement", project)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	fails(t, exitFailed, "only anna has annotated anything", "agreement", project, "--json")
	annotateAll(t, project, "ben")

	printed := must(t, "agreement", project, "--json")
	if strings.Count(printed, "\n") != 1 {
		t.Errorf("not one line: %s", printed)
	}
	report := decode[agreement.Report](t, printed)
	if len(report.Annotators) != 2 || report.Documents != len(articles) || len(report.Pairs) != 1 || report.Pairs[0].A != "anna" || report.Pairs[0].B != "ben" {
		t.Fatalf("%s", printed)
	}
	pair := report.Pairs[0]
	for name, value := range map[string]*float64{"strict": pair.SpanF1.Strict, "actor": pair.ByLabel["actor"].Exact, "κ": pair.Token.CohenKappa,
		"uα": pair.UAlpha, "γ": pair.Gamma, "relations": pair.RelationF1, "overall": report.Overall.FleissKappa} {
		if value == nil || *value < 0.999999 || *value > 1.000001 {
			t.Errorf("%s of annotators who did the same is %v", name, value)
		}
	}
	if printed != must(t, "agreement", project, "--json") {
		t.Error("the same project has other figures")
	}

	path := filepath.Join(t.TempDir(), "figures.csv")
	table := must(t, "agreement", project, "--csv", path, "--seed", "7")
	for _, words := range []string{"2 annotators", "anna and ben", "span_f1.strict", "undefined: "} {
		if !strings.Contains(table, words) {
			t.Errorf("the table lacks %q:\n%s", words, table)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if rows, err := csv.NewReader(file).ReadAll(); err != nil || len(rows) < 50 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if method := must(t, "agreement", project, "--method"); !strings.Contains(method, "Krippendorff") {
		t.Errorf("%s", method)
	}
	fails(t, exitUsage, "--json and --method", "agreement", project, "--json", "--method")
	fails(t, exitFailed, "there is no folder", "agreement", project, "--csv", filepath.Join(t.TempDir(), "absent", "figures.csv"))
}

func TestAgreementWithGold(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	fails(t, exitFailed, "no gold layer", "agreement", project, "--gold")
	must(t, "review", project, "--auto", "unanimous", "--reviewer", "rita")
	report := decode[agreement.Report](t, must(t, "agreement", project, "--gold", "--json"))
	if len(report.Pairs) != 2 {
		t.Fatalf("%d pairs of an annotator and gold", len(report.Pairs))
	}
	for i, name := range []string{"anna", "ben"} {
		pair := report.Pairs[i]
		if pair.A != name || pair.B != "gold" || pair.SpanF1.Strict == nil || *pair.SpanF1.Strict < 0.999999 {
			t.Errorf("%s agrees with %s at %v", pair.A, pair.B, pair.SpanF1.Strict)
		}
	}
}
