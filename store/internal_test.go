package store

// ThisSystem is what the names of drafts begin with on this computer.
func ThisSystem() string { return thisSystem() }
