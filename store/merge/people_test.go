package merge_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// histories draws the files of four people, who started from the same project or imported the same articles alone, and mailed
// their files more than once.
func histories(t *testing.T, rt *rapid.T, folder string) []string {
	shared := storetest.New(t)
	storetest.Begin(t, shared)
	start := snapshot(t, shared, folder)
	shared.Close()
	var files []string
	for i := range 4 {
		var p *store.Project
		if i == 0 || rapid.IntRange(0, 2).Draw(rt, "shared") > 0 {
			p = copyOf(t, start, folder)
		} else {
			p = storetest.New(t)
			storetest.Begin(t, p)
		}
		for range rapid.IntRange(1, 2).Draw(rt, "mails") {
			for range rapid.IntRange(0, 5).Draw(rt, "acts") {
				if _, err := move(rt, p); err != nil && !storetest.Ruled(err) {
					rt.Fatal(err)
				}
			}
			if len(files) > 0 && rapid.IntRange(0, 4).Draw(rt, "merge") == 0 {
				mergeFiles(rt, p, rapid.SampledFrom(files).Draw(rt, "other"))
			}
			files = append(files, snapshot(t, p, folder))
		}
		p.Close()
	}
	for len(files) > 4 {
		n := rapid.IntRange(1, len(files)-1).Draw(rt, "lost in the mail")
		files = slices.Delete(files, n, n+1)
	}
	return files
}

// move draws and does one act of any kind: of an annotator, of a reviewer, or of one who tidies up.
func move(rt *rapid.T, p *store.Project) (store.Act, error) {
	switch rapid.IntRange(0, 12).Draw(rt, "turn") {
	case 0:
		return p.Undo(ctx, "")
	case 1, 2:
		return adjudicated(rt, p)
	case 3, 4, 5:
		return tidied(rt, p)
	case 6, 7:
		return recoded(rt, p)
	}
	return storetest.Step(rt, p)
}

// adjudicated does an act of a reviewer.
func adjudicated(rt *rapid.T, p *store.Project) (act store.Act, err error) {
	items, err := adjudicate.Items(ctx, p, derived.Query{})
	if err != nil {
		return act, err
	}
	verdict := rapid.SampledFrom([]review.Name{review.Take, review.Take, review.Union, review.None, review.Majority, "reopen"}).Draw(rt, "verdict")
	if verdict == review.Majority {
		_, err := adjudicate.Auto(ctx, p, storetest.Ben, adjudicate.ByMajority, .4, nil)
		return act, err
	}
	if len(items) == 0 {
		return act, annotate.Nothingf("nothing to review")
	}
	item := items[rapid.IntRange(0, len(items)-1).Draw(rt, "item")].Item
	if verdict == "reopen" {
		return adjudicate.Reopen(ctx, p, storetest.Ben, item)
	}
	v := review.Verdict{Name: verdict}
	if verdict == review.Take {
		v.Candidates = []int{rapid.IntRange(0, max(0, len(item.Candidates)-1)).Draw(rt, "candidate")}
	}
	return adjudicate.Decide(ctx, p, storetest.Ben, item, v, "")
}

// tidied joins entities, deletes one or a story, renames somebody, or makes two annotators one.
func tidied(rt *rapid.T, p *store.Project) (act store.Act, err error) {
	what := rapid.SampledFrom([]string{"join", "join", "delete entity", "delete story", "join people", "rename somebody"}).Draw(rt, "tidy")
	stories, err := p.Stories(ctx)
	if err != nil {
		return act, err
	}
	entities, err := p.Entities(ctx, store.EntityQuery{LabelID: storetest.Label("actor")})
	if err != nil || len(stories) == 0 || len(entities) == 0 {
		return act, storetest.CmpErr(err, annotate.Nothingf("nothing to tidy up"))
	}
	people, err := p.Annotators(ctx)
	if err != nil || len(people) == 0 {
		return act, storetest.CmpErr(err, annotate.Nothingf("nobody is there"))
	}
	who, twin := rapid.SampledFrom(people).Draw(rt, "who"), rapid.SampledFrom(people).Draw(rt, "twin")
	story := rapid.SampledFrom(stories).Draw(rt, "story")
	one, other := rapid.SampledFrom(entities).Draw(rt, "entity"), rapid.SampledFrom(entities).Draw(rt, "other")
	return p.Do(ctx, storetest.Ben, what, what, func(tx *store.Tx) error {
		switch what {
		case "delete story":
			return tx.DeleteStory(story.ID)
		case "delete entity":
			return tx.DeleteEntity(one.ID)
		case "join people":
			_, err := tx.JoinAnnotators(who.ID, twin.ID)
			return err
		case "rename somebody":
			return tx.RenameAnnotator(who.ID, rapid.SampledFrom([]string{"anna", "ben", "Zoë", "大使"}).Draw(rt, "name"))
		}
		return tx.MergeEntities(one.ID, other.ID)
	})
}

// recoded takes something from the codebook that annotations may have.
func recoded(rt *rapid.T, p *store.Project) (act store.Act, err error) {
	cb, err := p.Codebook(ctx)
	if err != nil {
		return act, err
	}
	what := rapid.SampledFrom([]string{"drop option", "drop option", "delete attribute", "delete label", "take name", "take name", "delete relation type", "ends"}).Draw(rt, "recode")
	n := rapid.IntRange(0, len(cb.Labels)-1).Draw(rt, "label")
	cb.Labels = slices.Clone(cb.Labels)
	l := &cb.Labels[n]
	l.Attributes = slices.Clone(l.Attributes)
	a := rapid.IntRange(0, 3).Draw(rt, "attribute")
	switch {
	case what == "delete label":
		cb.Labels = slices.Delete(cb.Labels, n, n+1)
	case what == "take name" && len(cb.Labels) > 1: // another label gets the name of one that is deleted
		gone, other := l.Name, &cb.Labels[(n+1)%len(cb.Labels)]
		cb.RelationTypes = slices.Clone(cb.RelationTypes)
		cb.RelationTypes = slices.DeleteFunc(cb.RelationTypes, func(t annotate.RelationType) bool { return t.HeadLabel == gone || t.TailLabel == gone })
		for i, t := range cb.RelationTypes {
			if t.HeadLabel == other.Name {
				cb.RelationTypes[i].HeadLabel = gone
			}
			if t.TailLabel == other.Name {
				cb.RelationTypes[i].TailLabel = gone
			}
		}
		other.Name = gone
		cb.Labels = slices.Delete(cb.Labels, n, n+1)
	case what == "delete relation type" && a < len(cb.RelationTypes):
		cb.RelationTypes = slices.Delete(slices.Clone(cb.RelationTypes), a, a+1)
	case what == "ends" && a < len(cb.RelationTypes):
		cb.RelationTypes = slices.Clone(cb.RelationTypes)
		cb.RelationTypes[a].HeadLabel, cb.RelationTypes[a].TailLabel = "", ""
	case what == "drop option" && a < len(l.Attributes) && len(l.Attributes[a].Options) > 1:
		n := rapid.IntRange(0, len(l.Attributes[a].Options)-1).Draw(rt, "option")
		l.Attributes[a].Options = slices.Delete(slices.Clone(l.Attributes[a].Options), n, n+1)
	case what == "delete attribute" && a < len(l.Attributes):
		l.Attributes = slices.Delete(l.Attributes, a, a+1)
	default:
		return act, annotate.Nothingf("no such part")
	}
	impacts, err := p.CodebookImpact(ctx, cb)
	if err != nil {
		return act, err
	}
	remedies := revise.Resolution{}
	for _, impact := range impacts {
		remedy := revise.Remedy{Kind: revise.RemedyDelete}
		if impact.Kind == revise.AttributeGone || impact.Kind == revise.ValueGone {
			remedy.Kind = rapid.SampledFrom([]revise.RemedyKind{revise.RemedyClear, revise.RemedyClear, revise.RemedyDelete}).Draw(rt, "remedy")
		}
		remedies[impact.Key()] = remedy
	}
	return p.Do(ctx, storetest.Anna, what, what, func(tx *store.Tx) error { return tx.SetCodebook(cb, remedies) })
}
