package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
)

// datasetImport is one file of records on its way into the project. Its methods are many because each part of a record has its own, in
// the file of that noun; what they share is what the file's names and ids have become in the project.
type datasetImport struct {
	*store.Tx
	plan    ImportPlan
	planned PlannedDocument

	articles  *versions          // that the project has
	added     map[string]bool    // articles of the file that it had not
	words     *vocabulary        // what its names mean in the project
	named     map[string]bool    // ids in the file of spans that relations and questions name
	spans     map[spanKey]string // id in the project of those
	records   map[spanKey]string // id of the record that holds those
	taken     map[string]spanKey // which span of the file one of the project is
	relations []datasetRelation  // of all records, for when all spans are there
	flags     []datasetFlag      // likewise
	entities  map[namedEntity]*knownEntity
	documents map[string]bool            // those that the file is about
	decided   map[string]map[string]bool // what decisions are about, by document
	result    ImportResult
	notes     []string // what is reported of a file that was taken
	kept      int      // spans and relations that the project has otherwise
	lines     int      // parts of lines that were left out
	names     int      // entities that are called otherwise
	doubled   int      // values of what the file calls two attributes
	nobodys   int      // spans of records that name no layer, where the plan names none either
	predicted bool     // the file is what a program predicts rather than what a person marked
	misled    int      // relations that name another document than the one in which their tail stands
	quoting   quoting
	updating  updating
	// standingIn is what the project had in a layer, by label and place, as far as it was asked for.
	standingIn map[layerKey]map[string][]annotate.Span
	people     map[string]bool         // names of annotators that it named
	unspaced   map[string]unspacedText // by hash; nil until one is needed
	respacedIn map[string]bool         // articles that were told by those
	copies     *copySet                // of articles whose texts it leaves out; nil until one is needed
	leftOut    error                   // why the first record was left out that was
	lost       int                     // relations whose tail is not there
	verdicts   int                     // of a review, that have no place in the project
}

// spanKey names a span of the file: when several layers become one, an id may stand in more than one.
type spanKey struct{ layer, id string }

type datasetRelation struct {
	dataset.Relation
	layer       string // in the file
	annotatorID string // in the project
	document    string // of its head, in the project
	gold        bool   // it is of the layer gold
}

// importDataset reads the file twice: for what the codebook must be able to say, and for the rest. Ids are kept, so that
// the same file again changes nothing, and what the project has is never overwritten.
func importDataset(ctx context.Context, tx *store.Tx, plan ImportPlan, planned PlannedDocument, articles *versions) (ImportResult, error) {
	d := &datasetImport{Tx: tx, plan: plan, articles: articles, added: map[string]bool{}, planned: planned, spans: map[spanKey]string{}, taken: map[string]spanKey{}, records: map[spanKey]string{}, entities: map[namedEntity]*knownEntity{}, documents: map[string]bool{}, decided: map[string]map[string]bool{},
		standingIn: map[layerKey]map[string][]annotate.Span{}, updating: updating{layers: map[layerKey]bool{}, relations: map[string]bool{}}}
	needs := &needs{}
	if d.planned.format.Read == nil { // named by its path alone
		var err error
		d.planned.later = sourceOf(planned.Dataset)
		if d.planned.format, err = format.Choose(format.Auto, d.planned.later); err != nil {
			return ImportResult{}, unreadable(err)
		}
	}
	cb, err := d.Codebook()
	if err != nil {
		return ImportResult{}, err
	}
	for record, err := range d.planned.records(cb, d.sayLine) {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return ImportResult{}, err
		}
		needs.add(record)
		d.predicted = d.predicted || isPredicted(record)
	}
	if d.named = needs.named; d.named == nil {
		d.named = map[string]bool{}
	}
	if err := d.adopt(needs); err != nil {
		return ImportResult{}, err
	}
	d.result.Status = Present
	for record, err := range d.planned.records(d.words.codebook, nil) {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return ImportResult{}, err
		}
		if err := d.takeRecord(record); err != nil {
			return ImportResult{}, err
		}
	}
	if len(d.documents) == 0 && d.leftOut != nil {
		return ImportResult{}, d.leftOut
	}
	for _, r := range d.relations {
		take := d.relation
		if d.plan.Update { // which takes away the one that it puts another in the place of
			take = func(r datasetRelation) error { return d.Attempt(func() error { return d.relation(r) }) }
		}
		if err := d.unlessForeign("relation "+r.ID, take(r)); err != nil {
			return ImportResult{}, err
		}
	}
	if err := d.takeFlags(); err != nil {
		return ImportResult{}, err
	}
	if err := d.takeAway(); err != nil {
		return ImportResult{}, err
	}
	if err := d.checkQuotes(); err != nil {
		return ImportResult{}, err
	}
	d.note(d.kept, "annotation differs from the project's, which was kept", "annotations differ from the project's, which were kept")
	d.note(len(d.respacedIn), "article is one of the project whose white space it lacks: the annotations were put on that", "articles are of the project whose white space they lack: the annotations were put on those")
	d.note(d.lines-mostLines, "more line has parts that were left out", "more lines have parts that were left out")
	d.note(d.names-mostNames, "more entity has another name", "more entities have other names")
	d.note(d.doubled, "value was left out: what it calls two attributes is one here", "values were left out: what it calls two attributes is one here")
	d.note(d.nobodys, "annotation was left out: nothing says whose it is", "annotations were left out: nothing says whose they are")
	d.note(d.misled, "relation names a tail_document in which its tail does not stand: the span counted", "relations name a tail_document in which their tail does not stand: the spans counted")
	d.note(d.lost, "relation leads to a span that is not there and was left out", "relations lead to spans that are not there and were left out")
	d.note(d.verdicts, "verdict of a review was left out", "verdicts of a review were left out")
	d.result.Differs, d.result.Missing = d.updating.spans+d.updating.links, d.updating.missing+d.updating.removed
	d.result.Nobodys = d.nobodys
	d.result.Notes, d.result.Reason = d.notes, strings.Join(d.notes, "; ")
	if d.result.Documents = slices.Sorted(maps.Keys(d.documents)); len(d.documents) == 1 {
		d.result.DocumentID = d.result.Documents[0]
	}
	return d.result, nil
}

// adopt makes the codebook able to say what the dataset says, by adding to it what is missing.
func (d *datasetImport) adopt(n *needs) error {
	cb, err := d.Codebook()
	if err != nil {
		return err
	}
	if d.words, err = learn(d.View(), cb, n); err != nil {
		return err
	}
	for _, added := range d.words.added {
		d.notes = append(d.notes, "the codebook got "+added)
	}
	d.notes = append(d.notes, d.words.notes...)
	if len(d.words.added) == 0 {
		return nil
	}
	return d.SetCodebook(d.words.codebook, nil)
}

// records reads the records of a file, and tells note, which may be nil, what it left out of a line.
func (planned PlannedDocument) records(cb annotate.Codebook, note func(string)) iter.Seq2[dataset.Record, error] {
	return func(yield func(dataset.Record, error) bool) {
		for item, err := range planned.format.Read(planned.later, form.ReadOptions{Codebook: cb, Note: note, Encoding: planned.encoding}) {
			if err != nil {
				yield(dataset.Record{}, unreadable(err))
				return
			}
			if !yield(*item.Record, nil) {
				return
			}
		}
	}
}

func recordName(r dataset.Record) string {
	for _, name := range []string{r.Meta.Title, r.Meta.SourceFile} {
		if name != "" {
			return name
		}
	}
	return "record " + r.ID
}

func (d *datasetImport) note(n int, one, many string) {
	if n > 0 {
		d.notes = append(d.notes, annotate.Counted(n, one, many))
	}
}

// mostLines is of how many lines it is told one by one what was left out.
const mostLines = 20

func (d *datasetImport) sayLine(sentence string) {
	if d.lines++; d.lines <= mostLines {
		d.notes = append(d.notes, sentence)
	}
}

// unlessForeign names what an error is about. Of a file of another program it is said that this does not fit, and the rest is taken.
func (d *datasetImport) unlessForeign(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case !d.planned.format.Foreign || !refusal(err):
		return fmt.Errorf("%s: %w", what, err)
	}
	d.sayLine(fmt.Sprintf("%s was left out: %v", what, err))
	return nil
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
	for _, s := range r.Rejected {
		if annotator.Name != annotate.GoldLayer {
			d.verdicts++
		} else if err := d.rejected(r, s, document); err != nil {
			return fmt.Errorf("the rejected span %s: %w", s.ID, err)
		}
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

// relation adds a relation unless the project has it, with the decision of which it came.
func (d *datasetImport) relation(r datasetRelation) error {
	id, err := d.relationID(r)
	from := r.Decision.Decision
	if err != nil || from == nil {
		return err
	}
	if id == "" {
		d.verdicts++
		return nil
	}
	if !r.gold {
		d.verdicts++
		return nil
	}
	return d.decision(*from, r.document, "", id)
}

// relationID is the project's relation for one of the file, which is added where it is not there; "" where it cannot be.
func (d *datasetImport) relationID(r datasetRelation) (string, error) {
	kind, _ := d.words.codebook.RelationTypeByID(d.words.relationTypes[r.Type])
	relation := annotate.Relation{ID: r.ID, TypeID: kind.ID, AnnotatorID: r.annotatorID, Note: r.Note}
	var err error
	for _, end := range []struct {
		into *string
		id   string
	}{{&relation.HeadSpanID, r.Head}, {&relation.TailSpanID, r.Tail}} {
		if *end.into, err = d.spanOf(spanKey{r.layer, end.id}, r.annotatorID); err != nil {
			return "", err
		}
		if *end.into == "" {
			d.lost++
			return "", nil
		}
	}
	if holds, here := d.records[spanKey{r.layer, r.Tail}]; here && holds != r.TailDocument {
		d.misled++
	}
	for range 2 {
		there, err := d.Relation(relation.ID)
		if errors.Is(err, annotate.ErrNotFound) {
			break
		}
		if err != nil {
			return "", err
		}
		if there.AnnotatorID == r.annotatorID && (there.HeadSpanID == relation.HeadSpanID || d.plan.Update) {
			d.updating.relations[there.ID] = true
			if !d.planned.format.Holds.Notes {
				relation.Note = there.Note
			}
			if there.HeadSpanID != relation.HeadSpanID || there.TypeID != relation.TypeID || there.TailSpanID != relation.TailSpanID || there.Note != relation.Note {
				err = d.linkDiffers(there, relation, r.gold)
			}
			return there.ID, err
		}
		relation.ID = annotate.DerivedID(r.ID, r.annotatorID)
	}
	if kind.ID != "" { // the same link under another id
		if err := d.CheckLink(relation, kind); errors.Is(err, annotate.ErrConflict) {
			return "", d.met(relation)
		}
	}
	d.changed(Annotated)
	d.updating.relations[relation.ID] = true
	return relation.ID, d.CreateRelation(&relation)
}

// spanOf returns the id of the project's span for one that the file names, "" where there is none. A tail may stand in a
// document that the project has and the file has not.
func (d *datasetImport) spanOf(key spanKey, annotatorID string) (found string, err error) {
	if found, there := d.spans[key]; there {
		return found, nil
	}
	there, err := d.Span(key.id)
	switch {
	case errors.Is(err, annotate.ErrNotFound):
		return "", nil
	case err != nil || there.AnnotatorID != annotatorID:
		return "", err
	}
	return there.ID, nil
}
