package extract

import (
	"encoding/json"

	"incidentbot/index/incident"
)

type articleJSON struct {
	ID             string        `json:"id"`
	URL            *string       `json:"url"`
	Outlet         *string       `json:"outlet"`
	Title          *string       `json:"title"`
	Lang           incident.Lang `json:"lang"`
	Published      *string       `json:"published"`
	PublishedBasis string        `json:"published_basis"`
}

type lineJSON struct {
	Article articleJSON       `json:"article"`
	Events  []incident.Report `json:"events"`
}

// Encode appends to dst the JSON line, with its line end, that the extract
// command prints for article a and what was read in it.
func Encode(dst []byte, a *incident.Article, e *incident.Extraction) ([]byte, error) {
	events := e.Reports
	if events == nil {
		events = []incident.Report{}
	}
	pub := a.Published
	if pub == "" {
		pub = e.Published.String()
	}
	b, err := json.Marshal(lineJSON{
		Article: articleJSON{a.ID, orNull(a.URL), orNull(a.Outlet), orNull(a.Title), e.Lang, orNull(pub), e.PublishedBasis},
		Events:  events,
	})
	if err != nil {
		return dst, err
	}
	return append(append(dst, b...), '\n'), nil
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
