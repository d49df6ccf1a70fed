// Package assets is what ships inside the program: the icon, the codebooks, the sample story with its annotations. It knows nothing of
// what becomes of them, and holds no text that is not ours. Start with Codebook and SampleFiles.
package assets
