package extract

// enTable is the English lexicon: see newPack for its grammar.
const enTable = `
kill,active: kills killing murdering claiming_the_lives_of claimed_the_lives_of claiming_the_life_of claimed_the_life_of took_the_lives_of
kill: killed died dies perished succumbed was_found_dead were_found_dead passed_away lost_their_lives lost_his_life lost_her_life lost_their_life murdered
kill,noun: dead deaths death fatalities fatality bodies death_toll deceased the_dead dead_bodies
wave: wave waves barrage massive_attack mass_attack massive_strike large-scale massed massive_russian massive_missile massive_drone assault onslaught
hurt,active: injures injuring wounding hospitalizing hospitalising wounds
hurt: injured wounded hurt hospitalized hospitalised sustained_injuries suffered_injuries received_injuries taken_to_hospital were_hospitalized sought_medical_help needed_medical_treatment suffered_shrapnel_wounds received_shrapnel_wounds were_treated maimed
hurt,noun: injuries injury wounded_people injured_people
kill,hurt,noun: casualties casualty
person: people persons civilians residents children women men workers employees medics rescuers firefighters passengers teenagers teenager boys girls others paramedics policemen pensioners adults police_officers officers drivers volunteers patients students citizens locals minors elderly_people family_members individuals journalists energy_workers utility_workers railway_workers
person,single: man woman person civilian resident child boy girl baby infant worker employee medic rescuer firefighter passenger driver pensioner volunteer paramedic policeman student toddler schoolgirl schoolboy wife husband mother father son daughter grandmother grandfather sister brother police_officer farmer journalist
person,single,pair: couple
soldier: forces military army soldiers troops servicemen soldier serviceman troop personnel fighters combatants military_personnel officers_and_soldiers invaders militants mercenaries
attack: blown_up blew_up blasted attack attacks attacked attacking strike strikes striking struck hit hits hitting shelling shelled shellings bombardment bombarded bombarding bombing bombings bombed pounded pounding pounds barrage barraged barrages targeted targeting assault assaults assaulted raid raids pummelled pummeled came_under_fire come_under_fire under_fire came_under_attack come_under_attack air_raid airstrike airstrikes air_strike air_strikes aerial_attack blast blasts explosion explosions bombards shells_hit salvo salvos onslaught airraid wave waves rocked slammed_into crashed_into
weapon artillery: shelling shelled shells shell artillery shellings mortar mortars tank_fire howitzer howitzers artillery_fire mortar_fire artillery_shelling
weapon bomb: airstrike airstrikes air_strike air_strikes aerial_bomb aerial_bombs glide_bomb glide_bombs guided_bomb guided_bombs KAB KABs bomb bombs FAB guided_aerial_bomb guided_aerial_bombs
weapon drone: drone drones UAV UAVs Shahed Shaheds kamikaze_drone kamikaze_drones unmanned_aerial_vehicle unmanned_aerial_vehicles Geran Lancet FPV FPV_drone quadcopter Shahed-136 Shahed-131 Shahed-136s Geran-2 Gerbera attack_drones strike_drones UAS uncrewed_aerial_vehicles
weapon missile: missile missiles Kalibr Iskander Kinzhal Kh-101 Kh-22 S-300 Iskander-M Iskander-K X-101 Oreshnik Zircon Tochka-U ATACMS Storm_Shadow Neptune missile_systems_strike Kh-59 Kh-31 Kh-555 Tomahawk S-400 Storm_Shadows cruise_missile ballistic_missile
weapon rocket: rocket rockets HIMARS MLRS Grad Grads multiple_launch_rocket Smerch Uragan multiple_rocket_launcher multiple_rocket_launchers Tornado-S
weapon mine: mine mines landmine landmines land_mine land_mines explosive_device
weapon gunfire: gunfire machine-gun sniper gunned
launch: launched fired launching firing launches fires sent unleashed unleashing released fired_at_least rained launched_by fired_by attacked_with
down: shoots_down shoots destroyed destroy destroying shot_down shoot_down shooting_down downed downing intercepted intercepting intercept destroyed_and_intercepted intercepted_and_destroyed neutralized neutralised were_shot_down shot_down_or_neutralised shot_down_and_suppressed repelled brought_down took_down taken_down
harm: blown_up blew_up fell fallen damaged damaging damage damages destroyed destroying destruction hit struck hitting striking slammed_into crashed_into wrecked gutted burned burning caught_fire fire fires ablaze set_fire on_fire ignited shattered collapsed ripped hits smashed targeted targeting targets ruined levelled flattened blown_out falling_debris debris partially_destroyed torn in_ruins hit_by engulfed rubble gouged fell_on landed crater struck_by reduced_to_rubble
object residential: residential_building residential_buildings residential_block residential_areas residential_area residential apartment apartments apartment_block apartment_blocks apartment_building apartment_buildings house houses home homes flats flat multistory_buildings multistory_building high-rise high-rise_building high-rise_buildings multi-storey_building multi-storey_buildings nine-storey_building five-storey_building storey_building story_building residential_high-rise multi-storey multi-story dwelling dwellings tower_block private_houses block_of_flats dormitory dormitories residential_blocks housing nine-storey five-storey
object energy: energy_infrastructure energy_facilities energy_facility power_plant power_plants thermal_power_plant thermal_power_plants power_station power_stations substation substations power_lines power_line power_grid electricity_infrastructure power_infrastructure energy_system energy_sites hydroelectric energy_sector energy_and power_facilities hydropower power_facility electrical_substation transformer transformers powerlines energy_targets electrical_substations
object gas: gas_pipeline gas_pipelines gas_pipe gas_infrastructure gas_facilities gas_production gas_storage gas_facility
object heating: heating_plant boiler boiler_house heating_network boiler_room heating_main
object water: water_pipe water_pumping pumping_station water_supply_facility water_pipeline water_main waterworks
object school: school schools university college lyceum gymnasium educational_institutions educational_institution educational_facilities schoolhouse
object kindergarten: kindergarten kindergartens nursery nursery_school preschool
object hospital: hospital hospitals clinic maternity_hospital medical_facility medical_facilities maternity_ward medical_centre ambulance_station polyclinic
object industrial: oil_refinery oil_refineries refinery refineries oil_depot oil_depots fuel_depot fuel_depots warehouse warehouses factory factories industrial_facility plant plants industrial_plant chemical_plant industrial_facilities fuel_storage industrial enterprise enterprises fuel_tanks oil_terminal oil_facility industrial_enterprise industrial_site grain_elevator fuel_tank oil_storage production_facility
object transport: bus_station metro_station airport airfield bridge train_station bridges road tram trolleybus airports metro subway
object port: port_infrastructure port_facilities seaport sea_port port_facility port ports ship ships vessel vessels
object rail: railway rail train trains railroad locomotive railways railway_station railway_hub railway_tracks railway_infrastructure locomotives
object commercial: shopping_mall shopping_centre shopping_center market supermarket shop shops store stores hotel restaurant office_building mall cafe business_center hotels supermarkets offices petrol_station gas_station hypermarket
object religious: church churches cathedral monastery mosque synagogue
object administrative: administrative_building administration_building police_station city_hall courthouse post_office council_building embassy administrative
object vehicle: car cars bus buses truck trucks vehicle vehicles minibus ambulance ambulances tractor
object other: infrastructure civilian_infrastructure critical_infrastructure non-residential ammunition_warehouses ammunition_stores ammunition_store ammunition_depot ammunition_depots military_base buildings building ammunition_warehouse warship civilian_facilities civilian_objects infrastructures infrastructure_facility theatre theater museum
utility electricity: electricity power lights light power_supply electric_power electricity_supply
utility heating: heating heat
utility water: water water_supply
utility gas: gas_supply gas
utility internet: internet communications mobile_service
cut: without cut_off cut knocked_out knocking_out lost lose lost_access_to disrupted disruption disruptions disrupting problems left_without losing cutting_off cutting outages outage shutdown shutdowns went_out power_is_out out problems_with interrupted interruptions
cut,utility electricity: blackout blackouts power_outage power_outages power_cuts power_cut power_shutdowns electricity_outages without_power de-energized blacked_out emergency_shutdowns power_shutdown
say: comment comments interview speech address said says reported reports according told wrote confirmed stated announced added noted claimed claims saying reporting posted confirmed_that
governor,office: governor regional_governor regional governors
office:  mayor president minister chief head spokesman spokesperson spokeswoman commander administration_head prime_minister prosecutor prosecutors deputy chairman leader official officials secretary ambassador authorities adviser advisor council residents_of
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
clause: while after as but when which where who before that because amid though although following hours_after leaving so since despite
region: region oblast province regions provinces oblasts krai territory area
district: district raion districts hromada community neighborhood neighbourhood
town: village settlement villages town hamlet settlements
town,nation: city cities towns hub suburb
backref,nation: capital
accident: gas_explosion gas_blast accident accidental ruled_out road_accident landslide flood earthquake plane_crash train_crash collision wildfire short_circuit drowned avalanche mudslide
rise: risen rose rises increased climbed grew grown climbs rising reached stands stood
filler: river rivers_of
direction: north south east west north-east north-west south-east south-west northeast northwest southeast southwest km kilometres kilometers miles outskirts_of
border: border borders bordering neighboring neighbouring borderline
back: earlier previously last_week last_month last_year last_summer anniversary
back,clause: comes_after came_after come_after follows followed came_days_after
hypo: could may might would threatened threat threats threatens will plan plans planned planning risk warning warned possible if should fear fears potential preparing able capability
be: was were been being are is be have has had got left gets
defence: defence_ministry defense_ministry ministry_of_defence ministry_of_defense air_defence air_defense air_defences air_defenses air_defence_forces air_defenders anti-aircraft air_force air_defence_systems
blame: blamed accused blames accuses accusing blaming attributed_to was_behind were_behind
digest: here_is_the_situation here_are_the_key key_events daily_briefing at_a_glance what_happened_today what_we_know_on_day
info: information mention details data word
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
filler: gas_station hit_list power_lunch military_aid aid_package in_power fire_department firefighters state_emergency cease-fire ceasefire air_raid_sirens air_raid_alert air_raid_alerts port_city fired_from_his opened_fire state_energy energy_firm energy_company energy_minister came_to_power home_to killed_in_action power_struggle energy_ministry death_penalty defence_plant heat_wave return_fire injured_girl
`
