// Package restore brings a project back from a backup and keeps what stood in its place. It knows no open project: whoever has one
// closes it first. Start with Project.
package restore
