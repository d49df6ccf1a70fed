package alike_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate/alike"
)

func TestNamesInAnotherScriptAreToldByTheirSound(t *testing.T) {
	f := alike.NewForeign(entities("Sirajuddin Haqqani", "Ilya Moravec", "Владимир Зеленов", "NATO", "Ana"))
	for words, want := range map[string]string{
		"Сираджуддин Хаккани": "Sirajuddin Haqqani", "سراج الدين حقاني": "", "Илья Моравец": "Ilya Moravec", "Vladimir Zelenov": "Владимир Зеленов",
		"Ilya Moravec": "", "порт закрыт": "", "Ана": "", "нато": "", "Ηλίας": "",
	} {
		e, score, ok := f.Named(words)
		if e.Name != want || ok != (want != "") || ok && (score <= 0 || score > .5) {
			t.Errorf("%s: %q %v", words, e.Name, score)
		}
	}
}
