package mergeview

import (
	"context"
	"errors"

	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// merge takes the files that are not refused into the project, as one act. A path that is still in its field is added first: what it
// would bring is to be seen before.
func (v *View) merge() {
	if v.takePath() {
		return
	}
	paths := v.accepted()
	if v.run.Disabled() || len(paths) == 0 {
		return
	}
	var result merge.Result
	v.work("Merging", func(ctx context.Context, progress func(done, total int)) (err error) {
		result, err = merge.Files(ctx, v.session.Project, v.session.Annotator(), paths, nil, progress)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			v.session.Tell("The merge was cancelled. Nothing was changed.")
			return
		case err != nil:
			v.session.Fail(err)
			return
		}
		v.merged = true
		sentence := "Merged " + wording.CountOf(len(paths), "file", "files") + ": " + totals(result.Plan) + ". Undo takes it back."
		if result.Act.Seq == 0 {
			sentence = session.Sentence(errors.New("the files had nothing that the project has not"))
		}
		v.summary.SetText(sentence)
		v.session.Tell(sentence)
	})
}
