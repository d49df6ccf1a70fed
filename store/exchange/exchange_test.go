package exchange_test

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/storetest"
)

var ctx = context.Background()

var anna = annotate.NewAnnotator("anna")

var (
	newProject, do, addDocument, tag, sound      = storetest.New, storetest.Do, storetest.AddDocument, storetest.Tag, storetest.Sound
	annotated, jsonl, file, importFiles, records = storetest.Annotated, storetest.JSONL, storetest.File, storetest.ImportFiles, storetest.Records
	codebook, label, relation                    = storetest.Border, storetest.Label, storetest.RelationType
)
