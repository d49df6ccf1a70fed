// Package session is the open project as the window sees it: who annotates, which story and span are in hand, and
// the one way in which a view changes anything. It draws nothing. Every method but Background's work is called on
// the goroutine of the window, and every listener is called there.
//
// A change is committed before Do returns, and only then are the views told. One act takes a millisecond or two, so
// the window waits for it: what is on the screen is always what is in the file. What a view can show at once it may show
// one picture ahead of its act (AfterPicture); meanwhile nothing says that it is saved.
//
// Session is the project and its acts; it has a Hand, who annotates what, and a Worker for what takes long.
//
// It knows no view. Start with Session.
package session

import (
	"context"
	"errors"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// External is the action of the act that listeners hear when another process has written to the project. It is
// Large: everything may have changed.
const External = "external"

// Session is an open project. Its methods are many because it is the one thing that all views share: each is one question or one act of a
// few lines. Set the On fields before the first call of another method; those left nil do nothing.
type Session struct {
	Project *store.Project

	Hand
	Worker

	OnError   func(sentence string)                        // shows what went wrong
	OnRefused func(sentence string)                        // shows that the file may only be read; nil is OnError
	OnTell    func(sentence string)                        // shows a sentence in the status line
	OnAside   func(sentence string)                        // shows one there once nothing else is said
	OnShow    func(spanID string, all bool)                // brings the span into view in its article, among those of all annotators or as they are
	OnOpen    func(storyID string)                         // shows the story with its articles
	OnBeside  func(spanIDs []string)                       // brings spans of several articles into view beside each other
	OnPlace   func(documentID string, at annotate.Segment) // shows a stretch of an article
	OnEntity  func(entityID string)                        // shows an actor or a claim in the registry
	OnLeave   func()                                       // gives the keyboard back to the text
	OnAsk     func(Question)                               // asks over the window
	OnNews    func(store.News)                             // shows what happened to the file
	OnSaving  func()                                       // shows that not all that is to be seen is saved

	soon     func() // the act that follows its picture; nil where none does
	codebook annotate.Codebook
	counts   counts
	acts     listeners[store.Act]
	told     map[int64]bool // acts that listeners have heard, until Watch or Do has reported them too
}

// New returns the session of an open project. The project is closed with the session.
func New(project *store.Project, annotator annotate.Annotator) (*Session, error) {
	ctx, cancel := context.WithCancel(context.Background())
	annotator, err := project.AnnotatorOf(ctx, annotator)
	if err != nil {
		cancel()
		return nil, err
	}
	s := &Session{Project: project, Hand: Hand{annotator: annotator}, Worker: Worker{ctx: ctx, close: cancel}, told: map[int64]bool{}}
	s.fail = s.Fail
	if err := s.refreshCodebook(); err != nil {
		cancel()
		return nil, err
	}
	s.OnStory(func(annotate.Story) { s.recount() })
	s.OnAnnotator(func(annotate.Annotator) { s.recount() })
	project.Watch(func(act store.Act) { s.onUI(func() { s.hear(act) }) })
	return s, nil
}

// Close ends background work, then closes the project.
func (s *Session) Close() error {
	s.Settle()
	s.Stop()
	s.finished.Wait()
	return s.Project.Close()
}

// Rest folds all that was done into the file and lets go of it, before somebody else looks at it.
func (s *Session) Rest() {
	s.Settle()
	if err := s.Project.Rest(); err != nil {
		s.Fail(err)
	}
}

// Codebook is the project's codebook as it is now.
func (s *Session) Codebook() annotate.Codebook { return s.codebook }

// ShowSpan takes the span in hand and brings it into view, opening its article where needed.
func (s *Session) ShowSpan(id string) { s.show(id, false) }

// ShowAmongAll is ShowSpan with the spans of all annotators beside it.
func (s *Session) ShowAmongAll(id string) { s.show(id, true) }

// ShowBeside brings spans of several articles into view beside each other, and takes the first in hand.
func (s *Session) ShowBeside(ids []string) {
	if s.OnBeside != nil {
		s.OnBeside(ids)
	}
}

func (s *Session) show(id string, all bool) {
	if s.OnShow != nil {
		s.OnShow(id, all)
	}
	s.SelectSpan(id)
}

// ShowStory shows a story with its articles.
func (s *Session) ShowStory(id string) {
	if s.OnOpen != nil {
		s.OnOpen(id)
	}
}

// ShowPlace brings a stretch of an article into view, opening the article and its story where needed; the empty one is its start.
func (s *Session) ShowPlace(documentID string, at annotate.Segment) {
	if s.OnPlace != nil {
		s.OnPlace(documentID, at)
	}
}

// ShowEntity shows an actor or a claim with all its mentions.
func (s *Session) ShowEntity(id string) {
	if s.OnEntity != nil {
		s.OnEntity(id)
	}
}

// anywhere is where an article was left.
var anywhere = annotate.Segment{Start: -1, End: -1}

// IsAnywhere says whether a stretch to be shown is where its article was left.
func IsAnywhere(at annotate.Segment) bool { return at == anywhere }

// ShowArticle brings an article into view where it was left, opening its story where needed.
func (s *Session) ShowArticle(documentID string) { s.ShowPlace(documentID, anywhere) }

// LeaveToText gives the keyboard back to the text that had it last.
func (s *Session) LeaveToText() {
	if s.OnLeave != nil {
		s.OnLeave()
	}
}

// Do commits one act and tells the views. Where fn fails nothing is changed, the error is shown, and ok is false;
// ok is also false for an act that changed nothing.
func (s *Session) Do(action, summary string, fn func(*store.Tx) error) (act store.Act, ok bool) {
	s.Settle()
	act, err := s.Project.Do(s.ctx, s.annotator, action, summary, fn)
	return s.done(act, err)
}

// Commit runs one act that the store makes whole, such as a decision, and tells the views. Errors are treated as in Do.
func (s *Session) Commit(fn func(ctx context.Context) (store.Act, error)) (act store.Act, ok bool) {
	s.Settle()
	act, err := fn(s.ctx)
	return s.done(act, err)
}

// Undo takes back the last act of the person at the desk. ok is false where there was none or it could not be
// taken back.
func (s *Session) Undo() (act store.Act, ok bool) {
	s.Settle()
	act, err := s.Project.UndoOwn(s.ctx, s.annotator)
	return s.done(act, err)
}

// Redo does again what was undone last of that.
func (s *Session) Redo() (act store.Act, ok bool) {
	s.Settle()
	act, err := s.Project.RedoOwn(s.ctx, s.annotator)
	return s.done(act, err)
}

// UndoAct takes back an act of anybody, at a place in the history.
func (s *Session) UndoAct(seq int64) (act store.Act, ok bool) {
	s.Settle()
	act, err := s.Project.UndoAct(s.ctx, seq)
	return s.done(act, err)
}

// RedoAct does again an act of anybody that was undone.
func (s *Session) RedoAct(seq int64) (act store.Act, ok bool) {
	s.Settle()
	act, err := s.Project.RedoAct(s.ctx, seq)
	return s.done(act, err)
}

// Undoable names the acts that Undo and Redo would turn to, nil where there is none.
func (s *Session) Undoable() (undo, redo *store.Act, err error) {
	s.Settle()
	return s.Project.UndoableOwn(s.ctx, s.annotator)
}

func (s *Session) done(act store.Act, err error) (store.Act, bool) {
	switch {
	case errors.Is(err, annotate.ErrNothing):
		s.Tell(Sentence(err))
		return store.Act{}, false
	case err != nil:
		s.Fail(err)
		return store.Act{}, false
	case act.Seq == 0:
		return act, false
	}
	s.hear(act)
	return act, true
}

// hear tells the listeners of an act once: Do reports it at once, Watch when its turn on the window's goroutine
// comes, whichever is first.
func (s *Session) hear(act store.Act) {
	if s.ctx.Err() != nil {
		return
	}
	if s.told[act.Seq] {
		delete(s.told, act.Seq)
		return
	}
	s.told[act.Seq] = true
	s.refresh(act)
}

// refresh brings what the session keeps up to date, then tells the listeners.
func (s *Session) refresh(act store.Act) {
	if Touches(act, "label", "attribute", "relation_type", "codebook") {
		if err := s.refreshCodebook(); err != nil {
			s.Fail(err)
		}
	}
	if Touches(act, "annotator") {
		s.refreshAnnotator()
	}
	if s.story.ID != "" && Touches(act, "story") {
		s.refreshStory()
	}
	s.countAct(act)
	s.acts.call(act)
	if s.selected != "" && Touches(act, "span") {
		if _, err := s.Project.Span(s.ctx, s.selected); errors.Is(err, annotate.ErrNotFound) {
			s.SelectSpan("")
		}
	}
}

// refreshAnnotator follows the annotator at the desk who was renamed or became part of another.
func (s *Session) refreshAnnotator() {
	known, err := s.Project.AnnotatorOf(s.ctx, annotate.Annotator{ID: s.annotator.ID, Name: s.annotator.Name, Kind: s.annotator.Kind})
	if err != nil {
		s.Fail(err)
		return
	}
	s.SetAnnotator(known)
}

func (s *Session) refreshCodebook() error {
	codebook, err := s.Project.Codebook(s.ctx)
	if err == nil {
		s.codebook = codebook
	}
	return err
}

// refreshStory follows a story that was renamed or deleted.
func (s *Session) refreshStory() {
	all, err := s.Project.Stories(s.ctx)
	if err != nil {
		s.Fail(err)
		return
	}
	for _, story := range all {
		if story.ID == s.story.ID {
			s.story = story.Story
			return
		}
	}
	s.SetStory(annotate.Story{})
}

// Touches says whether the act changed a row of one of these kinds (names of tables), as far as is known: an act
// too large to list may have changed anything.
func Touches(act store.Act, kinds ...string) bool {
	if act.Large {
		return true
	}
	for _, change := range act.Changes {
		for _, kind := range kinds {
			if change.EntityKind == kind {
				return true
			}
		}
	}
	return false
}

// Fail shows an error as one sentence.
func (s *Session) Fail(err error) {
	show := s.OnError
	if s.OnRefused != nil && s.Project.IsUnwritable(err) {
		show = s.OnRefused
	}
	if show != nil && err != nil && !errors.Is(err, context.Canceled) {
		show(Sentence(err))
	}
}

// Tell shows a sentence in the status line.
func (s *Session) Tell(sentence string) {
	if s.OnTell != nil {
		s.OnTell(sentence)
	}
}

// Aside shows a sentence in the status line once nothing else is said there: it is of no act.
func (s *Session) Aside(sentence string) {
	if s.OnAside != nil {
		s.OnAside(sentence)
	}
}

// Poll looks each interval whether another process wrote to the project, or something happened to its file, and tells the
// listeners, until the session closes.
func (s *Session) Poll(interval time.Duration) {
	s.Project.Hear(func(news store.News) {
		s.onUI(func() {
			if s.ctx.Err() == nil && s.OnNews != nil {
				s.OnNews(news)
			}
		})
	})
	version, err := s.Project.DataVersion(s.ctx)
	if err != nil {
		s.Fail(err)
		return
	}
	s.finished.Add(1)
	go func() {
		defer s.finished.Done()
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-s.ctx.Done():
				return
			case <-tick.C:
			}
			now, err := s.Project.DataVersion(s.ctx)
			if err != nil || now == version {
				continue // a file that is busy is asked again at the next tick
			}
			version = now
			s.onUI(func() {
				if s.ctx.Err() == nil {
					s.refresh(store.Act{Action: External, Large: true})
				}
			})
		}
	}()
}
