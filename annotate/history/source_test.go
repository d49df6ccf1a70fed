package history_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/history"
)

// values are a source that stands in memory.
type values struct {
	acts       map[int64]history.Act
	log        []logged
	remembered []history.Remembered
}

type logged struct {
	kind string
	history.Logged
}

func (v *values) Acts() (map[int64]history.Act, error)                 { return v.acts, nil }
func (v *values) Remembered() ([]history.Remembered, error)            { return v.remembered, nil }
func (v *values) OtherNames(string) ([]history.OtherName, error)       { return nil, nil }
func (v *values) Together(string) ([][]string, error)                  { return nil, nil }
func (v *values) Text(string, string) (text, file any, err error)      { return nil, nil, nil }
func (v *values) Changes(kind string) iter.Seq2[history.Logged, error] { return v.of(kind, nil) }
func (v *values) ChangesOf(kind string, ids []string) iter.Seq2[history.Logged, error] {
	return v.of(kind, ids)
}

// of are the changes of some rows of a kind, of all where ids is nil.
func (v *values) of(kind string, ids []string) iter.Seq2[history.Logged, error] {
	var found []history.Logged
	for _, l := range v.log {
		if l.kind == kind && (ids == nil || slices.Contains(ids, l.Row)) {
			found = append(found, l.Logged)
		}
	}
	slices.SortStableFunc(found, func(a, b history.Logged) int { return cmp.Compare(a.Row, b.Row) })
	return func(yield func(history.Logged, error) bool) {
		for _, l := range found {
			if !yield(l, nil) {
				return
			}
		}
	}
}

// say logs that a row of the kind "span" was left with a note, nil where it was deleted.
func (v *values) say(act int64, row string, note any) {
	n := len(v.log) + 1
	l := history.Logged{Mark: history.Mark{At: fmt.Sprintf("%04d", n), ID: fmt.Sprintf("c%d", n)}, Row: row, Seq: int64(n), Act: act}
	for _, old := range v.log {
		if old.Row == row {
			l.Before = old.After
		}
	}
	if note != nil {
		l.After, _ = json.Marshal(map[string]any{"note": note})
	}
	v.log = append(v.log, logged{"span", l})
}

func read(t *testing.T, v *values, place int) *history.Side {
	t.Helper()
	s, err := history.Read(v, place)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func entry(t *testing.T, s *history.Side, id string) *history.Entry {
	t.Helper()
	e, err := s.Entry("span", id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestWhatAMergeBroughtCountsWhileItIsInForce(t *testing.T) {
	v := &values{acts: map[int64]history.Act{2: {Merge: true}}}
	v.say(1, "a", "mine")
	v.say(2, "a", "theirs")
	v.say(2, "b", "theirs")
	if e := entry(t, read(t, v, 0), "a"); len(e.Past) != 2 || !e.There || !e.Seen {
		t.Error(e)
	}
	v.say(3, "a", "mine")
	v.say(3, "b", nil)
	v.acts = map[int64]history.Act{2: {Merge: true, Until: int64(len(v.log))}, 3: {OfMerge: true}}
	s := read(t, v, 0)
	if e := entry(t, s, "a"); len(e.Past) != 1 || string(e.Now) != `{"note":"mine"}` {
		t.Error("an undone merge counts", e)
	}
	if e := entry(t, s, "b"); e.Known() || e.There || e.Seen {
		t.Error("what only an undone merge brought was seen", e)
	}
	v.say(4, "a", "mine again")
	if e := entry(t, read(t, v, 0), "a"); len(e.Past) != 2 {
		t.Error("an edit after an undone merge does not count", e)
	}
}

func TestWhatMergingHadToDoAndWhatFollowsIsNobodysVersion(t *testing.T) {
	v := &values{acts: map[int64]history.Act{2: {Merge: true}, 3: {Rewrites: true}, 4: {Base: true}}}
	v.say(1, "a", "meant")
	v.say(2, "a", "fitted")
	v.log[1].Derived = true
	v.say(3, "a", "rewritten")
	v.say(3, "a", "what the rest followed from")
	v.log[3].Meant = true
	v.say(3, "b", "made")
	v.say(4, "c", "with the project")
	s := read(t, v, 0)
	if e := entry(t, s, "a"); len(e.Past) != 3 || e.Past[0].Rewrite || !e.Past[1].Rewrite || e.Past[2].Rewrite || !e.There {
		t.Error(e)
	}
	if e := entry(t, s, "b"); len(e.Past) != 1 || e.Past[0].Rewrite {
		t.Error("what an act made was not meant", e)
	}
	other := &values{acts: v.acts}
	other.say(1, "x", "so that the marks differ")
	other.say(4, "c", "with the project")
	if a, b := entry(t, s, "c").Past[0], entry(t, read(t, other, 1), "c").Past[0]; a.Mark != b.Mark || a.At != history.BaseTime {
		t.Error("two projects made alike differ", a, b)
	}
}

func TestADocumentsIDMayHaveStoodForTwoTexts(t *testing.T) {
	v := &values{}
	v.say(1, "d", "first")
	v.say(2, "d", nil)
	v.say(3, "d", "second")
	for i, hash := range []string{"one", "one", "two"} {
		v.log[i].kind, v.log[i].Hash = "document", hash
	}
	v.remembered = []history.Remembered{{Kind: "document", Row: "d", Moment: history.Moment{Mark: mark(9), Hash: "one"}}}
	var entries []*history.Entry
	for e, err := range read(t, v, 0).Entries("document") {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	if len(entries) != 2 || !entries[0].Former || entries[0].There || len(entries[0].Past) != 3 || entries[1].Former || !entries[1].There {
		t.Errorf("%+v", entries)
	}
}

// Whatever each of several sources has, each row is met once, with all that they know of it.
func TestWalkMeetsEachRowOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var sides []*history.Side
		want := map[string]int{}
		renamed := map[string]string{"b": "y", "q": "c"}
		id := rapid.StringMatching("[a-dq]")
		for place := range rapid.IntRange(1, 3).Draw(rt, "sides") {
			v := &values{}
			rows := map[string]bool{}
			for range rapid.IntRange(0, 6).Draw(rt, "changes") {
				row := id.Draw(rt, "row")
				v.say(1, row, "x")
				rows[row] = true
			}
			for row := range rapid.MapOf(id, rapid.Bool()).Draw(rt, "remembered") {
				v.remembered = append(v.remembered, history.Remembered{Kind: "span", Row: row, Moment: history.Moment{Mark: mark(99)}})
				rows[row] = true
			}
			slices.SortFunc(v.remembered, func(a, b history.Remembered) int { return cmp.Compare(a.Row, b.Row) })
			for row := range rows {
				want[cmp.Or(renamed[row], row)]++
			}
			sides = append(sides, read(t, v, place))
		}
		got := map[string]int{}
		err := history.Walk(sides, "span", func(e *history.Entry) (string, bool) {
			to := cmp.Or(renamed[e.ID], e.ID)
			return to, to == "y" || to == "c"
		}, func(j history.Joined) error {
			if _, again := got[j.ID]; again {
				return fmt.Errorf("%s is met twice", j.ID)
			}
			got[j.ID] = len(j.Entries)
			return nil
		})
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			rt.Fatal(got, want, err)
		}
	})
}

// Two files and a name: whoever knew both things knows that they are two.
func TestAThingThatTookOverANameIsAnother(t *testing.T) {
	names := func(c *history.Thing) ([]history.Naming, error) {
		var all []history.Naming
		for _, e := range c.Entries {
			for _, p := range e.Past {
				if p.Value == nil {
					continue
				}
				var said struct{ Note string }
				if err := json.Unmarshal(p.Value, &said); err != nil {
					return nil, err
				}
				all = append(all, history.Naming{Mark: p.Mark, ID: e.ID, Key: said.Note})
			}
		}
		return history.InOrder(all), nil
	}
	taking, old, apart, anew := &values{}, &values{}, &values{}, &values{}
	for _, v := range []*values{taking, old} {
		v.say(1, "x", "actor")
		v.say(1, "y", "claim")
	}
	taking.say(2, "x", nil)
	taking.say(2, "y", "actor")
	apart.say(1, "z", "actor")
	anew.say(1, "x", "actor")
	anew.say(2, "x", nil)
	anew.say(3, "w", "actor")
	for _, c := range []struct {
		told, again bool
		sources     []*values
		want        string
	}{
		{true, false, []*values{taking, old}, "[[x] [y]]"},
		{true, false, []*values{old, taking}, "[[x] [y]]"},
		{true, false, []*values{taking, old, apart}, "[[x] [y z]]"},
		{true, false, []*values{apart, old, taking}, "[[x] [y z]]"},
		{true, false, []*values{apart, old}, "[[x z] [y]]"},
		{false, false, []*values{taking, old}, "[[x y]]"},
		{true, false, []*values{anew, old}, "[[w] [x] [y]]"},
		{true, true, []*values{anew, old}, "[[w x] [y]]"},
		{true, true, []*values{old, anew}, "[[w x] [y]]"},
	} {
		things := history.NewThings("span")
		for place, v := range c.sources {
			var had []string
			for e, err := range read(t, v, place).Entries("span") {
				if err != nil {
					t.Fatal(err)
				}
				things.Add(e)
				if e.Handled {
					had = append(had, e.ID)
				}
			}
			if c.told {
				things.KeepApart(had)
			}
		}
		if c.again {
			things.MadeAgain("x", "w")
		}
		if err := things.Match(names); err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for _, thing := range things.All {
			got = append(got, thing.IDs)
		}
		slices.SortFunc(got, slices.Compare)
		if fmt.Sprint(got) != c.want {
			t.Errorf("%v, want %s", got, c.want)
		}
	}
}

// damaged is a source whose index leads to changes of other rows than were asked for.
type damaged struct{ values }

func (d *damaged) ChangesOf(kind string, _ []string) iter.Seq2[history.Logged, error] {
	return d.of(kind, nil)
}

func TestALogThatLeadsToAnotherRowIsDamaged(t *testing.T) {
	d := &damaged{}
	d.say(1, "a", "mine")
	d.say(1, "b", "another")
	s, err := history.Read(d, 0)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := s.Entry("span", "a"); err == nil || !strings.Contains(err.Error(), "the file is damaged") {
		t.Errorf("%v, %v", e, err)
	}
}
