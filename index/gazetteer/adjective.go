package gazetteer

import (
	"strings"

	"incidentbot/index/token"
)

// nounKind says what a word beside a place's adjective does.
type nounKind uint8

const (
	regionNoun nounKind = 1 << iota
	raionNoun
	hromadaNoun
	singular
	plural
	modifier  // stands between the adjective and the noun
	listMark  // joins the members of a list
	anyNumber = singular | plural
)

type noun struct{ kind nounKind }

// nounWords are the words that make a place of an adjective, by what they do.
var nounWords = []struct {
	kind  nounKind
	words string
}{
	{regionNoun | singular, "region oblast province krai kray область області областю областi край краю краєм краї краем крае области областью регіон регіону регіоні регіоном регион региона регионе регионом республика республики республике республику республикой республіка республіки республіці республіку республікою"},
	{regionNoun | anyNumber, "обл"},
	{regionNoun | plural, "regions oblasts provinces області областей областям областями областях области регіони регіонів регіонах регионы регионов регионах регионам"},
	{raionNoun | singular, "district raion rayon municipality район району районі районом района районе р-н р-ну р-ні р-на р-не р-ном округ округу окрузі округа округе округом горокруг горокруга горокруге муниципалитет муниципалитета муниципалитете"},
	{raionNoun | plural, "districts raions rayons райони районів районам районами районах районы районов округа округов округах округам районам"},
	{hromadaNoun | singular, "громада громади громаді громаду громадою община общины общине общину общиной hromada community отг тг мтг стг"},
	{hromadaNoun | plural, "громади громад громадах громадам общин общинах"},
	{modifier, "городской городского городском городскому городским муниципальный муниципального муниципальном муниципальному муниципальным міський міського міському сільський municipal urban городская городской городскую міська міської міській міську міською сільська сільської сільській сільську селищна селищної селищній селищну територіальна територіальної територіальній територіальну військова территориальной территориальная сельской поселковой border прикордонні прикордонних приграничных приграничные"},
	{listMark, ", and or та й і и або или да as well"},
}

func nounTable() map[uint64]noun {
	m := make(map[uint64]noun, 200)
	for _, g := range nounWords {
		for _, w := range strings.Fields(g.words) {
			h := token.Hash(w)
			m[h] = noun{m[h].kind | g.kind}
		}
	}
	return m
}

// adjectiveForms returns all forms of an adjective given in the feminine or
// masculine ("Харківська", "Белгородский"); a Latin one is as it is.
func adjectiveForms(w string) []form {
	return inflect(w, endingsUK, endingsRU)
}

// feminineForms returns the forms that stand before "громада" and "община".
func feminineForms(w string) []form {
	return inflect(w, feminineEndingsUK, feminineEndingsRU)
}

func inflect(w string, uk, ru []ending) []form {
	var f forms
	ends := ru
	switch {
	case !strings.ContainsFunc(w, isCyrillic):
		return []form{{w, AnyCase}}
	case endsIn(w, "ький", "ька"):
		ends = uk
	case !endsIn(w, "ий", "ый", "ой", "ая", "яя", "а"):
		return []form{{w, AnyCase}}
	}
	s := strings.TrimRight(w, "ыиой")
	s = strings.TrimSuffix(strings.TrimSuffix(s, "ая"), "а")
	for _, e := range ends {
		f.add(e.cases, s, strings.Fields(e.ends)...)
	}
	return f
}

type ending struct {
	cases Case
	ends  string
}

var endingsUK = []ending{
	{nomAcc, "ий а е і"},
	{Genitive, "ого ої их"},
	{Accusative, "у их"},
	{Dative, "ому ій им"},
	{Locative, "ому ій ім их"},
	{Instrumental, "им ою ими"},
}

var endingsRU = []ending{
	{nomAcc, "ий ый ой ая ое ие ые"},
	{Genitive, "ого ой их ых"},
	{Accusative, "ую"},
	{Dative, "ому ой им ым"},
	{Locative, "ом ой их ых"},
	{Instrumental, "им ым ой ою ими ыми"},
}

var feminineEndingsUK = []ending{{Nominative, "а"}, {Genitive, "ої"}, {datLoc, "ій"}, {Accusative, "у"}, {Instrumental, "ою"}}

var feminineEndingsRU = []ending{{Nominative, "ая"}, {Genitive | datLoc | Instrumental, "ой"}, {Accusative, "ую"}}

func isCyrillic(r rune) bool { return r >= 0x400 && r < 0x530 }
