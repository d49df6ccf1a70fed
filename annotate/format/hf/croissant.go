package hf

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// recommended is the context that the specification of Croissant 1.1 gives.
const recommended = `{"@language":"en","@vocab":"https://schema.org/","citeAs":"cr:citeAs","column":"cr:column","conformsTo":"dct:conformsTo","cr":"http://mlcommons.org/croissant/","rai":"http://mlcommons.org/croissant/RAI/",` +
	`"data":{"@id":"cr:data","@type":"@json"},"dataType":{"@id":"cr:dataType","@type":"@vocab"},"dct":"http://purl.org/dc/terms/","equivalentProperty":"cr:equivalentProperty","examples":{"@id":"cr:examples","@type":"@json"},` +
	`"extract":"cr:extract","field":"cr:field","fileProperty":"cr:fileProperty","fileObject":"cr:fileObject","fileSet":"cr:fileSet","format":"cr:format","includes":"cr:includes","isArray":"cr:isArray","isLiveDataset":"cr:isLiveDataset",` +
	`"arrayShape":"cr:arrayShape","jsonPath":"cr:jsonPath","key":"cr:key","md5":"cr:md5","parentField":"cr:parentField","path":"cr:path","recordSet":"cr:recordSet","references":"cr:references","regex":"cr:regex","repeated":"cr:repeated",` +
	`"replace":"cr:replace","samplingRate":"cr:samplingRate","sc":"https://schema.org/","separator":"cr:separator","source":"cr:source","subField":"cr:subField","transform":"cr:transform"}`

// object is an object of JSON whose keys keep their order.
type object []pair

type pair struct {
	key   string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := dataset.NewEncoder(&b)
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encoder.Encode(p.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encoder.Encode(p.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// croissant is metadata.json. What the project does not know, such as who publishes it, is there to be filled in.
func (w *writer) croissant(f form.Figures) (string, error) {
	const fillIn = "to be filled in before this is passed on"
	out := object{{"@context", json.RawMessage(recommended)}, {"@type", "sc:Dataset"}, {"conformsTo", "http://mlcommons.org/croissant/1.1"}, {"name", w.name(f)},
		{"description", "News articles with annotated spans, and the relations between them."}, {"license", cmp.Or(w.head.License, "other")}, {"url", fillIn}, {"creator", object{{"@type", "sc:Organization"}, {"name", cmp.Or(w.head.Creator, fillIn)}}},
		{"datePublished", fillIn}}
	var files, sets []any
	for _, p := range w.parts {
		for _, one := range []struct {
			set      string
			file     *file
			features []feature
		}{{"records", p.records, recordFeatures(nil)}, {"relations", p.examples, exampleFeatures(nil)}} {
			id := one.set + "-" + p.name
			files = append(files, object{{"@type", "cr:FileObject"}, {"@id", id + "-file"}, {"name", id + "-file"}, {"contentUrl", one.file.name}, {"encodingFormat", "application/jsonlines"}, {"sha256", one.file.hash()}})
			var fields []any
			for _, feature := range one.features {
				fields = append(fields, feature.field(id))
			}
			sets = append(sets, object{{"@type", "cr:RecordSet"}, {"@id", id}, {"name", id}, {"field", fields}})
		}
	}
	for _, classes := range []struct {
		name  string
		names []string
	}{{"tags", tagNames(w.labels)}, {"relation_types", relationNames(w.types)}} {
		var data []any
		for i, name := range classes.names {
			data = append(data, object{{classes.name + "/number", i}, {classes.name + "/name", name}})
		}
		field := func(name, kind string) object {
			return object{{"@type", "cr:Field"}, {"@id", classes.name + "/" + name}, {"name", name}, {"dataType", kind}}
		}
		sets = append(sets, object{{"@type", "cr:RecordSet"}, {"@id", classes.name}, {"name", classes.name}, {"dataType", "sc:Enumeration"}, {"key", object{{"@id", classes.name + "/number"}}},
			{"field", []any{field("number", "sc:Integer"), field("name", "sc:Text")}}, {"data", data}})
	}
	out = append(out, pair{"distribution", files}, pair{"recordSet", sets})
	var b bytes.Buffer
	encoder := dataset.NewEncoder(&b)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return "", fmt.Errorf("describing the dataset: %w", err)
	}
	return b.String(), nil
}

// field is a column of a set of records.
func (f feature) field(set string) object {
	kind := "sc:Text"
	if f.dtype == "int64" || f.name == "ner_tags" || f.name == "relation" {
		kind = "sc:Integer"
	}
	out := object{{"@type", "cr:Field"}, {"@id", set + "/" + f.name}, {"name", f.name}, {"description", f.says}, {"dataType", kind}}
	if f.list {
		out = append(out, pair{"isArray", true}, pair{"arrayShape", "-1"})
	}
	return append(out, pair{"source", object{{"fileObject", object{{"@id", set + "-file"}}}, {"extract", object{{"column", f.name}}}}})
}
