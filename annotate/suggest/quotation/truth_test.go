package quotation_test

import "github.com/parallax-annotation/parallax/annotate/suggest/quotation"

// What is said in the sample story and in four scraped articles, and by whom, as it was marked by reading them before anything was run:
// whatever stands in quotation marks as somebody's words, and every clause that somebody is said to say, think or deny, without its verb.
// Terms, slogans and titles in quotation marks are none; nor is what is only named ("blamed them for the attack"), nor anything outside the
// article's own prose.

const (
	direct   = quotation.Direct
	indirect = quotation.Indirect
	mixed    = quotation.Mixed
)

// mark is a quotation of the sample: its speaker and what is said, in the words of the article. Where the speaker's words stand several
// times, those nearest to what is said are meant.
type mark struct {
	file    string
	kind    quotation.Kind
	speaker string
	claim   []string
}

var sampleByReading = []mark{
	{"varrenhavn-courier.txt", indirect, "the harbour master", []string{"The inner harbour will stay closed until at least next Thursday after the car ferry Aurelia struck the north quay on Tuesday night and leaked fuel into the sound"}},
	{"varrenhavn-courier.txt", direct, "Ingrid Sæther", []string{"“We do not open a port because somebody is losing money,”"}},
	{"varrenhavn-courier.txt", direct, "Ingrid Sæther", []string{"“We open it when the water is clean.”"}},
	{"varrenhavn-courier.txt", indirect, "Kestrel Line", []string{"no more than four tonnes of fuel had escaped"}},
	{"varrenhavn-courier.txt", indirect, "Local 9 of the dockers’ union", []string{"The ship’s crew had reported trouble with the steering twice since January"}},
	{"varrenhavn-courier.txt", direct, "Tomasz Ferreira", []string{"“It was in the book. They read it, they signed it and they sailed,”"}},
	{"varrenhavn-courier.txt", indirect, "The company", []string{"it had known of no fault in the steering before the accident"}},
	{"varrenhavn-courier.txt", indirect, "A senior official at the Coast Agency", []string{"inspectors had found both entries in the ship’s log"}},
	{"varrenhavn-courier.txt", indirect, "Mayor Désirée Holm", []string{"mussels from the sound were safe"}},
	{"varrenhavn-courier.txt", indirect, "Jón Brekke", []string{"nobody had tested them"}},
	{"varrenhavn-courier.txt", direct, "he", []string{"“The mayor can have my first crate,”"}},
	{"varrenhavn-courier.txt", indirect, "Ms. Holm", []string{"the municipality would send samples to the mainland this week"}},

	{"ledger-and-tide.txt", indirect, "the ferry company’s chief executive", []string{"Kestrel Line expects to be sailing again within days if the authorities let it"}},
	{"ledger-and-tide.txt", direct, "Marguerite Vold", []string{"“The ship is sound, the spill is contained, and the harbour is ready,”"}},
	{"ledger-and-tide.txt", direct, "Marguerite Vold", []string{"“What is not ready is the paperwork.”"}},
	{"ledger-and-tide.txt", indirect, "The company", []string{"at most four tonnes of diesel were lost"}},
	{"ledger-and-tide.txt", indirect, "it", []string{"Divers closed the leak within three hours", "and a second tank was never in danger"}},
	{"ledger-and-tide.txt", indirect, "Ms. Vold", []string{"the company had been aware of a problem with the steering"}},
	{"ledger-and-tide.txt", direct, "she", []string{"“We had no report, no warning and no reason to keep the ship in port,”"}},
	{"ledger-and-tide.txt", indirect, "she", []string{"Every entry in the log is passed to the Coast Agency"}},
	{"ledger-and-tide.txt", indirect, "she", []string{"A rubber fender that should have softened the blow had been missing since the autumn", "and the municipality, which owns the quay, had been told"}},
	{"ledger-and-tide.txt", indirect, "Kestrel Line", []string{"Each day without ferries costs the region about 1.1 million crowns", "and most of that falls on shops and hauliers"}},
	{"ledger-and-tide.txt", direct, "Aksel Rønning", []string{"“Eight days is a punishment, not a precaution,”"}},
	{"ledger-and-tide.txt", indirect, "Harbour master Ingrid Sæther", []string{"the port will remain shut until the water is clean"}},
	{"ledger-and-tide.txt", direct, "they", []string{"“Insurance pays for the fuel and the summer pays for the rest,”"}},

	{"morning-beacon.txt", indirect, "dockers", []string{"The owners of the stricken ferry Aurelia were told twice that her steering was failing and sent her to sea anyway"}},
	{"morning-beacon.txt", mixed, "Tomasz Ferreira", []string{"Log entries from January and February describe a rudder that answered “late or not at all”"}},
	{"morning-beacon.txt", indirect, "An official with knowledge of the inquiry", []string{"the entries exist"}},
	{"morning-beacon.txt", indirect, "Kestrel Line", []string{"it knew nothing"}},
	{"morning-beacon.txt", direct, "A spokesman", []string{"“invented from beginning to end”"}},
	{"morning-beacon.txt", direct, "Halima Yusuf", []string{"“The captain shouted, then the whole deck jumped,”"}},
	{"morning-beacon.txt", indirect, "Campaigners at Clear Sound", []string{"30 tonnes have gone into the water, more than seven times what the company admits"}},
	{"morning-beacon.txt", indirect, "Mayor Désirée Holm", []string{"the mussels are safe to eat"}},
	{"morning-beacon.txt", indirect, "Jón Brekke", []string{"not one mussel has been to a laboratory"}},
	{"morning-beacon.txt", direct, "Lina Ås", []string{"“My kids swam there on Monday 🤢 and nobody tells us anything.”"}},

	{"green-current.txt", indirect, "Dr. Nneka Adébayo", []string{"At the usual thickness that is about thirty tonnes of fuel"}},
	{"green-current.txt", direct, "she", []string{"“Four tonnes would have been gone by breakfast,”"}},
	{"green-current.txt", indirect, "Clear Sound", []string{"the Aurelia was losing her steering in the narrows"}},
	{"green-current.txt", mixed, "The agency", []string{"it “was aware of concerns”"}},
	{"green-current.txt", indirect, "the dockers’ union", []string{"The crew had written the same in the log"}},
	{"green-current.txt", indirect, "Adébayo", []string{"Nobody should fish in the sound until the seabed has been sampled, and that takes two months"}},
	{"green-current.txt", indirect, "Marguerite Vold", []string{"the spill was contained"}},
}

// stretch is where words stand in a scraped article, with the beginning of the hash of those words, which are not ours.
type stretch struct {
	start, end int
	hash       string
}

// placed is a quotation of a scraped article.
type placed struct {
	article int
	kind    quotation.Kind
	speaker stretch
	claim   []stretch
}

var articlesByReading = []placed{
	{0, indirect, stretch{242, 259, "328d162c4546"}, []stretch{{265, 309, "57c32f71b564"}}},
	{0, direct, stretch{1146, 1158, "be59615283c9"}, []stretch{{1172, 1191, "4c8a40336d5a"}}},
	{0, indirect, stretch{2033, 2049, "cad71ee099b7"}, []stretch{{2141, 2267, "b6871a8deecf"}}},
	{0, direct, stretch{2269, 2271, "30efdfb52ff6"}, []stretch{{2309, 2326, "bf17cc22dc18"}}},
	{0, mixed, stretch{2450, 2499, "7c93a8ba78c4"}, []stretch{{2521, 2637, "2d62f65f54c7"}}},
	{0, indirect, stretch{2639, 2642, "d602e91d93c8"}, []stretch{{2653, 2787, "e69e15c19e1b"}}},
	{0, indirect, stretch{3125, 3140, "b0884296f33c"}, []stretch{{3155, 3229, "26572e16e4f3"}}},
	{0, mixed, stretch{3232, 3266, "b5e25cdbb44c"}, []stretch{{3277, 3632, "2fe1ad5795fa"}}},
	{0, indirect, stretch{3507, 3525, "72d44440a231"}, []stretch{{3534, 3632, "f3177f991d26"}}},
	{0, direct, stretch{3941, 3974, "e4f31483c5be"}, []stretch{{3878, 3940, "a65092215bb3"}}},
	{0, indirect, stretch{4196, 4219, "d76ae447ae40"}, []stretch{{4255, 4309, "67cab055acb8"}}},
	{0, indirect, stretch{4389, 4416, "5a3e1bbfd92d"}, []stretch{{4421, 4559, "ff7df514098f"}}},
	{0, mixed, stretch{4832, 4890, "193d9b5ec50c"}, []stretch{{4946, 5182, "33b8923b08c0"}}},
	{0, indirect, stretch{5197, 5234, "e4bc7c7806cd"}, []stretch{{5265, 5389, "fbb30a0d07b1"}}},
	{0, direct, stretch{5473, 5492, "32df33177127"}, []stretch{{5392, 5472, "b07b80ceb180"}}},
	{0, direct, stretch{5473, 5492, "32df33177127"}, []stretch{{5499, 5571, "52f281001392"}}},
	{0, direct, stretch{5964, 5980, "521be8313f1d"}, []stretch{{5848, 5958, "407fbe391440"}}},
	{0, direct, stretch{5964, 5980, "521be8313f1d"}, []stretch{{6068, 6185, "62d9daf3ba44"}}},
	{0, indirect, stretch{6107, 6136, "9d60d4d1a28f"}, []stretch{{6145, 6183, "50f91954e3d2"}}},
	{1, indirect, stretch{492, 531, "36b282bc682b"}, []stretch{{372, 490, "474288eb385b"}}},
	{1, direct, stretch{546, 559, "027cb37ebf7c"}, []stretch{{642, 738, "b33adac5d95b"}}},
	{1, mixed, stretch{788, 804, "cad71ee099b7"}, []stretch{{828, 902, "f1f848999eaa"}}},
	{1, indirect, stretch{926, 945, "d8b4d34afd53"}, []stretch{{969, 991, "8f1c55bc1e76"}}},
	{1, indirect, stretch{926, 945, "d8b4d34afd53"}, []stretch{{1018, 1039, "2d2f8857bc8f"}}},
	{1, direct, stretch{1582, 1585, "2cda85e504e1"}, []stretch{{1453, 1581, "b472d7295c88"}}},
	{1, direct, stretch{1582, 1585, "2cda85e504e1"}, []stretch{{1592, 1759, "b46984fac7f9"}}},
	{1, direct, stretch{1761, 1768, "0e7888443625"}, []stretch{{1781, 1880, "95f580d6a43d"}}},
	{1, direct, stretch{2068, 2071, "2cda85e504e1"}, []stretch{{1882, 2067, "5b90ceaffa78"}}},
	{1, direct, stretch{2121, 2157, "8513a11a5158"}, []stretch{{2251, 2301, "b431145d6751"}}},
	{1, mixed, stretch{2386, 2398, "8138456069b3"}, []stretch{{2409, 2549, "f26a2367a757"}}},
	{1, direct, stretch{2778, 2790, "8138456069b3"}, []stretch{{2698, 2777, "028bb6c4692e"}}},
	{1, mixed, stretch{2831, 2843, "8138456069b3"}, []stretch{{2798, 2829, "264777ecf5fe"}, {2855, 2889, "d0b835f0b2ea"}}},
	{1, indirect, stretch{2890, 2933, "f11c44ad446a"}, []stretch{{2972, 3004, "3de8efc83905"}}},
	{1, mixed, stretch{3105, 3117, "8138456069b3"}, []stretch{{3006, 3104, "5670de9f5a74"}}},
	{1, direct, stretch{3105, 3117, "8138456069b3"}, []stretch{{3124, 3162, "a9ece4cd3031"}}},
	{1, direct, stretch{3327, 3339, "8138456069b3"}, []stretch{{3346, 3571, "566cd6925487"}}},
	{1, direct, stretch{3590, 3597, "0e7888443625"}, []stretch{{3630, 3690, "18584bb6aa9b"}}},
	{2, indirect, stretch{428, 457, "2807cd3edf7f"}, []stretch{{286, 426, "c688b720cd86"}}},
	{2, direct, stretch{552, 572, "510df36e9b1d"}, []stretch{{482, 546, "012aa9a9cb14"}}},
	{2, direct, stretch{552, 572, "510df36e9b1d"}, []stretch{{587, 745, "5b7fadd8b9b8"}}},
	{2, direct, stretch{747, 759, "b83bd5ac2ab4"}, []stretch{{828, 862, "08f2a385eeda"}}},
	{2, indirect, stretch{864, 886, "ab3f9b4c86cd"}, []stretch{{892, 992, "91455933b933"}}},
	{2, indirect, stretch{864, 886, "ab3f9b4c86cd"}, []stretch{{1006, 1046, "ecd61bfa9ec9"}}},
	{2, indirect, stretch{1377, 1386, "9337e7b7d7a3"}, []stretch{{1241, 1375, "f06c277e7eda"}}},
	{2, direct, stretch{1471, 1491, "81211518a54b"}, []stretch{{1563, 1676, "0f7f2c154245"}}},
	{2, indirect, stretch{1678, 1698, "91e7bf348a53"}, []stretch{{1704, 1835, "960c684bab0a"}}},
	{2, indirect, stretch{1878, 1881, "7fafe267febd"}, []stretch{{1837, 1876, "ada155410036"}}},
	{2, indirect, stretch{1937, 1959, "b3564b8b743e"}, []stretch{{1965, 2073, "c2902d0bf3f4"}}},
	{2, direct, stretch{2076, 2086, "5c581308dc2f"}, []stretch{{2141, 2284, "30626719d622"}}},
	{2, indirect, stretch{2285, 2287, "30efdfb52ff6"}, []stretch{{2301, 2397, "c6e81a77a8a5"}}},
	{3, mixed, stretch{708, 780, "5073ab1da45a"}, []stretch{{796, 977, "9cc34b777eee"}}},
	{3, indirect, stretch{1209, 1237, "c07d3334df06"}, []stretch{{1263, 1558, "49e95e25ad70"}}},
	{3, direct, stretch{2088, 2105, "9df9226b4737"}, []stretch{{2136, 2322, "a4f907f91c73"}}},
	{3, direct, stretch{2480, 2522, "2eb29078d160"}, []stretch{{2596, 2611, "aad3020bc04c"}}},
	{3, mixed, stretch{2671, 2685, "c513d5a63f44"}, []stretch{{2712, 2855, "cb6f274c0b13"}}},
	{3, indirect, stretch{3041, 3050, "56247fb8d8b0"}, []stretch{{3101, 3193, "e4ea75998dcf"}}},
	{3, mixed, stretch{3664, 3700, "875b89e126e3"}, []stretch{{3718, 3758, "a489d9d9d97a"}}},
}
