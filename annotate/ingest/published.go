package ingest

import (
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// A line that dates an article holds a date and, around it, only what belongs to one: words such as "published", the day
// of the week, the time with its zone, how long one reads. Any other word makes it prose, or something else of the page.

// publishedWords and updatedWords say what a date is. The words of the two that are needed with others, such as "last" in
// "last updated", stand among besideDates.
var (
	publishedWords = annotate.SetOf(" ", `published posted created issued filed dated publication released publié publiée publie publiee paru parue parution ligne
		veröffentlicht erschienen erstellt veroeffentlicht stand publicado publicada publicación publicacion publicação publicacao pubblicato pubblicata pubblicazione
		gepubliceerd geplaatst publicerad publicerat publicerades publisert offentliggjort udgivet publiceret oprettet julkaistu opublikowano publikacji dodano
		publikováno vydáno zveřejněno publikované publicat publicată publicare megjelent közzétéve publikálva yayınlanma yayınlandı yayın yayim yayımlanma giriş giris eklenme oluşturulma
		diterbitkan dipublikasikan terbit diterbit đăng xuất objavljeno objavljena objavio publicat опубликовано опубликована публикации публикация дата опубліковано публікації публикувано публикувана
		објављено نشر نُشر نشرت النشر منشور انتشار منتشر شائع اشاعت प्रकाशित पब्लिश पब्लिश्ड प्रकाशन প্রকাশ প্রকাশিত 发布 发布时间 发布日期 发表于 发表 发布于 刊登 發布 發佈 發布時間 發表 發佈時間 刊登日期
		公開 公開日 公開日時 配信 配信日 掲載 掲載日 投稿 投稿日 입력 등록 승인 게재 기사입력 등록일 입력일 δημοσιεύτηκε δημοσιεύθηκε δημοσίευση פורסם เผยแพร่ date datum data fecha tarih дата التاريخ تاريخ تاریخ दिनांक तारीख 日期 日付 날짜
		dato päiväys päivämäärä dátum ngày tanggal ημερομηνία תאריך วันที่ তারিখ`)
	updatedWords = annotate.SetOf(" ", `updated modified revised update edited corrected jour modifié modifiée actualisé actualisée actualizado actualizada actualización atualizado atualizada atualização
		modificado aktualisiert geändert aktualisierung aggiornato aggiornata aggiornamento modificato bijgewerkt gewijzigd uppdaterad uppdaterat uppdaterades ändrad oppdatert opdateret päivitetty
		aktualizacja zaktualizowano aktualizováno aktualizace aktualizované aktualizované actualizat actualizare frissítve módosítva frissült güncelleme güncellenme güncellendi diperbarui diperbaharui ažurirano
		nhật обновлено обновлён изменено обновление оновлено обновена ажурирано تحديث محدث محدّث تحدیث روزرسانی اپڈیٹ अपडेट अपडेटेड संशोधित আপডেট 更新 更新时间 更新時間 更新日 更新日時 最終更新 最后更新 最後更新
		수정 최종수정 업데이트 수정일 ενημερώθηκε ενημέρωση עודכן แก้ไข อัปเดต`)
	besideDates = annotate.SetOf(" ", `first originally last on at by in the of and or time local eastern pacific central standard daylight noon midnight release
		à le la el em il op den der des vom am um a o à às as ore kl klo kell u uur uhr h hr hrs hours hour de du do da del di os på dne dnia o w v ve saat saati
		mis mise en última ultima ultimo último dernière derniere mise zuletzt letzte laatste laatst senast sist sidst viimeksi ostatnia ostatnio naposledy poslední son utolsó legutóbb terakhir
		tarihi tarih datum hari tanggal pada pukul jam lúc giờ cập ngày tháng năm в г года году год р року часов час мин о год. об
		م ص هـ ه في بتاريخ آخر يوم الساعة ساعة مساء مساءً صباحا صباحاً بتوقيت غرينتش القاهرة عام سنة تم ساعت روز بجے شام صبح بروز وقت को बजे समय पर किया गया ist
		时间 時間 午前 午後 上午 下午 오전 오후 시 분 기준 발행 am pm a.m p.m
		read reading minute minutes min mins lesezeit minuten lecture temps lectura minutos minuti lettura tiempo tempo leitura okuma süresi dk dakika чтения минут минуты время читать قراءة دقائق دقيقة
		online seit мск ء d om alle dalle las los r godz godzina godziny oras ora orele klockan lúc vào thứ เวลา น ที่ সময় ঘণ্টা שעה בשעה ב στις ώρα ώρες ura uri sati časa pulkst ob ο η την στις
		views shares likes comments comment reads`)
	relativeWords = annotate.SetOf(" ", `ago hour hours minute minutes min mins day days yesterday today week weeks month months just now an vor stunde stunden tagen tag gestern heute woche wochen
		il y heure heures jour jours hier aujourd'hui hace hora horas minutos días dia ayer hoy há horas dias ontem hoje ore fa giorni ieri oggi uur geleden dagen gisteren vandaag
		timmar sedan igår idag timer siden godziny godzin temu dni wczoraj dziś hodinami včera órája napja önce gün dün bugün yang lalu jam hari kemarin
		назад часа часов час день дня дней вчера сегодня годин тому вчора منذ ساعات ساعة يوم أيام أمس اليوم قبل پیش دیروز घंटे घंटा पहले दिन कल आज 前 小时前 小時前 昨天 今天 時間前 昨日 시간 전 어제`)
	weekdays = annotate.SetOf(" ", `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
		mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes martes miércoles miercoles jueves viernes sábado sabado domingo mié jue vie sáb
		segunda terça quarta quinta sexta feira segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex lunedì martedì mercoledì giovedì venerdì domenica gio
		maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag man tir ons tor fre lør søn
		maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina lauantai lauantaina sunnuntai sunnuntaina
		poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok piatok nedeľa luni marți miercuri joi vineri sâmbătă duminică
		hétfő kedd szerda csütörtök péntek szombat vasárnap pazartesi salı çarşamba perşembe cuma cumartesi pazar senin selasa rabu kamis jumat jum'at sabtu minggu ahad
		thứ hai ba tư năm sáu bảy chủ nhật ponedjeljak utorak srijeda sreda četvrtak petak subota nedjelja nedelja понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
		понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя понеделник сряда четвъртък петък събота неделя الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد
		پیر سوموار منگل بدھ جمعرات جمعہ ہفتہ اتوار دوشنبه سه شنبه سه`+"\u200c"+`شنبه چهارشنبه پنجشنبه پنج`+"\u200c"+`شنبه جمعه یکشنبه सोमवार मंगलवार बुधवार गुरुवार बृहस्पतिवार शुक्रवार शनिवार रविवार सोम मंगल बुध गुरु शुक्र शनि रवि
		সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日
		월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일 δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή שני שלישי רביעי חמישי שישי שבת ראשון יום จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์ วัน วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่ วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์`)
)

// What may stand beside a date in numbers.
var (
	clock = lazy.New(`(?i)\d{1,2} ?[:.h٫] ?[0-5]\d(?:[:.][0-5]\d(?:\.\d+)?)?(?: ?[ap]\.? ?m\b\.?)?(?: ?[+-]\d{2}:?\d{2}\b)?|` +
		`\d{1,2} ?(?:[ap]\.? ?m\b\.?|h\b|uhr\b)|\d{1,2} ?[時时시点點] ?(?:\d{1,2} ?[分분])?|\d{3,4} (?:GMT|UTC|HKT|ET|hrs)\b|(?:GMT|UTC)[+-]\d{1,2}(?::?\d{2})?`)
	readTime = lazy.New(`(?i)\d{1,3}(?:[-–]\d{1,3})?[- ]?(?:min(?:ute[ns]?|utos?|uti)?\b\.?|мин(?:ут[аы]?)?|dk\b|dakika|menit|دقائق|دقيقة|دقیقه|मिनट|分钟|分鐘|분)`)
	counted  = lazy.New(`(?i)\d[\d.,]* ?[km]?\+? ?(?:views?|shares?|comments?|reads?|likes?|aufrufe|kommentare|vistas|comentarios|vues|commentaires|görüntülenme|yorum|просмотр\p{L}*|комментари\p{L}*|مشاهدة|تعليق\p{L}*)\b`)
	zone     = lazy.New(`^(?:[A-Z]{1,4}T|GMT|UTC|MSK|WIB|WITA|WIT|Z|TSİ|TSI|ET|PT|CT|MT|EDT|EST|Uhr|МСК)$`)
	quoted   = "“”\"?!«»„"
)

var (
	timesAndCounts = []*lazy.Pattern{counted, readTime, clock}
	timesFirst     = []*lazy.Pattern{clock, counted, readTime}
)

// beside says whether a stretch of a line holds only what stands beside a date, and whether it says that the date is of
// publication or of an update.
func beside(text string) (rank int, only bool) {
	rank, only, _ = furniture(text, false)
	return rank, only
}

// furniture says of a stretch of a line whether it holds only what stands beside a date, or instead of one, and how many
// words. With loose, the names of months, years and numbers count too.
func furniture(text string, loose bool) (rank int, only bool, words int) {
	rank = bare
	if strings.ContainsAny(text, quoted) {
		return rank, false, 0
	}
	rest := foldDigits(text)
	parts := timesAndCounts
	if strings.Contains(rest, ":") { // most often only a time stands there
		parts = timesFirst
	}
	for _, part := range parts {
		if !strings.ContainsAny(rest, "0123456789") {
			break
		}
		if kept := part.ReplaceAllString(rest, " "); kept != rest {
			rest = kept
			words++
		}
	}
	for _, word := range strings.FieldsFunc(rest, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '‌'
	}) {
		small := lower(word)
		words++
		switch {
		case updatedWords[small]:
			rank = updated
		case publishedWords[small]:
			if rank == bare {
				rank = published
			}
		case besideDates[small], weekdays[small], zone.MatchString(word), strings.Contains("年月日년월일", word):
		case loose && (relativeWords[small] || months[small] != 0 || thaiMonths[small] != 0 || iranianMonths[small] != 0 || isDigit(word[0])):
		default:
			return rank, false, words
		}
	}
	return rank, true, words
}

// How much a date counts as that of publication.
const (
	notPublished = iota
	updated      // the date of a later version
	bare         // a date alone on a line above the article
	published    // a line says so
)

var publishedIn = lazy.New(`^(?:This (?:article|story) was )?(?:First p|Originally p|P|p)ublished (?:in|by|on) (\p{Lu}[\p{L}\d.&'’ -]{1,40}?)(?:,| on) (?:on )?$`)

// longestDateLine bounds a line that dates an article, in bytes.
const longestDateLine = 300

// dating is what a line says with the dates in it.
type dating struct {
	dates  []date
	date   date   // that of publication, where the line does nothing but name it
	rank   int    // how surely
	after  int    // what the words after the last date say
	outlet [2]int // where the line names the outlet, in bytes
}

// dateLine says whether a line does nothing but name the date of publication, and how surely. Such a line may also name
// the outlet. Of several dates the one of publication counts; two dates of which nothing is said are those of something
// that lasted.
func dateLine(text string) dating {
	if len(text) > longestDateLine {
		return dating{}
	}
	dates := findDates(text)
	not := dating{dates: dates}
	if len(dates) == 0 {
		return not
	}
	if first := dates[0]; strings.HasSuffix(text[:first.from], " ") {
		if m := publishedIn.FindStringSubmatchIndex(text[:first.from]); m != nil {
			if _, only := beside(text[first.to:]); only {
				return dating{dates: dates, date: first, rank: published, outlet: [2]int{m[2], m[3]}}
			}
		}
	}
	d, at, days := dating{dates: dates}, 0, map[string]bool{}
	for _, next := range dates {
		said, only := beside(text[at:next.from])
		if !only {
			return not
		}
		if said == bare && len(dates) > 1 {
			days[next.iso] = true
		}
		if said > d.rank {
			d.date, d.rank = next, said
		}
		at = next.to
	}
	said, only := beside(text[at:])
	if !only || d.rank == bare && len(days) > 1 {
		return not
	}
	d.after = said
	return d
}

// dateless says whether a line holds only what belongs to a date, but none that can be read: a weekday, a time, a month,
// "2 hours ago", "3 minute read".
func (l line) dateless() (rank int, is bool) {
	if len(l.text) > longestDateLine || l.dated != nil {
		return notPublished, false
	}
	rank, only, words := furniture(l.text, true)
	return rank, only && words > 0
}
