package ingest

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// months maps the names of months, in small letters and without a full stop, to their numbers. Names that differ from
// language to language stand in the tables of their calendars below.
var months = monthTable(
	`january jan januar janvier janv enero ene gennaio gen genn janeiro januari januara jänner leden ledna stycznia styczeń január január
		ianuarie ian ocak января январь янв січня січень януари јануар јануара siječnja siječanj ιανουαρίου ιανουάριος ιαν tammikuuta
		يناير كانون-الثاني جانفي جنوری ژانویه जनवरी जानेवारी জানুয়ারি জানুয়ারি জানুয়ারী ஜனவரி ינואר בינואר sausio janvāris janvārī gener`,
	`february feb febr februar février févr fév fevr fevrier febrero febbraio febb fevereiro fev februari únor února luty lutego lut február februára
		februarie şubat subat şub февраля февраль фев февр лютого лютий февруари фебруар фебруара veljače veljača φεβρουαρίου φεβρουάριος φεβ
		helmikuuta فبراير شباط فيفري فروری فوریه फरवरी फ़रवरी फ़रवरी फेब्रुवारी ফেব্রুয়ারি ফেব্রুয়ারি பிப்ரவரி פברואר בפברואר vasario februāris februārī febrer`,
	`march mar märz maerz mars marzo março marco maart mrt mac března březen marca marec marzec martie március márc márciusa mart
		марта март мар березня березень марта ožujka ožujak μαρτίου μάρτιος μαρ maaliskuuta مارس آذار مارچ मार्च মার্চ மார்ச் מרץ במרץ מרס
		kovo marts martā març maret`,
	`april apr avril avr abril abr aprile aprilie duben dubna kwiecień kwietnia kwi apríl apríla április ápr nisan апреля апрель апр квітня квітень
		април априла travnja travanj απριλίου απρίλιος απρ huhtikuuta أبريل ابريل إبريل نيسان أفريل اپریل آوریل अप्रैल एप्रिल এপ্রিল ஏப்ரல் אפריל באפריל balandžio aprīlis aprīlī`,
	`may mai mayo maggio mag maio mei maj maja květen května máj mája május mayıs mayis мая май травня травень мај маја svibnja svibanj
		μαΐου μαίου μάιος μαϊ toukokuuta مايو أيار ماي ایار مئی مه می मई मे মে மே מאי במאי gegužės maijs maijā maig`,
	`june jun juni juin junio giugno giu junho červen června czerwiec czerwca cze jún júna iunie iun június jún haziran haz июня июнь июн червня червень
		юни јун јуна lipnja lipanj ιουνίου ιούνιος ιουν kesäkuuta يونيو يونيه حزيران جوان جون ژوئن जून জুন ஜூன் יוני ביוני birželio jūnijs jūnijā juny`,
	`july jul juli juillet juil julio luglio lug julho červenec července lipiec lipca lip júl júla iulie iul július júl temmuz tem июля июль июл липня липень
		юли јул јула srpnja srpanj ιουλίου ιούλιος ιουλ heinäkuuta يوليو يوليه تموز جويلية جولائی ژوئیه جولای जुलाई जुलै জুলাই ஜூலை יולי ביולי liepos jūlijs jūlijā juliol`,
	`august aug août aout agosto ago augustus augusti srpen srpna sierpień sierpnia sie augusta augusztus ağustos agustos ağu августа август авг
		серпня серпень kolovoza kolovoz αυγούστου αύγουστος αυγ elokuuta أغسطس آب أوت اگست اوت آگوست अगस्त ऑगस्ट আগস্ট ஆகஸ்ட் אוגוסט באוגוסט
		rugpjūčio augusts augustā agost`,
	`september sep sept septembre septiembre setiembre settembre sett set setembro wrzesień września wrz září septembra septembrie szeptember szept eylül eylul eyl
		сентября сентябрь сен сент вересня вересень септември септембар септембра rujna rujan σεπτεμβρίου σεπτέμβριος σεπ syyskuuta سبتمبر شتنبر أيلول
		ستمبر سپتامبر सितंबर सितम्बर सप्टेंबर সেপ্টেম্বর செப்டம்பர் ספטמבר בספטמבר rugsėjo septembris septembrī setembre`,
	`october oct oktober okt octobre octubre ottobre ott outubro out październik października paź říjen října október októbra octombrie ekim eki
		октября октябрь окт жовтня жовтень октомври октобар октобра listopada-hr οκτωβρίου οκτώβριος οκτ lokakuuta أكتوبر اكتوبر تشرين-الأول
		اکتوبر اکتبر अक्टूबर अक्तूबर ऑक्टोबर অক্টোবর அக்டோபர் אוקטובר באוקטובר spalio oktobris oktobrī`,
	`november nov novembre noviembre novembro listopad listopadu listopada lis novembra noiembrie kasım kasim kas ноября ноябрь ноя нояб
		листопада листопад ноември новембар новембра studenoga studeni νοεμβρίου νοέμβριος νοε marraskuuta نوفمبر نونبر تشرين-الثاني نومبر نوامبر
		नवंबर नवम्बर नोव्हेंबर নভেম্বর நவம்பர் נובמבר בנובמבר lapkričio novembris novembrī nopember`,
	`december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro grudzień grudnia gru prosinec prosince decembra decembrie aralık aralik ara
		декабря декабрь дек грудня грудень декември децембар децембра prosinca prosinac δεκεμβρίου δεκέμβριος δεκ joulukuuta ديسمبر دجنبر كانون-الأول
		دسمبر دسامبر दिसंबर दिसम्बर डिसेंबर ডিসেম্বর டிசம்பர் דצמבר בדצמבר gruodžio decembris decembrī desember des desembre`,
)

// thaiMonths and iranianMonths belong to calendars that count their years otherwise.
var (
	thaiMonths = monthTable("มกราคม ม.ค", "กุมภาพันธ์ ก.พ", "มีนาคม มี.ค", "เมษายน เม.ย", "พฤษภาคม พ.ค", "มิถุนายน มิ.ย",
		"กรกฎาคม ก.ค", "สิงหาคม ส.ค", "กันยายน ก.ย", "ตุลาคม ต.ค", "พฤศจิกายน พ.ย", "ธันวาคม ธ.ค")
	iranianMonths = monthTable("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد امرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
)

func monthTable(names ...string) map[string]int {
	table := map[string]int{}
	for i, list := range names {
		for _, name := range strings.Fields(list) {
			table[name] = i + 1
		}
	}
	return table
}

// lower writes a word in small letters; the Turkish capital with a dot becomes the plain letter.
func lower(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	return strings.ToLower(strings.ReplaceAll(text, "İ", "i"))
}

// A date with a named month is found by the name and read from there to both sides: the patterns are anchored, so that
// none of them is tried at every place of a line.
var (
	dayAndYearAfter = lazy.New(`^\.? ` + day + `,? ` + year + `\b`)
	yearAfter       = lazy.New(`^\.?(?:/\p{L}+)?(?:[,،]? (?:de |del |do |от |of |tahun |año |سنة |عام |سال )?|(-)|/)` + longYear + `\b`)
	dayBefore       = lazy.New(`(?:^|[^\d.,:/-])` + day + `(?:,? (?:of |de |di |d’|d'|dne )?|(-)|/)$`)
	yearBefore      = lazy.New(`(?:^|[^\d.,:/-])` + year + `(?:\.|,| m\.|\. gada)? $`)
	dayAfter        = lazy.New(`^ ` + day + `(?: d\.| dieną)?(?:[^\d:]|$)`)
	dayAndMonth     = lazy.New(`(?:^|[^\d])` + year + `\. gada ` + day + ` $`)
	secondWord      = lazy.New(`^ (?:الثاني|الأول)`)
)

// longestBefore bounds what is searched before the name of a month, in bytes.
const longestBefore = 24

// findNamedDate returns the first date in a text whose month is a word.
func findNamedDate(text string) (date, bool) {
	for from, to := nextWord(text, 0); from < len(text); from, to = nextWord(text, to) {
		word := lower(text[from:to])
		if word == "كانون" || word == "تشرين" {
			if second := secondWord.FindString(text[to:]); second != "" {
				word += "-" + second[1:]
				to += len(second)
			}
		}
		for _, calendar := range calendars {
			if month := calendar.months[word]; month != 0 {
				if d, found := dateAround(text, from, to, month, calendar.day); found {
					return d, true
				}
			}
		}
	}
	return date{}, false
}

// calendars are the ways to name months, each with how a day of it is written in ours.
var calendars = []struct {
	months map[string]int
	day    func(y, m, d int) string
}{
	{months, iso}, {thaiMonths, thai}, {iranianMonths, iranian},
}

// nextWord returns where the next run of letters stands in a text, in bytes; its end twice where there is none.
func nextWord(text string, at int) (from, to int) {
	start := strings.IndexFunc(text[at:], unicode.IsLetter)
	if start < 0 {
		return len(text), len(text)
	}
	from = at + start
	rest := text[from:]
	length := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if length < 0 {
		return from, len(text)
	}
	// A Thai month is shortened with a full stop within: it belongs to the word.
	if rest[length] == '.' && firstRune(rest) >= 0x0e00 && firstRune(rest) < 0x0e80 {
		for length < len(rest) && (rest[length] == '.' && length+1 < len(rest) && rest[length+1] >= 0x80 || rest[length] >= 0x80) {
			length++
		}
	}
	return from, from + length
}

// dateAround reads the date of which the name of the month stands at [from,to).
func dateAround(text string, from, to, month int, day func(y, m, d int) string) (date, bool) {
	if m := findAt(dayAndYearAfter, text[to:], digitAt(text[to:], 1) || digitAt(text[to:], 2)); m != nil {
		d := date{iso: day(number(text[to:], m, 2), month, number(text[to:], m, 1)), from: from, to: to + m[1]}
		return d, d.iso != ""
	}
	head := ending(text[:from], longestBefore)
	at := from - len(head)
	if !strings.ContainsAny(head, "0123456789") {
		return date{}, false
	}
	if m := findAt(dayAndMonth, head, strings.Contains(head, "gada")); m != nil {
		d := date{iso: day(number(head, m, 1), month, number(head, m, 2)), from: at + m[2], to: to}
		return d, d.iso != ""
	}
	follows := digitAt(text[to:], 1)
	if m, after := findAt(yearBefore, head, follows && hasYear(head)), findAt(dayAfter, text[to:], follows); m != nil && after != nil {
		d := date{iso: day(number(head, m, 1), month, number(text[to:], after, 1)), from: at + m[2], to: to + after[3]}
		return d, d.iso != ""
	}
	before := dayBefore.FindStringSubmatchIndex(head)
	after := findAt(yearAfter, text[to:], before != nil)
	if after == nil || before == nil || (before[4] < 0) != (after[2] < 0) { // hyphens stand on both sides or on none
		return date{}, false
	}
	d := date{iso: day(number(text[to:], after, 2), month, number(head, before, 1)), from: at + before[2], to: to + after[1]}
	return d, d.iso != ""
}

// findAt is where a pattern matches in a text in which it may, nil where it cannot.
func findAt(pattern *lazy.Pattern, text string, may bool) []int {
	if !may {
		return nil
	}
	return pattern.FindStringSubmatchIndex(text)
}

func digitAt(text string, i int) bool { return i < len(text) && isDigit(text[i]) }

// ending returns the last bytes of a text, at most so many and without the rest of a letter that is cut.
func ending(text string, most int) string {
	at := max(0, len(text)-most)
	for at < len(text) && text[at]&0xc0 == 0x80 {
		at++
	}
	return text[at:]
}

// number reads the digits of a group of a match.
func number(text string, m []int, group int) int {
	n, _ := strconv.Atoi(text[m[2*group]:m[2*group+1]])
	return n
}
