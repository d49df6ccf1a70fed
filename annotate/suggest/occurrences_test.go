package suggest_test

import (
	"fmt"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func TestOccurrencesAreWholeWordsThatAreNotTagged(t *testing.T) {
	for _, test := range []struct {
		text, words string
		want        string
	}{
		{"Rome, Romeo and Rome’s 😀Rome.", "Rome", "[{{0 4}  } {{16 20}  } {{24 28}  }]"},
		{"Ülkü, U\u0308lku\u0308 and Ulku", "Ulku", "[{{17 21}  }]"}, // never a part of a character
		{"会议开始,会议结束", "会议", "[{{0 2}  } {{5 7}  }]"},                 // no spaces part its words
		{"القمة في القمة", "القمة", "[{{0 5}  } {{9 14}  }]"},
		{"caption: Rome", "Nome", "[]"},
	} {
		got := fmt.Sprint(suggest.Occurrences(textpos.New(test.text), test.words, nil, nil, "actor", 100))
		if got != test.want {
			t.Errorf("%q in %q: %s", test.words, test.text, got)
		}
	}
	regions := []annotate.Region{{Start: 0, End: 6, Kind: annotate.RegionTitle}}
	spans := []annotate.Span{{ID: "named", LabelID: "actor", EntityID: "rome", Segments: []annotate.Segment{{Start: 7, End: 11}}},
		{ID: "unnamed", LabelID: "actor", Segments: []annotate.Segment{{Start: 17, End: 21}}},
		{ID: "claim", LabelID: "claim", Segments: []annotate.Segment{{Start: 12, End: 16}}}}
	got := suggest.Occurrences(textpos.New("Rome. \nRome Rome Rome"), "Rome", regions, spans, "actor", 4)
	if fmt.Sprint(got) != "[{{0 4} title } {{12 16}  } {{17 21}  unnamed}]" {
		t.Error(got)
	}
}
