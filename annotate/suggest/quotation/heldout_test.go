package quotation_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest/quotation"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Articles in other manners of reporting than those by which the suggester was made, written for this and marked before it was run on them:
// a tabloid, an agency with words within words, a broadsheet, an interview, and a notice in which nobody says anything. In brackets is what the
// first run reached, before anything was mended by it.

var heldOut = map[string]string{
	"tabloid": `IT'S a stinker! Furious parents last night slammed the council over a school bus that has not turned up for NINE days running.

"My lad walked four miles in the sleet," fumed mum-of-three Carla Penhaligon, 38. "He came home blue."

The bus firm blamed a broken gearbox. But a mechanic at the depot told us the gearbox was fixed a week ago. "It's sat there gleaming," he laughed.

Council boss Derek Otway insisted nobody had been let down. Pressed by our reporter, he snapped: "Buses break. Children have legs."

Carla hit back: "He has a chauffeur!"

A spokeswoman for the council claimed taxis had been offered to every family. Not one parent we spoke to had heard of it.
`,
	"agency": `TARNMOUTH (Northern Press) - A dam above the town of Tarnmouth lost a tenth of its water overnight, the regional water board said on Friday.

Board chairman Ilya Moravec said engineers had told him that the leak was beneath the spillway. He said the town was in no danger.

Two residents said police had warned them that the valley might be cleared by evening. Police declined to comment.

"We are lowering the lake as fast as the river allows," Moravec told reporters.

The dam was last inspected in 2009, according to records seen by Northern Press. The opposition Green Union said in a statement that the inspection had been "a walk with a torch".

The interior ministry did not respond to a request for comment.
`,
	"broadsheet": `For eleven years the violins of the Ostrava Street workshop have gone to soloists on three continents. This spring, its owner announced, there will be no more of them.

“One cannot teach a hand in a hurry,” Bohdan Lisiecki says, turning a scroll of maple under the lamp. “My last apprentice left to sell insurance.”

Mr. Lisiecki, who is 81, believes that the trade itself will outlive him. His daughter Wanda is less sure. She thinks the city has priced its craftsmen out of their own streets, and that nobody in the town hall has noticed.

Rents in the quarter have doubled since 2015, according to the tenants’ association. The deputy mayor, Olena Brandt, denies that craftsmen were driven out. The figures, she argues, “describe a city that people want to live in”.

Whether the workshop becomes a café, as its landlord has hinted, will be settled in May.
`,
	"interview": `Rosa Imanov has run the night ferry across the Sill for thirty years. We met her at the landing.

You have said that this will be your last winter. Why?

“The river is getting wider,” Imanov says, and laughs. “Or my arms are getting shorter.”

The ministry says a bridge will replace the ferry by 2030.

“They said so to my father. He asked them which river they meant.”

She is not against the bridge. She says she would like to be the first to cross it, on foot, “with my shoes in my hand”.

Her deckhand, a tall boy called Timo, whispers that she has already bought the shoes.
`,
	"notice": `The swimming pool in Alder Lane will be closed from 3 to 17 August. The boiler, which was put in in 1988, is replaced by a heat pump. Season tickets are valid two weeks longer.

The “Early Bird” course moves to the pool in Mill Road. Lockers must be emptied by 2 August. What is left in them is taken to the lost property office, where it can be fetched until the end of the year.
`,
}

var heldOutByReading = []mark{
	{"tabloid", direct, "Carla Penhaligon", []string{`"My lad walked four miles in the sleet,"`}},
	{"tabloid", direct, "Carla Penhaligon", []string{`"He came home blue."`}},
	{"tabloid", indirect, "a mechanic at the depot", []string{"the gearbox was fixed a week ago"}},
	{"tabloid", direct, "he", []string{`"It's sat there gleaming,"`}},
	{"tabloid", indirect, "Council boss Derek Otway", []string{"nobody had been let down"}},
	{"tabloid", direct, "he", []string{`"Buses break. Children have legs."`}},
	{"tabloid", direct, "Carla", []string{`"He has a chauffeur!"`}},
	{"tabloid", indirect, "A spokeswoman for the council", []string{"taxis had been offered to every family"}},

	{"agency", indirect, "the regional water board", []string{"A dam above the town of Tarnmouth lost a tenth of its water overnight"}},
	{"agency", indirect, "Board chairman Ilya Moravec", []string{"engineers had told him that the leak was beneath the spillway"}},
	{"agency", indirect, "engineers", []string{"the leak was beneath the spillway"}},
	{"agency", indirect, "He", []string{"the town was in no danger"}},
	{"agency", indirect, "Two residents", []string{"police had warned them that the valley might be cleared by evening"}},
	{"agency", indirect, "police", []string{"the valley might be cleared by evening"}},
	{"agency", direct, "Moravec", []string{`"We are lowering the lake as fast as the river allows,"`}},
	{"agency", indirect, "records seen by Northern Press", []string{"The dam was last inspected in 2009"}},
	{"agency", mixed, "The opposition Green Union", []string{`the inspection had been "a walk with a torch"`}},

	{"broadsheet", indirect, "its owner", []string{"This spring", "there will be no more of them"}},
	{"broadsheet", direct, "Bohdan Lisiecki", []string{"“One cannot teach a hand in a hurry,”"}},
	{"broadsheet", direct, "Bohdan Lisiecki", []string{"“My last apprentice left to sell insurance.”"}},
	{"broadsheet", indirect, "Mr. Lisiecki", []string{"the trade itself will outlive him"}},
	{"broadsheet", indirect, "She", []string{"the city has priced its craftsmen out of their own streets, and that nobody in the town hall has noticed"}},
	{"broadsheet", indirect, "the tenants’ association", []string{"Rents in the quarter have doubled since 2015"}},
	{"broadsheet", indirect, "The deputy mayor, Olena Brandt", []string{"craftsmen were driven out"}},
	{"broadsheet", mixed, "she", []string{"The figures", "“describe a city that people want to live in”"}},
	{"broadsheet", indirect, "its landlord", []string{"the workshop becomes a café"}},

	{"interview", indirect, "You", []string{"this will be your last winter"}},
	{"interview", direct, "Imanov", []string{"“The river is getting wider,”"}},
	{"interview", direct, "Imanov", []string{"“Or my arms are getting shorter.”"}},
	{"interview", indirect, "The ministry", []string{"a bridge will replace the ferry by 2030"}},
	{"interview", direct, "Imanov", []string{"“They said so to my father. He asked them which river they meant.”"}},
	{"interview", mixed, "She", []string{"she would like to be the first to cross it, on foot, “with my shoes in my hand”"}},
	{"interview", indirect, "Her deckhand, a tall boy called Timo", []string{"she has already bought the shoes"}},
}

func TestQuotationsOfArticlesInOtherManners(t *testing.T) {
	var directs, clauses figures
	for name, words := range heldOut {
		a := article{text: textpos.New(words)}
		if place, _, there := strings.Cut(words, " - "); there {
			a.regions = []annotate.Region{{End: len([]rune(place)) + 3, Kind: annotate.RegionDateline}}
		}
		for _, m := range heldOutByReading {
			if m.file != name {
				continue
			}
			q := quotation.Quotation{Kind: m.kind}
			for _, words := range m.claim {
				q.Claim = append(q.Claim, nearest(t, a.text, words, annotate.Segment{}))
			}
			q.Speaker = nearest(t, a.text, m.speaker, annotate.Segment{Start: q.Claim[0].Start, End: q.Claim[len(q.Claim)-1].End})
			a.marked = append(a.marked, q)
		}
		d, c := compare(a, quotation.Find(a.text, a.regions, "en", speech(t, "en")), func(what string, q quotation.Quotation) {
			t.Logf("%s: %s: %s %q by %q, score %.2f", name, what, q.Kind, a.text.Quote(q.Claim), a.text.Slice(q.Speaker.Start, q.Speaker.End), q.Score)
		})
		directs.add(d)
		clauses.add(c)
	}
	least{.87, .95, .95, .85}.hold(t, "in quotation marks", directs) // (.89, .73, 1, .45)
	least{.90, .78, .95, .78}.hold(t, "in other words", clauses)     // (.85, .50, 1, .50)
}
