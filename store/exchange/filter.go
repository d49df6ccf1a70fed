package exchange

import (
	"context"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// Filter says which part of a project is wanted. What is empty leaves out nothing.
type Filter struct {
	Labels  []string // names: only spans with one of them, and relations between such
	Stories []string // names
	States  []string // todo, doing or done: how far the annotator of a layer is with an article
}

// chosen is a filter by ids; nil maps take all.
type chosen struct{ labels, stories, states map[string]bool }

// choose finds what a filter names. A name that the project does not have is annotate.ErrNotFound.
func (f Filter) choose(ctx context.Context, p *store.Project) (chosen, error) {
	var c chosen
	cb, err := p.Codebook(ctx)
	if err != nil {
		return c, err
	}
	var labels, stories, states []term
	for _, l := range cb.Labels {
		labels = append(labels, term{l.ID, l.Name})
	}
	all, err := p.Stories(ctx)
	if err != nil {
		return c, err
	}
	for _, s := range all {
		stories = append(stories, term{s.ID, s.Name})
	}
	for _, s := range []annotate.State{annotate.Todo, annotate.Doing, annotate.Done} {
		states = append(states, term{string(s), string(s)})
	}
	if c.labels, err = named("label", f.Labels, labels); err != nil {
		return c, err
	}
	if c.stories, err = named("story", f.Stories, stories); err != nil {
		return c, err
	}
	c.states, err = named("state", f.States, states)
	return c, err
}

// named are the ids of what has one of the names, nil where none is asked for.
func named(noun string, names []string, terms []term) (map[string]bool, error) {
	if len(names) == 0 {
		return nil, nil
	}
	ids := map[string]bool{}
	for _, name := range names {
		found := false
		for _, t := range terms {
			if t.name == name {
				ids[t.id], found = true, true
			}
		}
		if found {
			continue
		}
		var known []string
		for _, t := range terms {
			known = append(known, t.name)
		}
		return nil, annotate.NotFoundf("there is no %s %q: there is %s", noun, name, strings.Join(known[:min(len(known), 20)], ", "))
	}
	return ids, nil
}

// takes says whether something is wanted.
func takes(ids map[string]bool, id string) bool { return ids == nil || ids[id] }

// spans are those with a label that is wanted.
func (c chosen) spans(spans []annotate.Span) []annotate.Span {
	if c.labels == nil {
		return spans
	}
	return slices.DeleteFunc(spans, func(s annotate.Span) bool { return !c.labels[s.LabelID] })
}
