package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
)

func newAlign() *cobra.Command {
	var asJSON bool
	var story string
	command := &cobra.Command{
		Use:   "align FILE",
		Short: "List the passages that the articles of a story share",
		Long: "List the passages that the articles of a story share, word by word or nearly so (scored by how much their words tell, in bits), and\n" +
			"in other words (scored by how alike the sentences are; below " + fmt.Sprintf("%.2f", passage.Marked) + " they are guesses). Numbers in which they differ are named, and\n" +
			"articles that are copies of one text. Articles in different languages are not compared.",
		Example: "  parallax align haqqani.parallax --story \"Talks with the network\"\n" +
			"  parallax align haqqani.parallax --json > passages.json",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			aligned, err := alignStories(command, args[0], story)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(command.OutOrStdout(), alignObjects(aligned))
			}
			return writeAligned(command.OutOrStdout(), aligned)
		},
	}
	command.Flags().StringVar(&story, "story", "", "only this story")
	command.Flags().BoolVar(&asJSON, "json", false, "print a JSON list")
	return command
}

// aligned is a story with what its articles share.
type aligned struct {
	story string
	across.Shared
	texts []*textpos.Text
}

// alignStories finds what the articles of a story share, or those of each story where no name is given.
func alignStories(command *cobra.Command, path, name string) (all []aligned, err error) {
	ctx := command.Context()
	err = readProject(command, path, func(project *store.Project) error {
		stories, err := project.Stories(ctx)
		if err != nil {
			return err
		}
		if name != "" {
			if _, err := findStory(command, project, name); err != nil {
				return err
			}
		}
		bar := newBar(command, "comparing")
		defer bar.finish()
		for _, s := range stories {
			if name != "" && s.Name != name {
				continue
			}
			found, err := across.Passages(ctx, project, s.ID, bar.set)
			if err != nil {
				return err
			}
			one := aligned{story: s.Name, Shared: found}
			for _, d := range found.Documents {
				one.texts = append(one.texts, textpos.New(d.Text))
			}
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

// alignObject is a story in the output of align --json.
type alignObject struct {
	Story    string         `json:"story"`
	Families []familyObject `json:"families"`
	Copies   [][]string     `json:"copies,omitempty"` // the ids of articles that are copies of one text

	// The languages of the articles where there are several: those in different ones were not compared.
	Languages []string `json:"languages,omitempty"`
}

type familyObject struct {
	Kind   passage.Kind  `json:"kind"`
	Score  float64       `json:"score"`
	Places []placeObject `json:"places"`
}

type placeObject struct {
	Document string `json:"document"`
	stretchObject
	Numbers []stretchObject `json:"numbers,omitempty"` // that stand here, where another place has others
}

type stretchObject struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func alignObjects(all []aligned) []alignObject {
	objects := []alignObject{}
	for _, a := range all {
		o := alignObject{Story: a.story, Families: []familyObject{}}
		for _, f := range a.Families {
			family := familyObject{Kind: f.Kind, Score: math.Round(f.Score*1000) / 1000}
			for _, p := range f.Places {
				place := placeObject{Document: a.Documents[p.Article].ID, stretchObject: a.stretch(p.Article, p.Start, p.End)}
				for _, n := range p.Aside {
					place.Numbers = append(place.Numbers, a.stretch(p.Article, n.Start, n.End))
				}
				family.Places = append(family.Places, place)
			}
			o.Families = append(o.Families, family)
		}
		for _, group := range a.Copies {
			var ids []string
			for _, i := range group {
				ids = append(ids, a.Documents[i].ID)
			}
			o.Copies = append(o.Copies, ids)
		}
		if len(a.Languages) > 1 {
			o.Languages = a.Languages
		}
		objects = append(objects, o)
	}
	return objects
}

func (a aligned) stretch(article, start, end int) stretchObject {
	return stretchObject{start, end, a.texts[article].Slice(start, end)}
}

// writeAligned writes each passage with its places beneath it.
func writeAligned(w io.Writer, all []aligned) error {
	var out strings.Builder
	for i, a := range all {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(&out, "%s: %s\n", a.story, passageCount(len(a.Families)))
		if len(a.Languages) > 1 {
			fmt.Fprintf(&out, "\n  only articles in the same language were compared; there are %s\n", strings.Join(a.Languages, ", "))
		}
		for _, group := range a.Copies {
			var names []string
			for _, i := range group {
				names = append(names, a.Documents[i].Name())
			}
			fmt.Fprintf(&out, "\n  copies of one text: %s\n", strings.Join(names, " · "))
		}
		for _, f := range a.Families {
			score := fmt.Sprintf("%.1f bits", f.Score)
			if f.Kind == passage.Reworded {
				score = fmt.Sprintf("%.2f", f.Score)
			}
			if !f.Marked() {
				score += ", a guess"
			}
			fmt.Fprintf(&out, "\n  %s, %s\n", f.Kind, score)
			for _, p := range f.Places {
				fmt.Fprintf(&out, "    %s %d-%d  “%s”%s\n", a.Documents[p.Article].Name(), p.Start, p.End, oneLine(a.texts[p.Article].Slice(p.Start, p.End)), a.numbers(p))
			}
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func passageCount(n int) string {
	if n == 0 {
		return "no passage in common"
	}
	return plural(n, "passage") + " in common"
}

// numbers names those of a place that another place has otherwise.
func (a aligned) numbers(p passage.Place) string {
	if len(p.Aside) == 0 {
		return ""
	}
	var all []string
	for _, n := range p.Aside {
		all = append(all, a.texts[p.Article].Slice(n.Start, n.End))
	}
	return " (here " + strings.Join(all, ", ") + ")"
}
