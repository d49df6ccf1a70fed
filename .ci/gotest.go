// Command gotest runs "go test -json" with its arguments, prints a line for each package and everything that a
// failing test wrote, and writes the numbers of passed and failed tests to the file named first.
//
// A test with subtests counts as one beside them. A package that does not build, panics or leaves a data race counts
// as a failure even where no test of it is named.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// event is one line of go test -json; see go doc test2json.
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: gotest COUNTS ARGUMENT...")
		os.Exit(2)
	}
	passed, failed, err := test(os.Args[2:])
	if err != nil && failed == 0 {
		failed = 1
		fmt.Println("go test:", err)
	}
	fmt.Printf("go test: %d passed, %d failed\n", passed, failed)
	if err := os.WriteFile(os.Args[1], fmt.Appendf(nil, "%d %d\n", passed, failed), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "gotest:", err)
		os.Exit(1)
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// test runs go test and counts. Its error is that of go test itself.
func test(arguments []string) (passed, failed int, err error) {
	command := exec.Command("go", append([]string{"test", "-json"}, arguments...)...)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	if err := command.Start(); err != nil {
		return 0, 0, err
	}
	output := map[string]*strings.Builder{} // what each package or test wrote, until it ends
	failedIn := map[string]int{}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Println(lines.Text())
			continue
		}
		key := e.Package + e.ImportPath + "\x00" + e.Test
		if output[key] == nil {
			output[key] = &strings.Builder{}
		}
		switch e.Action {
		case "output", "build-output":
			output[key].WriteString(e.Output)
		case "build-fail":
			fmt.Print(output[key])
			delete(output, key)
		case "pass", "fail", "skip":
			switch {
			case e.Test != "" && e.Action == "pass":
				passed++
			case e.Test != "" && e.Action == "fail":
				failed++
				failedIn[e.Package]++
				fmt.Printf("FAIL %s %s\n%s", e.Package, e.Test, output[key])
			case e.Test != "":
				fmt.Print(output[key])
			case e.Action == "fail":
				if failedIn[e.Package] == 0 {
					failed++
					fmt.Print(output[key])
				}
				fmt.Printf("FAIL %s %.1fs\n", e.Package, e.Elapsed)
			case e.Action == "pass":
				fmt.Printf("ok   %s %.1fs\n", e.Package, e.Elapsed)
			}
			delete(output, key)
		}
	}
	if err := lines.Err(); err != nil {
		return passed, failed, err
	}
	for _, rest := range output { // tests cut short by a panic or a time limit
		if failed > 0 {
			fmt.Print(rest)
		}
	}
	return passed, failed, command.Wait()
}
