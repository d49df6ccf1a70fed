package annotate_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
)

// What is a claim and who makes it follows from what the relation types link, whatever labels are called.
func TestRolesOfCodebooks(t *testing.T) {
	within, across := annotate.WithinDocument, annotate.WithinStory
	labels := func(names ...string) (all []annotate.Label) {
		for _, name := range names {
			all = append(all, annotate.Label{ID: name, Name: name})
		}
		return all
	}
	link := func(name, head, tail string, scope annotate.Scope, symmetric bool) annotate.RelationType {
		return annotate.RelationType{ID: name, Name: name, HeadLabel: head, TailLabel: tail, Scope: scope, Symmetric: symmetric}
	}
	for name, c := range map[string]struct {
		book   annotate.Codebook
		claim  string
		actors string
		says   string // claim's relation types: makes < or >, same =, reports ~, supports +, disputes -
	}{
		"by their names": {annotate.Codebook{Labels: labels("actor", "claim"), RelationTypes: []annotate.RelationType{
			link("makes", "actor", "claim", within, false), link("targets", "claim", "actor", within, false), link("reports", "claim", "claim", within, false),
			link("same_claim", "claim", "claim", across, true), link("supports", "claim", "claim", across, false), link("disputes", "claim", "claim", across, false)}},
			"claim", "actor", "makes> same_claim= reports~ supports+ disputes-"},
		"by what they link": {annotate.Codebook{Labels: labels("Akteur", "Ort", "Aussage"), RelationTypes: []annotate.RelationType{
			link("liegt in", "Akteur", "Ort", within, false), link("äußert", "Akteur", "Aussage", within, false), link("betrifft", "Aussage", "Akteur", within, false),
			link("gleich", "Aussage", "Aussage", across, true), link("enthält", "Aussage", "Aussage", within, false)}},
			"Aussage", "Akteur", "äußert> gleich= enthält~"},
		"two kinds of makers": {annotate.Codebook{Labels: labels("person", "group", "position"), RelationTypes: []annotate.RelationType{
			link("states", "person", "position", within, false), link("says", "group", "position", within, false), link("rejects", "person", "position", within, false)}},
			"position", "person group", "states> says>"},
		"the only relation":   {annotate.Codebook{Labels: labels("a", "b"), RelationTypes: []annotate.RelationType{link("x", "a", "b", within, false)}}, "b", "a", "x>"},
		"no relation":         {annotate.Codebook{Labels: labels("speaker", "claim")}, "claim", "speaker", ""},
		"nothing of the kind": {annotate.Codebook{Labels: labels("place", "date")}, "", "", ""},
		"relations of an imported dataset, which say nothing of labels": {annotate.Codebook{Labels: labels("Claim", "Actor"), RelationTypes: []annotate.RelationType{
			link("makes", "", "", across, false), link("same_claim", "", "", across, false)}}, "Claim", "Actor", "makes> same_claim="},
	} {
		checkRoles(t, name, c.book, c.claim, c.actors, c.says)
	}
	for name, want := range map[string][3]string{
		"attribution":      {"content", "source", "attributed_to<"},
		"political-claims": {"claim", "actor", "makes> same_claim="},
	} {
		data, _ := assets.Codebook(name)
		book, err := codebook.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		checkRoles(t, name, book, want[0], want[1], want[2])
	}
}

func checkRoles(t *testing.T, name string, book annotate.Codebook, claim, actors, says string) {
	t.Helper()
	r := book.Roles()
	if r.Claim != claim || strings.Join(r.Actors, " ") != actors {
		t.Errorf("%s: claims are %q and made by %q", name, r.Claim, r.Actors)
	}
	var got []string
	for _, kind := range book.RelationTypes {
		if is, backwards := r.Makes(kind.Name); is && backwards {
			got = append(got, kind.Name+"<")
		} else if is {
			got = append(got, kind.Name+">")
		}
	}
	for _, of := range []struct {
		types map[string]bool
		sign  string
	}{{r.Same, "="}, {r.Reports, "~"}, {r.Supports, "+"}, {r.Disputes, "-"}} {
		for _, kind := range slices.Sorted(maps.Keys(of.types)) {
			got = append(got, kind+of.sign)
		}
	}
	if strings.Join(got, " ") != says {
		t.Errorf("%s: %q", name, strings.Join(got, " "))
	}
}
