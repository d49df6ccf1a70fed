package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// # How several files get their places at once
//
// No system renames several files in one step. So a note of what goes where is brought to the disk first, in the folder of the
// parts, when all drafts are whole: from then on the old parts are set aside and the new ones placed, and the note goes when that is
// done. A program that is killed in between leaves the note, and the next one that looks at the folder ends what it tells of:
// forward, or back where the killed one had met an error and was giving the old parts their places again. Until then old and new
// parts never stand side by side. Whoever ends it gives the note a name of its own first, which only one can.
//
// A part that is a link has its place in another folder. There lies a note that only says where the one that counts is, so that the
// drafts there are not taken for abandoned.

// noteName is that of a note, which says as a draft's does whose it is.
var noteName = regexp.MustCompile(`^\.(.+)\.([0-9a-f]{8})-([0-9a-f]{1,8})-([0-9a-f]{12})(\.placing|\.returning)$`)

const (
	isPlacing   = ".placing"
	isReturning = ".returning"
)

// note is what is to be done with the parts of a folder.
type note struct {
	Of    string   `json:"of,omitempty"` // the folder of the note that counts, "" for that one itself
	Parts []placed `json:"parts"`

	folder, name, id, state string
}

// placed is a part that gets its place. Paths within the folder of the note are told from there, so that it may be moved.
type placed struct {
	Draft string `json:"draft"`
	Place string `json:"place"`
	Old   string `json:"old,omitempty"` // where what stands there is set aside, "" where nothing does
}

// path is where the note lies.
func (n *note) path() string {
	return filepath.Join(n.folder, passing(n.name, n.id, n.state))
}

// at is a path of the note, from wherever it is looked at.
func (n *note) at(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(n.folder, path)
}

// newNote makes the note of where drafts of a folder belong.
func newNote(folder string, files []*outputFile) (*note, error) {
	folder, err := filepath.Abs(folder)
	if err == nil {
		folder, err = filepath.EvalSymlinks(folder)
	}
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", folder, err)
	}
	n := &note{folder: folder, name: filepath.Base(folder), id: annotate.NewID()[24:], state: isPlacing}
	here := func(path string) string {
		if filepath.Dir(path) == folder {
			return filepath.Base(path)
		}
		return path
	}
	for _, file := range files {
		part := placed{Draft: here(file.Name()), Place: here(file.place)}
		if _, err := os.Lstat(file.place); err == nil {
			part.Old = here(Draft(file.place))
		}
		n.Parts = append(n.Parts, part)
	}
	return n, nil
}

// elsewhere are the notes for the other folders in which parts have their places.
func (n *note) elsewhere() []*note {
	var others []*note
	for _, part := range n.Parts {
		folder := filepath.Dir(n.at(part.Place))
		if folder == n.folder {
			continue
		}
		i := slices.IndexFunc(others, func(o *note) bool { return o.folder == folder })
		if i < 0 {
			others = append(others, &note{Of: n.folder, folder: folder, name: n.name, id: n.id, state: isPlacing})
			i = len(others) - 1
		}
		others[i].Parts = append(others[i].Parts, part)
	}
	return others
}

// carryOut does what the note tells of, once it is on the disk, or puts back what was there.
func (n *note) carryOut() error {
	for _, there := range append(n.elsewhere(), n) { // the one that counts last
		if err := there.write(); err != nil {
			return errors.Join(fmt.Errorf("writing to %s: %w", n.folder, err), n.done())
		}
	}
	if err := n.place(); err != nil {
		if back := n.giveBack(); back != nil {
			return errors.Join(err, back)
		}
		return errors.Join(err, n.done())
	}
	return nil
}

// write brings the note to the disk, and with it the decision: from now on the parts are placed whatever happens.
func (n *note) write() error {
	data, err := json.Marshal(n)
	if err != nil {
		return err
	}
	draft := Draft(filepath.Join(n.folder, n.name))
	file, err := os.OpenFile(draft, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return Reason(err)
	}
	_, err = file.Write(data)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(Reason(err), os.Remove(draft))
	}
	if err := os.Rename(draft, n.path()); err != nil {
		return errors.Join(Reason(err), os.Remove(draft))
	}
	return SyncFolder(n.folder)
}

// place sets the old parts aside and gives the new ones their places, as far as that is not done yet.
func (n *note) place() error {
	for _, part := range n.Parts {
		if part.Old == "" || !isThere(n.at(part.Draft)) || isThere(n.at(part.Old)) {
			continue
		}
		if err := os.Rename(n.at(part.Place), n.at(part.Old)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("writing %s: %w", n.at(part.Place), Reason(err))
		}
	}
	for _, part := range n.Parts {
		if !isThere(n.at(part.Draft)) {
			continue
		}
		if err := os.Rename(n.at(part.Draft), n.at(part.Place)); err != nil {
			return fmt.Errorf("writing %s: %w", n.at(part.Place), Reason(err))
		}
	}
	return n.sync()
}

// giveBack takes the new parts away and gives the old ones their places, as far as that is not done yet.
func (n *note) giveBack() error {
	if n.state != isReturning {
		before := n.path()
		n.state = isReturning
		if err := os.Rename(before, n.path()); err != nil {
			return fmt.Errorf("putting back the files of %s: %w", n.folder, Reason(err))
		}
	}
	for _, part := range n.Parts {
		if part.Old == "" && !isThere(n.at(part.Draft)) {
			_ = os.Remove(n.at(part.Place)) // nothing was there before
		}
	}
	for _, part := range n.Parts {
		if part.Old == "" || !isThere(n.at(part.Old)) {
			continue
		}
		if err := os.Rename(n.at(part.Old), n.at(part.Place)); err != nil {
			return fmt.Errorf("putting back %s: %w", n.at(part.Place), Reason(err))
		}
	}
	return n.sync()
}

// sync makes the names in all folders of parts durable.
func (n *note) sync() error {
	err := SyncFolder(n.folder)
	for _, other := range n.elsewhere() {
		err = errors.Join(err, SyncFolder(other.folder))
	}
	return err
}

// done takes the note away, and then what it kept. What stays of that is a draft like others, which the next run clears.
func (n *note) done() error {
	if err := os.Remove(n.path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Reason(err)
	}
	for _, other := range n.elsewhere() {
		_ = os.Remove(other.found())
	}
	for _, part := range n.Parts {
		if part.Old != "" {
			_ = os.RemoveAll(n.at(part.Old)) // a file, or a folder that was replaced whole
		}
	}
	return nil
}

// endPlacings ends what killed programs were placing in a folder, and names the drafts that notes still speak of.
func endPlacings(folder string, entries []fs.DirEntry) (kept map[string]bool) {
	kept = map[string]bool{}
	for _, entry := range entries {
		parts := noteName.FindStringSubmatch(entry.Name())
		if parts == nil || !entry.Type().IsRegular() {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		n := &note{folder: folder, name: parts[1], id: parts[4], state: parts[5]}
		data, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(data, n)
		}
		if err == nil && isLeft(parts[2], parts[3], entry) && n.end(path) {
			continue
		}
		for _, part := range n.Parts {
			kept[filepath.Base(part.Draft)], kept[filepath.Base(part.Old)] = true, true
		}
	}
	return kept
}

// end ends what a killed program was placing, and says whether the note has gone.
func (n *note) end(path string) bool {
	if n.Of != "" {
		ClearDrafts(n.Of)
		counts := note{folder: n.Of, id: n.id}
		return counts.found() == "" && os.Remove(path) == nil
	}
	if !n.isSound() {
		return false
	}
	if os.Rename(path, n.path()) != nil {
		return false // another program was quicker
	}
	finish := n.place
	if n.state == isReturning {
		finish = n.giveBack
	}
	return finish() == nil && n.done() == nil
}

// isSound says whether a note that was found can be ours: it moves only what is named as a draft, from and to a folder in which it lies
// or a note of it does.
func (n *note) isSound() bool {
	for _, part := range n.Parts {
		folder := filepath.Dir(n.at(part.Place))
		for _, beside := range []string{part.Draft, part.Old} {
			if beside != "" && (filepath.Dir(n.at(beside)) != folder || !draftName.MatchString(filepath.Base(beside))) {
				return false
			}
		}
		there := note{folder: folder, id: n.id}
		if part.Draft == "" || there.found() == "" {
			return false
		}
	}
	return true
}

// found is where the note lies in its folder, whoever called it so, "" where it does not.
func (n *note) found() string {
	entries, _ := os.ReadDir(n.folder) // what cannot be read has nothing
	for _, entry := range entries {
		if parts := noteName.FindStringSubmatch(entry.Name()); parts != nil && parts[4] == n.id {
			return filepath.Join(n.folder, entry.Name())
		}
	}
	return ""
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
