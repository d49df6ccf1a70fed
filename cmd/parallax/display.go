package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"log"
	"regexp"
	"strings"
	"sync"
)

// The toolkit says in the log why there can be no window, and then panics or goes on without one.
var (
	noWindow = regexp.MustCompile(`Fyne error: +(failed to initialise GLFW|window creation error)`)
	cause    = regexp.MustCompile(`Cause: *(?:[A-Za-z]+: )?(.+)`)
)

// shown calls show, which readies the display or makes a window. Where there is no display to make it on, or none that draws, it says so in one sentence.
func shown(show func()) (err error) {
	said, before := &held{}, log.Writer()
	log.SetOutput(said)
	defer func() {
		why := recover()
		log.SetOutput(before)
		switch {
		case noWindow.MatchString(said.String()):
			err = fmt.Errorf("no window can be opened (%s): see parallax --help for what works without one", reasonIn(said.String()))
		case why != nil:
			panic(why)
		default:
			_, _ = io.WriteString(before, said.String())
		}
	}()
	show()
	return nil
}

// reasonIn is what the system gave as a reason, as far as it gave one.
func reasonIn(said string) string {
	reason := ""
	if found := cause.FindStringSubmatch(said); found != nil {
		reason = strings.TrimSpace(found[1])
	}
	return cmp.Or(reason, "the display cannot be used")
}

// held is what is written to it, by several at a time.
type held struct {
	mu   sync.Mutex
	said bytes.Buffer
}

func (h *held) Write(words []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.said.Write(words)
}

func (h *held) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.said.String()
}
