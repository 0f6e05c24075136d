// Package gazetteer knows places by their names in English, Ukrainian and
// Russian, in every case form.
package gazetteer
