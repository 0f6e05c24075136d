package gazetteer

import (
	"strings"
	"testing"

	"incidentbot/index/token"
)

var caseNames = []struct {
	c    Case
	name string
}{{Nominative, "N"}, {Genitive, "G"}, {Dative, "D"}, {Accusative, "A"}, {Instrumental, "I"}, {Locative, "L"}}

func letters(c Case) string {
	if c == AnyCase {
		return "*"
	}
	s := ""
	for _, n := range caseNames {
		if c&n.c != 0 {
			s += n.name
		}
	}
	return s
}

// TestCases finds each written form and prints the cases it can be in.
func TestCases(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ in, place, cases string }{
		{"Харків", "Kharkiv", "NA"},
		{"Харкова", "Kharkiv", "G"},
		{"Харковом", "Kharkiv", "I"},
		{"Харкові", "Kharkiv", "L"},
		{"Миколаєва", "Mykolaiv", "G"},
		{"Києвом", "Kyiv", "I"},
		{"Тернополя", "Ternopil", "G"},
		{"Ірпеня", "Irpin", "G"},
		{"Ірпені", "Irpin", "L"},
		{"Одесу", "Odesa", "A"},
		{"Одесою", "Odesa", "I"},
		{"Полтаві", "Poltava", "DL"},
		{"Волноваси", "Volnovakha", "DL"},
		{"Лозової", "Lozova", "G"},
		{"Лозовій", "Lozova", "DL"},
		{"Кам'янського", "Kamianske", "G"},
		{"Кропивницькому", "Kropyvnytskyi", "DL"},
		{"Сумах", "Sumy", "L"},
		{"Черкас", "Cherkasy", "G"},
		{"Дергачів", "Derhachi", "G"},
		{"Липцях", "Lyptsi", "L"},
		{"Олешок", "Oleshky", "G"},
		{"Запоріжжям", "Zaporizhzhia", "I"},
		{"Запоріжжі", "Zaporizhzhia", "L"},
		{"Гуляйполя", "Huliaipole", "G"},
		{"Тростянця", "Trostianets", "G"},
		{"Марганця", "Marhanets", "G"},
		{"Білій Церкві", "Bila Tserkva", "DL"},
		{"Часовому Яру", "Chasiv Yar", "DL"},
		{"Часового Яру", "Chasiv Yar", "G"},
		{"Великої Новосілки", "Velyka Novosilka", "G"},
		{"Білгорода-Дністровського", "Bilhorod-Dnistrovskyi", "G"},
		{"Ивано-Франковске", "Ivano-Frankivsk", "L"},
		{"Ростове-на-Дону", "Rostov-on-Don", "L"},
		{"Николаева", "Mykolaiv", "G"},
		{"Казанью", "Kazan", "I"},
		{"Керчи", "Kerch", "GDL"},
		{"Севастополем", "Sevastopol", "I"},
		{"Липецке", "Lipetsk", "L"},
		{"Запорожья", "Zaporizhzhia", "G"},
		{"Черкассах", "Cherkasy", "L"},
		{"Нижнего Новгорода", "Nizhny Novgorod", "G"},
		{"Старом Осколе", "Stary Oskol", "L"},
		{"Ейске", "Yeysk", "L"},
		{"Энгельсе", "Engels", "L"},
		{"Лозовой", "Lozova", "GDIL"},
		{"Шебекино", "Shebekino", "*"},
	} {
		b := []byte(c.in)
		got, n := g.Find(b, token.Scan(nil, b), 0)
		if c.place == "" {
			if n > 1 {
				t.Errorf("%s: %s", c.in, got[0].Place.Names[0])
			}
			continue
		}
		if n == 0 || got[0].Place.Names[0] != c.place || letters(got[0].Cases) != c.cases {
			name, cases := "nothing", ""
			if n > 0 {
				name, cases = got[0].Place.Names[0], letters(got[0].Cases)
			}
			t.Errorf("%s: got %s %s, want %s %s", c.in, name, cases, c.place, c.cases)
		}
	}
}

// TestRegions checks that every region of Ukraine is found in the three languages by its usual forms.
func TestRegions(t *testing.T) {
	g := load(t)
	regions := 0
	for i := range g.places {
		p := &g.places[i]
		if p.Country != "UA" || p.Class != Oblast || p.ID == "UA-43" {
			continue
		}
		regions++
		base := strings.TrimSuffix(p.Names[0], " Oblast")
		uk := strings.TrimSuffix(p.Names[1], "а область")
		ru := strings.TrimSuffix(p.Names[2], "ая область")
		for _, s := range []string{
			base + " Oblast", base + " region", base + " province",
			uk + "а область", uk + "ої області", uk + "ій обл.", uk + "ою областю",
			ru + "ая область", ru + "ой области", ru + "ую обл.",
		} {
			b := []byte(s)
			if c, n := g.Find(b, token.Scan(nil, b), 0); n == 0 || c[0].Place != p {
				t.Errorf("%q is not %s", s, p.Names[0])
			}
		}
	}
	if regions != 24 {
		t.Errorf("%d regions, want 24 beside Crimea, Kyiv and Sevastopol", regions)
	}
}

// TestNothing holds words that look like places and are none.
func TestNothing(t *testing.T) {
	g := load(t)
	for _, s := range []string{
		"сто тисяч гривень", "Зеленський подякував", "Харківська ОВА", "Белгородский губернатор", "Київський режим", "the mayor said", "ОВА", "ДСНС",
		"Генштаб ЗСУ", "Минобороны", "Shahed", "Понад сорок", "Внаслідок удару", "Вибухи", "в результате", "The", "He said", "Air Force",
	} {
		if got := readings(g, s); got != "" && !strings.HasSuffix(got, "?") {
			t.Errorf("%q reads as %s", s, got)
		}
	}
}

func TestNamesakes(t *testing.T) {
	g := load(t)
	for name, want := range map[string]int{"Первомайськ": 2, "Лиман": 2, "Борова": 2, "Kamianske": 2, "Шевченківський район": 4} {
		ps := g.Lookup(name)
		if len(ps) < want {
			t.Errorf("%s: %d places, want %d or more", name, len(ps), want)
		}
		for i := 1; i < len(ps); i++ {
			if importance(ps[i-1]) < importance(ps[i]) {
				t.Errorf("%s: %s before the more important %s", name, ps[i-1].ID, ps[i].ID)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	g := load(t)
	for _, name := range []string{"Simferopol", "Sevastopol", "Kerch", "Crimea"} {
		if p := g.Lookup(name)[0]; p.Country != "UA" {
			t.Errorf("%s is in %s", name, p.Country)
		}
	}
	kharkiv, region := g.Lookup("Kharkiv")[0], g.ByID("UA-63")
	if !kharkiv.Within(region) || kharkiv.Region() != region || region.Region() != region || !region.Within(g.ByID("UA")) {
		t.Error("Kharkiv is not in its region")
	}
	if kyiv := g.Lookup("Kyiv")[0]; kyiv.Region() != kyiv || kyiv.Incident().Region != "Kyiv" {
		t.Error("Kyiv is not its own region")
	}
	if in := g.Lookup("Saltivskyi district")[0].Incident(); in.Name != "Kharkiv" || in.Kind != "city" {
		t.Errorf("a district of Kharkiv is given as %+v", in)
	}
	if in := g.Lookup("Kupiansk district")[0].Incident(); in.Name != "Kupiansk Raion" || in.Kind != "district" || in.Region != "Kharkiv Oblast" || !in.Approx {
		t.Errorf("Kupiansk district is given as %+v", in)
	}
	if g.ByID("nowhere") != nil {
		t.Error("an unknown id has a place")
	}
	near := g.Near(kharkiv.Lat, kharkiv.Lon, 25)
	if len(near) < 5 || near[0] != kharkiv {
		t.Errorf("%d places near Kharkiv", len(near))
	}
	if ps := g.Prefix("khark", 5); len(ps) == 0 || ps[0] != region && ps[0] != kharkiv {
		t.Error("Prefix(khark) does not begin with Kharkiv")
	}
	if ps := g.Prefix("хар", 5); len(ps) != 5 || ps[0] != region && ps[0] != kharkiv {
		t.Error("Prefix(хар) does not begin with Kharkiv")
	}
}

// TestEveryPlaceIsFound looks every display name of Ukraine up, and checks what the API promises of it.
func TestEveryPlaceIsFound(t *testing.T) {
	g := load(t)
	bad := 0
	for i := range g.places {
		p := &g.places[i]
		if p.Names[0] == "" || p.Names[1] == "" || p.Names[2] == "" || p.Parent == nil && p.Class < State {
			t.Errorf("%s is incomplete: %+v", p.ID, p)
		}
		if p.Country != "UA" {
			continue
		}
		for _, n := range p.Names {
			ok := false
			for _, q := range g.Lookup(n) {
				ok = ok || q == p
			}
			if !ok && bad < 20 {
				bad++
				t.Errorf("%s is not found by %q", p.ID, n)
			}
		}
	}
}

// FuzzFind asserts that a reading covers tokens that are there, for any bytes.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"у Харківській, Сумській та", "Kharkiv and Sumy regions", "Ростов-на-", "Нова\nКаховка", "м. Харків", "\xff Київ"} {
		f.Add(s)
	}
	g := load(f)
	f.Fuzz(func(t *testing.T, s string) {
		b := []byte(s)
		toks := token.Scan(nil, b)
		for i := range toks {
			c, n := g.Find(b, toks, i)
			if n < 0 || i+n > len(toks) || (n == 0) != (len(c) == 0) {
				t.Fatalf("Find at %d covers %d of %d tokens with %d readings", i, n, len(toks), len(c))
			}
		}
		g.Lookup(s)
	})
}
