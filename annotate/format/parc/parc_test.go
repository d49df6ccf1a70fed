package parc_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/parc"
)

const sample = `<?xml version="1.0"?><root><SENTENCE gorn="0"><S gorn="0,0"><NP><WORD ByteCount="9,12" gorn="0" lemma="zoe" pos="NNP" sentenceWord="0" text="Zoe"><attribution id="a1"><attributionRole roleValue="source"/></attribution></WORD></NP>
<WORD ByteCount="13,17" text="said"><attribution id="a1"><attributionRole roleValue="cue"/></attribution></WORD><WORD ByteCount="1,2" text="ports"><attribution id="a1"><attributionRole roleValue="content"/></attribution><attribution id="a2"><attributionRole roleValue="content"/></attribution></WORD>
<WORD ByteCount="1,2" text=","/></S></SENTENCE><SENTENCE gorn="1"><WORD ByteCount="1,2" text="stay"><attribution id="a1"><attributionRole roleValue="content"/></attribution></WORD><WORD ByteCount="3,4" text="reportedly"><attribution id="a2"><attributionRole roleValue="cue"/></attribution></WORD></SENTENCE></root>`

func file(t *testing.T, text string) string {
	path := filepath.Join(t.TempDir(), "wsj_1.xml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadsAttributions(t *testing.T) {
	path := file(t, sample)
	f, err := format.Recognise(formtest.Source(path))
	if err != nil || f.Name != "parc" {
		t.Fatalf("%s %v", f.Name, err)
	}
	records, notes := formtest.Read(t, f, path)
	if len(records) != 1 || len(notes) > 0 || records[0].Text != "Zoe said ports ,\nstay reportedly" {
		t.Fatalf("%+v %v", records, notes)
	}
	formtest.Check(t, records[0])
	var got []string
	words := map[string]string{}
	for _, s := range records[0].Spans {
		words[s.ID] = s.Text
		got = append(got, s.Label+": "+s.Text)
	}
	for _, r := range records[0].Relations {
		got = append(got, words[r.Head]+" -"+r.Type+"-> "+words[r.Tail])
	}
	want := []string{"source: Zoe", "cue: said", "content: ports", "content: ports … stay", "cue: reportedly", "Zoe -cue-> said", "Zoe -content-> ports … stay", "reportedly -content-> ports"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRefusesWhatIsCut(t *testing.T) {
	for want, text := range map[string]string{"no XML": sample[:len(sample)-20], "no word": "<root><WORD ByteCount=\"1\"/></root>"} {
		if _, _, err := formtest.Try(parc.Format, file(t, text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) {
		records, _, err := formtest.Try(parc.Format, file(t, text))
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}
