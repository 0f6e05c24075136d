package gazetteer

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"incidentbot/index/token"
)

// one is the gazetteer that all tests share.
var one = sync.OnceValues(Load)

func load(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := one()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// readings finds the places of a text, as "Name/n" with all candidates' regions.
func readings(g *Gazetteer, text string) string {
	b := []byte(text)
	toks := token.Scan(nil, b)
	var out []string
	for i := 0; i < len(toks); {
		c, n := g.Find(b, toks, i)
		if n == 0 {
			i++
			continue
		}
		out = append(out, label(c[0]))
		i += n
	}
	return strings.Join(out, " ")
}

// label writes a candidate for the tests: its English name and what is special about it.
func label(c Candidate) string {
	s := strings.ReplaceAll(c.Place.Names[0], " ", "_")
	if c.Loose {
		s += "~"
	}
	if c.Common {
		s += "?"
	}
	if c.Hromada {
		s += "+"
	}
	return s
}

// TestCheckList finds 190 places of the war by their names in three languages.
func TestCheckList(t *testing.T) {
	g := load(t)
	file, err := os.ReadFile("testdata/check.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var found [3]int
	anyOf, n := 0, 0
	missing := [3][]string{}
	for line := range strings.Lines(string(file)) {
		r := strings.Split(strings.TrimSpace(line), "\t")
		n++
		hit := false
		for l := range 3 {
			if slices.ContainsFunc(g.Lookup(r[l]), func(p *Place) bool { return p.Country == r[3] && p.Settlement() }) {
				found[l]++
				hit = true
			} else {
				missing[l] = append(missing[l], r[l])
			}
		}
		if hit {
			anyOf++
		}
	}
	t.Logf("%d places: any %d, en %d, uk %d, ru %d; missing %q", n, anyOf, found[0], found[1], found[2], missing)
	if anyOf < 188 || min(found[0], found[1], found[2]) < 183 {
		t.Errorf("any %d of %d, want 188; en %d uk %d ru %d, want 183 each", anyOf, n, found[0], found[1], found[2])
	}
}

// TestFind shows the first reading of every place in a text.
func TestFind(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ in, want string }{
		{"A drone hit a house in Kharkiv and Odesa", "Kharkiv Odesa"},
		{"in the Kharkiv region and in Sumy", "Kharkiv_Oblast Sumy"},
		{"in the Kharkiv, Sumy and Chernihiv regions", "Kharkiv_Oblast Sumy_Oblast Chernihiv_Oblast"},
		{"у Харкові, Одесі, Києві та Львові", "Kharkiv Odesa Kyiv Lviv"},
		{"по Запоріжжю, під Куп'янськом, біля Лиману", "Zaporizhzhia Kupiansk Lyman?"},
		{"на Харківщині та Одещині, Донеччину", "Kharkiv_Oblast Odesa_Oblast Donetsk_Oblast"},
		{"у Харківській області, в Куп’янському районі", "Kharkiv_Oblast Kupiansk_Raion"},
		{"у Харківській та Сумській областях", "Kharkiv_Oblast Sumy_Oblast"},
		{"Харківська міська рада", ""},
		{"голова Харківської ОВА", ""},
		{"в Белгородской и Курской областях", "Belgorod_Oblast Kursk_Oblast"},
		{"в Шебекинском округе Белгородской обл.", "Shebekino_District Belgorod_Oblast"},
		{"в Харькове, Запорожье, Белой Церкви, Кривом Роге", "Kharkiv Zaporizhzhia Bila_Tserkva Kryvyi_Rih"},
		{"з Кривого Рогу до Нової Каховки", "Kryvyi_Rih Nova_Kakhovka"},
		{"из Ростова-на-Дону в Белгород-Днестровский", "Rostov-on-Don Bilhorod-Dnistrovskyi"},
		{"Вовчанська громада", "Vovchansk+"},
		{"Kiev, Kharkov, Odessa, Nikolaev", "Kyiv Kharkiv Odesa Mykolaiv"},
		{"Ukraine's and Russia's; в Україні, України, із Росії", "Ukraine Russia Ukraine Ukraine Russia"},
		{"в Криму, в Севастополі", "Crimea Sevastopol"},
		{"в Крыму", "Crimea"},
		{"Kyiv region", "Kyiv_Oblast"},
		{"Москва и Московская область, в Подмосковье", "Moscow Moscow_Oblast Moscow_Oblast"},
		{"the Krasnodar Krai and Krasnodar Territory", "Krasnodar_Krai Krasnodar"},
		{"Шевченківський район Харкова", "Shevchenkivskyi_District Kharkiv"},
	} {
		if got := readings(g, c.in); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestLookup(t *testing.T) {
	g := load(t)
	for in, want := range map[string]string{
		"kyiv": "Kyiv", "м. Харків": "Kharkiv", "Kyiv city": "Kyiv", "kharkiv oblast": "Kharkiv Oblast", "Харківщина": "Kharkiv Oblast",
		"kiev": "Kyiv", "харкові": "Kharkiv", "odessa": "Odesa", "kryvyi rih": "Kryvyi Rih", "Белгородская обл.": "Belgorod Oblast", "crimea": "Crimea",
		"київська область": "Kyiv Oblast", "lyptsy": "Lyptsi", "": "",
	} {
		got := ""
		if ps := g.Lookup(in); len(ps) > 0 {
			got = ps[0].Names[0]
		}
		if got != want {
			t.Errorf("Lookup(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	g := load(t)
	for in, want := range map[string]string{"Kharkiw": "Kharkiv", "Харкв": "Kharkiv", "Zaporizhia": "Zaporizhzhia", "Dneprr": "Dnipro", "Kramatrosk": "Kramatorsk", "Odesaa": "Odesa"} {
		got := ""
		if ps := g.Suggest(in, 3); len(ps) > 0 {
			got = ps[0].Names[0]
		}
		if got != want {
			t.Errorf("Suggest(%q) = %q, want %q", in, got, want)
		}
	}
}
