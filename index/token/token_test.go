package token

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestScan(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Kyiv's mayor said 35 drones", "Kyiv|'s|mayor|said|35|drones"},
		{"Kyiv’s power", "Kyiv|’s|power"},
		{"У Куп'янську, Слов’янську та Кам'янці-Подільському", "У|Куп'янську|,|Слов’янську|та|Кам'янці-Подільському"},
		{"Kh-101 and Shahed-131/136", "Kh-101|and|Shahed-131|/|136"},
		{"a 67-year-old, 28-29 May", "a|67-year-old|,|28|-|29|May"},
		{"“It’s 1,200”", "“|It|’s|1|,|200|”"},
		{"don't 'quoted'", "don't|'|quoted|'"},
		{"❗️Ворог – 5-го", "❗|Ворог|–|5-го"},
		{"\xff\xfeab", "ab"},
	} {
		var got []string
		for _, tk := range Scan(nil, []byte(c.in)) {
			got = append(got, c.in[tk.Start:tk.End])
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("Scan(%q)\n got %s\nwant %s", c.in, g, c.want)
		}
	}
}

func TestHashFolds(t *testing.T) {
	for _, c := range [][2]string{{"КИЇВ", "київ"}, {"Слов’янськ", "словянськ"}, {"Артём", "артем"}, {"Kup'yansk", "kupyansk"}, {"Кpивий", "кривий"}} {
		if Hash(c[0]) != Hash(c[1]) {
			t.Errorf("Hash(%q) != Hash(%q)", c[0], c[1])
		}
	}
	if Hash("Kyiv") == Hash("Київ") {
		t.Error("two scripts share a hash")
	}
}

func TestCase(t *testing.T) {
	for in, want := range map[string]Case{"kyiv": Lower, "Kyiv": Capital, "KYIV": Upper, "Київ": Capital, "КИЇВ": Upper, "I": Capital} {
		if got := Scan(nil, []byte(in))[0].Case; got != want {
			t.Errorf("case of %q = %d, want %d", in, got, want)
		}
	}
}

// FuzzScan asserts the package's guarantees for any bytes.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"Kyiv's 35 — Київ’s", "'s", "a-", "-1", "\xff", "в\u0301одах", "1-a-2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := int32(0)
		for _, tk := range Scan(nil, []byte(s)) {
			if tk.Start < end || tk.End <= tk.Start || int(tk.End) > len(s) {
				t.Fatalf("bad span %+v", tk)
			}
			if gap := s[end:tk.Start]; !blankText(gap) {
				t.Fatalf("gap %q holds text", gap)
			}
			end = tk.End
		}
		if !blankText(s[end:]) {
			t.Fatalf("tail %q holds text", s[end:])
		}
	})
}

func blankText(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				continue
			}
		}
		if !unicode.IsSpace(r) && !invisible(r) && r != 0x7f {
			return false
		}
	}
	return true
}

func BenchmarkScan(b *testing.B) {
	for name, s := range map[string]string{
		"en": "A drone hit a house in Kharkiv at night and three people were taken to hospital, the mayor said on 2 January. ",
		"uk": "Безпілотник влучив у будинок у Харкові вночі, трьох людей забрали до лікарні, повідомив міський голова 2 січня. ",
	} {
		text := []byte(strings.Repeat(s, 400))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			buf := make([]Token, 0, len(text)/3)
			for b.Loop() {
				buf = Scan(buf[:0], text)
			}
		})
	}
}
