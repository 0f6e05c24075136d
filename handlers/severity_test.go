package handlers

import "testing"

func TestALeastTollIsRead(t *testing.T) {
	for text, want := range map[string]struct {
		least
		rest string
	}{
		"Kyiv killed>=10": {least{Killed: 10}, "Kyiv"},
		"Київ загиблих > 4 поранених ≥ 20":           {least{Killed: 5, Injured: 20}, "Київ"},
		"Kyiv more than 5 injured":                   {least{Injured: 6}, "Kyiv"},
		"where at least 10 people were killed":       {least{Killed: 10}, "where"},
		"attacks that killed more than 10 people":    {least{Killed: 11}, "attacks that"},
		"where did more than 10 people die":          {least{Killed: 11}, "where did"},
		"Харків, щонайменше 10 загиблих":             {least{Killed: 10}, "Харків,"},
		"де загинуло більше 10 людей":                {least{Killed: 11}, "де"},
		"Одеса понад 30 осіб поранено":               {least{Injured: 31}, "Одеса"},
		"где погибло не менее 10 человек":            {least{Killed: 10}, "где"},
		"Одесса более 30 раненых":                    {least{Injured: 31}, "Одесса"},
		"how many were killed over 3 days":           {least{}, "how many were killed over 3 days"},
		"10 killed in Kyiv":                          {least{}, "10 killed in Kyiv"},
		"more than 10 drones, people killed":         {least{}, "more than 10 drones, people killed"},
		"killed>=99999 is no more than can be asked": {least{Killed: 99_999}, "is no more than can be asked"},
	} {
		l, rest := severity(text)
		if l != want.least || rest != want.rest || !l.valid() {
			t.Errorf("%q: %+v and %q, want %+v and %q", text, l, rest, want.least, want.rest)
		}
	}
}
