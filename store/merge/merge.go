package merge

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// mergeAction is the action of the act that merges files.
const mergeAction = "merge files"

// Result is a merge that was made.
type Result struct {
	Plan Plan
	Act  store.Act // zero where the files had nothing new
}

// Preview says what merging the files would do. It tries the merge in memory or on a copy, so that the project stays as it is and
// no act waits.
// A file that cannot be merged is an error whose sentence begins with its name.
func Preview(ctx context.Context, p *store.Project, others []string, progress func(done, total int)) (Plan, error) {
	if err := sameFile(p.Path(), others); err != nil {
		return Plan{}, err
	}
	if outweighs(p, others) {
		known := false
		plan, _, err := mergeBy(ctx, p, annotate.Annotator{}, others, func(ctx context.Context, draft store.Act, fn func(*store.Tx, *table.Session) error) (store.Act, error) {
			tried, err := p.Try(ctx, draft, fn)
			known = tried
			return store.Act{}, err
		}, func(Plan) error { return nil }, progress)
		if known {
			return plan, err
		}
		if ctx.Err() != nil {
			return Plan{}, ctx.Err()
		}
	}
	var plan Plan
	err := p.OnCopy(ctx, func(copied *store.Project) (err error) {
		plan, _, err = mergeFiles(ctx, copied, annotate.Annotator{}, others, func(Plan) error { return disk.ErrStopped }, progress)
		if errors.Is(err, disk.ErrStopped) {
			err = nil
		}
		return err
	})
	return plan, err
}

// Files takes what other project files have into this one, as one act, which is by's, or for the zero Annotator nobody's. approve, which may be nil, is shown the plan
// before anything is saved; where it returns an error nothing is, and the error is that of Files. progress, which may be nil, is told
// how many of the rows are done. Where ctx is cancelled nothing is changed.
func Files(ctx context.Context, p *store.Project, by annotate.Annotator, others []string, approve func(Plan) error, progress func(done, total int)) (Result, error) {
	if approve == nil {
		approve = func(Plan) error { return nil }
	}
	plan, act, err := mergeFiles(ctx, p, by, others, approve, progress)
	if err != nil {
		return Result{}, err
	}
	return Result{Plan: plan, Act: act}, nil
}

// merger is one merge under way.
type merger struct{ writing }

func newMerger(ctx context.Context, progress func(done, total int)) *merger {
	m := &merger{writing{moved: map[*table.Kind][]string{}, handled: map[*table.Kind]map[string]bool{}, deletions: map[*table.Kind][]deletion{},
		linked: map[string]bool{}, retyped: map[string]bool{}, relabelled: map[string]bool{}, entityLabels: map[string]string{},
		named: map[string]bool{}, begun: map[string]bool{}, texts: map[string]bool{}}}
	m.ctx, m.progress, m.aliased, m.extra = ctx, progress, sames{}, map[*table.Kind]map[string]bool{}
	return m
}

func mergeFiles(ctx context.Context, p *store.Project, by annotate.Annotator, others []string, approve func(Plan) error, progress func(done, total int)) (Plan, store.Act, error) {
	return mergeBy(ctx, p, by, others, func(ctx context.Context, draft store.Act, fn func(*store.Tx, *table.Session) error) (store.Act, error) {
		return p.Write(ctx, draft, func(tx *store.Tx) error {
			return p.Read(ctx, func(s *table.Session) error { return fn(tx, s) })
		})
	}, approve, progress)
}

// mergeBy makes a merge as an act, which is given a function that takes what the act writes to, and what reads the project as it was
// before it.
func mergeBy(ctx context.Context, p *store.Project, by annotate.Annotator, others []string, act func(context.Context, store.Act, func(*store.Tx, *table.Session) error) (store.Act, error),
	approve func(Plan) error, progress func(done, total int)) (plan Plan, made store.Act, err error) {
	if len(others) == 0 {
		return plan, made, annotate.Invalidf("name at least one file to merge")
	}
	if err := sameFile(p.Path(), others); err != nil {
		return plan, made, err
	}
	m := newMerger(ctx, progress)
	var open []*source
	defer func() {
		for _, f := range open {
			err = errors.Join(err, f.close())
		}
	}()
	for _, path := range others {
		f, err := openSource(ctx, path, len(open)+1)
		if err != nil {
			return plan, made, err
		}
		open = append(open, f)
		file := File{Path: path, source: f}
		for _, lacks := range disk.LeftBehind(path) {
			file.Warnings = append(file.Warnings, strings.TrimSuffix(lacks.Sentence, "."))
		}
		m.plan.Files = append(m.plan.Files, file)
	}
	made, err = act(ctx, store.Act{Kind: history.Do, Action: mergeAction, Summary: mergeSummary(others)}, func(tx *store.Tx, s *table.Session) error {
		m.tx, m.own = tx, &source{file: projectFile{s, p.Path()}, path: p.Path()}
		m.files = append([]*source{m.own}, open...)
		if err := m.own.prepare(0); err != nil {
			return err
		}
		if err := m.run(); err != nil {
			return err
		}
		if by != (annotate.Annotator{}) && tx.Changed() { // at the end, for the files may bring them
			if err := tx.Sign(by); err != nil {
				return err
			}
		}
		return approve(m.plan)
	})
	return m.plan, made, err
}

// trialShare is how many times as large as all that is merged in a project must be for the merge to be tried in memory: what it
// writes is held there, and a copy of the project is the better bargain where that is much.
const trialShare = 4

// outweighs says whether the project is large, and larger by far than all the files together.
func outweighs(p *store.Project, others []string) bool {
	var size int64
	for _, other := range others {
		info, err := os.Stat(other)
		if err != nil {
			return false // the copy says why
		}
		size += info.Size()
	}
	info, err := os.Stat(p.Path())
	return err == nil && info.Size() > disk.WholeCheck && info.Size()/trialShare > size
}

func mergeSummary(others []string) string {
	if len(others) == 1 {
		return "Merged " + fileName(others[0])
	}
	return fmt.Sprintf("Merged %d files", len(others))
}

// run makes the merge, owners before what they own; what goes, goes last and the other way round.
func (m *merger) run() error {
	for _, k := range table.Kinds {
		m.handled[k] = map[string]bool{}
	}
	if err := m.count(); err != nil {
		return err
	}
	for _, step := range []func() error{
		m.identify, m.splitAnnotations, m.recallRelations, m.index, m.findGold, m.touchPeople, m.keep, m.decideCodebook, m.decideNames, m.compareCodebooks, m.survey, m.decideThemes,
		m.putClasses, m.putRows, m.deleteLinks, m.fit, m.deleteRest, m.settleGold, m.rememberJoins, m.rememberApart, m.hold, m.warnOfRepeats, m.report,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// hold makes an act of a merge that only has something to remember, because the order of later merges must not matter.
func (m *merger) hold() error {
	if !m.remembered || m.tx.Changed() {
		return nil
	}
	current, err := m.tx.Load(table.CodebookKind, "codebook", false)
	if err != nil || current == nil {
		return err
	}
	return m.write(table.CodebookKind, "codebook", history.Moment{}, current, current)
}

// count says how much there is to read.
func (m *gathering) count() error {
	for _, f := range m.files[1:] {
		n, err := f.file.changes()
		if err != nil {
			return err
		}
		m.total += n
	}
	return nil
}

// step tells how far the merge is, and ends it where its context did.
func (m *gathering) step() error {
	m.done++
	if m.done%1024 != 0 {
		return nil
	}
	if m.progress != nil {
		m.progress(min(m.done, m.total), m.total)
	}
	return m.ctx.Err()
}

func fileName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}
