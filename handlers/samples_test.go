package handlers_test

import (
	"fmt"

	"incidentbot/index/incident"
)

// Samples: reports in our own words over attacks that took place, made by hand
// so that the answers' tests rest on no extraction.

var (
	kyiv    = incident.Place{ID: "703448", Name: "Kyiv", Kind: incident.City, Region: "Kyiv", Country: "UA", Lat: 50.45, Lon: 30.52}
	kharkiv = incident.Place{ID: "706483", Name: "Kharkiv", Kind: incident.City, Region: "Kharkiv Oblast", Country: "UA", Lat: 49.98, Lon: 36.25}
	odesa   = incident.Place{ID: "698740", Name: "Odesa", Kind: incident.City, Region: "Odesa Oblast", Country: "UA", Lat: 46.48, Lon: 30.73}
	country = incident.Place{ID: "UA", Name: "Ukraine", Kind: incident.Country, Country: "UA", Lat: 49, Lon: 32}
	village = incident.Place{ID: "x:UA-63:lisove", Name: "Lisove", Kind: incident.City, Region: "Kharkiv Oblast", Country: "UA", Lat: 49.98, Lon: 36.25, Approx: true}
)

// says makes a claim whose sentence is given.
func says(f incident.Field, lo, hi int32, speaker string, role incident.Role, sentence string) incident.Claim {
	c := incident.Claim{Field: f, Speaker: speaker, Role: role, Quote: sentence, Sentence: sentence, Reason: "sample"}
	c.SetInterval(incident.Interval{Min: lo, Max: hi})
	return c
}

func fact(f incident.Field, key, sentence string) incident.Claim {
	return incident.Claim{Field: f, Key: key, Quote: sentence, Sentence: sentence, Reason: "sample"}
}

func report(article, outlet, published string, p incident.Place, day string, claims ...incident.Claim) incident.SourcedReport {
	d, err := incident.ParseDay(day)
	if err != nil {
		panic(fmt.Sprint("sample: ", err))
	}
	r := incident.SourcedReport{Article: article, Outlet: outlet, Published: published, Title: "Sample " + article, Lang: "en"}
	r.URL = "https://example.org/" + article
	r.Place, r.Date, r.DateBasis, r.DateText, r.Main, r.Attacker = p, d, incident.BasisStated, "on that day", true, incident.Russia
	if !d.Known() {
		r.DateBasis, r.DateText = incident.BasisNone, ""
	}
	r.Claims = claims
	for i := range claims {
		c := &r.Claims[i]
		c.Start, c.End = 10*i, 10*i+5
		take(&r, c)
	}
	return r
}

// count makes a claim of an exact number of weapons.
func count(f incident.Field, key string, n int32, sentence string) incident.Claim {
	c := says(f, n, n, "Air Force", incident.RoleParty, sentence)
	c.Key = key
	return c
}

// take puts a claim's fact into its report.
func take(r *incident.SourcedReport, c *incident.Claim) {
	v, ok := c.Interval()
	switch c.Field {
	case incident.FieldKilled:
		if ok {
			r.Killed = &v
		}
	case incident.FieldInjured:
		r.Injured = &v
	case incident.FieldLaunched:
		r.Launched = map[incident.Weapon]int{incident.Weapon(c.Key): int(v.Min)}
	case incident.FieldIntercepted:
		r.Intercepted = map[incident.Weapon]int{incident.Weapon(c.Key): int(v.Min)}
	case incident.FieldDamage:
		r.Damage = append(r.Damage, incident.Damage(c.Key))
	case incident.FieldOutage:
		r.Outages = append(r.Outages, incident.Outage{Utility: incident.Utility(c.Key)})
	}
}

// samples are the reports of the tests' archive.
func samples() []incident.SourcedReport {
	const official, agency = incident.RoleOfficial, incident.RoleAgency
	weapons := func(r incident.SourcedReport, ws ...incident.Weapon) incident.SourcedReport {
		r.Weapons = ws
		return r
	}
	return []incident.SourcedReport{
		weapons(report("a1", "Sample Herald", "2024-01-02T12:30:00Z", country, "2024-01-02",
			says(incident.FieldKilled, 4, 4, "Volodymyr Zelenskyy", official, "The president put the dead of the day at four."),
			says(incident.FieldInjured, 92, incident.Open, "Volodymyr Zelenskyy", official, "No fewer than 92 people needed doctors, he added."),
			count(incident.FieldLaunched, "drone", 35, "Of the 35 drones sent, the air force says it downed every one."),
			count(incident.FieldIntercepted, "drone", 35, "Of the 35 drones sent, the air force says it downed every one."),
		), incident.Missile, incident.Drone),
		weapons(report("a1", "Sample Herald", "2024-01-02T12:30:00Z", kyiv, "2024-01-02",
			says(incident.FieldKilled, 1, 1, "Vitali Klitschko", official, "One resident died in an ambulance, the mayor wrote."),
			says(incident.FieldInjured, 10, 10, "Vitali Klitschko", official, "Ten were hurt by debris."),
			fact(incident.FieldDamage, "residential", "Debris fell on blocks of flats."),
			fact(incident.FieldDamage, "gas", "Gas pipes were broken in one district."),
			fact(incident.FieldOutage, "electricity", "Several districts lost power."),
		), incident.Missile),
		report("a1", "Sample Herald", "2024-01-02T12:30:00Z", kharkiv, "2024-01-02",
			says(incident.FieldKilled, 1, 1, "Oleh Syniehubov", official, "A woman of Kharkiv was killed."),
			says(incident.FieldInjured, 20, 20, "", incident.RoleUnknown, "Twenty others were wounded.")),
		weapons(report("a2", "", "2024-01-02", kharkiv, "2024-01-02",
			says(incident.FieldInjured, 15, incident.Open, "police", agency, "Police counted at least 15 wounded."),
		), incident.Missile),
		weapons(report("b1", "Sample Post", "2024-05-10T04:10:00Z", odesa, "2024-05-10",
			says(incident.FieldKilled, 1, 1, "Hennadii Trukhanov", official, "One person was killed at night."),
		), incident.Drone),
		weapons(report("b2", "Sample Post", "2024-05-10T05:40:00Z", odesa, "2024-05-10",
			says(incident.FieldKilled, 3, 3, "Hennadii Trukhanov", official, "The toll rose to three, said the mayor."),
		), incident.Drone),
		weapons(report("b3", "Sample Wire", "2024-05-10T09:15:00Z", odesa, "2024-05-10",
			says(incident.FieldKilled, 5, 5, "Hennadii Trukhanov", official, "Five are dead by noon."),
			says(incident.FieldInjured, 0, 0, "Hennadii Trukhanov", official, "Nobody else was hurt."),
		), incident.Drone),
		report("c1", "Sample Post", "2024-05-12", village, "2024-05-12",
			fact(incident.FieldKilled, "", "Several villagers died in Lisove.")),
		report("d1", "Sample Wire", "", kharkiv, "",
			says(incident.FieldInjured, 2, 2, "", "", "Two people of Kharkiv were wounded, the text says without a day.")),
		weapons(report("e1", "Sample Wire", "2024-05-20T06:00:00Z", kharkiv, "2024-05-20",
			says(incident.FieldKilled, 2, 5, "", agency, "Between two and five people may have died in Kharkiv.")), incident.Bomb),
	}
}
