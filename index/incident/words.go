package incident

// Lang is a language we read and speak.
type Lang string

// The three languages.
const (
	English   Lang = "en"
	Ukrainian Lang = "uk"
	Russian   Lang = "ru"
)

// Langs lists the languages in the order of their columns in tables.
var Langs = [...]Lang{English, Ukrainian, Russian}

// Weapon is a class of weapon, as GOLD.md of the project lists them.
type Weapon string

// The weapons.
const (
	Drone     Weapon = "drone"
	Missile   Weapon = "missile"
	Artillery Weapon = "artillery"
	Bomb      Weapon = "bomb"
	Rocket    Weapon = "rocket"
	Mine      Weapon = "mine"
	Gunfire   Weapon = "gunfire"
	Other     Weapon = "other"
	// MissileDrone is the key of a launched or intercepted total that its source does not split.
	MissileDrone Weapon = "missile+drone"
)

// Weapons lists the classes in the order in which answers name them.
var Weapons = [...]Weapon{Missile, Drone, Bomb, Rocket, Artillery, Mine, Gunfire, Other}

// Damage is a kind of thing that was hit.
type Damage string

// Damages lists the kinds of damage in the order in which answers name them.
var Damages = [...]Damage{
	"residential", "energy", "gas", "heating", "water", "school", "kindergarten", "hospital", "industrial",
	"transport", "port", "rail", "commercial", "religious", "administrative", "vehicle", "other",
}

// Utility is a supply that can be cut.
type Utility string

// The utilities.
const (
	Electricity Utility = "electricity"
	Heating     Utility = "heating"
	Water       Utility = "water"
	Gas         Utility = "gas"
	Internet    Utility = "internet"
)

// Attacker is the side that a text holds responsible.
type Attacker string

// The attackers; Unknown also stands where sources blame different sides.
const (
	Russia  Attacker = "Russia"
	Ukraine Attacker = "Ukraine"
	Unknown Attacker = "unknown"
)

// PlaceKind is the level of a place: no answer shows more precision than it has.
type PlaceKind string

// The levels, finest first. A raion or hromada is a District; so is a city's district.
const (
	City     PlaceKind = "city"
	District PlaceKind = "district"
	Region   PlaceKind = "region"
	Country  PlaceKind = "country"
)

// DateBasis says why a date was read as it was.
type DateBasis string

// The bases, surest first.
const (
	BasisStated    DateBasis = "stated"    // "on January 2"
	BasisWeekday   DateBasis = "weekday"   // "on Tuesday"
	BasisRelative  DateBasis = "relative"  // "overnight", "yesterday"
	BasisPublished DateBasis = "published" // a fresh report without a date word
	BasisInferred  DateBasis = "inferred"  // a weekday and day that fit one year only
	BasisNone      DateBasis = "none"      // unknown, and shown as unknown
)

// Field names what a claim is about.
type Field string

// The fields of claims.
const (
	FieldKilled      Field = "killed"
	FieldInjured     Field = "injured"
	FieldLaunched    Field = "launched"    // Key: weapon
	FieldIntercepted Field = "intercepted" // Key: weapon
	FieldDamage      Field = "damage"      // Key: kind of damage
	FieldOutage      Field = "outage"      // Key: utility, Unit: of the count
	FieldWeapon      Field = "weapon"      // Key: weapon
	FieldAttacker    Field = "attacker"    // Key: Russia or Ukraine
	FieldDate        Field = "date"
)

// Role is what a speaker is to the attack; it decides whose figure leads.
type Role string

// The roles.
const (
	RoleOfficial Role = "official" // a named official or emergency service of the place
	RoleAgency   Role = "agency"   // a news agency
	RoleParty    Role = "party"    // a side of the war speaking of its own deeds (air force, defence ministry)
	RoleMedia    Role = "media"    // "local media", the outlet itself
	RoleUnknown  Role = "unknown"
)
