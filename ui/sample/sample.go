// Package sample is the project that shows what one looks like: a story with four articles, marked by two annotators.
//
// It knows no window. Start with Create.
package sample

import (
	"context"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// Path is where the sample project is kept: among the data of the program, so that it can be found again.
func Path() (string, error) {
	return xdg.DataFile(filepath.Join("parallax", "Sample.parallax"))
}

// Create makes a project of the sample story at path: the articles are imported as any files are, then what
// two annotators made of them. Where something fails no file is left.
func Create(ctx context.Context, path string, progress func(done, total int)) (err error) {
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "parallax-sample-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	files, err := assets.SampleFiles()
	if err != nil {
		return err
	}
	var paths []string
	for _, file := range append(files, assets.File{Name: "annotations.jsonl", Data: assets.SampleAnnotations()}) {
		paths = append(paths, filepath.Join(folder, file.Name))
		if err := os.WriteFile(paths[len(paths)-1], file.Data, 0o600); err != nil {
			return err
		}
	}
	project, err := store.Create(ctx, path, cb)
	if err != nil {
		return err
	}
	_, err = exchange.ImportFiles(ctx, project, paths, exchange.ImportOptions{Story: assets.SampleStory, Format: "auto"}, progress)
	if closing := project.Close(); err == nil {
		err = closing
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}
