package coverage_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
)

// under puts an entity under another.
func (s *story) under(theme, entity string) {
	for _, name := range []string{theme, entity} {
		if _, known := s.Entities["E"+name]; !known {
			s.Entities["E"+name] = annotate.Entity{ID: "E" + name, LabelID: "c", Name: name}
		}
	}
	e := s.Entities["E"+entity]
	e.ParentID = "E" + theme
	s.Entities[e.ID] = e
}

// rows are the rows of a table: how deep, the name, and of each column how many mentions.
func rows(t *coverage.Table) (lines []string) {
	for _, r := range t.Themes() {
		line := fmt.Sprint(len(r.Above), " ", r.Claim.Name)
		if r.Theme != "" {
			line += ":"
		}
		for _, cell := range r.Claim.Cells {
			line += fmt.Sprintf(" %d×%d", cell.Column, len(cell.Mentions))
		}
		lines = append(lines, line)
	}
	return lines
}

func TestThemesStandOverTheirClaimsWithAllThatIsSaidOfThem(t *testing.T) {
	s := newStory(document("1", "Quay"), document("2", "Ledger"))
	s.mark("1", "c", "s1", "shut", nil)
	s.mark("2", "c", "s2", "shut", nil)
	s.mark("1", "c", "s3", "late", nil)
	s.mark("1", "c", "s4", "late", nil)
	s.mark("2", "c", "s5", "port", nil)
	s.mark("2", "c", "s6", "fish", nil)
	s.under("port", "shut")
	s.under("delay", "late")
	s.under("port", "delay")
	if got, want := rows(coverage.Of(s.Marks, coverage.Articles)), []string{"0 port: 0×3 1×2", "1 port 1×1", "1 shut 0×1 1×1", "1 delay: 0×2", "2 late 0×2", "0 fish 1×1"}; !slices.Equal(got, want) {
		t.Errorf("%q\nnot\n%q", got, want)
	}
}

func TestWithoutThemesTheRowsAreTheClaimsAndACircleEnds(t *testing.T) {
	s := newStory(document("1", "Quay"))
	s.mark("1", "c", "s1", "shut", nil)
	s.mark("1", "c", "s2", "", nil)
	if got, want := rows(coverage.Of(s.Marks, coverage.Articles)), []string{"0 s2 0×1", "0 shut 0×1"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	s.under("a", "shut")
	s.under("b", "a")
	s.under("a", "b")
	seen := 0
	for _, r := range coverage.Of(s.Marks, coverage.Articles).Themes() {
		if r.Theme == "" {
			seen++
		}
	}
	if seen != 2 {
		t.Errorf("%d claims are left", seen)
	}
}
