package read

import "github.com/parallax-annotation/parallax/store"

// names are those of the entities that panes have met, for the tags at the spans.
type names struct {
	view *View
	of   map[string]string // entity id → name
}

// learn remembers the name of an entity, for the tags at the spans.
func (n *names) learn(entityID string) {
	v := n.view
	if _, known := n.of[entityID]; known || entityID == "" {
		return
	}
	entity, err := v.session.Project.Entity(v.session.Context(), entityID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	n.of[entityID] = entity.Name
}

// forget reads the names anew of the entities that an act changed.
func (n *names) forget(act store.Act) {
	v := n.view
	changed := map[string]bool{} // id → whether it is still there
	for _, change := range act.Changes {
		if change.EntityKind == "entity" {
			changed[change.EntityID] = !change.Deleted()
		}
	}
	v.panes.each(func(p *pane) {
		p.hear(func() {
			for id, there := range changed {
				if delete(n.of, id); there {
					n.learn(id)
				}
			}
			p.namesChanged(changed)
		})
	})
}
