package extract

import (
	"testing"

	"incidentbot/index/incident"
)

// TestSpeakers: a text of our own, and who says its first toll.
func TestSpeakers(t *testing.T) {
	x := newExtractor(t)
	for _, c := range []struct {
		text, who string
		role      incident.Role
	}{
		{"Two people were killed by a drone in Kharkiv on Monday, the regional prosecutor's office said, adding that five were hurt.", "regional prosecutor's office", incident.RoleOfficial},
		{"Four people were killed in a missile strike on Kyiv, although Ukraine said its gunners had stopped 50 of 60 rockets.", "", incident.RoleUnknown},
		{"Mayor Ihor Terekhov said that explosions were heard. He added that a missile had killed two people in Kharkiv.", "Ihor Terekhov", incident.RoleOfficial},
		{"Two people died in the shelling of Kherson, according to Oleksandr Prokudin, the head of the regional military administration.", "Oleksandr Prokudin", incident.RoleOfficial},
		{"According to the head of the Kherson regional military administration, Oleksandr Prokudin, shelling of Kherson killed two people.", "Oleksandr Prokudin", incident.RoleOfficial},
		{"Drones injured three people in Odesa. This was reported by the Odesa regional military administration.", "Odesa regional military administration", incident.RoleOfficial},
		{"\"Drones injured three people in Odesa,\" wrote Governor Oleh Kiper on Telegram.", "Oleh Kiper", incident.RoleOfficial},
		{"A missile killed five people in Sumy, police said, while residents spoke of more.", "police", incident.RoleOfficial},
		{"A bomb killed two people in Kramatorsk - Donetsk Governor Vadym Filashkin.", "Vadym Filashkin", incident.RoleOfficial},
		{"Klitschko later reported that a drone had killed one person in Kyiv.", "Klitschko", incident.RoleMedia},
		{"Дрон убив двох людей у Харкові. Про це повідомив начальник ОВА Олег Синєгубов.", "Олег Синєгубов", incident.RoleOfficial},
		{"Олег Синєгубов: російський дрон ударив по Харкову. Загинули двоє людей.", "Олег Синєгубов", incident.RoleMedia},
		{"Через удар по Сумах загинуло троє людей, повідомили в ДСНС.", "ДСНС", incident.RoleOfficial},
		{"Ракетний удар по Сумах: загинули двоє людей, повідомила Державна служба з надзвичайних ситуацій.", "Державна служба з надзвичайних ситуацій", incident.RoleOfficial},
		{"Ракети вбили десятьох людей у Краматорську. Про це повідомив голова Донецької обласної військової адміністрації Павло Кириленко.", "Павло Кириленко", incident.RoleOfficial},
		{"Поступили сведения о ранении трёх человек при обстреле Донецка.", "", incident.RoleUnknown},
		{"При атаке дрона на Белгород ранены двое, сообщил губернатор Вячеслав Гладков.", "Вячеслав Гладков", incident.RoleOfficial},
	} {
		who, role, found := "", incident.Role(""), false
		for _, r := range x.Extract(&incident.Article{Text: c.text, Published: "2024-05-07"}).Reports {
			for _, cl := range r.Claims {
				if !found && (cl.Field == incident.FieldKilled || cl.Field == incident.FieldInjured) {
					who, role, found = cl.Speaker, cl.Role, true
				}
			}
		}
		if !found || who != c.who || role != c.role {
			t.Errorf("%s\n\tsaid by %q (%s), not %q (%s); toll read: %t", c.text, who, role, c.who, c.role, found)
		}
	}
}
