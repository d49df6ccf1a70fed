package propose

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/suggest/outside"
	"github.com/parallax-annotation/parallax/store"
)

const (
	longestAnswer = 4 << 20         // bytes of one line that a model answers
	mostRefused   = 20              // reasons that are told
	lastWords     = 2 << 10         // bytes of what a model wrote to standard error that are looked at
	goodbye       = 3 * time.Second // that a model has to end once it is told to
)

// ask asks an outside model about articles: a server, or a command of the user's, which gets a line for each on its standard input and
// writes a line for each proposal to its standard output. It is ended where ctx is cancelled.
func ask(ctx context.Context, p *store.Project, m Model, articles []suggest.Article, cb annotate.Codebook, progress func(done, total int)) (found Found, err error) {
	if len(m.Command) == 0 && m.Server == "" {
		return found, annotate.Invalidf("no model is named: say which command or server is to be asked")
	}
	how := converse
	if m.Server != "" {
		how = consult
	}
	answers, model, notes, err := how(ctx, m, articles, cb, progress)
	if err != nil {
		return found, err
	}
	found.Model, found.Notes = layerName(cmp.Or(model, m.Name), m.called()), notes
	refused := 0
	for _, a := range articles {
		proposals, reasons := outside.Answers(a, cb, answers[a.Document.ID])
		for _, reason := range reasons {
			if refused++; refused <= mostRefused {
				found.Notes = append(found.Notes, fmt.Sprintf("refused in %s: %s", a.Document.Name(), reason))
			}
		}
		found.Articles = append(found.Articles, Article{a.Document, a.Text, proposals})
	}
	if refused > mostRefused {
		found.Notes = append(found.Notes, fmt.Sprintf("refused in all: %d", refused))
	}
	return found, found.leaveOut(ctx, p)
}

// layerName is what the layer of a model is called: as it calls itself, else as its program is.
func layerName(model, program string) string {
	name := strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\n\r\t/\\", r) {
			return '-'
		}
		return r
	}, model))
	switch usual := name != "" && name != "all" && annotate.FoldName(name) != annotate.GoldLayer; {
	case usual:
	case strings.Contains(program, "://"):
		name = "model of a server"
	default:
		name = "model " + strings.TrimSuffix(filepath.Base(program), filepath.Ext(program))
	}
	return name
}

// converse runs the command and sorts its answers by article. model is what the first of them says that it is.
func converse(ctx context.Context, m Model, articles []suggest.Article, cb annotate.Codebook, progress func(done, total int)) (answers map[string][]outside.Answer, model string, notes []string, err error) {
	command := m.Command
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	run := exec.CommandContext(ctx, command[0], command[1:]...)
	run.WaitDelay = goodbye
	said := &tail{}
	run.Stderr = said
	input, err := run.StdinPipe()
	if err != nil {
		return nil, "", nil, fmt.Errorf("asking %s: %w", command[0], err)
	}
	output, err := run.StdoutPipe()
	if err != nil {
		return nil, "", nil, fmt.Errorf("asking %s: %w", command[0], err)
	}
	if err := run.Start(); err != nil {
		return nil, "", nil, annotate.Invalidf("%s cannot be run: %v", command[0], reason(err))
	}
	go func() {
		defer input.Close()
		for _, a := range articles {
			if _, err := input.Write(append(outside.Ask(a, cb), '\n')); err != nil {
				return // it has ended, and its exit code says why
			}
		}
	}()
	answers = map[string][]outside.Answer{}
	known := map[string]int{}
	for i, a := range articles {
		known[a.Document.ID] = i
	}
	lines := bufio.NewScanner(output)
	lines.Buffer(nil, longestAnswer)
	var wrong error
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		answer, err := outside.Read(line)
		if err != nil {
			wrong = annotate.Invalidf("%s: line %d of its answer: %v", command[0], n, err)
			stop()
			break
		}
		at, asked := known[answer.Document]
		if !asked {
			notes = append(notes, fmt.Sprintf("refused: line %d of the answer is about an article %q that was not asked about", n, answer.Document))
			continue
		}
		if model == "" {
			model = answer.Model
		}
		answers[answer.Document] = append(answers[answer.Document], answer)
		if progress != nil {
			progress(at, len(articles))
		}
	}
	read := lines.Err()
	if read != nil {
		stop()
	}
	_, _ = io.Copy(io.Discard, output) // or it would wait to be read
	ended := run.Wait()
	switch {
	case wrong != nil:
		return nil, "", nil, wrong
	case errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		return nil, "", nil, m.late()
	case ctx.Err() != nil && read == nil:
		return nil, "", nil, ctx.Err()
	case read != nil:
		return nil, "", nil, annotate.Invalidf("%s: what it answered cannot be read: %v", command[0], read)
	case ended != nil:
		return nil, "", nil, annotate.Invalidf("%s failed (%v)%s", command[0], ended, said.line())
	}
	return answers, model, notes, nil
}

// reason is an error of running a program without its name, which is told already.
func reason(err error) error {
	var failed *exec.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// tail keeps the end of what is written to it.
type tail struct{ kept []byte }

// Write keeps the last of p.
func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	t.kept = t.kept[max(0, len(t.kept)-lastWords):]
	return len(p), nil
}

// line is the last line that was written, after a colon.
func (t *tail) line() string {
	lines := strings.Split(strings.TrimSpace(string(t.kept)), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return ": " + last
	}
	return ""
}
