package incident

// Article is one published text.
type Article struct {
	ID     string `json:"id"`
	URL    string `json:"url,omitempty"`
	Outlet string `json:"outlet,omitempty"`
	Title  string `json:"title,omitempty"`
	Lang   Lang   `json:"lang,omitempty"` // as given; extraction decides it where empty
	// Published is a day ("2024-01-02") or RFC 3339, as given; empty if unknown.
	Published string `json:"published,omitempty"`
	// PublishedBasis is given, header (a ".txt" file's " date … " opening), text or none.
	PublishedBasis string `json:"published_basis,omitempty"`
	// Fetched is when we first read it, RFC 3339 UTC.
	Fetched string `json:"fetched,omitempty"`
	Text    string `json:"text"`
}

// The bases of an article's published date.
const (
	PublishedGiven  = "given"
	PublishedHeader = "header"
	PublishedText   = "text"
	PublishedNone   = "none"
)

// PublishedDay returns the day of publication, the unknown day if none is known or readable.
func (a *Article) PublishedDay() Day {
	if len(a.Published) < len(dayLayout) {
		return 0
	}
	d, err := ParseDay(a.Published[:len(dayLayout)])
	if err != nil {
		return 0
	}
	return d
}

// Place is where an attack was, as an answer may show it.
type Place struct {
	// ID is the gazetteer's, or "x:" + the parent's id + ":" + the folded name for a place it does not know.
	ID      string    `json:"id"`
	Name    string    `json:"name"` // usual English name, or as written if the gazetteer does not know it
	Kind    PlaceKind `json:"kind"`
	Region  string    `json:"region"` // English name of the oblast; Kyiv and Sevastopol are their own; "" for a country
	Country string    `json:"country"`
	Lat     float64   `json:"lat"`
	Lon     float64   `json:"lon"`
	Approx  bool      `json:"approx"` // the point is a larger area's
}

// Outage is a supply that was cut; a nil Count was not said.
type Outage struct {
	Utility Utility `json:"utility"`
	Count   *int    `json:"count"`
	Unit    *string `json:"unit"` // households, people, buildings, settlements, customers …
}

// Claim is one figure or fact in an article with the words that say it.
type Claim struct {
	Field  Field  `json:"field"`
	Key    string `json:"key,omitempty"`  // what the figure counts: see Field
	Unit   string `json:"unit,omitempty"` // of an outage's count
	Min    *int32 `json:"min"`            // nil: open, or no figure
	Max    *int32 `json:"max"`
	Approx bool   `json:"approx,omitempty"`
	// Speaker is who says it, name in the usual English form or as written; "" if nobody is named.
	Speaker string `json:"speaker"`
	// Office is what the text says the speaker is ("mayor of Kyiv"), as written.
	Office string `json:"office,omitempty"`
	Role   Role   `json:"role,omitempty"`
	// Quote is the article's text from byte Start to byte End, exactly.
	Quote string `json:"quote"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	// Sentence is the whole sentence of the quote, for an answer to show.
	Sentence string `json:"sentence,omitempty"`
	// Superseded marks a claim that the same speaker replaced, here or in a later article.
	Superseded bool `json:"superseded,omitempty"`
	// Reason names the rule that made the claim.
	Reason string `json:"reason,omitempty"`
}

// Interval returns the claim's figure and whether it has one.
func (c *Claim) Interval() (Interval, bool) {
	if c.Min == nil && c.Max == nil {
		return Interval{}, false
	}
	return Interval{fromEnd(c.Min), fromEnd(c.Max), c.Approx}, true
}

// SetInterval makes v the claim's figure.
func (c *Claim) SetInterval(v Interval) {
	c.Min, c.Max, c.Approx = nil, nil, v.Approx
	ends := &[2]int32{v.Min, v.Max}
	if v.Min != Open {
		c.Min = &ends[0]
	}
	if v.Max != Open {
		c.Max = &ends[1]
	}
}

// Report is what one article says of one attack. Killed and Injured are nil
// where nothing is said: "0 said" and "not said" are different facts.
type Report struct {
	Place       Place          `json:"place"`
	PlacesAlso  []Place        `json:"places_also"`
	Date        Day            `json:"date"`
	DateEnd     Day            `json:"date_end"`
	DateBasis   DateBasis      `json:"date_basis"`
	DateText    string         `json:"date_text"`
	Weapons     []Weapon       `json:"weapons"`
	Attacker    Attacker       `json:"attacker"`
	Killed      *Interval      `json:"killed"`
	Injured     *Interval      `json:"injured"`
	Launched    map[Weapon]int `json:"launched"`
	Intercepted map[Weapon]int `json:"intercepted"`
	Damage      []Damage       `json:"damage"`
	Outages     []Outage       `json:"outages"`
	// Clock is the hour of the attack as "HH:MM", or night, morning, afternoon, evening; "" if not said.
	Clock string `json:"clock,omitempty"`
	// Main is false where the article only looks back at the attack.
	Main   bool    `json:"main"`
	Claims []Claim `json:"claims"`
}

// Extraction is all that one article says.
type Extraction struct {
	Lang           Lang
	Published      Day
	PublishedBasis string
	Reports        []Report
}
