# make run           install what is missing, build, open the window with the sample story
# make test          everything that has to hold: gofmt, vet, staticcheck, the tests, the tour
# make bench         the benchmarks, and the real window on a virtual display: frames, rest, memory
# make tour          drive the real window on a virtual display; screenshots and dataset in build/tour
# make build         build/parallax
# make windows       build/parallax.exe, where the compiler for it is there
# make test-windows  install what is missing, then run the tests and a short tour of that program under wine
# make soak          kill the program, let its file operations fail in every way that cmd/soak knows, merge 500 random histories; hours
# make clean         remove build/
# make help          this list

# x11 leaves the Wayland half of the window library out, and with it two more header packages; under Wayland the
# window runs through XWayland. migrated_fynedo: all calls into the window are made from its own goroutine.
ifeq ($(shell uname -s),Linux)
TAGS := x11,migrated_fynedo
else
TAGS := migrated_fynedo
endif

# The newest release whose go.mod still admits Go 1.24.
VERSION_STATICCHECK := v0.6.1

COMMIT := $(shell git rev-parse --short=12 HEAD 2>/dev/null)

export TAGS VERSION_STATICCHECK

.PHONY: help install build windows test-windows run tour test bench soak clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

install:
	@.ci/install build

build: install
	@mkdir -p build
	go build -tags $(TAGS) -ldflags "-X main.commit=$(COMMIT)" -o build/parallax ./cmd/parallax

windows:
	@.ci/windows build

test-windows:
	@.ci/windows test

# Without a display (a server, a container) the same is done on a virtual one, and pictures are left to look at.
run: build
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY" ] && [ -z "$$WAYLAND_DISPLAY" ]; then \
		$(MAKE) --no-print-directory tour; \
	else \
		build/parallax --sample; \
	fi

tour: build
	@.ci/install test
	go run ./cmd/tour

test:
	@.ci/install test
	@.ci/test

bench:
	@.ci/install test
	go test -run '^$$' -bench . -benchmem -timeout 60m -tags ci,$(TAGS) ./...
	go run -tags $(TAGS) ./cmd/measure

soak: build
	@.ci/install test
	go run -tags $(TAGS) ./cmd/soak
	go test -run 'Merge|Undo|History' -rapid.checks=500 -timeout 3h -tags ci,$(TAGS) ./store/...

clean:
	rm -rf build
