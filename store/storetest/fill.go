// Package storetest makes projects of any size for tests and benchmarks.
//
// The program itself must not use it. Start with New for a small project, with Fill for a large one.
package storetest

import (
	"context"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// Size says how much Fill makes.
type Size struct {
	Stories    int
	Documents  int // in each story
	Spans      int // in each document, half by each of two annotators
	Characters int // in each text, about; at least 100
}

// sentence is what texts are made of. It holds an emoji, a combining accent, Arabic and Chinese, so that code points,
// bytes and characters all differ.
const sentence = "The minister said in Cafe\u0301 Kabul 😀 that القمة would meet 会议 again in spring. "

// Codebook is a codebook of two labels, one attribute and one relation type.
func Codebook() annotate.Codebook {
	actor, claim := annotate.DerivedID("label", "actor"), annotate.DerivedID("label", "claim")
	return annotate.Codebook{
		Labels: []annotate.Label{
			{ID: actor, Name: "actor", Color: "#3366cc", Style: annotate.Underline, Hotkey: "a", Attributes: []annotate.Attribute{
				{ID: annotate.DerivedID("attribute", "actor", "type"), LabelID: actor, Name: "type", Type: annotate.Choice, Options: []string{"person", "state"}}}},
			{ID: claim, Name: "claim", Color: "#cc9933", Style: annotate.Tint, Hotkey: "c", Position: 1},
		},
		RelationTypes: []annotate.RelationType{
			{ID: annotate.DerivedID("relation_type", "makes"), Name: "makes", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument}},
	}
}

// Fill adds stories to a project that has the labels of Codebook, one act a story. The same size gives the same texts and
// offsets. Every tenth span is the claim that the span before it makes.
func Fill(ctx context.Context, p *store.Project, size Size) error {
	text := []rune(strings.Repeat(sentence, size.Characters/len([]rune(sentence))+1))
	for i := range size.Stories {
		name := fmt.Sprintf("Story %05d", i)
		_, err := p.Do(ctx, annotate.Annotator{}, "import", name, func(tx *store.Tx) error {
			story, _, err := tx.EnsureStory(name)
			if err != nil {
				return err
			}
			for j := range size.Documents {
				title := fmt.Sprintf("Article %d of story %d", j, i)
				d := annotate.Document{StoryID: story.ID, Title: title, Outlet: "The Paper", Published: "2011-10-06", Language: "en",
					SourceName: "article.txt", SourceFormat: "text", Text: title + "\n" + string(text)}
				if err := tx.AddDocument(&d, []annotate.Region{{Start: 0, End: len([]rune(title)), Kind: annotate.RegionTitle}}); err != nil {
					return err
				}
				if err := fillDocument(tx, d, len([]rune(title))+1, len(text), size.Spans); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("filling %s: %w", name, err)
		}
	}
	return nil
}

// words are places in sentence that cut no character: "minister", "Café", "Kabul", the emoji, "القمة", "会议".
var words = []annotate.Segment{{Start: 4, End: 12}, {Start: 21, End: 26}, {Start: 27, End: 32}, {Start: 33, End: 34}, {Start: 40, End: 45}, {Start: 57, End: 59}}

func fillDocument(tx *store.Tx, d annotate.Document, body, length, spans int) error {
	if spans == 0 {
		return nil
	}
	var layers []annotate.Annotator
	for _, name := range []string{"anna", "ben"} {
		annotator, err := tx.EnsureAnnotator(annotate.NewAnnotator(name))
		if err != nil {
			return err
		}
		layers = append(layers, annotator)
	}
	sentences := length / len([]rune(sentence))
	var last [2]string
	for i := range spans {
		word, at := words[i%len(words)], body+i/len(words)%sentences*len([]rune(sentence))
		layer := i % 2
		s := annotate.Span{DocumentID: d.ID, AnnotatorID: layers[layer].ID, LabelID: annotate.DerivedID("label", "actor"),
			Attributes: map[string]any{"type": "state"}, Segments: []annotate.Segment{{Start: at + word.Start, End: at + word.End}}}
		claim := i%20 >= 18
		if claim {
			s.LabelID, s.Attributes = annotate.DerivedID("label", "claim"), nil
		}
		if err := tx.CreateSpan(&s); err != nil {
			return err
		}
		if claim && last[layer] != "" {
			r := annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), HeadSpanID: last[layer], TailSpanID: s.ID}
			if err := tx.CreateRelation(&r); err != nil {
				return err
			}
		}
		if !claim {
			last[layer] = s.ID
		}
	}
	return nil
}
