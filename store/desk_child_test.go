package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// deskChild is set for a child that is another program beside the test: it does what it reads, and prints what came of it.
const deskChild = "PARALLAX_TEST_DESK"

type child struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.Writer
	out *bufio.Scanner
}

func startChild(t *testing.T, path string) *child {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), deskChild+"="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	c := &child{t: t, cmd: cmd, in: in, out: bufio.NewScanner(out)}
	t.Cleanup(c.kill)
	return c
}

// say has the child do something, and waits until it is done.
func (c *child) say(order string) {
	c.t.Helper()
	fmt.Fprintln(c.in, order)
	if !c.out.Scan() || c.out.Text() != "done" {
		c.t.Fatalf("%s: the child says %q", order, c.out.Text())
	}
}

// kill ends the child as a crash does.
func (c *child) kill() {
	c.cmd.Process.Kill()
	c.cmd.Wait()
}

// obey is the child.
func obey(path string) {
	var p *store.Project
	var outside *sql.DB
	document := ""
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		var n int
		order, rest, _ := strings.Cut(in.Text(), " ")
		fmt.Sscan(rest, &n)
		err := func() (err error) {
			switch order {
			case "open":
				if p, err = store.Open(ctx, path); err != nil {
					return err
				}
				p.Keep()
				stories, err := p.Stories(ctx)
				if err != nil {
					return err
				}
				documents, err := p.Documents(ctx, stories[0].ID)
				document = documents[0].ID
				return err
			case "tag":
				return tagWord(p, document, n)
			case "rest":
				return p.Rest()
			case "close":
				return p.Close()
			case "import": // an act that goes on, whose pages no longer fit into memory
				ready, failed := make(chan bool), make(chan error, 1)
				go func() {
					_, err := p.Do(context.Background(), anna, "import", "Import", func(tx *store.Tx) error {
						story, _, err := tx.Story("Long")
						if err != nil {
							return err
						}
						for i := range n {
							text := strings.Repeat(fmt.Sprint("word ", i, " "), 30_000)
							if err := tx.AddDocument(&annotate.Document{StoryID: story.ID, Title: fmt.Sprint(i), Text: text}, nil); err != nil {
								return err
							}
						}
						ready <- true
						time.Sleep(time.Hour)
						return nil
					})
					failed <- err
				}()
				select {
				case <-ready:
				case err = <-failed:
				}
				return err
			case "look": // as an outside script that goes on reading
				outside, err = sql.Open("sqlite3", "file:"+path+"?mode=ro")
				if err == nil {
					_, err = outside.Exec("BEGIN")
				}
				if err == nil {
					err = outside.QueryRow("SELECT count(*) FROM span").Scan(&n)
				}
				return err
			case "leave":
				return outside.Close()
			}
			return fmt.Errorf("no such order")
		}()
		if err != nil {
			fmt.Println(strings.ReplaceAll(err.Error(), "\n", " "))
			continue
		}
		fmt.Println("done")
	}
}
