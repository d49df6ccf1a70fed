package history

// Kept finds out what lives although somebody deleted it last: what living rows refer to, and what that refers to in turn. So nobody's
// work goes because somebody else, who did not know of it, deleted the article, the entity, the label or the question that it is about.
//
// It is asked of living rows, by Refer, and says then what Has been kept. What is fetched is fetched by whoever made it.
type Kept struct {
	// Thing is a row of the kinds that are matched, nil for one of another kind. It is kept by being made Alive.
	Thing func(kind, id string) *Thing
	// Row is what all sources together know of a row of another kind.
	Row func(kind, id string) (Joined, error)
	// Refers calls need for each row that a row keeps.
	Refers func(j Joined, need func(kind, id string) error) error

	rows map[string]map[string]bool // by kind; those of which nobody deleted a row are not there
}

// May says that somebody deleted rows of a kind that living rows keep. Of other kinds nothing is looked up.
func (k *Kept) May(kind string) {
	if k.rows == nil {
		k.rows = map[string]map[string]bool{}
	}
	k.rows[kind] = map[string]bool{}
}

// Maybe says whether rows of a kind may have to be kept.
func (k *Kept) Maybe(kind string) bool { return k.rows[kind] != nil }

// Has says whether a row that was deleted last is kept.
func (k *Kept) Has(kind, id string) bool { return k.rows[kind][id] }

// Refer keeps what a living row refers to.
func (k *Kept) Refer(j Joined) error { return k.Refers(j, k.Need) }

// Need keeps a row that something living refers to. What nobody ever saw is not made by that.
func (k *Kept) Need(kind, id string) error {
	if t := k.Thing(kind, id); t != nil {
		if t.Alive || !t.Known() {
			return nil
		}
		t.Alive = true
		return k.Refer(t.Joined)
	}
	if !k.Maybe(kind) || k.Has(kind, id) {
		return nil
	}
	j, err := k.Row(kind, id)
	if err != nil || !j.Known() || j.Lives() {
		return err
	}
	k.rows[kind][id] = true
	return k.Refer(j)
}
