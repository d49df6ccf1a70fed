package format_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/coref"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

// The columns of a corpus that no format reads are not taken for the text of an article, and prose in short lines is.
func TestTokensInColumnsAreNoArticle(t *testing.T) {
	ours := string(formtest.Bytes(t, coref.Format, form.Head{}, dataset.Record{ID: "d", Text: "Zoe said that it rained. Bo did not."}))
	parsed := strings.Repeat("1\tZoe\tzoe\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tsaid\tsay\tVERB\t_\t_\t0\troot\t_\t_\n3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n", 3)
	for name, text := range map[string]string{"ours.conll": ours, "ours.txt": ours[strings.Index(ours, "\n")+1:], "parsed.conllu": "# sent_id = 1\n" + parsed} {
		f, err := format.Choose(format.Auto, form.BytesSource(filepath.Join("corpus", name), []byte(text)))
		if err == nil || !strings.Contains(err.Error(), "tokens in") {
			t.Errorf("%s is taken for %q, %v", name, f.Name, err)
		}
	}
	for _, text := range []string{
		"The port is now closed.\nIt has rained a lot.\nThey left the old town.\nNobody came to see them.\nBo went to the coast.\n",
		"It was 3 to 1.\nIt was 2 to 2.\nIt was 0 to 4.\nIt was 1 to 1.\nIt was 5 to 3.\n",
	} {
		if f, err := format.Choose(format.Auto, form.BytesSource("verse.txt", []byte(text))); err != nil || f.Name != "text" {
			t.Errorf("%q is taken for %q, %v", text, f.Name, err)
		}
	}
}
