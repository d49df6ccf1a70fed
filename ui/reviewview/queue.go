package reviewview

import (
	"context"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/session"
)

// queue is what there is to review, as the list shows it. It is read whole beside the window; what an act changed in one article is
// read at once.
type queue struct {
	*review.Queue
	view    *View
	filter  review.Filter // of the list
	sorting review.Sorting
	read    bool   // the queue has been read
	story   string // whose articles are reviewed, "" for all
	gold    int    // spans in gold
	people  map[string]annotate.Annotator
	alone   bool          // fewer than two have marked anything
	anyway  bool          // the reviewer wants to see the items of one annotator
	filling bool          // the queue is being read
	again   bool          // it has changed meanwhile
	stale   bool          // it has changed while another view was shown
	changes int           // how often an article's part of it was read again
	soon    *session.Soon // reads it whole again
}

// refillDelay is how long the list waits for further acts before it is read whole again. What an act changed in the article at hand is
// shown at once.
const refillDelay = 400 * time.Millisecond

func newQueue(v *View) *queue {
	q := &queue{Queue: review.NewQueue(), view: v, filter: review.Filter{Show: review.ShowOpen}, people: map[string]annotate.Annotator{}}
	q.soon = v.session.Soon(refillDelay, q.fill)
	return q
}

// filled says whether there is something to review on the screen.
func (q *queue) filled() bool { return q.read && q.Counts().Items > 0 && (!q.alone || q.anyway) }

// fill reads the queue whole, beside the window.
func (q *queue) fill() {
	v := q.view
	if q.filling {
		q.again = true
		return
	}
	q.filling = true
	chosen, sorting, story, changes := q.filter, q.sorting, q.story, q.changes
	var fresh adjudicate.Queue
	var people []annotate.Annotator
	read := func(ctx context.Context, progress func(done, total int)) (err error) {
		project := v.session.Project
		if people, err = project.Annotators(ctx); err != nil {
			return err
		}
		fresh, err = adjudicate.ReadQueue(ctx, project, derived.Query{StoryID: story}, progress)
		if err == nil {
			fresh.Arrange(chosen, sorting)
		}
		return err
	}
	done := func() {
		q.filling = false
		if q.again {
			q.again = false
			q.fill()
			return
		}
		if q.read && changes != q.changes {
			q.soon.Ask() // what was read is older than what is shown
			return
		}
		q.gold, q.alone = fresh.Gold, len(fresh.Marking) < 2
		clear(q.people)
		for _, a := range people {
			q.people[a.ID] = a
		}
		q.Queue = fresh.Queue
		if q.filter != chosen || q.sorting != sorting {
			q.sift()
		}
		q.dropUnknown()
		v.filledAnew()
	}
	if q.read {
		v.session.Read(func(ctx context.Context) error { return read(ctx, func(int, int) {}) }, done)
		return
	}
	v.session.Background("Comparing the annotations", read, func(err error) {
		if err != nil {
			q.filling = false
			v.session.Fail(err)
			v.desk.Leave()
			return
		}
		done()
	})
}

// sift lists what the filter admits.
func (q *queue) sift() { q.Arrange(q.filter, q.sorting) }

// touched lists the articles whose spans or decisions an act changed, and the item of one of the decisions. Spans that came
// to gold or left it are counted.
func (q *queue) touched(act store.Act) (documents []string, decided review.Place) {
	gold := annotate.NewAnnotator(annotate.GoldLayer).ID
	for _, change := range act.Changes {
		id := change.DocumentID()
		if id == "" {
			continue
		}
		if !slices.Contains(documents, id) {
			documents = append(documents, id)
		}
		switch change.EntityKind {
		case "decision":
			decided = review.Place{DocumentID: id, ItemID: change.LatestDecision().Item}
		case "span":
			switch {
			case change.LatestSpan().AnnotatorID != gold:
			case change.Made():
				q.gold++
			case change.Deleted():
				q.gold--
			}
		}
	}
	return documents, decided
}

// renew reads one article's part of the queue.
func (q *queue) renew(id string) {
	v := q.view
	q.changes++
	if id == v.page.document.ID {
		if !v.page.readItems() {
			return
		}
		q.Replace(id, entriesOf(v.page.items))
		return
	}
	items, err := adjudicate.Items(v.session.Context(), v.session.Project, derived.Query{DocumentID: id})
	if err != nil {
		v.session.Fail(err)
		return
	}
	q.Replace(id, entriesOf(items))
}

// dropUnknown takes away a choice of what is not in the project any more: nothing would be left to see.
func (q *queue) dropUnknown() {
	f := q.filter
	if !slices.Contains(review.Kinds, f.Kind) {
		f.Kind = ""
	}
	if f.Show != review.ShowOpen && f.Show != review.ShowDecided {
		f.Show = review.ShowAll
	}
	if _, there := q.view.session.Codebook().LabelByID(f.LabelID); !there {
		f.LabelID = ""
	}
	if _, there := q.people[f.Annotator]; !there || q.view.names.blind {
		f.Annotator = ""
	}
	if f != q.filter {
		q.filter = f
		q.sift()
	}
}

func entriesOf(items []derived.Item) []review.Entry {
	entries := make([]review.Entry, len(items))
	for i, item := range items {
		entries[i] = item.Entry()
	}
	return entries
}
