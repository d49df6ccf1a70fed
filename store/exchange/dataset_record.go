package exchange

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

func recordName(r dataset.Record) string {
	for _, name := range []string{r.Meta.Title, r.Meta.SourceFile} {
		if name != "" {
			return name
		}
	}
	return "record " + r.ID
}

// takeRecord takes in one record but for its relations. One of another program that does not fit is left out, and said, as is one of which
// nobody has a copy where copies were named.
func (d *datasetImport) takeRecord(r dataset.Record) error {
	err := d.record(r)
	var lacks noText
	textless := errors.As(err, &lacks)
	if err == nil || !refusal(err) || !d.planned.format.Foreign && !(textless && len(d.plan.Copies) > 0) {
		return d.unlessForeign(recordName(r), err)
	}
	d.result.Textless = d.result.Textless || textless
	d.leftOut = cmp.Or(d.leftOut, err)
	d.sayLine(fmt.Sprintf("%s was left out: %v", recordName(r), err))
	return nil
}

// changed raises the file's status.
func (d *datasetImport) changed(status ImportStatus) {
	if d.result.Status != Added {
		d.result.Status = status
	}
}

// record takes in one record but for its relations.
func (d *datasetImport) record(r dataset.Record) error {
	r, err := d.reattach(r)
	if err != nil {
		return err
	}
	r, document, err := d.respaced(r)
	if err == nil && document == "" {
		document, err = d.document(r)
	}
	if err != nil {
		return err
	}
	d.documents[document] = true
	for _, f := range r.Flags {
		d.flags = append(d.flags, datasetFlag{f, r.Layer, document})
	}
	name := d.plan.Layer
	if name == "" {
		name = r.Layer
	}
	if r.TextSHA256 == "" {
		d.quoting.met += len(r.Spans)
	}
	if name == "" || r.Layer == "" && len(r.Spans) == 0 {
		d.nobodys += len(r.Spans)
		return nil
	}
	annotator, err := d.annotator(name, r.Kind)
	if err != nil {
		return err
	}
	if annotator.Name != annotate.GoldLayer {
		d.updating.layers[layerKey{document, annotator.ID}] = true
	}
	before, err := d.View().Progress(document, annotator.ID)
	if err != nil {
		return err
	}
	there, err := d.spansKnown(r)
	if err != nil {
		return err
	}
	for _, s := range r.Spans {
		if fits, err := d.quotes(r, &s, document); err != nil || !fits {
			if err != nil {
				return err
			}
			continue
		}
		id, err := d.span(r, s, document, annotator, there)
		if err != nil {
			if err = d.unlessForeign("span "+s.ID, err); err != nil {
				return err
			}
			continue
		}
		if s.Decision.Decision == nil {
			continue
		}
		if annotator.Name != annotate.GoldLayer {
			d.verdicts++
		} else if err := d.decision(*s.Decision.Decision, document, id, ""); err != nil {
			return fmt.Errorf("the decision on span %s: %w", s.ID, err)
		}
	}
	if annotator.Name != annotate.GoldLayer {
		d.verdicts += len(r.Rejected)
	} else if err := d.rejected(r, document); err != nil {
		return err
	}
	if state := annotate.State(r.State); before == "" && state != "" {
		if state != annotate.Todo {
			d.changed(Annotated)
		}
		if err := d.SetProgressOf(document, annotator.ID, state); err != nil {
			return err
		}
	}
	for _, relation := range r.Relations {
		d.relations = append(d.relations, datasetRelation{relation, r.Layer, annotator.ID, document, annotator.Name == annotate.GoldLayer})
	}
	return nil
}

// document returns the id of the project's document for a record, and adds it where there is none.
func (d *datasetImport) document(r dataset.Record) (string, error) {
	hash, err := d.View().TextHash(r.ID)
	if err != nil {
		return "", err
	}
	if r.TextSHA256 == "" && hash == "" {
		return "", noText{annotate.Invalidf("it holds no text, and the project does not have the article %s: import the article first", r.ID)}
	}
	if hash == r.TextSHA256 || r.TextSHA256 == "" {
		return r.ID, nil
	}
	if hash != "" {
		return "", annotate.Conflictf("the project has another text under the id %s: import it into a project of its own", r.ID)
	}
	name := d.planned.Story
	for _, other := range []string{r.Meta.Story, d.plan.Story, folderName(d.planned.Dataset)} {
		if name == "" {
			name = other
		}
	}
	if r.Meta.Story == "" && d.planned.Story == "" { // it may be of any
		there, err := d.FindText(r.TextSHA256)
		if err != nil || there != "" {
			return there, err
		}
	}
	story, made, err := d.EnsureStory(name)
	if err != nil {
		return "", err
	}
	if made {
		d.sayLong(name)
	}
	there, found, err := d.FindDocument(story.ID, r.TextSHA256)
	if err != nil || found {
		return there.ID, err
	}
	if r.Text == "" {
		return "", noText{annotate.Invalidf("it was exported without its text, and the project does not have it: import the article first")}
	}
	added := annotate.Document{ID: r.ID, StoryID: story.ID, Title: r.Meta.Title, Outlet: r.Meta.Outlet, Author: r.Meta.Author, URL: r.Meta.URL,
		Published: r.Meta.Published, Language: r.Meta.Language, SourceName: r.Meta.SourceFile, SourceFormat: d.planned.format.Name, Text: r.Text}
	regions := make([]annotate.Region, len(r.Regions))
	for i, region := range r.Regions {
		regions[i] = annotate.Region{Start: region.Start, End: region.End, Kind: annotate.RegionKind(region.Kind)}
	}
	d.changed(Added)
	if err := d.AddDocument(&added, regions); err != nil {
		return "", err
	}
	return r.ID, d.version(recordName(r), added)
}

// version says of an article that was added, which is called so, where it is another version of one that the project had before the file.
func (d *datasetImport) version(name string, added annotate.Document) error {
	before, found, err := d.articles.of(d.Tx, added)
	d.added[added.ID] = true
	if err != nil || !found || d.added[before.ID] {
		return err
	}
	d.result.Version = cmp.Or(d.result.Version, before.Name())
	annotations, notes, err := before.become(d.Tx, d.plan, added, name)
	d.result.Annotations += annotations
	for _, note := range notes {
		d.sayLine(note)
	}
	return err
}
