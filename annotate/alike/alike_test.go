package alike_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/alike"
)

// entities are those of one label by their names; what stands behind a bar are other names.
func entities(names ...string) (all []annotate.Entity) {
	for i, name := range names {
		parts := strings.Split(name, "|")
		all = append(all, annotate.Entity{ID: fmt.Sprint(i), LabelID: "actor", Name: parts[0], Aliases: parts[1:]})
	}
	return all
}

func TestInWhatWayNamesAreAlike(t *testing.T) {
	for _, test := range []struct{ a, b, why string }{
		{"Osk Vell", "osk vell", "upper and lower case"},
		{"Zoë Müller", "Zoe Muller", "accents"},
		{"al-Qadir", "Al Qadir", "spaces and signs"},
		{"J. Smith", "John Smith", "initials"},
		{"JK Rowan", "Joan Kay Rowan", "initials"},
		{"Smith, J.", "John Smith", "initials"},
		{"George Vell", "George W. Vell", "middle name"},
		{"President Vell", "Vell", "“president”"},
		{"Secretary of State Ada Vell", "Ada Vell", "“secretary of state”"},
		{"Dr. Ada Vell", "Ada Vell", "“dr”"},
		{"The River Post", "River Post", "“the”"},
		{"Quay Lines Inc.", "Quay Lines", "“inc”"},
		{"RBC", "River Broadcasting Corporation", "short for"},
		{"R.B.C.", "River Broadcasting Corporation", "short for"},
		{"River Broadcasting Corporation (RBC)", "RBC", "have the same name|short for"},
		{"ООН", "Организация Объединённых Наций", "short for"},
		{"Vell Ada", "Ada Vell", "another order"},
		{"Xi Jinping", "Jinping Xi", "another order"},
		{"Haqqani", "Haqani", "two spellings"},
		{"Sirajuddin Haqqani", "Sirajudin Hakani", "two spellings"},
		{"Mohammed Aziz", "Muhammad Aziz", "nearly alike"},
		{"Zelensky", "Zelenskyy", "two spellings"},
		{"Владимир Путин", "Vladimir Putin", "two scripts"},
		{"Володимир Зеленський", "Volodymyr Zelensky", "two scripts"},
		{"Αλέξης Τσίπρας", "Alexis Tsipras", "two scripts"},
		{"سراج الدين حقاني", "Sirajuddin Haqqani", "two scripts"},
		{"习近平", "Xi Jinping", "two scripts"},
		{"Ada Vell", "Vell", "last name alone"},
		{"Vell|the envoy", "The Envoy", "upper and lower case"},
	} {
		for _, two := range [][]annotate.Entity{entities(test.a, test.b), entities(test.b, test.a)} {
			found := alike.Pairs(two)
			if len(found) != 1 || !slices.ContainsFunc(strings.Split(test.why, "|"), func(why string) bool { return strings.Contains(found[0].Why, why) }) {
				t.Errorf("%q and %q: %+v, want %q", two[0].Name, two[1].Name, found, test.why)
			}
		}
	}
}

func TestWhatIsAnotherIsNotTakenForIt(t *testing.T) {
	for _, two := range [][2]string{
		{"John Smith", "Jane Smith"}, {"J. Smith", "A. Smith"}, {"Mr. Vell", "Mrs. Vell"}, {"King Osk", "Queen Osk"}, {"Daniel Vell", "Daniela Vell"},
		{"George H. W. Vell", "George Q. Vell"}, {"Brown", "Brian"}, {"Lee", "Li Wei"}, {"李伟", "李维"}, {"张伟", "张玮"}, {"أحمد", "محمد"}, {"Vell attacked Osk", "Osk attacked Vell"},
		{"The port is shut", "The port is not shut"}, {"CIA", "Central Bank"}, {"Group 1", "Group 2"}, {"North Quay", "South Quay"}, {"Anna Vell", "Anne Vell"}, {"Иванов", "Иванова"},
		{"Pakistan", "Government of Pakistan"}, {"Spokesman of Quay Line", "Quay Line"}, {"President of Iran", "Iran"}, {"", "…"}, {"👩‍👩‍👧", "🌍"},
	} {
		if found := alike.Pairs(entities(two[0], two[1])); len(found) != 0 {
			t.Errorf("%q and %q: %s", two[0], two[1], found[0].Why)
		}
	}
	others := entities("Ada Vell", "Ada Vell")
	others[1].LabelID = "claim"
	if found := alike.Pairs(others); len(found) != 0 {
		t.Errorf("an actor and a claim: %+v", found)
	}
	if found := alike.Pairs(entities("Vell", "Ada Vell", "Osk Vell")); len(found) != 0 {
		t.Errorf("a last name that two have: %+v", found)
	}
}

// A list as a project may have it: what is meant by one line is one. The guesses that are scored as likely are right, and few of all are wrong.
func TestInAListOfNamesMostOfWhatIsProposedIsRight(t *testing.T) {
	var all []annotate.Entity
	meant := map[string]int{}
	for i, line := range []string{
		"Ada Vell; A. Vell; Senator Ada Vell", "Osk Brandt; OSK BRANDT; Brandt, Osk", "Anton Brenner; Anton K. Brenner", "Ines Castaño; Ines Castano", "Zoë Lindqvist; Zoe Lindqvist",
		"Sirajuddin Haqqani; Sirajuddin Haqani; سراج الدين حقاني", "Mohammed Karimi; Muhammad Karimi; محمد كريمي", "أحمد الشامي; Ahmad al-Shami", "Дмитрий Соколов; Dmitri Sokolov; Dmitriy Sokolov",
		"Олена Ковальчук; Olena Kovalchuk", "王芳; Wang Fang", "李建国; Li Jianguo", "River Broadcasting Corporation; RBC", "World Harbour Organisation; WHO; the World Harbour Organisation",
		"Quay Lines Ltd.; Quay Lines", "The Ledger; Ledger", "President Tarrow; Lena Tarrow", "Professor Ito; Ito", "Al-Noor Foundation; al Noor Foundation", "Jörg Meißner; Joerg Meissner; Jorg Meissner",
		// and what only looks so
		"Jane Smith", "Jack Smith", "Peter Berg", "Petra Berg", "Mr. Lund", "Mrs. Lund", "李伟", "李维", "张伟", "Wang Wei", "Maria Silva", "Mario Silva", "Daniel Roth", "Daniela Roth",
		"North Harbour Board", "South Harbour Board", "Ministry of Ports", "Ministry of Health", "Иван Петров", "Ивана Петрова", "خالد منصور", "خالد منير", "Tom Osk Reed", "Tim Ola Reed",
		"Group 7", "Group 8", "Harbour police", "Border police", "Ana Cruz", "Ada Cruz", "Karim Aziz", "Kareem Aziza", "Bo Chen", "Bao Chan", "CIA", "Carla Ines Alves",
	} {
		for _, name := range strings.Split(line, "; ") {
			all = append(all, annotate.Entity{ID: name, LabelID: "actor", Name: name})
			meant[name] = i
		}
	}
	wanted := 0
	for i, a := range all {
		for _, b := range all[i+1:] {
			if meant[a.Name] == meant[b.Name] {
				wanted++
			}
		}
	}
	var right, wrong, sure, surelyWrong int
	for _, p := range alike.Pairs(all) {
		is := meant[p.A.Name] == meant[p.B.Name]
		if !is {
			t.Logf("%.2f %s / %s: %s", p.Score, p.A.Name, p.B.Name, p.Why)
		}
		if is {
			right++
		} else {
			wrong++
		}
		if p.Score >= 0.7 {
			sure++
			if !is {
				surelyWrong++
			}
		}
	}
	t.Logf("%d of %d found, %d wrong; of %d likely ones %d wrong", right, wanted, wrong, sure, surelyWrong)
	if right*100 < wanted*90 || wrong*100 > (right+wrong)*15 || surelyWrong*100 > sure*5 {
		t.Error("too much is missed, or wrong")
	}
}

func TestTheSameExternalIDIsAlikeEnough(t *testing.T) {
	two := entities("The envoy", "Osk")
	two[0].ExternalID, two[1].ExternalID = "Q42", " Q42"
	if found := alike.Pairs(two); len(found) != 1 || found[0].Score != 1 {
		t.Errorf("%+v", found)
	}
}

func BenchmarkPairsOf10000(b *testing.B) {
	first, last := strings.Fields("Ada Bo Cem Dora Eli Fay Gus Hal Ines Jon Kay Lea Max Nia Osk Pia Quin Rob Sam Tom"), []string{}
	for _, x := range strings.Fields("Ba Ce Di Fo Gu Ha Je Ki Lo Mu Na Pe Ri So Tu Va We Xi Yo Zu") {
		for _, y := range strings.Fields("bar cek dan fil gor hus jem kat len mos nup pir ros sot tur vell wand xer yol zim") {
			last = append(last, x+y)
		}
	}
	var names []string
	for i := range 10_000 {
		names = append(names, first[i%len(first)]+" "+last[i/len(first)%len(last)]+"|"+first[(i/7)%len(first)][:1]+". "+last[i/len(first)%len(last)])
	}
	all := entities(names...)
	for b.Loop() {
		alike.Pairs(all)
	}
}
