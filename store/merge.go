package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/store/output"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
)

// # Merging
//
// A merge asks of each field of each row: which is the last version of it, and did the row come to life or die last? Both
// follow from the change log. A version is called by its time and the id of its change, which are the same in every
// file that has it, so that "the last" is the same whichever file is asked first: merging files in any order, in any
// groups, any number of times ends in the same rows. What is a version, and which one counts, says the package history.
//
//   - The later act wins: of two edits of one field, and of an edit and a deletion. Each is reported where neither knew of the
//     other, and the one that lost stays in the log.
//   - What rewrites rows as a consequence of something else (a changed codebook, two entities made one) is no version of them. An
//     act is known for such by what else it did: findRewrites.
//   - How far gold is with an article is counted from what has been decided there.
//   - What living annotations refer to lives, even if somebody deleted it: an article with the annotations of one who did
//     not know that it went, an entity, a label. Nobody's work goes because of somebody else's tidying up.
//   - Documents are the same if their ids and texts are, or their texts within the same story; stories, annotators,
//     labels, attributes and relation types if their ids or names are. What has several ids goes by one, and the table alias
//     remembers the others. A document's is the first in order, because exports show it. Entities are the same by
//     id only: two people may have the same name, so namesakes are reported and left to a person to merge.
//   - Documents keep their positions; those of different files at the same position stand in the order of their ids.
//   - Documents whose texts differ under one id are kept apart under ids that follow from it and their texts, their
//     annotations likewise.
//   - Names are those that a thing has or ever had, so that a story that one file renamed is still the one that another file,
//     made apart, knows by the old name. Only where one name was given to two things in turn does it matter which file is
//     merged first. Labels, attributes and relation types whose names a person takes for the same are one.
//   - A part of the codebook takes the last definition of each of its properties. An option goes where somebody dropped it and
//     no living annotation has it; the last label and the last options are never gone. A relation that no longer fits, and
//     a value that no attribute admits, is left out, reported, and remembered.
//
// All of it is one act. What is taken over is logged under the name of the one who did it, with the time at which it was
// done and the id that the change has in its own file; what merging itself had to do is logged as mergeAction and is no
// version of anything. What the log cannot tell stands in the table version. Both, and alias, count while the act is in
// force, so that an undone merge is as if it had never been and can be made again.
//
// Other files are never written to; copies of them are read, row by row, side by side, in the order of ids, and what the project
// knows of each row is looked up: the cost goes with what is merged in. What is held in memory are the stories, documents
// without their texts, annotators, and codebooks.

// mergeAction is the action of the act that merges files.
const mergeAction = "merge files"

// MergeResult is a merge that was made.
type MergeResult struct {
	Plan MergePlan
	Act  Act // zero where the files had nothing new
}

// PlanMerge says what merging the files would do. It tries the merge in memory or on a copy, so that the project stays as it is and
// no act waits.
// A file that cannot be merged is an error whose sentence begins with its name.
func (p *Project) PlanMerge(ctx context.Context, others []string, progress func(done, total int)) (MergePlan, error) {
	if err := sameFile(p.path, others); err != nil {
		return MergePlan{}, err
	}
	if plan, known, err := p.tryInMemory(ctx, others, progress); known || err != nil {
		return plan, err
	}
	folder, err := output.TempFolder()
	if err != nil {
		return MergePlan{}, fmt.Errorf("copying %s: %w", p.path, err)
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, standInName)
	if err := p.copyOut(ctx, copied, "OFF", nil); err != nil {
		return MergePlan{}, fmt.Errorf("copying %s: %w", p.path, explain(p.path, err))
	}
	q, err := open(ctx, copied, p.steps)
	if err != nil {
		return MergePlan{}, err
	}
	plan, _, err := q.merge(ctx, others, func(MergePlan) error { return errStopped }, progress)
	if errors.Is(err, errStopped) {
		err = nil
	}
	return plan, errors.Join(err, q.Close())
}

// Merge takes what other project files have into this one, as one act. approve, which may be nil, is shown the plan
// before anything is saved; where it returns an error nothing is, and the error is Merge's. progress, which may be nil, is told
// how many of the rows are done. Where ctx is cancelled nothing is changed.
func (p *Project) Merge(ctx context.Context, others []string, approve func(MergePlan) error, progress func(done, total int)) (MergeResult, error) {
	if approve == nil {
		approve = func(MergePlan) error { return nil }
	}
	plan, act, err := p.merge(ctx, others, approve, progress)
	if err != nil {
		return MergeResult{}, err
	}
	return MergeResult{Plan: plan, Act: act}, nil
}

// merger is one merge under way.
type merger struct{ writing }

func newMerger(ctx context.Context, progress func(done, total int)) *merger {
	m := &merger{writing{moved: map[*kind][]string{}, handled: map[*kind]map[string]bool{}, deletions: map[*kind][]deletion{},
		linked: map[string]bool{}, retyped: map[string]bool{}, relabelled: map[string]bool{}, entityLabels: map[string]string{},
		named: map[string]bool{}, begun: map[string]bool{}, texts: map[string]bool{}}}
	m.ctx, m.progress, m.aliased, m.extra = ctx, progress, sames{}, map[*kind]map[string]bool{}
	return m
}

func (p *Project) merge(ctx context.Context, others []string, approve func(MergePlan) error, progress func(done, total int)) (MergePlan, Act, error) {
	return p.mergeBy(ctx, others, p.write, p.read, approve, progress)
}

// mergeBy makes a merge as one act by write, beside what read sees as it was before.
func (p *Project) mergeBy(ctx context.Context, others []string, write func(context.Context, Act, func(*Tx) error) (Act, error),
	read func(context.Context, func(*session) error) error, approve func(MergePlan) error, progress func(done, total int)) (plan MergePlan, act Act, err error) {
	if len(others) == 0 {
		return plan, act, annotate.Invalidf("name at least one file to merge")
	}
	if err := sameFile(p.path, others); err != nil {
		return plan, act, err
	}
	m := newMerger(ctx, progress)
	var open []*mergeSource
	defer func() {
		for _, f := range open {
			err = errors.Join(err, f.close())
		}
	}()
	for _, path := range others {
		f, err := openSource(ctx, path, len(open)+1)
		if err != nil {
			return plan, act, err
		}
		open = append(open, f)
		m.plan.Files = append(m.plan.Files, MergeFile{Path: path, source: f})
	}
	act, err = write(ctx, Act{Kind: ActDo, Action: mergeAction, Summary: mergeSummary(others)}, func(tx *Tx) error {
		// The project is read as it was before the act, beside what the act writes.
		return read(ctx, func(s *session) error {
			m.tx, m.own = tx, &mergeSource{file: projectFile{s, p.path}, path: p.path}
			m.files = append([]*mergeSource{m.own}, open...)
			if err := m.own.prepare(0); err != nil {
				return err
			}
			if err := m.run(); err != nil {
				return err
			}
			return approve(m.plan)
		})
	})
	return m.plan, act, err
}

func mergeSummary(others []string) string {
	if len(others) == 1 {
		return "Merge " + fileName(others[0])
	}
	return fmt.Sprintf("Merge %d files", len(others))
}

// run makes the merge, owners before what they own; what goes, goes last and the other way round.
func (m *merger) run() error {
	for _, k := range kinds {
		m.handled[k] = map[string]bool{}
	}
	if err := m.count(); err != nil {
		return err
	}
	for _, step := range []func() error{
		m.identify, m.splitAnnotations, m.recallRelations, m.index, m.findGold, m.keep, m.decideCodebook, m.compareCodebooks, m.survey,
		m.putClasses, m.putRows, m.deleteLinks, m.fit, m.deleteRest, m.settleGold, m.rememberJoins, m.hold, m.warnOfRepeats, m.report,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// hold makes an act of a merge that only has something to remember, because the order of later merges must not matter.
func (m *merger) hold() error {
	if !m.remembered || m.tx.next > m.tx.first {
		return nil
	}
	current, err := m.tx.load(codebookKind, "codebook", false)
	if err != nil || current == nil {
		return err
	}
	return m.write(codebookKind, "codebook", history.Moment{}, current, current)
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

// later moves the time of the act behind that of a version that it takes over.
func (tx *Tx) later(at time.Time) {
	if at.After(tx.now) {
		tx.now, tx.act.At = at, at
	}
}

func fileName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}
