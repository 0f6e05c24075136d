package extract

// enTable is the English lexicon: see newPack for its grammar.
const enTable = `
kill,active: kills killing murdering claiming_the_lives_of claimed_the_lives_of claiming_the_life_of claimed_the_life_of took_the_lives_of
kill: killed died dies perished succumbed was_found_dead were_found_dead passed_away lost_their_lives lost_his_life lost_her_life lost_their_life murdered
kill,noun: dead deaths death fatalities fatality bodies death_toll deceased the_dead dead_bodies
wave: wave waves barrage massive_attack mass_attack massive_strike large-scale massed massive_russian massive_missile massive_drone assault onslaught
hurt,active: injures injuring wounding hospitalizing hospitalising wounds
hurt: injured wounded hurt hospitalized hospitalised sustained_injuries suffered_injuries received_injuries taken_to_hospital were_hospitalized sought_medical_help needed_medical_treatment needed_medical_help needed_medical_attention needed_hospital_treatment required_medical_attention required_medical_help required_medical_treatment required_hospital_treatment sought_medical_attention suffered_shrapnel_wounds received_shrapnel_wounds were_treated maimed
hurt,noun: injuries injury wounded_people injured_people
kill,hurt,noun: casualties casualty
person: people persons civilians residents children women men workers employees medics rescuers firefighters passengers teenagers teenager boys girls others paramedics policemen pensioners adults police_officers officers drivers volunteers patients students citizens locals minors elderly_people family_members individuals journalists energy_workers utility_workers railway_workers
person,single: man woman person civilian resident child boy girl baby infant worker employee medic rescuer firefighter passenger driver pensioner volunteer paramedic policeman student toddler schoolgirl schoolboy wife husband mother father son daughter grandmother grandfather sister brother police_officer farmer journalist policewoman teenager nurse teacher security_guard electrician miner cyclist motorist postman saleswoman pensioner
person,single,pair: couple
soldier: forces military army soldiers troops servicemen soldier serviceman troop personnel fighters combatants military_personnel officers_and_soldiers invaders militants mercenaries
attack: blown_up blew_up blasted attack attacks attacked attacking strike strikes striking struck hit hits hitting shelling shelled shellings bombardment bombarded bombarding bombing bombings bombed pounded pounding pounds barrage barraged barrages targeted targeting assault assaults assaulted raid raids pummelled pummeled came_under_fire come_under_fire under_fire came_under_attack come_under_attack air_raid airstrike airstrikes air_strike air_strikes aerial_attack blast blasts explosion explosions bombards shells_hit salvo salvos onslaught airraid wave waves rocked slammed_into crashed_into
attack,weapon artillery: artillery_fire mortar_fire tank_fire
weapon artillery: shelling shelled shells shell artillery shellings mortar mortars tank_fire howitzer howitzers artillery_fire mortar_fire artillery_shelling
weapon bomb: airstrike airstrikes air_strike air_strikes aerial_bomb aerial_bombs glide_bomb glide_bombs guided_bomb guided_bombs KAB KABs bomb bombs FAB guided_aerial_bomb guided_aerial_bombs
weapon drone: drone drones UAV UAVs Shahed Shaheds kamikaze_drone kamikaze_drones unmanned_aerial_vehicle unmanned_aerial_vehicles Geran Lancet FPV FPV_drone quadcopter Shahed-136 Shahed-131 Shahed-136s Geran-2 Gerbera attack_drones strike_drones UAS uncrewed_aerial_vehicles
weapon missile: missile missiles Kalibr Iskander Kinzhal Kh-101 Kh-22 S-300 Iskander-M Iskander-K X-101 Oreshnik Zircon Tochka-U ATACMS Storm_Shadow Neptune missile_systems_strike Kh-59 Kh-31 Kh-555 Tomahawk S-400 Storm_Shadows cruise_missile ballistic_missile
weapon rocket: rocket rockets HIMARS MLRS Grad Grads multiple_launch_rocket Smerch Uragan multiple_rocket_launcher multiple_rocket_launchers Tornado-S
weapon mine: mine mines landmine landmines land_mine land_mines explosive_device explosive_devices improvised_explosive_device improvised_explosive_devices IED IEDs
weapon gunfire: gunfire machine-gun machine_gun machine_guns machine-gun_fire machine_gun_fire small_arms_fire small-arms_fire sniper sniper_fire gunned shot_dead assault_rifle assault_rifles automatic_weapons_fire
launch: launched fired launching firing launches fires sent unleashed unleashing released fired_at_least rained launched_by fired_by attacked_with
down: shoots_down shoots destroyed destroy destroying shot_down shoot_down shooting_down downed downing intercepted intercepting intercept destroyed_and_intercepted intercepted_and_destroyed neutralized neutralised were_shot_down shot_down_or_neutralised shot_down_and_suppressed repelled brought_down took_down taken_down
harm: blown_up blew_up fell fallen damaged damaging damage damages destroyed destroying destruction hit struck hitting striking slammed_into crashed_into wrecked gutted burned burning caught_fire fire fires ablaze set_fire on_fire ignited shattered collapsed ripped hits smashed targeted targeting targets ruined levelled flattened blown_out falling_debris debris partially_destroyed torn in_ruins hit_by engulfed rubble gouged fell_on landed crater struck_by reduced_to_rubble broke_out breaks_out broken_out
utility electricity: electricity power lights light power_supply electric_power electricity_supply
utility heating: heating heat
utility water: water water_supply
utility gas: gas_supply gas
utility internet: internet communications mobile_service
cut: without cut_off cut knocked_out knocking_out lost lose lost_access_to disrupted disruption disruptions disrupting problems left_without losing cutting_off cutting outages outage shutdown shutdowns went_out power_is_out out problems_with interrupted interruptions
cut,utility electricity: blackout blackouts power_outage power_outages power_cuts power_cut power_shutdowns electricity_outages without_power de-energized blacked_out emergency_shutdowns power_shutdown
say: citing comment comments interview speech address said says reported reports according told wrote confirmed corrected revised clarified stated announced added noted claimed claims saying reporting posted confirmed_that
governor,office: governor regional_governor regional governors
office:  mayor president minister chief head spokesman spokesperson spokeswoman commander administration_head prime_minister prosecutor prosecutors deputy chairman leader official officials secretary ambassador authorities adviser advisor council
official: prosecutors police emergency_services emergency_service officials authorities rescuers state_emergency_service administration ministry
agency: reuters afp tass interfax ap associated_press bloomberg ukrinform ria
media: local_media media newspaper channel ukrainian_media
ru,adj: russian russian-backed
ru: russia russians moscow kremlin invaders occupiers enemy aggressor
ua,adj: ukrainian
ua: ukrainians ukraine kyiv armed_forces_of_ukraine sbu
neg: no not n't without never nor neither
kill,hurt,noun,nobody: no_casualties no_victims no_casualty
hurt,noun,nobody: no_injuries no_injured
kill,noun,nobody: no_fatalities no_deaths no_dead
nobody: no_one nobody none no_people no_civilians
sub,of: of_whom of_them of_which
sub: including among_them among_the_dead among_the_injured among_whom among_the_wounded amongst them_being among_those_killed
more: another additional further more other others
prep: in at on near over across of against into outside around towards toward targeting above
from: from
conj: and or as_well_as plus
clause: while after as but when which where who before that because amid though although following leaving so since despite
region: region oblast province regions provinces oblasts krai territory area
district: district raion districts hromada community neighborhood neighbourhood
town: village settlement villages town hamlet settlements
town,nation: city cities towns hub suburb
backref,nation: capital
accident: safety_rules safety_regulations safety_violation safety_violations human_error technical_fault technical_malfunction malfunction negligence arson welding gas_leak gas_explosion gas_blast accident accidental ruled_out road_accident landslide flood earthquake plane_crash train_crash collision wildfire short_circuit drowned avalanche mudslide
rise: risen rose rises increased climbed grew grown climbs rising reached stands stood
filler: river rivers_of
direction: north south east west north-east north-west south-east south-west northeast northwest southeast southwest km kilometres kilometers miles outskirts_of
border: border borders bordering neighboring neighbouring borderline
back: earlier previously last_week last_month last_year last_summer anniversary
back,clause: came_a_day_after comes_a_day_after come_a_day_after came_hours_after comes_hours_after came_two_days_after came_just_days_after comes_days_after a_day_after days_after hours_after a_week_after comes_after came_after come_after follows followed came_days_after
hypo: could may might would threatened threat threats threatens will plan plans planned planning risk warning warned possible if should fear fears feared presumed potential preparing able capability
be: was were been being are is be have has had got left gets
defence: defence_ministry defense_ministry ministry_of_defence ministry_of_defense air_defence air_defense air_defences air_defenses air_defence_forces air_defenders anti-aircraft air_force air_defence_systems
blame: blamed accused blames accuses accusing blaming attributed_to was_behind were_behind
digest: here_is_the_situation here_is_what_happened here_'s_what_happened here_are_the_main here_are_the_latest here_is_the_latest here_'s_the_latest what_you_need_to_know here_are_the_key key_events daily_briefing at_a_glance what_happened_today what_we_know_on_day
info: information mention details data word
nation: several_regions many_regions a_number_of_regions regions_of_ukraine ukrainian_regions regions_of_the_country more_than_a_dozen_regions a_dozen_regions
nation,prep: across_ukraine across_the_country nationwide around_the_country across_russia countrywide around_ukraine
total: toll number_of total
note: photograph photo getty read_more read_also related sign_up
talks: talks aid package sanctions negotiations summit weapons supplies deliver delivery training
unit households: households families homes household
unit people: people residents
unit buildings: buildings apartment_buildings houses residential_buildings apartment_blocks high-rises
unit customers: customers consumers subscribers
unit settlements: settlements towns villages
of: of out_of
all: all every
age: year-old years-old
filler: broke_out breaks_out breaking_out break_out gas_station hit_list power_lunch military_aid aid_package in_power fire_department firefighters state_emergency cease-fire ceasefire air_raid_sirens air_raid_alert air_raid_alerts port_city fired_from_his opened_fire state_energy energy_firm energy_company energy_minister came_to_power home_to killed_in_action power_struggle energy_ministry death_penalty defence_plant heat_wave return_fire injured_girl
`
