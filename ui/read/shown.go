package read

// Article is the id of the article at hand, "" where none is shown.
func (v *View) Article() string {
	if p := v.panes.current(); p != nil {
		return p.documentID
	}
	return ""
}
