package assets

import (
	"embed"
	"slices"
	"strings"
)

//go:embed codebooks/*.toml
var codebooks embed.FS

// Codebook returns the TOML of a codebook that ships with the program, by its name.
func Codebook(name string) ([]byte, bool) {
	if !slices.Contains(CodebookNames(), name) {
		return nil, false
	}
	data, err := codebooks.ReadFile("codebooks/" + name + ".toml")
	return data, err == nil
}

// CodebookNames lists the codebooks that ship with the program, the default one first.
func CodebookNames() []string {
	names := []string{"default"}
	entries, err := codebooks.ReadDir("codebooks")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, entry := range entries {
		if name := strings.TrimSuffix(entry.Name(), ".toml"); name != "default" {
			names = append(names, name)
		}
	}
	return names
}
