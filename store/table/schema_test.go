package table

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var writeDown = flag.Bool("schema", false, "write schema.sql anew, after a migration was added")

func TestTheSchemaThatIsWrittenDownIsWhatTheMigrationsMake(t *testing.T) {
	all, err := ReadMigrations(Schema)
	if err != nil {
		t.Fatal(err)
	}
	made, err := all.build()
	if err != nil {
		t.Fatal(err)
	}
	if len(made) > 0 && slices.Equal(partsOfToday(), made) {
		return
	}
	if !*writeDown {
		t.Fatal("the migrations make something else: go test ./store/table -run Schema -schema")
	}
	text, _, _ := strings.Cut(strings.TrimSuffix(today, "\n"), beginsPart)
	for _, p := range made {
		text += beginsPart + p.table + "\n" + p.sql
	}
	if err := os.WriteFile("schema.sql", []byte(text+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
