//go:build !unix

package main

// outputClosed is for systems on which a program can be started with its standard output closed.
func outputClosed() bool { return false }
