package propose_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store/propose"
)

// server answers as the server of a model does, with what a function says to what it is asked.
func server(t *testing.T, answer func(w http.ResponseWriter, asked string)) propose.Options {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" {
			t.Errorf("it is asked for %s %s", r.Method, r.URL)
		}
		asked, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		answer(w, string(asked))
	}))
	t.Cleanup(s.Close)
	return propose.Options{By: suggest.ByModel, Model: propose.Model{Server: s.URL, Name: "tiny"}}
}

// content is the reply of a model that says something.
func content(says string) string {
	words, _ := json.Marshal(says)
	return fmt.Sprintf(`{"model":"tiny:1b","choices":[{"message":{"role":"assistant","content":%s}}]}`, words)
}

func TestAServerIsAskedAboutEachParagraph(t *testing.T) {
	p, anna, d := harbour(t)
	var asked []string
	o := server(t, func(w http.ResponseWriter, question string) {
		asked = append(asked, question)
		var q struct {
			Model    string
			Messages []struct{ Role, Content string }
			Format   struct {
				Type string
			} `json:"response_format"`
		}
		if err := json.Unmarshal([]byte(question), &q); err != nil || q.Model != "tiny" || len(q.Messages) != 2 || q.Format.Type != "json_schema" ||
			!strings.Contains(q.Messages[0].Content, `"claim"`) {
			t.Errorf("%v %.300s", err, question)
		}
		if !strings.Contains(q.Messages[1].Content, "“The ports stay shut,”") {
			fmt.Fprint(w, content("Sure! I found nothing."))
			return
		}
		fmt.Fprint(w, content("```json\n"+`{"proposals":[{"id":"a","quote":"Ines Vell","label":"actor","links":[{"type":"makes","tail":"c"}],"confidence":0.8},
			{"id":"c","quote":"\"The ports stay shut,\"","label":"claim","confidence":0.9},{"id":"x","quote":"nobody said this","label":"claim"}]}`+"\n```"))
	})
	if n := suggested(t, p, o); n != 1 {
		t.Errorf("%d proposals", n)
	}
	if units := open(t, p, d, anna); len(units) != 1 || units[0].Layer.Name != "tiny:1b" || units[0].Score() != .8 || words(d, units[0].Main()) != "“The ports stay shut,”" {
		t.Errorf("%+v", units)
	}
	found, err := propose.Find(ctx, p, o, nil)
	if err != nil || len(asked) == 0 || !strings.Contains(strings.Join(found.Notes, "\n"), "nobody said this") {
		t.Errorf("%q %v", found.Notes, err)
	}
}

func TestWhyAServerDoesNotAnswerIsSaid(t *testing.T) {
	p, _, _ := harbour(t)
	elsewhere := server(t, func(http.ResponseWriter, string) { t.Error("it was followed to another server") })
	for what, answer := range map[string]func(w http.ResponseWriter, asked string){
		"model not found": func(w http.ResponseWriter, _ string) {
			http.Error(w, "model not found", http.StatusNotFound)
		},
		"is it the server of a model?": func(w http.ResponseWriter, _ string) { fmt.Fprint(w, "<html>Welcome</html>") },
		"more than 4 MB": func(w http.ResponseWriter, _ string) {
			fmt.Fprint(w, strings.Repeat("words ", 1<<20))
		},
		"refused (307": func(w http.ResponseWriter, _ string) {
			w.Header().Set("Location", elsewhere.Model.Server+"/v1/chat/completions")
			w.WriteHeader(http.StatusTemporaryRedirect)
		},
	} {
		if _, err := propose.Find(ctx, p, server(t, answer), nil); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for address, what := range map[string]string{
		"http://192.0.2.1:11434": "another computer, and nothing was sent",
		"http://":                "is no address of a server",
		"http://127.0.0.1:1":     "cannot be asked",
	} {
		o := propose.Options{By: suggest.ByModel, Model: propose.ModelNamed(address + " tiny")}
		if _, err := propose.Find(ctx, p, o, nil); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", address, err)
		}
	}
	waits := make(chan struct{})
	slow := server(t, func(http.ResponseWriter, string) { <-waits })
	defer close(waits)
	short, stop := context.WithTimeout(ctx, 50*time.Millisecond)
	defer stop()
	if _, err := propose.Find(short, p, slow, nil); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("a server that is slow: %v", err)
	}
}
