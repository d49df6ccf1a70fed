package dataset_test

import (
	"fmt"
	"maps"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
)

func TestParseSplit(t *testing.T) {
	got, err := dataset.ParseSplit("train=80, dev=10,test=0.5")
	if err != nil || fmt.Sprint(got) != "[{train 80} {dev 10} {test 0.5}]" {
		t.Errorf("got %v, %v", got, err)
	}
	for bad, why := range map[string]string{
		"": "name=share", "train": "name=share", "train=80,": "name=share", "train=0": "positive", "train=-1": "positive", "a=NaN": "positive",
		"a=Inf": "positive", "a=x": "positive", "../a=1": "letters", "=1": "letters", "a=1,A=2": "twice",
	} {
		if _, err := dataset.ParseSplit(bad); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("ParseSplit(%q): %v", bad, err)
		}
	}
}

func TestAssignIsNearTheShares(t *testing.T) {
	splits := []dataset.Split{{"train", 80}, {"dev", 10}, {"test", 10}}
	rapid.Check(t, func(t *rapid.T) {
		stories, total, largest := map[string]int{}, 0, 0
		for i := range rapid.IntRange(0, 80).Draw(t, "stories") {
			n := rapid.IntRange(1, 9).Draw(t, "documents")
			stories[fmt.Sprintf("story %d", i)] = n
			total, largest = total+n, max(largest, n)
		}
		seed := rapid.Int64().Draw(t, "seed")
		assigned := dataset.Assign(stories, nil, splits, seed)
		if !maps.Equal(assigned, dataset.Assign(maps.Clone(stories), nil, splits, seed)) {
			t.Fatal("the same seed gave another split")
		}
		if len(assigned) != len(stories) {
			t.Fatalf("%d of %d stories are assigned", len(assigned), len(stories))
		}
		got := map[string]int{}
		for story, split := range assigned {
			got[split] += stories[story]
		}
		for _, s := range splits {
			if want := s.Share / 100 * float64(total); math.Abs(float64(got[s.Name])-want) > float64(2*largest) {
				t.Fatalf("%s has %d documents, its share is %.1f", s.Name, got[s.Name], want)
			}
		}
	})
	even := map[string]int{}
	for i := range 20 {
		even[fmt.Sprint(i)] = 1
	}
	if maps.Equal(dataset.Assign(even, nil, splits, 1), dataset.Assign(even, nil, splits, 2)) {
		t.Error("another seed gave the same split")
	}
}

func TestAssignKeepsTogetherWhatSharesATextAndLeavesTheRest(t *testing.T) {
	splits := []dataset.Split{{"train", 80}, {"dev", 10}, {"test", 10}}
	rapid.Check(t, func(t *rapid.T) {
		stories, names := map[string]int{}, []string{}
		for i := range rapid.IntRange(2, 60).Draw(t, "stories") {
			name := fmt.Sprintf("story %d", i)
			stories[name], names = rapid.IntRange(1, 9).Draw(t, "documents"), append(names, name)
		}
		together := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(append(names, "elsewhere")), 1, 4), 0, 5).Draw(t, "together")
		seed := rapid.Int64().Draw(t, "seed")
		assigned := dataset.Assign(stories, together, splits, seed)
		if len(assigned) != len(stories) {
			t.Fatalf("%d of %d stories are assigned", len(assigned), len(stories))
		}
		for _, group := range together {
			for _, name := range group {
				if other := group[0]; name != "elsewhere" && other != "elsewhere" && assigned[name] != assigned[other] {
					t.Fatalf("%s is in %s, %s in %s", name, assigned[name], other, assigned[other])
				}
			}
		}
		alone := [][]string{{names[0]}, {names[1], names[1]}, {"elsewhere", names[0]}}
		if !maps.Equal(dataset.Assign(stories, nil, splits, seed), dataset.Assign(stories, alone, splits, seed)) {
			t.Fatal("stories that go with no other are assigned otherwise")
		}
	})
}
