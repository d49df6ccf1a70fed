package exchange

import (
	"context"
	"crypto/sha256"
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

	articles   *versions          // that the project has
	added      map[string]bool    // articles of the file that it had not
	words      *vocabulary        // what its names mean in the project
	named      map[string]bool    // ids in the file of spans that relations and questions name
	spans      map[spanKey]string // id in the project of those
	records    map[spanKey]string // id of the record that holds those
	renamed    map[spanKey]string // id in the project of spans that have another in the file
	taken      map[mark]mark      // which span of the file one of the project is
	relations  []datasetRelation  // of all records, for when all spans are there
	flags      []datasetFlag      // likewise
	entities   map[namedEntity]*knownEntity
	documents  map[string]bool            // those that the file is about
	decided    map[string]map[string]bool // what decisions are about, by document
	result     ImportResult
	notes      []string // what is reported of a file that was taken
	kept       int      // spans and relations that the project has otherwise
	lines      int      // parts of lines that were left out
	names      int      // entities that are called otherwise
	doubled    int      // values of what the file calls two attributes
	nobodys    int      // spans of records that name no layer, where the plan names none either
	predicted  bool     // the file is what a program predicts rather than what a person marked
	misled     int      // relations that name another document than the one in which their tail stands
	quoting    quoting
	updating   updating
	standingIn layerKey                   // the layer that was asked for last: of a million spans only its own are held
	standing   map[string][]annotate.Span // what the project has in it, by label and place
	people     map[string]bool            // names of annotators that it named
	unspaced   map[string]unspacedText    // by hash; nil until one is needed
	unread     []sizedText                // articles whose texts are not among those yet, the shortest first
	respacedIn map[string]bool            // articles that were told by those
	copies     *copySet                   // of articles whose texts it leaves out; nil until one is needed
	leftOut    error                      // why the first record was left out that was
	lost       int                        // relations whose tail is not there
	verdicts   int                        // of a review, that have no place in the project
}

// mark stands for a name where there may be millions: it takes a quarter of the room, in which nothing is to be looked after.
type mark [16]byte

func markOf(names ...string) mark {
	sum := sha256.Sum256([]byte(strings.Join(names, "\x00")))
	return mark(sum[:16])
}

// spanKey names a span of the file: when several layers become one, an id may stand in more than one.
type spanKey struct{ layer, id string }

// importDataset reads the file twice: for what the codebook must be able to say, and for the rest. Ids are kept, so that
// the same file again changes nothing, and what the project has is never overwritten.
func importDataset(ctx context.Context, tx *store.Tx, plan ImportPlan, planned PlannedDocument, articles *versions) (ImportResult, error) {
	d := &datasetImport{Tx: tx, plan: plan, articles: articles, added: map[string]bool{}, planned: planned, spans: map[spanKey]string{}, taken: map[mark]mark{}, records: map[spanKey]string{}, renamed: map[spanKey]string{}, entities: map[namedEntity]*knownEntity{}, documents: map[string]bool{}, decided: map[string]map[string]bool{},
		updating: updating{layers: map[layerKey]bool{}, relations: map[string]bool{}}}
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
	d.report()
	return d.result, nil
}

// report says in sentences what was joined and left out, and what the file is about.
func (d *datasetImport) report() {
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
