package index

import (
	"fmt"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bindex "github.com/blevesearch/bleve_index_api"

	"incidentbot/index/incident"
)

// Fields of the two indexes.
const (
	fText    = "text"    // articles: the whole text
	fTitle   = "title"   // articles: the headline
	fName    = "name"    // events: the places' names in three languages
	fWords   = "words"   // events: weapons, damage and outages as words of three languages
	fPlace   = "place"   // ids of the places and all they lie in
	fDay     = "day"     // YYYYMMDD
	fWeapon  = "weapon"  // both
	fDamage  = "damage"  // both
	fOutage  = "outage"  // both
	fArticle = "article" // events: the articles' ids
	fOutlet  = "outlet"  // articles
	fFormer  = "former"  // events: the ids that their reports would give them
	fSeq     = "seq"     // events and former ids: 16 hex digits of the last change, "|", the id
	fBody    = "body"    // events: the stored form
	fFacts   = "facts"   // articles: "1" if the article has a report
)

const maxClauses = 1024 // what a prefix or range may expand to

// limitClauses sets bleve's one global that bounds such expansions, once a process.
var limitClauses = sync.OnceFunc(func() { searcher.DisjunctionMaxClauseCount = maxClauses })

func textField() *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer, f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = analyzerName, false, false, false, false
	return f
}

func wordField() *mapping.FieldMapping {
	f := bleve.NewKeywordFieldMapping()
	f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues, f.SkipFreqNorm = false, false, false, false, true
	return f
}

// static makes a mapping of exactly these fields.
func static(texts, words []string) (*mapping.IndexMappingImpl, error) {
	if err := registerAnalyzer(); err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	m.ScoringModel = bindex.BM25Scoring
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultAnalyzer = analyzerName
	d := bleve.NewDocumentStaticMapping()
	for _, f := range texts {
		d.AddFieldMappingsAt(f, textField())
	}
	for _, f := range words {
		d.AddFieldMappingsAt(f, wordField())
	}
	m.DefaultMapping = d
	return m, m.Validate()
}

func articleMapping() (*mapping.IndexMappingImpl, error) {
	return static([]string{fText, fTitle}, []string{fPlace, fDay, fWeapon, fDamage, fOutage, fOutlet, fFacts})
}

func eventMapping() (*mapping.IndexMappingImpl, error) {
	return static([]string{fName, fWords}, []string{fPlace, fDay, fWeapon, fDamage, fOutage, fArticle, fFormer, fSeq})
}

// dayWord writes a day as the index holds it, "" for the unknown one.
func dayWord(d incident.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

// articleDoc is what the index of articles holds of one.
func (a *Archive) articleDoc(art *incident.Article, x *incident.Extraction) map[string]any {
	var places, days, weapons, damage, outages []string
	for i := range x.Reports {
		r := &x.Reports[i]
		places = a.lineage(places, r.Place.ID)
		for _, p := range r.PlacesAlso {
			places = a.lineage(places, p.ID)
		}
		days = appendDays(days, r.Date, r.DateEnd)
		weapons = appendAll(weapons, r.Weapons)
		damage = appendAll(damage, r.Damage)
		for _, o := range r.Outages {
			outages = appendAll(outages, []incident.Utility{o.Utility})
		}
	}
	if len(days) == 0 {
		days = appendDays(days, x.Published, 0)
	}
	doc := map[string]any{
		fText: art.Text, fTitle: art.Title, fOutlet: art.Outlet, fPlace: places, fDay: days,
		fWeapon: weapons, fDamage: damage, fOutage: outages,
	}
	if len(x.Reports) > 0 {
		doc[fFacts] = "1"
	}
	return doc
}

// eventDoc makes the document of an event; its stored form rides along.
func (a *Archive) eventDoc(m mapping.IndexMapping, e *incident.Event) (*document.Document, error) {
	var places, outages, articles []string
	places = a.lineage(places, e.Place.ID)
	for _, p := range e.PlacesAlso {
		places = a.lineage(places, p.ID)
	}
	for _, o := range e.Outages {
		outages = appendAll(outages, []incident.Utility{o.Utility})
	}
	for _, s := range e.Sources {
		articles = append(articles, s.Article)
	}
	var former []string
	for i := range e.Reports {
		if id := e.Reports[i].EventID; id != e.ID {
			former = appendAll(former, []string{id})
		}
	}
	d := document.NewDocument(e.ID)
	err := m.MapDocument(d, map[string]any{
		fName: a.names(e), fWords: eventWords(e), fPlace: places, fDay: appendDays(nil, e.Date, e.DateEnd),
		fWeapon: appendAll(nil, e.Weapons), fDamage: appendAll(nil, e.Damage), fOutage: outages, fArticle: articles,
		fFormer: former, fSeq: seqWord(e.Seq, e.ID),
	})
	if err != nil {
		return nil, fmt.Errorf("map event %s: %w", e.ID, err)
	}
	d.AddField(document.NewTextFieldCustom(fBody, nil, encodeEvent(e), bindex.StoreField, nil))
	return d, nil
}

// formerDoc makes the document of an id that no event has any more; the events'
// own documents say which one took its place.
func formerDoc(m mapping.IndexMapping, id string, seq uint64) (*document.Document, error) {
	d := document.NewDocument(id)
	if err := m.MapDocument(d, map[string]any{fSeq: seqWord(seq, id)}); err != nil {
		return nil, fmt.Errorf("map former id %s: %w", id, err)
	}
	return d, nil
}

// seqWord orders ids by the record that last changed them.
func seqWord(seq uint64, id string) string { return fmt.Sprintf("%016x|%s", seq, id) }

const maxSpan = 31 // days of one event that the index lists

func appendDays(to []string, from, end incident.Day) []string {
	if !from.Known() {
		return to
	}
	for d := from; d <= min(max(from, end), from+maxSpan); d++ {
		to = appendAll(to, []string{dayWord(d)})
	}
	return to
}

func appendAll[T ~string](to []string, vs []T) []string {
next:
	for _, v := range vs {
		for _, w := range to {
			if w == string(v) {
				continue next
			}
		}
		to = append(to, string(v))
	}
	return to
}
