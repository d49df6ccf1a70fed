package check

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// checkJob is a part of a check that is done by itself, on one connection.
type checkJob struct {
	rows int // that it looks at, about
	do   func(*checker) error
}

// How much a job looks at, so that there is something for every connection and the bar moves.
const (
	entriesInJob  = 20_000
	articlesInJob = 100
)

// Checkers is how many connections check a project. One of them is long with the structure of the file, and the others shall show
// meanwhile that something is done.
func Checkers() int { return min(max(runtime.NumCPU(), 2), 4) }

// Checking is a check under way. Its connections take the jobs one after the other.
type Checking struct {
	whole bool // the structure of the file and what follows from the rows are checked too

	mu       sync.Mutex
	Begun    bool
	jobs     []checkJob
	results  []jobResult // of those that were taken
	logged   sync.WaitGroup
	living   map[string]int // by kind, how many rows are there by the log
	progress func(done, total int)
	done     int
	total    int
	shown    int
}

type jobResult struct {
	problems []Problem
	err      error
}

// Begin begins a check of a whole project, or only of its rows.
func Begin(whole bool, progress func(done, total int)) *Checking {
	return &Checking{whole: whole, living: map[string]int{}, progress: progress}
}

// Work does jobs on a connection until none is left, one failed, or ctx ends.
func (c *Checking) Work(ctx context.Context, s *table.Session) error {
	s.Until = ctx
	defer func() { s.Until = nil }()
	if err := c.begin(s); err != nil {
		return err
	}
	for ctx.Err() == nil {
		i, job, more := c.take()
		if !more {
			break
		}
		left := job.rows
		own := &checker{Session: s, ctx: ctx, byKind: map[string]int{}, stepped: func(rows int) {
			rows = min(rows, left)
			left -= rows
			c.advance(rows)
		}}
		err := job.do(own)
		c.mu.Lock()
		c.results[i] = jobResult{own.problems, err}
		c.mu.Unlock()
		c.advance(left)
	}
	return ctx.Err()
}

// begin plans the jobs, unless another connection has.
func (c *Checking) begin(s *table.Session) (err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.Begun {
		return nil
	}
	c.Begun = true
	c.jobs, err = c.plan(s)
	for _, job := range c.jobs {
		c.total += job.rows
	}
	return err
}

// take is the next job. After one that failed, though not for a single cell, none is begun.
func (c *Checking) take() (place int, job checkJob, more bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	failed := slices.ContainsFunc(c.results, func(r jobResult) bool { return r.err != nil && !errors.As(r.err, &table.Spoiled{}) })
	if place = len(c.results); failed || place == len(c.jobs) {
		return place, job, false
	}
	c.results = append(c.results, jobResult{})
	return place, c.jobs[place], true
}

func (c *Checking) advance(rows int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done += rows
	if c.progress != nil && (c.done-c.shown >= 256 || c.done == c.total) {
		c.shown = c.done
		c.progress(c.done, c.total)
	}
}

// Result is what was found, in the order of the jobs, and why the check was not finished.
func (c *Checking) Result() ([]Problem, error) {
	all := &checker{byKind: map[string]int{}, problems: []Problem{}}
	rules := 0
	for _, r := range c.results {
		for _, p := range r.problems {
			if p.Kind != "integrity" {
				rules++
			}
			all.add(p.Kind, p.ID, "%s", p.Sentence)
		}
		cell := table.Spoiled{}
		switch {
		case errors.As(r.err, &cell): // it ended its job, not the others
			if rules == 0 {
				rules++
				all.add("value", "", "%v, which cannot stand there", cell)
			}
		case r.err != nil:
			return all.problems, r.err
		}
	}
	return all.problems, nil
}

// plan lists the jobs: first the structure, which takes longest, last what needs that the whole log was read.
func (c *Checking) plan(s *table.Session) ([]checkJob, error) {
	var entries, acts int64
	if err := s.Row("SELECT ifnull(max(seq), 0), (SELECT ifnull(max(seq), 0) FROM act) FROM change").Scan(&entries, &acts); err != nil {
		return nil, err
	}
	stories, err := table.Texts(s, "SELECT id FROM story ORDER BY name, id")
	if err != nil {
		return nil, err
	}
	articles, err := table.Texts(s, "SELECT id FROM document ORDER BY id")
	if err != nil {
		return nil, err
	}
	labels, err := table.Texts(s, "SELECT id FROM label ORDER BY position, id")
	if err != nil {
		return nil, err
	}
	tables, err := table.Texts(s, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
	if err != nil {
		return nil, err
	}
	once := int(entries / 16) // what a job costs that goes through a table once, in entries of the log
	jobs := c.structureJob()
	jobs = append(jobs, cellJobs(entries, articles, once)...)
	for _, t := range writtenTables {
		if t.table == "change" {
			jobs = append(jobs, stretches(entries, 2, func(c *checker, from, to int64) error { return c.characters(t, from, to) })...)
			continue
		}
		jobs = append(jobs, checkJob{once / 4, func(c *checker) error { return c.characters(t, 0, math.MaxInt64) }})
	}
	for _, name := range tables {
		jobs = append(jobs, checkJob{once / 4, func(c *checker) error { return c.references(name) }})
	}
	share := int(entries) / max(len(stories), 1) / 4
	for batch := range slices.Chunk(stories, max(articlesInJob*len(stories)/max(len(articles), 1), 1)) {
		jobs = append(jobs, checkJob{share * len(batch), func(c *checker) error {
			for _, story := range batch {
				if err := c.documents(story); err != nil {
					return err
				}
				c.stepped(share)
			}
			return nil
		}})
	}
	jobs = append(jobs, checkJob{1, (*checker).book})
	for _, label := range labels {
		jobs = append(jobs, checkJob{once, func(c *checker) error { return c.values(label) }})
	}
	jobs = append(jobs, checkJob{once, (*checker).spans}, checkJob{once / 8, (*checker).themes}, checkJob{once, (*checker).relations})
	log := stretches(entries, 1, func(own *checker, from, to int64) error {
		defer c.logged.Done()
		return own.log(from, to, c.count)
	})
	c.logged.Add(len(log))
	jobs = append(append(jobs, log...), checkJob{once, (*checker).earlier}, checkJob{once, (*checker).acts})
	jobs = append(jobs, c.derivedJobs(articles)...)
	return append(jobs, checkJob{once, c.unlogged}), nil
}

func (c *Checking) structureJob() []checkJob {
	if !c.whole {
		return nil
	}
	return []checkJob{{0, func(own *checker) (err error) {
		own.problems, err = structure(own.ctx, own.Session)
		return err
	}}}
}

// derivedJobs look at what is kept of some articles each, the last one also at what is kept of others.
func (c *Checking) derivedJobs(articles []string) []checkJob {
	if !c.whole {
		return nil
	}
	var jobs []checkJob
	after := ""
	for batch := range slices.Chunk(articles, articlesInJob) {
		first, last := after, batch[len(batch)-1]
		jobs = append(jobs, checkJob{len(batch), func(own *checker) error { return own.derived(first, last) }})
		after = last
	}
	return append(jobs, checkJob{0, func(own *checker) error { return own.derived(after, "") }})
}

// derived compares what is kept of articles with what it would be.
func (c *checker) derived(after, upTo string) error {
	return derived.Check(&derived.Comparison{Session: c.Session, After: after, UpTo: upTo, Add: c.add, Step: c.step})
}

// count adds up what is there by the log.
func (c *Checking) count(kind string, rows int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.living[kind] += rows
}

// unlogged looks for rows that no entry made, when all entries have been counted: who does the last job finds all others taken.
func (c *Checking) unlogged(own *checker) error {
	c.logged.Wait()
	for _, k := range table.Kinds {
		if err := own.unlogged(k, c.living[k.Name]); err != nil {
			return err
		}
	}
	return nil
}

// cellJobs look at the cells of all tables: of the log by entries, of the spans by articles, of the others as a whole.
func cellJobs(entries int64, articles []string, once int) []checkJob {
	var jobs []checkJob
	for _, t := range checkedTables() {
		switch t.table {
		case "change":
			jobs = append(jobs, stretches(entries, 4, func(c *checker, from, to int64) error {
				return c.cells(t, "seq >= ? AND seq < ?", from, to)
			})...)
		case table.SpanKind.Name:
			from := ""
			for batch := range slices.Chunk(articles, articlesInJob) {
				first, last := from, batch[len(batch)-1]
				jobs = append(jobs, checkJob{once * len(batch) / len(articles), func(c *checker) error {
					return c.cells(t, "document_id > ? AND document_id <= ?", first, last)
				}})
				from = last
			}
			jobs = append(jobs, checkJob{0, func(c *checker) error { return c.cells(t, "(document_id > ? OR typeof(document_id) <> 'text')", from) }})
		default:
			jobs = append(jobs, checkJob{once / 8, func(c *checker) error { return c.cells(t, "1") }})
		}
	}
	return jobs
}

// stretches are jobs for the log, a number of entries each. cost is how much less they take than comparing entries with rows does.
func stretches(entries int64, cost int, do func(c *checker, from, to int64) error) []checkJob {
	var jobs []checkJob
	from := int64(math.MinInt64)
	for to := int64(entriesInJob); to <= entries; to += entriesInJob {
		first := from
		jobs = append(jobs, checkJob{entriesInJob / cost, func(c *checker) error { return do(c, first, to) }})
		from = to
	}
	return append(jobs, checkJob{max(int(entries-max(from, 0))/cost, 1), func(c *checker) error { return do(c, from, math.MaxInt64) }})
}
