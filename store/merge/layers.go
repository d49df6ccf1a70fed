package merge

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/table"
)

// A merge is built in layers, each of which knows those below it and none above: what the files have (gathering), what is the same
// (identities), in which words it is said (wording), what lives (keeping), what is told of it (comparing), and what is
// written (writing).

// gathering is what the files of a merge have.
type gathering struct {
	ctx   context.Context
	own   *source                         // the project as it was before
	files []*source                       // own and the others
	extra map[*table.Kind]map[string]bool // rows of the project to look at though no other file names them
	plan  Plan

	done, total int
	progress    func(done, total int)
}

// identities say which rows of the files are the same.
type identities struct {
	gathering
	classes       map[*table.Kind][]*history.Thing
	byID          map[*table.Kind]map[string]*history.Thing // by id in the merged project
	together      map[*table.Kind][][]string                // groups of different things that the project had or has been told of
	apart         map[*table.Kind][][]string                // of these, those that the files tell it of
	remade        map[history.OtherName]bool                // stories that somebody made when another was gone, under its name
	retold        []history.OtherName                       // of these, those that the files tell the project of
	aliased       sames                                     // what the project knows to be the same
	joins         map[string]string                         // entities that somebody made part of others
	joinsHad      map[string]string                         // the same as the project had it
	joined        map[string]string                         // the same to the end, where they are still gone
	joinsOfPeople *history.Things                           // acts that made one of two annotators
	standsFor     idMap                                     // who stands for annotators that became part of others
	stoodFor      idMap                                     // the same as the project had it
	gold          string                                    // id of the layer gold, "" where there is none
}

// wording says rows of the files in the words of the merged project, and the other way round.
type wording struct {
	identities
	final    map[*table.Kind]map[string]table.Row // the merged codebook
	admitted map[string]annotate.Attribute
}

// keeping says what lives.
type keeping struct {
	wording
	kept   history.Kept               // what lives although it was deleted last
	needed map[string]map[string]bool // options by attribute that annotations have although they were dropped
}

// comparing tells of each row how the files differ.
type comparing struct{ keeping }

// writing brings rows of the project to what they are to be.
type writing struct {
	comparing
	tx           *store.Tx
	moved        map[*table.Kind][]string        // rows that the merged project has under another id
	handled      map[*table.Kind]map[string]bool // rows that are done, as far as it matters
	deletions    map[*table.Kind][]deletion
	linked       map[string]bool   // relations that were written or whose spans moved
	retyped      map[string]bool   // relation types that changed
	relabelled   map[string]bool   // entities that got another label
	entityLabels map[string]string // by entity
	named        map[string]bool   // entities that are new
	begun        map[string]bool   // documents by whether the files say that gold was begun
	texts        map[string]bool   // hashes of the texts of documents that were written
	themeless    map[string]bool   // entities that stand under no theme though somebody put them under one
	remembered   bool              // something was written beside the log
	waiting      []table.Row       // documents in the waiting room, as they are to be
	room         string            // id of the waiting room
}
