// Package output puts files where they belong only when they are whole, and takes care that nothing is written over that must not
// be: a project, a device, what a link leads to. Start with Write for one file, NewParts for several that belong together, WriteFolder for a
// folder of its own, and Draft for what is made beside its place. It knows nothing of what it writes.
package output
