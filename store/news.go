package store

import "context"

// NewsKind says what has happened to the file of an open project.
type NewsKind int

// What can happen to a file.
const (
	Renamed  NewsKind = iota // it has another name now, under which work goes on
	Replaced                 // another version stands in its place and is shown
	Gone                     // nothing can be written until it is back
	Back                     // it is there again
	NotSaved                 // it could not be folded in
	SetAside                 // a log that lay beside it was not its own
)

// News is something that happened to the file of an open project and that its user should know.
type News struct {
	Kind     NewsKind
	Sentence string
	Rescued  string // a project file among the backups that has what the file lacks, "" for none
}

// Hear registers a function that is told of what happens to the file, on the goroutine that found out; it must not call
// the project. What was found out when the file was opened it is told at once.
func (p *Project) Hear(fn func(News)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.desk.news = append(p.desk.news, fn)
	for _, news := range p.desk.untold {
		fn(news)
	}
	p.desk.untold = nil
}

func (p *Project) tell(n News) {
	for _, fn := range p.desk.news {
		fn(n)
	}
	if len(p.desk.news) == 0 {
		p.desk.untold = append(p.desk.untold, n)
	}
}

// settleLogs is settleLogs for a project whose hearers are told. The caller holds mu, or nobody else knows the project.
func (p *Project) settleLogs(ctx context.Context, path string) error {
	found, err := settleLogs(ctx, path)
	p.tellAside(found)
	return err
}

func (p *Project) tellAside(found *aside) {
	if found != nil {
		p.tell(News{Kind: SetAside, Sentence: found.Sentence, Rescued: found.Rescued})
	}
}
