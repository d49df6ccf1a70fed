// Command soak treats the project file as badly as machines do: it kills programs at random moments while they fold their log
// in, let go of the file, take it up again and restore a backup, and it lets file operations fail in turn, as a full or a
// broken disk does. After each round the project must be whole, hold all that was called saved, and have nothing beside
// it that does not belong there; what a command was to write must be whole or as before, and whole where it said that all is done. Linux only; the failures are made by strace.
//
// Without -rounds every operation of every command is made to fail once with each error.
//
// It knows nothing of the program but its command line. Start with main.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	program := flag.String("program", filepath.Join("build", "parallax"), "the program to try")
	rounds := flag.Int("rounds", 0, "rounds of each trial; 0 for 500 kills of each kind, and every failure")
	seed := flag.Uint64("seed", rand.Uint64(), "what random moments follow from")
	only := flag.String("only", "", "only the trials in whose name this stands, such as “folding in” or “restore”")
	counts := flag.String("counts", "", "a file for the numbers of rounds that passed and failed")
	act := flag.String("act", "", "mark spans in this project until killed, and print how many are saved; the child of a trial")
	moment := flag.String("moment", "", "the moment that -act comes to and says, as the child of a trial: folding, release or reopening")
	fold := flag.String("fold", "", "mark a span in this project and fold it in; the child of a trial")
	flag.Parse()
	switch {
	case *fold != "":
		if err := foldOnce(*fold); err != nil {
			fmt.Fprintln(os.Stderr, "parallax:", err)
			os.Exit(1)
		}
		return
	case *moment != "":
		fmt.Fprintln(os.Stderr, actAtMoment(*act, *moment))
		os.Exit(1)
	case *act != "":
		fmt.Fprintln(os.Stderr, actUntilKilled(*act))
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	passed, failed, err := run(ctx, *program, *only, *rounds, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		failed++
	}
	fmt.Printf("soak: %d passed, %d failed (seed %d)\n", passed, failed, *seed)
	if *counts != "" {
		if err := os.WriteFile(*counts, fmt.Appendf(nil, "%d %d\n", passed, failed), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "soak:", err)
			failed++
		}
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// soak is one run.
type soak struct {
	ctx     context.Context
	program string
	folder  string // of everything that is written
	random  *rand.Rand
	rounds  int    // of each trial, 0 for all
	only    string // in the name of each trial
	passed  int
	failed  int
}

func run(ctx context.Context, program, only string, rounds int, seed uint64) (passed, failed int, err error) {
	program, err = filepath.Abs(program)
	if err != nil {
		return 0, 0, err
	}
	folder, err := os.MkdirTemp("", "parallax-soak-")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(folder)
	s := &soak{ctx: ctx, program: program, folder: folder, random: rand.New(rand.NewPCG(seed, 1)), rounds: rounds, only: only}
	if err := s.kills(); err != nil {
		return s.passed, s.failed, err
	}
	return s.passed, s.failed, s.faults()
}

// count notes how a round ended, and says what went wrong.
func (s *soak) count(trial string, err error) {
	if err == nil {
		s.passed++
		return
	}
	s.failed++
	fmt.Printf("FAIL %s: %v\n", trial, err)
}
