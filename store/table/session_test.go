package table_test

import (
	"context"
	"testing"

	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/store/table"
)

// Where SQLite takes a transaction back by itself, as it does when the disk fails, what an act still had to write is not saved
// by itself.
func TestAStatementWhoseTransactionIsGoneIsRefused(t *testing.T) {
	p := storetest.New(t)
	path := p.Path()
	storetest.Must(t, p.Close())
	db, err := disk.OpenDB(table.Driver, path, "mode=rw")
	storetest.Must(t, err)
	defer db.Close()
	s, err := table.NewSession(context.Background(), db)
	storetest.Must(t, err)
	defer s.Close()
	const act = "UPDATE desk SET acts = acts + 1 WHERE id = 1"
	count := func() (n int) {
		storetest.Must(t, s.Row("SELECT acts FROM desk WHERE id = 1").Scan(&n))
		return n
	}
	before := count()
	storetest.Must(t, s.Begin("BEGIN IMMEDIATE"))
	storetest.Must(t, s.Exec(act))
	storetest.Must(t, s.Exec("ROLLBACK -- by itself"))
	if err := s.Exec(act); err == nil {
		t.Error("a statement without its transaction was taken")
	}
	if err := s.Exec("COMMIT"); err == nil {
		t.Error("what is gone is said to be saved")
	}
	s.Exec("ROLLBACK")
	if got := count(); got != before {
		t.Errorf("%d acts were saved", got-before)
	}
	storetest.Must(t, s.Begin("BEGIN IMMEDIATE"))
	storetest.Must(t, s.Exec(act))
	storetest.Must(t, s.Exec("COMMIT"))
	if got := count(); got != before+1 {
		t.Errorf("the next act was saved %d times", got-before)
	}
}
