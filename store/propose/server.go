package propose

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/suggest/outside"
)

// Model is an outside model: a command and its arguments, or the address of a server that answers POST /v1/chat/completions as Ollama and
// the server of llama.cpp do.
type Model struct {
	Command   []string
	Server    string // its address, "http://127.0.0.1:11434"
	Name      string // which model of a server is asked; it may have only one
	Elsewhere bool   // the server may be on another computer, to which texts are sent then
}

// ModelNamed reads a model as a person writes it: an address and a name, or a command with its arguments, parted by spaces.
func ModelNamed(line string) Model {
	fields := strings.Fields(line)
	if len(fields) > 0 && (strings.HasPrefix(fields[0], "http://") || strings.HasPrefix(fields[0], "https://")) {
		return Model{Server: fields[0], Name: strings.Join(fields[1:], " ")}
	}
	return Model{Command: fields}
}

// Away says whether the model is a server whose address is not plainly one of this computer.
func (m Model) Away() bool {
	at, err := url.Parse(m.Server)
	if m.Server == "" || err != nil || at.Hostname() == "" || strings.EqualFold(at.Hostname(), "localhost") {
		return false
	}
	ip := net.ParseIP(at.Hostname())
	return ip == nil || !ip.IsLoopback()
}

// called is what the model is called in a sentence.
func (m Model) called() string {
	if m.Server != "" {
		return m.Server
	}
	return m.Command[0]
}

// errElsewhere is why nothing was sent.
var errElsewhere = errors.New("another computer")

// client talks to servers of this computer only, unless the model may be elsewhere. It looks at the address that a name turns out to
// be, goes through no proxy, and follows no server to another one.
func (m Model) client() *http.Client {
	dialer := &net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if ip := net.ParseIP(host); err == nil && !m.Elsewhere && (ip == nil || !ip.IsLoopback()) {
			return errElsewhere
		}
		return err
	}}
	return &http.Client{Transport: &http.Transport{DialContext: dialer.DialContext},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

type (
	chat struct {
		Model    string    `json:"model"`
		Messages []message `json:"messages"`
		Format   any       `json:"response_format"`
		Heat     float64   `json:"temperature"`
		Stream   bool      `json:"stream"`
	}
	message struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	}
	reply struct {
		Model   string `json:"model"`
		Choices []struct {
			Message message `json:"message"`
		} `json:"choices"`
	}
)

// consult asks a server about each paragraph of articles, one after the other, and sorts its answers by article. What is no answer to one
// paragraph is noted, and the next is asked about.
func consult(ctx context.Context, m Model, articles []suggest.Article, cb annotate.Codebook, progress func(done, total int)) (answers map[string][]outside.Answer, model string, notes []string, err error) {
	at, err := url.Parse(m.Server)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return nil, "", nil, annotate.Invalidf("%s is no address of a server: one looks like http://127.0.0.1:11434", m.Server)
	}
	client := m.client()
	defer client.CloseIdleConnections()
	paragraphs, total := make([][]annotate.Segment, len(articles)), 0
	for i, a := range articles {
		paragraphs[i] = outside.Paragraphs(a)
		total += len(paragraphs[i])
	}
	question := chat{Model: m.Name, Messages: []message{{"system", outside.Instruction(cb)}, {Role: "user"}},
		Format: map[string]any{"type": "json_schema", "json_schema": map[string]any{"name": "proposals", "schema": outside.Shape(cb)}}}
	answers, done, unread := map[string][]outside.Answer{}, 0, 0
	for i, a := range articles {
		for _, paragraph := range paragraphs[i] {
			if progress != nil {
				progress(done, total)
			}
			done++
			question.Messages[1].Content = a.Text.Slice(paragraph.Start, paragraph.End)
			said, err := m.ask(ctx, client, at.JoinPath("v1", "chat", "completions").String(), question)
			if err != nil {
				return nil, "", nil, err
			}
			if model == "" {
				model = said.Model
			}
			found, err := outside.ReadParagraph(said.Choices[0].Message.Content, a, paragraph, said.Model)
			if err != nil {
				unread++
				continue
			}
			answers[a.Document.ID] = append(answers[a.Document.ID], found...)
		}
	}
	if unread > 0 {
		notes = append(notes, fmt.Sprintf("of %s the answer was not of the kind that is asked for", annotate.Counted(unread, "paragraph", "paragraphs")))
	}
	return answers, model, notes, nil
}

// ask sends one question. Its errors are sentences.
func (m Model) ask(ctx context.Context, client *http.Client, address string, question chat) (said reply, err error) {
	body, err := json.Marshal(question)
	if err != nil {
		return said, fmt.Errorf("asking %s: %w", m.Server, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return said, annotate.Invalidf("%s is no address of a server: %v", m.Server, err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return said, m.failed(ctx, err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer+1))
	switch {
	case err != nil:
		return said, m.failed(ctx, err)
	case len(data) > longestAnswer:
		return said, annotate.Invalidf("%s answered with more than %d MB, which is no answer to a paragraph", m.Server, longestAnswer>>20)
	case response.StatusCode != http.StatusOK:
		return said, annotate.Invalidf("%s refused (%s)%s", m.Server, response.Status, (&tail{data[:min(len(data), lastWords)]}).line())
	}
	if err := json.Unmarshal(data, &said); err != nil || len(said.Choices) == 0 {
		return said, annotate.Invalidf("%s does not answer as a server of POST /v1/chat/completions does: is it the server of a model?", m.Server)
	}
	return said, nil
}

// failed says why a server could not be asked.
func (m Model) failed(ctx context.Context, err error) error {
	var wrapped *url.Error
	switch {
	case errors.Is(err, errElsewhere):
		return annotate.Invalidf("%s is another computer, and nothing was sent there: texts leave this one only where you say so", m.Server)
	case errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		return m.late()
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &wrapped):
		err = wrapped.Err
	}
	return annotate.Invalidf("%s cannot be asked (%v): is the model's server running?", m.Server, err)
}

// late says that a model took too long.
func (m Model) late() error {
	return annotate.Invalidf("%s took too long and was ended: give it more time or fewer articles", m.called())
}
