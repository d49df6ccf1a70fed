package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

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
					_, err := p.Do(context.Background(), storetest.Anna, "import", "Import", func(tx *store.Tx) error {
						story, _, err := tx.EnsureStory("Long")
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
