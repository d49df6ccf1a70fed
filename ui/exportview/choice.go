package exportview

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/control"
)

// Choice is how a project was exported last.
type Choice struct {
	Format      string `json:"format"`
	Layer       string `json:"layer"`           // "" for every annotator
	Label       string `json:"label,omitempty"` // "" for every label; likewise the story and the state
	Story       string `json:"story,omitempty"`
	State       string `json:"state,omitempty"`
	Unit        string `json:"unit"`
	WithoutText bool   `json:"without_text,omitempty"`
	Flags       bool   `json:"flags,omitempty"`
	Rejected    bool   `json:"rejected,omitempty"`
	Split       string `json:"split,omitempty"` // "" for one file
	Seed        string `json:"seed,omitempty"`
	License     string `json:"license,omitempty"`
	Creator     string `json:"creator,omitempty"`
	Folder      string `json:"folder"`
}

// Remember puts the form as it was when the project was exported last; the zero value leaves it as it is. keep hears how it is
// exported from now on. What is not there any more, such as a layer or a folder, is not chosen.
func (v *View) Remember(last Choice, keep func(Choice)) {
	v.keep = keep
	if last == (Choice{}) {
		return
	}
	if i := slices.IndexFunc(formats, func(f form.Format) bool { return f.Name == last.Format }); i >= 0 {
		v.format.Set(formats[i].Title)
	}
	if last.Layer != "" && slices.Contains(v.layers(), last.Layer) {
		v.layer.Set(last.Layer)
	}
	for _, only := range []struct {
		menu *control.Select
		last string
	}{{v.label, last.Label}, {v.story, last.Story}, {v.state, last.State}} {
		if only.last != "" && slices.Contains(only.menu.Options, only.last) {
			only.menu.Set(only.last)
		}
	}
	v.unit.SetIndex(max(0, slices.Index(units, last.Unit)))
	v.withoutText.Checked, v.flags.Checked, v.rejected.Checked = last.WithoutText, last.Flags, last.Rejected
	if _, err := dataset.ParseSplit(last.Split); last.Split != "" && err == nil {
		v.splitting.Checked = true
		v.split.Reset(last.Split)
		v.seed.Reset(last.Seed)
	}
	v.license.Reset(last.License)
	v.creator.Reset(last.Creator)
	if choose.IsFolder(last.Folder) {
		v.folder = last.Folder
	}
	for _, check := range []interface{ Refresh() }{v.withoutText, v.flags, v.rejected, v.splitting} {
		check.Refresh()
	}
	v.changed()
}

// choice is how the form stands.
func (v *View) choice() Choice {
	o := v.options()
	c := Choice{Format: o.Format, Layer: o.Layer, Unit: o.Unit, WithoutText: v.withoutText.Checked, Flags: o.Flags, Rejected: o.Rejected, Split: o.Split,
		License: strings.TrimSpace(v.license.Text), Creator: strings.TrimSpace(v.creator.Text), Folder: filepath.Dir(o.Path)}
	for _, only := range []struct {
		names []string
		into  *string
	}{{o.Filter.Labels, &c.Label}, {o.Filter.Stories, &c.Story}, {o.Filter.States, &c.State}} {
		if len(only.names) > 0 {
			*only.into = only.names[0]
		}
	}
	if o.Split != "" {
		c.Seed = v.seed.Text
	}
	return c
}
