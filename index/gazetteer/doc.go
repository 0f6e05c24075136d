// Package gazetteer knows places by their names in English, Ukrainian and
// Russian, in every case form.
//
// # What it promises
//
// Find never returns a reading that its tokens do not cover, allocates nothing
// and costs one or two looks at a bit array for a word that begins no name.
// Forms are generated from the names by declension rules and carry the
// grammatical cases they can be in; nothing is stemmed, so a name never matches
// by a shared beginning. A region's or raion's adjective is a place only with
// its noun ("Харківська область", "Kharkiv region"); "Харківська ОВА" is none.
// Readings of one name are ordered by importance: Ukraine's and the border
// regions' places weigh more than their size. Crimea and Sevastopol are Ukraine's.
// Where no name matches, a romanised key that folds spellings ("Lyptsy",
// "Липцях" for a village known as Lyptsi) gives a reading marked Loose.
//
// # The embedded table
//
// places.tsv.gz is UTF-8 text, one place a line, parents before their children,
// twelve columns parted by tabs: id, class (the digit of a Class), parent's id,
// country, latitude, longitude, population, the names in English, Ukrainian and
// Russian (an empty one stands for the English), other names parted by "|", and
// the adjectives that make the place's name with a noun, parted by "|". It is
// written by the program in gen; PROVENANCE.md says from what. common.txt lists,
// parted by white space, the words and people's names that a place's name may
// be mistaken for.
//
// # In memory
//
// Load generates the forms and enters them in open-addressing tables of 64-bit
// hashes, whose slots point into one array of candidates. A name of several
// words has the joined hash of its words for a key, and its first word's slot
// says how long the longest name is that begins with it.
package gazetteer
