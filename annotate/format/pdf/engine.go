package pdf

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
)

var (
	errPassword = errors.New("a password is needed")
	errMany     = errors.New("it is worth compiling the library")
)

const (
	memoryPages = 512 << 20 >> 16 // of the library's memory
	interpreted = 3               // pages that are read before the library is compiled, which takes as long as interpreting it for as many
	longest     = 4 * time.Minute // that a file may take
)

// page is one of a file, as it was taken apart.
type page struct {
	pieces        []piece
	width, height float64
}

// piece is some text of one font that stands in one line. Its place is counted from the lower left corner, in points.
type piece struct {
	text                     string
	left, right, top, bottom float64
	size                     float64
}

// taken is what was found in a file.
type taken struct {
	pages      []page
	properties flow.Properties
	left       int // pages that could not be read
}

// engine is the library. It reads one file at a time.
type engine struct {
	sync.Mutex
	pool     pdfium.Pool
	compiled bool
	pages    int // that were read
}

var library engine

// compiled keeps the library as it was compiled, for when it must be started again after a file that broke it.
var compiled = sync.OnceValue(wazero.NewCompilationCache)

// extract takes a file apart, in bounded time.
func extract(data []byte) (taken, error) {
	library.Lock()
	defer library.Unlock()
	found, err := library.extract(data)
	if errors.Is(err, errMany) {
		library.pages = interpreted
		found, err = library.extract(data)
	}
	return found, err
}

func (e *engine) extract(data []byte) (taken, error) {
	most := interpreted - e.pages
	pool, err := e.open()
	if err != nil {
		return taken{}, fmt.Errorf("preparing to read PDF: %w", err)
	}
	type outcome struct {
		taken
		err    error
		broken bool // the library is in a state of which nobody knows
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if r := recover(); r != nil {
				o.broken, o.err = true, annotate.Invalidf("the PDF is damaged: get it again, or save it again with the program that made it")
				done <- o
			}
		}()
		o.taken, o.err = takeApart(pool, data, e.compiled, most)
		done <- o
	}()
	clock := time.NewTimer(longest)
	defer clock.Stop()
	select {
	case o := <-done:
		e.pages += len(o.pages)
		if o.broken || errors.Is(o.err, errMany) {
			e.close()
		}
		return o.taken, o.err
	case <-clock.C:
		e.close() // which ends what it does
		return taken{}, annotate.Invalidf("reading the PDF takes more than %v minutes: divide it, or save it again with the program that made it", longest.Minutes())
	}
}

// open starts the library.
func (e *engine) open() (pdfium.Pool, error) {
	compile := e.pages >= interpreted
	if e.pool != nil && e.compiled != compile {
		e.close()
	}
	if e.pool != nil {
		return e.pool, nil
	}
	config := wazero.NewRuntimeConfigInterpreter()
	if compile {
		config = wazero.NewRuntimeConfig().WithCompilationCache(compiled())
	}
	config = config.WithMemoryLimitPages(memoryPages).WithCloseOnContextDone(true)
	pool, err := webassembly.Init(webassembly.Config{MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		return nil, err
	}
	e.pool, e.compiled = pool, compile
	return pool, nil
}

func (e *engine) close() {
	if pool := e.pool; pool != nil {
		go func() {
			defer func() { recover() }() //nolint:errcheck // the library is thrown away
			pool.Close()                 //nolint:errcheck // likewise
		}()
		e.pool = nil
	}
}

// takeApart reads the pages of a file, unless they are more than is worth while interpreting.
func takeApart(pool pdfium.Pool, data []byte, compiled bool, most int) (found taken, err error) {
	instance, err := pool.GetInstance(longest)
	if err != nil {
		return found, fmt.Errorf("preparing to read PDF: %w", err)
	}
	defer instance.Close() //nolint:errcheck // what was read is read
	file, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return found, errPassword
	case err != nil:
		return found, annotate.Invalidf("the PDF is damaged: get it again, or save it again with the program that made it")
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: file.Document})
	switch {
	case err != nil || count.PageCount <= 0:
		return found, annotate.Invalidf("the PDF has no pages: get it again, or save it again with the program that made it")
	case !compiled && count.PageCount > most:
		return found, errMany
	case count.PageCount > mostPages:
		return found, annotate.Invalidf("the PDF has %d pages, more than the %d that are read: divide it", count.PageCount, mostPages)
	}
	found.properties = properties(instance, file.Document)
	letters := 0
	for i := range count.PageCount {
		this, err := takePage(instance, file.Document, i)
		if err != nil {
			found.left++
			continue
		}
		for _, p := range this.pieces {
			letters += len(p.text)
		}
		if letters > mostLetters {
			return found, annotate.Invalidf("the PDF has more than %d MB of text: divide it", mostLetters>>20)
		}
		found.pages = append(found.pages, this)
	}
	if len(found.pages) == 0 {
		return found, annotate.Invalidf("no page of the PDF can be read: get it again, or save it again with the program that made it")
	}
	return found, nil
}

func takePage(instance pdfium.Pdfium, file references.FPDF_DOCUMENT, index int) (page, error) {
	var this page
	size, err := instance.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: file, Index: index})
	if err != nil {
		return this, err
	}
	this.width, this.height = size.Width, size.Height
	found, err := instance.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: file, Index: index}},
		Mode: requests.GetPageTextStructuredModeRects, CollectFontInformation: true,
	})
	if err != nil {
		return this, err
	}
	for _, r := range found.Rects {
		p := piece{text: r.Text, left: r.PointPosition.Left, right: r.PointPosition.Right, top: r.PointPosition.Top, bottom: r.PointPosition.Bottom}
		if r.FontInformation != nil {
			p.size = r.FontInformation.Size
		}
		this.pieces = append(this.pieces, p)
	}
	return this, nil
}

// properties are what the file says of itself.
func properties(instance pdfium.Pdfium, file references.FPDF_DOCUMENT) flow.Properties {
	read := func(tag string) string {
		found, err := instance.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: file, Tag: tag})
		if err != nil {
			return ""
		}
		return found.Value
	}
	created := read("CreationDate") // D:20240305102200+01'00'
	if len(created) >= 10 && created[:2] == "D:" {
		created = created[2:10]
	}
	return flow.Properties{Title: read("Title"), Author: read("Author"), Created: created}
}
